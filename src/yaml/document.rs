//! A text that was read: its values, where each stands, and which line that is.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path, Position};

use super::Node;
use super::line_starts::LineStarts;
use super::mark::Mark;

/// A text that was read once. What is asked of it later is looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    text: Rc<str>,
    root: Node,
    mark: Mark,
    lines: LineStarts,
}

impl Document {
    pub(super) fn new(text: &str, root: Node, mark: Mark, lines: LineStarts) -> Self {
        Self { text: text.into(), root, mark, lines }
    }

    /// Returns the text, its byte order mark included.
    pub fn text(&self) -> &Rc<str> {
        &self.text
    }

    /// Returns the values.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Returns where the whole template stands, and all its parts.
    pub fn mark(&self) -> &Mark {
        &self.mark
    }

    /// Returns the value at `path` and where it stands.
    pub fn find(&self, path: &Path) -> Option<(&Node, &Mark)> {
        path.steps().iter().try_fold((&self.root, &self.mark), |(node, mark), step| mark.step(node, step))
    }

    /// Returns the line and column of the part at `path`: of its key, where it has one. A part that is not written stands
    /// where what would hold it does.
    pub fn position(&self, path: &Path) -> Position {
        let mut place = None;
        let mut part = (&self.root, &self.mark);
        for step in path.steps() {
            let Some(next) = part.1.step(part.0, step) else { break };
            part = next;
            place = Some(part.1.place());
        }
        place.map_or(Position { line: 1, column: 1 }, |offset| self.lines.position(&self.text, offset))
    }

    /// Fills in the position of every diagnostic that has none.
    pub fn place(&self, diagnostics: &mut [Diagnostic]) {
        for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.position.is_none()) {
            diagnostic.position = Some(self.position(&diagnostic.path));
        }
    }
}
