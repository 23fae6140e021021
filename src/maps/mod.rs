//! Maps and sets in little code, for all: what finds a place is compiled once, where the hash tables and B-trees of libraries
//! are compiled anew for each type of key and value, which was a sixth of the page's WASM.

mod equivalent;
mod hashes;
mod index;
mod index_map;
mod index_set;
mod iterators;
mod sorted_map;
mod sorted_set;
mod traits;

#[cfg(test)]
mod tests;

pub use equivalent::Equivalent;
pub use index_map::{Entry, IndexMap};
pub use index_set::IndexSet;
pub use iterators::{IntoItems, IntoKeys, Items, ItemsMut, Keys};
pub use sorted_map::SortedMap;
pub use sorted_set::SortedSet;
