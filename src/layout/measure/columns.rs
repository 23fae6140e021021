//! Icons in several rows stand in columns, as a person would place them, whatever the widths of their labels.

use super::super::blocks::{BlockIndex, Blocks};
use super::super::room::{Axis, Line};
use super::fit;
use super::lines::{gap, is_box};

/// How many icons a row takes, and how far apart their middles are; nothing where one row takes all of them.
pub fn columns(blocks: &Blocks, icons: &[BlockIndex], width: f64) -> Option<(usize, f64)> {
    if icons.iter().any(|&item| is_box(blocks, item)) {
        return None;
    }
    let pairs = || icons.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
    let gaps: f64 = pairs().map(|(a, b)| gap(blocks, Axis::Rows, a, b)).sum();
    if icons.iter().map(|&item| extent(blocks, item)).sum::<f64>() + gaps <= width {
        return None;
    }
    let apart = |(a, b)| extent(blocks, a) / 2.0 + gap(blocks, Axis::Rows, a, b) + extent(blocks, b) / 2.0;
    let pitch = pairs().map(apart).fold(0.0, f64::max);
    let widest = icons.iter().map(|&item| extent(blocks, item)).fold(0.0, f64::max);
    let fitting = if pitch > 0.0 { ((width - widest) / pitch).max(0.0) as usize + 1 } else { 1 };
    // As few rows as fit, and then all of them equally long.
    let rows = icons.len().div_ceil(fitting);
    Some((icons.len().div_ceil(rows.max(1)), pitch))
}

/// Where the items of rows in columns start, as far to the left as they can; links between two columns push them
/// apart in all rows.
pub fn place(blocks: &Blocks, lines: &mut [Line]) {
    let axis = Axis::Rows;
    let mut middles: Vec<f64> = Vec::new();
    let count = lines.iter().filter(|line| line.pitch.is_some()).map(|line| line.items.len()).max();
    for column in 0..count.unwrap_or(0) {
        let before = middles.last().copied();
        let rows = lines.iter().filter(|line| line.items.len() > column);
        let needed = rows.filter_map(|line| {
            let pitch = line.pitch?;
            let &item = line.items.get(column)?;
            let half = extent(blocks, item) / 2.0;
            let Some((before, last)) = before.zip(column.checked_sub(1).and_then(|i| line.items.get(i)))
            else {
                return Some(line.gaps.first().copied().unwrap_or(0.0) + half);
            };
            let distance = fit::distance(blocks, axis, line, column, *last);
            Some(before + pitch.max(extent(blocks, *last) / 2.0 + distance + half))
        });
        middles.push(needed.fold(0.0, f64::max));
    }
    for line in lines.iter_mut().filter(|line| line.pitch.is_some()) {
        let starts = line.items.iter().zip(&middles);
        line.starts = starts.map(|(&item, middle)| middle - extent(blocks, item) / 2.0).collect();
    }
}

fn extent(blocks: &Blocks, item: BlockIndex) -> f64 {
    blocks.all[item].footprint().w
}
