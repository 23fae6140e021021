//! The disks that groups give what they launch, as a sign on each instance.

use crate::catalog::Role;

use super::additions::Additions;
use super::context::Context;
use super::launch_names::launched_from;
use super::{NodeIndex, Shape, texts};

/// Returns the signs.
pub(super) fn additions<'a>(context: &Context<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    for group in context.resources.with_role(Role::ScalingGroup) {
        let from = launched_from(context.resources, group).into_iter();
        let Some(sign) = from.filter_map(|from| texts::disks_of(context.resources, from)).next() else {
            continue;
        };
        let stands = context.stands.get(group).into_iter().flatten().copied();
        let is_icon = |node: &NodeIndex| matches!(context.draft.nodes[*node].shape, Shape::Icon(_));
        stands.filter(is_icon).for_each(|node| additions.sign(node, sign.clone()));
    }
    additions
}
