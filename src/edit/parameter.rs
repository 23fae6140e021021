//! A literal becomes a parameter.

use crate::diagnostic::{Diagnostic, Path};
use crate::sorting;
use crate::yaml::{Document, Map, Node};

use super::change::{Change, Piece};
use super::entries;
use super::put::put;
use super::verify::{cannot, find, first_right, part, refused};

/// Declares a parameter whose default is the literal at `path`, and refers to it there.
///
/// # Errors
/// When no scalar stands there, or the name is none or taken.
pub fn to_parameter(document: &Document, path: &Path, name: &str) -> Result<Change, Diagnostic> {
    let (node, _) = find(document, path)?;
    let Some(default) = node.as_text() else {
        return Err(refused(document, path, format!("{} is no single value", super::path::in_words(path))));
    };
    if name.is_empty() || name.len() > 255 || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(refused(document, path, format!("`{name}` is no name of a parameter"))
            .hint("a name has letters and digits only, 255 at most"));
    }
    let taken = ["Parameters", "Resources"].map(|section| Path::root().key(section).key(name));
    if let Some(there) = taken.iter().find(|path| document.find(path).is_some()) {
        return Err(refused(document, there, format!("`{name}` is there already")));
    }
    let text = |text: &str| Node::String(text.into());
    let declared =
        Node::Map(Map::from([("Type".into(), text("String")), ("Default".into(), Node::String(default))]));
    let reference = Node::Map(Map::from([("Ref".into(), text(name))]));

    let used = put(document, path, &reference)?;
    let section = Path::root().key("Parameters");
    let declared = match document.find(&section) {
        Some(_) => put(document, &section.key(name), &declared)?,
        None => new_section(document, &Node::Map(Map::from([(name.into(), declared)])))?,
    };
    let mut pieces = [declared.pieces, used.pieces].concat();
    sorting::by_key(&mut pieces, |piece| piece.span.start);
    let change = Change { what: format!("{} as the parameter {name}", used.what), pieces };

    // Each half was read alone; together they must hold, too.
    let mut wanted = crate::yaml::read(
        &Change { what: String::new(), pieces: declared_only(&change, path, document) }
            .apply(document.text()),
    )
    .map_err(|_| cannot(document, path))?
    .value
    .root()
    .clone();
    if let Some(part) = part(&mut wanted, path.steps()) {
        *part = reference;
    }
    first_right(document, &wanted, [change]).ok_or_else(|| cannot(document, path))
}

/// The pieces that do not stand at `path`.
fn declared_only(change: &Change, path: &Path, document: &Document) -> Vec<Piece> {
    let at = document.find(path).map(|(_, mark)| mark.whole());
    let elsewhere =
        |piece: &&Piece| at.is_none_or(|at| piece.span.end <= at.start() || piece.span.start >= at.end());
    change.pieces.iter().filter(elsewhere).cloned().collect()
}

/// A section `Parameters` before the resources.
fn new_section(document: &Document, parameters: &Node) -> Result<Change, Diagnostic> {
    let resources = Path::root().key("Resources");
    let (text, form) = (document.text(), entries::form(document));
    let (_, mark) = find(document, &resources)?;
    let start = entries::start(mark);
    let column = entries::column(text, start);
    let mut wanted = document.root().clone();
    if let Node::Map(map) = &mut wanted {
        let index = map.get_index_of("Resources").unwrap_or(0);
        map.shift_insert(index, "Parameters".into(), parameters.clone());
    }
    let new = match form.is_json {
        true => format!(
            "{}: {},{}{}",
            form.key("Parameters"),
            form.flow(parameters),
            form.line_end,
            " ".repeat(column)
        ),
        false => format!(
            "{}{}{}",
            form.entry("Parameters", parameters, column),
            form.line_end.repeat(2),
            " ".repeat(column)
        ),
    };
    let change =
        Change { what: "Parameters".to_owned(), pieces: vec![Piece { span: start..start, text: new }] };
    first_right(document, &wanted, [change]).ok_or_else(|| cannot(document, &resources))
}
