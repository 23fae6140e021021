//! A module with coordinates of its own, from its top left corner.

use crate::scene::NodeIndex;

use super::super::geometry::{Point, Rect, Size};
use super::super::layers::nest::{FrameIndex, Nest, Path, VertexIndex, VertexKind};
use super::super::spacing::ICON;
use super::channels;
use super::sizes::{PAD, Sizes};

/// Least room at both ends of a channel: an arrow's head with a little of its line.
const ENDS: f64 = 10.0;
/// Between the texts of two columns where nothing turns.
const LEAST: f64 = 24.0;

/// The places of everything of a module.
#[derive(Debug, Default)]
pub struct Sketch {
    /// Its extent.
    pub size: Size,
    /// The place of each node.
    pub rects: Vec<(NodeIndex, Rect)>,
    /// The way of each link.
    pub ways: Vec<Way>,
}

/// The way of a link, from left to right.
#[derive(Debug)]
pub struct Way {
    /// The task of the module that it is of.
    pub task: usize,
    /// Its corners.
    pub points: Vec<Point>,
    /// True where the link leads to the left.
    pub back: bool,
}

/// Gives everything of a module its place.
pub fn sketch(nest: &mut Nest, sizes: &Sizes) -> Sketch {
    let tracks = channels::tracks(nest);
    let borders = Borders::new(nest);
    let mut columns = Columns::new(nest, sizes, &tracks, &borders);
    columns.widen(nest, sizes, &borders);
    let mut sketch = Sketch { size: Size { w: columns.end, h: nest.frames[0].height }, ..Sketch::default() };
    for vertex in &nest.vertices {
        if let VertexKind::Icon(node) = vertex.kind {
            let item = &nest.items[vertex.item];
            let y = nest.frames[item.frame].top + item.y + vertex.offset;
            let x = columns.axis[vertex.first];
            sketch.rects.push((node, Rect { x: x - ICON / 2.0, y: y - ICON / 2.0, w: ICON, h: ICON }));
        }
    }
    for frame in 1..nest.frames.len() {
        let (Some(node), Some(item)) = (nest.frames[frame].node, nest.frames[frame].item) else { continue };
        let item = &nest.items[item];
        let (above, below) = sizes.around(node);
        let y = nest.frames[item.frame].top + item.y + above;
        let (x, right) = columns.sides(nest, &borders, frame);
        sketch.rects.push((node, Rect { x, y, w: right - x, h: item.height - above - below }));
    }
    for path in &nest.paths {
        let points = columns.way(nest, &borders, path);
        sketch.ways.push(Way { task: path.task, points, back: path.back });
    }
    sketch
}

/// The number of borders at each side of a column, and the rank of each frame's own, counted from the column.
struct Borders {
    left: Vec<usize>,
    right: Vec<usize>,
    of: Vec<(usize, usize)>,
}

impl Borders {
    fn new(nest: &Nest) -> Self {
        let mut borders = Self {
            left: vec![0; nest.columns],
            right: vec![0; nest.columns],
            of: vec![(1, 1); nest.frames.len()],
        };
        for frame in (1..nest.frames.len()).rev() {
            let (left, right) = borders.of[frame];
            let (first, last) = (nest.frames[frame].first, nest.frames[frame].last);
            borders.left[first] = borders.left[first].max(left);
            borders.right[last] = borders.right[last].max(right);
            if let Some(item) = nest.frames[frame].item {
                let outer = nest.items[item].frame;
                if nest.frames[outer].first == first {
                    borders.of[outer].0 = borders.of[outer].0.max(left + 1);
                }
                if nest.frames[outer].last == last {
                    borders.of[outer].1 = borders.of[outer].1.max(right + 1);
                }
            }
        }
        borders
    }
}

/// The positions of columns and channels.
struct Columns {
    /// The distance by which icons reach from the axis of each column.
    halves: Vec<(f64, f64)>,
    /// The width of the channel after each column, and the start of its tracks, from its own.
    channels: Vec<(f64, f64)>,
    /// Before the first column.
    lead: f64,
    starts: Vec<f64>,
    axis: Vec<f64>,
    end: f64,
}

impl Columns {
    fn new(nest: &Nest, sizes: &Sizes, tracks: &[usize], borders: &Borders) -> Self {
        let mut columns = Self {
            halves: vec![(0.0, 0.0); nest.columns],
            channels: Vec::new(),
            lead: borders.left.first().map_or(0.0, |&levels| PAD * levels as f64),
            starts: Vec::new(),
            axis: Vec::new(),
            end: 0.0,
        };
        for vertex in &nest.vertices {
            if let VertexKind::Icon(node) = vertex.kind {
                let edges = sizes.edges(node);
                let (left, right) = &mut columns.halves[vertex.first];
                *left = left.max(edges.left);
                *right = right.max(edges.right);
            }
        }
        for (column, &tracks) in tracks.iter().enumerate() {
            let before = PAD * borders.right[column] as f64;
            let after = borders.left.get(column + 1).map_or(0.0, |&levels| PAD * levels as f64);
            let width = channels::width(tracks);
            let room = match (column + 1 == nest.columns, width > 0.0) {
                (true, _) => 0.0,
                (false, true) => (width + 2.0 * ENDS).max(LEAST),
                (false, false) => LEAST,
            };
            columns.channels.push((before + room + after, before + (room - width) / 2.0));
        }
        columns.number();
        columns
    }

    fn number(&mut self) {
        let mut x = self.lead;
        (self.starts, self.axis) = (Vec::new(), Vec::new());
        for ((left, right), (channel, _)) in self.halves.iter().zip(&self.channels) {
            self.starts.push(x);
            self.axis.push(x + left);
            x += left + right + channel;
        }
        self.end = x;
    }

    /// Makes room for the titles of narrow boxes.
    fn widen(&mut self, nest: &Nest, sizes: &Sizes, borders: &Borders) {
        for frame in (1..nest.frames.len()).rev() {
            let Some(node) = nest.frames[frame].node else { continue };
            let (left, right) = self.sides(nest, borders, frame);
            let missing = sizes.title(node) - (right - left);
            if missing > 0.0 {
                let halves = &mut self.halves[nest.frames[frame].first];
                halves.0 += missing / 2.0;
                halves.1 += missing / 2.0;
                self.number();
            }
        }
    }

    /// Returns the left and the right border of a frame.
    fn sides(&self, nest: &Nest, borders: &Borders, frame: FrameIndex) -> (f64, f64) {
        let (left, right) = borders.of[frame];
        let (first, last) = (nest.frames[frame].first, nest.frames[frame].last);
        let end = self.starts[last] + self.halves[last].0 + self.halves[last].1;
        (self.starts[first] - PAD * left as f64, end + PAD * right as f64)
    }

    fn way(&self, nest: &Nest, borders: &Borders, path: &Path) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        let (Some(&first), Some(&last)) = (path.vertices.first(), path.vertices.last()) else {
            return points;
        };
        let Some((&start, &end)) = path.segments.first().zip(path.segments.last()) else { return points };
        points.push(Point { x: self.leaves_at(nest, borders, first), y: nest.y_from(start) });
        for &index in &path.segments {
            let segment = &nest.segments[index];
            if let Some(track) = segment.track {
                let column = nest.vertices[segment.from].last;
                let start = self.starts[column] + self.halves[column].0 + self.halves[column].1;
                let x = start + self.channels[column].1 + channels::middle(track);
                points.push(Point { x, y: nest.y_from(index) });
                points.push(Point { x, y: nest.y_to(index) });
            }
        }
        points.push(Point { x: self.reaches_at(nest, borders, last), y: nest.y_to(end) });
        simple(points)
    }

    /// Returns where a way starts.
    fn leaves_at(&self, nest: &Nest, borders: &Borders, vertex: VertexIndex) -> f64 {
        let of = &nest.vertices[vertex];
        match of.kind {
            VertexKind::Icon(_) => self.axis[of.last] + ICON / 2.0,
            VertexKind::Line => 0.0,
            VertexKind::LeftBorder => self.sides(nest, borders, nest.items[of.item].frame).0,
            VertexKind::RightBorder => self.sides(nest, borders, nest.items[of.item].frame).1,
        }
    }

    /// Returns where a way ends.
    fn reaches_at(&self, nest: &Nest, borders: &Borders, vertex: VertexIndex) -> f64 {
        let of = &nest.vertices[vertex];
        match of.kind {
            VertexKind::Icon(_) => self.axis[of.first] - ICON / 2.0,
            VertexKind::Line => self.end,
            VertexKind::LeftBorder => self.sides(nest, borders, nest.items[of.item].frame).0,
            VertexKind::RightBorder => self.sides(nest, borders, nest.items[of.item].frame).1,
        }
    }
}

/// Returns the same way without points where it does not turn; levels that differ by next to nothing are one.
pub fn simple(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for mut point in points {
        if let Some(&before) = kept.last() {
            if (point.y - before.y).abs() < 0.05 {
                point.y = before.y;
            }
            if point == before {
                continue;
            }
        }
        if let [.., a, b] = kept.as_slice()
            && ((a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y))
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}
