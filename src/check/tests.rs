//! Templates in, findings out.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use crate::facts::TypeFacts;
use crate::template;

const FACTS: &str = "\
%as-of 2026-01-31
%old1.x 2024-01-01 2025-01-01 2026-01-31 new1.x
%old2.x 2025-01-01 2026-01-30 2026-02-01
%old3.x 2026-01-31 2026-02-01 2026-03-01 new1.x
AWS::CloudFormation::CustomResource
 attributes: *
 properties: ServiceToken! {any}
AWS::CloudFormation::Stack
 attributes: Outputs.*
 properties: TemplateURL!=path
AWS::EC2::Instance
 attributes: PrivateIp PublicIp
 read-only: State
 properties: BlockDeviceMappings=[@BlockDeviceMapping] ImageId! Monitoring=bool SecurityGroupIds=<str> Tags=[@Tag]
 BlockDeviceMapping: DeviceName! Ebs=@Ebs NoDevice=json VirtualName xor:Ebs,NoDevice,VirtualName
 Ebs: Iops=int VolumeType=str|gp2|gp3 needs:Iops:VolumeType
 Tag: Key! Value!
AWS::EC2::Subnet
 attributes: AvailabilityZone SubnetId
 properties: CidrBlock VpcId! or:CidrBlock,Ipv6CidrBlock Ipv6CidrBlock AvailabilityZone AvailabilityZoneId bars:AvailabilityZone:AvailabilityZoneId
AWS::IAM::Policy
 properties: Document!=json,str Groups=[str] Name! Users=[str] any:Groups,Users
AWS::Lambda::Function
 properties: Environment=json Runtime
AWS::SNS::Topic
 attributes: TopicArn TopicOwner TopicKey
 replaces: Name TopicKey
 properties: Labels={str} Name Port=int|1|2 Size=num
";

#[test]
fn a_type_that_does_not_exist() {
    check(
        "
Resources:
  A: {Type: 'AWS::EC2::Instanc'}
  B: {Type: 'aws::sns::topic'}
  C: {Type: 'AWS::Nothing::Like::It'}
  D: {Type: 'EC2:Instance'}
  E: {Type: 'AWS::SMS::Topic'}",
        expect![[r#"
            3:7 error[E3006] there is no resource type `AWS::EC2::Instanc`
              did you mean `AWS::EC2::Instance`?
            4:7 error[E3006] there is no resource type `aws::sns::topic`
              did you mean `AWS::SNS::Topic`?
            5:7 error[E3006] there is no resource type `AWS::Nothing::Like::It`
              types are written `AWS::Service::Resource`: `AWS::EC2::Instance`
            6:7 error[E3006] there is no resource type `EC2:Instance`
              did you mean `AWS::EC2::Instance`?
            7:7 error[E3006] there is no resource type `AWS::SMS::Topic`
              did you mean `AWS::SNS::Topic`?
        "#]],
    );
}

#[test]
fn types_that_others_know() {
    check(
        "
Transform: AWS::Serverless-2016-10-31
Resources:
  A: {Type: 'Custom::Thing', Properties: {ServiceToken: x, More: 1}}
  B: {Type: 'Some::Vendor::Type', Properties: {Any: 1}}
  C: {Type: 'My::Own::Thing::MODULE'}
  D: {Type: 'AWS::Serverless::Function'}
Outputs:
  O: {Value: !GetAtt A.Whatever}
  P: {Value: !GetAtt B.Whatever}
  Q: {Value: !GetAtt D.Arn}",
        expect![""],
    );
}

#[test]
fn serverless_types_need_their_transform() {
    check(
        "
Resources:
  F: {Type: 'AWS::Serverless::Function'}",
        expect![[r#"
            3:7 error[E3038] `AWS::Serverless::Function` is for templates with the transform `AWS::Serverless-2016-10-31`
              add the line `Transform: AWS::Serverless-2016-10-31` at the top of the template
        "#]],
    );
}

#[test]
fn attributes_that_the_type_does_not_have() {
    check(
        "
Resources:
  I: {Type: 'AWS::EC2::Instance', Properties: {ImageId: x}}
  P: {Type: 'AWS::IAM::Policy', Properties: {Name: x, Document: {}, Users: [!GetAtt I.Id]}}
  S: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: 's3://b/k'}}
Outputs:
  A: {Value: !GetAtt I.PublcIp}
  B: {Value: !Sub 'http://${I.Address}/${S.Outputs.Url}'}
  C: {Value: !GetAtt [P, Arn]}
  D: {Value: !GetAtt S.Output}",
        expect![[r#"
            4:77 error[E1010] `I` is `AWS::EC2::Instance`, which has no attribute `Id`
              its attributes: `PrivateIp`, `PublicIp`
            7:14 error[E6101] `I` is `AWS::EC2::Instance`, which has no attribute `PublcIp`
              did you mean `PublicIp`?
            8:14 error[E6101] `I` is `AWS::EC2::Instance`, which has no attribute `Address`
              its attributes: `PrivateIp`, `PublicIp`
            9:26 error[E6101] `P` is `AWS::IAM::Policy`, which has no attribute `Arn`
              the type has no attributes
            10:14 error[E6101] `S` is `AWS::CloudFormation::Stack`, which has no attribute `Output`
              its attributes: `Outputs.*`
        "#]],
    );
}

#[test]
fn properties_that_do_not_exist_or_are_missing() {
    check(
        "
Resources:
  I:
    Type: AWS::EC2::Instance
    Properties:
      ImagId: x
      State: running
      BlockDeviceMappings:
      - Ebs: {Colour: red}
  T: {Type: 'AWS::SNS::Topic', Properties: {Name: x, Zzzzzzzz: 1}}
  S: {Type: 'AWS::EC2::Subnet'}",
        expect![[r#"
            6:7 error[E3002] `AWS::EC2::Instance` has no property `ImagId`
              did you mean `ImageId`?
            7:7 warning[E3040] the property `State` is set by AWS, so a value given here has no effect
              leave it out
            9:15 error[E3002] `AWS::EC2::Instance` has no property `BlockDeviceMappings.Ebs.Colour`
              it could have: `Iops`, `VolumeType`
            9:9 error[E3003] the property `BlockDeviceMappings.DeviceName` is missing
              required in `BlockDeviceMappings`: `DeviceName`
            5:5 error[E3003] the property `ImageId` is missing
              required in `AWS::EC2::Instance`: `ImageId`
            10:54 error[E3002] `AWS::SNS::Topic` has no property `Zzzzzzzz`
              it could have: `Labels`, `Port`, `Size`
            11:3 error[E3003] the property `VpcId` is missing
              required in `AWS::EC2::Subnet`: `VpcId`
            11:3 error[E3058] one of `CidrBlock`, `Ipv6CidrBlock` is missing
        "#]],
    );
}

#[test]
fn properties_that_aws_sets_have_no_effect() {
    check(
        "
Resources:
  A: {Type: 'AWS::SNS::Topic', Properties: {TopicArn: x}}
  B: {Type: 'AWS::SNS::Topic', Properties: {TopicKey: x}}
  C: {Type: 'AWS::EC2::Instance', Properties: {ImageId: x, State: y}}",
        expect![[r#"
            3:45 warning[E3040] the property `TopicArn` is set by AWS, so a value given here has no effect
              leave it out
            5:60 warning[E3040] the property `State` is set by AWS, so a value given here has no effect
              leave it out
        "#]],
    );
}

#[test]
fn what_lambda_keeps_for_itself_and_no_longer_takes() {
    check(
        "
Transform: AWS::Serverless-2016-10-31
Conditions: {C: !Equals [a, b]}
Globals: {Function: {Runtime: old1.x, Environment: {Variables: {LAMBDA_TASK_ROOT: x}}}}
Resources:
  A: {Type: AWS::Lambda::Function, Properties: {Runtime: old2.x, Environment: {Variables: {AWS_REGION: x, REGION: y}}}}
  B: {Type: AWS::Lambda::Function, Properties: {Runtime: !If [C, old3.x, new1.x], Environment: !If [C, {Variables: {_HANDLER: x}}, !Ref AWS::NoValue]}}
  D: {Type: AWS::Serverless::Function, Properties: {Runtime: old1.x, Environment: {Variables: !If [C, {AWS_SESSION_TOKEN: x}, {}]}}}
  E: {Type: AWS::SNS::Topic, Properties: {Labels: {AWS_REGION: x}}}
",
        expect![[r#"
            6:92 error[E3663] `AWS_REGION` is a variable that Lambda sets itself, and refuses here
            6:49 error[E2531] the runtime `old2.x` was deprecated on 2025-01-01, and since 2026-01-30 no function can be made with it (as of 2026-01-31)
            7:117 error[E3663] `_HANDLER` is a variable that Lambda sets itself, and refuses here
            7:66 warning[W2531] the runtime `old3.x` was deprecated on 2026-01-31, and from 2026-02-01 on no function can be made with it (as of 2026-01-31)
              take `new1.x`
            8:104 error[E3663] `AWS_SESSION_TOKEN` is a variable that Lambda sets itself, and refuses here
            8:53 error[E2533] the runtime `old1.x` was deprecated on 2024-01-01, and since 2026-01-31 no function with it can be changed (as of 2026-01-31)
              take `new1.x`
            4:65 error[E3663] `LAMBDA_TASK_ROOT` is a variable that Lambda sets itself, and refuses here
            4:22 error[E2533] the runtime `old1.x` was deprecated on 2024-01-01, and since 2026-01-31 no function with it can be changed (as of 2026-01-31)
              take `new1.x`
        "#]],
    );
}

#[test]
fn runtimes_that_defaults_and_mappings_bring() {
    check(
        "
Parameters: {Old: {Type: String, Default: old1.x}, New: {Type: String, Default: new1.x}, N: {Type: String, Default: '2'}, S: {Type: String, NoEcho: true, Default: old1.x}, Row: {Type: String, Default: b}}
Mappings: {Runtimes: {a: {f: old1.x}, b: {f: old3.x, g: new1.x}}}
Resources:
  A: {Type: AWS::Lambda::Function, Properties: {Runtime: !Ref Old}}
  B: {Type: AWS::Lambda::Function, Properties: {Runtime: !Sub 'old${N}.x'}}
  C: {Type: AWS::Lambda::Function, Properties: {Runtime: !FindInMap [Runtimes, a, f]}}
  D: {Type: AWS::Lambda::Function, Properties: {Runtime: !FindInMap [Runtimes, !Ref Row, f]}}
  E: {Type: AWS::Lambda::Function, Properties: {Runtime: !Ref New}}
  F: {Type: AWS::Lambda::Function, Properties: {Runtime: !FindInMap [Runtimes, b, g]}}
  G: {Type: AWS::Lambda::Function, Properties: {Runtime: !Ref S}}
",
        expect![[r#"
            5:49 warning[W1030] the runtime `old1.x` was deprecated on 2024-01-01, and since 2026-01-31 no function with it can be changed (as of 2026-01-31)
              take `new1.x`
            6:49 warning[W1031] the runtime `old2.x` was deprecated on 2025-01-01, and since 2026-01-30 no function can be made with it (as of 2026-01-31)
            7:49 warning[W1034] the runtime `old1.x` was deprecated on 2024-01-01, and since 2026-01-31 no function with it can be changed (as of 2026-01-31)
              take `new1.x`
            8:49 warning[W1034] the runtime `old3.x` was deprecated on 2026-01-31, and from 2026-02-01 on no function can be made with it (as of 2026-01-31)
              take `new1.x`
        "#]],
    );
}

#[test]
fn properties_that_stand_in_the_wrong_place() {
    check(
        "
Resources:
  I:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: x
      DependsOn: J
      Ebs: {}
      BlockDeviceMappings:
      - {DeviceName: a, VolumeType: gp2, NoDevice: {}, Monitoring: true}",
        expect![[r#"
            7:7 error[E3002] `AWS::EC2::Instance` has no property `DependsOn`
              `DependsOn` stands beside `Properties`, not in it
            8:7 error[E3002] `AWS::EC2::Instance` has no property `Ebs`
              it is a property of `BlockDeviceMappings`
            10:25 error[E3002] `AWS::EC2::Instance` has no property `BlockDeviceMappings.VolumeType`
              it is a property of `Ebs`
            10:56 error[E3002] `AWS::EC2::Instance` has no property `BlockDeviceMappings.Monitoring`
              it is a property of `AWS::EC2::Instance`
        "#]],
    );
}

#[test]
fn conditions_are_followed_into_both_branches() {
    check(
        "
Conditions: {C: !Equals [a, b]}
Resources:
  A:
    Type: AWS::EC2::Instance
    Properties: !If [C, {ImageId: x}, {Imag: x}]
  B:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: !If [C, x, !Ref AWS::NoValue]
      Monitoring: !If [C, [1], true]
      Tags:
      - !If [C, {Key: a, Value: b}, !Ref AWS::NoValue]
      - !If [C, {Key: a}, !Ref AWS::NoValue]
  D:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: !Ref AWS::NoValue
      Tags: !Ref AWS::NoValue",
        expect![[r#"
            6:40 error[E3002] `AWS::EC2::Instance` has no property `Imag`
              it could have: `BlockDeviceMappings`, `ImageId`, `Monitoring`, `SecurityGroupIds`, `Tags`
            6:39 error[E3003] the property `ImageId` is missing
              required in `AWS::EC2::Instance`: `ImageId`
            11:27 error[E3012] `Monitoring` must be `true` or `false`, and is a list
              write the one item without the list
            14:17 error[E3003] the property `Tags.Value` is missing
              required in `Tags`: `Key`, `Value`
            10:7 warning[E3003] the property `ImageId` is missing when its condition leaves it out
              required in `AWS::EC2::Instance`: `ImageId`
            17:5 error[E3003] the property `ImageId` is missing
              required in `AWS::EC2::Instance`: `ImageId`
        "#]],
    );
}

#[test]
fn what_macros_bring_is_not_missed() {
    check(
        "
Transform: AWS::LanguageExtensions
Resources:
  A:
    Type: AWS::EC2::Instance
    Properties:
      Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: 's3://b/k'}}
  B:
    Type: AWS::EC2::Instance
    Properties:
      'Fn::ForEach::X': [Y, [ImageId], {'${Y}': x}]
      Monitoring: true
  C:
    Type: AWS::EC2::Instance
    Properties: {ImageId: x, Tags: {'Fn::Transform': {Name: Tags}}, SecurityGroupIds: !Ref AWS::NotificationARNs}",
        expect![""],
    );
}

#[test]
fn under_macros_of_ones_own_findings_are_warnings() {
    check(
        "
Transform: [MyMacro]
Resources:
  A: {Type: 'AWS::SNS::Topic', Properties: {Nam: x}}",
        expect![[r#"
            4:45 warning[E3002] `AWS::SNS::Topic` has no property `Nam`
              did you mean `Name`?
              right all the same, if the macro `MyMacro` changes it
        "#]],
    );
}

#[test]
fn values_of_the_wrong_kind() {
    check(
        "
Resources:
  A:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: [x]
      Monitoring: sometimes
      SecurityGroupIds: sg-1
      Tags: {Key: a, Value: b}
      BlockDeviceMappings:
      - DeviceName: {a: b}
        Ebs: gp2
  T:
    Type: AWS::SNS::Topic
    Properties: {Name: 12, Port: one, Size: '1.5', Labels: {a: 1, b: [x, y]}}
  P:
    Type: AWS::IAM::Policy
    Properties: {Name: !Sub x, Document: [], Users: !Split [',', 'a,b']}",
        expect![[r#"
            6:7 error[E3012] `ImageId` must be text, and is a list
              write the one item without the list
            7:7 error[E3012] `Monitoring` must be `true` or `false`, and is `sometimes`
            8:7 error[E3012] `SecurityGroupIds` must be a list, and is `sg-1`
              make it a list: `- ` before each item in YAML, `[…]` in JSON
            9:7 error[E3012] `Tags` must be a list, and is a mapping
              make it a list: `- ` before each item in YAML, `[…]` in JSON
            11:9 error[E3012] `BlockDeviceMappings.DeviceName` must be text, and is a mapping
            12:9 error[E3012] `BlockDeviceMappings.Ebs` must be a mapping, and is `gp2`
            15:28 error[E3012] `Port` must be a whole number, and is `one`
            15:67 error[E3012] `Labels.b` must be text, and is a list
            18:32 error[E3012] `Document` must be a mapping or text, and is a list
        "#]],
    );
}

#[test]
fn values_that_are_none_of_the_known_ones() {
    check(
        "
Resources:
  A:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: '{{resolve:ssm:/image}}'
      SecurityGroupIds: [a, b, a]
      Monitoring: 'true'
      BlockDeviceMappings:
      - {DeviceName: x, Ebs: {VolumeType: gp22}}
      - {DeviceName: x, Ebs: {VolumeType: !Ref AWS::Region, Iops: '{{resolve:ssm:/iops}}'}}
  T: {Type: 'AWS::SNS::Topic', Properties: {Port: 3}}",
        expect![[r#"
            7:7 error[E3037] the items of `SecurityGroupIds` must differ, and `a` is there twice
            10:31 error[E3030] `BlockDeviceMappings.Ebs.VolumeType` cannot be `gp22`
              did you mean `gp2`?
              it can be: `gp2`, `gp3`
            12:45 error[E3030] `Port` cannot be `3`
              it can be: `1`, `2`
        "#]],
    );
}

#[test]
fn properties_that_must_or_cannot_stand_together() {
    check(
        "
Conditions: {C: !Equals [a, b]}
Resources:
  A:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: x
      BlockDeviceMappings:
      - {DeviceName: a}
      - {DeviceName: a, VirtualName: x, Ebs: {Iops: 1}}
      - {DeviceName: a, VirtualName: !If [C, x, !Ref AWS::NoValue], NoDevice: !If [C, !Ref AWS::NoValue, {}]}
  P: {Type: 'AWS::IAM::Policy', Properties: {Name: x, Document: {}}}
  S: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: v, CidrBlock: c, AvailabilityZone: a, AvailabilityZoneId: b}}",
        expect![[r#"
            9:9 error[E3014] one of `Ebs`, `NoDevice`, `VirtualName` is missing in `BlockDeviceMappings`
            10:41 error[E3021] `Iops` needs `VolumeType` beside it
            10:41 error[E3014] only one of `Ebs`, `NoDevice`, `VirtualName` can be given
            10:25 error[E3014] only one of `Ebs`, `NoDevice`, `VirtualName` can be given
            12:33 error[E3017] one of `Groups`, `Users` is missing
            13:91 error[E3020] `AvailabilityZoneId` cannot stand beside `AvailabilityZone`
        "#]],
    );
}

#[test]
fn a_function_beside_other_names() {
    check(
        "
Resources:
  T: {Type: 'AWS::SNS::Topic', Properties: {Name: x, Ref: AWS::Region}}",
        expect![[r#"
            3:54 error[E3002] the function `Ref` stands beside other names
              a function is the only entry of its mapping
        "#]],
    );
}

#[test]
fn files_that_have_to_be_uploaded() {
    check(
        "
Resources:
  A: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: ./child.yaml}}
  B: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: 'https://b.s3.amazonaws.com/k'}}",
        expect![[r#"
            3:56 warning[W3002] `TemplateURL` is a file of your own, and AWS cannot read it
              `aws cloudformation package` uploads it and writes a template to deploy
        "#]],
    );
}

#[test]
fn what_cfn_lint_is_told_to_ignore_is_ignored() {
    check(
        "
Metadata: {cfn-lint: {config: {ignore_checks: [E3012]}}}
Resources:
  A:
    Type: AWS::SNS::Topic
    Metadata: {cfn-lint: {config: {ignore_checks: [E300]}}}
    Properties: {Port: one, Nam: x}
  B: {Type: 'AWS::SNS::Topic', Properties: {Port: one, Nam: x}}",
        expect![[r#"
            8:56 error[E3002] `AWS::SNS::Topic` has no property `Nam`
              did you mean `Name`?
        "#]],
    );
}

#[test]
fn very_many_findings_are_counted() {
    let mut text = "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n".to_owned();
    for i in 0..1000 {
        let _ = writeln!(text, "      P{i}: 1");
    }
    let found = findings(&text);
    assert_eq!(found.len(), 501);
    assert_eq!(found.last().map(|last| &*last.message), Some("500 more findings are left out"));
}

fn check(text: &str, expected: Expect) {
    check_with(FACTS, text, expected);
}

/// Checks a template against other facts.
pub(super) fn check_with(facts: &'static str, text: &str, expected: Expect) {
    let mut out = String::new();
    for found in findings_with(facts, text) {
        let place = found.position.map_or(String::new(), |at| format!("{}:{} ", at.line, at.column));
        let _ = writeln!(out, "{place}{}[{}] {}", found.severity.name(), found.code, found.message);
        for hint in &found.hints {
            let _ = writeln!(out, "  {hint}");
        }
    }
    expected.assert_eq(&out);
}

fn findings(text: &str) -> Vec<crate::diagnostic::Diagnostic> {
    findings_with(FACTS, text)
}

fn findings_with(facts: &'static str, text: &str) -> Vec<crate::diagnostic::Diagnostic> {
    let (document, report) = template::read(text).expect("the template can be read");
    let mut found = super::check(&report.value, &TypeFacts::parse(facts));
    document.place(&mut found);
    found
}
