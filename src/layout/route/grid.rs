//! The grid that links are routed on: lines in the middle of the gaps, and one from each port.

use super::super::geometry::{Point, Rect};
use super::field::{Field, Plane, Run, RunRect};
use crate::sorting;

/// No vertex, no line.
pub const NONE: u32 = u32::MAX;

/// A line of the grid: as long as nothing stands in its way.
#[derive(Debug, Clone, Copy)]
pub struct GridLine {
    /// Its position beside itself: y of a horizontal line.
    pub at: f64,
    /// Its start and ends.
    pub along: (f64, f64),
    /// True where it runs in a gap, or only leads to a port.
    pub is_channel: bool,
}

/// A line in a gap, and from where to where the gap is beside it.
struct Channel {
    line: GridLine,
    gap: (f64, f64),
}

/// A place where lines cross, or a port.
#[derive(Debug, Clone, Copy)]
pub struct Vertex {
    /// Its position.
    pub point: Point,
    /// The lines through it: across, down.
    pub lines: [u32; 2],
    /// The next vertices: right, down, left, up.
    pub next: [u32; 4],
    /// The costs of going there.
    pub cost: [u32; 4],
    /// True where these are channels, where any link may turn.
    pub is_channel: [bool; 2],
    /// Its region: a position in [`Grid::regions`].
    pub region: u32,
}

/// A point at which a link may leave a node.
#[derive(Debug, Clone, Copy)]
pub struct Port {
    /// Its vertex.
    pub vertex: u32,
    /// The direction out of the node: right, down, left, up.
    pub out: u8,
    /// True where it is in the middle of its side, or straight across from what the node is linked with.
    pub faces: bool,
}

/// Lines, vertices and the ports of each node.
#[derive(Debug, Default)]
pub struct Grid {
    /// Lines across, and lines down.
    pub lines: [Vec<GridLine>; 2],
    /// The points where they cross.
    pub vertices: Vec<Vertex>,
    /// For each node.
    pub ports: Vec<Vec<Port>>,
    /// The sets of frames that vertices are in.
    pub regions: Vec<Vec<u32>>,
}

/// The cost of crossing a border, in units of length.
pub const BORDER_COST: u32 = 70;

/// In a wider gap each side has a line of its own.
const WIDE: f64 = 48.0;

/// A port that is to be: the line that leads to it.
struct Stub {
    node: usize,
    out: u8,
    faces: bool,
    at: f64,
    from: f64,
    line: u32,
}

/// Lays the grid over a field.
pub fn lay(field: &Field, planes: &[Plane; 2]) -> Grid {
    let mut grid = Grid { ports: vec![Vec::new(); field.ends.len()], ..Grid::default() };
    let mut stubs = [Vec::new(), Vec::new()];
    let mut linked: Vec<Vec<usize>> = vec![Vec::new(); field.ends.len()];
    for &(source, target) in &field.links {
        linked[source].push(target);
        linked[target].push(source);
    }
    for run in [Run::Across, Run::Down] {
        let plane = &planes[run as usize];
        let mut lines = merged(channels(field, plane, run));
        for (node, others) in linked.iter().enumerate().filter(|(_, others)| !others.is_empty()) {
            for stub in stubs_of(field, node, others, run) {
                lead(plane, stub, &mut lines, &mut stubs[run as usize]);
            }
        }
        grid.lines[run as usize] = sorted(lines, &mut stubs[run as usize]);
    }
    cross(&mut grid, planes, &stubs);
    grid
}

/// Returns the lines in the gaps around everything.
fn channels(field: &Field, plane: &Plane, run: Run) -> Vec<Channel> {
    /// The distance that such a line keeps.
    const APART: f64 = 16.0;
    /// Nothing runs in a narrower gap.
    const NARROW: f64 = 9.0;
    let mut lines = Vec::new();
    for rect in field.groups.iter().chain(&field.frames) {
        let span = RunRect::of(rect, run);
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
            let mut before = (f64::MAX, f64::MIN);
            for from in [middle, span.along.0, span.along.1] {
                // Who is well on the line before would only find it again.
                if before.0 + 1.0 < from && from < before.1 - 1.0 {
                    continue;
                }
                if let Some(along) = plane.reach(at, from) {
                    let far = edge + sign * gap;
                    let line = GridLine { at, along, is_channel: true };
                    lines.push(Channel { line, gap: (edge.min(far), edge.max(far)) });
                    before = along;
                }
            }
        }
    }
    lines
}

/// Channels without those that run beside a longer one in the same gap, from the longest down.
fn merged(mut channels: Vec<Channel>) -> Vec<GridLine> {
    let length = |line: &GridLine| line.along.1 - line.along.0;
    sorting::by(&mut channels, |Channel { line: a, .. }, Channel { line: b, .. }| {
        let by_place = a.at.total_cmp(&b.at).then(a.along.0.total_cmp(&b.along.0));
        length(b).total_cmp(&length(a)).then(by_place)
    });
    let mut kept: Vec<GridLine> = Vec::new();
    for Channel { line: new, gap } in channels {
        let (low, high) = ((new.at - WIDE).max(gap.0), (new.at + WIDE).min(gap.1));
        let first = kept.partition_point(|old| old.at < low);
        let mut near = kept[first..].iter().take_while(|old| old.at <= high);
        if !near.any(|old| old.along.0 <= new.along.0 + 0.01 && old.along.1 >= new.along.1 - 0.01) {
            let place = kept.partition_point(|old| old.at <= new.at);
            kept.insert(place, new);
        }
    }
    kept
}

/// Returns the ports of a node whose lines have a run.
fn stubs_of(field: &Field, node: usize, others: &[usize], run: Run) -> Vec<Stub> {
    /// Further along a side only corners are.
    const LAST: f64 = 0.9;
    /// A box is met across from so many.
    const MOST_FACED: usize = 8;
    let Some(end) = field.ends.get(node) else { return Vec::new() };
    let Rect { x, y, w, h } = end.rect;
    let mut shares: Vec<(f64, bool)> = vec![(0.5, true)];
    if end.is_box {
        shares.extend([(0.25, false), (0.75, false)]);
        for other in others.iter().take(MOST_FACED).filter_map(|&other| field.ends.get(other)) {
            let centre = other.rect.centre();
            let share = match run {
                Run::Across => (centre.y - y) / h,
                Run::Down => (centre.x - x) / w,
            };
            let is_new = shares.iter().all(|(known, _)| (known - share).abs() > 0.01);
            if !other.is_box && is_new && (1.0 - LAST..=LAST).contains(&share) {
                shares.push((share, true));
            }
        }
    }
    let mut stubs = Vec::new();
    for (share, faces) in shares {
        let stub = |out: u8, at: f64, from: f64| Stub { node, out, faces, at, from, line: NONE };
        match run {
            Run::Across => {
                stubs.push(stub(0, y + h * share, x + w));
                stubs.push(stub(2, y + h * share, x));
            }
            Run::Down => {
                stubs.push(stub(1, x + w * share, end.below));
                stubs.push(stub(3, x + w * share, y));
            }
        }
    }
    stubs
}

fn lead(plane: &Plane, mut stub: Stub, lines: &mut Vec<GridLine>, stubs: &mut Vec<Stub>) {
    let Some((low, high)) = plane.reach(stub.at, stub.from) else { return };
    let along = if stub.out < 2 { (stub.from, high) } else { (low, stub.from) };
    if along.1 - along.0 < 4.0 {
        return;
    }
    stub.line = lines.len() as u32;
    lines.push(GridLine { at: stub.at, along, is_channel: false });
    stubs.push(stub);
}

/// Lines by position, each once; of two close channels the longer stays.
fn sorted(lines: Vec<GridLine>, stubs: &mut [Stub]) -> Vec<GridLine> {
    /// Channels this close are one.
    const CLOSE: f64 = 3.0;
    let mut order: Vec<u32> = (0..lines.len() as u32).collect();
    let line = |i: u32| &lines[i as usize];
    sorting::quickly(&mut order, |&a, &b| {
        let (a, b) = (line(a), line(b));
        a.at.total_cmp(&b.at)
            .then(a.along.0.total_cmp(&b.along.0))
            .then(b.along.1.total_cmp(&a.along.1))
            .then(b.is_channel.cmp(&a.is_channel))
    });
    let mut place = vec![NONE; lines.len()];
    let mut kept: Vec<GridLine> = Vec::new();
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
    meet_ports(grid, stubs);
    let ports = grid.vertices.len();
    meet_lines(grid);
    let mut regions = Regions::default();
    let (mut borders, mut around) = (Vec::new(), Vec::new());
    for run in 0..2 {
        let (ordered, starts) = by_line(grid, run, ports);
        let Grid { vertices, lines, .. } = &mut *grid;
        for (line, bounds) in lines[run].iter().zip(starts.windows(2)) {
            let &[from, to] = bounds else { continue };
            planes[run].borders(line.at, line.along, &mut borders, &mut around);
            let mut ahead = borders.iter().peekable();
            let mut region = regions.find(&mut around);
            let mut before: Option<(u32, f64)> = None;
            for &vertex in &ordered[from as usize..to as usize] {
                let at = vertices[vertex as usize].along(run);
                let mut passed = 0;
                while let Some(&(_, frame)) = ahead.next_if(|border| border.0 < at) {
                    region = regions.beyond(region, frame);
                    passed += 1;
                }
                vertices[vertex as usize].region = region;
                vertices[vertex as usize].is_channel[run] = line.is_channel;
                if let Some((other, start)) = before {
                    let cost = (at - start + 0.5) as u32 + passed * BORDER_COST;
                    let (there, here) = (&mut vertices[other as usize], run);
                    (there.next[here], there.cost[here]) = (vertex, cost);
                    let (here, back) = (&mut vertices[vertex as usize], run + 2);
                    (here.next[back], here.cost[back]) = (other, cost);
                }
                before = Some((vertex, at));
            }
        }
    }
    grid.regions = regions.sets;
}

/// Makes the vertices of ports.
fn meet_ports(grid: &mut Grid, stubs: &[Vec<Stub>; 2]) {
    for (run, stubs) in stubs.iter().enumerate() {
        for stub in stubs {
            let point = if run == 0 {
                Point { x: stub.from, y: stub.at }
            } else {
                Point { x: stub.at, y: stub.from }
            };
            let mut lines = [NONE; 2];
            lines[run] = stub.line;
            let (vertex, out) = (grid.vertices.len() as u32, stub.out);
            grid.ports[stub.node].push(Port { vertex, out, faces: stub.faces });
            grid.vertices.push(Vertex::new(point, lines));
        }
    }
}

/// Makes the vertices where lines cross, line by line.
fn meet_lines(grid: &mut Grid) {
    let [across, down] = &grid.lines;
    for (h, line) in across.iter().enumerate() {
        let first = down.partition_point(|other| other.at < line.along.0);
        for (v, other) in down.iter().enumerate().skip(first) {
            if other.at > line.along.1 {
                break;
            }
            if other.along.0 <= line.at && line.at <= other.along.1 {
                let point = Point { x: other.at, y: line.at };
                grid.vertices.push(Vertex::new(point, [h as u32, v as u32]));
            }
        }
    }
}

/// Returns the vertices of each line of a run, in order along it: all in one list, and where each line's start in it.
fn by_line(grid: &Grid, run: usize, ports: usize) -> (Vec<u32>, Vec<u32>) {
    let Grid { vertices, lines, .. } = grid;
    let mut starts = vec![0; lines[run].len() + 1];
    for vertex in vertices {
        if let Some(count) = starts.get_mut(vertex.lines[run].wrapping_add(1) as usize) {
            *count += 1;
        }
    }
    // Where nothing is on no line, the first count is of those; they are in no list.
    starts[0] = 0;
    for line in 1..starts.len() {
        starts[line] += starts[line - 1];
    }
    let mut ends = starts.clone();
    let mut ordered = vec![0; starts.last().map_or(0, |&all| all as usize)];
    // Crossings come in order; each port is then put where it belongs.
    for index in (ports..vertices.len()).chain(0..ports) {
        let vertex = &vertices[index];
        let line = vertex.lines[run] as usize;
        let Some(end) = ends.get_mut(line) else { continue };
        let (mut place, first) = (*end as usize, starts[line] as usize);
        *end += 1;
        while index < ports && place > first {
            let before = ordered[place - 1];
            let (there, here) = (vertices[before as usize].along(run), vertex.along(run));
            if there < here || (there == here && before < index as u32) {
                break;
            }
            ordered[place] = before;
            place -= 1;
        }
        ordered[place] = index as u32;
    }
    (ordered, starts)
}

impl Vertex {
    fn new(point: Point, lines: [u32; 2]) -> Self {
        Self { point, lines, is_channel: [false; 2], next: [NONE; 4], cost: [0; 4], region: 0 }
    }

    /// Its position along the lines of a run.
    fn along(&self, run: usize) -> f64 {
        if run == 0 { self.point.x } else { self.point.y }
    }
}

/// The sets of frames met so far.
#[derive(Default)]
struct Regions {
    known: crate::maps::SortedMap<Vec<u32>, u32>,
    sets: Vec<Vec<u32>>,
    /// For each region the borders that were crossed from it: the frame, and the region beyond.
    beyond: Vec<Vec<(u32, u32)>>,
}

impl Regions {
    /// Returns the region in some frames, which get sorted.
    fn find(&mut self, frames: &mut [u32]) -> u32 {
        sorting::quickly(frames, u32::cmp);
        if let Some(&known) = self.known.get(&*frames) {
            return known;
        }
        let index = self.sets.len() as u32;
        self.sets.push(frames.to_vec());
        self.known.insert(frames.to_vec(), index);
        self.beyond.push(Vec::new());
        index
    }

    /// Returns the region on the other side of a frame's border.
    fn beyond(&mut self, region: u32, frame: u32) -> u32 {
        let region = region as usize;
        if let Some(&(_, beyond)) = self.beyond[region].iter().find(|(other, _)| *other == frame) {
            return beyond;
        }
        let mut frames = self.sets[region].clone();
        match frames.binary_search(&frame) {
            Ok(inside) => drop(frames.remove(inside)),
            Err(_) => frames.push(frame),
        }
        let beyond = self.find(&mut frames);
        self.beyond[region].push((frame, beyond));
        beyond
    }
}
