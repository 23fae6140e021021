//! Values of one deployment, and how the parts that only AWS will know read.

use std::fmt;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::template::LogicalId;

/// A value under one deployment.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number as it is written.
    Number(Rc<str>),
    /// Text, known now.
    String(Rc<str>),
    /// A list.
    List(Vec<Value>),
    /// A mapping.
    Map(IndexMap<Rc<str>, Value>),
    /// Known only when AWS has made it.
    Deferred(Deferred),
}

/// What only AWS will know, by the name that says what it is; reads as `‹Ec2WebHost.PublicIp›`.
#[derive(Debug, Clone, PartialEq)]
pub enum Deferred {
    /// The `Ref` value of a resource: `‹Vpc›`.
    Resource(LogicalId),
    /// An attribute of a resource: `‹Ec2WebHost.PublicIp›`.
    Attribute(LogicalId, Rc<str>),
    /// A parameter whose value AWS looks up, or that has none yet: `‹AmiId›`.
    Parameter(LogicalId),
    /// A pseudo parameter nobody gave: `‹AWS::AccountId›`.
    Pseudo(Rc<str>),
    /// Text made of known and deferred parts: `http://‹Ec2WebHost.PublicIp›:5000`.
    Text(Vec<Value>),
    /// One zone of a region, by position: `!Select [0, !GetAZs '']`. The region is empty for the stack's own.
    Zone(Rc<str>, usize),
    /// An intrinsic function over deferred values: its name and arguments.
    Function(Rc<str>, Vec<Value>),
    /// `Fn::If` whose condition is unknown: both values are possible.
    Either(LogicalId, Box<Value>, Box<Value>),
}

impl Value {
    /// The value at a property path such as `NetworkInterfaces`, one step into a mapping.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(map) => map.get(key),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::List(_)
            | Value::Deferred(_) => None,
        }
    }

    /// Every value at a path of the facts tables: `Targets[].Id`, where `[]` steps into each item of a list.
    /// A single value stands for a list of one.
    pub fn at(&self, path: &str) -> Vec<&Value> {
        let mut found = vec![self];
        for step in path.split('.') {
            let (key, each) = match step.strip_suffix("[]") {
                Some(key) => (key, true),
                None => (step, false),
            };
            found = found.into_iter().filter_map(|value| value.get(key)).collect();
            if each {
                found = found
                    .into_iter()
                    .flat_map(|value| match value {
                        Value::List(items) => items.iter().collect::<Vec<_>>(),
                        other => vec![other],
                    })
                    .collect();
            }
        }
        found
    }

    /// The resources whose `Ref` value or attribute this value is, or is made of, in order, without repeats.
    pub fn targets(&self) -> Vec<&LogicalId> {
        let mut found = Vec::new();
        self.collect_targets(&mut found);
        found
    }

    /// The text, when it is known.
    pub fn as_text(&self) -> Option<Rc<str>> {
        match self {
            Value::String(text) | Value::Number(text) => Some(text.clone()),
            Value::Bool(value) => Some(if *value { "true".into() } else { "false".into() }),
            Value::Null | Value::List(_) | Value::Map(_) | Value::Deferred(_) => None,
        }
    }

    fn collect_targets<'a>(&'a self, found: &mut Vec<&'a LogicalId>) {
        let mut add = |id: &'a LogicalId| {
            if !found.contains(&id) {
                found.push(id);
            }
        };
        match self {
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            Value::List(items) => items.iter().for_each(|item| item.collect_targets(found)),
            Value::Map(map) => map.values().for_each(|item| item.collect_targets(found)),
            Value::Deferred(deferred) => match deferred {
                Deferred::Resource(id) | Deferred::Attribute(id, _) => add(id),
                Deferred::Parameter(_) | Deferred::Pseudo(_) | Deferred::Zone(..) => {}
                Deferred::Text(parts) | Deferred::Function(_, parts) => {
                    parts.iter().for_each(|part| part.collect_targets(found));
                }
                Deferred::Either(_, yes, no) => {
                    yes.collect_targets(found);
                    no.collect_targets(found);
                }
            },
        }
    }
}

/// As the reader sees it: known text plain, what AWS will make between `‹` and `›`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => Ok(()),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Number(text) | Value::String(text) => f.write_str(text),
            Value::List(items) => separated(f, items, ", "),
            Value::Map(map) => {
                f.write_str("{")?;
                for (i, (key, value)) in map.iter().enumerate() {
                    write!(f, "{}{key}: {value}", if i > 0 { ", " } else { "" })?;
                }
                f.write_str("}")
            }
            Value::Deferred(deferred) => fmt::Display::fmt(deferred, f),
        }
    }
}

impl fmt::Display for Deferred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Deferred::Resource(id) | Deferred::Parameter(id) => write!(f, "‹{id}›"),
            Deferred::Attribute(id, attribute) => write!(f, "‹{id}.{attribute}›"),
            Deferred::Pseudo(name) => write!(f, "‹{name}›"),
            Deferred::Text(parts) => separated(f, parts, ""),
            Deferred::Zone(region, index) if region.is_empty() => write!(f, "‹zone {}›", index + 1),
            Deferred::Zone(region, index) => write!(f, "‹zone {} of {region}›", index + 1),
            Deferred::Function(name, arguments) => {
                write!(f, "‹{name} ")?;
                separated(f, arguments, ", ")?;
                f.write_str("›")
            }
            Deferred::Either(condition, yes, no) => write!(f, "‹{yes} if {condition}, else {no}›"),
        }
    }
}

fn separated(f: &mut fmt::Formatter<'_>, values: &[Value], separator: &str) -> fmt::Result {
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            f.write_str(separator)?;
        }
        fmt::Display::fmt(value, f)?;
    }
    Ok(())
}
