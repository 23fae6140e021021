//! What the inspector says, in lines.

use std::rc::Rc;

use expect_test::{Expect, expect};

use crate::session::{Action, Details, Session};

fn after(template: &str, actions: &[Action]) -> Rc<Session> {
    let start = Rc::new(Session::new("demo")).apply(Action::Load("demo.yaml".into(), template.into()));
    actions.iter().fold(start, |session, action| session.apply(action.clone()))
}

fn details(session: &Session) -> &Details {
    session.details.as_deref().expect("something is selected")
}

fn set(id: &str, value: &str) -> Action {
    Action::SetParameter(id.into(), value.into())
}

fn select(id: &str) -> Action {
    Action::Select(Some(id.into()))
}

const HOST: &str = "
Parameters:
  KeyName: {Type: String, Default: ''}
  Stage: {Type: String, Default: dev}
  Password: {Type: String, NoEcho: true, Default: ''}
  Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/image}
Mappings: {Sizes: {dev: {Size: t3.micro}}}
Conditions:
  HasKey: !Not [!Equals [!Ref KeyName, '']]
  IsProd: !Equals [!Ref Stage, prod]
  HasPassword: !Not [!Equals [!Ref Password, '']]
  Both: !And [!Condition HasKey, !Condition IsProd]
  Either: !Or [!Condition HasKey, !Condition IsProd]
  Known: !Equals [!Ref Image, ami-1]
Resources:
  Host:
    Type: AWS::EC2::Instance
    Properties:
      InstanceType: !FindInMap [Sizes, !Ref Stage, Size]
      ImageId: !Ref Image
      Tags: [{Key: Name, Value: !Sub '${AWS::StackName}-web'}, {Key: Plain, Value: x}]
      UserData:
        Fn::Base64: !Sub
          - |
            #!/bin/bash
            echo ${KeyName} ${!HOME} ${Word} >> /etc/x
            host ${Database.Endpoint.Address}
          - Word: !Join ['', [a, b]]
  Database: {Type: AWS::RDS::DBInstance, Condition: Both, Properties: {Engine: mysql}}
Outputs:
  Url: {Value: !Sub 'http://${Host.PublicIp}:80'}";

#[test]
fn what_functions_make_stands_beside_what_is_written() {
    let session = after(HOST, &[select("Host")]);
    let lines: Vec<String> = details(&session)
        .inspected
        .evaluated
        .iter()
        .map(|one| format!("{} | {} | {}", one.name, one.written, one.value))
        .collect();
    expect![[r#"
        InstanceType | !FindInMap [Sizes, !Ref Stage, Size] | t3.micro
        ImageId | !Ref Image | ‹Image›
        Tags[0].Value | !Sub '${AWS::StackName}-web' | demo-web"#]]
    .assert_eq(&lines.join("\n"));
}

fn check_script(template: &str, id: &str, expected: Expect) {
    let session = after(template, &[set("KeyName", "mine"), select(id)]);
    let pieces = details(&session).inspected.script.iter();
    let text: String = pieces
        .map(|piece| match &piece.from {
            None => piece.text.to_string(),
            Some(from) => format!("[{} from {from}]", piece.text),
        })
        .collect();
    expected.assert_eq(&text);
}

#[test]
fn a_script_is_decoded_with_where_its_values_come_from() {
    check_script(
        HOST,
        "Host",
        expect![[r#"
        #!/bin/bash
        echo [mine from parameter KeyName] ${HOME} [ab from a value of Fn::Join] >> /etc/x
        host [‹Database.Endpoint.Address› from Database.Endpoint.Address]
    "#]],
    );
}

#[test]
fn scripts_that_are_joined_chosen_or_encoded_read_alike() {
    let template = |script: &str| {
        format!(
            "
Parameters: {{KeyName: {{Type: String}}}}
Conditions: {{HasKey: !Not [!Equals [!Ref KeyName, '']]}}
Resources:
  Host: {{Type: AWS::EC2::Instance, Properties: {{ImageId: x, UserData: {script}}}}}"
        )
    };
    check_script(
        &template(
            "{'Fn::Base64': !Join [\"\\n\", ['#!/bin/sh', !Ref KeyName, !If [HasKey, yes please, no]]]}",
        ),
        "Host",
        expect![[r#"
            #!/bin/sh
            [mine from parameter KeyName]
            yes please"#]],
    );
    check_script(
        &template("IyEvYmluL2Jhc2gKZWNobyBoaQo="),
        "Host",
        expect![[r#"
        #!/bin/bash
        echo hi
    "#]],
    );
    check_script(&template("IyEvYmluL2Jhc2gKZWNobyBoaQo"), "Host", expect!["IyEvYmluL2Jhc2gKZWNobyBoaQo"]);
    check_script(
        &template("!ImportValue script"),
        "Host",
        expect!["[‹ImportValue script› from the export script]"],
    );
}

#[test]
fn conditions_say_why_and_no_secret() {
    let reasons = |actions: &[Action]| {
        let session = after(HOST, actions);
        let of = |id: &str| {
            let session = session.clone().apply(Action::Inspect(id.into()));
            let reasons = details(&session).inspected.reasons.clone();
            reasons.into_iter().map(|reason| {
                let truth = reason.truth.map_or("unknown".to_owned(), |truth| truth.to_string());
                format!("{} is {truth}, because {}", reason.condition.as_str(), reason.because)
            })
        };
        let all: Vec<String> = ["KeyName", "Stage", "Password", "Image"].into_iter().flat_map(of).collect();
        all.join("\n")
    };
    expect![[r#"
        HasKey is false, because KeyName is empty
        Either is false, because KeyName is empty and Stage is dev, not prod
        Both is false, because KeyName is empty
        IsProd is false, because Stage is dev, not prod
        Either is false, because KeyName is empty and Stage is dev, not prod
        Both is false, because KeyName is empty
        HasPassword is false, because Password is empty
        Known is unknown, because it hangs on ‹Image›"#]]
    .assert_eq(&reasons(&[]));
    let actions = [set("KeyName", "mine"), set("Stage", "prod"), set("Password", "hunter2")];
    let told = reasons(&actions);
    assert!(!told.contains("hunter2"));
    expect![[r#"
        HasKey is true, because KeyName is not empty
        Either is true, because KeyName is not empty
        Both is true, because KeyName is not empty and Stage is prod
        IsProd is true, because Stage is prod
        Either is true, because KeyName is not empty
        Both is true, because KeyName is not empty and Stage is prod
        HasPassword is true, because Password is not empty
        Known is unknown, because it hangs on ‹Image›"#]]
    .assert_eq(&told);
}

#[test]
fn a_resource_says_why_it_is_there() {
    let session = after(HOST, &[select("Database")]);
    let [reason] = details(&session).inspected.reasons.as_slice() else { panic!("it has one condition") };
    assert_eq!((reason.condition.as_str(), reason.truth), ("Both", Some(false)));
    assert_eq!(reason.because, "KeyName is empty");
}

#[test]
fn a_parameter_shows_all_that_hangs_on_it() {
    let session = after(HOST, &[Action::Inspect("KeyName".into())]);
    let shown = details(&session);
    assert_eq!(shown.title, "Parameter KeyName");
    let changed: Vec<String> =
        shown.referred_by.iter().map(|one| format!("{:?} {}", one.other, one.property)).collect();
    assert_eq!(
        changed,
        [
            r#"Resource(LogicalId("Host")) Properties/UserData/Fn::Base64/Fn::Sub"#,
            r#"Resource(LogicalId("Database")) "#
        ]
    );
    assert!(!session.related.is_empty(), "the picture marks it");
    let gone = session.apply(Action::Select(None));
    assert!(gone.details.is_none() && gone.related.is_empty());
}

#[test]
fn a_resource_leads_to_the_parameters_and_conditions_that_it_names() {
    let session = after(HOST, &[select("Host")]);
    let names: Vec<String> =
        details(&session).refers_to.iter().map(|one| format!("{:?} {}", one.other, one.property)).collect();
    expect_test::expect![[r#"
        Mapping(LogicalId("Sizes")) Properties/InstanceType/Fn::FindInMap
        Parameter(LogicalId("Stage")) Properties/InstanceType/Fn::FindInMap/1/Ref
        Parameter(LogicalId("Image")) Properties/ImageId/Ref
        Parameter(LogicalId("KeyName")) Properties/UserData/Fn::Base64/Fn::Sub
        Resource(LogicalId("Database")) Properties/UserData/Fn::Base64/Fn::Sub"#]]
    .assert_eq(&names.join("\n"));
}

#[test]
fn outputs_and_the_page_of_the_type_are_named() {
    let session = after(HOST, &[select("Host")]);
    let inspected = &details(&session).inspected;
    let outputs: Vec<String> =
        inspected.outputs.iter().map(|(id, value)| format!("{} = {value}", id.as_str())).collect();
    assert_eq!(outputs, ["Url = http://‹Host.PublicIp›:80"]);
    let page = |type_name: &str| {
        let template = format!("Resources: {{Thing: {{Type: '{type_name}'}}}}");
        let session = after(&template, &[Action::SetLens(crate::scene::Lens::AllResources), select("Thing")]);
        details(&session).inspected.page.clone()
    };
    let guide = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/";
    assert_eq!(
        page("AWS::EC2::VPCGatewayAttachment"),
        Some(format!("{guide}aws-resource-ec2-vpcgatewayattachment.html"))
    );
    assert_eq!(page("AWS::S3::Bucket"), Some(format!("{guide}aws-resource-s3-bucket.html")));
    let sam = page("AWS::Serverless::SimpleTable").unwrap_or_default();
    assert!(sam.ends_with("/sam-resource-simpletable.html"), "{sam}");
    for other in
        ["Custom::Thing", "My::Own::Type", "AWS::S3::Bucket::MODULE", "AWS::S3::\" onclick=x", "AWS::S3::"]
    {
        assert_eq!(page(other), None, "{other}");
    }
}

#[test]
fn rules_of_a_security_group_are_sentences() {
    let session = after(
        "
Parameters: {Open: {Type: String, Default: 'no'}}
Conditions: {IsOpen: !Equals [!Ref Open, 'yes']}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 5000, ToPort: 5000, CidrIp: 0.0.0.0/0}
        - {IpProtocol: tcp, FromPort: 8000, ToPort: 8080, CidrIpv6: '::/0'}
        - {IpProtocol: -1, CidrIp: 10.0.0.0/8}
      SecurityGroupEgress: [{IpProtocol: udp, FromPort: 53, ToPort: 53, CidrIp: 10.0.0.2/32}]
  Ssh: {Type: AWS::EC2::SecurityGroupIngress, Condition: IsOpen, Properties: {GroupId: !Ref Group, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 203.0.113.7/32}}
  Host: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [!Ref Group]}}",
        &[select("Group")],
    );
    let rules: Vec<String> = details(&session).inspected.rules.iter().map(ToString::to_string).collect();
    expect![[r#"
        tcp 5000 from anywhere
        tcp 8000-8080 from anywhere (IPv6)
        everything from 10.0.0.0/8
        udp 53 to 10.0.0.2/32
        tcp 22 from 203.0.113.7/32 (not under these parameters)"#]]
    .assert_eq(&rules.join("\n"));
}

#[test]
fn cfn_init_is_told_in_its_own_order() {
    let session = after(
        "
Resources:
  Host:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        configSets:
          default: [install, {ConfigSet: late}, install]
          late: [run]
        run:
          services: {systemd: {httpd: {enabled: true, ensureRunning: true}, old: {ensureRunning: false}}}
          commands:
            2_second: {command: [echo, !Ref AWS::StackName]}
            1_first: {command: make all, cwd: /tmp}
        install:
          files: {/etc/app.conf: {content: !Sub 'name=${AWS::StackName}', mode: '000644'}}
          users: {web: {uid: 50}}
          groups: {web: {}}
          sources: {/var/www: 'https://example.com/site.zip'}
          packages: {yum: {httpd: [], php: ['7.4']}}
        unused: {packages: {yum: {never: []}}}
    Properties: {ImageId: x}",
        &[select("Host")],
    );
    let steps: Vec<String> = details(&session)
        .inspected
        .init
        .iter()
        .map(|step| format!("{} | {} {} | {}", step.config, step.kind, step.name, step.detail))
        .collect();
    expect![[r#"
        install | Package httpd | by yum
        install | Package php | by yum: 7.4
        install | Group web | 
        install | User web | uid 50
        install | Source /var/www | https://example.com/site.zip
        install | File /etc/app.conf | name=demo
        run | Command 1_first | make all
        run | Command 2_second | echo demo
        run | Service httpd | runs, and starts with the host
        run | Service old | is stopped"#]]
    .assert_eq(&steps.join("\n"));
}

#[test]
fn hostile_conditions_and_sets_end() {
    let circle = "
Conditions: {A: !Condition B, B: !Not [!Condition A], C: !And [!Condition A, !Condition B]}
Resources:
  Host:
    Type: AWS::EC2::Instance
    Condition: C
    Metadata: {AWS::CloudFormation::Init: {configSets: {a: [{ConfigSet: b}], b: [{ConfigSet: a}, c]}, c: {}}}
    Properties: {UserData: !Base64 {'Fn::Base64': !Sub '${Host}'}}";
    let session = after(circle, &[select("Host")]);
    assert_eq!(details(&session).inspected.reasons.len(), 1);
}

#[test]
fn conditions_that_name_each_other_again_and_again_are_told_in_time() {
    let mut template =
        "Parameters: {A: {Type: String, Default: x}}\nConditions:\n  C0: !Equals [!Ref A, y]\n".to_owned();
    for level in 1..12 {
        let inner = vec![format!("!Condition C{}", level - 1); 9].join(", ");
        template.push_str(&format!("  C{level}: !Or [{inner}]\n"));
    }
    template.push_str("Resources: {Host: {Type: AWS::EC2::Instance, Condition: C11}}");
    let session = after(&template, &[select("Host")]);
    let because = &details(&session).inspected.reasons[0].because;
    assert!(because.ends_with(" is false") && because.len() < 100, "{because}");
}
