//! Words to text: how each shell quotes a word, continues a line and runs one thing after another.

mod bash;
mod cmd;
mod powershell;
mod windows;

use super::request::Request;
use super::word::{Line, Why, Word};
use super::{CommandOptions, Reason, Shell};
use crate::hidden::is_hidden;

/// The text to paste, which runs the requests one after the other, and why its parts are there.
pub(super) fn write(requests: &[Request], options: &CommandOptions) -> (String, Vec<Reason>) {
    let mut page = Page::default();
    match options.shell {
        Shell::Bash => bash::write(&mut page, requests, options.one_line),
        Shell::PowerShell => powershell::write(&mut page, requests, options.one_line),
        Shell::Cmd => cmd::write(&mut page, requests, options.one_line),
    }
    (page.text, page.reasons)
}

/// What a shell would refuse about the secrets that a command asks for.
pub(super) fn secrets_problem(count: usize, shell: Shell) -> Option<String> {
    match shell {
        Shell::Bash | Shell::PowerShell => None,
        Shell::Cmd => cmd::too_many_secrets(count),
    }
}

/// Whether a shell hands a character on to a program as itself, and a reader sees it.
pub(super) fn passes(c: char, shell: Shell) -> bool {
    match shell {
        Shell::Bash => !is_hidden(c),
        Shell::PowerShell | Shell::Cmd => windows::passes(c),
    }
}

/// Text that grows, and remembers why its words are there.
#[derive(Default)]
struct Page {
    text: String,
    reasons: Vec<Reason>,
}

impl Page {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// One statement: its lines joined by how the shell continues a line.
    fn statement(&mut self, lines: &[Line], continued: &str, quote: impl Fn(&Word) -> String) {
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                self.push(continued);
            }
            for (j, word) in line.iter().enumerate() {
                if j > 0 {
                    self.push(" ");
                }
                let start = self.text.len();
                self.push(&quote(word));
                if let Some(why) = &word.why {
                    let (part, Why { text, chosen }) = (start..self.text.len(), why.clone());
                    self.reasons.push(Reason { part, why: text, chosen });
                }
            }
        }
    }
}
