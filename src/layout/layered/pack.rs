//! Modules side by side on shelves, and the room between them.

use super::super::geometry::{Point, Size};

/// Width by height that a drawing aims at.
pub const ASPECT: f64 = 1.4;
/// Between two modules.
pub const GAP: f64 = 40.0;
/// The number of widths that are tried.
const WIDTHS: usize = 24;
/// The number of stacks, the latest, that are looked at for room.
const MOST_STACKS: usize = 64;

/// A rectangle that is to be packed.
#[derive(Debug, Clone, Copy)]
pub struct Parcel {
    /// Its extent.
    pub size: Size,
    /// True where lines lead to other modules: nothing may stand beside it in its stack.
    pub linked: bool,
}

/// The place of a parcel.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Spot {
    /// The shelf, from the top.
    pub shelf: usize,
    /// The stack of the shelf, from the left.
    pub stack: usize,
    /// From the corner of its shelf and its stack.
    pub at: Point,
}

/// Shelves from the top, each with stacks from the left.
#[derive(Debug, Clone, Default)]
pub struct Packing {
    /// The shelves, from the top.
    pub shelves: Vec<Shelf>,
    /// One for each parcel.
    pub spots: Vec<Spot>,
}

/// Stacks side by side.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// From the left.
    pub stacks: Vec<Stack>,
    /// That of its highest parcel.
    pub height: f64,
}

/// Parcels above each other, in rows.
#[derive(Debug, Clone, Default)]
pub struct Stack {
    /// That of its first parcel, its widest.
    pub width: f64,
    /// The place where its next row starts.
    bottom: f64,
    /// The start of the next parcel of its last row, and the top of that row.
    row: (f64, f64),
    /// True where its last row takes no more parcels.
    closed: bool,
}

/// Packs parcels in their order, as near to the aim as shelves of any width allow.
pub fn pack(parcels: &[Parcel]) -> Packing {
    let widest = parcels.iter().map(|parcel| parcel.size.w).fold(0.0, f64::max);
    let all: f64 = parcels.iter().map(|parcel| parcel.size.w + GAP).sum();
    let mut best: Option<(f64, Packing)> = None;
    for i in 0..WIDTHS {
        let share = i as f64 / (WIDTHS - 1) as f64;
        let width = widest + (all - widest).max(0.0) * share * share;
        let packing = shelve(parcels, width);
        let size = packing.size();
        let needed = (size.w / ASPECT).max(size.h);
        if best.as_ref().is_none_or(|(least, _)| needed < least - 1.0) {
            best = Some((needed, packing));
        }
    }
    best.map(|(_, packing)| packing).unwrap_or_default()
}

fn shelve(parcels: &[Parcel], width: f64) -> Packing {
    let mut packing = Packing::default();
    for parcel in parcels {
        let spot = packing.stacked(parcel).unwrap_or_else(|| packing.beside(parcel, width));
        packing.spots.push(spot);
    }
    packing
}

impl Packing {
    /// Its extent, without room for lines.
    fn size(&self) -> Size {
        let gaps = |count: usize| GAP * count.saturating_sub(1) as f64;
        let width = |shelf: &Shelf| {
            shelf.stacks.iter().map(|stack| stack.width).sum::<f64>() + gaps(shelf.stacks.len())
        };
        Size {
            w: self.shelves.iter().map(width).fold(0.0, f64::max),
            h: self.shelves.iter().map(|shelf| shelf.height).sum::<f64>() + gaps(self.shelves.len()),
        }
    }

    /// Returns a place in a stack that has one, in the order of the shelves.
    fn stacked(&mut self, parcel: &Parcel) -> Option<Spot> {
        let Size { w, h } = parcel.size;
        let mut looked_at = 0;
        for (s, shelf) in self.shelves.iter_mut().enumerate().rev() {
            for (t, stack) in shelf.stacks.iter_mut().enumerate().rev() {
                looked_at += 1;
                if looked_at > MOST_STACKS {
                    return None;
                }
                let (x, y) = stack.row;
                if !parcel.linked && !stack.closed && x + w <= stack.width && y + h <= stack.bottom - GAP {
                    stack.row.0 = x + w + GAP;
                    return Some(Spot { shelf: s, stack: t, at: Point { x, y } });
                }
                if w <= stack.width && stack.bottom + h <= shelf.height {
                    let y = stack.bottom;
                    stack.row = (w + GAP, y);
                    stack.bottom = y + h + GAP;
                    stack.closed = parcel.linked;
                    return Some(Spot { shelf: s, stack: t, at: Point { x: 0.0, y } });
                }
            }
        }
        None
    }

    /// Returns a stack of its own, on the last shelf or a new one.
    fn beside(&mut self, parcel: &Parcel, width: f64) -> Spot {
        let Size { w, h } = parcel.size;
        let fits = self.shelves.last().is_some_and(|shelf| {
            let used: f64 = shelf.stacks.iter().map(|stack| stack.width + GAP).sum();
            used + w <= width
        });
        if !fits {
            self.shelves.push(Shelf::default());
        }
        let s = self.shelves.len().saturating_sub(1);
        let Some(shelf) = self.shelves.last_mut() else { return Spot::default() };
        shelf.height = shelf.height.max(h);
        let closed = parcel.linked;
        shelf.stacks.push(Stack { width: w, bottom: h + GAP, row: (w + GAP, 0.0), closed });
        Spot { shelf: s, stack: shelf.stacks.len() - 1, at: Point::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sizes: &[(f64, f64)], expected: &str) {
        let parcels: Vec<Parcel> =
            sizes.iter().map(|&(w, h)| Parcel { size: Size { w, h }, linked: false }).collect();
        let spots = pack(&parcels).spots;
        let text: Vec<String> = spots
            .iter()
            .map(|spot| format!("{}.{} {},{}", spot.shelf, spot.stack, spot.at.x, spot.at.y))
            .collect();
        assert_eq!(text.join("; "), expected);
    }

    #[test]
    fn four_alike_make_a_square() {
        check(
            &[(500.0, 400.0), (500.0, 400.0), (500.0, 400.0), (500.0, 400.0)],
            "0.0 0,0; 0.1 0,0; 1.0 0,0; 1.1 0,0",
        );
    }

    #[test]
    fn small_ones_stand_below_each_other_beside_a_large_one() {
        check(&[(600.0, 500.0), (200.0, 200.0), (200.0, 200.0)], "0.0 0,0; 0.1 0,0; 0.1 0,240");
    }
}
