//! Texts that are heavy to draw.

use super::{Heavy, heavy, numbered};

/// Texts that are heavy to draw.
pub fn drawing(bytes: usize) -> Vec<Heavy> {
    let half = bytes / 2;
    let dense = |depends: &dyn Fn(usize) -> String| {
        format!(
            "Resources:\n{}",
            numbered(bytes, |i| format!(
                "  R{i}: {{Type: 'AWS::SQS::Queue', DependsOn: [{}]}}\n",
                depends(i)
            ))
        )
    };
    let names = |prefix: &str, count: usize| {
        (0..count).map(|i| format!("{prefix}{i}")).collect::<Vec<_>>().join(", ")
    };
    let refs = |prefix: &str, count: usize| {
        (0..count).map(|i| format!("!Ref {prefix}{i}")).collect::<Vec<_>>().join(", ")
    };
    let subnets = |count: usize| {
        let subnet = |i: usize| {
            format!(
                "  S{i}: {{Type: 'AWS::EC2::Subnet', Properties: {{VpcId: !Ref V, AvailabilityZone: !Select [{}, !GetAZs '']}}}}\n",
                i % 6
            )
        };
        format!("Resources:\n  V: {{Type: 'AWS::EC2::VPC'}}\n{}", (0..count).map(subnet).collect::<String>())
    };
    let sets = (bytes / 4_000).clamp(10, 200);
    vec![
        heavy("dense DependsOn", dense(&|i| names("R", i.min(600)))),
        heavy("dense DependsOn of a few", dense(&|i| names("R", i.min(40)))),
        heavy("a chain of DependsOn", dense(&|i| if i > 0 { format!("R{}", i - 1) } else { String::new() })),
        heavy("a circle of DependsOn", dense(&|i| format!("R{}", i + 1))),
        heavy("Auto Scaling groups over many subnets", {
            let zones = refs("S", sets);
            let group = |i| {
                format!(
                    "  G{i}: {{Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: {{VPCZoneIdentifier: [{zones}]}}}}\n"
                )
            };
            subnets(sets) + &numbered(bytes - (sets * 90).min(half), group)
        }),
        heavy("instances with many groups", {
            let groups = (0..sets)
                .map(|i| {
                    format!("  SG{i}: {{Type: 'AWS::EC2::SecurityGroup', Properties: {{VpcId: !Ref V}}}}\n")
                })
                .collect::<String>();
            let instance = |i: usize| {
                let of: Vec<String> = (0..12).map(|k| format!("!Ref SG{}", (i * 7 + k * 3) % sets)).collect();
                format!(
                    "  I{i}: {{Type: 'AWS::EC2::Instance', Properties: {{SubnetId: !Ref S{}, SecurityGroupIds: [{}]}}}}\n",
                    i % sets,
                    of.join(", ")
                )
            };
            subnets(sets) + &groups + &numbered(half, instance)
        }),
        heavy("groups that let each other in", {
            let group = |i: usize| {
                let rules: Vec<String> = (0..20).map(|k| format!("{{IpProtocol: tcp, FromPort: {k}, ToPort: {k}, SourceSecurityGroupId: !Ref SG{}}}", (i + k * 5) % sets)).collect();
                format!(
                    "  SG{i}: {{Type: 'AWS::EC2::SecurityGroup', Properties: {{VpcId: !Ref V, SecurityGroupIngress: [{}]}}}}\n",
                    rules.join(", ")
                )
            };
            subnets(sets) + &numbered(half, group)
        }),
        heavy("balancers before many targets", {
            let targets = (0..sets).map(|i| format!("{{Id: !Ref I{i}}}")).collect::<Vec<_>>().join(", ");
            let instances = (0..sets)
                .map(|i| {
                    format!("  I{i}: {{Type: 'AWS::EC2::Instance', Properties: {{SubnetId: !Ref S{i}}}}}\n")
                })
                .collect::<String>();
            let balancer = |i| {
                format!(
                    "  B{i}: {{Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {{Subnets: [!Ref S0, !Ref S1]}}}}\n  L{i}: {{Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: {{LoadBalancerArn: !Ref B{i}, DefaultActions: [{{Type: forward, TargetGroupArn: !Ref T{i}}}]}}}}\n  T{i}: {{Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: {{VpcId: !Ref V, Targets: [{targets}]}}}}\n"
                )
            };
            subnets(sets) + &instances + &numbered(half, balancer)
        }),
        heavy("many VPCs, all peered", {
            let vpcs = (0..sets).map(|i| format!("  V{i}: {{Type: 'AWS::EC2::VPC'}}\n")).collect::<String>();
            let peering = |i: usize| {
                format!(
                    "  P{i}: {{Type: 'AWS::EC2::VPCPeeringConnection', Properties: {{VpcId: !Ref V{}, PeerVpcId: !Ref V{}}}}}\n",
                    i % sets,
                    (i / sets + i + 1) % sets
                )
            };
            format!("Resources:\n{vpcs}{}", numbered(half, peering))
        }),
        heavy("many subnets", {
            let count = half / 100;
            subnets(count)
        }),
        heavy(
            "many VPCs",
            format!("Resources:\n{}", numbered(bytes, |i| format!("  V{i}: {{Type: 'AWS::EC2::VPC'}}\n"))),
        ),
        heavy("many route tables and routes", {
            let each = |i: usize| {
                format!(
                    "  T{i}: {{Type: 'AWS::EC2::RouteTable', Properties: {{VpcId: !Ref V}}}}\n  A{i}: {{Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: {{SubnetId: !Ref S{}, RouteTableId: !Ref T{i}}}}}\n  N{i}: {{Type: 'AWS::EC2::Route', Properties: {{RouteTableId: !Ref T{i}, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref N}}}}\n",
                    i % sets
                )
            };
            subnets(sets) + &numbered(half, each)
        }),
        heavy("functions with policies for everything", {
            let tables =
                (0..sets).map(|i| format!("  T{i}: {{Type: 'AWS::DynamoDB::Table'}}\n")).collect::<String>();
            let arns = (0..sets).map(|i| format!("!GetAtt T{i}.Arn")).collect::<Vec<_>>().join(", ");
            let function = |i| {
                format!(
                    "  F{i}: {{Type: 'AWS::Lambda::Function', Properties: {{Role: !GetAtt Q{i}.Arn}}}}\n  Q{i}: {{Type: 'AWS::IAM::Role', Properties: {{Policies: [{{PolicyDocument: {{Statement: [{{Effect: Allow, Action: '*', Resource: [{arns}]}}]}}}}]}}}}\n"
                )
            };
            format!("Resources:\n{tables}{}", numbered(half, function))
        }),
        heavy("many topics with many subscriptions", {
            let each = |i: usize| {
                format!(
                    "  T{i}: {{Type: 'AWS::SNS::Topic'}}\n  Q{i}: {{Type: 'AWS::SQS::Queue'}}\n  B{i}: {{Type: 'AWS::SNS::Subscription', Properties: {{TopicArn: !Ref T{}, Endpoint: !GetAtt Q{i}.Arn, Protocol: sqs}}}}\n",
                    i / 3
                )
            };
            format!("Resources:\n{}", numbered(bytes, each))
        }),
        heavy("rules with many targets", {
            let each = |i: usize| {
                let targets: Vec<String> = (0..20)
                    .map(|k| format!("{{Id: t{k}, Arn: !GetAtt Q{}.Arn}}", (i + k * 11) % sets))
                    .collect();
                format!(
                    "  E{i}: {{Type: 'AWS::Events::Rule', Properties: {{Targets: [{}]}}}}\n",
                    targets.join(", ")
                )
            };
            let queues =
                (0..sets).map(|i| format!("  Q{i}: {{Type: 'AWS::SQS::Queue'}}\n")).collect::<String>();
            format!("Resources:\n{queues}{}", numbered(half, each))
        }),
        heavy("services of clusters over many subnets", {
            let zones = refs("S", sets);
            let each = |i| {
                format!(
                    "  C{i}: {{Type: 'AWS::ECS::Cluster'}}\n  E{i}: {{Type: 'AWS::ECS::Service', Properties: {{Cluster: !Ref C{i}, NetworkConfiguration: {{AwsvpcConfiguration: {{Subnets: [{zones}]}}}}}}}}\n"
                )
            };
            subnets(sets) + &numbered(half, each)
        }),
        heavy("events of SAM functions", {
            let events = |i: usize| {
                (0..10)
                    .map(|k| format!("E{k}: {{Type: Api, Properties: {{Path: /p{i}/{k}, Method: get}}}}"))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let each = |i| {
                format!(
                    "  F{i}: {{Type: 'AWS::Serverless::Function', Properties: {{Events: {{{}}}}}}}\n",
                    events(i)
                )
            };
            format!("Transform: AWS::Serverless-2016-10-31\nResources:\n{}", numbered(bytes, each))
        }),
        heavy("long names of everything", {
            let long = "Long name ".repeat(200);
            let each = |i| {
                format!(
                    "  R{i}: {{Type: 'AWS::EC2::Subnet', Properties: {{VpcId: !Ref V, Tags: [{{Key: Name, Value: '{long}{i}'}}]}}}}\n"
                )
            };
            format!("Resources:\n  V: {{Type: 'AWS::EC2::VPC'}}\n{}", numbered(bytes, each))
        }),
        heavy("long names without a blank", {
            let each = |i| {
                format!(
                    "  R{i}: {{Type: 'AWS::SQS::Queue', Properties: {{QueueName: '{}{i}'}}}}\n",
                    "x".repeat(2000)
                )
            };
            format!("Resources:\n{}", numbered(bytes, each))
        }),
        heavy(
            "types nobody knows",
            format!("Resources:\n{}", numbered(bytes, |i| format!("  R{i}: {{Type: 'Custom::T{i}'}}\n"))),
        ),
        heavy("references in one resource", {
            let queues =
                (0..sets).map(|i| format!("  Q{i}: {{Type: 'AWS::SQS::Queue'}}\n")).collect::<String>();
            let all = numbered(half, |i| format!("!GetAtt Q{}.Arn, ", i % sets));
            format!("Resources:\n{queues}  R: {{Type: 'Custom::All', Properties: {{All: [{all}]}}}}\n")
        }),
        heavy(
            "resources of many names",
            format!(
                "Resources:\n{}",
                numbered(bytes, |i| format!(
                    "  App{i}Stage{i}Queue{i}: {{Type: 'AWS::SQS::Queue', Properties: {{QueueName: 'app-{}-stage-{}'}}}}\n",
                    i % 7,
                    i % 11
                ))
            ),
        ),
        heavy("stacks alike and not", {
            let each = |i: usize| {
                format!(
                    "  T{i}: {{Type: 'AWS::SNS::Topic'}}\n  F{i}: {{Type: 'AWS::Lambda::Function', Properties: {{Environment: {{Variables: {{A: !Ref T{}}}}}}}}}\n  M{i}: {{Type: 'AWS::Lambda::EventSourceMapping', Properties: {{FunctionName: !Ref F{i}, EventSourceArn: !GetAtt Q{i}.Arn}}}}\n  Q{i}: {{Type: 'AWS::SQS::Queue'}}\n",
                    i / 2
                )
            };
            format!("Resources:\n{}", numbered(bytes, each))
        }),
    ]
}
