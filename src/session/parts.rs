//! The stages that are computed for parts of the explorer which the page fetches when a reader sees or uses them.

use super::form::Form;
use super::{
    Details, FlightAction, Model, Panel, Session, Setting, TextAction, details, panel, parameter_details,
    told,
};
use crate::diagnostic::Diagnostic;
use crate::eval::{self, Inputs, Stack};
use crate::facts::TypeFacts;
use crate::late::Late;
use crate::pipeline::{self, Source};
use crate::scene::Scene;
use crate::template::{LogicalId, Template};

type DetailsOf = fn(&Model, &str, Option<&TypeFacts>) -> Option<Details>;

/// Computes the parameters and outputs.
pub(super) static PANEL: Late<fn(&Template, &Stack, &Inputs) -> Panel> = Late::new(panel::panel);
/// Computes the form of the stack's options.
pub(super) static FORM: Late<fn(&Session, &Template) -> Form> = Late::new(Session::form_for);
/// Computes what there is to say about what is selected.
pub(super) static DETAILS: Late<DetailsOf> = Late::new(details::details);
/// Computes what there is to say about a parameter.
pub(super) static PARAMETER_DETAILS: Late<fn(&Model, &LogicalId) -> Option<Details>> =
    Late::new(parameter_details::parameter);
/// Takes an option of the stack's.
pub(super) static SET_OPTION: Late<fn(&mut Session, Setting) -> bool> = Late::new(Session::set_option);
/// Holds a template against the facts about resource types.
pub(super) static CHECK: Late<fn(&Source, &TypeFacts) -> Vec<Diagnostic>> = Late::new(pipeline::check);
/// Changes the template's text.
pub(super) static EDIT: Late<fn(&mut Session, TextAction) -> bool> = Late::new(Session::apply_to_text);

/// Leads the reader to a part of the template, and back.
pub(super) static FLY: Late<fn(&mut Session, FlightAction) -> bool> = Late::new(Session::fly);

/// Says what a change did to a picture.
pub(super) static TOLD: Late<fn(&Scene, &Scene) -> Option<String>> = Late::new(told::told);

/// Words the command to copy.
static COMMAND: Late<fn(&Model) -> String> = Late::new(text_of_command);

/// The text of the command to copy, once it can be worded.
pub fn command_text(model: &Model) -> Option<String> {
    COMMAND.get().map(|text| text(model))
}

fn text_of_command(model: &Model) -> String {
    model.commands.command().text.to_string()
}

/// Returns true if what the panels show can be computed.
pub(super) fn has_panels() -> bool {
    PANEL.get().is_some()
}

/// The panels beside and below the picture are there.
pub fn panels_arrived() {
    PANEL.arrive(panel::panel);
    FORM.arrive(Session::form_for);
    DETAILS.arrive(details::details);
    PARAMETER_DETAILS.arrive(parameter_details::parameter);
    COMMAND.arrive(text_of_command);
    SET_OPTION.arrive(Session::set_option);
    eval::patterns_arrived();
}

/// The words for what a change did to a picture are there.
pub fn words_arrived() {
    TOLD.arrive(told::told);
}

/// The check against the facts about resource types is there.
pub fn check_arrived() {
    CHECK.arrive(pipeline::check);
}

/// All that changes the template's text is there.
pub fn editing_arrived() {
    EDIT.arrive(Session::apply_to_text);
}

/// All that leads to what was searched for is there.
pub fn search_arrived() {
    FLY.arrive(Session::fly);
}
