//! Of several large boxes each has what belongs to it beside it, not in one heap beside all of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::scene::{Scene, Side};
use crate::sorting;

use super::blocks::{Block, BlockIndex, Blocks, PlaceIn, Role};
use super::flows;

/// Gives each of several large boxes a block of its own with what is linked with it, directly or through others: in the
/// drawing itself, and in every box that has something beside them. The new blocks, which are yet to be arranged.
pub fn divide(blocks: &mut Blocks, scene: &Scene) -> Vec<BlockIndex> {
    let several: Vec<(BlockIndex, Loose)> = (0..blocks.all.len())
        .filter(|&parent| parent == blocks.root || holds_beside(blocks, parent))
        .map(|parent| (parent, loose(blocks, parent)))
        .filter(|(_, loose)| loose.mains.len() > 1)
        .collect();
    if several.is_empty() {
        return Vec::new();
    }
    let mut lifted = flows::lifted(blocks, scene);
    let mut groups = Vec::new();
    for (parent, Loose { mains, others }) in several {
        let links = lifted.remove(&parent).unwrap_or_default();
        let belonging = belonging(&mains, &others, &links);
        // What belongs to none of them would stand alone, far to a side.
        for other in others.iter().filter(|other| !belonging.contains_key(other)) {
            let block = &mut blocks.all[*other];
            if matches!(block.place, PlaceIn::Beside(Side::Left | Side::Right)) {
                block.place = PlaceIn::Beside(Side::Bottom);
            }
        }
        for &main in &mains {
            let of_main = others.iter().copied().filter(|other| belonging.get(other) == Some(&main));
            let members: Vec<BlockIndex> = std::iter::once(main).chain(of_main).collect();
            if members.len() > 1 {
                groups.push(blocks.enclose(
                    parent,
                    &members,
                    Block { role: Role::Group, ..Block::default() },
                ));
            }
        }
    }
    groups
}

/// What a block holds that is in no grid and in no lane.
struct Loose {
    /// The large boxes.
    mains: Vec<BlockIndex>,
    /// What may stand beside one of them.
    others: Vec<BlockIndex>,
}

fn loose(blocks: &Blocks, parent: BlockIndex) -> Loose {
    let children = blocks.all[parent].children.iter().copied().filter(|&child| is_loose(blocks, child));
    let (mains, others) = children
        .partition(|&child| blocks.all[child].place == PlaceIn::Flow && flows::is_main(blocks, child));
    Loose { mains, others }
}

/// Whether a box has something beside what else it holds.
fn holds_beside(blocks: &Blocks, index: BlockIndex) -> bool {
    let is_beside = |&child: &BlockIndex| matches!(blocks.all[child].place, PlaceIn::Beside(_));
    blocks.all[index].role == Role::Frame && blocks.all[index].children.iter().any(is_beside)
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
    let free: BTreeSet<BlockIndex> = sorting::set(others.iter().copied());
    let mut neighbours: BTreeMap<BlockIndex, Vec<BlockIndex>> = BTreeMap::new();
    for &(a, b) in links {
        neighbours.entry(a).or_default().push(b);
        neighbours.entry(b).or_default().push(a);
    }
    let mut of: BTreeMap<BlockIndex, BlockIndex> = sorting::map(mains.iter().map(|&main| (main, main)));
    let mut edge = mains.to_vec();
    while !edge.is_empty() {
        let near = edge.iter().filter_map(|item| neighbours.get(item)).flatten().copied();
        let next: BTreeSet<BlockIndex> =
            sorting::set(near.filter(|item| free.contains(item) && !of.contains_key(item)));
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
