//! Route tables that exist already and get a route of the template: an icon in the network, and a line to what the route leads to.

use crate::catalog::Role;
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::additions::{Additions, Extra, LinkEnd, Unless};
use super::containers::{Container, Existing};
use super::context::Context;
use super::naming::name_of;
use super::placement::containers_of;
use super::texts::{below, existing_label, says_existing};
use super::{Head, Icon, Ink, Link, LinkKind, Node, NodeIndex, NodeKind, Place, Shape, sources};

/// More tables than these, and the picture would be about them.
const MOST: usize = 4;

/// Where a route names what it leads to that stands in the network.
const NEXT_HOPS: [&str; 4] = ["NatGatewayId", "VpcEndpointId", "InstanceId", "EgressOnlyInternetGatewayId"];

/// Returns the tables and their lines.
pub(super) fn additions<'a>(context: &Context<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let found = tables(context);
    if found.len() > MOST {
        return additions;
    }
    for (table, leads) in found {
        let Some((route, network)) =
            leads.first().and_then(|lead| Some((lead.route, network(context, lead.to)?)))
        else {
            continue;
        };
        if additions.left_out.take_repeated(1) == 0 {
            break;
        }
        let (name, existing) = (table.name.clone(), says_existing(&table));
        let (label, title) =
            (below(existing_label(&table, "Route table")), format!("Route table {}", table.full));
        let full = table.full.clone();
        let source = sources::of(context.resources, &Container::Existing(table));
        let node = Node {
            id: format!("existing/EC2::RouteTable/{name}").into(),
            parent: Some(network),
            kind: NodeKind::Existing,
            shape: Shape::Icon(Icon::Glyph("route-table", Ink::Purple)),
            place: Place::Above,
            label,
            title,
            source,
            existing,
            ..Node::default()
        };
        let icon = additions.icon(Extra::SaidBy(route, name), node);
        for Lead { route, hop, to } in leads {
            let title = format!("{full} → {}", name_of(context.resources, hop));
            let folded = vec![route.clone()];
            let link = Link { kind: LinkKind::Route, head: Head::Open, title, folded, ..Link::default() };
            additions.link(icon.clone(), LinkEnd::Node(to), link, Unless::Never);
        }
    }
    additions
}

/// The end of a route of a table.
struct Lead<'a> {
    route: &'a LogicalId,
    hop: &'a LogicalId,
    to: NodeIndex,
}

/// The tables that no subnet of the template has, each with where its routes lead.
fn tables<'a>(context: &Context<'a>) -> IndexMap<Existing, Vec<Lead<'a>>> {
    let resources = context.resources;
    let table = |id: &LogicalId| -> Option<Existing> {
        let value = resources.values(id, "RouteTableId").into_iter().next()?;
        let named =
            resources.named_by(value).is_empty().then(|| containers_of(resources, value, Role::Subnet));
        named.into_iter().flatten().find_map(|container| match container {
            Container::Existing(existing) => Some(existing),
            Container::Own(_) => None,
        })
    };
    let known: IndexSet<Existing> =
        resources.of_type("EC2::SubnetRouteTableAssociation").into_iter().filter_map(table).collect();
    let mut found: IndexMap<Existing, Vec<Lead>> = IndexMap::new();
    for route in resources.of_type("EC2::Route").into_iter().filter(|route| !resources.is_ghost(route)) {
        let hop = NEXT_HOPS.iter().find_map(|path| resources.named_at(route, path).into_iter().next());
        let to = hop.and_then(|hop| Some((hop, icon(context, hop)?)));
        if let (Some(table), Some((hop, to))) = (table(route).filter(|table| !known.contains(table)), to) {
            let leads = found.entry(table).or_default();
            if leads.iter().all(|lead| lead.to != to) {
                leads.push(Lead { route, hop, to });
            }
        }
    }
    found
}

fn icon(context: &Context, hop: &LogicalId) -> Option<NodeIndex> {
    let node = context.main(hop)?;
    (matches!(context.draft.nodes[node].shape, Shape::Icon(_)) && network(context, node).is_some())
        .then_some(node)
}

/// The box of the network that a node is in.
fn network(context: &Context, node: NodeIndex) -> Option<NodeIndex> {
    context.draft.ancestors(node).find(|&outer| context.draft.nodes[outer].kind == NodeKind::Vpc)
}
