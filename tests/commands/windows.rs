//! Models of what Windows makes of a command: cmd.exe, `aws.cmd`, and the split of a command line into arguments.
//!
//! Written from 'Parsing C command-line arguments' and the known phases of cmd.exe, for the forms that commands here
//! take. What a model does not know, it refuses.

use cfn_explorer::command::Shell;

use super::powershell::{PowerShell, powershell};

/// A Windows program's arguments, by the rules of Microsoft's C runtime; the program's name is the first.
pub fn arguments(line: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    let mut chars = line.chars().peekable();
    loop {
        while chars.next_if(|c| matches!(c, ' ' | '\t')).is_some() {}
        if chars.peek().is_none() {
            return arguments;
        }
        let mut argument = String::new();
        let mut quoted = false;
        let mut backslashes = 0;
        while let Some(c) = chars.next_if(|c| quoted || !matches!(c, ' ' | '\t')) {
            if c == '\\' {
                backslashes += 1;
                continue;
            }
            if c == '"' {
                argument.push_str(&"\\".repeat(backslashes / 2));
                if backslashes % 2 == 1 || (quoted && chars.next_if_eq(&'"').is_some()) {
                    argument.push('"');
                } else {
                    quoted = !quoted;
                }
            } else {
                argument.push_str(&"\\".repeat(backslashes));
                argument.push(c);
            }
            backslashes = 0;
        }
        argument.push_str(&"\\".repeat(backslashes));
        arguments.push(argument);
    }
}

/// The calls of `aws` that a pasted text makes, each as the arguments that it gets, in every way that Windows has: each
/// version of the shell, `aws.exe`, and `aws.cmd`, which the AWS CLI of pip is.
///
/// # Errors
/// When anything could happen but these calls.
pub fn calls(text: &str, shell: Shell, secrets: &[(&str, String)]) -> Result<Vec<Vec<Vec<String>>>, String> {
    let mut ways = Vec::new();
    match shell {
        Shell::Bash => return Err("no shell of Windows".into()),
        Shell::Cmd => {
            let lines = cmd(text, secrets)?;
            ways.push(lines.iter().map(|line| batch(line)).collect::<Result<Vec<_>, _>>()?);
            ways.push(lines);
        }
        Shell::PowerShell => {
            for lines in lines_of_powershell(text, secrets)? {
                // Windows starts a file of commands with cmd.exe, which reads the line before the file does.
                let through = lines.iter().map(|line| parsed(line).and_then(|lines| batch(&lines.join("&"))));
                ways.push(through.collect::<Result<Vec<_>, _>>()?);
                ways.push(lines);
            }
        }
    }
    let of_line = |line: &String| match arguments(line).split_first() {
        Some((program, rest)) if program == "aws" => Ok(rest.to_vec()),
        _ => Err(format!("a call of something else: {line}")),
    };
    ways.iter().map(|lines| lines.iter().map(of_line).collect()).collect()
}

/// The command lines that each version of PowerShell starts programs with.
///
/// # Errors
/// When anything could happen but calls of `aws`.
pub fn lines_of_powershell(text: &str, secrets: &[(&str, String)]) -> Result<Vec<Vec<String>>, String> {
    let versions = [PowerShell::Five, PowerShell::SevenLegacy, PowerShell::SevenStandard];
    versions.into_iter().map(|version| powershell(text, version, secrets)).collect()
}

/// The commands that an interactive cmd.exe runs for a pasted text, each as the line that the program gets.
fn cmd(text: &str, secrets: &[(&str, String)]) -> Result<Vec<String>, String> {
    if secrets.is_empty() {
        return parsed(text);
    }
    // The loop that reads secrets is taken as read. What it runs is shown before unless each of it says not to.
    let (begin, body) = text.split_once(") do ").ok_or("a loop that does nothing")?;
    let count = if secrets.len() == 1 { "1".to_owned() } else { format!("1-{}", secrets.len()) };
    if !begin.starts_with(&format!("for /f \"tokens={count}\" %a in (")) {
        return Err(format!("another loop: {begin}"));
    }
    let mut body = body.trim_start_matches(['^', '\n', ' ']).to_owned();
    for (letter, (_, value)) in ('a'..='z').zip(secrets) {
        body = body.replace(&format!("%{letter}"), value);
    }
    let unseen =
        |command: &String| command.strip_prefix('@').map(str::to_owned).ok_or("a command that is shown");
    Ok(parsed(&body)?.iter().map(unseen).collect::<Result<_, _>>()?)
}

/// One reading by cmd.exe, also under `/V:ON`.
fn parsed(text: &str) -> Result<Vec<String>, String> {
    // Any name may be that of a variable, and quotes do not matter.
    if let Some(sign) = text.chars().find(|c| matches!(c, '%' | '!')) {
        return Err(format!("{sign} begins a variable: {text}"));
    }
    let mut commands = vec![String::new()];
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        let command = commands.last_mut().ok_or("no command")?;
        match c {
            '\n' => return Err("a line ends inside a command".into()),
            '"' => {
                quoted = !quoted;
                command.push('"');
            }
            '^' if !quoted => match chars.next() {
                // The character after the line break loses its meaning.
                Some('\n') => command.extend(chars.next()),
                Some(c) => command.push(c),
                None => return Err("a caret at the end".into()),
            },
            '&' if !quoted && chars.next_if_eq(&'&').is_some() => commands.push(String::new()),
            '&' | '|' | '<' | '>' if !quoted => return Err(format!("{c} outside quotes: {text}")),
            _ => command.push(c),
        }
    }
    Ok(commands.iter().map(|command| command.trim().to_owned()).collect())
}

/// What the program gets from `aws.cmd`: its `%*` stands for the rest of the line, and is read once more.
fn batch(line: &str) -> Result<String, String> {
    match parsed(line)?.as_slice() {
        [one] => Ok(one.clone()),
        more => Err(format!("`aws.cmd` runs more than one command: {more:?}")),
    }
}

/// The examples of Microsoft's documentation.
pub const DOCUMENTED: &[(&str, &[&str])] = &[
    (r#""a b c" d e"#, &["a b c", "d", "e"]),
    (r#""ab\"c" "\\" d"#, &["ab\"c", "\\", "d"]),
    (r#"a\\\b d"e f"g h"#, &["a\\\\\\b", "de fg", "h"]),
    (r#"a\\\"b c d"#, &["a\\\"b", "c", "d"]),
    (r#"a\\\\"b c" d e"#, &["a\\\\b c", "d", "e"]),
];

#[test]
fn arguments_are_split_as_documented() {
    // The last is read otherwise by CommandLineToArgvW.
    for (line, expected) in DOCUMENTED.iter().chain(&[(r#"a"b"" c d"#, &["ab\" c d"][..])]) {
        assert_eq!(arguments(line), *expected, "{line}");
    }
}

#[test]
fn the_model_refuses_what_would_run() {
    for text in [
        "aws a & calc",
        "aws \"a\" | more",
        "aws %PATH%",
        "aws \"%PATH%\"",
        "aws \"!PATH!\"",
        "aws a%2Fb%CD%20",
        "aws a\ncalc",
        "aws ^\n\"a & calc\"",
        // Well the first time; `aws.cmd` runs it.
        "aws a^&calc",
        "aws \"a\\\" ^& calc\"",
    ] {
        assert!(calls(text, Shell::Cmd, &[]).is_err(), "{text}");
    }
    for text in [
        "aws 'a&calc'",
        "aws 'a|calc'",
        "aws 'a%PATH%'",
        "aws 'a\"&calc&\"'",
        "aws 'a!b!'",
        "aws 'x\\\" y&calc'",
    ] {
        assert!(calls(text, Shell::PowerShell, &[]).is_err(), "{text}");
    }
}
