//! The page's file and the reader's: one in the place of the other, and the lines in which they differ.

use std::ops::Range;
use std::rc::Rc;

use super::Session;
use crate::edit::{self, Change, ChangedLines, Piece};
use crate::yaml::Text;

impl Session {
    /// Returns the page's text, which the reader's is held against.
    pub fn page_text(&self) -> Option<&Rc<str>> {
        self.editing.given.as_ref().map(|(_, text)| text.shared())
    }

    /// Returns true if the text is that of a file of the reader's, and not the page's with changes.
    pub fn is_opened(&self) -> bool {
        let names = (&self.newest, &self.editing.given);
        matches!(names, (Some((now, _)), Some((page, _))) if now != page)
    }

    /// Returns the lines in which the text differs from that of the page.
    pub fn changed_lines(&self) -> Vec<ChangedLines> {
        match (self.page_text(), self.text()) {
            (Some(page), Some(now)) => edit::changed_lines(page, now),
            _ => Vec::new(),
        }
    }

    /// Takes a file of the reader's in place of the page's; it is a step, and the page's stays what it is held against.
    pub(in crate::session) fn open(&mut self, name: &Rc<str>, text: &Text) -> bool {
        let taken = self.take_text(name, text, &format!("opening {name}"));
        // The reader has it as a file.
        self.editing.saved = Some(text.shared().clone());
        taken
    }

    /// Takes another text and its file's name, as a step with these words.
    pub(in crate::session) fn take_text(&mut self, name: &Rc<str>, text: &Text, words: &str) -> bool {
        let Some((before, old)) = self.newest.clone() else {
            self.read_text(name.clone(), text.clone());
            return true;
        };
        if before == *name && old == *text {
            return false;
        }
        if old.is_whole() && text.is_whole() {
            let change = Change { what: words.to_owned(), ..Change::between(old.as_str(), text.as_str()) };
            self.step(old.as_str(), change, false);
            self.rename(name);
        } else {
            // Steps are of text, and here are bytes that are none.
            self.editing.done.clear();
            self.editing.undone.clear();
        }
        self.editing.refused = None;
        self.read_text(name.clone(), text.clone());
        if self.stale {
            self.renew();
        }
        true
    }

    /// Goes back to the page's text, as a step of its own.
    pub(in crate::session) fn restore(&mut self) -> bool {
        let (Some((page, given)), Some(old)) = (self.editing.given.clone(), self.text().cloned()) else {
            return false;
        };
        if !self.is_edited() {
            return false;
        }
        if !self.can_edit() || !given.is_whole() {
            self.forget_steps(Some((page.clone(), given.clone())));
            self.read_text(page, given);
            return true;
        }
        let change = Change { what: "all changes".to_owned(), ..Change::between(&old, given.as_str()) };
        self.step(&old, change, false);
        self.rename(&page);
        self.show_text(given.as_str())
    }

    /// Puts the page's lines back in the place of the reader's.
    pub(in crate::session) fn take_lines_back(&mut self, lines: &ChangedLines) -> bool {
        let (Some(page), Some(old)) = (self.page_text().cloned(), self.text().cloned()) else { return false };
        if !self.can_edit() || !self.changed_lines().contains(lines) {
            return false;
        }
        let of = |text: &str, lines: &Range<usize>| {
            let before: usize = edit::lines(text).take(lines.start).map(str::len).sum();
            let within: usize = edit::lines(text).skip(lines.start).take(lines.len()).map(str::len).sum();
            before..before + within
        };
        let text = page.get(of(&page, &lines.old)).unwrap_or_default().to_owned();
        let piece = Piece { span: of(&old, &lines.new), text };
        let change =
            Change { what: format!("the change in line {}", lines.new.start + 1), pieces: vec![piece] };
        let text = change.apply(&old);
        self.step(&old, change, false);
        self.show_text(&text)
    }

    /// Gives the newest text the name of another file, as a part of the last step.
    fn rename(&mut self, name: &Rc<str>) {
        if let (Some((newest, _)), Some(step)) = (&mut self.newest, self.editing.done.last_mut())
            && newest != name
        {
            step.renamed = Some((std::mem::replace(newest, name.clone()), name.clone()));
        }
    }
}
