//! Containers as properties name them: VPCs, subnets and security groups, the template's own and those that exist already.

use std::rc::Rc;

use crate::catalog::Role;
use crate::eval::{Deferred, Marked, MarkedText, Value};
use crate::template::LogicalId;

use super::excerpt::{excerpt, marked};
use super::index::Index;
use super::readings::{Origin, Reading, Readings};

/// A container: one of the template's, or one that is there already and that a parameter, an import or a plain
/// id stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Container<'a> {
    /// A resource of the template.
    Own(&'a LogicalId),
    /// The text that the value reads as: `‹VpcId›`, `vpc-0123`.
    Existing(Existing),
}

/// A container that exists outside the template.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Existing {
    /// For ids: a parameter by its name, an export by its, anything else as it reads.
    pub name: Rc<str>,
    /// As a label says it.
    pub text: MarkedText,
    /// All of it.
    pub full: Rc<str>,
    pub origin: Origin,
}

impl Existing {
    /// Returns whether its name leaves no room behind it in a title for ` (existing)`.
    pub fn is_long(&self) -> bool {
        /// Of letters, as many as stand in the title of a narrow subnet together with that.
        const ROOM: usize = 16;
        self.text.chars().nth(ROOM).is_some()
    }
}

impl Container<'_> {
    /// The resource, when it is one of the template's.
    pub fn own(&self) -> Option<&LogicalId> {
        match self {
            Container::Own(id) => Some(id),
            Container::Existing(_) => None,
        }
    }

    /// Returns its name in ids.
    #[inline(never)]
    pub fn name(&self) -> &str {
        match self {
            Container::Own(id) => id.as_str(),
            Container::Existing(existing) => &existing.name,
        }
    }

    /// Returns its name where there is room for all.
    pub fn full_name(&self) -> &str {
        match self {
            Container::Own(id) => id.as_str(),
            Container::Existing(existing) => &existing.full,
        }
    }
}

/// Reads the containers of a role that values name.
pub(super) struct Reader<'r, 'a> {
    pub index: &'r Index<'a>,
    pub readings: &'r Readings,
    /// Gives one item of a list that exists already, by its number.
    pub item: &'r dyn Fn(&Existing, usize) -> Existing,
    pub role: Role,
}

/// Of the ids of a text with commas between them; real lists have one for each zone.
const MAX_LISTED: usize = 64;

impl<'a> Reader<'_, 'a> {
    /// Returns the template's own containers that a value names, else those that exist already and that it stands for.
    pub fn read(&self, value: &'a Value) -> Vec<Container<'a>> {
        let own: Vec<Container> = self
            .index
            .named_by(value)
            .into_iter()
            .filter(|target| self.index.role(target) == Some(self.role))
            .map(Container::Own)
            .collect();
        if !own.is_empty() || self.index.is_left_out(value) {
            return own;
        }
        let text = marked(value);
        if text.is_empty() {
            return own;
        }
        if let Some(reading) = self.readings.of(value) {
            return vec![told(value, reading)];
        }
        match value {
            Value::List(items) => items.iter().flat_map(|item| self.read(item)).collect(),
            // One parameter can hold a list of ids, which AWS takes with commas between them.
            Value::String(text) | Value::Deferred(Deferred::Existing(_, text)) if text.contains(',') => {
                listed(text)
            }
            // Texts that are joined with commas, as options of Beanstalk are.
            Value::Deferred(Deferred::Text(_)) if text.contains(',') => listed_parts(text.marked()),
            Value::Deferred(Deferred::Function(name, arguments)) => {
                self.of_function(name, arguments).unwrap_or_else(|| {
                    vec![existing(text.letters(), self.readings.spoken(value), Origin::Existing)]
                })
            }
            Value::Deferred(Deferred::Resource(id) | Deferred::Attribute(id, _))
                if self.index.get(id).is_some() =>
            {
                vec![existing(plain_name(value), text, Origin::Made(id.clone()))]
            }
            Value::Null | Value::Bool(_) | Value::Map(_) => Vec::new(),
            Value::Number(_) | Value::String(_) | Value::Deferred(_) => {
                vec![existing(plain_name(value), self.readings.spoken(value), Origin::Existing)]
            }
        }
    }

    /// Returns the containers that a function makes of others.
    fn of_function(&self, name: &str, arguments: &'a [Value]) -> Option<Vec<Container<'a>>> {
        match (name, arguments) {
            // A list in one text, and one of a list: of a parameter, an import, an output of a nested stack.
            ("Fn::Join" | "Fn::Split", [_, list]) => Some(self.read(list)),
            ("Fn::Select", [index, list @ Value::Deferred(_)]) => {
                let number = excerpt(index).parse::<usize>().unwrap_or(0).saturating_add(1);
                let of_list = self.read(list).into_iter().next().map(|container| match container {
                    Container::Existing(list) => Container::Existing((self.item)(&list, number)),
                    own @ Container::Own(_) => own,
                });
                Some(of_list.into_iter().collect())
            }
            _ => None,
        }
    }
}

fn existing<'a>(name: Rc<str>, text: MarkedText, origin: Origin) -> Container<'a> {
    Container::Existing(Existing { full: name.clone(), name, text, origin })
}

/// The container that exists already and that a reading of the template tells of.
fn told<'a>(value: &Value, reading: &Reading) -> Container<'a> {
    let name = match reading.origin {
        Origin::Import(_) | Origin::Output(_) => reading.full.letters(),
        Origin::Existing | Origin::Nested(_) | Origin::Made(_) | Origin::Kept(_) => plain_name(value),
    };
    let (text, full, origin) = (reading.label(), reading.full.letters(), reading.origin.clone());
    Container::Existing(Existing { name, text, full, origin })
}

/// The ids in a text with commas between them.
fn listed<'a>(text: &str) -> Vec<Container<'a>> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty()).take(MAX_LISTED);
    let names = parts.map(|part| Rc::from(excerpt(&part)));
    names.map(|name: Rc<str>| existing(name.clone(), name.into(), Origin::Existing)).collect()
}

/// The same in a text of which only AWS will know some parts.
fn listed_parts<'a>(text: Marked) -> Vec<Container<'a>> {
    let commas = text.known_letters().filter(|(_, c)| *c == ',').map(|(at, _)| at);
    let mut start = 0;
    let parts = commas.chain([text.len()]).filter_map(|end| {
        let part = text.as_str().get(std::mem::replace(&mut start, end + 1)..end)?.trim();
        (!part.is_empty()).then(|| text.part(part))
    });
    let parts = parts.take(MAX_LISTED);
    parts.map(|part| existing(part.bare().into(), part.to_owned(), Origin::Existing)).collect()
}

/// `‹Subnets› 2`.
pub(super) fn numbered(list: &Existing, number: usize) -> Existing {
    let Existing { name, text, full, origin } = list;
    Existing {
        name: format!("{name}/{number}").into(),
        text: MarkedText::concat(&[text.marked(), format!(" {number}").as_str().into()]),
        full: format!("{full}/{number}").into(),
        origin: origin.clone(),
    }
}

/// A short text of a value for ids: known text as it is, a parameter by its name.
fn plain_name(value: &Value) -> Rc<str> {
    match value {
        Value::Deferred(Deferred::Parameter(id)) => id.as_str().into(),
        other => excerpt(other).into(),
    }
}
