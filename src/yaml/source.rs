//! The text to read: which format it is in, and where in it a borrowed piece stands.

use super::tag;

/// A text without its byte order mark, and its format.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    pub(super) text: &'t str,
    pub(super) format: Format,
}

/// How a text is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Yaml,
    Json,
}

impl<'t> Source<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let format = if text.trim_start().starts_with('{') { Format::Json } else { Format::Yaml };
        Self { text, format }
    }

    /// Where a piece that a reader borrowed from the text starts.
    ///
    /// The readers give no positions for good input, but they hand out most scalars as slices of the input.
    pub(super) fn offset(self, piece: &str) -> Option<usize> {
        let start = (piece.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        (start + piece.len() <= self.text.len()).then_some(start)
    }

    /// Where a borrowed scalar starts, its opening quote included.
    pub(super) fn scalar_start(self, piece: &str) -> Option<usize> {
        let offset = self.offset(piece)?;
        Some(if self.is_quoted(offset) { offset - 1 } else { offset })
    }

    /// Where a list or mapping starts whose first part stands at `first`: at its bracket, where it has one.
    pub(super) fn opening(self, first: usize, bracket: char) -> usize {
        let before = self.text.get(..first).unwrap_or_default().trim_end();
        before.strip_suffix(bracket).map_or(first, str::len)
    }

    /// Whether a scalar whose content starts at `offset` stands in quotes.
    pub(super) fn is_quoted(self, offset: usize) -> bool {
        let before = offset.checked_sub(1).and_then(|i| self.text.as_bytes().get(i));
        matches!(before, Some(b'"' | b'\''))
    }

    /// Whether the scalar whose content starts at `offset` is what it looks like: it has no quotes and no tag, or YAML's
    /// tag without a name, with which quotes count nothing.
    pub(super) fn is_plain(self, offset: usize) -> bool {
        match self.tag_before(offset) {
            Some(tag) => tag == tag::NON_SPECIFIC,
            None => !self.is_quoted(offset),
        }
    }

    /// The word before the scalar at `offset` when it is a tag, such as `!!str`.
    pub(super) fn tag_before(self, offset: usize) -> Option<&'t str> {
        let start = if self.is_quoted(offset) { offset - 1 } else { offset };
        let before = self.text.get(..start)?;
        let word_end = before.trim_end_matches([' ', '\t']);
        if word_end.len() == before.len() {
            return None;
        }
        let word = word_end.rsplit(char::is_whitespace).next()?;
        // A flow collection may open right before the tag: `[!Ref a`.
        let tag = word.trim_start_matches(['[', '{', ',']);
        tag.starts_with('!').then_some(tag)
    }
}
