//! What a text says otherwise than its author may think, or than CloudFormation takes it: warnings, with their places.

use std::cell::RefCell;
use std::mem::{Discriminant, discriminant};
use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path};
use crate::maps::IndexSet;
use crate::sorting;

use super::line_starts::LineStarts;
use super::scalar::Notation;
use super::{ALIASES, NUMBERS};

/// The most warnings that are kept; a text with more has the same fault many times over.
const MAX_NOTES: usize = 200;

/// Collects what was noticed; an alias repeats what it names, which is noted once.
#[derive(Default)]
pub(super) struct Notes {
    found: RefCell<Vec<Note>>,
    places: RefCell<IndexSet<(usize, Discriminant<What>)>>,
}

/// One thing that was noticed.
struct Note {
    /// Where in the text, in bytes.
    offset: usize,
    /// The part of the template.
    path: Path,
    what: What,
}

/// A kind of finding.
pub(super) enum What {
    /// A key that its mapping has already; where that was.
    Repeated(usize),
    /// A number in a notation that few know: as it is written, and its value.
    Number { notation: Notation, written: Rc<str>, value: Rc<str> },
    /// A merge key.
    Merge,
    /// An alias, by name.
    Alias(Rc<str>),
}

impl Notes {
    /// Notes something, once a place.
    pub(super) fn add(&self, offset: usize, path: &RefCell<Path>, what: What) {
        let is_new = self.places.borrow_mut().insert((offset, discriminant(&what)));
        let mut found = self.found.borrow_mut();
        if is_new && found.len() < MAX_NOTES {
            found.push(Note { offset, path: path.borrow().clone(), what });
        }
    }

    /// The warnings, in the order of the text.
    pub(super) fn diagnostics(self, text: &str, lines: &LineStarts) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        if found.is_empty() {
            return Vec::new();
        }
        let left_out = self.places.into_inner().len() - found.len();
        sorting::by_key(&mut found, |note| note.offset);
        let mut warnings: Vec<Diagnostic> =
            found.into_iter().map(|note| warning(note, text, lines)).collect();
        if left_out > 0 {
            let message = format!("{left_out} more findings of this kind are left out");
            let info = Diagnostic::info("X0001", Path::root(), message);
            warnings.push(info.at(lines.position(text, 0)));
        }
        warnings
    }
}

fn warning(note: Note, text: &str, lines: &LineStarts) -> Diagnostic {
    let here = lines.position(text, note.offset);
    let diagnostic = match note.what {
        What::Repeated(first) => {
            let key = note.path.steps().last().map_or(String::new(), ToString::to_string);
            let twice = match lines.position(text, first) {
                first if first.line == here.line => format!(
                    "stands in line {} in column {} and again here, in column {}",
                    here.line, first.column, here.column
                ),
                first => format!("stands in line {} and again here, in line {}", first.line, here.line),
            };
            let message = format!("the key `{key}` {twice}: CloudFormation takes the last, and so do we");
            Diagnostic::warning("X0003", note.path, message).hint("rename or remove one of them")
        }
        What::Number { notation, written, value } => {
            let how = match notation {
                Notation::Octal => "digits behind a zero as octal",
                Notation::Sexagesimal => "digits with colons as sexagesimal, like hours and minutes",
            };
            let message =
                format!("`{written}` is the number {value} to CloudFormation: YAML 1.1 takes {how}");
            Diagnostic::warning(NUMBERS, note.path, message).hint(format!("quote it: `'{written}'`"))
        }
        What::Merge => {
            let message = "CloudFormation refuses YAML's merge keys (`<<`)";
            Diagnostic::warning(ALIASES, note.path, message).hint(PACKAGE)
        }
        What::Alias(name) => {
            let message = format!("CloudFormation refuses YAML's aliases (`*{name}`)");
            Diagnostic::warning(ALIASES, note.path, message).hint(PACKAGE)
        }
    };
    diagnostic.at(here)
}

/// The tool that resolves aliases and merge keys.
const PACKAGE: &str = "`aws cloudformation package` writes a template without them";
