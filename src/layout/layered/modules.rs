//! Which top-level nodes are laid out together: each large box with the nodes that are linked to it more than to another.

use crate::sorting;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::scene::NodeIndex;

use super::super::sets::Sets;
use super::hierarchy::Hierarchy;

/// A box with so many icons has a module to itself.
const LARGE: usize = 6;
/// The number of links that are looked at while nodes are shared out among large boxes; then the rest stays by itself.
const MOST_STEPS: usize = 400_000;

/// Nodes that are laid out together.
#[derive(Debug, Default, PartialEq)]
pub struct Module {
    /// Its top-level nodes, in the order of the scene.
    pub tops: Vec<NodeIndex>,
}

/// Two nodes, the first before the second, and how many links they have.
type Pair = (NodeIndex, NodeIndex, usize);

/// Returns the modules, in the order of their first nodes; what has no link at all makes up one module, the last.
pub fn modules(hierarchy: &Hierarchy) -> Vec<Module> {
    let count = hierarchy.parent.len();
    let large: Vec<bool> =
        (0..count).map(|node| hierarchy.is_box[node] && hierarchy.icons[node] >= LARGE).collect();
    let mut owner = merge(&pairs(hierarchy), &large);
    let mut linked = vec![false; count];
    for wire in &hierarchy.wires {
        linked[hierarchy.top[wire.source]] = true;
        linked[hierarchy.top[wire.target]] = true;
    }
    let mut found: Vec<Module> = Vec::new();
    let mut number: Vec<Option<usize>> = vec![None; count];
    let mut loose = Module::default();
    for node in (0..count).filter(|&node| hierarchy.parent[node].is_none()) {
        if !linked[node] && !large[node] {
            loose.tops.push(node);
            continue;
        }
        let at = *number[owner.of(node)].get_or_insert(found.len());
        if at == found.len() {
            found.push(Module::default());
        }
        found[at].tops.push(node);
    }
    found.extend((!loose.tops.is_empty()).then_some(loose));
    found
}

/// Returns the outermost nodes that are linked.
fn pairs(hierarchy: &Hierarchy) -> Vec<Pair> {
    let ends = hierarchy.wires.iter().map(|wire| (hierarchy.top[wire.source], hierarchy.top[wire.target]));
    let mut pairs: Vec<Pair> = ends.filter(|(a, b)| a != b).map(|(a, b)| (a.min(b), a.max(b), 1)).collect();
    sorting::plain(&mut pairs);
    pairs.dedup_by(|next, pair| {
        let same = (next.0, next.1) == (pair.0, pair.1);
        pair.2 += usize::from(same);
        same
    });
    pairs
}

/// Merges what is linked, closest first, but never two large boxes.
fn merge(pairs: &[Pair], large: &[bool]) -> Sets {
    let mut sets = Sets::new(large.len());
    for &(a, b, _) in pairs {
        sets.join(a, b);
    }
    let mut larges = vec![0; large.len()];
    for (node, &large) in large.iter().enumerate() {
        larges[sets.of(node)] += usize::from(large);
    }
    let (contested, clear): (Vec<Pair>, Vec<Pair>) =
        pairs.iter().partition(|(a, ..)| larges[sets.of(*a)] > 1);
    if contested.is_empty() {
        return sets;
    }
    let mut apart = Sets::new(large.len());
    for (a, b, _) in clear {
        apart.join(a, b);
    }
    share_out(&mut apart, &contested, large.to_vec());
    apart
}

/// Joins what is linked around several large boxes, closest first.
fn share_out(sets: &mut Sets, pairs: &[Pair], mut is_large: Vec<bool>) {
    let mut links: Vec<Links> = vec![Links::default(); is_large.len()];
    let mut degree = vec![0; is_large.len()];
    for &(a, b, weight) in pairs {
        for (end, other) in [(a, b), (b, a)] {
            links[end].add(other, weight);
            degree[end] += weight;
        }
    }
    // How much of the smaller one's links go to the other, in thousandths, closest first.
    let closeness = |a: NodeIndex, b: NodeIndex, weight: usize, degree: &[usize]| {
        (weight * 1000 / degree[a].min(degree[b]).max(1), Reverse(a.min(b)), Reverse(a.max(b)))
    };
    let mut waiting: BinaryHeap<_> =
        pairs.iter().map(|&(a, b, weight)| closeness(a, b, weight, &degree)).collect();
    let mut steps = MOST_STEPS;
    while let Some(next) = waiting.pop() {
        let (_, Reverse(a), Reverse(b)) = next;
        // What has changed since waits a second time, as it is now.
        let valid = links[a].weight(b).is_some_and(|weight| closeness(a, b, weight, &degree) == next);
        if !valid || (is_large[a] && is_large[b]) {
            continue;
        }
        let number = |node: NodeIndex| links[node].all.len();
        // The one with fewer links joins the other.
        let (kept, gone) = if number(a) >= number(b) { (a, b) } else { (b, a) };
        steps = steps.saturating_sub(number(a) + number(b));
        if steps == 0 {
            return;
        }
        is_large[kept] |= is_large[gone];
        sets.put_into(gone, kept);
        let lost = std::mem::take(&mut links[gone]);
        let own = links[kept].remove(gone);
        degree[kept] = (degree[kept] + degree[gone]).saturating_sub(2 * own);
        for (other, weight) in lost.all.into_iter().filter(|(other, _)| *other != kept) {
            links[kept].add(other, weight);
            links[other].remove(gone);
            links[other].add(kept, weight);
        }
        waiting
            .extend(links[kept].all.iter().map(|&(other, weight)| closeness(kept, other, weight, &degree)));
    }
}

/// The nodes that one is linked with, in their order, and how often.
#[derive(Debug, Clone, Default)]
struct Links {
    all: Vec<(NodeIndex, usize)>,
}

impl Links {
    fn place(&self, node: NodeIndex) -> Result<usize, usize> {
        self.all.binary_search_by_key(&node, |(node, _)| *node)
    }

    fn weight(&self, node: NodeIndex) -> Option<usize> {
        self.place(node).ok().map(|at| self.all[at].1)
    }

    fn add(&mut self, node: NodeIndex, weight: usize) {
        match self.place(node) {
            Ok(at) => self.all[at].1 += weight,
            Err(at) => self.all.insert(at, (node, weight)),
        }
    }

    fn remove(&mut self, node: NodeIndex) -> usize {
        self.place(node).map_or(0, |at| self.all.remove(at).1)
    }
}
