//! Scalars in the place of others, and where nothing was.

use expect_test::expect;

use super::*;

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
