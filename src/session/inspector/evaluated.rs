//! What is written beside what it evaluates to, where the two differ.

use crate::diagnostic::Path;
use crate::eval::{MarkedText, Value};
use crate::session::Model;
use crate::session::listed::{Listed, shown, shown_marked};
use crate::template::{LogicalId, resource_path};
use crate::yaml::Node;

/// The depth to which values are looked for.
const DEEPEST: usize = 12;

/// The scripts have a place of their own.
const SCRIPT: &str = "UserData";

/// A value that is not as it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluated {
    /// Its name within the resource: `Tags[0].Value`.
    pub name: String,
    /// The template's own text: `!Sub '${AWS::StackName}-web'`.
    pub written: String,
    /// Its value.
    pub value: MarkedText,
}

/// Returns the values of a resource's properties that functions make.
pub(super) fn evaluated(model: &Model, id: &LogicalId) -> Listed<Evaluated> {
    let path = resource_path(id).key("Properties");
    let found = model.source.document.find(&path);
    let resource = model.deployment.stack.resources.get(id);
    let (Some((node, _)), Some(resource)) = (found, resource) else { return Listed::default() };
    let mut walk = Walk { model, name: String::new(), found: Vec::new() };
    walk.node(node, &path, Some(&resource.properties), 0);
    Listed::of(walk.found, |value| value)
}

struct Walk<'m> {
    model: &'m Model,
    name: String,
    found: Vec<Evaluated>,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node, path: &Path, value: Option<&Value>, depth: usize) {
        match node {
            _ if depth > DEEPEST || self.name.ends_with(SCRIPT) => {}
            Node::Map(map) => match map.iter().next() {
                Some((key, _)) if map.len() == 1 && (&**key == "Ref" || key.starts_with("Fn::")) => {
                    self.push(path, value)
                }
                _ => {
                    for (key, node) in map.iter() {
                        let step = if self.name.is_empty() { key.to_string() } else { format!(".{key}") };
                        self.within(&step, |walk| {
                            walk.node(
                                node,
                                &path.key(key.clone()),
                                value.and_then(|value| value.get(key)),
                                depth + 1,
                            );
                        });
                    }
                }
            },
            Node::List(items) => {
                // Where an item is left out, nobody can tell which value is whose.
                let values = match value {
                    Some(Value::List(values)) if values.len() == items.len() => Some(values),
                    _ => None,
                };
                for (at, item) in items.iter().enumerate() {
                    let value = values.and_then(|values| values.get(at));
                    self.within(&format!("[{at}]"), |walk| {
                        walk.node(item, &path.index(at), value, depth + 1)
                    });
                }
            }
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
        }
    }

    fn push(&mut self, path: &Path, value: Option<&Value>) {
        let document = &self.model.source.document;
        let (Some(value), Some((_, mark))) = (value, document.find(path)) else { return };
        let whole = mark.whole();
        let written = document.text().get(whole.start()..whole.end()).unwrap_or_default();
        self.found.push(Evaluated {
            name: shown(&self.name),
            written: shown(written.trim_end()),
            value: shown_marked(value),
        });
    }

    fn within(&mut self, step: &str, walk: impl FnOnce(&mut Self)) {
        let before = self.name.len();
        self.name.push_str(step);
        walk(self);
        self.name.truncate(before);
    }
}
