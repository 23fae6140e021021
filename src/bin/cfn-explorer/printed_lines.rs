//! What is printed for people: lines in which a template, an argument or the name of a file hides nothing and moves no cursor.

use std::io::{self, Write as _};

use cfn_explorer::hidden::visible;

/// PrintedLines of text. Every one of them went through [`PrintedLines::push`], so a terminal does with them nothing but show them.
#[derive(Debug, Clone, Default)]
pub struct PrintedLines(String);

impl PrintedLines {
    /// Adds a line; a line break in it is written out, as all that is hidden is.
    pub fn push(&mut self, line: &str) {
        self.0.push_str(&visible(line));
        self.0.push('\n');
    }

    /// `error: …`, the hint below it.
    pub fn remark(kind: &str, message: &str, hint: Option<&str>) -> Self {
        let mut lines = Self::default();
        lines.push(&format!("{kind}: {message}"));
        if let Some(hint) = hint {
            lines.hint(hint);
        }
        lines
    }

    /// Adds what to do about the line before.
    pub fn hint(&mut self, hint: &str) {
        self.push(&format!("  hint: {hint}"));
    }

    /// The lines, each with its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Says them beside the result; there is nobody to tell when that fails.
    pub fn say(&self) {
        let _ = io::stderr().write_all(self.0.as_bytes());
    }
}
