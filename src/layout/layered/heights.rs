//! Heights: where items are in their layers, so that most lines run straight.

use super::super::ascending::ascending;
use super::super::layers::nest::{
    Core, FrameIndex, ItemIndex, Nest, Net, SegmentIndex, VertexIndex, VertexKind,
};
use super::super::spacing::ICON;
use super::sizes::Sizes;
use crate::sorting;

/// Between two lines.
pub const PITCH: f64 = 8.0;
/// The part of an icon's side that lines meet it at.
const PORTS: f64 = ICON - 8.0;
/// The number of times that layers move to those before and after them, there and back.
const ROUNDS: usize = 4;
/// The number of times that lines are made straight.
const STRAIGHTENINGS: usize = 4;
/// So much is straight.
const STRAIGHT: f64 = 0.01;
/// With more lines than these an item moves to their middle only.
const MOST_CANDIDATES: usize = 24;

/// Places all items of a module from top to bottom.
pub fn place(nest: &mut Nest, sizes: &Sizes) {
    spread_ports(nest);
    measure(nest, sizes);
    let ends = subtree_ends(nest);
    set_tops(nest, 0, ends[0]);
    let (starts, stops) = (nest.layers_by_start(), nest.layers_by_end());
    for round in 0..ROUNDS {
        let both = round + 1 == ROUNDS;
        for &(frame, layer) in starts.iter().flatten() {
            move_near(nest, &ends, frame, layer, (true, both));
        }
        for &(frame, layer) in stops.iter().rev().flatten() {
            move_near(nest, &ends, frame, layer, (both, true));
        }
    }
    let mut shifts = Vec::new();
    for _ in 0..STRAIGHTENINGS {
        let mut moved = false;
        for &(frame, layer) in starts.iter().flatten() {
            moved |= straighten(nest, &ends, (frame, layer), true, &mut shifts);
        }
        for &(frame, layer) in stops.iter().rev().flatten() {
            moved |= straighten(nest, &ends, (frame, layer), false, &mut shifts);
        }
        if !moved {
            break;
        }
    }
}

/// Spreads the lines that meet an icon over its side; those of one net meet it at one point.
fn spread_ports(nest: &mut Nest) {
    for vertex in 0..nest.vertices.len() {
        if !matches!(nest.vertices[vertex].kind, VertexKind::Icon(_)) {
            continue;
        }
        for at_left in [true, false] {
            let segments = if at_left { &nest.vertices[vertex].ins } else { &nest.vertices[vertex].outs };
            let segments = segments.clone();
            let mut nets: Vec<(Net, usize, usize)> = Vec::new();
            for (place, &segment) in segments.iter().enumerate() {
                let net = nest.segments[segment].net;
                match nets.iter_mut().find(|(known, _, _)| *known == net) {
                    Some((_, sum, count)) => (*sum, *count) = (*sum + place, *count + 1),
                    None => nets.push((net, place, 1)),
                }
            }
            sorting::by(&mut nets, |a, b| (a.1 * b.2).cmp(&(b.1 * a.2)));
            let apart = PITCH.min(PORTS / (nets.len().max(2) - 1) as f64);
            let middle = (nets.len().max(1) - 1) as f64 / 2.0;
            for segment in segments {
                let net = nest.segments[segment].net;
                let place = nets.iter().position(|(known, _, _)| *known == net).unwrap_or(0);
                let offset = (place as f64 - middle) * apart;
                let segment = &mut nest.segments[segment];
                if at_left { segment.to_offset = offset } else { segment.from_offset = offset }
            }
        }
    }
}

/// The heights of all items, from the innermost frame out, each layer packed in the middle of its frame.
fn measure(nest: &mut Nest, sizes: &Sizes) {
    for frame in (0..nest.frames.len()).rev() {
        let mut tallest = nest.frames[frame].node.map_or(0.0, |node| sizes.summary(node));
        for layer in 0..nest.frames[frame].layers.len() {
            let mut height = 0.0;
            for item in nest.frames[frame].layers[layer].items.clone() {
                measure_item(nest, sizes, item);
                height += nest.items[item].height;
            }
            tallest = tallest.max(height);
        }
        nest.frames[frame].height = tallest;
        for layer in 0..nest.frames[frame].layers.len() {
            let items = nest.frames[frame].layers[layer].items.clone();
            let used: f64 = items.iter().map(|&item| nest.items[item].height).sum();
            let mut y = (tallest - used) / 2.0;
            for item in items {
                nest.items[item].y = y;
                y += nest.items[item].height;
            }
        }
    }
}

fn measure_item(nest: &mut Nest, sizes: &Sizes, index: ItemIndex) {
    let item = &nest.items[index];
    let beside = item.left.len().max(item.right.len()) as f64 * PITCH / 2.0;
    let (middle, height) = match item.core {
        Core::Frame(inner) => {
            let frame = &nest.frames[inner];
            let node = frame.node.unwrap_or(0);
            let (above, below) = sizes.around(node);
            let edges = sizes.edges(node);
            (above + edges.top, above + edges.along() + frame.height.max(2.0 * beside) + below)
        }
        Core::Vertex(vertex) => match nest.vertices[vertex].kind {
            VertexKind::Icon(node) => {
                let edges = sizes.edges(node);
                let up = edges.top.max(beside) + sizes.gap() / 2.0;
                (up, up + edges.bottom.max(beside) + sizes.gap() / 2.0)
            }
            VertexKind::Line | VertexKind::LeftBorder | VertexKind::RightBorder => {
                (PITCH / 2.0 + beside, PITCH + 2.0 * beside)
            }
        },
    };
    let item = &mut nest.items[index];
    (item.middle, item.height) = (middle, height);
    let core = item.core;
    for list in [item.left.clone(), item.right.clone()] {
        let centre = (list.len().max(1) - 1) as f64 / 2.0;
        for (i, vertex) in list.into_iter().enumerate() {
            nest.vertices[vertex].offset = middle + (i as f64 - centre) * PITCH;
        }
    }
    if let Core::Vertex(vertex) = core {
        nest.vertices[vertex].offset = middle;
    }
}

/// For each frame the end of the frames in it, which follow it.
fn subtree_ends(nest: &Nest) -> Vec<usize> {
    let mut ends: Vec<usize> = (1..=nest.frames.len()).collect();
    for frame in (1..nest.frames.len()).rev() {
        if let Some(item) = nest.frames[frame].item {
            let outer = nest.items[item].frame;
            ends[outer] = ends[outer].max(ends[frame]);
        }
    }
    ends
}

/// Moves frames to where their items are.
fn set_tops(nest: &mut Nest, from: FrameIndex, to: FrameIndex) {
    for frame in from..to {
        if let Some(item) = nest.frames[frame].item {
            let item = &nest.items[item];
            nest.frames[frame].top = nest.frames[item.frame].top + item.y + item.middle;
        }
    }
}

fn move_item(nest: &mut Nest, ends: &[usize], item: ItemIndex, y: f64) {
    nest.items[item].y = y;
    if let Core::Frame(frame) = nest.items[item].core {
        set_tops(nest, frame, ends[frame]);
    }
}

/// Moves a layer to the lines that lead to it, or from it, as a whole as near as can be.
fn move_near(nest: &mut Nest, ends: &[usize], frame: FrameIndex, layer: usize, (ins, outs): (bool, bool)) {
    let items = std::mem::take(&mut nest.frames[frame].layers[layer].items);
    let mut wanted = Vec::with_capacity(items.len());
    let mut before = 0.0;
    for &item in &items {
        if matches!(nest.items[item].core, Core::Frame(_)) {
            spread_beside(nest, item);
        }
        let (mut sum, mut all) = (0.0, 0.0);
        let (left, right) = (ins.then_some(&nest.items[item].ins), outs.then_some(&nest.items[item].outs));
        for &segment in left.into_iter().flatten() {
            sum += nest.y_from(segment) - nest.y_to(segment);
            all += 1.0;
        }
        for &segment in right.into_iter().flatten() {
            sum += nest.y_to(segment) - nest.y_from(segment);
            all += 1.0;
        }
        let by = if all > 0.0 { sum / all } else { 0.0 };
        // Whoever has no lines gives way.
        wanted.push((nest.items[item].y + by - before, if all > 0.0 { all } else { 0.01 }));
        before += nest.items[item].height;
    }
    let spare = (nest.frames[frame].height - before).max(0.0);
    let mut y = 0.0;
    for (&item, shift) in items.iter().zip(ascending(&wanted)) {
        move_item(nest, ends, item, y + shift.clamp(0.0, spare));
        y += nest.items[item].height;
    }
    nest.frames[frame].layers[layer].items = items;
}

/// Lines beside a box stand where they go on in it.
fn spread_beside(nest: &mut Nest, item: ItemIndex) {
    for at_left in [true, false] {
        let list = if at_left { &nest.items[item].left } else { &nest.items[item].right };
        if list.is_empty() {
            continue;
        }
        let list: Vec<VertexIndex> = list.clone();
        let mut before = 0.0;
        let mut wanted = Vec::with_capacity(list.len());
        for &vertex in &list {
            let segments = if at_left { &nest.vertices[vertex].outs } else { &nest.vertices[vertex].ins };
            let inner =
                |&segment: &SegmentIndex| if at_left { nest.y_to(segment) } else { nest.y_from(segment) };
            let sum: f64 = segments.iter().map(inner).sum();
            let top = nest.frames[nest.items[item].frame].top + nest.items[item].y;
            wanted.push((sum / segments.len().max(1) as f64 - top - before, 1.0));
            before += PITCH;
        }
        let height = nest.items[item].height;
        for (i, (vertex, offset)) in list.into_iter().zip(ascending(&wanted)).enumerate() {
            let most = (height - before).max(0.0);
            nest.vertices[vertex].offset = offset.clamp(0.0, most) + PITCH * i as f64;
        }
    }
}

/// Moves each item of a layer within the room between its neighbours to where most of its lines are straight; says
/// whether any moved. What the lines ask for is collected in a list that is kept from layer to layer.
fn straighten(
    nest: &mut Nest,
    ends: &[usize],
    (frame, layer): (FrameIndex, usize),
    forward: bool,
    shifts: &mut Vec<f64>,
) -> bool {
    let items = std::mem::take(&mut nest.frames[frame].layers[layer].items);
    let height = nest.frames[frame].height;
    let mut moved = false;
    for i in 0..items.len() {
        let at = if forward { i } else { items.len() - 1 - i };
        let item = items[at];
        let end = |&other: &ItemIndex| nest.items[other].y + nest.items[other].height;
        let low = at.checked_sub(1).and_then(|at| items.get(at)).map_or(0.0, end);
        let high = items.get(at + 1).map_or(height, |&other| nest.items[other].y);
        let y = nest.items[item].y;
        let (low, high) = (low - y, high - nest.items[item].height - y);
        if high < low + STRAIGHT {
            continue;
        }
        let ins = nest.items[item].ins.iter().map(|&segment| nest.y_from(segment) - nest.y_to(segment));
        let outs = nest.items[item].outs.iter().map(|&segment| nest.y_to(segment) - nest.y_from(segment));
        shifts.clear();
        shifts.extend(ins.chain(outs));
        sorting::quickly(shifts, f64::total_cmp);
        let shift = best_shift(shifts, low, high).unwrap_or(0.0);
        if shift != 0.0 {
            move_item(nest, ends, item, y + shift);
            moved = true;
        }
    }
    nest.frames[frame].layers[layer].items = items;
    moved
}

/// Returns the shift that makes most lines straight, and of these the one after which the others bend least.
fn best_shift(shifts: &[f64], low: f64, high: f64) -> Option<f64> {
    let median = *shifts.get(shifts.len() / 2)?;
    let candidates = if shifts.len() > MOST_CANDIDATES { &[median] } else { shifts };
    let mut best: Option<(usize, f64, f64)> = None;
    for &shift in candidates.iter().chain(&[median.clamp(low, high), 0.0]) {
        if shift < low || shift > high {
            continue;
        }
        let straight = shifts.iter().filter(|&&other| (other - shift).abs() < STRAIGHT).count();
        let bent: f64 = shifts.iter().map(|other| (other - shift).abs()).sum();
        let better = |&(most, least, _): &(usize, f64, f64)| {
            straight > most || (straight == most && bent < least - STRAIGHT)
        };
        if best.as_ref().is_none_or(better) {
            best = Some((straight, bent, shift));
        }
    }
    best.map(|(_, _, shift)| shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_in_each_others_way_moves_together() {
        assert_eq!(ascending(&[(1.0, 1.0), (5.0, 1.0), (3.0, 1.0), (6.0, 1.0)]), [1.0, 4.0, 4.0, 6.0]);
        assert_eq!(ascending(&[(4.0, 3.0), (0.0, 1.0)]), [3.0, 3.0]);
    }

    #[test]
    fn most_lines_are_straight() {
        assert_eq!(best_shift(&[1.0, 4.0, 4.0, 9.0], 0.0, 10.0), Some(4.0));
        assert_eq!(best_shift(&[7.0], 0.0, 5.0), Some(5.0));
    }
}
