//! The networks that remote users come into: a line from a Client VPN endpoint to each subnet that it is associated with.

use crate::catalog::Role;

use super::additions::{Additions, LinkEnd, Unless};
use super::context::Context;
use super::naming::name_of;
use super::placement::containers;
use super::{Head, Link};

/// Remote users come into a network by a subnet in each zone; more lines say no more.
const MOST: usize = 4;

/// Returns the lines.
pub(super) fn additions<'a>(context: &Context<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    for endpoint in context.resources.of_type("EC2::ClientVpnEndpoint") {
        let ties: Vec<_> = context
            .resources
            .users_of_type(endpoint, "EC2::ClientVpnTargetNetworkAssociation")
            .map(|(tie, _)| tie)
            .collect();
        if ties.len() > MOST {
            continue;
        }
        for tie in ties {
            let subnets = containers(context.resources, tie, "SubnetId", Role::Subnet);
            let Some(subnet) = subnets.first().filter(|_| subnets.len() == 1) else { continue };
            let title = format!("{} → {}", name_of(context.resources, endpoint), subnet.name());
            let (ghost, folded) = (context.resources.is_ghost(tie), vec![tie.clone()]);
            let link = Link { head: Head::Open, title, ghost, folded, ..Link::default() };
            let (source, target) = (LinkEnd::Resource(endpoint), LinkEnd::Container(subnet.clone()));
            additions.link(source, target, link, Unless::Never);
        }
    }
    additions
}
