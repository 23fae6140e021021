//! Icons beside spanning boxes: what stands alone in an outermost box of a row needs no row of its own below them.

use crate::maps::{SortedMap, SortedSet};
use crate::scene::{NodeIndex, Side};

use super::tree::{BlockIndex, Role, Slot, Tree};

/// The icons that share the lane of a spanning box, each with that and its side of it.
pub type BesideSpans = SortedMap<BlockIndex, (NodeIndex, Side)>;

/// Finds the icons that are alone beside lanes and share the first of them: left of the spanning box in the first box that it
/// runs through, right of it in the last. Where a box between those has icons of its own, all keep their row below, and
/// so they do where one would stand in the way of links that leave the grid to the right.
pub fn find(tree: &Tree) -> BesideSpans {
    let leaving = leaving(tree);
    tree.parts.iter().flat_map(|(&node, parts)| beside(tree, node, parts, &leaving)).collect()
}

/// Returns the parts of spanning boxes with a link to what is outside their grid.
fn leaving(tree: &Tree) -> SortedSet<BlockIndex> {
    let mut leaving = SortedSet::new();
    for link in &tree.links {
        for (end, other) in link.ends() {
            let end: Vec<BlockIndex> = tree.chain(end).collect();
            let outermost = end.iter().rposition(|&at| tree[at].slot.cell().is_some());
            let grid = outermost.and_then(|at| end.get(at + 1));
            if grid.is_some_and(|&grid| tree.chain(other).all(|at| at != grid)) {
                leaving.extend(end.iter().filter(|&&at| matches!(tree[at].role, Role::Part(_))));
            }
        }
    }
    leaving
}

/// Returns what may stand beside one spanning box.
fn beside(
    tree: &Tree,
    node: NodeIndex,
    parts: &[BlockIndex],
    leaving: &SortedSet<BlockIndex>,
) -> Vec<(BlockIndex, (NodeIndex, Side))> {
    let holders: Option<Vec<(Vec<usize>, BlockIndex)>> =
        parts.iter().map(|&part| tree[part].parent.map(|holder| (columns(tree, holder), holder))).collect();
    let Some(mut holders) = holders.filter(|holders| holders.len() > 1) else { return Vec::new() };
    crate::sorting::plain(&mut holders);
    let last = holders.len() - 1;
    let is_free = |i: usize| i == 0 || (i == last && parts.iter().all(|part| !leaving.contains(part)));
    let mut found = Vec::new();
    for (i, (path, holder)) in holders.iter().enumerate() {
        let Inside { first_lane, rest } = inside(tree, *holder);
        let same = i.checked_sub(1).and_then(|i| holders.get(i)).is_some_and(|(before, _)| before == path);
        // In one column twice: the box runs over several rows.
        if path.is_empty() || same {
            return Vec::new();
        }
        match rest[..] {
            [] => {}
            [icon] if tree[icon].role == Role::Icon && first_lane == Some(node) && is_free(i) => {
                found.push((icon, (node, if i == 0 { Side::Left } else { Side::Right })));
            }
            _ => return Vec::new(),
        }
    }
    found
}

/// The lanes and the rest of a box.
struct Inside {
    /// The first spanning box that runs through it.
    first_lane: Option<NodeIndex>,
    /// All that is in no lane.
    rest: Vec<BlockIndex>,
}

fn inside(tree: &Tree, holder: BlockIndex) -> Inside {
    let mut inside = Inside { first_lane: None, rest: Vec::new() };
    for child in tree.children(holder) {
        match tree[child].role {
            Role::Part(node) if tree.spans(node) => {
                inside.first_lane = Some(inside.first_lane.map_or(node, |first| first.min(node)));
            }
            Role::Spanning => {}
            Role::Part(_) | Role::Root | Role::Frame | Role::Icon | Role::Column | Role::Group => {
                inside.rest.extend((tree[child].slot == Slot::Flow).then_some(child));
            }
        }
    }
    inside
}

/// Returns the columns that a box is in, of all grids around it, from the outermost.
fn columns(tree: &Tree, index: BlockIndex) -> Vec<usize> {
    let cells = tree.chain(index).filter_map(|at| tree[at].slot.cell());
    let mut columns: Vec<usize> = cells.map(|(column, _)| column).collect();
    columns.reverse();
    columns
}
