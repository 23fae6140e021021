//! What stands outside, beside what a block holds: columns left and right, rows above and below.

use crate::scene::Side;

use super::super::blocks::{BlockIndex, Blocks, PlaceIn, Role};
use super::super::geometry::{Edges, Point, Size};
use super::super::spacing::{self, BESIDE_GAP, ICON, LINE_GAP};
use super::rows::{self, Strip};

/// The items on all four sides, each strip from its own corner.
#[derive(Debug, Clone, Default)]
pub struct Sides {
    /// Above all.
    pub top: Strip,
    /// Right of all.
    pub right: Strip,
    /// Below all.
    pub bottom: Strip,
    /// Left of all.
    pub left: Strip,
    /// What they take around the core, gaps included.
    pub room: Edges,
    /// From the top of the core to the tops of the columns beside it.
    pub columns_top: f64,
    /// A column may be higher than the core.
    pub least_height: f64,
}

/// Arranges what stands beside the core of a block.
pub fn sides(blocks: &Blocks, index: BlockIndex, core: Size) -> Sides {
    let mut sides = Sides::default();
    let on = |side: Side| super::items(blocks, index, PlaceIn::Beside(side));
    let wide = rows::Filling { width: core.w.max(spacing::GRID_WIDTH), box_gap: spacing::BOX_GAP };
    sides.top = rows::rows(&on(Side::Top), wide);
    sides.bottom = rows::rows(&on(Side::Bottom), wide);
    sides.columns_top = columns_top(blocks, index);
    sides.right = columns(&on(Side::Right), core.h - sides.columns_top);
    sides.left = columns(&on(Side::Left), core.h - sides.columns_top);
    let apart = |extent: f64| if extent > 0.0 { extent + BESIDE_GAP } else { 0.0 };
    sides.room = Edges {
        top: apart(sides.top.size.h),
        right: apart_from_icon(blocks, &sides.right),
        bottom: apart(sides.bottom.size.h),
        left: apart_from_icon(blocks, &sides.left),
    };
    let column = sides.right.size.h.max(sides.left.size.h);
    if column > 0.0 {
        sides.least_height = sides.room.along() + sides.columns_top + column;
    }
    sides
}

/// The gap is that between the core and the icons; their labels use it, and the next column's do not meet them.
fn apart_from_icon(blocks: &Blocks, strip: &Strip) -> f64 {
    if strip.items.is_empty() {
        return 0.0;
    }
    strip.size.w + gap_beside(blocks, strip)
}

/// From the core to the footprints beside it.
pub fn gap_beside(blocks: &Blocks, strip: &Strip) -> f64 {
    /// Labels keep this from the core.
    const LEAST: f64 = 8.0;
    let label = strip.items.iter().map(|&(item, _)| blocks.all[item].outset.left).fold(0.0, f64::max);
    (BESIDE_GAP - label).max(LEAST)
}

/// Items one below the other, centred, in as many columns as the height asks for.
fn columns(items: &[rows::Item], height: f64) -> Strip {
    let mut strip = Strip::default();
    let mut column: Vec<rows::Item> = Vec::new();
    let mut used = 0.0;
    let mut close = |column: &mut Vec<rows::Item>| {
        let width = column.iter().map(|item| item.size.w).fold(0.0, f64::max);
        let x = if strip.items.is_empty() { 0.0 } else { strip.size.w + spacing::ITEM_GAP };
        let mut y = 0.0;
        for item in column.drain(..) {
            strip.items.push((item.block, Point { x: x + (width - item.size.w) / 2.0, y }));
            y += item.size.h + LINE_GAP;
        }
        strip.size = Size { w: x + width, h: strip.size.h.max(y - LINE_GAP) };
    };
    for &item in items {
        if !column.is_empty() && used + item.size.h > height {
            close(&mut column);
            used = 0.0;
        }
        used += item.size.h + LINE_GAP;
        column.push(item);
    }
    if !column.is_empty() {
        close(&mut column);
    }
    strip
}

/// Where the first icon beside the core stands: in the row of the icons above the grid of the first box.
fn columns_top(blocks: &Blocks, index: BlockIndex) -> f64 {
    let content = &blocks.all[index].content;
    let Some(lane) = content.lanes.first() else { return 0.0 };
    let Some(&(first, at)) = lane.strip.items.first() else { return 0.0 };
    let block = &blocks.all[first];
    let top = at.y + block.outset.top;
    if block.role == Role::Icon {
        return at.y;
    }
    let room = spacing::border_room(blocks, first).top;
    let row = if block.content.grid.cells.is_empty() && block.content.above.items.is_empty() && room == 0.0 {
        block.insets.top
    } else {
        (ICON / 2.0).max(room) + spacing::BORDER_TO_ABOVE
    };
    top + row
}
