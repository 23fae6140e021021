//! What is replaced in a text, and how to take it back.

use std::ops::Range;

/// Pieces of a text that are replaced together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The change in words: `SubnetId of Ec2WebHost`.
    pub what: String,
    /// In the order of the text, none within another.
    pub pieces: Vec<Piece>,
}

/// A piece of a text, in bytes, and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// From its first byte to the one behind its last.
    pub span: Range<usize>,
    /// The text that stands there afterwards.
    pub text: String,
}

impl Change {
    /// Returns the text with this change. Pieces that are not in the text are left out.
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 64);
        let mut from = 0;
        for piece in &self.pieces {
            let Some(kept) = text.get(from..piece.span.start) else { continue };
            if piece.span.end > text.len() || !text.is_char_boundary(piece.span.end) {
                continue;
            }
            out.push_str(kept);
            out.push_str(&piece.text);
            from = piece.span.end;
        }
        out.push_str(text.get(from..).unwrap_or_default());
        out
    }

    /// Returns the change that takes this one of `text` back.
    #[must_use]
    pub fn inverse(&self, text: &str) -> Self {
        let mut longer = 0_isize;
        let pieces = self.pieces.iter().map(|piece| {
            let start = piece.span.start.saturating_add_signed(longer);
            let before = text.get(piece.span.clone()).unwrap_or_default();
            longer += piece.text.len() as isize - before.len() as isize;
            Piece { span: start..start + piece.text.len(), text: before.to_owned() }
        });
        Self { what: self.what.clone(), pieces: pieces.collect() }
    }

    /// Returns whether the text stays as it is.
    pub fn is_nothing(&self) -> bool {
        self.pieces.is_empty()
    }
}
