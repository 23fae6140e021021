//! Small signs on a node, for what it uses that is not drawn: an address, a key, a secret, a log.

use crate::catalog::{self, Role};
use crate::maps::IndexMap;
use crate::template::LogicalId;

use super::additions::Remark;
use super::context::Context;
use super::resources::Resources;
use super::{Badge, texts};

/// The signs of each node, in the order in which they are put there.
#[derive(Debug, Default)]
pub(super) struct Signs<'a> {
    of: IndexMap<&'a LogicalId, Vec<&'a LogicalId>>,
}

/// Returns whether a resource is a sign on whoever uses it. A sign says that something is there, so what is not has none.
pub(super) fn is_sign(resources: &Resources, id: &LogicalId) -> bool {
    let is_of_type = catalog::is_sign(resources.type_name(id));
    (is_of_type || resources.role(id) == Some(Role::Badge)) && !resources.is_ghost(id)
}

impl<'a> Signs<'a> {
    /// Puts the sign of a resource on another.
    pub fn put(&mut self, on: &'a LogicalId, id: &'a LogicalId) {
        self.of.entry(on).or_default().push(id);
    }

    /// Returns the signs of each node, on each icon of what has several.
    pub fn remarks(self, context: &Context<'a>) -> Vec<Remark> {
        let of = self.of.into_iter();
        let remarks = of.flat_map(|(owner, signs)| {
            let badges = badges(context.resources, &signs);
            let nodes = context.equals(owner).into_iter();
            nodes.map(move |node| Remark { node, badges: badges.clone(), ..Remark::default() })
        });
        remarks.collect()
    }
}

/// More of one type share a badge: a row of them is wider than its node.
const MOST_OF_TYPE: usize = 2;

/// One badge for each resource; what is used beside others of its type shares theirs, for a row of equal signs says no
/// more than one.
fn badges(resources: &Resources, signs: &[&LogicalId]) -> Vec<Badge> {
    let mut badges: IndexMap<String, Badge> = IndexMap::new();
    let mut of_type: IndexMap<&str, usize> = IndexMap::new();
    let types = signs.iter().filter_map(|id| resources.get(id)).map(|(_, resource)| &*resource.type_name);
    types.for_each(|type_name| *of_type.entry(type_name).or_default() += 1);
    for &id in signs {
        let (Some(facts), Some((_, resource))) = (resources.facts(id), resources.get(id)) else {
            continue;
        };
        let title = texts::title(resources, id);
        let are_many = of_type.get(&*resource.type_name).is_some_and(|count| *count > MOST_OF_TYPE);
        let key = match are_many || catalog::is_sign(&resource.type_name) {
            true => resource.type_name.to_string(),
            false => id.to_string(),
        };
        match badges.get_mut(&key) {
            Some(badge) => {
                badge.title = format!("{}, {title}", badge.title);
                badge.resource = None;
            }
            None => {
                let (icon, resource) = (texts::icon(facts), Some(id.clone()));
                badges.insert(key, Badge { icon, title, resource });
            }
        }
    }
    badges.into_values().collect()
}
