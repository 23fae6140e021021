//! Questions to Wine, and answers held to what the models say.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// What `aws` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aws {
    /// A program, as of the AWS CLI's installer.
    Exe,
    /// A file of commands, as pip installs it.
    Cmd,
}

/// A console that commands are pasted into.
pub struct Session {
    pub aws: Aws,
    /// Whether it is `cmd /V:ON`.
    pub delayed: bool,
    /// What is pasted, one after the other.
    pub texts: Vec<String>,
    /// What is typed at the prompts for secrets, in order.
    pub typed: Vec<(String, String)>,
    /// The arguments of each call of `aws` that should be made.
    pub want: Vec<Vec<String>>,
}

/// What was called in a console.
pub struct Answer {
    /// The arguments of each call of `aws`, or a call of something else by its name and arguments.
    pub calls: Vec<Vec<String>>,
    /// Those of the same that `CommandLineToArgvW` splits otherwise than the C runtimes, as it splits them.
    pub split_otherwise: Vec<Vec<String>>,
    /// Files that there were in the end.
    pub appeared: Vec<String>,
    /// What the console showed last.
    pub screen: String,
}

/// Answers to questions as run.py describes them.
pub fn ask(questions: &[Value]) -> Vec<Value> {
    let folder = std::env::var_os("CFN_EXPLORER_WINE")
        .expect("no CFN_EXPLORER_WINE: run make test, or scripts/setup-wine.sh");
    let programs = std::env::var_os("CFN_EXPLORER_PYTHON")
        .expect("no CFN_EXPLORER_PYTHON: run make test, or scripts/setup-python.sh");
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/commands/wine/run.py");
    let mut child = Command::new(PathBuf::from(programs).join("python3"))
        .arg(script)
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the tests' Python starts");
    let lines: String = questions.iter().map(|question| format!("{question}\n")).collect();
    let mut stdin = child.stdin.take().expect("its input is piped");
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("the tests' Python ends");
    writer.join().expect("the writer ends").expect("all questions are written");
    let text = String::from_utf8(output.stdout).expect("the answer is text");
    let answers: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert_eq!(answers.len(), questions.len(), "some questions have no answer");
    answers
}

/// What is called in consoles.
pub fn run(sessions: &[Session]) -> Vec<Answer> {
    let question = |session: &Session| {
        let flags: &[&str] = if session.delayed { &["/V:ON"] } else { &[] };
        json!({ "paste": session.texts, "flags": flags, "aws": name(session.aws), "typed": session.typed })
    };
    let questions: Vec<_> = sessions.iter().map(question).collect();
    read(&ask(&questions))
}

/// Returns the answer, or that of another try where it is not whole: on a busy machine Wine loses the start of a program now and
/// then. What does not arrive is missing each time.
pub fn whole(session: &Session, mut answer: Answer, is_whole: impl Fn(&Answer) -> bool) -> Answer {
    const TRIES: usize = 3;
    for _ in 0..TRIES {
        if is_whole(&answer) {
            break;
        }
        answer = run(std::slice::from_ref(session)).pop().unwrap_or(answer);
    }
    answer
}

/// Holds what is called in consoles to what the models say.
pub fn check(sessions: &[Session]) {
    let answers = run(sessions);
    for (session, answer) in sessions.iter().zip(answers) {
        let arrived = |answer: &Answer| answer.calls.iter().filter(|call| call[0] != "powershell").count();
        let answer = whole(session, answer, |answer| arrived(answer) >= session.want.len());
        let (secrets, calls): (Vec<_>, Vec<_>) =
            answer.calls.into_iter().partition(|call| call[0] == "powershell");
        for call in &secrets {
            let [_, _, _, script] = call.as_slice() else { panic!("{call:?}") };
            let whole = format!("-Command \"{script}\"");
            assert!(session.texts.iter().any(|text| text.contains(&whole)), "{script}");
            // It is no escape within quotes, and nothing to PowerShell.
            assert!(!script.contains('^'), "{script}");
        }
        assert!(session.texts.iter().all(|text| !text.contains("\"\"")), "{:?}", session.texts);
        let about = format!("{:?}, /V:ON {}\n{}", session.aws, session.delayed, answer.screen);
        assert_eq!(answer.split_otherwise, [[""; 0]; 0], "{about}");
        assert_eq!(answer.appeared, [""; 0], "something ran: {about}");
        same(&calls, &session.want, &about);
    }
}

/// Command lines that a shell other than cmd.exe starts for a text, and the arguments of the calls that these should be.
pub type Started = (Vec<String>, Vec<Vec<String>>);

/// Texts whose command lines are started by one question, so that none takes long.
const STARTED_TOGETHER: usize = 30;

/// Holds what such shells start, each by one way to have `aws`, to what Wine makes of it.
pub fn check_launched(ways: &[(Aws, &[Started])]) {
    let parts = ways.iter().flat_map(|(aws, all)| all.chunks(STARTED_TOGETHER).map(|part| (*aws, part)));
    let parts: Vec<(Aws, &[Started])> = parts.collect();
    let question = |(aws, started): &(Aws, &[Started])| {
        let lines: Vec<&String> = started.iter().flat_map(|(lines, _)| lines).collect();
        json!({ "launch": lines, "aws": name(*aws) })
    };
    let answers = ask(&parts.iter().map(question).collect::<Vec<_>>());
    for ((_, started), answer) in parts.iter().zip(read(&answers)) {
        let want: Vec<Vec<String>> = started.iter().flat_map(|(_, want)| want.clone()).collect();
        assert_eq!(answer.split_otherwise, [[""; 0]; 0]);
        assert_eq!(answer.appeared, [""; 0], "something ran");
        same(&answer.calls, &want, &answer.screen);
    }
}

/// Holds command lines and their arguments to what `CommandLineToArgvW` makes of them.
pub fn check_split(lines: &[String], want: &[Vec<String>]) {
    let answers = ask(&[json!({ "split": lines })]);
    let split = answers[0].as_array().cloned().unwrap_or_default();
    for ((line, want), got) in lines.iter().zip(want).zip(&split) {
        assert_eq!(*got, json!(want), "{line}");
    }
    assert_eq!(split.len(), lines.len());
}

fn name(aws: Aws) -> &'static str {
    match aws {
        Aws::Exe => "exe",
        Aws::Cmd => "cmd",
    }
}

/// The calls, about whose arguments both C runtimes agree.
fn read(answers: &[Value]) -> Vec<Answer> {
    let texts = |list: &Value| -> Vec<String> {
        list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let calls = |answer: &Value| answer["calls"].as_array().cloned().unwrap_or_default();
    let lines: Vec<Value> = answers.iter().flat_map(calls).map(|call| call["line"].clone()).collect();
    let split = ask(&[json!({ "split": lines })]);
    let mut split = split.first().and_then(Value::as_array).into_iter().flatten().map(texts);
    let mut read = Vec::new();
    for answer in answers {
        let mut answered = Answer {
            calls: Vec::new(),
            split_otherwise: Vec::new(),
            appeared: texts(&answer["appeared"]),
            screen: answer["screen"].as_str().unwrap_or_default().to_owned(),
        };
        assert_eq!(answer["ended"], true, "something waits for more: {}", answered.screen);
        for call in calls(answer) {
            let arguments = texts(&call["ucrt"]);
            assert_eq!(texts(&call["msvcrt"]), arguments, "two C runtimes: {}", call["line"]);
            let otherwise = split.next().unwrap_or_else(|| panic!("not split: {}", call["line"]));
            // The first is the program itself, which has rules of its own.
            if otherwise[1..] != arguments[1..] {
                answered.split_otherwise.push(otherwise[1..].to_vec());
            }
            answered.calls.push(match call["program"].as_str() {
                Some("aws") => arguments[1..].to_vec(),
                // `python -x aws.cmd` and what came after that.
                Some("python") => arguments[3..].to_vec(),
                other => [&[other.unwrap_or_default().to_owned()], &arguments[1..]].concat(),
            });
        }
        read.push(answered);
    }
    read
}

fn same(calls: &[Vec<String>], want: &[Vec<String>], about: &str) {
    for (call, wanted) in calls.iter().zip(want) {
        assert_eq!(call, wanted, "{about}");
    }
    assert_eq!(calls.len(), want.len(), "{about}");
}
