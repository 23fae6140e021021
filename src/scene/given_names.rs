//! The names that a template gives its resources, without what tells none of them apart.

use std::fmt;
use std::rc::Rc;

use crate::catalog::Role;
use crate::eval::{Deferred, Marked, MarkedText, Reads, StackResource, Value, Writer};
use crate::maps::IndexMap;
use crate::template::LogicalId;

use super::cdk::{self, Tagged};
use super::common_name_parts::{CommonNameParts, STACK_NAME};
use super::excerpt::marked;
use super::index::Index;
use super::launch_names::launched_name;
use super::name_properties::{name_tag, naming_property};
use super::readings::Readings;

/// The words that names are made of, and how they are written.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// The names of the resources of a template that the CDK wrote.
    pub cdk: Option<IndexMap<&'a LogicalId, Rc<str>>>,
    /// The parts that most names hold.
    pub common_name_parts: CommonNameParts,
    /// The readings of what is made elsewhere.
    pub readings: Readings,
}

/// The names that the template gives: the `Name` tag of a resource, else its naming property. Not those that tell nothing.
pub(super) fn read<'a>(index: &Index<'a>, words: &Words) -> IndexMap<&'a LogicalId, MarkedText> {
    let named = index.present().filter_map(|(id, resource)| Some((id, given(index, words, id, resource)?)));
    let mut names: IndexMap<&LogicalId, MarkedText> = named.collect();
    let mut bearers: IndexMap<MarkedText, Vec<&LogicalId>> = IndexMap::new();
    for (&id, name) in &names {
        bearers.entry(name.clone()).or_default().push(id);
    }
    for (name, ids) in bearers {
        // What nobody has chosen yet, such as `‹Project›`, names none of those that all have it.
        let is_open = ids.len() > 1 && name.marked().only_unknown().is_some();
        // Rules name security groups, wherever these stand.
        let is_group = |id: &LogicalId| index.role(id) == Some(Role::SecurityGroup);
        let are_groups = ids.iter().filter(|id| is_group(id)).count() > 1;
        for id in ids {
            if is_open || are_groups && is_group(id) {
                names.shift_remove(id);
            }
        }
    }
    names
}

/// Returns whether resources of a role are boxes, whose label can be the title of their type.
pub(super) fn is_group(role: Role) -> bool {
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

fn given(index: &Index, words: &Words, id: &LogicalId, resource: &StackResource) -> Option<MarkedText> {
    let name =
        name_tag(resource).or_else(|| launched_name(index, id)).or_else(|| naming_property(resource))?;
    let written = written(words, name);
    let name = written.marked();
    let text = match name_tag(resource) {
        Some(_) if words.cdk.is_some() => match cdk::tagged(id, &written) {
            Tagged::Itself(name) => name,
            // The tag of the construct that it is part of, which all parts have.
            Tagged::Part(name, part) => match index.role(id) {
                Some(Role::SecurityGroup) => return None,
                Some(role) if is_group(role) => name,
                _ => part,
            },
        },
        _ => name.as_str(),
    };
    told(index, words, id, name.part(text))
}

/// A value that a resource gives somebody as a name.
pub(super) fn named_so(index: &Index, words: &Words, id: &LogicalId, name: &Value) -> Option<MarkedText> {
    told(index, words, id, written(words, name).marked())
}

/// A name that a resource is given, without what tells nothing.
fn told(index: &Index, words: &Words, id: &LogicalId, name: Marked) -> Option<MarkedText> {
    let text = words.common_name_parts.without(name, |pseudo| index.mentions(id, pseudo));
    (!text.is_empty() && !words.common_name_parts.says_only_where(text.marked())).then_some(text)
}

/// A name without the parts that are made of the stack's id: templates take those to be unique.
fn written(words: &Words, name: &Value) -> MarkedText {
    match name {
        Value::Deferred(Deferred::Text(parts)) if parts.iter().any(is_of_stack_id) => {
            marked(&Written { words, parts })
        }
        name if is_of_stack_id(name) => MarkedText::default(),
        name => words.readings.spoken(name),
    }
}

/// The parts of a name, where those that are made of the stack's id read as its name.
struct Written<'n> {
    words: &'n Words<'n>,
    parts: &'n [Value],
}

impl Reads for Written<'_> {
    fn read_to(&self, out: &mut dyn Writer) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match is_of_stack_id(part) {
            true => Deferred::Pseudo(STACK_NAME.into()).read_to(out),
            false => out.write_marked(self.words.readings.spoken(part).marked()),
        })
    }
}

/// Returns whether a value is a function of the stack's id alone.
fn is_of_stack_id(value: &Value) -> bool {
    let Value::Deferred(Deferred::Function(_, arguments)) = value else {
        return matches!(value, Value::Deferred(Deferred::Pseudo(name)) if &**name == "AWS::StackId");
    };
    let mut deferred = arguments.iter().filter(|argument| matches!(argument, Value::Deferred(_))).peekable();
    deferred.peek().is_some() && deferred.all(is_of_stack_id)
}
