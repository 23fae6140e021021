//! What a loop's collection hangs on, as far as it is known: the functions that give a list or choose one, over
//! parameters, mappings and conditions. The rest of the template is evaluated when its loops are unrolled.

use std::rc::Rc;

use crate::diagnostic::Path;
use crate::template::{ParameterType, SubPart, substitution};
use crate::yaml::{Map, Node};

use super::{Expansion, Variable};

/// The depth to which functions may stand in each other, conditions that name conditions included. Deeper ones are not known.
const MAX_DEPTH: usize = 150;

/// A value that is evaluated; nothing for `AWS::NoValue`.
type Evaluated = Option<Node>;

impl Expansion<'_> {
    /// The values of a collection; `None` when they are not known. A list parameter that is blank has one item, which
    /// is blank too, and no loop can make anything of it.
    pub(super) fn collection(&mut self, node: &Node, turn: &[Variable]) -> Option<Vec<Rc<str>>> {
        let value = match self.value(node, turn)? {
            Some(Node::List(items)) => Node::List(items),
            // CloudFormation splits what a parameter of one text holds as it does a list.
            Some(text) => split(&text.as_text()?, ","),
            None => return Some(Vec::new()),
        };
        let mut values = Vec::new();
        texts(&value, &mut values)?;
        values.retain(|value| !value.is_empty());
        Some(values)
    }

    /// The value of a part; `None` when it is not known.
    fn value(&mut self, node: &Node, turn: &[Variable]) -> Option<Evaluated> {
        let size = node.as_text().map_or(0, |text| text.len());
        if self.depth >= MAX_DEPTH || !self.spend(1, size, &Path::root()) {
            return None;
        }
        self.depth += 1;
        let value = self.evaluated(node, turn);
        self.depth -= 1;
        value
    }

    fn evaluated(&mut self, node: &Node, turn: &[Variable]) -> Option<Evaluated> {
        match node {
            Node::Null => None,
            Node::Bool(_) | Node::Number(_) => Some(Some(node.clone())),
            Node::String(text) => Some(Some(Node::String(self.known_text(text, turn)?))),
            Node::List(items) => {
                let mut values = Vec::new();
                for item in items {
                    values.extend(self.value(item, turn)?);
                }
                Some(Some(Node::List(values)))
            }
            Node::Map(map) => match (map.len(), map.first()) {
                (1, Some((function, argument))) => self.function(function, argument, turn),
                _ => None,
            },
        }
    }

    fn function(&mut self, function: &str, argument: &Node, turn: &[Variable]) -> Option<Evaluated> {
        match (function, argument) {
            ("Ref", Node::String(name)) if &**name == "AWS::NoValue" => Some(None),
            ("Ref", Node::String(name)) => self.reference(name, turn).map(Some),
            ("Fn::If", Node::List(parts)) => {
                let [Node::String(condition), yes, no] = parts.as_slice() else { return None };
                let chosen = if self.condition(condition)? { yes } else { no };
                self.value(chosen, turn)
            }
            ("Fn::FindInMap", Node::List(parts)) => self.find_in_map(parts, turn).map(Some),
            ("Fn::Sub", Node::String(text)) => self.sub(text, &Map::new(), turn),
            ("Fn::Sub", Node::List(parts)) => match parts.as_slice() {
                [Node::String(text), Node::Map(variables)] => self.sub(text, variables, turn),
                _ => None,
            },
            ("Fn::Split", Node::List(parts)) => {
                let [delimiter, text] = self.texts_of(parts, turn)?;
                (!delimiter.is_empty()).then(|| Some(split(&text, &delimiter)))
            }
            ("Fn::Join", Node::List(parts)) => {
                let [delimiter, list] = parts.as_slice() else { return None };
                let delimiter = delimiter.as_text()?;
                let mut items = Vec::new();
                texts(&self.value(list, turn)??, &mut items)?;
                let size = items.iter().map(|item| item.len() + delimiter.len()).sum();
                self.spend(0, size, &Path::root()).then(|| Some(Node::String(items.join(&*delimiter).into())))
            }
            ("Fn::Select", Node::List(parts)) => {
                let [index, list] = parts.as_slice() else { return None };
                let index: usize = self.value(index, turn)??.as_text()?.parse().ok()?;
                match self.value(list, turn)?? {
                    Node::List(items) => items.into_iter().nth(index).map(Some),
                    _ => None,
                }
            }
            ("Fn::Length", list) => {
                let length = self.value(list, turn)??.as_list()?.len();
                Some(Some(Node::Number(length.to_string().into())))
            }
            _ => None,
        }
    }

    /// The value of a loop's variable, a parameter or a pseudo parameter.
    fn reference(&mut self, name: &Rc<str>, turn: &[Variable]) -> Option<Node> {
        if let Some((_, value)) = turn.iter().rev().find(|(variable, _)| variable == name) {
            return value.clone().map(Node::String);
        }
        let text = self.input(name)?;
        let declared = self.root.get("Parameters").and_then(Node::as_map).and_then(|map| map.get(name));
        let type_name =
            declared.and_then(Node::as_map).and_then(|map| map.get("Type")).and_then(Node::as_text);
        let is_list = type_name.is_some_and(|name| ParameterType::new(name).is_list());
        Some(if is_list { split(&text, ",") } else { Node::String(text) })
    }

    /// A parameter or pseudo parameter as text.
    fn input(&mut self, name: &Rc<str>) -> Option<Rc<str>> {
        self.needs.insert(name.clone());
        let text = (self.value)(name);
        if text.is_none() && self.is_secret(name) {
            self.secret = Some(name.clone());
        }
        let text = text?;
        self.spend(0, text.len(), &Path::root()).then_some(text)
    }

    fn sub(&mut self, text: &Rc<str>, variables: &Map, turn: &[Variable]) -> Option<Evaluated> {
        let text = self.known_text(text, turn)?;
        let mut out = String::new();
        for part in substitution::parse(&text) {
            match part {
                SubPart::Text(text) => out.push_str(&text),
                SubPart::Name(name) => {
                    let name: Rc<str> = name.as_str().trim().into();
                    let value = match variables.get(&name) {
                        Some(variable) => self.value(variable, turn)??.as_text()?,
                        None => self.input(&name)?,
                    };
                    out.push_str(&value);
                }
                SubPart::Attribute(..) => return None,
            }
        }
        self.spend(0, out.len(), &Path::root()).then(|| Some(Node::String(out.into())))
    }

    fn find_in_map(&mut self, parts: &[Node], turn: &[Variable]) -> Option<Node> {
        let mut found = self.root.get("Mappings")?;
        for (i, part) in parts.iter().take(3).enumerate() {
            let key = self.value(part, turn)??.as_text()?;
            if i == 0 {
                self.maps.insert(key.clone());
            }
            match (found.as_map().and_then(|map| map.get(&key)), parts.get(3)) {
                (Some(inner), _) => found = inner,
                (None, Some(Node::Map(options))) => return self.value(options.get("DefaultValue")?, turn)?,
                (None, _) => return None,
            }
        }
        let size = found.as_list().map_or(1, <[Node]>::len);
        self.spend(size, 0, &Path::root()).then(|| found.clone())
    }

    /// The text of each of two arguments.
    fn texts_of(&mut self, parts: &[Node], turn: &[Variable]) -> Option<[Rc<str>; 2]> {
        let [first, second] = parts else { return None };
        Some([self.value(first, turn)??.as_text()?, self.value(second, turn)??.as_text()?])
    }

    /// Returns whether a condition is true.
    fn condition(&mut self, name: &Rc<str>) -> Option<bool> {
        if let Some(decided) = self.conditions.get(name) {
            return *decided;
        }
        // Whoever asks again while it is being decided is in a circle.
        self.conditions.insert(name.clone(), None);
        let expr = self.root.get("Conditions").and_then(Node::as_map).and_then(|map| map.get(name))?;
        let decided = self.truth(expr);
        self.conditions.insert(name.clone(), decided);
        decided
    }

    fn truth(&mut self, node: &Node) -> Option<bool> {
        if self.depth >= MAX_DEPTH || !self.spend(1, 0, &Path::root()) {
            return None;
        }
        self.depth += 1;
        let truth = self.decided(node);
        self.depth -= 1;
        truth
    }

    fn decided(&mut self, node: &Node) -> Option<bool> {
        let Some((1, Some((function, argument)))) = node.as_map().map(|map| (map.len(), map.first())) else {
            return match &*node.as_text()? {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            };
        };
        match (&**function, argument) {
            ("Condition", Node::String(name)) => self.condition(name),
            ("Fn::Equals", Node::List(parts)) => {
                let [a, b] = self.texts_of(parts, &[])?;
                Some(a == b)
            }
            ("Fn::Not", Node::List(parts)) => match parts.as_slice() {
                [part] => self.truth(part).map(|truth| !truth),
                _ => None,
            },
            ("Fn::And", Node::List(parts)) => self.several(parts, false),
            ("Fn::Or", Node::List(parts)) => self.several(parts, true),
            _ => None,
        }
    }

    /// And, or: one part that equals `decisive` decides.
    fn several(&mut self, parts: &[Node], decisive: bool) -> Option<bool> {
        let mut result = Some(!decisive);
        for part in parts {
            match self.truth(part) {
                Some(truth) if truth == decisive => return Some(decisive),
                Some(_) => {}
                None => result = None,
            }
        }
        result
    }
}

/// The items of a text, without the blanks around them.
fn split(text: &str, delimiter: &str) -> Node {
    let trimmed = |item: &str| if delimiter == "," { item.trim().into() } else { Rc::from(item) };
    Node::List(text.split(delimiter).map(|item| Node::String(trimmed(item))).collect())
}

/// The texts of a list, those of lists in it among them.
fn texts(node: &Node, found: &mut Vec<Rc<str>>) -> Option<()> {
    match node {
        Node::List(items) => items.iter().try_for_each(|item| texts(item, found)),
        scalar => {
            found.push(scalar.as_text()?);
            Some(())
        }
    }
}
