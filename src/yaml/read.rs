//! The first pass: the shape of the text, short forms made long, unknown tags refused.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::diagnostic::{Diagnostic, Path, Position, Reported, Step};

use super::aliases;
use super::budget::{Budget, MAX_SCALARS, MAX_VALUES, Spent};
use super::lines::Lines;
use super::nesting;
use super::notes::{Notes, What};
use super::problem::{Problem, diagnostic};
use super::refine;
use super::scalar::{self, Notation};
use super::source::{Format, Source};
use super::tag;
use super::{Map, Node};

/// The largest text that is read, which is what CloudFormation takes: 1 MB, from S3.
pub(super) const MAX_BYTES: usize = 1 << 20;

/// Reads a whole text.
pub(super) fn read(source: Source<'_>) -> Result<Reported<Node>, Diagnostic> {
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
    let stand_ins = reading.stand_ins.into_inner();
    if !stand_ins.is_empty() {
        settle(&mut node, &stand_ins);
    }
    if source.format == Format::Yaml {
        aliases::note(source, &reading.notes);
    }
    Ok(Reported { value: node, diagnostics: reading.notes.diagnostics(source.text) })
}

/// Why a value is no template: the top level of one is a mapping.
pub(super) fn no_mapping(node: &Node) -> Option<Diagnostic> {
    match node {
        Node::Map(_) => None,
        Node::Null => {
            Some(structure("the template is empty", "a template has at least a section `Resources`"))
        }
        Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::List(_) => Some(structure(
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
    /// Where the reader is.
    path: RefCell<Path>,
    notes: Notes,
    /// The names of entries that are settled when both passes went through them.
    stand_ins: RefCell<HashMap<Rc<str>, StandIn>>,
}

impl<'t> Reading<'t> {
    fn new(source: Source<'t>) -> Self {
        Self {
            source,
            problem: Problem::default(),
            budget: Budget::new(),
            unrefined: Cell::new(false),
            path: RefCell::new(Path::root()),
            notes: Notes::default(),
            stand_ins: RefCell::default(),
        }
    }

    fn note(&self, offset: Option<usize>, what: What) {
        if let Some(offset) = offset {
            self.notes.add(offset, &self.path, what);
        }
    }

    /// Goes into a part and comes back.
    fn within<T>(&self, step: Step, read: impl FnOnce() -> T) -> T {
        self.path.borrow_mut().extend(&[step]);
        let result = read();
        self.path.borrow_mut().shorten(1);
        result
    }

    /// A name for an entry that cannot keep its key until both passes went through the same entries.
    fn stand_in(&self, why: StandIn) -> Rc<str> {
        let mut stand_ins = self.stand_ins.borrow_mut();
        let name: Rc<str> = format!("\u{0}{}", stand_ins.len()).into();
        stand_ins.insert(name.clone(), why);
        name
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

/// Why an entry has a name that no text gives it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StandIn {
    /// Its mapping has the key once more, and the last counts.
    Repeated,
    /// It is a merge key.
    Merge,
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
            NodeSeed { reading, tag: Tag::None }.deserialize(serde_yaml::Deserializer::from_str(text))?;
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
        let node = NodeSeed { reading, tag: Tag::None }.deserialize(&mut reader)?;
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
    tag: Tag,
}

/// What stands before a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    None,
    /// A short form, below which a scalar is always text: `!Sub 12`.
    Function,
    /// `!` alone, which says that a scalar is what it would be without quotes.
    Plain,
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

    /// Whether the scalar at `offset` has neither quotes nor a tag; refuses a tag that means nothing.
    fn is_plain<E: serde::de::Error>(self, offset: usize) -> Result<bool, E> {
        match self.reading.source.tag_before(offset) {
            Some(tag) if !tag.starts_with("!!") => Err(unknown_tag(self.reading, tag)),
            _ => Ok(self.reading.source.is_plain(offset)),
        }
    }
}

/// A mapping while it is read.
struct Entries<'a, 't> {
    reading: &'a Reading<'t>,
    map: Map,
    /// Where the key of each entry stands.
    places: Vec<Option<usize>>,
}

impl<'a, 't> Entries<'a, 't> {
    fn new(reading: &'a Reading<'t>) -> Self {
        Self { reading, map: Map::new(), places: Vec::new() }
    }

    /// Reads the value of the entry whose key was read. Of two entries with one key the last counts.
    fn read<E>(&mut self, key: Key, value: impl FnOnce() -> Result<Node, E>) -> Result<(), E> {
        let reading = self.reading;
        let Key { name, place, number, is_merge } = key;
        let value = reading.within(Step::Key(name.clone()), || {
            if let Some((notation, written)) = number {
                reading.note(place, What::Number { notation, written, value: name.clone() });
            }
            if is_merge {
                reading.note(place, What::Merge);
            } else if let Some(index) = self.map.get_index_of(&name) {
                let first = self.places.get(index).copied().flatten();
                // A key with an escape in it has no place.
                match place {
                    Some(_) => reading.note(place, What::Repeated(first)),
                    None => reading.note(first.or(Some(0)), What::Repeated(None)),
                }
                // No entry has the new name: it cannot be refused.
                let _ = self.map.replace_index(index, reading.stand_in(StandIn::Repeated));
            }
            value()
        })?;
        let name = if is_merge { reading.stand_in(StandIn::Merge) } else { name };
        self.map.insert(name, value);
        self.places.push(place);
        Ok(())
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_, 'de> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Node, E> {
        self.reading.spend()?;
        Ok(if self.tag == Tag::Function { self.unrefined(Node::Null) } else { Node::Null })
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Node, E> {
        self.reading.spend()?;
        let node = Node::Bool(value);
        Ok(if self.tag == Tag::Function { self.unrefined(node) } else { node })
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
        let offset = source.offset(text);
        let is_plain = match (offset, self.tag) {
            (None, _) | (_, Tag::Function) => false,
            (Some(_), Tag::Plain) => true,
            (Some(offset), Tag::None) => source.format == Format::Yaml && self.is_plain(offset)?,
        };
        if !is_plain {
            return Ok(Node::String(text.into()));
        }
        let node = scalar::resolve(text);
        if let Node::Number(value) = &node
            && let Some(notation) = scalar::notation(text)
        {
            let what = What::Number { notation, written: text.into(), value: value.clone() };
            self.reading.note(source.scalar_start(text), what);
        }
        Ok(node)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Node, E> {
        self.reading.spend()?;
        self.reading.spend_text(text)?;
        Ok(Node::String(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        self.reading.spend()?;
        let mut list = Vec::new();
        loop {
            let next = || items.next_element_seed(NodeSeed { tag: Tag::None, ..self });
            match self.reading.within(Step::Index(list.len()), next)? {
                Some(item) => list.push(item),
                None => return Ok(Node::List(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        self.reading.spend()?;
        let mut map = Entries::new(self.reading);
        let mut is_first = true;
        while let Some(key) = entries.next_key_seed(KeySeed(self.reading))? {
            // serde_json hands out a number as a mapping of this one key to its digits.
            if is_first
                && self.reading.source.format == Format::Json
                && &*key.name == "$serde_json::private::Number"
            {
                return Ok(Node::Number(entries.next_value::<String>()?.into()));
            }
            is_first = false;
            map.read(key, || entries.next_value_seed(NodeSeed { tag: Tag::None, ..self }))?;
        }
        Ok(Node::Map(map.map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Node, A::Error> {
        let (name, value) = data.variant::<String>()?;
        if name == tag::NON_SPECIFIC {
            return value.newtype_variant_seed(NodeSeed { tag: Tag::Plain, ..self });
        }
        self.reading.spend()?;
        let Some(key) = tag::long_form(&name) else {
            return Err(unknown_tag(self.reading, &name));
        };
        let key: Rc<str> = key.into();
        let seed = NodeSeed { tag: Tag::Function, ..self };
        let value = self.reading.within(Step::Key(key.clone()), || value.newtype_variant_seed(seed))?;
        Ok(Node::Map(Map::from_iter([(key, value)])))
    }
}

/// A key as it was read.
struct Key {
    name: Rc<str>,
    /// Where it stands, when that can be told.
    place: Option<usize>,
    /// For a number in a notation that few know: the notation, and how it is written.
    number: Option<(Notation, Rc<str>)>,
    /// Whether it is YAML's `<<`.
    is_merge: bool,
}

/// Reads one key.
struct KeySeed<'a, 't>(&'a Reading<'t>);

impl<'de> DeserializeSeed<'de> for KeySeed<'_, 'de> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_, 'de> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name; a key is neither a list, a mapping nor a function")
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, key: &'de str) -> Result<Key, E> {
        let source = self.0.source;
        self.0.spend_text(key)?;
        let place = source.scalar_start(key);
        let mut read = Key { name: key.into(), place, number: None, is_merge: false };
        let Some(offset) = source.offset(key).filter(|_| source.format == Format::Yaml) else {
            return Ok(read);
        };
        let tag = source.tag_before(offset);
        if tag.is_some_and(|tag| !tag.starts_with("!!") && tag != tag::NON_SPECIFIC) {
            return Err(self.0.problem.raise("a key must be a name, not a function", None));
        }
        if source.is_plain(offset) {
            let Some(name) = scalar::key(key) else {
                return Err(self.0.problem.raise("a key must be a name, not nothing", None));
            };
            read.is_merge = key == "<<";
            if *name != *key {
                read.number = scalar::notation(key).map(|notation| (notation, key.into()));
                read.name = name;
            }
        }
        Ok(read)
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Key, E> {
        self.0.spend_text(key)?;
        Ok(Key { name: key.into(), place: None, number: None, is_merge: false })
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

/// Leaves out what its mapping has once more, and takes the entries of merge keys (`<<`) into their mappings: what a
/// mapping says itself wins.
fn settle(node: &mut Node, stand_ins: &HashMap<Rc<str>, StandIn>) {
    match node {
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
        Node::List(items) => items.iter_mut().for_each(|item| settle(item, stand_ins)),
        Node::Map(map) => {
            map.retain(|key, _| stand_ins.get(key) != Some(&StandIn::Repeated));
            map.values_mut().for_each(|value| settle(value, stand_ins));
            let merge_keys: Vec<Rc<str>> =
                map.keys().filter(|key| stand_ins.contains_key(*key)).cloned().collect();
            for key in merge_keys {
                match map.shift_remove(&key) {
                    Some(Node::Map(entries)) => add_missing(map, entries),
                    Some(Node::List(items)) if items.iter().all(|item| item.as_map().is_some()) => {
                        for item in items {
                            if let Node::Map(entries) = item {
                                add_missing(map, entries);
                            }
                        }
                    }
                    Some(other) => drop(map.insert("<<".into(), other)),
                    None => {}
                }
            }
        }
    }
}

fn add_missing(map: &mut Map, entries: Map) {
    for (key, value) in entries {
        map.entry(key).or_insert(value);
    }
}
