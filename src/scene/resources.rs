//! What every pass is given: the resources of a stack, resolved once. Each step is handed what those before it have found.

use std::ops::{Deref, DerefMut};

use crate::eval::Stack;
use crate::graph::ResourceGraph;
use crate::maps::IndexMap;
use crate::template::{LogicalId, Template};

use super::existing::Things;
use super::index::Index;
use super::named::Named;
use super::placement::{Placement, placement};
use super::role_overrides::{self, Overrides};

/// The resources of a stack with their roles, their names and their places.
pub(super) struct Resources<'a> {
    named: Named<'a>,
    overrides: Overrides<'a>,
    /// Where each resource is that is present.
    placements: IndexMap<&'a LogicalId, Placement<'a>>,
    nowhere: Placement<'a>,
}

impl<'a> Resources<'a> {
    /// Resolves a stack and what exists beside it; with `ghosts`, resources whose condition is false are there too.
    pub fn resolve(
        template: &'a Template,
        stack: &'a Stack,
        graph: &'a ResourceGraph,
        ghosts: bool,
        things: &'a Things,
    ) -> Self {
        let index = Index::read(template, stack, graph, ghosts, things);
        let (index, overrides) = role_overrides::apply(index);
        let named = Named::read(index, stack);
        let placements = named.present().map(|(id, _)| (id, placement(&named, id))).collect();
        Resources { named, overrides, placements, nowhere: Placement::default() }
    }

    /// Returns where a resource is.
    pub fn placement(&self, id: &LogicalId) -> &Placement<'a> {
        self.placements.get(id).unwrap_or(&self.nowhere)
    }

    /// Returns what resources do for others that gives them their roles.
    pub fn overrides(&self) -> &Overrides<'a> {
        &self.overrides
    }
}

impl<'a> Deref for Resources<'a> {
    type Target = Named<'a>;

    fn deref(&self) -> &Named<'a> {
        &self.named
    }
}

impl<'a> DerefMut for Resources<'a> {
    fn deref_mut(&mut self) -> &mut Named<'a> {
        &mut self.named
    }
}
