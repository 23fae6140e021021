//! The mean position of what each block is linked with.

use super::tree::BlockIndex;
use crate::maps::SortedMap;

/// Positions by block, as sums.
#[derive(Debug, Default)]
pub struct Means {
    sums: SortedMap<BlockIndex, (f64, f64)>,
}

impl Means {
    /// Adds a position for a block.
    pub fn add(&mut self, block: BlockIndex, position: f64) {
        let (sum, count) = self.sums.entry(block).or_default();
        *sum += position;
        *count += 1.0;
    }

    /// Returns the mean of each block's positions.
    pub fn all(self) -> SortedMap<BlockIndex, f64> {
        self.sums.into_iter().map(|(block, (sum, count))| (block, sum / count)).collect()
    }
}
