//! Boxes, icons and texts: what overlaps, what reaches out.

use crate::maps::SortedMap;
use crate::scene::{Node, NodeIndex, Place};

use super::super::geometry::Rect;
use super::{Quality, TOUCH, View, hit};

/// Counts overlaps and what reaches out of its parent.
pub fn boxes(view: &View, found: &mut Quality) {
    let count = view.scene.nodes.len();
    for a in 0..count {
        for b in a + 1..count {
            let meet = view.rects(a).iter().any(|a| view.rects(b).iter().any(|b| hit(a, b)));
            if !meet || view.related(a, b) || (view.is_box(a) && view.is_box(b) && may_cross(view, a, b)) {
                continue;
            }
            if view.is_box(a) || view.is_box(b) {
                found.container_overlaps += usize::from(!on_border(view, a, b));
            } else {
                found.overlaps += 1;
            }
        }
    }
    for (index, node) in view.scene.nodes.iter().enumerate() {
        let Some(parent) = node.parent else { continue };
        if matches!(node.place, Place::Border(_)) {
            continue;
        }
        let inside = |rect: &Rect| view.rects(parent).iter().any(|p| p.grown(TOUCH).contains(rect));
        found.containment += usize::from(!view.rects(index).iter().all(inside));
    }
}

/// A spanning box runs through the boxes that its members are in.
fn may_cross(view: &View, a: NodeIndex, b: NodeIndex) -> bool {
    let shares = |spanning: NodeIndex, other: NodeIndex| {
        let spans = view.scene.nodes.get(spanning).is_some_and(|node| node.place == Place::Around);
        spans
            && (0..view.scene.nodes.len())
                .any(|node| view.holds(spanning, node) && (view.holds(other, node) || node == other))
    };
    shares(a, b) || shares(b, a)
}

/// A node that sits on a border overlaps the boxes that touch this border, too.
fn on_border(view: &View, a: NodeIndex, b: NodeIndex) -> bool {
    let sits = |node: NodeIndex| {
        view.scene.nodes.get(node).is_some_and(|node| matches!(node.place, Place::Border(_)))
    };
    let holder = |node: NodeIndex, other: NodeIndex| {
        sits(node)
            && view
                .scene
                .nodes
                .get(node)
                .and_then(|node| node.parent)
                .is_some_and(|parent| view.related(parent, other))
    };
    holder(a, b) || holder(b, a)
}

/// Counts texts that meet what is not theirs.
pub fn labels(view: &View, found: &mut Quality) {
    let nodes = &view.drawing.nodes;
    let mut texts: Vec<(Option<NodeIndex>, Rect)> = Vec::new();
    for (index, placed) in nodes.iter().enumerate() {
        texts.extend(placed.label.iter().chain(&placed.facts).map(|text| (Some(index), text.rect)));
    }
    texts.extend(view.drawing.links.iter().filter_map(|link| Some((None, link.label.as_ref()?.rect))));
    let whole = Rect { x: 0.0, y: 0.0, w: view.drawing.width, h: view.drawing.height };
    for (i, (of, rect)) in texts.iter().enumerate() {
        let others = texts.iter().skip(i + 1);
        found.label_collisions += others.filter(|(_, other)| hit(rect, other)).count();
        found.label_collisions += usize::from(!whole.grown(TOUCH).contains(rect));
        for (index, placed) in nodes.iter().enumerate() {
            if *of != Some(index) && !view.is_box(index) && hit(rect, &placed.rect) {
                found.label_collisions += 1;
            }
        }
        let Some(of) = *of else { continue };
        // A box's own texts stand in it, or hang below it in its parent.
        let holders = view.scene.nodes.get(of).and_then(|node| node.parent);
        let on_border = view
            .scene
            .nodes
            .get(of)
            .is_some_and(|node| matches!(node.place, Place::Border(_) | Place::Around));
        if let Some(parent) = holders.filter(|_| !on_border) {
            let inside = view.rects(parent).iter().any(|p| p.grown(TOUCH).contains(rect));
            found.label_collisions += usize::from(!inside);
        }
    }
}

/// Counts siblings that no label tells apart.
pub fn names(view: &View, found: &mut Quality) {
    let mut seen: SortedMap<(Option<NodeIndex>, String), Vec<&Node>> = SortedMap::new();
    for (node, placed) in view.scene.nodes.iter().zip(&view.drawing.nodes) {
        let Some(label) = &placed.label else { continue };
        let lines = label.lines.iter().map(|line| line.text.as_str());
        seen.entry((node.parent, lines.collect())).or_default().push(node);
    }
    let full = |node: &Node| node.label.as_ref().map(|label| label.text.clone());
    let is_confused = |one: &Node, other: &Node| {
        // Several pictures of one resource have its name.
        let is_same = one.resource.is_some() && one.resource == other.resource;
        let is_alike = (one.kind, &one.type_name) == (other.kind, &other.type_name);
        !is_same && (is_alike || full(one) != full(other))
    };
    for nodes in seen.values() {
        for (i, one) in nodes.iter().enumerate() {
            found.same_labels += nodes.iter().skip(i + 1).filter(|other| is_confused(one, other)).count();
        }
    }
}

/// Width by height, and how much of the drawing is icons, with their texts and without.
pub fn proportions(view: &View, found: &mut Quality) {
    let (mut leaves, mut icons) = (0.0, 0.0);
    let mut all: Vec<Rect> = Vec::new();
    let mut texts: Vec<Rect> = Vec::new();
    for (index, placed) in view.drawing.nodes.iter().enumerate() {
        all.push(placed.rect);
        let own = || placed.label.iter().chain(&placed.facts).map(|text| text.rect);
        texts.extend(own());
        if !view.is_box(index) {
            let leaf = own().fold(placed.rect, |leaf, text| leaf.union(&text));
            leaves += leaf.w * leaf.h;
            icons += placed.rect.w * placed.rect.h;
        }
    }
    let points = view.drawing.links.iter().flat_map(|link| &link.points);
    all.extend(points.map(|point| Rect { x: point.x, y: point.y, w: 0.0, h: 0.0 }));
    let Some(whole) = all.iter().copied().reduce(|a, b| a.union(&b)) else { return };
    let with_texts = texts.iter().fold(whole, |a, b| a.union(b));
    if whole.w > 0.0 && whole.h > 0.0 {
        found.aspect = with_texts.w / with_texts.h;
        found.density = leaves / (with_texts.w * with_texts.h);
        found.icon_density = icons / (whole.w * whole.h);
    }
}
