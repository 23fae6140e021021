//! The networks that remote users come into: a line from a Client VPN endpoint to each subnet that it is associated with.

use crate::catalog::Role;

use super::context::Context;
use super::naming::name_of;
use super::placement::containers;
use super::{Head, Link};

/// Remote users come into a network by a subnet in each zone; more lines say no more.
const MOST: usize = 4;

/// Adds the lines.
pub(super) fn draw(context: &mut Context) {
    for endpoint in context.resources.of_type("EC2::ClientVpnEndpoint") {
        let ties: Vec<_> = context
            .resources
            .users_of_type(endpoint, "EC2::ClientVpnTargetNetworkAssociation")
            .map(|(tie, _)| tie)
            .collect();
        let Some(source) = context.main(endpoint).filter(|_| ties.len() <= MOST) else { continue };
        for tie in ties {
            let subnets = containers(context.resources, tie, "SubnetId", Role::Subnet);
            let Some(subnet) = subnets.first().filter(|_| subnets.len() == 1) else { continue };
            let Some(target) = context.container(subnet) else { continue };
            let title = format!("{} → {}", name_of(context.resources, endpoint), subnet.name());
            let (ghost, folded) = (context.resources.is_ghost(tie), vec![tie.clone()]);
            let link = Link { source, target, title, ghost, folded, ..Link::default() };
            context.draft.link(Link { head: Head::Open, ..link });
        }
    }
}
