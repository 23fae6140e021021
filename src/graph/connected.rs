//! What hangs together, of anything that is numbered.

use petgraph::unionfind::UnionFind;

use crate::maps::SortedMap;

/// Returns the sets of the numbers below `count` that pairs of them connect. Each is sorted; they stand by their first numbers.
pub fn connected(count: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut together = UnionFind::<usize>::new(count);
    for (one, other) in pairs {
        if one < count && other < count {
            together.union(one, other);
        }
    }
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut set_of: SortedMap<usize, usize> = SortedMap::new();
    for number in 0..count {
        let at = *set_of.entry(together.find(number)).or_insert(sets.len());
        match sets.get_mut(at) {
            Some(set) => set.push(number),
            None => sets.push(vec![number]),
        }
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_sorted_and_stand_by_their_first_numbers() {
        assert_eq!(connected(6, [(4, 1), (5, 3), (1, 5)]), [vec![0], vec![1, 3, 4, 5], vec![2]]);
        assert_eq!(connected(2, [(0, 2), (7, 1)]), [[0], [1]]);
        assert_eq!(connected(0, []), [[0; 0]; 0]);
    }
}
