//! Links: where they cross, run on top of each other, or through what is not theirs.

use crate::maps::SortedSet;
use crate::scene::{NodeIndex, Place};

use super::super::geometry::{Point, Rect};
use super::{Quality, View, enters, hit};

/// A straight part of a link.
struct Part {
    link: usize,
    ends: [NodeIndex; 2],
    from: Point,
    to: Point,
    across: bool,
}

/// Counts what is wrong with the links.
pub fn count(view: &View, found: &mut Quality) {
    let parts = parts(view);
    let mut overlaps: SortedSet<(usize, usize)> = SortedSet::new();
    for (i, a) in parts.iter().enumerate() {
        for b in parts.iter().skip(i + 1).filter(|b| b.link != a.link) {
            let common: Vec<NodeIndex> = a.ends.iter().copied().filter(|end| b.ends.contains(end)).collect();
            if a.across == b.across {
                if common.is_empty() && on_top(a, b) {
                    overlaps.insert((a.link, b.link));
                }
            } else if let Some(at) = crossing(a, b) {
                found.crossings += usize::from(!at_common_end(view, [a, b], &common, at));
            }
        }
    }
    found.link_overlaps += overlaps.len();
    for (link, placed) in view.scene.links.iter().zip(&view.drawing.links) {
        let ends = [link.source, link.target];
        let meets =
            |rect: &Rect| placed.points.windows(2).any(|pair| matches!(pair, &[a, b] if enters(a, b, rect)));
        for (index, node) in view.drawing.nodes.iter().enumerate() {
            if !ends.contains(&index) && view.rects(index).iter().any(meets) {
                if !view.is_box(index) {
                    found.through_nodes += 1;
                } else if !ends.iter().any(|&end| view.related(index, end) || spans(view, end, index)) {
                    found.through_boxes += 1;
                }
            }
            let texts = node.label.iter().chain(&node.facts);
            found.through_labels += texts.filter(|text| meets(&text.rect)).count();
        }
    }
}

/// Returns whether a box runs through another that does not hold all of it: of a group over two zones each holds a part.
fn spans(view: &View, node: NodeIndex, other: NodeIndex) -> bool {
    let is_around = view.scene.nodes.get(node).is_some_and(|node| node.place == Place::Around);
    is_around && view.rects(node).iter().any(|a| view.rects(other).iter().any(|b| hit(a, b)))
}

fn parts(view: &View) -> Vec<Part> {
    let mut parts = Vec::new();
    for (number, (link, placed)) in view.scene.links.iter().zip(&view.drawing.links).enumerate() {
        for pair in placed.points.windows(2) {
            let &[from, to] = pair else { continue };
            if from != to {
                let across = from.y == to.y;
                parts.push(Part { link: number, ends: [link.source, link.target], from, to, across });
            }
        }
    }
    parts
}

/// Returns whether two parallel parts run on top of each other for more than a touch.
fn on_top(a: &Part, b: &Part) -> bool {
    /// Lines this close are one.
    const CLOSE: f64 = 0.5;
    /// The length that they may share.
    const SHORT: f64 = 4.0;
    let beside = |p: Point| if a.across { p.y } else { p.x };
    let along = |p: Point| if a.across { p.x } else { p.y };
    let low = along(a.from).min(along(a.to)).max(along(b.from).min(along(b.to)));
    let high = along(a.from).max(along(a.to)).min(along(b.from).max(along(b.to)));
    (beside(a.from) - beside(b.from)).abs() <= CLOSE && high - low > SHORT
}

/// Returns where two parts cross; the far end of a part belongs to the next one.
fn crossing(a: &Part, b: &Part) -> Option<Point> {
    let (across, down) = if a.across { (a, b) } else { (b, a) };
    let at = Point { x: down.from.x, y: across.from.y };
    let on = |at: f64, from: f64, to: f64| {
        let share = (at - from) / (to - from);
        (0.0..1.0).contains(&share)
    };
    (on(at.x, across.from.x, across.to.x) && on(at.y, down.from.y, down.to.y)).then_some(at)
}

/// Links that meet at a node that both end at do not cross there.
fn at_common_end(view: &View, parts: [&Part; 2], common: &[NodeIndex], at: Point) -> bool {
    /// The distance from the end of a link within which it ends.
    const NEAR: f64 = 6.0;
    let near = |part: &Part| {
        let points = view.drawing.links.get(part.link).map_or(&[][..], |link| &link.points);
        points.first().into_iter().chain(points.last()).any(|end| {
            let (x, y) = (end.x - at.x, end.y - at.y);
            x * x + y * y < NEAR * NEAR
        })
    };
    let in_node = |&node: &NodeIndex| {
        !view.is_box(node)
            && view.rects(node).iter().any(|rect| {
                let rect = rect.grown(2.0);
                rect.x < at.x && at.x < rect.right() && rect.y < at.y && at.y < rect.bottom()
            })
    };
    !common.is_empty() && (parts.into_iter().any(near) || common.iter().any(in_node))
}
