//! Which side of the VPC a way in stands on: left, unless all that it leads to stands on the right.

use crate::catalog::Role;

use super::context::Context;
use super::{NodeIndex, Place, Side, region};

/// Moves ways in that lead into no VPC to the right, beside what they call: their links would cross the whole VPC.
pub(super) fn settle(context: &mut Context) {
    let entries: Vec<NodeIndex> =
        (0..context.draft.nodes.len()).filter(|&node| is_entry(context, node)).collect();
    for entry in entries {
        let links = context.draft.links.iter().filter(|link| link.source == entry || link.target == entry);
        let others = links.map(|link| if link.source == entry { link.target } else { link.source });
        let places: Vec<Place> = others.map(|node| place_of(context, node)).collect();
        let count = |side: Side| places.iter().filter(|place| **place == Place::Beside(side)).count();
        let (left, right) = (count(Side::Left), count(Side::Right));
        if right > 0 && right >= left && left + right == places.len() {
            context.draft.nodes[entry].place = Place::Beside(Side::Right);
        }
    }
}

/// Where the outermost box around a node stands.
fn place_of(context: &Context, node: NodeIndex) -> Place {
    let outermost = context.draft.ancestors(node).last().unwrap_or(node);
    context.draft.nodes[outermost].place
}

/// Whether a node is a way into the region that stands left of a VPC.
fn is_entry(context: &Context, node: NodeIndex) -> bool {
    let draft = &context.draft.nodes[node];
    let role = draft.resource.as_ref().and_then(|id| context.world.role(id));
    draft.parent.is_none()
        && draft.place == Place::Beside(Side::Left)
        && role == Some(Role::Edge)
        && !region::stands_outside(context, node)
}
