//! The layers of a flow: by rank, each in an order in which few links cross.

use crate::maps::SortedMap;
use crate::sorting;

use super::rank::{self, Ranking};

/// The number of times that layers adapt to each other, there and back.
const SWEEPS: usize = 6;

/// Returns the nodes of each layer, in their order; ties are broken by number.
pub fn layers(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let edges = acyclic(count, edges);
    let ranking = Ranking {
        heights: vec![0.0; count],
        edges: edges.iter().map(|&(a, b)| (a, b, 1)).collect(),
        pulls: vec![(0, 0); count],
        highest: f64::INFINITY,
    };
    let rank = rank::layers(&ranking);
    let highest = rank.iter().copied().max().unwrap_or(0);
    let mut layers: Vec<Vec<usize>> = vec![Vec::new(); highest + 1];
    for (node, &rank) in rank.iter().enumerate() {
        layers[rank].push(node);
    }
    order(count, &edges, &mut layers);
    layers
}

/// Returns the edges with those turned around that lead back, as seen from the first nodes.
fn acyclic(count: usize, edges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut entered = vec![0_usize; count];
    for &(a, b) in edges.iter().filter(|(a, b)| a != b) {
        next[a].push(b);
        entered[b] += 1;
    }
    let mut starts: Vec<usize> = (0..count).collect();
    sorting::by_key(&mut starts, |&node| (entered[node] > 0, node));
    // 0 not seen, 1 on the way, 2 done.
    let mut state = vec![0_u8; count];
    let mut forward = Vec::new();
    for start in starts {
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        while let Some((node, at)) = way.pop() {
            let Some(&to) = next[node].get(at) else {
                state[node] = 2;
                continue;
            };
            way.push((node, at + 1));
            forward.push(if state[to] == 1 { (to, node) } else { (node, to) });
            if state[to] == 0 {
                state[to] = 1;
                way.push((to, 0));
            }
        }
    }
    sorting::plain(&mut forward);
    forward.dedup();
    forward
}

/// Sorts each layer by where its neighbours are in the layers around it.
fn order(count: usize, edges: &[(usize, usize)], layers: &mut [Vec<usize>]) {
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(a, b) in edges {
        around[a].push(b);
        around[b].push(a);
    }
    let mut layer_of = vec![0_usize; count];
    for (l, layer) in layers.iter().enumerate() {
        for &node in layer {
            layer_of[node] = l;
        }
    }
    for sweep in 0..SWEEPS {
        let forward = sweep % 2 == 0;
        let turn: Vec<usize> =
            if forward { (0..layers.len()).collect() } else { (0..layers.len()).rev().collect() };
        for l in turn {
            let place: SortedMap<usize, f64> = SortedMap::from_iter(layers.iter().flat_map(|layer| {
                let length = layer.len() as f64;
                layer.iter().enumerate().map(move |(i, &node)| (node, (i as f64 + 0.5) / length))
            }));
            let wanted = |node: usize| {
                let sides: Vec<f64> = around[node]
                    .iter()
                    .filter(|&&other| if forward { layer_of[other] < l } else { layer_of[other] > l })
                    .filter_map(|other| place.get(other).copied())
                    .collect();
                let own = place.get(&node).copied().unwrap_or(0.5);
                if sides.is_empty() { own } else { sides.iter().sum::<f64>() / sides.len() as f64 }
            };
            let mut keyed: Vec<(f64, usize)> = layers[l].iter().map(|&node| (wanted(node), node)).collect();
            sorting::by(&mut keyed, |a, b| a.0.total_cmp(&b.0));
            layers[l] = keyed.into_iter().map(|(_, node)| node).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: usize, edges: &[(usize, usize)], expected: &str) {
        let layers = layers(count, edges);
        let text: Vec<String> = layers
            .iter()
            .map(|layer| layer.iter().map(usize::to_string).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(text.join(" | "), expected);
    }

    #[test]
    fn a_chain_has_a_layer_for_each() {
        check(3, &[(0, 1), (1, 2)], "0 | 1 | 2");
    }

    #[test]
    fn circles_are_cut() {
        check(3, &[(0, 1), (1, 2), (2, 0)], "0 | 1 | 2");
        check(2, &[(0, 0), (0, 1), (1, 0)], "0 | 1");
    }

    #[test]
    fn sources_stand_right_before_their_targets() {
        check(4, &[(0, 1), (1, 2), (3, 2)], "0 | 1 3 | 2");
    }

    #[test]
    fn order_avoids_crossings() {
        check(4, &[(0, 3), (1, 2)], "0 1 | 3 2");
    }
}
