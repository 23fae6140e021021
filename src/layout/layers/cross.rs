//! How often lines cross.

/// Lines from one item to one side.
pub struct Bundle<'a> {
    /// For each line the place that it leads to, from the top, and the number of links of it and those before it.
    lines: &'a [(usize, i64)],
    low: usize,
    high: usize,
    links: i64,
}

/// Returns how often lines cross, by how many links each is: those from each place, from the top, with what they lead
/// to. Sums are as many zeros as there are places to lead to, and one more.
pub fn inversions<'a>(
    groups: impl Iterator<Item = &'a [(usize, usize)]>,
    place: impl Fn(usize) -> usize,
    sums: &mut [usize],
) -> usize {
    let (mut crossed, mut all) = (0, 0);
    for group in groups {
        for &(to, weight) in group {
            crossed += weight * (all - sum(sums, place(to) + 1));
        }
        for &(to, weight) in group {
            add(sums, place(to) + 1, weight);
            all += weight;
        }
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

/// Returns the sum up to a place of a Fenwick tree.
fn sum(sums: &[usize], mut at: usize) -> usize {
    let mut sum = 0;
    while at > 0 {
        sum += sums[at];
        at -= at & at.wrapping_neg();
    }
    sum
}

impl<'a> Bundle<'a> {
    /// Lines by where they lead and how many links each is; sorts them.
    pub fn new(lines: &'a mut [(usize, i64)]) -> Self {
        crate::sorting::quickly(lines, Ord::cmp);
        let mut links = 0;
        for (_, weight) in &mut *lines {
            links += *weight;
            *weight = links;
        }
        let (low, high) = (lines.first().map_or(0, |line| line.0), lines.last().map_or(0, |line| line.0));
        Self { lines, low, high, links }
    }

    /// Returns how many crossings more it has before another than after it.
    pub fn more(&self, other: &Bundle) -> i64 {
        if self.high < other.low {
            return -self.links * other.links;
        }
        if self.low > other.high {
            return self.links * other.links;
        }
        let (mut above, mut up_to, mut before, mut more) = (0, 0, 0, 0);
        let links = |count: usize| count.checked_sub(1).map_or(0, |last| other.lines[last].1);
        for &(at, sum) in self.lines {
            while other.lines.get(above).is_some_and(|line| line.0 < at) {
                above += 1;
            }
            up_to = up_to.max(above);
            while other.lines.get(up_to).is_some_and(|line| line.0 == at) {
                up_to += 1;
            }
            more += (sum - before) * (links(above) + links(up_to) - other.links);
            before = sum;
        }
        more
    }
}

/// For each pair what one before the other costs more than the other before the one.
pub struct Table {
    count: usize,
    cells: Vec<i64>,
}

impl Table {
    /// Asks for each pair once.
    pub fn new(count: usize, more: impl Fn(usize, usize) -> i64) -> Self {
        let mut cells = vec![0; count * count];
        for a in 0..count {
            for b in a + 1..count {
                let more = more(a, b);
                cells[a * count + b] = more;
                cells[b * count + a] = -more;
            }
        }
        Self { count, cells }
    }

    /// Sifts an order: everybody in turn takes the place that costs least.
    pub fn sift(&self, order: &mut [usize]) {
        let turns = order.to_vec();
        for item in turns {
            let own = &self.cells[item * self.count..][..self.count];
            let Some(at) = order.iter().position(|&other| other == item) else { continue };
            // What moving it past each of the others changes.
            let (mut best, mut least, mut change) = (at, 0, 0);
            for (to, &other) in order.iter().enumerate().skip(at + 1) {
                change -= own[other];
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
            if best > at {
                order[at..=best].rotate_left(1);
            } else {
                order[best..=at].rotate_right(1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crossed(groups: &[&[(usize, usize)]]) -> usize {
        inversions(groups.iter().copied(), |place| place, &mut [0; 4])
    }

    #[test]
    fn lines_that_change_sides_cross() {
        assert_eq!(crossed(&[&[(1, 1)], &[(0, 1)]]), 1);
        assert_eq!(crossed(&[&[(0, 1)], &[(1, 1)]]), 0);
        assert_eq!(crossed(&[&[(2, 2)], &[(1, 1), (0, 3)]]), 8);
    }

    #[test]
    fn lines_with_a_common_end_do_not_cross() {
        assert_eq!(crossed(&[&[(1, 1), (0, 1)], &[(1, 1)]]), 0);
    }

    #[test]
    fn bundles_cross_by_where_their_lines_lead() {
        let more =
            |one: &mut [(usize, i64)], other: &mut [(usize, i64)]| Bundle::new(one).more(&Bundle::new(other));
        assert_eq!(more(&mut [(0, 1)], &mut [(1, 1)]), -1);
        assert_eq!(more(&mut [(2, 2)], &mut [(1, 3), (0, 1)]), 8);
        assert_eq!(more(&mut [(0, 1), (2, 1)], &mut [(1, 5), (2, 1)]), -1);
        assert_eq!(more(&mut [], &mut [(0, 1)]), 0);
    }

    #[test]
    fn items_move_past_those_that_they_cross() {
        let mut order = [0, 1, 2];
        Table::new(3, |a, _| i64::from(a == 0)).sift(&mut order);
        assert_eq!(order, [1, 2, 0]);
    }
}
