//! Which links run straight through which vertex.

use super::super::grid::NONE;
use super::{Search, Trunk};
use crate::maps::SortedMap;

impl Search<'_> {
    /// Takes a trunk away, for another try.
    pub fn lift(&mut self, trunk: &Trunk) {
        self.mark(trunk, |used| used.saturating_sub(1));
    }

    /// Returns whether another trunk crosses or follows one: only then may another try do better.
    pub fn meets_others(&self, trunk: &Trunk) -> bool {
        let mut own: SortedMap<u32, [u16; 2]> = SortedMap::new();
        for (b, run) in trunk.paths.iter().flat_map(|path| self.straight(path)) {
            own.entry(b).or_default()[run] += 1;
        }
        let mut passed = trunk.paths.iter().flatten();
        passed.any(|&vertex| {
            let own = own.get(&vertex).copied().unwrap_or_default();
            let used = self.used[vertex as usize];
            used[0] > own[0] || used[1] > own[1]
        })
    }

    /// Returns the vertices that a path goes straight through, each with the run of its line there.
    fn straight(&self, path: &[u32]) -> impl Iterator<Item = (u32, usize)> {
        let vertices = &self.grid.vertices;
        path.windows(3).filter_map(move |step| {
            let &[a, b, c] = step else { return None };
            let (p, q, r) = (&vertices[a as usize], &vertices[b as usize], &vertices[c as usize]);
            let is_straight = |run: &usize| {
                let line = q.lines[*run];
                line != NONE && p.lines[*run] == line && r.lines[*run] == line
            };
            (0..2).find(is_straight).map(|run| (b, run))
        })
    }

    /// Counts the links that go straight through each vertex.
    pub(super) fn mark(&mut self, trunk: &Trunk, count: impl Fn(u16) -> u16) {
        for path in &trunk.paths {
            let straight: Vec<(u32, usize)> = self.straight(path).collect();
            for (vertex, run) in straight {
                let used = &mut self.used[vertex as usize][run];
                *used = count(*used);
            }
        }
    }
}
