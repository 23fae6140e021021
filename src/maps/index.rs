//! Where the entries of a map are, by their hashes: knows nothing of keys and values, so that one copy serves all maps.

use super::hashes;

/// Up to so many entries are found by looking through their hashes.
const FEW: usize = 8;
/// So many steps through the table are no chance: somebody chose keys whose hashes fall together.
const MOST_STEPS: usize = 128;
/// A slot of the table that holds no entry.
const EMPTY: u32 = u32::MAX;
/// The place of what is not there, behind those of all entries: a plain number is returned in less code than an `Option`.
pub(super) const NOWHERE: usize = usize::MAX;

/// The hashes of a map's entries, in their order, and a table of places in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    hashes: Vec<u32>,
    /// Open addressing with steps of one; a power of two, twice the entries at least, or nothing for few entries.
    slots: Vec<u32>,
    /// The way its keys are hashed.
    pub(super) hash: hashes::Hashing,
}

impl Index {
    /// One without entries.
    pub(super) fn new(hash: hashes::Hashing) -> Self {
        Self { hash, ..Self::default() }
    }

    /// The place of the entry with this hash that `is_it`, or else [`NOWHERE`].
    #[inline(never)]
    pub(super) fn find(&self, hash: u32, is_it: &dyn Fn(usize) -> bool) -> usize {
        let is_here = |place: usize| self.hashes.get(place) == Some(&hash) && is_it(place);
        if self.slots.is_empty() {
            return (0..self.hashes.len()).find(|place| is_here(*place)).unwrap_or(NOWHERE);
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(&slot) = self.slots.get(at) {
            if slot == EMPTY {
                break;
            }
            if is_here(slot as usize) {
                return slot as usize;
            }
            at = (at + 1) & mask;
        }
        NOWHERE
    }

    /// Takes in the entry behind the last; whether many fall together with it.
    #[inline(never)]
    pub(super) fn push(&mut self, hash: u32) -> bool {
        self.hashes.push(hash);
        let count = self.hashes.len();
        if self.slots.is_empty() && count <= FEW {
            return false;
        }
        if count * 2 > self.slots.len() {
            self.build(count * 4);
            return false;
        }
        self.fill(count - 1, hash) > MOST_STEPS
    }

    /// Puts an entry in before the others from there on.
    pub(super) fn insert(&mut self, place: usize, hash: u32) {
        self.hashes.insert(place, hash);
        self.build(self.hashes.len() * 2);
    }

    /// Takes an entry out; those behind it move up.
    #[inline(never)]
    pub(super) fn remove(&mut self, place: usize) {
        self.hashes.remove(place);
        self.build(self.hashes.len() * 2);
    }

    /// Keeps the first entries only.
    pub(super) fn truncate(&mut self, count: usize) {
        self.hashes.truncate(count);
        self.build(count * 2);
    }

    /// Makes the table anew, with so many slots at least.
    fn build(&mut self, at_least: usize) {
        self.slots.clear();
        if at_least <= FEW * 2 {
            return;
        }
        self.slots.resize(at_least.next_power_of_two(), EMPTY);
        for place in 0..self.hashes.len() {
            self.fill(place, self.hashes[place]);
        }
    }

    /// Puts a place into the first free slot; how many are taken before it.
    fn fill(&mut self, place: usize, hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut steps = 0;
        while let Some(slot) = self.slots.get_mut((hash as usize).wrapping_add(steps) & mask) {
            if *slot == EMPTY {
                *slot = place as u32;
                break;
            }
            steps += 1;
        }
        steps
    }
}
