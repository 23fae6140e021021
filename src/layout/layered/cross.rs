//! How often lines cross.

use super::nest::{ItemIndex, Nest, SegmentIndex};

/// Pairs of neighbours beyond which two items are not compared.
const MOST_PAIRS: usize = 4_096;

/// Where the vertices are in their columns.
#[derive(Debug)]
pub struct Positions {
    /// In the first column of each.
    pub first: Vec<usize>,
    /// In its last.
    pub last: Vec<usize>,
}

impl Positions {
    /// All columns, numbered.
    pub fn new(nest: &Nest) -> Self {
        let mut positions = Self { first: vec![0; nest.vertices.len()], last: vec![0; nest.vertices.len()] };
        for column in 0..nest.columns {
            positions.number(nest, column);
        }
        positions
    }

    /// Numbers a column again.
    pub fn number(&mut self, nest: &Nest, column: usize) {
        for (position, vertex) in nest.column(column).into_iter().enumerate() {
            if nest.vertices[vertex].first == column {
                self.first[vertex] = position;
            }
            if nest.vertices[vertex].last == column {
                self.last[vertex] = position;
            }
        }
    }
}

/// The crossings of all lines between columns.
pub fn crossings(nest: &Nest, position: &Positions) -> usize {
    let mut by_column: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new(); nest.columns];
    for segment in &nest.segments {
        let column = nest.vertices[segment.from].last;
        by_column[column].push((position.last[segment.from], position.first[segment.to], segment.weight));
    }
    by_column.iter_mut().map(|segments| inversions(segments)).sum()
}

/// How many pairs of segments, weighted, start in one order and end in the other.
fn inversions(segments: &mut [(usize, usize, usize)]) -> usize {
    segments.sort_unstable();
    let most = segments.iter().map(|(_, to, _)| *to).max().unwrap_or(0);
    let mut sums = vec![0; most + 2];
    let (mut crossed, mut all) = (0, 0);
    let mut at = 0;
    while at < segments.len() {
        let start = segments[at].0;
        let end = at + segments[at..].iter().take_while(|(from, _, _)| *from == start).count();
        for &(_, to, weight) in &segments[at..end] {
            crossed += weight * (all - sum(&sums, to + 1));
        }
        for &(_, to, weight) in &segments[at..end] {
            add(&mut sums, to + 1, weight);
            all += weight;
        }
        at = end;
    }
    crossed
}

/// Adds at a place of a Fenwick tree, counted from 1.
fn add(sums: &mut [usize], mut at: usize, weight: usize) {
    while let Some(sum) = sums.get_mut(at) {
        *sum += weight;
        at += at & at.wrapping_neg();
    }
}

/// The sum up to a place of a Fenwick tree.
fn sum(sums: &[usize], mut at: usize) -> usize {
    let mut sum = 0;
    while at > 0 {
        sum += sums[at];
        at -= at & at.wrapping_neg();
    }
    sum
}

/// For each pair of items how many crossings more the first before the second has than the second before the first.
pub fn table(nest: &Nest, items: &[ItemIndex], position: &Positions) -> Vec<Vec<i64>> {
    let ends = |item: ItemIndex, ins: bool| -> Vec<(usize, i64)> {
        let segments = if ins { &nest.items[item].ins } else { &nest.items[item].outs };
        let end = |&segment: &SegmentIndex| {
            let segment = &nest.segments[segment];
            let at = if ins { position.last[segment.from] } else { position.first[segment.to] };
            (at, segment.weight as i64)
        };
        segments.iter().map(end).collect()
    };
    let sides: Vec<[Vec<(usize, i64)>; 2]> =
        items.iter().map(|&item| [ends(item, true), ends(item, false)]).collect();
    let mut table = vec![vec![0; items.len()]; items.len()];
    for a in 0..items.len() {
        for b in a + 1..items.len() {
            let mut more = 0;
            for (own, other) in sides[a].iter().zip(&sides[b]) {
                if own.len() * other.len() > MOST_PAIRS {
                    continue;
                }
                for &(at, weight) in own {
                    for &(other_at, other_weight) in other {
                        more += weight * other_weight * (i64::from(at > other_at) - i64::from(at < other_at));
                    }
                }
            }
            table[a][b] = more;
            table[b][a] = -more;
        }
    }
    table
}

/// The order in which everybody in turn took the place of fewest crossings.
pub fn sifted(table: &[Vec<i64>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..table.len()).collect();
    for (item, own) in table.iter().enumerate() {
        let Some(at) = order.iter().position(|&other| other == item) else { continue };
        // What moving it past each of the others changes.
        let (mut best, mut least, mut change) = (at, 0, 0);
        for (to, &other) in order.iter().enumerate().skip(at + 1) {
            change += table[other][item];
            if change < least {
                (best, least) = (to, change);
            }
        }
        change = 0;
        for (to, &other) in order.iter().enumerate().take(at).rev() {
            change += own[other];
            if change < least {
                (best, least) = (to, change);
            }
        }
        order.remove(at);
        order.insert(best, item);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_change_sides_cross() {
        assert_eq!(inversions(&mut [(0, 1, 1), (1, 0, 1)]), 1);
        assert_eq!(inversions(&mut [(0, 0, 1), (1, 1, 1)]), 0);
        assert_eq!(inversions(&mut [(0, 2, 2), (1, 0, 3), (1, 1, 1)]), 8);
    }

    #[test]
    fn lines_with_a_common_end_do_not_cross() {
        assert_eq!(inversions(&mut [(0, 1, 1), (1, 1, 1), (0, 0, 1)]), 0);
    }

    #[test]
    fn items_move_past_those_that_they_cross() {
        assert_eq!(sifted(&[vec![0, 1, 1], vec![-1, 0, 0], vec![-1, 0, 0]]), vec![1, 2, 0]);
    }
}
