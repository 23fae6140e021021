//! Columns and rows: tracks as wide and as high as what is in them.

use std::collections::BTreeMap;

use super::super::blocks::{BlockIndex, Blocks};
use super::super::geometry::Size;
use super::super::spacing::{COLUMN_GAP, COLUMN_WIDTH, GRID_WIDTH, ROW_GAP};

/// A grid with its tracks, by the scene's own column and row numbers.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Width of each column.
    pub columns: BTreeMap<usize, f64>,
    /// Height of each row.
    pub rows: BTreeMap<usize, f64>,
    /// What is in each cell, by column and row.
    pub cells: BTreeMap<(usize, usize), Vec<BlockIndex>>,
}

/// Collects the cells among a block's children; their sizes must be known.
pub fn grid(blocks: &Blocks, index: BlockIndex) -> Grid {
    let mut grid = Grid::default();
    for &child in &blocks.all[index].children {
        if let Some(cell) = blocks.all[child].place.cell() {
            grid.cells.entry(cell).or_default().push(child);
        }
    }
    grid.fit(blocks);
    grid
}

impl Grid {
    /// Makes every track large enough.
    pub fn fit(&mut self, blocks: &Blocks) {
        for (&(column, row), cell) in &self.cells {
            let sizes = cell.iter().map(|&block| blocks.all[block].footprint());
            let (width, height) = sizes.fold((0.0, 0.0_f64), |(w, h), size| (w + size.w, h.max(size.h)));
            let width = width + COLUMN_GAP * cell.len().saturating_sub(1) as f64;
            let track = self.columns.entry(column).or_default();
            *track = track.max(width);
            let track = self.rows.entry(row).or_default();
            *track = track.max(height);
        }
    }

    /// Gives columns their usual width: two of them, or a lone one, fill the usual box.
    pub fn widen(&mut self) {
        let usual = if self.columns.len() == 1 { 2.0 * COLUMN_WIDTH } else { COLUMN_WIDTH };
        for width in self.columns.values_mut() {
            *width = width.max(usual);
        }
    }

    /// The room it takes.
    pub fn size(&self) -> Size {
        let gaps = |tracks: usize, gap: f64| gap * tracks.saturating_sub(1) as f64;
        Size {
            w: self.columns.values().sum::<f64>() + gaps(self.columns.len(), COLUMN_GAP),
            h: self.rows.values().sum::<f64>() + gaps(self.rows.len(), ROW_GAP),
        }
    }

    /// The smallest width of a box around a grid of columns.
    pub fn usual_box() -> f64 {
        GRID_WIDTH
    }
}
