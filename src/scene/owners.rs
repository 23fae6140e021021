//! Decides which resources are drawn, and whom the others fold into.

use indexmap::IndexSet;

use crate::catalog::{self, Owner, Role};
use crate::sorting;
use crate::template::LogicalId;

use super::permissions;
use super::resources::Resources;

/// The resources that get a node of their own. Relations and supporting resources that nobody can own are among
/// them, so that nothing is lost.
pub(super) fn drawn<'a>(resources: &Resources<'a>) -> IndexSet<&'a LogicalId> {
    let mut drawn = IndexSet::new();
    let mut waiting = Vec::new();
    for (id, resource) in resources.present() {
        match resources.role(id) {
            _ if resources.is_forward(id) => drop(drawn.insert(id)),
            // What exists already is there for its link; a relation among them belongs to whom it relates.
            Some(role) if resources.is_existing(id) && role != Role::Glue => drop(drawn.insert(id)),
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
    let glue = |id: &&LogicalId| resources.role(id) == Some(Role::Glue);
    sorting::by_key(&mut waiting, glue);
    waiting.retain(|id| owners(resources, id, &drawn).is_empty());
    // Whoever could belong to nobody at all is drawn first; others may then belong to them.
    let (alone, left): (Vec<_>, Vec<_>) =
        waiting.into_iter().partition(|id| !glue(id) && candidates(resources, id).is_empty());
    drawn.extend(alone);
    for id in left {
        if owners(resources, id, &drawn).is_empty() {
            drawn.insert(id);
        }
    }
    drawn
}

/// The drawn resources that a resource folds into, through others that fold themselves; empty when there are none.
pub(super) fn owners<'a>(
    resources: &Resources<'a>,
    id: &'a LogicalId,
    drawn: &IndexSet<&'a LogicalId>,
) -> Vec<&'a LogicalId> {
    let mut visited = IndexSet::new();
    resolve(resources, id, drawn, &mut visited, MAX_HOPS)
}

/// Real chains (policy, role, profile, instance) have a handful of links; hostile ones must not exhaust the stack.
const MAX_HOPS: usize = 16;

/// Real resources have a handful of users that fold; hostile ones must not take for ever.
const MAX_VISITED: usize = 256;

fn resolve<'a>(
    resources: &Resources<'a>,
    id: &'a LogicalId,
    drawn: &IndexSet<&'a LogicalId>,
    visited: &mut IndexSet<&'a LogicalId>,
    hops: usize,
) -> Vec<&'a LogicalId> {
    if hops == 0 || visited.len() >= MAX_VISITED || resources.owner_budget.are_spent() || !visited.insert(id)
    {
        return Vec::new();
    }
    let Some((_, resource)) = resources.get(id) else {
        return Vec::new();
    };
    // What exists already and is not drawn itself belongs to those who name it: that is for the last.
    let mut last = Vec::new();
    for &owner in catalog::owners(&resource.type_name) {
        if owner == Owner::First {
            return drawn.first().copied().filter(|first| *first != id).into_iter().collect();
        }
        let (existing, named): (Vec<&LogicalId>, Vec<&LogicalId>) = named(resources, id, owner)
            .into_iter()
            .partition(|candidate| resources.is_existing(candidate) && !drawn.contains(candidate));
        last.extend(existing);
        let found = resolved(resources, id, named, drawn, visited, hops);
        if !found.is_empty() {
            return found;
        }
    }
    let mut found = resolved(resources, id, last, drawn, visited, hops);
    // Relations that only share what exists belong to none of each other.
    found.retain(|owner| resources.role(owner) != Some(Role::Glue));
    found
}

/// The drawn resources that some candidates are, or fold into.
fn resolved<'a>(
    resources: &Resources<'a>,
    id: &'a LogicalId,
    candidates: Vec<&'a LogicalId>,
    drawn: &IndexSet<&'a LogicalId>,
    visited: &mut IndexSet<&'a LogicalId>,
    hops: usize,
) -> Vec<&'a LogicalId> {
    let mut found: IndexSet<&LogicalId> = IndexSet::new();
    for candidate in candidates {
        let resolved = match drawn.contains(candidate) {
            true => vec![candidate],
            false => resolve(resources, candidate, drawn, visited, hops - 1),
        };
        found.extend(resolved.into_iter().filter(|owner| *owner != id));
    }
    found.into_iter().collect()
}

fn candidates<'a>(resources: &Resources<'a>, id: &'a LogicalId) -> Vec<&'a LogicalId> {
    let owners =
        resources.get(id).map(|(_, resource)| catalog::owners(&resource.type_name)).unwrap_or_default();
    owners.iter().flat_map(|&owner| named(resources, id, owner)).collect()
}

/// Whom a rule about owners names; as many steps as resources are looked at.
fn named<'a>(resources: &Resources<'a>, id: &'a LogicalId, owner: Owner) -> Vec<&'a LogicalId> {
    let mut named = match owner {
        Owner::Path(path) => resources.named_at(id, path),
        // What belongs to a role (a policy) names it, too, and leads from it to strangers.
        Owner::Users => {
            let belongs = |user: &&LogicalId| resources.is_part(user, id) && !resources.is_existing(id);
            let users: Vec<&LogicalId> =
                resources.users(id).into_iter().filter(|user| !belongs(user)).collect();
            // The definition of an API that is kept elsewhere names the role that it acts in.
            let is_unnamed = users.is_empty() && is_role(resources, id);
            if is_unnamed { permissions::included_apis(resources, id) } else { users }
        }
        Owner::Writer => resources.writer(id).into_iter().collect(),
        Owner::Used => resources.used(id).filter_map(|id| resources.get(id)).map(|(id, _)| id).collect(),
        Owner::OfType(short) => resources.of_type(short),
        Owner::Metric(namespace, short) => {
            let names_one = !resources.values(id, "Dimensions[]").is_empty();
            let is_in = resources.text(id, "Namespace").is_some_and(|found| found == namespace);
            if is_in && !names_one { resources.of_type(short) } else { Vec::new() }
        }
        Owner::First => {
            resources.present().map(|(other, _)| other).filter(|other| *other != id).take(1).collect()
        }
        Owner::UsersOfType(short) => {
            let users = resources.users(id).into_iter();
            let of_type = |user: &&LogicalId| {
                resources.get(user).is_some_and(|(_, user)| catalog::short_name(&user.type_name) == short)
            };
            users.filter(of_type).collect()
        }
    };
    let looked_at = match owner {
        Owner::Users | Owner::UsersOfType(_) => resources.users(id).len(),
        Owner::Path(_)
        | Owner::Used
        | Owner::OfType(_)
        | Owner::Metric(..)
        | Owner::Writer
        | Owner::First => named.len(),
    };
    resources.owner_budget.take(1 + looked_at);
    named.retain(|named| *named != id);
    named
}

fn is_role(resources: &Resources, id: &LogicalId) -> bool {
    resources.get(id).is_some_and(|(_, resource)| &*resource.type_name == "AWS::IAM::Role")
}
