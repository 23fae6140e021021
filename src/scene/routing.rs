//! What a subnet reaches, by the routes of its route table.

use indexmap::{IndexMap, IndexSet};

use crate::catalog::Role;
use crate::template::LogicalId;

use super::containers::Container;
use super::excerpt::excerpt;
use super::placement::containers;
use super::resources::Resources;

/// The reach of a subnet, in the order of rows.
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

/// The routes that have been followed so far: many subnets share a route table.
pub(super) struct Routes<'a> {
    inspecting: IndexSet<&'a LogicalId>,
    tables: IndexMap<(&'a LogicalId, bool, Container<'a>), Tier>,
}

impl<'a> Routes<'a> {
    /// Nothing yet.
    pub fn new(resources: &Resources<'a>) -> Self {
        Routes { inspecting: inspecting(resources), tables: IndexMap::new() }
    }

    /// Returns what the default routes of a table lead to; with `absent`, those that a condition leaves out count, too.
    fn through(
        &mut self,
        resources: &Resources<'a>,
        table: &'a LogicalId,
        absent: bool,
        vpc: &Container<'a>,
    ) -> Tier {
        let key = (table, absent, vpc.clone());
        if let Some(&tier) = self.tables.get(&key) {
            return tier;
        }
        let mut tier = Tier::Isolated;
        for (route, _) in resources.users_of_type(table, "EC2::Route") {
            if (absent || !resources.is_ghost(route))
                && is_default(resources, route)
                && resources.named_at(route, "RouteTableId").contains(&table)
            {
                tier = tier.min(reach(resources, route, vpc, &self.inspecting));
            }
        }
        self.tables.insert(key, tier);
        tier
    }
}

/// Public when its route table has a default route to an internet gateway that is attached to its VPC.
pub(super) fn tier_of<'a>(
    resources: &Resources<'a>,
    subnet: &Container<'a>,
    vpc: &Container<'a>,
    routes: &mut Routes<'a>,
) -> Tier {
    let Container::Own(subnet) = subnet else {
        return Tier::Unknown;
    };
    // What is absent routes nothing, but a subnet that is absent itself is shown as it would be.
    let counts = |id: &LogicalId| resources.is_ghost(subnet) || !resources.is_ghost(id);
    let mut tables: Vec<&LogicalId> = Vec::new();
    let mut associated = false;
    for (association, _) in resources.users_of_type(subnet, "EC2::SubnetRouteTableAssociation") {
        if counts(association) && resources.named_at(association, "SubnetId").contains(subnet) {
            associated = true;
            tables.extend(resources.named_at(association, "RouteTableId"));
        }
    }
    if tables.is_empty() {
        // The routes are those of an existing table: its own association's, or the main one of an existing VPC.
        let maps_public = resources.text(subnet, "MapPublicIpOnLaunch").as_deref() == Some("true");
        let is_existing = associated || vpc.own().is_none();
        return match maps_public {
            true if is_existing || is_routed_elsewhere(resources, vpc) => Tier::Public,
            false if is_existing => Tier::Unknown,
            _ => Tier::Isolated,
        };
    }
    let absent = resources.is_ghost(subnet);
    tables.iter().map(|table| routes.through(resources, table, absent, vpc)).min().unwrap_or(Tier::Isolated)
}

/// Returns whether a VPC of the template has a gateway and nothing that leads to it: its tables are made by others.
fn is_routed_elsewhere(resources: &Resources, vpc: &Container) -> bool {
    let is_of_vpc = |table: &&LogicalId| containers(resources, table, "VpcId", Role::Vpc).contains(vpc);
    let has_gateway =
        || resources.with_role(Role::Gateway).any(|gateway| is_attached(resources, gateway, vpc));
    !resources.of_type("EC2::RouteTable").iter().any(is_of_vpc) && has_gateway()
}

/// Returns whether a route is for all that has no other.
pub(super) fn is_default(resources: &Resources, route: &LogicalId) -> bool {
    let goes_to = |path, block| resources.text(route, path).as_deref() == Some(block);
    goes_to("DestinationCidrBlock", "0.0.0.0/0") || goes_to("DestinationIpv6CidrBlock", "::/0")
}

/// The route tables of a subnet.
pub(super) fn tables<'a>(resources: &Resources<'a>, subnet: &LogicalId) -> Vec<&'a LogicalId> {
    let ties = resources.users_of_type(subnet, "EC2::SubnetRouteTableAssociation");
    let ties = ties.filter(|(tie, _)| resources.named_at(tie, "SubnetId").contains(&subnet));
    let tables: IndexSet<&LogicalId> =
        ties.flat_map(|(tie, _)| resources.named_at(tie, "RouteTableId")).collect();
    tables.into_iter().collect()
}

/// The endpoints that an internet gateway sends all that comes in to.
fn inspecting<'a>(resources: &Resources<'a>) -> IndexSet<&'a LogicalId> {
    let is_of_internet = |gateway: &&LogicalId| resources.role(gateway) == Some(Role::Gateway);
    let mut tables: IndexSet<&LogicalId> = IndexSet::new();
    for association in resources.of_type("EC2::GatewayRouteTableAssociation") {
        if resources.named_at(association, "GatewayId").iter().any(is_of_internet) {
            tables.extend(resources.named_at(association, "RouteTableId"));
        }
    }
    let routes = tables.iter().flat_map(|table| resources.users_of_type(table, "EC2::Route"));
    routes.flat_map(|(route, _)| resources.named_at(route, "VpcEndpointId")).collect()
}

fn is_attached(resources: &Resources, gateway: &LogicalId, vpc: &Container) -> bool {
    resources.users_of_type(gateway, "EC2::VPCGatewayAttachment").any(|(attachment, _)| {
        resources.named_at(attachment, "InternetGatewayId").contains(&gateway)
            && containers(resources, attachment, "VpcId", Role::Vpc).contains(vpc)
    })
}

fn reach(
    resources: &Resources,
    route: &LogicalId,
    vpc: &Container,
    inspecting: &IndexSet<&LogicalId>,
) -> Tier {
    let gateways = resources.values(route, "GatewayId");
    let Some(gateway) = gateways.first() else {
        return if resources
            .named_at(route, "VpcEndpointId")
            .iter()
            .any(|endpoint| inspecting.contains(endpoint))
        {
            Tier::Inspected
        } else {
            Tier::Egress
        };
    };
    let named = resources.named_by(gateway);
    if named.is_empty() {
        // An id that exists already: the kind is in its beginning, and a parameter of a default route is taken
        // for an internet gateway.
        return if excerpt(gateway).starts_with("vgw-") { Tier::Egress } else { Tier::Public };
    }
    let attached = named.iter().any(|gateway| {
        resources.role(gateway) == Some(Role::Gateway) && is_attached(resources, gateway, vpc)
    });
    match (attached, named.iter().any(|gateway| resources.role(gateway) == Some(Role::Gateway))) {
        (true, _) => Tier::Public,
        // A gateway that is not attached leads nowhere.
        (false, true) => Tier::Isolated,
        (false, false) => Tier::Egress,
    }
}
