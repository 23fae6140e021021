//! Where results go: standard output or a file.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use cfn_explorer::hidden::is_hidden;
use serde::Serialize;

use crate::failure::Failure;

/// Writes a result, with a line break at its end.
pub fn write(text: &str, file: Option<&Path>) -> Result<(), Failure> {
    let mut text = text.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    match file {
        Some(path) if path != Path::new("-") => {
            fs::write(path, text).map_err(|error| (error, path.display().to_string()))
        }
        _ => to_stdout(&text).map_err(|error| (error, "standard output".to_owned())),
    }
    .map_err(|(error, name)| not_written(&name, &error))
}

/// A document as indented JSON. What is hidden stands in it as its number: for whoever reads the document the same text, for
/// a terminal that shows it nothing to act on.
pub fn json(document: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(document)
        .map_err(|error| Failure::Io(format!("cannot write JSON: {error}"), None))?;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // The line breaks are the document's own; in texts of JSON such characters have numbers anyway.
        if c != '\n' && is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    Ok(out)
}

/// Why a result could not be written.
pub fn not_written(name: &str, error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::Closed,
        _ => Failure::Io(format!("cannot write {name}: {error}"), None),
    }
}

fn to_stdout(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
