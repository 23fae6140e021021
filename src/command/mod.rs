//! AWS CLI commands for bash, PowerShell and cmd; knows quoting, limits and capabilities.
//!
//! A command is words first ([`word::Word`]), what each means and no shell's quoting in it; a shell writes them
//! down last. So nothing that a reader or a template says can become anything but a part of one word.

mod capabilities;
mod json;
mod names;
mod parameters;
mod request;
mod shell;
#[cfg(test)]
mod tests;
mod word;

use std::rc::Rc;

use crate::eval::{Existence, Inputs, Stack};
use crate::template::{LogicalId, Template};

pub use capabilities::{Capability, capabilities};
pub use names::{file_name, stack_name_problem};

/// The stack's name where nobody says another: the series' own.
pub const DEFAULT_STACK_NAME: &str = "OzNetNerd-demo-environment";

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
    /// `describe-stacks`, printing the main output.
    Outputs,
}

/// A shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shell {
    /// bash, zsh and other POSIX shells.
    #[default]
    Bash,
    /// PowerShell, 5 and 7.
    PowerShell,
    /// cmd.exe.
    Cmd,
}

/// A command to copy, and why it has what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The text to paste. Never holds a line break that is not the command's own, nor any character that a reader
    /// would not see.
    pub text: String,
    /// What is to be mended before the command can work, a sentence each.
    pub problems: Vec<String>,
    /// What the reader should know, a sentence each.
    pub notes: Vec<String>,
}

impl Default for CommandOptions {
    fn default() -> Self {
        Self {
            action: Action::default(),
            shell: Shell::default(),
            stack_name: DEFAULT_STACK_NAME.into(),
            template_file: "template.yaml".into(),
            region: None,
            profile: None,
        }
    }
}

impl Action {
    /// Every action by the name that the command line and the page give it.
    pub const ALL: [(&str, Action); 3] = [
        ("create-stack", Action::CreateStack),
        ("update-stack", Action::UpdateStack),
        ("outputs", Action::Outputs),
    ];
}

/// The command for one deployment.
pub fn command(template: &Template, stack: &Stack, inputs: &Inputs, options: &CommandOptions) -> Command {
    let request = request::request(template, stack, inputs, options);
    Command { text: shell::write(&request, options.shell), problems: request.problems, notes: request.notes }
}

/// The output that a reader wants to see first: the first that the stack has.
pub fn main_output(stack: &Stack) -> Option<&LogicalId> {
    let exists = |existence: &Existence| *existence != Existence::No;
    stack.outputs.iter().find(|(_, output)| exists(&output.exists)).map(|(id, _)| id)
}

/// The values that differ from the template's defaults, in the template's order: what a command has to carry.
pub fn changed_parameters<'a>(
    template: &'a Template,
    inputs: &'a Inputs,
) -> impl Iterator<Item = (&'a LogicalId, &'a str)> {
    template.parameters.iter().filter_map(|(id, parameter)| {
        let value = inputs.parameters.get(id)?.as_str();
        (parameter.default.as_deref() != Some(value)).then_some((id, value))
    })
}

/// Parameters that have neither a default nor a value.
pub fn missing_parameters<'a>(
    template: &'a Template,
    inputs: &'a Inputs,
) -> impl Iterator<Item = &'a LogicalId> {
    template
        .parameters
        .iter()
        .filter(|(id, parameter)| parameter.default.is_none() && !inputs.parameters.contains_key(*id))
        .map(|(id, _)| id)
}

/// Names for the reader: `A`, `A and B`, `A, B and C`.
fn listed(names: &[Rc<str>]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("`{one}`"),
        [rest @ .., last] => {
            let rest: Vec<_> = rest.iter().map(|name| format!("`{name}`")).collect();
            format!("{} and `{last}`", rest.join(", "))
        }
    }
}
