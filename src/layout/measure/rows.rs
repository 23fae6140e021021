//! Items in rows that wrap.

use super::super::blocks::BlockIndex;
use super::super::geometry::{Point, Size};
use super::super::spacing::{ITEM_GAP, LINE_GAP};

/// Items with the place of each footprint, from the strip's own corner.
#[derive(Debug, Clone, Default)]
pub struct Strip {
    /// The items.
    pub items: Vec<(BlockIndex, Point)>,
    /// The room they take.
    pub size: Size,
}

/// One thing to put in a row.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// Whose room it is.
    pub block: BlockIndex,
    /// The room.
    pub size: Size,
    /// Boxes and icons never share a row.
    pub is_box: bool,
}

/// How rows are filled.
#[derive(Debug, Clone, Copy)]
pub struct Filling {
    /// Widest row, unless one item is wider.
    pub width: f64,
    /// Between two boxes of a row.
    pub box_gap: f64,
}

/// The width at which items fill a landscape format.
pub fn landscape(items: &[Item]) -> f64 {
    /// Width by height of a drawing that suits a page.
    const ASPECT: f64 = 1.7;
    let area: f64 = items.iter().map(|i| (i.size.w + ITEM_GAP) * (i.size.h + LINE_GAP)).sum();
    (area * ASPECT).sqrt()
}

/// Puts items in centred rows, in their order.
pub fn rows(items: &[Item], filling: Filling) -> Strip {
    let mut lines: Vec<Vec<Item>> = Vec::new();
    let mut width = 0.0;
    for &item in items {
        let gap = if item.is_box { filling.box_gap } else { ITEM_GAP };
        let fits = width + gap + item.size.w <= filling.width;
        match lines.last_mut() {
            Some(line) if fits && line.last().is_some_and(|last| last.is_box == item.is_box) => {
                width += gap + item.size.w;
                line.push(item);
            }
            Some(_) | None => {
                width = item.size.w;
                lines.push(vec![item]);
            }
        }
    }
    centred(&lines, filling.box_gap)
}

/// Lines of items, each centred.
fn centred(lines: &[Vec<Item>], box_gap: f64) -> Strip {
    let gap = |item: &Item| if item.is_box { box_gap } else { ITEM_GAP };
    let line_width = |line: &[Item]| {
        line.iter().map(|i| i.size.w).sum::<f64>() + line.iter().skip(1).map(gap).sum::<f64>()
    };
    let mut strip = Strip::default();
    strip.size.w = lines.iter().map(|line| line_width(line)).fold(0.0, f64::max);
    let mut y = 0.0;
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            y += if line.iter().any(|item| item.is_box) { box_gap.max(LINE_GAP) } else { LINE_GAP };
        }
        let mut x = (strip.size.w - line_width(line)) / 2.0;
        for (k, item) in line.iter().enumerate() {
            if k > 0 {
                x += gap(item);
            }
            strip.items.push((item.block, Point { x, y }));
            x += item.size.w;
        }
        y += line.iter().map(|item| item.size.h).fold(0.0, f64::max);
    }
    strip.size.h = y;
    strip
}
