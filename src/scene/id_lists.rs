//! Lists of ids that exist already and whose items are asked for one by one: `!Select [0, !Ref Subnets]`.

use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use crate::catalog::Role;
use crate::eval::{Deferred, Value};

use super::excerpt::excerpt;
use super::placement::{Container, Existing, in_one_list};
use super::resources::Resources;

/// What is known about the items of such lists, by what the lists are called.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// How many items each has at least.
    lengths: IndexMap<Rc<str>, usize>,
    /// Those that somebody takes as a whole.
    whole: IndexSet<Rc<str>>,
    /// Those of which nobody here knows how long they are, rather than ids by themselves.
    unknown: IndexSet<Rc<str>>,
}

impl Lists {
    /// Reads the properties of every resource.
    pub fn read(resources: &Resources) -> Self {
        let mut lists = Lists::default();
        for (_, resource) in resources.present() {
            lists.visit(resources, &resource.properties);
        }
        lists
    }

    /// The same container under one name: a list as a whole is its items, where these are known by number; the only
    /// item that anybody asks for is the list.
    pub fn settle<'a>(&self, container: Container<'a>) -> Vec<Container<'a>> {
        let Container::Existing(existing) = &container else {
            return vec![container];
        };
        match self.lengths.get(&existing.name) {
            Some(&length) if length > 1 => (1..=length).map(|number| numbered(existing, number)).collect(),
            _ => vec![container],
        }
    }

    /// Whether what exists under this name is a list, and nobody asks for more than one of its items.
    pub fn is_several(&self, name: &str) -> bool {
        self.unknown.contains(name) && self.lengths.get(name).is_none_or(|&length| length <= 1)
    }

    /// One item of a list.
    pub fn item<'a>(&self, list: Container<'a>, number: usize) -> Container<'a> {
        match &list {
            Container::Existing(existing) => {
                let is_only = self.lengths.get(&existing.name) == Some(&1);
                if is_only && self.whole.contains(&existing.name) { list } else { numbered(existing, number) }
            }
            Container::Own(_) => list,
        }
    }

    fn visit(&mut self, resources: &Resources, value: &Value) {
        match value {
            Value::List(items) => items.iter().for_each(|item| self.visit(resources, item)),
            Value::Map(map) => map.values().for_each(|item| self.visit(resources, item)),
            Value::Deferred(Deferred::Text(parts)) => {
                parts.iter().for_each(|part| self.visit(resources, part))
            }
            Value::Deferred(Deferred::Either(_, yes, no)) => {
                self.visit(resources, yes);
                self.visit(resources, no);
            }
            Value::Deferred(deferred) if is_unknown_list(resources, deferred) => {
                let name = list_name(resources, value);
                self.unknown.extend(name.clone());
                self.whole.extend(name);
            }
            Value::Deferred(Deferred::Function(name, arguments)) => match (&**name, arguments.as_slice()) {
                ("Fn::Select", [index, list @ Value::Deferred(_)]) => {
                    if let (Some(name), Ok(index)) =
                        (list_name(resources, list), excerpt(index).parse::<usize>())
                    {
                        let length = self.lengths.entry(name).or_default();
                        *length = (*length).max(index.saturating_add(1)).min(MOST);
                    }
                }
                ("Fn::Split", _) | ("Fn::ImportValue", _) => self.whole.extend(list_name(resources, value)),
                _ => arguments.iter().for_each(|argument| self.visit(resources, argument)),
            },
            Value::Deferred(_) => self.whole.extend(list_name(resources, value)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// Whether a value is a list that a parameter, another stack or an output gives as a whole.
fn is_unknown_list(resources: &Resources, value: &Deferred) -> bool {
    match value {
        Deferred::Parameter(id) => resources.is_list(id),
        Deferred::Function(name, arguments) if &**name == "Fn::Split" => match arguments.as_slice() {
            [_, Value::Deferred(Deferred::Parameter(_) | Deferred::Attribute(..))] => true,
            [_, Value::Deferred(Deferred::Function(of, _))] => &**of == "Fn::ImportValue",
            _ => false,
        },
        _ => false,
    }
}

/// No region has more zones, and a hostile template may ask for any number.
const MOST: usize = 8;

fn list_name(resources: &Resources, list: &Value) -> Option<Rc<str>> {
    match in_one_list(resources, list, Role::Subnet)? {
        Container::Existing(existing) => Some(existing.name),
        Container::Own(_) => None,
    }
}

/// `‹Subnets› 2`.
fn numbered<'a>(list: &Existing, number: usize) -> Container<'a> {
    let Existing { name, text, full, origin } = list;
    Container::Existing(Existing {
        name: format!("{name}/{number}").into(),
        text: format!("{text} {number}").into(),
        full: format!("{full}/{number}").into(),
        origin: origin.clone(),
    })
}
