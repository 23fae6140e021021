//! Room for links: where many of them will run between two lines, the lines stand further apart.

use super::measures::Measured;
use super::tree::{BlockIndex, Meeting, Tree};
use crate::maps::{SortedMap, SortedSet};

/// From one link to the next beside it.
const PITCH: f64 = 6.0;

/// The most room that a corridor is given: beyond it, links stand closer.
const MOST: f64 = 120.0;

/// The passages of a room in which links run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// Before the line of this number.
    Corridor(usize),
    /// In a line, before the item of this number.
    Gap(usize, usize),
}

/// The links through one way: they share a trunk when they share an end.
#[derive(Default)]
struct Through {
    sources: SortedSet<usize>,
    targets: SortedSet<usize>,
}

/// The room that links need, way by way.
pub struct LinkRoom {
    needs: Vec<(BlockIndex, Way, f64)>,
}

/// Finds the room that links will need, in the lines of every block.
pub fn needed(measured: &Measured) -> LinkRoom {
    let at = positions(measured);
    let mut ways: SortedMap<(BlockIndex, Way), Through> = SortedMap::new();
    for link in &measured.tree.links {
        let Some(Meeting { holder, from: a, to: b }) = measured.tree.meeting(link) else { continue };
        let (Some(&from), Some(&to)) = (at.get(&a), at.get(&b)) else { continue };
        let (first, last) = (from.min(to), from.max(to));
        let mut through: Vec<(BlockIndex, Way)> = if first.0 < last.0 {
            (first.0 + 1..=last.0).map(|line| (holder, Way::Corridor(line))).collect()
        } else if last.1 - first.1 == 1 {
            vec![(holder, Way::Gap(last.0, last.1))]
        } else {
            vec![(holder, Way::Corridor(first.0))]
        };
        // Links between neighbours in a line leave their boxes at the side.
        if first.0 < last.0 {
            for (end, outermost, forward) in [(link.source, a, from < to), (link.target, b, to < from)] {
                through.extend(inside(measured.tree, &at, end, outermost, forward));
            }
        }
        for way in through {
            let links = ways.entry(way).or_default();
            links.sources.insert(link.source);
            links.targets.insert(link.target);
        }
    }
    let room = |through: Through| {
        let trunks = through.sources.len().min(through.targets.len()) as f64;
        (PITCH * (trunks + 1.0)).min(MOST)
    };
    LinkRoom { needs: ways.into_iter().map(|((block, way), through)| (block, way, room(through))).collect() }
}

impl LinkRoom {
    /// Gives the lines of every block the room that links need.
    pub fn give(self, measured: &mut Measured) {
        for (block, way, need) in self.needs {
            let room = &mut measured.all[block].room;
            let given = match way {
                Way::Corridor(line) => room.corridors.get_mut(line),
                Way::Gap(line, item) => room.lines.get_mut(line).and_then(|line| line.gaps.get_mut(item)),
            };
            if let Some(given) = given {
                *given = need;
            }
        }
    }
}

/// Returns the corridors next to an end in each box that the link leaves.
fn inside(
    tree: &Tree,
    at: &SortedMap<BlockIndex, (usize, usize)>,
    end: BlockIndex,
    outermost: BlockIndex,
    forward: bool,
) -> Vec<(BlockIndex, Way)> {
    let mut through = Vec::new();
    let mut block = end;
    while block != outermost {
        let Some(parent) = tree[block].parent else { break };
        if let Some(&(line, _)) = at.get(&block) {
            through.push((parent, Way::Corridor(if forward { line + 1 } else { line })));
        }
        block = parent;
    }
    through
}

/// Returns the line that each block is in, and its place there.
fn positions(measured: &Measured) -> SortedMap<BlockIndex, (usize, usize)> {
    let mut positions = SortedMap::new();
    for own in &measured.all {
        for (l, line) in own.room.lines.iter().enumerate() {
            positions.extend(line.items.iter().enumerate().map(|(i, &item)| (item, (l, i))));
        }
    }
    positions
}
