//! The roles that services without a resource act in for somebody: each is part of its service.

use crate::catalog::{self, Called, Role};
use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::included_apis::trusted;
use super::owners::Drawn;
use super::permissions::{Grant, attached_policies, grants_of};
use super::resources::Resources;
use super::service_calls::{Own, statements};

/// A role that a service acts in for somebody: what it may use and call there, and who hands it to the service.
pub(super) struct ServiceRole<'a> {
    pub id: &'a LogicalId,
    pub service: &'static Called,
    pub grants: IndexSet<Grant<'a>>,
    pub calls: Vec<&'static Called>,
    pub callers: IndexSet<&'a LogicalId>,
}

/// Takes the roles of services from what is drawn: they are part of the service.
pub(super) fn set_aside<'a>(resources: &Resources<'a>, drawn: Drawn<'a>) -> Drawn<'a> {
    let roles: Vec<&LogicalId> = service_roles(resources, &drawn).into_iter().map(|role| role.id).collect();
    drawn.without(resources, &roles)
}

/// The roles that services without a resource act in, as far as they say more than that.
pub(super) fn service_roles<'a>(resources: &Resources<'a>, drawn: &Drawn<'a>) -> Vec<ServiceRole<'a>> {
    /// Where the template may say which role somebody hands on.
    const HANDS: [&str; 4] =
        ["Environment.Variables", "DefinitionSubstitutions", "Definition", "DefinitionString"];
    /// Services whose roles are for what somebody makes there: instances, rules.
    const MADE: [&str; 3] = ["EC2", "Events", "IoT"];
    let roles: Vec<(&LogicalId, &'static Called)> = resources
        .of_type("IAM::Role")
        .into_iter()
        .filter_map(|id| match trusted(resources, id).as_slice() {
            [only] => Some((id, catalog::called(only.strip_suffix(".amazonaws.com")?)?)),
            _ => None,
        })
        .filter(|(_, service)| !MADE.contains(&service.segment))
        .collect();
    if roles.is_empty() {
        return Vec::new();
    }
    let (own, attached) = (Own::of(resources), attached_policies(resources));
    let mut found = Vec::new();
    for (id, service) in roles.into_iter().filter(|(_, service)| !own.has(service)) {
        let mut grants = grants_of(resources, id, &attached);
        grants.retain(|grant| drawn.contains(grant.target));
        let hands = |user: &&LogicalId| {
            let is_named = HANDS.iter().any(|path| resources.named_at(user, path).contains(&id));
            is_named && resources.role(user) != Some(Role::Support)
        };
        let callers: IndexSet<&LogicalId> = drawn.iter().copied().filter(hands).collect();
        if !grants.is_empty() || !callers.is_empty() {
            let mut calls =
                statements(resources, &own, resources.values(id, "Policies[].PolicyDocument.Statement[]"));
            calls.retain(|called| called.segment != service.segment);
            found.push(ServiceRole { id, service, grants, calls, callers });
        }
    }
    found
}
