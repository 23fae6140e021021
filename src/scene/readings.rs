//! How what is made elsewhere reads: imports, outputs of other stacks, parameters of SSM. The part that tells one from
//! others stands for it; where it is from is for beside it.

use std::fmt;
use std::rc::Rc;

use crate::eval::{Deferred, Stack, Value};
use crate::maps::IndexMap;
use crate::template::LogicalId;
use crate::words::is_joint;

use super::cdk;
use super::excerpt::excerpt;
use super::index::Index;
use super::ssm_parameters::{self, kept_in};
use super::stepped_names::SteppedName;

/// Where something is from that the template names and does not make.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Origin {
    /// It exists, and that is all that is known.
    Existing,
    /// Another stack exports it: which, where its name says so.
    Import(Option<Rc<str>>),
    /// It is an output of another stack: of which, where that is not said already.
    Output(Option<Rc<str>>),
    /// A nested stack of the template makes it.
    Nested(LogicalId),
    /// A resource of the template makes or finds it: the default group of a VPC, what a custom resource looks up.
    Made(LogicalId),
    /// SSM keeps its name, in this folder, where it has one.
    Kept(Option<Rc<str>>),
}

/// A value as it reads in a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// `SubnetA` of `‹ImportValue ‹Network›-SubnetA›`.
    pub text: Rc<str>,
    /// All of its name there: `‹Network›-SubnetA`.
    pub full: Rc<str>,
    pub origin: Origin,
}

impl Reading {
    /// As a label says it that is about nothing else.
    pub fn label(&self) -> Rc<str> {
        match self.origin {
            Origin::Existing | Origin::Made(_) => format!("‹{}›", self.text).into(),
            Origin::Import(_) | Origin::Output(_) | Origin::Nested(_) | Origin::Kept(_) => self.text.clone(),
        }
    }
}

/// The readings of all such values in a stack, by what these read as in full.
#[derive(Debug, Default)]
pub(super) struct Readings(IndexMap<String, Reading>);

/// Real templates have some dozens; of more the rest reads in full.
const MOST: usize = 200;

impl Readings {
    /// Reads the properties of every resource.
    pub fn read(index: &Index, stack: &Stack) -> Self {
        let mut found = Found { stack, names: IndexMap::new() };
        for (_, resource) in index.present() {
            found.visit(&resource.properties);
        }
        let names = found.names;
        let ways: Vec<SteppedName> = names.values().filter_map(Name::way).collect();
        let mut readings: IndexMap<String, Reading> =
            names.iter().map(|(full, name)| (full.clone(), name.reading(&ways))).collect();
        // Where two come out the same, each has its whole name.
        let mut counts: IndexMap<Rc<str>, usize> = IndexMap::new();
        for reading in readings.values() {
            *counts.entry(reading.text.clone()).or_default() += 1;
        }
        for (reading, name) in readings.values_mut().zip(names.values()) {
            if counts.get(&reading.text).is_some_and(|&count| count > 1) {
                *reading = name.whole();
            }
        }
        Readings(readings)
    }

    /// Returns how a value reads that is made elsewhere.
    pub fn of(&self, value: &Value) -> Option<&Reading> {
        let may_be = match value {
            Value::String(_) | Value::Deferred(Deferred::Text(_)) => has_kept(value),
            Value::Deferred(Deferred::Attribute(..) | Deferred::Parameter(_)) => true,
            Value::Deferred(Deferred::Function(name, _)) => is_of_stack(name),
            _ => false,
        };
        may_be.then(|| self.0.get(&excerpt(value))).flatten()
    }

    /// Writes a text, where parameters of SSM that it refers to read as they do elsewhere.
    fn write_kept(&self, text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = text;
        for kept in kept_in(text) {
            let (before, behind) = rest.split_once(kept.text).unwrap_or((rest, ""));
            f.write_str(before)?;
            match self.0.get(kept.text) {
                Some(reading) => write!(f, "‹{}›", reading.text)?,
                None => f.write_str(kept.text)?,
            }
            rest = behind;
        }
        f.write_str(rest)
    }

    /// A value as a label says it.
    pub fn spoken(&self, value: &Value) -> String {
        excerpt(&Spoken { readings: self, value })
    }
}

/// A value as a label says it: like the value itself, but for what is made elsewhere.
struct Spoken<'r> {
    readings: &'r Readings,
    value: &'r Value,
}

impl fmt::Display for Spoken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = |f: &mut fmt::Formatter<'_>, values: &[Value], separator: &str| {
            values.iter().enumerate().try_for_each(|(i, value)| {
                f.write_str(if i > 0 { separator } else { "" })?;
                Spoken { value, ..*self }.fmt(f)
            })
        };
        if let Some(reading) = self.readings.of(self.value) {
            return write!(f, "‹{}›", reading.text);
        }
        match self.value {
            Value::List(items) => each(f, items, ", "),
            value if has_kept(value) => self.readings.write_kept(&excerpt(value), f),
            Value::Deferred(Deferred::Text(parts)) => each(f, parts, ""),
            other => other.fmt(f),
        }
    }
}

/// Returns whether a text may refer to a parameter of SSM.
fn has_kept(value: &Value) -> bool {
    match value {
        Value::String(text) => ssm_parameters::may_be_in(text),
        Value::Deferred(Deferred::Text(parts)) => parts.iter().any(has_kept),
        _ => false,
    }
}

/// Returns whether a function gives what another stack has made.
fn is_of_stack(function: &str) -> bool {
    matches!(function, "Fn::ImportValue" | "Fn::GetStackOutput")
}

/// A value that is made elsewhere, by its name there.
#[derive(Debug)]
enum Name {
    /// The name of an export.
    Export(String),
    /// A stack, and its output.
    Output(String, String),
    /// A nested stack of the template, and its output.
    Nested(LogicalId, String),
    /// A parameter of SSM.
    Kept(String),
    /// A value that the CDK hands on, and the parameter by which it does.
    Handed(String, LogicalId),
}

impl Name {
    /// Its steps, where these tell where it is from.
    fn way(&self) -> Option<SteppedName<'_>> {
        match self {
            Name::Export(name) if cdk::exported(name).is_none() => Some(SteppedName::of(name, is_joint)),
            Name::Kept(name) => Some(SteppedName::of(name, |c| c == '/')),
            Name::Export(_) | Name::Output(..) | Name::Nested(..) | Name::Handed(..) => None,
        }
    }

    fn reading(&self, others: &[SteppedName]) -> Reading {
        let whole = self.whole();
        let named = |stack: &str| Some(stack).filter(|stack| !stack.is_empty()).map(Rc::from);
        let from = |stack: &str| Origin::Import(named(stack));
        match self {
            Name::Export(name) => match (cdk::exported(name), self.way()) {
                (Some((stack, what)), _) => Reading { text: what.into(), origin: from(stack), ..whole },
                (None, Some(way)) => {
                    let (stack, text) = way.split(others);
                    Reading { text: text.into(), origin: from(stack), ..whole }
                }
                (None, None) => whole,
            },
            Name::Output(stack, output) => {
                Reading { text: output.as_str().into(), origin: Origin::Output(named(stack)), ..whole }
            }
            Name::Nested(_, output) => {
                let text = cdk::without_hashes(output).unwrap_or_else(|| output.clone());
                Reading { text: text.into(), ..whole }
            }
            Name::Kept(_) => {
                let Some(way) = self.way() else { return whole };
                // `…/vpc/Main/…`: that it is an ID is not what tells it apart.
                if let Some(middle) = way.middle() {
                    return Reading { text: middle.into(), ..whole };
                }
                let (folder, text) = way.split(others);
                let folder = Some(folder).filter(|folder| !folder.is_empty()).map(Rc::from);
                Reading { text: text.into(), origin: Origin::Kept(folder), ..whole }
            }
            Name::Handed(..) => whole,
        }
    }

    /// All of it, for where nothing less tells it apart.
    fn whole(&self) -> Reading {
        let (text, origin) = match self {
            Name::Export(name) => (name.clone(), Origin::Import(None)),
            Name::Output(stack, output) => (format!("{stack}.{output}"), Origin::Output(None)),
            Name::Nested(stack, output) => {
                (excerpt(&format_args!("{stack}.{output}")), Origin::Nested(stack.clone()))
            }
            Name::Kept(name) => (name.clone(), Origin::Kept(None)),
            Name::Handed(what, parameter) => {
                let (text, full) = (what.as_str().into(), excerpt(parameter).into());
                return Reading { text, full, origin: Origin::Existing };
            }
        };
        let text: Rc<str> = text.into();
        Reading { full: text.clone(), text, origin }
    }
}

/// The values that are made elsewhere, by what they read as in full.
struct Found<'a> {
    stack: &'a Stack,
    names: IndexMap<String, Name>,
}

impl Found<'_> {
    fn visit(&mut self, value: &Value) {
        if let Some(name) = self.name(value) {
            if self.names.len() < MOST {
                self.names.entry(excerpt(value)).or_insert(name);
            }
            return;
        }
        if has_kept(value) {
            for kept in kept_in(&excerpt(value)) {
                if self.names.len() < MOST {
                    self.names
                        .entry(kept.text.to_owned())
                        .or_insert_with(|| Name::Kept(kept.name.to_owned()));
                }
            }
        }
        match value {
            Value::List(items) => items.iter().for_each(|item| self.visit(item)),
            Value::Map(map) => map.values().for_each(|item| self.visit(item)),
            Value::Deferred(Deferred::Text(parts) | Deferred::Function(_, parts)) => {
                parts.iter().for_each(|part| self.visit(part));
            }
            Value::Deferred(Deferred::Either(_, yes, no)) => {
                self.visit(yes);
                self.visit(no);
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Deferred(_) => {}
        }
    }

    fn name(&self, value: &Value) -> Option<Name> {
        match value {
            Value::Deferred(Deferred::Function(name, arguments)) => match (&**name, arguments.as_slice()) {
                ("Fn::ImportValue", [name]) => Some(Name::Export(excerpt(name))),
                ("Fn::GetStackOutput", [asked]) => {
                    Some(Name::Output(excerpt(asked.get("StackName")?), excerpt(asked.get("OutputName")?)))
                }
                _ => None,
            },
            Value::Deferred(Deferred::Attribute(id, attribute)) => {
                let output = attribute.strip_prefix("Outputs.")?;
                Some(Name::Nested(id.clone(), excerpt(&output)))
            }
            Value::Deferred(Deferred::Parameter(id)) => {
                let parameter = self.stack.parameters.get(id);
                let kept = parameter.and_then(|parameter| parameter.looked_up.as_deref());
                // Who wrote the template has found a better name, who generated it has not.
                let kept = kept.filter(|name| cdk::is_lookup(id.as_str()) || is_made_of(id.as_str(), name));
                kept.map(|name| Name::Kept(excerpt(&name)))
                    .or_else(|| Some(Name::Handed(cdk::handed_on(id.as_str())?, id.clone())))
            }
            _ => None,
        }
    }
}

/// Returns whether an ID has all letters and digits of a name in it.
fn is_made_of(id: &str, name: &str) -> bool {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let name = plain(name);
    !name.is_empty() && id.contains(&name)
}
