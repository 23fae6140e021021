//! Where a resource is: the VPC, subnets, security groups and cluster that its properties name.

use std::rc::Rc;

use indexmap::IndexSet;

use crate::catalog::{self, PlaceKind, Role};
use crate::eval::{Deferred, Value};
use crate::template::LogicalId;

use super::control_planes;
use super::excerpt::excerpt;
use super::readings::Origin;
use super::resources::{Resources, plain_name};

/// A container: one of the template's, or one that is there already and that a parameter, an import or a plain
/// id stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Container<'a> {
    /// A resource of the template.
    Own(&'a LogicalId),
    /// What the value reads as: `‹VpcId›`, `vpc-0123`.
    Existing(Existing),
}

/// A container that exists outside the template.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Existing {
    /// For ids: a parameter by its name, an export by its, anything else as it reads.
    pub name: Rc<str>,
    /// As a label says it.
    pub text: Rc<str>,
    /// All of it.
    pub full: Rc<str>,
    pub origin: Origin,
}

impl Existing {
    /// Whether its name leaves no room behind it in a title for ` (existing)`.
    pub fn is_long(&self) -> bool {
        /// Of letters, as many as stand in the title of a narrow subnet together with that.
        const ROOM: usize = 16;
        self.text.chars().nth(ROOM).is_some()
    }
}

/// Where a resource is.
#[derive(Debug, Clone, Default)]
pub(super) struct Placement<'a> {
    pub vpc: Option<Container<'a>>,
    pub subnets: Vec<Container<'a>>,
    pub groups: Vec<Container<'a>>,
    pub cluster: Option<&'a LogicalId>,
}

/// Launch templates of launch templates, subnet groups of clusters: no real chain is longer.
const MAX_HOPS: usize = 4;

/// Real resources have a handful of these, a file system a mount target in each zone; hostile ones must not take for ever.
const MAX_LIKES: usize = 64;

/// Of the ids of a text with commas between them; real lists have one for each zone.
const MAX_LISTED: usize = 64;

/// Where a resource is, by its own properties, else by those of its subnet group, launch template or cluster.
pub(super) fn placement<'a>(resources: &Resources<'a>, id: &'a LogicalId) -> Placement<'a> {
    let (mut found, mut left) = (Placement::default(), MAX_LIKES);
    collect(resources, id, MAX_HOPS, &mut left, &mut found);
    if resources.is_existing(id) && resources.role(id) == Some(Role::Balancer) {
        // It is in the network of its targets, and nobody knows of its groups.
        (found.groups, found.cluster) = (Vec::new(), None);
    }
    found
}

impl Container<'_> {
    /// The resource, when it is one of the template's.
    pub fn own(&self) -> Option<&LogicalId> {
        match self {
            Container::Own(id) => Some(id),
            Container::Existing(_) => None,
        }
    }

    /// What it is called in ids.
    pub fn name(&self) -> &str {
        match self {
            Container::Own(id) => id.as_str(),
            Container::Existing(existing) => &existing.name,
        }
    }

    /// What it is called where there is room for all.
    pub fn full_name(&self) -> &str {
        match self {
            Container::Own(id) => id.as_str(),
            Container::Existing(existing) => &existing.full,
        }
    }
}

/// `left` is how many others may still be asked.
fn collect<'a>(
    resources: &Resources<'a>,
    id: &'a LogicalId,
    hops: usize,
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
        if hops == 0 || like == id || *left == 0 {
            continue;
        }
        *left -= 1;
        // A launch template knows its hosts better than their cluster does, and the groups of a control plane are its own.
        let known =
            i >= of_cluster && (!found.groups.is_empty() || control_planes::is_managed(resources, like));
        let mut theirs = Placement::default();
        collect(resources, like, hops - 1, left, &mut theirs);
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
fn named<'a>(resources: &Resources<'a>, id: &LogicalId, path: &str) -> Vec<&'a LogicalId> {
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
pub(super) fn peers<'a>(resources: &Resources<'a>, id: &LogicalId) -> Vec<Container<'a>> {
    let Some((_, resource)) = resources.get(id) else {
        return Vec::new();
    };
    let places = catalog::places(&resource.type_name).iter().filter(|place| place.kind == PlaceKind::Peer);
    let named = places.flat_map(|place| containers(resources, id, place.path, Role::Vpc));
    named.filter(|container| container.own().is_none()).collect()
}

/// The containers of a role that the values at a path name.
pub(super) fn containers<'a>(
    resources: &Resources<'a>,
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
    let found: IndexSet<Container> =
        named.flat_map(|container| resources.lists().settle(container)).collect();
    found.into_iter().collect()
}

/// What a value as a whole is called, where it stands for one thing that exists already, or a list of such.
pub(super) fn in_one_list<'a>(
    resources: &Resources<'a>,
    list: &'a Value,
    role: Role,
) -> Option<Container<'a>> {
    containers_of(resources, list, role).into_iter().next()
}

/// The containers of a role that a value names, or those that exist already and that it stands for.
pub(super) fn containers_of<'a>(
    resources: &Resources<'a>,
    value: &'a Value,
    role: Role,
) -> Vec<Container<'a>> {
    let own: Vec<Container> = resources
        .named_by(value)
        .into_iter()
        .filter(|target| resources.role(target) == Some(role))
        .map(Container::Own)
        .collect();
    if !own.is_empty() || resources.is_left_out(value) {
        return own;
    }
    let text = excerpt(value);
    if text.is_empty() {
        return own;
    }
    let existing = |name: Rc<str>, text: Rc<str>| {
        Container::Existing(Existing { full: name.clone(), name, text, origin: Origin::Existing })
    };
    if let Some(reading) = resources.readings().of(value) {
        let name = match reading.origin {
            Origin::Import(_) | Origin::Output(_) => reading.full.clone(),
            Origin::Existing | Origin::Nested(_) | Origin::Made(_) | Origin::Kept(_) => plain_name(value),
        };
        let (text, full, origin) = (reading.label(), reading.full.clone(), reading.origin.clone());
        return vec![Container::Existing(Existing { name, text, full, origin })];
    }
    match value {
        Value::List(items) => items.iter().flat_map(|item| containers_of(resources, item, role)).collect(),
        // One parameter can hold a list of ids, which AWS takes with commas between them.
        Value::String(text) | Value::Deferred(Deferred::Existing(_, text)) if text.contains(',') => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty()).take(MAX_LISTED);
            parts
                .map(|part| excerpt(&part).into())
                .map(|part: Rc<str>| existing(part.clone(), part))
                .collect()
        }
        // Texts that are joined with commas, as options of Beanstalk are.
        Value::Deferred(Deferred::Text(_)) if text.contains(',') => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty()).take(MAX_LISTED);
            let name = |part: &str| part.trim_start_matches('‹').trim_end_matches('›').into();
            parts.map(|part| existing(name(part), part.into())).collect()
        }
        Value::Deferred(Deferred::Function(name, arguments)) => match (&**name, arguments.as_slice()) {
            ("Fn::Join", [_, list]) => containers_of(resources, list, role),
            // A list in one text, and one of a list: of a parameter, an import, an output of a nested stack.
            ("Fn::Split", [_, list]) => containers_of(resources, list, role),
            ("Fn::Select", [index, list @ Value::Deferred(_)]) => {
                let number = excerpt(index).parse::<usize>().unwrap_or(0).saturating_add(1);
                let of_list = containers_of(resources, list, role).into_iter().next();
                of_list.into_iter().map(|container| resources.lists().item(container, number)).collect()
            }
            _ => vec![existing(text.into(), resources.readings().spoken(value).into())],
        },
        Value::Deferred(Deferred::Resource(id) | Deferred::Attribute(id, _))
            if resources.get(id).is_some() =>
        {
            let (name, origin) = (plain_name(value), Origin::Made(id.clone()));
            vec![Container::Existing(Existing { full: name.clone(), name, text: text.into(), origin })]
        }
        Value::Null | Value::Bool(_) | Value::Map(_) => Vec::new(),
        Value::Number(_) | Value::String(_) | Value::Deferred(_) => {
            vec![existing(plain_name(value), resources.readings().spoken(value).into())]
        }
    }
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
