//! What a scene says beyond its outline: parameters typed, details, ghosts, the other lenses.
//! The patterns have golden outlines in `tests/scenes`.

use expect_test::{Expect, expect};

use super::NodeKind;
use super::*;
use crate::eval::{Inputs, evaluate};
use crate::{graph, template};

const WEB: &str = "
Parameters:
  KeyName: {Type: String, Default: ''}
  Home: {Type: String, Default: 0.0.0.0/0}
  Password: {Type: String, NoEcho: true, Default: hunter2}
Conditions: {HasKey: !Not [!Equals [!Ref KeyName, '']]}
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Sub: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Select [0, !GetAZs '']}}
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
      VpcId: !Ref Net
      SecurityGroupIngress: [!If [HasKey, {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Home}, !Ref AWS::NoValue]]
  Host:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Sub
      InstanceType: t3.micro
      KeyName: !If [HasKey, !Ref KeyName, !Ref AWS::NoValue]
      SecurityGroupIds: [!Ref Web]
      UserData: !Base64 \"#!/bin/sh\\necho hello\\n\"
      Tags: [{Key: Name, Value: web}, {Key: Stage, Value: test}]
  Db: {Type: AWS::RDS::DBInstance, Condition: HasKey, Properties: {Engine: mysql, MasterUserPassword: !Ref Password}}
";

fn composed(text: &str, typed: &[(&str, &str)], options: &ComposeOptions) -> Scene {
    let template = template::parse(text).unwrap_or_else(|problems| panic!("{problems:?}")).value;
    let parameters = typed.iter().map(|(name, value)| ((*name).into(), (*value).to_owned())).collect();
    let stack = evaluate(&template, &Inputs { parameters, ..Inputs::default() }).value;
    compose(&template, &stack, &graph::build(&graph::written(&template), &stack), options)
}

fn with_lens(lens: Lens) -> ComposeOptions {
    ComposeOptions { lens, ..ComposeOptions::default() }
}

fn check(text: &str, typed: &[(&str, &str)], options: &ComposeOptions, expected: Expect) {
    expected.assert_eq(&outline(&composed(text, typed, options)));
}

fn check_details(text: &str, typed: &[(&str, &str)], node: &str, expected: Expect) {
    let scene = composed(text, typed, &ComposeOptions::default());
    let node =
        scene.nodes.iter().find(|found| *found.id == *node).unwrap_or_else(|| panic!("no node {node}"));
    let details: String =
        node.details.iter().map(|detail| format!("{}: {}\n", detail.name, detail.value)).collect();
    expected.assert_eq(&format!("{}\n{details}", node.title));
}

#[test]
fn a_rule_appears_when_its_condition_becomes_true() {
    let facts = |typed: &[(&str, &str)]| -> Vec<String> {
        let scene = composed(WEB, typed, &ComposeOptions::default());
        let groups = scene.nodes.into_iter().filter(|node| node.kind == NodeKind::SecurityGroup);
        groups.flat_map(|group| group.facts).map(|fact| fact.to_string()).collect()
    };
    assert_eq!(facts(&[]), [""; 0]);
    assert_eq!(facts(&[("KeyName", "mine")]), ["tcp 22 ← 0.0.0.0/0"]);
    assert_eq!(facts(&[("KeyName", "mine"), ("Home", "203.0.113.7/32")]), ["tcp 22 ← 203.0.113.7/32"]);
}

#[test]
fn a_key_pair_shows_as_a_badge_and_sizes_as_facts() {
    let host = |typed: &[(&str, &str)]| {
        let scene = composed(WEB, typed, &ComposeOptions::default());
        let node = scene.nodes.into_iter().find(|node| *node.id == *"Host").expect("the instance is drawn");
        let badges: Vec<String> = node.badges.into_iter().map(|badge| badge.title).collect();
        (node.facts.into_iter().map(|fact| fact.to_string()).collect::<Vec<_>>(), badges)
    };
    assert_eq!(host(&[]), (vec!["t3.micro".to_owned()], vec![]));
    assert_eq!(host(&[("KeyName", "mine")]).1, ["key pair mine"]);
}

#[test]
fn details_are_what_is_plain_and_what_was_typed() {
    check_details(
        WEB,
        &[],
        "Host",
        expect![[r#"
            web: instance Host
            SubnetId: ‹Sub›
            InstanceType: t3.micro
            SecurityGroupIds: ‹Web›
            Tag Stage: test
        "#]],
    );
    check_details(
        WEB,
        &[("KeyName", "mine")],
        "Host",
        expect![[r#"
            web: instance Host
            SubnetId: ‹Sub›
            InstanceType: t3.micro
            KeyName: mine
            SecurityGroupIds: ‹Web›
            Tag Stage: test
        "#]],
    );
}

#[test]
fn secrets_are_not_shown() {
    check_details(
        WEB,
        &[("KeyName", "mine")],
        "Db",
        expect![[r#"
            RDS database Db
            Engine: mysql
            MasterUserPassword: ‹Password›
        "#]],
    );
}

#[test]
fn ghosts_can_be_left_out() {
    let options = ComposeOptions { ghosts: false, ..ComposeOptions::default() };
    check(
        WEB,
        &[],
        &options,
        expect![[r#"
            vpc Net [flow] Green/None/Solid vpc:Green "VPC" (10.0.0.0/16)
              availability-zone Net/az-a [cell 0 0] Blue/None/Dashed "AZ"
                private-subnet Sub [fill] None/PaleBlue/Solid private-subnet:Blue "Private subnet" (10.0.1.0/24)
                  security-group Web [flow] Red/None/Solid "Security group"
                    resource Host [flow] instance:Orange "web" (t3.micro)
            unplaced Db
        "#]],
    );
}

#[test]
fn references_are_arrows_except_to_the_boxes_around() {
    check(
        "
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Sub: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.1.0/24}}
  Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web, VpcId: !Ref Net}}
  Host: {Type: AWS::EC2::Instance, DependsOn: Queue, Properties: {SubnetId: !Ref Sub, SecurityGroupIds: [!GetAtt Web.GroupId], UserData: !Sub '${Queue} ${Queue.Arn}'}}
  Queue: {Type: AWS::SQS::Queue}
",
        &[],
        &with_lens(Lens::References),
        expect![[r#"
            vpc Net [flow] Green/None/Solid vpc:Green "VPC" (10.0.0.0/16)
              private-subnet Sub [flow] Blue/PaleBlue/Solid private-subnet:Blue "Private subnet" (10.0.1.0/24)
                resource Host [flow] instance:Orange "Host"
              resource Web [flow] security-group:Red "Web"
            resource Queue [flow] queue:Pink "Queue"
            Host → Queue reference
            Host → Web reference
        "#]],
    );
}

#[test]
fn a_reference_says_which_properties_make_it() {
    let scene = composed(
        "Resources: {A: {Type: AWS::SQS::Queue}, B: {Type: AWS::SQS::Queue, DependsOn: A, Properties: {QueueName: !Sub '${A.QueueName}-${A}', Tags: [{Key: a, Value: !Ref A}]}}}",
        &[],
        &with_lens(Lens::References),
    );
    assert_eq!(scene.links.len(), 1);
    assert_eq!(scene.links[0].title, "B → A: DependsOn, QueueName (Sub), Tags (Ref)");
}

#[test]
fn every_resource_is_a_node_beside_what_it_belongs_to() {
    check(
        "
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Sub: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.1.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  Use: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Sub, RouteTableId: !Ref Table}}
  Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web, VpcId: !Ref Net}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Sub, SecurityGroupIds: [!Ref Web]}}
  Address: {Type: AWS::EC2::EIP, Properties: {InstanceId: !Ref Host}}
",
        &[],
        &with_lens(Lens::AllResources),
        expect![[r#"
            vpc Net [flow] Green/None/Solid vpc:Green "VPC"
              private-subnet Sub [cell 0 0] None/PaleBlue/Solid private-subnet:Blue "Private subnet"
                resource Use [flow] association:Purple "Use"
                resource Address [flow] elastic-ip:Orange "Address"
                security-group Web [flow] Red/None/Solid "Security group"
                  resource Host [flow] instance:Orange "Host"
              resource Table [above] route-table:Purple "Table"
        "#]],
    );
}

#[test]
fn hostile_stacks_compose() {
    for text in [
        "Resources: {A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref A}}}",
        "Resources: {A: {Type: AWS::EC2::VPC, Properties: [1, 2]}, B: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref B, SecurityGroupIngress: {}}}}",
        "Resources: {A: {Type: AWS::ECS::Cluster, Properties: {Cluster: !Ref A}}, B: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref B}}}",
        "Resources: {A: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {X: !Ref B}}}, B: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {LaunchTemplate: {LaunchTemplateId: !Ref B}}}}",
        "Resources: {A: {Type: AWS::IAM::Policy, Properties: {Roles: [!Ref A]}}}",
        "Resources: {A: {Type: AWS::EC2::Instance, Properties: {SubnetId: '', SecurityGroupIds: ['', ',', 'sg-1,,sg-2']}}}",
        "Resources: {A: {Type: ''}, B: {Type: '::'}, C: {Type: 'AWS::'}}",
    ] {
        for lens in [Lens::Architecture, Lens::AllResources, Lens::References] {
            let scene = composed(text, &[], &with_lens(lens));
            assert!(scene.unplaced.is_empty(), "{text}: {:?}", scene.unplaced);
        }
    }
}

#[test]
fn flows_pass_relations_that_are_drawn() {
    let text = "
Resources:
  News: {Type: AWS::SNS::Topic}
  Jobs: {Type: AWS::SQS::Queue}
  Post: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Jobs.Arn}}
";
    check(
        text,
        &[],
        &with_lens(Lens::AllResources),
        expect![[r#"
        resource News [flow] topic:Pink "News"
        resource Jobs [flow] queue:Pink "Jobs"
        resource Post [flow] subscription:Pink "Post"
        News → Post flow
        Post → Jobs flow
    "#]],
    );
}

#[test]
fn the_frame_of_the_region_has_the_name_of_the_one_that_was_chosen_in_lenses_with_containers() {
    const SITE: &str = "
Resources:
  Container: {Type: AWS::S3::Bucket}
  Cdn: {Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: {Origins: [{DomainName: !GetAtt Container.DomainName}]}}}
";
    let frame = |lens, region: Option<&str>| {
        let folding = Folding { start: Start::Overview, ..Folding::default() };
        let options =
            ComposeOptions { lens, folding, region: region.map(Rc::from), ..ComposeOptions::default() };
        let scene = composed(SITE, &[], &options);
        let frame = scene.nodes.into_iter().find(|node| node.kind == NodeKind::Region)?;
        Some((frame.label.map(|label| label.text.to_string()).unwrap_or_default(), frame.title, frame.extent))
    };
    let expected = |label: &str, title: &str| Some((label.to_owned(), title.to_owned(), Extent::Whole));
    assert_eq!(frame(Lens::Architecture, None), expected("Region", "Region"));
    assert_eq!(frame(Lens::AllResources, Some("eu-west-1")), expected("eu-west-1", "Region eu-west-1"));
    assert_eq!(frame(Lens::References, None), None);
}

#[test]
fn titles_have_the_whole_name_of_what_is_made_elsewhere() {
    let text = "
Parameters:
  Net: {Type: String}
  SsmParameterValueteamvpcBlueidC96584B6F00A464EAD1953AFF4B05118Parameter: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /team/vpc/Blue/id}
Resources:
  Wall: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w, VpcId: !Ref SsmParameterValueteamvpcBlueidC96584B6F00A464EAD1953AFF4B05118Parameter}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !ImportValue {'Fn::Sub': '${Net}-SubnetA'}, SecurityGroupIds: [!Ref Wall]}}
  Home: {Type: AWS::Route53::RecordSet, Properties: {HostedZoneName: example.com., Type: A, Name: !Join [., [www, !ImportValue {'Fn::Sub': '${Net}-Zone'}]]}}
";
    let scene = composed(text, &[], &ComposeOptions::default());
    let titles: Vec<(&str, &str)> = scene
        .nodes
        .iter()
        .filter_map(|node| Some((&*node.label.as_ref()?.text, node.title.as_str())))
        .collect();
    for (label, title) in [
        ("…/vpc/Blue/… (existing)", "VPC /team/vpc/Blue/id"),
        ("SubnetA", "Subnet ‹Net›-SubnetA"),
        ("www.‹Zone›", "www.‹ImportValue ‹Net›-Zone›: record set Home"),
    ] {
        assert!(titles.contains(&(label, title)), "{label} in {titles:?}");
    }
}

#[test]
fn names_are_the_same_with_a_known_stack_and_account() {
    let text = "
Resources:
  Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '${AWS::StackName}-${AWS::Region}'}}
  Mail: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '${AWS::StackName}-mail-${AWS::AccountId}'}}
  Shop: {Type: AWS::SQS::Queue, Properties: {QueueName: my-shop-mail}}
";
    let template = template::parse(text).unwrap_or_else(|problems| panic!("{problems:?}")).value;
    let labels = |inputs: &Inputs| {
        let stack = evaluate(&template, inputs).value;
        let scene = compose(
            &template,
            &stack,
            &graph::build(&graph::written(&template), &stack),
            &ComposeOptions::default(),
        );
        let labels = scene.nodes.into_iter().filter_map(|node| node.label);
        labels.map(|label| label.text.to_string()).collect::<Vec<_>>()
    };
    let (stack_name, account_id) = (Some("my-shop".into()), Some("123456789012".into()));
    let known = Inputs { stack_name, account_id, ..Inputs::default() };
    assert_eq!(labels(&Inputs::default()), ["Jobs", "mail", "my-shop-mail"]);
    assert_eq!(labels(&known), ["Jobs", "mail", "my-shop-mail"]);
}

const POINTED: &str = "
Resources:
  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: api, ProtocolType: HTTP, Target: !GetAtt Function.Arn}}
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
  Function: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Code: {ZipFile: x}, Environment: {Variables: {TABLE: !Ref Table}}}}
  Table: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: []}}
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  Peers: {Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref Net, PeerVpcId: !Ref Other}}
  Sub: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.1.0/24}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Sub}}
  Balancer: {Type: AWS::ElasticLoadBalancing::LoadBalancer, Properties: {Subnets: [!Ref Sub], Instances: [!Ref Host], AccessLoggingPolicy: {S3BucketName: !Ref Logs}}}
  Logs: {Type: AWS::S3::Bucket}
";

#[test]
fn flows_say_where_they_lead_but_for_those_of_balancers_to_targets_and_between_networks() {
    let heads = |lens| {
        let scene = composed(POINTED, &[], &with_lens(lens));
        let name = |node: NodeIndex| scene.nodes[node].id.to_string();
        let heads = scene
            .links
            .iter()
            .map(|link| format!("{} {} {:?}\n", name(link.source), name(link.target), link.head));
        heads.collect::<String>()
    };
    expect![[r#"
        Api Function Open
        Function Table Open
        Peers Other None
        Balancer Logs Open
        Balancer Host None
    "#]]
    .assert_eq(&heads(Lens::Architecture));
    assert!(!heads(Lens::AllResources).contains("Open"));
    assert!(!heads(Lens::References).contains("Open"));
}

const ROUTED: &str = "
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Gate: {Type: AWS::EC2::InternetGateway}
  Tie: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Net, InternetGatewayId: !Ref Gate}}
  Open: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24}}
  OpenTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  OpenTie: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Open, RouteTableId: !Ref OpenTable}}
  OpenRoute: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref OpenTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gate}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Open, AllocationId: eipalloc-1}}
  Inner: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.1.0/24}}
  InnerTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  InnerTie: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Inner, RouteTableId: !Ref InnerTable}}
  InnerRoute: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref InnerTable, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}
  Far: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref InnerTable, DestinationCidrBlock: 10.9.0.0/16, TransitGatewayId: tgw-1}}
";

#[test]
fn who_selects_a_private_subnet_sees_where_its_routes_lead() {
    check_details(
        ROUTED,
        &[],
        "Inner",
        expect![[r#"
            Subnet Inner
            VpcId: ‹Net›
            CidrBlock: 10.0.1.0/24
            Route 0.0.0.0/0: Nat
            Route 10.9.0.0/16: tgw-1
        "#]],
    );
    check_details(
        ROUTED,
        &[],
        "Open",
        expect![[r#"
            Subnet Open
            VpcId: ‹Net›
            CidrBlock: 10.0.0.0/24
            Route 0.0.0.0/0: Gate
        "#]],
    );
}

#[test]
fn who_selects_an_internet_gateway_sees_where_what_comes_in_goes_first() {
    let edge = "
  EdgeTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  EdgeTie: {Type: AWS::EC2::GatewayRouteTableAssociation, Properties: {GatewayId: !Ref Gate, RouteTableId: !Ref EdgeTable}}
  EdgeRoute: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref EdgeTable, DestinationCidrBlock: 10.0.0.0/24, VpcEndpointId: vpce-1}}
";
    check_details(
        &format!("{ROUTED}{edge}"),
        &[],
        "Gate",
        expect![[r#"
            Internet gateway Gate
            Route 10.0.0.0/24: vpce-1
        "#]],
    );
}

#[test]
fn hosts_that_name_each_other_have_one_line_with_two_heads() {
    const PAIR: &str = "
Resources:
  InterfaceA: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: subnet-1}}
  InterfaceB: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: subnet-1}}
  A:
    Type: AWS::EC2::Instance
    Properties: {NetworkInterfaces: [{NetworkInterfaceId: !Ref InterfaceA}], UserData: !GetAtt InterfaceB.PrimaryPrivateIpAddress}
  B:
    Type: AWS::EC2::Instance
    Properties: {NetworkInterfaces: [{NetworkInterfaceId: !Ref InterfaceB}]USER_DATA}
";
    let heads = |user_data: &str| -> Vec<(String, Head)> {
        let scene = composed(&PAIR.replace("USER_DATA", user_data), &[], &ComposeOptions::default());
        let source = |link: &Link| scene.nodes[link.source].id.to_string();
        scene.links.iter().map(|link| (source(link), link.head)).collect()
    };
    assert_eq!(heads(", UserData: !GetAtt InterfaceA.PrimaryPrivateIpAddress"), [("A".into(), Head::Both)]);
    assert_eq!(heads(""), [("A".into(), Head::Open)]);
}

#[test]
fn a_load_balancer_needs_no_arrow_heads_whoever_makes_it() {
    const BEANSTALK: &str = "
Resources:
  App: {Type: AWS::ElasticBeanstalk::Application}
  Web:
    Type: AWS::ElasticBeanstalk::Environment
    Properties: {ApplicationName: !Ref App, Tier: {Name: TIER}}
";
    let heads = |tier: &str| -> Vec<(String, Head)> {
        let scene = composed(&BEANSTALK.replace("TIER", tier), &[], &ComposeOptions::default());
        let source = |link: &Link| scene.nodes[link.source].id.to_string();
        scene.links.iter().map(|link| (source(link), link.head)).collect()
    };
    assert_eq!(heads("WebServer"), [("Web/balancer".into(), Head::None)]);
    assert_eq!(heads("Worker"), [("Web/queue".into(), Head::Open)]);
}

#[test]
fn a_name_that_ends_like_the_mark_of_what_exists_is_kept() {
    let template = "
Parameters: {Net: {Type: 'AWS::EC2::VPC::Id'}}
Resources:
  Own: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, Tags: [{Key: Name, Value: old (existing)}]}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.1.0.0/24}}";
    let scene = composed(template, &[], &ComposeOptions::default());
    let labels: Vec<_> =
        scene.nodes.iter().filter(|node| node.kind == NodeKind::Vpc).map(|node| &node.label).collect();
    let labels: Vec<_> = labels.into_iter().flatten().map(|label| &*label.text).collect();
    assert_eq!(labels, ["old (existing)", "‹Net› (existing)"]);
    assert!(!scene.description.contains("Net› (existing)"), "{}", scene.description);
}

#[test]
fn brackets_and_arrows_that_a_template_writes_are_plain_text() {
    let template = "
Parameters: {Net: {Type: String}}
Resources:
  Box: {Type: AWS::S3::Bucket, Properties: {BucketName: ‹Net›}}
  Role: {Type: AWS::S3::Bucket, Properties: {BucketName: a→b (existing)}}
  Both: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '‹AWS::StackName›-${Net}'}}";
    let scene = composed(template, &[], &ComposeOptions::default());
    let labels = scene.nodes.iter().filter_map(|node| node.resource.as_ref().and(node.label.as_ref()));
    let unknown =
        |label: &Label| label.text.marked().unknown().map(|(range, _)| range.start).collect::<Vec<_>>();
    let labels: Vec<_> = labels.map(|label| (label.text.to_string(), unknown(label))).collect();
    let written = "‹AWS::StackName›-";
    assert_eq!(
        labels,
        [
            ("‹Net›".to_owned(), vec![]),
            ("a→b (existing)".to_owned(), vec![]),
            (format!("{written}‹Net›"), vec![written.len()]),
        ]
    );
}
