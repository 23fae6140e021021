//! The way of one link after the other: the cheapest by length, bends, borders and links that it crosses.

mod bounds;
mod traffic;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::grid::{Grid, NONE, Port};
use bounds::Bounds;

/// The cost of a corner, in units of length.
const BEND_COST: u32 = 34;
/// The cost of crossing another link.
const CROSSING_COST: u32 = 42;
/// The cost of turning off a line that another link follows.
const TURN_OFF_COST: u32 = 20;
/// Links that run side by side with others pay this for each of them and each vertex.
const SIDE_BY_SIDE_COST: u32 = 3;
/// The cost of parting from a link of the same trunk where one of the two goes straight on. Links of a trunk share what
/// is as short for both, at no discount: a line that is led to another only to run with it comes from somewhere else.
const PARTING_COST: u32 = 40;
/// The cost of entering a box that holds neither end, beyond its border: a line there reads as if it came from
/// something in it, so a long way around is better.
const FOREIGN_BOX_COST: u32 = 280;
/// The search is A*: a way is judged by its cost so far and, times this weight, by the least that the rest costs. Weights
/// are in quarters; with this one the way that is found is the cheapest.
const EXACT_WEIGHT: u32 = 4;
/// With more links than these no search is exact.
const MANY_LINKS: usize = 120;
/// The weight with that many links.
const WEIGHT_OF_MANY: u32 = 5;
/// After so many steps, shared among all links, a search goes on with the greedy weight.
const EXACT_STEPS: u32 = 150_000;
/// The least and the most of these steps that one link has.
const LEAST_EXACT_STEPS: u32 = 1_000;
const MOST_EXACT_STEPS: u32 = 6_000;
/// The weight that prefers what is near to what is cheap.
const GREEDY_WEIGHT: u32 = 10;
/// After so many steps the search gives up.
const MOST_STEPS: u32 = 20_000;
/// After so many steps for all links together the rest takes simple ways.
const ALL_STEPS: u32 = 2_000_000;
/// Vertices that are only passed: so many count as a step.
const PASSED_PER_STEP: u32 = 16;

/// The links that run so far, and the tables of the search.
#[derive(Debug)]
pub struct Search<'a> {
    grid: &'a Grid,
    /// For each node the frames that its links may run through.
    own_boxes: &'a [Vec<u32>],
    /// For each region how many of its frames hold neither end of the link that is looked for, and the search that
    /// counted them.
    foreign: Vec<(u32, u32)>,
    /// For each frame the last search for a link that may run through it.
    is_own_box: Vec<u32>,
    /// Links straight through each vertex: across, down.
    used: Vec<[u16; 2]>,
    /// Four for each vertex, one for each direction that it is come to in.
    states: Vec<State>,
    round: u32,
    heap: BinaryHeap<Reverse<u64>>,
    open: [Vec<u32>; 2],
    tree: Vec<Branch>,
    trees: u32,
    /// The steps of a search before its weight becomes greedy.
    exact_steps: u32,
    /// The weight that searches start with.
    weight: u32,
    /// Steps left for all links.
    left: u32,
    /// The round, the cost and the last state of the cheapest way so far.
    last: (u32, u32, u32),
}

/// The cheapest known way to a state.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// The search that it is known from.
    round: u32,
    /// The cost of the cheapest way so far.
    best: u32,
    /// The state before, on this way.
    from: u32,
}

/// A vertex of the trunk.
#[derive(Debug, Clone, Copy, Default)]
struct Branch {
    /// The trunk that it is of.
    tree: u32,
    /// The next vertex to the trunk's node.
    next: u32,
    /// The cost of the rest of the way.
    rest: u32,
    /// The cost of the links that the rest of the way crosses.
    crossings: u32,
    /// The direction of the next step.
    way: u8,
    /// Links of the trunk that go straight through it, and that turn there.
    links: [u16; 2],
}

/// One trunk: the node that all of its links meet, and where its links run.
#[derive(Debug, Clone, Default)]
pub struct Trunk {
    /// The node.
    pub hub: usize,
    /// Its links with their other ends, in the order of routing.
    pub links: Vec<(usize, usize)>,
    /// For each link its vertices from the other end to the hub; none when there is no way.
    pub paths: Vec<Vec<u32>>,
}

impl<'a> Search<'a> {
    /// Nothing runs anywhere yet.
    pub fn new(grid: &'a Grid, own_boxes: &'a [Vec<u32>], links: usize) -> Self {
        let count = grid.vertices.len();
        let all = grid.regions.iter().chain(own_boxes).flatten();
        let frames = all.max().map_or(0, |&last| last as usize + 1);
        let exact_steps = EXACT_STEPS / u32::try_from(links.max(1)).unwrap_or(u32::MAX);
        Self {
            grid,
            own_boxes,
            foreign: vec![(0, 0); grid.regions.len()],
            is_own_box: vec![0; frames],
            used: vec![[0; 2]; count],
            states: vec![State::default(); count * 4],
            round: 0,
            heap: BinaryHeap::new(),
            open: [vec![0; grid.lines[0].len()], vec![0; grid.lines[1].len()]],
            tree: vec![Branch::default(); count],
            trees: 0,
            weight: if links > MANY_LINKS { WEIGHT_OF_MANY } else { EXACT_WEIGHT },
            exact_steps: exact_steps.clamp(LEAST_EXACT_STEPS, MOST_EXACT_STEPS),
            left: ALL_STEPS,
            last: (0, 0, NONE),
        }
    }

    /// Routes all links of a trunk.
    pub fn route(&mut self, trunk: &mut Trunk, port_cost: impl Fn(usize, usize, Port) -> u32) {
        self.trees += 1;
        trunk.paths.clear();
        let ports = &self.grid.ports[trunk.hub];
        let mut bounds = Bounds::default();
        for &port in ports {
            let rest = port_cost(trunk.hub, trunk.hub, port);
            self.tree[port.vertex as usize] = Branch {
                tree: self.trees,
                next: NONE,
                rest,
                crossings: 0,
                way: (port.out + 2) % 4,
                links: [0; 2],
            };
            bounds.add(self.grid, port.vertex);
        }
        for (_, other) in trunk.links.clone() {
            let path = self.find(trunk.hub, other, &mut bounds, &port_cost);
            self.grow(&path);
            trunk.paths.push(path);
        }
        self.mark(trunk, |used| used.saturating_add(1));
    }

    /// Makes a path part of the trunk.
    fn grow(&mut self, path: &[u32]) {
        for pair in path.windows(2).rev() {
            let &[a, b] = pair else { continue };
            let way = (0..4).find(|&way| self.grid.vertices[a as usize].next[way] == b).unwrap_or(0);
            if self.tree[a as usize].tree == self.trees {
                continue;
            }
            let next = self.tree[b as usize];
            let straight = next.next == NONE || usize::from(next.way) == way;
            let used = self.used[b as usize];
            let crossings = if straight {
                u32::from(used[1 - way % 2]) * CROSSING_COST
            } else {
                u32::from(used[0] + used[1]) * TURN_OFF_COST
            };
            let rest =
                next.rest + self.grid.vertices[a as usize].cost[way] + if straight { 0 } else { BEND_COST };
            let crossings = next.crossings + crossings;
            self.tree[a as usize] =
                Branch { tree: self.trees, next: b, rest, crossings, way: way as u8, links: [0; 2] };
        }
        for step in path.windows(3) {
            let &[a, b, c] = step else { continue };
            let next = self.grid.vertices[b as usize].next;
            let turns = !(0..4).any(|way| next[way] == c && next[(way + 2) % 4] == a);
            let links = &mut self.tree[b as usize].links[usize::from(turns)];
            *links = links.saturating_add(1);
        }
    }

    fn find(
        &mut self,
        hub: usize,
        other: usize,
        bounds: &mut Bounds,
        port_cost: &impl Fn(usize, usize, Port) -> u32,
    ) -> Vec<u32> {
        self.round += 1;
        bounds.weight = self.weight;
        self.heap.clear();
        self.mark_own_boxes(hub, other);
        let grid = self.grid;
        for &port in grid.ports[hub].iter().chain(&grid.ports[other]) {
            let run = usize::from(port.out % 2);
            let line = grid.vertices[port.vertex as usize].lines[run];
            self.open[run][line as usize] = self.round;
        }
        for &port in &grid.ports[other] {
            let cost = port_cost(hub, other, port);
            self.visit(port.vertex * 4 + u32::from(port.out), cost, NONE, bounds);
        }
        let mut steps = 0;
        while let Some(Reverse(key)) = self.heap.pop() {
            let state = (key & 0xFF_FFFF) as u32;
            if state == LAST {
                break;
            }
            let cost = self.states[state as usize].best;
            // What was found cheaper in the meantime was looked at already.
            if u64::from(cost) + (key >> 24 & u64::from(FAR)) < key >> 44 {
                continue;
            }
            let end = self.expand(state, cost, bounds);
            if let Some(total) = end {
                // The end of the search waits in the queue like any other state.
                if self.final_cost(total, state) {
                    self.heap.push(Reverse(u64::from(total) << 44 | u64::from(LAST)));
                }
            }
            steps += 1;
            self.left = self.left.saturating_sub(1);
            if self.left == 0 || steps > MOST_STEPS {
                break;
            }
            if steps == self.exact_steps {
                if self.last.0 == self.round {
                    break;
                }
                bounds.weight = GREEDY_WEIGHT;
                self.reweigh(bounds);
            }
        }
        self.path()
    }
}

/// The most that a way costs, as far as the queue can tell.
const FAR: u32 = 0xF_FFFF;
/// The state that ends a search.
const LAST: u32 = 0xFF_FFFF;
/// The largest grid whose states, four for each vertex, are all below [`LAST`].
pub const MOST_VERTICES: usize = (LAST / 4) as usize;

/// Returns a state in the queue: by what its way costs at least, then the nearest to the end.
fn entry(cost: u32, rest: u32, state: u32) -> u64 {
    u64::from((cost + rest).min(FAR)) << 44 | u64::from(rest) << 24 | u64::from(state)
}

impl Search<'_> {
    fn visit(&mut self, state: u32, cost: u32, from: u32, bounds: &mut Bounds) {
        let known = &mut self.states[state as usize];
        if known.round == self.round && known.best <= cost {
            return;
        }
        *known = State { round: self.round, best: cost, from };
        let rest = bounds.distance(self.grid, state).min(FAR);
        self.heap.push(Reverse(entry(cost, rest, state)));
    }

    /// Goes on from what was found so far, what is nearer first.
    fn reweigh(&mut self, bounds: &mut Bounds) {
        let mut waiting = std::mem::take(&mut self.heap).into_vec();
        for Reverse(key) in &mut waiting {
            let state = (*key & u64::from(LAST)) as u32;
            let rest = bounds.distance(self.grid, state).min(FAR);
            *key = entry(self.states[state as usize].best, rest, state);
        }
        self.heap = waiting.into();
    }

    /// Goes on from a state; on the trunk, tells what the whole way costs instead.
    fn expand(&mut self, state: u32, cost: u32, bounds: &mut Bounds) -> Option<u32> {
        let grid = self.grid;
        let (at, came) = (state / 4, (state % 4) as usize);
        let vertex = &grid.vertices[at as usize];
        let branch = self.tree[at as usize];
        if branch.tree == self.trees {
            if branch.next == NONE && usize::from(branch.way) != came {
                return None;
            }
            let turns = usize::from(branch.way) != came;
            let parts = u32::from(branch.links[usize::from(!turns)]) * PARTING_COST;
            let bend = if turns {
                BEND_COST + u32::from(self.used[at as usize][0] + self.used[at as usize][1]) * TURN_OFF_COST
            } else {
                0
            };
            return Some(cost + bend + parts + branch.rest + branch.crossings + self.foreign_boxes_ahead(at));
        }
        let used = self.used[at as usize];
        for way in 0..4 {
            let next = vertex.next[way];
            if next == NONE || way == (came + 2) % 4 {
                continue;
            }
            let run = way % 2;
            let step = if way == came {
                u32::from(used[1 - run]) * CROSSING_COST
            } else {
                if !vertex.is_channel[run] && self.open[run][vertex.lines[run] as usize] != self.round {
                    continue;
                }
                // Who turns among others crosses about half of them.
                BEND_COST + u32::from(used[0] + used[1]) * TURN_OFF_COST
            };
            if let Some((end, rest)) = self.straight_on(at, way) {
                self.visit(end * 4 + way as u32, cost + step + rest, state, bounds);
            }
        }
        None
    }

    /// Returns the next vertex in a direction where the link may turn or meets its trunk, and the cost of getting there:
    /// most vertices are on lines that lead to others' ports, and nothing is to be decided on them.
    fn straight_on(&mut self, mut at: u32, way: usize) -> Option<(u32, u32)> {
        let grid = self.grid;
        let (run, beside) = (way % 2, 1 - way % 2);
        let mut vertex = &grid.vertices[at as usize];
        let (mut cost, mut passed) = (0, 0);
        loop {
            cost += vertex.cost[way];
            at = vertex.next[way];
            let next = grid.vertices.get(at as usize)?;
            let used = self.used[at as usize];
            cost +=
                u32::from(used[run].min(8)) * SIDE_BY_SIDE_COST + self.entering(vertex.region, next.region);
            let is_open = |line: &u32| *line == self.round;
            if next.is_channel[beside]
                || self.open[beside].get(next.lines[beside] as usize).is_some_and(is_open)
                || self.tree[at as usize].tree == self.trees
            {
                return Some((at, cost));
            }
            cost += u32::from(used[beside]) * CROSSING_COST;
            vertex = next;
            passed += 1;
            if passed % PASSED_PER_STEP == 0 {
                self.left = self.left.saturating_sub(1);
            }
        }
    }

    /// Marks the frames that a link may run through.
    fn mark_own_boxes(&mut self, hub: usize, other: usize) {
        for &frame in [hub, other].iter().filter_map(|&node| self.own_boxes.get(node)).flatten() {
            self.is_own_box[frame as usize] = self.round;
        }
    }

    /// Returns what the foreign boxes cost that a step between two regions enters.
    #[inline]
    fn entering(&mut self, from: u32, to: u32) -> u32 {
        if from == to {
            return 0;
        }
        self.foreign_boxes_in(to).saturating_sub(self.foreign_boxes_in(from)) * FOREIGN_BOX_COST
    }

    /// Returns how many frames of a region hold neither end of the link.
    fn foreign_boxes_in(&mut self, region: u32) -> u32 {
        let (round, count) = self.foreign[region as usize];
        if round == self.round {
            return count;
        }
        let is_foreign = |frame: &&u32| self.is_own_box[**frame as usize] != self.round;
        let count = self.grid.regions[region as usize].iter().filter(is_foreign).count() as u32;
        self.foreign[region as usize] = (self.round, count);
        count
    }

    /// Returns what the foreign boxes cost that the rest of the way along the trunk enters.
    fn foreign_boxes_ahead(&mut self, mut at: u32) -> u32 {
        let mut sum = 0;
        loop {
            let next = self.tree[at as usize].next;
            if next == NONE {
                return sum;
            }
            let [from, to] = [at, next].map(|at| self.grid.vertices[at as usize].region);
            sum += self.entering(from, to);
            at = next;
        }
    }

    /// Keeps the cheapest end.
    fn final_cost(&mut self, total: u32, state: u32) -> bool {
        if self.last.0 == self.round && self.last.1 <= total {
            return false;
        }
        self.last = (self.round, total, state);
        true
    }

    /// Returns the vertices of the way that was found, to the hub.
    fn path(&self) -> Vec<u32> {
        let (round, _, mut state) = self.last;
        if round != self.round {
            return Vec::new();
        }
        let mut path = vec![state / 4];
        while self.states[state as usize].from != NONE {
            let (from, mut at) = (self.states[state as usize].from, state / 4);
            // What was passed straight is part of the way.
            while at != from / 4 && at != NONE {
                at = self.grid.vertices[at as usize].next[(state as usize + 2) % 4];
                path.push(at);
            }
            state = from;
        }
        path.reverse();
        let mut at = path.last().copied().unwrap_or(NONE);
        while at != NONE {
            at = self.tree[at as usize].next;
            if at != NONE {
                path.push(at);
            }
        }
        path
    }
}
