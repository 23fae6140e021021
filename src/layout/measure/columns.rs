//! Icons in several rows stand in columns, as a person would place them, whatever the widths of their labels.

use super::super::blocks::{BlockIndex, Blocks};
use super::super::room::{Axis, Line};
use super::fit;
use super::wrap::{gap, is_box};

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

#[cfg(test)]
mod tests {
    use super::super::super::blocks::{Block, Role};
    use super::super::super::geometry::Size;
    use super::*;

    /// Items of these widths, labels included.
    fn items(widths: &[f64]) -> (Blocks, Vec<BlockIndex>) {
        let block = |&w: &f64| Block { size: Size { w, h: 48.0 }, ..Block::default() };
        let blocks = Blocks { all: widths.iter().map(block).collect(), ..Blocks::default() };
        (blocks, (0..widths.len()).collect())
    }

    fn check(widths: &[f64], width: f64, expected: Option<(usize, f64)>) {
        let (blocks, items) = items(widths);
        assert_eq!(columns(&blocks, &items, width), expected);
    }

    #[test]
    fn what_fits_one_row_needs_no_columns() {
        check(&[], 0.0, None);
        check(&[100.0; 3], 364.0, None);
    }

    #[test]
    fn rows_are_few_and_equally_long() {
        check(&[100.0; 7], 364.0, Some((3, 132.0)));
        check(&[100.0; 4], 364.0, Some((2, 132.0)));
        check(&[100.0; 3], 10.0, Some((1, 132.0)));
    }

    #[test]
    fn the_widest_neighbours_decide_how_far_apart_columns_are() {
        check(&[50.0, 110.0, 90.0, 50.0], 250.0, Some((2, 132.0)));
    }

    #[test]
    fn boxes_stand_in_no_columns() {
        let (mut blocks, items) = items(&[100.0; 7]);
        blocks.all[3].role = Role::Frame;
        assert_eq!(columns(&blocks, &items, 364.0), None);
    }

    #[test]
    fn links_between_two_columns_push_them_apart_in_all_rows() {
        let (blocks, _) = items(&[100.0, 60.0, 80.0, 100.0, 50.0]);
        let line = |items: &[BlockIndex], gaps: &[f64]| Line {
            items: items.to_vec(),
            gaps: gaps.to_vec(),
            pitch: Some(132.0),
            ..Line::default()
        };
        let mut lines = [
            line(&[0, 1, 2], &[0.0; 4]),
            line(&[3, 4], &[0.0, 90.0, 0.0]),
            Line { items: vec![0], ..Line::default() },
        ];
        place(&blocks, &mut lines);
        let middles = |line: &Line| -> Vec<f64> {
            let of = |(&item, start): (&BlockIndex, &f64)| start + extent(&blocks, item) / 2.0;
            line.items.iter().zip(&line.starts).map(of).collect()
        };
        assert_eq!(middles(&lines[0]), [50.0, 215.0, 347.0]);
        assert_eq!(middles(&lines[1]), [50.0, 215.0]);
        assert!(lines[2].starts.is_empty());
    }
}
