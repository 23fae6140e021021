//! The commands of one deployment: each is worded when it is first shown, and once.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::command::{self, Action, Command, CommandOptions, Words};
use crate::eval::{Inputs, Stack};
use crate::pipeline::Source;
use crate::pipeline::runs::{Stage, ran};

/// Every command of a deployment under some options.
#[derive(Debug)]
pub struct Commands {
    source: Rc<Source>,
    stack: Rc<Stack>,
    inputs: Inputs,
    options: CommandOptions,
    worded: RefCell<Vec<Worded>>,
    script: OnceCell<Rc<Command>>,
}

/// The command for an action.
#[derive(Debug, Clone)]
struct Worded {
    action: Action,
    words: Rc<Words>,
    command: Rc<Command>,
}

impl Commands {
    pub(super) fn new(source: Rc<Source>, stack: Rc<Stack>, inputs: Inputs, options: CommandOptions) -> Self {
        Self { source, stack, inputs, options, worded: RefCell::default(), script: OnceCell::new() }
    }

    /// Returns what they were asked for, and how many errors the template has.
    pub fn options(&self) -> &CommandOptions {
        &self.options
    }

    /// Returns whether they are those of this stack under these inputs and options.
    pub(super) fn are_of(&self, stack: &Rc<Stack>, inputs: &Inputs, options: &CommandOptions) -> bool {
        Rc::ptr_eq(&self.stack, stack) && (&self.inputs, &self.options) == (inputs, options)
    }

    /// The command to copy.
    pub fn command(&self) -> Rc<Command> {
        self.worded(self.options.action).command
    }

    /// The command that prints the main output, when the stack has one.
    pub fn outputs(&self) -> Option<Rc<Command>> {
        command::main_output(&self.stack).map(|_| self.worded(Action::Outputs).command)
    }

    /// The command and those that a reader runs after it, in order: create, wait, print the main output.
    pub fn steps(&self) -> Vec<Rc<Command>> {
        let actions = command::actions(&self.stack, &self.options).into_iter();
        actions.map(|action| self.worded(action).command).collect()
    }

    /// All steps as one script that stops at the first that fails.
    pub fn script(&self) -> Rc<Command> {
        let script = self.script.get_or_init(|| {
            let actions = command::actions_of_script(&self.stack, &self.options).into_iter();
            let words: Vec<_> = actions.map(|action| self.worded(action).words).collect();
            Rc::new(command::written_as_script(&words, &self.options))
        });
        script.clone()
    }

    /// Returns what the options' parameter file holds; `None` when no parameter was changed.
    pub fn parameter_file(&self) -> Option<String> {
        command::parameter_file(&self.source.template, &self.inputs, &self.options)
    }

    /// The file that the command reads its parameters from: its name and text. `None` while they are in the command.
    pub fn file_to_save(&self) -> Option<(&str, String)> {
        let name = self.options.parameter_file.as_deref().filter(|_| self.command().reads_file)?;
        Some((name, self.parameter_file()?))
    }

    /// The link that opens CloudFormation's console with everything filled in, for a template that is in S3.
    pub fn quick_create_link(&self) -> Option<String> {
        command::quick_create_link(&self.source.template, &self.inputs, &self.options)
    }

    fn worded(&self, action: Action) -> Worded {
        let known = self.worded.borrow().iter().find(|known| known.action == action).cloned();
        known.unwrap_or_else(|| {
            ran(Stage::Words);
            let options = CommandOptions { action, ..self.options.clone() };
            let words = command::words(&self.source.template, &self.stack, &self.inputs, &options);
            let command = Rc::new(command::written(&words, &options));
            let worded = Worded { action, words: Rc::new(words), command };
            self.worded.borrow_mut().push(worded.clone());
            worded
        })
    }
}
