//! The layer of each item, of a flow or of a frame: links lead to the right wherever they can, and are short.

use std::cmp::Reverse;

use crate::maps::{SortedMap, SortedSet};
use crate::sorting;

/// The number of times that items are pulled to their neighbours.
const PULLS: usize = 6;
/// After so many items that were too high a layer counts as full.
const MOST_REFUSED: usize = 8;

/// Items that are to be layered.
#[derive(Debug, Default)]
pub struct Ranking {
    /// The items' heights.
    pub heights: Vec<f64>,
    /// Source, target and how many.
    pub edges: Vec<(usize, usize, usize)>,
    /// The number of links of each item that leave the frame at its left, and at its right.
    pub pulls: Vec<(usize, usize)>,
    /// The height that a layer may have, as long as it holds more than one item.
    pub highest: f64,
}

/// Returns the layer of each item: ends of an edge are never in one layer, and no layer is empty.
pub fn layers(ranking: &Ranking) -> Vec<usize> {
    let count = ranking.heights.len();
    let around = Around::new(count, &acyclic(count, &ranking.edges));
    let mut rank = longest(&around);
    pull(&around, &ranking.pulls, &mut rank);
    let deepest = rank.iter().copied().max().unwrap_or(0);
    let mut heights = vec![0.0; deepest + 1];
    for (item, &rank) in rank.iter().enumerate() {
        heights[rank] += ranking.heights[item];
    }
    if heights.iter().any(|&height| height > ranking.highest) {
        rank = fill(&around, ranking, &rank);
    }
    let used: SortedSet<usize> = SortedSet::from_iter(rank.iter().copied());
    let number: SortedMap<usize, usize> =
        SortedMap::from_iter(used.into_iter().enumerate().map(|(i, rank)| (rank, i)));
    rank.iter().map(|rank| number.get(rank).copied().unwrap_or(0)).collect()
}

/// The edges before and after each item, without circles.
struct Around {
    before: Vec<Vec<(usize, usize)>>,
    after: Vec<Vec<(usize, usize)>>,
}

impl Around {
    fn new(count: usize, edges: &[(usize, usize, usize)]) -> Self {
        let mut around = Self { before: vec![Vec::new(); count], after: vec![Vec::new(); count] };
        for &(a, b, weight) in edges {
            around.after[a].push((b, weight));
            around.before[b].push((a, weight));
        }
        around
    }
}

/// Returns the edges, those turned around that lead back in an order that few do in (Eades, Lin and Smyth). petgraph has
/// that too, but for edges without weights, and its ties are not in the order of the template.
fn acyclic(count: usize, edges: &[(usize, usize, usize)]) -> Vec<(usize, usize, usize)> {
    let mut together: SortedMap<(usize, usize), usize> = SortedMap::new();
    for &(a, b, weight) in edges.iter().filter(|(a, b, _)| a != b) {
        *together.entry((a, b)).or_default() += weight;
    }
    let together: Vec<(usize, usize, usize)> =
        together.into_iter().map(|((a, b), weight)| (a, b, weight)).collect();
    let around = Around::new(count, &together);
    let sum = |list: &[(usize, usize)]| list.iter().map(|(_, weight)| *weight as i64).sum::<i64>();
    let mut enters: Vec<i64> = around.before.iter().map(|list| sum(list)).collect();
    let mut leaves: Vec<i64> = around.after.iter().map(|list| sum(list)).collect();
    // Sinks come first, then sources, then whoever leads to most.
    let key = |node: usize, enters: &[i64], leaves: &[i64]| match (enters[node], leaves[node]) {
        (_, 0) => (0, 0, node),
        (0, _) => (1, 0, node),
        (enters, leaves) => (2, enters - leaves, node),
    };
    // The first comes last, where it is taken out without moving the others.
    let mut waiting: SortedSet<Reverse<(u8, i64, usize)>> =
        (0..count).map(|node| Reverse(key(node, &enters, &leaves))).collect();
    let (mut front, mut back) = (Vec::new(), Vec::new());
    let mut done = vec![false; count];
    while let Some(Reverse((kind, _, node))) = waiting.pop_last() {
        done[node] = true;
        if kind == 0 {
            back.push(node)
        } else {
            front.push(node)
        }
        for (list, forward) in [(&around.after[node], true), (&around.before[node], false)] {
            for &(other, weight) in list.iter().filter(|(other, _)| !done[*other]) {
                waiting.remove(&Reverse(key(other, &enters, &leaves)));
                if forward {
                    enters[other] -= weight as i64
                } else {
                    leaves[other] -= weight as i64
                }
                waiting.insert(Reverse(key(other, &enters, &leaves)));
            }
        }
    }
    let mut place = vec![0; count];
    for (i, &node) in front.iter().chain(back.iter().rev()).enumerate() {
        place[node] = i;
    }
    let turned = |(a, b, weight)| if place[a] < place[b] { (a, b, weight) } else { (b, a, weight) };
    let mut forward: SortedMap<(usize, usize), usize> = SortedMap::new();
    for (a, b, weight) in together.into_iter().map(turned) {
        *forward.entry((a, b)).or_default() += weight;
    }
    forward.into_iter().map(|((a, b), weight)| (a, b, weight)).collect()
}

/// Each item after all that lead to it.
fn longest(around: &Around) -> Vec<usize> {
    let count = around.before.len();
    let mut rank = vec![0; count];
    let mut waits: Vec<usize> = around.before.iter().map(Vec::len).collect();
    let mut ready: Vec<usize> = (0..count).filter(|&item| waits[item] == 0).collect();
    let mut at = 0;
    while let Some(&item) = ready.get(at) {
        at += 1;
        for &(other, _) in &around.after[item] {
            rank[other] = rank[other].max(rank[item] + 1);
            waits[other] -= 1;
            if waits[other] == 0 {
                ready.push(other);
            }
        }
    }
    rank
}

/// Moves each item as far to the side of most of its links as these allow.
fn pull(around: &Around, pulls: &[(usize, usize)], rank: &mut [usize]) {
    let last = rank.iter().copied().max().unwrap_or(0);
    let sum = |list: &[(usize, usize)]| list.iter().map(|(_, weight)| *weight).sum::<usize>();
    let mut order: Vec<usize> = (0..rank.len()).collect();
    for round in 0..PULLS {
        if round % 2 == 0 {
            sorting::by_key(&mut order, |&item| (std::cmp::Reverse(rank[item]), item));
        } else {
            sorting::by_key(&mut order, |&item| (rank[item], item));
        }
        for &item in &order {
            let (left, right) = pulls.get(item).copied().unwrap_or_default();
            let (before, after) = (&around.before[item], &around.after[item]);
            let (left, right) = (left + sum(before), right + sum(after));
            let low = before.iter().map(|(other, _)| rank[*other] + 1).max().unwrap_or(0);
            let high =
                after.iter().map(|(other, _)| rank[*other]).min().map_or(last, |next| next.saturating_sub(1));
            if right > left {
                rank[item] = high;
            } else if left > right {
                rank[item] = low;
            }
        }
    }
}

/// Fills layers from the right, none higher than it may be: who finds no room stands further left.
fn fill(around: &Around, ranking: &Ranking, rank: &[usize]) -> Vec<usize> {
    let count = rank.len();
    let last = rank.iter().copied().max().unwrap_or(0);
    let mut waits: Vec<usize> = around.after.iter().map(Vec::len).collect();
    // Wanted level from the right; those that nothing leads to give way first.
    let key = |item: usize| (last - rank[item], around.before[item].is_empty(), item);
    let mut ready: SortedSet<(usize, bool, usize)> =
        SortedSet::from_iter((0..count).filter(|&item| waits[item] == 0).map(key));
    let mut level_of = vec![0; count];
    let mut level = 0;
    while !ready.is_empty() {
        let mut height = 0.0;
        let mut taken = Vec::new();
        let mut refused = 0;
        for &(wanted, waived, item) in &ready {
            if wanted > level || refused > MOST_REFUSED {
                break;
            }
            if height == 0.0 || height + ranking.heights[item] <= ranking.highest {
                height += ranking.heights[item];
                taken.push((wanted, waived, item));
            } else {
                refused += 1;
            }
        }
        for entry in &taken {
            ready.remove(entry);
            level_of[entry.2] = level;
        }
        for &(_, _, item) in &taken {
            for &(other, _) in &around.before[item] {
                waits[other] -= 1;
                if waits[other] == 0 {
                    ready.insert(key(other));
                }
            }
        }
        level += 1;
    }
    level_of.iter().map(|&from_right| level - from_right.min(level)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: usize, edges: &[(usize, usize)], highest: f64, expected: &str) {
        let edges = edges.iter().map(|&(a, b)| (a, b, 1)).collect();
        let ranking = Ranking { heights: vec![1.0; count], edges, pulls: vec![(0, 0); count], highest };
        let text: Vec<String> = layers(&ranking).iter().map(usize::to_string).collect();
        assert_eq!(text.join(" "), expected);
    }

    #[test]
    fn targets_stand_right_of_their_sources() {
        check(3, &[(0, 1), (1, 2)], 9.0, "0 1 2");
        check(4, &[(0, 1), (1, 2), (3, 2)], 9.0, "0 1 2 1");
    }

    #[test]
    fn of_a_circle_one_link_leads_back() {
        check(3, &[(0, 1), (1, 2), (2, 0)], 9.0, "0 1 2");
        check(2, &[(0, 1), (1, 0)], 9.0, "0 1");
    }

    #[test]
    fn full_layers_overflow_to_the_left() {
        check(5, &[(0, 4), (1, 4), (2, 4), (3, 4)], 2.0, "1 1 0 0 2");
        check(4, &[], 2.0, "1 1 0 0");
    }
}
