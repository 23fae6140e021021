//! Findings as text and as JSON.

use cfn_explorer::diagnostic::Diagnostic;
use serde_json::{Value, json};

use crate::printed_lines::PrintedLines;

/// `file:line:column: error[E1012]: message`, hints below.
pub fn lines(diagnostics: &[Diagnostic], file: &str) -> PrintedLines {
    let mut lines = PrintedLines::default();
    for found in diagnostics {
        let place = match found.position {
            Some(position) => format!("{file}:{}:{}", position.line, position.column),
            None => file.to_owned(),
        };
        lines.push(&format!("{place}: {}[{}]: {}", found.severity.name(), found.code, found.message));
        found.hints.iter().for_each(|hint| lines.hint(hint));
    }
    lines
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
                "path": cfn_explorer::edit::path_text(&found.path),
                "message": found.message,
                "hints": found.hints,
            })
        })
        .collect();
    Value::Array(all)
}
