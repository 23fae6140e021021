//! The arguments of this run, or what there is to say about them.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use cfn_explorer::hidden::visible;
use clap::Parser as _;

use crate::args::Args;
use crate::failure::UNUSABLE;
use crate::output;
use crate::printed_lines::PrintedLines;

/// Reads the arguments. Where they ask for help, or are wrong, that is printed, and what is left to do is to end.
pub fn arguments() -> Result<Args, ExitCode> {
    let given: Vec<OsString> = env::args_os().collect();
    let error = match Args::try_parse_from(&given) {
        Ok(args) => return Ok(args),
        Err(error) => error,
    };
    // Read again with all that is hidden written out, they are wrong in the same way, and the message quotes nothing hidden.
    let shown = given.iter().map(|argument| visible(&argument.to_string_lossy()).into_owned());
    match Args::try_parse_from(shown) {
        Err(error) if error.use_stderr() => {
            // There is nobody to tell when that fails.
            let _ = error.print();
        }
        Err(help) => {
            let written = help.print().map_err(|error| output::not_written("standard output", &error));
            return Err(written.map_or_else(|failure| failure.end(), |()| ExitCode::SUCCESS));
        }
        Ok(_) => {
            let mut lines = PrintedLines::default();
            error.to_string().lines().for_each(|line| lines.push(line));
            lines.say();
        }
    }
    Err(UNUSABLE.into())
}
