//! Icons beside spanning boxes: what stands alone in an outermost box of a row needs no row of its own below them.

use std::collections::BTreeSet;

use crate::scene::{NodeIndex, Scene, Side};

use super::blocks::{BlockIndex, Blocks, PlaceIn, Role};
use super::flows;

/// Lets an icon that is alone beside lanes share the first of them: left of the spanning box in the first box that it
/// runs through, right of it in the last. Where a box between those has icons of its own, all keep their row below, and
/// so they do where one would stand in the way of links that leave the grid to the right.
pub fn assign(blocks: &mut Blocks, scene: &Scene) {
    let leaving = leaving(blocks, scene);
    let found: Vec<(BlockIndex, (NodeIndex, Side))> =
        blocks.parts.iter().flat_map(|(&node, parts)| beside(blocks, node, parts, &leaving)).collect();
    for (icon, at) in found {
        blocks.all[icon].beside_span = Some(at);
    }
}

/// The parts of spanning boxes with a link to what is outside their grid.
fn leaving(blocks: &Blocks, scene: &Scene) -> BTreeSet<BlockIndex> {
    let up = |node: NodeIndex| {
        let parent = |&at: &BlockIndex| blocks.all[at].parent;
        std::iter::successors(flows::stand_in(blocks, node), parent).collect::<Vec<BlockIndex>>()
    };
    let mut leaving = BTreeSet::new();
    for link in &scene.links {
        let (source, target) = (up(link.source), up(link.target));
        for (end, other) in [(&source, &target), (&target, &source)] {
            let outermost = end.iter().rposition(|&at| blocks.all[at].place.cell().is_some());
            let grid = outermost.and_then(|at| end.get(at + 1));
            if grid.is_some_and(|grid| !other.contains(grid)) {
                leaving.extend(end.iter().filter(|&&at| matches!(blocks.all[at].role, Role::Part(_))));
            }
        }
    }
    leaving
}

/// What may stand beside one spanning box.
fn beside(
    blocks: &Blocks,
    node: NodeIndex,
    parts: &[BlockIndex],
    leaving: &BTreeSet<BlockIndex>,
) -> Vec<(BlockIndex, (NodeIndex, Side))> {
    let holders: Option<Vec<(Vec<usize>, BlockIndex)>> = parts
        .iter()
        .map(|&part| blocks.all[part].parent.map(|holder| (columns(blocks, holder), holder)))
        .collect();
    let Some(mut holders) = holders.filter(|holders| holders.len() > 1) else { return Vec::new() };
    crate::sorting::plain(&mut holders);
    let last = holders.len() - 1;
    let is_free = |i: usize| i == 0 || (i == last && parts.iter().all(|part| !leaving.contains(part)));
    let mut found = Vec::new();
    for (i, (path, holder)) in holders.iter().enumerate() {
        let Inside { first_lane, rest } = inside(blocks, *holder);
        let same = i.checked_sub(1).and_then(|i| holders.get(i)).is_some_and(|(before, _)| before == path);
        // In one column twice: the box runs over several rows.
        if path.is_empty() || same {
            return Vec::new();
        }
        match rest[..] {
            [] => {}
            [icon] if blocks.all[icon].role == Role::Icon && first_lane == Some(node) && is_free(i) => {
                found.push((icon, (node, if i == 0 { Side::Left } else { Side::Right })));
            }
            _ => return Vec::new(),
        }
    }
    found
}

/// What stands in the rows of a box.
struct Inside {
    /// The first spanning box that runs through it.
    first_lane: Option<NodeIndex>,
    /// What is in no lane.
    rest: Vec<BlockIndex>,
}

fn inside(blocks: &Blocks, holder: BlockIndex) -> Inside {
    let mut inside = Inside { first_lane: None, rest: Vec::new() };
    for &child in &blocks.all[holder].children {
        match blocks.all[child].role {
            Role::Part(node) if blocks.spans(node) => {
                inside.first_lane = Some(inside.first_lane.map_or(node, |first| first.min(node)));
            }
            Role::Spanning => {}
            Role::Part(_) | Role::Root | Role::Frame | Role::Icon | Role::Column | Role::Group => {
                if blocks.all[child].place == PlaceIn::Flow {
                    inside.rest.push(child);
                }
            }
        }
    }
    inside
}

/// The columns that a box is in, of all grids around it, from the outermost.
fn columns(blocks: &Blocks, index: BlockIndex) -> Vec<usize> {
    let mut columns: Vec<usize> = std::iter::successors(Some(index), |&at| blocks.all[at].parent)
        .filter_map(|at| blocks.all[at].place.cell())
        .map(|(column, _)| column)
        .collect();
    columns.reverse();
    columns
}
