//! What is in no region, and what is in another one.

use crate::catalog::{self, Outside};
use crate::maps::SortedSet;
use crate::template::LogicalId;

use super::context::Context;
use super::placement::peers;
use super::resources::Resources;
use super::{NodeIndex, Place};

/// Returns the VPCs of other regions that something leads to, and the stacks there that are read.
pub(super) fn abroad(context: &Context) -> SortedSet<NodeIndex> {
    let resources = context.resources;
    let leads_away =
        |id: &LogicalId| resources.text(id, "PeerRegion").is_some_and(|region| region != resources.region());
    let away = resources.present().map(|(id, _)| id).filter(|id| leads_away(id));
    let vpcs = away.flat_map(|id| peers(resources, id)).filter_map(|peer| context.container(&peer));
    vpcs.chain(context.abroad.iter().copied()).collect()
}

/// Returns whether a node stands for something that is in no region.
pub(super) fn stands_outside(context: &Context, node: NodeIndex) -> bool {
    let node = &context.draft.nodes[node];
    // What spans others is in the region, as all is that it could go around.
    let resource = node.resource.as_ref().filter(|_| node.place != Place::Around);
    resource.is_some_and(|id| is_outside(context.resources, id, MAX_DEPTH))
}

/// Records of zones: no real chain is longer.
const MAX_DEPTH: usize = 4;

fn is_outside(resources: &Resources, id: &LogicalId, depth: usize) -> bool {
    let Some((_, resource)) = resources.get(id) else {
        return false;
    };
    match catalog::outside(&resource.type_name) {
        _ if resources.overrides().is_at_edge(id) => true,
        None => false,
        Some(Outside::Always) => true,
        Some(Outside::When(path, value)) => resources.text(id, path).as_deref() == Some(value),
        Some(Outside::Without(path)) => resources.values(id, path).is_empty(),
        Some(Outside::Like(path)) => {
            depth == 0
                || resources.named_at(id, path).iter().all(|other| is_outside(resources, other, depth - 1))
        }
    }
}
