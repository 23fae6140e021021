//! Patterns of event rules that are written as the text of JSON, as they are where they are written out.

use std::borrow::Cow;
use std::rc::Rc;

use crate::eval::{Deferred, Stack, Value};
use crate::yaml::{self, Node};

/// Stands in the text of a pattern around the number of what only AWS will know; no template has a reason to hold these two.
const MARKS: [char; 2] = ['\u{e000}', '\u{e001}'];

/// Returns the stack with every pattern that is a text read; the stack itself where there is none.
pub(super) fn read(stack: &Stack) -> Cow<'_, Stack> {
    let mut read = Cow::Borrowed(stack);
    for (id, resource) in &stack.resources {
        let Some(properties) = with_patterns(&resource.type_name, &resource.properties) else { continue };
        if let Some(resource) = read.to_mut().resources.get_mut(id) {
            resource.properties = properties;
        }
    }
    read
}

/// The properties of a resource with its patterns read; nothing where none of them is a text.
fn with_patterns(type_name: &str, properties: &Value) -> Option<Value> {
    match type_name {
        "AWS::Events::Rule" => with_pattern(properties, "EventPattern"),
        "AWS::Serverless::Function" | "AWS::Serverless::StateMachine" => {
            let (Value::Map(all), Some(Value::Map(events))) = (properties, properties.get("Events")) else {
                return None;
            };
            let of_event = |event: &Value| {
                let Value::Map(parts) = event else { return None };
                let mut parts = parts.clone();
                parts.insert("Properties".into(), with_pattern(event.get("Properties")?, "Pattern")?);
                Some(Value::Map(parts))
            };
            let read: Vec<(Rc<str>, Value)> =
                events.iter().filter_map(|(name, event)| Some((name.clone(), of_event(event)?))).collect();
            if read.is_empty() {
                return None;
            }
            let (mut all, mut events) = (all.clone(), events.clone());
            events.extend(read);
            all.insert("Events".into(), Value::Map(events));
            Some(Value::Map(all))
        }
        _ => None,
    }
}

/// Properties with the pattern under a key read, where that is a text.
fn with_pattern(properties: &Value, key: &str) -> Option<Value> {
    let Value::Map(map) = properties else { return None };
    let pattern = pattern(map.get(key)?)?;
    let mut map = map.clone();
    map.insert(key.into(), pattern);
    Some(Value::Map(map))
}

/// The value of a pattern that is a text.
fn pattern(value: &Value) -> Option<Value> {
    let whole = std::slice::from_ref(value);
    let parts = match value {
        Value::String(_) => whole,
        Value::Deferred(Deferred::Text(parts)) => parts,
        _ => return None,
    };
    let mut text = String::new();
    for (i, part) in parts.iter().enumerate() {
        match part {
            Value::String(part) if part.contains(MARKS) => return None,
            Value::String(part) => text.push_str(part),
            _ => text.push_str(&format!("{}{i}{}", MARKS[0], MARKS[1])),
        }
    }
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let read = yaml::read(&text).ok()?;
    Some(value_of(read.value.root(), parts))
}

fn value_of(node: &Node, parts: &[Value]) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Bool(value) => Value::Bool(*value),
        Node::Number(number) => Value::Number(number.clone()),
        Node::String(text) => text_of(text, parts),
        Node::List(items) => Value::List(items.iter().map(|item| value_of(item, parts)).collect()),
        Node::Map(map) => {
            Value::Map(map.iter().map(|(key, value)| (key.clone(), value_of(value, parts))).collect())
        }
    }
}

/// A text, with what its marks stand for.
fn text_of(text: &Rc<str>, parts: &[Value]) -> Value {
    if !text.contains(MARKS) {
        return Value::String(text.clone());
    }
    let mut found = Vec::new();
    for (i, piece) in text.split(MARKS).enumerate().filter(|(_, piece)| !piece.is_empty()) {
        match piece.parse::<usize>().ok().filter(|_| i % 2 == 1).and_then(|number| parts.get(number)) {
            Some(part) => found.push(part.clone()),
            None => found.push(Value::String(piece.into())),
        }
    }
    match <[Value; 1]>::try_from(found) {
        Ok([only]) => only,
        Err(several) => Value::Deferred(Deferred::Text(several)),
    }
}
