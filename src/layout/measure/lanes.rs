//! Lanes: each spanning box has one of its own in every box that it runs through, so that it takes in no stranger.

use std::collections::BTreeMap;

use crate::scene::NodeIndex;

use super::super::blocks::{BlockIndex, Blocks, PlaceIn, Role};
use super::super::spacing;
use super::rows::{self, Strip};

/// Items that stand together, at one height in all boxes of a row.
#[derive(Debug, Clone, Default)]
pub struct Lane {
    /// The spanning box, or none for what is in no such box.
    pub of: Option<NodeIndex>,
    /// The items.
    pub strip: Strip,
    /// At least the height of the items.
    pub height: f64,
}

/// The lanes of one block: its spanning boxes in the order of the scene, then the rest.
pub fn lanes(blocks: &Blocks, index: BlockIndex, grid_width: f64) -> Vec<Lane> {
    let mut spanning: BTreeMap<NodeIndex, BlockIndex> = BTreeMap::new();
    let mut rest = Vec::new();
    for &child in &blocks.all[index].children {
        let block = &blocks.all[child];
        if block.place != PlaceIn::Flow {
            continue;
        }
        match block.role {
            Role::Part(node) if blocks.parts.get(&node).is_some_and(|parts| parts.len() > 1) => {
                spanning.insert(node, child);
            }
            Role::Part(_) | Role::Root | Role::Frame | Role::Icon | Role::Column => rest.push(child),
            Role::Spanning => {}
        }
    }
    let mut lanes: Vec<Lane> = Vec::new();
    for (node, child) in spanning {
        let item = super::item(blocks, child);
        let filling = rows::Filling { width: f64::INFINITY, box_gap: spacing::BOX_GAP };
        let strip = rows::rows(&[item], filling);
        lanes.push(Lane { of: Some(node), height: strip.size.h, strip });
    }
    if !rest.is_empty() {
        let items: Vec<rows::Item> = rest.iter().map(|&child| super::item(blocks, child)).collect();
        let width = rows::landscape(&items).max(grid_width);
        let strip = rows::rows(&items, rows::Filling { width, box_gap: spacing::BOX_GAP });
        lanes.push(Lane { of: None, height: strip.size.h, strip });
    }
    lanes
}

/// Boxes that stand in one row of a grid get the same lanes at the same heights.
pub fn line_up(blocks: &mut Blocks, level: &[BlockIndex]) {
    let mut in_row: BTreeMap<(BlockIndex, Vec<usize>), Vec<BlockIndex>> = BTreeMap::new();
    for &index in level {
        if let Some(row) = row_of(blocks, index) {
            in_row.entry(row).or_default().push(index);
        }
    }
    for group in in_row.values() {
        // `None` sorts before all spanning boxes, but the rest stands below them.
        let mut heights: BTreeMap<(bool, Option<NodeIndex>), f64> = BTreeMap::new();
        for &index in group {
            for lane in &blocks.all[index].content.lanes {
                let height = heights.entry((lane.of.is_none(), lane.of)).or_default();
                *height = height.max(lane.height);
            }
        }
        if !heights.keys().any(|(_, of)| of.is_some()) {
            continue;
        }
        for &index in group {
            let mut own = std::mem::take(&mut blocks.all[index].content.lanes);
            for (&(_, of), &height) in &heights {
                let at = own.iter().position(|lane| lane.of == of);
                let strip = at.map(|at| own.swap_remove(at).strip).unwrap_or_default();
                blocks.all[index].content.lanes.push(Lane { of, strip, height });
            }
        }
    }
}

/// The row that a cell is in, across the columns of all grids around it: the outermost grid and the way down.
fn row_of(blocks: &Blocks, index: BlockIndex) -> Option<(BlockIndex, Vec<usize>)> {
    let mut rows = Vec::new();
    let mut at = index;
    loop {
        match blocks.all[at].place {
            PlaceIn::Cell(_, row) => rows.push(row),
            PlaceIn::Fill => {}
            PlaceIn::Flow | PlaceIn::Above | PlaceIn::Border(_) | PlaceIn::Beside(_) | PlaceIn::Nowhere => {
                break;
            }
        }
        at = blocks.all[at].parent?;
    }
    (at != index && !rows.is_empty()).then_some((at, rows))
}
