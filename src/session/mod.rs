//! UI state as plain Rust: inputs, lens, selection, viewport; a reducer that tests run natively.

use std::rc::Rc;

use crate::command::{Action as CommandAction, Command, CommandOptions};
use crate::diagnostic::Diagnostic;
use crate::eval::{Inputs, Stack};
use crate::layout::Drawing;
use crate::scene::Lens;
use crate::svg::Figure;
use crate::template::{LogicalId, Template};

/// Everything that one explorer on a page shows.
#[derive(Debug, Clone)]
pub struct Session {
    /// The template's file name, for the command.
    pub file_name: Rc<str>,
    /// The last template that could be read; `None` before the first.
    pub model: Option<Rc<Model>>,
    /// What was noticed about the newest text: when it could not be read, `model` is older than this.
    pub diagnostics: Rc<Vec<Diagnostic>>,
    /// Whether `model` is older than the newest text.
    pub stale: bool,
    /// What the reader typed and chose.
    pub inputs: Inputs,
    /// Options of the command.
    pub options: CommandOptions,
    /// What is shown.
    pub lens: Lens,
    /// The node that is selected, by its id.
    pub selection: Option<Rc<str>>,
}

/// A template and everything computed from it under the session's inputs.
#[derive(Debug, Clone)]
pub struct Model {
    /// Its text.
    pub text: Rc<str>,
    /// What is written.
    pub template: Rc<Template>,
    /// What would be deployed.
    pub stack: Stack,
    /// The picture.
    pub drawing: Drawing,
    /// The picture's primitives.
    pub figure: Figure,
    /// The command to copy.
    pub command: Command,
    /// The command that prints the outputs, when there are any.
    pub outputs_command: Option<Command>,
}

/// What the reader, or the page, did.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// The page gave a template: file name and text.
    Load(Rc<str>, Rc<str>),
    /// The page could not get the template: why, in words for the reader.
    LoadFailed(String),
    /// A parameter was typed.
    SetParameter(LogicalId, String),
    /// A parameter goes back to its default.
    ResetParameter(LogicalId),
    /// All parameters go back to their defaults.
    ResetAll,
    /// Create or update.
    SetAction(CommandAction),
    /// The stack's name was set.
    SetStackName(String),
    /// Another lens.
    SetLens(Lens),
    /// A node was selected, or nothing.
    Select(Option<Rc<str>>),
}

impl Session {
    /// An explorer with no template yet.
    pub fn new(_stack_name: &str) -> Self {
        unimplemented!()
    }

    /// The state after an action; the same `Rc` when nothing changed.
    pub fn apply(self: Rc<Self>, _action: Action) -> Rc<Self> {
        unimplemented!()
    }
}
