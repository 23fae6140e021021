//! The copied commands deploy the series' templates, and what is made there is what the picture shows.
//!
//! Needs the tests' Python environment (`CFN_EXPLORER_PYTHON`, its folder of programs; `make test` sets it up): the
//! AWS CLI and moto's server. Without it there is nothing to deploy to, and the tests pass.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use cfn_explorer::command::{self, Action, CommandOptions, DEFAULT_STACK_NAME};
use cfn_explorer::eval::{self, Existence, Inputs, Stack};
use cfn_explorer::template::{self, LogicalId, Template};
use serde_json::{Value, json};

const TEMPLATES: [&str; 4] = ["base_infrastructure", "ec2_website", "ec2_website_alb", "ec2_website_s3"];

/// Commands to run one after the other, and the stack that is there in the end.
struct Case {
    name: String,
    commands: Vec<String>,
    stack: Stack,
}

#[test]
fn every_template_of_the_series_becomes_the_stack_of_its_picture() {
    let mut cases = Vec::new();
    for name in TEMPLATES {
        let template = read(name);
        cases.push(case(name, &template, &[]));
        if template.parameters.contains_key("KeyName") {
            let values: &[(&str, &str)] = &[
                ("KeyName", "my-key"),
                ("AdminIp", "203.0.113.7/32"),
                ("EnvironmentName", "it's, \"mine\""),
            ];
            cases.push(case(name, &template, values));
        }
    }
    check(&cases);
}

fn read(name: &str) -> Template {
    let path = templates().join(format!("{name}.yaml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    template::parse(&text).expect("a template of the series is readable").value
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
    let Some(programs) = std::env::var_os("CFN_EXPLORER_PYTHON") else { return };
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
