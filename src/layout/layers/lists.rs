//! Many short lists in one vector: what inner loops run over lies side by side.
//!
//! Slices are indexed where they lie, vectors by a call, as small as the page's code is compiled: hence `as_slice`.

use std::ops::Range;

/// Lists behind one another.
#[derive(Debug, Default)]
pub struct Lists<T> {
    /// The end of each list; the first starts at 0.
    ends: Vec<usize>,
    /// The items of all lists.
    pub all: Vec<T>,
}

impl<T> Lists<T> {
    /// Adds a list.
    pub fn push(&mut self, items: impl IntoIterator<Item = T>) {
        self.all.extend(items);
        self.ends.push(self.all.len());
    }

    /// One of the lists.
    #[inline]
    pub fn of(&self, list: usize) -> &[T] {
        &self.all.as_slice()[self.range(list)]
    }

    /// One of the lists, to be changed.
    pub fn of_mut(&mut self, list: usize) -> &mut [T] {
        let range = self.range(list);
        &mut self.all[range]
    }

    /// All lists, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut [T]> {
        let mut rest = self.all.as_mut_slice();
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let (list, others) = std::mem::take(&mut rest).split_at_mut(end - start);
            (rest, start) = (others, end);
            list
        })
    }

    #[inline]
    fn range(&self, list: usize) -> Range<usize> {
        let ends = self.ends.as_slice();
        let start = if list == 0 { 0 } else { ends[list - 1] };
        start..ends[list]
    }
}

impl<T, L: IntoIterator<Item = T>> FromIterator<L> for Lists<T> {
    fn from_iter<I: IntoIterator<Item = L>>(all: I) -> Self {
        let mut lists = Self { ends: Vec::new(), all: Vec::new() };
        all.into_iter().for_each(|list| lists.push(list));
        lists
    }
}
