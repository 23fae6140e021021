//! The room between the edges of a box and its content.

use crate::scene::{Anchor, Side};

use super::super::content::{Spacing, has_header};
use super::super::geometry::Edges;
use super::super::measures::Measured;
use super::super::spacing::{BADGE, BOTTOM_LABEL, SMALL_SIDE};
use super::super::tree::{BlockIndex, Role, Slot};

/// Air between the title of an airy box and its content, and below the content.
const AIR: f64 = 37.85;
/// Least air between an edge and what is inside.
const TIGHT: f64 = 16.0;
/// From the top of a small box to its content: less than at its sides, since its own label stands at the bottom.
const SMALL_TOP: f64 = 29.7;
/// From the content of a small box to its bottom edge, the label between them.
const SMALL_BOTTOM: f64 = 30.3;
/// From the lower end of an icon on the top border to the row of icons above a grid.
const BORDER_TO_ABOVE: f64 = 26.0;
/// From the lower end of an icon on the top border to a grid: no row stands between them.
const BORDER_TO_GRID: f64 = 56.0;
/// Air left and right of a grid.
const GRID_SIDE: f64 = 35.6;
/// Air below a grid; a lone column stands in more of it, as at its sides.
const GRID_BOTTOM: f64 = 15.0;
/// Air below a lone column.
const LONE_BOTTOM: f64 = 40.0;

/// Returns the room that a box keeps between its edges and its content.
pub fn insets(measured: &Measured, index: BlockIndex) -> Edges {
    let (block, text) = (measured.block(index), measured.text(index));
    let header = if has_header(measured.texts, measured.scene, block) { BADGE } else { 0.0 };
    let label_room = if text.anchor == Some(Anchor::Bottom) { BOTTOM_LABEL } else { 0.0 };
    let even = |top: f64, side: f64, bottom: f64| Edges { top, right: side, bottom, left: side };
    let insets = match measured.all[index].spacing {
        Spacing::Root | Spacing::Filled => Edges::default(),
        Spacing::Grid => {
            let border = border_room(measured, index);
            let above = measured.tree.children(index).any(|c| measured.block(c).slot == Slot::Above);
            let top = if above {
                row_above(measured, index)
            } else {
                (border.top + BORDER_TO_GRID).max(header + TIGHT)
            };
            let bottom = if lone_column(measured, index) { LONE_BOTTOM } else { GRID_BOTTOM };
            Edges {
                top,
                right: GRID_SIDE.max(border.right + TIGHT),
                bottom: bottom.max(border.bottom + TIGHT) + label_room,
                left: GRID_SIDE.max(border.left + TIGHT),
            }
        }
        Spacing::Column if matches!(block.role, Role::Column | Role::Group) => Edges::default(),
        Spacing::Column => even(header.max(TIGHT), TIGHT, TIGHT + label_room),
        Spacing::Airy => even(header + AIR, TIGHT, header + AIR + fill_room(measured, index) + label_room),
        Spacing::Titled => even(header + TIGHT, TIGHT, TIGHT + fill_room(measured, index) + label_room),
        Spacing::Small if label_room > 0.0 => even(SMALL_TOP, SMALL_SIDE, SMALL_BOTTOM),
        Spacing::Small => even(TIGHT, SMALL_SIDE, TIGHT),
    };
    if block.role == Role::Icon {
        return insets;
    }
    let (top, bottom) = (text.title_height(), text.icons.h);
    if text.is_summary {
        return Edges { top: top.max(header), bottom: bottom.max(TIGHT), ..insets };
    }
    Edges { top: insets.top.max(top), ..insets }
}

/// From the top of a box with a grid to the icons above the grid, whether there are any or not.
pub fn row_above(measured: &Measured, index: BlockIndex) -> f64 {
    (border_room(measured, index).top + BORDER_TO_ABOVE).max(BADGE + TIGHT)
}

/// Returns the part of the insets where links can run: not where a title or a label stands.
pub fn free_insets(measured: &Measured, index: BlockIndex) -> Edges {
    let (block, text) = (measured.block(index), measured.text(index));
    let mut free = measured.all[index].insets;
    if has_header(measured.texts, measured.scene, block) {
        free.top -= BADGE;
    }
    if block.role != Role::Icon {
        free.top -= (text.title_height() - BADGE).max(0.0);
    }
    if text.anchor == Some(Anchor::Bottom) {
        free.bottom -= BOTTOM_LABEL;
    }
    free.bottom -= fill_room(measured, index);
    let border = border_room(measured, index);
    free.top -= (border.top - BADGE).max(0.0);
    Edges { top: free.top.max(0.0), right: free.right, bottom: free.bottom.max(0.0), left: free.left }
}

/// Returns the room for the label of the box that this one fills: it stands at the bottom of both.
fn fill_room(measured: &Measured, index: BlockIndex) -> f64 {
    let block = measured.block(index);
    let anchor = block.parent.and_then(|parent| measured.text(parent).anchor);
    if block.slot == Slot::Fill && anchor == Some(Anchor::Bottom) { BOTTOM_LABEL } else { 0.0 }
}

/// Returns whether a grid has one column.
fn lone_column(measured: &Measured, index: BlockIndex) -> bool {
    let cells = measured.tree.children(index).filter_map(|child| measured.block(child).slot.cell());
    let mut columns = cells.map(|(column, _)| column);
    let first = columns.next();
    columns.all(|column| Some(column) == first)
}

/// Returns how far the icons on a box's border reach into it, with their labels.
fn border_room(measured: &Measured, index: BlockIndex) -> Edges {
    let mut room = Edges::default();
    for child in measured.tree.children(index) {
        if let Slot::Border(side) = measured.block(child).slot {
            let icon = &measured.all[child];
            let half = (icon.size.w / 2.0).max(measured.text(child).label.width / 2.0);
            match side {
                Side::Top => room.top = room.top.max(icon.size.h / 2.0 + icon.outset.bottom),
                Side::Right => room.right = room.right.max(half),
                Side::Bottom => room.bottom = room.bottom.max(icon.size.h / 2.0),
                Side::Left => room.left = room.left.max(half),
            }
        }
    }
    room
}
