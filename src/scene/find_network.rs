//! Finds the VPCs and subnets that resources are, or name, and gives each its place in the grid: which zone is which
//! column, which tier which row, and who is public by routing.

use crate::catalog::{self, PlaceKind, Role};
use crate::eval::{Deferred, Value};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::bounds::MOST_EXISTING;
use super::containers::{Container, Existing};
use super::excerpt::{excerpt, marked};
use super::grid;
use super::network::{Network, Subnet, Vpc, Zone, group_vpc};
use super::placement::peers;
use super::public_subnets::public_subnets;
use super::readings::Origin;
use super::resources::Resources;
use super::routing::{Routes, Tier, tier_of};
use super::subnet_groups::{self, Tenant};

/// Reads the network from every resource that is present.
pub(super) fn find<'a>(resources: &Resources<'a>) -> Network<'a> {
    let mut network = Network::default();
    let mut room = Room::default();
    let mut vpcs: IndexSet<Container> = resources.with_role(Role::Vpc).map(Container::Own).collect();
    // Where each subnet says, or its users say, that it is.
    let mut vpc_of: IndexMap<Container, Option<Container>> = resources
        .with_role(Role::Subnet)
        .map(|id| (Container::Own(id), resources.placement(id).vpc.clone()))
        .collect();
    let mut tenants: Vec<Tenant> = Vec::new();
    for (id, resource) in resources.present() {
        if catalog::places(&resource.type_name).iter().all(|place| place.kind == PlaceKind::Zone) {
            continue;
        }
        let place = resources.placement(id);
        let groups = place.groups.iter().filter_map(|group| group_vpc(resources, group));
        let own = place.subnets.iter().filter_map(|subnet| vpc_of.get(subnet).cloned().flatten());
        let vpc = place.vpc.clone().into_iter().chain(own).chain(groups).next();
        for subnet in &place.subnets {
            if room.has(subnet) {
                let own_vpc = vpc_of.entry(subnet.clone()).or_default();
                *own_vpc = own_vpc.take().or_else(|| vpc.clone());
            }
        }
        tenants.push((id, place.subnets.clone()));
        vpcs.extend(place.vpc.clone());
    }
    let mut routes = Routes::new(resources);
    let exposed = public_subnets(resources);
    let only = vpc_of.values().any(Option::is_none).then(|| match (vpcs.first(), vpcs.len()) {
        (Some(only), 1) => only.clone(),
        _ => Container::Existing(Existing {
            name: "vpc".into(),
            text: "".into(),
            full: "vpc".into(),
            origin: Origin::Existing,
        }),
    });
    for (subnet, own_vpc) in vpc_of {
        let Some(own_vpc) = own_vpc.or_else(|| only.clone()) else {
            continue;
        };
        let (vpc, _) = vpcs.insert_full(own_vpc.clone());
        let zone = zone_of(resources, &subnet);
        let tier = match tier_of(resources, &subnet, &own_vpc, &mut routes) {
            Tier::Unknown if exposed.contains(&subnet) => Tier::Public,
            tier => tier,
        };
        let several = subnet.own().is_none() && resources.lists().is_several(subnet.name());
        let found = Subnet { vpc, zone, tier, column: 0, row: 0, stores: false, subnet_group: None, several };
        network.subnets.insert(subnet, found);
    }
    let peers = resources.present().flat_map(|(id, _)| peers(resources, id));
    vpcs.extend(peers.filter(|peer| room.has(peer)));
    network.is_cut = room.is_missed;
    network.vpcs =
        vpcs.into_iter().map(|container| Vpc { container, columns: Vec::new(), alone: false }).collect();
    subnet_groups::gather(resources, &mut network, &tenants);
    for index in 0..network.vpcs.len() {
        grid::arrange(&mut network, index);
    }
    network
}

/// The room that is left for what exists already.
#[derive(Default)]
struct Room<'a> {
    taken: IndexSet<Container<'a>>,
    is_missed: bool,
}

impl<'a> Room<'a> {
    /// Returns whether there is room for a subnet or a peer; there is for all of the template's own.
    fn has(&mut self, container: &Container<'a>) -> bool {
        let fits =
            container.own().is_some() || self.taken.contains(container) || self.taken.len() < MOST_EXISTING;
        if fits && container.own().is_none() {
            self.taken.insert(container.clone());
        }
        self.is_missed |= !fits;
        fits
    }
}

/// The zone that a subnet states, or that of the subnet whose zone it takes.
fn zone_of(resources: &Resources, subnet: &Container) -> Option<Zone> {
    let Container::Own(id) = subnet else {
        return None;
    };
    let mut id = *id;
    for _ in 0..MAX_SUBNETS_FOLLOWED {
        match resources.values(id, "AvailabilityZone").first() {
            Some(Value::Deferred(Deferred::Attribute(other, attribute)))
                if &**attribute == "AvailabilityZone" && resources.role(other) == Some(Role::Subnet) =>
            {
                id = other;
            }
            _ => break,
        }
    }
    stated_zone(resources, id).or_else(|| {
        // AWS picks it, and others go there too: one column.
        let shared = resources.users_of_type(id, "EC2::Subnet").any(|(user, _)| {
            let is_ours = |value: &&Value| value.targets().contains(&id);
            resources.values(user, "AvailabilityZone").iter().any(is_ours)
        });
        shared.then(|| Zone::Deferred(marked(&Deferred::Attribute(id.clone(), "AvailabilityZone".into()))))
    })
}

/// Real subnets take their zone from one that states it.
const MAX_SUBNETS_FOLLOWED: usize = 8;

fn stated_zone(resources: &Resources, id: &LogicalId) -> Option<Zone> {
    let values = resources
        .values(id, "AvailabilityZone")
        .into_iter()
        .chain(resources.values(id, "AvailabilityZoneId"));
    values.into_iter().find_map(|value| match value {
        Value::Deferred(Deferred::Zone(_, index)) => Some(Zone::Index(*index)),
        Value::String(name) | Value::Deferred(Deferred::Existing(_, name)) if !name.is_empty() => {
            Some(Zone::Name(excerpt(name).into()))
        }
        Value::Deferred(Deferred::Function(name, arguments)) if &**name == "Fn::Select" => {
            item(resources, arguments).or_else(|| Some(Zone::Deferred(resources.readings().spoken(value))))
        }
        Value::Deferred(_) => Some(Zone::Deferred(resources.readings().spoken(value))),
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::List(_)
        | Value::Map(_) => None,
    })
}

/// The zone that is picked from a list: `!Select [0, !Ref Zones]`.
fn item(resources: &Resources, arguments: &[Value]) -> Option<Zone> {
    let [index, list] = arguments else { return None };
    let list = match list {
        Value::Deferred(Deferred::Function(name, arguments)) if &**name == "Fn::Split" => arguments.last()?,
        other => other,
    };
    Some(Zone::Item(resources.readings().spoken(list), excerpt(index).parse().ok()?))
}
