//! How large the lines of a room are, and where their items are along them.

use super::super::measures::Measured;
use super::super::room::{Axis, Interval, Line, LineKind, Room};
use super::super::spacing::{COLUMN_GAP, ICON};
use super::super::tree::{BlockIndex, Role};
use super::columns;
use super::edges;
use super::insets;
use super::items::{distance, is_large, middle};
use super::straighten;
use super::wrap;
use crate::maps::SortedMap;

/// Fits a room to its items and its links.
pub fn fit(measured: &Measured, room: &mut Room, wide_columns: bool) {
    let axis = room.axis;
    for line in &mut room.lines {
        thicken(measured, axis, line);
    }
    grid_columns(measured, room, wide_columns);
    place_along(measured, room);
    let mut across = 0.0;
    for (i, line) in room.lines.iter_mut().enumerate() {
        if i > 0 {
            across += line.apart.max(room.corridors.get(i).copied().unwrap_or(0.0));
        }
        line.across = across;
        across += line.thickness;
    }
    let along = room.lines.iter().map(|line| line_end(measured, axis, line)).fold(0.0, f64::max);
    let along = room.columns.last().map_or(along, |(_, span)| along.max(span.end));
    room.size = axis.size(along, across);
}

fn thicken(measured: &Measured, axis: Axis, line: &mut Line) {
    let by_row = line.by_row();
    let (mut before, mut after) = (0.0_f64, 0.0_f64);
    for &item in &line.items {
        let extent = axis.across(measured.footprint(item));
        let middle = middle(measured, axis, item, by_row);
        before = before.max(middle);
        after = after.max(extent - middle);
    }
    line.middle = before;
    line.thickness = (before + after).max(line.least);
}

/// The columns that grid lines share.
fn grid_columns(measured: &Measured, room: &mut Room, wide: bool) {
    if room.columns.is_empty() {
        return;
    }
    let usual = if wide { wrap::column_width(measured, room.columns.len()) } else { 0.0 };
    let mut widths: SortedMap<usize, f64> =
        SortedMap::from_iter(room.columns.iter().map(|(column, _)| (*column, usual)));
    let mut before: SortedMap<usize, f64> = SortedMap::new();
    for line in &room.lines {
        let LineKind::Grid { columns, .. } = &line.kind else { continue };
        let mut cells: SortedMap<usize, f64> = SortedMap::new();
        for (i, (&item, &column)) in line.items.iter().zip(columns).enumerate() {
            let width = measured.footprint(item).w;
            let links = line.gaps.get(i).copied().unwrap_or(0.0);
            let same = i > 0 && columns.get(i - 1) == Some(&column);
            *cells.entry(column).or_default() += width + if same { COLUMN_GAP.max(links) } else { 0.0 };
            if !same && i > 0 {
                let gap = before.entry(column).or_insert(COLUMN_GAP);
                *gap = gap.max(links);
            }
        }
        for (column, width) in cells {
            let track = widths.entry(column).or_default();
            *track = track.max(width);
        }
    }
    // Zones are equally wide, though only one of them has an icon beside what spans them.
    let mut items = room
        .lines
        .iter()
        .filter(|line| matches!(line.kind, LineKind::Grid { .. }))
        .flat_map(|line| &line.items);
    if items.any(|&item| has_beside_span(measured, item)) {
        let widest = widths.values().copied().fold(0.0, f64::max);
        widths.values_mut().for_each(|width| *width = widest);
    }
    let mut start = 0.0;
    for (i, (column, span)) in room.columns.iter_mut().enumerate() {
        if i > 0 {
            start += before.get(column).copied().unwrap_or(COLUMN_GAP);
        }
        *span = Interval { start, end: start + widths.get(column).copied().unwrap_or(0.0) };
        start = span.end;
    }
}

/// Returns whether a box holds an icon that shares the lane of a spanning box.
fn has_beside_span(measured: &Measured, index: BlockIndex) -> bool {
    measured.beside_spans.contains_key(&index)
        || measured.tree.children(index).any(|child| has_beside_span(measured, child))
}

/// Lets each item start in its column, or as close to what it is linked with as its neighbours allow.
fn place_along(measured: &Measured, room: &mut Room) {
    let axis = room.axis;
    columns::place(measured, &mut room.lines);
    let mut lengths = Vec::new();
    let mut in_columns = 0.0_f64;
    for line in &mut room.lines {
        if line.pitch.is_none() && !matches!(line.kind, LineKind::Grid { .. }) {
            line.starts = compact(measured, axis, line);
        }
    }
    // Rows of large boxes start at one edge, as the lines of a text do; everything else stands in the middle.
    let is_large = |line: &Line| {
        let is_other = matches!(line.kind, LineKind::Grid { .. } | LineKind::Steps);
        !is_other && line.items.iter().any(|&item| is_large(measured, item))
    };
    let mut large: Vec<&mut Line> = room.lines.iter_mut().filter(|line| is_large(line)).collect();
    let in_rows = axis == Axis::Rows && large.len() > 1;
    if in_rows {
        edges::line_up(measured, &mut large);
    }
    for line in &room.lines {
        let length = line_end(measured, axis, line);
        in_columns = in_columns.max(if line.pitch.is_some() { length } else { 0.0 });
        lengths.push(length);
    }
    let longest = lengths.iter().copied().fold(0.0, f64::max);
    let longest = room.columns.last().map_or(longest, |(_, span)| longest.max(span.end));
    let columns = room.columns.clone();
    for (line, length) in room.lines.iter_mut().zip(lengths) {
        if let LineKind::Grid { columns: of, .. } = &line.kind {
            line.starts = grid_starts(measured, line, of, &columns);
            continue;
        }
        // Rows in columns move together.
        let length = if line.pitch.is_some() { in_columns } else { length };
        let at_edge = in_rows && is_large(line) || line.kind == LineKind::Steps;
        let shift = if at_edge { 0.0 } else { (longest - length) / 2.0 };
        line.starts.iter_mut().for_each(|start| *start += shift);
    }
    if !room.ties.is_empty() {
        straighten::straighten(measured, room);
    }
}

fn grid_starts(measured: &Measured, line: &Line, of: &[usize], columns: &[(usize, Interval)]) -> Vec<f64> {
    let mut starts = Vec::new();
    let mut end: Option<(usize, f64)> = None;
    for (&item, column) in line.items.iter().zip(of) {
        let track = columns.iter().find(|(c, _)| c == column).map_or(Interval::default(), |(_, span)| *span);
        let start = match end {
            Some((last, end)) if last == *column => end + COLUMN_GAP,
            Some(_) | None => track.start,
        };
        starts.push(start);
        end = Some((*column, start + measured.footprint(item).w));
    }
    starts
}

fn compact(measured: &Measured, axis: Axis, line: &Line) -> Vec<f64> {
    let mut starts = Vec::new();
    let mut end = line.gaps.first().copied().unwrap_or(0.0);
    for (i, &item) in line.items.iter().enumerate() {
        if let Some(&last) = i.checked_sub(1).and_then(|last| line.items.get(last)) {
            end += distance(measured, axis, line, i, last);
        }
        starts.push(end);
        end += axis.along(measured.footprint(item));
    }
    starts
}

/// Returns where a line ends, with the room for links after its last item.
fn line_end(measured: &Measured, axis: Axis, line: &Line) -> f64 {
    let after = line.gaps.last().copied().unwrap_or(0.0);
    match (line.starts.last(), line.items.last()) {
        (Some(start), Some(&item)) => start + axis.along(measured.footprint(item)) + after,
        _ => after + line.gaps.first().copied().unwrap_or(0.0),
    }
}

/// Icons with labels keep their labels' overhang to themselves; the outermost of a room are what it overhangs by.
pub fn overhang(measured: &Measured, index: BlockIndex) -> (f64, f64) {
    let (block, own) = (measured.block(index), &measured.all[index]);
    match block.role {
        Role::Icon => (own.outset.left, own.outset.right),
        Role::Group => {
            let (mut left, mut right) = (f64::INFINITY, f64::INFINITY);
            let width = own.room.size.w;
            for line in &own.room.lines {
                for (i, &item) in line.items.iter().enumerate() {
                    let (start, extent) = match own.room.axis {
                        Axis::Rows => {
                            (line.starts.get(i).copied().unwrap_or(0.0), measured.footprint(item).w)
                        }
                        Axis::Columns => (line.across, line.thickness),
                    };
                    let own = measured.all[item].overhang;
                    left = left.min(start + own.0);
                    right = right.min(width - start - extent + own.1);
                }
            }
            let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
            (finite(left), finite(right))
        }
        Role::Root | Role::Frame | Role::Part(_) | Role::Column | Role::Spanning => (0.0, 0.0),
    }
}

/// Returns the middle of the first row of icons, from the top of a footprint.
pub fn first_row(measured: &Measured, index: BlockIndex) -> f64 {
    let (block, own) = (measured.block(index), &measured.all[index]);
    let first = || -> Option<(f64, BlockIndex)> {
        let in_row = block.plan().and_then(|plan| plan.in_row);
        let holds = |line: &&Line| in_row.is_some_and(|item| line.items.contains(&item));
        let lines = &own.room.lines;
        let line = lines.iter().find(holds).or_else(|| lines.iter().find(|line| !line.items.is_empty()))?;
        let at = line.items.iter().position(|&item| Some(item) == in_row).unwrap_or(0);
        let item = *line.items.get(at)?;
        let down = match own.room.axis {
            Axis::Rows => line.across + line.middle - middle(measured, Axis::Rows, item, line.by_row()),
            Axis::Columns => line.starts.get(at).copied().unwrap_or(0.0),
        };
        Some((down, item))
    };
    match block.role {
        Role::Icon => own.outset.top + ICON / 2.0,
        Role::Frame if own.has_grid() => {
            // Icons beside a grid stand in the row of those above it, whether there are any or not.
            own.outset.top + insets::row_above(measured, index) + own.grow.top + ICON / 2.0
        }
        Role::Root | Role::Frame | Role::Part(_) | Role::Column | Role::Group | Role::Spanning => first()
            .map_or(own.footprint().h / 2.0, |(down, item)| {
                own.outset.top + own.insets.top + own.grow.top + down + measured.all[item].first_row
            }),
    }
}
