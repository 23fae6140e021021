//! The value of a `NoEcho` parameter is nowhere: not in what a command prints, not in what the page shows, says or saves, whatever
//! function it goes through. Only `evaluate --show-secrets` shows it.

#[path = "secrets/templates.rs"]
mod templates;

use std::path::Path;
use std::process::Command;
use std::rc::Rc;

use cfn_explorer::command::{Action as CommandAction, Shell};
use cfn_explorer::eval::{Stack, base64};
use cfn_explorer::facts::TypeFacts;
use cfn_explorer::scene::{Lens, Start};
use cfn_explorer::session::{Action, Session, Setting};
use cfn_explorer::svg::Theme;
use serde_json::{Value, json};

/// Values of the secret, each with what must be nowhere: the parts that functions cut it into have it, too.
const VALUES: [(&str, &str); 7] = [
    ("Zq7-left,Zq7-right", "Zq7"),
    ("10.77.99.0/24", "10.77."),
    ("77715577", "77715577"),
    ("vpc-0abc77d1", "abc77d1"),
    ("subnet-0abc77d1,subnet-1abc77d1", "abc77d1"),
    ("Zq7", "Zq7"),
    ("Zq7zone-1a", "Zq7"),
];

/// Types of the parameter. Whether they take a value or not, nobody is told it.
const TYPES: [&str; 10] = [
    "String",
    "Number",
    "CommaDelimitedList",
    "List<Number>",
    "AWS::EC2::VPC::Id",
    "AWS::EC2::KeyPair::KeyName",
    "List<AWS::EC2::Subnet::Id>",
    "AWS::EC2::AvailabilityZone::Name",
    "AWS::SSM::Parameter::Name",
    "AWS::SSM::Parameter::Value<String>",
];

/// What else the parameter says.
fn constraints() -> Vec<Value> {
    vec![
        json!({}),
        json!({"AllowedPattern": "[a-z]{2}"}),
        json!({"AllowedPattern": "(?=x)x"}),
        json!({"AllowedValues": ["one", "two"]}),
        json!({"MinLength": 90, "MaxLength": 1}),
        json!({"MinValue": 1, "MaxValue": 2, "ConstraintDescription": "another"}),
    ]
}

fn declared(kind: &str, constraints: &Value, default: Option<&str>) -> Value {
    let mut declared = json!({"Type": kind, "NoEcho": true});
    for (key, value) in constraints.as_object().into_iter().flatten() {
        declared[key] = value.clone();
    }
    if let Some(default) = default {
        declared["Default"] = json!(default);
    }
    declared
}

/// What must not be found, in letters or in Base64, which shifts by what stands before.
fn forbidden(part: &str) -> Vec<String> {
    let aligned = ["", "a", "ab"].map(|before| {
        let text = base64(format!("{before}{part}").as_bytes());
        let clear = text.trim_end_matches('=');
        // Of the first and the last digits some bits are a neighbour's.
        clear[(before.len() * 8).div_ceil(6)..clear.len() - 1].to_owned()
    });
    aligned.into_iter().filter(|text| text.len() > 2).chain([part.to_owned()]).collect()
}

fn check(text: &str, forbidden: &[String], what: &str) {
    for part in forbidden {
        if let Some(at) = text.find(part.as_str()) {
            let from = text[..at].char_indices().rev().nth(80).map_or(0, |(from, _)| from);
            panic!("{what}: {part:?} in …{}", text[from..].chars().take(160).collect::<String>());
        }
    }
}

#[test]
fn no_session_shows_a_secret() {
    let facts = Rc::new(TypeFacts::parse(include_str!("../data/type-facts.txt")));
    for (at, kind) in TYPES.into_iter().enumerate() {
        for (nth, constraints) in constraints().iter().enumerate() {
            // Every value as text; of the others one for each constraint, typed and as the default.
            let closely = kind == "String" && nth == 0;
            let values = if closely { &VALUES[..] } else { &VALUES[(at + nth) % VALUES.len()..][..1] };
            for (value, part) in values {
                for (default, typed) in [(true, false), (false, true), (true, true)] {
                    let declared = declared(kind, constraints, default.then_some(value));
                    let nested = closely && value.contains(',');
                    let template = templates::template(&declared, nested).to_string();
                    let mut session = Rc::new(Session::new("demo"));
                    session = session.apply(Action::Load("t.json".into(), template.as_str().into()));
                    if nth == 0 {
                        session = session.apply(Action::FactsLoaded(facts.clone())).apply(Action::Check);
                    }
                    if typed {
                        // Another than the default, if there is one.
                        let value = if default { format!("{value}1") } else { (*value).to_owned() };
                        session = session.apply(Action::SetParameter("Secret".into(), value));
                    }
                    let what = format!("{kind} {constraints} {value} default: {default}, typed: {typed}");
                    look(&session, &forbidden(part), &what, closely && *value == VALUES[0].0);
                }
            }
        }
    }
}

/// Looks at all that a session shows; `closely` by every lens, selection and kind of command.
fn look(session: &Rc<Session>, forbidden: &[String], what: &str, closely: bool) {
    look_once(session, forbidden, what);
    if !closely {
        return;
    }
    for lens in [Lens::AllResources, Lens::References] {
        for detail in [Start::Everything, Start::Overview] {
            let next = session.clone().apply(Action::SetLens(lens)).apply(Action::FoldAll(detail));
            look_once(&next, forbidden, what);
        }
    }
    let groups = session.model.iter().flat_map(|model| &model.picture.figure.groups);
    for group in groups {
        let selected = session.clone().apply(Action::Select(Some(group.id.clone())));
        check(&format!("{:?}{:?}", selected.details, selected.labels), forbidden, what);
    }
    for (_, action) in CommandAction::ALL {
        for shell in [Shell::Bash, Shell::PowerShell, Shell::Cmd] {
            for file in [true, false] {
                let next = session.clone().apply(Action::SetAction(action)).apply(Action::SetShell(shell));
                let next = next.apply(Action::SetOption(Setting::ParameterFile(file)));
                commands(&next, forbidden, what);
            }
        }
    }
}

fn look_once(session: &Session, forbidden: &[String], what: &str) {
    let look = |text: String| check(&text, forbidden, what);
    let model = session.model.as_ref().unwrap_or_else(|| panic!("{what}: {:?}", session.diagnostics));
    look(format!("{:?}", session.diagnostics));
    look(format!("{:?}", session.headline()));
    look(format!("{:?}", session.public_parameters().collect::<Vec<_>>()));
    look(format!("{:?}", model.form));
    // What loops make is the template's text, as it was read.
    look(format!("{:?}", Stack { unrolled: None, ..(*model.deployment.stack).clone() }));
    look(format!("{:?}", model.picture.drawing));
    look(format!("{:?}", model.picture.figure));
    look(session.picture_svg(Theme::Light, Vec::new()));
    look(session.picture_name());
    let mut panel = (*model.panel).clone();
    for parameter in panel.groups.iter_mut().flat_map(|group| &mut group.parameters) {
        if parameter.secret && parameter.typed {
            // The field has to hold what is typed into it, and hides it.
            parameter.text = "".into();
        }
    }
    look(format!("{panel:?}"));
    commands(session, forbidden, what);
}

fn commands(session: &Session, forbidden: &[String], what: &str) {
    let Some(model) = &session.model else { return };
    let all = &model.commands;
    let commands = (all.command(), all.outputs(), all.steps(), all.script());
    check(&format!("{commands:?}"), forbidden, what);
    let files = (all.parameter_file(), all.quick_create_link(), all.file_to_save());
    check(&format!("{files:?}"), forbidden, what);
}

#[test]
fn a_secret_that_is_none_any_more_is_forgotten() {
    let template = |no_echo: bool| {
        json!({"Parameters": {"Secret": {"Type": "String", "Default": "", "NoEcho": no_echo}},
            "Resources": {"A": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Ref": "Secret"}}}}})
        .to_string()
    };
    let load = |text: String| Action::Load("t.json".into(), text.into());
    let session = Rc::new(Session::new("demo")).apply(load(template(true)));
    let typed = session.apply(Action::SetParameter("Secret".into(), "Zq7".into()));
    let still = typed.clone().apply(load(template(true).replace("SNS", "SQS")));
    assert_eq!(still.inputs.parameters.len(), 1, "another text with the same secret keeps it");
    let without = json!({"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}).to_string();
    for between in [None, Some(without), Some("{\"Resources\": ".to_owned())] {
        let session = between.into_iter().fold(typed.clone(), |session, text| session.apply(load(text)));
        let open = session.apply(load(template(false)));
        look_once(&open, &forbidden("Zq7"), "no secret any more");
        assert!(open.inputs.parameters.is_empty());
    }
}

#[test]
fn no_command_prints_a_secret() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secrets");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let file = folder.join("t.json");
    let file = file.to_str().expect("a path in UTF-8");
    let kinds =
        [("String", 0), ("String", 1), ("CommaDelimitedList", 0), ("Number", 3), ("AWS::EC2::VPC::Id", 0)];
    for (kind, constraint) in kinds {
        for (value, part) in &VALUES[..3] {
            for (default, typed) in [(true, false), (false, true), (true, true)] {
                let declared = declared(kind, &constraints()[constraint], default.then_some(value));
                let template = templates::template(&declared, false).to_string();
                std::fs::write(file, template).expect("it can be written");
                let set = format!("--param=Secret={value}{}", if default { "1" } else { "" });
                for arguments in [
                    &["render", file][..],
                    &["render", file, "--format", "json", "--lens", "references", "--link-labels"],
                    &["render", file, "--collapse", "Nothing"],
                    &["command", file],
                    &["command", file, "--shell", "cmd", "--print", "script"],
                    &["command", file, "--shell", "powershell", "--action", "deploy"],
                    &["command", file, "--print", "parameter-file"],
                    &["command", file, "--print", "link", "--template-url", "https://b.s3.amazonaws.com/t"],
                    &["check", file],
                    &["check", file, "--format", "json"],
                    &["evaluate", file],
                ] {
                    let arguments: Vec<&str> =
                        arguments.iter().copied().chain(typed.then_some(&*set)).collect();
                    let (out, err) = run(&arguments);
                    check(&(out + &err), &forbidden(part), &format!("{kind} {constraint} {arguments:?}"));
                }
            }
        }
    }
    let declared = declared("String", &json!({}), None);
    std::fs::write(file, templates::template(&declared, true).to_string()).expect("it can be written");
    let (out, _) = run(&["evaluate", file, "--param=Secret=Zq7", "--show-secrets"]);
    let document: Value = serde_json::from_str(&out).expect("a document");
    assert_eq!(document["parameters"]["Secret"]["value"], "Zq7");
    assert_eq!(document["outputs"]["Output1"]["value"], "a-Zq7-b");
    assert!(document["resources"].get("MadeZq7").is_some(), "loops run over it then");
}

fn run(arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_cfn-explorer"))
        .args(arguments)
        .output()
        .expect("the command line starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints UTF-8");
    (text(output.stdout), text(output.stderr))
}

#[test]
fn a_value_without_a_name_is_not_repeated() {
    for arguments in [&["evaluate", "-", "--param", "hunter3"][..], &["render", "-", "--param", "=hunter3"]] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_cfn-explorer"))
            .args(arguments)
            .stdin(template_on_stdin())
            .output()
            .expect("the command line runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("write it as KEY=VALUE") && !said.contains("hunter3"), "{said}");
    }
}

/// A template that can be read, as standard input.
fn template_on_stdin() -> std::process::Stdio {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("www/templates/ec2_website.yaml");
    std::fs::File::open(file).expect("the template is there").into()
}

#[test]
fn allowed_values_of_a_secret_are_not_listed() {
    let text = "Parameters: {P: {Type: String, NoEcho: true, AllowedValues: [hunter4, hunter5], Default: x}}\nResources: {T: {Type: 'AWS::SNS::Topic', Properties: {TopicName: !Ref P}}}\n";
    let template = cfn_explorer::template::parse(text).expect("a readable template").value;
    let stack = cfn_explorer::eval::evaluate(&template, &cfn_explorer::eval::Inputs::default());
    let said = format!("{:?} {:?}", stack.diagnostics, stack.value.parameters);
    assert!(said.contains("must be one of the values that the template allows"), "{said}");
    assert!(!said.contains("hunter"), "{said}");
}
