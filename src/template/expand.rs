//! `Fn::ForEach`: loops of `AWS::LanguageExtensions`, unrolled before anything else is read.
//!
//! A collection may hang on parameters, so a deployment with other values is unrolled anew.

use std::collections::HashMap;
use std::rc::Rc;

use indexmap::IndexSet;

use crate::diagnostic::{Diagnostic, Path, Step};
use crate::yaml::{Map, Node};

use super::findings::Findings;
use super::parameter;

/// How many values all loops of a template may make.
const MAX_VALUES: usize = 50_000;

/// How many bytes of text they may make.
const MAX_BYTES: usize = 4_000_000;

/// A template without loops.
pub(super) struct Expanded {
    /// The template.
    pub(super) node: Node,
    /// Where in the text the parts that loops made come from.
    pub(super) origins: Origins,
    /// The parameters and pseudo parameters that collections hang on.
    pub(super) needs: IndexSet<Rc<str>>,
    /// The mappings that collections are found in.
    pub(super) maps: IndexSet<Rc<str>>,
}

/// The parts that loops made, each with the part of the text that it was made from.
pub(super) type Origins = HashMap<Path, Path>;

/// Whether there is a loop anywhere.
pub(super) fn has_loops(node: &Node) -> bool {
    match node {
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
        Node::List(items) => items.iter().any(has_loops),
        Node::Map(map) => map.iter().any(|(key, value)| is_loop(key) || has_loops(value)),
    }
}

/// Unrolls every loop; `value` gives parameters and pseudo parameters as text. A template without the language
/// `extensions` is told that it needs them.
pub(super) fn expand(
    root: &Node,
    value: &dyn Fn(&str) -> Option<Rc<str>>,
    extensions: bool,
    findings: &mut Findings,
) -> Expanded {
    let mut expansion = Expansion {
        mappings: section(root, "Mappings"),
        parameters: section(root, "Parameters"),
        secret: None,
        value,
        findings,
        origins: Origins::new(),
        needs: IndexSet::new(),
        maps: IndexSet::new(),
        values: MAX_VALUES,
        bytes: MAX_BYTES,
        unknown: !extensions,
    };
    let node = expansion.node(root, &[], &Path::root(), &Path::root());
    Expanded { node, origins: expansion.origins, needs: expansion.needs, maps: expansion.maps }
}

/// The part of the text that `path` was made from; the path itself outside loops.
pub(super) fn written(origins: &Origins, path: &Path) -> Path {
    let longest_first = (1..=path.steps().len()).rev();
    let from = longest_first.into_iter().find_map(|length| {
        let (start, rest) = path.steps().split_at(length);
        Some((origins.get(&extend(Path::root(), start))?, rest))
    });
    match from {
        Some((written, rest)) => extend(written.clone(), rest),
        None => path.clone(),
    }
}

fn section<'n>(root: &'n Node, name: &str) -> Option<&'n Node> {
    root.as_map().and_then(|map| map.get(name))
}

fn extend(path: Path, steps: &[Step]) -> Path {
    steps.iter().fold(path, |path, step| match step {
        Step::Key(key) => path.key(key.clone()),
        Step::Index(index) => path.index(*index),
    })
}

fn is_loop(key: &str) -> bool {
    key.starts_with("Fn::ForEach::")
}

/// The variables of the loops around a value, each with its value in this turn.
type Turn = [(Rc<str>, Rc<str>)];

struct Expansion<'a> {
    mappings: Option<&'a Node>,
    parameters: Option<&'a Node>,
    /// The secret for which the last collection is not known.
    secret: Option<Rc<str>>,
    value: &'a dyn Fn(&str) -> Option<Rc<str>>,
    findings: &'a mut Findings,
    origins: Origins,
    needs: IndexSet<Rc<str>>,
    maps: IndexSet<Rc<str>>,
    values: usize,
    bytes: usize,
    /// Whether the template must still be told that it cannot have loops.
    unknown: bool,
}

impl Expansion<'_> {
    fn node(&mut self, node: &Node, turn: &Turn, made: &Path, written: &Path) -> Node {
        if !turn.is_empty() && !self.spend(1, 0, written) {
            return Node::Null;
        }
        match node {
            Node::Null | Node::Bool(_) | Node::Number(_) => node.clone(),
            Node::String(text) => Node::String(self.text(text, turn, written)),
            Node::List(items) => Node::List(
                items
                    .iter()
                    .enumerate()
                    .map(|(i, item)| self.node(item, turn, &made.index(i), &written.index(i)))
                    .collect(),
            ),
            Node::Map(map) => self.map(map, turn, made, written),
        }
    }

    fn map(&mut self, map: &Map, turn: &Turn, made: &Path, written: &Path) -> Node {
        if let (1, Some((key, argument)), false) = (map.len(), map.first(), turn.is_empty()) {
            match (&**key, argument) {
                ("Ref", Node::String(name)) => {
                    if let Some((_, value)) = turn.iter().rev().find(|(variable, _)| variable == name) {
                        return Node::String(value.clone());
                    }
                }
                ("Fn::Sub", Node::String(text)) => {
                    let replaced = self.text(text, turn, written);
                    // Nothing is left to substitute: plain text, which may also stand where names stand.
                    if !replaced.contains("${") {
                        return Node::String(replaced);
                    }
                    return Node::Map(Map::from_iter([(key.clone(), Node::String(replaced))]));
                }
                // CloudFormation leaves the name of the condition alone.
                ("Fn::If", Node::List(parts)) if parts.len() == 3 => {
                    let (made, written) = (made.key(key.clone()), written.key(key.clone()));
                    let mut expanded = vec![parts[0].clone()];
                    for (i, part) in parts.iter().enumerate().skip(1) {
                        expanded.push(self.node(part, turn, &made.index(i), &written.index(i)));
                    }
                    return Node::Map(Map::from_iter([(key.clone(), Node::List(expanded))]));
                }
                _ => {}
            }
        }
        let mut out = Map::new();
        self.entries(map, turn, made, written, &mut out);
        Node::Map(out)
    }

    fn entries(&mut self, map: &Map, turn: &Turn, made: &Path, written: &Path, out: &mut Map) {
        for (key, value) in map {
            let from = written.key(key.clone());
            if is_loop(key) {
                self.turns(key, value, turn, made, &from, out);
                continue;
            }
            let new_key = self.text(key, turn, &from);
            let to = made.key(new_key.clone());
            if !turn.is_empty() && to != from {
                self.origins.insert(to.clone(), from.clone());
            }
            let value = self.node(value, turn, &to, &from);
            if out.contains_key(&new_key) {
                let message = format!("the loop makes `{new_key}` twice");
                let hint = "put the loop's variable into the name, as `${Name}`";
                self.findings.add(Diagnostic::error("E0001", from, message).hint(hint));
            } else {
                out.insert(new_key, value);
            }
        }
    }

    fn turns(&mut self, key: &str, node: &Node, turn: &Turn, made: &Path, from: &Path, out: &mut Map) {
        if std::mem::take(&mut self.unknown) {
            let message = "loops need the language extensions";
            let hint = "add `Transform: AWS::LanguageExtensions`";
            self.findings.add(Diagnostic::error("E1032", from.clone(), message).hint(hint));
        }
        let Some([Node::String(variable), collection, Node::Map(body)]) = node.as_list() else {
            let message =
                format!("`{key}` takes a variable, a list of its values, and what to make for each");
            self.findings.add(Diagnostic::error("E0001", from.clone(), message));
            return;
        };
        if !matches!(collection, Node::List(_) | Node::Map(_)) {
            let message = format!("what `{key}` loops over is {}, and must be a list", collection.kind());
            self.findings.add(Diagnostic::error("E0001", from.index(1), message));
            return;
        }
        let Some(values) = self.collection(collection, turn) else {
            let message = match self.secret.take() {
                Some(name) => format!("what `{key}` loops over is a secret, the value of `{name}`"),
                None => format!("what `{key}` loops over is not known before it is deployed"),
            };
            let hint = "what it makes is left out here";
            self.findings.add(Diagnostic::info("X1032", from.index(1), message).hint(hint));
            return;
        };
        let body_path = from.index(2);
        for value in values {
            let mut inner = turn.to_vec();
            inner.push((variable.clone(), value));
            if !self.spend(1, 0, from) {
                return;
            }
            self.entries(body, &inner, made, &body_path, out);
        }
    }

    /// The values of a collection; `None` when they are not known.
    fn collection(&mut self, node: &Node, turn: &Turn) -> Option<Vec<Rc<str>>> {
        match node {
            Node::List(items) => {
                let mut values = Vec::new();
                for item in items {
                    match item {
                        Node::Map(_) => values.extend(self.collection(item, turn)?),
                        scalar => values.push(self.text_of(scalar, turn)?),
                    }
                }
                Some(values)
            }
            Node::Map(map) if map.len() == 1 => match map.first()? {
                (key, argument) if &**key == "Fn::FindInMap" => match self.find_in_map(argument, turn)? {
                    Node::List(items) => items.iter().map(Node::as_text).collect(),
                    scalar => Some(vec![scalar.as_text()?]),
                },
                (key, Node::List(parts)) if &**key == "Fn::Split" && parts.len() == 2 => {
                    let delimiter = parts[0].as_text()?;
                    let text = self.text_of(&parts[1], turn)?;
                    Some(text.split(&*delimiter).map(Rc::from).collect())
                }
                _ => {
                    let text = self.text_of(node, turn)?;
                    Some(
                        text.split(',')
                            .map(|item| Rc::from(item.trim()))
                            .filter(|item: &Rc<str>| !item.is_empty())
                            .collect(),
                    )
                }
            },
            _ => None,
        }
    }

    fn text_of(&mut self, node: &Node, turn: &Turn) -> Option<Rc<str>> {
        match node {
            Node::String(text) => Some(self.text(text, turn, &Path::root())),
            Node::Map(map) if map.len() == 1 => match map.first()? {
                (key, Node::String(name)) if &**key == "Ref" => {
                    if let Some((_, value)) = turn.iter().rev().find(|(variable, _)| variable == name) {
                        return Some(value.clone());
                    }
                    self.needs.insert(name.clone());
                    let value = (self.value)(name);
                    if value.is_none() && self.is_secret(name) {
                        self.secret = Some(name.clone());
                    }
                    value
                }
                (key, Node::String(text)) if &**key == "Fn::Sub" => {
                    let text = self.text(text, turn, &Path::root());
                    (!text.contains("${")).then_some(text)
                }
                (key, argument) if &**key == "Fn::FindInMap" => self.find_in_map(argument, turn)?.as_text(),
                _ => None,
            },
            scalar => scalar.as_text(),
        }
    }

    fn is_secret(&self, name: &str) -> bool {
        let declared = self.parameters.and_then(|parameters| parameters.as_map()?.get(name));
        declared.and_then(Node::as_map).is_some_and(parameter::is_secret)
    }

    fn find_in_map(&mut self, argument: &Node, turn: &Turn) -> Option<Node> {
        let parts = argument.as_list()?;
        self.maps.extend(parts.first().and_then(Node::as_text));
        let mut found = self.mappings?;
        for part in parts.iter().take(3) {
            let key = self.text_of(part, turn)?;
            match (found.as_map().and_then(|map| map.get(&key)), parts.get(3)) {
                (Some(inner), _) => found = inner,
                (None, Some(Node::Map(options))) => return options.get("DefaultValue").cloned(),
                (None, _) => return None,
            }
        }
        let size = found.as_list().map_or(1, <[Node]>::len);
        self.spend(size, 0, &Path::root()).then(|| found.clone())
    }

    /// A text with the loops' variables put in: `${Name}`, and `&{Name}` for the letters and digits of the value.
    fn text(&mut self, text: &Rc<str>, turn: &Turn, written: &Path) -> Rc<str> {
        if turn.is_empty() || !text.contains('{') {
            return text.clone();
        }
        let mut out = text.to_string();
        for (variable, value) in turn {
            out = out.replace(&format!("${{{variable}}}"), value);
            if out.contains("&{") {
                let letters: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
                out = out.replace(&format!("&{{{variable}}}"), &letters);
            }
            if !self.spend(0, out.len(), written) {
                return text.clone();
            }
        }
        out.into()
    }

    /// Takes from what loops may make; false when it is used up.
    fn spend(&mut self, values: usize, bytes: usize, written: &Path) -> bool {
        match (self.values.checked_sub(values), self.bytes.checked_sub(bytes)) {
            (Some(values), Some(bytes)) => {
                (self.values, self.bytes) = (values, bytes);
                true
            }
            _ => {
                if self.values > 0 || self.bytes > 0 {
                    let message = "the loops make more than can be shown; the rest is left out";
                    self.findings.add(Diagnostic::error("X0002", written.clone(), message));
                }
                (self.values, self.bytes) = (0, 0);
                false
            }
        }
    }
}
