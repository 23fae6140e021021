//! Boxes side by side in a row of a grid get the same lines at the same heights: tiers, and lanes of spanning boxes.

use crate::maps::{SortedMap, SortedSet};
use crate::scene::NodeIndex;

use super::super::measures::Measured;
use super::super::room::{Line, LineKind};
use super::super::tree::{BlockIndex, Role, Slot};

/// The key that lines of several boxes share when they line up; in the order from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A tier.
    Row(usize),
    /// A spanning box.
    Lane(NodeIndex),
    /// A line of neither, by its position.
    Rest(usize),
}

/// The measures that all lines of one key share.
#[derive(Debug, Clone, Copy, Default)]
struct Shared {
    thickness: f64,
    corridor: f64,
    apart: f64,
}

/// Lines up the lanes of the boxes of one depth that are in the same row of the same grid; tells which it changed.
pub fn lanes(measured: &mut Measured, level: &[BlockIndex]) -> SortedSet<BlockIndex> {
    let mut in_row: SortedMap<(BlockIndex, Vec<usize>), Vec<BlockIndex>> = SortedMap::new();
    let mut in_box: SortedMap<NodeIndex, Vec<BlockIndex>> = SortedMap::new();
    for &index in level {
        // The parts of one spanning box line up as cells do, so that a box that spans within it stays in one piece.
        if let Role::Part(node) = measured.block(index).role {
            in_box.entry(node).or_default().push(index);
        } else if let Some(row) = row_of(measured, index) {
            in_row.entry(row).or_default().push(index);
        }
    }
    let mut changed = SortedSet::new();
    for group in in_box.values().chain(in_row.values()) {
        let has_lanes = group.iter().any(|&index| {
            measured.all[index].room.lines.iter().any(|line| matches!(line.kind, LineKind::Lane(_)))
        });
        if has_lanes {
            line_up(measured, group);
            changed.extend(group);
        }
    }
    changed
}

/// Lines up the tiers of the columns in a block's grid.
pub fn tiers(measured: &mut Measured, index: BlockIndex) -> Vec<BlockIndex> {
    let mut changed = Vec::new();
    let lines = std::mem::take(&mut measured.all[index].room.lines);
    for line in &lines {
        let group: Vec<BlockIndex> =
            line.items.iter().copied().filter(|&item| has_grid(measured, item)).collect();
        if matches!(line.kind, LineKind::Grid { .. }) && !group.is_empty() {
            line_up(measured, &group);
            changed.extend(group);
        }
    }
    measured.all[index].room.lines = lines;
    changed
}

fn has_grid(measured: &Measured, index: BlockIndex) -> bool {
    measured.all[index].room.lines.iter().any(|line| matches!(line.kind, LineKind::Grid { .. }))
}

/// Gives every box of a group all lines of the group, at the same thickness and the same distances: below the last, too,
/// since what stands in the middle of one box would else stand higher than in the next.
fn line_up(measured: &mut Measured, group: &[BlockIndex]) {
    let mut shared: SortedMap<Key, Shared> = SortedMap::new();
    let mut top = 0.0_f64;
    let mut last = 0.0_f64;
    for &index in group {
        let own = &measured.all[index];
        top = top.max(own.insets.top);
        last = last.max(own.room.corridors.last().copied().unwrap_or(0.0));
        for (i, (key, line)) in keyed(&own.room.lines).into_iter().enumerate() {
            let all = shared.entry(key).or_default();
            all.thickness = all.thickness.max(line.thickness);
            all.apart = all.apart.max(line.apart);
            all.corridor = all.corridor.max(own.room.corridors.get(i).copied().unwrap_or(0.0));
        }
    }
    for &index in group {
        let own = &mut measured.all[index];
        own.insets.top = top;
        let lines = std::mem::take(&mut own.room.lines);
        let keys: Vec<Key> = keyed(&lines).into_iter().map(|(key, _)| key).collect();
        let mut by_key: SortedMap<Key, Line> = SortedMap::from_iter(keys.into_iter().zip(lines));
        own.room.corridors.clear();
        for (&key, all) in &shared {
            let mut line = by_key.remove(&key).unwrap_or_else(|| empty(key));
            line.least = all.thickness;
            line.apart = all.apart;
            own.room.lines.push(line);
            own.room.corridors.push(all.corridor);
        }
        own.room.corridors.push(last);
    }
}

fn keyed(lines: &[Line]) -> Vec<(Key, &Line)> {
    let mut rest = 0;
    lines
        .iter()
        .map(|line| {
            let key = match &line.kind {
                LineKind::Grid { row, .. } => Key::Row(*row),
                LineKind::Lane(node) => Key::Lane(*node),
                LineKind::Plain | LineKind::Above | LineKind::Beside | LineKind::Fill | LineKind::Steps => {
                    rest += 1;
                    Key::Rest(rest)
                }
            };
            (key, line)
        })
        .collect()
}

fn empty(key: Key) -> Line {
    let kind = match key {
        Key::Row(row) => LineKind::Grid { row, columns: Vec::new() },
        Key::Lane(node) => LineKind::Lane(node),
        Key::Rest(_) => LineKind::Plain,
    };
    Line { kind, gaps: vec![0.0], ..Line::default() }
}

/// Returns the row that a cell is in, across the columns of all grids around it: the outermost grid and the way down.
fn row_of(measured: &Measured, index: BlockIndex) -> Option<(BlockIndex, Vec<usize>)> {
    let mut rows = Vec::new();
    let mut at = index;
    loop {
        match measured.block(at).slot {
            Slot::Cell(_, row) => rows.push(row),
            Slot::Fill => {}
            Slot::Flow | Slot::Above | Slot::Border(_) | Slot::Beside(_) | Slot::Core | Slot::Nowhere => {
                break;
            }
        }
        at = measured.block(at).parent?;
    }
    (at != index && !rows.is_empty()).then_some((at, rows))
}
