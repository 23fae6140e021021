//! Commands for Windows through Wine, another implementation of cmd.exe and of how a program splits its command line: the
//! calls are those of the models, also by way of the AWS CLI's own `aws.cmd` and under `/V:ON`.
//!
//! Needs Wine (`CFN_EXPLORER_WINE`, the folder that scripts/setup-wine.sh makes) and the tests' Python; without them there is
//! nothing to ask, and the tests are ignored. `make test` asks about a part of all values, actions and options, `make test-wine`
//! (`CFN_EXPLORER_WINE_ALL`) about all of them.

mod ask;
mod differences;

use cfn_explorer::command::{self, Action, CommandOptions, Shell};

use super::harness::{Subject, secret_subject, subject};
use super::hostile::{Form, hostile_values, options, takes_template};
use super::values::{NASTY, random_values};
use super::{calls_on_windows, windows};
use ask::{Aws, Session, ask, check};

/// Commands that are pasted one after the other into one console.
const PASTED_TOGETHER: usize = 40;

#[test]
#[cfg_attr(
    not(all(has_wine, has_python)),
    ignore = "needs Wine and the Python tools: scripts/setup-wine.sh, and CFN_EXPLORER_WINE names its folder"
)]
fn cmd_in_wine_runs_what_the_model_says() {
    let forms = [Form::File, Form::Bucket, Form::UrlAndParameterFile];
    let combinations: Vec<_> = forms
        .into_iter()
        .flat_map(|form| Action::ALL.map(|(_, action)| (form, action)))
        .filter(|(form, action)| *form == Form::File || takes_template(*action))
        .collect();
    // Of each value a few, and never the same: so each combination meets many values.
    let some = if all() { combinations.len() } else { 2 };
    let mut commands = Vec::new();
    for (i, value) in hostile_values().enumerate() {
        let subject = subject(&[value.as_str(), value.as_str()]);
        for (form, action) in combinations.iter().cycle().skip(i * some).take(some) {
            let one_line = commands.len() % 2 == 0;
            let options = CommandOptions { one_line, ..options(&value, *action, Shell::Cmd, *form) };
            commands.push(subject.command(&options));
        }
    }
    check(&by_every_way(&commands, all()));
}

#[test]
#[cfg_attr(
    not(all(has_wine, has_python)),
    ignore = "needs Wine and the Python tools: scripts/setup-wine.sh, and CFN_EXPLORER_WINE names its folder"
)]
fn cmd_in_wine_passes_parameters_and_names_on() {
    let mut commands = Vec::new();
    let random: Vec<String> = random_values(400).collect();
    let chosen = NASTY.chunks(6).map(subject);
    let subjects: Vec<Subject> = chosen.chain(random.chunks(50).map(subject)).collect();
    for (i, subject) in subjects.iter().enumerate() {
        let action = if i % 2 == 0 { Action::CreateStack } else { Action::Deploy };
        let options =
            CommandOptions { action, shell: Shell::Cmd, one_line: i % 4 < 2, ..CommandOptions::default() };
        commands.push(subject.command(&options));
        commands.push(command::script(&subject.template, &subject.stack, &subject.inputs, &options).text);
    }
    check(&by_every_way(&commands, false));
}

#[test]
#[cfg_attr(
    not(all(has_wine, has_python)),
    ignore = "needs Wine and the Python tools: scripts/setup-wine.sh, and CFN_EXPLORER_WINE names its folder"
)]
fn secrets_reach_aws_through_cmd_in_wine() {
    let mut sessions = Vec::new();
    // What can be typed at a prompt: one line, and something.
    let typed = |value: &&str| !value.is_empty() && !value.contains(|c: char| c.is_control());
    let typed: Vec<&str> = NASTY.iter().copied().filter(typed).collect();
    for (i, values) in typed.chunks(4).enumerate() {
        let subject = secret_subject(values);
        let options = CommandOptions { shell: Shell::Cmd, one_line: i % 2 == 0, ..CommandOptions::default() };
        let command = subject.command(&options);
        let script = command::script(&subject.template, &subject.stack, &subject.inputs, &options).text;
        let escaped = |value: &&str| value.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        let names = ["secret_1", "secret_2", "secret_3", "secret_4"];
        let secrets: Vec<(&str, String)> = names.into_iter().zip(values.iter().map(escaped)).collect();
        let text = if i % 3 == 0 { script } else { command };
        let want = calls_on_windows(&text, Shell::Cmd, &secrets);
        let typed = values.iter().enumerate().map(|(i, value)| (format!("P{i}"), (*value).to_owned()));
        let aws = if i % 2 == 0 { Aws::Exe } else { Aws::Cmd };
        sessions.push(Session { aws, delayed: i % 5 == 0, texts: vec![text], typed: typed.collect(), want });
    }
    check(&sessions);
}

#[test]
#[cfg_attr(
    not(all(has_wine, has_python)),
    ignore = "needs Wine and the Python tools: scripts/setup-wine.sh, and CFN_EXPLORER_WINE names its folder"
)]
fn without_its_secret_nothing_runs_in_wine() {
    let options = CommandOptions { shell: Shell::Cmd, ..CommandOptions::default() };
    let text = secret_subject(&["a", "b"]).command(&options);
    let answered = |answers: [&str; 2]| Session {
        aws: Aws::Exe,
        delayed: false,
        texts: vec![text.clone()],
        typed: answers.iter().enumerate().map(|(i, text)| (format!("P{i}"), (*text).to_owned())).collect(),
        want: Vec::new(),
    };
    check(&[answered(["", "x"]), answered(["x", ""]), answered(["", ""])]);
}

#[test]
#[cfg_attr(
    not(all(has_wine, has_python)),
    ignore = "needs Wine and the Python tools: scripts/setup-wine.sh, and CFN_EXPLORER_WINE names its folder"
)]
fn what_powershell_starts_is_split_in_wine_as_the_model_says() {
    let mut started = Vec::new();
    let values: Vec<String> = hostile_values().collect();
    for (i, value) in values.iter().enumerate() {
        let subject = subject(&[value.as_str(), value.as_str()]);
        let (_, action) = Action::ALL[i % Action::ALL.len()];
        let options = options(value, action, Shell::PowerShell, Form::File);
        let text = subject.command(&options);
        let mut by_version = windows::lines_of_powershell(&text, &[]).expect("the model takes it");
        by_version.dedup();
        for lines in by_version {
            started.push((lines, calls_on_windows(&text, Shell::PowerShell, &[])));
        }
    }
    if all() {
        ask::check_launched(&[(Aws::Exe, &started), (Aws::Cmd, &started)]);
    } else {
        // A file of commands takes five times as long to start.
        let (few, rest) = started.split_at(started.len() / 3);
        ask::check_launched(&[(Aws::Exe, rest), (Aws::Cmd, few)]);
    }
}

#[test]
#[cfg_attr(
    not(all(has_wine, has_python)),
    ignore = "needs Wine and the Python tools: scripts/setup-wine.sh, and CFN_EXPLORER_WINE names its folder"
)]
fn command_lines_are_split_in_wine_as_the_model_says() {
    let mut lines: Vec<String> = windows::DOCUMENTED.iter().map(|(line, _)| format!("aws {line}")).collect();
    let parts = [" ", "\t", "\"", "\\", "\\\"", "a", "é", "'"];
    let mut next = numbers();
    for _ in 0..5_000 {
        let length = 1 + next() % 14;
        let line: String = (0..length).map(|_| parts[next() % parts.len()]).collect();
        // A blank at the end is no argument; two quotes in a string are read in two ways, see the differences.
        if !line.contains("\"\"") {
            lines.push(format!("aws {}", line.trim_end()));
        }
    }
    let want: Vec<Vec<String>> = lines.iter().map(|line| windows::arguments(line)).collect();
    ask::check_split(&lines, &want);
    let (lines, want) = (lines.into_iter().take(150), want.into_iter().take(150));
    let started: Vec<_> =
        lines.zip(want).map(|(line, words)| (vec![line], vec![words[1..].to_vec()])).collect();
    ask::check_launched(&[(Aws::Exe, &started)]);
}

#[test]
#[cfg_attr(
    not(all(has_wine, has_python)),
    ignore = "needs Wine and the Python tools: scripts/setup-wine.sh, and CFN_EXPLORER_WINE names its folder"
)]
fn the_longest_command_fits_where_aws_is_a_file_of_commands() {
    let command = |length: usize| {
        let subject = subject(&["a,".repeat(length)]);
        subject.whole_command(&CommandOptions { shell: Shell::Cmd, ..CommandOptions::default() })
    };
    // Each comma is six characters in JSON for Windows.
    let longest = (0..1_300).rev().map(command).find(|command| command.problems.is_empty());
    let text = longest.expect("a short one has no problems").text;
    assert!(text.len() > 7_000, "{}", text.len());
    check(&by_every_way(&[text], true));
}

#[test]
#[cfg_attr(
    not(all(has_wine, has_python)),
    ignore = "needs Wine and the Python tools: scripts/setup-wine.sh, and CFN_EXPLORER_WINE names its folder"
)]
fn what_passes_becomes_nothing_else_in_a_code_page() {
    let answers = ask(&[serde_json::json!({ "fold": true })]);
    let becomes = |pair: &serde_json::Value| {
        let character = |at: usize| pair[at].as_u64().and_then(|code| u32::try_from(code).ok());
        Some((character(0).and_then(char::from_u32)?, character(1).and_then(char::from_u32)?))
    };
    let pairs: Vec<(char, char)> = answers[0].as_array().into_iter().flatten().filter_map(becomes).collect();
    assert!(pairs.len() > 5_000, "{}", pairs.len());
    let subject = subject(&["a"]);
    for (c, other) in pairs {
        if other.is_ascii_alphanumeric() || other == '_' {
            continue;
        }
        let profile = Some(format!("a{c}b"));
        for shell in [Shell::Cmd, Shell::PowerShell] {
            let options = CommandOptions { profile: profile.clone(), shell, ..CommandOptions::default() };
            assert!(!subject.command(&options).contains(c), "{c:?} becomes {other:?} in a code page");
        }
    }
}

/// Each command by one way through Windows, by turns, or by every way: `aws.exe` or `aws.cmd`, with `/V:ON` or without.
fn by_every_way(commands: &[String], every: bool) -> Vec<Session> {
    let ways = [(Aws::Exe, false), (Aws::Cmd, true), (Aws::Exe, true), (Aws::Cmd, false)];
    let mut sessions = Vec::new();
    for (i, (aws, delayed)) in ways.into_iter().enumerate() {
        let mine = |at: usize| every && commands.len() == 1 || at % ways.len() == i;
        let texts: Vec<&String> =
            commands.iter().enumerate().filter(|(at, _)| mine(*at)).map(|(_, text)| text).collect();
        for texts in texts.chunks(PASTED_TOGETHER) {
            let want = texts.iter().flat_map(|text| calls_on_windows(text, Shell::Cmd, &[])).collect();
            let texts = texts.iter().map(|text| (*text).clone()).collect();
            sessions.push(Session { aws, delayed, texts, typed: Vec::new(), want });
        }
    }
    sessions
}

/// Whether to ask about all of what there is to ask.
fn all() -> bool {
    std::env::var_os("CFN_EXPLORER_WINE_ALL").is_some()
}

/// The same numbers on every run.
fn numbers() -> impl FnMut() -> usize {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or_default()
    }
}
