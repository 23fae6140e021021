//! Layers: the one layering and the one order, of flows and of drawings in layers.
//!
//! `rank` gives items their layers, where links lead to the right. `segments` draws the ways of links from column to column
//! through a `nest`, and `order` seeks the order in which few of them cross, on `rows` (`lists` side by side) and counted by
//! `cross`. `layered` asks for each step by itself; a flow is one frame without boxes, and asks for all of them here.

pub mod cross;
mod lists;
pub mod nest;
pub mod order;
pub mod rank;
mod rows;
pub mod segments;

use crate::maps::SortedSet;

use nest::{Core, Frame, Item, Layer, Nest, Net, Vertex, VertexKind};
use rank::Ranking;
use segments::Course;

/// Returns the nodes of each layer, in their order; ties are broken by number.
pub fn layers(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let ranking = Ranking {
        heights: vec![0.0; count],
        edges: edges.iter().map(|&(a, b)| (a, b, 1)).collect(),
        pulls: vec![(0, 0); count],
        highest: f64::INFINITY,
    };
    let rank = rank::layers(&ranking);
    let in_layers = |nest: &Nest| {
        let nodes = |layer: &Layer| layer.items.iter().copied().filter(|&item| item < count).collect();
        nest.frames.iter().flat_map(|frame| &frame.layers).map(nodes).collect()
    };
    match segments::segments(frame(&rank), &courses(&rank, edges)) {
        Some(mut nest) => {
            order::order(&mut nest);
            in_layers(&nest)
        }
        None => in_layers(&frame(&rank)),
    }
}

/// Returns nodes in their layers as a frame, each an item of the same number.
fn frame(rank: &[usize]) -> Nest {
    let columns = rank.iter().copied().max().map_or(1, |last| last + 1);
    let layer = |at| Layer { items: Vec::new(), first: at, last: at };
    let mut layers: Vec<Layer> = (0..columns).map(layer).collect();
    let (mut items, mut vertices) = (Vec::new(), Vec::new());
    for (node, &at) in rank.iter().enumerate() {
        items.push(Item::new(0, at, Core::Vertex(node), (at, at)));
        vertices.push(Vertex::new(VertexKind::Icon(node), node, at, at));
        layers[at].items.push(node);
    }
    let layer_at = (0..columns).collect();
    let frame = Frame { layers, last: columns - 1, layer_at, ..Frame::default() };
    Nest { frames: vec![frame], items, vertices, columns, ..Nest::default() }
}

/// Returns edges as what runs from the left to the right in a frame, each once and with a line of its own.
fn courses(rank: &[usize], edges: &[(usize, usize)]) -> Vec<Course> {
    let to_right = edges.iter().map(|&(a, b)| if rank[a] < rank[b] { (a, b) } else { (b, a) });
    let different: SortedSet<(usize, usize)> = to_right.filter(|&(a, b)| rank[a] < rank[b]).collect();
    let course = |(task, (from, to))| {
        let net = Net { target: task, back: false };
        Course { task, net, frame: 0, start: Some(from), end: Some(to) }
    };
    different.into_iter().enumerate().map(course).collect()
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
