//! The values of a resource as its template writes them, each fit to be changed where it is seen.

#[cfg(test)]
mod tests;

use std::rc::Rc;

use super::Model;
use super::listed::Listed;
use crate::diagnostic::Path;
use crate::edit::{LAST_PORT, is_port};
use crate::facts::{Choices, ResourceType, Shape, TypeFacts, Value, ValueKind};
use crate::template::{LogicalId, resource_path};
use crate::yaml::Node;

/// The depth to which values are looked for: no type's properties are deeper, and what a definition holds is read as text.
const DEEPEST: usize = 12;

/// The longest text that is a field: longer ones, and those of several lines, are for the template's own text.
const LONGEST: usize = 300;

/// A value that can be changed.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenValue {
    /// Where it stands.
    pub path: Path,
    /// The resource that has it: the one that is selected, or another that is a part of it.
    pub owner: LogicalId,
    /// Its name within the resource: `Tags[0].Value`.
    pub name: String,
    /// The text that is written, without quotes.
    pub text: Rc<str>,
    /// The kinds of value that it may be.
    pub kind: FieldKind,
}

/// The kinds of value that there are fields for.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldKind {
    /// Any text.
    Text,
    /// A number; the least and the most, where there are such, as they are written.
    Number(Option<Rc<str>>, Option<Rc<str>>),
    /// `true` or `false`.
    Boolean,
    /// One of these.
    Choice(Rc<[Rc<str>]>),
    /// One of these resources of the template, all of one type.
    Resource(Rc<[Rc<str>]>),
}

/// A rule of a security group that can be removed.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenRule {
    /// Where it stands.
    pub path: Path,
    /// `SecurityGroupIngress[0]`, or its logical ID.
    pub name: String,
}

/// Returns the values of resources, in the order of the text.
pub(super) fn written_values(
    model: &Model,
    ids: &[&LogicalId],
    facts: Option<&TypeFacts>,
) -> Listed<WrittenValue> {
    let mut found = Vec::new();
    for &id in ids {
        let path = resource_path(id).key("Properties");
        let Some((node, _)) = model.source.document.find(&path) else { continue };
        let kind = model.source.template.resources.get(id).map(|resource| &*resource.type_name);
        let facts = facts.and_then(|facts| facts.get(kind?));
        let mut walk = Walk { model, facts, owner: id, name: String::new(), found };
        let shape = facts.map(|facts| facts.properties());
        walk.node(node, &path, Expected::Object(shape.as_ref()), 0);
        found = walk.found;
    }
    Listed::of(found, |value| value)
}

/// Returns the rules that a security group lists itself, and those that are resources of their own beside it.
pub(super) fn written_rules(model: &Model, ids: &[&LogicalId]) -> Vec<WrittenRule> {
    let mut rules = Vec::new();
    for &id in ids {
        let resource = resource_path(id);
        let kind = model.source.template.resources.get(id).map(|resource| &*resource.type_name);
        if matches!(kind, Some("AWS::EC2::SecurityGroupIngress" | "AWS::EC2::SecurityGroupEgress")) {
            rules.push(WrittenRule { path: resource, name: id.to_string() });
            continue;
        }
        for property in ["SecurityGroupIngress", "SecurityGroupEgress"] {
            let path = resource.key("Properties").key(property);
            let Some((Node::List(items), _)) = model.source.document.find(&path) else { continue };
            rules.extend(
                (0..items.len())
                    .map(|at| WrittenRule { path: path.index(at), name: format!("{property}[{at}]") }),
            );
        }
    }
    rules
}

/// The facts about a value.
#[derive(Clone, Copy)]
enum Expected<'a, 'f> {
    Object(Option<&'a Shape<'f>>),
    Value(Option<&'a Value<'f>>),
}

struct Walk<'m, 'f> {
    model: &'m Model,
    facts: Option<ResourceType<'f>>,
    owner: &'m LogicalId,
    name: String,
    found: Vec<WrittenValue>,
}

impl<'f> Walk<'_, 'f> {
    fn node(&mut self, node: &Node, path: &Path, expected: Expected<'_, 'f>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match node {
            Node::Map(map) => match map.iter().next() {
                Some((key, argument)) if map.len() == 1 && is_function(key) => {
                    self.function(key, argument, &path.key(key.clone()), expected, depth);
                }
                _ => self.entries(map.iter(), path, expected, depth),
            },
            Node::List(items) => {
                let value = match expected {
                    Expected::Value(Some(value)) => value.kinds.iter().find_map(|kind| match kind {
                        ValueKind::List { items, .. } => Some(&**items),
                        _ => None,
                    }),
                    _ => None,
                };
                for (at, item) in items.iter().enumerate() {
                    self.within(&format!("[{at}]"), |walk| {
                        walk.node(item, &path.index(at), Expected::Value(value), depth + 1);
                    });
                }
            }
            Node::Null => {}
            Node::Bool(_) | Node::Number(_) | Node::String(_) => {
                let value = match expected {
                    Expected::Value(value) => value,
                    Expected::Object(_) => None,
                };
                let text = node.as_text().unwrap_or_default();
                if text.len() <= LONGEST && !text.contains('\n') {
                    let kind = match kind_of(node, value) {
                        FieldKind::Number(least, None) if is_port(&self.name) => {
                            FieldKind::Number(least.or(Some("-1".into())), Some(LAST_PORT.to_string().into()))
                        }
                        kind => kind,
                    };
                    self.push(path, text, kind);
                }
            }
        }
    }

    fn entries<'n>(
        &mut self,
        entries: impl Iterator<Item = (&'n Rc<str>, &'n Node)>,
        path: &Path,
        expected: Expected<'_, 'f>,
        depth: usize,
    ) {
        let (mut shape, mut free) = (None, None);
        match expected {
            Expected::Object(known) => shape = known.cloned(),
            Expected::Value(value) => {
                for kind in value.iter().flat_map(|value| &value.kinds) {
                    match kind {
                        ValueKind::Object(name) => shape = self.facts.map(|facts| facts.object(name)),
                        ValueKind::Map(values) => free = Some(&**values),
                        _ => {}
                    }
                }
            }
        }
        for (key, node) in entries {
            let property = shape.as_ref().and_then(|shape| shape.get(key)).map(|property| &property.value);
            let step = if self.name.is_empty() { key.to_string() } else { format!(".{key}") };
            self.within(&step, |walk| {
                walk.node(node, &path.key(key.clone()), Expected::Value(property.or(free)), depth + 1);
            });
        }
    }

    /// Passes over what a function is given, which is no value of the resource; the branches of a choice are, and which resource is meant.
    fn function(
        &mut self,
        key: &str,
        argument: &Node,
        path: &Path,
        expected: Expected<'_, 'f>,
        depth: usize,
    ) {
        match (key, argument) {
            ("Fn::If", Node::List(parts)) => {
                for (at, part) in parts.iter().enumerate().skip(1) {
                    let which = if at == 1 { " (if so)" } else { " (if not)" };
                    self.within(which, |walk| walk.node(part, &path.index(at), expected, depth + 1));
                }
            }
            ("Ref", Node::String(name)) => {
                let resources = &self.model.source.template.resources;
                let Some(named) = resources.get(&**name) else { return };
                let alike = resources.iter().filter(|(_, other)| other.type_name == named.type_name);
                let alike: Rc<[Rc<str>]> = alike.map(|(id, _)| id.as_str().into()).collect();
                if alike.len() > 1 {
                    self.push(path, name.clone(), FieldKind::Resource(alike));
                }
            }
            _ => {}
        }
    }

    fn within(&mut self, step: &str, walk: impl FnOnce(&mut Self)) {
        let before = self.name.len();
        self.name.push_str(step);
        walk(self);
        self.name.truncate(before);
    }

    fn push(&mut self, path: &Path, text: Rc<str>, kind: FieldKind) {
        let (path, owner, name) = (path.clone(), self.owner.clone(), self.name.clone());
        self.found.push(WrittenValue { path, owner, name, text, kind });
    }
}

/// Returns what a value may be by the facts, or as it is written where they say nothing.
fn kind_of(node: &Node, value: Option<&Value<'_>>) -> FieldKind {
    let choices = |choices: &Choices<'_>| -> Option<Rc<[Rc<str>]>> {
        let known = !choices.values.is_empty();
        known.then(|| choices.values.iter().map(|value| Rc::from(*value)).collect())
    };
    let limit = |text: &str| (!text.is_empty()).then(|| text.into());
    match value.map(|value| &*value.kinds) {
        Some([ValueKind::Boolean]) => FieldKind::Boolean,
        Some([ValueKind::Text(one)]) => choices(one).map_or(FieldKind::Text, FieldKind::Choice),
        Some([ValueKind::Integer(one) | ValueKind::Number(one)]) => match choices(one) {
            Some(values) => FieldKind::Choice(values),
            None => FieldKind::Number(limit(one.limits.least), limit(one.limits.most)),
        },
        Some([]) | None => match node {
            Node::Bool(_) => FieldKind::Boolean,
            Node::Number(_) => FieldKind::Number(None, None),
            _ => FieldKind::Text,
        },
        Some(_) => FieldKind::Text,
    }
}

fn is_function(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::")
}
