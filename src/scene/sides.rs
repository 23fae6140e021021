//! On which side of the VPCs the services beside them stand: together with whom they are linked with.

use indexmap::IndexMap;

use super::context::Context;
use super::images;
use super::{Node, NodeIndex, Place, Side, region};

/// Moves what stands beside the VPCs to one side where links would else lead around them: an API to its function, which
/// nothing in a VPC has to do with.
pub(super) fn settle(context: &mut Context) {
    let groups = groups(context);
    let links: Vec<(NodeIndex, NodeIndex)> =
        context.draft.links.iter().map(|link| (link.source, link.target)).collect();
    for group in groups {
        let side = |node: &Node| match node.place {
            Place::Beside(side) => Some(side),
            _ => None,
        };
        let sides: Vec<Option<Side>> = group.iter().map(|&node| side(&context.draft.nodes[node])).collect();
        let (mut left, mut right) = (0, 0);
        let (mut is_fed_from_abroad, mut brings_images) = (false, false);
        for &(source, target) in &links {
            // What sits on a border turns to whom it is linked with.
            if [source, target].iter().any(|&end| matches!(context.draft.nodes[end].place, Place::Border(_)))
            {
                continue;
            }
            let is_image = images::is_image(&context.resources, &context.draft.nodes[source]);
            let (source, target) = (root(context, source), root(context, target));
            // From what it is built of to who is started from it, all leads to the right.
            brings_images |= is_image && group.contains(&source) && !group.contains(&target);
            match (group.contains(&source), group.contains(&target)) {
                // What the world comes in by stands left.
                (true, false) | (false, true) if is_abroad(context, source) || is_abroad(context, target) => {
                    is_fed_from_abroad = true;
                    left += 1;
                }
                (true, false) => left += 1,
                (false, true) => right += 1,
                _ => {}
            }
        }
        let is_torn = sides.contains(&Some(Side::Left)) && sides.contains(&Some(Side::Right));
        if !is_torn && !is_fed_from_abroad && !brings_images {
            continue;
        }
        let is_left = left > right || (is_fed_from_abroad || brings_images) && left == right;
        let side = if is_left { Side::Left } else { Side::Right };
        for node in group {
            context.draft.nodes[node].place = Place::Beside(side);
        }
    }
}

/// What hangs together of all that stands left or right of the VPCs and is in the region.
fn groups(context: &Context) -> Vec<Vec<NodeIndex>> {
    let nodes = &context.draft.nodes;
    let is_movable = |node: NodeIndex| {
        nodes[node].parent.is_none()
            && matches!(nodes[node].place, Place::Beside(Side::Left | Side::Right))
            && !is_abroad(context, node)
    };
    // Each node's group, by its first member.
    let mut group_of: IndexMap<NodeIndex, NodeIndex> = IndexMap::new();
    group_of.extend((0..nodes.len()).filter(|&node| is_movable(node)).map(|node| (node, node)));
    for link in &context.draft.links {
        let ends = (group_of.get(&root(context, link.source)), group_of.get(&root(context, link.target)));
        if let (Some(&one), Some(&other)) = ends
            && one != other
        {
            let (first, second) = (one.min(other), one.max(other));
            group_of.values_mut().filter(|group| **group == second).for_each(|group| *group = first);
        }
    }
    let mut groups: IndexMap<NodeIndex, Vec<NodeIndex>> = IndexMap::new();
    for (node, group) in group_of {
        groups.entry(group).or_default().push(node);
    }
    groups.into_values().filter(|group| group.len() <= MOST).collect()
}

/// More would be a second drawing beside the first; each of them stays where it is.
const MOST: usize = 24;

/// The outermost box around a node, or itself.
fn root(context: &Context, node: NodeIndex) -> NodeIndex {
    context.draft.ancestors(node).last().unwrap_or(node)
}

fn is_abroad(context: &Context, node: NodeIndex) -> bool {
    region::stands_outside(context, node)
}
