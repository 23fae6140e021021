//! Drawing to [`Figure`] to SVG text: the primitives that the exported file and the live page share.

mod figure;
mod glyphs;
mod icon;
mod mark;
mod number;
mod palette;
mod report;
mod write;
mod xml;

pub use figure::{FAINT, Figure, Group, figure, link_label};
pub use glyphs::glyph_names;
pub use mark::{Frame, IMAGE_SIDE, Mark};
pub use number::number;
pub use palette::{Paint, Theme, css_color, css_text_color};
pub use report::{Report, report};
pub use write::{SvgOptions, write};
pub(crate) use xml::Elem;

#[cfg(test)]
mod tests;

/// The typefaces of every text, in order of preference: those of the series' drawings.
pub const FONT_FAMILY: &str = "Helvetica, Arial, sans-serif";
