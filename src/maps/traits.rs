//! The traits that both kinds of maps, and both kinds of sets, have in the same words.

/// Implements for a map what needs no more than to insert, and to go through its entries.
macro_rules! map_traits {
    ($Map:ident, $entries:tt, $($bound:tt)+) => {
        impl<K, V> Default for $Map<K, V> {
            fn default() -> Self {
                Self::new()
            }
        }

        impl<K: std::fmt::Debug, V: std::fmt::Debug> std::fmt::Debug for $Map<K, V> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_map().entries(self.iter()).finish()
            }
        }

        impl<K: $($bound)+, V> Extend<(K, V)> for $Map<K, V> {
            fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
                entries.into_iter().for_each(|(key, value)| {
                    self.insert(key, value);
                });
            }
        }

        impl<K: $($bound)+, V> FromIterator<(K, V)> for $Map<K, V> {
            fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
                let mut map = Self::new();
                map.extend(entries);
                map
            }
        }

        impl<K: $($bound)+, V, const N: usize> From<[(K, V); N]> for $Map<K, V> {
            fn from(entries: [(K, V); N]) -> Self {
                entries.into_iter().collect()
            }
        }

        impl<K, V> IntoIterator for $Map<K, V> {
            type Item = (K, V);
            type IntoIter = IntoItems<K, V>;

            fn into_iter(self) -> Self::IntoIter {
                self.$entries.into_iter()
            }
        }

        impl<'a, K, V> IntoIterator for &'a $Map<K, V> {
            type Item = (&'a K, &'a V);
            type IntoIter = Items<'a, K, V>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter()
            }
        }

        impl<'a, K, V> IntoIterator for &'a mut $Map<K, V> {
            type Item = (&'a K, &'a mut V);
            type IntoIter = ItemsMut<'a, K, V>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter_mut()
            }
        }
    };
}

/// Implements the same for a set, which is a map without values.
macro_rules! set_traits {
    ($Set:ident, $($bound:tt)+) => {
        impl<T> Default for $Set<T> {
            fn default() -> Self {
                Self::new()
            }
        }

        impl<T: std::fmt::Debug> std::fmt::Debug for $Set<T> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_set().entries(self.iter()).finish()
            }
        }

        impl<T: $($bound)+> Extend<T> for $Set<T> {
            fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
                items.into_iter().for_each(|item| {
                    self.insert(item);
                });
            }
        }

        impl<'a, T: $($bound)+ + Copy> Extend<&'a T> for $Set<T> {
            fn extend<I: IntoIterator<Item = &'a T>>(&mut self, items: I) {
                self.extend(items.into_iter().copied());
            }
        }

        impl<T: $($bound)+> FromIterator<T> for $Set<T> {
            fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
                let mut set = Self::new();
                set.extend(items);
                set
            }
        }

        impl<T: $($bound)+, const N: usize> From<[T; N]> for $Set<T> {
            fn from(items: [T; N]) -> Self {
                items.into_iter().collect()
            }
        }

        impl<T> IntoIterator for $Set<T> {
            type Item = T;
            type IntoIter = IntoKeys<T, ()>;

            fn into_iter(self) -> Self::IntoIter {
                IntoKeys(self.0.into_iter())
            }
        }

        impl<'a, T> IntoIterator for &'a $Set<T> {
            type Item = &'a T;
            type IntoIter = Keys<'a, T, ()>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter()
            }
        }
    };
}

pub(super) use {map_traits, set_traits};
