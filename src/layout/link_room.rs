//! Room for links: where many of them will run between two lines, the lines stand further apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::scene::Scene;

use super::blocks::{BlockIndex, Blocks};
use super::flows;

/// From one link to the next beside it.
const PITCH: f64 = 6.0;

/// The most room that a corridor is given: beyond it, links stand closer.
const MOST: f64 = 120.0;

/// Where links run in a room.
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
    sources: BTreeSet<usize>,
    targets: BTreeSet<usize>,
}

/// Asks for the room that links will need, in every room.
pub fn widen(blocks: &mut Blocks, scene: &Scene) {
    let at = positions(blocks);
    let mut all: BTreeMap<(BlockIndex, Way), Through> = BTreeMap::new();
    for link in &scene.links {
        let ends = (flows::stand_in(blocks, link.source), flows::stand_in(blocks, link.target));
        let (Some(source), Some(target)) = ends else { continue };
        let Some((room, a, b)) = flows::meet(blocks, source, target) else { continue };
        let (Some(&from), Some(&to)) = (at.get(&a), at.get(&b)) else { continue };
        let (first, last) = (from.min(to), from.max(to));
        let mut through: Vec<(BlockIndex, Way)> = if first.0 < last.0 {
            (first.0 + 1..=last.0).map(|line| (room, Way::Corridor(line))).collect()
        } else if last.1 - first.1 == 1 {
            vec![(room, Way::Gap(last.0, last.1))]
        } else {
            vec![(room, Way::Corridor(first.0))]
        };
        // Links between neighbours in a line leave their boxes at the side.
        if first.0 < last.0 {
            for (end, outermost, forward) in [(source, a, from < to), (target, b, to < from)] {
                through.extend(inside(blocks, &at, end, outermost, forward));
            }
        }
        for way in through {
            let links_of = all.entry(way).or_default();
            links_of.sources.insert(link.source);
            links_of.targets.insert(link.target);
        }
    }
    for ((room, way), links_of) in all {
        let links = links_of.sources.len().min(links_of.targets.len()) as f64;
        let room = &mut blocks.all[room].room;
        let need = match way {
            Way::Corridor(line) => room.corridors.get_mut(line),
            Way::Gap(line, item) => room.lines.get_mut(line).and_then(|line| line.gaps.get_mut(item)),
        };
        if let Some(need) = need {
            *need = (PITCH * (links + 1.0)).min(MOST);
        }
    }
}

/// The corridors next to an end in each box that the link leaves.
fn inside(
    blocks: &Blocks,
    at: &BTreeMap<BlockIndex, (usize, usize)>,
    end: BlockIndex,
    outermost: BlockIndex,
    forward: bool,
) -> Vec<(BlockIndex, Way)> {
    let mut through = Vec::new();
    let mut block = end;
    while block != outermost {
        let Some(parent) = blocks.all[block].parent else { break };
        if let Some(&(line, _)) = at.get(&block) {
            through.push((parent, Way::Corridor(if forward { line + 1 } else { line })));
        }
        block = parent;
    }
    through
}

/// The line that each block is in, and its place there.
fn positions(blocks: &Blocks) -> BTreeMap<BlockIndex, (usize, usize)> {
    let mut positions = BTreeMap::new();
    for block in &blocks.all {
        for (l, line) in block.room.lines.iter().enumerate() {
            positions.extend(line.items.iter().enumerate().map(|(i, &item)| (item, (l, i))));
        }
    }
    positions
}
