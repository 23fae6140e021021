//! Every action with hostile values in every option: each value arrives as that option's, or the command says that it
//! has another in its place; none adds an option, is loaded, or runs.

use cfn_explorer::command::{self, Action, Command, CommandOptions, Express, Shell};
use serde_json::{Map, Value, json};

use super::harness::{Case, Subject, check_many, subject};
use super::values::{HOSTILE, NASTY, random_values};
use super::{calls_on_windows, random_count};

/// The AWS CLI refuses a template of that size in the request.
const LARGE: usize = 60_000;

/// The shells that a command is pasted into, by turns.
const INTERACTIVE: [&str; 3] = ["interactive", "interactive-dash", "interactive-zsh"];

/// How the template and the parameters reach AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    File,
    Bucket,
    UrlAndParameterFile,
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn every_value_arrives_in_every_option_or_is_refused() {
    let values: Vec<String> = hostile_values().collect();
    let mut cases = Vec::new();
    for form in [Form::File, Form::Bucket, Form::UrlAndParameterFile] {
        for chunk in values.chunks(12) {
            // `deploy` reads another parameter file than the others.
            let (mut deploy, mut others) = (Batch::default(), Batch::default());
            for value in chunk {
                for (_, action) in Action::ALL {
                    let batch = if action == Action::Deploy { &mut deploy } else { &mut others };
                    if form == Form::File || takes_template(action) {
                        batch.add(value, action, form);
                    }
                }
            }
            for batch in [deploy, others] {
                let pasted_into = INTERACTIVE[cases.len() % INTERACTIVE.len()];
                cases.extend(batch.cases(pasted_into));
            }
        }
    }
    check_many(&cases);
}

#[test]
fn values_that_aws_takes_are_never_refused() {
    for shell in [Shell::Bash, Shell::PowerShell, Shell::Cmd] {
        for (_, action) in Action::ALL {
            for form in [Form::File, Form::Bucket, Form::UrlAndParameterFile] {
                let subject = subject(&["any \"thing\" & more"]);
                let options = CommandOptions {
                    stack_name: "my-stack-1".into(),
                    template_file: "my stack (1), é.yaml".into(),
                    bucket: Some("my.bucket-1".into()),
                    region: Some("us-gov-east-1".into()),
                    profile: Some("a.user@example.com work".into()),
                    tags: vec![("a key".into(), "--x".into())],
                    role_arn: Some("arn:aws:iam::123456789012:role/a/b+c=d,e.f@g-h_i".into()),
                    notification_arns: vec!["arn:aws:sns:eu-west-1:123456789012:a_b-c.fifo".into()],
                    change_set: "my-change-set-1".into(),
                    ..options("x", action, shell, form)
                };
                let url = "https://b.s3.amazonaws.com/my%20stack.yaml?versionId=a&x=%CD%".to_owned();
                let options =
                    CommandOptions { template_url: options.template_url.as_ref().map(|_| url), ..options };
                let command = subject.whole_command(&options);
                assert_eq!(command.problems, [""; 0], "{}", command.text);
            }
        }
    }
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn names_of_parameters_and_outputs_are_values_too() {
    let mut cases = Vec::new();
    let names = HOSTILE.iter().chain(NASTY).filter(|name| !name.is_empty() && !name.contains('='));
    for name in names {
        let text = json!({
            "Parameters": { *name: { "Type": "String" } },
            "Resources": { "Topic": { "Type": "AWS::SNS::Topic" } },
            "Outputs": { *name: { "Value": "x" } },
        });
        let Some(subject) = Subject::of(&text.to_string(), &[(*name, "a value")]) else { continue };
        for shell in [Shell::Bash, Shell::PowerShell, Shell::Cmd] {
            for action in [Action::CreateStack, Action::Deploy, Action::Outputs] {
                let options = CommandOptions { action, shell, ..CommandOptions::default() };
                let command = subject.whole_command(&options);
                let sent = json!([{ "ParameterKey": name, "ParameterValue": "a value" }]);
                let stack = options.stack_name.as_str();
                let want = match action {
                    Action::Outputs => json!({
                        "operation": "DescribeStacks",
                        "parameters": { "StackName": stack },
                        "globals": outputs_of(name, &command),
                    }),
                    _ => {
                        let made =
                            json!({ "StackName": stack, "TemplateBody": subject.text, "Parameters": sent });
                        let made = json!({ "operation": "CreateStack", "parameters": made });
                        if action == Action::Deploy { super::as_deploy(made) } else { made }
                    }
                };
                let mut case = subject.case(name, "dash", &options, want);
                if shell != Shell::Bash {
                    case.shell = "";
                    case.words = Some(calls_on_windows(&case.command, shell, &[]));
                }
                cases.push(case);
            }
        }
    }
    assert!(cases.len() > 500, "the templates are readable");
    check_many(&cases);
}

/// Commands that can be pasted one after another, since the files that they need are the same or have other names.
#[derive(Default)]
struct Batch {
    posix: Vec<(String, Vec<Value>)>,
    windows: Vec<(Vec<Vec<String>>, Vec<Value>)>,
    files: Map<String, Value>,
}

impl Batch {
    fn add(&mut self, value: &str, action: Action, form: Form) {
        // What is in the parameter file has a test of its own.
        let typed = if form == Form::UrlAndParameterFile { "a" } else { value };
        let subject = subject(&[typed, typed]);
        for shell in [Shell::Bash, Shell::PowerShell, Shell::Cmd] {
            let options = options(value, action, shell, form);
            let command = subject.whole_command(&options);
            let wants = wants(&subject, &options, &command);
            self.put_files(&subject, &options, &command);
            if shell == Shell::Bash {
                self.posix.push((command.text, wants));
            } else {
                let calls = calls_on_windows(&command.text, shell, &[]);
                assert_only_safe(&calls);
                self.windows.push((calls, wants));
            }
        }
    }

    /// The template and the parameter file, under the names that the command has.
    fn put_files(&mut self, subject: &Subject, options: &CommandOptions, command: &Command) {
        let renamed = command.problems.iter().any(|problem| problem.contains("rename the file"));
        let file = if renamed { "template.yaml" } else { &options.template_file };
        let mut files = vec![(file, subject.text.clone())];
        if let Some(named) = &options.parameter_file {
            let text = command::parameter_file(&subject.template, &subject.inputs, options);
            files.push((saved_as(named, command), text.expect("there is something to write")));
        }
        for (name, text) in files {
            let known = self.files.insert(name.to_owned(), json!(text));
            assert!(known.is_none_or(|known| known == text), "two files are called {name}");
        }
    }

    fn cases(self, pasted_into: &'static str) -> Vec<Case> {
        let files: Vec<_> = self
            .files
            .iter()
            .map(|(name, text)| (name.clone(), text.as_str().unwrap_or_default().to_owned()))
            .collect();
        let (texts, wants): (Vec<_>, Vec<_>) = self.posix.into_iter().unzip();
        let (text, wants) = (texts.join("\n"), wants.concat());
        let pasted = ["bash", "dash", "zsh", pasted_into].map(|shell| Case {
            name: shell.into(),
            shell,
            command: text.clone(),
            files: files.clone(),
            want: Value::Array(wants.clone()),
            ..Case::default()
        });
        let (calls, wants): (Vec<_>, Vec<_>) = self.windows.into_iter().unzip();
        let windows = Case {
            name: "windows".into(),
            words: Some(calls.concat()),
            files: files.clone(),
            want: Value::Array(wants.concat()),
            ..Case::default()
        };
        pasted.into_iter().chain([windows]).collect()
    }
}

/// Chosen values, and random ones behind what makes an option, a file or a URL of them.
pub fn hostile_values() -> impl Iterator<Item = String> {
    const BEGINS: [&str; 8] = ["", "-", "--", "file://", "https://b.s3.amazonaws.com/", "~", "\u{1b}", "x y"];
    let random = random_values(random_count(40)).zip(BEGINS.iter().cycle());
    let random = random.map(|(value, begin)| format!("{begin}{value}"));
    HOSTILE.iter().chain(NASTY.iter().step_by(4)).map(|value| (*value).to_owned()).chain(random)
}

pub fn takes_template(action: Action) -> bool {
    action.makes_or_changes() || action == Action::ValidateTemplate
}

/// The value wherever one can be.
pub fn options(value: &str, action: Action, shell: Shell, form: Form) -> CommandOptions {
    let some = || Some(value.to_owned());
    let url = if value.starts_with("https://") {
        value.into()
    } else {
        format!("https://b.s3.amazonaws.com/{value}")
    };
    let by_url = form == Form::UrlAndParameterFile && action != Action::Deploy;
    let tag = |end: &str| (format!("{value}{end}"), value.to_owned());
    // One alone is read by other rules than several.
    let several = form == Form::Bucket && !value.contains('=');
    CommandOptions {
        action,
        shell,
        stack_name: value.into(),
        template_file: if form == Form::UrlAndParameterFile {
            "t.yaml".into()
        } else {
            command::file_name(value)
        },
        template_bytes: if form == Form::Bucket { LARGE } else { 0 },
        template_url: by_url.then_some(url),
        bucket: some(),
        region: some(),
        profile: some(),
        tags: if several { vec![tag(""), tag("2")] } else { vec![tag("")] },
        express: action.takes_express().then_some(Express::RollBack),
        disable_validation: action.takes_validation(),
        role_arn: some(),
        notification_arns: vec![value.to_owned(); if several { 2 } else { 1 }],
        change_set: value.into(),
        parameter_file: (form == Form::UrlAndParameterFile).then(|| command::file_name(value)),
        output: Some(value.into()),
        ..CommandOptions::default()
    }
}

/// What each call of a command should ask for.
fn wants(subject: &Subject, options: &CommandOptions, command: &Command) -> Vec<Value> {
    let replaced = |by: &str| {
        command.problems.iter().any(|problem| problem.contains(&format!("has `{by}` in its place")))
    };
    let or = |value: &str, placeholder: &str| {
        if replaced(placeholder) { placeholder.to_owned() } else { value.to_owned() }
    };
    let action = options.action;
    let deploy = action == Action::Deploy;
    let large = options.template_bytes == LARGE && takes_template(action);
    let renamed = command.problems.iter().any(|problem| problem.contains("rename the file"));
    let file = if renamed { "template.yaml" } else { &options.template_file };
    let no_bucket =
        command.problems.iter().any(|problem| problem.contains("in place of `amzn-s3-demo-bucket`"));
    let bucket =
        if no_bucket { "amzn-s3-demo-bucket" } else { options.bucket.as_deref().unwrap_or_default() };
    let mut globals = json!({
        "region": or(options.region.as_deref().unwrap_or_default(), "REGION"),
        "profile": or(options.profile.as_deref().unwrap_or_default(), "PROFILE"),
    });

    let mut calls = Vec::new();
    let key: String =
        file.chars().map(|c| if c.is_ascii_alphanumeric() || "-._".contains(c) { c } else { '_' }).collect();
    if large && !deploy {
        let from = if file.starts_with(['-', '~']) { format!("./{file}") } else { file.to_owned() };
        let copy = json!({ "from": from, "to": format!("s3://{bucket}/{key}") });
        calls.push(json!({ "operation": "s3 cp", "parameters": copy, "globals": globals }));
    }
    let mut request = Map::new();
    let mut put = |name: &str, value: Value| drop(request.insert(name.to_owned(), value));
    if action != Action::ValidateTemplate {
        put("StackName", json!(or(&options.stack_name, "STACK_NAME")));
    }
    if takes_template(action) {
        match &options.template_url {
            Some(url) => put("TemplateURL", json!(url)),
            None if large => put("TemplateURL", json!(format!("https://{bucket}.s3.amazonaws.com/{key}"))),
            None => put("TemplateBody", json!(subject.text)),
        }
    }
    if action.makes_or_changes() {
        put("Parameters", json!(subject.sent()));
        let tag = |(key, value): &(String, String)| match key.split_once('=') {
            // Which the command's problems tell.
            Some((start, end)) if deploy => json!({ "Key": start, "Value": format!("{end}={value}") }),
            _ => json!({ "Key": key, "Value": value }),
        };
        put("Tags", options.tags.iter().map(tag).collect());
        put("RoleARN", json!(or(options.role_arn.as_deref().unwrap_or_default(), "ROLE_ARN")));
        put("NotificationARNs", json!(options.notification_arns));
    }
    if action == Action::DeleteStack {
        put("RoleARN", json!(options.role_arn));
        put("DeploymentConfig", json!({ "Mode": "EXPRESS" }));
    } else if action.takes_express() {
        put("DeploymentConfig", json!({ "Mode": "EXPRESS", "DisableRollback": false }));
        put("DisableValidation", json!(true));
    }
    if action == Action::FailedEvents {
        put("Filters", json!({ "FailedEvents": true }));
    }
    if action.names_change_set() {
        put("ChangeSetName", json!(options.change_set));
    }
    if action == Action::CreateChangeSet || deploy {
        put("ChangeSetType", json!("CREATE"));
    }
    if deploy {
        put("Capabilities", json!([]));
    }
    match action {
        Action::Outputs => {
            let shown = outputs_of(options.output.as_ref().map_or("", |output| output.as_str()), command);
            globals["query"] = shown["query"].clone();
            globals["output"] = shown["output"].clone();
        }
        Action::AllOutputs => {
            globals["query"] = json!("Stacks[0].Outputs");
            globals["output"] = json!("table");
        }
        _ => {}
    }
    if deploy && large {
        // It asks first whether the bucket has the template already.
        request = Map::from_iter([("Bucket".to_owned(), json!(bucket))]);
    }
    let operation = match action {
        Action::CreateStack => "CreateStack",
        Action::UpdateStack => "UpdateStack",
        Action::Deploy if large => "HeadObject",
        Action::Deploy | Action::CreateChangeSet => "CreateChangeSet",
        Action::DescribeChangeSet | Action::WaitForChangeSet => "DescribeChangeSet",
        Action::ExecuteChangeSet => "ExecuteChangeSet",
        Action::DeleteStack => "DeleteStack",
        Action::ValidateTemplate => "ValidateTemplate",
        Action::FailedEvents => "DescribeEvents",
        Action::WaitForCreate
        | Action::WaitForUpdate
        | Action::WaitForDelete
        | Action::Outputs
        | Action::AllOutputs => "DescribeStacks",
    };
    calls.push(json!({ "operation": operation, "parameters": request, "globals": globals }));
    calls
}

/// The options that show an output, or all of them where AWS can have none of this name.
fn outputs_of(name: &str, command: &Command) -> Value {
    if command.problems.iter().any(|problem| problem.starts_with("No output is called")) {
        assert!(
            name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()),
            "an output may be called {name}"
        );
        json!({ "query": "Stacks[0].Outputs", "output": "table" })
    } else {
        json!({ "query": format!("Stacks[0].Outputs[?OutputKey=='{name}'].OutputValue"), "output": "text" })
    }
}

/// The parameter file's name, as the command asks the reader to save it.
fn saved_as<'a>(named: &'a str, command: &Command) -> &'a str {
    let usual = command.notes.iter().any(|note| note.contains("parameter file as `params.json`"));
    if usual { "params.json" } else { named }
}

/// No word on Windows has a character that a shell could act on, whichever quotes it takes to be open.
fn assert_only_safe(calls: &[Vec<String>]) {
    for word in calls.iter().flatten() {
        let json = word.starts_with(['[', '{']);
        let path = word.starts_with("file://") && !word.ends_with('\\') && !word.starts_with("file://\\\\");
        let safe = |c: char| {
            c.is_alphanumeric()
                || " -._:/=,@+~#?()[]'".contains(c)
                || (json && "{}[]\"\\:,".contains(c))
                || (path && c == '\\')
        };
        assert!(word.chars().all(safe), "{word}");
    }
}
