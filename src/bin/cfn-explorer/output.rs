//! Where results go: standard output or a file.

use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use cfn_explorer::hidden::is_hidden;
use serde::Serialize;

use crate::failure::Failure;
use crate::file;

/// Writes a result, with a line break at its end.
pub fn write(text: &str, file: Option<&Path>) -> Result<(), Failure> {
    let mut text = text.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    write_as_is(&text, file)
}

/// Writes a text to the byte.
pub fn write_as_is(text: &str, file: Option<&Path>) -> Result<(), Failure> {
    match file.filter(|path| !is_stdout(path)) {
        Some(path) => file::write(path, text.as_bytes())
            .map_err(|error| not_written(&path.display().to_string(), &error)),
        None => to_stdout(text).map_err(|error| not_written("standard output", &error)),
    }
}

/// Refuses to write a result over the template that it is made from.
pub fn check_target(template: &Path, file: Option<&Path>) -> Result<(), Failure> {
    let template = if template == Path::new("-") { Path::new("/dev/stdin") } else { template };
    match file.filter(|path| !is_stdout(path) && file::is_same(template, path)) {
        Some(path) => {
            let message =
                format!("{} is the template itself, which the result would replace", path.display());
            Err(Failure::Argument(message, Some("name another file with -o".into())))
        }
        None => Ok(()),
    }
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
        kind => {
            let hint = (kind == ErrorKind::NotFound).then_some("make the folder first");
            Failure::Io(format!("cannot write {name}: {error}"), hint)
        }
    }
}

/// Returns true if a file's name stands for standard output.
fn is_stdout(path: &Path) -> bool {
    ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].iter().any(|name| path == Path::new(name))
}

fn to_stdout(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
