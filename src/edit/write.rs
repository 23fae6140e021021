//! Values that no text holds yet, written as an author would.

use crate::hidden::is_plain;
use crate::yaml::{Map, Node, plain_value};

use super::path::is_function;
use super::scalar::double_quoted;

/// The form of new text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form<'t> {
    pub is_json: bool,
    /// The line ending in use here.
    pub line_end: &'t str,
}

impl Form<'_> {
    /// Returns a value as the rest of a line that begins with its key or dash at column `column`; more lines are indented by two
    /// spaces more.
    pub fn value(self, node: &Node, column: usize) -> String {
        match node {
            Node::Map(map) if !self.is_json && !map.is_empty() && function(map).is_none() => {
                let start = format!("{}{}", self.line_end, " ".repeat(column + 2));
                map.iter()
                    .map(|(key, value)| format!("{start}{}", self.entry(key, value, column + 2)))
                    .collect()
            }
            Node::List(items) if !self.is_json && !items.is_empty() => {
                let start = format!("{}{}- ", self.line_end, " ".repeat(column + 2));
                items.iter().map(|item| format!("{start}{}", self.item(item, column + 2))).collect()
            }
            _ => format!(" {}", self.flow(node)),
        }
    }

    /// Returns `key: value`, the key at this column.
    pub fn entry(self, key: &str, value: &Node, column: usize) -> String {
        format!("{}:{}", self.key(key), self.value(value, column))
    }

    /// Returns what stands behind the dash at this column.
    pub fn item(self, item: &Node, column: usize) -> String {
        match item {
            Node::Map(map) if !self.is_json && !map.is_empty() && function(map).is_none() => {
                let lines: Vec<_> =
                    map.iter().map(|(key, value)| self.entry(key, value, column + 2)).collect();
                lines.join(&format!("{}{}", self.line_end, " ".repeat(column + 2)))
            }
            _ => self.flow(item),
        }
    }

    /// Returns a value in one line.
    pub fn flow(self, node: &Node) -> String {
        match node {
            Node::Map(map) => match function(map).filter(|_| !self.is_json) {
                Some((name, argument)) => format!("!{name} {}", self.flow(argument)),
                None => {
                    let entries: Vec<_> = map
                        .iter()
                        .map(|(key, value)| format!("{}: {}", self.key(key), self.flow(value)))
                        .collect();
                    format!("{{{}}}", entries.join(", "))
                }
            },
            Node::List(items) => {
                let items: Vec<_> = items.iter().map(|item| self.flow(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Node::String(text) if self.is_json || !is_safe(text, node) => {
                match self.is_json || text.contains(char::is_control) {
                    true => double_quoted(text),
                    false => format!("'{}'", text.replace('\'', "''")),
                }
            }
            Node::String(text) | Node::Number(text) => text.to_string(),
            Node::Bool(value) => value.to_string(),
            Node::Null => "null".to_owned(),
        }
    }

    pub fn key(self, key: &str) -> String {
        match !self.is_json && is_safe(key, &Node::String(key.into())) {
            true => key.to_owned(),
            false => double_quoted(key),
        }
    }
}

/// A function that has a short form: its name behind the `!`, and what it takes.
fn function(map: &Map) -> Option<(&str, &Node)> {
    let (key, argument) = map.first().filter(|(key, _)| map.len() == 1 && is_function(key))?;
    let name = key.strip_prefix("Fn::").unwrap_or(key);
    // One short form cannot follow another on one line.
    let is_scalar = !matches!(argument, Node::Map(_) | Node::List(_));
    (is_scalar && matches!(name, "Ref" | "GetAtt" | "Sub" | "ImportValue")).then_some((name, argument))
}

/// Returns whether a text can stand without quotes anywhere, in brackets too.
fn is_safe(text: &str, node: &Node) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
        && is_plain(text, "._/:@+=-")
        && !text.ends_with(':')
        && plain_value(text) == *node
}
