//! Which subnets belong together: those that somebody names in one list, by whether they hold stores of data alone.

use indexmap::IndexMap;

use crate::catalog::{self, Role};
use crate::sorting;
use crate::template::LogicalId;

use super::network::Network;
use super::routing::Tier;
use super::site::Site;
use super::world::World;

/// A resource and the subnets that it names.
pub(super) type Tenant<'a> = (&'a LogicalId, Vec<Site<'a>>);

/// Gives every subnet its team, if it has one.
pub(super) fn gather(world: &World, network: &mut Network, tenants: &[Tenant]) {
    find_stores(world, network, tenants);
    let mut lists: Vec<Vec<usize>> = tenants
        .iter()
        .flat_map(|(_, subnets)| parts(network, subnets))
        .filter(|part| part.len() > 1)
        .collect();
    // Who names few says most: a cluster that names all subnets does not make one tier of them.
    sorting::by_key(&mut lists, Vec::len);
    let mut teams: Vec<Option<usize>> = vec![None; network.subnets.len()];
    for list in lists {
        let mut known: Vec<usize> = list.iter().filter_map(|&subnet| teams[subnet]).collect();
        known.dedup();
        let team = match known.as_slice() {
            [] => list.first().copied(),
            [team] => Some(*team),
            _ => continue,
        };
        for subnet in list {
            teams[subnet] = teams[subnet].or(team);
        }
    }
    for (index, team) in teams.into_iter().enumerate() {
        network.subnets[index].team = team;
    }
}

/// The subnets of a list by what they have in common besides.
fn parts(network: &Network, subnets: &[Site]) -> Vec<Vec<usize>> {
    let mut parts: IndexMap<(usize, Tier, bool), Vec<usize>> = IndexMap::new();
    for site in subnets {
        if let Some((index, _, subnet)) = network.subnets.get_full(site) {
            parts.entry((subnet.vpc, subnet.tier, subnet.stores)).or_default().push(index);
        }
    }
    parts.into_values().collect()
}

/// Marks the subnets in which nothing stands but stores of data.
fn find_stores(world: &World, network: &mut Network, tenants: &[Tenant]) {
    let mut held: Vec<Option<bool>> = vec![None; network.subnets.len()];
    for (id, subnets) in tenants.iter().filter(|(id, _)| stands(world, id)) {
        let is_store = world.get(id).is_some_and(|(_, resource)| catalog::is_store(&resource.type_name));
        for index in subnets.iter().filter_map(|site| network.subnets.get_index_of(site)) {
            held[index] = Some(is_store && held[index] != Some(false));
        }
    }
    for (index, stores) in held.into_iter().enumerate() {
        network.subnets[index].stores = stores == Some(true);
    }
}

/// Whether a resource has an icon in its subnets.
pub(super) fn stands(world: &World, id: &LogicalId) -> bool {
    match world.role(id) {
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
