//! The order of items in their layers, so that few lines cross: everybody near their neighbours, then each where it is
//! crossed least.

use super::cross::{self, Positions};
use super::nest::{Core, FrameIndex, ItemIndex, Nest, SegmentIndex, VertexIndex};

/// How often layers adapt to those before and after them, there and back.
const SWEEPS: usize = 8;
/// So many sweeps in a row that help nothing are the last.
const PATIENCE: usize = 2;
/// How often every item looks for the place where it is crossed least.
const SIFTS: usize = 6;
/// In a layer of more items none looks at all places.
const MOST_SIFTED: usize = 80;
/// How many vertices are visited before sweeps end.
const MOST_VISITS: usize = 400_000;
/// How many orders are begun with at most.
const MOST_BEGINNINGS: usize = 12;
/// How many vertices all beginnings of a module have together.
const MOST_TRIED: usize = 1_500;

/// Orders all layers of a module: the best of several beginnings, as many as its size allows. Gives the crossings.
pub fn order(nest: &mut Nest) -> usize {
    let mut sweep =
        Sweep { starts: nest.layers_by_start(), ends: nest.layers_by_end(), position: Positions::new(nest) };
    let visits = nest.vertices.len() + nest.segments.len();
    let beginnings = (MOST_TRIED / visits.max(1)).clamp(1, MOST_BEGINNINGS);
    let mut best: Option<(usize, Order)> = None;
    let template = Order::of(nest);
    for beginning in 0..beginnings {
        template.restore(nest);
        begin(nest, beginning);
        let crossings = sweep.improve(nest, visits);
        if best.as_ref().is_none_or(|(least, _)| crossings < *least) {
            best = Some((crossings, Order::of(nest)));
        }
        if crossings == 0 {
            break;
        }
    }
    let (crossings, order) = best.unwrap_or((0, template));
    order.restore(nest);
    sweep.number_all(nest);
    sweep.ports(nest);
    crossings
}

/// Changes the order to begin with: that of the template, the same from below, then each in another disorder.
fn begin(nest: &mut Nest, beginning: usize) {
    let mut state = beginning as u64;
    for layer in nest.frames.iter_mut().flat_map(|frame| &mut frame.layers) {
        match beginning {
            0 => {}
            1 => layer.items.reverse(),
            _ => {
                for at in (1..layer.items.len()).rev() {
                    state =
                        state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    let other = (state >> 33) as usize % (at + 1);
                    layer.items.swap(at, other);
                }
            }
        }
    }
}

struct Sweep {
    /// The layers that start, and that end, at each column.
    starts: Vec<Vec<(FrameIndex, usize)>>,
    ends: Vec<Vec<(FrameIndex, usize)>>,
    position: Positions,
}

impl Sweep {
    /// Sweeps and sifts until nothing helps any more; gives the crossings that are left.
    fn improve(&mut self, nest: &mut Nest, visits: usize) -> usize {
        self.number_all(nest);
        let mut best = (cross::crossings(nest, &self.position), Order::of(nest));
        let sweeps = SWEEPS.min(MOST_VISITS / visits.max(1));
        let mut in_vain = 0;
        for round in 0..sweeps {
            if round % 2 == 0 {
                self.forward(nest)
            } else {
                self.backward(nest)
            }
            let crossings = cross::crossings(nest, &self.position);
            if crossings < best.0 {
                best = (crossings, Order::of(nest));
                in_vain = 0;
            } else {
                in_vain += 1;
            }
            if in_vain == PATIENCE || best.0 == 0 {
                break;
            }
        }
        best.1.restore(nest);
        self.number_all(nest);
        for round in 0..SIFTS {
            if best.0 == 0 || sweeps < SWEEPS {
                break;
            }
            self.sift(nest, round % 2 == 0);
            let crossings = cross::crossings(nest, &self.position);
            if crossings >= best.0 {
                break;
            }
            best = (crossings, Order::of(nest));
        }
        best.1.restore(nest);
        best.0
    }

    fn number_all(&mut self, nest: &Nest) {
        for column in 0..nest.columns {
            self.number(nest, column);
        }
    }

    fn number(&mut self, nest: &Nest, column: usize) {
        self.position.number(nest, column);
    }

    /// Everything as near as can be to what leads to it.
    fn forward(&mut self, nest: &mut Nest) {
        for column in 0..nest.columns {
            for (frame, layer) in self.starts[column].clone() {
                self.sort_layer(nest, frame, layer, true);
            }
            self.number(nest, column);
        }
    }

    /// Everything as near as can be to what it leads to.
    fn backward(&mut self, nest: &mut Nest) {
        for column in (0..nest.columns).rev() {
            for (frame, layer) in self.ends[column].clone() {
                self.sort_layer(nest, frame, layer, false);
            }
            self.number(nest, column);
        }
    }

    fn sort_layer(&self, nest: &mut Nest, frame: FrameIndex, layer: usize, forward: bool) {
        let mut items = std::mem::take(&mut nest.frames[frame].layers[layer].items);
        let keys: Vec<Option<f64>> = items
            .iter()
            .map(|&item| {
                let item = &nest.items[item];
                self.mean(nest, if forward { &item.ins } else { &item.outs }, forward)
            })
            .collect();
        // Whoever has no neighbour there stays where it is.
        let mut keyed: Vec<(f64, ItemIndex)> =
            items.iter().zip(&keys).filter_map(|(&item, &key)| Some((key?, item))).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut sorted = keyed.into_iter();
        for (item, _) in items.iter_mut().zip(&keys).filter(|(_, key)| key.is_some()) {
            if let Some((_, next)) = sorted.next() {
                *item = next;
            }
        }
        for &item in &items {
            self.sort_beside(nest, item, forward);
        }
        nest.frames[frame].layers[layer].items = items;
    }

    /// Sorts the lines beside an item that is narrower than its layer.
    fn sort_beside(&self, nest: &mut Nest, item: ItemIndex, forward: bool) {
        let is_box = matches!(nest.items[item].core, Core::Frame(_));
        if forward || is_box {
            let mut left = std::mem::take(&mut nest.items[item].left);
            self.sort_vertices(nest, &mut left, forward);
            nest.items[item].left = left;
        }
        if !forward || is_box {
            let mut right = std::mem::take(&mut nest.items[item].right);
            self.sort_vertices(nest, &mut right, forward);
            nest.items[item].right = right;
        }
    }

    fn sort_vertices(&self, nest: &Nest, vertices: &mut [VertexIndex], forward: bool) {
        if vertices.len() < 2 {
            return;
        }
        let key = |vertex: VertexIndex| {
            let vertex = &nest.vertices[vertex];
            self.mean(nest, if forward { &vertex.ins } else { &vertex.outs }, forward).unwrap_or(0.0)
        };
        vertices.sort_by(|&a, &b| key(a).total_cmp(&key(b)));
    }

    /// The mean position of what segments lead from, or to.
    fn mean(&self, nest: &Nest, segments: &[SegmentIndex], from: bool) -> Option<f64> {
        let (mut sum, mut all) = (0.0, 0.0);
        for &segment in segments {
            let segment = &nest.segments[segment];
            let position =
                if from { self.position.last[segment.from] } else { self.position.first[segment.to] };
            sum += position as f64 * segment.weight as f64;
            all += segment.weight as f64;
        }
        (all > 0.0).then(|| sum / all)
    }

    /// Moves each item of each layer to where it is crossed least.
    fn sift(&mut self, nest: &mut Nest, forward: bool) {
        let turn: Vec<usize> =
            if forward { (0..nest.columns).collect() } else { (0..nest.columns).rev().collect() };
        for column in turn {
            for (frame, layer) in self.starts[column].clone() {
                let (first, last, many) = {
                    let layer = &nest.frames[frame].layers[layer];
                    (layer.first, layer.last, layer.items.len())
                };
                if !(2..=MOST_SIFTED).contains(&many) {
                    continue;
                }
                let items = std::mem::take(&mut nest.frames[frame].layers[layer].items);
                let table = cross::table(nest, &items, &self.position);
                let order = cross::sifted(&table);
                nest.frames[frame].layers[layer].items = order.into_iter().map(|at| items[at]).collect();
                for column in first..=last {
                    self.number(nest, column);
                }
            }
        }
    }

    /// Sorts the segments at each icon by where they lead, so that none cross there.
    fn ports(&mut self, nest: &mut Nest) {
        for vertex in &mut nest.vertices {
            vertex.ins.sort_by_key(|&segment| self.position.last[nest.segments[segment].from]);
            vertex.outs.sort_by_key(|&segment| self.position.first[nest.segments[segment].to]);
        }
    }
}

/// The order of everything, to come back to.
struct Order {
    layers: Vec<Vec<Vec<ItemIndex>>>,
    beside: Vec<(Vec<VertexIndex>, Vec<VertexIndex>)>,
}

impl Order {
    fn of(nest: &Nest) -> Self {
        let layers =
            nest.frames.iter().map(|frame| frame.layers.iter().map(|layer| layer.items.clone()).collect());
        let beside = nest.items.iter().map(|item| (item.left.clone(), item.right.clone()));
        Self { layers: layers.collect(), beside: beside.collect() }
    }

    fn restore(&self, nest: &mut Nest) {
        for (frame, layers) in nest.frames.iter_mut().zip(&self.layers) {
            for (layer, items) in frame.layers.iter_mut().zip(layers) {
                layer.items.clone_from(items);
            }
        }
        for (item, (left, right)) in nest.items.iter_mut().zip(&self.beside) {
            item.left.clone_from(left);
            item.right.clone_from(right);
        }
    }
}
