//! Decides which resources are drawn, and whom the others fold into, once for all passes.

use std::ops::Deref;

use crate::catalog::{self, Owner, Role};
use crate::maps::{IndexMap, IndexSet};
use crate::sorting;
use crate::template::LogicalId;

use super::included_apis::included_apis;
use super::index::Index;
use super::profile_names::by_profile_name;

/// The resources that get a node of their own, and whom the others fold into.
#[derive(Debug)]
pub(super) struct Drawn<'a> {
    ids: IndexSet<&'a LogicalId>,
    /// Of each other resource the drawn ones that it folds into, through others that fold themselves.
    owners: IndexMap<&'a LogicalId, Vec<&'a LogicalId>>,
}

impl<'a> Drawn<'a> {
    /// Decides who is drawn where relations and what supports others fold into these.
    pub fn decide(index: &Index<'a>) -> Self {
        Self::with_owners(index, drawn(index))
    }

    /// Draws every resource; there is nobody left to fold.
    pub fn all(index: &Index<'a>) -> Self {
        Self { ids: index.present().map(|(id, _)| id).collect(), owners: IndexMap::new() }
    }

    /// Draws some resources, too.
    pub fn with(mut self, index: &Index<'a>, ids: &[&'a LogicalId]) -> Self {
        self.ids.extend(ids);
        if ids.is_empty() { self } else { Self::with_owners(index, self.ids) }
    }

    /// Folds some resources, too.
    pub fn without(mut self, index: &Index<'a>, ids: &[&'a LogicalId]) -> Self {
        self.ids.retain(|id| !ids.contains(id));
        if ids.is_empty() { self } else { Self::with_owners(index, self.ids) }
    }

    /// Returns the drawn resources that one folds into; none where it has no owners, or is drawn itself.
    pub fn owners(&self, id: &LogicalId) -> &[&'a LogicalId] {
        self.owners.get(id).map_or(&[], Vec::as_slice)
    }

    /// Returns a drawn resource itself, and of another those that it folds into.
    pub fn stand_ins(&self, id: &'a LogicalId) -> Vec<&'a LogicalId> {
        if self.ids.contains(id) { vec![id] } else { self.owners(id).to_vec() }
    }

    fn with_owners(index: &Index<'a>, ids: IndexSet<&'a LogicalId>) -> Self {
        let others = index.present().map(|(id, _)| id).filter(|id| !ids.contains(id));
        let owners = others.map(|id| (id, owners(index, id, &ids))).filter(|(_, owners)| !owners.is_empty());
        Self { owners: owners.collect(), ids }
    }
}

impl<'a> Deref for Drawn<'a> {
    type Target = IndexSet<&'a LogicalId>;

    fn deref(&self) -> &IndexSet<&'a LogicalId> {
        &self.ids
    }
}

/// The resources that get a node of their own. Relations and supporting resources that nobody can own are among
/// them, so that nothing is lost.
fn drawn<'a>(index: &Index<'a>) -> IndexSet<&'a LogicalId> {
    let mut drawn = IndexSet::new();
    let mut waiting = Vec::new();
    for (id, resource) in index.present() {
        match index.role(id) {
            _ if index.is_forward(id) => drop(drawn.insert(id)),
            // What exists already is there for its link; a relation among them belongs to whom it relates.
            Some(role) if index.is_existing(id) && role != Role::Glue => drop(drawn.insert(id)),
            Some(Role::Edge | Role::Node) if !catalog::owners(&resource.type_name).is_empty() => {
                waiting.push(id)
            }
            Some(Role::Badge | Role::Support | Role::Glue) | None => waiting.push(id),
            Some(
                Role::Vpc
                | Role::Subnet
                | Role::SecurityGroup
                | Role::ScalingGroup
                | Role::Cluster
                | Role::DatabaseCluster
                | Role::Balancer
                | Role::Gateway
                | Role::Border
                | Role::BorderLeft
                | Role::Replicas
                | Role::Database
                | Role::Node
                | Role::Edge,
            ) => {
                drawn.insert(id);
            }
        }
    }
    // What supports comes before what relates: a policy folds into its role even when the role is used by nobody.
    let glue = |id: &&LogicalId| index.role(id) == Some(Role::Glue);
    sorting::by_key(&mut waiting, glue);
    waiting.retain(|id| owners(index, id, &drawn).is_empty());
    // Whoever could belong to nobody at all is drawn first; others may then belong to them.
    let (alone, left): (Vec<_>, Vec<_>) =
        waiting.into_iter().partition(|id| !glue(id) && candidates(index, id).is_empty());
    drawn.extend(alone);
    for id in left {
        if owners(index, id, &drawn).is_empty() {
            drawn.insert(id);
        }
    }
    drawn
}

/// The drawn resources that a resource folds into, through others that fold themselves; empty when there are none.
fn owners<'a>(index: &Index<'a>, id: &'a LogicalId, drawn: &IndexSet<&'a LogicalId>) -> Vec<&'a LogicalId> {
    let mut visited = IndexSet::new();
    resolve(index, id, drawn, &mut visited, MAX_DEPTH)
}

/// Real chains (policy, role, profile, instance) have a handful of links; hostile ones must not exhaust the stack.
const MAX_DEPTH: usize = 16;

/// Real resources have a handful of users that fold; hostile ones must not take for ever.
const MAX_VISITED: usize = 256;

fn resolve<'a>(
    index: &Index<'a>,
    id: &'a LogicalId,
    drawn: &IndexSet<&'a LogicalId>,
    visited: &mut IndexSet<&'a LogicalId>,
    depth: usize,
) -> Vec<&'a LogicalId> {
    if depth == 0 || visited.len() >= MAX_VISITED || index.owner_budget.are_spent() || !visited.insert(id) {
        return Vec::new();
    }
    let Some((_, resource)) = index.get(id) else {
        return Vec::new();
    };
    // What exists already and is not drawn itself belongs to those who name it: that is for the last.
    let mut last = Vec::new();
    for &owner in catalog::owners(&resource.type_name) {
        if owner == Owner::First {
            return drawn.first().copied().filter(|first| *first != id).into_iter().collect();
        }
        let (existing, named): (Vec<&LogicalId>, Vec<&LogicalId>) = named(index, id, owner)
            .into_iter()
            .partition(|candidate| index.is_existing(candidate) && !drawn.contains(candidate));
        last.extend(existing);
        let found = resolved(index, id, named, drawn, visited, depth);
        if !found.is_empty() {
            return found;
        }
    }
    let mut found = resolved(index, id, last, drawn, visited, depth);
    // Relations that only share what exists belong to none of each other.
    found.retain(|owner| index.role(owner) != Some(Role::Glue));
    found
}

/// The drawn resources that some candidates are, or fold into.
fn resolved<'a>(
    index: &Index<'a>,
    id: &'a LogicalId,
    candidates: Vec<&'a LogicalId>,
    drawn: &IndexSet<&'a LogicalId>,
    visited: &mut IndexSet<&'a LogicalId>,
    depth: usize,
) -> Vec<&'a LogicalId> {
    let mut found: IndexSet<&LogicalId> = IndexSet::new();
    for candidate in candidates {
        let resolved = match drawn.contains(candidate) {
            true => vec![candidate],
            false => resolve(index, candidate, drawn, visited, depth - 1),
        };
        found.extend(resolved.into_iter().filter(|owner| *owner != id));
    }
    found.into_iter().collect()
}

fn candidates<'a>(index: &Index<'a>, id: &'a LogicalId) -> Vec<&'a LogicalId> {
    let owners = catalog::owners(index.type_name(id));
    owners.iter().flat_map(|&owner| named(index, id, owner)).collect()
}

/// Whom a rule about owners names; as many steps as resources are looked at.
fn named<'a>(index: &Index<'a>, id: &'a LogicalId, owner: Owner) -> Vec<&'a LogicalId> {
    let mut named = match owner {
        Owner::Path(path) => index.named_at(id, path),
        // What belongs to a role (a policy) names it, too, and leads from it to what it has nothing to do with.
        Owner::Users => {
            let belongs = |user: &&LogicalId| index.is_part(user, id) && !index.is_existing(id);
            let users: Vec<&LogicalId> = index.users(id).into_iter().filter(|user| !belongs(user)).collect();
            // The definition of an API that is kept elsewhere names the role that it acts in.
            let is_unnamed = users.is_empty() && is_role(index, id);
            match users.is_empty() {
                true if is_unnamed => included_apis(index, id),
                true => by_profile_name(index, id),
                false => users,
            }
        }
        Owner::Writer => index.writer(id).into_iter().collect(),
        Owner::Used => index.used(id).filter_map(|id| index.get(id)).map(|(id, _)| id).collect(),
        Owner::OfType(short) => index.of_type(short),
        Owner::Metric(namespace, short) => {
            let names_one = !index.values(id, "Dimensions[]").is_empty();
            let is_in = index.text(id, "Namespace").is_some_and(|found| found == namespace);
            if is_in && !names_one { index.of_type(short) } else { Vec::new() }
        }
        Owner::First => {
            index.present().map(|(other, _)| other).filter(|other| *other != id).take(1).collect()
        }
        Owner::UsersOfType(short) => {
            let users = index.users(id).into_iter();
            let of_type = |user: &&LogicalId| index.short_name(user) == short;
            users.filter(of_type).collect()
        }
        Owner::UsersAt(short, path) => {
            let users = index.users(id).into_iter();
            let names = |user: &&LogicalId| {
                index.short_name(user) == short && index.named_at(user, path).contains(&id)
            };
            users.filter(names).collect()
        }
    };
    let looked_at = match owner {
        Owner::Users | Owner::UsersOfType(_) | Owner::UsersAt(..) => index.users(id).len(),
        Owner::Path(_)
        | Owner::Used
        | Owner::OfType(_)
        | Owner::Metric(..)
        | Owner::Writer
        | Owner::First => named.len(),
    };
    index.owner_budget.take(1 + looked_at);
    named.retain(|named| *named != id);
    named
}

fn is_role(index: &Index, id: &LogicalId) -> bool {
    index.type_name(id) == "AWS::IAM::Role"
}
