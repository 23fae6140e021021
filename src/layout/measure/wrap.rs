//! Items become lines: rows that wrap, the row above a grid, the rows of a grid, lanes of spanning boxes.

use crate::maps::SortedMap;
use crate::scene::{NodeIndex, Side};
use crate::sorting;

use super::super::geometry::Size;
use super::super::measures::Measured;
use super::super::proportions::Form;
use super::super::room::{Axis, Line, LineKind, Room};
use super::super::spacing::{BOX_GAP, COLUMN_GAP, COLUMN_WIDTH, ITEM_GAP, LINE_GAP, ROW_GAP};
use super::super::tree::{BlockIndex, Lines, Role, Slot};
use super::columns;
use super::items::gap;

/// From the labels of the row above a grid to the grid.
const ABOVE_GAP: f64 = 13.0;
/// Between two lanes: the edges of two spanning boxes and air.
pub const LANE_GAP: f64 = 20.0;

/// Returns the lines of everything that a block holds, from the top, its rows as wide as its neighbours or its content
/// ask for. The sizes of the items must be known.
pub fn room(measured: &Measured, index: BlockIndex, width: Option<f64>) -> Room {
    let mut room = Room::default();
    if let Some(plan) = measured.block(index).plan() {
        room.axis = Axis::Columns;
        room.ties = plan.ties.clone();
        let apart = LAYER_GAP * measured.form.layers;
        for items in &plan.lines {
            room.lines.push(Line { items: items.clone(), apart, ..Line::default() });
        }
    } else {
        stack(measured, index, width, &mut room);
    }
    room.corridors = vec![0.0; room.lines.len() + 1];
    for line in &mut room.lines {
        line.gaps = vec![0.0; line.items.len() + 1];
    }
    room
}

/// Between two layers of a flow: an arrow that can be seen.
const LAYER_GAP: f64 = 44.0;

fn stack(measured: &Measured, index: BlockIndex, wrap_width: Option<f64>, room: &mut Room) {
    let placed = |wanted: fn(Slot) -> bool| measured.tree.children_at(index, wanted);
    let line =
        |kind: LineKind, items: Vec<BlockIndex>, apart: f64| Line { kind, items, apart, ..Line::default() };
    let filling = placed(|slot| slot == Slot::Fill);
    if !filling.is_empty() {
        room.lines.push(line(LineKind::Fill, filling, 0.0));
        return;
    }
    let above = placed(|slot| slot == Slot::Above);
    if !above.is_empty() {
        room.lines.extend(rows_above(measured, index, above));
    }
    grid(measured, &placed(|slot| slot.cell().is_some()), room);
    let beside = [Slot::Beside(Side::Left), Slot::Core, Slot::Beside(Side::Right)];
    let beside = beside.map(|at| measured.tree.children_at(index, |slot| slot == at)).concat();
    if !beside.is_empty() {
        room.lines.push(line(LineKind::Beside, beside, BOX_GAP));
    }
    lanes(measured, index, wrap_width, room);
    let width = room.lines.iter().map(|line| length(measured, &line.items)).fold(0.0, f64::max);
    let on_top = rows_outside(measured, placed(|slot| slot == Slot::Beside(Side::Top)), width);
    room.lines.splice(0..0, on_top);
    let below = rows_outside(measured, placed(|slot| slot == Slot::Beside(Side::Bottom)), width);
    let first = room.lines.len();
    room.lines.extend(below);
    if let Some(first) = room.lines.get_mut(first) {
        first.apart = BOX_GAP;
    }
}

/// The lines of all that stands above or below the rest, in rows that are no longer than that is wide; a row of few may be.
fn rows_outside(measured: &Measured, mut items: Vec<BlockIndex>, width: f64) -> Vec<Line> {
    /// So many are taken in at a glance.
    const FEW: usize = 7;
    if items.is_empty() {
        return Vec::new();
    }
    let few = items.len() <= FEW && measured.form == Form::default();
    if few || length(measured, &items) <= width {
        return vec![Line { items, apart: LINE_GAP, ..Line::default() }];
    }
    sorting::by_key(&mut items, |&item| !measured.is_box(item));
    let mut widths: Vec<f64> = items.iter().map(|&item| measured.footprint(item).w + ITEM_GAP).collect();
    sorting::by(&mut widths, |a, b| b.total_cmp(a));
    let of_few =
        widths.iter().take(FEW).sum::<f64>() * (measured.form.aspect / Form::default().aspect).max(1.0);
    wrap(measured, &items, landscape(measured, &items).min(of_few).max(width))
}

/// Returns how long a row of items is.
fn length(measured: &Measured, items: &[BlockIndex]) -> f64 {
    let gaps: f64 = items
        .windows(2)
        .map(|pair| if let &[a, b] = pair { gap(measured, Axis::Rows, a, b) } else { 0.0 })
        .sum();
    items.iter().map(|&item| measured.footprint(item).w).sum::<f64>() + gaps
}

/// Returns the row above a grid; where it is much longer than the grid is wide, several, boxes first.
fn rows_above(measured: &Measured, index: BlockIndex, mut above: Vec<BlockIndex>) -> Vec<Line> {
    /// The longest row, by the width of the grid.
    const LONGER: f64 = 1.3;
    let one = |items| vec![Line { kind: LineKind::Above, items, apart: LINE_GAP, ..Line::default() }];
    let mut widths: SortedMap<usize, f64> = SortedMap::new();
    for child in measured.tree.children(index) {
        if let Some((column, _)) = measured.block(child).slot.cell() {
            let width = widths.entry(column).or_insert(0.0);
            *width = width.max(measured.footprint(child).w);
        }
    }
    let least = column_width(measured, widths.len());
    let grid = widths.values().map(|width| width.max(least)).sum::<f64>();
    let grid = grid + COLUMN_GAP * widths.len().saturating_sub(1) as f64;
    let is_usual = measured.form == Form::default();
    let width = if is_usual && !widths.is_empty() { grid } else { grid.max(landscape(measured, &above)) };
    let length: f64 = above.iter().map(|&item| measured.footprint(item).w + ITEM_GAP).sum();
    if length <= width * LONGER {
        return one(above);
    }
    sorting::by_key(&mut above, |&item| !measured.is_box(item));
    let rows = wrap(measured, &above, width);
    rows.into_iter().map(|line| Line { kind: LineKind::Above, ..line }).collect()
}

/// Returns how wide the columns of a grid are at least; one alone is as wide as two.
pub fn column_width(measured: &Measured, columns: usize) -> f64 {
    COLUMN_WIDTH * measured.form.zones * if columns == 1 { 2.0 } else { 1.0 }
}

/// One line for each row of cells, in the order of the columns.
fn grid(measured: &Measured, cells: &[BlockIndex], room: &mut Room) {
    let mut rows: SortedMap<usize, Vec<(usize, BlockIndex)>> = SortedMap::new();
    for &child in cells {
        if let Some((column, row)) = measured.block(child).slot.cell() {
            rows.entry(row).or_default().push((column, child));
            if !room.columns.iter().any(|(c, _)| *c == column) {
                room.columns.push((column, Default::default()));
            }
        }
    }
    sorting::by_key(&mut room.columns, |(column, _)| *column);
    let mut apart = ABOVE_GAP;
    for (row, mut items) in rows {
        sorting::plain(&mut items);
        let (columns, items) = items.into_iter().unzip();
        room.lines.push(Line { kind: LineKind::Grid { row, columns }, items, apart, ..Line::default() });
        apart = ROW_GAP;
    }
}

/// A lane for each spanning box, in the order of the scene, then the rest in rows that wrap.
fn lanes(measured: &Measured, index: BlockIndex, wrap_width: Option<f64>, room: &mut Room) {
    let flow = measured.tree.children_at(index, |slot| slot == Slot::Flow);
    let mut spanning: SortedMap<NodeIndex, BlockIndex> = SortedMap::new();
    let mut rest = Vec::new();
    for &child in &flow {
        match measured.block(child).role {
            Role::Part(node) if measured.tree.spans(node) => {
                spanning.insert(node, child);
            }
            Role::Spanning => {}
            _ if measured.beside_spans.contains_key(&child) => {}
            Role::Part(_) | Role::Root | Role::Frame | Role::Icon | Role::Column | Role::Group => {
                rest.push(child)
            }
        }
    }
    for (node, child) in spanning {
        let on = |side: Side| {
            flow.iter().copied().filter(move |&icon| measured.beside_spans.get(&icon) == Some(&(node, side)))
        };
        let items = on(Side::Left).chain([child]).chain(on(Side::Right)).collect();
        let kind = LineKind::Lane(node);
        room.lines.push(Line { kind, items, apart: LANE_GAP, ..Line::default() });
    }
    // Boxes come first: they never share a row with icons, and rows that alternate would leave holes. Of boxes the
    // large ones come first, so that small ones stand in no row among them.
    let block = measured.block(index);
    if block.holds_steps() {
        let width = if measured.form.wraps { landscape(measured, &rest) } else { f64::INFINITY };
        let rows = fill(measured, &rest, width).into_iter();
        room.lines.extend(rows.map(|line| Line { kind: LineKind::Steps, ..line }));
        return;
    }
    if !matches!(block.lines, Lines::InOrder) {
        let area = |item: BlockIndex| {
            let size = measured.footprint(item);
            size.w * size.h
        };
        let boxes = rest.iter().copied().filter(|&item| measured.is_box(item));
        let large = boxes.map(area).fold(0.0, f64::max) / SMALL_SHARE;
        sorting::by_key(&mut rest, |&item| (!measured.is_box(item), area(item) < large));
    }
    let grid = room.columns.len() as f64 * COLUMN_WIDTH * measured.form.zones;
    let usual = || landscape(measured, &rest).max(grid).max(pair_width(measured, &rest));
    let width = wrap_width.unwrap_or_else(usual);
    room.lines.extend(wrap(measured, &rest, width));
}

/// A box that would go into the largest beside it this many times is a small one.
const SMALL_SHARE: f64 = 6.0;

/// Items in rows no wider than a width, in their order; boxes and icons never share a row. Several rows of icons stand
/// in columns.
fn wrap(measured: &Measured, items: &[BlockIndex], width: f64) -> Vec<Line> {
    let runs = items.chunk_by(|&a, &b| measured.is_box(a) == measured.is_box(b));
    let mut lines = Vec::new();
    for run in runs {
        match columns::columns(measured, run, width) {
            Some((count, pitch)) => {
                lines.extend(run.chunks(count).map(|items| Line {
                    items: items.to_vec(),
                    apart: LINE_GAP,
                    pitch: Some(pitch),
                    ..Line::default()
                }));
            }
            None => lines.extend(fill(measured, run, width)),
        }
    }
    lines
}

/// Each row takes as many items as fit.
fn fill(measured: &Measured, items: &[BlockIndex], width: f64) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut used = 0.0;
    for &item in items {
        let extent = measured.footprint(item).w;
        if let Some(line) = lines.last_mut()
            && let Some(&last) = line.items.last()
        {
            let gap = gap(measured, Axis::Rows, last, item);
            if used + gap + extent <= width {
                used += gap + extent;
                line.items.push(item);
                continue;
            }
        }
        used = extent;
        let apart = if measured.is_box(item) { BOX_GAP } else { LINE_GAP };
        lines.push(Line { items: vec![item], apart, ..Line::default() });
    }
    lines
}

/// Returns the width at which items fill a landscape format.
pub fn landscape(measured: &Measured, items: &[BlockIndex]) -> f64 {
    let area = |size: Size| (size.w + ITEM_GAP) * (size.h + LINE_GAP);
    let icons: f64 = items.iter().map(|&item| area(measured.footprint(item))).sum();
    let boxes: Vec<Size> =
        items.iter().filter(|&&item| measured.is_box(item)).map(|&item| measured.footprint(item)).collect();
    box_width(&boxes, measured.form.aspect).max((icons * measured.form.aspect).sqrt())
}

/// Returns the width of two icons alone, which stand side by side: what leads to one need not run around the other.
fn pair_width(measured: &Measured, items: &[BlockIndex]) -> f64 {
    match *items {
        [a, b] if !measured.is_box(a) && !measured.is_box(b) => {
            let width = |item: BlockIndex| measured.footprint(item).w;
            width(a) + gap(measured, Axis::Rows, a, b) + width(b)
        }
        _ => 0.0,
    }
}

/// Boxes are few and large: of the widths that take a whole number of them the one that leaves the least empty,
/// for a format that is not far from the one that is wanted.
fn box_width(boxes: &[Size], wanted: f64) -> f64 {
    /// Beyond this many, their area says enough.
    const MOST: usize = 24;
    let mut best: Option<(f64, f64)> = None;
    for count in 1..=boxes.len().min(MOST) {
        let length = |row: &[Size]| row.iter().map(|size| size.w + BOX_GAP).sum::<f64>() - BOX_GAP;
        let width = boxes.chunks(count).map(length).fold(0.0, f64::max);
        let (mut height, mut row, mut used) = (0.0, 0.0_f64, 0.0);
        for size in boxes {
            if used > 0.0 && used + BOX_GAP + size.w > width + 0.5 {
                height += row + BOX_GAP;
                (row, used) = (0.0, 0.0);
            }
            used += size.w + if used > 0.0 { BOX_GAP } else { 0.0 };
            row = row.max(size.h);
        }
        height += row;
        let aspect = width / height.max(1.0);
        let off = (aspect / wanted).max(wanted / aspect);
        let cost = width * height * off * off;
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, width + 1.0));
        }
    }
    best.map_or(0.0, |(_, width)| width)
}
