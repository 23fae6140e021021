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
    /// Returns the one piece in which two texts differ.
    pub fn between(old: &str, new: &str) -> Self {
        let is_both = |at: usize| old.is_char_boundary(at) && new.is_char_boundary(at);
        let mut start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        while !is_both(start) {
            start -= 1;
        }
        let (old_rest, new_rest) = (&old[start..], &new[start..]);
        let mut same = old_rest.bytes().rev().zip(new_rest.bytes().rev()).take_while(|(a, b)| a == b).count();
        while !old_rest.is_char_boundary(old_rest.len() - same)
            || !new_rest.is_char_boundary(new_rest.len() - same)
        {
            same -= 1;
        }
        let text = new_rest[..new_rest.len() - same].to_owned();
        let span = start..old.len() - same;
        let is_nothing = span.is_empty() && text.is_empty();
        let pieces = if is_nothing { Vec::new() } else { vec![Piece { span, text }] };
        Self { what: "typing".to_owned(), pieces }
    }

    /// Returns how many bytes are put in.
    pub fn added(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.len()).sum()
    }

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
