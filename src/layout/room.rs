//! What a block holds, as lines of items: rows from the top, or columns from the left.
//!
//! Between two lines runs a corridor, between two items of a line a gap; links run in both and make them wider.
//! `along` is the direction in which the items of a line follow each other, `across` that in which lines do.

use crate::scene::NodeIndex;

use super::geometry::{Edges, Point, Size};
use super::tree::BlockIndex;

/// In which direction the items of a line follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Axis {
    /// Lines are rows.
    #[default]
    Rows,
    /// Lines are columns.
    Columns,
}

/// A start and an end.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Interval {
    /// The smaller coordinate.
    pub start: f64,
    /// The larger coordinate.
    pub end: f64,
}

/// Lines of items.
#[derive(Debug, Clone, Default)]
pub struct Room {
    /// The direction of its lines.
    pub axis: Axis,
    /// Its lines, each across after the one before.
    pub lines: Vec<Line>,
    /// The columns that all grid lines share: the scene's numbers with their starts and ends.
    pub columns: Vec<(usize, Interval)>,
    /// The room that links need in each corridor: before the first line, between lines, after the last.
    pub corridors: Vec<f64>,
    /// Its extent along and across, without the insets of its block.
    pub size: Size,
    /// Pairs of linked items: their positions, as line and place in the line.
    pub ties: Vec<((usize, usize), (usize, usize))>,
}

/// Items that follow each other.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Its kind.
    pub kind: LineKind,
    /// Its items.
    pub items: Vec<BlockIndex>,
    /// The place where each item's footprint starts along, from the start of the room.
    pub starts: Vec<f64>,
    /// The room that links need in each gap: before the first item, between items, after the last.
    pub gaps: Vec<f64>,
    /// Its start across, from the start of the room.
    pub across: f64,
    /// Its extent across.
    pub thickness: f64,
    /// Its least extent across.
    pub least: f64,
    /// The middles of its items, from its own start across.
    pub middle: f64,
    /// The least distance to the line before.
    pub apart: f64,
    /// The distance of its items' middles, where they stand in the columns of the rows around it.
    pub pitch: Option<f64>,
}

/// The kinds of lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LineKind {
    /// Items beside each other.
    #[default]
    Plain,
    /// The row above a grid.
    Above,
    /// Cells: the number of each item's column.
    Grid {
        /// The row, by the scene's numbering.
        row: usize,
        /// The column of each item.
        columns: Vec<usize>,
    },
    /// A lane for one spanning box in all boxes of a row.
    Lane(NodeIndex),
    /// The main block with what stands beside it, in the row of what uses it.
    Beside,
    /// One box as large as its parent.
    Fill,
    /// Boxes that follow each other, all equally high.
    Steps,
}

impl Line {
    /// Returns whether the first rows of icons in its items stand at one height, rather than the items' own middles.
    pub fn by_row(&self) -> bool {
        let is_shared = matches!(self.kind, LineKind::Lane(_)) && self.items.len() > 1;
        is_shared || matches!(self.kind, LineKind::Beside | LineKind::Steps)
    }
}

impl LineKind {
    /// Returns whether items are as thick as their line.
    pub fn stretches(&self) -> bool {
        match self {
            LineKind::Grid { .. } | LineKind::Lane(_) | LineKind::Fill | LineKind::Steps => true,
            LineKind::Plain | LineKind::Above | LineKind::Beside => false,
        }
    }
}

impl Interval {
    /// Its length.
    pub fn length(self) -> f64 {
        self.end - self.start
    }
}

impl Axis {
    /// Returns what is along and what is across, or takes it back to what is horizontal and what is vertical.
    fn turn<T>(self, (horizontal, vertical): (T, T)) -> (T, T) {
        match self {
            Axis::Rows => (horizontal, vertical),
            Axis::Columns => (vertical, horizontal),
        }
    }

    /// Returns the extent of a size along a line.
    pub fn along(self, size: Size) -> f64 {
        self.turn((size.w, size.h)).0
    }

    /// Returns the extent of a size across the lines.
    pub fn across(self, size: Size) -> f64 {
        self.turn((size.w, size.h)).1
    }

    /// Returns a size of its extents along and across.
    pub fn size(self, along: f64, across: f64) -> Size {
        let (w, h) = self.turn((along, across));
        Size { w, h }
    }

    /// Returns a point of its coordinates along and across.
    pub fn point(self, along: f64, across: f64) -> Point {
        let (x, y) = self.turn((along, across));
        Point { x, y }
    }

    /// Returns the edges before and after, along a line.
    pub fn edges_along(self, edges: Edges) -> (f64, f64) {
        self.turn(((edges.left, edges.right), (edges.top, edges.bottom))).0
    }

    /// Returns the edges before and after, across the lines.
    pub fn edges_across(self, edges: Edges) -> (f64, f64) {
        self.turn(((edges.left, edges.right), (edges.top, edges.bottom))).1
    }

    /// Returns edges of those along and across, each before and after.
    pub fn edges(self, along: (f64, f64), across: (f64, f64)) -> Edges {
        let ((left, right), (top, bottom)) = self.turn((along, across));
        Edges { top, right, bottom, left }
    }
}
