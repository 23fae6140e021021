//! Where the routes of subnets lead: among the details of those that do more than reach the internet, and among their facts
//! where packets are led through an appliance, which is what such a network is about. Likewise where the tables of transit
//! gateways lead, which stand for themselves.

use indexmap::{IndexMap, IndexSet};

use crate::template::LogicalId;

use super::bounds::MOST_DETAILS;
use super::context::Context;
use super::excerpt::{excerpt, shortened};
use super::naming::name_of;
use super::network::Network;
use super::site::Site;
use super::world::World;
use super::{Detail, Fact, NodeIndex};
use crate::catalog::Role;

/// More routes than these fill the subnet; its details have them all.
const MOST_SHOWN: usize = 4;

/// Adds details and facts to the subnets of the template.
pub(super) fn draw(context: &mut Context, network: &Network) {
    let edges = edge_tables(&context.world);
    for &(gateway, table) in &edges {
        let ways = ways(&context.world, table);
        if let Some(node) = context.main(gateway) {
            detail(context, node, ways.iter());
            context.draft.remark(node, shown(ways.iter()), Vec::new());
        }
    }
    // Many subnets share a table.
    let of_tables: IndexMap<&LogicalId, Vec<Way>> = context
        .world
        .of_type("EC2::RouteTable")
        .into_iter()
        .map(|table| (table, ways(&context.world, table)))
        .collect();
    let of_tables = &of_tables;
    let ways_of = |id| tables(&context.world, id).into_iter().filter_map(move |table| of_tables.get(table));
    let mut subnets: Vec<(&Site, Vec<&Way>)> = Vec::new();
    for index in 0..network.vpcs.len() {
        let own = network.subnets_of(index).filter_map(|(site, _)| Some((site, site.own()?)));
        subnets.extend(own.map(|(site, id)| (site, ways_of(id).flatten().take(MOST_DETAILS).collect())));
    }
    // Where packets are led through an appliance, the ways of other networks lead there, too.
    let is_inspected =
        subnets.iter().flat_map(|(_, ways)| ways).any(|way| way.hop == Hop::Appliance) || !edges.is_empty();
    for (site, ways) in subnets {
        let Some(node) = context.site(site) else { continue };
        if ways.iter().all(|way| way.hop == Hop::Internet) && !is_inspected {
            continue;
        }
        detail(context, node, ways.iter().copied());
        if is_inspected {
            context.draft.remark(node, shown(ways.into_iter()), Vec::new());
        }
    }
    hubs(context);
}

/// Routes as facts, as many as there is room for.
fn shown<'w>(ways: impl Iterator<Item = &'w Way>) -> Vec<Fact> {
    let text = |way: &Way| shortened(format!("{} → {}", way.to, way.through));
    ways.take(MOST_SHOWN).map(|way| Fact { text: text(way), ghost: way.ghost }).collect()
}

/// Says at the tables of transit gateways which way they lead.
fn hubs(context: &mut Context) {
    for table in context.world.of_type("EC2::TransitGatewayRouteTable") {
        let ways = hub_ways(&context.world, table);
        if let Some(node) = context.main(table) {
            detail(context, node, ways.iter());
            context.draft.remark(node, shown(ways.iter()), Vec::new());
        }
    }
}

/// The routes of a table of a transit gateway, and the attachments that tell it theirs.
fn hub_ways(world: &World, table: &LogicalId) -> Vec<Way> {
    let attachment = |id| world.named_at(id, "TransitGatewayAttachmentId").into_iter().next();
    let name = |id| attachment(id).map(|attachment| name_of(world, attachment).to_string());
    let routes = world.users_of_type(table, "EC2::TransitGatewayRoute");
    let routes = routes.filter_map(|(route, _)| {
        let is_dropped = world.text(route, "Blackhole").as_deref() == Some("true");
        let through = name(route).or_else(|| is_dropped.then(|| "nowhere".to_owned()))?;
        Some((route, world.text(route, "DestinationCidrBlock")?, through))
    });
    let told = world.users_of_type(table, "EC2::TransitGatewayRouteTablePropagation");
    let told = told.filter_map(|(tie, _)| Some((tie, "propagated".to_owned(), name(tie)?)));
    let ways = routes.chain(told).take(MOST_DETAILS);
    ways.map(|(id, to, through)| Way { to, through, hop: Hop::Other, ghost: world.is_ghost(id) }).collect()
}

/// Adds routes to the details of what they are for.
fn detail<'w>(context: &mut Context, node: NodeIndex, ways: impl Iterator<Item = &'w Way>) {
    let node = &mut context.draft.nodes[node];
    let ghost = node.ghost;
    let there = ways.filter(|way| !way.ghost || ghost);
    let details = there.map(|way| Detail { name: format!("Route {}", way.to), value: way.through.clone() });
    node.details.extend(details);
}

/// One route: what for, and through what.
struct Way {
    to: String,
    through: String,
    hop: Hop,
    ghost: bool,
}

/// What a route leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hop {
    Internet,
    /// What looks at packets and sends them on.
    Appliance,
    Other,
}

/// What a route names as the next hop, and whether that is an appliance.
const HOPS: [(&str, Hop); 12] = [
    ("GatewayId", Hop::Other),
    ("NatGatewayId", Hop::Other),
    ("VpcEndpointId", Hop::Appliance),
    ("NetworkInterfaceId", Hop::Appliance),
    ("InstanceId", Hop::Appliance),
    ("TransitGatewayId", Hop::Other),
    ("VpcPeeringConnectionId", Hop::Other),
    ("EgressOnlyInternetGatewayId", Hop::Other),
    ("CarrierGatewayId", Hop::Other),
    ("LocalGatewayId", Hop::Other),
    ("CoreNetworkArn", Hop::Other),
    ("OdbNetworkArn", Hop::Other),
];

/// The routes of a table, in the order of the template, as many as details have room for.
fn ways(world: &World, table: &LogicalId) -> Vec<Way> {
    let routes = world.users_of_type(table, "EC2::Route");
    let routes = routes.filter(|(route, _)| world.named_at(route, "RouteTableId").contains(&table));
    routes.filter_map(|(route, _)| way(world, route)).take(MOST_DETAILS).collect()
}

fn way(world: &World, route: &LogicalId) -> Option<Way> {
    const DESTINATIONS: [&str; 3] =
        ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];
    let to = DESTINATIONS.iter().find_map(|path| world.text(route, path))?;
    let (path, hop) = *HOPS.iter().find(|(path, _)| !world.values(route, path).is_empty())?;
    let value = *world.values(route, path).first()?;
    let named = world.named_by(value).into_iter().next();
    let is_gateway = named.is_some_and(|id| world.role(id) == Some(Role::Gateway));
    let hop = if is_gateway { Hop::Internet } else { hop };
    let through = named.map_or_else(|| excerpt(value), |id| name_of(world, id).to_string());
    Some(Way { to, through, hop, ghost: world.is_ghost(route) })
}

/// The route tables of a subnet.
fn tables<'a>(world: &World<'a>, subnet: &LogicalId) -> Vec<&'a LogicalId> {
    let ties = world.users_of_type(subnet, "EC2::SubnetRouteTableAssociation");
    let ties = ties.filter(|(tie, _)| world.named_at(tie, "SubnetId").contains(&subnet));
    let tables: IndexSet<&LogicalId> =
        ties.flat_map(|(tie, _)| world.named_at(tie, "RouteTableId")).collect();
    tables.into_iter().collect()
}

/// The tables that say where what comes in from a gateway goes first, each with the gateway.
fn edge_tables<'a>(world: &World<'a>) -> Vec<(&'a LogicalId, &'a LogicalId)> {
    let mut found = Vec::new();
    for tie in world.of_type("EC2::GatewayRouteTableAssociation") {
        for gateway in world.named_at(tie, "GatewayId") {
            found.extend(world.named_at(tie, "RouteTableId").into_iter().map(|table| (gateway, table)));
        }
    }
    found
}
