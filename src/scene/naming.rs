//! What resources are called in labels and sentences: by the name that the template gives them, where that tells one from
//! others.

use std::rc::Rc;

use crate::catalog::Role;
use crate::eval::{Deferred, MarkedText, Value};
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::given_names::is_group;
use super::name_properties::{name_tag, naming_property};
use super::named::Named;
use super::readings::Reading;
use super::{Source, sources};

/// The label of a resource: its name, the title of its type for a group, its logical ID.
pub(super) fn label_text(resources: &Named, id: &LogicalId) -> MarkedText {
    if resources.get(id).is_none() {
        return excerpt(id).into();
    }
    own_label(resources, id).unwrap_or_else(|| match resources.facts(id) {
        // Where there are several, the rules of one name the others.
        Some(facts)
            if facts.role == Role::SecurityGroup && resources.with_role(facts.role).nth(1).is_some() =>
        {
            resources.logical_name(id).into()
        }
        Some(facts) if is_group(facts.role) => facts.title.as_ref().into(),
        _ => resources.logical_name(id).into(),
    })
}

/// The name that a template gives a resource.
pub(super) fn own_label(resources: &Named, id: &LogicalId) -> Option<MarkedText> {
    resources.given_name(id)
}

/// Where the first part of a resource's name is from that is made elsewhere.
pub(super) fn source_of(resources: &Named, id: &LogicalId) -> Option<Source> {
    made_elsewhere(resources, id)?.1.into_iter().find_map(|reading| sources::of_part(&reading.origin))
}

/// A resource's name with all that its parts are called elsewhere; `None` where there are no such parts.
pub(super) fn full_name(resources: &Named, id: &LogicalId) -> Option<Rc<str>> {
    let (name, readings) = made_elsewhere(resources, id)?;
    (!readings.is_empty()).then(|| excerpt(name).into())
}

/// The name of a resource that has one, and its parts that are made elsewhere.
fn made_elsewhere<'w>(resources: &'w Named, id: &LogicalId) -> Option<(&'w Value, Vec<&'w Reading>)> {
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

/// Returns what others call a resource in a sentence: its own name, else its logical ID.
pub(super) fn name_of(resources: &Named, id: &LogicalId) -> MarkedText {
    own_label(resources, id).unwrap_or_else(|| resources.logical_name(id).into())
}
