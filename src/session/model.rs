//! A template and everything computed from it under a session's inputs.

use std::rc::Rc;

use super::commands::Commands;
use super::fit::{self, Fit};
use super::form::{Form, Typed};
use super::{Panel, Session, parts};
use crate::command::CommandOptions;
use crate::diagnostic::{Diagnostic, Severity};
use crate::eval::{Existence, Inputs};
use crate::pipeline::{self, Deployment, Picture, Source};
use crate::scene::ComposeOptions;
use crate::template::Template;

/// A template and everything computed from it. Each part is shared with the model before it as long as nothing
/// it hangs on has changed, so that a view may compare by `Rc::ptr_eq`.
#[derive(Debug, Clone)]
pub struct Model {
    /// The template as it was read, and what does not depend on parameters.
    pub source: Rc<Source>,
    /// The stack that would be deployed.
    pub deployment: Rc<Deployment>,
    /// The findings in reading, checking and evaluating, by position.
    pub diagnostics: Rc<Vec<Diagnostic>>,
    /// The findings of the check against the facts about resource types, as long as it was made.
    pub found: Rc<Vec<Diagnostic>>,
    /// The parameters and outputs.
    pub panel: Rc<Panel>,
    /// The picture.
    pub picture: Picture,
    /// The commands to copy.
    pub commands: Rc<Commands>,
    /// The form of the stack's options.
    pub form: Rc<Form>,
    /// The inputs that the template was evaluated under: the session's inputs without the names it does not have.
    inputs: Inputs,
    /// The options that the scene was composed with.
    pub(super) composed: ComposeOptions,
    /// The room that it is folded for, and how far, where somebody measured the room for it.
    pub(super) fit: Option<Fit>,
    /// True if what the panels show was computed.
    has_panels: bool,
    /// The options that the form was made of, besides the template.
    form_of: (CommandOptions, Typed),
}

impl Model {
    /// Everything about a template as the session wants it now. What hangs on nothing that has changed since the session's
    /// last model is that model's.
    pub(super) fn next(source: Rc<Source>, found: Rc<Vec<Diagnostic>>, session: &Session) -> Self {
        let before = session.model.as_deref();
        let has_panels = parts::has_panels();
        let is_same =
            |before: &&Model| Rc::ptr_eq(&before.source, &source) && before.has_panels == has_panels;
        let same_text = before.filter(is_same);
        let inputs = inputs_for(&source.template, &session.inputs);
        let deployment = match same_text {
            Some(before) if before.inputs == inputs => before.deployment.clone(),
            Some(before) => pipeline::redeploy(&source, &inputs, (&before.inputs, &before.deployment)),
            None => Rc::new(pipeline::deploy(&source, &inputs)),
        };
        let stack = &deployment.stack;
        let same_stack = same_text.filter(|before| Rc::ptr_eq(&before.deployment.stack, stack));
        let fit::Fitting { picture, composed, fit } = fit::draw(session, &source, &deployment, same_stack);
        let panel = match same_stack.filter(|before| before.inputs.parameters == inputs.parameters) {
            Some(same) => same.panel.clone(),
            None => {
                let panel = parts::PANEL.get().map(|panel| panel(&source.template, stack, &inputs));
                shared(panel.unwrap_or_default(), before.map(|before| &before.panel))
            }
        };
        let noticed = pipeline::merged([&source.diagnostics, &found, &deployment.diagnostics]);
        let options = with_errors(&session.command_options(), &source, &found);
        let commands = match before.filter(|before| before.commands.are_of(stack, &inputs, &options)) {
            Some(same) => same.commands.clone(),
            None => Rc::new(Commands::new(source.clone(), stack.clone(), inputs.clone(), options)),
        };
        let form_of = (session.options.clone(), session.typed.clone());
        let form = match same_text.filter(|before| before.form_of == form_of) {
            Some(same) => same.form.clone(),
            None => {
                let form = parts::FORM.get().map(|form| form(session, &source.template));
                shared(form.unwrap_or_default(), before.map(|before| &before.form))
            }
        };
        Self {
            diagnostics: shared(noticed, before.map(|before| &before.diagnostics)),
            source,
            deployment,
            found,
            panel,
            picture,
            commands,
            form,
            inputs,
            composed,
            fit,
            has_panels,
            form_of,
        }
    }

    /// Returns the inputs that the template was evaluated under.
    pub(super) fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// Returns how many resources have a condition that is false.
    pub fn left_out(&self) -> usize {
        let resources = self.deployment.stack.resources.values();
        resources.filter(|resource| resource.exists == Existence::No).count()
    }
}

/// A value, or the one before where that is equal.
fn shared<T: PartialEq>(value: T, before: Option<&Rc<T>>) -> Rc<T> {
    before.filter(|before| ***before == value).cloned().unwrap_or_else(|| Rc::new(value))
}

fn inputs_for(template: &Template, inputs: &Inputs) -> Inputs {
    let mut inputs = inputs.clone();
    inputs.parameters.retain(|id, _| template.parameters.contains_key(id));
    inputs
}

/// Options of commands, which say how many errors the template has.
fn with_errors(options: &CommandOptions, source: &Source, found: &[Diagnostic]) -> CommandOptions {
    let all = pipeline::merged([&source.diagnostics, found]);
    let template_errors = all.iter().filter(|one| one.severity == Severity::Error).count();
    CommandOptions { template_errors, ..options.clone() }
}
