//! A resource once more.

use crate::diagnostic::{Diagnostic, Path};
use crate::yaml::{Document, Node};

use super::change::{Change, Piece};
use super::entries;
use super::verify::{cannot, find, first_right, not_an_alias, part, refused};

/// Writes a resource a second time, below itself, under another logical ID; comments in it are copied.
///
/// # Errors
/// When there is no such resource, the ID is none that CloudFormation takes, or it is there already.
pub fn duplicate(document: &Document, id: &str, new: &str) -> Result<Change, Diagnostic> {
    let resources = Path::root().key("Resources");
    let path = resources.key(id);
    not_an_alias(document, &path)?;
    let (node, mark) = find(document, &path)?;
    if new.is_empty() {
        return Err(refused(document, &path, "the copy has no name yet").hint("type a logical ID for it"));
    }
    if new.len() > 255 || !new.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(refused(document, &path, format!("`{new}` is no logical ID"))
            .hint("a logical ID has letters and digits only, 255 at most"));
    }
    if document.find(&resources.key(new)).is_some() {
        return Err(refused(document, &resources.key(new), format!("there is a resource `{new}` already")));
    }
    let (node, text) = (node.clone(), document.text());
    let (Some(key), form) = (mark.key, entries::form(document)) else { return Err(cannot(document, &path)) };
    let mut wanted = document.root().clone();
    let Some(Node::Map(map)) = part(&mut wanted, resources.steps()) else {
        return Err(cannot(document, &path));
    };
    let index = map.get_index_of(id).map_or(map.len(), |index| index + 1);
    map.shift_insert(index, new.into(), node);

    let (start, end) = (entries::start(mark), entries::end(mark));
    let body = text.get(key.span.end()..end).unwrap_or_default();
    let copy = format!("{}{body}", if form.is_json { format!("\"{new}\"") } else { new.to_owned() });
    let line = entries::line_start(text, start);
    let before = &text[line..start];
    let in_block = before.trim().is_empty() && !form.is_json && text[..end].ends_with('\n');
    let new_text = match (in_block, before.trim().is_empty()) {
        (true, _) => format!("{before}{copy}"),
        (false, true) if form.is_json => format!(",{}{before}{copy}", form.line_end),
        (false, true) => format!("{}{before}{copy}", form.line_end),
        (false, false) => format!(", {copy}"),
    };
    let at = match (in_block || form.is_json || !before.trim().is_empty(), end) {
        (true, end) => end,
        (false, end) => entries::line_end(text, end),
    };
    let change = Change {
        what: format!("{new}, a copy of {id}"),
        pieces: vec![Piece { span: at..at, text: new_text }],
    };
    first_right(document, &wanted, [change]).ok_or_else(|| cannot(document, &path))
}
