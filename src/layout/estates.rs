//! Of several large boxes each has what belongs to it beside it, not in one heap beside all of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::scene::Scene;

use super::blocks::{Block, BlockIndex, Blocks, PlaceIn, Role};
use super::flows::{self, MAIN};

/// Gives each of several large boxes a block of its own with what is linked with it, directly or through others.
/// The new blocks, which are yet to be arranged.
pub fn divide(blocks: &mut Blocks, scene: &Scene) -> Vec<BlockIndex> {
    let root = blocks.root;
    let children = blocks.all[root].children.clone();
    let (mains, others): (Vec<BlockIndex>, Vec<BlockIndex>) =
        children.into_iter().filter(|&child| is_loose(blocks, child)).partition(|&child| {
            blocks.all[child].place == PlaceIn::Flow && flows::icons_in(blocks, child) >= MAIN
        });
    if mains.len() < 2 {
        return Vec::new();
    }
    let links = flows::lifted(blocks, scene).remove(&root).unwrap_or_default();
    let belonging = belonging(&mains, &others, &links);
    let mut estates = Vec::new();
    for &main in &mains {
        let of_main = others.iter().copied().filter(|other| belonging.get(other) == Some(&main));
        let members: Vec<BlockIndex> = std::iter::once(main).chain(of_main).collect();
        if members.len() > 1 {
            estates.push(blocks.enclose(root, &members, Block { role: Role::Group, ..Block::default() }));
        }
    }
    estates
}

/// What may stand with one box as well as with another.
fn is_loose(blocks: &Blocks, child: BlockIndex) -> bool {
    let block = &blocks.all[child];
    let in_lane = matches!(block.role, Role::Part(node) if blocks.spans(node));
    let stands = matches!(block.place, PlaceIn::Flow | PlaceIn::Beside(_));
    stands && !in_lane && block.role != Role::Spanning
}

/// The large box that each of the others belongs to: the one that it has most links with; who has none goes with
/// those that it is linked with, step by step.
fn belonging(
    mains: &[BlockIndex],
    others: &[BlockIndex],
    links: &[(BlockIndex, BlockIndex)],
) -> BTreeMap<BlockIndex, BlockIndex> {
    let free: BTreeSet<BlockIndex> = others.iter().copied().collect();
    let mut neighbours: BTreeMap<BlockIndex, Vec<BlockIndex>> = BTreeMap::new();
    for &(a, b) in links {
        neighbours.entry(a).or_default().push(b);
        neighbours.entry(b).or_default().push(a);
    }
    let mut of: BTreeMap<BlockIndex, BlockIndex> = mains.iter().map(|&main| (main, main)).collect();
    let mut edge = mains.to_vec();
    while !edge.is_empty() {
        let next: BTreeSet<BlockIndex> = edge
            .iter()
            .flat_map(|item| neighbours.get(item).into_iter().flatten().copied())
            .filter(|item| free.contains(item) && !of.contains_key(item))
            .collect();
        let found: Vec<(BlockIndex, BlockIndex)> =
            next.into_iter().filter_map(|item| Some((item, most(&neighbours[&item], &of)?))).collect();
        of.extend(found.iter().copied());
        edge = found.into_iter().map(|(item, _)| item).collect();
    }
    of
}

/// What most neighbours belong to; of several the first.
fn most(neighbours: &[BlockIndex], of: &BTreeMap<BlockIndex, BlockIndex>) -> Option<BlockIndex> {
    let mut votes: BTreeMap<BlockIndex, usize> = BTreeMap::new();
    for main in neighbours.iter().filter_map(|neighbour| of.get(neighbour)) {
        *votes.entry(*main).or_default() += 1;
    }
    votes.into_iter().max_by_key(|&(main, votes)| (votes, std::cmp::Reverse(main))).map(|(main, _)| main)
}
