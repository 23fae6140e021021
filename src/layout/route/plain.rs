//! Where no free way is left: the simple way that runs through the least.

use super::super::geometry::{Point, Rect};

/// Of the simple ways between two rectangles the one that meets the least, the plainest first.
pub fn best(source: Rect, target: Rect, solids: &[Rect]) -> Vec<Point> {
    let hits = |a: Point, b: Point| {
        let meets = |rect: &&Rect| !rect.overlaps(&source) && !rect.overlaps(&target) && crosses(a, b, rect);
        solids.iter().filter(meets).count()
    };
    let mut best: Option<(usize, Vec<Point>)> = None;
    for points in ways(source, target) {
        let mut meets = 0;
        for pair in points.windows(2) {
            if let [a, b] = pair {
                meets += hits(*a, *b);
            }
        }
        if best.as_ref().is_none_or(|(fewest, _)| meets < *fewest) {
            best = Some((meets, points));
        }
    }
    best.map(|(_, points)| points).unwrap_or_default()
}

fn ways(source: Rect, target: Rect) -> Vec<Vec<Point>> {
    /// The distance by which a line that doubles back goes beyond both ends.
    const AROUND: f64 = 14.0;
    let (s, t) = (source.centre(), target.centre());
    let side = |rect: Rect, towards: f64| if towards < rect.centre().x { rect.x } else { rect.right() };
    let end = |rect: Rect, towards: f64| if towards < rect.centre().y { rect.y } else { rect.bottom() };
    let at = |x: f64, y: f64| Point { x, y };
    let mut ways = Vec::new();
    if (s.x - t.x).abs() < 0.5 {
        ways.push(vec![at(s.x, end(source, t.y)), at(t.x, end(target, s.y))]);
    }
    if (s.y - t.y).abs() < 0.5 {
        ways.push(vec![at(side(source, t.x), s.y), at(side(target, s.x), t.y)]);
    }
    // Out of the side, in at the top or the bottom.
    if t.x < source.x || t.x > source.right() {
        ways.push(vec![at(side(source, t.x), s.y), at(t.x, s.y), at(t.x, end(target, s.y))]);
    }
    // Out of the top or the bottom, in at the side.
    if t.y < source.y || t.y > source.bottom() {
        ways.push(vec![at(s.x, end(source, t.y)), at(s.x, t.y), at(side(target, s.x), t.y)]);
    }
    let x = (side(source, t.x) + side(target, s.x)) / 2.0;
    ways.push(vec![at(side(source, t.x), s.y), at(x, s.y), at(x, t.y), at(side(target, s.x), t.y)]);
    let y = (end(source, t.y) + end(target, s.y)) / 2.0;
    ways.push(vec![at(s.x, end(source, t.y)), at(s.x, y), at(t.x, y), at(t.x, end(target, s.y))]);
    for y in [source.y.min(target.y) - AROUND, source.bottom().max(target.bottom()) + AROUND] {
        ways.push(vec![at(s.x, end(source, y)), at(s.x, y), at(t.x, y), at(t.x, end(target, y))]);
    }
    for x in [source.x.min(target.x) - AROUND, source.right().max(target.right()) + AROUND] {
        ways.push(vec![at(side(source, x), s.y), at(x, s.y), at(x, t.y), at(side(target, x), t.y)]);
    }
    ways
}

/// Returns whether a horizontal or vertical segment enters a rectangle.
fn crosses(a: Point, b: Point, rect: &Rect) -> bool {
    let (left, right) = (a.x.min(b.x), a.x.max(b.x));
    let (top, bottom) = (a.y.min(b.y), a.y.max(b.y));
    left < rect.right() && right > rect.x && top < rect.bottom() && bottom > rect.y
}
