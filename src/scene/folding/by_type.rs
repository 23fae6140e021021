//! Siblings of one type, or of one service, as one icon, whatever tells them apart: the last that a drawing without boxes can fold.

use std::rc::Rc;

use super::Folding;
use super::look::{around, place};
use super::merge::merge;
use super::stack::telling_end;
use super::steps::Together;
use crate::catalog;
use crate::maps::{IndexMap, SortedSet};
use crate::scene::{Badge, Extent, Node, NodeIndex, Scene, Shape};

/// Two are as easily drawn as their number, as long as there is room and none of them is a number already.
const LEAST: usize = 3;

/// The least that can be put together.
const PAIR: usize = 2;

/// The traits that siblings have in common that come together.
#[derive(PartialEq, Eq, Hash)]
struct Kin {
    parent: Option<NodeIndex>,
    place: (u8, usize, usize),
    /// The type, or the service.
    kind: Rc<str>,
    ghost: bool,
    /// The spanning boxes around them.
    around: Vec<NodeIndex>,
}

/// Puts siblings together, stacks among them, but for those that the reader opened. Those of a service are put together by their
/// types first, so that they open step by step.
pub(super) fn put_together(scene: Scene, together: Together, folding: &Folding) -> Scene {
    match together {
        Together::None => scene,
        Together::Many => merged(scene, folding, LEAST, Clone::clone),
        Together::Types => merged(scene, folding, PAIR, Clone::clone),
        Together::Services => {
            let by_type = merged(scene, folding, PAIR, Clone::clone);
            merged(by_type, folding, PAIR, |type_name| catalog::service_of(type_name).into())
        }
    }
}

/// Puts siblings together that `kind` makes the same of, where there are at the least so many, or a stack is one of them.
fn merged(mut scene: Scene, folding: &Folding, least: usize, kind: fn(&Rc<str>) -> Rc<str>) -> Scene {
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
                kind: kind(type_name),
                ghost: node.ghost,
                around: outer,
            };
            groups.entry(kin).or_default().push(index);
        }
    }
    let mut into: Vec<NodeIndex> = (0..scene.nodes.len()).collect();
    for (kin, group) in groups.iter() {
        let Some(&first) = group.first() else { continue };
        let has_stack = group.iter().any(|&node| matches!(scene.nodes[node].extent, Extent::Stack(..)));
        if group.len() < if has_stack { PAIR } else { least } {
            continue;
        }
        let node = stand_in(&scene, group, &kin.kind);
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

/// The node that stands for a group of one kind.
fn stand_in(scene: &Scene, group: &[NodeIndex], kind: &str) -> Node {
    let members: Vec<&Node> = group.iter().filter_map(|&node| scene.nodes.get(node)).collect();
    let Some(&first) = members.first() else { return Node::default() };
    let mut node = first.clone();
    let count: usize = members.iter().map(|member| stands_for(member)).sum();
    let is_one_type = members.iter().all(|member| member.type_name == first.type_name);
    let what = match (is_one_type, first.what.is_empty()) {
        (false, _) => kind.to_owned(),
        (true, true) => first.title.clone(),
        (true, false) => first.what.clone(),
    };
    if !is_one_type {
        node.type_name = None;
        node.what.clear();
    }
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

/// The number that a node stands for.
fn stands_for(node: &Node) -> usize {
    match node.extent {
        Extent::Stack(count, _) => count,
        Extent::Whole | Extent::Expanded | Extent::Collapsed(_) | Extent::Loose(_) => 1,
    }
}
