//! Drawing to the languages of other diagram tools, escaped: draw.io, Mermaid, DOT and D2.
//!
//! draw.io gets every place; the three other tools lay out themselves, and `nesting` decides what is in what. `data/drawio.tsv`
//! says which of draw.io's shapes stands for which glyph or picture of a service; `tests/browser/exports.test.mjs` asks the tools
//! themselves whether they read it.

mod d2;
mod dot;
mod drawio;
mod drawio_shapes;
mod keys;
mod mermaid;
mod nesting;
mod node_text;

use crate::layout::Drawing;

/// The languages of other diagram tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An mxGraph file: everything where it is drawn, with draw.io's own shapes of AWS.
    DrawIo,
    /// A Mermaid flowchart, with boxes as subgraphs.
    Mermaid,
    /// Graphviz's language, with boxes as clusters.
    Dot,
    /// D2, with boxes as containers.
    D2,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 4] = [Format::DrawIo, Format::Mermaid, Format::Dot, Format::D2];

    /// Its name on the command line, and in the page's script.
    pub fn name(self) -> &'static str {
        match self {
            Format::DrawIo => "drawio",
            Format::Mermaid => "mermaid",
            Format::Dot => "dot",
            Format::D2 => "d2",
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Mermaid => "mmd",
            Format::DrawIo | Format::Dot | Format::D2 => self.name(),
        }
    }

    /// Returns the name that people know it by.
    pub fn title(self) -> &'static str {
        match self {
            Format::DrawIo => "draw.io",
            Format::Mermaid => "Mermaid",
            Format::Dot => "DOT",
            Format::D2 => "D2",
        }
    }
}

/// Writes a drawing in another tool's language. draw.io gets every place; the others lay it out themselves.
pub fn write(drawing: &Drawing, format: Format) -> String {
    match format {
        Format::DrawIo => drawio::write(drawing),
        Format::Mermaid => mermaid::write(drawing),
        Format::Dot => dot::write(drawing),
        Format::D2 => d2::write(drawing),
    }
}
