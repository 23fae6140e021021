//! How what is made elsewhere reads: imports, outputs of other stacks, parameters of SSM. The part that tells one from
//! others stands for it; where it is from is for beside it.

use std::fmt;

use crate::eval::{Deferred, Marked, MarkedText, Reads, Stack, Value, Writer};
use crate::maps::IndexMap;
use crate::template::LogicalId;
use crate::words::is_joint;

use super::cdk;
use super::excerpt::{excerpt, marked};
use super::index::Index;
use super::ssm_parameters::{self, kept_in};
use super::stepped_names::SteppedName;

/// Where something is from that the template names and does not make.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Origin {
    /// It exists, and that is all that is known.
    Existing,
    /// Another stack exports it: which, where its name says so.
    Import(Option<MarkedText>),
    /// It is an output of another stack: of which, where that is not said already.
    Output(Option<MarkedText>),
    /// A nested stack of the template makes it.
    Nested(LogicalId),
    /// A resource of the template makes or finds it: the default group of a VPC, what a custom resource looks up.
    Made(LogicalId),
    /// SSM keeps its name, in this folder, where it has one.
    Kept(Option<MarkedText>),
}

/// A value as it reads in a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// `SubnetA` of `‹ImportValue ‹Network›-SubnetA›`.
    pub text: MarkedText,
    /// All of its name there: `‹Network›-SubnetA`.
    pub full: MarkedText,
    pub origin: Origin,
}

impl Reading {
    /// As a label says it that is about nothing else.
    pub fn label(&self) -> MarkedText {
        match self.origin {
            Origin::Existing | Origin::Made(_) => marked(&Named(self)),
            Origin::Import(_) | Origin::Output(_) | Origin::Nested(_) | Origin::Kept(_) => self.text.clone(),
        }
    }
}

/// The readings of all such values in a stack, by what these read as in full.
#[derive(Debug, Default)]
pub(super) struct Readings(IndexMap<MarkedText, Reading>);

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
        let mut readings: IndexMap<MarkedText, Reading> =
            names.iter().map(|(full, name)| (full.clone(), name.reading(&ways))).collect();
        // Where two come out the same, each has its whole name.
        let mut counts: IndexMap<MarkedText, usize> = IndexMap::new();
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
        may_be.then(|| self.0.get(&marked(value))).flatten()
    }

    /// A value as a label says it.
    pub fn spoken(&self, value: &Value) -> MarkedText {
        marked(&Spoken { readings: self, value })
    }

    /// A text as a label says it.
    pub fn spoken_text(&self, text: Marked) -> MarkedText {
        marked(&SpokenText { readings: self, text })
    }
}

/// The name of what is made elsewhere, in a text about something else.
struct Named<'r>(&'r Reading);

impl Reads for Named<'_> {
    fn read_to(&self, out: &mut dyn Writer) -> fmt::Result {
        out.open(None)?;
        out.write_marked(self.0.text.marked())?;
        out.close()
    }
}

/// A text, where parameters of SSM that it refers to read as they do elsewhere.
struct SpokenText<'r> {
    readings: &'r Readings,
    text: Marked<'r>,
}

impl Reads for SpokenText<'_> {
    fn read_to(&self, out: &mut dyn Writer) -> fmt::Result {
        let text = self.text;
        let mut end = 0;
        let known = kept_in(text).into_iter().map(|kept| (kept.text, self.readings.0.get(&kept.text)));
        for (kept, reading) in known {
            let rest = text.as_str().get(end..).unwrap_or_default();
            let (Some(reading), Some(at)) = (reading, rest.find(kept.as_str())) else { continue };
            out.write_marked(text.get(end..end + at).unwrap_or(text))?;
            Named(reading).read_to(out)?;
            end += at + kept.len();
        }
        out.write_marked(text.get(end..text.len()).unwrap_or(text))
    }
}

/// A value as a label says it: like the value itself, but for what is made elsewhere.
struct Spoken<'r> {
    readings: &'r Readings,
    value: &'r Value,
}

impl Reads for Spoken<'_> {
    fn read_to(&self, out: &mut dyn Writer) -> fmt::Result {
        let each = |out: &mut dyn Writer, values: &[Value], separator: &str| {
            values.iter().enumerate().try_for_each(|(i, value)| {
                out.write_str(if i > 0 { separator } else { "" })?;
                Spoken { value, ..*self }.read_to(out)
            })
        };
        if let Some(reading) = self.readings.of(self.value) {
            return Named(reading).read_to(out);
        }
        match self.value {
            Value::List(items) => each(out, items, ", "),
            value if has_kept(value) => {
                SpokenText { readings: self.readings, text: marked(value).marked() }.read_to(out)
            }
            Value::Deferred(Deferred::Text(parts)) => each(out, parts, ""),
            other => other.read_to(out),
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
    Export(MarkedText),
    /// A stack, and its output.
    Output(MarkedText, MarkedText),
    /// A nested stack of the template, and its output.
    Nested(LogicalId, String),
    /// A parameter of SSM.
    Kept(MarkedText),
    /// A value that the CDK hands on, and the parameter by which it does.
    Handed(String, LogicalId),
}

impl Name {
    /// Its steps, where these tell where it is from.
    fn way(&self) -> Option<SteppedName<'_>> {
        match self {
            Name::Export(name) if cdk::exported(name).is_none() => {
                Some(SteppedName::of(name.marked(), is_joint))
            }
            Name::Kept(name) => Some(SteppedName::of(name.marked(), |c| c == '/')),
            Name::Export(_) | Name::Output(..) | Name::Nested(..) | Name::Handed(..) => None,
        }
    }

    fn reading(&self, others: &[SteppedName]) -> Reading {
        let whole = self.whole();
        let named = |stack: Marked| (!stack.is_empty()).then(|| stack.to_owned());
        let from = |stack: Marked| Origin::Import(named(stack));
        match self {
            Name::Export(name) => match (cdk::exported(name), self.way()) {
                (Some((stack, what)), _) => {
                    Reading { text: what.into(), origin: from(name.marked().part(stack)), ..whole }
                }
                (None, Some(way)) => {
                    let (stack, text) = way.split(others);
                    Reading { text: text.to_owned(), origin: from(stack), ..whole }
                }
                (None, None) => whole,
            },
            Name::Output(stack, output) => {
                Reading { text: output.clone(), origin: Origin::Output(named(stack.marked())), ..whole }
            }
            Name::Nested(_, output) => {
                let text = cdk::without_hashes(output).unwrap_or_else(|| output.clone());
                Reading { text: text.into(), ..whole }
            }
            Name::Kept(_) => {
                let Some(way) = self.way() else { return whole };
                // `…/vpc/Main/…`: that it is an ID is not what tells it apart.
                if let Some(middle) = way.middle() {
                    return Reading { text: middle, ..whole };
                }
                let (folder, text) = way.split(others);
                Reading { text: text.to_owned(), origin: Origin::Kept(named(folder)), ..whole }
            }
            Name::Handed(..) => whole,
        }
    }

    /// All of it, for where nothing less tells it apart.
    fn whole(&self) -> Reading {
        let (text, origin) = match self {
            Name::Export(name) => (name.clone(), Origin::Import(None)),
            Name::Output(stack, output) => {
                let parts = [stack.marked(), ".".into(), output.marked()];
                (MarkedText::concat(&parts), Origin::Output(None))
            }
            Name::Nested(stack, output) => {
                (excerpt(&format_args!("{stack}.{output}")).into(), Origin::Nested(stack.clone()))
            }
            Name::Kept(name) => (name.clone(), Origin::Kept(None)),
            Name::Handed(what, parameter) => {
                let (text, full) = (what.as_str().into(), excerpt(parameter).into());
                return Reading { text, full, origin: Origin::Existing };
            }
        };
        Reading { full: text.clone(), text, origin }
    }
}

/// The values that are made elsewhere, by what they read as in full.
struct Found<'a> {
    stack: &'a Stack,
    names: IndexMap<MarkedText, Name>,
}

impl Found<'_> {
    fn visit(&mut self, value: &Value) {
        if let Some(name) = self.name(value) {
            if self.names.len() < MOST {
                self.names.entry(marked(value)).or_insert(name);
            }
            return;
        }
        if has_kept(value) {
            for kept in kept_in(marked(value).marked()) {
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
                ("Fn::ImportValue", [name]) => Some(Name::Export(marked(name))),
                ("Fn::GetStackOutput", [asked]) => {
                    Some(Name::Output(marked(asked.get("StackName")?), marked(asked.get("OutputName")?)))
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
                kept.map(|name| Name::Kept(marked(&name)))
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
