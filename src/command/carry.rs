//! Whether a value that somebody wrote can stand in a command: the shell, and then the AWS CLI, have to take it as
//! nothing but that value.

use crate::hidden::is_plain;

use super::Shell;
use super::shell::passes;
use super::word::{CommandLine, Word, line};

/// An option and its value. With `=`, a value that starts with a hyphen is no option of its own.
pub(super) fn option(name: &str, value: &str) -> CommandLine {
    if value.starts_with('-') { vec![Word::text(format!("{name}={value}"))] } else { line([name, value]) }
}

/// Returns true if a value can follow its option as text. For some that mean something else to the AWS CLI there is no text
/// at all: it loads what a URL points to, be it a file, drops `--`, and takes nothing for the default.
pub(super) fn stands(value: &str, shell: Shell) -> bool {
    !value.is_empty() && value != "--" && !value.contains("://") && value.chars().all(|c| passes(c, shell))
}

/// Returns true if a value can be a word of its own in a list, where no `=` can bind it to its option and a bracket begins JSON.
pub(super) fn stands_alone(value: &str, shell: Shell) -> bool {
    stands(value, shell) && !value.starts_with(['-', '['])
}

/// Returns true if a region can stand in a command. Old versions of the AWS CLI make a host of it, unseen.
pub(super) fn region_stands(region: &str, shell: Shell) -> bool {
    stands(region, shell) && is_plain(region, "-_ ")
}

/// Returns true if a file can be named in a command, for the AWS CLI to open by itself.
pub(super) fn file_stands(name: &str, shell: Shell) -> bool {
    match shell {
        // A substitution, which writes what cannot be seen, ends before trailing line breaks.
        Shell::Bash => !name.is_empty() && !name.contains('\0') && !name.ends_with('\n'),
        // No file of Windows has these.
        Shell::PowerShell | Shell::Cmd => path_stands(name, shell) && !name.contains(['\\', '/', ':', '?']),
    }
}

/// The same, with folders.
pub(super) fn path_stands(path: &str, shell: Shell) -> bool {
    match shell {
        Shell::Bash => file_stands(path, shell),
        Shell::PowerShell | Shell::Cmd => {
            let separator = |c: char| matches!(c, '\\' | '/');
            !path.is_empty()
                // Windows would log on to another machine.
                && path.chars().take_while(|c| separator(*c)).count() < 2
                && !path.ends_with('\\')
                && path.chars().all(|c| c == '\\' || passes(c, shell))
        }
    }
}

/// Returns true if the AWS CLI opens such a file when it is named after `file://`, where it fills in variables.
pub(super) fn is_literal(path: &str) -> bool {
    !path.contains(['$', '%'])
}

/// Returns true if a name is one that parameters and outputs can have.
pub(super) fn is_plain_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric())
}
