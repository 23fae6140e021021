//! What a map can be asked with.

use std::borrow::Borrow;

/// Is what a map with keys of a type can be asked with: what such keys lend, and views that cannot be lent. It has the hash
/// of the keys that it is equal to.
pub trait Equivalent<K> {
    /// Returns true if the key is this one.
    fn is(&self, key: &K) -> bool;
}

impl<Q: Eq + ?Sized, K: Borrow<Q>> Equivalent<K> for Q {
    fn is(&self, key: &K) -> bool {
        self == key.borrow()
    }
}
