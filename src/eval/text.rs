//! Text made of known and deferred parts.

use std::rc::Rc;

use super::{Deferred, Value};

/// Puts parts together: adjacent known text becomes one, nested text is flattened.
pub(super) fn concat(parts: impl IntoIterator<Item = Value>) -> Value {
    let mut joined = Joined::default();
    for part in parts {
        joined.push(part);
    }
    joined.finish()
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

/// How many bytes of text a value holds, roughly.
pub(super) fn size(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) => 1,
        Value::Number(text) | Value::String(text) => 1 + text.len(),
        Value::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Map(map) => 1 + map.iter().map(|(key, value)| key.len() + size(value)).sum::<usize>(),
        Value::Deferred(deferred) => match deferred {
            Deferred::Resource(_)
            | Deferred::Attribute(..)
            | Deferred::Parameter(_)
            | Deferred::Pseudo(_)
            | Deferred::Zone(..) => 8,
            Deferred::Existing(_, text) => 1 + text.len(),
            Deferred::Text(parts) | Deferred::Function(_, parts) => 1 + parts.iter().map(size).sum::<usize>(),
            Deferred::Either(_, yes, no) => 1 + size(yes) + size(no),
        },
    }
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
