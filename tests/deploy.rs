//! The copied commands deploy the page's templates, and what is made there is what the picture shows.
//!
//! Needs the tests' Python environment (`CFN_EXPLORER_PYTHON`, its folder of programs; `make test` sets it up): the
//! AWS CLI and moto's server. Without it there is nothing to deploy to, and the test is ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use cfn_explorer::command::{self, Action, CommandOptions, DEFAULT_STACK_NAME};
use cfn_explorer::eval::{self, Existence, Inputs, Stack};
use cfn_explorer::template::{self, LogicalId, Template};
use serde_json::{Value, json};

/// Types that moto 5.2 has no model of: it has no Elastic Beanstalk beyond applications that are asked for by API, no
/// Image Builder, no Lightsail, and makes network ACLs, EKS, CloudFront, policies of buckets and URLs of functions by API
/// alone. Something stands in for them that does nothing but be
/// there and have attributes; a type that a later moto knows has to go from here.
const UNKNOWN: [&str; 19] = [
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::EC2::NetworkAcl",
    "AWS::EC2::NetworkAclEntry",
    "AWS::EC2::SubnetNetworkAclAssociation",
    "AWS::EKS::AccessEntry",
    "AWS::EKS::Cluster",
    "AWS::ElasticBeanstalk::Application",
    "AWS::ElasticBeanstalk::ApplicationVersion",
    "AWS::ElasticBeanstalk::Environment",
    "AWS::ImageBuilder::Component",
    "AWS::ImageBuilder::Image",
    "AWS::ImageBuilder::ImagePipeline",
    "AWS::ImageBuilder::ImageRecipe",
    "AWS::ImageBuilder::InfrastructureConfiguration",
    "AWS::Lambda::Url",
    "AWS::Lightsail::Instance",
    "AWS::Lightsail::StaticIp",
    "AWS::S3::BucketPolicy",
];

/// What parameters are given that have no default.
const NEEDED: [(&str, &str); 1] = [("AmiId", "ami-12c6146b")];

/// What parameters are given once more, to see other resources, and values that a shell could stumble over.
const CHANGED: [(&str, &str); 8] = [
    ("KeyName", "my-key"),
    ("AdminIp", "203.0.113.7/32"),
    ("EnvironmentName", "it's, \"mine\""),
    ("BundleBucket", "my-bundles"),
    ("AdminArn", "arn:aws:iam::123456789012:role/Admin"),
    ("TaskCpu", "1024"),
    ("MemorySize", "1024"),
    ("PriceClass", "PriceClass_All"),
];

/// Commands to run one after the other, and the stack that is there in the end.
struct Case {
    name: String,
    commands: Vec<String>,
    stack: Stack,
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn every_template_of_the_page_becomes_the_stack_of_its_picture() {
    let mut cases = Vec::new();
    for (name, template) in read() {
        let given = |table: &[(&'static str, &'static str)], needed: bool| -> Vec<(&str, &str)> {
            let is = |id: &str| {
                template.parameters.get(id).is_some_and(|parameter| parameter.default.is_none() == needed)
            };
            table.iter().copied().filter(|(id, _)| is(id)).collect()
        };
        let needed = given(&NEEDED, true);
        cases.push(case(&name, &template, &needed));
        let changed = given(&CHANGED, false);
        if changed.iter().any(|(id, _)| *id != "EnvironmentName") {
            cases.push(case(&name, &template, &[needed, changed].concat()));
        }
    }
    assert!(cases.len() > 4, "{} cases", cases.len());
    check(&cases);
}

/// The templates of the page by name.
fn read() -> BTreeMap<String, Template> {
    let files = std::fs::read_dir(templates()).expect("the folder of templates is there");
    let paths = files.map(|file| file.expect("an entry of a folder is readable").path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| {
            let name = path.file_stem().and_then(|name| name.to_str()).expect("a name of ours is Unicode");
            let text =
                std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (name.to_owned(), template::parse(&text).expect("a template of the page is readable").value)
        })
        .collect()
}

fn templates() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("www/templates")
}

fn case(name: &str, template: &Template, values: &[(&str, &str)]) -> Case {
    let parameters = values.iter().map(|(key, value)| (LogicalId::from(*key), (*value).to_owned())).collect();
    let inputs = Inputs { parameters, ..Inputs::default() };
    let stack = eval::evaluate(template, &inputs).value;
    let text = |action| {
        let options =
            CommandOptions { action, template_file: format!("{name}.yaml"), ..CommandOptions::default() };
        command::command(template, &stack, &inputs, &options).text
    };
    let mut commands = vec![text(Action::CreateStack)];
    if command::main_output(&stack).is_some() {
        commands.push(text(Action::Outputs));
    }
    Case { name: format!("{name} with {values:?}"), commands, stack }
}

fn check(cases: &[Case]) {
    let programs = std::env::var_os("CFN_EXPLORER_PYTHON")
        .expect("no CFN_EXPLORER_PYTHON: run make test, or scripts/setup-python.sh");
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/deploy/run.py");
    let mut child = Command::new(PathBuf::from(programs).join("python3"))
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tests' Python starts");
    let lines: String = cases
        .iter()
        .map(|case| {
            let case =
                json!({ "commands": case.commands, "folder": templates(), "stack": DEFAULT_STACK_NAME });
            format!("{case}\n")
        })
        .collect();
    // A few kilobytes: the pipe takes them whole.
    let mut stdin = child.stdin.take().expect("its input is piped");
    stdin.write_all(lines.as_bytes()).expect("all cases are written");
    drop(stdin);
    let output = child.wait_with_output().expect("the tests' Python ends");
    let text = String::from_utf8_lossy(&output.stdout);
    let outcomes: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    assert_eq!(outcomes.len(), cases.len(), "{}", String::from_utf8_lossy(&output.stderr));
    for (case, outcome) in cases.iter().zip(&outcomes) {
        compare(case, outcome);
    }
    let drawn = |name: &&str| {
        cases.iter().any(|case| case.stack.resources.values().any(|resource| *resource.type_name == **name))
    };
    assert_eq!(UNKNOWN.iter().find(|name| !drawn(name)), None, "no template has this");
}

fn compare(case: &Case, outcome: &Value) {
    let Case { name, commands, stack } = case;
    for (run, command) in outcome["runs"].as_array().into_iter().flatten().zip(commands) {
        assert_eq!(run["code"], 0, "{name}: {run:#}\n{command}");
    }
    let drawn: BTreeMap<&str, &str> = stack
        .resources
        .iter()
        .filter(|(_, resource)| resource.exists == Existence::Yes)
        .map(|(id, resource)| (id.as_str(), &*resource.type_name))
        .collect();
    assert_eq!(outcome["resources"], json!(drawn), "{name}");
    let types: BTreeSet<&str> = drawn.values().copied().filter(|name| UNKNOWN.contains(name)).collect();
    assert_eq!(outcome["unknown"], json!(types), "{name}: what moto does not know");
    if let Some(id) = command::main_output(stack) {
        let printed = outcome["runs"].as_array().and_then(|runs| runs.last()).map(|run| &run["stdout"]);
        let printed = printed.and_then(Value::as_str).unwrap_or_default();
        assert_eq!(outcome["outputs"][id.as_str()], printed.trim_end(), "{name}");
        // The picture says `http://‹Ec2WebHost.PublicIp›:5000`; AWS fills the name in.
        let shown = stack.outputs.get(id).map(|output| output.value.to_string()).unwrap_or_default();
        let (before, rest) = shown.split_once('‹').unwrap_or((&shown, ""));
        let after = rest.split_once('›').map_or("", |(_, after)| after);
        assert!(printed.starts_with(before) && printed.trim_end().ends_with(after), "{name}: {printed}");
    }
}
