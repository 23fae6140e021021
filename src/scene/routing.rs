//! What a subnet reaches, by the routes of its route table.

use indexmap::{IndexMap, IndexSet};

use crate::catalog::Role;
use crate::template::LogicalId;

use super::excerpt::excerpt;
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

/// What has been found out about routes so far: many subnets share a route table.
pub(super) struct Routes<'a> {
    inspecting: IndexSet<&'a LogicalId>,
    tables: IndexMap<(&'a LogicalId, bool, Site<'a>), Tier>,
}

impl<'a> Routes<'a> {
    /// Nothing yet.
    pub fn new(world: &World<'a>) -> Self {
        Routes { inspecting: inspecting(world), tables: IndexMap::new() }
    }

    /// What the default routes of a table lead to; with `absent`, those that a condition leaves out count, too.
    fn through(&mut self, world: &World<'a>, table: &'a LogicalId, absent: bool, vpc: &Site<'a>) -> Tier {
        let key = (table, absent, vpc.clone());
        if let Some(&tier) = self.tables.get(&key) {
            return tier;
        }
        let mut tier = Tier::Isolated;
        for (route, _) in world.users_of_type(table, "EC2::Route") {
            if (absent || !world.is_ghost(route))
                && is_default(world, route)
                && world.named_at(route, "RouteTableId").contains(&table)
            {
                tier = tier.min(reach(world, route, vpc, &self.inspecting));
            }
        }
        self.tables.insert(key, tier);
        tier
    }
}

/// Public when its route table has a default route to an internet gateway that is attached to its VPC.
pub(super) fn tier_of<'a>(
    world: &World<'a>,
    subnet: &Site<'a>,
    vpc: &Site<'a>,
    routes: &mut Routes<'a>,
) -> Tier {
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
    let absent = world.is_ghost(subnet);
    tables.iter().map(|table| routes.through(world, table, absent, vpc)).min().unwrap_or(Tier::Isolated)
}

fn is_default(world: &World, route: &LogicalId) -> bool {
    let goes_to = |path, block| world.text(route, path).as_deref() == Some(block);
    goes_to("DestinationCidrBlock", "0.0.0.0/0") || goes_to("DestinationIpv6CidrBlock", "::/0")
}

/// The endpoints that an internet gateway sends all that comes in to.
fn inspecting<'a>(world: &World<'a>) -> IndexSet<&'a LogicalId> {
    let is_of_internet = |gateway: &&LogicalId| world.role(gateway) == Some(Role::Gateway);
    let mut tables: IndexSet<&LogicalId> = IndexSet::new();
    for association in world.of_type("EC2::GatewayRouteTableAssociation") {
        if world.named_at(association, "GatewayId").iter().any(is_of_internet) {
            tables.extend(world.named_at(association, "RouteTableId"));
        }
    }
    let routes = tables.iter().flat_map(|table| world.users_of_type(table, "EC2::Route"));
    routes.flat_map(|(route, _)| world.named_at(route, "VpcEndpointId")).collect()
}

fn is_attached(world: &World, gateway: &LogicalId, vpc: &Site) -> bool {
    world.users_of_type(gateway, "EC2::VPCGatewayAttachment").any(|(attachment, _)| {
        world.named_at(attachment, "InternetGatewayId").contains(&gateway)
            && sites(world, attachment, "VpcId", Role::Vpc).contains(vpc)
    })
}

fn reach(world: &World, route: &LogicalId, vpc: &Site, inspecting: &IndexSet<&LogicalId>) -> Tier {
    let gateways = world.values(route, "GatewayId");
    let Some(gateway) = gateways.first() else {
        return if world.named_at(route, "VpcEndpointId").iter().any(|endpoint| inspecting.contains(endpoint))
        {
            Tier::Inspected
        } else {
            Tier::Egress
        };
    };
    let named = world.named_by(gateway);
    if named.is_empty() {
        // An id that exists already: the kind is in its beginning, and a parameter of a default route is taken
        // for an internet gateway.
        return if excerpt(gateway).starts_with("vgw-") { Tier::Egress } else { Tier::Public };
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
