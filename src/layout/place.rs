//! Positions, from the outermost block in: every block gives what it holds the room that it has.

use crate::scene::{Scene, Side};

use super::blocks::{BlockIndex, Blocks, PlaceIn, Role};
use super::geometry::{Edges, Point, Rect, Size};
use super::measure;
use super::room::{Axis, Interval, Line, LineKind, Room};
use super::spacing::{self, ICON, MARGIN, Spacing};

/// Places every block and gives the size of the drawing.
pub fn place(blocks: &mut Blocks, scene: &Scene) -> Size {
    let root = blocks.root;
    let size = blocks.all[root].size;
    blocks.all[root].rect = Rect { x: MARGIN, y: MARGIN, w: size.w, h: size.h };
    for index in blocks.order.clone() {
        place_room(blocks, scene, index);
        place_on_border(blocks, index);
    }
    Size { w: size.w + 2.0 * MARGIN, h: size.h + 2.0 * MARGIN }
}

fn place_room(blocks: &mut Blocks, scene: &Scene, index: BlockIndex) {
    let kind = spacing::spacing(blocks, scene, index);
    let is_step = blocks.all[index].parent.is_some_and(|parent| blocks.all[parent].holds_steps);
    let block = &mut blocks.all[index];
    let (rect, insets, grow) = (block.rect, block.insets, block.grow);
    let mut room = std::mem::take(&mut block.room);
    // What is in a small or airy box stands in its middle; a grid hangs from the top. Facts in the air below count as
    // elsewhere, so that a lane stays at one height in neighbours with and without them. What is in steps hangs from the
    // top, at one height in all of them.
    let drop = match kind {
        _ if is_step => 0.0,
        Spacing::Airy | Spacing::Titled | Spacing::Small => {
            let used = room.size.h + insets.along() + grow.along();
            ((rect.h - used) / 2.0).max(0.0)
        }
        Spacing::Root | Spacing::Grid | Spacing::Column | Spacing::Filled => 0.0,
    };
    let inner = Rect {
        x: rect.x + insets.left + grow.left,
        y: rect.y + insets.top + grow.top + drop,
        w: rect.w - insets.across() - grow.across(),
        h: rect.h - insets.along() - grow.along(),
    };
    let spare = (inner.w - room.size.w).max(0.0);
    if kind == Spacing::Column && !room.columns.is_empty() {
        room.origin = Point { x: inner.x, y: inner.y };
        // What was measured stays, so that a second placing starts from it.
        let mut wide = room.clone();
        widen(&mut wide, spare);
        place_lines(blocks, &wide, rect);
    } else {
        room.origin = Point { x: inner.x + spare / 2.0, y: inner.y };
        place_lines(blocks, &room, rect);
    }
    blocks.all[index].room = room;
}

/// Gives the columns of a grid the width that is to spare.
fn widen(room: &mut Room, spare: f64) {
    let each = spare / room.columns.len().max(1) as f64;
    for (i, (_, span)) in room.columns.iter_mut().enumerate() {
        span.start += each * i as f64;
        span.end += each * (i as f64 + 1.0);
    }
    for line in &mut room.lines {
        match &line.kind {
            LineKind::Grid { columns, .. } => {
                for (start, column) in line.starts.iter_mut().zip(columns) {
                    let before = room.columns.iter().position(|(c, _)| c == column).unwrap_or(0);
                    *start += each * before as f64;
                }
            }
            LineKind::Plain
            | LineKind::Above
            | LineKind::Lane(_)
            | LineKind::Beside
            | LineKind::Fill
            | LineKind::Steps => {
                line.starts.iter_mut().for_each(|start| *start += spare / 2.0);
            }
        }
    }
}

fn place_lines(blocks: &mut Blocks, room: &Room, parent: Rect) {
    for line in &room.lines {
        place_line(blocks, room, line, parent);
    }
}

fn place_line(blocks: &mut Blocks, room: &Room, line: &Line, parent: Rect) {
    let axis = room.axis;
    let by_row = line.by_row();
    for (i, &item) in line.items.iter().enumerate() {
        let start = line.starts.get(i).copied().unwrap_or(0.0);
        let footprint = blocks.all[item].footprint();
        let middle = measure::middle(blocks, axis, item, by_row);
        let corner = axis.point(start, line.across + line.middle - middle);
        let mut room_for =
            Rect { x: room.origin.x + corner.x, y: room.origin.y + corner.y, w: footprint.w, h: footprint.h };
        if let LineKind::Grid { columns, .. } = &line.kind {
            let cell = cell(blocks, room, line, columns, i);
            room_for.x = room.origin.x + cell.start;
            room_for.w = cell.length();
        }
        // An icon beside a spanning box keeps its own height.
        if line.kind.stretches() && blocks.all[item].beside_span.is_none() {
            room_for.y = room.origin.y + line.across;
            room_for.h = line.thickness;
        }
        let block = &mut blocks.all[item];
        block.rect = if line.kind == LineKind::Fill {
            parent
        } else if block.role == Role::Icon {
            let x = room_for.x + (room_for.w - footprint.w) / 2.0 + block.outset.left;
            Rect { x, y: room_for.y + block.outset.top, w: block.size.w, h: block.size.h }
        } else {
            room_for.outset(&inwards(block.outset))
        };
    }
    debug_assert!(axis == Axis::Rows || room.columns.is_empty());
}

/// What shares a cell of a grid fills it together.
fn cell(blocks: &Blocks, room: &Room, line: &Line, columns: &[usize], i: usize) -> Interval {
    let Some(column) = columns.get(i) else { return Interval::default() };
    let track = room.columns.iter().find(|(c, _)| c == column).map_or(Interval::default(), |(_, span)| *span);
    let same: Vec<usize> = (0..columns.len()).filter(|&k| columns.get(k) == Some(column)).collect();
    let end = |k: usize| -> f64 {
        let start = line.starts.get(k).copied().unwrap_or(0.0);
        start + line.items.get(k).map_or(0.0, |&item| blocks.all[item].footprint().w)
    };
    let used = same.last().map_or(0.0, |&last| end(last) - track.start);
    let wider = (track.length() - used).max(0.0) / same.len().max(1) as f64;
    let position = same.iter().position(|&k| k == i).unwrap_or(0) as f64;
    let start = line.starts.get(i).copied().unwrap_or(0.0) + wider * position;
    Interval { start, end: end(i) + wider * (position + 1.0) }
}

fn inwards(edges: Edges) -> Edges {
    Edges { top: -edges.top, right: -edges.right, bottom: -edges.bottom, left: -edges.left }
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
