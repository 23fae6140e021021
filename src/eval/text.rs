//! Text made of known and deferred parts.

use std::rc::Rc;

use super::{Deferred, Value};

/// Puts parts together: adjacent known text becomes one, nested text is flattened. A part that stands alone is itself
/// what the text is: `!Sub '${Vpc}'` is `!Ref Vpc`.
pub(super) fn concat(parts: impl IntoIterator<Item = Value>) -> Value {
    let is_nothing = |part: &Value| match part {
        Value::String(text) => text.is_empty(),
        part => *part == Value::Null,
    };
    let mut parts = parts.into_iter().filter(|part| !is_nothing(part)).peekable();
    let mut joined = Joined::default();
    if let Some(first) = parts.next() {
        if parts.peek().is_none() && is_one_text(&first) {
            return first;
        }
        joined.push(first);
    }
    for part in parts {
        joined.push(part);
    }
    joined.finish()
}

/// Returns true if a value that only AWS will know is one text for sure, neither a list nor perhaps nothing.
fn is_one_text(value: &Value) -> bool {
    match value {
        Value::Deferred(Deferred::Either(_, yes, no)) => is_one_text(yes) && is_one_text(no),
        Value::Deferred(Deferred::Pseudo(name)) => &**name != "AWS::NoValue",
        Value::Deferred(Deferred::Function(name, _)) => {
            !matches!(&**name, "Fn::Base64" | "Fn::Cidr" | "Fn::GetAZs" | "Fn::Split")
        }
        Value::Deferred(_) => true,
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::List(_)
        | Value::Map(_) => false,
    }
}

#[derive(Default)]
struct Joined {
    done: Vec<Value>,
    text: String,
}

impl Joined {
    fn push(&mut self, part: Value) {
        match part {
            Value::Deferred(Deferred::Text(parts)) => parts.into_iter().for_each(|part| self.push(part)),
            other => match other.as_text() {
                Some(text) => self.text.push_str(&text),
                None if other == Value::Null => {}
                None => {
                    self.close();
                    self.done.push(other);
                }
            },
        }
    }

    fn close(&mut self) {
        if !self.text.is_empty() {
            self.done.push(Value::String(std::mem::take(&mut self.text).into()));
        }
    }

    fn finish(mut self) -> Value {
        if self.done.is_empty() {
            return Value::String(self.text.into());
        }
        self.close();
        Value::Deferred(Deferred::Text(self.done))
    }
}

/// Puts items together with a delimiter between them.
pub(super) fn join(delimiter: &str, items: &[Value]) -> Value {
    let delimiter = Value::String(Rc::from(delimiter));
    let mut parts = Vec::with_capacity(items.len() * 2);
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            parts.push(delimiter.clone());
        }
        parts.push(item.clone());
    }
    concat(parts)
}

/// Returns what a template says in words, as a sentence of one line: YAML's blocks have line breaks in them.
pub(super) fn one_line(words: &str) -> String {
    words.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The size of a value besides the bytes of its text, in bytes, roughly.
pub(super) const VALUE: usize = 16;

/// Returns how many bytes a value takes, and its text when it is written out.
pub(super) fn size(value: &Value) -> usize {
    let all = |parts: &[Value]| parts.iter().map(size).fold(0, usize::saturating_add);
    let text = match value {
        Value::Null | Value::Bool(_) => 0,
        Value::Number(text) | Value::String(text) => text.len(),
        Value::List(items) => all(items),
        Value::Map(map) => map
            .iter()
            .map(|(key, value)| key.len().saturating_add(size(value)))
            .fold(0, usize::saturating_add),
        Value::Deferred(deferred) => match deferred {
            Deferred::Resource(id) | Deferred::Parameter(id) => id.as_str().len(),
            Deferred::Attribute(id, attribute) => id.as_str().len() + attribute.len(),
            Deferred::Pseudo(name) => name.len(),
            Deferred::Zone(region, _) => region.len(),
            Deferred::Existing(_, text) => text.len(),
            Deferred::Text(parts) => all(parts),
            // The text itself, and the digits that it is encoded as.
            Deferred::Function(name, parts) if &**name == "Fn::Base64" => {
                let text = all(parts);
                text.saturating_add(text.div_ceil(3).saturating_mul(4))
            }
            Deferred::Function(name, parts) => name.len().saturating_add(all(parts)),
            Deferred::Either(condition, yes, no) => {
                condition.as_str().len().saturating_add(size(yes)).saturating_add(size(no))
            }
        },
    };
    VALUE.saturating_add(text)
}

/// Base64 (RFC 4648, with padding).
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut group = [0; 3];
        group[..chunk.len()].copy_from_slice(chunk);
        let [a, b, c] = group.map(usize::from);
        let digits = [a >> 2, (a & 3) << 4 | b >> 4, (b & 15) << 2 | c >> 6, c & 63];
        for (i, digit) in digits.into_iter().enumerate() {
            out.push(if i <= chunk.len() { DIGITS[digit] as char } else { '=' });
        }
    }
    out
}
