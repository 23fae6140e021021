//! One command, the request that it should make, and the question to a real shell and the real AWS CLI's parser.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use cfn_explorer::command::{self, CommandOptions, Shell};
use cfn_explorer::eval::{self, Inputs, Stack};
use cfn_explorer::template::{self, LogicalId, Template};
use serde_json::{Value, json};

/// A template whose parameters are all set.
pub struct Subject {
    /// Its text.
    pub text: String,
    /// The template.
    pub template: Template,
    /// One deployment of it.
    pub stack: Stack,
    /// The values, none of them the default.
    pub inputs: Inputs,
}

/// A template with a parameter for each value, `P0` and so on.
pub fn subject<T: AsRef<str>>(values: &[T]) -> Subject {
    declared(values, "{Type: String, Default: unchanged}")
}

/// The same, and each value is a secret.
pub fn secret_subject<T: AsRef<str>>(values: &[T]) -> Subject {
    declared(values, "{Type: String, NoEcho: true}")
}

fn declared<T: AsRef<str>>(values: &[T], declaration: &str) -> Subject {
    let mut text = String::from("Parameters:\n  Untouched: {Type: String, Default: as it is}\n");
    let mut inputs = Inputs::default();
    for (i, value) in values.iter().enumerate() {
        text.push_str(&format!("  P{i}: {declaration}\n"));
        inputs.parameters.insert(LogicalId::new(format!("P{i}")), value.as_ref().to_owned());
    }
    text.push_str("Resources:\n  Topic: {Type: AWS::SNS::Topic}\nOutputs:\n  Address: {Value: !Ref Topic}\n");
    Subject::new(text, inputs).expect("the template is readable")
}

impl Subject {
    /// A template with values for some of its parameters, if it can be read.
    pub fn of(text: &str, values: &[(&str, &str)]) -> Option<Self> {
        let value = |(name, value): &(&str, &str)| (LogicalId::from(*name), (*value).to_owned());
        let inputs = Inputs { parameters: values.iter().map(value).collect(), ..Inputs::default() };
        Self::new(text.to_owned(), inputs)
    }

    fn new(text: String, inputs: Inputs) -> Option<Self> {
        let template = template::parse(&text).ok()?.value;
        let stack = eval::evaluate(&template, &inputs).value;
        Some(Self { text, template, stack, inputs })
    }

    /// The command to paste.
    pub fn command(&self, options: &CommandOptions) -> String {
        self.whole_command(options).text
    }

    /// The command, and what is said about it.
    pub fn whole_command(&self, options: &CommandOptions) -> command::Command {
        let command = command::command(&self.template, &self.stack, &self.inputs, options);
        assert_nothing_hidden(&command.text, options.shell);
        command
    }

    /// What AWS should be sent as parameters.
    pub fn sent(&self) -> Vec<Value> {
        let one = |(id, value): (&LogicalId, &String)| json!({ "ParameterKey": id.as_str(), "ParameterValue": value });
        self.inputs.parameters.iter().map(one).collect()
    }

    /// The request that makes or changes the stack.
    pub fn request(&self, operation: &str, options: &CommandOptions) -> Value {
        json!({ "operation": operation, "parameters": {
            "StackName": options.stack_name,
            "TemplateBody": self.text,
            "Parameters": self.sent(),
        }})
    }

    /// The question whether the command makes that request.
    pub fn case(&self, name: &str, shell: &'static str, options: &CommandOptions, want: Value) -> Case {
        Case {
            name: name.chars().take(60).collect(),
            shell,
            command: self.command(options),
            files: vec![(options.template_file.clone(), self.text.clone())],
            want,
            ..Case::default()
        }
    }
}

/// One command and the request that it should make.
#[derive(Default)]
pub struct Case {
    /// What to call it.
    pub name: String,
    /// `bash`, `dash`, `interactive`, or empty where `words` are given.
    pub shell: &'static str,
    /// What the reader pastes.
    pub command: String,
    /// The words of each call of `aws`, where no shell here can take the command apart.
    pub words: Option<Vec<Vec<String>>>,
    /// What the reader types when asked.
    pub stdin: String,
    /// Files beside it: names and texts.
    pub files: Vec<(String, String)>,
    /// The request, or a list of them, one a command; null for any, or none.
    pub want: Value,
    /// How often `aws` may be called, where `want` is null.
    pub calls: usize,
}

impl Case {
    /// Commands that are pasted one after the other, each with the request that it should make.
    pub fn batch(commands: Vec<(String, Value)>) -> Self {
        let (texts, wants): (Vec<_>, Vec<_>) = commands.into_iter().unzip();
        Self {
            name: "batch".into(),
            shell: "bash",
            command: texts.join("\n"),
            want: Value::Array(wants),
            ..Self::default()
        }
    }
}

/// The same in four processes at a time, for many cases.
pub fn check_many(cases: &[Case]) {
    std::thread::scope(|scope| {
        for part in cases.chunks(cases.len().div_ceil(4).max(1)) {
            scope.spawn(|| check(part));
        }
    });
}

/// Runs all cases in their shells and through the AWS CLI.
pub fn check(cases: &[Case]) {
    let programs = std::env::var_os("CFN_EXPLORER_PYTHON")
        .expect("no CFN_EXPLORER_PYTHON: run make test, or scripts/setup-python.sh");
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/commands/run.py");
    let mut child = Command::new(PathBuf::from(programs).join("python3"))
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the tests' Python starts");
    let lines: String = cases.iter().map(|case| format!("{}\n", question(case))).collect();
    let mut stdin = child.stdin.take().expect("its input is piped");
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("the tests' Python ends");
    writer.join().expect("the writer ends").expect("all cases are written");
    let text = String::from_utf8(output.stdout).expect("the answer is text");
    let summary = json!({ "cases": cases.len(), "wrong": 0 });
    let last = text.lines().last().and_then(|line| serde_json::from_str::<Value>(line).ok());
    assert!(last == Some(summary), "{}", text.lines().take(20).collect::<Vec<_>>().join("\n"));
}

fn question(case: &Case) -> Value {
    let files: serde_json::Map<_, _> =
        case.files.iter().map(|(name, text)| (name.clone(), json!(text))).collect();
    json!({
        "name": case.name, "shell": case.shell, "command": case.command, "words": case.words,
        "stdin": case.stdin, "files": files, "want": case.want, "calls": case.calls,
    })
}

/// No line break but the command's own, and nothing that a reader would not see.
fn assert_nothing_hidden(command: &str, shell: Shell) {
    // What a line may end with, and the next begin with: some statements have a line of their own.
    let (ends, begins): (&[char], &[&str]) = match shell {
        Shell::Bash => (&['\\'], &[]),
        Shell::PowerShell => (&['`', '{'], &["if ($LASTEXITCODE", "aws ", "$secret_", "}"]),
        Shell::Cmd => (&['^'], &[]),
    };
    for (i, c) in command.char_indices() {
        let begins_well = || begins.iter().any(|begin| command[i + 1..].starts_with(begin));
        let own_break = c == '\n' && (command[..i].ends_with(ends) || begins_well());
        let hidden =
            c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{a0}');
        assert!(own_break || !hidden, "{c:?} stands raw in {command:?}");
    }
}
