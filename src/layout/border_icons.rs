//! Icons on the border of a box that are too many for one side.

use crate::maps::{SortedMap, SortedSet};
use crate::scene::{Scene, Side};

use super::tree::{BlockIndex, Changes, Slot, Tree};

/// More icons on one side make the box higher than what it holds.
const MOST: usize = 7;

/// Moves icons of a crowded right or left side to where there is room: to the other side, below the columns, then to
/// both sides alike. What is linked stays, on the side where its links are.
pub fn shared(tree: &Tree, scene: &Scene) -> Changes {
    let linked: SortedSet<BlockIndex> =
        SortedSet::from_iter(scene.links.iter().flat_map(|link| [link.source, link.target]));
    let mut moved: SortedMap<BlockIndex, Slot> = SortedMap::new();
    for index in 0..tree.len() {
        for (crowded, other) in [(Side::Right, Side::Left), (Side::Left, Side::Right)] {
            let of_crowded = on(tree, &moved, index, crowded);
            let excess = of_crowded.len().saturating_sub(MOST);
            if excess == 0 {
                continue;
            }
            let free = of_crowded.into_iter().rev().filter(|icon| !linked.contains(icon)).take(excess);
            let mut free: Vec<BlockIndex> = free.collect();
            free.reverse();
            let beside = MOST.saturating_sub(on(tree, &moved, index, other).len());
            let below = room_below(tree, index).saturating_sub(on(tree, &moved, index, Side::Bottom).len());
            for (i, icon) in free.into_iter().enumerate() {
                let side = match i {
                    _ if i < beside => other,
                    _ if i < beside + below => Side::Bottom,
                    _ if (i - beside - below).is_multiple_of(2) => crowded,
                    _ => other,
                };
                moved.insert(icon, Slot::Border(side));
            }
        }
    }
    Changes { slots: moved.into_iter().collect(), ..Changes::default() }
}

/// Returns what is on a side of a box, once these are moved.
fn on(tree: &Tree, moved: &SortedMap<BlockIndex, Slot>, index: BlockIndex, side: Side) -> Vec<BlockIndex> {
    let slot = |child: &BlockIndex| moved.get(child).copied().unwrap_or(tree[*child].slot);
    tree.children(index).filter(|child| slot(child) == Slot::Border(side)).collect()
}

/// Returns how many icons the bottom of a box takes that is as wide as its columns.
fn room_below(tree: &Tree, index: BlockIndex) -> usize {
    let cells = tree.children(index).filter_map(|child| tree[child].slot.cell());
    let columns: SortedSet<usize> = SortedSet::from_iter(cells.map(|(column, _)| column));
    // A column is as wide as two icons with their labels, and half a pitch stays free at both corners.
    (2 * columns.len().max(2)).saturating_sub(1)
}
