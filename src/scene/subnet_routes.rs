//! Where the routes of subnets lead: among the details of those that do more than reach the internet, and among their facts
//! where packets are led through an appliance or a hub, which is what such a network is about. Likewise where the tables of transit
//! gateways lead, which stand for themselves.

use crate::maps::IndexMap;
use crate::template::LogicalId;

use super::additions::{Additions, Remark};
use super::bounds::MOST_DETAILS;
use super::containers::Container;
use super::context::Context;
use super::excerpt::marked;
use super::naming::name_of;
use super::network::Network;
use super::resources::Resources;
use super::routing::tables;
use super::{Detail, Fact, NodeIndex};
use crate::catalog::Role;
use crate::eval::MarkedText;

/// More routes than these fill the subnet; its details have them all.
const MOST_SHOWN: usize = 4;

/// Returns details and facts of the subnets of the template.
pub(super) fn additions<'a>(context: &Context<'a>, network: &Network) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let edges = edge_tables(context.resources);
    for &(gateway, table) in &edges {
        let routes = all_ways(context.resources, table);
        additions.remarks.extend(context.main(gateway).map(|node| said(context, node, &routes)));
    }
    // Many subnets share a table.
    let of_tables: IndexMap<&LogicalId, Vec<Route>> = context
        .resources
        .of_type("EC2::RouteTable")
        .into_iter()
        .map(|table| (table, all_ways(context.resources, table)))
        .collect();
    let of_tables = &of_tables;
    let routes_of =
        |id| tables(context.resources, id).into_iter().filter_map(move |table| of_tables.get(table));
    let mut subnets: Vec<(&Container, Vec<&Route>)> = Vec::new();
    for index in 0..network.vpcs.len() {
        let own = network.subnets_of(index).filter_map(|(container, _)| Some((container, container.own()?)));
        subnets.extend(
            own.map(|(container, id)| (container, routes_of(id).flatten().take(MOST_DETAILS).collect())),
        );
    }
    // Where packets are led through an appliance or a hub, the routes of other networks lead there, too.
    let is_subject = subnets
        .iter()
        .flat_map(|(_, routes)| routes)
        .any(|route| matches!(route.hop, Hop::Appliance | Hop::Hub))
        || !edges.is_empty();
    for (container, routes) in subnets {
        let Some(node) = context.container(container) else { continue };
        if routes.iter().all(|route| route.hop == Hop::Internet) && !is_subject {
            continue;
        }
        let said = said(context, node, routes);
        let facts = if is_subject { said.facts } else { Vec::new() };
        additions.remarks.push(Remark { facts, ..said });
    }
    additions.remarks.extend(hubs(context));
    additions
}

/// Routes as facts, as many as there is room for, and as details of what they are for.
fn said<'w>(context: &Context, node: NodeIndex, routes: impl IntoIterator<Item = &'w Route>) -> Remark {
    let routes: Vec<&Route> = routes.into_iter().collect();
    let fact = |route: &&Route| Fact {
        ghost: route.ghost,
        ..Fact::about([Some(route.to.as_str().into()), Some("→".into())], route.through.clone())
    };
    let facts = routes.iter().take(MOST_SHOWN).map(fact).collect();
    let ghost = context.draft.nodes[node].ghost;
    let there = routes.iter().filter(|route| !route.ghost || ghost);
    let details =
        there.map(|route| Detail { name: format!("Route {}", route.to), value: route.through.clone() });
    Remark { node, facts, badges: Vec::new(), details: details.collect() }
}

/// Returns what is said at the tables of transit gateways: which way they lead.
fn hubs(context: &Context) -> Vec<Remark> {
    let tables = context.resources.of_type("EC2::TransitGatewayRouteTable").into_iter();
    let drawn = tables.filter_map(|table| Some((table, context.main(table)?)));
    drawn.map(|(table, node)| said(context, node, &hub_routes(context.resources, table))).collect()
}

/// The routes of a table of a transit gateway, and the attachments that tell it theirs.
fn hub_routes(resources: &Resources, table: &LogicalId) -> Vec<Route> {
    let attachment = |id| resources.named_at(id, "TransitGatewayAttachmentId").into_iter().next();
    let name = |id| attachment(id).map(|attachment| name_of(resources, attachment));
    let routes = resources.users_of_type(table, "EC2::TransitGatewayRoute");
    let routes = routes.filter_map(|(route, _)| {
        let is_dropped = resources.text(route, "Blackhole").as_deref() == Some("true");
        let through = name(route).or_else(|| is_dropped.then(|| "nowhere".into()))?;
        Some((route, resources.text(route, "DestinationCidrBlock")?, through))
    });
    let told = resources.users_of_type(table, "EC2::TransitGatewayRouteTablePropagation");
    let told = told.filter_map(|(tie, _)| Some((tie, "propagated".to_owned(), name(tie)?)));
    let routes = routes.chain(told).take(MOST_DETAILS);
    routes
        .map(|(id, to, through)| Route { to, through, hop: Hop::Other, ghost: resources.is_ghost(id) })
        .collect()
}

/// One route: what for, and through what.
struct Route {
    to: String,
    through: MarkedText,
    hop: Hop,
    ghost: bool,
}

/// The next hop of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hop {
    Internet,
    /// An appliance that looks at packets and sends them on.
    Appliance,
    /// A hub that joins many networks.
    Hub,
    Other,
}

/// The properties in which a route names the next hop, and whether that is an appliance.
const NEXT_HOPS: [(&str, Hop); 12] = [
    ("GatewayId", Hop::Other),
    ("NatGatewayId", Hop::Other),
    ("VpcEndpointId", Hop::Appliance),
    ("NetworkInterfaceId", Hop::Appliance),
    ("InstanceId", Hop::Appliance),
    ("TransitGatewayId", Hop::Hub),
    ("VpcPeeringConnectionId", Hop::Other),
    ("EgressOnlyInternetGatewayId", Hop::Other),
    ("CarrierGatewayId", Hop::Other),
    ("LocalGatewayId", Hop::Other),
    ("CoreNetworkArn", Hop::Hub),
    ("OdbNetworkArn", Hop::Other),
];

/// The routes of a table, in the order of the template, as many as details have room for.
fn all_ways(resources: &Resources, table: &LogicalId) -> Vec<Route> {
    let routes = resources.users_of_type(table, "EC2::Route");
    let routes = routes.filter(|(route, _)| resources.named_at(route, "RouteTableId").contains(&table));
    routes.filter_map(|(id, _)| route(resources, id)).take(MOST_DETAILS).collect()
}

fn route(resources: &Resources, id: &LogicalId) -> Option<Route> {
    const DESTINATIONS: [&str; 3] =
        ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];
    let to = DESTINATIONS.iter().find_map(|path| resources.text(id, path))?;
    let (path, hop) = *NEXT_HOPS.iter().find(|(path, _)| !resources.values(id, path).is_empty())?;
    let value = *resources.values(id, path).first()?;
    let named = resources.named_by(value).into_iter().next();
    let is_gateway = named.is_some_and(|id| resources.role(id) == Some(Role::Gateway));
    let hop = if is_gateway { Hop::Internet } else { hop };
    let through = named.map_or_else(|| marked(value), |id| name_of(resources, id));
    // A parameter that nobody filled in says nothing of the way.
    if through.is_empty() {
        return None;
    }
    Some(Route { to, through, hop, ghost: resources.is_ghost(id) })
}

/// The tables that say where what comes in from a gateway goes first, each with the gateway.
fn edge_tables<'a>(resources: &Resources<'a>) -> Vec<(&'a LogicalId, &'a LogicalId)> {
    let mut found = Vec::new();
    for tie in resources.of_type("EC2::GatewayRouteTableAssociation") {
        for gateway in resources.named_at(tie, "GatewayId") {
            found.extend(resources.named_at(tie, "RouteTableId").into_iter().map(|table| (gateway, table)));
        }
    }
    found
}
