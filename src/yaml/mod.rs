//! Text to [`Node`]s: the only place that names serde_yaml and serde_json as readers.
//!
//! serde_yaml is the judge of what a scalar is, but gives no positions for good input: `cursor` steps through the text beside
//! it, and writes down for each piece its bytes, style, anchor and tag, and the alias that stands in its place ([`Mark`]). A
//! place is looked up ([`Document::position`]), never searched by reading again; `tests/spans.rs` and every fuzzed text hold that
//! each piece, read alone, has the value that the whole has there. [`Text`] is a file's bytes as text: one that is not
//! whole must never be written back.

mod budget;
mod cursor;
mod document;
mod line_starts;
mod mark;
mod nesting;
mod notes;
mod problem;
mod read;
mod scalar;
mod source;
mod tag;
#[cfg(test)]
mod tests;
mod text;

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Reported};
use crate::maps::IndexMap;

pub use document::Document;
pub use mark::{Key, Mark, Span, Style};
pub use text::Text;

/// A template as plain data, every short form (`!Ref x`) already in its long form (`{Ref: x}`).
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `null`, `~` or nothing.
    Null,
    /// `true`, `false`, and YAML 1.1's plain `yes`, `no`, `on`, `off`, as CloudFormation takes them.
    Bool(bool),
    /// A number as it is written, `1.10` with its zero; what JSON has no notation for is written out: `0755` as `493`.
    Number(Rc<str>),
    /// Text.
    String(Rc<str>),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the text.
    Map(Map),
}

/// The code of what is noticed of aliases and merge keys: cfn-lint's.
pub const ALIASES: &str = "W1100";

/// The code of what is noticed of numbers that do not look like numbers.
pub const NUMBERS: &str = "X0004";

/// A mapping in the order of the text; keys are always text.
pub type Map = IndexMap<Rc<str>, Node>;

/// Reads YAML, or JSON when the text starts with `{`. What is noticed has its position: keys that are there twice, of
/// which the last counts; numbers that do not look like numbers; aliases and merge keys.
///
/// # Errors
/// One diagnostic with its position when nothing can be shown: syntax, an unknown tag, several documents.
pub fn read(text: &str) -> Result<Reported<Document>, Diagnostic> {
    read::read(source::Source::new(text))
}

/// Returns the value of a scalar that stands without quotes.
pub fn plain_value(text: &str) -> Node {
    scalar::resolve(text)
}

/// Why a value is no template: the top level of one is a mapping.
pub fn no_mapping(node: &Node) -> Option<Diagnostic> {
    read::no_mapping(node)
}

impl Node {
    /// The mapping, when it is one.
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Node::Map(map) => Some(map),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::List(_) => None,
        }
    }

    /// The items, when it is a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match self {
            Node::List(items) => Some(items),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::Map(_) => None,
        }
    }

    /// A scalar as text, the way CloudFormation passes it on: `true`, `12`, and text as it is.
    pub fn as_text(&self) -> Option<Rc<str>> {
        match self {
            Node::String(text) | Node::Number(text) => Some(text.clone()),
            Node::Bool(value) => Some(if *value { "true".into() } else { "false".into() }),
            Node::Null | Node::List(_) | Node::Map(_) => None,
        }
    }

    /// Returns what it is, for a message: `text`, `a list`, …
    pub fn kind(&self) -> &'static str {
        match self {
            Node::Null => "nothing",
            Node::Bool(_) => "a boolean",
            Node::Number(_) => "a number",
            Node::String(_) => "text",
            Node::List(_) => "a list",
            Node::Map(_) => "a mapping",
        }
    }
}
