//! Small texts, changed.

use expect_test::{Expect, expect};

use super::*;
use crate::diagnostic::Diagnostic;
use crate::yaml::{self, Document};

const YAML: &str = "\
# The website
Parameters:
  KeyName: {Type: String, Default: ''}
Resources:
  Host: # one
    Type: AWS::EC2::Instance
    Properties:
      InstanceType:   t3.micro   # small
      SubnetId: !Ref 'SubnetA'
      SecurityGroupIds: [ !Ref Web , sg-1 ]
      UserData: |- # starts
          echo one
            two

      Tags:
      - Key: Name
        Value: \"Web\"
  # about the group
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 80
          ToPort: 80
          CidrIp: 0.0.0.0/0
";

const JSON: &str = r#"{
    "Resources": {
        "Web": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {"GroupDescription": "x", "Size": 1}
        },
        "Queue": {"Type": "AWS::SQS::Queue"}
    }
}
"#;

/// Holds the lines that a change takes away and brings, or why it is refused.
fn check(text: &str, change: impl FnOnce(&Document) -> Result<Change, Diagnostic>, expected: Expect) {
    let document = yaml::read(text).expect("the text can be read").value;
    let out = match change(&document) {
        Err(refused) => format!("{}\n{}\n", refused.message, refused.hints.join("\n")),
        Ok(change) => {
            let changed = change.apply(text);
            assert_eq!(change.inverse(text).apply(&changed), text, "taken back");
            format!("{}\n{}", change.what, difference(text, &changed))
        }
    };
    expected.assert_eq(&out);
}

/// The lines in which two texts differ.
fn difference(before: &str, after: &str) -> String {
    let (before, after): (Vec<_>, Vec<_>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - same;
    let end = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count().min(rest);
    let lines = |sign: &str, lines: &[&str]| -> String {
        lines.iter().map(|line| format!("{sign}{}\n", line.trim_end_matches('\n'))).collect()
    };
    lines("-", &before[same..before.len() - end]) + &lines("+", &after[same..after.len() - end])
}

fn set_to(path: &str, value: &str) -> impl FnOnce(&Document) -> Result<Change, Diagnostic> {
    move |document| set(document, &parse_path(document, path), value)
}

fn without(path: &str) -> impl FnOnce(&Document) -> Result<Change, Diagnostic> {
    move |document| remove(document, &parse_path(document, path))
}

#[test]
fn a_scalar_keeps_its_style_and_all_around_it() {
    let host = |rest: &str| format!("Resources/Host/Properties/{rest}");
    check(
        YAML,
        set_to(&host("InstanceType"), "t3.small"),
        expect![[r#"
        InstanceType of Host
        -      InstanceType:   t3.micro   # small
        +      InstanceType:   t3.small   # small
    "#]],
    );
    check(
        YAML,
        set_to(&host("InstanceType"), "12"),
        expect![[r#"
        InstanceType of Host
        -      InstanceType:   t3.micro   # small
        +      InstanceType:   '12'   # small
    "#]],
    );
    check(
        YAML,
        set_to(&host("InstanceType"), "a: b #c's"),
        expect![[r#"
        InstanceType of Host
        -      InstanceType:   t3.micro   # small
        +      InstanceType:   'a: b #c''s'   # small
    "#]],
    );
    check(
        YAML,
        set_to(&host("SubnetId/Ref"), "It's"),
        expect![[r#"
        SubnetId of Host
        -      SubnetId: !Ref 'SubnetA'
        +      SubnetId: !Ref 'It''s'
    "#]],
    );
    check(
        YAML,
        set_to(&host("SubnetId"), "subnet-1"),
        expect![[r#"
        SubnetId of Host
        -      SubnetId: !Ref 'SubnetA'
        +      SubnetId: subnet-1
    "#]],
    );
    check(
        YAML,
        set_to(&host("SecurityGroupIds/1"), "a, b"),
        expect![[r#"
        SecurityGroupIds of Host
        -      SecurityGroupIds: [ !Ref Web , sg-1 ]
        +      SecurityGroupIds: [ !Ref Web , 'a, b' ]
    "#]],
    );
    check(
        YAML,
        set_to(&host("UserData"), "one\n\n  two"),
        expect![[r#"
        UserData of Host
        -          echo one
        +          one
        +
    "#]],
    );
    check(
        YAML,
        set_to(&host("UserData"), "one\ntwo\n"),
        expect![[r#"
        UserData of Host
        -      UserData: |- # starts
        -          echo one
        -            two
        +      UserData: | # starts
        +          one
        +          two
    "#]],
    );
    check(
        YAML,
        set_to(&host("Tags/0/Value"), "say \"hi\"\n"),
        expect![[r#"
        Value of Host
        -        Value: "Web"
        +        Value: "say \"hi\"\n"
    "#]],
    );
    check(
        YAML,
        set_to("Parameters/KeyName/Default", "key"),
        expect![[r#"
        Default of KeyName
        -  KeyName: {Type: String, Default: ''}
        +  KeyName: {Type: String, Default: 'key'}
    "#]],
    );
    check(
        YAML,
        set_to("Resources/Web/Properties/SecurityGroupIngress/0/FromPort", "443"),
        expect![[r#"
        FromPort of Web
        -          FromPort: 80
        +          FromPort: 443
    "#]],
    );
    check(
        YAML,
        set_to("Resources/Web/Properties/SecurityGroupIngress/0/FromPort", "any"),
        expect![[r#"
        FromPort of Web
        -          FromPort: 80
        +          FromPort: any
    "#]],
    );
    check(
        JSON,
        set_to("Resources/Web/Properties/GroupDescription", "a \"b\"\n"),
        expect![[r#"
        GroupDescription of Web
        -            "Properties": {"GroupDescription": "x", "Size": 1}
        +            "Properties": {"GroupDescription": "a \"b\"\n", "Size": 1}
    "#]],
    );
    check(
        JSON,
        set_to("Resources/Web/Properties/Size", "2"),
        expect![[r#"
        Size of Web
        -            "Properties": {"GroupDescription": "x", "Size": 1}
        +            "Properties": {"GroupDescription": "x", "Size": 2}
    "#]],
    );
}

#[test]
fn what_is_not_there_is_added() {
    check(
        YAML,
        set_to("Resources/Host/Properties/KeyName", "mine"),
        expect![[r#"
        KeyName of Host
        +      KeyName: mine
    "#]],
    );
    check(
        YAML,
        set_to("Resources/Host/Metadata/Note/Deep", "yes"),
        expect![[r#"
        Deep of Host
        +    Metadata:
        +      Note:
        +        Deep: 'yes'
    "#]],
    );
    check(
        YAML,
        set_to("Resources/Host/Properties/Tags/1/Key", "x"),
        expect![[r#"
        Key of Host
        +      - Key: x
    "#]],
    );
    check(
        YAML,
        set_to("Resources/Host/Properties/SecurityGroupIds/2", "sg-2"),
        expect![[r#"
        SecurityGroupIds of Host
        -      SecurityGroupIds: [ !Ref Web , sg-1 ]
        +      SecurityGroupIds: [ !Ref Web , sg-1, sg-2 ]
    "#]],
    );
    check(
        YAML,
        set_to("Parameters/KeyName/Description", "a key: mine"),
        expect![[r#"
        Description of KeyName
        -  KeyName: {Type: String, Default: ''}
        +  KeyName: {Type: String, Default: '', Description: 'a key: mine'}
    "#]],
    );
    check(
        "Resources:\n  A:\n    Type: T\n    Properties:\n  B: {}\n",
        set_to("Resources/A/Properties/X", "1"),
        expect![[r#"
            X of A
            +      X: 1
        "#]],
    );
    check(
        "A: |\n  one\n",
        set_to("B", "two"),
        expect![[r#"
        B
        +B: two
    "#]],
    );
    check(
        "A: 1",
        set_to("B", "two"),
        expect![[r#"
        B
        -A: 1
        +A: 1
        +B: two
    "#]],
    );
    check(
        JSON,
        set_to("Resources/Queue/Properties/QueueName", "q"),
        expect![[r#"
        QueueName of Queue
        -        "Queue": {"Type": "AWS::SQS::Queue"}
        +        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q"}}
    "#]],
    );
    check(
        JSON,
        set_to("Outputs/Out/Value", "q"),
        expect![[r#"
        Value of Out
        -    }
        +    },
        +    "Outputs": {"Out": {"Value": "q"}}
    "#]],
    );
}

#[test]
fn entries_and_items_are_removed_with_their_lines() {
    check(
        YAML,
        without("Resources/Host/Properties/InstanceType"),
        expect![[r#"
        InstanceType of Host
        -      InstanceType:   t3.micro   # small
    "#]],
    );
    check(
        YAML,
        without("Resources/Host/Properties/UserData"),
        expect![[r#"
        UserData of Host
        -      UserData: |- # starts
        -          echo one
        -            two
    "#]],
    );
    check(
        YAML,
        without("Resources/Host/Properties/Tags/0"),
        expect![[r#"
        Tags of Host
        -      Tags:
        -      - Key: Name
        -        Value: "Web"
        +      Tags: []
    "#]],
    );
    check(
        YAML,
        without("Resources/Host/Properties/Tags/0/Key"),
        expect![[r#"
        Key of Host
        -      - Key: Name
        -        Value: "Web"
        +      - Value: "Web"
    "#]],
    );
    check(
        YAML,
        without("Resources/Host/Properties/SecurityGroupIds/0"),
        expect![[r#"
        SecurityGroupIds of Host
        -      SecurityGroupIds: [ !Ref Web , sg-1 ]
        +      SecurityGroupIds: [ sg-1 ]
    "#]],
    );
    check(
        YAML,
        without("Resources/Host"),
        expect![[r#"
        Host
        -  Host: # one
        -    Type: AWS::EC2::Instance
        -    Properties:
        -      InstanceType:   t3.micro   # small
        -      SubnetId: !Ref 'SubnetA'
        -      SecurityGroupIds: [ !Ref Web , sg-1 ]
        -      UserData: |- # starts
        -          echo one
        -            two
        -
        -      Tags:
        -      - Key: Name
        -        Value: "Web"
    "#]],
    );
    check(
        YAML,
        without("Resources/Web"),
        expect![[r#"
        Web
        -  Web:
        -    Type: AWS::EC2::SecurityGroup
        -    Properties:
        -      SecurityGroupIngress:
        -        - IpProtocol: tcp
        -          FromPort: 80
        -          ToPort: 80
        -          CidrIp: 0.0.0.0/0
    "#]],
    );
    check(
        JSON,
        without("Resources/Web"),
        expect![[r#"
        Web
        -        "Web": {
        -            "Type": "AWS::EC2::SecurityGroup",
        -            "Properties": {"GroupDescription": "x", "Size": 1}
        -        },
    "#]],
    );
    check(
        JSON,
        without("Resources/Queue"),
        expect![[r#"
        Queue
        -        },
        -        "Queue": {"Type": "AWS::SQS::Queue"}
        +        }
    "#]],
    );
    check(
        JSON,
        without("Resources/Queue/Type"),
        expect![[r#"
        Type of Queue
        -        "Queue": {"Type": "AWS::SQS::Queue"}
        +        "Queue": {}
    "#]],
    );
}

#[test]
fn resources_are_copied_and_literals_become_parameters() {
    check(
        YAML,
        |document| duplicate(document, "Web", "Other"),
        expect![[r#"
        Other, a copy of Web
        +  Other:
        +    Type: AWS::EC2::SecurityGroup
        +    Properties:
        +      SecurityGroupIngress:
        +        - IpProtocol: tcp
        +          FromPort: 80
        +          ToPort: 80
        +          CidrIp: 0.0.0.0/0
    "#]],
    );
    check(
        JSON,
        |document| duplicate(document, "Web", "Other"),
        expect![[r#"
        Other, a copy of Web
        +        "Other": {
        +            "Type": "AWS::EC2::SecurityGroup",
        +            "Properties": {"GroupDescription": "x", "Size": 1}
        +        },
    "#]],
    );
    check(
        YAML,
        |document| duplicate(document, "Web", "Host"),
        expect![[r#"
        there is a resource `Host` already

    "#]],
    );
    let size = "Resources/Host/Properties/InstanceType";
    check(
        YAML,
        |document| to_parameter(document, &parse_path(document, size), "Size", "String"),
        expect![[r#"
        InstanceType of Host as the parameter Size
        -Resources:
        -  Host: # one
        -    Type: AWS::EC2::Instance
        -    Properties:
        -      InstanceType:   t3.micro   # small
        +  Size:
        +    Type: String
        +    Default: t3.micro
        +Resources:
        +  Host: # one
        +    Type: AWS::EC2::Instance
        +    Properties:
        +      InstanceType:   !Ref Size   # small
    "#]],
    );
    let size = "Resources/Web/Properties/Size";
    check(
        JSON,
        |document| to_parameter(document, &parse_path(document, size), "Size", "Number"),
        expect![[r#"
        Size of Web as the parameter Size
        -    "Resources": {
        -        "Web": {
        -            "Type": "AWS::EC2::SecurityGroup",
        -            "Properties": {"GroupDescription": "x", "Size": 1}
        +    "Parameters": {"Size": {"Type": "Number", "Default": 1}},
        +    "Resources": {
        +        "Web": {
        +            "Type": "AWS::EC2::SecurityGroup",
        +            "Properties": {"GroupDescription": "x", "Size": {"Ref": "Size"}}
    "#]],
    );
}

#[test]
fn rules_are_added_to_a_group() {
    let ssh = |peer: Peer| Rule {
        direction: Direction::In,
        protocol: "tcp".into(),
        ports: Some((22, 22)),
        peer,
        description: None,
    };
    check(
        YAML,
        |document| add_rule(document, "Web", &ssh(Peer::Cidr("203.0.113.7/32".into()))),
        expect![[r#"
        a rule of Web
        +        - IpProtocol: tcp
        +          FromPort: 22
        +          ToPort: 22
        +          CidrIp: 203.0.113.7/32
    "#]],
    );
    check(
        YAML,
        |document| add_rule(document, "Web", &ssh(Peer::Group("Web".into()))),
        expect![[r#"
        a rule of Web
        +  WebToWeb:
        +    Type: AWS::EC2::SecurityGroupIngress
        +    Properties:
        +      GroupId: !GetAtt Web.GroupId
        +      IpProtocol: tcp
        +      FromPort: 22
        +      ToPort: 22
        +      SourceSecurityGroupId: !GetAtt Web.GroupId
    "#]],
    );
    check(
        JSON,
        |document| add_rule(document, "Web", &ssh(Peer::Group("Web".into()))),
        expect![[r#"
        a rule of Web
        -        "Queue": {"Type": "AWS::SQS::Queue"}
        +        "Queue": {"Type": "AWS::SQS::Queue"},
        +        "WebToWeb": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"GroupId": {"Fn::GetAtt": ["Web", "GroupId"]}, "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "SourceSecurityGroupId": {"Fn::GetAtt": ["Web", "GroupId"]}}}
    "#]],
    );
    check(
        YAML,
        |document| add_rule(document, "Host", &ssh(Peer::Cidr("10.0.0.0/8".into()))),
        expect![[r#"
        `Host` is no AWS::EC2::SecurityGroup

    "#]],
    );
}

#[test]
fn what_cannot_be_changed_alone_is_refused() {
    let aliased = "A: &x\n  B: 1\nC: *x\n";
    check(
        aliased,
        set_to("C/B", "2"),
        expect![[r#"
        C stands here as the alias `*x`
        change it where its anchor is, or write it out here
    "#]],
    );
    check(
        aliased,
        set_to("A/B", "2"),
        expect![[r#"
        B cannot be changed here
        the text around it repeats keys or anchors, or is written in a way that no small change fits; edit it by hand
    "#]],
    );
    check(
        YAML,
        set_to("Resources/Host/Properties", "2"),
        expect![[r#"
        Properties of Host is a mapping, and no single value
        go on to one of its keys: `InstanceType`, `SubnetId`, `SecurityGroupIds`, `UserData`, `Tags`
    "#]],
    );
    check(
        YAML,
        set_to("Resources/Host/Properties/Tags/7", "2"),
        expect![[r#"
        there is no `7` in Tags of Host, which is a list
        its items are numbered from 0; a new one would be 1
    "#]],
    );
    check(
        YAML,
        without("Resources/Nobody"),
        expect![[r#"
        there is no `Resources/Nobody` in the template
        Resources has `Host`, `Web`
    "#]],
    );
}
