//! Where the items of a line are, and how far apart they stand at least.

use super::super::measures::Measured;
use super::super::room::{Axis, Line};
use super::super::spacing::{BESIDE_GAP, BOX_GAP, COLUMN_GAP, ICON, ITEM_GAP, LINE_GAP};
use super::super::tree::{BlockIndex, Role, Slot};

/// Returns the least distance between two items of a line.
pub fn gap(measured: &Measured, axis: Axis, before: BlockIndex, after: BlockIndex) -> f64 {
    let (one, other) = (measured.block(before), measured.block(after));
    if one.slot.cell().is_some() && other.slot.cell().is_some() {
        return COLUMN_GAP;
    }
    if matches!(one.slot, Slot::Beside(_)) || matches!(other.slot, Slot::Beside(_)) {
        /// Labels keep this from what their icon stands beside.
        const LEAST: f64 = 8.0;
        let overhang = measured.all[before].overhang.1.max(measured.all[after].overhang.0);
        return (BESIDE_GAP - overhang).max(LEAST);
    }
    match (axis, one.role == Role::Icon && other.role == Role::Icon) {
        (_, false) => BOX_GAP,
        (Axis::Rows, true) => ITEM_GAP,
        (Axis::Columns, true) => LINE_GAP,
    }
}

/// Returns the distance between an item and the one before it: the usual gap, or as much as links need.
pub fn distance(measured: &Measured, axis: Axis, line: &Line, i: usize, last: BlockIndex) -> f64 {
    let links = line.gaps.get(i).copied().unwrap_or(0.0);
    line.items.get(i).map_or(0.0, |&item| gap(measured, axis, last, item).max(links))
}

/// Returns the middle of an item, across, from the start of its footprint: that of an icon without its label.
pub fn middle(measured: &Measured, axis: Axis, item: BlockIndex, by_row: bool) -> f64 {
    let own = &measured.all[item];
    // Large boxes side by side stand in the same row, however tall they are and whatever stands beside them.
    if by_row || axis == Axis::Rows && is_large(measured, item) {
        return own.first_row;
    }
    let (before, _) = axis.edges_across(own.outset);
    before + if measured.is_box(item) { axis.across(own.size) / 2.0 } else { ICON / 2.0 }
}

/// Returns the middle of an item along its line, from the start of the room.
pub fn middle_of(measured: &Measured, axis: Axis, line: &Line, i: usize) -> f64 {
    match (line.starts.get(i), line.items.get(i)) {
        (Some(start), Some(&item)) => {
            let own = &measured.all[item];
            start + axis.edges_along(own.outset).0 + axis.along(own.size) / 2.0
        }
        _ => 0.0,
    }
}

/// Returns whether a block is a box with a grid, with or without what stands beside it.
pub fn is_large(measured: &Measured, item: BlockIndex) -> bool {
    measured.all[item].has_grid() || measured.tree.children(item).any(|child| is_core(measured, child))
}

/// Returns whether a block is what others stand beside.
pub fn is_core(measured: &Measured, item: BlockIndex) -> bool {
    measured.block(item).slot == Slot::Core
}
