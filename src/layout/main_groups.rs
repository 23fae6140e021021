//! Of several large boxes each has what belongs to it beside it, not in one heap beside all of them.

use crate::maps::{SortedMap, SortedSet};
use crate::scene::Side;

use super::flows;
use super::tree::{BlockIndex, Changes, NewGroup, Role, Slot, Tree};

/// Gives each of several large boxes a block of its own with what is linked with it, directly or through others: in the
/// drawing itself, and in every box that has something beside them.
pub fn divided(tree: &Tree) -> Changes {
    let several: Vec<(BlockIndex, Loose)> = (0..tree.len())
        .filter(|&parent| parent == tree.root || holds_beside(tree, parent))
        .map(|parent| (parent, loose(tree, parent)))
        .filter(|(_, loose)| loose.mains.len() > 1)
        .collect();
    let mut changes = Changes::default();
    if several.is_empty() {
        return changes;
    }
    let mut lifted = flows::links_by_holder(tree);
    for (parent, Loose { mains, others }) in several {
        let links = lifted.remove(&parent).unwrap_or_default();
        let belonging = belonging(&mains, &others, &links);
        // What belongs to none of them would stand alone, far to a side.
        let alone = others.iter().copied().filter(|other| !belonging.contains_key(other));
        let at_side =
            alone.filter(|&other| matches!(tree[other].slot, Slot::Beside(Side::Left | Side::Right)));
        changes.slots.extend(at_side.map(|other| (other, Slot::Beside(Side::Bottom))));
        for &main in &mains {
            let of_main = others.iter().copied().filter(|other| belonging.get(other) == Some(&main));
            let members: Vec<BlockIndex> = std::iter::once(main).chain(of_main).collect();
            if members.len() > 1 {
                changes.groups.push(NewGroup::new(parent, members, Slot::Flow));
            }
        }
    }
    changes
}

/// The children of a block that are in no grid and in no lane.
struct Loose {
    /// The large boxes.
    mains: Vec<BlockIndex>,
    /// Those that may stand beside one of them.
    others: Vec<BlockIndex>,
}

fn loose(tree: &Tree, parent: BlockIndex) -> Loose {
    let children = tree.children(parent).filter(|&child| is_loose(tree, child));
    let (mains, others) =
        children.partition(|&child| tree[child].slot == Slot::Flow && flows::is_main(tree, child));
    Loose { mains, others }
}

/// Returns whether a box has something beside what else it holds.
fn holds_beside(tree: &Tree, index: BlockIndex) -> bool {
    let is_beside = |&child: &BlockIndex| matches!(tree[child].slot, Slot::Beside(_));
    tree[index].role == Role::Frame && tree[index].children.iter().any(is_beside)
}

/// Returns whether a block may stand with one box as well as with another.
fn is_loose(tree: &Tree, child: BlockIndex) -> bool {
    let block = &tree[child];
    let stands = matches!(block.slot, Slot::Flow | Slot::Beside(_));
    stands && !tree.in_lane(child) && block.role != Role::Spanning
}

/// Returns the large box that each of the others belongs to: the one that it has most links with; who has none goes with
/// those that it is linked with, step by step.
fn belonging(
    mains: &[BlockIndex],
    others: &[BlockIndex],
    links: &[(BlockIndex, BlockIndex)],
) -> SortedMap<BlockIndex, BlockIndex> {
    let free: SortedSet<BlockIndex> = SortedSet::from_iter(others.iter().copied());
    let mut neighbours: SortedMap<BlockIndex, Vec<BlockIndex>> = SortedMap::new();
    for &(a, b) in links {
        neighbours.entry(a).or_default().push(b);
        neighbours.entry(b).or_default().push(a);
    }
    let mut of: SortedMap<BlockIndex, BlockIndex> =
        SortedMap::from_iter(mains.iter().map(|&main| (main, main)));
    let mut edge = mains.to_vec();
    while !edge.is_empty() {
        let near = edge.iter().filter_map(|item| neighbours.get(item)).flatten().copied();
        let next: SortedSet<BlockIndex> =
            SortedSet::from_iter(near.filter(|item| free.contains(item) && !of.contains_key(item)));
        let found: Vec<(BlockIndex, BlockIndex)> =
            next.into_iter().filter_map(|item| Some((item, most(&neighbours[&item], &of)?))).collect();
        of.extend(found.iter().copied());
        edge = found.into_iter().map(|(item, _)| item).collect();
    }
    of
}

/// Returns what most neighbours belong to; of several the first.
fn most(neighbours: &[BlockIndex], of: &SortedMap<BlockIndex, BlockIndex>) -> Option<BlockIndex> {
    let mut votes: SortedMap<BlockIndex, usize> = SortedMap::new();
    for main in neighbours.iter().filter_map(|neighbour| of.get(neighbour)) {
        *votes.entry(*main).or_default() += 1;
    }
    votes.into_iter().max_by_key(|&(main, votes)| (votes, std::cmp::Reverse(main))).map(|(main, _)| main)
}
