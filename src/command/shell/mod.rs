//! Words to text: how each shell quotes a word, continues a line and runs one thing after another.

mod bash;
mod cmd;
mod page;
mod powershell;
mod windows;

use super::word::Request;
use super::{CommandOptions, Part, Reason, Shell};
use crate::hidden::is_hidden;

use page::Page;

/// A text to paste.
pub(super) struct Written {
    pub(super) text: String,
    /// Its pieces.
    pub(super) parts: Vec<Part>,
    /// Why some of it is there.
    pub(super) reasons: Vec<Reason>,
}

/// The text to paste, which runs the requests one after the other.
pub(super) fn write(requests: &[&Request], options: &CommandOptions) -> Written {
    let mut page = Page::default();
    match options.shell {
        Shell::Bash => bash::write(&mut page, requests, options.one_line),
        Shell::PowerShell => powershell::write(&mut page, requests, options.one_line),
        Shell::Cmd => cmd::write(&mut page, requests, options.one_line),
    }
    let Page { text, parts, reasons } = page;
    Written { text, parts, reasons }
}

/// Returns what a shell would refuse about the secrets that a command asks for.
pub(super) fn secrets_problem(count: usize, shell: Shell) -> Option<String> {
    match shell {
        Shell::Bash | Shell::PowerShell => None,
        Shell::Cmd => cmd::too_many_secrets(count),
    }
}

/// Returns true if a shell hands a character on to a program as itself, and a reader sees it.
pub(super) fn passes(c: char, shell: Shell) -> bool {
    match shell {
        Shell::Bash => !is_hidden(c),
        Shell::PowerShell | Shell::Cmd => windows::passes(c),
    }
}
