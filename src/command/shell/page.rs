//! The text of a command as it grows: what each part of it is, and why it is there.

use super::super::word::{CommandLine, Why, Word};
use super::super::{Part, Reason, Token};

/// The texts before a name or a value in the AWS CLI's shorthand for parameters.
const KEYS: [&str; 3] = ["ParameterKey=", "ParameterValue=", "UsePreviousValue="];

/// Text that grows.
#[derive(Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) parts: Vec<Part>,
    pub(super) reasons: Vec<Reason>,
}

impl Page {
    /// Adds what the shell does around the statements.
    pub(super) fn push(&mut self, text: &str) {
        self.part(Token::Program, text);
    }

    /// Adds what stands between two lines or statements: blanks, `&&`, and the sign that the line goes on.
    pub(super) fn between(&mut self, text: &str) {
        let sign = text.trim_end_matches(['\n', ' ']);
        match sign.strip_suffix(['\\', '`', '^']).filter(|_| text.contains('\n')) {
            Some(before) => {
                self.part(Token::Plain, before);
                self.part(Token::Continuation, &sign[before.len()..]);
                self.part(Token::Plain, &text[sign.len()..]);
            }
            None => self.part(Token::Plain, text),
        }
    }

    /// One statement: its lines joined by how the shell continues a line.
    pub(super) fn statement(
        &mut self,
        lines: &[CommandLine],
        continued: &str,
        quote: impl Fn(&Word) -> String,
    ) {
        let mut has_options = false;
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                self.between(continued);
            }
            for (j, word) in line.iter().enumerate() {
                if j > 0 {
                    self.between(" ");
                }
                let (start, first) = (self.text.len(), self.parts.len());
                let is_option = word.as_text().is_some_and(|text| text.starts_with("--"));
                has_options |= is_option;
                match (is_option, has_options) {
                    (true, _) => self.part(Token::Option, &quote(word)),
                    (false, false) => self.part(Token::Program, &quote(word)),
                    (false, true) => self.value(&quote(word)),
                }
                if let Some(why) = &word.why {
                    let (bytes, Why { text, chosen }) = (start..self.text.len(), why.clone());
                    let reason = Some(self.reasons.len());
                    self.parts.iter_mut().skip(first).for_each(|part| part.reason = reason);
                    self.reasons.push(Reason { part: bytes, why: text, chosen });
                }
            }
        }
    }

    /// A value: `ParameterKey=KeyName,ParameterValue=a` has names in it, unless it stands in quotes.
    fn value(&mut self, written: &str) {
        if written.contains(['\'', '"']) {
            return self.part(Token::Quoted, written);
        }
        let mut rest = written;
        while !rest.is_empty() {
            let key = KEYS.iter().find(|key| rest.starts_with(**key)).map_or("", |key| key);
            self.part(Token::Key, key);
            rest = &rest[key.len()..];
            let next = KEYS.iter().filter_map(|key| rest.find(key)).min().unwrap_or(rest.len());
            self.part(Token::Plain, &rest[..next]);
            rest = &rest[next..];
        }
    }

    fn part(&mut self, token: Token, text: &str) {
        if !text.is_empty() {
            let start = self.text.len();
            self.text.push_str(text);
            self.parts.push(Part { token, bytes: start..self.text.len(), reason: None });
        }
    }
}
