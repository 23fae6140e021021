//! Texts that cross the border of a box.

use crate::scene::{Ink, NodeIndex, Place, Shape};

use super::super::PlacedText;
use super::super::geometry::Rect;
use super::{Quality, TOUCH, View, hit};

/// Counts texts that are partly in a box and partly outside of it.
pub fn count(view: &View, found: &mut Quality) {
    let boxes: Vec<NodeIndex> = (0..view.scene.nodes.len()).filter(|&node| has_border(view, node)).collect();
    let crossed = |text: &PlacedText, may_cross: &dyn Fn(&Rect) -> bool| {
        let borders = boxes.iter().flat_map(|&node| view.rects(node));
        borders.filter(|border| crosses(&text.rect, border) && !may_cross(border)).count()
    };
    for (index, placed) in view.drawing.nodes.iter().enumerate() {
        let straddles = view
            .scene
            .nodes
            .get(index)
            .is_some_and(|node| matches!(node.place, Place::Around | Place::Border(_)));
        let own = |border: &Rect| straddles && view.rects(index).iter().any(|own| crosses(own, border));
        found.across_borders += placed.label.iter().map(|label| crossed(label, &own)).sum::<usize>();
        found.across_borders += placed.facts.iter().map(|fact| crossed(fact, &|_| false)).sum::<usize>();
    }
    let labels = view.drawing.links.iter().filter_map(|link| link.label.as_ref());
    found.across_borders += labels.map(|label| crossed(label, &|_| false)).sum::<usize>();
}

/// Returns whether a rectangle is partly in a box and partly outside, or around it.
fn crosses(rect: &Rect, border: &Rect) -> bool {
    hit(rect, border) && !border.grown(TOUCH).contains(rect)
}

/// Returns whether one sees where a box ends.
fn has_border(view: &View, node: NodeIndex) -> bool {
    view.scene.nodes.get(node).is_some_and(|node| match &node.shape {
        Shape::Box(style) => style.stroke != Ink::None || style.fill != Ink::None,
        Shape::Icon(_) => false,
    })
}
