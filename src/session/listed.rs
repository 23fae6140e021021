//! Lists of which a hostile template can have more than a page shows in time.

use std::ops::Deref;

use crate::eval::{MarkedText, Reads};
use crate::hidden::readable;

/// The most items of one list that are shown: more than CloudFormation takes of parameters, outputs or resources.
const MOST: usize = 500;

/// The first items of a list, and how many more it has.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed<T> {
    /// Those that are shown.
    pub shown: Vec<T>,
    /// The number of those that are not.
    pub left_out: usize,
}

impl<T> Listed<T> {
    /// Returns what is shown of these, each made from its source; the others are only counted.
    pub(super) fn of<S>(sources: impl IntoIterator<Item = S>, make: impl FnMut(S) -> T) -> Self {
        Self::most(MOST, sources, make)
    }

    /// The same with so many at most.
    pub(super) fn most<S>(
        most: usize,
        sources: impl IntoIterator<Item = S>,
        make: impl FnMut(S) -> T,
    ) -> Self {
        let mut sources = sources.into_iter();
        let shown = sources.by_ref().take(most).map(make).collect();
        Self { shown, left_out: sources.count() }
    }
}

/// The letters of a text that anybody reads.
const MOST_LETTERS: usize = 4_000;

/// A text as it is shown: cut where it is longer than anybody reads, with nothing hidden in it.
pub(super) fn shown(text: &str) -> String {
    match text.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", readable(&text[..end])),
        None => readable(text).into_owned(),
    }
}

/// The same with what only AWS will know of it.
pub(super) fn shown_marked(text: &dyn Reads) -> MarkedText {
    let text = MarkedText::within(text, MOST_LETTERS)
        .unwrap_or_else(|start| MarkedText::concat(&[start.marked(), "…".into()]));
    text.rewritten(|text| readable(text).into_owned())
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { shown: Vec::new(), left_out: 0 }
    }
}

impl<T> Deref for Listed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.shown
    }
}

impl<'a, T> IntoIterator for &'a Listed<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.shown.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_page_shows_is_counted() {
        let list = Listed::of(0..MOST + 7, |number| number * 2);
        assert_eq!((list.len(), list.last(), list.left_out), (MOST, Some(&(2 * (MOST - 1))), 7));
        let list = Listed::of(["a"], str::to_owned);
        assert_eq!((list.len(), list.left_out), (1, 0));
    }

    #[test]
    fn a_long_text_ends_in_an_ellipsis() {
        assert_eq!(shown(&"é".repeat(4_000)), "é".repeat(4_000));
        assert_eq!(shown(&"é".repeat(4_001)), "é".repeat(4_000) + "…");
    }
}
