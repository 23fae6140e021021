//! The values at a path into properties, as the tables of the catalog write such paths.

use crate::eval::{Deferred, Value};

use super::excerpt::excerpt;

/// Every value at a path such as `Targets[].Id`. `[]` steps into each item of a list, `[Key=value]` into those that
/// say so, and `*` into each value of a mapping, `*[Key=value]` into those that say so; where only AWS knows what is on the way, that is the
/// answer. `[Key=value]` alone goes on where the mapping itself says so.
pub(super) fn values_at<'a>(value: &'a Value, path: &str) -> Vec<&'a Value> {
    let mut found = Found { values: Vec::new(), is_certain: false };
    collect(value, &steps(path), &mut found);
    found.values
}

/// The values at a path without those of which an unknown condition chooses one or another.
pub(super) fn certain_values_at<'a>(value: &'a Value, path: &str) -> Vec<&'a Value> {
    let mut found = Found { values: Vec::new(), is_certain: true };
    collect(value, &steps(path), &mut found);
    found.values
}

fn steps(path: &str) -> Vec<&str> {
    if path.is_empty() { Vec::new() } else { path.split('.').collect() }
}

/// The values found so far.
struct Found<'a> {
    values: Vec<&'a Value>,
    /// True if only what is there for certain, or in one of two cases, is looked for.
    is_certain: bool,
}

impl<'a> Found<'a> {
    /// Of two values that an unknown condition chooses from those that count.
    fn sides(&self, yes: &'a Value, no: &'a Value) -> Vec<&'a Value> {
        match (self.is_certain, is_nothing(yes), is_nothing(no)) {
            (true, false, false) => Vec::new(),
            _ => vec![yes, no],
        }
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Deferred(Deferred::Pseudo(name)) => &**name == "AWS::NoValue",
        Value::Bool(_) | Value::Number(_) | Value::Map(_) | Value::Deferred(_) => false,
    }
}

fn collect<'a>(value: &'a Value, steps: &[&str], found: &mut Found<'a>) {
    let Some((&step, rest)) = steps.split_first() else {
        found.values.push(value);
        return;
    };
    match value {
        Value::Map(map) if step == "*" => map.values().for_each(|item| collect(item, rest, found)),
        Value::Map(map) if step.starts_with("*[") => {
            let wanted = step.trim_start_matches("*[").trim_end_matches(']');
            let items = map.values().filter(|item| is_wanted(item, wanted));
            items.for_each(|item| collect(item, rest, found));
        }
        Value::Map(map) => match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
            Some(("", wanted)) => {
                if is_wanted(value, wanted) {
                    collect(value, rest, found);
                }
            }
            Some((key, wanted)) => {
                map.get(key).into_iter().for_each(|list| collect_items(list, wanted, rest, found))
            }
            None => map.get(step).into_iter().for_each(|item| collect(item, rest, found)),
        },
        Value::Deferred(Deferred::Either(_, yes, no)) => {
            found.sides(yes, no).into_iter().for_each(|side| collect(side, steps, found));
        }
        Value::Deferred(_) => found.values.push(value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::List(_) => {}
    }
}

/// The items of a list, or those of which a key has a value: `OptionName=Subnets`, or another: `Kind/Name!=Source`, or one that
/// holds a text: `Arn~=:scheduler:`; with `&` between them, both.
fn collect_items<'a>(list: &'a Value, wanted: &str, rest: &[&str], found: &mut Found<'a>) {
    match list {
        Value::List(items) => items.iter().for_each(|item| collect_items(item, wanted, rest, found)),
        Value::Deferred(Deferred::Either(_, yes, no)) => {
            let sides = found.sides(yes, no);
            sides.into_iter().for_each(|side| collect_items(side, wanted, rest, found));
        }
        single => {
            if is_wanted(single, wanted) {
                collect(single, rest, found);
            }
        }
    }
}

/// Returns whether an item says what is asked for between brackets.
fn is_wanted(item: &Value, wanted: &str) -> bool {
    if let Some((wanted, rest)) = wanted.split_once('&') {
        return is_wanted(item, wanted) && is_wanted(item, rest);
    }
    let Some((path, value)) = wanted.split_once('=') else {
        return true;
    };
    if let Some(path) = path.strip_suffix('~') {
        return item.get(path).is_some_and(|found| excerpt(found).contains(value));
    }
    let (path, otherwise) = match path.strip_suffix('!') {
        Some(path) => (path, true),
        None => (path, false),
    };
    let found = path.split('/').try_fold(item, |value, key| value.get(key));
    found.is_some_and(|found| excerpt(found) == value) != otherwise
}
