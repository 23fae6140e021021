//! Lines of a text, as changes of whole entries need them.

use crate::yaml::{Document, Mark, Style};

use super::write::Form;

/// Returns how new text is to look in this document.
pub(super) fn form(document: &Document) -> Form<'static> {
    let text = document.text();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    Form { is_json: is_json(document), line_end }
}

/// Returns whether the whole text is JSON, or looks so.
pub(super) fn is_json(document: &Document) -> bool {
    document.text().trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

/// Returns where the line of a byte begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or_else(
        || if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 },
        |found| found + 1,
    )
}

/// Returns where the line of a byte ends: its break, or the end of the text.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let length = rest.find('\n').unwrap_or(rest.len());
    at + rest.get(..length).map_or(0, |line| line.trim_end_matches('\r').len())
}

/// Returns where the next line begins.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| at + length + 1)
}

/// Returns the column of a byte, from 0.
pub(super) fn column(text: &str, at: usize) -> usize {
    text.get(line_start(text, at)..at).map_or(0, |before| before.chars().count())
}

/// Returns where an entry or an item begins: at its key, else at what its dash lists.
pub(super) fn start(mark: &Mark) -> usize {
    mark.key.map_or_else(|| mark.whole().start(), |key| key.span.start())
}

/// Returns where an entry or an item ends: behind its value, or behind its key where there is no value.
pub(super) fn end(mark: &Mark) -> usize {
    let last = mark.alias.map_or_else(|| deepest(mark), |alias| alias.end());
    last.max(mark.key.map_or(0, |key| key.span.end()))
}

/// The end of a value; of one that ends with an alias, the alias's.
fn deepest(mark: &Mark) -> usize {
    match (mark.style, mark.parts().last()) {
        (Style::Block, Some(last)) => end(last),
        _ => mark.span.end(),
    }
}

/// Returns where the dash of an item of a block list stands.
pub(super) fn dash(text: &str, mark: &Mark) -> Option<usize> {
    let before = text.get(..start(mark))?;
    before
        .rfind('-')
        .filter(|&at| before[at + 1..].trim().is_empty() || before[at + 1..].trim_start().starts_with('#'))
}
