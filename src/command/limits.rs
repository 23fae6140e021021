//! What CloudFormation and shells refuse because it is too large.

use super::Shell;
use crate::eval::{Existence, Stack};
use crate::template::Template;

/// A template that a request can carry; a larger one has to be in a bucket.
pub(super) const BODY_BYTES: usize = 51_200;
/// A template that CloudFormation takes at all.
const TEMPLATE_BYTES: usize = 1_048_576;
const PARAMETERS: usize = 200;
const RESOURCES: usize = 500;
const OUTPUTS: usize = 200;

/// Returns what CloudFormation would refuse about a deployment, a sentence each. That a value is too long is known from its
/// evaluation.
pub(super) fn of_deployment(template: &Template, stack: &Stack, template_bytes: usize) -> Vec<String> {
    let mut problems = Vec::new();
    if template_bytes > TEMPLATE_BYTES {
        problems.push(format!(
            "CloudFormation takes templates of at most 1 MB; this one has {template_bytes} bytes. Split it into nested stacks."
        ));
    }
    let resources = stack.resources.values().filter(|resource| resource.exists != Existence::No).count();
    for (count, most, what) in [
        (template.parameters.len(), PARAMETERS, "parameters"),
        (resources, RESOURCES, "resources"),
        (template.outputs.len(), OUTPUTS, "outputs"),
    ] {
        if count > most {
            problems.push(format!("A template has at most {most} {what}; this one has {count}."));
        }
    }
    problems
}

/// The room that cmd.exe has where `aws` is a file of commands, as pip installs it: of the 8,191 characters of its line
/// two paths are taken, that of Python and that of the file, of 260 at most.
const BATCH_LINE: usize = 7_600;

/// Returns what a shell would refuse about a command's text.
pub(super) fn of_text(text: &str, shell: Shell) -> Option<String> {
    // Linux takes 128 KiB for one argument, Windows 32,767 characters for all.
    let (most, what) = match shell {
        Shell::Bash => (131_000, "one argument"),
        Shell::PowerShell => (32_000, "a command"),
        Shell::Cmd => (BATCH_LINE, "a command"),
    };
    let longest = length(text, shell);
    (longest > most).then(|| {
        format!("{what} has at most {most} characters here; this has {longest}. Use a parameter file.")
    })
}

/// Returns what a reader should know about a command's length. PowerShell starts a file of commands with cmd.exe.
pub(super) fn remark(text: &str, shell: Shell) -> Option<String> {
    let long = shell == Shell::PowerShell && length(text, shell) > BATCH_LINE;
    long.then(|| {
        format!(
            "The AWS CLI that pip installs takes at most {BATCH_LINE} characters here; this has {}. AWS's own installer has no such limit; else use a parameter file.",
            length(text, shell)
        )
    })
}

/// Returns how long a text is to a shell: Linux counts the bytes of an argument, Windows the UTF-16 of a command, which in cmd.exe
/// ends with the line that no caret continues.
fn length(text: &str, shell: Shell) -> usize {
    let utf16 = |text: &str| text.encode_utf16().count();
    match shell {
        Shell::Bash => text.lines().map(str::len).max().unwrap_or_default(),
        Shell::PowerShell => utf16(text),
        Shell::Cmd => text.replace("^\n", "").lines().map(utf16).max().unwrap_or_default(),
    }
}
