//! Findings as text and as JSON.

use std::fmt::Write as _;

use cfn_explorer::diagnostic::Diagnostic;
use serde_json::{Value, json};

/// `file:line:column: error[E1012]: message`, hints below.
pub fn text(diagnostics: &[Diagnostic], file: &str) -> String {
    let mut out = String::new();
    for found in diagnostics {
        let place = match found.position {
            Some(position) => format!("{file}:{}:{}", position.line, position.column),
            None => file.to_owned(),
        };
        let line = format!("{place}: {}[{}]: {}", found.severity.name(), found.code, found.message);
        let _ = writeln!(out, "{}", shown(&line));
        for hint in &found.hints {
            let _ = writeln!(out, "  hint: {}", shown(hint));
        }
    }
    out
}

/// `[{"severity", "code", "line", "column", "path", "message", "hints"}]`.
pub fn document(diagnostics: &[Diagnostic]) -> Value {
    let all: Vec<Value> = diagnostics
        .iter()
        .map(|found| {
            json!({
                "severity": found.severity.name(),
                "code": found.code,
                "line": found.position.map(|position| position.line),
                "column": found.position.map(|position| position.column),
                "path": found.path.to_string(),
                "message": found.message,
                "hints": found.hints,
            })
        })
        .collect();
    Value::Array(all)
}

/// One line of text for a terminal: what a template says must not move its cursor.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            let _ = write!(out, "{}", c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}
