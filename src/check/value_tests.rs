//! Values, policies, records and names in, findings out; cfn-lint was the judge of each.

use expect_test::expect;

use super::tests::check_with;

const FACTS: &str = r"
/E3031 ^[a-z]+$
/E1151 ^vpc-[0-9a-f]{8}$
AWS::DynamoDB::Table
 properties: {any}
AWS::EC2::Subnet
 properties: VpcId=str/1
AWS::EC2::SubnetRouteTableAssociation
 properties: SubnetId RouteTableId
AWS::IAM::ManagedPolicy
 properties: PolicyDocument=json,str
AWS::IAM::Role
 properties: AssumeRolePolicyDocument=json,str
AWS::Route53::RecordSet
 properties: {any}
AWS::S3::BucketPolicy
 properties: Bucket! PolicyDocument=json,str
AWS::SQS::Queue
 identified-by: QueueName
 properties: DelaySeconds=int#0..900 Fifo=bool Groups=[str]#1..2 QueueName=str#3..8/0 Rate=num#..0.5
";

#[test]
fn limits_and_patterns() {
    check_with(
        FACTS,
        "
Resources:
  A: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 901, QueueName: ab, Groups: [], Rate: '0.6'}}
  B: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: '900', QueueName: abcA, Groups: [a, b, c]}}
  C: {Type: AWS::SQS::Queue, Properties: {QueueName: '{{resolve:ssm:x}}', Groups: [!If [X, a, b], b, c]}}
  D: {Type: AWS::SQS::Queue, Properties: {QueueName: äöü}}
  E: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1}}
",
        expect![[r#"
            3:43 error[E3034] `DelaySeconds` is at most 900, not 901
            3:62 error[E3033] `QueueName` has at least 3 characters, not 2
            3:77 error[E3032] `Groups` has at least 1 item(s), not 0
            3:89 error[E3034] `Rate` is at most 0.5, not 0.6
            4:64 error[E3031] `QueueName` cannot be `abcA`
              it must match `^[a-z]+$`
            4:81 error[E3032] `Groups` has at most 2 item(s), not 3
            7:44 error[E1151] `VpcId` cannot be `vpc-1`
              write the ID of a VPC, such as `vpc-0123456789abcdef0`, or a `Ref` to a parameter or a resource
        "#]],
    );
}

#[test]
fn what_functions_give() {
    check_with(
        FACTS,
        "
Parameters: {L: {Type: CommaDelimitedList}, P: {Type: String}}
Resources:
  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAZs '', Fifo: !Equals [a, b], DelaySeconds: !Ref L}}
  B: {Type: AWS::SQS::Queue, Properties: {Groups: !Sub '${P}', QueueName: !Ref P}}
  C: {Type: AWS::SQS::Queue, Properties: {Groups: !Split [',', a], QueueName: !Select [0, !Ref L]}}
",
        expect![[r#"
            4:43 error[E1015] `QueueName` must be text, and `Fn::GetAZs` gives a list
              `Fn::Select` takes one of a list, and `Fn::Join` makes text of it
            4:66 error[E3012] `Fifo` must be `true` or `false`, and `Fn::Equals` gives a condition
              name the condition in `Conditions`, and choose values with `Fn::If`
            4:88 error[E1020] `DelaySeconds` must be a whole number, and `Ref` gives a list
              `Fn::Select` takes one of a list, and `Fn::Join` makes text of it
            5:43 error[E1019] `Groups` must be a list, and `Fn::Sub` gives text
              make it a list: `- ` before it in YAML, `[…]` around it in JSON
        "#]],
    );
}

#[test]
fn what_a_condition_leaves_out() {
    check_with(
        FACTS,
        "
Parameters: {P: {Type: String}}
Conditions: {C: !Not [!Equals [!Ref P, a]], D: !And [!Condition C, !Condition C]}
Resources:
  A: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !If [C, b, !Ref AWS::NoValue]}}
  B: {Type: AWS::S3::BucketPolicy, Condition: C, Properties: {Bucket: !If [C, b, !Ref AWS::NoValue]}}
  E: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !If [D, b, !Ref AWS::NoValue]}}
",
        expect![[r#"
            5:36 error[E3003] the property `Bucket` is missing when its condition leaves it out
              required in `AWS::S3::BucketPolicy`: `Bucket`
            6:63 warning[E3003] the property `Bucket` is missing when its condition leaves it out
              required in `AWS::S3::BucketPolicy`: `Bucket`
            7:49 warning[E3003] the property `Bucket` is missing when its condition leaves it out
              required in `AWS::S3::BucketPolicy`: `Bucket`
        "#]],
    );
}

#[test]
fn policies_of_identities_resources_and_roles() {
    check_with(
        FACTS,
        "
Resources:
  A:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: 2012
        Statement:
          - {Effect: allow, Action: [], Resource: bucket, Principal: '*'}
          - {Sid: a b, Efect: Allow, Action: x, NotAction: y, Resource: 'arn:aws:s3:::x'}
          - !If [C, {Effect: Allow, Action: x, Resource: '*', Condition: {StringEqual: {a: b}}}, !Ref AWS::NoValue]
  B: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: b, PolicyDocument: {Statement: {Effect: Allow, Action: x, Resource: '*'}}}}
  D: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: x, Principal: {AWS: me}, Resource: '*'}]}}}
  E: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17'}}}
  F: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: !Ref P}}
",
        expect![[r#"
            9:59 error[E3510] `Principal` does not belong in a statement
            9:14 error[E3510] `allow` is no effect
              it is `Allow` or `Deny`
            9:29 error[E3510] `Action` is an empty list
            9:41 error[E3510] `Resource` cannot be `bucket`
              it is an ARN, such as `arn:aws:s3:::bucket/*`, or `*`
            10:24 error[E3510] `Efect` does not belong in a statement
              did you mean `Effect`?
            10:13 error[E3510] the statement has no `Effect`
              it is `Allow` or `Deny`
            10:38 error[E3510] only one of `Action` and `NotAction` can be given
            10:49 error[E3510] only one of `Action` and `NotAction` can be given
            10:14 error[E3510] a `Sid` has only letters and digits, and `a b` has others
            11:75 error[E3510] `StringEqual` is no operator of IAM's conditions
              did you mean `StringEquals`?
            12:77 error[E3512] the statement has neither `Principal` nor `NotPrincipal`
            12:115 error[E3514] `Resource` cannot be `*`
              name the bucket's ARN, such as `arn:aws:s3:::bucket/*`
            13:130 error[E3530] `Resource` does not belong in a statement
            13:120 error[E3530] `AWS` cannot be `me`
              it is an account, such as `123456789012`, the ARN of a user or role, or `*`
            14:42 error[E3530] the policy has no `Statement`
        "#]],
    );
}

#[test]
fn records_are_what_their_type_takes() {
    check_with(
        FACTS,
        r#"
Resources:
  A: {Type: AWS::Route53::RecordSet, Properties: {Type: A, ResourceRecords: [1.2.3, 1.2.3.4, !Ref X]}}
  B: {Type: AWS::Route53::RecordSet, Properties: {Type: TXT, ResourceRecords: [a, '"a" "b"']}}
  C: {Type: AWS::Route53::RecordSet, Properties: {Type: MX, ResourceRecords: [a.b, 10 a.b, 70000 a.b]}}
  D: {Type: AWS::Route53::RecordSet, Properties: {Type: CNAME, ResourceRecords: [a b, c]}}
  E: {Type: AWS::Route53::RecordSet, Properties: {Type: CAA, ResourceRecords: ['0 issue "a"', '1 issue "a"']}}
  F: {Type: AWS::Route53::RecordSet, Properties: {Type: A, TTL: 1, AliasTarget: {DNSName: a}}}
"#,
        expect![[r#"
            3:78 error[E3023] a record of type `A` cannot be `1.2.3`
              it is an IPv4 address, such as `203.0.113.7`
            4:80 error[E3023] a record of type `TXT` cannot be `a`
              it is text in double quotes, at most 255 characters between two, such as `"v=spf1 -all"`
            5:79 error[E3023] a record of type `MX` cannot be `a.b`
              it is a priority and the name of a server, such as `10 mail.example.com`
            5:92 error[E3023] a record of type `MX` cannot be `70000 a.b`
              it is a priority and the name of a server, such as `10 mail.example.com`
            6:64 error[E3023] a `CNAME` has one record, not 2
            6:82 error[E3023] a record of type `CNAME` cannot be `a b`
              it is the name of a domain, such as `www.example.com`
            7:95 error[E3023] a record of type `CAA` cannot be `1 issue "a"`
              it is a flag, a tag and a value in quotes, such as `0 issue "ca.example.com"`
            8:60 error[E3029] an alias has no `TTL`: it takes that of what it points to
              leave it out
        "#]],
    );
}

#[test]
fn what_can_be_there_once() {
    check_with(
        FACTS,
        "
Resources:
  A: {Type: AWS::SQS::Queue, Properties: {QueueName: same}}
  B: {Type: AWS::SQS::Queue, Properties: {QueueName: same}}
  C: {Type: AWS::SQS::Queue, Condition: X, Properties: {QueueName: same}}
  D: {Type: AWS::SQS::Queue}
  E: {Type: AWS::SQS::Queue}
  F: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref S, RouteTableId: !Ref T}}
  G: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref S, RouteTableId: !Ref U}}
",
        expect![[r#"
            3:43 error[E3019] `QueueName` must be unique, and `A`, `B` have the same
              give each a name of its own, or none
            4:43 error[E3019] `QueueName` must be unique, and `A`, `B` have the same
              give each a name of its own, or none
            8:65 error[E3022] a subnet has one route table, and `F`, `G` give it one each
              keep one of them
            9:65 error[E3022] a subnet has one route table, and `F`, `G` give it one each
              keep one of them
        "#]],
    );
}

#[test]
fn keys_of_tables() {
    check_with(
        FACTS,
        "
Resources:
  A: {Type: AWS::DynamoDB::Table, Properties: {AttributeDefinitions: [{AttributeName: a}], KeySchema: [{AttributeName: b}]}}
  B: {Type: AWS::DynamoDB::Table, Properties: {AttributeDefinitions: [{AttributeName: a}, {AttributeName: b}], KeySchema: [{AttributeName: a}]}}
  C: {Type: AWS::DynamoDB::Table, Properties: {AttributeDefinitions: [{AttributeName: !Ref X}], KeySchema: [{AttributeName: a}]}}
",
        expect![[r#"
            3:35 error[E3039] `AttributeDefinitions` lacks `b`, of which a key is made
              define the attributes of the keys, and no others
            4:35 error[E3039] `AttributeDefinitions` has `b`, which no key uses
              define the attributes of the keys, and no others
        "#]],
    );
}
