//! A set in the order in which its items came.

use std::hash::Hash;
use std::ops;

use serde::{Serialize, Serializer};

use super::equivalent::Equivalent;
use super::index_map::IndexMap;
use super::iterators::{IntoKeys, Keys};
use super::traits::set_traits;

/// A set in the order in which its items came.
#[derive(Clone)]
pub struct IndexSet<T>(IndexMap<T, ()>);

impl<T> IndexSet<T> {
    /// An empty set.
    pub fn new() -> Self {
        Self(IndexMap::new())
    }

    /// Returns the number of items.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The items.
    pub fn iter(&self) -> Keys<'_, T, ()> {
        self.0.keys()
    }

    /// The item at a place.
    pub fn get_index(&self, place: usize) -> Option<&T> {
        self.0.get_index(place).map(|(item, ())| item)
    }

    /// The first item.
    pub fn first(&self) -> Option<&T> {
        self.get_index(0)
    }

    /// Takes all items out.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl<T: Hash + Eq> IndexSet<T> {
    /// The place of an item.
    pub fn get_index_of<Q: Hash + Equivalent<T> + ?Sized>(&self, item: &Q) -> Option<usize> {
        self.0.get_index_of(item)
    }

    /// Returns true if there is such an item.
    pub fn contains<Q: Hash + Equivalent<T> + ?Sized>(&self, item: &Q) -> bool {
        self.0.contains_key(item)
    }

    /// Takes an item in; whether it is new.
    pub fn insert(&mut self, item: T) -> bool {
        self.insert_full(item).1
    }

    /// Takes an item in; its place, and whether it is new.
    pub fn insert_full(&mut self, item: T) -> (usize, bool) {
        let (place, before) = self.0.insert_full(item, ());
        (place, before.is_none())
    }

    /// Keeps the items that are to stay.
    pub fn retain(&mut self, mut stays: impl FnMut(&T) -> bool) {
        self.0.retain(|item, ()| stays(item));
    }

    /// Returns true if the other set has all items.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.len() <= other.len() && self.iter().all(|item| other.contains(item))
    }
}

set_traits!(IndexSet, Hash + Eq);

/// Sets with the same items are equal, whatever their order.
impl<T: Hash + Eq> PartialEq for IndexSet<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.is_subset(other)
    }
}

impl<T: Hash + Eq> Eq for IndexSet<T> {}

impl<T> ops::Index<usize> for IndexSet<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        self.get_index(place).expect("the set has so many items")
    }
}

impl<T: Serialize> Serialize for IndexSet<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}
