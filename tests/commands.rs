//! Commands through a real bash and the real AWS CLI's parser: nothing differs from what was meant, nothing runs.
//!
//! Needs the tests' Python environment (`CFN_EXPLORER_PYTHON`, its folder of programs; `make test` sets it up);
//! without it there is nothing to ask, and the tests are ignored. `CFN_EXPLORER_VALUES` sets how many random values are tried.

#[path = "commands/harness.rs"]
mod harness;
#[path = "commands/hostile.rs"]
mod hostile;
#[path = "commands/powershell.rs"]
mod powershell;
#[path = "commands/values.rs"]
mod values;
#[path = "commands/windows.rs"]
mod windows;
#[path = "commands/wine/mod.rs"]
mod wine;

use cfn_explorer::command::{self, Action, CommandOptions, DEFAULT_STACK_NAME, Express, OnFailure, Shell};
use serde_json::{Value, json};

use harness::{Case, Subject, check, check_many, secret_subject, subject};
use values::{NASTY, random_values};

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn chosen_values_arrive_as_typed() {
    let mut cases = Vec::new();
    let options = CommandOptions::default();
    for value in NASTY {
        let subject = subject(&[value]);
        cases.push(subject.case(value, "bash", &options, subject.request("CreateStack", &options)));
    }
    check(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn random_values_arrive_as_typed() {
    let options = CommandOptions::default();
    let mut cases = Vec::new();
    // As many as CloudFormation takes in one template, so that a hundred thousand are 500 commands.
    for values in random_values(random_count(2_000)).collect::<Vec<_>>().chunks(199) {
        let subject = subject(values);
        cases.push(subject.case("random", "bash", &options, subject.request("CreateStack", &options)));
    }
    check(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn random_tags_arrive_as_typed() {
    let mut cases = Vec::new();
    let subject = subject(&["a"]);
    let values: Vec<_> = random_values(random_count(2_000)).collect();
    // As many as CloudFormation takes: keys and values by turns.
    for chunk in values.chunks(100) {
        let tags: Vec<_> = chunk
            .chunks(2)
            .enumerate()
            .map(|(i, pair)| (format!("{}{i}", pair[0]), pair.get(1).cloned().unwrap_or_default()))
            .collect();
        cases.push(tagged(&subject, "bash", tags));
    }
    check(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn random_stack_names_arrive_as_typed() {
    let subject = subject(&["a"]);
    let (mut cases, mut batch) = (Vec::new(), Vec::new());
    // One command a name: fewer, unless more are asked for.
    for (i, name) in random_values(random_count(500)).enumerate() {
        let name = if name.is_empty() { format!("n{i}") } else { name };
        // A stack's name is written alike in every command.
        let options = CommandOptions {
            action: Action::DeleteStack,
            stack_name: name.clone(),
            ..CommandOptions::default()
        };
        let want = json!({ "operation": "DeleteStack", "parameters": { "StackName": name } });
        batch.push((subject.command(&options), want));
        if batch.len() == 500 {
            cases.push(Case::batch(std::mem::take(&mut batch)));
        }
    }
    cases.extend((!batch.is_empty()).then(|| Case::batch(batch)));
    check_many(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn tags_and_names_survive_a_paste() {
    let subject = subject(&["a"]);
    let values: Vec<&str> = NASTY.iter().copied().filter(|value| !value.is_empty()).collect();
    let mut cases = Vec::new();
    for shell in ["bash", "interactive", "interactive-dash", "zsh", "interactive-zsh"] {
        for values in values.chunks(40) {
            let tags = values.iter().map(|value| (format!("k{value}"), (*value).to_owned())).collect();
            cases.push(tagged(&subject, shell, tags));
        }
    }
    for shell in ["interactive-dash", "zsh", "interactive", "interactive-zsh"] {
        let one = |value: &&str| {
            let options = CommandOptions { stack_name: (*value).into(), ..CommandOptions::default() };
            (subject.command(&options), subject.request("CreateStack", &options))
        };
        let mut case = Case::batch(values.iter().map(one).collect());
        case.shell = shell;
        case.files.push((CommandOptions::default().template_file, subject.text.clone()));
        cases.push(case);
    }
    check(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn values_survive_a_paste() {
    let mut cases = Vec::new();
    for one_line in [false, true] {
        let options = CommandOptions { one_line, ..CommandOptions::default() };
        for values in NASTY.chunks(6) {
            let subject = subject(values);
            for shell in ["interactive", "dash", "interactive-dash", "zsh", "interactive-zsh"] {
                cases.push(subject.case("pasted", shell, &options, subject.request("CreateStack", &options)));
            }
        }
    }
    check(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn deploy_updates_and_parameter_files_carry_values_as_typed() {
    let mut cases = Vec::new();
    for values in NASTY.chunks(6) {
        let subject = subject(values);
        let deploy = CommandOptions { action: Action::Deploy, ..CommandOptions::default() };
        cases.push(subject.case(
            "deploy",
            "bash",
            &deploy,
            as_deploy(subject.request("CreateChangeSet", &deploy)),
        ));

        let update = CommandOptions {
            action: Action::UpdateStack,
            use_previous_values: true,
            ..CommandOptions::default()
        };
        let mut want = subject.request("UpdateStack", &update);
        if let Some(parameters) = want["parameters"]["Parameters"].as_array_mut() {
            parameters.insert(0, json!({ "ParameterKey": "Untouched", "UsePreviousValue": true }));
        }
        cases.push(subject.case("update", "bash", &update, want));

        for action in [Action::CreateStack, Action::Deploy] {
            let options = CommandOptions {
                action,
                parameter_file: Some("the parameters.json".into()),
                ..CommandOptions::default()
            };
            let want = subject.request("CreateStack", &options);
            let want = if action == Action::Deploy { as_deploy(want) } else { want };
            let mut case = subject.case("file", "bash", &options, want);
            let file = command::parameter_file(&subject.template, &subject.inputs, &options);
            case.files.push(("the parameters.json".into(), file.expect("there is something to write")));
            cases.push(case);
        }
    }
    check(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn secrets_are_read_and_passed_on() {
    // What a reader can type at a prompt: one line, and something.
    let typed = |value: &&str| !value.is_empty() && !value.contains(|c: char| c.is_control());
    let values: Vec<&str> = NASTY.iter().copied().filter(typed).collect();
    let mut cases = Vec::new();
    for values in values.chunks(4) {
        let subject = secret_subject(values);
        for action in [Action::CreateStack, Action::Deploy] {
            let options = CommandOptions { action, ..CommandOptions::default() };
            let want = subject.request("CreateStack", &options);
            let want = if action == Action::Deploy { as_deploy(want) } else { want };
            let mut case = subject.case("secrets", "bash", &options, want);
            case.stdin = values.iter().map(|value| format!("{value}\n")).collect();
            cases.push(case);
        }
    }
    let one = secret_subject(&["it's \\ \"one\""]);
    let want = one.request("CreateStack", &CommandOptions::default());
    let case = one.case("zsh", "zsh", &CommandOptions::default(), want);
    cases.push(Case { stdin: "it's \\ \"one\"\n".into(), ..case });
    let subject = secret_subject(&["hunter2"]);
    assert!(!subject.command(&CommandOptions::default()).contains("hunter2"));
    // dash cannot read unseen: it stops before the command, and never sends an empty secret.
    cases.push(subject.case("dash", "dash", &CommandOptions::default(), Value::Null));
    check(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn stack_names_regions_and_profiles_run_nothing() {
    let mut cases = Vec::new();
    let mut pasted = String::new();
    let subject = subject(&["a"]);
    for value in NASTY {
        let options = CommandOptions { stack_name: (*value).into(), ..CommandOptions::default() };
        // The CLI itself refuses an empty name; any other has to arrive as it is.
        let want = if value.is_empty() { Value::Null } else { subject.request("CreateStack", &options) };
        cases.push(Case { calls: 1, ..subject.case(value, "bash", &options, want) });
        let options = CommandOptions {
            region: Some((*value).into()),
            profile: Some((*value).into()),
            role_arn: Some((*value).into()),
            notification_arns: vec![(*value).into()],
            change_set: (*value).into(),
            action: Action::CreateChangeSet,
            ..options
        };
        pasted.push_str(&subject.command(&options));
        pasted.push('\n');
    }
    for shell in ["bash", "dash", "zsh", "interactive", "interactive-dash", "interactive-zsh"] {
        let case = Case {
            shell,
            name: shell.into(),
            command: pasted.clone(),
            calls: NASTY.len(),
            ..Case::default()
        };
        cases.push(case);
    }
    check(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn file_names_are_read_as_they_are() {
    const NAMES: &[&str] = &[
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
    let mut cases = Vec::new();
    let subject = subject(&["a"]);
    for name in NAMES {
        for shell in ["bash", "interactive"] {
            for action in [Action::CreateStack, Action::Deploy] {
                let options =
                    CommandOptions { action, template_file: (*name).into(), ..CommandOptions::default() };
                let want = subject.request("CreateStack", &options);
                let want = if action == Action::Deploy { as_deploy(want) } else { want };
                cases.push(subject.case(name, shell, &options, want));
            }
        }
    }
    let options = CommandOptions { template_file: "$(touch pwned).yaml".into(), ..CommandOptions::default() };
    cases.push(Case { calls: 1, ..subject.case("substitution", "bash", &options, Value::Null) });
    check(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn windows_shells_pass_values_on_as_typed() {
    let mut cases = Vec::new();
    let random: Vec<String> = random_values(2_000).collect();
    let mut subjects: Vec<Subject> = NASTY.chunks(6).map(subject).collect();
    // What the command line of Windows has room for.
    subjects.extend(random.chunks(50).map(subject));
    for subject in &subjects {
        for (action, one_line) in [(Action::CreateStack, false), (Action::Deploy, true)] {
            for shell in [Shell::PowerShell, Shell::Cmd] {
                let options = CommandOptions { action, shell, one_line, ..CommandOptions::default() };
                let want = subject.request("CreateStack", &options);
                let want = if action == Action::Deploy { as_deploy(want) } else { want };
                on_windows(&mut cases, subject, &options, &want, &[]);
            }
        }
    }
    check(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn windows_shells_pass_secrets_and_tags_on_as_typed() {
    let mut cases = Vec::new();
    let typed: Vec<&str> = NASTY.iter().copied().filter(|value| !value.is_empty()).collect();
    for shell in [Shell::PowerShell, Shell::Cmd] {
        let options = CommandOptions { shell, ..CommandOptions::default() };
        for values in typed.chunks(5) {
            let subject = secret_subject(values);
            let escaped = |value: &&str| value.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            let names = ["secret_1", "secret_2", "secret_3", "secret_4", "secret_5"];
            let secrets: Vec<(&str, String)> = names.into_iter().zip(values.iter().map(escaped)).collect();
            on_windows(&mut cases, &subject, &options, &subject.request("CreateStack", &options), &secrets);
        }
        let tags: Vec<_> = typed.iter().map(|value| (format!("k{value}"), (*value).to_owned())).collect();
        let listed: Vec<Value> =
            tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
        let tagged = CommandOptions { tags, ..options };
        let subject = subject(&["a"]);
        let mut want = subject.request("CreateStack", &tagged);
        want["parameters"]["Tags"] = json!(listed);
        on_windows(&mut cases, &subject, &tagged, &want, &[]);
    }
    check(&cases);
}

#[test]
fn scripts_for_windows_stop_at_the_first_that_fails() {
    let subject = subject(&["it's", "a \"b\""]);
    for one_line in [false, true] {
        let options = CommandOptions { one_line, ..CommandOptions::default() };
        let script = |shell| {
            let options = CommandOptions { shell, ..options.clone() };
            command::script(&subject.template, &subject.stack, &subject.inputs, &options).text
        };
        for shell in [Shell::Cmd, Shell::PowerShell] {
            for calls in windows::calls(&script(shell), shell, &[]).expect("the shell takes it") {
                let verbs: Vec<_> = calls.iter().map(|words| words[1].as_str()).collect();
                assert_eq!(verbs, ["create-stack", "wait", "describe-stacks"]);
            }
        }
    }
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn every_action_makes_its_request() {
    let subject = subject(&["3"]);
    let stack = json!({ "StackName": DEFAULT_STACK_NAME });
    let failed = json!({ "StackName": DEFAULT_STACK_NAME, "Filters": { "FailedEvents": true } });
    let change_set = json!({ "StackName": DEFAULT_STACK_NAME, "ChangeSetName": "cfn-explorer" });
    let made = subject.request("CreateStack", &CommandOptions::default())["parameters"].clone();
    let mut deployed = made.clone();
    deployed["ChangeSetType"] = json!("CREATE");
    deployed["Capabilities"] = json!([]);
    deployed["Tags"] = json!([]);
    let mut set_made = made.clone();
    set_made["ChangeSetName"] = json!("cfn-explorer");
    set_made["ChangeSetType"] = json!("CREATE");
    let expected = [
        (Action::CreateStack, "CreateStack", made.clone()),
        (Action::UpdateStack, "UpdateStack", made),
        (Action::Deploy, "CreateChangeSet", deployed),
        (Action::CreateChangeSet, "CreateChangeSet", set_made),
        (Action::DescribeChangeSet, "DescribeChangeSet", change_set.clone()),
        (Action::ExecuteChangeSet, "ExecuteChangeSet", change_set.clone()),
        (Action::DeleteStack, "DeleteStack", stack.clone()),
        (Action::ValidateTemplate, "ValidateTemplate", json!({ "TemplateBody": subject.text })),
        (Action::WaitForCreate, "DescribeStacks", stack.clone()),
        (Action::WaitForUpdate, "DescribeStacks", stack.clone()),
        (Action::WaitForDelete, "DescribeStacks", stack.clone()),
        (Action::WaitForChangeSet, "DescribeChangeSet", change_set),
        (Action::Outputs, "DescribeStacks", stack.clone()),
        (Action::AllOutputs, "DescribeStacks", stack),
        (Action::FailedEvents, "DescribeEvents", failed),
    ];
    assert_eq!(expected.len(), Action::ALL.len());
    let mut cases = Vec::new();
    for (action, operation, parameters) in expected {
        for one_line in [false, true] {
            let options = CommandOptions { action, one_line, ..CommandOptions::default() };
            let want = json!({ "operation": operation, "parameters": parameters });
            cases.push(subject.case(operation, "interactive", &options, want));
        }
    }
    check(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn stack_options_arrive_as_given() {
    let subject = subject(&["3"]);
    let role = "arn:aws:iam::123456789012:role/deployer";
    let topic = "arn:aws:sns:us-east-1:123456789012:news";
    let plain = [("Team".to_owned(), "web".to_owned()), ("Cost/Centre".to_owned(), "4711".to_owned())];
    let values = NASTY.iter().filter(|value| !value.is_empty());
    let nasty: Vec<_> = values.map(|value| (format!("k{value}"), (*value).to_owned())).collect();
    let mut cases = Vec::new();
    for tags in [&plain[..], &nasty] {
        let options = CommandOptions {
            tags: tags.to_vec(),
            on_failure: Some(OnFailure::DoNothing),
            termination_protection: true,
            role_arn: Some(role.into()),
            notification_arns: vec![topic.into(), topic.into()],
            timeout_minutes: Some(30),
            ..CommandOptions::default()
        };
        let mut want = subject.request("CreateStack", &options);
        let listed: Vec<Value> =
            tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
        for (key, value) in [
            ("Tags", json!(listed)),
            ("OnFailure", json!("DO_NOTHING")),
            ("TimeoutInMinutes", json!(30)),
            ("EnableTerminationProtection", json!(true)),
            ("RoleARN", json!(role)),
            ("NotificationARNs", json!([topic, topic])),
        ] {
            want["parameters"][key] = value;
        }
        cases.push(subject.case("options", "bash", &options, want));
    }
    check(&cases);
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn ways_to_deploy_arrive_as_given() {
    let subject = subject(&["3"]);
    let mut cases = Vec::new();
    for (action, operation) in [
        (Action::CreateStack, "CreateStack"),
        (Action::UpdateStack, "UpdateStack"),
        (Action::CreateChangeSet, "CreateChangeSet"),
        (Action::DeleteStack, "DeleteStack"),
    ] {
        for (express, config) in [
            (Express::Keep, json!({ "Mode": "EXPRESS" })),
            (Express::RollBack, json!({ "Mode": "EXPRESS", "DisableRollback": false })),
        ] {
            for shell in [Shell::Bash, Shell::PowerShell, Shell::Cmd] {
                let options = CommandOptions {
                    action,
                    shell,
                    express: Some(express),
                    disable_validation: true,
                    change_set_makes_stack: false,
                    revert_drift: true,
                    ..CommandOptions::default()
                };
                let mut want = subject.request(operation, &options);
                let parameters = &mut want["parameters"];
                if action == Action::DeleteStack {
                    *parameters = json!({
                        "StackName": options.stack_name, "DeploymentConfig": { "Mode": "EXPRESS" },
                    });
                } else {
                    parameters["DeploymentConfig"] = config.clone();
                    parameters["DisableValidation"] = json!(true);
                }
                if action == Action::CreateChangeSet {
                    parameters["ChangeSetName"] = json!(options.change_set);
                    parameters["ChangeSetType"] = json!("UPDATE");
                    parameters["DeploymentMode"] = json!("REVERT_DRIFT");
                }
                if shell == Shell::Bash {
                    cases.push(subject.case(operation, "interactive", &options, want));
                } else {
                    on_windows(&mut cases, &subject, &options, &want, &[]);
                }
            }
        }
    }
    check(&cases);
}

/// How many random values are tried.
fn random_count(usual: usize) -> usize {
    std::env::var("CFN_EXPLORER_VALUES").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

/// The question whether a stack gets these tags.
fn tagged(subject: &Subject, shell: &'static str, tags: Vec<(String, String)>) -> Case {
    let listed: Vec<Value> = tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
    let options = CommandOptions { tags, ..CommandOptions::default() };
    let mut want = subject.request("CreateStack", &options);
    want["parameters"]["Tags"] = json!(listed);
    subject.case("tags", shell, &options, want)
}

/// The question whether a command for Windows makes a request.
fn on_windows(
    cases: &mut Vec<Case>,
    subject: &Subject,
    options: &CommandOptions,
    want: &Value,
    secrets: &[(&str, String)],
) {
    let text = subject.command(options);
    let words = Some(calls_on_windows(&text, options.shell, secrets));
    let case = subject.case("windows", "", options, want.clone());
    cases.push(Case { words, ..case });
}

/// The words of each call that a command for Windows makes, in every version of its shell.
fn calls_on_windows(text: &str, shell: Shell, secrets: &[(&str, String)]) -> Vec<Vec<String>> {
    let mut ways = windows::calls(text, shell, secrets).unwrap_or_else(|refusal| panic!("{refusal}\n{text}"));
    ways.dedup();
    assert_eq!(ways.len(), 1, "the ways through Windows end differently: {ways:#?}\n{text}");
    ways.remove(0)
}

/// What `deploy` makes of a request: it is a client of change sets, and always sends these.
fn as_deploy(mut want: Value) -> Value {
    want["operation"] = json!("CreateChangeSet");
    for (key, value) in [("ChangeSetType", json!("CREATE")), ("Capabilities", json!([])), ("Tags", json!([]))]
    {
        want["parameters"][key] = value;
    }
    want
}
