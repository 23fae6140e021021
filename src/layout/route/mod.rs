//! Links: orthogonal lines from port to port, through the gaps between everything else.
//!
//! In order: `field` (what is in the way), `grid` (lines in the gaps and from the ports), `trunks` (links that share
//! an end, and the order of routing), `search` (the cheapest way of each), `nudge` (side by side in their gaps).

mod field;
mod grid;
mod nudge;
mod plain;
mod search;
mod trunks;

use crate::scene::{Anchor, Node, Scene, Shape};

use super::geometry::{Point, Rect};
use super::spacing::BADGE;
use super::{PlacedLink, PlacedNode};

use field::{End, Field};

/// With more links or nodes than these nobody follows a line by eye, and searching for each would take seconds:
/// all take a simple way. CloudFormation itself stops at 500 resources.
const MOST_SEARCHED: usize = 1_500;
/// The number of pairs that of a link and what is in its way are looked at for simple ways; beyond, they look at nothing.
const MOST_LOOKS: usize = 8_000_000;

/// Routes every link.
pub fn route(scene: &Scene, nodes: &[PlacedNode]) -> Vec<PlacedLink> {
    let mut field = field(scene, nodes);
    // What has no end, or no length, has no way; everything else is routed, in the order of the scene.
    let numbers: Vec<usize> = (0..scene.links.len())
        .filter(|&i| {
            scene.links.get(i).is_some_and(|link| {
                link.source < nodes.len() && link.target < nodes.len() && link.source != link.target
            })
        })
        .collect();
    field.links =
        numbers.iter().filter_map(|&i| scene.links.get(i).map(|link| (link.source, link.target))).collect();
    let mut links = vec![PlacedLink::default(); scene.links.len()];
    let searched = numbers.len() <= MOST_SEARCHED && nodes.len() <= MOST_SEARCHED;
    let found = if searched { trunks::route(&field) } else { Vec::new() };
    let looked_at: &[Rect] =
        if numbers.len().saturating_mul(field.solids.len()) <= MOST_LOOKS { &field.solids } else { &[] };
    for (&number, points) in numbers.iter().zip(found.into_iter().chain(std::iter::repeat_with(Vec::new))) {
        let Some(link) = links.get_mut(number) else { continue };
        link.points = points;
        if let (true, Some(wanted)) = (link.points.len() < 2, scene.links.get(number)) {
            let rect = |node: usize| field.ends.get(node).map(|end| end.rect).unwrap_or_default();
            link.points = plain::best(rect(wanted.source), rect(wanted.target), looked_at);
        }
    }
    links
}

/// Returns the simplest way between two rectangles, whatever is in it.
pub fn plain(source: Rect, target: Rect) -> Vec<Point> {
    plain::best(source, target, &[])
}

/// Returns what links keep out of, cross and end at.
fn field(scene: &Scene, nodes: &[PlacedNode]) -> Field {
    let mut field = Field::default();
    for (index, (node, placed)) in scene.nodes.iter().zip(nodes).enumerate() {
        let end = match node.shape {
            Shape::Icon(_) => icon(&mut field, placed),
            Shape::Box(_) => frame(&mut field, node, placed),
        };
        field.ends.push(end);
        field.framed.resize(field.frames.len(), index);
        let below = Point { x: placed.rect.right(), y: end.below };
        for rect in [placed.rect, Rect { x: below.x, y: below.y, w: 0.0, h: 0.0 }] {
            field.corner.x = field.corner.x.max(rect.right() + super::spacing::MARGIN);
            field.corner.y = field.corner.y.max(rect.bottom() + super::spacing::MARGIN);
        }
        for text in placed.label.iter().chain(&placed.facts) {
            field.corner.x = field.corner.x.max(text.rect.right());
            field.corner.y = field.corner.y.max(text.rect.bottom());
        }
    }
    field
}

/// Returns an icon and what is written below it: links meet the one or the end of the other.
fn icon(field: &mut Field, placed: &PlacedNode) -> End {
    let rect = placed.rect;
    field.solids.push(rect);
    let mut text: Option<Rect> = None;
    for written in placed.label.iter().chain(&placed.facts) {
        text = Some(text.map_or(written.rect, |text| text.union(&written.rect)));
    }
    let mut group = rect;
    if let Some(text) = text {
        // No link squeezes between an icon and its label.
        let top = text.y.min(rect.bottom());
        let text = Rect { y: top, h: text.bottom() - top, ..text };
        field.solids.push(text);
        group = group.union(&text);
    }
    for badge in &placed.badges {
        group = group.union(badge);
    }
    field.groups.push(group);
    End { rect, below: group.bottom().max(rect.bottom()), is_box: false }
}

/// Returns a box: its borders can be crossed, its title and its facts cannot.
fn frame(field: &mut Field, node: &Node, placed: &PlacedNode) -> End {
    let parts: &[Rect] =
        if placed.parts.is_empty() { std::slice::from_ref(&placed.rect) } else { &placed.parts };
    field.frames.extend_from_slice(parts);
    let first = parts.first().copied().unwrap_or(placed.rect);
    let has_badge = matches!(&node.shape, Shape::Box(style) if style.badge.is_some());
    let corner = Rect { x: first.x, y: first.y, w: BADGE.min(first.w), h: BADGE.min(first.h) };
    let mut title = has_badge.then_some(corner);
    if let Some(label) = &placed.label {
        match (title, label.anchor) {
            (Some(badge), Anchor::TopLeft) => title = Some(badge.union(&label.rect)),
            (_, Anchor::TopLeft | Anchor::Bottom | Anchor::Below) => field.solids.push(label.rect),
        }
    }
    field.solids.extend(title);
    field.solids.extend(placed.facts.iter().map(|fact| fact.rect));
    field.solids.extend_from_slice(&placed.badges);
    let largest = parts.iter().copied().fold(first, |a, b| if b.w * b.h > a.w * a.h { b } else { a });
    End { rect: largest, below: largest.bottom(), is_box: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_links_than_anybody_follows_take_simple_ways() {
        let node =
            |x: f64, y: f64| PlacedNode { rect: Rect { x, y, w: 48.0, h: 48.0 }, ..PlacedNode::default() };
        let nodes: Vec<PlacedNode> =
            (0..100).map(|i| node(100.0 * f64::from(i % 10), 100.0 * f64::from(i / 10))).collect();
        let links = (0..MOST_SEARCHED + 1)
            .map(|i| crate::scene::Link { source: i % 100, target: (i * 7 + 1) % 100, ..Default::default() })
            .collect();
        let scene = Scene { nodes: vec![Node::default(); 100], links, ..Scene::default() };
        for (link, placed) in scene.links.iter().zip(route(&scene, &nodes)) {
            assert_eq!(placed.points.len() >= 2, link.source != link.target);
            for pair in placed.points.windows(2) {
                assert!(pair[0].x == pair[1].x || pair[0].y == pair[1].y, "{placed:?}");
            }
        }
    }
}
