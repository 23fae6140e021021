//! The parts of a template with all the texts by which they are found.

use crate::diagnostic::{Path, Step};
use crate::eval::Value;
use crate::scene::type_title;
use crate::session::Model;
use crate::session::listed::shown_marked;
use crate::template::{Element, LogicalId};
use crate::yaml::Node;

/// The most bytes of text that are searched besides the template's own: a hostile one must not make typing slow.
const MOST_BYTES: usize = 1_000_000;

/// The most letters of one text that are searched: longer ones are scripts, whose lines the template's text has.
const MOST_LETTERS: usize = 2_000;

/// The depth to which texts are looked for.
const DEEPEST: usize = 24;

/// A part of the template that can be found.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) element: Element,
    /// Where it stands.
    pub(super) path: Path,
    /// Its logical ID.
    pub(super) name: String,
    /// Its type, for a resource.
    pub(super) type_name: String,
    /// Its other texts.
    pub(super) fields: Vec<Field>,
}

/// A text of such a part.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) kind: FieldKind,
    /// The name of what it is the text of: `Tags[0].Value`.
    pub(super) name: String,
    pub(super) text: String,
    /// Where it stands.
    pub(super) path: Path,
}

/// The kinds of texts, each with what a match in it costs more than the same in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// Its name in the picture.
    Label = 4,
    /// Its kind in words.
    What = 12,
    /// A value, as it evaluates or as it is written.
    Value = 16,
}

/// Returns all parts of a template with their texts.
pub(super) fn entries(model: &Model) -> Vec<Entry> {
    let stack = &model.deployment.stack;
    let template = stack.unrolled.as_deref().unwrap_or(&model.source.template);
    let mut walk = Walk { model, left: MOST_BYTES, name: String::new(), fields: Vec::new() };
    let mut found = Vec::new();
    for (id, resource) in &stack.resources {
        walk.of_picture(id, &resource.type_name);
        let path = section("Resources", id);
        walk.value(&resource.properties, &path.key("Properties"), 0);
        walk.written(&path, Written::Functions);
        found.push(walk.entry(Element::Resource(id.clone()), path, id, resource.type_name.to_string()));
    }
    for (id, parameter) in &stack.parameters {
        let path = section("Parameters", id);
        if let Some(value) = &parameter.value {
            walk.within("Value", |walk| walk.value(value, &path, 0));
        }
        walk.written(&path, Written::All);
        found.push(walk.entry(Element::Parameter(id.clone()), path, id, String::new()));
    }
    for (id, output) in &stack.outputs {
        let path = section("Outputs", id);
        walk.within("Value", |walk| walk.value(&output.value, &path.key("Value"), 0));
        walk.written(&path, Written::All);
        found.push(walk.entry(Element::Output(id.clone()), path, id, String::new()));
    }
    type MakeElement = fn(LogicalId) -> Element;
    let conditions =
        template.conditions.keys().map(|id| ("Conditions", id, Element::Condition as MakeElement));
    let mappings = template.mappings.keys().map(|id| ("Mappings", id, Element::Mapping as MakeElement));
    let rules = template.rules.keys().map(|id| ("Rules", id, Element::Rule as MakeElement));
    for (name, id, element) in conditions.chain(mappings).chain(rules) {
        let path = section(name, id);
        walk.written(&path, Written::All);
        found.push(walk.entry(element(id.clone()), path, id, String::new()));
    }
    found
}

fn section(name: &str, id: &LogicalId) -> Path {
    Path::root().key(name).key(id.as_str())
}

/// The scalars of the text that are collected.
#[derive(Clone, Copy, PartialEq)]
enum Written {
    /// Every one.
    All,
    /// Those of functions, whose results are another text, and those that are no property.
    Functions,
}

struct Walk<'m> {
    model: &'m Model,
    /// The number of bytes that may still be collected.
    left: usize,
    name: String,
    fields: Vec<Field>,
}

impl Walk<'_> {
    fn entry(&mut self, element: Element, path: Path, id: &LogicalId, type_name: String) -> Entry {
        Entry { element, path, name: id.to_string(), type_name, fields: std::mem::take(&mut self.fields) }
    }

    /// Collects what the picture calls a resource.
    fn of_picture(&mut self, id: &LogicalId, type_name: &str) {
        let scene = &self.model.picture.drawing.scene;
        let own = scene.nodes.iter().find(|node| node.resource.as_ref() == Some(id));
        let path = section("Resources", id);
        if let Some(label) = own.and_then(|node| node.label.as_ref()) {
            self.push(FieldKind::Label, "In the picture", &label.text, &path);
        }
        self.push(FieldKind::What, "What it is", &type_title(type_name), &path);
    }

    /// Collects a value as it evaluates.
    fn value(&mut self, value: &Value, path: &Path, depth: usize) {
        match value {
            _ if depth > DEEPEST || self.left == 0 => {}
            Value::Map(map) => {
                for (key, value) in map {
                    self.below(key, |walk| walk.value(value, &path.key(key.clone()), depth + 1));
                }
            }
            Value::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.within(&format!("[{at}]"), |walk| walk.value(item, &path.index(at), depth + 1));
                }
            }
            Value::Null => {}
            value => {
                let (name, text) = (self.name.clone(), shown_marked(value).to_string());
                self.push(FieldKind::Value, &name, &text, path);
            }
        }
    }

    /// Collects the scalars of the text below a path.
    fn written(&mut self, path: &Path, which: Written) {
        let model = self.model;
        if let Some((node, _)) = model.source.document.find(path) {
            self.node(node, path, which, 0);
        }
    }

    fn node(&mut self, node: &Node, path: &Path, which: Written, depth: usize) {
        match node {
            _ if depth > DEEPEST || self.left == 0 => {}
            Node::Map(map) => {
                let is_one = map.len() == 1;
                for (key, node) in map.iter() {
                    let at = path.key(key.clone());
                    // The resource's type has a place of its own, and its properties begin their names.
                    match &**key {
                        "Type" if depth == 0 && which == Written::Functions => {}
                        "Properties" if depth == 0 => self.node(node, &at, which, depth + 1),
                        function if is_one && is_function(function) => {
                            self.node(node, &at, Written::All, depth + 1)
                        }
                        key => {
                            let is_property = matches!(path.steps(), [_, _, Step::Key(part), ..] if &**part == "Properties");
                            let which = if is_property { which } else { Written::All };
                            self.below(key, |walk| walk.node(node, &at, which, depth + 1));
                        }
                    }
                }
            }
            Node::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.node(item, &path.index(at), which, depth + 1);
                }
            }
            Node::Null => {}
            Node::Bool(_) | Node::Number(_) | Node::String(_) if which == Written::All => {
                let (name, text) = (self.name.clone(), node.as_text().unwrap_or_default());
                self.push(FieldKind::Value, &name, &text, path);
            }
            Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
        }
    }

    fn push(&mut self, kind: FieldKind, name: &str, text: &str, path: &Path) {
        let end = text.char_indices().nth(MOST_LETTERS).map_or(text.len(), |(end, _)| end);
        let bytes = name.len() + end;
        let is_known = |field: &Field| (&*field.name, &*field.text) == (name, text);
        if bytes > self.left {
            self.left = 0;
        } else if !text.is_empty() && !self.fields.last().is_some_and(is_known) {
            self.left -= bytes;
            self.fields.push(Field {
                kind,
                name: name.to_owned(),
                text: text[..end].to_owned(),
                path: path.clone(),
            });
        }
    }

    fn below(&mut self, key: &str, walk: impl FnOnce(&mut Self)) {
        let step = if self.name.is_empty() { key.to_owned() } else { format!(".{key}") };
        self.within(&step, walk);
    }

    fn within(&mut self, step: &str, walk: impl FnOnce(&mut Self)) {
        let before = self.name.len();
        self.name.push_str(step);
        walk(self);
        self.name.truncate(before);
    }
}

fn is_function(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::")
}
