//! Which subnets belong together: those that somebody names in one list, by whether they hold stores of data alone.

use crate::catalog::{self, Role};
use crate::maps::IndexMap;
use crate::sorting;
use crate::template::LogicalId;

use super::containers::Container;
use super::network::Network;
use super::resources::Resources;
use super::routing::Tier;

/// A resource and the subnets that it names.
pub(super) type Tenant<'a> = (&'a LogicalId, Vec<Container<'a>>);

/// Gives every subnet its subnet group, if it has one.
pub(super) fn gather(resources: &Resources, network: &mut Network, tenants: &[Tenant]) {
    find_stores(resources, network, tenants);
    let mut lists: Vec<Vec<usize>> = tenants
        .iter()
        .flat_map(|(_, subnets)| parts(network, subnets))
        .filter(|part| part.len() > 1)
        .collect();
    // Who names few says most: a cluster that names all subnets does not make one tier of them.
    sorting::by_key(&mut lists, Vec::len);
    let mut subnet_groups: Vec<Option<usize>> = vec![None; network.subnets.len()];
    for list in lists {
        let mut known: Vec<usize> = list.iter().filter_map(|&subnet| subnet_groups[subnet]).collect();
        known.dedup();
        let subnet_group = match known.as_slice() {
            [] => list.first().copied(),
            [subnet_group] => Some(*subnet_group),
            _ => continue,
        };
        for subnet in list {
            subnet_groups[subnet] = subnet_groups[subnet].or(subnet_group);
        }
    }
    for (index, subnet_group) in subnet_groups.into_iter().enumerate() {
        network.subnets[index].subnet_group = subnet_group;
    }
}

/// The subnets of a list by what they have in common besides.
fn parts(network: &Network, subnets: &[Container]) -> Vec<Vec<usize>> {
    let mut parts: IndexMap<(usize, Tier, bool), Vec<usize>> = IndexMap::new();
    for container in subnets {
        if let Some((index, _, subnet)) = network.subnets.get_full(container) {
            parts.entry((subnet.vpc, subnet.tier, subnet.stores)).or_default().push(index);
        }
    }
    parts.into_values().collect()
}

/// Marks the subnets in which nothing stands but stores of data.
fn find_stores(resources: &Resources, network: &mut Network, tenants: &[Tenant]) {
    let mut held: Vec<Option<bool>> = vec![None; network.subnets.len()];
    for (id, subnets) in tenants.iter().filter(|(id, _)| stands(resources, id)) {
        let is_store = catalog::is_store(resources.type_name(id));
        for index in subnets.iter().filter_map(|container| network.subnets.get_index_of(container)) {
            held[index] = Some(is_store && held[index] != Some(false));
        }
    }
    for (index, stores) in held.into_iter().enumerate() {
        network.subnets[index].stores = stores == Some(true);
    }
}

/// Returns whether a resource has an icon in its subnets.
pub(super) fn stands(resources: &Resources, id: &LogicalId) -> bool {
    match resources.role(id) {
        Some(
            Role::ScalingGroup
            | Role::Cluster
            | Role::DatabaseCluster
            | Role::Balancer
            | Role::Replicas
            | Role::Database
            | Role::Node
            | Role::Edge,
        ) => true,
        Some(
            Role::Vpc
            | Role::Subnet
            | Role::SecurityGroup
            | Role::Gateway
            | Role::Border
            | Role::BorderLeft
            | Role::Badge
            | Role::Support
            | Role::Glue,
        )
        | None => false,
    }
}
