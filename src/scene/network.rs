//! VPCs and their subnets, with the place of each in its grid.

use std::rc::Rc;

use crate::catalog::Role;
use crate::eval::MarkedText;
use crate::maps::IndexMap;
use crate::template::LogicalId;

use super::containers::Container;
use super::placement::{Placement, containers};
use super::resources::Resources;
use super::routing::Tier;

/// The VPCs and subnets of a scene, existing ones that resources name among them.
#[derive(Debug, Default)]
pub(super) struct Network<'a> {
    pub vpcs: Vec<Vpc<'a>>,
    pub subnets: IndexMap<Container<'a>, Subnet>,
    /// True if more exist already than a picture has room for.
    pub is_cut: bool,
}

/// A VPC and the columns of its grid.
#[derive(Debug)]
pub(super) struct Vpc<'a> {
    pub container: Container<'a>,
    pub columns: Vec<Column>,
    /// True if every subnet has its zone to itself.
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
    /// True if it holds nothing but stores of data.
    pub stores: bool,
    /// Whom it stands beside: the first of those that somebody names together.
    pub subnet_group: Option<usize>,
    /// True if it stands for a list of unknown length.
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
    Item(MarkedText, usize),
    /// By something else that they know.
    Deferred(MarkedText),
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
        let by_group = || {
            let vpcs = place.groups.iter().filter_map(|group| group_vpc(resources, group));
            vpcs.into_iter().find_map(|vpc| self.position(&vpc))
        };
        place.vpc.as_ref().and_then(|vpc| self.position(vpc)).or_else(by_subnet).or_else(by_group)
    }

    /// The same, going by relations where what stands on a border or above the subnets does not say itself: a classic load
    /// balancer may say only which instances it has, a flow log only what it is of, a VPC link whom it leads to; of a gateway
    /// its attachment says it.
    pub fn vpc_as(
        &self,
        role: Role,
        resources: &Resources<'a>,
        id: &LogicalId,
        place: &Placement<'a>,
    ) -> Option<usize> {
        let own = self.vpc_of(resources, place);
        let is_on_border = matches!(role, Role::Gateway | Role::Border | Role::BorderLeft);
        let by_use = || {
            matches!(role, Role::Balancer | Role::Border | Role::BorderLeft)
                .then(|| self.vpc_used(resources, id))
                .flatten()
        };
        let by_attachment = || is_on_border.then(|| self.vpc_attached(resources, id)).flatten();
        own.or_else(by_use).or_else(by_attachment)
    }

    /// The VPC that a resource names, or that of the first resource that it names.
    fn vpc_used(&self, resources: &Resources<'a>, id: &LogicalId) -> Option<usize> {
        let mut used = resources.used(id).filter_map(|id| resources.get(id));
        used.find_map(|(id, _)| {
            let itself = self.position(&Container::Own(id));
            itself.or_else(|| self.vpc_of(resources, resources.placement(id)))
        })
    }

    /// The VPC of the attachments that name a resource.
    fn vpc_attached(&self, resources: &Resources<'a>, id: &LogicalId) -> Option<usize> {
        let mut attachments =
            resources.users(id).into_iter().filter(|user| resources.role(user) == Some(Role::Glue));
        attachments.find_map(|user| self.vpc_of(resources, resources.placement(user)))
    }

    fn position(&self, container: &Container<'a>) -> Option<usize> {
        self.vpcs.iter().position(|vpc| vpc.container == *container)
    }
}

/// The VPC of a security group.
pub(super) fn group_vpc<'a>(resources: &Resources<'a>, group: &Container<'a>) -> Option<Container<'a>> {
    match group {
        Container::Own(id) => containers(resources, id, "VpcId", Role::Vpc).into_iter().next(),
        Container::Existing(_) => None,
    }
}
