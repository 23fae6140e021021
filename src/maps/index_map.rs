//! A map in the order in which its keys came.

use std::hash::Hash;
use std::mem;
use std::ops;

use serde::{Serialize, Serializer};

use super::equivalent::Equivalent;
use super::hashes;
use super::index::{Index, NOWHERE};
use super::iterators::{IntoItems, Items, ItemsMut, Keys};
use super::traits::map_traits;

/// A map in the order in which its keys came.
#[derive(Clone)]
pub struct IndexMap<K, V> {
    index: Index,
    entries: Vec<(K, V)>,
}

impl<K, V> IndexMap<K, V> {
    /// An empty map.
    pub fn new() -> Self {
        Self { index: Index::default(), entries: Vec::new() }
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries.
    pub fn iter(&self) -> Items<'_, K, V> {
        Items(self.entries.iter())
    }

    /// The entries, with values to be changed.
    pub fn iter_mut(&mut self) -> ItemsMut<'_, K, V> {
        ItemsMut(self.entries.iter_mut())
    }

    /// The keys.
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys(self.entries.iter())
    }

    /// The values.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The values, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> + ExactSizeIterator {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    /// The values, given away.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> + ExactSizeIterator {
        self.entries.into_iter().map(|(_, value)| value)
    }

    /// The entry at a place.
    pub fn get_index(&self, place: usize) -> Option<(&K, &V)> {
        self.entries.get(place).map(|(key, value)| (key, value))
    }

    /// The first entry.
    pub fn first(&self) -> Option<(&K, &V)> {
        self.get_index(0)
    }

    /// The last entry.
    pub fn last(&self) -> Option<(&K, &V)> {
        self.entries.last().map(|(key, value)| (key, value))
    }

    /// Keeps the first entries only.
    pub fn truncate(&mut self, count: usize) {
        self.entries.truncate(count);
        self.index.truncate(self.entries.len());
    }

    /// Takes all entries out.
    pub fn clear(&mut self) {
        self.truncate(0);
    }
}

impl<K: Hash + Eq, V> IndexMap<K, V> {
    /// The place of a key.
    pub fn get_index_of<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> Option<usize> {
        let place = self.place(key);
        (place != NOWHERE).then_some(place)
    }

    #[inline(never)]
    fn place<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> usize {
        // Most maps that are asked are empty, and no hash is needed for that.
        if self.entries.is_empty() {
            return NOWHERE;
        }
        self.place_by(self.index.hash.of(key), key)
    }

    fn place_by<Q: Equivalent<K> + ?Sized>(&self, hash: u32, key: &Q) -> usize {
        self.index.find(hash, &|place| self.entries.get(place).is_some_and(|entry| key.is(&entry.0)))
    }

    /// The value of a key.
    pub fn get<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> Option<&V> {
        self.entries.get(self.place(key)).map(|entry| &entry.1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Hash + Equivalent<K> + ?Sized>(&mut self, key: &Q) -> Option<&mut V> {
        let place = self.place(key);
        self.entries.get_mut(place).map(|entry| &mut entry.1)
    }

    /// The place of a key, and its entry.
    pub fn get_full<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> Option<(usize, &K, &V)> {
        let place = self.place(key);
        self.entries.get(place).map(|(key, value)| (place, key, value))
    }

    /// The entry of a key.
    pub fn get_key_value<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> Option<(&K, &V)> {
        self.get_full(key).map(|(_, key, value)| (key, value))
    }

    /// Returns true if there is such a key.
    pub fn contains_key<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> bool {
        self.place(key) != NOWHERE
    }

    /// Gives a key a value; the one that it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.insert_full(key, value).1
    }

    /// Gives a key a value; its place, and the value that it had.
    pub fn insert_full(&mut self, key: K, value: V) -> (usize, Option<V>) {
        let hash = self.index.hash.of(&key);
        let place = self.place_by(hash, &key);
        match self.entries.get_mut(place) {
            Some(entry) => (place, Some(mem::replace(&mut entry.1, value))),
            None => (self.push(hash, key, value), None),
        }
    }

    /// Gives a key that is not there a value, before the entry at a place; one that is there moves to it.
    pub fn shift_insert(&mut self, place: usize, key: K, value: V) -> Option<V> {
        let before = self.shift_remove(&key);
        let place = place.min(self.entries.len());
        self.index.insert(place, self.index.hash.of(&key));
        self.entries.insert(place, (key, value));
        before
    }

    /// The entry of a key, there or not.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        let hash = self.index.hash.of(&key);
        match self.place_by(hash, &key) {
            NOWHERE => Entry::Vacant(Vacant { map: self, hash, key }),
            place => Entry::Occupied(Occupied { map: self, place }),
        }
    }

    /// Takes a key out; those behind it move up.
    pub fn shift_remove<Q: Hash + Equivalent<K> + ?Sized>(&mut self, key: &Q) -> Option<V> {
        self.shift_remove_full(key).map(|(_, _, value)| value)
    }

    /// Takes a key out; where it was, and its entry.
    pub fn shift_remove_full<Q: Hash + Equivalent<K> + ?Sized>(&mut self, key: &Q) -> Option<(usize, K, V)> {
        let place = self.get_index_of(key)?;
        self.index.remove(place);
        let (key, value) = self.entries.remove(place);
        Some((place, key, value))
    }

    /// Keeps the entries that are to stay.
    pub fn retain(&mut self, mut stays: impl FnMut(&K, &mut V) -> bool) {
        let count = self.entries.len();
        self.entries.retain_mut(|(key, value)| stays(key, value));
        if self.entries.len() != count {
            self.find_anew(self.index.hash);
        }
    }

    #[cfg(test)]
    pub(super) fn is_hardened(&self) -> bool {
        self.index.hash == hashes::Hashing::Hard
    }

    /// Puts a key that is not there behind the others; its place.
    #[inline(never)]
    fn push(&mut self, hash: u32, key: K, value: V) -> usize {
        let place = self.entries.len();
        let is_crowded = self.index.push(hash);
        self.entries.push((key, value));
        if is_crowded && self.index.hash != hashes::Hashing::Hard {
            self.find_anew(hashes::Hashing::Hard);
        }
        place
    }

    /// Makes the index anew.
    fn find_anew(&mut self, hash: hashes::Hashing) {
        self.index = Index::new(hash);
        for (key, _) in &self.entries {
            self.index.push(hash.of(key));
        }
    }
}

/// The entry of a key.
pub enum Entry<'a, K, V> {
    /// There is one.
    Occupied(Occupied<'a, K, V>),
    /// There is none.
    Vacant(Vacant<'a, K, V>),
}

/// An entry that is there.
pub struct Occupied<'a, K, V> {
    map: &'a mut IndexMap<K, V>,
    place: usize,
}

/// An entry that is not there.
pub struct Vacant<'a, K, V> {
    map: &'a mut IndexMap<K, V>,
    hash: u32,
    key: K,
}

impl<'a, K, V> Occupied<'a, K, V> {
    /// Its value, to be changed.
    pub fn get_mut(&mut self) -> &mut V {
        &mut self.map.entries[self.place].1
    }

    /// Its value, for as long as the map.
    pub fn into_mut(self) -> &'a mut V {
        &mut self.map.entries[self.place].1
    }
}

impl<'a, K: Hash + Eq, V> Vacant<'a, K, V> {
    /// Puts it there.
    pub fn insert(self, value: V) -> &'a mut V {
        let place = self.map.push(self.hash, self.key, value);
        &mut self.map.entries[place].1
    }
}

impl<'a, K: Hash + Eq, V> Entry<'a, K, V> {
    /// The value that is there, or this one.
    pub fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    /// The value that is there, or the one that is made.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'a mut V {
        match self {
            Self::Occupied(entry) => entry.into_mut(),
            Self::Vacant(entry) => entry.insert(make()),
        }
    }

    /// The value that is there, or the type's default.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// Changes the value that is there.
    pub fn and_modify(mut self, change: impl FnOnce(&mut V)) -> Self {
        if let Self::Occupied(entry) = &mut self {
            change(entry.get_mut());
        }
        self
    }
}

map_traits!(IndexMap, entries, Hash + Eq);

/// Maps with the same entries are equal, whatever their order.
impl<K: Hash + Eq, V: PartialEq> PartialEq for IndexMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl<K: Hash + Eq, V: Eq> Eq for IndexMap<K, V> {}

impl<K: Hash + Eq, Q: Hash + Equivalent<K> + ?Sized, V> ops::Index<&Q> for IndexMap<K, V> {
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("the key is in the map")
    }
}

impl<K, V> ops::Index<usize> for IndexMap<K, V> {
    type Output = V;

    fn index(&self, place: usize) -> &V {
        &self.entries[place].1
    }
}

impl<K, V> ops::IndexMut<usize> for IndexMap<K, V> {
    fn index_mut(&mut self, place: usize) -> &mut V {
        &mut self.entries[place].1
    }
}

impl<K: Serialize, V: Serialize> Serialize for IndexMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
