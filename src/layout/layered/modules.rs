//! Which top-level nodes are laid out together: each large box with the nodes that are linked to it more than to another.

use std::collections::{BTreeMap, BTreeSet};

use crate::scene::NodeIndex;

use super::tree::Tree;

/// A box with so many icons has a module to itself.
const LARGE: usize = 6;
/// How many links are looked at while nodes are shared out among large boxes; then the rest stays by itself.
const MOST_STEPS: usize = 400_000;

/// Nodes that are laid out together.
#[derive(Debug, Default, PartialEq)]
pub struct Module {
    /// Its top-level nodes, in the order of the scene.
    pub tops: Vec<NodeIndex>,
}

/// The modules, in the order of their first nodes; what has no link at all makes up one module, the last.
pub fn modules(tree: &Tree) -> Vec<Module> {
    let count = tree.parent.len();
    let mut together: BTreeMap<(NodeIndex, NodeIndex), usize> = BTreeMap::new();
    for wire in &tree.wires {
        let (a, b) = (tree.top[wire.source], tree.top[wire.target]);
        if a != b {
            *together.entry((a.min(b), a.max(b))).or_default() += 1;
        }
    }
    let large = |node: NodeIndex| tree.is_box[node] && tree.icons[node] >= LARGE;
    let owner = merge(count, &together, large);
    let mut linked = vec![false; count];
    for wire in &tree.wires {
        linked[tree.top[wire.source]] = true;
        linked[tree.top[wire.target]] = true;
    }
    let mut found: Vec<Module> = Vec::new();
    let mut number: BTreeMap<NodeIndex, usize> = BTreeMap::new();
    let mut loose = Module::default();
    for node in (0..count).filter(|&node| tree.parent[node].is_none()) {
        if !linked[node] && !large(node) {
            loose.tops.push(node);
            continue;
        }
        let at = *number.entry(owner[node]).or_insert_with(|| {
            found.push(Module::default());
            found.len() - 1
        });
        found[at].tops.push(node);
    }
    found.extend((!loose.tops.is_empty()).then_some(loose));
    found
}

/// Merges what is linked, closest first, but never two large boxes: for each node one that stands for all of its own.
fn merge(
    count: usize,
    together: &BTreeMap<(NodeIndex, NodeIndex), usize>,
    large: impl Fn(NodeIndex) -> bool,
) -> Vec<NodeIndex> {
    let mut sets = Sets { owner: (0..count).collect() };
    for &(a, b) in together.keys() {
        sets.join(a, b);
    }
    let mut larges: BTreeMap<NodeIndex, usize> = BTreeMap::new();
    for node in (0..count).filter(|&node| large(node)) {
        *larges.entry(sets.of(node)).or_default() += 1;
    }
    let several = |sets: &mut Sets, node| larges.get(&sets.of(node)).is_some_and(|&larges| larges > 1);
    let contested: Vec<((NodeIndex, NodeIndex), usize)> = together
        .iter()
        .filter(|((a, _), _)| several(&mut sets, *a))
        .map(|(&ends, &weight)| (ends, weight))
        .collect();
    if contested.is_empty() {
        return (0..count).map(|node| sets.of(node)).collect();
    }
    let mut apart = Sets { owner: (0..count).collect() };
    for &(a, b) in together.keys() {
        if !several(&mut sets, a) {
            apart.join(a, b);
        }
    }
    share_out(&mut apart, &contested, (0..count).map(large).collect());
    (0..count).map(|node| apart.of(node)).collect()
}

/// Joins what is linked around several large boxes, closest first.
fn share_out(sets: &mut Sets, together: &[((NodeIndex, NodeIndex), usize)], mut is_large: Vec<bool>) {
    let mut links: BTreeMap<NodeIndex, BTreeMap<NodeIndex, usize>> = BTreeMap::new();
    for &((a, b), weight) in together {
        links.entry(a).or_default().insert(b, weight);
        links.entry(b).or_default().insert(a, weight);
    }
    let degree: BTreeMap<NodeIndex, usize> =
        links.iter().map(|(&node, links)| (node, links.values().sum())).collect();
    let mut degree = degree;
    // How much of the smaller one's links go to the other, in thousandths, closest first.
    let closeness = |a: NodeIndex, b: NodeIndex, weight: usize, degree: &BTreeMap<NodeIndex, usize>| {
        let of = |node| degree.get(&node).copied().unwrap_or(0).max(1);
        (std::cmp::Reverse(weight * 1000 / of(a).min(of(b))), a.min(b), a.max(b))
    };
    let mut waiting: BTreeSet<_> =
        together.iter().map(|&((a, b), weight)| closeness(a, b, weight, &degree)).collect();
    let mut steps = MOST_STEPS;
    while let Some((_, a, b)) = waiting.pop_first() {
        if is_large[a] && is_large[b] {
            continue;
        }
        let number = |node| links.get(&node).map_or(0, BTreeMap::len);
        // The one with fewer links joins the other.
        let (kept, gone) = if number(a) >= number(b) { (a, b) } else { (b, a) };
        steps = steps.saturating_sub(number(a) + number(b));
        for end in [kept, gone] {
            for (&other, &weight) in links.get(&end).into_iter().flatten() {
                waiting.remove(&closeness(end, other, weight, &degree));
            }
        }
        let lost = links.remove(&gone).unwrap_or_default();
        let own = lost.get(&kept).copied().unwrap_or(0);
        let sum = |node| degree.get(&node).copied().unwrap_or(0);
        let left = (sum(kept) + sum(gone)).saturating_sub(2 * own);
        degree.insert(kept, left);
        is_large[kept] |= is_large[gone];
        sets.owner[gone] = kept;
        let mut all = links.remove(&kept).unwrap_or_default();
        all.remove(&gone);
        for (other, weight) in lost.into_iter().filter(|(other, _)| *other != kept) {
            *all.entry(other).or_default() += weight;
            if let Some(back) = links.get_mut(&other) {
                back.remove(&gone);
                *back.entry(kept).or_default() += weight;
            }
        }
        if steps > 0 {
            for (&other, &weight) in &all {
                waiting.insert(closeness(kept, other, weight, &degree));
            }
        }
        links.insert(kept, all);
    }
}

/// Which nodes belong together.
struct Sets {
    owner: Vec<NodeIndex>,
}

impl Sets {
    fn of(&mut self, node: NodeIndex) -> NodeIndex {
        let mut at = node;
        while self.owner[at] != at {
            self.owner[at] = self.owner[self.owner[at]];
            at = self.owner[at];
        }
        at
    }

    fn join(&mut self, a: NodeIndex, b: NodeIndex) {
        let (a, b) = (self.of(a), self.of(b));
        self.owner[a.max(b)] = a.min(b);
    }
}
