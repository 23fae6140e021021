//! Attachments of transit gateways: a sign on each subnet in which one has its interfaces, for the attachment itself stands on the
//! border of the network.

use crate::catalog::Role;
use crate::template::LogicalId;

use super::context::Context;
use super::placement::containers;
use super::texts;
use super::{Badge, NodeIndex};

/// Adds the signs.
pub(super) fn draw(context: &mut Context) {
    const ATTACHMENTS: [&str; 2] = ["EC2::TransitGatewayAttachment", "EC2::TransitGatewayVpcAttachment"];
    for attachment in ATTACHMENTS.iter().flat_map(|short| context.resources.of_type(short)) {
        let Some(facts) =
            context.resources.facts(attachment).filter(|_| !context.resources.is_ghost(attachment))
        else {
            continue;
        };
        let (icon, title) = (texts::icon(facts), texts::title(&context.resources, attachment));
        for subnet in subnets(context, attachment) {
            let resource = Some(attachment.clone());
            let badge = Badge { icon: icon.clone(), title: title.clone(), resource };
            context.draft.remark(subnet, Vec::new(), vec![badge]);
        }
    }
}

/// The boxes of the subnets that an attachment names.
fn subnets(context: &Context, attachment: &LogicalId) -> Vec<NodeIndex> {
    let named = containers(&context.resources, attachment, "SubnetIds[]", Role::Subnet);
    named.iter().filter_map(|subnet| context.container(subnet)).collect()
}
