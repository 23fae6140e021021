//! What loops mention, as it is written: used, whether or not a turn is made.

use std::rc::Rc;

use crate::maps::IndexSet;
use crate::template::{SubPart, substitution};
use crate::yaml::Node;

use super::{is_loop, pattern};

/// The most names with holes that are kept; where there are more, everything counts as mentioned.
const MAX_PATTERNS: usize = 500;

/// The names that the loops of a template mention.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::template) struct Mentions {
    /// Of parameters and resources.
    pub(in crate::template) values: Names,
    pub(in crate::template) mappings: Names,
    pub(in crate::template) conditions: Names,
}

/// Names of one kind.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::template) struct Names {
    whole: IndexSet<Rc<str>>,
    /// Those that a variable is a part of.
    with_holes: IndexSet<Rc<str>>,
}

impl Mentions {
    /// Collects what the loops in a part mention.
    pub(in crate::template) fn of(root: &Node) -> Self {
        let mut mentions = Self::default();
        mentions.outside(root);
        mentions
    }

    /// Looks for loops.
    fn outside(&mut self, node: &Node) {
        match node {
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
            Node::List(items) => items.iter().for_each(|item| self.outside(item)),
            Node::Map(map) => {
                for (key, value) in map {
                    if is_loop(key) { self.inside(value) } else { self.outside(value) }
                }
            }
        }
    }

    fn inside(&mut self, node: &Node) {
        match node {
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
            Node::List(items) => items.iter().for_each(|item| self.inside(item)),
            Node::Map(map) => {
                for (key, value) in map {
                    self.function(key, value);
                    self.inside(value);
                }
            }
        }
    }

    fn function(&mut self, name: &str, argument: &Node) {
        let first = argument.as_list().and_then(<[Node]>::first);
        match (name, argument, first) {
            ("Ref", Node::String(name), _) => self.values.add(name),
            ("Condition", Node::String(name), _) => self.conditions.add(name),
            ("Fn::If", _, Some(Node::String(name))) => self.conditions.add(name),
            ("Fn::FindInMap", _, Some(Node::String(name))) => self.mappings.add(name),
            // The name of the map is computed: any may be meant.
            ("Fn::FindInMap", _, Some(Node::Map(_))) => self.mappings.add("${}"),
            ("Fn::Sub", Node::String(text), _) | ("Fn::Sub", _, Some(Node::String(text))) => self.text(text),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        // A name that has a variable in it is cut in two where the variable ends.
        for part in substitution::parse(text) {
            match part {
                SubPart::Text(_) => {}
                SubPart::Name(name) | SubPart::Attribute(name, _) => {
                    let name = name.as_str().trim();
                    match name.split_once("${") {
                        Some((before, _)) => self.values.add(&format!("{before}${{}}")),
                        None => self.values.add(name),
                    }
                }
            }
        }
    }
}

impl Names {
    /// Returns true if a name is mentioned, or may be.
    pub(in crate::template) fn may_have(&self, name: &str) -> bool {
        self.whole.contains(name)
            || self.with_holes.len() > MAX_PATTERNS
            || self.with_holes.iter().any(|with_holes| pattern::matches(with_holes, name))
    }

    /// `${…}` and `&{…}` in a name are holes.
    fn add(&mut self, name: &str) {
        if !name.contains('{') {
            self.whole.insert(name.into());
            return;
        }
        let mut with_holes = String::new();
        let mut rest = name;
        while let Some(start) = rest.find("${").into_iter().chain(rest.find("&{")).min() {
            with_holes.push_str(&rest[..start]);
            with_holes.push_str(&pattern::hole(""));
            rest = rest[start..].split_once('}').map_or("", |(_, behind)| behind);
        }
        self.with_holes.insert((with_holes + rest).into());
    }
}
