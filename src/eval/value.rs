//! Values of one deployment, and how the parts that only AWS will know read.

use std::fmt;
use std::rc::Rc;

use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use crate::marked_text::{Reads, Writer};

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

/// A value that only AWS will know, by the name that says what it is; reads as `‹Ec2WebHost.PublicIp›`.
#[derive(Debug, Clone, PartialEq)]
pub enum Deferred {
    /// The `Ref` value of a resource: `‹Vpc›`.
    Resource(LogicalId),
    /// An attribute of a resource: `‹Ec2WebHost.PublicIp›`.
    Attribute(LogicalId, Rc<str>),
    /// A parameter whose value AWS looks up, or that has none yet: `‹AmiId›`.
    Parameter(LogicalId),
    /// Something that exists already, named by a parameter of an AWS-specific type (`AWS::EC2::VPC::Id`): the
    /// parameter, and the value it was given. Reads as that value, and is text wherever text is asked for.
    Existing(LogicalId, Rc<str>),
    /// A pseudo parameter nobody gave: `‹AWS::AccountId›`.
    Pseudo(Rc<str>),
    /// Text made of known and deferred parts: `http://‹Ec2WebHost.PublicIp›:5000`.
    Text(Vec<Value>),
    /// One zone of a region, by position: `!Select [0, !GetAZs '']`. The region is empty for the stack's own.
    Zone(Rc<str>, usize),
    /// An intrinsic function over deferred values: its name and arguments. `Fn::Base64` stays one even over known
    /// text, because readers want to see the text; [`Value::as_text`] encodes it.
    Function(Rc<str>, Vec<Value>),
    /// `Fn::If` whose condition is unknown: both values are possible.
    Either(LogicalId, Box<Value>, Box<Value>),
}

impl Value {
    /// The value at a property path such as `NetworkInterfaces`, one step into a mapping.
    #[inline(never)]
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
        let mut found = IndexSet::new();
        self.collect_targets(&mut found);
        found.into_iter().collect()
    }

    /// The text, when it is known.
    pub fn as_text(&self) -> Option<Rc<str>> {
        match self {
            Value::String(text) | Value::Number(text) => Some(text.clone()),
            Value::Bool(value) => Some(if *value { "true".into() } else { "false".into() }),
            Value::Deferred(Deferred::Existing(_, text)) => Some(text.clone()),
            Value::Deferred(Deferred::Function(name, arguments)) if &**name == "Fn::Base64" => {
                let text = arguments.first()?.as_text()?;
                Some(super::text::base64(text.as_bytes()).into())
            }
            Value::Null | Value::List(_) | Value::Map(_) | Value::Deferred(_) => None,
        }
    }

    /// Returns true if no part of it is deferred.
    pub fn is_known(&self) -> bool {
        match self {
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
            Value::List(items) => items.iter().all(Value::is_known),
            Value::Map(map) => map.values().all(Value::is_known),
            Value::Deferred(_) => self.as_text().is_some(),
        }
    }

    fn collect_targets<'a>(&'a self, found: &mut IndexSet<&'a LogicalId>) {
        match self {
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            Value::List(items) => items.iter().for_each(|item| item.collect_targets(found)),
            Value::Map(map) => map.values().for_each(|item| item.collect_targets(found)),
            Value::Deferred(deferred) => match deferred {
                Deferred::Resource(id) | Deferred::Attribute(id, _) => drop(found.insert(id)),
                Deferred::Parameter(_) | Deferred::Existing(..) => {}
                Deferred::Pseudo(_) | Deferred::Zone(..) => {}
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
impl Reads for Value {
    fn read_to(&self, out: &mut dyn Writer) -> fmt::Result {
        match self {
            Value::Null => Ok(()),
            Value::Bool(value) => write!(out, "{value}"),
            Value::Number(text) | Value::String(text) => out.write_str(text),
            Value::List(items) => separated(out, items, ", "),
            Value::Map(map) => {
                out.write_str("{")?;
                for (i, (key, value)) in map.iter().enumerate() {
                    write!(out, "{}{key}: ", if i > 0 { ", " } else { "" })?;
                    value.read_to(out)?;
                }
                out.write_str("}")
            }
            Value::Deferred(deferred) => deferred.read_to(out),
        }
    }
}

impl Reads for Deferred {
    fn read_to(&self, out: &mut dyn Writer) -> fmt::Result {
        let mut known_as = |of: Option<&LogicalId>, name: fmt::Arguments| {
            out.open(of)?;
            out.write_fmt(name)?;
            out.close()
        };
        match self {
            Deferred::Resource(id) | Deferred::Parameter(id) => known_as(Some(id), format_args!("{id}")),
            Deferred::Existing(_, text) => out.write_str(text),
            Deferred::Attribute(id, attribute) => known_as(Some(id), format_args!("{id}.{attribute}")),
            Deferred::Pseudo(name) => known_as(Some(&LogicalId::new(name.clone())), format_args!("{name}")),
            Deferred::Text(parts) => separated(out, parts, ""),
            Deferred::Zone(region, index) if region.is_empty() => {
                known_as(None, format_args!("zone {}", index + 1))
            }
            Deferred::Zone(region, index) => known_as(None, format_args!("zone {} of {region}", index + 1)),
            Deferred::Function(name, arguments) if &**name == "Fn::Base64" => separated(out, arguments, ", "),
            Deferred::Function(name, arguments) => {
                out.open(None)?;
                write!(out, "{} ", name.strip_prefix("Fn::").unwrap_or(name))?;
                separated(out, arguments, ", ")?;
                out.close()
            }
            Deferred::Either(condition, yes, no) => {
                out.open(None)?;
                yes.read_to(out)?;
                write!(out, " if {condition}, else ")?;
                no.read_to(out)?;
                out.close()
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.read_to(f)
    }
}

fn separated(out: &mut dyn Writer, values: &[Value], separator: &str) -> fmt::Result {
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            out.write_str(separator)?;
        }
        value.read_to(out)?;
    }
    Ok(())
}
