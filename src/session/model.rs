//! A template and everything computed from it under a session's inputs.

use std::rc::Rc;

use super::{Panel, Session, panel};
use crate::command::{self, Action, Command, CommandOptions};
use crate::diagnostic::{Diagnostic, Severity};
use crate::eval::{Existence, Inputs, Stack};
use crate::layout::Drawing;
use crate::pipeline::{self, Source};
use crate::svg::Figure;
use crate::template::Template;

/// A template and everything computed from it. Each part is shared with the model before it as long as nothing
/// it hangs on has changed, so that a view may compare by `Rc::ptr_eq`.
#[derive(Debug, Clone)]
pub struct Model {
    /// What was read, and what does not depend on parameters.
    pub source: Rc<Source>,
    /// What would be deployed.
    pub stack: Rc<Stack>,
    /// What was noticed in reading, checking and evaluating, by position.
    pub diagnostics: Rc<Vec<Diagnostic>>,
    /// What the check against the facts about resource types found, as long as it was made.
    pub found: Rc<Vec<Diagnostic>>,
    /// The parameters and outputs.
    pub panel: Rc<Panel>,
    /// The picture.
    pub drawing: Rc<Drawing>,
    /// The picture's primitives.
    pub figure: Rc<Figure>,
    /// The command to copy.
    pub command: Rc<Command>,
    /// The command that prints the main output, when the stack has one.
    pub outputs_command: Option<Rc<Command>>,
    /// The command and those that a reader runs after it, in order: create, wait, print the main output.
    pub steps: Rc<Vec<Rc<Command>>>,
    /// All steps as one script that stops at the first that fails.
    pub script: Rc<Command>,
    /// What the options' parameter file holds; `None` when no parameter was changed.
    pub parameter_file: Option<Rc<str>>,
    /// The link that opens CloudFormation's console with everything filled in, for a template that is in S3.
    pub quick_create_link: Option<Rc<str>>,
    /// What the template was evaluated under: the session's inputs without the names it does not have.
    inputs: Inputs,
}

impl Model {
    /// Evaluates, draws and words everything for a template.
    pub(super) fn new(source: Rc<Source>, found: Rc<Vec<Diagnostic>>, session: &Session) -> Self {
        let inputs = inputs_for(&source.template, &session.inputs);
        let deployment = pipeline::deploy(&source, &inputs);
        let diagnostics = pipeline::merged([&source.diagnostics, &deployment.diagnostics, &found]);
        let picture = pipeline::draw(&source, &deployment.stack, &session.compose_options());
        let panel = panel::panel(&source.template, &deployment.stack, &inputs);
        let words = Words::of(&source, &found, &deployment.stack, &inputs, &session.options);
        Self {
            stack: Rc::new(deployment.stack),
            diagnostics: Rc::new(diagnostics),
            found,
            panel: Rc::new(panel),
            drawing: Rc::new(picture.drawing),
            figure: Rc::new(picture.figure),
            command: words.command,
            outputs_command: words.outputs_command,
            steps: words.steps,
            script: words.script,
            parameter_file: words.parameter_file,
            quick_create_link: words.quick_create_link,
            inputs,
            source,
        }
    }

    /// The same deployment and picture, with what the check against the facts about resource types found.
    pub(super) fn checked(&self, found: Rc<Vec<Diagnostic>>, session: &Session) -> Self {
        let diagnostics = Rc::new(pipeline::merged([&self.diagnostics, &found]));
        // The commands say how many errors the template has.
        Self { diagnostics, found, ..self.clone() }.recommanded(session)
    }

    /// How many resources have a condition that is false.
    pub fn left_out(&self) -> usize {
        self.stack.resources.values().filter(|resource| resource.exists == Existence::No).count()
    }

    /// The same deployment, drawn by the session's present lens.
    pub(super) fn redrawn(&self, session: &Session) -> Self {
        let picture = pipeline::draw(&self.source, &self.stack, &session.compose_options());
        Self { drawing: Rc::new(picture.drawing), figure: Rc::new(picture.figure), ..self.clone() }
    }

    /// The same deployment and picture, with commands by the session's present options.
    pub(super) fn recommanded(&self, session: &Session) -> Self {
        let words = Words::of(&self.source, &self.found, &self.stack, &self.inputs, &session.options);
        Self {
            command: words.command,
            outputs_command: words.outputs_command,
            steps: words.steps,
            script: words.script,
            parameter_file: words.parameter_file,
            quick_create_link: words.quick_create_link,
            ..self.clone()
        }
    }
}

fn inputs_for(template: &Template, inputs: &Inputs) -> Inputs {
    let mut inputs = inputs.clone();
    inputs.parameters.retain(|id, _| template.parameters.contains_key(id));
    inputs
}

/// The commands of one deployment, and what goes with them.
struct Words {
    command: Rc<Command>,
    outputs_command: Option<Rc<Command>>,
    steps: Rc<Vec<Rc<Command>>>,
    script: Rc<Command>,
    parameter_file: Option<Rc<str>>,
    quick_create_link: Option<Rc<str>>,
}

impl Words {
    fn of(
        source: &Source,
        found: &[Diagnostic],
        stack: &Stack,
        inputs: &Inputs,
        options: &CommandOptions,
    ) -> Self {
        let template = &source.template;
        let all = pipeline::merged([&source.diagnostics, found]);
        let template_errors = all.iter().filter(|one| one.severity == Severity::Error).count();
        let options = &CommandOptions { template_errors, ..options.clone() };
        let outputs = CommandOptions { action: Action::Outputs, ..options.clone() };
        let outputs_command =
            command::main_output(stack).map(|_| Rc::new(command::command(template, stack, inputs, &outputs)));
        Self {
            command: Rc::new(command::command(template, stack, inputs, options)),
            outputs_command,
            steps: Rc::new(
                command::steps(template, stack, inputs, options).into_iter().map(Rc::new).collect(),
            ),
            script: Rc::new(command::script(template, stack, inputs, options)),
            parameter_file: command::parameter_file(template, inputs, options).map(Into::into),
            quick_create_link: command::quick_create_link(template, inputs, options).map(Into::into),
        }
    }
}
