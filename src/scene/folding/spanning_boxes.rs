//! Boxes with icons in them, such as security groups, that differ in nothing but names: a function for each of ten
//! topics in its own group is one row, not ten.

use super::look::{End, Look, around, look};
use crate::maps::{SortedMap, SortedSet};
use crate::scene::{Node, NodeIndex, NodeKind, Place, Scene, Shape};
use crate::sorting;

/// A box around icons, or with icons in it and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SpanningBox {
    /// The box.
    pub node: NodeIndex,
    /// The icons, those that correspond to each other at the same position.
    pub members: Vec<NodeIndex>,
}

impl SpanningBox {
    /// The box and its icons.
    pub fn nodes(&self) -> impl Iterator<Item = NodeIndex> {
        std::iter::once(self.node).chain(self.members.iter().copied())
    }
}

/// Groups of boxes that look alike, with icons that look alike, as far as `chosen` makes groups of them.
pub(super) fn groups(
    scene: &Scene,
    chosen: impl Fn(Vec<SpanningBox>) -> Vec<Vec<SpanningBox>>,
) -> Vec<Vec<SpanningBox>> {
    let around = around(scene);
    let inside = inside(scene);
    let outer = |node: NodeIndex| around.get(&node).cloned().unwrap_or_default();
    let mut groups: SortedMap<(Look, Vec<Look>), Vec<SpanningBox>> = SortedMap::new();
    for (index, node) in scene.nodes.iter().enumerate() {
        let (held, around): (&[NodeIndex], &[NodeIndex]) = match node.place {
            Place::Around => (&node.members, &[index]),
            _ if is_group(node) => (&inside[index], &[]),
            _ => continue,
        };
        let member = |&member: &NodeIndex| {
            let icon = scene.nodes.get(member).filter(|node| matches!(node.shape, Shape::Icon(_)))?;
            let look = look(icon, Vec::new());
            let look = if icon.parent == Some(index) { look.without_parent() } else { look };
            (outer(member) == around).then_some((look, member))
        };
        let Some(mut members) = held.iter().map(member).collect::<Option<Vec<_>>>() else { continue };
        if members.is_empty() {
            continue;
        }
        sorting::plain(&mut members);
        let (looks, members) = members.into_iter().unzip();
        let key = (look(node, outer(index)), looks);
        groups.entry(key).or_default().push(SpanningBox { node: index, members });
    }
    let in_order = groups.into_values().map(|mut group| {
        sorting::by(&mut group, |a, b| a.members.cmp(&b.members));
        group
    });
    in_order.flat_map(chosen).collect()
}

/// Returns whether a box is a group, such as a security group in one subnet, and no part of a network.
pub(super) fn is_group(node: &Node) -> bool {
    let is_network =
        matches!(node.kind, NodeKind::Vpc | NodeKind::Zone | NodeKind::Region) || node.kind.is_subnet();
    matches!(node.shape, Shape::Box(_)) && !is_network
}

/// Returns what is directly in each box.
fn inside(scene: &Scene) -> Vec<Vec<NodeIndex>> {
    let mut inside: Vec<Vec<NodeIndex>> = vec![Vec::new(); scene.nodes.len()];
    for (index, node) in scene.nodes.iter().enumerate() {
        if let Some(inside) = node.parent.and_then(|parent| inside.get_mut(parent)) {
            inside.push(index);
        }
    }
    inside
}

/// Those of each group whose links and whose icons' links end alike, as far as `chosen` makes groups of them.
pub(super) fn split(
    groups: &[Vec<SpanningBox>],
    ends: &[SortedSet<End>],
    classes: &[usize],
    chosen: impl Fn(Vec<SpanningBox>) -> Vec<Vec<SpanningBox>>,
) -> Vec<Vec<SpanningBox>> {
    let mut found = Vec::new();
    for group in groups {
        let own: SortedSet<usize> =
            group.iter().flat_map(SpanningBox::nodes).map(|node| classes[node]).collect();
        let mut alike: SortedMap<Vec<&SortedSet<End>>, Vec<SpanningBox>> = SortedMap::new();
        for span in group {
            let ends: Vec<&SortedSet<End>> = span.nodes().map(|node| &ends[node]).collect();
            // A link to another of the group tells its members apart; so does one within a box, which looks the same.
            if !ends.iter().any(|ends| ends.iter().any(|end| own.contains(&end.3))) {
                alike.entry(ends).or_default().push(span.clone());
            }
        }
        found.extend(alike.into_values().flat_map(&chosen));
    }
    sorting::plain(&mut found);
    found
}
