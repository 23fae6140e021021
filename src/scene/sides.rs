//! On which side things stand: by their roles first, then beside the VPCs together with whom they are linked with.

use crate::catalog::Role;
use crate::graph::connected;
use crate::maps::IndexSet;

use super::additions::{Additions, Move};
use super::context::Context;
use super::images;
use super::outside_region::stands_outside;
use super::{Node, NodeIndex, Place, Side};

/// Returns the border of its VPC that a resource with this role stands on.
pub(super) fn on_border(role: Role) -> Side {
    match role {
        Role::Gateway => Side::Top,
        Role::BorderLeft => Side::Left,
        _ => Side::Right,
    }
}

/// Returns the side of the VPCs that a resource with this role stands on, which is in none of them.
pub(super) fn beside_vpcs(role: Role) -> Side {
    match role {
        Role::Edge | Role::BorderLeft => Side::Left,
        Role::Gateway => Side::Top,
        _ if is_at_bottom(Some(role)) => Side::Bottom,
        _ => Side::Right,
    }
}

/// Returns the side of the region's frame that something with this role stands on, which is in no region, or in another that
/// something is read from.
pub(super) fn beside_region(role: Option<Role>, is_read: bool) -> Side {
    match role {
        Some(Role::Vpc) if !is_read => Side::Right,
        role if is_at_bottom(role) && !is_read => Side::Bottom,
        _ => Side::Left,
    }
}

/// Returns true if a resource with this role stands below all, with what only supports others.
pub(super) fn is_at_bottom(role: Option<Role>) -> bool {
    matches!(role, Some(Role::Badge | Role::Support | Role::Glue) | None)
}

/// Moves what stands beside the VPCs to one side where links would else lead around them: an API to its function, which
/// nothing in a VPC has to do with.
pub(super) fn additions<'a>(context: &Context<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
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
            let is_image = images::is_image(context.resources, &context.draft.nodes[source]);
            let (source, target) = (root(context, source), root(context, target));
            // From what it is built of to who is started from it, all leads to the right.
            brings_images |= is_image && group.contains(&source) && !group.contains(&target);
            match (group.contains(&source), group.contains(&target)) {
                // What the world comes in by stands left.
                (true, false) | (false, true)
                    if stands_outside(context, source) || stands_outside(context, target) =>
                {
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
        let place = Some(Place::Beside(side));
        additions.moved.extend(group.into_iter().map(|node| Move { node, into: None, place }));
    }
    additions
}

/// Returns what hangs together of all that stands left or right of the VPCs and is in the region.
fn groups(context: &Context) -> Vec<Vec<NodeIndex>> {
    let nodes = &context.draft.nodes;
    let is_movable = |node: NodeIndex| {
        nodes[node].parent.is_none()
            && matches!(nodes[node].place, Place::Beside(Side::Left | Side::Right))
            && !stands_outside(context, node)
    };
    let movable: IndexSet<NodeIndex> = (0..nodes.len()).filter(|&node| is_movable(node)).collect();
    let movable_root = |node| movable.get_index_of(&root(context, node));
    let pairs = context.draft.links.iter();
    let pairs = pairs.filter_map(|link| Some((movable_root(link.source)?, movable_root(link.target)?)));
    let groups = connected(movable.len(), pairs).into_iter().filter(|group| group.len() <= MOST);
    let nodes_of =
        |group: Vec<usize>| group.into_iter().filter_map(|at| movable.get_index(at).copied()).collect();
    groups.map(nodes_of).collect()
}

/// More would be a second drawing beside the first; each of them stays where it is.
const MOST: usize = 24;

/// The outermost box around a node, or itself.
fn root(context: &Context, node: NodeIndex) -> NodeIndex {
    context.draft.ancestors(node).last().unwrap_or(node)
}
