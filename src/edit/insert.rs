//! A new entry of a mapping, or item of a list.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path, Step};
use crate::yaml::{Document, Map, Mark, Node, Style};

use super::change::{Change, Piece};
use super::entries;
use super::path::in_words;
use super::verify::{cannot, first_right, part, refused};
use super::write::Form;

/// Adds a value where the path leads to nothing yet; mappings on the way to it are made.
pub(super) fn insert(document: &Document, path: &Path, value: &Node) -> Result<Change, Diagnostic> {
    let steps = path.steps();
    let known =
        (0..steps.len()).rev().find(|&length| document.find(&first(path, length)).is_some()).unwrap_or(0);
    let holder = first(path, known);
    let Some((node, mark)) = document.find(&holder) else { return Err(cannot(document, path)) };
    let step = &steps[known];
    let value = made(&steps[known + 1..], value).ok_or_else(|| nowhere(document, path, &holder, node))?;

    let mut wanted = document.root().clone();
    let place = part(&mut wanted, holder.steps());
    match (place, step) {
        (Some(Node::Map(map)), Step::Key(key)) => drop(map.insert(key.clone(), value.clone())),
        (Some(Node::List(items)), Step::Index(index)) if *index == items.len() => items.push(value.clone()),
        (Some(empty @ Node::Null), Step::Key(key)) => {
            *empty = Node::Map(Map::from([(key.clone(), value.clone())]))
        }
        (Some(empty @ Node::Null), Step::Index(0)) => *empty = Node::List(vec![value.clone()]),
        _ => return Err(nowhere(document, path, &holder, node)),
    }
    let key = match step {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    };
    let new = New { form: entries::form(document), key, value: &value };
    let pieces = new.pieces(document.text(), mark);
    let change = |piece| Change { what: in_words(path), pieces: vec![piece] };
    first_right(document, &wanted, pieces.into_iter().map(change)).ok_or_else(|| cannot(document, path))
}

/// A new part.
struct New<'n> {
    form: Form<'static>,
    key: Option<&'n Rc<str>>,
    value: &'n Node,
}

impl New<'_> {
    /// The pieces that might do, best first.
    fn pieces(&self, text: &str, holder: &Mark) -> Vec<Piece> {
        match (holder.style, holder.parts().last()) {
            (Style::Block, Some(last)) => vec![self.below(text, holder, last)],
            (Style::Flow, last) => self.in_brackets(text, holder, last),
            _ => self.instead_of_nothing(text, holder),
        }
    }

    /// Below the last entry or item, at the column of the first.
    fn below(&self, text: &str, holder: &Mark, last: &Mark) -> Piece {
        let line_end = self.form.line_end;
        let first = holder.parts().first().unwrap_or(last);
        let begins = match self.key {
            Some(_) => entries::start(first),
            None => entries::dash(text, first).unwrap_or_else(|| entries::start(first)),
        };
        let column = entries::column(text, begins);
        let line = format!("{}{}", " ".repeat(column), self.line(column));
        let end = entries::end(last);
        // A block scalar ends with its line.
        if text[..end].ends_with('\n') {
            return Piece { span: end..end, text: format!("{line}{line_end}") };
        }
        let end = entries::line_end(text, end);
        Piece { span: end..end, text: format!("{line_end}{line}") }
    }

    fn in_brackets(&self, text: &str, holder: &Mark, last: Option<&Mark>) -> Vec<Piece> {
        let new = match self.key {
            Some(key) => format!("{}: {}", self.form.key(key), self.form.flow(self.value)),
            None => self.form.flow(self.value),
        };
        let Some(last) = last else {
            let (open, close) = if self.key.is_some() { ("{", "}") } else { ("[", "]") };
            return vec![Piece {
                span: holder.span.start()..holder.span.end(),
                text: format!("{open}{new}{close}"),
            }];
        };
        let end = entries::end(last);
        // As the entries before are parted.
        let before = match holder.parts() {
            [.., previous, _] => text.get(entries::end(previous)..entries::start(last)),
            _ => text.get(holder.span.start() + 1..entries::start(last)),
        };
        let space = before
            .unwrap_or_default()
            .trim_start_matches(|c: char| c.is_whitespace() && c != '\n' && c != '\r');
        let space = space.strip_prefix(',').unwrap_or(space);
        let parted = if space.trim().is_empty() && space.contains('\n') { space } else { " " };
        vec![Piece { span: end..end, text: format!(",{parted}{new}") }]
    }

    /// Below a key that has no value, or in place of a `null`.
    fn instead_of_nothing(&self, text: &str, holder: &Mark) -> Vec<Piece> {
        let Some(key) = holder.key else { return Vec::new() };
        let column = entries::column(text, key.span.start());
        let line = format!("{}{}{}", self.form.line_end, " ".repeat(column + 2), self.line(column + 2));
        if holder.style == Style::Absent {
            let end = entries::line_end(text, key.span.end());
            return vec![Piece { span: end..end, text: line }];
        }
        vec![Piece { span: holder.span.start()..holder.span.end(), text: line }]
    }

    fn line(&self, column: usize) -> String {
        match self.key {
            Some(key) => self.form.entry(key, self.value, column),
            None => format!("- {}", self.form.item(self.value, column)),
        }
    }
}

/// The value with the mappings that lead to it.
fn made(steps: &[Step], value: &Node) -> Option<Node> {
    steps.iter().rev().try_fold(value.clone(), |value, step| match step {
        Step::Key(key) => Some(Node::Map(Map::from([(key.clone(), value)]))),
        Step::Index(0) => Some(Node::List(vec![value])),
        Step::Index(_) => None,
    })
}

fn nowhere(document: &Document, path: &Path, holder: &Path, node: &Node) -> Diagnostic {
    let next = path.steps().get(holder.steps().len()).map_or_else(String::new, Step::to_string);
    let what = format!("there is no `{next}` in {}, which is {}", in_words(holder), node.kind());
    let diagnostic = refused(document, holder, what);
    match node {
        Node::List(items) => {
            diagnostic.hint(format!("its items are numbered from 0; a new one would be {}", items.len()))
        }
        _ => diagnostic.hint("see whether the path is right, or set the value before it"),
    }
}

/// The first steps of a path.
fn first(path: &Path, length: usize) -> Path {
    let mut first = path.clone();
    first.shorten(path.steps().len() - length);
    first
}
