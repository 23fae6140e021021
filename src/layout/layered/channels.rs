//! Between two columns lines turn in a channel: each net in a track of its own, so ordered that few lines cross.

use super::super::layers::cross::Table;
use super::super::layers::nest::{Nest, Net, SegmentIndex, VertexIndex, VertexKind};
use crate::maps::SortedMap;
use crate::sorting;

/// Between two tracks.
const TRACK: f64 = 7.0;
/// Lines that run nearer than this along each other look like one.
const NEAR: f64 = 3.0;
/// Room between lines in one track.
const APART: f64 = 6.0;
/// In a channel of more nets tracks are ordered by direction only.
const MOST_COMPARED: usize = 160;
/// Lines this near are on top of each other.
const SAME: f64 = 1.0;
/// The distance by which one of them is moved then: less than half of what lines keep apart.
const SHIFT: f64 = 3.5;
/// The number of lines that are moved in a channel.
const MOST_SHIFTS: usize = 8;
/// The cost of two lines that look like one.
const CONFUSED: i64 = 100_000;

/// The lines of a net that turn between two columns.
struct Bundle {
    segments: Vec<SegmentIndex>,
    /// For each the height that it comes from and that it goes to, and its number of links.
    branches: Vec<(f64, f64, i64)>,
    low: f64,
    high: f64,
}

/// Gives each segment that turns its track, and the width of each channel's tracks.
pub fn tracks(nest: &mut Nest) -> Vec<usize> {
    let mut channels: Vec<SortedMap<(VertexIndex, Net), Vec<SegmentIndex>>> = Vec::new();
    channels.resize_with(nest.columns, SortedMap::new);
    for (index, segment) in nest.segments.iter().enumerate() {
        let root = if segment.net.back { segment.from } else { segment.to };
        channels[nest.vertices[segment.from].last].entry((root, segment.net)).or_default().push(index);
    }
    let mut used = vec![0; nest.columns];
    for (channel, nets) in channels.into_iter().enumerate() {
        let (mut bundles, mut order) = ordered(nest, &nets);
        for _ in 0..MOST_SHIFTS {
            let Some(confused) = confused(&bundles, &order) else { break };
            shift_end(nest, confused);
            (bundles, order) = ordered(nest, &nets);
        }
        let mut tracks: Vec<(usize, f64, f64)> = Vec::new();
        for at in order {
            let Bundle { low, high, .. } = bundles[at];
            let in_way = tracks.iter().filter(|(_, from, to)| *from < high + APART && low < *to + APART);
            let track = in_way.map(|(track, _, _)| track + 1).max().unwrap_or(0);
            tracks.push((track, low, high));
            used[channel] = used[channel].max(track + 1);
            for &segment in &bundles[at].segments {
                nest.segments[segment].track = Some(track);
            }
        }
    }
    used
}

/// Returns the nets of a channel that turn, and their order from the left.
fn ordered(
    nest: &Nest,
    nets: &SortedMap<(VertexIndex, Net), Vec<SegmentIndex>>,
) -> (Vec<Bundle>, Vec<usize>) {
    let bundles = nets.values().map(|segments| bundle(nest, segments.clone()));
    let mut bundles: Vec<Bundle> = bundles.filter(|bundle| bundle.low < bundle.high).collect();
    sorting::by(&mut bundles, |a, b| rough(a).total_cmp(&rough(b)));
    let order = order(&bundles);
    (bundles, order)
}

/// Returns a segment that would run on top of another to its end, in whatever order they turn.
fn confused(bundles: &[Bundle], order: &[usize]) -> Option<SegmentIndex> {
    if bundles.len() > MOST_COMPARED {
        return None;
    }
    for (i, &left) in order.iter().enumerate() {
        for &right in order.iter().skip(i + 1) {
            for (branch, &segment) in bundles[left].branches.iter().zip(&bundles[left].segments) {
                if bundles[right].branches.iter().any(|other| (branch.1 - other.0).abs() < SAME) {
                    return Some(segment);
                }
            }
        }
    }
    None
}

/// Moves the end of a segment off that of another, with all of its net that end there.
fn shift_end(nest: &mut Nest, segment: SegmentIndex) {
    let (to, net) = (nest.segments[segment].to, nest.segments[segment].net);
    if matches!(nest.vertices[to].kind, VertexKind::Icon(_)) {
        for at in nest.vertices[to].ins.clone() {
            if nest.segments[at].net == net {
                nest.segments[at].to_offset += SHIFT;
            }
        }
    } else {
        nest.vertices[to].offset += SHIFT;
    }
}

/// Returns the width of so many tracks.
pub fn width(tracks: usize) -> f64 {
    TRACK * tracks as f64
}

/// Returns the middle of a track, from the start of its channel's tracks.
pub fn middle(track: usize) -> f64 {
    TRACK * (track as f64 + 0.5)
}

fn bundle(nest: &Nest, segments: Vec<SegmentIndex>) -> Bundle {
    let branches: Vec<(f64, f64, i64)> = segments
        .iter()
        .map(|&segment| (nest.y_from(segment), nest.y_to(segment), nest.segments[segment].weight as i64))
        .collect();
    let all = || branches.iter().flat_map(|&(from, to, _)| [from, to]);
    let (low, high) = (all().fold(f64::MAX, f64::min), all().fold(f64::MIN, f64::max));
    // What is nearly straight is, and has no track.
    let high = if high - low < 0.05 { low } else { high };
    Bundle { segments, branches, low, high }
}

/// Lines that run down turn the earlier the further down they start, those that run up the further up.
fn rough(bundle: &Bundle) -> f64 {
    let (from, to) = bundle.branches.first().map_or((0.0, 0.0), |&(from, to, _)| (from, to));
    if to > from { -from } else { from }
}

fn order(bundles: &[Bundle]) -> Vec<usize> {
    let count = bundles.len();
    if count > MOST_COMPARED {
        return (0..count).collect();
    }
    let table = Table::new(count, |a, b| {
        let (one, other) = (&bundles[a], &bundles[b]);
        let apart = one.low > other.high + NEAR || other.low > one.high + NEAR;
        if apart { 0 } else { cost(one, other) - cost(other, one) }
    });
    let mut order: Vec<usize> = (0..count).collect();
    table.sift(&mut order);
    table.sift(&mut order);
    order
}

/// Returns what it costs when the first turns left of the second.
fn cost(left: &Bundle, right: &Bundle) -> i64 {
    let within = |y: f64, (from, to, _): (f64, f64, i64)| y > from.min(to) && y < from.max(to);
    let mut cost = 0;
    for &one in &left.branches {
        for &other in &right.branches {
            let weight = one.2 * other.2;
            cost += weight * i64::from(within(other.0, one));
            cost += weight * i64::from(within(one.1, other));
            if (one.1 - other.0).abs() < NEAR {
                cost += CONFUSED;
            }
        }
    }
    cost
}
