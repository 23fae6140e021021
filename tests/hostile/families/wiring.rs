//! Texts that are heavy in what ties resources: existing things, policies, alarms, pipelines, definitions.

use super::{Heavy, heavy, numbered};

/// Texts whose resources are tied by much more than references.
pub fn wiring(bytes: usize) -> Vec<Heavy> {
    let half = bytes / 2;
    let sets = (bytes / 4_000).clamp(10, 200);
    let list =
        |count: usize, item: &dyn Fn(usize) -> String| (0..count).map(item).collect::<Vec<_>>().join(", ");
    let resources = |first: String, bytes: usize, each: &dyn Fn(usize) -> String| {
        format!("Resources:\n{first}{}", numbered(bytes, each))
    };
    let many = |prefix: &str, kind: &str| {
        (0..sets).map(|i| format!("  {prefix}{i}: {{Type: 'AWS::{kind}'}}\n")).collect::<String>()
    };
    vec![
        heavy("rules that lead to what exists", {
            let target = |i: usize, k: usize| {
                format!("{{Id: t{k}, Arn: 'arn:aws:sqs:eu-west-1:111122223333:q{}'}}", i * 20 + k)
            };
            let each = |i: usize| {
                let targets = list(20, &|k| target(i, k));
                format!("  E{i}: {{Type: 'AWS::Events::Rule', Properties: {{Targets: [{targets}]}}}}\n")
            };
            resources(String::new(), bytes, &each)
        }),
        heavy("policies on what exists", {
            let arns = list(sets, &|k| format!("'arn:aws:dynamodb:eu-west-1:111122223333:table/t{k}'"));
            let each = |i: usize| {
                format!(
                    "  F{i}: {{Type: 'AWS::Lambda::Function', Properties: {{Role: !GetAtt Q{i}.Arn}}}}\n  Q{i}: {{Type: 'AWS::IAM::Role', Properties: {{Policies: [{{PolicyDocument: {{Statement: [{{Effect: Allow, Action: 'dynamodb:PutItem', Resource: [{arns}]}}]}}}}]}}}}\n"
                )
            };
            resources(String::new(), bytes, &each)
        }),
        heavy("hosts in groups that let each other in", {
            let each = |i: usize| {
                let rules = list(20, &|k| {
                    format!(
                        "{{IpProtocol: tcp, FromPort: {k}, ToPort: {k}, SourceSecurityGroupId: !Ref {}{}}}",
                        if k % 2 == 0 { "SG" } else { "P" },
                        (i + k * 5) % 40
                    )
                });
                let groups = list(4, &|k| format!("!Ref SG{}", (i + k) % 40));
                format!(
                    "  SG{i}: {{Type: 'AWS::EC2::SecurityGroup', Properties: {{SecurityGroupIngress: [{rules}]}}}}\n  I{i}: {{Type: 'AWS::EC2::Instance', Properties: {{SubnetId: s, SecurityGroupIds: [{groups}, !Ref P{}]}}}}\n",
                    i % 40
                )
            };
            let parameters: String =
                (0..40).map(|i| format!("  P{i}: {{Type: String, Default: sg-{i}}}\n")).collect();
            format!("Parameters:\n{parameters}{}", resources(String::new(), bytes, &each))
        }),
        heavy("boxes in boxes of groups", {
            let all = list(sets, &|i| format!("!Ref SG{i}"));
            let groups: String = (0..sets)
                .map(|i| {
                    format!(
                        "  SG{i}: {{Type: 'AWS::EC2::SecurityGroup', Properties: {{SecurityGroupIngress: [{{IpProtocol: tcp, FromPort: 1, ToPort: 1, SourceSecurityGroupId: !Ref SG{}}}]}}}}\n",
                        (i + 1) % sets
                    )
                })
                .collect();
            let each = |i: usize| {
                format!(
                    "  I{i}: {{Type: 'AWS::EC2::Instance', Properties: {{SubnetId: s{}, SecurityGroupIds: [{all}]}}}}\n",
                    i % 6
                )
            };
            resources(groups, half, &each)
        }),
        heavy("pipelines of many actions", {
            let each = |i: usize| {
                let actions = list(50, &|k| {
                    format!(
                        "{{Name: A{k}, RunOrder: {}, ActionTypeId: {{Category: Build, Owner: AWS, Provider: CodeBuild, Version: '1'}}, Configuration: {{ProjectName: !Ref B{}}}, InputArtifacts: [{{Name: x{}}}], OutputArtifacts: [{{Name: x{k}}}]}}",
                        k % 9,
                        (i + k) % sets,
                        (k * 7) % 50
                    )
                });
                format!(
                    "  P{i}: {{Type: 'AWS::CodePipeline::Pipeline', Properties: {{Stages: [{{Name: S, Actions: [{actions}]}}, {{Name: T, Actions: [{actions}]}}]}}}}\n"
                )
            };
            resources(many("B", "CodeBuild::Project"), half, &each)
        }),
        heavy("signs of keys and secrets on all", {
            let secrets = list(sets, &|k| format!("S{k}: !Ref S{k}"));
            let each = |i: usize| {
                format!(
                    "  F{i}: {{Type: 'AWS::Lambda::Function', Properties: {{Environment: {{Variables: {{{secrets}}}}}}}}}\n"
                )
            };
            resources(many("S", "SecretsManager::Secret"), half, &each)
        }),
        heavy("actions of many services", {
            let services =
                ["textract", "comprehend", "bedrock", "ses", "rekognition", "translate", "polly", "athena"];
            let actions = list(400, &|k| format!("'{}:Do{k}'", services[k % services.len()]));
            let each = |i: usize| {
                format!(
                    "  F{i}: {{Type: 'AWS::Lambda::Function', Properties: {{Role: !GetAtt Q.Arn}}}}\n  P{i}: {{Type: 'AWS::IAM::Policy', Properties: {{Roles: [!Ref Q], PolicyDocument: {{Statement: [{{Effect: Allow, Action: [{actions}], Resource: '*'}}]}}}}}}\n"
                )
            };
            resources("  Q: {Type: 'AWS::IAM::Role'}\n".into(), bytes, &each)
        }),
        heavy("definitions that call everything", {
            let states = list(sets, &|k| {
                format!(
                    "S{k}: {{Type: Task, Resource: 'arn:aws:states:::aws-sdk:textract:do{k}', Parameters: {{FunctionName: !Ref F{k}}}}}"
                )
            });
            let each = |i: usize| {
                format!(
                    "  M{i}: {{Type: 'AWS::StepFunctions::StateMachine', Properties: {{Definition: {{States: {{{states}}}}}}}}}\n"
                )
            };
            resources(many("F", "Lambda::Function"), half, &each)
        }),
        heavy("custom resources that name many", {
            let named = list(sets, &|k| format!("T{k}: !Ref T{k}"));
            let each = |i: usize| {
                format!(
                    "  C{i}: {{Type: 'Custom::Tie', Properties: {{ServiceToken: !GetAtt F.Arn, {named}}}}}\n"
                )
            };
            let first = many("T", "DynamoDB::Table") + "  F: {Type: 'AWS::Lambda::Function'}\n";
            resources(first, half, &each)
        }),
        heavy("policies of queues by their sources", {
            let sources = list(sets, &|k| format!("!Ref T{k}"));
            let each = |i: usize| {
                format!(
                    "  Q{i}: {{Type: 'AWS::SQS::Queue'}}\n  L{i}: {{Type: 'AWS::SQS::QueuePolicy', Properties: {{Queues: [!Ref Q{i}], PolicyDocument: {{Statement: [{{Effect: Allow, Principal: {{Service: sns.amazonaws.com}}, Action: 'sqs:SendMessage', Resource: !GetAtt Q{i}.Arn, Condition: {{ArnEquals: {{'aws:SourceArn': [{sources}]}}}}}}]}}}}}}\n"
                )
            };
            resources(many("T", "SNS::Topic"), half, &each)
        }),
        heavy("integrations through links of stages", {
            let each = |i: usize| {
                format!(
                    "  M{i}: {{Type: 'AWS::ApiGateway::Method', Properties: {{RestApiId: !Ref A, Integration: {{ConnectionType: VPC_LINK, ConnectionId: '${{stageVariables.l}}', Uri: 'http://x'}}}}}}\n  S{i}: {{Type: 'AWS::ApiGateway::Stage', Properties: {{RestApiId: !Ref A, Variables: {{a: !Ref K, b: !Ref K, c: !Ref K}}}}}}\n"
                )
            };
            let first = "  A: {Type: 'AWS::ApiGateway::RestApi'}\n  K: {Type: 'AWS::ApiGateway::VpcLink', Properties: {TargetArns: [!Ref N]}}\n  N: {Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {Type: network, Subnets: [s]}}\n";
            resources(first.into(), bytes, &each)
        }),
        heavy("alarms with many actions", {
            let dimensions = list(sets, &|k| format!("{{Name: QueueName, Value: !GetAtt Q{k}.QueueName}}"));
            let actions = list(sets, &|k| format!("!Ref T{k}"));
            let each = |i: usize| {
                format!(
                    "  A{i}: {{Type: 'AWS::CloudWatch::Alarm', Properties: {{AlarmName: a{i}, Dimensions: [{dimensions}], AlarmActions: [{actions}]}}}}\n"
                )
            };
            resources(many("Q", "SQS::Queue") + &many("T", "SNS::Topic"), half, &each)
        }),
        heavy("composite alarms of composite alarms", {
            let each = |i: usize| {
                let parts =
                    list(i.min(60), &|k| format!("ALARM(a{}) OR ALARM(${{A{}}})", i - k - 1, i - k - 1));
                format!(
                    "  A{i}: {{Type: 'AWS::CloudWatch::CompositeAlarm', Properties: {{AlarmName: a{i}, AlarmRule: !Sub '{parts}', AlarmActions: [!Ref T{}]}}}}\n",
                    i % sets
                )
            };
            resources(many("T", "SNS::Topic"), bytes, &each)
        }),
        heavy("subscriptions that topics list", {
            let each = |i: usize| {
                let listed =
                    list(100, &|k| format!("{{Protocol: p{}, Endpoint: 'm{k}@example.com'}}", k % 50));
                format!("  T{i}: {{Type: 'AWS::SNS::Topic', Properties: {{Subscription: [{listed}]}}}}\n")
            };
            resources(String::new(), bytes, &each)
        }),
    ]
}
