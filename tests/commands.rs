//! Commands through a real bash and the real AWS CLI's parser: nothing differs from what was meant, nothing runs.
//!
//! Needs the tests' Python environment (`CFN_EXPLORER_PYTHON`, its folder of programs; `make test` sets it up);
//! without it there is nothing to ask, and the tests pass.

#[path = "commands/values.rs"]
mod values;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use cfn_explorer::command::{self, CommandOptions};
use cfn_explorer::eval::{self, Inputs};
use cfn_explorer::template::{self, LogicalId};
use serde_json::{Value, json};

use values::{NASTY, random_values};

/// Two parameters with defaults, one without, and a secret.
const TEMPLATE: &str = "
Parameters:
  First: {Type: String, Default: one}
  Second: {Type: String, Default: two}
  Third: {Type: String}
  Secret: {Type: String, Default: '', NoEcho: true}
Resources:
  Topic: {Type: AWS::SNS::Topic}
Outputs:
  Address: {Value: !Ref Topic}
";

/// One command and the request that it should make.
struct Case {
    name: String,
    shell: &'static str,
    command: String,
    stdin: String,
    file: String,
    want: Value,
}

#[test]
fn parameter_values_arrive_as_typed() {
    let mut cases = Vec::new();
    let random = random_values(300);
    let values = NASTY.iter().map(ToString::to_string).chain(random);
    for value in values {
        let inputs = inputs(&[("First", &value), ("Third", "3")]);
        let want = create_stack(&[("First", &value), ("Third", "3")]);
        cases.push(case(&value, "bash", &inputs, &CommandOptions::default(), want));
    }
    check(&cases);
}

#[test]
fn parameter_values_survive_a_paste() {
    let mut cases = Vec::new();
    for value in NASTY {
        let inputs = inputs(&[("First", value), ("Third", "3")]);
        let want = create_stack(&[("First", value), ("Third", "3")]);
        cases.push(case(value, "interactive", &inputs, &CommandOptions::default(), want.clone()));
        cases.push(case(value, "dash", &inputs, &CommandOptions::default(), want));
    }
    check(&cases);
}

#[test]
fn stack_names_regions_and_profiles_run_nothing() {
    let mut cases = Vec::new();
    for value in NASTY.iter().filter(|value| value.len() < 200) {
        let named = CommandOptions { stack_name: (*value).into(), ..CommandOptions::default() };
        // The CLI itself refuses an empty name; any other has to arrive as it is.
        let want =
            if value.is_empty() { Value::Null } else { request("CreateStack", value, &[("Third", "3")]) };
        cases.push(case(value, "bash", &inputs(&[("Third", "3")]), &named, want));
        let everywhere = CommandOptions {
            stack_name: (*value).into(),
            region: Some((*value).into()),
            profile: Some((*value).into()),
            ..CommandOptions::default()
        };
        for shell in ["dash", "interactive"] {
            cases.push(case(value, shell, &Inputs::default(), &everywhere, Value::Null));
        }
    }
    check(&cases);
}

#[test]
fn file_names_are_read_as_they_are() {
    let mut cases = Vec::new();
    let names = [
        "a.yaml",
        "a b.yaml",
        "it's.yaml",
        "say \"hi\".yaml",
        "-rf.yaml",
        "~.yaml",
        "~root.yaml",
        "a;touch pwned;.yaml",
        "`touch pwned`.yaml",
        "a&b|c.yaml",
        "#.yaml",
        "*.yaml",
        "!!.yaml",
        "a\\b.yaml",
        "é😀.yaml",
        "a\u{202e}b.yaml",
        "a\nb.yaml",
        "a?b[c].yaml",
        "=a.yaml",
    ];
    for name in names {
        for shell in ["bash", "interactive"] {
            let options = CommandOptions { template_file: name.into(), ..CommandOptions::default() };
            let want = create_stack(&[("Third", "3")]);
            cases.push(case(name, shell, &inputs(&[("Third", "3")]), &options, want));
        }
    }
    let options = CommandOptions { template_file: "$(touch pwned).yaml".into(), ..CommandOptions::default() };
    cases.push(case("substitution", "bash", &Inputs::default(), &options, Value::Null));
    check(&cases);
}

#[test]
fn secrets_are_read_and_passed_on() {
    let mut cases = Vec::new();
    // What a reader can type at a prompt: one line, and something.
    let typed = |value: &&&str| !value.is_empty() && !value.contains(|c: char| c.is_control());
    for value in NASTY.iter().filter(typed) {
        let inputs = inputs(&[("First", "a,b"), ("Third", "3"), ("Secret", "never shown")]);
        let want = create_stack(&[("First", "a,b"), ("Third", "3"), ("Secret", value)]);
        let mut case = case(value, "bash", &inputs, &CommandOptions::default(), want);
        assert!(!case.command.contains("never shown"));
        case.stdin = format!("{value}\n");
        cases.push(case);
    }
    check(&cases);
}

#[test]
fn outputs_are_queried() {
    let options = CommandOptions { action: command::Action::Outputs, ..CommandOptions::default() };
    let parameters = json!({ "StackName": command::DEFAULT_STACK_NAME });
    let want = json!({ "operation": "DescribeStacks", "parameters": parameters });
    check(&[case("outputs", "interactive", &Inputs::default(), &options, want)]);
}

fn inputs(values: &[(&str, &str)]) -> Inputs {
    let parameters = values.iter().map(|(key, value)| (LogicalId::from(*key), (*value).to_owned())).collect();
    Inputs { parameters, ..Inputs::default() }
}

fn create_stack(values: &[(&str, &str)]) -> Value {
    request("CreateStack", command::DEFAULT_STACK_NAME, values)
}

/// The request for [`TEMPLATE`]; parameters that keep their defaults are not sent.
fn request(operation: &str, stack_name: &str, values: &[(&str, &str)]) -> Value {
    let changed = |(key, value): &&(&str, &str)| !matches!((*key, *value), ("First", "one") | ("Secret", ""));
    let parameters: Vec<Value> = values
        .iter()
        .filter(changed)
        .map(|(key, value)| json!({ "ParameterKey": key, "ParameterValue": value }))
        .collect();
    let parameters = json!({
        "StackName": stack_name,
        "TemplateBody": "the template",
        "Parameters": parameters,
    });
    json!({ "operation": operation, "parameters": parameters })
}

fn case(name: &str, shell: &'static str, inputs: &Inputs, options: &CommandOptions, want: Value) -> Case {
    let template = template::parse(TEMPLATE).expect("the template is readable").value;
    let stack = eval::evaluate(&template, inputs).value;
    let command = command::command(&template, &stack, inputs, options).text;
    assert_nothing_hidden(&command);
    Case {
        name: name.chars().take(60).collect(),
        shell,
        command,
        stdin: String::new(),
        file: options.template_file.clone(),
        want,
    }
}

/// No line break but the command's own, and nothing that a reader would not see.
fn assert_nothing_hidden(command: &str) {
    for (i, c) in command.char_indices() {
        let own_break = c == '\n' && command[..i].ends_with('\\');
        let hidden =
            c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{a0}');
        assert!(own_break || !hidden, "{c:?} stands raw in {command:?}");
    }
}

/// Runs all cases in their shells and through the AWS CLI.
fn check(cases: &[Case]) {
    let Some(programs) = std::env::var_os("CFN_EXPLORER_PYTHON") else { return };
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/commands/run.py");
    let mut child = Command::new(PathBuf::from(programs).join("python3"))
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the tests' Python starts");
    let lines: String = cases
        .iter()
        .map(|case| {
            let files = json!({ &case.file: "the template" });
            let case = json!({
                "name": case.name, "shell": case.shell, "command": case.command,
                "stdin": case.stdin, "files": files, "want": case.want,
            });
            format!("{case}\n")
        })
        .collect();
    let mut stdin = child.stdin.take().expect("its input is piped");
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("the tests' Python ends");
    writer.join().expect("the writer ends").expect("all cases are written");
    let text = String::from_utf8(output.stdout).expect("the answer is text");
    let summary = json!({ "cases": cases.len(), "wrong": 0 });
    let last = text.lines().last().and_then(|line| serde_json::from_str::<Value>(line).ok());
    assert!(last == Some(summary), "{}", text.lines().take(20).collect::<Vec<_>>().join("\n"));
}
