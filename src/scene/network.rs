//! VPCs and their subnets, with the place of each in its grid.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::catalog::Role;

use super::containers::Container;
use super::placement::{Placement, containers};
use super::resources::Resources;
use super::routing::Tier;

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

impl<'a> Network<'a> {
    /// The subnets of a VPC, in the order of the template.
    pub fn subnets_of(&self, vpc: usize) -> impl Iterator<Item = (&Container<'a>, &Subnet)> {
        self.subnets.iter().filter(move |(_, subnet)| subnet.vpc == vpc)
    }

    /// The VPC that a resource is in: as it says, else that of its subnets, else that of its security groups.
    pub fn vpc_of(&self, resources: &Resources<'a>, place: &Placement<'a>) -> Option<usize> {
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
