//! An entry or an item less.

use crate::diagnostic::{Diagnostic, Path, Step};
use crate::yaml::{Document, Mark, Node, Style};

use super::change::{Change, Piece};
use super::entries;
use super::path::in_words;
use super::verify::{cannot, find, first_right, not_an_alias, part, refused};

/// Removes the entry or item at `path`, with its lines and the comments on them; the last of a section takes the section with it.
///
/// # Errors
/// When there is none, or an alias stands in the way.
pub fn remove(document: &Document, path: &Path) -> Result<Change, Diagnostic> {
    let mut holder = path.clone();
    holder.shorten(1);
    let Some(step) = path.steps().last() else {
        return Err(refused(document, path, "a template cannot be removed from itself"));
    };
    not_an_alias(document, &holder)?;
    find(document, path)?;
    let (_, mark) = find(document, &holder)?;
    if let ([Step::Key(section), _], [_]) = (path.steps(), mark.parts()) {
        // CloudFormation needs resources, and no other section without anything in it.
        if &**section != "Resources" {
            return Ok(Change { what: in_words(path), ..remove(document, &holder)? });
        }
    }
    let mut wanted = document.root().clone();
    let index = match (part(&mut wanted, holder.steps()), step) {
        (Some(Node::Map(map)), Step::Key(key)) => map.shift_remove_full(key).map(|(index, ..)| index),
        (Some(Node::List(items)), Step::Index(index)) => {
            items.remove(*index);
            Some(*index)
        }
        _ => None,
    };
    let Some(index) = index else { return Err(cannot(document, path)) };
    let what = in_words(path);
    let change = |piece| Change { what: what.clone(), pieces: vec![piece] };
    let changes = pieces(document, mark, index).into_iter().map(change);
    first_right(document, &wanted, changes).ok_or_else(|| cannot(document, path))
}

/// The pieces that might do, best first.
fn pieces(document: &Document, holder: &Mark, index: usize) -> Vec<Piece> {
    let text = &**document.text();
    let parts = holder.parts();
    let Some(part) = parts.get(index) else { return Vec::new() };
    let piece =
        |start: usize, end: usize, text: &str| Piece { span: start..end.max(start), text: text.to_owned() };
    if let [_] = parts {
        return alone(text, holder, part);
    }
    let next = parts.get(index + 1);
    if holder.style == Style::Flow {
        return match (next, index.checked_sub(1).and_then(|before| parts.get(before))) {
            (Some(next), _) => vec![piece(entries::start(part), entries::start(next), "")],
            (None, Some(before)) => vec![piece(entries::end(before), entries::end(part), "")],
            (None, None) => Vec::new(),
        };
    }
    let begins = match part.key {
        Some(key) => key.span.start(),
        None => entries::dash(text, part).unwrap_or_else(|| entries::start(part)),
    };
    let line = entries::line_start(text, begins);
    let end = entries::end(part);
    let end = if text[..end].ends_with('\n') && end > begins { end } else { entries::next_line(text, end) };
    let mut ways = Vec::new();
    if text[line..begins].trim_matches([' ', '\u{feff}']).is_empty() {
        ways.push(piece(line, end, ""));
        // The last of a text without a break at its end takes that of the line before.
        if end == text.len() && !text.ends_with('\n') && line > 0 {
            let before = text[..line].trim_end_matches(['\n', '\r']).len();
            ways.insert(0, piece(before, end, ""));
        }
    }
    // What a dash begins goes on with the next.
    if let Some(next) = next {
        ways.push(piece(begins, entries::start(next), ""));
    }
    ways
}

/// Returns what stays of a mapping or a list that loses its only part.
fn alone(text: &str, holder: &Mark, part: &Mark) -> Vec<Piece> {
    let empty = if part.key.is_some() { "{}" } else { "[]" };
    let end = entries::end(part).max(holder.span.end());
    let breaks = &text[text[..end].trim_end_matches(['\n', '\r']).len()..end];
    let with_breaks =
        |start: usize, empty: &str| Piece { span: start..end, text: format!("{empty}{breaks}") };
    let mut ways = Vec::new();
    if let Some(key) = holder.key.filter(|_| holder.style == Style::Block) {
        let between = text.get(key.span.end()..holder.whole().start()).unwrap_or_default();
        if between.trim() == ":" {
            ways.push(with_breaks(key.span.end(), &format!(": {empty}")));
        }
    }
    ways.push(with_breaks(holder.span.start(), empty));
    ways
}
