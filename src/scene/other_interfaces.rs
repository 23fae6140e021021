//! Hosts with an interface in several subnets, as firewalls and routers have: the host stands in the first of them, and its interface
//! in each other that holds nothing else, with a line between them.

use crate::eval::Value;
use crate::template::LogicalId;

use crate::catalog::Role;

use super::additions::{Additions, Extra, LinkEnd, Unless};
use super::containers::Container;
use super::context::Context;
use super::naming::{label_text, name_of};
use super::placement::containers_of;
use super::texts::below;
use super::{Icon, Ink, Link, LinkKind, Node, NodeIndex, Shape};

/// Returns the interfaces and their lines.
pub(super) fn additions<'a>(context: &Context<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    for Interface { of, id, host, subnet } in interfaces(context) {
        if additions.left_out.take_repeated(1) == 0 {
            break;
        }
        let name = name_of(context.resources, of);
        let label = id.map_or_else(|| "Network interface".into(), |id| label_text(context.resources, id));
        let node = Node {
            id: format!("{of}/{}", context.draft.nodes[subnet].id).into(),
            parent: Some(subnet),
            shape: Shape::Icon(Icon::Glyph("network-interface", Ink::Purple)),
            label: below(label),
            title: format!("Network interface of {name}"),
            ..Node::default()
        };
        let extra = Extra::InterfaceIn(of, subnet);
        let target = match id {
            Some(id) => additions.icon_of(extra, id, node),
            None => additions.icon(extra, Node { resource: Some(of.clone()), ..node }),
        };
        let title = format!("{name} has an interface here");
        let ghost = context.resources.is_ghost(of);
        let link = Link { kind: LinkKind::Part, title, ghost, ..Link::default() };
        additions.link(LinkEnd::Node(host), target, link, Unless::Never);
    }
    additions
}

/// An interface of a host in a subnet that is otherwise empty.
struct Interface<'a> {
    of: &'a LogicalId,
    /// The resource that it is, if any.
    id: Option<&'a LogicalId>,
    host: NodeIndex,
    subnet: NodeIndex,
}

fn interfaces<'a>(context: &Context<'a>) -> Vec<Interface<'a>> {
    let mut found = Vec::new();
    for of in
        context.resources.of_type("EC2::Instance").into_iter().filter(|of| !context.resources.is_ghost(of))
    {
        let Some(host) =
            context.main(of).filter(|&node| matches!(context.draft.nodes[node].shape, Shape::Icon(_)))
        else {
            continue;
        };
        for (id, subnet) in named(context, of) {
            let Some(subnet) = context.container(&subnet) else { continue };
            let is_empty = || context.draft.nodes.iter().all(|node| node.parent != Some(subnet));
            let is_known = |known: &Interface| (known.host, known.subnet) == (host, subnet);
            if !context.draft.contains(subnet, host) && !found.iter().any(is_known) && is_empty() {
                found.push(Interface { of, id, host, subnet });
            }
        }
    }
    found
}

/// The interfaces that a host names or that are attached to it, each with its subnet.
fn named<'a>(context: &Context<'a>, host: &'a LogicalId) -> Vec<(Option<&'a LogicalId>, Container<'a>)> {
    let resources = context.resources;
    let by_id = |value: &'a Value| {
        let ids = resources.named_by(value).into_iter();
        ids.flat_map(|id| resources.placement(id).subnets.first().map(|subnet| (Some(id), subnet.clone())))
            .collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    for interface in resources.values(host, "NetworkInterfaces[]") {
        match (interface.get("NetworkInterfaceId"), interface.get("SubnetId")) {
            (Some(id), _) => found.extend(by_id(id)),
            (None, Some(subnet)) => {
                let subnets = containers_of(resources, subnet, Role::Subnet);
                found.extend(subnets.into_iter().take(1).map(|subnet| (None, subnet)));
            }
            (None, None) => {}
        }
    }
    for (tie, _) in resources.users_of_type(host, "EC2::NetworkInterfaceAttachment") {
        found.extend(resources.values(tie, "NetworkInterfaceId").into_iter().flat_map(by_id));
    }
    found
}
