//! UI state as plain Rust: inputs, lens, selection; a reducer that tests run natively.
//!
//! What is found by a name is `search`, the way there and back `flight`; how far a picture is folded for the room that it has, by
//! `pipeline::readable`, is `fit`; what keys and screen readers find in one is `tree`.

mod checking;
mod commands;
mod details;
mod editing;
mod fit;
mod flight;
mod folds;
mod form;
mod headline;
mod in_picture;
mod inspector;
mod listed;
mod model;
mod panel;
mod parameter_details;
mod parts;
mod picture;
mod places;
mod script_colours;
mod search;
mod source_lines;
mod table;
#[cfg(test)]
mod tests;
mod told;
pub mod tree;
pub mod viewport;
mod visit;
mod written_values;

use std::rc::Rc;

use crate::command::{Action as CommandAction, CommandOptions, Shell, file_name};
use crate::diagnostic::{Diagnostic, Path};
use crate::eval::Inputs;
use crate::facts::TypeFacts;
use crate::layout;
use crate::pipeline::{self, Room, Source};
use crate::scene::{ComposeOptions, Folding, Lens, Start};
use crate::svg::Mark;
use crate::template::{Element, LogicalId};
use crate::yaml::Text;

pub use checking::Check;
pub use commands::Commands;
pub use details::{Details, FoldedResource, Relation};
pub use editing::{Edit, Refused, TextAction};
pub use flight::{Flight, FlightAction};
pub use folds::{FoldedText, still_closed};
pub use form::{EXPRESS, FieldView, Form, NOT_TAKEN, ON_FAILURE, Setting, TagView, TextField};
pub use in_picture::Whereabouts;
pub use inspector::{Evaluated, InitStep, Inspected, Reason, ScriptPiece};
pub use listed::Listed;
pub use model::Model;
pub use panel::{OutputView, Panel, ParameterGroup, ParameterView};
pub use parts::{
    check_arrived, command_text, editing_arrived, panels_arrived, search_arrived, words_arrived,
};
pub use search::{Found, Group, Hit, Index, Piece, Search};
pub use source_lines::{Colour, SourceLines};
pub use table::{TableRow, table_rows};
pub use visit::{Linked, Pairs, lens_of};
pub use written_values::{FieldKind, WrittenRule, WrittenValue};

/// Everything that one explorer on a page shows. Cheap to clone: what is large is behind an [`Rc`], and stays the
/// same `Rc` as long as nothing it hangs on has changed.
#[derive(Debug, Clone)]
pub struct Session {
    /// The last template that could be read; `None` before the first.
    pub model: Option<Rc<Model>>,
    /// The findings about the newest text, by position: when it could not be read, `model` is older than this.
    pub diagnostics: Rc<Vec<Diagnostic>>,
    /// True if `model` is older than the newest text.
    pub stale: bool,
    /// The reader's input and choices. Values for parameters that this template lacks are kept: an editor's next
    /// text may have them again.
    pub inputs: Inputs,
    /// Options of the command.
    pub options: CommandOptions,
    /// The lens that the picture is seen through.
    pub lens: Lens,
    /// True if what a false condition leaves out is drawn faintly.
    pub ghosts: bool,
    /// The choice of what is shown as a stack, or as a box without what is in it; kept when parameters change.
    pub folding: Folding,
    /// The room that the picture has, once it was measured: a fitting start folds as much as is read in it.
    pub room: Option<Room>,
    /// The node or link that is selected, by its group's id in the figure.
    pub selection: Option<Rc<str>>,
    /// The parameter that the inspector shows instead of a selection.
    pub inspected: Option<LogicalId>,
    /// The link that is pointed at, by its group's id.
    pub pointed: Option<Rc<str>>,
    /// The labels of the links of the selection and on that which is pointed at, above the picture.
    pub labels: Rc<Vec<Mark>>,
    /// The reader's search, while they search.
    pub search: Option<Rc<Search>>,
    /// Where the reader was led to, until they go elsewhere.
    pub flight: Option<Rc<Flight>>,
    /// The number of times that the reader went back to where they were.
    pub returns: usize,
    /// The part of the template that the reader is at, other than a resource.
    focus: Option<Element>,
    /// The nodes and links that hang on it, by their groups' ids.
    pub related: Rc<Vec<Rc<str>>>,
    /// The inspector's content for the selection.
    pub details: Option<Rc<Details>>,
    /// The last change of the picture in words, for who does not see it.
    pub said: Option<Rc<str>>,
    /// The progress of the check against the facts about resource types.
    pub check: Check,
    /// Those facts, once they are there.
    facts: Option<Rc<TypeFacts>>,
    /// The texts of the options' form, where they are more than the options.
    typed: form::Typed,
    /// The newest text, whether or not it could be read, so that loading it again is no work.
    newest: Option<(Rc<str>, Text)>,
    /// The reader's changes of the text.
    editing: editing::Editing,
    /// The changes of a link that was followed, until the reader says that they are to stay.
    pub linked: Option<Rc<Linked>>,
}

/// The actions of the reader, or of the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// The page gave a template: where it came from (a URL, a path or a file name) and its text.
    Load(Rc<str>, Text),
    /// The template's text is changed, or gone about in.
    Text(TextAction),
    /// Everything that the reader made of the explorer before is there again.
    Resume(Rc<Pairs>),
    /// A link shows what somebody made of the explorer.
    FollowLink(Rc<Pairs>),
    /// The changes of the link go.
    LeaveLink,
    /// The changes of the link stay, and need not be said any more.
    KeepLink,
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
    /// Another shell.
    SetShell(Shell),
    /// The stack's name was set.
    SetStackName(String),
    /// Another region; `None` is whatever the reader's AWS CLI has.
    SetRegion(Option<String>),
    /// The page gave another name for the stack: the reader's goes.
    SetDefaultStackName(String),
    /// The page said where the template is on the web.
    SetTemplateUrl(Option<String>),
    /// An option was set.
    SetOption(Setting),
    /// Another lens.
    SetLens(Lens),
    /// Ghosts on or off.
    SetGhosts(bool),
    /// The box with this id is collapsed, or the stack that its node was one of is put together again.
    Collapse(Rc<str>),
    /// The box or stack with this id is expanded.
    Expand(Rc<str>),
    /// Everything is folded as far as this says; what the reader folded one by one is forgotten.
    FoldAll(Start),
    /// The picture has this room, or is looked at as if it had.
    SetRoom(Room),
    /// A node was selected, or nothing.
    Select(Option<Rc<str>>),
    /// The reader is led to a part of the template, or back.
    Fly(FlightAction),
    /// Everything that hangs on a parameter is to be shown.
    Inspect(LogicalId),
    /// A link is pointed at, or none any more.
    Point(Option<Rc<str>>),
    /// The reader is at this part of the template, other than a resource: what hangs on it is marked.
    Focus(Option<Element>),
    /// The reader wants the template checked against the facts about resource types.
    Check,
    /// The page gave these facts.
    FactsLoaded(Rc<TypeFacts>),
    /// The page could not get them: why, in words for the reader.
    FactsFailed(Rc<str>),
    /// The page has fetched a part: what it computes or lays out is wanted now.
    Arrived,
}

impl Session {
    /// An explorer with no template yet.
    pub fn new(stack_name: &str) -> Self {
        Self {
            model: None,
            diagnostics: Rc::new(Vec::new()),
            stale: false,
            inputs: Inputs { stack_name: Some(stack_name.to_owned()), ..Inputs::default() },
            options: CommandOptions {
                stack_name: stack_name.to_owned(),
                default_stack_name: stack_name.to_owned(),
                ..CommandOptions::default()
            },
            lens: Lens::default(),
            ghosts: true,
            folding: Folding::default(),
            room: None,
            selection: None,
            inspected: None,
            pointed: None,
            labels: Rc::new(Vec::new()),
            search: None,
            flight: None,
            returns: 0,
            focus: None,
            related: Rc::default(),
            details: None,
            said: None,
            check: Check::default(),
            facts: None,
            typed: form::Typed::default(),
            newest: None,
            editing: editing::Editing::default(),
            linked: None,
        }
    }

    /// The state after an action; the same `Rc` when nothing changed.
    #[must_use]
    pub fn apply(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = Self::clone(&self);
        let changed = match action {
            Action::Load(source, text) => next.load(source, text),
            Action::Text(action) => parts::EDIT.get().is_some_and(|apply| apply(&mut next, action)),
            Action::Focus(element) => next.focus(element),
            Action::Resume(pairs) => next.resume(&pairs, false),
            Action::FollowLink(pairs) => next.resume(&pairs, true),
            Action::LeaveLink => next.leave_link(),
            Action::KeepLink => next.linked.take().is_some(),
            Action::LoadFailed(why) => next.load_failed(&why),
            Action::SetParameter(id, value) => next.set_parameter(id, value),
            Action::ResetParameter(id) => {
                let changed = next.inputs.parameters.shift_remove(&id).is_some();
                changed && next.renew()
            }
            Action::ResetAll => {
                let changed = !next.inputs.parameters.is_empty();
                next.inputs.parameters.clear();
                changed && next.renew()
            }
            Action::SetAction(action) => set(&mut next.options.action, action) && next.renew(),
            Action::SetShell(shell) => set(&mut next.options.shell, shell) && next.renew(),
            Action::SetStackName(name) => {
                next.inputs.stack_name = Some(name.clone());
                set(&mut next.options.stack_name, name) && next.renew()
            }
            Action::SetDefaultStackName(name) => {
                next.inputs.stack_name = Some(name.clone());
                let changed = set(&mut next.options.default_stack_name, name.clone());
                (changed | set(&mut next.options.stack_name, name)) && next.renew()
            }
            Action::SetTemplateUrl(url) => next.set_url(url),
            Action::SetRegion(region) => next.set_region(region.unwrap_or_default()),
            Action::SetOption(setting) => parts::SET_OPTION.get().is_some_and(|set| set(&mut next, setting)),
            Action::SetLens(lens) => set(&mut next.lens, lens) && next.renew(),
            Action::SetGhosts(ghosts) => set(&mut next.ghosts, ghosts) && next.renew(),
            Action::Collapse(id) => next.folding.collapse(&id) && next.renew(),
            Action::Expand(id) => next.folding.expand(&id) && next.renew(),
            Action::FoldAll(start) => {
                set(&mut next.folding, Folding { start, ..Folding::default() }) && next.renew()
            }
            Action::SetRoom(room) => set(&mut next.room, Some(room)) && next.renew(),
            Action::Fly(flight) => parts::FLY.get().is_some_and(|fly| fly(&mut next, flight)),
            Action::Select(selection) => next.choose(selection, None),
            Action::Inspect(id) => next.choose(None, Some(id)),
            Action::Point(link) => set(&mut next.pointed, link) && next.label(),
            Action::Check => next.want_check(),
            Action::FactsLoaded(facts) => next.facts_loaded(facts),
            Action::FactsFailed(why) => next.facts_failed(&why),
            Action::Arrived => next.renew(),
        };
        if changed { Rc::new(next) } else { self }
    }

    /// Returns the name of the newest text's file. While that cannot be read, the picture is still another's: `options` has its name.
    pub fn file(&self) -> String {
        let newest = self.newest.as_ref().map(|(source, _)| file_name(source));
        newest.unwrap_or_else(|| self.options.template_file.clone())
    }

    /// The parameters that the reader set, for the page to know: never a secret.
    pub fn public_parameters(&self) -> impl Iterator<Item = (&LogicalId, &str)> {
        let template = self.model.as_ref().map(|model| &model.source.template);
        let is_public = move |id: &LogicalId| {
            template.and_then(|template| template.parameters.get(id)).is_some_and(|one| !one.no_echo)
        };
        let set = self.inputs.parameters.iter().map(|(id, value)| (id, value.as_str()));
        set.filter(move |(id, _)| is_public(id))
    }

    /// Returns what is drawn of a deployment.
    pub fn compose_options(&self) -> ComposeOptions {
        let region = self.chosen_region().map(Rc::from);
        // The picture is of the usual lens until the layout of this one has come.
        let is_drawable = self.lens != Lens::References || layout::has_layers();
        let lens = if is_drawable { self.lens } else { Lens::default() };
        ComposeOptions { lens, ghosts: self.ghosts, folding: self.folding.clone(), region }
    }

    /// The region that the reader or the page chose, where there is such a region.
    fn chosen_region(&self) -> Option<&str> {
        self.options.region.as_deref().filter(|region| **region == self.inputs.region)
    }

    fn load(&mut self, source: Rc<str>, text: Text) -> bool {
        let given = Some((source.clone(), text.clone()));
        // What the reader changed stays while the page has nothing else to give.
        if self.newest.is_some() && self.editing.given == given {
            return false;
        }
        self.forget_steps(given);
        self.read_text(source, text);
        // A text that cannot be read has no commands of its own, and those that there are would deploy the file before it.
        if self.stale && self.file() != self.options.template_file {
            self.renew();
        }
        true
    }

    /// Reads a text and shows it; where that cannot be, the picture of the last stays.
    fn read_text(&mut self, source: Rc<str>, text: Text) {
        self.newest = Some((source.clone(), text.clone()));
        match pipeline::read(text) {
            Ok(read) => {
                self.options.template_file = file_name(&source);
                self.options.template_bytes = read.document.text().len();
                self.stale = false;
                self.forget_secrets(&read);
                self.want_check_of(&read);
                let found = self.checked(&read);
                self.renew_with(Rc::new(read), found);
            }
            Err(diagnostics) => self.keep_old(diagnostics),
        }
    }

    /// Keeps what was typed as a secret one: it goes when the text that comes next would show it, or no more has it.
    fn forget_secrets(&mut self, next: &Source) {
        let Some(model) = &self.model else { return };
        let is_secret = |source: &Source, id: &LogicalId| {
            source.template.parameters.get(id).is_some_and(|parameter| parameter.no_echo)
        };
        self.inputs.parameters.retain(|id, _| !is_secret(&model.source, id) || is_secret(next, id));
    }

    fn load_failed(&mut self, why: &str) -> bool {
        self.newest = None;
        self.keep_old(vec![Diagnostic::error("X0100", Path::root(), why)]);
        true
    }

    /// The newest text is of no use: the last good picture stays, marked as old.
    fn keep_old(&mut self, diagnostics: Vec<Diagnostic>) {
        self.stale = self.model.is_some();
        self.diagnostics = Rc::new(diagnostics);
    }

    fn set_parameter(&mut self, id: LogicalId, value: String) -> bool {
        // An emptied field of a parameter without a default is one that was not filled in.
        let parameter = self.model.as_ref().and_then(|model| model.source.template.parameters.get(&id));
        let required = parameter.is_some_and(|parameter| parameter.default.is_none());
        let parameters = &mut self.inputs.parameters;
        let unchanged = if required && value.is_empty() {
            parameters.shift_remove(&id).is_none()
        } else {
            parameters.insert(id, value.clone()).as_ref() == Some(&value)
        };
        !unchanged && self.renew()
    }

    /// Makes anew what hangs on what was changed.
    fn renew(&mut self) -> bool {
        if let Some(model) = self.model.clone() {
            self.renew_with(model.source.clone(), model.found.clone());
        }
        true
    }

    fn renew_with(&mut self, source: Rc<Source>, found: Rc<Vec<Diagnostic>>) {
        let next = Model::next(source, found, self);
        let is_same = |before: &Rc<Model>| {
            Rc::ptr_eq(&before.source, &next.source)
                && Rc::ptr_eq(&before.deployment, &next.deployment)
                && Rc::ptr_eq(&before.picture.drawing, &next.picture.drawing)
        };
        let is_shown_alike = self.model.as_ref().is_some_and(is_same);
        self.said = self.model.as_ref().and_then(|before| said(before, &next));
        self.model = Some(Rc::new(next));
        if !is_shown_alike {
            self.reselect();
        }
        // Unless those of a newer text are shown.
        if let (Some(model), false) = (&self.model, self.stale) {
            self.diagnostics = model.diagnostics.clone();
        }
    }

    fn choose(&mut self, selection: Option<Rc<str>>, inspected: Option<LogicalId>) -> bool {
        let was_led = self.flight.take().is_some();
        let changed = set(&mut self.selection, selection) | set(&mut self.inspected, inspected);
        if changed {
            self.mark();
            self.select();
        }
        changed || was_led
    }

    fn select(&mut self) -> bool {
        let details = match (&self.model, &self.selection) {
            (Some(model), None) => {
                let shown = self.inspected.as_ref().zip(parts::PARAMETER_DETAILS.get());
                shown.and_then(|(id, details)| details(model, id))
            }
            (Some(model), Some(id)) => {
                parts::DETAILS.get().and_then(|details| details(model, id, self.facts.as_deref()))
            }
            _ => None,
        };
        if self.details.as_deref() != details.as_ref() {
            self.details = details.map(Rc::new);
        }
        self.label()
    }

    /// Writes on links what was asked for. Returns true, as all changes do.
    fn label(&mut self) -> bool {
        let asked: Vec<&str> = self.selection.iter().chain(&self.pointed).map(|id| &**id).collect();
        let labels = match &self.model {
            Some(model) if !asked.is_empty() => details::labels(&model.picture.drawing, &asked),
            _ => Vec::new(),
        };
        if *self.labels != labels {
            self.labels = Rc::new(labels);
        }
        true
    }

    /// The selection in another picture: what went into a box or a stack is selected as that.
    fn reselect(&mut self) {
        self.mark();
        self.select();
        let (Some(model), Some(id)) = (&self.model, &self.selection) else { return };
        if !details::is_shown(model, id) {
            self.selection = details::stands_for(model, id);
            self.select();
        }
    }
}

/// Returns in words what came and went in the picture, where nobody chose to see another one.
fn said(before: &Model, next: &Model) -> Option<Rc<str>> {
    let is_other_choice = before.composed != next.composed
        || before.source.document.text() == next.source.document.text()
            && Rc::ptr_eq(&before.deployment, &next.deployment)
        || Rc::ptr_eq(&before.picture.drawing.scene, &next.picture.drawing.scene);
    let (old, new) = (&before.picture.drawing.scene, &next.picture.drawing.scene);
    if is_other_choice { None } else { parts::TOLD.get().and_then(|told| told(old, new)).map(Rc::from) }
}

/// Puts a value in its place; whether that changed anything.
fn set<T: PartialEq>(place: &mut T, value: T) -> bool {
    let changed = *place != value;
    *place = value;
    changed
}
