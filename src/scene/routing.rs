//! What a subnet reaches, by the routes of its route table.

use crate::catalog::Role;
use crate::template::LogicalId;

use super::site::{Site, sites};
use super::world::World;

/// What a subnet reaches, in the order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Tier {
    /// The internet, and the internet reaches it.
    Public,
    /// The same through a firewall that sees all traffic of the gateway.
    Inspected,
    /// Others through a gateway.
    Egress,
    /// Nothing outside its VPC.
    Isolated,
    /// Its routes are not in the template.
    Unknown,
}

/// Public when its route table has a default route to an internet gateway that is attached to its VPC.
pub(super) fn tier_of(world: &World, subnet: &Site, vpc: &Site) -> Tier {
    let Site::Own(subnet) = subnet else {
        return Tier::Unknown;
    };
    // What is absent routes nothing, but a subnet that is absent itself is shown as it would be.
    let counts = |id: &LogicalId| world.is_ghost(subnet) || !world.is_ghost(id);
    let mut tables: Vec<&LogicalId> = Vec::new();
    let mut associated = false;
    for (association, _) in world.users_of_type(subnet, "EC2::SubnetRouteTableAssociation") {
        if counts(association) && world.named_at(association, "SubnetId").contains(subnet) {
            associated = true;
            tables.extend(world.named_at(association, "RouteTableId"));
        }
    }
    if tables.is_empty() {
        // The routes are those of an existing table: its own association's, or the main one of an existing VPC.
        let maps_public = world.text(subnet, "MapPublicIpOnLaunch").as_deref() == Some("true");
        return match (associated || vpc.own().is_none(), maps_public) {
            (true, true) => Tier::Public,
            (true, false) => Tier::Unknown,
            (false, _) => Tier::Isolated,
        };
    }
    let mut tier = Tier::Isolated;
    for &table in &tables {
        for (route, _) in world.users_of_type(table, "EC2::Route") {
            if counts(route)
                && is_default(world, route)
                && world.named_at(route, "RouteTableId").contains(&table)
            {
                tier = tier.min(reach(world, route, vpc));
            }
        }
    }
    tier
}

fn is_default(world: &World, route: &LogicalId) -> bool {
    let goes_to = |path, block| world.text(route, path).as_deref() == Some(block);
    goes_to("DestinationCidrBlock", "0.0.0.0/0") || goes_to("DestinationIpv6CidrBlock", "::/0")
}

/// Whether a route leads to the endpoint that the internet gateway of the VPC sends what comes in to.
fn is_inspected(world: &World, route: &LogicalId, vpc: &Site) -> bool {
    let endpoints = world.named_at(route, "VpcEndpointId");
    world.of_type("EC2::GatewayRouteTableAssociation").into_iter().any(|association| {
        let is_of_internet = |gateway: &&LogicalId| {
            world.role(gateway) == Some(Role::Gateway) && is_attached(world, gateway, vpc)
        };
        world.named_at(association, "GatewayId").iter().any(is_of_internet)
            && world.named_at(association, "RouteTableId").into_iter().any(|table| {
                world.users_of_type(table, "EC2::Route").any(|(inward, _)| {
                    world
                        .named_at(inward, "VpcEndpointId")
                        .iter()
                        .any(|endpoint| endpoints.contains(endpoint))
                })
            })
    })
}

fn is_attached(world: &World, gateway: &LogicalId, vpc: &Site) -> bool {
    world.users_of_type(gateway, "EC2::VPCGatewayAttachment").any(|(attachment, _)| {
        world.named_at(attachment, "InternetGatewayId").contains(&gateway)
            && sites(world, attachment, "VpcId", Role::Vpc).contains(vpc)
    })
}

fn reach(world: &World, route: &LogicalId, vpc: &Site) -> Tier {
    let gateways = world.values(route, "GatewayId");
    let Some(gateway) = gateways.first() else {
        return if is_inspected(world, route, vpc) { Tier::Inspected } else { Tier::Egress };
    };
    let named = world.named_by(gateway);
    if named.is_empty() {
        // An id that exists already: the kind is in its beginning, and a parameter of a default route is taken
        // for an internet gateway.
        return if gateway.to_string().starts_with("vgw-") { Tier::Egress } else { Tier::Public };
    }
    let attached = named
        .iter()
        .any(|gateway| world.role(gateway) == Some(Role::Gateway) && is_attached(world, gateway, vpc));
    match (attached, named.iter().any(|gateway| world.role(gateway) == Some(Role::Gateway))) {
        (true, _) => Tier::Public,
        // A gateway that is not attached leads nowhere.
        (false, true) => Tier::Isolated,
        (false, false) => Tier::Egress,
    }
}
