//! Positions, from the outermost block in: every block gives what it holds the room that it has.

use crate::scene::Side;

use super::content::Spacing;
use super::geometry::{Edges, Point, Rect, Size};
use super::measure;
use super::measures::Measured;
use super::room::{Axis, Interval, Line, LineKind, Room};
use super::spacing::{ICON, MARGIN};
use super::tree::{BlockIndex, Slot};

/// The places of all blocks, in the drawing's own units.
#[derive(Debug, Default)]
pub struct Placement {
    /// The size of the drawing.
    pub size: Size,
    /// The rectangle of each block.
    pub rects: Vec<Rect>,
    /// The point that the lines of each block are measured from.
    pub origins: Vec<Point>,
}

/// Places every block.
pub fn place(measured: &Measured) -> Placement {
    let count = measured.all.len();
    let root = measured.tree.root;
    let Size { w, h } = measured.all[root].size;
    let mut placement = Placement {
        size: Size { w: w + 2.0 * MARGIN, h: h + 2.0 * MARGIN },
        rects: vec![Rect::default(); count],
        origins: vec![Point::default(); count],
    };
    placement.rects[root] = Rect { x: MARGIN, y: MARGIN, w, h };
    for &index in measured.tree.levels.iter().flatten() {
        place_room(measured, index, &mut placement);
        place_on_border(measured, index, &mut placement.rects);
    }
    placement
}

fn place_room(measured: &Measured, index: BlockIndex, placement: &mut Placement) {
    let own = &measured.all[index];
    let is_step = measured.block(index).parent.is_some_and(|parent| measured.block(parent).holds_steps());
    let (rect, insets, grow, room) = (placement.rects[index], own.insets, own.grow, &own.room);
    // What is in a small or airy box stands in its middle; a grid hangs from the top. Facts in the air below count as
    // elsewhere, so that a lane stays at one height in neighbours with and without them. What is in steps hangs from the
    // top, at one height in all of them.
    let drop = match own.spacing {
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
    let is_wide = own.spacing == Spacing::Column && !room.columns.is_empty();
    placement.origins[index] = Point { x: if is_wide { inner.x } else { inner.x + spare / 2.0 }, y: inner.y };
    if is_wide {
        let mut wide = room.clone();
        widen(&mut wide, spare);
        place_lines(measured, index, &wide, placement);
    } else {
        place_lines(measured, index, room, placement);
    }
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

fn place_lines(measured: &Measured, index: BlockIndex, room: &Room, placement: &mut Placement) {
    let (origin, parent) = (placement.origins[index], placement.rects[index]);
    for line in &room.lines {
        place_line(measured, room, line, (origin, parent), &mut placement.rects);
    }
}

fn place_line(
    measured: &Measured,
    room: &Room,
    line: &Line,
    (origin, parent): (Point, Rect),
    rects: &mut [Rect],
) {
    let axis = room.axis;
    let by_row = line.by_row();
    for (i, &item) in line.items.iter().enumerate() {
        let start = line.starts.get(i).copied().unwrap_or(0.0);
        let footprint = measured.footprint(item);
        let middle = measure::middle(measured, axis, item, by_row);
        let corner = axis.point(start, line.across + line.middle - middle);
        let mut room_for =
            Rect { x: origin.x + corner.x, y: origin.y + corner.y, w: footprint.w, h: footprint.h };
        if let LineKind::Grid { columns, .. } = &line.kind {
            let cell = cell(measured, room, line, columns, i);
            room_for.x = origin.x + cell.start;
            room_for.w = cell.length();
        }
        // An icon beside a spanning box keeps its own height.
        if line.kind.stretches() && !measured.beside_spans.contains_key(&item) {
            room_for.y = origin.y + line.across;
            room_for.h = line.thickness;
        }
        let own = &measured.all[item];
        rects[item] = if line.kind == LineKind::Fill {
            parent
        } else if !measured.is_box(item) {
            let x = room_for.x + (room_for.w - footprint.w) / 2.0 + own.outset.left;
            Rect { x, y: room_for.y + own.outset.top, w: own.size.w, h: own.size.h }
        } else {
            room_for.outset(&inwards(own.outset))
        };
    }
    debug_assert!(axis == Axis::Rows || room.columns.is_empty());
}

/// Items that share a cell of a grid fill it together.
fn cell(measured: &Measured, room: &Room, line: &Line, columns: &[usize], i: usize) -> Interval {
    let Some(column) = columns.get(i) else { return Interval::default() };
    let track = room.columns.iter().find(|(c, _)| c == column).map_or(Interval::default(), |(_, span)| *span);
    let same: Vec<usize> = (0..columns.len()).filter(|&k| columns.get(k) == Some(column)).collect();
    let end = |k: usize| -> f64 {
        let start = line.starts.get(k).copied().unwrap_or(0.0);
        start + line.items.get(k).map_or(0.0, |&item| measured.footprint(item).w)
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
fn place_on_border(measured: &Measured, index: BlockIndex, rects: &mut [Rect]) {
    let rect = rects[index];
    for side in [Side::Top, Side::Right, Side::Bottom, Side::Left] {
        let icons = measured.tree.children_at(index, |slot| slot == Slot::Border(side));
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
            rects[icon] = Rect { x: centre.x - ICON / 2.0, y: centre.y - ICON / 2.0, w: ICON, h: ICON };
        }
    }
}
