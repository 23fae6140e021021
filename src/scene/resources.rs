//! What every pass is given: the resources of a stack, resolved once. Each step is handed what those before it have found.

use std::ops::Deref;

use crate::catalog::Role;
use crate::maps::IndexMap;
use crate::template::LogicalId;

use super::given::Given;
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
    /// Resolves a deployment and what exists beside it.
    pub fn resolve(given: Given<'a>) -> Self {
        let index = Index::read(given);
        let (index, overrides) = role_overrides::apply(index);
        let named = Named::read(index, given.stack);
        let placements = named.present().map(|(id, _)| (id, placement(&named, id))).collect();
        Resources { named, overrides, placements, nowhere: Placement::default() }
    }

    /// Returns where a resource is.
    pub fn placement(&self, id: &LogicalId) -> &Placement<'a> {
        self.placements.get(id).unwrap_or(&self.nowhere)
    }

    /// Has resources drawn, once it is known what they stand between.
    pub fn bring_forward(&mut self, ids: impl IntoIterator<Item = &'a LogicalId>) {
        self.named.bring_forward(Role::Node, ids);
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
