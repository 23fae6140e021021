//! Circles in templates with SAM's transform: those that are none once SAM has made its resources of them, and those
//! that are. cfn-lint, which runs the transform, is the judge where the tests' Python environment is; it leaves out what
//! REST APIs call, so it cannot see circles through them.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use cfn_explorer::eval::Stack;
use cfn_explorer::template::LogicalId;
use cfn_explorer::{graph, template};

/// What every function has.
const CODE: &str = "Runtime: python3.13, Handler: i.h, InlineCode: 'def h(e, c): pass'";

/// An alarm on a function.
const ALARM: &str = "Type: AWS::CloudWatch::Alarm, Properties: {Namespace: AWS/Lambda, MetricName: Errors, \
                     ComparisonOperator: GreaterThanThreshold, EvaluationPeriods: 1, Period: 60, Statistic: Sum, Threshold: 0";

/// A definition that calls a function.
const BODY: &str = "{openapi: 3.0.1, info: {title: t, version: '1'}, paths: {/a: {post: {responses: {}, x-amazon-apigateway-integration: \
                    {type: aws_proxy, httpMethod: POST, uri: !Sub 'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations'}}}}}";

/// The name of each case, its resources, and whether there is a circle.
fn cases() -> Vec<(&'static str, String, bool)> {
    let function =
        |more: &str| format!("Fn: {{Type: AWS::Serverless::Function, Properties: {{{CODE}, {more}}}}}");
    let alarm = format!("Alarm: {{{ALARM}, Dimensions: [{{Name: FunctionName, Value: !Ref Fn}}]}}}}");
    let env = |value: &str| format!("Environment: {{Variables: {{NAME: {value}}}}}");
    let event = |name: &str, properties: &str| {
        format!("Events: {{E: {{Type: {name}, Properties: {{{properties}}}}}}}")
    };
    let queue = "Queue: {Type: AWS::SQS::Queue, Properties: {Tags: [{Key: a, Value: !Ref Fn}]}}";
    let topic = "Topic: {Type: AWS::SNS::Topic, Properties: {Tags: [{Key: a, Value: !Ref Fn}]}}";
    let join = |parts: &[&str]| parts.join("\n  ");
    vec![
        (
            "alarms of a deployment",
            join(&[
                &function(
                    "AutoPublishAlias: live, DeploymentPreference: {Type: AllAtOnce, Alarms: [!Ref Alarm]}",
                ),
                &alarm,
            ]),
            false,
        ),
        (
            "hooks of a deployment",
            join(&[
                &function(
                    "AutoPublishAlias: live, DeploymentPreference: {Type: AllAtOnce, Hooks: {PreTraffic: !Ref Hook}}",
                ),
                &format!(
                    "Hook: {{Type: AWS::Serverless::Function, Properties: {{{CODE}, {}}}}}",
                    env("!Ref Fn")
                ),
            ]),
            false,
        ),
        (
            "a definition that calls, and an event",
            join(&[
                &format!(
                    "Api: {{Type: AWS::Serverless::Api, Properties: {{StageName: p, DefinitionBody: {BODY}}}}}"
                ),
                &function(&event("Api", "Path: /a, Method: POST, RestApiId: !Ref Api")),
            ]),
            false,
        ),
        (
            "a definition that calls, and a variable",
            join(&[
                &format!(
                    "Api: {{Type: AWS::Serverless::Api, Properties: {{StageName: p, DefinitionBody: {BODY}}}}}"
                ),
                &function(&env("!Ref Api")),
            ]),
            true,
        ),
        (
            "an API that SAM writes, and a variable",
            join(&[
                "Api: {Type: AWS::Serverless::Api, Properties: {StageName: p}}",
                &function(&format!(
                    "{}, {}",
                    env("!Ref Api"),
                    event("Api", "Path: /a, Method: POST, RestApiId: !Ref Api")
                )),
            ]),
            true,
        ),
        (
            "an authorizer that an API calls",
            join(&[
                "Api: {Type: AWS::Serverless::Api, Properties: {StageName: p, Auth: {Authorizers: {A: {FunctionArn: !GetAtt Fn.Arn}}}}}",
                &function(&event("Api", "Path: /a, Method: POST, RestApiId: !Ref Api")),
            ]),
            false,
        ),
        (
            "the log of an API's stage",
            join(&[
                "Api: {Type: AWS::Serverless::Api, Properties: {StageName: p, AccessLogSetting: {DestinationArn: !GetAtt Log.Arn}}}",
                "Log: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Sub '/api/${Api}'}}",
                &function(&event("Api", "Path: /a, Method: POST, RestApiId: !Ref Api")),
            ]),
            false,
        ),
        (
            "what SAM drops of an API",
            join(&[
                "Api: {Type: AWS::Serverless::Api, Properties: {StageName: p, EndpointConfiguration: {Type: REGIONAL, Name: !Ref Api}}}",
                &function(&event("Api", "Path: /a, Method: POST, RestApiId: !Ref Api")),
            ]),
            false,
        ),
        (
            "the log of an HTTP API's stage",
            join(&[
                "Api: {Type: AWS::Serverless::HttpApi, Properties: {AccessLogSettings: {DestinationArn: !GetAtt Log.Arn, Format: x}}}",
                "Log: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Sub '/api/${Api}'}}",
                &function(&event("HttpApi", "Path: /a, Method: POST, ApiId: !Ref Api")),
            ]),
            false,
        ),
        (
            "an HTTP API that SAM writes, and a variable",
            join(&[
                "Api: {Type: AWS::Serverless::HttpApi}",
                &function(&format!(
                    "{}, {}",
                    env("!Ref Api"),
                    event("HttpApi", "Path: /a, Method: POST, ApiId: !Ref Api")
                )),
            ]),
            true,
        ),
        (
            "a queue that knows its function",
            join(&[queue, &function(&event("SQS", "Queue: !GetAtt Queue.Arn"))]),
            false,
        ),
        (
            "a topic that knows its function",
            join(&[topic, &function(&event("SNS", "Topic: !Ref Topic"))]),
            false,
        ),
        (
            "a rule that knows its function",
            join(&[
                "Bus: {Type: AWS::Events::EventBus, Properties: {Name: !Sub 'bus-${Fn}'}}",
                &function(&event("EventBridgeRule", "EventBusName: !Ref Bus, Pattern: {source: [a]}")),
            ]),
            false,
        ),
        (
            "a bucket that calls, and a variable",
            join(&[
                "Bucket: {Type: AWS::S3::Bucket}",
                &function(&format!(
                    "{}, {}",
                    env("!Ref Bucket"),
                    event("S3", "Bucket: !Ref Bucket, Events: 's3:ObjectCreated:*'")
                )),
            ]),
            true,
        ),
        (
            "a bucket that calls",
            join(&[
                "Bucket: {Type: AWS::S3::Bucket}",
                &function(&event("S3", "Bucket: !Ref Bucket, Events: 's3:ObjectCreated:*'")),
            ]),
            false,
        ),
        (
            "a user pool that calls, and a variable",
            join(&[
                "Pool: {Type: AWS::Cognito::UserPool}",
                &function(&format!(
                    "{}, {}",
                    env("!Ref Pool"),
                    event("Cognito", "UserPool: !Ref Pool, Trigger: PreSignUp")
                )),
            ]),
            true,
        ),
        (
            "a destination, for which there is a role",
            join(&[
                queue,
                &function(
                    "EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS, Destination: !GetAtt Queue.Arn}}}",
                ),
            ]),
            true,
        ),
        (
            "a destination, with a role of one's own",
            join(&[
                queue,
                &function(
                    "Role: 'arn:aws:iam::123456789012:role/r', EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS, Destination: !GetAtt Queue.Arn}}}",
                ),
            ]),
            false,
        ),
        (
            "policies",
            join(&[
                queue,
                &function("Policies: [{SQSSendMessagePolicy: {QueueName: !GetAtt Queue.QueueName}}]"),
            ]),
            true,
        ),
        (
            "a state machine and its rule",
            join(&[
                "Bus: {Type: AWS::Events::EventBus, Properties: {Name: !GetAtt Machine.Name}}",
                "Machine: {Type: AWS::Serverless::StateMachine, Properties: {Definition: {StartAt: A, States: {A: {Type: Succeed}}}, Events: {E: {Type: EventBridgeRule, Properties: {EventBusName: !Ref Bus, Pattern: {source: [a]}}}}}}",
            ]),
            false,
        ),
        (
            "functions that know each other",
            join(&[
                &function(&env("!Ref Other")),
                &format!(
                    "Other: {{Type: AWS::Serverless::Function, Properties: {{{CODE}, {}}}}}",
                    env("!Ref Fn")
                ),
            ]),
            true,
        ),
        (
            "a connector to what knows the function",
            format!(
                "Fn: {{Type: AWS::Serverless::Function, Connectors: {{C: {{Properties: {{Destination: {{Id: Queue}}, Permissions: [Write]}}}}}}, Properties: {{{CODE}}}}}\n  {queue}"
            ),
            false,
        ),
    ]
}

fn template(resources: &str) -> String {
    format!("Transform: AWS::Serverless-2016-10-31\nResources:\n  {resources}\n")
}

#[test]
fn circles_are_those_of_what_sam_makes() {
    let mut wrong = Vec::new();
    for (name, resources, is_circle) in cases() {
        let parsed = template::parse(&template(&resources)).expect("a template of ours");
        let graph = graph::build(&graph::written(&parsed.value), &Stack::default());
        assert!(!graph.references().is_empty(), "{name}: references stay");
        let cycles = graph.cycles();
        if cycles.is_empty() == is_circle || graph::circular(&graph).is_empty() != cycles.is_empty() {
            wrong.push(format!("{name}: {cycles:?}"));
        }
        // Wherever SAM's resources enter a circle, it is the same one.
        let members: HashSet<BTreeSet<&str>> =
            cycles.iter().map(|chain| chain.iter().map(LogicalId::as_str).collect()).collect();
        if members.len() < cycles.len() {
            wrong.push(format!("{name}: twice in {cycles:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn cfn_lint_finds_the_same_circles() {
    let programs = std::env::var_os("CFN_EXPLORER_PYTHON")
        .expect("no CFN_EXPLORER_PYTHON: run make test, or scripts/setup-python.sh");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sam-circles");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let file = |index: usize| folder.join(format!("{index}.yaml"));
    for (index, (_, resources, _)) in cases().iter().enumerate() {
        std::fs::write(file(index), template(resources)).expect("a template can be written");
    }
    let output = Command::new(PathBuf::from(&programs).join("cfn-lint"))
        .args(["--format", "parseable", "--"])
        .args((0..cases().len()).map(file))
        .output()
        .expect("cfn-lint starts");
    let said = String::from_utf8_lossy(&output.stdout);
    let mut wrong = Vec::new();
    for (index, (name, resources, is_circle)) in cases().into_iter().enumerate() {
        let start = format!("{}:", file(index).display());
        let found: Vec<&str> = said.lines().filter(|line| line.starts_with(&start)).collect();
        let has = |code: &str| found.iter().any(|line| line.contains(code));
        let is_seen = is_circle && !resources.contains("AWS::Serverless::Api,");
        if has(":E0001:") || has(":E3004:") != is_seen {
            wrong.push(format!("{name}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
