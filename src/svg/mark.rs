//! The primitives that a figure is made of.

use std::borrow::Cow;

use super::palette::Paint;

/// One primitive.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// `<path>`: every shape is one.
    Path {
        /// Path data.
        d: Cow<'static, str>,
        /// Where its coordinates are.
        frame: Frame,
        /// Paint inside.
        fill: Paint,
        /// Paint of the line.
        stroke: Paint,
        /// Line width, in the frame's units.
        width: f64,
        /// `stroke-dasharray`, in the frame's units.
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
        /// True if it is centred at x.
        middle: bool,
        /// Its colour.
        fill: Paint,
        /// True if a rim in the ground's colour keeps it apart from the line that it stands on.
        halo: bool,
    },
    /// `<image>`: a square picture from a file that is not ours, as it is.
    Image {
        /// The file's name, without folder and `.svg`.
        name: &'static str,
        /// Where its square of [`IMAGE_SIDE`] is.
        frame: Frame,
        /// The letters that are painted where the file is not at hand. The picture hides it: it has no holes.
        instead: Vec<Mark>,
    },
}

impl Mark {
    /// Returns whether it is a text.
    pub fn is_text(&self) -> bool {
        matches!(self, Mark::Text { .. })
    }

    /// The same, as a part of what is not there under these parameters: a text is grey.
    pub fn absent(mut self) -> Self {
        if let Mark::Text { fill, .. } = &mut self {
            *fill = Paint::Grey;
        }
        self
    }

    /// The same, its line in another pattern; texts, pictures and solid shapes stay.
    pub fn dashed(mut self, pattern: Option<&'static str>) -> Self {
        match &mut self {
            Mark::Path { stroke, dash, .. } if *stroke != Paint::None => *dash = pattern,
            Mark::Image { instead, .. } => {
                *instead = instead.drain(..).map(|mark| mark.dashed(pattern)).collect();
            }
            Mark::Path { .. } | Mark::Text { .. } => {}
        }
        self
    }
}

/// The coordinates of a path: its own are scaled, then moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// The x of its origin.
    pub x: f64,
    /// The y of its origin.
    pub y: f64,
    /// The length of its unit.
    pub scale: f64,
}

impl Default for Frame {
    fn default() -> Self {
        Self { x: 0.0, y: 0.0, scale: 1.0 }
    }
}

/// The side of a picture's square, in units of its frame.
pub const IMAGE_SIDE: f64 = 48.0;
