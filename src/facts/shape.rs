//! The properties of one object.

use super::Value;
use crate::sorting;

/// The shape of an object.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shape<'f> {
    /// The properties that it knows, sorted by name.
    pub properties: Vec<Property<'f>>,
    /// The values that properties with other names may hold; `None` when there may be none.
    pub rest: Option<Value<'f>>,
    /// Which properties must stand together.
    pub rules: Vec<Rule<'f>>,
}

/// One property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property<'f> {
    /// Its name.
    pub name: &'f str,
    /// True if it must be there.
    pub required: bool,
    /// The values that it may hold.
    pub value: Value<'f>,
}

/// A rule that must hold between the properties of an object; where several properties are one choice, all of them must
/// be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule<'f> {
    /// `xor:A,B`: one of the properties, and no second (cfn-lint's `requiredXor`).
    Xor(Vec<&'f str>),
    /// `or:A,B`: at least one of the properties (`requiredOr`).
    Or(Vec<&'f str>),
    /// `one:A+B,C`: one of the choices, and no second (JSON Schema's `oneOf`).
    One(Vec<Vec<&'f str>>),
    /// `any:A+B,C`: at least one of the choices (`anyOf`).
    Any(Vec<Vec<&'f str>>),
    /// `needs:A:B,C`: with the first, the others.
    Needs(&'f str, Vec<&'f str>),
    /// `bars:A:B,C`: with the first, none of the others.
    Bars(&'f str, Vec<&'f str>),
}

impl<'f> Shape<'f> {
    /// The property with this name.
    pub fn get(&self, name: &str) -> Option<&Property<'f>> {
        let index = self.properties.binary_search_by(|property| property.name.cmp(name)).ok()?;
        self.properties.get(index)
    }

    /// The names of the required properties.
    pub fn required(&self) -> impl Iterator<Item = &'f str> {
        self.properties.iter().filter(|property| property.required).map(|property| property.name)
    }

    /// Reads the words of a line.
    pub(super) fn parse(line: &'f str) -> Self {
        let mut shape = Self::default();
        for word in words(Some(line)) {
            if let Some(rest) = word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
                shape.rest = Some(Value::parse(rest));
            } else if let Some(rule) = rule(word) {
                shape.rules.push(rule);
            } else {
                shape.properties.push(property(word));
            }
        }
        sorting::by_key(&mut shape.properties, |property| property.name);
        shape
    }
}

/// The words of a line.
pub(super) fn words(line: Option<&str>) -> impl Iterator<Item = &str> {
    line.unwrap_or_default().split_ascii_whitespace()
}

fn property(word: &str) -> Property<'_> {
    let (name, value) = match word.split_once('=') {
        Some((name, value)) => (name, Value::parse(value)),
        None => (word, Value::text()),
    };
    match name.strip_suffix('!') {
        Some(name) => Property { name, required: true, value },
        None => Property { name, required: false, value },
    }
}

fn rule(word: &str) -> Option<Rule<'_>> {
    let (title, names) = word.split_once(':')?;
    match title {
        "xor" => Some(Rule::Xor(names.split(',').collect())),
        "or" => Some(Rule::Or(names.split(',').collect())),
        "one" => Some(Rule::One(choices(names))),
        "any" => Some(Rule::Any(choices(names))),
        "needs" => names.split_once(':').map(|(name, others)| Rule::Needs(name, others.split(',').collect())),
        "bars" => names.split_once(':').map(|(name, others)| Rule::Bars(name, others.split(',').collect())),
        _ => None,
    }
}

fn choices(names: &str) -> Vec<Vec<&str>> {
    names.split(',').map(|choice| choice.split('+').collect()).collect()
}
