//! Links that share a gap are put side by side, in the order in which they cross the least.

use super::super::geometry::Point;
use super::super::sets::Sets;
use super::field::{Field, Plane};
use super::grid::Grid;
use super::search::Trunk;
use crate::sorting;

/// From one link to the next in a gap.
const APART: f64 = 7.0;
/// Links closer than this to each other's ends run in different tracks, too.
const SLACK: f64 = 9.0;
/// The order in one gap looks into so many of the next ones.
const DEPTH: u32 = 5;
/// Links keep this from the corners of the nodes that they meet.
const CORNER: f64 = 8.0;

/// A straight part of a trunk.
#[derive(Debug, Clone)]
struct Bar {
    trunk: u32,
    run: usize,
    line: u32,
    along: (f64, f64),
    /// The position that it was routed at, and the one that it is put at.
    at: f64,
    wish: f64,
    room: (f64, f64),
    /// The points where other parts of the trunk leave it: position along, the other bar.
    turns: Vec<(f64, u32)>,
}

/// Returns where each link runs, by trunk and link: the corners of each path.
pub fn nudge(field: &Field, grid: &Grid, planes: &[Plane; 2], trunks: &[Trunk]) -> Vec<(usize, Vec<Point>)> {
    let (mut bars, ways) = bars(grid, trunks);
    for bar in &mut bars {
        let (low, high) = planes[bar.run].room(bar.at, bar.along);
        bar.room = (low.max(bar.room.0).min(bar.at), high.min(bar.room.1).max(bar.at));
    }
    meet_nodes(field, &ways, &mut bars);
    for run in 0..2 {
        spread(&mut bars, run);
    }
    ways.iter().map(|way| (way.link, corners(grid, way, &bars))).collect()
}

/// A link as the bars that it runs on.
struct Way {
    link: usize,
    /// The node at its first vertex, and the trunk's at its last.
    ends: (usize, usize),
    first: u32,
    last: u32,
    bars: Vec<u32>,
}

/// Finds the bars of all trunks.
fn bars(grid: &Grid, trunks: &[Trunk]) -> (Vec<Bar>, Vec<Way>) {
    let mut bars: Vec<Bar> = Vec::new();
    let mut ways = Vec::new();
    for (number, trunk) in trunks.iter().enumerate() {
        let mut pieces: Vec<(usize, u32, f64, f64)> = Vec::new();
        let runs: Vec<Vec<(usize, u32, u32, u32)>> =
            trunk.paths.iter().map(|path| runs(grid, path)).collect();
        for &(run, line, a, b) in runs.iter().flatten() {
            let (a, b) = (along(grid, a, run), along(grid, b, run));
            pieces.push((run, line, a.min(b), a.max(b)));
        }
        sorting::by(&mut pieces, |a, b| {
            (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then(a.3.total_cmp(&b.3))
        });
        let first = bars.len();
        for (run, line, low, high) in pieces {
            match bars.last_mut() {
                Some(bar)
                    if bar.trunk == number as u32
                        && bar.run == run
                        && bar.line == line
                        && low <= bar.along.1 + 0.01 =>
                {
                    bar.along.1 = bar.along.1.max(high);
                }
                Some(_) | None => {
                    let at = grid.lines[run][line as usize].at;
                    bars.push(Bar {
                        trunk: number as u32,
                        run,
                        line,
                        along: (low, high),
                        at,
                        wish: at,
                        room: (f64::MIN, f64::MAX),
                        turns: Vec::new(),
                    });
                }
            }
        }
        for ((path, runs), &(link, other)) in trunk.paths.iter().zip(&runs).zip(&trunk.links) {
            let (Some(&start), Some(&end)) = (path.first(), path.last()) else { continue };
            let ends = (other, trunk.hub);
            let mut way = Way { link, ends, first: start, last: end, bars: Vec::new() };
            for &(run, line, a, _) in runs {
                let at = along(grid, a, run);
                let holds = |bar: &Bar| {
                    bar.run == run && bar.line == line && bar.along.0 <= at + 0.01 && at <= bar.along.1 + 0.01
                };
                if let Some(i) = bars[first..].iter().position(holds) {
                    way.bars.push((first + i) as u32);
                }
            }
            for (k, pair) in way.bars.windows(2).enumerate() {
                let (&[a, b], Some(&(run, _, _, corner))) = (pair, runs.get(k)) else { continue };
                let here = along(grid, corner, run);
                let there = along(grid, corner, 1 - run);
                turn(&mut bars[a as usize], here, b);
                turn(&mut bars[b as usize], there, a);
            }
            ways.push(way);
        }
    }
    (bars, ways)
}

fn turn(bar: &mut Bar, at: f64, other: u32) {
    if !bar.turns.iter().any(|&(p, o)| o == other && (p - at).abs() < 0.01) {
        bar.turns.push((at, other));
    }
}

/// Returns the straight parts of a path: run, line, first and last vertex.
fn runs(grid: &Grid, path: &[u32]) -> Vec<(usize, u32, u32, u32)> {
    let mut runs: Vec<(usize, u32, u32, u32)> = Vec::new();
    for pair in path.windows(2) {
        let &[a, b] = pair else { continue };
        let vertex = &grid.vertices[a as usize];
        let way = (0..4).find(|&way| vertex.next[way] == b).unwrap_or(0);
        let (run, line) = (way % 2, vertex.lines[way % 2]);
        match runs.last_mut() {
            Some(last) if last.0 == run && last.1 == line => last.3 = b,
            Some(_) | None => runs.push((run, line, a, b)),
        }
    }
    runs
}

fn along(grid: &Grid, vertex: u32, run: usize) -> f64 {
    let point = grid.vertices[vertex as usize].point;
    if run == 0 { point.x } else { point.y }
}

/// Where a link meets a node, it stays on that side of it.
fn meet_nodes(field: &Field, ways: &[Way], bars: &mut [Bar]) {
    for way in ways {
        for (bar, node) in [(way.bars.first(), way.ends.0), (way.bars.last(), way.ends.1)] {
            let (Some(&bar), Some(end)) = (bar, field.ends.get(node)) else { continue };
            let bar = &mut bars[bar as usize];
            let (low, high) =
                if bar.run == 0 { (end.rect.y, end.rect.bottom()) } else { (end.rect.x, end.rect.right()) };
            bar.room.0 = bar.room.0.max((low + CORNER).min(bar.at));
            bar.room.1 = bar.room.1.min((high - CORNER).max(bar.at));
        }
    }
}

/// Gives the bars of one run their tracks.
fn spread(bars: &mut [Bar], run: usize) {
    let mut order: Vec<u32> = (0..bars.len() as u32).filter(|&i| bars[i as usize].run == run).collect();
    sorting::by(&mut order, |&a, &b| {
        let (x, y) = (&bars[a as usize], &bars[b as usize]);
        x.at.total_cmp(&y.at).then(x.line.cmp(&y.line)).then(a.cmp(&b))
    });
    let mut start = 0;
    while start < order.len() {
        let at = bars[order[start] as usize].at;
        let mut end = start + 1;
        while order.get(end).is_some_and(|&i| bars[i as usize].at - at < 0.01) {
            end += 1;
        }
        arrange_line(bars, &mut order[start..end]);
        start = end;
    }
    place(bars, &order);
}

/// Orders the bars of one line and gives each the place it would like.
fn arrange_line(bars: &mut [Bar], order: &mut [u32]) {
    if order.len() < 2 {
        return;
    }
    let meets = |a: u32, b: u32| near(&bars[a as usize], &bars[b as usize]);
    let count = order.len();
    let mut score = vec![0_i32; count];
    let mut prefers = vec![0_i8; if count <= 400 { count * count } else { 0 }];
    if count <= 400 {
        for i in 0..count {
            for k in i + 1..count {
                if meets(order[i], order[k]) {
                    let p = preference(bars, order[i], order[k], f64::NAN, DEPTH).signum();
                    prefers[i * count + k] = p as i8;
                    prefers[k * count + i] = -p as i8;
                    score[i] -= p;
                    score[k] += p;
                }
            }
        }
    }
    let mut by_score: Vec<usize> = (0..count).collect();
    sorting::by_key(&mut by_score, |&i| (score[i], i));
    // Scores decide roughly; then neighbours that would rather change places do.
    if count <= 400 {
        for _ in 0..count {
            let mut changed = false;
            for k in 1..count {
                let (a, b) = (by_score[k - 1], by_score[k]);
                if prefers[a * count + b] < 0 {
                    by_score.swap(k - 1, k);
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
    }
    let sorted: Vec<u32> = by_score.iter().map(|&i| order[i]).collect();
    order.copy_from_slice(&sorted);
    // Tracks within each bundle of bars that meet.
    let mut track = vec![0_u32; count];
    let mut bundles = Sets::new(count);
    for k in 0..count {
        for i in 0..k {
            if meets(order[i], order[k]) {
                track[k] = track[k].max(track[i] + 1);
                bundles.join(i, k);
            }
        }
    }
    let mut most = vec![0_u32; count];
    for (k, &track) in track.iter().enumerate() {
        let r = bundles.of(k);
        most[r] = most[r].max(track);
    }
    for (k, (&bar, track)) in order.iter().zip(track).enumerate() {
        let last = most[bundles.of(k)];
        if last > 0 {
            let bar = &mut bars[bar as usize];
            let room = bar.room.1 - bar.room.0;
            let apart = APART.min(room / f64::from(last));
            bar.wish = bar.at + (f64::from(track) - f64::from(last) / 2.0) * apart;
        }
    }
}

fn near(a: &Bar, b: &Bar) -> bool {
    a.trunk != b.trunk && a.along.0 < b.along.1 + SLACK && b.along.0 < a.along.1 + SLACK
}

/// Returns whether the first of two bars on one line would better be on the lower side (above zero) or the higher one.
fn preference(bars: &[Bar], first: u32, second: u32, from: f64, depth: u32) -> i32 {
    const TOUCH: f64 = 0.01;
    let (a, b) = (&bars[first as usize], &bars[second as usize]);
    let side = |other: u32, at: f64| {
        let other = &bars[other as usize];
        i32::from(other.along.0 < at - TOUCH) - i32::from(other.along.1 > at + TOUCH)
    };
    let mut score = 0;
    for &(p, turn) in &a.turns {
        if p > b.along.0 + TOUCH && p < b.along.1 - TOUCH {
            score += side(turn, a.at) * 2;
        }
    }
    for &(p, turn) in &b.turns {
        if p > a.along.0 + TOUCH && p < a.along.1 - TOUCH {
            score -= side(turn, b.at) * 2;
        }
    }
    for (p, is_high) in [(a.along.0, false), (a.along.1, true)] {
        let ends_too = (if is_high { b.along.1 } else { b.along.0 } - p).abs() < TOUCH;
        if !ends_too || (p - from).abs() < TOUCH {
            continue;
        }
        for &(_, c) in a.turns.iter().filter(|turn| (turn.0 - p).abs() < TOUCH) {
            for &(_, d) in b.turns.iter().filter(|turn| (turn.0 - p).abs() < TOUCH) {
                let (one, two) = (side(c, a.at), side(d, b.at));
                if one != two {
                    score += one - two;
                } else if depth > 0 && one != 0 && bars[c as usize].line == bars[d as usize].line {
                    let same = is_high == (one > 0);
                    let next = preference(bars, c, d, a.at, depth - 1).signum();
                    score += if same { next } else { -next };
                }
            }
        }
    }
    score
}

/// Puts the bars of one run, in their order, as near to their wishes as the others and their room allow.
fn place(bars: &mut [Bar], order: &[u32]) {
    /// Bars farther apart than this do not ask each other.
    const FAR: f64 = 90.0;
    let count = order.len();
    let mut before: Vec<Vec<u32>> = vec![Vec::new(); count];
    let mut bundles = Sets::new(count);
    for k in 0..count {
        for i in (0..k).rev() {
            let (a, b) = (&bars[order[i] as usize], &bars[order[k] as usize]);
            if b.at - a.at > FAR {
                break;
            }
            if a.room.1 + APART > b.room.0 && near(a, b) {
                before[k].push(i as u32);
                bundles.join(i, k);
            }
        }
    }
    let roots: Vec<usize> = (0..count).map(|k| bundles.of(k)).collect();
    let mut apart = vec![APART; count];
    let (mut low, mut high) = (vec![0.0; count], vec![0.0; count]);
    for _ in 0..8 {
        let mut tight = vec![false; count];
        for k in 0..count {
            let bar = &bars[order[k] as usize];
            low[k] = before[k].iter().map(|&i| low[i as usize] + apart[roots[k]]).fold(bar.room.0, f64::max);
            high[k] = bar.room.1;
        }
        for k in (0..count).rev() {
            for &i in &before[k] {
                high[i as usize] = f64::min(high[i as usize], high[k] - apart[roots[k]]);
            }
        }
        for k in 0..count {
            if low[k] > high[k] + 0.001 {
                tight[roots[k]] = true;
            }
        }
        if !tight.contains(&true) {
            break;
        }
        for k in 0..count {
            if tight[k] {
                apart[k] *= 0.65;
            }
        }
    }
    let mut put = vec![0.0; count];
    for k in 0..count {
        let bar = &bars[order[k] as usize];
        let least = before[k].iter().map(|&i| put[i as usize] + apart[roots[k]]).fold(low[k], f64::max);
        put[k] = bar.wish.max(least).min(high[k]).max(bar.room.0).min(bar.room.1);
    }
    for k in 0..count {
        bars[order[k] as usize].wish = put[k];
    }
}

/// Returns the corners of a link, where its bars are now.
fn corners(grid: &Grid, way: &Way, bars: &[Bar]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    let end = |vertex: u32, bar: &Bar| {
        let point = grid.vertices[vertex as usize].point;
        if bar.run == 0 { Point { x: point.x, y: bar.wish } } else { Point { x: bar.wish, y: point.y } }
    };
    if let Some(&first) = way.bars.first() {
        points.push(end(way.first, &bars[first as usize]));
    }
    for pair in way.bars.windows(2) {
        let &[a, b] = pair else { continue };
        let (a, b) = (&bars[a as usize], &bars[b as usize]);
        points.push(if a.run == 0 { Point { x: b.wish, y: a.wish } } else { Point { x: a.wish, y: b.wish } });
    }
    if let Some(&last) = way.bars.last() {
        points.push(end(way.last, &bars[last as usize]));
    }
    points
}
