//! What exists already and a template only names: a queue by a parameter, a bucket by its name in a policy. Each is a
//! resource of the world that has a type and a name and nothing else, and is one, however it is named.

use std::rc::Rc;

use crate::eval::{Deferred, Existence, StackResource, Value};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::addresses;
use super::bounds::MOST_EXISTING;
use super::excerpt::whole;
use super::{NodeKind, Scene};

/// The things that a template names and does not make.
#[derive(Debug, Default)]
pub(super) struct Things {
    all: IndexMap<LogicalId, Thing>,
    /// The thing that each text names wherever it stands: an ARN, an address, a parameter.
    by_text: IndexMap<String, LogicalId>,
    /// The thing that a plain name names where a property says of which type it is.
    by_name: IndexMap<(&'static str, String), LogicalId>,
    /// The thing that exports of other stacks name which differ in no more than what they give of one thing: `base-LakeArn`,
    /// `base-Lake`.
    by_stem: IndexMap<(&'static str, String), LogicalId>,
    /// True if there are more.
    pub is_cut: bool,
}

/// Something that exists already.
#[derive(Debug)]
pub(super) struct Thing {
    pub resource: StackResource,
    /// As it is named first.
    pub name: Value,
    /// The resources that name it.
    pub users: IndexSet<LogicalId>,
}

impl Things {
    /// Each, with what it is called in ids.
    pub fn iter(&self) -> impl Iterator<Item = (&LogicalId, &Thing)> {
        self.all.iter()
    }

    /// Returns whether something is one of them.
    pub fn contains(&self, id: &LogicalId) -> bool {
        self.all.contains_key(id)
    }

    /// The name of one, as it is named first.
    pub fn name(&self, id: &LogicalId) -> Option<&Value> {
        self.all.get(id).map(|thing| &thing.name)
    }

    /// Returns what a text names, where one of these types (without `AWS::`) may be meant.
    pub fn named(&self, text: &str, types: &[&'static str]) -> Option<&LogicalId> {
        let of_type = || types.iter().find_map(|&short| self.by_name.get(&(short, text.to_owned())));
        let found = self.by_text.get(text).or_else(of_type)?;
        self.all.get_key_value(found).map(|(id, _)| id)
    }

    /// Returns what a text names wherever it stands.
    pub fn by_text(&self, text: &str) -> Option<&Thing> {
        self.all.get(self.by_text.get(text)?)
    }

    /// Forgets some of them.
    pub fn remove(&mut self, ids: &IndexSet<LogicalId>) {
        self.all.retain(|id, _| !ids.contains(id));
    }

    /// Adds what a value names: its type without `AWS::`, its name, and the text that it is named by.
    pub fn insert(
        &mut self,
        user: &LogicalId,
        value: &Value,
        (short, name, text): (&'static str, &str, &str),
        types: &[&'static str],
    ) {
        let is_apart = NONE.iter().any(|none| short.starts_with(none)) && !types.contains(&short);
        if is_apart {
            return;
        }
        let stem = exported(value).map(|export| (short, stem(&export).to_owned()));
        let known = stem.as_ref().and_then(|stem| self.by_stem.get(stem)).cloned();
        let id = known.unwrap_or_else(|| self.same(short, name));
        if !self.all.contains_key(&id) && self.all.len() >= MOST_EXISTING {
            self.is_cut = true;
            return;
        }
        let is_whole = text == name;
        let thing = self.all.entry(id.clone()).or_insert_with(|| Thing {
            resource: StackResource {
                type_name: format!("AWS::{short}").into(),
                exists: Existence::Yes,
                properties: Value::Map(IndexMap::new()),
                init: None,
            },
            name: if is_whole { value.clone() } else { Value::String(Rc::from(name)) },
            users: IndexSet::new(),
        });
        thing.users.insert(user.clone());
        if let Some(stem) = stem {
            self.by_stem.entry(stem).or_insert_with(|| id.clone());
        }
        self.by_name.insert((short, name.to_owned()), id.clone());
        self.by_name.insert((short, text.to_owned()), id.clone());
        let is_deferred =
            matches!(value, Value::Deferred(_)) && !matches!(value, Value::Deferred(Deferred::Existing(..)));
        if is_deferred || addresses::read(text).is_some() {
            self.by_text.insert(text.to_owned(), id);
        }
    }

    /// Returns what a thing is called in ids: as one that another parameter names, where the two differ in what they hold of it.
    fn same(&self, short: &str, name: &str) -> LogicalId {
        let kind = format!("existing/{short}/");
        let is_same = |id: &&LogicalId| {
            let known = id.as_str().strip_prefix(&kind).and_then(parameter_of);
            known.is_some() && known == parameter_of(name)
        };
        let known = self.all.keys().find(is_same).cloned();
        known.unwrap_or_else(|| LogicalId::from(format!("{kind}{name}").as_str()))
    }
}

/// The types that nothing flows to or from, unless a property says that something does: it is a part of something else, or watches.
const NONE: [&str; 4] = ["Events::Rule", "IAM::", "Logs::LogGroup", "Logs::LogStream"];

/// The name of an export without the word for what it gives of a thing: `base-Lake` of `base-LakeArn`.
fn stem(export: &str) -> &str {
    const OF_IT: [&str; 7] = ["Arn", "ARN", "Id", "ID", "Name", "Url", "URL"];
    let stem = OF_IT.iter().find_map(|word| export.strip_suffix(word));
    stem.filter(|stem| stem.ends_with(char::is_alphanumeric)).unwrap_or(export)
}

/// The type of what may be of several kinds.
pub(super) const ANY: &str = "AWS::Any::Resource";

/// The name of the export that a value imports.
pub(super) fn exported(value: &Value) -> Option<String> {
    match value {
        Value::Deferred(Deferred::Function(function, arguments)) if &**function == "Fn::ImportValue" => {
            arguments.first().and_then(|name| whole(name))
        }
        _ => None,
    }
}

/// The things that a scene shows with neither a link nor something that belongs to them.
pub(super) fn loose(scene: &Scene) -> IndexSet<LogicalId> {
    let mut held: IndexSet<usize> = scene.links.iter().flat_map(|link| [link.source, link.target]).collect();
    held.extend(scene.nodes.iter().filter_map(|node| node.parent));
    let nodes = scene.nodes.iter().enumerate().filter(|(_, node)| node.kind == NodeKind::Existing);
    let loose = nodes
        .filter(|(index, node)| !held.contains(index) && node.members.is_empty() && node.folded.is_empty());
    loose.map(|(_, node)| LogicalId::from(node.id.as_ref())).collect()
}

/// Returns what a parameter is about of which a name holds nothing else, whatever it holds of that: of `‹OrdersArn›` and of
/// `‹OrdersName›` the orders.
fn parameter_of(name: &str) -> Option<&str> {
    const HELD: [&str; 4] = ["arn", "id", "name", "url"];
    let parameter =
        name.strip_prefix('‹')?.strip_suffix('›').filter(|inside| !inside.contains(['‹', '.']))?;
    let held = HELD.iter().find_map(|held| {
        let at = parameter.len().checked_sub(held.len())?;
        let (about, end) = parameter.split_at_checked(at)?;
        // A word begins with a capital letter, or behind a joint.
        let is_word = end.starts_with(|c: char| c.is_ascii_uppercase()) || about.ends_with(['-', '_']);
        (is_word && end.eq_ignore_ascii_case(held)).then_some(about)
    })?;
    Some(held.trim_end_matches(['-', '_'])).filter(|about| !about.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_that_hold_two_things_of_one_are_about_it() {
        for name in
            ["‹OrdersArn›", "‹OrdersName›", "‹OrdersId›", "‹OrdersURL›", "‹Orders-url›", "‹Orders_name›"]
        {
            assert_eq!(parameter_of(name), Some("Orders"), "{name}");
        }
        for name in [
            "‹Orders›",
            "orders-arn",
            "‹Username›",
            "‹Paid›",
            "‹Name›",
            "‹Orders.Arn›",
            "‹Stage›-‹OrdersArn›",
        ] {
            assert_eq!(parameter_of(name), None, "{name}");
        }
    }
}
