//! Where results go: standard output or a file, never a panic on a closed pipe.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use crate::input::Failure;

/// Writes a result, with a line break at its end.
pub fn write(text: &str, file: Option<&Path>) -> Result<ExitCode, Failure> {
    let mut text = text.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let (written, name) = match file {
        Some(path) if path != Path::new("-") => (fs::write(path, text), path.display().to_string()),
        _ => (to_stdout(&text), "standard output".to_owned()),
    };
    match written {
        // Whoever closed the pipe has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(Failure::Io(format!("cannot write {name}: {error}"))),
        Ok(()) => Ok(ExitCode::SUCCESS),
    }
}

/// A document as indented JSON.
pub fn json(document: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(document).map_err(|error| Failure::Io(format!("cannot write JSON: {error}")))
}

/// Says something beside the result; there is nobody to tell when that fails.
pub fn to_stderr(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

fn to_stdout(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
