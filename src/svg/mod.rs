//! Drawing to [`Figure`] to SVG text: the primitives that the exported file and the live page share.

use std::rc::Rc;

use crate::layout::Drawing;

/// A drawing as a few primitives, in paint order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// Width in units.
    pub width: f64,
    /// Height in units.
    pub height: f64,
    /// `<title>`.
    pub title: String,
    /// `<desc>`.
    pub description: String,
    /// What is painted, from the back.
    pub groups: Vec<Group>,
}

/// The parts of one node or link.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The node's id, or `source→target` for a link; unique in the figure.
    pub id: Rc<str>,
    /// CSS classes: `node vpc`, `link flow`, `ghost`.
    pub class: String,
    /// `<title>`: the whole text, for the pointer and screen readers.
    pub title: String,
    /// Its marks.
    pub marks: Vec<Mark>,
}

/// One primitive. Colours are CSS custom properties with the light theme's colour as fallback.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// `<path>`: every shape is one.
    Path {
        /// Path data, absolute.
        d: String,
        /// Paint inside.
        fill: Paint,
        /// Paint of the line.
        stroke: Paint,
        /// Line width.
        width: f64,
        /// `stroke-dasharray`.
        dash: Option<&'static str>,
    },
    /// `<text>`: one line.
    Text {
        /// The text.
        text: String,
        /// The x it is aligned at.
        x: f64,
        /// Its baseline.
        y: f64,
        /// Font size.
        size: f64,
        /// Whether it is centred at x.
        middle: bool,
        /// Its colour.
        fill: Paint,
    },
}

/// A colour of the palette, or none.
pub type Paint = crate::scene::Ink;

/// How to write SVG text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SvgOptions {
    /// Put before every id, so that two figures on one page never collide.
    pub id_prefix: String,
    /// The colours.
    pub theme: Theme,
}

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// On white, as the reference.
    #[default]
    Light,
    /// On near-black.
    Dark,
}

/// Breaks a drawing down into primitives.
pub fn figure(_drawing: &Drawing) -> Figure {
    Figure::default()
}

/// Writes a figure as a stand-alone SVG file.
pub fn write(_figure: &Figure, _options: &SvgOptions) -> String {
    String::new()
}
