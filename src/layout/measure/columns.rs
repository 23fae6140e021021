//! Icons in several rows stand in columns, as a person would place them, whatever the widths of their labels.

use super::super::measures::Measured;
use super::super::room::{Axis, Line};
use super::super::tree::BlockIndex;
use super::items::{distance, gap};

/// Returns how many icons a row takes, and how far apart their middles are; nothing where one row takes all of them.
pub fn columns(measured: &Measured, icons: &[BlockIndex], width: f64) -> Option<(usize, f64)> {
    if icons.iter().any(|&item| measured.is_box(item)) {
        return None;
    }
    let pairs = || icons.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
    let gaps: f64 = pairs().map(|(a, b)| gap(measured, Axis::Rows, a, b)).sum();
    if icons.iter().map(|&item| extent(measured, item)).sum::<f64>() + gaps <= width {
        return None;
    }
    let apart =
        |(a, b)| extent(measured, a) / 2.0 + gap(measured, Axis::Rows, a, b) + extent(measured, b) / 2.0;
    let pitch = pairs().map(apart).fold(0.0, f64::max);
    let widest = icons.iter().map(|&item| extent(measured, item)).fold(0.0, f64::max);
    let fitting = if pitch > 0.0 { ((width - widest) / pitch).max(0.0) as usize + 1 } else { 1 };
    // As few rows as fit, and then all of them equally long.
    let rows = icons.len().div_ceil(fitting);
    Some((icons.len().div_ceil(rows.max(1)), pitch))
}

/// Lets the items of rows in columns start as far to the left as they can; links between two columns push them
/// apart in all rows.
pub fn place(measured: &Measured, lines: &mut [Line]) {
    let axis = Axis::Rows;
    let mut middles: Vec<f64> = Vec::new();
    let count = lines.iter().filter(|line| line.pitch.is_some()).map(|line| line.items.len()).max();
    for column in 0..count.unwrap_or(0) {
        let before = middles.last().copied();
        let rows = lines.iter().filter(|line| line.items.len() > column);
        let needed = rows.filter_map(|line| {
            let pitch = line.pitch?;
            let &item = line.items.get(column)?;
            let half = extent(measured, item) / 2.0;
            let Some((before, last)) = before.zip(column.checked_sub(1).and_then(|i| line.items.get(i)))
            else {
                return Some(line.gaps.first().copied().unwrap_or(0.0) + half);
            };
            let distance = distance(measured, axis, line, column, *last);
            Some(before + pitch.max(extent(measured, *last) / 2.0 + distance + half))
        });
        middles.push(needed.fold(0.0, f64::max));
    }
    for line in lines.iter_mut().filter(|line| line.pitch.is_some()) {
        let starts = line.items.iter().zip(&middles);
        line.starts = starts.map(|(&item, middle)| middle - extent(measured, item) / 2.0).collect();
    }
}

fn extent(measured: &Measured, item: BlockIndex) -> f64 {
    measured.footprint(item).w
}

#[cfg(test)]
mod tests {
    use super::super::super::geometry::Size;
    use super::super::super::measures::Measure;
    use super::super::super::tree::{Block, Role, Tree};
    use super::*;

    /// Hands on items of these widths, labels included, the icons but for some boxes.
    fn with_items<T>(
        widths: &[f64],
        boxes: &[BlockIndex],
        test: impl FnOnce(&Measured, &[BlockIndex]) -> T,
    ) -> T {
        let role = |item: BlockIndex| if boxes.contains(&item) { Role::Frame } else { Role::Icon };
        let items: Vec<BlockIndex> = (0..widths.len()).collect();
        let all = items.iter().map(|&item| Block { role: role(item), ..Block::default() }).collect();
        let tree = Tree::new(all);
        let measure = |&w: &f64| Measure { size: Size { w, h: 48.0 }, ..Measure::default() };
        let measured = Measured {
            scene: &Default::default(),
            tree: &tree,
            beside_spans: &Default::default(),
            texts: &Default::default(),
            form: Default::default(),
            all: widths.iter().map(measure).collect(),
        };
        test(&measured, &items)
    }

    fn check(widths: &[f64], width: f64, expected: Option<(usize, f64)>) {
        let found = with_items(widths, &[], |measured, items| columns(measured, items, width));
        assert_eq!(found, expected);
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
        let found = with_items(&[100.0; 7], &[3], |measured, items| columns(measured, items, 364.0));
        assert_eq!(found, None);
    }

    #[test]
    fn links_between_two_columns_push_them_apart_in_all_rows() {
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
        let widths = [100.0, 60.0, 80.0, 100.0, 50.0];
        with_items(&widths, &[], |measured, _| place(measured, &mut lines));
        let middles = |line: &Line| -> Vec<f64> {
            let of = |(&item, start): (&BlockIndex, &f64)| start + widths[item] / 2.0;
            line.items.iter().zip(&line.starts).map(of).collect()
        };
        assert_eq!(middles(&lines[0]), [50.0, 215.0, 347.0]);
        assert_eq!(middles(&lines[1]), [50.0, 215.0]);
        assert!(lines[2].starts.is_empty());
    }
}
