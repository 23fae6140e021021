//! Names of nodes in other languages: ids as far as they are safe in all of them.

use crate::maps::SortedSet;
use crate::scene::Scene;

/// Longer ids would make long texts: every link repeats those of its ends.
const LONGEST: usize = 64;

/// Returns a key for each node, of letters, digits and `_`: its id, or its number where the id is no name or too much like
/// another's.
pub(super) fn keys(scene: &Scene) -> Vec<String> {
    let mut seen = SortedSet::new();
    let mut keys = Vec::with_capacity(scene.nodes.len());
    for (index, node) in scene.nodes.iter().enumerate() {
        let is_name = node.id.starts_with(|c: char| c.is_ascii_alphabetic()) && node.id.len() <= LONGEST;
        let key: String = node.id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        // `n5` is what a node is called whose id is no name.
        let is_number = key.get(1..).is_some_and(|rest| rest.parse::<usize>().is_ok());
        let is_new = is_name && !is_number && seen.insert(key.to_ascii_lowercase());
        keys.push(if is_new { key } else { format!("n{index}") });
    }
    keys
}
