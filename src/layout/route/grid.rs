//! The grid that links are routed on: lines in the middle of the gaps, and one from each port.

use super::super::geometry::{Point, Rect};
use super::field::{End, Field, Plane, Run, Span};

/// No vertex, no line.
pub const NONE: u32 = u32::MAX;

/// A line of the grid: as long as nothing stands in its way.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Its position beside itself: y of a horizontal line.
    pub at: f64,
    /// Where it starts and ends.
    pub along: (f64, f64),
    /// Whether it runs in a gap, or only leads to a port.
    pub is_channel: bool,
}

/// A place where lines cross, or a port.
#[derive(Debug, Clone, Copy)]
pub struct Vertex {
    /// Where it is.
    pub point: Point,
    /// The lines through it: across, down.
    pub lines: [u32; 2],
    /// The next vertices: right, down, left, up.
    pub next: [u32; 4],
    /// What it costs to go there.
    pub cost: [u32; 4],
    /// Its region: a position in [`Grid::regions`].
    pub region: u32,
}

/// Where a link may leave a node.
#[derive(Debug, Clone, Copy)]
pub struct Port {
    /// Its vertex.
    pub vertex: u32,
    /// The direction out of the node: right, down, left, up.
    pub out: u8,
}

/// Lines, vertices and the ports of each node.
#[derive(Debug, Default)]
pub struct Grid {
    /// Lines across, and lines down.
    pub lines: [Vec<Line>; 2],
    /// Where they cross.
    pub vertices: Vec<Vertex>,
    /// For each node.
    pub ports: Vec<Vec<Port>>,
    /// The sets of frames that vertices are in.
    pub regions: Vec<Vec<u32>>,
}

/// What crossing a border costs, in units of length.
pub const BORDER: u32 = 70;

/// A port that is to be: the line that leads to it.
struct Stub {
    node: usize,
    out: u8,
    at: f64,
    from: f64,
    line: u32,
}

/// Lays the grid over a field.
pub fn lay(field: &Field, planes: &[Plane; 2]) -> Grid {
    let mut grid = Grid { ports: vec![Vec::new(); field.ends.len()], ..Grid::default() };
    let mut stubs = [Vec::new(), Vec::new()];
    let mut linked = vec![false; field.ends.len()];
    for &(source, target) in &field.links {
        linked[source] = true;
        linked[target] = true;
    }
    for run in [Run::Across, Run::Down] {
        let plane = &planes[run as usize];
        let mut lines = channels(field, plane, run);
        for (node, end) in field.ends.iter().enumerate().filter(|(node, _)| linked[*node]) {
            for stub in stubs_of(node, end, run) {
                lead(plane, stub, &mut lines, &mut stubs[run as usize]);
            }
        }
        grid.lines[run as usize] = sorted(lines, &mut stubs[run as usize]);
    }
    cross(&mut grid, planes, &stubs);
    grid
}

/// The lines in the gaps around everything.
fn channels(field: &Field, plane: &Plane, run: Run) -> Vec<Line> {
    /// In a wider gap each side has a line of its own.
    const WIDE: f64 = 48.0;
    /// How far such a line keeps.
    const APART: f64 = 16.0;
    /// Nothing runs in a narrower gap.
    const NARROW: f64 = 9.0;
    let mut lines = Vec::new();
    for rect in field.groups.iter().chain(&field.frames) {
        let span = Span::of(rect, run);
        let (low, high) = plane.clear(span.beside, span.along);
        let low_gap = low.map_or(2.0 * WIDE, |(edge, _)| span.beside.0 - edge);
        let high_gap = high.map_or(2.0 * WIDE, |(edge, _)| edge - span.beside.1);
        let middle = (span.along.0 + span.along.1) / 2.0;
        for (gap, edge, sign) in [(low_gap, span.beside.0, -1.0), (high_gap, span.beside.1, 1.0)] {
            if gap < NARROW {
                continue;
            }
            let at = edge + sign * if gap > WIDE { APART } else { gap / 2.0 };
            if at < plane.limit.beside.0 + 1.0 || at > plane.limit.beside.1 - 1.0 {
                continue;
            }
            for from in [middle, span.along.0, span.along.1] {
                if let Some(along) = plane.reach(at, from) {
                    lines.push(Line { at, along, is_channel: true });
                }
            }
        }
    }
    lines
}

/// The ports of a node whose lines have a run.
fn stubs_of(node: usize, end: &End, run: Run) -> Vec<Stub> {
    let Rect { x, y, w, h } = end.rect;
    let shares: &[f64] = if end.is_box { &[0.5, 0.25, 0.75] } else { &[0.5] };
    let mut stubs = Vec::new();
    for share in shares {
        match run {
            Run::Across => {
                stubs.push(Stub { node, out: 0, at: y + h * share, from: x + w, line: NONE });
                stubs.push(Stub { node, out: 2, at: y + h * share, from: x, line: NONE });
            }
            Run::Down => {
                stubs.push(Stub { node, out: 1, at: x + w * share, from: end.below, line: NONE });
                stubs.push(Stub { node, out: 3, at: x + w * share, from: y, line: NONE });
            }
        }
    }
    stubs
}

fn lead(plane: &Plane, mut stub: Stub, lines: &mut Vec<Line>, stubs: &mut Vec<Stub>) {
    let Some((low, high)) = plane.reach(stub.at, stub.from) else { return };
    let along = if stub.out < 2 { (stub.from, high) } else { (low, stub.from) };
    if along.1 - along.0 < 4.0 {
        return;
    }
    stub.line = lines.len() as u32;
    lines.push(Line { at: stub.at, along, is_channel: false });
    stubs.push(stub);
}

/// Lines by position, each once; of two close channels the longer stays.
fn sorted(lines: Vec<Line>, stubs: &mut [Stub]) -> Vec<Line> {
    /// Channels this close are one.
    const CLOSE: f64 = 3.0;
    let mut order: Vec<u32> = (0..lines.len() as u32).collect();
    let line = |i: u32| &lines[i as usize];
    order.sort_by(|&a, &b| {
        let (a, b) = (line(a), line(b));
        a.at.total_cmp(&b.at)
            .then(a.along.0.total_cmp(&b.along.0))
            .then(b.along.1.total_cmp(&a.along.1))
            .then(b.is_channel.cmp(&a.is_channel))
    });
    let mut place = vec![NONE; lines.len()];
    let mut kept: Vec<Line> = Vec::new();
    for i in order {
        let new = *line(i);
        let mut same = NONE;
        for (k, old) in kept.iter().enumerate().rev() {
            let apart = new.at - old.at;
            if apart > CLOSE {
                break;
            }
            let within = old.along.0 <= new.along.0 + 0.01 && old.along.1 >= new.along.1 - 0.01;
            if within && (apart < 0.01 || (new.is_channel && old.is_channel)) {
                same = k as u32;
                break;
            }
        }
        if same == NONE {
            same = kept.len() as u32;
            kept.push(new);
        }
        place[i as usize] = same;
    }
    for stub in stubs {
        stub.line = place[stub.line as usize];
    }
    kept
}

/// Makes the vertices and joins them along the lines.
fn cross(grid: &mut Grid, planes: &[Plane; 2], stubs: &[Vec<Stub>; 2]) {
    let [across, down] = &grid.lines;
    let mut on: [Vec<Vec<u32>>; 2] = [vec![Vec::new(); across.len()], vec![Vec::new(); down.len()]];
    let vertices = &mut grid.vertices;
    let mut add = |point: Point, lines: [u32; 2]| {
        vertices.push(Vertex { point, lines, next: [NONE; 4], cost: [0; 4], region: 0 });
        vertices.len() as u32 - 1
    };
    for (run, stubs) in stubs.iter().enumerate() {
        for stub in stubs {
            let point = if run == 0 {
                Point { x: stub.from, y: stub.at }
            } else {
                Point { x: stub.at, y: stub.from }
            };
            let mut lines = [NONE; 2];
            lines[run] = stub.line;
            let vertex = add(point, lines);
            on[run][stub.line as usize].push(vertex);
            grid.ports[stub.node].push(Port { vertex, out: stub.out });
        }
    }
    for (h, line) in across.iter().enumerate() {
        let first = down.partition_point(|other| other.at < line.along.0);
        for (v, other) in down.iter().enumerate().skip(first) {
            if other.at > line.along.1 {
                break;
            }
            if other.along.0 <= line.at && line.at <= other.along.1 {
                let vertex = add(Point { x: other.at, y: line.at }, [h as u32, v as u32]);
                on[0][h].push(vertex);
                on[1][v].push(vertex);
            }
        }
    }
    let mut regions = Regions::default();
    let (mut borders, mut around) = (Vec::new(), Vec::new());
    for (run, lists) in on.iter_mut().enumerate() {
        for (list, line) in lists.iter_mut().zip(&grid.lines[run]) {
            let along = |vertices: &[Vertex], v: u32| {
                let point = vertices[v as usize].point;
                if run == 0 { point.x } else { point.y }
            };
            let all = &grid.vertices;
            list.sort_by(|&a, &b| along(all, a).total_cmp(&along(all, b)).then(a.cmp(&b)));
            planes[run].borders(line.at, line.along, &mut borders, &mut around);
            let mut passed = 0;
            let mut before: Option<(u32, f64)> = None;
            let mut region = regions.find(&around);
            for &vertex in list.iter() {
                let at = along(&grid.vertices, vertex);
                let from = passed;
                while let Some(&(_, frame)) = borders.get(passed).filter(|border| border.0 < at) {
                    passed += 1;
                    match around.iter().position(|&other| other == frame) {
                        Some(inside) => drop(around.swap_remove(inside)),
                        None => around.push(frame),
                    }
                }
                if passed > from {
                    region = regions.find(&around);
                }
                grid.vertices[vertex as usize].region = region;
                if let Some((other, start)) = before {
                    let cost = (at - start).round() as u32 + (passed - from) as u32 * BORDER;
                    let (forth, back) = if run == 0 { (0, 2) } else { (1, 3) };
                    grid.vertices[other as usize].next[forth] = vertex;
                    grid.vertices[other as usize].cost[forth] = cost;
                    grid.vertices[vertex as usize].next[back] = other;
                    grid.vertices[vertex as usize].cost[back] = cost;
                }
                before = Some((vertex, at));
            }
        }
    }
    grid.regions = regions.sets;
}

/// The sets of frames met so far.
#[derive(Default)]
struct Regions {
    known: std::collections::BTreeMap<Vec<u32>, u32>,
    sets: Vec<Vec<u32>>,
}

impl Regions {
    fn find(&mut self, frames: &[u32]) -> u32 {
        let mut set = frames.to_vec();
        set.sort_unstable();
        if let Some(&known) = self.known.get(&set) {
            return known;
        }
        let index = self.sets.len() as u32;
        self.sets.push(set.clone());
        self.known.insert(set, index);
        index
    }
}
