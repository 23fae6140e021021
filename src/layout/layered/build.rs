//! The frames of a module, and the layer and the columns of everything in them.

use crate::maps::SortedMap;
use crate::scene::NodeIndex;

use super::super::layers::nest::{
    Core, Frame, FrameIndex, Item, ItemIndex, Layer, Nest, Net, Vertex, VertexKind,
};
use super::super::layers::rank::{self, Ranking};
use super::super::layers::segments::Course;
use super::hierarchy::{Hierarchy, Wire};
use super::sizes::Sizes;

/// Width by height that frames aim at.
const ASPECT: f64 = 1.5;

/// One link, as a module sees it.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    /// The link and its ends.
    pub wire: Wire,
    /// Its position among all wires.
    pub number: usize,
    /// The ends that are in the module.
    pub ends: Ends,
}

/// The ends of a link that are in a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// Both.
    Both,
    /// The source: the link leaves the module at its right.
    Source,
    /// The target: it enters at its left.
    Target,
}

/// Two items of a frame that a link runs between, and its task while the direction is open.
type Between = (Option<usize>, ItemIndex, ItemIndex);

/// A module in the making.
pub struct Building<'a> {
    hierarchy: &'a Hierarchy,
    sizes: &'a Sizes,
    /// The height that a layer of the module may have, by that of a square share of the room.
    higher: f64,
    /// The frames and all that is in them.
    pub nest: Nest,
    /// The courses of all links.
    pub courses: Vec<Course>,
    /// The item of each node of the scene, and the frame of each box.
    item_of: SortedMap<NodeIndex, ItemIndex>,
    frame_of: SortedMap<NodeIndex, FrameIndex>,
    /// The items of each frame.
    members: Vec<Vec<ItemIndex>>,
    /// The ends of lines at the borders of frames.
    ports: SortedMap<(FrameIndex, bool, Net), ItemIndex>,
    /// The number of links that leave the frame of each item at its left, and at its right.
    pulls: Vec<(usize, usize)>,
}

/// Three icons with their labels may always stand in one layer: what leads to two or three forks.
const LEAST_HIGHEST: f64 = 300.0;

/// Builds the frames of a module and gives everything its layer.
pub fn build<'a>(
    hierarchy: &'a Hierarchy,
    sizes: &'a Sizes,
    tops: &[NodeIndex],
    tasks: &[Task],
    higher: f64,
) -> Building<'a> {
    let mut building = Building {
        hierarchy,
        sizes,
        higher,
        nest: Nest { frames: vec![Frame::default()], ..Nest::default() },
        courses: Vec::new(),
        item_of: SortedMap::new(),
        frame_of: SortedMap::new(),
        members: vec![Vec::new()],
        ports: SortedMap::new(),
        pulls: Vec::new(),
    };
    let mut waiting: Vec<(NodeIndex, FrameIndex)> = tops.iter().rev().map(|&top| (top, 0)).collect();
    while let Some((node, frame)) = waiting.pop() {
        if let Some(inner) = building.add_node(node, frame) {
            waiting.extend(hierarchy.children[node].iter().rev().map(|&child| (child, inner)));
        }
    }
    building.layer(tasks);
    building.number_columns();
    building
}

impl Building<'_> {
    /// Adds an icon, or a box and its frame.
    fn add_node(&mut self, node: NodeIndex, frame: FrameIndex) -> Option<FrameIndex> {
        let inner = self.hierarchy.is_box[node].then_some(self.nest.frames.len());
        let item = match inner {
            Some(inner) => {
                let item = self.add_item(frame, Core::Frame(inner));
                let depth = self.nest.frames[frame].depth + 1;
                self.nest.frames.push(Frame {
                    node: Some(node),
                    item: Some(item),
                    depth,
                    ..Frame::default()
                });
                self.members.push(Vec::new());
                self.frame_of.insert(node, inner);
                item
            }
            None => self.add_vertex(frame, VertexKind::Icon(node)),
        };
        self.item_of.insert(node, item);
        inner
    }

    fn add_item(&mut self, frame: FrameIndex, core: Core) -> ItemIndex {
        let item = self.nest.items.len();
        self.nest.items.push(Item::new(frame, 0, core, (0, 0)));
        self.members[frame].push(item);
        self.pulls.push((0, 0));
        item
    }

    /// Adds an item that is one vertex.
    fn add_vertex(&mut self, frame: FrameIndex, kind: VertexKind) -> ItemIndex {
        let vertex = self.nest.vertices.len();
        let item = self.add_item(frame, Core::Vertex(vertex));
        self.nest.vertices.push(Vertex::new(kind, item, 0, 0));
        item
    }

    /// Returns the end of the lines of a net at a border of a frame.
    fn port(&mut self, frame: FrameIndex, at_left: bool, net: Net) -> ItemIndex {
        if let Some(&port) = self.ports.get(&(frame, at_left, net)) {
            return port;
        }
        let port =
            self.add_vertex(frame, if at_left { VertexKind::LeftBorder } else { VertexKind::RightBorder });
        self.ports.insert((frame, at_left, net), port);
        port
    }

    /// Gives every item its layer, from the outermost frame in; then the direction of every link is known.
    fn layer(&mut self, tasks: &[Task]) {
        let mut by_frame: SortedMap<FrameIndex, Vec<Between>> = SortedMap::new();
        for (t, task) in tasks.iter().enumerate() {
            self.sort_task(t, task, &mut by_frame);
        }
        for frame in 0..self.nest.frames.len() {
            let wires = by_frame.remove(&frame).unwrap_or_default();
            self.rank(frame, &wires);
            for (task, a, b) in wires {
                let Some(task) = task else { continue };
                let back = self.nest.items[a].layer > self.nest.items[b].layer;
                let wire = tasks[task].wire;
                let net = Net { target: wire.target, back };
                self.lead(task, net, frame, wire);
            }
        }
        for (item, task) in self.nest.items.iter().enumerate() {
            let layer = &mut self.nest.frames[task.frame].layers[task.layer];
            layer.items.push(item);
        }
    }

    /// Finds the frame that holds both ends of a link.
    fn sort_task(&mut self, t: usize, task: &Task, by_frame: &mut SortedMap<FrameIndex, Vec<Between>>) {
        let net = Net { target: task.wire.target, back: false };
        match task.ends {
            Ends::Both => {}
            Ends::Source => {
                let start = self.end_item(task.wire.source, false, net);
                self.pull(start, None, false);
                return self.courses.push(Course { task: t, net, frame: 0, start: Some(start), end: None });
            }
            Ends::Target => {
                let end = self.end_item(task.wire.target, true, net);
                self.pull(end, None, true);
                return self.courses.push(Course { task: t, net, frame: 0, start: None, end: Some(end) });
            }
        }
        let (source, target) = (self.item_of[&task.wire.source], self.item_of[&task.wire.target]);
        let (a, b) = self.in_common(source, target);
        if a != b {
            return by_frame.entry(self.nest.items[a].frame).or_default().push((Some(t), a, b));
        }
        // One end is a box that the other is in: the line stays in there.
        let (start, end, holder) = if a == source {
            let frame = self.frame_of[&task.wire.source];
            (self.port(frame, true, net), self.end_item(task.wire.target, true, net), frame)
        } else {
            let frame = self.frame_of[&task.wire.target];
            (self.end_item(task.wire.source, false, net), self.port(frame, false, net), frame)
        };
        let (a, b) = self.in_common(start, end);
        self.courses.push(Course { task: t, net, frame: holder, start: Some(start), end: Some(end) });
        self.pull(start, Some(holder), false);
        self.pull(end, Some(holder), true);
        by_frame.entry(holder).or_default().push((None, a, b));
    }

    /// Returns the items of one frame that two items are, or are in.
    fn in_common(&self, mut a: ItemIndex, mut b: ItemIndex) -> (ItemIndex, ItemIndex) {
        let nest = &self.nest;
        let depth = |item: ItemIndex| nest.frames[nest.items[item].frame].depth;
        let up = |item: ItemIndex| nest.frames[nest.items[item].frame].item;
        while nest.items[a].frame != nest.items[b].frame {
            let deeper = if depth(a) > depth(b) { &mut a } else { &mut b };
            match up(*deeper) {
                Some(outer) => *deeper = outer,
                None => match up(a) {
                    Some(outer) => a = outer,
                    None => break,
                },
            }
        }
        (a, b)
    }

    /// Returns what a line at a node ends at: the icon itself, or the border of the box.
    fn end_item(&mut self, node: NodeIndex, at_left: bool, net: Net) -> ItemIndex {
        match self.frame_of.get(&node) {
            Some(&frame) => self.port(frame, at_left, net),
            None => self.item_of[&node],
        }
    }

    /// Notes that a link of an item leaves all frames around it up to one, or the module.
    fn pull(&mut self, item: ItemIndex, up_to: Option<FrameIndex>, to_left: bool) {
        let mut at = Some(item);
        while let Some(item) = at.filter(|&item| Some(self.nest.items[item].frame) != up_to) {
            let pull = &mut self.pulls[item];
            if to_left {
                pull.0 += 1
            } else {
                pull.1 += 1
            }
            at = self.nest.frames[self.nest.items[item].frame].item;
        }
    }

    /// Settles the way of a link whose direction is known.
    fn lead(&mut self, task: usize, net: Net, frame: FrameIndex, wire: Wire) {
        let (left, right) = if net.back { (wire.target, wire.source) } else { (wire.source, wire.target) };
        let start = self.end_item(left, false, net);
        let end = self.end_item(right, true, net);
        self.pull(start, Some(frame), false);
        self.pull(end, Some(frame), true);
        self.courses.push(Course { task, net, frame, start: Some(start), end: Some(end) });
    }

    fn rank(&mut self, frame: FrameIndex, wires: &[Between]) {
        let members = &self.members[frame];
        let mut place: SortedMap<ItemIndex, usize> = SortedMap::new();
        let mut ranking = Ranking::default();
        let mut area = 0.0;
        for (i, &item) in members.iter().enumerate() {
            place.insert(item, i);
            let node = match self.nest.items[item].core {
                Core::Frame(inner) => self.nest.frames[inner].node,
                Core::Vertex(vertex) => match self.nest.vertices[vertex].kind {
                    VertexKind::Icon(node) => Some(node),
                    VertexKind::Line | VertexKind::LeftBorder | VertexKind::RightBorder => None,
                },
            };
            let (height, own) = node.map_or((0.0, 0.0), |node| self.sizes.guess(node));
            ranking.heights.push(height);
            ranking.pulls.push(self.pulls[item]);
            area += own;
        }
        let share = (area / ASPECT).sqrt() * if frame == 0 { self.higher } else { self.higher.max(1.0) };
        ranking.highest = share.max(LEAST_HIGHEST);
        let at = |item: &ItemIndex| place.get(item).copied().unwrap_or(0);
        ranking.edges = wires.iter().map(|(_, a, b)| (at(a), at(b), 1)).collect();
        let mut layers = rank::layers(&ranking);
        let mut count = layers.iter().copied().max().map_or(1, |last| last + 1);
        let courses = self.courses.iter().filter(|course| frame == 0 && course.frame == 0);
        let (enters, leaves) = courses.fold((false, false), |(enters, leaves), course| {
            (enters || course.start.is_none(), leaves || course.end.is_none())
        });
        // Links that enter or leave the module have a layer of their own there.
        if enters {
            layers.iter_mut().for_each(|layer| *layer += 1);
            count += 1;
        }
        count += usize::from(leaves);
        for (i, &item) in members.iter().enumerate() {
            let kind = match self.nest.items[item].core {
                Core::Vertex(vertex) => Some(self.nest.vertices[vertex].kind),
                Core::Frame(_) => None,
            };
            self.nest.items[item].layer = match kind {
                Some(VertexKind::LeftBorder) => 0,
                Some(VertexKind::RightBorder) => count - 1,
                Some(VertexKind::Icon(_) | VertexKind::Line) | None => layers[i],
            };
        }
        self.nest.frames[frame].layers = vec![Layer::default(); count];
    }

    /// Counts the columns of every frame, from the innermost out, and numbers them from the outermost in.
    fn number_columns(&mut self) {
        let count = self.nest.frames.len();
        let mut wide: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut columns = vec![0; count];
        for frame in (0..count).rev() {
            for layer in &self.nest.frames[frame].layers {
                let width = |&item: &ItemIndex| match self.nest.items[item].core {
                    Core::Vertex(_) => 1,
                    Core::Frame(inner) => columns[inner],
                };
                wide[frame].push(layer.items.iter().map(width).max().unwrap_or(1));
            }
            columns[frame] = wide[frame].iter().sum();
        }
        self.nest.columns = columns[0];
        let sides = self.sides();
        for frame in 0..count {
            let mut first = match self.nest.frames[frame].item {
                Some(item) => self.nest.items[item].first,
                None => 0,
            };
            self.nest.frames[frame].first = first;
            self.nest.frames[frame].last = first + columns[frame] - 1;
            for (l, &width) in wide[frame].iter().enumerate() {
                let layer = &mut self.nest.frames[frame].layers[l];
                (layer.first, layer.last) = (first, first + width - 1);
                let items = layer.items.clone();
                self.nest.frames[frame].layer_at.extend(std::iter::repeat_n(l, width));
                for item in items {
                    let own = match self.nest.items[item].core {
                        Core::Vertex(_) => 1,
                        Core::Frame(inner) => columns[inner],
                    };
                    self.align(item, (first, first + width - 1), own, sides[item]);
                }
                first += width;
            }
        }
    }

    /// Returns how many links leave each item at its left, and at its right.
    fn sides(&self) -> Vec<(usize, usize)> {
        let mut sides = self.pulls.clone();
        for course in &self.courses {
            for (end, to_left) in [(course.start, false), (course.end, true)] {
                let mut at = end;
                while let Some(item) = at.filter(|&item| self.nest.items[item].frame != course.frame) {
                    at = self.nest.frames[self.nest.items[item].frame].item;
                }
                if let Some(item) = at {
                    let side = &mut sides[item];
                    if to_left { side.0 += 1 } else { side.1 += 1 }
                }
            }
        }
        sides
    }

    /// Puts an item to the side of its layer that most of its links lead to.
    fn align(&mut self, index: ItemIndex, layer: (usize, usize), own: usize, sides: (usize, usize)) {
        let (first, last) = layer;
        let item = &mut self.nest.items[index];
        let (left, right) = sides;
        item.first = if right > left { last + 1 - own } else { first };
        item.last = item.first + own - 1;
        if let Core::Vertex(vertex) = item.core {
            let vertex = &mut self.nest.vertices[vertex];
            (vertex.first, vertex.last) = (item.first, item.last);
            // A line ends at the border of its frame, not within its first or last layer.
            match vertex.kind {
                VertexKind::LeftBorder => item.first = first,
                VertexKind::RightBorder => item.first = last,
                VertexKind::Icon(_) | VertexKind::Line => return,
            }
            item.last = item.first;
            (vertex.first, vertex.last) = (item.first, item.last);
        }
    }
}
