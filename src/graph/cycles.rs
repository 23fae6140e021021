//! Circles in a graph as chains that a reader can follow, and an order that puts dependencies first.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::sorting;
use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// The most circles that are told apart. A set of thousands of nodes has as many.
const MAX_CHAINS: usize = 200;

/// The most edges that are followed to find them: dense templates have 100,000, and each circle may lead along most of them.
const MAX_STEPS: usize = 2_000_000;

/// For each set of nodes that can all reach each other: shortest circles until every one of them is in one.
/// Sets, and the starts of circles, in the order of the nodes.
pub(super) fn chains<E>(graph: &DiGraph<(), E>) -> Vec<Vec<NodeIndex>> {
    // Tarjan's algorithm in petgraph recurses, and a circle of thousands would overflow the stack.
    let mut sets = kosaraju_scc(graph);
    for set in &mut sets {
        sorting::plain(set);
    }
    sorting::plain(&mut sets);
    let mut set_of = vec![0; graph.node_count()];
    for (i, set) in sets.iter().enumerate() {
        for node in set {
            set_of[node.index()] = i;
        }
    }
    let mut chains = Vec::new();
    let mut covered = vec![false; graph.node_count()];
    let mut search = Search { next: vec![None; graph.node_count()], left: MAX_STEPS };
    for set in &sets {
        // Most sets are one node without a way back, and a search looks at every node.
        if let [only] = set.as_slice()
            && !graph.contains_edge(*only, *only)
        {
            continue;
        }
        for &start in set {
            if chains.len() < MAX_CHAINS
                && search.left > 0
                && !covered[start.index()]
                && let Some(chain) = search.shortest_circle(graph, start, &set_of)
            {
                for node in &chain {
                    covered[node.index()] = true;
                }
                chains.push(chain);
            }
        }
    }
    chains
}

/// Every node after all that its edges lead to, as far as circles allow; ties, and the way out of a circle, by
/// the order of the nodes.
pub(super) fn dependencies_first<E>(graph: &DiGraph<(), E>) -> Vec<NodeIndex> {
    let mut waiting: Vec<usize> = graph.node_indices().map(|node| graph.neighbors(node).count()).collect();
    let mut done = vec![false; graph.node_count()];
    let mut ready: BinaryHeap<Reverse<NodeIndex>> =
        graph.node_indices().filter(|node| waiting[node.index()] == 0).map(Reverse).collect();
    let mut order = Vec::with_capacity(graph.node_count());
    let mut first_left = 0;
    while order.len() < graph.node_count() {
        let node = match ready.pop() {
            Some(Reverse(node)) => node,
            None => {
                while done[first_left] {
                    first_left += 1;
                }
                NodeIndex::new(first_left)
            }
        };
        if std::mem::replace(&mut done[node.index()], true) {
            continue;
        }
        order.push(node);
        for dependent in graph.neighbors_directed(node, Direction::Incoming) {
            let left = &mut waiting[dependent.index()];
            *left = left.saturating_sub(1);
            if *left == 0 && !done[dependent.index()] {
                ready.push(Reverse(dependent));
            }
        }
    }
    order
}

/// The state that the searches for circles share.
struct Search {
    /// The nodes that each node leads to, in their order, once somebody has asked.
    next: Vec<Option<Vec<NodeIndex>>>,
    /// The number of edges that may still be followed.
    left: usize,
}

impl Search {
    /// A shortest way from a node back to itself inside its set; `None` when there is no way back, or none was found in
    /// time.
    fn shortest_circle<E>(
        &mut self,
        graph: &DiGraph<(), E>,
        start: NodeIndex,
        set_of: &[usize],
    ) -> Option<Vec<NodeIndex>> {
        let mut before: Vec<Option<NodeIndex>> = vec![None; graph.node_count()];
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            let next = self.next[node.index()].get_or_insert_with(|| {
                let mut next: Vec<NodeIndex> = graph.neighbors(node).collect();
                sorting::plain(&mut next);
                next.dedup();
                next
            });
            self.left = self.left.saturating_sub(next.len());
            if self.left == 0 {
                return None;
            }
            for &neighbour in &*next {
                if neighbour == start {
                    let mut chain = vec![node];
                    while let Some(previous) = chain.last().and_then(|last| before[last.index()]) {
                        chain.push(previous);
                    }
                    chain.reverse();
                    return Some(chain);
                }
                if set_of[neighbour.index()] == set_of[start.index()] && before[neighbour.index()].is_none() {
                    before[neighbour.index()] = Some(node);
                    queue.push_back(neighbour);
                }
            }
        }
        None
    }
}
