//! Links between modules: in the gaps beside them and along the corridors between shelves.

use crate::maps::SortedMap;
use crate::scene::NodeIndex;

use super::super::geometry::{Point, Size};
use super::pack::{GAP, Packing, Spot};

/// Between two lines of a gap.
const TRACK: f64 = 7.0;

/// A line from one module to another.
#[derive(Debug, Clone, Copy)]
pub struct Crossing {
    /// The place where it leaves its module at the right.
    pub from: Spot,
    /// The distance from the module's top.
    pub from_y: f64,
    /// The place where it enters the other at the left.
    pub to: Spot,
    /// The distance from the other's top.
    pub to_y: f64,
    /// The end of the link: lines to one end share their tracks.
    pub target: NodeIndex,
}

/// A stretch of room that lines share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lane {
    /// Before a stack of a shelf, or after the last.
    Gap(usize, usize),
    /// Above a shelf, or below the last.
    Corridor(usize),
    /// Left of everything.
    Spine,
}

/// The places of shelves and stacks, and the lines between them.
#[derive(Debug, Default)]
pub struct Ground {
    /// The corner of each stack of each shelf.
    pub corners: Vec<Vec<Point>>,
    /// The extent of all.
    pub size: Size,
    /// The way of each crossing between the two modules.
    pub ways: Vec<Vec<Point>>,
}

/// Places the stacks with room for all crossings between them.
pub fn ground(packing: &Packing, crossings: &[Crossing]) -> Ground {
    let courses: Vec<Vec<Lane>> = crossings.iter().map(lanes).collect();
    let tracks = tracks(crossings, &courses);
    let wide = |lane: Lane| tracks.get(&lane).map_or(0.0, |tracks| TRACK * tracks.len() as f64);
    // Between modules lines have the gap and what they need beyond; at the edges only what they need.
    let room = |lane: Lane, outer: bool| match (outer, wide(lane)) {
        (true, 0.0) => 0.0,
        (true, wide) => wide + GAP / 2.0,
        (false, wide) => GAP + wide,
    };
    let mut ground = Ground::default();
    let mut starts: SortedMap<Lane, f64> = SortedMap::new();
    starts.insert(Lane::Spine, 0.0);
    let left = room(Lane::Spine, true);
    let mut y = 0.0;
    for (s, shelf) in packing.shelves.iter().enumerate() {
        let corridor = Lane::Corridor(s);
        starts.insert(corridor, y + if s == 0 { 0.0 } else { GAP / 2.0 });
        y += room(corridor, s == 0);
        let mut x = left;
        let mut corners = Vec::new();
        for (t, stack) in shelf.stacks.iter().enumerate() {
            let gap = Lane::Gap(s, t);
            starts.insert(gap, x + if t == 0 { 0.0 } else { GAP / 2.0 });
            x += room(gap, t == 0);
            corners.push(Point { x, y });
            x += stack.width;
        }
        let gap = Lane::Gap(s, shelf.stacks.len());
        starts.insert(gap, x + GAP / 2.0);
        x += room(gap, true);
        ground.size.w = ground.size.w.max(x);
        ground.corners.push(corners);
        y += shelf.height;
    }
    let last = Lane::Corridor(packing.shelves.len());
    starts.insert(last, y + GAP / 2.0);
    ground.size.h = y + room(last, true);
    let at = |lane: Lane, target: NodeIndex| {
        let track = tracks.get(&lane).and_then(|tracks| tracks.iter().position(|of| *of == target));
        starts.get(&lane).copied().unwrap_or(0.0) + TRACK * (track.unwrap_or(0) as f64 + 0.5)
    };
    for (crossing, course) in crossings.iter().zip(&courses) {
        let corner = |spot: Spot| {
            let shelf = ground.corners.get(spot.shelf);
            shelf.and_then(|corners| corners.get(spot.stack)).copied().unwrap_or_default()
        };
        let (from, to) = (corner(crossing.from), corner(crossing.to));
        let mut here = Point { x: from.x, y: from.y + crossing.from.at.y + crossing.from_y };
        let mut way = Vec::new();
        for &lane in course {
            match lane {
                Lane::Gap(..) | Lane::Spine => here.x = at(lane, crossing.target),
                Lane::Corridor(_) => here.y = at(lane, crossing.target),
            }
            way.push(here);
        }
        here.y = to.y + crossing.to.at.y + crossing.to_y;
        way.push(here);
        ground.ways.push(way);
    }
    ground
}

/// Returns the tracks of each lane, by the node that lines on them lead to.
fn tracks(crossings: &[Crossing], courses: &[Vec<Lane>]) -> SortedMap<Lane, Vec<NodeIndex>> {
    let mut tracks: SortedMap<Lane, Vec<NodeIndex>> = SortedMap::new();
    for (crossing, course) in crossings.iter().zip(courses) {
        for &lane in course {
            let of = tracks.entry(lane).or_default();
            if !of.contains(&crossing.target) {
                of.push(crossing.target);
            }
        }
    }
    tracks
}

/// Returns what a line runs along, first a gap and last a gap, corridors and the spine between them.
fn lanes(crossing: &Crossing) -> Vec<Lane> {
    let (from, to) = (crossing.from, crossing.to);
    let first = Lane::Gap(from.shelf, from.stack + 1);
    let last = Lane::Gap(to.shelf, to.stack);
    if first == last {
        return vec![first];
    }
    let down = from.shelf <= to.shelf;
    let near_from = Lane::Corridor(if down { from.shelf + 1 } else { from.shelf });
    let near_to = match (from.shelf == to.shelf, down) {
        (true, _) => near_from,
        (false, true) => Lane::Corridor(to.shelf),
        (false, false) => Lane::Corridor(to.shelf + 1),
    };
    if near_from == near_to {
        vec![first, near_from, last]
    } else {
        vec![first, near_from, Lane::Spine, near_to, last]
    }
}
