//! Attachments of transit gateways and core networks: their interface in each subnet that is there for nothing else, a sign on each that holds others,
//! too, for the attachment itself stands on the border of the network.

use crate::catalog::Role;
use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::additions::{Additions, Extra};
use super::context::Context;
use super::placement::containers;
use super::texts::{self, below};
use super::{Badge, Icon, Ink, Node, NodeIndex, NodeKind, Shape};

/// Returns the interfaces and the signs.
pub(super) fn additions<'a>(context: &Context<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let mut filled: IndexSet<NodeIndex> = context.draft.nodes.iter().filter_map(|node| node.parent).collect();
    let resources = context.resources;
    let of_type =
        |(short, path)| resources.of_type(short).into_iter().map(move |attachment| (attachment, path));
    for (attachment, path) in ATTACHMENTS.into_iter().flat_map(of_type) {
        let Some(facts) =
            context.resources.facts(attachment).filter(|_| !context.resources.is_ghost(attachment))
        else {
            continue;
        };
        let (icon, title) = (texts::icon(facts), texts::title(context.resources, attachment));
        for subnet in subnets(context, attachment, path) {
            if !filled.contains(&subnet) && additions.left_out.take_repeated(1) == 1 {
                filled.insert(subnet);
                let node = interface(context, attachment, subnet);
                additions.icon(Extra::InterfaceIn(attachment, subnet), node);
                continue;
            }
            let resource = Some(attachment.clone());
            let badge = Badge { icon: icon.clone(), title: title.clone(), resource };
            additions.sign(subnet, badge);
        }
    }
    additions
}

/// The types of attachments, and where each says which subnets it has an interface in.
const ATTACHMENTS: [(&str, &str); 3] = [
    ("EC2::TransitGatewayAttachment", "SubnetIds[]"),
    ("EC2::TransitGatewayVpcAttachment", "SubnetIds[]"),
    ("NetworkManager::VpcAttachment", "SubnetArns[]"),
];

/// The interface that AWS makes for an attachment in a subnet.
fn interface(context: &Context, attachment: &LogicalId, subnet: NodeIndex) -> Node {
    let title = texts::title(context.resources, attachment);
    let is_of_core = context.resources.short_name(attachment).starts_with("NetworkManager::");
    let label = if is_of_core { "Core network ENI" } else { "Transit gateway ENI" };
    Node {
        id: format!("{attachment}/{}", context.draft.nodes[subnet].id).into(),
        parent: Some(subnet),
        kind: NodeKind::TransitGatewayInterface,
        resource: Some(attachment.clone()),
        shape: Shape::Icon(Icon::Glyph("network-interface", Ink::Purple)),
        label: below(label.into()),
        title: format!("Network interface of {title}"),
        made: true,
        ..Node::default()
    }
}

/// The boxes of the subnets that an attachment names.
fn subnets(context: &Context, attachment: &LogicalId, path: &str) -> Vec<NodeIndex> {
    let named = containers(context.resources, attachment, path, Role::Subnet);
    named.iter().filter_map(|subnet| context.container(subnet)).collect()
}
