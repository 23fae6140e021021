//! Small scenes, of which nothing is folded.

use std::rc::Rc;

use super::collapse::contents;
use super::fitting::MOST;
use super::spanning_boxes::is_group;
use super::{Folding, MOST_ICONS, Start, icons};
use crate::maps::{IndexSet, SortedMap};
use crate::scene::{Extent, NodeIndex, NodeKind, Place, Scene, Shape};
use crate::template::LogicalId;

/// Fewer siblings make no stack.
const LEAST: usize = 4;

/// Returns true if nothing of a scene is folded, nor could be but for its boxes.
pub(super) fn is_open(scene: &Scene, start: Start, folding: &Folding) -> bool {
    let is_asked = start == Start::Overview || !folding.collapsed.is_empty();
    let is_small = icons(scene) < MOST_ICONS && scene.nodes.len() <= MOST;
    !is_asked && folding.step.unwrap_or_default() == 0 && is_small && !has_siblings(scene)
}

/// Returns true if so many nodes are of one type or kind that some may be alike.
fn has_siblings(scene: &Scene) -> bool {
    let mut counts: SortedMap<(NodeKind, Option<&Rc<str>>), usize> = SortedMap::new();
    let mut candidates = scene.nodes.iter().filter(|node| match node.shape {
        Shape::Icon(_) => node.type_name.is_some() && node.resource.is_some(),
        Shape::Box(_) => node.place == Place::Around || is_group(node),
    });
    candidates.any(|node| {
        let count = counts.entry((node.kind, node.type_name.as_ref())).or_default();
        *count += 1;
        *count >= LEAST
    })
}

/// Marks the boxes that can be collapsed, and lists nothing twice.
pub(super) fn opened(mut scene: Scene) -> Scene {
    let inside = contents(&scene);
    for (node, held) in scene.nodes.iter_mut().zip(inside) {
        if !held.is_empty() {
            node.extent = Extent::Expanded;
        }
        let folded: IndexSet<LogicalId> = std::mem::take(&mut node.folded).into_iter().collect();
        node.folded = folded.into_iter().filter(|id| node.resource.as_ref() != Some(id)).collect();
        let members: IndexSet<NodeIndex> = std::mem::take(&mut node.members).into_iter().collect();
        node.members = members.into_iter().collect();
    }
    scene
}
