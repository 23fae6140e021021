//! Where the parts of a text stand, and how they are written.

use crate::diagnostic::Step;

use super::Node;

/// A piece of the text, in bytes from its beginning, a byte order mark included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The piece from one byte up to another. No text that is read is longer than a `u32` can count.
    pub(super) fn new(start: usize, end: usize) -> Self {
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self { start: u32::try_from(start).unwrap_or(u32::MAX).min(end), end }
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte behind the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Returns the piece of `text`; nothing of a text that is shorter.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or_default()
    }
}

/// The style in which a part of the text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A scalar without quotes.
    Plain,
    /// `'text'`.
    SingleQuoted,
    /// `"text"`, and every text of JSON.
    DoubleQuoted,
    /// `|`, whose lines stay lines.
    Literal,
    /// `>`, whose lines are folded.
    Folded,
    /// A mapping or a list by indentation.
    Block,
    /// A mapping or a list in brackets; of a mapping in a list of this style (`[a: b]`) they may be missing.
    Flow,
    /// `!Ref x`: a mapping of one entry whose key is the tag.
    ShortForm,
    /// Nothing is written where the value would be.
    Absent,
}

/// Where one value stands, with all its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its key, for an entry of a mapping: quotes included, anchor and tag left out; for a short form, the tag.
    pub key: Option<Key>,
    /// The value without its anchor and tag, quotes and brackets included. That of a block scalar begins at its `|` or `>`
    /// and ends with its last line, the break included; that of nothing is empty.
    pub span: Span,
    /// The style that it is written in.
    pub style: Style,
    /// Where its anchor and tag begin; where it begins itself when it has none.
    pub(super) outer: u32,
    /// The alias (`*name`) that stands in its place. The spans of the value are those of what the alias names.
    pub alias: Option<Span>,
    /// The marks of its items or entries, in the order of the [`Node`]'s.
    pub(super) parts: Vec<Mark>,
}

/// The key of an entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// Where it stands.
    pub span: Span,
    /// The style that it is written in.
    pub style: Style,
}

impl Mark {
    pub(super) fn new(outer: usize, span: Span, style: Style, parts: Vec<Mark>) -> Self {
        let outer = Span::new(outer, span.end()).start;
        Self { key: None, span, style, outer, alias: None, parts }
    }

    /// Returns the value with its anchor and tag.
    pub fn whole(&self) -> Span {
        Span { start: self.outer, end: self.span.end }
    }

    /// Returns the marks of its items or entries, in their order.
    pub fn parts(&self) -> &[Mark] {
        &self.parts
    }

    /// Follows one step into `node`, whose mark this is.
    pub(super) fn step<'d>(&'d self, node: &'d Node, step: &Step) -> Option<(&'d Node, &'d Mark)> {
        let (index, part) = match (node, step) {
            (Node::Map(map), Step::Key(key)) => {
                let (index, _, part) = map.get_full(key)?;
                (index, part)
            }
            (Node::List(items), Step::Index(index)) => (*index, items.get(*index)?),
            _ => return None,
        };
        Some((part, self.parts.get(index)?))
    }

    /// The byte that a finding about this value points at: its key, else the beginning of what it says.
    pub(super) fn place(&self) -> usize {
        match (&self.key, self.style, self.parts.first()) {
            (Some(key), ..) => key.span.start(),
            // Not the dash, but what it lists.
            (None, Style::Block, Some(first)) => first.place(),
            _ => self.span.start(),
        }
    }
}
