//! Lists of ids that exist already and whose items are asked for one by one: `!Select [0, !Ref Subnets]`.

use std::rc::Rc;

use crate::catalog::Role;
use crate::eval::{Deferred, Value};
use crate::maps::{IndexMap, IndexSet};

use super::containers::{Container, Existing, Reader, numbered};
use super::excerpt::excerpt;
use super::index::Index;
use super::readings::Readings;

/// The items of such lists, by the names of the lists.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The least number of items of each.
    lengths: IndexMap<Rc<str>, usize>,
    /// Those that somebody takes as a whole.
    whole: IndexSet<Rc<str>>,
    /// Those of which nobody here knows how long they are, rather than ids by themselves.
    unknown: IndexSet<Rc<str>>,
}

impl Lists {
    /// Reads the properties of every resource.
    pub fn read(index: &Index, readings: &Readings) -> Self {
        let mut lists = Lists::default();
        // Before the lists are known, each item has its number.
        let names = Reader { index, readings, item: &numbered, role: Role::Subnet };
        for (_, resource) in index.present() {
            lists.visit(&names, &resource.properties);
        }
        lists
    }

    /// The same container under one name: a list as a whole is its items, where these are known by number; the only
    /// item that anybody asks for is the list.
    pub fn items<'a>(&self, container: Container<'a>) -> Vec<Container<'a>> {
        let Container::Existing(existing) = &container else {
            return vec![container];
        };
        match self.lengths.get(&existing.name) {
            Some(&length) if length > 1 => {
                (1..=length).map(|number| Container::Existing(numbered(existing, number))).collect()
            }
            _ => vec![container],
        }
    }

    /// Returns whether what exists under this name is a list, and nobody asks for more than one of its items.
    pub fn is_several(&self, name: &str) -> bool {
        self.unknown.contains(name) && self.lengths.get(name).is_none_or(|&length| length <= 1)
    }

    /// One item of a list.
    pub fn item(&self, list: &Existing, number: usize) -> Existing {
        let is_only = self.lengths.get(&list.name) == Some(&1);
        if is_only && self.whole.contains(&list.name) { list.clone() } else { numbered(list, number) }
    }

    fn visit<'a>(&mut self, names: &Reader<'_, 'a>, value: &'a Value) {
        match value {
            Value::List(items) => items.iter().for_each(|item| self.visit(names, item)),
            Value::Map(map) => map.values().for_each(|item| self.visit(names, item)),
            Value::Deferred(Deferred::Text(parts)) => parts.iter().for_each(|part| self.visit(names, part)),
            Value::Deferred(Deferred::Either(_, yes, no)) => {
                self.visit(names, yes);
                self.visit(names, no);
            }
            Value::Deferred(deferred) if is_unknown_list(names.index, deferred) => {
                let name = list_name(names, value);
                self.unknown.extend(name.clone());
                self.whole.extend(name);
            }
            Value::Deferred(Deferred::Function(name, arguments)) => match (&**name, arguments.as_slice()) {
                ("Fn::Select", [index, list @ Value::Deferred(_)]) => {
                    if let (Some(name), Ok(index)) = (list_name(names, list), excerpt(index).parse::<usize>())
                    {
                        let length = self.lengths.entry(name).or_default();
                        *length = (*length).max(index.saturating_add(1)).min(MOST);
                    }
                }
                ("Fn::Split", _) | ("Fn::ImportValue", _) => self.whole.extend(list_name(names, value)),
                _ => arguments.iter().for_each(|argument| self.visit(names, argument)),
            },
            Value::Deferred(_) => self.whole.extend(list_name(names, value)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// Returns whether a value is a list that a parameter, another stack or an output gives as a whole.
fn is_unknown_list(index: &Index, value: &Deferred) -> bool {
    match value {
        Deferred::Parameter(id) => index.is_list(id),
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

/// Returns what a list is called that exists already.
fn list_name<'a>(names: &Reader<'_, 'a>, list: &'a Value) -> Option<Rc<str>> {
    match names.read(list).into_iter().next()? {
        Container::Existing(existing) => Some(existing.name),
        Container::Own(_) => None,
    }
}
