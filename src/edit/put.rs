//! A value in the place of another, or where none is.

use crate::diagnostic::{Diagnostic, Path, Step};
use crate::yaml::{Document, Mark, Node, Style, plain_value};

use super::change::{Change, Piece};
use super::entries;
use super::insert;
use super::path::{in_words, is_function};
use super::scalar::{self, ScalarPlace};
use super::verify::{cannot, first_right, not_an_alias, part, refused, some_of};

/// Writes a text as the value at `path`: in the place of a scalar or a function, or as a new entry of the mapping, or item at the
/// end of the list, that the rest of the path leads to. A text stays a text, quoted where it must be; a number or a boolean becomes
/// what the text reads as.
///
/// # Errors
/// When the path leads into no mapping, a mapping or list of several values stands there, or an alias stands in the way.
pub fn set(document: &Document, path: &Path, text: &str) -> Result<Change, Diagnostic> {
    let now = document.find(path).map(|(node, _)| node);
    if let Some(node @ (Node::Map(_) | Node::List(_))) = now.filter(|node| !is_replaceable(node)) {
        let what = format!("{} is {}, and no single value", in_words(path), node.kind());
        let hint = match node {
            Node::Map(map) => format!("go on to one of its keys: {}", some_of(map)),
            _ => "go on to one of its items by its number, the first is 0".to_owned(),
        };
        return Err(refused(document, path, what).hint(hint));
    }
    if now.and_then(Node::as_text).as_deref() == Some(text) {
        return Ok(Change { what: in_words(path), pieces: Vec::new() });
    }
    let plain = plain_value(text);
    let reads_as_written = plain.as_text().is_some_and(|read| &*read == text);
    let value = match now {
        Some(Node::String(_)) => Node::String(text.into()),
        _ if reads_as_written && (!entries::is_json(document) || is_json_value(&plain)) => plain,
        _ => Node::String(text.into()),
    };
    put(document, path, &value)
}

/// Writes a value at `path`, as [`set`] does with a text.
///
/// # Errors
/// As those of [`set`].
pub fn put(document: &Document, path: &Path, value: &Node) -> Result<Change, Diagnostic> {
    not_an_alias(document, path)?;
    let Some((node, mark)) = document.find(path) else { return insert::insert(document, path, value) };
    let what = in_words(path);
    if node == value {
        return Ok(Change { what, pieces: Vec::new() });
    }
    let mut wanted = document.root().clone();
    if let Some(part) = part(&mut wanted, path.steps()) {
        *part = value.clone();
    }
    let changes = spellings(document, path, node, mark, value).into_iter().map(|(span, text)| {
        let span = span.0..span.1;
        Change { what: what.clone(), pieces: vec![Piece { span, text }] }
    });
    first_right(document, &wanted, changes).ok_or_else(|| cannot(document, path))
}

/// The pieces that might do, best first.
fn spellings(
    document: &Document,
    path: &Path,
    node: &Node,
    mark: &Mark,
    value: &Node,
) -> Vec<((usize, usize), String)> {
    let text = document.text();
    let form = entries::form(document);
    let whole = mark.whole();
    let now_scalar = !matches!(node, Node::Map(_) | Node::List(_));
    let is_scalar = !matches!(value, Node::Map(_) | Node::List(_));
    let span = if now_scalar { mark.span } else { whole };
    if !is_scalar {
        return vec![((whole.start(), whole.end()), form.flow(value))];
    }
    let place = ScalarPlace {
        style: if now_scalar { mark.style } else { Style::Plain },
        in_flow: in_flow(document, path),
        is_json: form.is_json,
        indent: block_indent(text, mark),
        line_end: form.line_end,
        now: span.of(text),
        ends_line: text
            .get(span.end()..entries::line_end(text, span.end()))
            .is_some_and(|rest| rest.trim().is_empty()),
    };
    let mut ways = Vec::new();
    for spelled in scalar::spellings(value, place) {
        // Nothing stands there: the key's colon needs a space.
        let space =
            if mark.style == Style::Absent && !text[..span.start()].ends_with(' ') { " " } else { "" };
        ways.push(((span.start(), span.end()), format!("{space}{spelled}")));
        // A tag such as `!!str` would make another value of it.
        if whole.start() < span.start() {
            ways.push(((whole.start(), span.end()), spelled));
        }
    }
    ways
}

/// Functions of one argument, and what is empty: whoever sets a value there means to replace all of it.
fn is_replaceable(node: &Node) -> bool {
    match node {
        Node::Map(map) => map.is_empty() || map.len() == 1 && map.keys().all(|key| is_function(key)),
        Node::List(items) => items.is_empty(),
        _ => true,
    }
}

/// Returns whether JSON has this notation.
fn is_json_value(value: &Node) -> bool {
    match value {
        Node::Number(text) => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            digits.starts_with(|c: char| c.is_ascii_digit()) && !digits.ends_with('.')
        }
        _ => true,
    }
}

/// Returns whether brackets are around the value.
fn in_flow(document: &Document, path: &Path) -> bool {
    let mut at = Path::root();
    let mut around = vec![at.clone()];
    for step in path.steps() {
        at = match step {
            Step::Key(key) => at.key(key.clone()),
            Step::Index(index) => at.index(*index),
        };
        around.push(at.clone());
    }
    around.pop();
    around.iter().any(|path| document.find(path).is_some_and(|(_, mark)| mark.style == Style::Flow))
}

/// The column of the lines of a block scalar: where they are now, else two more than the line's own.
fn block_indent(text: &str, mark: &Mark) -> usize {
    let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let now = mark.span.of(text);
    if matches!(mark.style, Style::Literal | Style::Folded) {
        let lines = now.lines().skip(1).filter(|line| !line.trim().is_empty());
        if let Some(least) = lines.map(spaces).min() {
            return least;
        }
    }
    let at = mark.key.map_or(mark.whole().start(), |key| key.span.start());
    match mark.key {
        Some(_) => entries::column(text, at) + 2,
        None => spaces(&text[entries::line_start(text, at)..]) + 2,
    }
}
