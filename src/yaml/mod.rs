//! Text to [`Node`]s: the only place that names serde_yaml and serde_json as readers.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Path, Position};

/// A template as plain data, every short form (`!Ref x`) already in its long form (`{Ref: x}`).
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `null`, `~` or nothing.
    Null,
    /// `true`, `false`, and YAML 1.1's plain `yes`, `no`, `on`, `off`, as CloudFormation takes them.
    Bool(bool),
    /// A number as it is written: `0123` is text, `1.10` keeps its zero.
    Number(Rc<str>),
    /// Text.
    String(Rc<str>),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the text.
    Map(Map),
}

/// A mapping in the order of the text; keys are always text.
pub type Map = IndexMap<Rc<str>, Node>;

/// Reads YAML, or JSON when the text starts with `{`.
///
/// # Errors
/// One diagnostic with its position when nothing can be shown: syntax, a duplicate key, an unknown tag,
/// several documents, or a top level that is no mapping.
pub fn read(_text: &str) -> Result<Node, Diagnostic> {
    unimplemented!()
}

/// Where the part at `path` stands in `text`; its key, for a part that has one.
pub fn locate(_text: &str, _path: &Path) -> Option<Position> {
    None
}
