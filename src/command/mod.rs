//! AWS CLI commands for bash, PowerShell and cmd; knows quoting, limits and capabilities.

use crate::eval::{Inputs, Stack};
use crate::template::Template;

/// What the reader wants to do, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandOptions {
    /// What the command does.
    pub action: Action,
    /// Whose words it is in.
    pub shell: Shell,
    /// The stack's name.
    pub stack_name: String,
    /// The template's file name, for `file://`.
    pub template_file: String,
    /// `--region`, when the reader chose one.
    pub region: Option<String>,
    /// `--profile`.
    pub profile: Option<String>,
}

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Action {
    /// `create-stack`.
    #[default]
    CreateStack,
    /// `update-stack`.
    UpdateStack,
    /// `describe-stacks`, printing an output.
    Outputs,
}

/// A shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shell {
    /// bash, zsh and other POSIX shells.
    #[default]
    Bash,
    /// PowerShell.
    PowerShell,
    /// cmd.exe.
    Cmd,
}

/// A command to copy, and why it has what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The text to paste.
    pub text: String,
    /// What the reader should know, a sentence each.
    pub notes: Vec<String>,
}

/// The command for one deployment.
pub fn command(_template: &Template, _stack: &Stack, _inputs: &Inputs, _options: &CommandOptions) -> Command {
    unimplemented!()
}
