//! The template's text as the reader changes it: each change is a step that can be taken back, whether it was typed, or made
//! from the details of a resource.

mod files;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::rc::Rc;

use super::{Session, parts};
use crate::command::CommandOptions;
use crate::diagnostic::{Diagnostic, Path, Severity};
use crate::edit::{self, Change, ChangedLines, Piece, Rule};
use crate::pipeline::{self, Source};
use crate::template::LogicalId;
use crate::yaml::Text;

/// The number of steps that can be taken back. Each holds the pieces of the text that it replaced, and no whole text.
const MOST_STEPS: usize = 500;

/// The most bytes of text that the steps hold; the last step is kept whatever it holds.
const MOST_BYTES: usize = 8_000_000;

/// The actions on the template's text.
#[derive(Debug, Clone, PartialEq)]
pub enum TextAction {
    /// The reader typed this as the template's text.
    Write(Rc<str>),
    /// The reader changes the template where its parts are shown.
    Edit(Edit),
    /// The last change of the template is taken back.
    Undo,
    /// The change that was taken back last is made once more.
    Redo,
    /// The template is the page's again.
    Restore,
    /// These lines of the template are the page's again.
    TakeLinesBack(ChangedLines),
    /// The reader opened a file of their own: its name and its text.
    Open(Rc<str>, Text),
    /// The reader has the newest text as a file.
    Saved,
    /// The caret is at this byte of the newest text, in a field: there each line end is one byte.
    PutCaret(usize),
}

/// A change of the template that is not typed as text.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// The scalar at a path is what this text reads as.
    Set(Path, String),
    /// The resource, the rule or whatever else stands at a path goes.
    Remove(Path),
    /// A resource is there once more, under another logical ID.
    Duplicate(LogicalId, String),
    /// The scalar at a path becomes the default of a parameter with this name.
    MakeParameter(Path, String),
    /// A security group has one more rule.
    AddRule(LogicalId, Rule),
    /// The value typed for a parameter becomes its default.
    KeepAsDefault(LogicalId),
}

/// An edit that was not made.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// The edit.
    pub edit: Edit,
    /// The reason why it was not made, and what to do instead, in words for the reader.
    pub why: String,
}

/// The reader's changes of the page's text.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Editing {
    /// The page's template: the template's name and text.
    pub(super) given: Option<(Rc<str>, Text)>,
    /// The steps that can be taken back, the last one last.
    done: Vec<Step>,
    /// The steps that were taken back, the last one last.
    undone: Vec<Step>,
    /// The text that the reader saved last.
    saved: Option<Rc<str>>,
    /// The last edit, where it was not made.
    refused: Option<Rc<Refused>>,
}

/// One step between two texts.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    forth: Change,
    back: Change,
    /// True if it was typed as text.
    typed: bool,
    /// The file's name before, and its name after, where the text is another file's.
    renamed: Option<(Rc<str>, Rc<str>)>,
}

impl Step {
    fn bytes(&self) -> usize {
        self.forth.added() + self.back.added()
    }
}

impl Session {
    /// Returns the newest text, as it was typed.
    pub fn text(&self) -> Option<&Rc<str>> {
        self.newest.as_ref().map(|(_, text)| text.shared())
    }

    /// Returns true if the text may be changed: not where the file's bytes are not all in it.
    pub fn can_edit(&self) -> bool {
        self.newest.as_ref().is_some_and(|(_, text)| text.is_whole())
    }

    /// Returns true if the text is another than that of the page.
    pub fn is_edited(&self) -> bool {
        let texts = (&self.newest, &self.editing.given);
        matches!(texts, (Some((_, now)), Some((_, given))) if now.as_str() != given.as_str())
    }

    /// Returns true if the text is another than that of the page, and than the one that was saved last.
    pub fn is_unsaved(&self) -> bool {
        self.is_edited() && self.editing.saved.as_ref() != self.text()
    }

    /// Returns what taking the last step back would take back, in words: `SubnetId of Ec2WebHost`.
    pub fn undo_words(&self) -> Option<&str> {
        self.editing.done.last().map(|step| &*step.forth.what)
    }

    /// Returns what going forth again would bring back, in words.
    pub fn redo_words(&self) -> Option<&str> {
        self.editing.undone.last().map(|step| &*step.forth.what)
    }

    /// Returns the last edit, where it was not made.
    pub fn refused(&self) -> Option<&Rc<Refused>> {
        self.editing.refused.as_ref()
    }

    /// Returns the options that commands are made by: what is on the web is the page's text, and not the reader's.
    pub(super) fn command_options(&self) -> CommandOptions {
        let mut options = CommandOptions { template_file: self.file(), ..self.options.clone() };
        if self.stale {
            options.template_bytes = self.text().map_or(0, |text| text.len());
        }
        if self.is_edited() {
            options.template_url = None;
            options.public_url = None;
        }
        options
    }

    /// Changes the template's text, or goes about in it.
    pub(super) fn apply_to_text(&mut self, action: TextAction) -> bool {
        match action {
            TextAction::Write(text) => self.write(&text),
            TextAction::Edit(edit) => self.edit(edit),
            TextAction::Undo => self.undo(),
            TextAction::Redo => self.redo(),
            TextAction::Restore => self.restore(),
            TextAction::TakeLinesBack(lines) => self.take_lines_back(&lines),
            TextAction::Open(name, text) => self.open(&name, &text),
            TextAction::Saved => self.text_saved(),
            TextAction::PutCaret(byte) => self.put_caret(byte),
        }
    }

    /// Takes a text that the reader typed.
    fn write(&mut self, text: &str) -> bool {
        let Some(old) = self.text().cloned() else { return false };
        let text = &*with_line_ends(&old, text);
        if !self.can_edit() || *old == *text {
            return false;
        }
        // What is typed in one line is one step, and typing what was there before takes the step back.
        let before = self.editing.done.last().filter(|step| step.typed).map(|step| step.back.apply(&old));
        match before {
            Some(before) if before == text => {
                self.editing.undone.extend(self.editing.done.pop());
            }
            Some(before) if is_one_line(&Change::between(&before, text)) => {
                self.editing.done.pop();
                self.step(&before, Change::between(&before, text), true);
            }
            _ => self.step(&old, Change::between(&old, text), true),
        }
        self.show_text(text)
    }

    /// Makes an edit, or says why not.
    pub(super) fn edit(&mut self, edit: Edit) -> bool {
        match self.edited(&edit) {
            Ok((change, _)) if change.is_nothing() => {
                let before = self.editing.refused.take();
                before.is_some()
            }
            Ok((change, text)) => {
                let Some(old) = self.text().cloned() else { return false };
                if let Edit::KeepAsDefault(id) = &edit {
                    self.inputs.parameters.shift_remove(id);
                }
                self.step(&old, change, false);
                self.show_text(&text)
            }
            Err(why) => {
                self.editing.refused = Some(Rc::new(Refused { edit, why: why.in_one_line() }));
                true
            }
        }
    }

    /// Takes the last step back.
    pub(super) fn undo(&mut self) -> bool {
        let (Some(step), Some(text)) = (self.editing.done.pop(), self.text().cloned()) else { return false };
        let text = step.back.apply(&text);
        let name = step.renamed.as_ref().map(|(before, _)| before.clone());
        self.editing.undone.push(step);
        self.show_text_of(name, &text)
    }

    /// Makes the step that was taken back last once more.
    pub(super) fn redo(&mut self) -> bool {
        let (Some(step), Some(text)) = (self.editing.undone.pop(), self.text().cloned()) else {
            return false;
        };
        let text = step.forth.apply(&text);
        let name = step.renamed.as_ref().map(|(_, after)| after.clone());
        self.editing.done.push(step);
        self.show_text_of(name, &text)
    }

    /// Knows that the reader has the newest text as a file.
    pub(super) fn text_saved(&mut self) -> bool {
        let before = self.is_unsaved();
        self.editing.saved = self.text().cloned();
        before
    }

    /// Forgets all steps: the page gave another text.
    pub(super) fn forget_steps(&mut self, given: Option<(Rc<str>, Text)>) {
        self.editing = Editing { given, ..Editing::default() };
    }

    /// Returns the change that an edit is, and the text after it.
    fn edited(&self, edit: &Edit) -> Result<(Change, String), Diagnostic> {
        let refused = |why: &str| Diagnostic::error("X0031", Path::root(), why);
        let Some(model) = self.model.as_ref().filter(|_| !self.stale) else {
            return Err(refused("the text cannot be read as it is")
                .hint("mend it in the Template tab first, or undo what was typed"));
        };
        if !self.can_edit() {
            return Err(refused("some bytes of the file are no text, so no new text can be written")
                .hint("save the file as UTF-8"));
        }
        if let Edit::Set(path, text) = edit
            && let Some(no) = edit::mistyped(path, text)
        {
            return Err(no);
        }
        let document = &model.source.document;
        let change = match edit {
            Edit::Set(path, text) => edit::set(document, path, text),
            Edit::Remove(path) => edit::remove(document, path),
            Edit::Duplicate(id, new) => edit::duplicate(document, id.as_str(), new),
            Edit::MakeParameter(path, name) => edit::to_parameter(document, path, name),
            Edit::AddRule(group, rule) => edit::add_rule(document, group.as_str(), rule),
            Edit::KeepAsDefault(id) => {
                if model.source.template.parameters.get(id).is_some_and(|parameter| parameter.no_echo) {
                    return Err(refused("a secret is written into no template"));
                }
                let typed = self.inputs.parameters.get(id).map(String::as_str).unwrap_or_default();
                edit::set(document, &Path::root().key("Parameters").key(id.as_str()).key("Default"), typed)
            }
        }?;
        let text = change.apply(document.text());
        let next = pipeline::read(text.as_str().into()).map_err(|mut why| {
            why.drain(..).next().unwrap_or_else(|| refused("the text could not be read"))
        })?;
        match self.new_mistake(&model.source, &next, edit) {
            Some(mistake) => Err(mistake),
            None => Ok((change, text)),
        }
    }

    /// Returns a mistake that the edited place has only after the edit: what AWS would refuse.
    fn new_mistake(&self, old: &Source, new: &Source, edit: &Edit) -> Option<Diagnostic> {
        let (Edit::Set(path, _) | Edit::MakeParameter(path, _)) = edit else { return None };
        let is_here = |found: &&Diagnostic| {
            found.severity == Severity::Error && found.path.steps().starts_with(path.steps())
        };
        let all = |source: &Source| {
            let check = parts::CHECK.get();
            let checked = self.facts.as_ref().zip(check).map(|(facts, check)| check(source, facts));
            source.diagnostics.iter().cloned().chain(checked.into_iter().flatten()).collect::<Vec<_>>()
        };
        let before = all(old);
        let is_new = |found: &&Diagnostic| !before.iter().any(|one| one.message == found.message);
        all(new).iter().filter(is_here).find(is_new).cloned()
    }

    fn step(&mut self, old: &str, change: Change, typed: bool) {
        let back = change.inverse(old);
        let editing = &mut self.editing;
        editing.undone.clear();
        editing.done.push(Step { forth: change, back, typed, renamed: None });
        let mut bytes: usize = editing.done.iter().map(Step::bytes).sum();
        while editing.done.len() > MOST_STEPS || (bytes > MOST_BYTES && editing.done.len() > 1) {
            bytes -= editing.done.remove(0).bytes();
        }
    }

    /// Shows a text of the reader's.
    fn show_text(&mut self, text: &str) -> bool {
        self.show_text_of(None, text)
    }

    /// Shows a text of the reader's, which has the name of a file, or that of the text before it.
    fn show_text_of(&mut self, name: Option<Rc<str>>, text: &str) -> bool {
        let Some((source, _)) = self.newest.clone() else { return false };
        self.editing.refused = None;
        self.read_text(name.unwrap_or(source), text.into());
        // A text that cannot be read has no commands of its own, and those that there are would deploy the page's.
        if self.stale {
            self.renew();
        }
        true
    }
}

/// Returns a text that was typed in a field, which knows one kind of line end, with those of the text before.
fn with_line_ends<'t>(old: &str, typed: &'t str) -> Cow<'t, str> {
    if !old.contains('\r') || typed.contains('\r') {
        return typed.into();
    }
    let shown = old.replace("\r\n", "\n").replace('\r', "\n");
    let end = if old.contains("\r\n") { "\r\n" } else { "\r" };
    let pieces = Change::between(&shown, typed).pieces.into_iter().map(|piece| Piece {
        span: before_field(old, piece.span.start)..before_field(old, piece.span.end),
        text: piece.text.replace('\n', end),
    });
    Change { what: String::new(), pieces: pieces.collect() }.apply(old).into()
}

/// Returns where in a text a byte is that was counted in a field, where each line end is one byte.
pub(super) fn before_field(text: &str, byte: usize) -> usize {
    let mut left = byte;
    let mut at = 0;
    let bytes = text.as_bytes();
    while left > 0 && at < bytes.len() {
        at += if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
        left -= 1;
    }
    at
}

fn is_one_line(change: &Change) -> bool {
    change.pieces.iter().all(|piece| !piece.text.contains('\n'))
}
