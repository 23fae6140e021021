//! Parameters that are blank where a subnet or a VPC belongs: whoever deploys the template names one, so it stands in the
//! picture as existing. Where a condition has something else made of a blank, that stands there.

use std::borrow::Cow;

use crate::catalog::{self, PlaceKind};
use crate::eval::{Deferred, Existence, Stack, Value};
use crate::maps::IndexSet;
use crate::template::{Expr, LogicalId, Template};

/// Returns the stack with the parameters themselves in blank places; the stack itself where there is none.
pub(super) fn name<'s>(template: &Template, stack: Cow<'s, Stack>) -> Cow<'s, Stack> {
    let is_blank = |id: &&LogicalId| stack.parameters[*id].value.as_ref().is_some_and(is_blank);
    let blank: IndexSet<LogicalId> = stack.parameters.keys().filter(is_blank).cloned().collect();
    if blank.is_empty() {
        return stack;
    }
    let mut named = Vec::new();
    let written = Written { stack: &stack, blank: &blank };
    for (id, resource) in stack.resources.iter().filter(|(_, resource)| resource.exists != Existence::No) {
        let Some(declared) = template.resources.get(id) else { continue };
        let mut properties = Cow::Borrowed(&resource.properties);
        for place in catalog::places(&resource.type_name) {
            let steps: Vec<&str> = place.path.split('.').collect();
            if matches!(place.kind, PlaceKind::Vpc | PlaceKind::Subnet)
                && let Some(value) = written.named(&declared.properties, &properties, &steps)
            {
                properties = Cow::Owned(value);
            }
        }
        if let Cow::Owned(properties) = properties {
            named.push((id.clone(), properties));
        }
    }
    let mut stack = stack;
    for (id, properties) in named {
        if let Some(resource) = stack.to_mut().resources.get_mut(&id) {
            resource.properties = properties;
        }
    }
    stack
}

/// Words for nothing that stand where a text must not be empty.
const NOTHING: [&str; 6] = ["-", "n/a", "na", "nil", "none", "null"];

/// Returns whether a parameter was given nothing, or a list of nothing.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::String(text) | Value::Deferred(Deferred::Existing(_, text)) => {
            let text = text.trim();
            text.is_empty() || NOTHING.iter().any(|word| text.eq_ignore_ascii_case(word))
        }
        Value::List(items) => items.iter().all(is_blank),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Map(_) | Value::Deferred(_) => false,
    }
}

/// Properties as they are written, beside their values.
struct Written<'s> {
    stack: &'s Stack,
    /// The parameters that are blank.
    blank: &'s IndexSet<LogicalId>,
}

impl Written<'_> {
    /// Returns a value with the blank parameters at a path named, if there are any.
    fn named(&self, written: &Expr, value: &Value, steps: &[&str]) -> Option<Value> {
        let written = self.chosen(written)?;
        let Some((step, rest)) = steps.split_first() else {
            return self.parameter(written);
        };
        let (key, is_each) = step.strip_suffix("[]").map_or((*step, false), |key| (key, true));
        let (Expr::Map(written), Value::Map(values)) = (written, value) else { return None };
        let (written, value) = (self.chosen(written.get(key)?)?, values.get(key)?);
        let named = match (written, value) {
            (Expr::List(written), Value::List(values)) if is_each => {
                // Items that are left out are nobody's.
                let items = || written.iter().zip(values).map(|(item, value)| self.named(item, value, rest));
                if written.len() != values.len() || items().all(|named| named.is_none()) {
                    return None;
                }
                Value::List(
                    items()
                        .zip(values)
                        .map(|(named, value)| named.unwrap_or_else(|| value.clone()))
                        .collect(),
                )
            }
            (written, value) => self.named(written, value, rest)?,
        };
        let mut values = values.clone();
        values.insert(key.into(), named);
        Some(Value::Map(values))
    }

    /// The branch that counts, where a condition that is decided chooses.
    fn chosen<'e>(&self, written: &'e Expr) -> Option<&'e Expr> {
        let mut written = written;
        while let Expr::If(condition, yes, no) = written {
            written = if self.stack.conditions.get(condition).copied().flatten()? { yes } else { no };
        }
        Some(written)
    }

    /// The blank parameter that is all of what is written, or an item of it.
    fn parameter(&self, written: &Expr) -> Option<Value> {
        let function =
            |name: &str, arguments| Some(Value::Deferred(Deferred::Function(name.into(), arguments)));
        match self.chosen(written)? {
            Expr::Ref(id) if self.blank.contains(id) => {
                Some(Value::Deferred(Deferred::Parameter(id.clone())))
            }
            Expr::Select(index, list) => {
                let index = match &**index {
                    Expr::Number(index) | Expr::String(index) => Value::String(index.clone()),
                    _ => return None,
                };
                function("Fn::Select", vec![index, self.parameter(list)?])
            }
            Expr::Split(_, text) => {
                function("Fn::Split", vec![Value::String(",".into()), self.parameter(text)?])
            }
            Expr::Join(_, list) => self.parameter(list),
            _ => None,
        }
    }
}
