//! Where a resource is: the VPC, subnets, security groups and cluster that its properties name.

use crate::catalog::{self, PlaceKind, Role};
use crate::eval::Value;
use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::containers::{Container, Existing, Reader};
use super::index::Index;
use super::named::Named;

/// Where a resource is.
#[derive(Debug, Clone, Default)]
pub(super) struct Placement<'a> {
    pub vpc: Option<Container<'a>>,
    pub subnets: Vec<Container<'a>>,
    pub groups: Vec<Container<'a>>,
    pub cluster: Option<&'a LogicalId>,
}

/// Launch templates of launch templates, subnet groups of clusters: no real chain is longer.
const MAX_DEPTH: usize = 4;

/// Real resources have a handful of these, a file system a mount target in each zone; hostile ones must not take for ever.
const MAX_LIKES: usize = 64;

/// Where a resource is, by its own properties, else by those of its subnet group, launch template or cluster.
pub(super) fn placement<'a>(resources: &Named<'a>, id: &'a LogicalId) -> Placement<'a> {
    let (mut found, mut left) = (Placement::default(), MAX_LIKES);
    collect(resources, id, MAX_DEPTH, &mut left, &mut found);
    if resources.is_existing(id) && resources.role(id) == Some(Role::Balancer) {
        // It is in the network of its targets, and nobody knows of its groups.
        (found.groups, found.cluster) = (Vec::new(), None);
    }
    found
}

/// `left` is how many others may still be asked.
fn collect<'a>(
    resources: &Named<'a>,
    id: &'a LogicalId,
    depth: usize,
    left: &mut usize,
    found: &mut Placement<'a>,
) {
    let Some((_, resource)) = resources.get(id) else {
        return;
    };
    let mut subnets = Vec::new();
    let mut groups = Vec::new();
    let (mut likes, mut clusters) = (Vec::new(), Vec::new());
    for place in catalog::places(&resource.type_name) {
        match place.kind {
            PlaceKind::Vpc => {
                let named = containers(resources, id, place.path, Role::Vpc).into_iter().next();
                found.vpc = found.vpc.take().or(named);
            }
            PlaceKind::Subnet => add(&mut subnets, containers(resources, id, place.path, Role::Subnet)),
            PlaceKind::SecurityGroup => {
                add(&mut groups, containers(resources, id, place.path, Role::SecurityGroup))
            }
            PlaceKind::Cluster => {
                // Start scripts name databases, too, to find them.
                let wanted = match resources.role(id) {
                    Some(Role::Database) => Role::DatabaseCluster,
                    _ => Role::Cluster,
                };
                let named = named(resources, id, place.path);
                let named = named.into_iter().find(|target| resources.role(target) == Some(wanted));
                clusters.extend(named);
                found.cluster = found.cluster.or(named);
            }
            PlaceKind::Like => likes.extend(named(resources, id, place.path)),
            PlaceKind::Zone | PlaceKind::Peer => {}
        }
    }
    if found.subnets.is_empty() {
        found.subnets = subnets;
    }
    if found.groups.is_empty() {
        found.groups = groups;
    }
    // What a subnet group or launch template says holds where the resource itself says nothing; several
    // mount targets add up.
    let (own_subnets, own_groups) = (!found.subnets.is_empty(), !found.groups.is_empty());
    let of_cluster = likes.len();
    for (i, like) in likes.into_iter().chain(clusters).enumerate() {
        if depth == 0 || like == id || *left == 0 {
            continue;
        }
        *left -= 1;
        // A launch template knows its hosts better than their cluster does, and the groups of a control plane are its own.
        let known = i >= of_cluster && (!found.groups.is_empty() || is_managed_cluster(resources, like));
        let mut theirs = Placement::default();
        collect(resources, like, depth - 1, left, &mut theirs);
        found.vpc = found.vpc.take().or(theirs.vpc);
        // Instances join the cluster that their start script names.
        found.cluster = found.cluster.or(theirs.cluster);
        if !own_subnets {
            add(&mut found.subnets, theirs.subnets);
        }
        if !own_groups && !known {
            add(&mut found.groups, theirs.groups);
        }
    }
}

/// The resources that the values at a path name, or those of a type that refer to this one (`<Type`), or whom they
/// name (`<Type>path`).
fn named<'a>(resources: &Named<'a>, id: &LogicalId, path: &str) -> Vec<&'a LogicalId> {
    let Some(user) = path.strip_prefix('<') else {
        return resources.named_at(id, path);
    };
    let (short, path) = user.split_once('>').map_or((user, None), |(short, path)| (short, Some(path)));
    let users = resources.users_of_type(id, short).map(|(user, _)| user);
    match path {
        Some(path) => users.flat_map(|user| resources.named_at(user, path)).collect(),
        None => users.collect(),
    }
}

/// The VPCs that exist already and that a resource leads to.
pub(super) fn peers<'a>(resources: &Named<'a>, id: &LogicalId) -> Vec<Container<'a>> {
    let Some((_, resource)) = resources.get(id) else {
        return Vec::new();
    };
    let places = catalog::places(&resource.type_name).iter().filter(|place| place.kind == PlaceKind::Peer);
    let named = places.flat_map(|place| containers(resources, id, place.path, Role::Vpc));
    named.filter(|container| container.own().is_none()).collect()
}

/// The containers of a role that the values at a path name.
pub(super) fn containers<'a>(
    resources: &Named<'a>,
    id: &LogicalId,
    path: &str,
    role: Role,
) -> Vec<Container<'a>> {
    let values = match path.strip_prefix('<').and_then(|user| user.split_once('>')) {
        Some((short, path)) => {
            resources.users_of_type(id, short).flat_map(|(user, _)| resources.values(user, path)).collect()
        }
        None => resources.values(id, path),
    };
    let named = values.into_iter().flat_map(|value| containers_of(resources, value, role));
    let found: IndexSet<Container> = named.flat_map(|container| resources.lists().items(container)).collect();
    found.into_iter().collect()
}

/// The containers of a role that a value names, or those that exist already and that it stands for.
pub(super) fn containers_of<'a>(resources: &Named<'a>, value: &'a Value, role: Role) -> Vec<Container<'a>> {
    let item = |list: &Existing, number| resources.lists().item(list, number);
    Reader { index: resources, readings: resources.readings(), item: &item, role }.read(value)
}

/// Adds those that are not there yet.
fn add<'a>(found: &mut Vec<Container<'a>>, containers: Vec<Container<'a>>) {
    match containers.as_slice() {
        [] => {}
        [only] => {
            if !found.contains(only) {
                found.extend(containers);
            }
        }
        _ => {
            let all: IndexSet<Container> = found.drain(..).chain(containers).collect();
            found.extend(all);
        }
    }
}

/// The types of clusters whose control plane AWS runs.
const MANAGED: [&str; 1] = ["EKS::Cluster"];

/// Returns whether AWS runs the control plane of a cluster.
pub(super) fn is_managed_cluster(resources: &Index, id: &LogicalId) -> bool {
    MANAGED.contains(&resources.short_name(id))
}
