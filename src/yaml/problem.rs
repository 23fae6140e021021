//! Why a text cannot be read, in words.

use std::cell::RefCell;

use crate::diagnostic::{Diagnostic, Path, Position};

use super::line_starts::LineStarts;
use super::source::Source;

/// The readers' limit, which the WASM stack holds too.
pub(super) const TOO_DEEP: &str = "the template is nested more than 128 levels deep";

/// A fault that a visitor found. The reader's own error only carries the place: its text would be wrapped in
/// the reader's words.
#[derive(Default)]
pub(super) struct Problem(RefCell<Option<Found>>);

struct Found {
    message: String,
    hint: Option<String>,
}

impl Problem {
    /// Notes a problem and gives the error that stops the reader at this place.
    pub(super) fn raise<E: serde::de::Error>(&self, message: impl Into<String>, hint: Option<&str>) -> E {
        let mut found = self.0.borrow_mut();
        if found.is_none() {
            *found = Some(Found { message: message.into(), hint: hint.map(str::to_owned) });
        }
        E::custom("stopped")
    }

    /// Returns what was noted, leaving nothing.
    pub(super) fn take(&self) -> Self {
        Self(RefCell::new(self.0.borrow_mut().take()))
    }

    /// The diagnostic for an error of serde_yaml.
    pub(super) fn of_yaml(self, source: Source<'_>, error: &serde_yaml::Error) -> Diagnostic {
        let position =
            error.location().map(|at| Position { line: at.line().max(1), column: at.column().max(1) });
        self.or_syntax(position, || syntax_of_yaml(source, &error.to_string(), position))
    }

    /// The diagnostic for an error of serde_json.
    pub(super) fn of_json(self, source: Source<'_>, error: &serde_json::Error) -> Diagnostic {
        let position =
            LineStarts::new(source.whole).position_in_line(source.whole, error.line(), error.column());
        self.or_syntax(Some(position), || syntax_of_json(&error.to_string(), position))
    }

    fn or_syntax(self, position: Option<Position>, syntax: impl FnOnce() -> Diagnostic) -> Diagnostic {
        match self.0.into_inner() {
            Some(found) => diagnostic(found.message, found.hint, position),
            None => syntax(),
        }
    }
}

/// A diagnostic that says that nothing can be shown.
pub(super) fn diagnostic(message: String, hint: Option<String>, position: Option<Position>) -> Diagnostic {
    let mut diagnostic = Diagnostic::error("E0000", Path::root(), message);
    diagnostic.position = Some(position.unwrap_or(Position { line: 1, column: 1 }));
    match hint {
        Some(hint) => diagnostic.hint(hint),
        None => diagnostic,
    }
}

fn syntax_of_yaml(source: Source<'_>, error: &str, position: Option<Position>) -> Diagnostic {
    if error.contains("recursion limit") {
        return diagnostic(TOO_DEEP.into(), None, position);
    }
    if error.contains("repetition limit") {
        return diagnostic("aliases repeat too many values".into(), None, position);
    }
    if error.contains("unknown anchor") {
        let hint = "text that starts with `*` needs quotes".to_owned();
        return diagnostic("an alias names an anchor that is not defined".into(), Some(hint), position);
    }
    if error.contains("expected a name") {
        return diagnostic("a key must be a name, not a list or a mapping".into(), None, position);
    }
    if error.contains("control characters") {
        return control_character(source);
    }
    let line = position.and_then(|at| source.text.lines().nth(at.line - 1)).unwrap_or_default();
    let at = position.and_then(|at| line.chars().nth(at.column - 1));
    let hint = match at {
        Some('\t') => Some("YAML is indented with spaces, not with tabs".to_owned()),
        Some('`') => Some("text that starts with a backtick needs quotes".to_owned()),
        Some(sign @ ('@' | '%')) => Some(format!("text that starts with `{sign}` needs quotes")),
        _ if error.contains("alias") => Some("text that starts with `*` needs quotes".to_owned()),
        _ if error.contains("mapping values are not allowed") => {
            Some("text with a colon and a blank in it needs quotes".to_owned())
        }
        _ if error.contains("expected key") || error.contains("block mapping") => {
            Some("check the indentation of this line and of the line before".to_owned())
        }
        _ if error.contains("expected ',' or") => Some("a bracket that opens must be closed".to_owned()),
        _ => None,
    };
    diagnostic(format!("the YAML cannot be read: {}", plain_words(error)), hint, position)
}

/// Returns what libyaml says, for readers who don't know how it reads.
fn plain_words(error: &str) -> String {
    let known = [
        ("cannot start any token", "no value can start with this character"),
        ("mapping values are not allowed", "there is a colon where no key can stand"),
        ("expected ',' or", "a bracket is not closed"),
        ("expected key", "this does not fit into the mapping that it stands in"),
        ("expected '-' indicator", "this does not fit into the list that it stands in"),
        ("expected alphabetic or numeric character", "a name is missing after `*` or `&`"),
        ("could not find expected ':'", "a colon is missing after a key"),
        ("unexpected end of stream", "the text ends inside a quoted text"),
        ("tab character", "there is a tab where only spaces can stand"),
    ];
    let words = known.iter().find(|(part, _)| error.contains(part)).map(|(_, words)| (*words).to_owned());
    words.unwrap_or_else(|| without_marks(error))
}

/// libyaml says only that there is one, and where in bytes.
fn control_character(source: Source<'_>) -> Diagnostic {
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    let found = source.text.char_indices().find(|(_, c)| control(*c));
    let position = found.map(|(offset, _)| LineStarts::new(source.text).position(source.text, offset));
    let code = found.map_or(0, |(_, c)| u32::from(c));
    diagnostic(
        format!("the text holds a control character (U+{code:04X}), which YAML forbids"),
        None,
        position,
    )
}

fn syntax_of_json(error: &str, position: Position) -> Diagnostic {
    if error.contains("recursion limit") {
        return diagnostic(TOO_DEEP.into(), None, Some(position));
    }
    let hint = if error.contains("trailing comma") {
        Some("remove the comma after the last entry".to_owned())
    } else if error.contains("key must be a string") || error.contains("expected value") {
        Some(
            "a template that starts with `{` is read as JSON: no comments, names in double quotes".to_owned(),
        )
    } else if error.contains("EOF") {
        Some("a bracket that opens must be closed".to_owned())
    } else {
        None
    };
    diagnostic(format!("the JSON cannot be read: {}", without_marks(error)), hint, Some(position))
}

/// The reader's words without its ` at line 2 column 3`; the diagnostic has its own position.
fn without_marks(error: &str) -> String {
    let mut words = String::new();
    for part in error.split(", ") {
        let part = part.split(" at line ").next().unwrap_or(part);
        let part = part.split(" at position ").next().unwrap_or(part);
        words.push_str(if words.is_empty() { "" } else { ", " });
        words.push_str(part);
    }
    words
}
