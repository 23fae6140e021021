//! VPCs and their subnets: which zone is which column, which tier which row, and who is public by routing.

use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use crate::catalog::{self, PlaceKind, Role};
use crate::eval::{Deferred, Value};
use crate::template::LogicalId;

use super::bounds::MOST_EXISTING;
use super::containers::{Container, Existing};
use super::excerpt::excerpt;
use super::placement::{containers, peers};
use super::readings::Origin;
use super::resources::Resources;
use super::routing::{Routes, Tier, tier_of};
use super::subnet_groups::{self, Tenant};
use super::{grid, public_subnets};

/// The VPCs and subnets of a scene, existing ones that resources name among them.
#[derive(Debug, Default)]
pub(super) struct Network<'a> {
    pub vpcs: Vec<Vpc<'a>>,
    pub subnets: IndexMap<Container<'a>, Subnet>,
    /// Whether more exist already than a picture has room for.
    pub is_cut: bool,
}

/// A VPC and the columns of its grid.
#[derive(Debug)]
pub(super) struct Vpc<'a> {
    pub container: Container<'a>,
    pub columns: Vec<Column>,
    /// Whether every subnet has its zone to itself.
    pub alone: bool,
}

/// A column of a VPC's grid.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// The zone; `None` where AWS picks one.
    pub zone: Option<Zone>,
}

/// A subnet's place in the grid of its VPC.
#[derive(Debug)]
pub(super) struct Subnet {
    /// Position in [`Network::vpcs`].
    pub vpc: usize,
    pub zone: Option<Zone>,
    pub tier: Tier,
    pub column: usize,
    pub row: usize,
    /// Whether it holds nothing but stores of data.
    pub stores: bool,
    /// Whom it stands beside: the first of those that somebody names together.
    pub subnet_group: Option<usize>,
    /// Whether it stands for a list of unknown length.
    pub several: bool,
}

/// An availability zone, in the order of columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zone {
    /// By position in the region's list.
    Index(usize),
    /// By name.
    Name(Rc<str>),
    /// By position in a list that only AWS, or the reader, knows.
    Item(Rc<str>, usize),
    /// By something else that they know.
    Deferred(Rc<str>),
}

/// Reads the network from every resource that is present.
pub(super) fn read<'a>(resources: &Resources<'a>) -> Network<'a> {
    let mut network = Network::default();
    let mut room = Room::default();
    let mut vpcs: IndexSet<Container> = resources.with_role(Role::Vpc).map(Container::Own).collect();
    // Where each subnet says, or its users say, that it is.
    let mut homes: IndexMap<Container, Option<Container>> = resources
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
        let own = place.subnets.iter().filter_map(|subnet| homes.get(subnet).cloned().flatten());
        let vpc = place.vpc.clone().into_iter().chain(own).chain(groups).next();
        for subnet in &place.subnets {
            if room.has(subnet) {
                let home = homes.entry(subnet.clone()).or_default();
                *home = home.take().or_else(|| vpc.clone());
            }
        }
        tenants.push((id, place.subnets.clone()));
        vpcs.extend(place.vpc.clone());
    }
    let mut routes = Routes::new(resources);
    let exposed = public_subnets::public_subnets(resources);
    let only = homes.values().any(Option::is_none).then(|| match (vpcs.first(), vpcs.len()) {
        (Some(only), 1) => only.clone(),
        _ => Container::Existing(Existing {
            name: "vpc".into(),
            text: "".into(),
            full: "vpc".into(),
            origin: Origin::Existing,
        }),
    });
    for (subnet, home) in homes {
        let Some(home) = home.or_else(|| only.clone()) else {
            continue;
        };
        let (vpc, _) = vpcs.insert_full(home.clone());
        let zone = zone_of(resources, &subnet);
        let tier = match tier_of(resources, &subnet, &home, &mut routes) {
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

/// How much room there is for what exists already.
#[derive(Default)]
struct Room<'a> {
    taken: IndexSet<Container<'a>>,
    is_missed: bool,
}

impl<'a> Room<'a> {
    /// Whether there is room for a subnet or a peer; there is for all of the template's own.
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

impl<'a> Network<'a> {
    /// The subnets of a VPC, in the order of the template.
    pub fn subnets_of(&self, vpc: usize) -> impl Iterator<Item = (&Container<'a>, &Subnet)> {
        self.subnets.iter().filter(move |(_, subnet)| subnet.vpc == vpc)
    }

    /// The VPC that a resource is in: as it says, else that of its subnets, else that of its security groups.
    pub fn vpc_of(
        &self,
        resources: &Resources<'a>,
        place: &super::placement::Placement<'a>,
    ) -> Option<usize> {
        let by_subnet =
            || place.subnets.iter().find_map(|subnet| self.subnets.get(subnet)).map(|subnet| subnet.vpc);
        let position =
            |container: &Container<'a>| self.vpcs.iter().position(|vpc| vpc.container == *container);
        let by_group = || {
            place.groups.iter().filter_map(|group| group_vpc(resources, group)).find_map(|vpc| position(&vpc))
        };
        place.vpc.as_ref().and_then(position).or_else(by_subnet).or_else(by_group)
    }
}

/// The VPC of a security group.
pub(super) fn group_vpc<'a>(resources: &Resources<'a>, group: &Container<'a>) -> Option<Container<'a>> {
    match group {
        Container::Own(id) => containers(resources, id, "VpcId", Role::Vpc).into_iter().next(),
        Container::Existing(_) => None,
    }
}

/// The zone that a subnet states, or that of the subnet whose zone it takes.
fn zone_of(resources: &Resources, subnet: &Container) -> Option<Zone> {
    let Container::Own(id) = subnet else {
        return None;
    };
    let mut id = *id;
    for _ in 0..MAX_HOPS {
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
        shared.then(|| Zone::Deferred(excerpt(&format_args!("‹{id}.AvailabilityZone›")).into()))
    })
}

/// Real subnets take their zone from one that states it.
const MAX_HOPS: usize = 8;

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
            item(resources, arguments)
                .or_else(|| Some(Zone::Deferred(resources.readings().spoken(value).into())))
        }
        Value::Deferred(_) => Some(Zone::Deferred(resources.readings().spoken(value).into())),
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
    Some(Zone::Item(resources.readings().spoken(list).into(), excerpt(index).parse().ok()?))
}
