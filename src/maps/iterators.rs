//! How the entries of maps and sets are gone through.

use std::iter::FusedIterator;
use std::{slice, vec};

/// The entries of a map.
pub struct Items<'a, K, V>(pub(super) slice::Iter<'a, (K, V)>);

/// The entries of a map, with values to be changed.
pub struct ItemsMut<'a, K, V>(pub(super) slice::IterMut<'a, (K, V)>);

/// The keys of a map, or the items of a set.
pub struct Keys<'a, K, V>(pub(super) slice::Iter<'a, (K, V)>);

/// The entries of a map that is given away.
pub type IntoItems<K, V> = vec::IntoIter<(K, V)>;

/// The items of a set that is given away.
pub struct IntoKeys<K, V>(pub(super) vec::IntoIter<(K, V)>);

impl<K, V> Clone for Items<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, V> Clone for Keys<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// Goes through what an iterator over pairs goes through.
macro_rules! through {
    ($name:ident < $($parameter:tt),* > as $item:ty, $pair:pat => $part:expr) => {
        impl<$($parameter),*> Iterator for $name<$($parameter),*> {
            type Item = $item;

            fn next(&mut self) -> Option<$item> {
                self.0.next().map(|$pair| $part)
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }

            fn nth(&mut self, place: usize) -> Option<$item> {
                self.0.nth(place).map(|$pair| $part)
            }
        }

        impl<$($parameter),*> DoubleEndedIterator for $name<$($parameter),*> {
            fn next_back(&mut self) -> Option<$item> {
                self.0.next_back().map(|$pair| $part)
            }
        }

        impl<$($parameter),*> ExactSizeIterator for $name<$($parameter),*> {}

        impl<$($parameter),*> FusedIterator for $name<$($parameter),*> {}
    };
}

through!(Items<'a, K, V> as (&'a K, &'a V), (key, value) => (key, value));
through!(ItemsMut<'a, K, V> as (&'a K, &'a mut V), (key, value) => (&*key, value));
through!(Keys<'a, K, V> as &'a K, (key, _) => key);
through!(IntoKeys<K, V> as K, (key, _) => key);
