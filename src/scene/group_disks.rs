//! The disks that groups give what they launch, as a sign on each instance.

use crate::catalog::Role;
use crate::template::LogicalId;

use super::context::Context;
use super::launch_names::launched_from;
use super::{NodeIndex, Shape, texts};

/// Adds the signs.
pub(super) fn draw(context: &mut Context) {
    let groups: Vec<&LogicalId> = context.resources.with_role(Role::ScalingGroup).collect();
    for group in groups {
        let from = launched_from(context.resources, group).into_iter();
        let Some(sign) = from.filter_map(|from| texts::disks_of(context.resources, from)).next() else {
            continue;
        };
        let stands = context.stands.get(group).into_iter().flatten().copied();
        let is_icon = |node: &NodeIndex| matches!(context.draft.nodes[*node].shape, Shape::Icon(_));
        for node in stands.filter(is_icon).collect::<Vec<_>>() {
            context.draft.remark(node, Vec::new(), vec![sign.clone()]);
        }
    }
}
