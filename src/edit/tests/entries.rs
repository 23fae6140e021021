//! Whole entries: removed, copied, added; and what is refused.

use expect_test::expect;

use super::*;

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
        |document| to_parameter(document, &parse_path(document, size), "Size"),
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
        |document| to_parameter(document, &parse_path(document, size), "Size"),
        expect![[r#"
        Size of Web as the parameter Size
        -    "Resources": {
        -        "Web": {
        -            "Type": "AWS::EC2::SecurityGroup",
        -            "Properties": {"GroupDescription": "x", "Size": 1}
        +    "Parameters": {"Size": {"Type": "String", "Default": "1"}},
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
