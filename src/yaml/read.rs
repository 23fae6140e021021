//! The first pass: the shape of the text, short forms made long, duplicate keys and unknown tags refused.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::diagnostic::{Diagnostic, Position};

use super::budget::{Budget, MAX_SCALARS, MAX_VALUES, Spent};
use super::lines::Lines;
use super::nesting;
use super::problem::{Problem, diagnostic};
use super::refine;
use super::scalar;
use super::source::{Format, Source};
use super::tag;
use super::{Map, Node};

/// The largest text that is read, which is what CloudFormation takes: 1 MB, from S3.
pub(super) const MAX_BYTES: usize = 1 << 20;

/// Reads a whole text.
pub(super) fn read(source: Source<'_>) -> Result<Node, Diagnostic> {
    if source.text.len() > MAX_BYTES {
        let message = format!("the template has {} bytes, and CloudFormation takes 1 MB", source.text.len());
        let mut diagnostic = diagnostic(message, None, Some(Position { line: 1, column: 1 }));
        diagnostic.code = "E1002";
        return Err(diagnostic.hint("move a part of it into a nested stack"));
    }
    let reading = Reading::new(source);
    let mut node = match source.format {
        Format::Yaml => read_yaml(&reading),
        Format::Json => read_json(&reading),
    }?;
    merge(&mut node);
    match node {
        Node::Map(_) => Ok(node),
        Node::Null => {
            Err(structure("the template is empty", "a template has at least a section `Resources`"))
        }
        Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::List(_) => Err(structure(
            &format!("the template is {}, and must be a mapping", node.kind()),
            "it starts with sections such as `Parameters:` and `Resources:`",
        )),
    }
}

/// What both passes share.
pub(super) struct Reading<'t> {
    pub(super) source: Source<'t>,
    pub(super) problem: Problem,
    budget: Budget,
    /// Whether a value needs the second pass.
    pub(super) unrefined: Cell<bool>,
}

impl<'t> Reading<'t> {
    fn new(source: Source<'t>) -> Self {
        Self { source, problem: Problem::default(), budget: Budget::new(), unrefined: Cell::new(false) }
    }

    /// Counts a value.
    fn spend<E: serde::de::Error>(&self) -> Result<(), E> {
        self.budget.value().map_err(|spent| self.too_much(&spent))
    }

    /// Counts the bytes of a scalar or a key.
    fn spend_text<E: serde::de::Error>(&self, text: &str) -> Result<(), E> {
        self.budget.scalar(text).map_err(|spent| self.too_much(&spent))
    }

    fn too_much<E: serde::de::Error>(&self, spent: &Spent) -> E {
        let message = match spent {
            Spent::Values => format!("the template holds more than {MAX_VALUES} values"),
            Spent::Scalars => format!("the template's texts have more than {MAX_SCALARS} bytes together"),
        };
        let hint = "aliases repeat what they name, and those that repeat aliases multiply it";
        self.problem.raise(message, Some(hint))
    }
}

fn read_yaml(reading: &Reading<'_>) -> Result<Node, Diagnostic> {
    let text = reading.source.text;
    match nesting::check(text) {
        Ok(()) => {}
        Err(nesting::Refusal::Reader(error)) => {
            return Err(reading.problem.take().of_yaml(reading.source, &error));
        }
        Err(nesting::Refusal::TooMany(offset)) => {
            let position = Lines::new(text).position(offset);
            return Err(diagnostic("the text has too many brackets".into(), None, Some(position)));
        }
    }
    let run = || -> Result<Node, serde_yaml::Error> {
        let mut node =
            NodeSeed { reading, tagged: false }.deserialize(serde_yaml::Deserializer::from_str(text))?;
        if reading.unrefined.get() {
            refine::refine(&mut node, serde_yaml::Deserializer::from_str(text))?;
        }
        Ok(node)
    };
    run().map_err(|error| {
        if error.to_string().contains("more than one document") {
            let hint = "remove the line `---` between them".to_owned();
            return diagnostic(
                "the text holds several YAML documents, and a template is one".into(),
                Some(hint),
                second_document(text),
            );
        }
        reading.problem.take().of_yaml(reading.source, &error)
    })
}

fn read_json(reading: &Reading<'_>) -> Result<Node, Diagnostic> {
    let run = || -> Result<Node, serde_json::Error> {
        let mut reader = serde_json::Deserializer::from_str(reading.source.text);
        let node = NodeSeed { reading, tagged: false }.deserialize(&mut reader)?;
        reader.end()?;
        Ok(node)
    };
    run().map_err(|error| reading.problem.take().of_json(reading.source, &error))
}

/// Where the second document starts: its first value, found by making the reader stop there.
fn second_document(text: &str) -> Option<Position> {
    struct Stop;
    impl<'de> Visitor<'de> for Stop {
        type Value = ();
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("nothing")
        }
    }
    let second = serde_yaml::Deserializer::from_str(text).nth(1)?;
    let at = second.deserialize_any(Stop).err()?.location()?;
    Some(Position { line: at.line().max(1), column: at.column().max(1) })
}

fn structure(message: &str, hint: &str) -> Diagnostic {
    let mut diagnostic =
        diagnostic(message.to_owned(), Some(hint.to_owned()), Some(Position { line: 1, column: 1 }));
    diagnostic.code = "E1001";
    diagnostic
}

/// Reads one value.
#[derive(Clone, Copy)]
struct NodeSeed<'a, 't> {
    reading: &'a Reading<'t>,
    /// Below a short form, a scalar is always text: `!Sub 12`.
    tagged: bool,
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_, 'de> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl NodeSeed<'_, '_> {
    /// A scalar whose spelling only the second pass sees.
    fn unrefined(self, node: Node) -> Node {
        self.reading.unrefined.set(true);
        node
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_, 'de> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Node, E> {
        self.reading.spend()?;
        Ok(if self.tagged { self.unrefined(Node::Null) } else { Node::Null })
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Node, E> {
        self.reading.spend()?;
        let node = Node::Bool(value);
        Ok(if self.tagged { self.unrefined(node) } else { node })
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Node, E> {
        self.reading.spend()?;
        Ok(self.unrefined(Node::Number(value.to_string().into())))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Node, E> {
        self.reading.spend()?;
        Ok(self.unrefined(Node::Number(value.to_string().into())))
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<Node, E> {
        self.reading.spend()?;
        Ok(self.unrefined(Node::Number(value.to_string().into())))
    }

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<Node, E> {
        self.reading.spend()?;
        Ok(self.unrefined(Node::Number(value.to_string().into())))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Node, E> {
        self.reading.spend()?;
        Ok(self.unrefined(Node::Number(value.to_string().into())))
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Node, E> {
        self.reading.spend()?;
        self.reading.spend_text(text)?;
        let source = self.reading.source;
        let plain = match source.offset(text) {
            Some(offset) if source.format == Format::Yaml && !self.tagged => {
                let tag = source.tag_before(offset);
                if let Some(tag) = tag
                    && !tag.starts_with("!!")
                {
                    return Err(unknown_tag(self.reading, tag));
                }
                tag.is_none() && !source.is_quoted(offset)
            }
            _ => false,
        };
        Ok(if plain { scalar::resolve(text) } else { Node::String(text.into()) })
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Node, E> {
        self.reading.spend()?;
        self.reading.spend_text(text)?;
        Ok(Node::String(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        self.reading.spend()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(NodeSeed { tagged: false, ..self })? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        self.reading.spend()?;
        let mut map = Map::new();
        if self.reading.source.format == Format::Json {
            match entries.next_key_seed(KeySeed { reading: self.reading, seen: &map })? {
                None => return Ok(Node::Map(map)),
                // serde_json hands out a number as a mapping of this one key to its digits.
                Some(key) if &*key == "$serde_json::private::Number" => {
                    return Ok(Node::Number(entries.next_value::<String>()?.into()));
                }
                Some(key) => {
                    let value = entries.next_value_seed(NodeSeed { tagged: false, ..self })?;
                    map.insert(key, value);
                }
            }
        }
        while let Some(key) = entries.next_key_seed(KeySeed { reading: self.reading, seen: &map })? {
            let value = entries.next_value_seed(NodeSeed { tagged: false, ..self })?;
            map.insert(key, value);
        }
        Ok(Node::Map(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Node, A::Error> {
        self.reading.spend()?;
        let (name, value) = data.variant::<String>()?;
        let Some(key) = tag::long_form(&name) else {
            return Err(unknown_tag(self.reading, &name));
        };
        let value = value.newtype_variant_seed(NodeSeed { tagged: true, ..self })?;
        Ok(Node::Map(Map::from_iter([(Rc::from(key), value)])))
    }
}

/// Reads one key, and refuses one that the mapping has already: the reader's error then carries its place.
struct KeySeed<'a, 't> {
    reading: &'a Reading<'t>,
    seen: &'a Map,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_, 'de> {
    type Value = Rc<str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Rc<str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl KeySeed<'_, '_> {
    fn unseen<E: serde::de::Error>(&self, key: &str, offset: Option<usize>) -> Result<Rc<str>, E> {
        self.reading.spend_text(key)?;
        if self.seen.contains_key(key) {
            let hint = Some("rename or remove one of them");
            let message = format!("the key `{key}` stands here twice");
            return Err(self.reading.problem.raise_at(offset, message, hint));
        }
        Ok(key.into())
    }
}

impl<'de> Visitor<'de> for KeySeed<'_, 'de> {
    type Value = Rc<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name; a key is neither a list, a mapping nor a function")
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, key: &'de str) -> Result<Rc<str>, E> {
        let source = self.reading.source;
        if let Some(offset) = source.offset(key)
            && source.format == Format::Yaml
        {
            if source.tag_before(offset).is_some_and(|tag| !tag.starts_with("!!")) {
                return Err(self.reading.problem.raise("a key must be a name, not a function", None));
            }
            if !source.is_quoted(offset) && scalar::resolve(key) == Node::Null {
                return Err(self.reading.problem.raise("a key must be a name, not nothing", None));
            }
        }
        self.unseen(key, source.scalar_start(key))
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Rc<str>, E> {
        self.unseen(key, None)
    }
}

fn unknown_tag<E: serde::de::Error>(reading: &Reading<'_>, tag: &str) -> E {
    let name = tag.trim_start_matches('!');
    let hint = match crate::diagnostic::nearest(name.trim_start_matches("Fn::"), tag::FUNCTIONS) {
        Some(known) => format!("did you mean `!{known}`?"),
        None => "CloudFormation's functions are `!Ref`, `!GetAtt`, `!Sub`, …; text that starts with `!` needs quotes"
            .to_owned(),
    };
    reading.problem.raise(format!("`!{name}` is no function of CloudFormation"), Some(&hint))
}

/// Takes the entries of merge keys (`<<`) into their mappings; what a mapping says itself wins.
fn merge(node: &mut Node) {
    match node {
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
        Node::List(items) => items.iter_mut().for_each(merge),
        Node::Map(map) => {
            map.values_mut().for_each(merge);
            let sources = match map.get("<<") {
                Some(Node::Map(_)) => 1,
                Some(Node::List(items)) if items.iter().all(|item| item.as_map().is_some()) => items.len(),
                _ => return,
            };
            let Some(merged) = map.shift_remove("<<") else { return };
            let merged = match merged {
                Node::List(items) => items,
                other => vec![other],
            };
            for source in merged.into_iter().take(sources) {
                if let Node::Map(entries) = source {
                    for (key, value) in entries {
                        map.entry(key).or_insert(value);
                    }
                }
            }
        }
    }
}
