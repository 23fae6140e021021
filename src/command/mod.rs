//! AWS CLI commands for bash, PowerShell and cmd; knows quoting, limits and capabilities.
//!
//! A command is words first (`word::Word`), what each means and no shell's quoting in it; a shell writes them
//! down last. So nothing that a reader or a template says can become anything but a part of one word.

mod capabilities;
mod carry;
pub mod checks;
mod json;
mod limits;
mod link;
mod options;
mod parameters;
mod regions;
mod request;
mod s3;
mod shell;
mod stack_name;
#[cfg(test)]
mod tests;
mod word;

use std::borrow::Borrow;
use std::ops::Range;
use std::rc::Rc;

use crate::eval::{Existence, Inputs, Stack};
use crate::hidden::visible;
use crate::template::{LogicalId, Template};

pub use capabilities::{Capability, capabilities};
pub use link::quick_create_link;
pub use options::{Action, CommandOptions, Express, OnFailure, Shell};
pub use parameters::parameter_file;
pub use s3::is_in_s3;
pub use stack_name::{file_name, stack_name_problem};

use shell::Written;
use word::Request;

/// The stack's name where nobody says another.
pub const DEFAULT_STACK_NAME: &str = "my-stack";

/// The name of the template's file where it has no name, or one that a command cannot carry.
const TEMPLATE_FILE: &str = "template.yaml";

/// The name of the parameter file where nobody says another name.
pub const PARAMETER_FILE: &str = "params.json";

/// A command to copy, and why it has what it has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Command {
    /// Its purpose, as a heading: 'Create the stack'.
    pub title: &'static str,
    /// The text to paste. Never holds a line break that is not the command's own, nor any character that a reader
    /// would not see.
    pub text: String,
    /// The parts of the text, in order; put together it is the text.
    pub parts: Vec<Part>,
    /// Why parts of the text are there, in order.
    pub reasons: Vec<Reason>,
    /// The problems to be mended before the command can work, a sentence each.
    pub problems: Vec<String>,
    /// The notes for the reader, a sentence each.
    pub notes: Vec<String>,
    /// True if it reads the options' parameter file, which has to be there first.
    pub reads_file: bool,
}

/// Why a part of a command is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The bytes of the text that it is about.
    pub part: Range<usize>,
    /// Why: 'AdminIp: 203.0.113.7/32 instead of 0.0.0.0/0'.
    pub why: String,
    /// True if the reader chose it, so that it differs from the defaults; else the template asks for it.
    pub chosen: bool,
}

/// A part of a command's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its kind.
    pub token: Token,
    /// Its bytes of the text.
    pub bytes: Range<usize>,
    /// Which of the command's reasons it has, by position.
    pub reason: Option<usize>,
}

/// The role of a part of a command for a reader, who has to see first its options and the values that they typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// The program, `aws`, its subcommands, and what the shell does around it.
    Program,
    /// `--parameters`.
    Option,
    /// `ParameterKey=`; the name after it is [`Token::Plain`].
    Key,
    /// A value in quotes.
    Quoted,
    /// The sign that the command goes on in the next line.
    Continuation,
    /// Everything else, blanks among it.
    Plain,
}

/// A command's words, before any shell's quoting.
#[derive(Debug, Clone)]
pub struct Words(Request);

/// The words of the command for one deployment. Some hang on the shell that they are for.
pub fn words(template: &Template, stack: &Stack, inputs: &Inputs, options: &CommandOptions) -> Words {
    Words(request::request(template, stack, inputs, options))
}

/// The command that these words make.
pub fn written(words: &Words, options: &CommandOptions) -> Command {
    joined(&[&words.0], options)
}

/// The command for one deployment.
pub fn command(template: &Template, stack: &Stack, inputs: &Inputs, options: &CommandOptions) -> Command {
    written(&words(template, stack, inputs, options), options)
}

/// Returns what a reader does, in order: create, wait, print the main output, see what failed.
pub fn actions(stack: &Stack, options: &CommandOptions) -> Vec<Action> {
    options.action.and_then(main_output(stack).is_some(), options.change_set_makes_stack)
}

/// The same in a script that stops at the first that fails, which is why it does not show what did. A change set is there
/// to be looked at, so a script that makes one ends with showing it.
pub fn actions_of_script(stack: &Stack, options: &CommandOptions) -> Vec<Action> {
    let mut actions = actions(stack, options);
    actions.retain(|action| *action != Action::FailedEvents || *action == options.action);
    if options.action == Action::CreateChangeSet {
        actions.retain(|action| action.is_before_execution());
    }
    actions
}

/// The command, and those that a reader runs after it, in order.
pub fn steps(template: &Template, stack: &Stack, inputs: &Inputs, options: &CommandOptions) -> Vec<Command> {
    let steps = actions(stack, options).into_iter().map(|action| {
        let options = CommandOptions { action, ..options.clone() };
        command(template, stack, inputs, &options)
    });
    steps.collect()
}

/// The steps as one script.
pub fn script(template: &Template, stack: &Stack, inputs: &Inputs, options: &CommandOptions) -> Command {
    let steps = actions_of_script(stack, options).into_iter().map(|action| {
        let options = CommandOptions { action, ..options.clone() };
        words(template, stack, inputs, &options)
    });
    written_as_script(&steps.collect::<Vec<_>>(), options)
}

/// The script that the words of its steps make.
pub fn written_as_script<W: Borrow<Words>>(steps: &[W], options: &CommandOptions) -> Command {
    let requests: Vec<&Request> = steps.iter().map(|words| &words.borrow().0).collect();
    joined(&requests, options)
}

/// Commands as one text, and what there is to say about each, nothing of it twice.
fn joined(requests: &[&Request], options: &CommandOptions) -> Command {
    let Written { text, parts, reasons } = shell::write(requests, options);
    let (mut problems, mut notes) = (Vec::new(), Vec::new());
    let reads_file = requests.iter().any(|request| request.reads_file);
    for request in requests {
        for (all, more) in [(&mut problems, &request.problems), (&mut notes, &request.notes)] {
            for sentence in more {
                if requests.len() == 1 || !all.contains(sentence) {
                    all.push(sentence.clone());
                }
            }
        }
    }
    problems.extend(limits::of_text(&text, options.shell));
    notes.extend(limits::remark(&text, options.shell));
    finished(options, Command { text, parts, reasons, problems, notes, reads_file, title: "" })
}

/// A command with its title, and nothing hidden in what is said about it.
fn finished(options: &CommandOptions, command: Command) -> Command {
    let said = |sentences: Vec<String>| -> Vec<String> {
        sentences.iter().map(|sentence| visible(sentence).into_owned()).collect()
    };
    let (problems, notes) = (said(command.problems), said(command.notes));
    let reasons = command.reasons.into_iter();
    let reasons = reasons.map(|reason| Reason { why: visible(&reason.why).into_owned(), ..reason }).collect();
    Command { title: options.action.title(), problems, notes, reasons, ..command }
}

/// Returns true if a template of this size is too large to be sent, and goes through a bucket.
pub fn needs_bucket(template_bytes: usize) -> bool {
    template_bytes > limits::BODY_BYTES
}

/// The output that a reader wants to see first: the first that the stack has.
pub fn main_output(stack: &Stack) -> Option<&LogicalId> {
    stack.outputs.iter().find(|(_, output)| output.exists != Existence::No).map(|(id, _)| id)
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
