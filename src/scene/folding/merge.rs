//! Puts nodes of a scene into others, with their links.

use crate::maps::{IndexSet, SortedMap, SortedSet};
use crate::scene::{Link, LinkKind, NodeIndex, Place, Scene};
use crate::template::LogicalId;

/// Removes every node whose entry in `into` is another node. Links go over to that node and become one where they are
/// the same; resources of what goes, and of links that end where they start, are folded into it.
pub(super) fn merge(mut scene: Scene, into: &[NodeIndex]) -> Scene {
    let target = |node: NodeIndex| into.get(node).copied().unwrap_or(node);
    let mut taken: Vec<IndexSet<LogicalId>> =
        scene.nodes.iter().map(|node| node.folded.iter().cloned().collect()).collect();
    for (index, node) in scene.nodes.iter().enumerate().filter(|&(index, _)| target(index) != index) {
        if let Some(taken) = taken.get_mut(target(index)) {
            taken.extend(node.resource.iter().chain(&node.folded).cloned());
        }
    }
    scene.links = links(&scene, into, &mut taken);

    // What was on both sides of a merged box belongs to its own node: a box does not fold itself.
    for (node, taken) in scene.nodes.iter_mut().zip(taken) {
        node.folded = taken.into_iter().filter(|id| node.resource.as_ref() != Some(id)).collect();
    }
    let mut position = vec![0; scene.nodes.len()];
    let mut kept = 0;
    for (index, position) in position.iter_mut().enumerate() {
        *position = kept;
        kept += usize::from(target(index) == index);
    }
    let moved = |node: NodeIndex| position.get(target(node)).copied();
    let nodes = std::mem::take(&mut scene.nodes);
    let remaining = nodes.into_iter().enumerate().filter(|&(index, _)| target(index) == index);
    scene.nodes = remaining
        .map(|(_, mut node)| {
            node.parent = node.parent.and_then(moved);
            let members: IndexSet<NodeIndex> = node.members.iter().filter_map(|&node| moved(node)).collect();
            node.members = members.into_iter().collect();
            node
        })
        .collect();
    for link in &mut scene.links {
        link.source = moved(link.source).unwrap_or_default();
        link.target = moved(link.target).unwrap_or_default();
    }
    scene
}

/// The links between what is left, in the order of the first of each.
fn links(scene: &Scene, into: &[NodeIndex], taken: &mut [IndexSet<LogicalId>]) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let moved = into.iter().enumerate().filter(|&(index, target)| index != *target);
    let takes: SortedSet<NodeIndex> = SortedSet::from_iter(moved.map(|(_, &target)| target));
    let mut known: SortedMap<(NodeIndex, NodeIndex, LinkKind), usize> = SortedMap::new();
    for link in &scene.links {
        let (Some(&source), Some(&target)) = (into.get(link.source), into.get(link.target)) else {
            continue;
        };
        let is_moved = takes.contains(&source) || takes.contains(&target);
        let is_inside = source == target || holds(scene, source, target) || holds(scene, target, source);
        if is_moved && is_inside {
            let keeper = if holds(scene, target, source) { target } else { source };
            if let Some(taken) = taken.get_mut(keeper) {
                taken.extend(link.folded.iter().cloned());
            }
            continue;
        }
        if !is_moved {
            links.push(link.clone());
            continue;
        }
        match known.get(&(source, target, link.kind)).and_then(|&at| links.get_mut(at)) {
            Some(same) => join(same, link),
            None => {
                known.insert((source, target, link.kind), links.len());
                links.push(Link { source, target, ..link.clone() });
            }
        }
    }
    links
}

/// Titles beyond these are only counted.
const MAX_TITLES: usize = 8;

fn join(same: &mut Link, link: &Link) {
    let lines = same.title.lines().count();
    if lines < MAX_TITLES && !same.title.lines().any(|line| line == link.title) {
        same.title = format!("{}\n{}", same.title, link.title);
    } else if lines == MAX_TITLES {
        same.title.push_str("\n…");
    }
    let folded: SortedSet<&LogicalId> = SortedSet::from_iter(&same.folded);
    let new: Vec<LogicalId> = link.folded.iter().filter(|id| !folded.contains(id)).cloned().collect();
    same.folded.extend(new);
    same.ghost &= link.ghost;
    if same.dash != link.dash {
        same.dash = crate::scene::Dash::Solid;
    }
    if same.head != link.head {
        same.head = crate::scene::Head::None;
    }
    if same.label != link.label {
        same.label = None;
    }
}

/// Returns whether a node is in a box, at any depth, or among those that it goes around.
fn holds(scene: &Scene, outer: NodeIndex, inner: NodeIndex) -> bool {
    let parent = |node: NodeIndex| scene.nodes.get(node).and_then(|node| node.parent).filter(|&p| p < node);
    let around = scene.nodes.get(outer).is_some_and(|node| node.place == Place::Around);
    std::iter::successors(parent(inner), |&node| parent(node)).any(|node| node == outer)
        || around && scene.nodes.get(outer).is_some_and(|node| node.members.contains(&inner))
}
