//! Icons of resources, and what grouping needs to know of them.

use crate::template::LogicalId;

use super::bounds::LeftOut;
use super::containers::Container;
use super::placement::Placement;
use super::{Node, NodeIndex, Place};

/// An icon, and what grouping needs to know of it.
#[derive(Debug)]
pub(super) struct Leaf<'a, N = NodeIndex> {
    pub node: N,
    /// The resource that it is, or is an instance of.
    pub of: &'a LogicalId,
    pub region: Region,
    /// The column of its subnet.
    pub column: usize,
    pub groups: Vec<Container<'a>>,
    pub cluster: Option<&'a LogicalId>,
    /// It stands before the icons that are the resource, in no box of theirs.
    pub is_front: bool,
}

/// The node of an icon that is not in the picture yet.
#[derive(Debug)]
pub(super) enum NewNode {
    /// The one that is the resource.
    Main(Node),
    /// One more: an instance, or what a service makes for it.
    StandIn(Node),
}

/// The icons that a pass gives.
#[derive(Debug)]
pub(super) struct NewLeaves<'a> {
    pub leaves: Vec<Leaf<'a, NewNode>>,
    /// The parts that the picture has no room for, with what the icons take of it.
    pub left_out: LeftOut,
}

impl<'a, N> Leaf<'a, N> {
    /// An icon in a spot, of a resource that is in a place.
    pub fn new(node: N, of: &'a LogicalId, spot: &Spot, place: &Placement<'a>) -> Self {
        let (groups, cluster) = (place.groups.clone(), place.cluster);
        let (region, column) = (spot.region, spot.column);
        Self { node, of, region, column, groups, cluster, is_front: false }
    }

    /// The same with another node.
    pub fn with<M>(self, change: impl FnOnce(&'a LogicalId, N) -> M) -> Leaf<'a, M> {
        let Leaf { node, of, region, column, groups, cluster, is_front } = self;
        Leaf { node: change(of, node), of, region, column, groups, cluster, is_front }
    }
}

/// A part of the drawing that a box can go around without taking in what is not of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Region {
    /// A row of a VPC's grid.
    Row(usize, usize),
    /// Above a VPC's grid.
    Above(usize),
    /// In a VPC that has no grid, or outside all of them.
    Open(Option<usize>),
    /// On a border, where no box goes.
    Border,
}

/// Where an icon goes.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub parent: Option<NodeIndex>,
    pub place: Place,
    pub region: Region,
    pub column: usize,
}
