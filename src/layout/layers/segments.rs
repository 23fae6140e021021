//! The ways of links from column to column: through every layer that they pass, and through the boxes around their ends.

use super::nest::{
    Core, FrameIndex, Item, ItemIndex, Nest, Net, Path, Segment, SegmentIndex, Vertex, VertexIndex,
    VertexKind,
};
use crate::maps::SortedMap;

/// Through how many columns the links of a module run together: links between 500 resources through 5,000.
const MOST_COLUMNS: usize = 100_000;

/// Draws the ways of all links of a nest; none where that would be a tangle that nobody could follow.
pub fn segments(nest: Nest, courses: &[Course]) -> Option<Nest> {
    let mut weaving =
        Weaving { nest, passing: SortedMap::new(), beside: SortedMap::new(), segments: SortedMap::new() };
    let mut columns = 0;
    for course in courses {
        columns += weaving.weave(course);
        if columns > MOST_COLUMNS {
            return None;
        }
    }
    let mut nest = weaving.nest;
    for segment in 0..nest.segments.len() {
        attach(&mut nest, segment);
    }
    Some(nest)
}

/// The course of a link, from left to right.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    /// The position of what it belongs to.
    pub task: usize,
    /// The links that it shares its lines with.
    pub net: Net,
    /// The frame that holds both ends, each as an item or in one.
    pub frame: FrameIndex,
    /// The item it starts at; none where it enters the module.
    pub start: Option<ItemIndex>,
    /// The item it ends at; none where it leaves the module.
    pub end: Option<ItemIndex>,
}

struct Weaving {
    nest: Nest,
    /// The line of a net that passes a layer.
    passing: SortedMap<(FrameIndex, usize, Net), VertexIndex>,
    /// The line of a net beside an item that is narrower than its layer: at its left or at its right.
    beside: SortedMap<(ItemIndex, bool, Net), VertexIndex>,
    segments: SortedMap<(VertexIndex, VertexIndex, Net), SegmentIndex>,
}

impl Weaving {
    /// Draws the way of a link; gives through how many columns it runs.
    fn weave(&mut self, course: &Course) -> usize {
        let mut way: Vec<VertexIndex> = Vec::new();
        let after = match course.start {
            Some(start) => self.climb(start, course, &mut way) + 1,
            None => 0,
        };
        let (down, before) = match course.end {
            Some(end) => self.descend(end, course),
            None => (Vec::new(), self.nest.frames[course.frame].layers.len()),
        };
        for layer in after..before {
            way.push(self.pass(course.frame, layer, course.net));
        }
        way.extend(down);
        let columns = way.len();
        let segments = way.windows(2).map(|pair| self.join(pair[0], pair[1], course.net)).collect();
        self.nest.paths.push(Path { task: course.task, segments, back: course.net.back, vertices: way });
        columns
    }

    /// From an item to the end of the layer, in the frame of the course, of what it is in; gives that layer.
    fn climb(&mut self, start: ItemIndex, course: &Course, way: &mut Vec<VertexIndex>) -> usize {
        let mut item = start;
        if let Core::Vertex(vertex) = self.nest.items[item].core {
            way.push(vertex);
        }
        loop {
            let (frame, layer) = (self.nest.items[item].frame, self.nest.items[item].layer);
            let last = self.nest.layer_of(item).last;
            if self.nest.items[item].last < last {
                way.push(self.beside(item, false, course.net));
            }
            let outer = self.nest.frames[frame].item.filter(|_| frame != course.frame);
            let Some(outer) = outer else { return layer };
            for layer in layer + 1..self.nest.frames[frame].layers.len() {
                way.push(self.pass(frame, layer, course.net));
            }
            item = outer;
        }
    }

    /// Returns the way to an item from the start of the layer, in the frame of the course, of what it is in, and that layer.
    fn descend(&mut self, end: ItemIndex, course: &Course) -> (Vec<VertexIndex>, usize) {
        let mut way = Vec::new();
        let mut item = end;
        if let Core::Vertex(vertex) = self.nest.items[item].core {
            way.push(vertex);
        }
        let layer = loop {
            let (frame, layer) = (self.nest.items[item].frame, self.nest.items[item].layer);
            let first = self.nest.layer_of(item).first;
            if self.nest.items[item].first > first {
                way.push(self.beside(item, true, course.net));
            }
            let outer = self.nest.frames[frame].item.filter(|_| frame != course.frame);
            let Some(outer) = outer else { break layer };
            for layer in (0..layer).rev() {
                way.push(self.pass(frame, layer, course.net));
            }
            item = outer;
        };
        way.reverse();
        (way, layer)
    }

    fn pass(&mut self, frame: FrameIndex, layer: usize, net: Net) -> VertexIndex {
        if let Some(&vertex) = self.passing.get(&(frame, layer, net)) {
            return vertex;
        }
        let (first, last) = {
            let layer = &self.nest.frames[frame].layers[layer];
            (layer.first, layer.last)
        };
        let item = self.nest.items.len();
        let vertex = self.line(item, first, last);
        self.nest.items.push(Item::new(frame, layer, Core::Vertex(vertex), (first, last)));
        self.nest.frames[frame].layers[layer].items.push(item);
        self.passing.insert((frame, layer, net), vertex);
        vertex
    }

    fn beside(&mut self, item: ItemIndex, at_left: bool, net: Net) -> VertexIndex {
        if let Some(&vertex) = self.beside.get(&(item, at_left, net)) {
            return vertex;
        }
        let layer = self.nest.layer_of(item);
        let (first, last) = (layer.first, layer.last);
        let of = &self.nest.items[item];
        let (first, last) = if at_left { (first, of.first - 1) } else { (of.last + 1, last) };
        let vertex = self.line(item, first, last);
        let item = &mut self.nest.items[item];
        if at_left {
            item.left.push(vertex)
        } else {
            item.right.push(vertex)
        }
        vertex
    }

    fn line(&mut self, item: ItemIndex, first: usize, last: usize) -> VertexIndex {
        self.nest.vertices.push(Vertex::new(VertexKind::Line, item, first, last));
        self.nest.vertices.len() - 1
    }

    fn join(&mut self, from: VertexIndex, to: VertexIndex, net: Net) -> SegmentIndex {
        let nest = &mut self.nest;
        let segment = *self.segments.entry((from, to, net)).or_insert_with(|| {
            nest.segments.push(Segment {
                from,
                to,
                net,
                weight: 0,
                from_offset: 0.0,
                to_offset: 0.0,
                track: None,
            });
            nest.segments.len() - 1
        });
        nest.segments[segment].weight += 1;
        segment
    }
}

/// Notes a segment at its vertices and at all items that it enters or leaves.
fn attach(nest: &mut Nest, segment: SegmentIndex) {
    let (from, to) = (nest.segments[segment].from, nest.segments[segment].to);
    nest.vertices[from].outs.push(segment);
    nest.vertices[to].ins.push(segment);
    let column = nest.vertices[to].first;
    let mut at = Some(nest.vertices[to].item);
    while let Some(item) = at.filter(|&item| nest.layer_of(item).first == column) {
        nest.items[item].ins.push(segment);
        at = nest.frames[nest.items[item].frame].item;
    }
    let column = nest.vertices[from].last;
    let mut at = Some(nest.vertices[from].item);
    while let Some(item) = at.filter(|&item| nest.layer_of(item).last == column) {
        nest.items[item].outs.push(segment);
        at = nest.frames[nest.items[item].frame].item;
    }
}
