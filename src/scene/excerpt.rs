//! Texts as far as a picture holds them: a value may read as a million letters, and be named a thousand times.

use std::fmt::{self, Display, Write};
use std::rc::Rc;

use crate::eval::{Beginning, MarkedText, Reads};

/// The letters of one text: AWS's names and tags have 256 at most, and nobody reads more of a title.
pub(super) const MOST_LETTERS: usize = 2_000;

/// Returns what something reads as; of what is longer than a picture holds, the beginning and an ellipsis.
pub(super) fn excerpt(of: &dyn Display) -> String {
    cut(of, MOST_LETTERS)
}

/// The same of a text.
pub(super) fn shortened(text: String) -> String {
    if text.len() > MOST_LETTERS { excerpt(&text) } else { text }
}

/// The same of a text that others share.
pub(super) fn shared(text: Rc<str>, most: usize) -> Rc<str> {
    if text.len() > most { cut(&text, most).into() } else { text }
}

/// Returns what something reads as; of what has more letters, the beginning and an ellipsis.
pub(super) fn cut(of: &dyn Display, most: usize) -> String {
    within(of, most).unwrap_or_else(|start| start + "…")
}

/// Returns what something reads as when it has at most so many letters; else its beginning. No more than that is ever written.
pub(super) fn within(of: &dyn Display, most: usize) -> Result<String, String> {
    let mut start = Beginning::new(most);
    match write!(start, "{of}") {
        Ok(()) => Ok(start.into_letters()),
        Err(fmt::Error) => Err(start.into_letters()),
    }
}

/// Returns what something reads as, with what only AWS will know of it; of what is longer than a picture holds, the beginning
/// and an ellipsis.
pub(super) fn marked(of: &dyn Reads) -> MarkedText {
    MarkedText::within(of, MOST_LETTERS)
        .unwrap_or_else(|start| MarkedText::concat(&[start.marked(), "…".into()]))
}

/// Returns the same when that is the whole of it.
pub(super) fn whole(of: &dyn Reads) -> Option<MarkedText> {
    MarkedText::within(of, MOST_LETTERS).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_whole() {
        assert_eq!(within(&"äöü", 3), Ok("äöü".into()));
        assert_eq!(within(&format_args!("{}{}", "ab", "c"), 3), Ok("abc".into()));
    }

    #[test]
    fn of_long_ones_there_is_the_beginning() {
        assert_eq!(within(&"äöüß", 3), Err("äöü".into()));
        assert_eq!(within(&format_args!("{}{}", "abc", "d"), 3), Err("abc".into()));
        assert_eq!(excerpt(&"x".repeat(9_999)).chars().count(), MOST_LETTERS + 1);
        assert_eq!(whole(&"x".repeat(9_999).as_str()), None);
    }
}
