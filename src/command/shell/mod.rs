//! Words to text: how each shell quotes a word and continues a line.

mod bash;
mod cmd;
mod powershell;

use super::Shell;
use super::request::Request;

/// The text to paste.
pub(super) fn write(request: &Request, shell: Shell) -> String {
    match shell {
        Shell::Bash => bash::write(request),
        Shell::PowerShell => powershell::write(request),
        Shell::Cmd => cmd::write(request),
    }
}

/// One line of text for each line of words, joined by how the shell continues a line.
fn joined(request: &Request, continued: &str, quote: impl Fn(&super::word::Word) -> String) -> String {
    let lines: Vec<String> =
        request.lines.iter().map(|line| line.iter().map(&quote).collect::<Vec<_>>().join(" ")).collect();
    lines.join(continued)
}
