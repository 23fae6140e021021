//! What the rest of a way costs at least.

use super::super::grid::{BORDER_COST, Grid};
use super::{BEND_COST, EXACT_WEIGHT};

/// The extent of the ports of a trunk's node: no way to them is cheaper than these bounds say.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    any: bool,
    x: (f64, f64),
    y: (f64, f64),
    /// Their regions.
    regions: Vec<u32>,
    /// For each region the fewest borders to one of these, once asked for.
    borders: Vec<u32>,
    /// The weight of the search, in quarters.
    pub weight: u32,
}

impl Bounds {
    /// Counts a vertex as one of the ports.
    pub fn add(&mut self, grid: &Grid, vertex: u32) {
        let vertex = &grid.vertices[vertex as usize];
        let p = vertex.point;
        if self.any {
            self.x = (self.x.0.min(p.x), self.x.1.max(p.x));
            self.y = (self.y.0.min(p.y), self.y.1.max(p.y));
        } else {
            *self = Self { any: true, x: (p.x, p.x), y: (p.y, p.y), ..Self::default() };
        }
        if !self.regions.contains(&vertex.region) {
            self.regions.push(vertex.region);
            self.borders.clear();
        }
    }

    /// Returns the least cost of a state's way to the ports, times the weight of the search.
    pub fn distance(&mut self, grid: &Grid, state: u32) -> u32 {
        /// Returns how far a position is beyond a range, and on which side: below, within or above.
        fn beyond(at: f64, (low, high): (f64, f64)) -> (f64, i32) {
            if at < low {
                (low - at, -1)
            } else if at > high {
                (at - high, 1)
            } else {
                (0.0, 0)
            }
        }
        let vertex = &grid.vertices[state as usize / 4];
        let p = vertex.point;
        let ((x, side_x), (y, side_y)) = (beyond(p.x, self.x), beyond(p.y, self.y));
        // The fewest corners for who comes to the right, down, to the left or up: two for who must turn back.
        let (ahead, aside) = match state % 4 {
            0 => (side_x, side_y),
            1 => (side_y, side_x),
            2 => (-side_x, side_y),
            _ => (-side_y, side_x),
        };
        let bends = if ahead > 0 { 2 } else { u32::from(aside != 0) };
        let borders = self.borders_from(grid, vertex.region);
        ((x + y) as u32 + borders * BORDER_COST + bends * BEND_COST) * self.weight / EXACT_WEIGHT
    }

    /// Returns the fewest borders between a region and the ports.
    fn borders_from(&mut self, grid: &Grid, region: u32) -> u32 {
        match self.borders.get(region as usize) {
            Some(&known) if known != u32::MAX => return known,
            Some(_) => {}
            None => self.borders = vec![u32::MAX; grid.regions.len()],
        }
        let from = &grid.regions[region as usize];
        let differ = |to: &u32| {
            let to = &grid.regions[*to as usize];
            let common = from.iter().filter(|frame| to.contains(frame)).count();
            (from.len() + to.len() - 2 * common) as u32
        };
        let fewest = self.regions.iter().map(differ).min().unwrap_or(0);
        self.borders[region as usize] = fewest;
        fewest
    }
}
