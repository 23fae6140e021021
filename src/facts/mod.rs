//! What each resource type takes and gives: its attributes, its properties down to the deepest, what is required,
//! and what an update replaces. The facts are a text, `data/type-facts.txt`, which `make type-facts` writes from
//! cfn-lint's schemas; whoever needs them hands the text in.
//!
//! A type is a line of its own; the lines about it follow, each behind a blank:
//!
//! ```text
//! AWS::EC2::Volume
//!  attributes: VolumeId                              what Fn::GetAtt takes; `*` stands for any text
//!  replaces: AvailabilityZone                        a change of these makes a new resource
//!  may-replace: …                                    a change of these sometimes does
//!  read-only: …                                      properties that AWS sets, where they are no attributes
//!  identified-by: …                                  properties that tell one resource of the type from another
//!  properties: Iops=int Size=int Tags=[@Tag] VolumeType|gp2|gp3 any:Size,SnapshotId
//!  Tag: Key! Value!                                  an object that `@Tag` names
//! ```
//!
//! An object's line holds words. A property is its name, `!` when it is required, and `=` with what it may hold,
//! which is left out for text. What it may hold: `str`, `int`, `num`, `bool`, `json` (any mapping), `any`, `path`
//! (of a file that `aws cloudformation package` uploads), `@Name`, `[…]` (a list), `<…>` (a list without repetition),
//! `{…}` (a mapping with any names), several of them with commas between. `#1..5` limits the length of a text, the
//! value of a number, the items of a list; `/7` is the pattern of that number; a scalar with `|a|b` or `~a~b` is one
//! of these values, the latter in any case. A bare `{…}` is what properties with other names may hold. Behind them
//! are the rules between properties, see [`Rule`].
//!
//! Before the types stand the patterns, numbered from 0, each behind `/`, the code of its rule and a blank; and Lambda's
//! runtimes that are no longer supported, each behind `%`, with the days since when: deprecated, none can be made with it,
//! none can be changed, and what comes after it. `%as-of` is the day that they are listed for.
//!
//! There are 1,600 types. Left out are enumerations of more than 60 values, patterns that look around, and which region has which
//! type. What hangs on a calendar (the runtimes) names its day, since the core has no clock.

mod shape;
#[cfg(test)]
mod tests;
mod value;

use std::borrow::Cow;
use std::ops::Range;

use crate::sorting;
use shape::words;

pub use shape::{Property, Rule, Shape};
pub use value::{Choices, Limits, Value, ValueKind};

/// The facts about all types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeFacts {
    text: Cow<'static, str>,
    /// Where each type's name and the lines about it stand, by name.
    types: Vec<(Range<usize>, Range<usize>)>,
    /// Where each pattern stands.
    patterns: Vec<Range<usize>>,
    /// Where each line about runtimes stands.
    runtimes: Vec<Range<usize>>,
}

/// A runtime of Lambda that is no longer supported; days as `2026-11-29`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Runtime<'f> {
    /// The day that all this holds for.
    pub as_of: &'f str,
    /// Since when it is deprecated.
    pub deprecated: &'f str,
    /// From when on no function can be made with it.
    pub blocks_creation: &'f str,
    /// From when on no function that has it can be changed.
    pub blocks_update: &'f str,
    /// The runtime that comes after it.
    pub successor: Option<&'f str>,
}

/// The facts about one type, read from its lines as they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResourceType<'f> {
    /// Its name: `AWS::EC2::Instance`.
    pub name: &'f str,
    lines: &'f str,
}

impl TypeFacts {
    /// Finds the types in the text; everything else is read when it is asked for. Lines that make no sense are
    /// passed over.
    pub fn parse(text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        let mut types: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        let mut patterns = Vec::new();
        let mut runtimes = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.len();
            if line.starts_with(' ') {
                if let Some((_, lines)) = types.last_mut() {
                    lines.end = end;
                }
            } else if line.starts_with('/') {
                patterns.push(start + 1..start + line.trim_end_matches(['\n', '\r']).len());
            } else if line.starts_with('%') {
                runtimes.push(start + 1..start + line.trim_end().len());
            } else if !line.starts_with('#') && !line.trim_end().is_empty() {
                types.push((start..start + line.trim_end().len(), end..end));
            }
            start = end;
        }
        // The file is in this order; another text need not be.
        sorting::by(&mut types, |(a, _), (b, _)| text.get(a.clone()).cmp(&text.get(b.clone())));
        Self { text, types, patterns, runtimes }
    }

    /// The facts about the type with this name.
    pub fn get(&self, name: &str) -> Option<ResourceType<'_>> {
        let index = self.types.binary_search_by(|(range, _)| self.part(range).cmp(name)).ok()?;
        let (name, lines) = self.types.get(index)?;
        Some(ResourceType { name: self.part(name), lines: self.part(lines) })
    }

    /// The pattern with this number: the code of its rule, and a regular expression that is searched for.
    pub fn pattern(&self, number: usize) -> Option<(&str, &str)> {
        self.part(self.patterns.get(number)?).split_once(' ')
    }

    /// Returns what is known about a runtime of Lambda that is no longer supported; `None` of any other.
    pub fn runtime(&self, name: &str) -> Option<Runtime<'_>> {
        let line = |title: &str| {
            self.runtimes.iter().find_map(|range| self.part(range).strip_prefix(title)?.strip_prefix(' '))
        };
        let as_of = line("as-of")?;
        let mut words = line(name)?.split(' ');
        Some(Runtime {
            as_of,
            deprecated: words.next()?,
            blocks_creation: words.next()?,
            blocks_update: words.next()?,
            successor: words.next(),
        })
    }

    /// Every type's name, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.types.iter().map(|(name, _)| self.part(name))
    }

    fn part(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

impl<'f> ResourceType<'f> {
    /// The names that `Fn::GetAtt` takes; a `*` in one stands for any text.
    pub fn attributes(&self) -> impl Iterator<Item = &'f str> + use<'f> {
        words(self.line("attributes"))
    }

    /// Returns true if `Fn::GetAtt` takes this name.
    pub fn has_attribute(&self, name: &str) -> bool {
        self.attributes().any(|pattern| matches(pattern, name))
    }

    /// The paths of the properties (`Code.S3Key`, `Rules.*.Name`) whose change makes a new resource.
    pub fn replaced_by(&self) -> impl Iterator<Item = &'f str> + use<'f> {
        words(self.line("replaces"))
    }

    /// The paths of the properties whose change sometimes makes a new resource.
    pub fn perhaps_replaced_by(&self) -> impl Iterator<Item = &'f str> + use<'f> {
        words(self.line("may-replace"))
    }

    /// The properties that tell one resource of the type from another; none when AWS makes the name.
    pub fn identified_by(&self) -> impl Iterator<Item = &'f str> + use<'f> {
        words(self.line("identified-by"))
    }

    /// Returns true if AWS sets this property, and a template cannot.
    pub fn is_read_only(&self, property: &str) -> bool {
        words(self.line("read-only")).any(|name| name == property)
            || (self.attributes().any(|name| name == property) && self.properties().get(property).is_none())
    }

    /// Returns what the type takes.
    pub fn properties(&self) -> Shape<'f> {
        self.object("properties")
    }

    /// The object that [`ValueKind::Object`] names, and `properties` the type's own. Where there is none, one that
    /// takes anything.
    pub fn object(&self, name: &str) -> Shape<'f> {
        match self.line(name) {
            Some(line) => Shape::parse(line),
            None => Shape { rest: Some(Value::default()), ..Shape::default() },
        }
    }

    /// Returns what stands behind a title.
    fn line(&self, title: &str) -> Option<&'f str> {
        self.lines.lines().find_map(|line| line.strip_prefix(' ')?.strip_prefix(title)?.strip_prefix(':'))
    }
}

/// Returns true if a name is what a pattern with `*` says.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        match rest.split_once(part) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    rest.ends_with(last)
}
