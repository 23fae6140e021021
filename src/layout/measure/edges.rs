//! Large boxes in several rows stand in columns: their left edges line up, whatever sits on them.

use super::super::blocks::{BlockIndex, Blocks, PlaceIn, Role};
use super::super::room::{Axis, Line};
use super::fit;

/// Moves the items of rows to the right until the edges of large boxes are below each other.
pub fn line_up(blocks: &Blocks, lines: &mut [&mut Line]) {
    let longest = lines.iter().map(|line| line.items.len()).max().unwrap_or(0);
    for column in 0..longest {
        let natural = |line: &Line| -> Option<(f64, f64)> {
            let &item = line.items.get(column)?;
            let start = match column.checked_sub(1) {
                None => *line.starts.first()?,
                Some(before) => {
                    let (&last, start) = (line.items.get(before)?, line.starts.get(before)?);
                    let end = start + blocks.all[last].footprint().w;
                    end + fit::distance(blocks, Axis::Rows, line, column, last)
                }
            };
            Some((start, left_edge(blocks, item)))
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

/// Where the border of the large box is, from the left of its footprint or of what stands beside it.
fn left_edge(blocks: &Blocks, item: BlockIndex) -> f64 {
    let block = &blocks.all[item];
    if block.role != Role::Group {
        return block.outset.left;
    }
    let mut lines = block.room.lines.iter();
    let beside = lines.find_map(|line| {
        let at = line.items.iter().position(|&item| fit::is_large(blocks, item) || is_core(blocks, item))?;
        Some(line.starts.get(at)? + left_edge(blocks, *line.items.get(at)?))
    });
    block.outset.left + beside.unwrap_or(0.0)
}

fn is_core(blocks: &Blocks, item: BlockIndex) -> bool {
    blocks.all[item].place == PlaceIn::Core
}
