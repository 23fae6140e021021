//! What a drawing in layers is made of: frames in frames, each with layers of items, and lines from column to column.
//!
//! A *frame* is a box, or a module, which is the outermost frame and has no border. It holds *items* in *layers*, from
//! left to right: icons, boxes, and lines that pass by. A layer is as many *columns* wide as the widest box in it.
//! Columns are numbered through a whole module, so a column holds the parts of all frames that it runs through.
//!
//! What lines are between is a *vertex*: an icon, a stretch of a line, or the end of a line at the border of a box. A
//! *segment* joins two vertices of adjacent columns. Lines to one node are one *net* and join as early as they can.

use crate::scene::NodeIndex;

/// A position in [`Nest::frames`].
pub type FrameIndex = usize;
/// A position in [`Nest::items`].
pub type ItemIndex = usize;
/// A position in [`Nest::vertices`].
pub type VertexIndex = usize;
/// A position in [`Nest::segments`].
pub type SegmentIndex = usize;

/// All frames of a module with what they hold; the module itself is frame 0.
#[derive(Debug, Default)]
pub struct Nest {
    /// Each after the one around it.
    pub frames: Vec<Frame>,
    /// The items of all layers.
    pub items: Vec<Item>,
    /// The vertices that segments join.
    pub vertices: Vec<Vertex>,
    /// The lines from column to column.
    pub segments: Vec<Segment>,
    /// The ways of all links.
    pub paths: Vec<Path>,
    /// The number of columns.
    pub columns: usize,
}

/// A box, or the whole module.
#[derive(Debug, Default)]
pub struct Frame {
    /// The box; none for the module.
    pub node: Option<NodeIndex>,
    /// The item that it is in the frame around it.
    pub item: Option<ItemIndex>,
    /// The number of frames around it.
    pub depth: usize,
    /// Its layers, from the left.
    pub layers: Vec<Layer>,
    /// Its first column.
    pub first: usize,
    /// Its last column.
    pub last: usize,
    /// The layer of each of its columns.
    pub layer_at: Vec<usize>,
    /// The height of its content.
    pub height: f64,
    /// The place where its content starts, from the top of the module.
    pub top: f64,
}

/// Items side by side, from the top.
#[derive(Debug, Default, Clone)]
pub struct Layer {
    /// Its items, from the top.
    pub items: Vec<ItemIndex>,
    /// Its first column.
    pub first: usize,
    /// Its last column.
    pub last: usize,
}

/// A box or a vertex with a place in a layer.
#[derive(Debug)]
pub struct Item {
    /// The frame that it is in.
    pub frame: FrameIndex,
    /// Its kind.
    pub core: Core,
    /// Its layer in its frame.
    pub layer: usize,
    /// The first column of the core; the item itself is as wide as its layer.
    pub first: usize,
    /// The last column of the core.
    pub last: usize,
    /// The lines that run from the start of the layer to the core, from the top.
    pub left: Vec<VertexIndex>,
    /// The lines that run from the core to the end of the layer.
    pub right: Vec<VertexIndex>,
    /// The segments that reach it from the column before its layer.
    pub ins: Vec<SegmentIndex>,
    /// Those that lead to the column after its layer.
    pub outs: Vec<SegmentIndex>,
    /// Its top in the content of its frame, with half of the gaps to its neighbours.
    pub y: f64,
    /// Its height, with the same.
    pub height: f64,
    /// From its top to the middle of its icon or line, or to the content of its box.
    pub middle: f64,
}

/// The kinds of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Core {
    /// An icon, a line that passes by, or the end of a line at the border.
    Vertex(VertexIndex),
    /// A box.
    Frame(FrameIndex),
}

/// A vertex that segments join.
#[derive(Debug)]
pub struct Vertex {
    /// Its kind.
    pub kind: VertexKind,
    /// The item that it is, or stands beside in its layer.
    pub item: ItemIndex,
    /// Its first column.
    pub first: usize,
    /// Its last column.
    pub last: usize,
    /// From the top of its item.
    pub offset: f64,
    /// The segments that end at it, from the top.
    pub ins: Vec<SegmentIndex>,
    /// The segments that start at it, from the top.
    pub outs: Vec<SegmentIndex>,
}

/// The kinds of vertices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VertexKind {
    /// An icon.
    Icon(NodeIndex),
    /// A straight stretch of a line.
    Line,
    /// The end of a line at the left border of the frame that the vertex is in.
    LeftBorder,
    /// The end of a line at its right border.
    RightBorder,
}

/// A line from a column to the next.
#[derive(Debug)]
pub struct Segment {
    /// Its start, at the left.
    pub from: VertexIndex,
    /// Its end.
    pub to: VertexIndex,
    /// The links that it belongs to.
    pub net: Net,
    /// The number of links that run here.
    pub weight: usize,
    /// From the middle of what it leaves.
    pub from_offset: f64,
    /// From the middle of what it reaches.
    pub to_offset: f64,
    /// The track of its channel in which it turns, if it does.
    pub track: Option<usize>,
}

/// Links to one node that come from one side: they join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Net {
    /// The node at which all of them end.
    pub target: NodeIndex,
    /// True where they lead to the left.
    pub back: bool,
}

/// The way of one link through the module, from left to right.
#[derive(Debug)]
pub struct Path {
    /// The task of the module that it belongs to.
    pub task: usize,
    /// The vertices that it runs through.
    pub vertices: Vec<VertexIndex>,
    /// The segments between them.
    pub segments: Vec<SegmentIndex>,
    /// True where the link leads to the left.
    pub back: bool,
}

impl Item {
    /// Returns an item between two columns, with no place yet.
    pub fn new(frame: FrameIndex, layer: usize, core: Core, (first, last): (usize, usize)) -> Self {
        Self {
            frame,
            core,
            layer,
            first,
            last,
            left: Vec::new(),
            right: Vec::new(),
            ins: Vec::new(),
            outs: Vec::new(),
            y: 0.0,
            height: 0.0,
            middle: 0.0,
        }
    }
}

impl Vertex {
    /// Returns a vertex between two columns, with no place yet.
    pub fn new(kind: VertexKind, item: ItemIndex, first: usize, last: usize) -> Self {
        Self { kind, item, first, last, offset: 0.0, ins: Vec::new(), outs: Vec::new() }
    }
}

impl Nest {
    /// Returns the layer that an item is in.
    pub fn layer_of(&self, item: ItemIndex) -> &Layer {
        let item = &self.items[item];
        &self.frames[item.frame].layers[item.layer]
    }

    /// Returns the layers of all frames, each after those around it, by the column that they start at.
    pub fn layers_by_start(&self) -> Vec<Vec<(FrameIndex, usize)>> {
        self.layers_by(|layer| layer.first)
    }

    /// Returns the same by the column that they end at.
    pub fn layers_by_end(&self) -> Vec<Vec<(FrameIndex, usize)>> {
        self.layers_by(|layer| layer.last)
    }

    fn layers_by(&self, column: impl Fn(&Layer) -> usize) -> Vec<Vec<(FrameIndex, usize)>> {
        let mut found = vec![Vec::new(); self.columns];
        // A frame stands after the one around it.
        for (f, frame) in self.frames.iter().enumerate() {
            for (l, layer) in frame.layers.iter().enumerate() {
                found[column(layer)].push((f, l));
            }
        }
        found
    }

    /// Returns where a vertex is, from the top of the module.
    pub fn y(&self, vertex: VertexIndex) -> f64 {
        // As in `Lists`, slices need no call.
        let vertex = &self.vertices.as_slice()[vertex];
        let item = &self.items.as_slice()[vertex.item];
        self.frames.as_slice()[item.frame].top + item.y + vertex.offset
    }

    /// Returns where a segment starts, from the top of the module.
    pub fn y_from(&self, segment: SegmentIndex) -> f64 {
        self.y(self.segments[segment].from) + self.segments[segment].from_offset
    }

    /// Returns where a segment ends, from the top of the module.
    pub fn y_to(&self, segment: SegmentIndex) -> f64 {
        self.y(self.segments[segment].to) + self.segments[segment].to_offset
    }
}
