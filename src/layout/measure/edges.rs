//! Large boxes in several rows stand in columns: their left edges line up, whatever sits on them.

use super::super::measures::Measured;
use super::super::room::{Axis, Line};
use super::super::tree::{BlockIndex, Role};
use super::items::{distance, is_core, is_large};

/// Moves the items of rows to the right until the edges of large boxes are below each other.
pub fn line_up(measured: &Measured, lines: &mut [&mut Line]) {
    let longest = lines.iter().map(|line| line.items.len()).max().unwrap_or(0);
    for column in 0..longest {
        let natural = |line: &Line| -> Option<(f64, f64)> {
            let &item = line.items.get(column)?;
            let start = match column.checked_sub(1) {
                None => *line.starts.first()?,
                Some(before) => {
                    let (&last, start) = (line.items.get(before)?, line.starts.get(before)?);
                    let end = start + measured.footprint(last).w;
                    end + distance(measured, Axis::Rows, line, column, last)
                }
            };
            Some((start, left_edge(measured, item)))
        };
        let found: Vec<Option<(f64, f64)>> = lines.iter().map(|line| natural(line)).collect();
        let edge = found.iter().flatten().map(|(start, edge)| start + edge).fold(0.0, f64::max);
        for (line, found) in lines.iter_mut().zip(found) {
            if let (Some(start), Some((_, own))) = (line.starts.get_mut(column), found) {
                *start = edge - own;
            }
        }
    }
}

/// Returns where the border of the large box is, from the left of its footprint or of what stands beside it.
fn left_edge(measured: &Measured, item: BlockIndex) -> f64 {
    let (block, own) = (measured.block(item), &measured.all[item]);
    if block.role != Role::Group {
        return own.outset.left;
    }
    let mut lines = own.room.lines.iter();
    let beside = lines.find_map(|line| {
        let at = line.items.iter().position(|&item| is_large(measured, item) || is_core(measured, item))?;
        Some(line.starts.get(at)? + left_edge(measured, *line.items.get(at)?))
    });
    own.outset.left + beside.unwrap_or(0.0)
}
