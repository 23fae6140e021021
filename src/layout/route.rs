//! Links: orthogonal lines that leave and enter nodes at ports and go around what stands between.

use crate::scene::{Scene, Shape};

use super::geometry::{Point, Rect};
use super::{PlacedLink, PlacedNode, TextMeasure};

/// Routes every link.
pub fn route(scene: &Scene, nodes: &mut [PlacedNode], _text: &dyn TextMeasure) -> Vec<PlacedLink> {
    let obstacles = obstacles(scene, nodes);
    scene
        .links
        .iter()
        .map(|link| {
            let (Some(source), Some(target)) = (nodes.get(link.source), nodes.get(link.target)) else {
                return PlacedLink::default();
            };
            let ends = [link.source, link.target];
            let points = best(source.rect, target.rect, |a, b| {
                obstacles.iter().filter(|(of, rect)| !ends.contains(of) && crosses(a, b, rect)).count()
            });
            PlacedLink { points, label: None }
        })
        .collect()
}

/// What lines keep out of: icons and labels.
fn obstacles(scene: &Scene, nodes: &[PlacedNode]) -> Vec<(usize, Rect)> {
    let mut rects = Vec::new();
    for (index, (node, placed)) in scene.nodes.iter().zip(nodes).enumerate() {
        if matches!(node.shape, Shape::Icon(_)) {
            rects.push((index, placed.rect));
        }
        rects.extend(placed.label.iter().chain(&placed.facts).map(|text| (index, text.rect)));
    }
    rects
}

/// Of the simple ways between two rectangles the one that meets the least, the plainest first.
fn best(source: Rect, target: Rect, hits: impl Fn(Point, Point) -> usize) -> Vec<Point> {
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
    /// How far a line that doubles back goes beyond both ends.
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

/// Whether a horizontal or vertical segment enters a rectangle.
fn crosses(a: Point, b: Point, rect: &Rect) -> bool {
    let (left, right) = (a.x.min(b.x), a.x.max(b.x));
    let (top, bottom) = (a.y.min(b.y), a.y.max(b.y));
    left < rect.right() && right > rect.x && top < rect.bottom() && bottom > rect.y
}
