//! Room for links: where many of them will run between two lines, the lines stand further apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::scene::Scene;

use super::blocks::{BlockIndex, Blocks};
use super::flows;

/// From one link to the next beside it.
const PITCH: f64 = 6.0;

/// The most room that a corridor is given: beyond it, links stand closer.
const MOST: f64 = 120.0;

/// The links through one corridor: they share a trunk when they share an end.
#[derive(Default)]
struct Crowd {
    sources: BTreeSet<usize>,
    targets: BTreeSet<usize>,
}

/// Asks for the room that links will need, in every room.
pub fn make_room(blocks: &mut Blocks, scene: &Scene) {
    let lines = lines_of(blocks);
    let mut crowds: BTreeMap<(BlockIndex, usize), Crowd> = BTreeMap::new();
    for link in &scene.links {
        let ends = (flows::stand_in(blocks, link.source), flows::stand_in(blocks, link.target));
        let (Some(source), Some(target)) = ends else { continue };
        let Some((room, a, b)) = flows::meet(blocks, source, target) else { continue };
        let (Some(&from), Some(&to)) = (lines.get(&a), lines.get(&b)) else { continue };
        let mut through: Vec<(BlockIndex, usize)> = match from.cmp(&to) {
            std::cmp::Ordering::Less => (from + 1..=to).map(|line| (room, line)).collect(),
            std::cmp::Ordering::Greater => (to + 1..=from).map(|line| (room, line)).collect(),
            std::cmp::Ordering::Equal => vec![(room, from)],
        };
        for (end, outermost, forward) in [(source, a, from < to), (target, b, to < from)] {
            through.extend(inside(blocks, &lines, end, outermost, forward));
        }
        for corridor in through {
            let crowd = crowds.entry(corridor).or_default();
            crowd.sources.insert(link.source);
            crowd.targets.insert(link.target);
        }
    }
    for ((room, corridor), crowd) in crowds {
        let links = crowd.sources.len().min(crowd.targets.len()) as f64;
        if let Some(need) = blocks.all[room].room.corridors.get_mut(corridor) {
            *need = (PITCH * (links + 1.0)).min(MOST);
        }
    }
}

/// The corridors next to an end in each box that the link leaves.
fn inside(
    blocks: &Blocks,
    lines: &BTreeMap<BlockIndex, usize>,
    end: BlockIndex,
    outermost: BlockIndex,
    forward: bool,
) -> Vec<(BlockIndex, usize)> {
    let mut through = Vec::new();
    let mut at = end;
    while at != outermost {
        let Some(parent) = blocks.all[at].parent else { break };
        if let Some(&line) = lines.get(&at) {
            through.push((parent, if forward { line + 1 } else { line }));
        }
        at = parent;
    }
    through
}

/// The line that each block is in.
fn lines_of(blocks: &Blocks) -> BTreeMap<BlockIndex, usize> {
    let mut lines = BTreeMap::new();
    for block in &blocks.all {
        for (l, line) in block.room.lines.iter().enumerate() {
            lines.extend(line.items.iter().map(|&item| (item, l)));
        }
    }
    lines
}
