//! Icons of resources, and what grouping needs to know of them.

use crate::template::LogicalId;

use super::containers::Container;
use super::placement::Placement;
use super::{NodeIndex, Place};

/// An icon, and what grouping needs to know of it.
#[derive(Debug)]
pub(super) struct Leaf<'a> {
    pub node: NodeIndex,
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

impl<'a> Leaf<'a> {
    /// An icon in a spot, of a resource that is in a place.
    pub fn new(node: NodeIndex, of: &'a LogicalId, spot: &Spot, place: &Placement<'a>) -> Self {
        let (groups, cluster) = (place.groups.clone(), place.cluster);
        let (region, column) = (spot.region, spot.column);
        Self { node, of, region, column, groups, cluster, is_front: false }
    }
}

/// A part of the drawing that a box can go around without taking in strangers.
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
