//! Positions, from the outermost block in: every block gives what it holds the room that it has.

use crate::scene::{Scene, Side};

use super::blocks::{BlockIndex, Blocks, PlaceIn, Role};
use super::geometry::{Edges, Point, Rect, Size};
use super::measure::{self, Content, Strip};
use super::spacing::{self, BESIDE_GAP, COLUMN_GAP, ICON, MARGIN, ROW_GAP, Spacing};

/// Places every block and gives the size of the drawing.
pub fn place(blocks: &mut Blocks, scene: &Scene) -> Size {
    let root = blocks.root;
    let size = blocks.all[root].size;
    blocks.all[root].rect = Rect { x: MARGIN, y: MARGIN, w: size.w, h: size.h };
    for index in blocks.order.clone() {
        let content = std::mem::take(&mut blocks.all[index].content);
        place_content(blocks, scene, index, &content);
        place_on_border(blocks, index);
        blocks.all[index].content = content;
    }
    Size { w: size.w + 2.0 * MARGIN, h: size.h + 2.0 * MARGIN }
}

fn place_content(blocks: &mut Blocks, scene: &Scene, index: BlockIndex, content: &Content) {
    let block = &blocks.all[index];
    let (rect, insets) = (block.rect, block.insets);
    for child in block.children.clone() {
        if blocks.all[child].place == PlaceIn::Fill {
            blocks.all[child].rect = rect;
        }
    }
    let room = content.sides.room;
    let kind = spacing::spacing(blocks, scene, index);
    let extra_h = (rect.h - blocks.all[index].size.h).max(0.0);
    // What is in a small or airy box stands in its middle; a grid hangs from the top.
    let drop = match kind {
        Spacing::Airy | Spacing::Titled | Spacing::Small => {
            extra_h / 2.0 + short_of_least(blocks, index, content)
        }
        Spacing::Root | Spacing::Grid | Spacing::Column | Spacing::Filled => 0.0,
    };
    let inner = Rect {
        x: rect.x + insets.left + room.left,
        y: rect.y + insets.top + room.top + drop,
        w: rect.w - insets.across() - room.across(),
        h: rect.h - insets.along() - room.along(),
    };
    let middle = inner.x + inner.w / 2.0;
    let mut y = inner.y;
    if content.above.size.h > 0.0 {
        put(blocks, &content.above, Point { x: middle - content.above.size.w / 2.0, y });
        y += content.above.size.h + measure::above_gap();
    }
    let grid = content.grid.size();
    if grid.h > 0.0 {
        let stretch = if kind == Spacing::Column { inner.w } else { grid.w };
        place_grid(blocks, content, Point { x: middle - stretch / 2.0, y }, stretch);
        y += grid.h + content.gap;
    }
    for lane in &content.lanes {
        put(blocks, &lane.strip, Point { x: middle - lane.strip.size.w / 2.0, y });
        for &(item, _) in &lane.strip.items {
            if matches!(blocks.all[item].role, Role::Part(_)) && lane.of.is_some() {
                let facts = blocks.all[item].outset;
                blocks.all[item].rect.h = lane.height - facts.along();
            }
        }
        y += lane.height + content.gap;
    }
    place_sides(blocks, content, inner, rect);
}

/// How far content that is lower than the box's least content moves down to stand in the middle.
fn short_of_least(blocks: &Blocks, index: BlockIndex, content: &Content) -> f64 {
    let block = &blocks.all[index];
    let used = content.core.h + content.sides.room.along() + block.insets.along();
    ((block.size.h - used) / 2.0).max(0.0)
}

/// Puts the items of a strip, whose corner is given.
fn put(blocks: &mut Blocks, strip: &Strip, corner: Point) {
    for &(item, at) in &strip.items {
        let block = &mut blocks.all[item];
        block.rect = Rect {
            x: corner.x + at.x + block.outset.left,
            y: corner.y + at.y + block.outset.top,
            w: block.size.w,
            h: block.size.h,
        };
    }
}

fn place_grid(blocks: &mut Blocks, content: &Content, corner: Point, width: f64) {
    let grid = &content.grid;
    let wider = (width - grid.size().w).max(0.0) / grid.columns.len().max(1) as f64;
    let mut x = corner.x;
    for (column, track) in &grid.columns {
        let track = track + wider;
        let mut y = corner.y;
        for (row, height) in &grid.rows {
            if let Some(cell) = grid.cells.get(&(*column, *row)) {
                place_cell(blocks, cell, Rect { x, y, w: track, h: *height });
            }
            y += height + ROW_GAP;
        }
        x += track + COLUMN_GAP;
    }
}

/// What shares a cell stands side by side and fills it.
fn place_cell(blocks: &mut Blocks, cell: &[BlockIndex], room: Rect) {
    let gaps = COLUMN_GAP * cell.len().saturating_sub(1) as f64;
    let used: f64 = cell.iter().map(|&block| blocks.all[block].footprint().w).sum::<f64>() + gaps;
    let wider = (room.w - used).max(0.0) / cell.len().max(1) as f64;
    let mut x = room.x;
    for &index in cell {
        let block = &mut blocks.all[index];
        let width = block.footprint().w + wider;
        if block.role == Role::Icon {
            let side = (width - block.size.w) / 2.0;
            block.rect = Rect { x: x + side, y: room.y + block.outset.top, w: block.size.w, h: block.size.h };
        } else {
            let outside = Edges {
                top: -block.outset.top,
                right: -block.outset.right,
                bottom: -block.outset.bottom,
                left: -block.outset.left,
            };
            block.rect = Rect { x, y: room.y, w: width, h: room.h }.outset(&outside);
        }
        x += width + COLUMN_GAP;
    }
}

/// What stands beside goes around the core.
fn place_sides(blocks: &mut Blocks, content: &Content, inner: Rect, rect: Rect) {
    let sides = &content.sides;
    let core = content.core;
    let middle = inner.x + inner.w / 2.0;
    let top = Point { x: middle - sides.top.size.w / 2.0, y: rect.y };
    put(blocks, &sides.top, top);
    let bottom = Point {
        x: middle - sides.bottom.size.w / 2.0,
        y: inner.y + core.h.max(sides.least_height - sides.room.along()) + BESIDE_GAP,
    };
    put(blocks, &sides.bottom, bottom);
    let y = inner.y + sides.columns_top;
    let right = middle + core.w / 2.0 + measure::gap_beside(blocks, &sides.right);
    put(blocks, &sides.right, Point { x: right, y });
    let left = middle - core.w / 2.0 - measure::gap_beside(blocks, &sides.left) - sides.left.size.w;
    put(blocks, &sides.left, Point { x: left, y });
}

/// Icons on a border, evenly along each side.
fn place_on_border(blocks: &mut Blocks, index: BlockIndex) {
    let rect = blocks.all[index].rect;
    for side in [Side::Top, Side::Right, Side::Bottom, Side::Left] {
        let children = blocks.all[index].children.iter().copied();
        let icons: Vec<BlockIndex> =
            children.filter(|&child| blocks.all[child].place == PlaceIn::Border(side)).collect();
        let parts = icons.len() as f64 + 1.0;
        for (i, &icon) in icons.iter().enumerate() {
            let share = (i as f64 + 1.0) / parts;
            let along = Point { x: rect.x + rect.w * share, y: rect.y + rect.h * share };
            let centre = match side {
                Side::Top => Point { x: along.x, y: rect.y },
                Side::Right => Point { x: rect.right(), y: along.y },
                Side::Bottom => Point { x: along.x, y: rect.bottom() },
                Side::Left => Point { x: rect.x, y: along.y },
            };
            blocks.all[icon].rect =
                Rect { x: centre.x - ICON / 2.0, y: centre.y - ICON / 2.0, w: ICON, h: ICON };
        }
    }
}
