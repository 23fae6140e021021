//! Which values of a resource are fields, and of which kind.

use std::rc::Rc;

use expect_test::{Expect, expect};

use super::FieldKind;
use crate::facts::TypeFacts;
use crate::session::{Action, Edit, Session, TextAction};

const TEMPLATE: &str = "\
Conditions: {Big: !Equals [a, a]}
Resources:
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: v, CidrBlock: 10.0.0.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: v, CidrBlock: 10.0.1.0/24}}
  Host:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
      Monitoring: true
      InstanceType: !If [Big, m5.large, t3.micro]
      Tenancy: dedicated
      SubnetId: !Ref A
      KeyName: !Sub 'x-${AWS::Region}'
      UserData:
        Fn::Base64: |
          #!/bin/sh
      BlockDeviceMappings:
        - DeviceName: /dev/xvda
          Ebs: {VolumeSize: 8}
";

const FACTS: &str = "\
AWS::EC2::Instance
 properties: BlockDeviceMappings=[@BlockDeviceMapping] ImageId InstanceType Monitoring=bool SubnetId Tenancy=str|dedicated|default|host
 BlockDeviceMapping: DeviceName Ebs=@Ebs
 Ebs: VolumeSize=int#1..16
";

#[test]
fn every_literal_is_a_field_and_what_functions_are_given_is_none() {
    check(
        None,
        expect![[r#"
            ImageId = ami-1 text
            Monitoring = true boolean
            InstanceType (if so) = m5.large text
            InstanceType (if not) = t3.micro text
            Tenancy = dedicated text
            SubnetId = A resource of A, B
            BlockDeviceMappings[0].DeviceName = /dev/xvda text
            BlockDeviceMappings[0].Ebs.VolumeSize = 8 number
        "#]],
    );
}

#[test]
fn the_facts_say_what_a_value_may_be() {
    check(
        Some(FACTS),
        expect![[r#"
            ImageId = ami-1 text
            Monitoring = true boolean
            InstanceType (if so) = m5.large text
            InstanceType (if not) = t3.micro text
            Tenancy = dedicated one of dedicated, default, host
            SubnetId = A resource of A, B
            BlockDeviceMappings[0].DeviceName = /dev/xvda text
            BlockDeviceMappings[0].Ebs.VolumeSize = 8 number Some("1") Some("16")
        "#]],
    );
}

#[test]
fn what_aws_would_refuse_is_refused() {
    let session = selected(Some(FACTS));
    let details = session.details.clone().expect("something is selected");
    let path =
        |name: &str| details.values.iter().find(|value| value.name == name).expect("a field").path.clone();
    let tried = |name: &str, text: &str| {
        let session =
            session.clone().apply(Action::Text(TextAction::Edit(Edit::Set(path(name), text.into()))));
        (session.is_edited(), session.refused().map(|refused| refused.why.clone()))
    };
    assert_eq!(tried("Tenancy", "host"), (true, None));
    let (edited, why) = tried("Tenancy", "shared");
    assert!(!edited && why.as_ref().is_some_and(|why| why.contains("dedicated")), "{why:?}");
    assert!(!tried("BlockDeviceMappings[0].Ebs.VolumeSize", "99").0);
    assert!(!tried("SubnetId", "C").0);
}

#[test]
fn an_instance_moves_to_another_subnet() {
    let session = selected(None);
    let details = session.details.clone().expect("something is selected");
    let subnet = details.values.iter().find(|value| value.name == "SubnetId").expect("a field");
    let session = session.apply(Action::Text(TextAction::Edit(Edit::Set(subnet.path.clone(), "B".into()))));
    assert_eq!(
        session.text().map(|text| &**text),
        Some(&*TEMPLATE.replace("SubnetId: !Ref A", "SubnetId: !Ref B"))
    );
}

fn check(facts: Option<&'static str>, expect: Expect) {
    let details = selected(facts).details.clone().expect("something is selected");
    let shown: String = details
        .values
        .iter()
        .map(|value| {
            let kind = match &value.kind {
                FieldKind::Text => "text".to_owned(),
                FieldKind::Number(None, None) => "number".to_owned(),
                FieldKind::Number(least, most) => format!("number {least:?} {most:?}"),
                FieldKind::Boolean => "boolean".to_owned(),
                FieldKind::Choice(values) => format!("one of {}", values.join(", ")),
                FieldKind::Resource(ids) => format!("resource of {}", ids.join(", ")),
            };
            format!("{} = {} {kind}\n", value.name, value.text)
        })
        .collect();
    expect.assert_eq(&shown);
}

fn selected(facts: Option<&'static str>) -> Rc<Session> {
    let session = Rc::new(Session::new("demo")).apply(Action::Load("demo.yaml".into(), TEMPLATE.into()));
    let session = session.apply(Action::Select(Some("Host".into())));
    match facts {
        Some(facts) => session.apply(Action::FactsLoaded(Rc::new(TypeFacts::parse(facts)))),
        None => session,
    }
}

#[test]
fn what_a_resource_is_made_of_is_changed_with_it() {
    let template = "
Parameters: {Way: {Type: String, Default: 0.0.0.0/0}}
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web, VpcId: !Ref Net}}
  Ssh:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !Ref Web, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Way}
  Host: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [!Ref Web], ImageId: ami-1}}
";
    let session = Rc::new(Session::new("demo")).apply(Action::Load("a.yaml".into(), template.into()));
    let session = session.apply(Action::Select(Some("Web".into())));
    let details = session.details.clone().expect("the group is in the picture");
    let fields: Vec<String> = details
        .values
        .iter()
        .map(|value| format!("{} {} = {}", value.owner, value.name, value.text))
        .collect();
    expect![[r#"
        Web GroupDescription = web
        Ssh IpProtocol = tcp
        Ssh FromPort = 22
        Ssh ToPort = 22"#]]
    .assert_eq(&fields.join("\n"));
    let [rule] = details.rules.as_slice() else { panic!("it has one rule") };
    assert_eq!(rule.name, "Ssh");
    let without = session.apply(Action::Text(TextAction::Edit(Edit::Remove(rule.path.clone()))));
    let facts = without.details.as_ref().map(|details| (details.rules.len(), details.inspected.rules.len()));
    assert_eq!(facts, Some((0, 0)));
}
