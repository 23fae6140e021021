//! Why a job could not be done, and the exit code that says so.

use std::process::ExitCode;

use cfn_explorer::diagnostic::Diagnostic;

use crate::printed_lines::PrintedLines;
use crate::report;

/// Nothing could be read or written, or the arguments make no sense.
pub const UNUSABLE: u8 = 2;

/// As shells tell of a program that the signal for a closed pipe ended.
const CLOSED: u8 = 141;

/// Why a job could not be done, in words for the reader.
#[derive(Debug)]
pub enum Failure {
    /// A file could not be read, or the result not written: why, and what to do about it.
    Io(String, Option<&'static str>),
    /// The text is no template: its findings, and what it is called.
    Unreadable(Vec<Diagnostic>, String),
    /// An argument does not fit the template: why, and what to do about it.
    Argument(String, Option<String>),
    /// Whoever reads the result wanted no more of it, and needs not be told.
    Closed,
}

impl Failure {
    /// Says why, and gives the exit code.
    pub fn end(self) -> ExitCode {
        let lines = match self {
            Failure::Io(message, hint) => PrintedLines::remark("error", &message, hint),
            Failure::Argument(message, hint) => PrintedLines::remark("error", &message, hint.as_deref()),
            Failure::Unreadable(findings, name) => report::lines(&findings, &name),
            Failure::Closed => return CLOSED.into(),
        };
        lines.say();
        UNUSABLE.into()
    }
}
