//! Siblings of one type as one icon, whatever tells them apart: the last that a drawing without boxes can fold.

use std::rc::Rc;

use super::Folding;
use super::look::{around, place};
use super::merge::merge;
use super::stack::telling_end;
use crate::maps::{IndexMap, SortedSet};
use crate::scene::{Badge, Extent, Node, NodeIndex, Scene, Shape};

/// Two are as easily drawn as their number.
const LEAST: usize = 3;

/// The traits that siblings have in common which come together.
#[derive(PartialEq, Eq, Hash)]
struct Kin {
    parent: Option<NodeIndex>,
    place: (u8, usize, usize),
    type_name: Rc<str>,
    ghost: bool,
    /// The spanning boxes around them.
    around: Vec<NodeIndex>,
}

/// Puts siblings of one type together, stacks among them, but for those that the reader opened.
pub(super) fn put_together(mut scene: Scene, folding: &Folding) -> Scene {
    let mut groups: IndexMap<Kin, Vec<NodeIndex>> = IndexMap::new();
    let mut around = around(&scene);
    for (index, node) in scene.nodes.iter().enumerate() {
        if let (Shape::Icon(_), Some(type_name), false) =
            (&node.shape, &node.type_name, is_opened(node, &folding.expanded))
        {
            let outer = around.remove(&index).unwrap_or_default();
            let kin = Kin {
                parent: node.parent,
                place: place(node.place),
                type_name: type_name.clone(),
                ghost: node.ghost,
                around: outer,
            };
            groups.entry(kin).or_default().push(index);
        }
    }
    let mut into: Vec<NodeIndex> = (0..scene.nodes.len()).collect();
    for group in groups.values().filter(|group| group.len() >= LEAST) {
        let Some(&first) = group.first() else { continue };
        let node = stand_in(&scene, group);
        if is_opened(&node, &folding.expanded) {
            continue;
        }
        group.iter().for_each(|&member| into[member] = first);
        scene.nodes[first] = node;
    }
    merge(scene, &into)
}

/// Returns true if the reader opened a node, or what it is one of or stands for.
fn is_opened(node: &Node, expanded: &SortedSet<Rc<str>>) -> bool {
    let is_of_opened = match &node.extent {
        Extent::Loose(stack) => expanded.contains(stack),
        Extent::Whole | Extent::Expanded | Extent::Collapsed(_) | Extent::Stack(..) => false,
    };
    let mut resources = node.resource.iter().chain(&node.folded);
    !expanded.is_empty()
        && (is_of_opened || expanded.contains(&node.id) || resources.any(|id| expanded.contains(id.as_str())))
}

/// The node that stands for a group.
fn stand_in(scene: &Scene, group: &[NodeIndex]) -> Node {
    let members: Vec<&Node> = group.iter().filter_map(|&node| scene.nodes.get(node)).collect();
    let Some(&first) = members.first() else { return Node::default() };
    let mut node = first.clone();
    let count: usize = members.iter().map(|member| stands_for(member)).sum();
    let what = if first.what.is_empty() { first.title.clone() } else { first.what.clone() };
    if let Some(label) = &mut node.label {
        label.text = format!("{} ×{count}", telling_end(&what)).into();
    }
    // A stack has a slash, too: with two it is none of those.
    node.id = format!("{}/type/stack", first.id).into();
    node.title = format!("{what}: {count} beside each other");
    node.extent = Extent::Stack(count, node.id.clone());
    let resources = members.iter().flat_map(|member| member.resource.iter().chain(&member.folded));
    node.folded = resources.cloned().collect();
    node.resource = None;
    node.minor = members.iter().all(|member| member.minor);
    node.details.clear();
    node.facts.clear();
    let is_on_all = |badge: &Badge| {
        members.iter().all(|member| member.badges.iter().any(|other| other.title == badge.title))
    };
    node.badges.retain(is_on_all);
    node
}

/// The number of things that a node stands for.
fn stands_for(node: &Node) -> usize {
    match node.extent {
        Extent::Stack(count, _) => count,
        Extent::Whole | Extent::Expanded | Extent::Collapsed(_) | Extent::Loose(_) => 1,
    }
}
