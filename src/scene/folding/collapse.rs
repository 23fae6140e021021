//! Containers without what is in them.

use std::rc::Rc;

use super::Folding;
use super::merge::merge;
use super::summary::summary;
use crate::maps::SortedSet;
use crate::scene::Extent;
use crate::scene::{Anchor, Node, NodeIndex, NodeKind, Place, Scene, Shape};

/// Collapses the boxes that are to be, and marks the others that could be.
pub(super) fn collapse(mut scene: Scene, from_start: &SortedSet<Rc<str>>, folding: &Folding) -> Scene {
    let inside = contents(&scene);
    let mut into: Vec<NodeIndex> = (0..scene.nodes.len()).collect();
    let mut any = false;
    for index in 0..scene.nodes.len() {
        let (Some(node), Some(held)) = (scene.nodes.get_mut(index), inside.get(index)) else { continue };
        // An outer box that is collapsed has taken what is in it along.
        if held.is_empty() || into[index] != index {
            continue;
        }
        let wanted = from_start.contains(&node.id) || folding.collapsed.contains(&node.id);
        if !wanted || folding.expanded.contains(&node.id) {
            node.extent = Extent::Expanded;
            continue;
        }
        any = true;
        for &held in held {
            into[held] = index;
        }
        node.extent = Extent::Collapsed(0);
        if let Some(label) = &mut node.label {
            label.anchor = Anchor::TopLeft;
        }
    }
    if !any {
        return scene;
    }
    // What spans boxes goes with the last of what it spans; one such box may go around another.
    while let Some((index, target)) =
        (0..scene.nodes.len()).find_map(|index| Some((index, common_target(&scene, &into, index)?)))
    {
        into[index] = target;
    }
    for node in &mut scene.nodes {
        node.members.retain(|&member| into.get(member) == Some(&member));
    }
    let own: Vec<usize> = scene.nodes.iter().map(|node| node.folded.len()).collect();
    let kept: Vec<usize> =
        (0..scene.nodes.len()).filter(|&index| into[index] == index).map(|i| own[i]).collect();
    let all = scene.nodes.clone();
    let kept = (0..all.len()).filter(|&index| into[index] == index).zip(kept);
    let mut scene = merge(scene, &into);
    for (node, (index, own)) in scene.nodes.iter_mut().zip(kept) {
        if let Extent::Collapsed(count) = &mut node.extent {
            *count = node.folded.len().saturating_sub(own);
            let held = all.iter().zip(&into).filter(|&(_, &target)| target == index).map(|(held, _)| held);
            let summary = summary(*count, held);
            node.facts.extend(summary.facts);
            node.badges.extend(summary.badges);
        }
    }
    scene
}

/// Returns what is in each box that can be collapsed; nothing for everything else.
pub(super) fn contents(scene: &Scene) -> Vec<Vec<NodeIndex>> {
    let mut inside: Vec<Vec<NodeIndex>> = vec![Vec::new(); scene.nodes.len()];
    for index in 0..scene.nodes.len() {
        let parent = |node: NodeIndex| scene.nodes.get(node).and_then(|n| n.parent).filter(|&p| p < node);
        for outer in std::iter::successors(parent(index), |&node| parent(node)) {
            inside[outer].push(index);
        }
    }
    for (index, held) in inside.iter_mut().enumerate() {
        // A zone and the subnet that fills it are one rectangle: the subnet is the one to collapse.
        let fills = |node: &Node| node.parent == Some(index) && node.place == Place::Fill;
        let is_filled = held.iter().filter_map(|&held| scene.nodes.get(held)).any(fills);
        let is_box = scene.nodes.get(index).is_some_and(|node| matches!(node.shape, Shape::Box(_)));
        // Without what is in the region, nothing would be left to look at.
        let is_region = scene.nodes.get(index).is_some_and(|node| node.kind == NodeKind::Region);
        if is_filled || is_region || !is_box {
            held.clear();
        }
    }
    inside
}

/// Where the first member of a spanning box went, once none of them is left.
fn common_target(scene: &Scene, into: &[NodeIndex], index: NodeIndex) -> Option<NodeIndex> {
    let node = scene.nodes.get(index).filter(|node| node.place == Place::Around && into[index] == index)?;
    let target = |member: NodeIndex| into.get(member).copied().filter(|&target| target != member);
    let first = node.members.first().and_then(|&first| target(first))?;
    node.members.iter().all(|&member| target(member).is_some()).then_some(first)
}
