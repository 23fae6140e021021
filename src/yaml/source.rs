//! The text to read, and which format it is in.

use super::line_starts::BYTE_ORDER_MARK;

/// A text and its format.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    /// The text.
    pub(super) whole: &'t str,
    /// The text without its byte order mark.
    pub(super) text: &'t str,
    pub(super) format: Format,
}

/// The format that a text is read in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Yaml,
    Json,
}

impl<'t> Source<'t> {
    pub(super) fn new(whole: &'t str) -> Self {
        let text = whole.strip_prefix(BYTE_ORDER_MARK).unwrap_or(whole);
        let format = if text.trim_start().starts_with('{') { Format::Json } else { Format::Yaml };
        Self { whole, text, format }
    }

    /// Where a piece that a reader borrowed from the text starts, in bytes from the beginning of the whole.
    pub(super) fn offset(self, piece: &str) -> Option<usize> {
        let start = (piece.as_ptr() as usize).checked_sub(self.whole.as_ptr() as usize)?;
        (start + piece.len() <= self.whole.len()).then_some(start)
    }
}
