//! What resources are called: by the name that the template gives them, where that tells one from others.

use std::fmt;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::catalog::Role;
use crate::eval::{Deferred, StackResource, Value};
use crate::template::LogicalId;

use super::cdk::{self, Tagged};
use super::common_name_parts;
use super::excerpt::excerpt;
use super::instance_counts;
use super::readings::Reading;
use super::resources::{Resources, name_tag, naming_property};
use super::sources::{self, Source};

/// The names that the template gives: the `Name` tag of a resource, else its naming property. Not those that tell nothing.
pub(super) fn read<'a>(resources: &Resources<'a>) -> IndexMap<&'a LogicalId, Rc<str>> {
    let named = resources.present().filter_map(|(id, resource)| Some((id, given(resources, id, resource)?)));
    let mut names: IndexMap<&LogicalId, Rc<str>> = named.collect();
    let mut bearers: IndexMap<Rc<str>, Vec<&LogicalId>> = IndexMap::new();
    for (&id, name) in &names {
        bearers.entry(name.clone()).or_default().push(id);
    }
    for (name, ids) in bearers {
        // What nobody has chosen yet, such as `‹Project›`, names none of those that all have it.
        let is_open = ids.len() > 1 && is_deferred(&name);
        // Rules name security groups, wherever these stand.
        let is_group = |id: &LogicalId| resources.role(id) == Some(Role::SecurityGroup);
        let are_groups = ids.iter().filter(|id| is_group(id)).count() > 1;
        for id in ids {
            if is_open || are_groups && is_group(id) {
                names.shift_remove(id);
            }
        }
    }
    names
}

/// Whether a name is one part that only AWS or the reader knows.
fn is_deferred(name: &str) -> bool {
    let inner = name.strip_prefix('‹').and_then(|rest| rest.strip_suffix('›'));
    inner.is_some_and(|inner| !inner.contains(['‹', '›']))
}

/// The label of a resource: its name, the title of its type for a group, its logical ID.
pub(super) fn label_text(resources: &Resources, id: &LogicalId) -> Rc<str> {
    if resources.get(id).is_none() {
        return excerpt(id).into();
    }
    own_label(resources, id).unwrap_or_else(|| match resources.facts(id) {
        // Where there are several, the rules of one name the others.
        Some(facts)
            if facts.role == Role::SecurityGroup && resources.with_role(facts.role).nth(1).is_some() =>
        {
            resources.logical_name(id)
        }
        Some(facts) if is_group(facts.role) => facts.title.as_ref().into(),
        _ => resources.logical_name(id),
    })
}

/// The name that a template gives a resource.
pub(super) fn own_label(resources: &Resources, id: &LogicalId) -> Option<Rc<str>> {
    resources.given_name(id)
}

/// Where the first part of a resource's name is from that is made elsewhere.
pub(super) fn source_of(resources: &Resources, id: &LogicalId) -> Option<Source> {
    made_elsewhere(resources, id)?.1.into_iter().find_map(|reading| sources::of_part(&reading.origin))
}

/// A resource's name with all that its parts are called elsewhere; `None` where there are no such parts.
pub(super) fn full_name(resources: &Resources, id: &LogicalId) -> Option<Rc<str>> {
    let (name, readings) = made_elsewhere(resources, id)?;
    (!readings.is_empty()).then(|| excerpt(name).into())
}

/// The name of a resource that has one, and its parts that are made elsewhere.
fn made_elsewhere<'w>(resources: &'w Resources, id: &LogicalId) -> Option<(&'w Value, Vec<&'w Reading>)> {
    let (_, resource) = resources.get(id).filter(|(id, _)| own_label(resources, id).is_some())?;
    let name = name_tag(resource).or_else(|| naming_property(resource))?;
    let parts = match name {
        Value::Deferred(Deferred::Text(parts)) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let readings = parts.iter().take(MAX_PARTS).filter_map(|part| resources.readings().of(part));
    Some((name, readings.collect()))
}

/// Of a name of more parts the rest is not asked where it is from.
const MAX_PARTS: usize = 1_000;

/// What others call a resource in a sentence: its own name, else its logical ID.
pub(super) fn name_of(resources: &Resources, id: &LogicalId) -> Rc<str> {
    own_label(resources, id).unwrap_or_else(|| resources.logical_name(id))
}

/// Whether resources of a role are boxes, whose label can be the title of their type.
fn is_group(role: Role) -> bool {
    matches!(
        role,
        Role::Vpc
            | Role::Subnet
            | Role::SecurityGroup
            | Role::ScalingGroup
            | Role::Cluster
            | Role::DatabaseCluster
    )
}

fn given(resources: &Resources, id: &LogicalId, resource: &StackResource) -> Option<Rc<str>> {
    let text = match name_tag(resource) {
        Some(tag) if resources.is_of_cdk() => match cdk::tagged(id, &written(resources, tag)) {
            Tagged::Itself(name) => name.to_owned(),
            // The tag of the construct that it is part of, which all parts have.
            Tagged::Part(name, part) => match resources.role(id) {
                Some(Role::SecurityGroup) => return None,
                Some(role) if is_group(role) => name.to_owned(),
                _ => part.to_owned(),
            },
        },
        Some(tag) => written(resources, tag),
        None => written(
            resources,
            instance_counts::launched_name(resources, id).or_else(|| naming_property(resource))?,
        ),
    };
    told(resources, id, &text)
}

/// A value that a resource gives somebody as a name.
pub(super) fn named_so(resources: &Resources, id: &LogicalId, name: &Value) -> Option<Rc<str>> {
    told(resources, id, &written(resources, name))
}

/// A name that a resource is given, without what tells nothing.
fn told(resources: &Resources, id: &LogicalId, name: &str) -> Option<Rc<str>> {
    let text = resources.common_name_parts().without(name, |pseudo| resources.mentions(id, pseudo));
    (!text.is_empty() && !resources.common_name_parts().says_only_where(&text)).then(|| text.into())
}

/// A name without the parts that are made of the stack's id: templates take those to be unique.
fn written(resources: &Resources, name: &Value) -> String {
    match name {
        Value::Deferred(Deferred::Text(parts)) if parts.iter().any(is_of_stack_id) => {
            excerpt(&Named { resources, parts })
        }
        name if is_of_stack_id(name) => String::new(),
        name => resources.readings().spoken(name),
    }
}

/// The parts of a name, where those that are made of the stack's id read as its name.
struct Named<'n> {
    resources: &'n Resources<'n>,
    parts: &'n [Value],
}

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match is_of_stack_id(part) {
            true => f.write_str(common_name_parts::STACK_NAME),
            false => self.resources.readings().spoken(part).fmt(f),
        })
    }
}

/// Whether a value is a function of the stack's id alone.
fn is_of_stack_id(value: &Value) -> bool {
    let Value::Deferred(Deferred::Function(_, arguments)) = value else {
        return matches!(value, Value::Deferred(Deferred::Pseudo(name)) if &**name == "AWS::StackId");
    };
    let mut deferred = arguments.iter().filter(|argument| matches!(argument, Value::Deferred(_))).peekable();
    deferred.peek().is_some() && deferred.all(is_of_stack_id)
}
