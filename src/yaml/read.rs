//! The values of a text and where each stands, in one pass: short forms made long, unknown tags refused.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::diagnostic::{Diagnostic, Path, Position, Reported, Step};
use crate::sorting;

use super::budget::{Budget, MAX_BYTES, MAX_SCALARS, MAX_VALUES, Spent};
use super::cursor::{Alias, Before, Cursor, Seen, Start};
use super::document::Document;
use super::line_starts::LineStarts;
use super::mark::{Key, Mark, Span, Style};
use super::nesting;
use super::notes::{Notes, What};
use super::problem::{Problem, diagnostic};
use super::scalar::{self, Notation};
use super::source::{Format, Source};
use super::tag;
use super::{Map, Node};

/// Reads a whole text.
pub(super) fn read(source: Source<'_>) -> Result<Reported<Document>, Diagnostic> {
    if source.text.len() > MAX_BYTES {
        let message = format!("the template has {} bytes, and CloudFormation takes 1 MB", source.text.len());
        let mut diagnostic = diagnostic(message, None, Some(Position { line: 1, column: 1 }));
        diagnostic.code = "E1002";
        return Err(diagnostic.hint("move a part of it into a nested stack"));
    }
    let reading = Reading::new(source);
    let (root, mark) = match source.format {
        Format::Yaml => read_yaml(&reading),
        Format::Json => read_json(&reading),
    }?;
    let lines = LineStarts::new(source.whole);
    let diagnostics = reading.notes.diagnostics(source.whole, &lines);
    Ok(Reported { value: Document::new(source.whole, root, mark, lines), diagnostics })
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

/// The state while a text is read.
struct Reading<'t> {
    source: Source<'t>,
    problem: Problem,
    budget: Budget,
    /// Where in the text the reader is.
    cursor: RefCell<Cursor<'t>>,
    /// Where in the values it is.
    path: RefCell<Path>,
    notes: Notes,
}

/// A value, and where it stands.
type Marked = (Node, Mark);

impl<'t> Reading<'t> {
    fn new(source: Source<'t>) -> Self {
        Self {
            source,
            problem: Problem::default(),
            budget: Budget::new(),
            cursor: RefCell::new(Cursor::new(source)),
            path: RefCell::new(Path::root()),
            notes: Notes::default(),
        }
    }

    fn note(&self, offset: usize, what: What) {
        self.notes.add(offset, &self.path, what);
    }

    /// Goes into a part and comes back.
    fn within<T>(&self, step: Step, read: impl FnOnce() -> T) -> T {
        self.path.borrow_mut().extend(&[step]);
        let result = read();
        self.path.borrow_mut().shorten(1);
        result
    }

    /// Steps to the next value or key. Where an alias stands in its place, that is where the alias leads.
    fn start(&self, before: Before) -> (Start<'t>, Option<Alias<'t>>) {
        let mut cursor = self.cursor.borrow_mut();
        let start = cursor.start(before);
        let Some(alias) = cursor.alias(&start, before) else { return (start, None) };
        self.note(alias.span.start(), What::Alias(alias.name.into()));
        (cursor.jump(&alias), Some(alias))
    }

    /// Goes over a scalar that is text.
    fn text(&self, start: &Start<'t>, text: &str) -> (Span, Style) {
        let seen = match self.source.offset(text) {
            Some(offset) => Seen::Borrowed(offset, text),
            None => Seen::Text(text),
        };
        self.cursor.borrow_mut().scalar(start, seen)
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

fn read_yaml(reading: &Reading<'_>) -> Result<Marked, Diagnostic> {
    let text = reading.source.text;
    match nesting::check(text) {
        Ok(()) => {}
        Err(nesting::Refusal::Reader(error)) => {
            return Err(reading.problem.take().of_yaml(reading.source, &error));
        }
        Err(nesting::Refusal::TooMany(offset)) => {
            let position = LineStarts::new(text).position(text, offset);
            return Err(diagnostic("the text has too many brackets".into(), None, Some(position)));
        }
    }
    let read = Seed::new(reading, Before::Text).deserialize(serde_yaml::Deserializer::from_str(text));
    read.map_err(|error| {
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

fn read_json(reading: &Reading<'_>) -> Result<Marked, Diagnostic> {
    let run = || -> Result<Marked, serde_json::Error> {
        let mut reader = serde_json::Deserializer::from_str(reading.source.text);
        let marked = Seed::new(reading, Before::Text).deserialize(&mut reader)?;
        reader.end()?;
        Ok(marked)
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
    let at = second.deserialize_str(Stop).err()?.location()?;
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
struct Seed<'a, 't> {
    reading: &'a Reading<'t>,
    before: Before,
}

impl<'a, 't> Seed<'a, 't> {
    fn new(reading: &'a Reading<'t>, before: Before) -> Self {
        Self { reading, before }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, 'de> {
    type Value = Marked;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Marked, D::Error> {
        let (start, alias) = self.reading.start(self.before);
        let value = Value { reading: self.reading, start, tag: Tag::None };
        let (node, mut mark) = value.deserialize(deserializer)?;
        if let Some(alias) = alias {
            mark.alias = Some(alias.span);
            self.reading.cursor.borrow_mut().back(&alias);
        }
        Ok((node, mark))
    }
}

/// Reads the value that begins at a place.
#[derive(Clone, Copy)]
struct Value<'a, 't> {
    reading: &'a Reading<'t>,
    start: Start<'t>,
    tag: Tag,
}

/// The tag before a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    None,
    /// A short form, below which a scalar is always text: `!Sub 12`.
    Function,
    /// `!` alone, which says that a scalar is what it would be without quotes.
    Plain,
}

impl<'de> DeserializeSeed<'de> for Value<'_, 'de> {
    type Value = Marked;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Marked, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Value<'_, '_> {
    fn marked(self, node: Node, (span, style): (Span, Style), parts: Vec<Mark>) -> Marked {
        (node, Mark::new(self.start.outer, span, style, parts))
    }

    /// A scalar that the reader gives as a number, a boolean or nothing: `node`, unless it must be text.
    fn word<E: serde::de::Error>(self, node: Node) -> Result<Marked, E> {
        self.reading.spend()?;
        let stands = self.reading.cursor.borrow_mut().scalar(&self.start, Seen::Word);
        let written = || stands.0.of(self.reading.source.whole);
        let node = match (self.tag, node) {
            (Tag::Function, _) => Node::String(written().into()),
            // It keeps its spelling, which the reader keeps to itself.
            (_, Node::Number(_)) if self.reading.source.format == Format::Yaml => {
                scalar::resolve(written().trim_matches(['\'', '"']))
            }
            (_, node) => node,
        };
        Ok(self.marked(node, stands, Vec::new()))
    }

    /// Returns whether the scalar has neither quotes nor a tag; refuses a tag that means nothing.
    fn is_plain<E: serde::de::Error>(self, style: Style) -> Result<bool, E> {
        match self.start.tag {
            Some((_, tag)) if !tag.starts_with("!!") && tag != tag::NON_SPECIFIC => {
                Err(unknown_tag(self.reading, tag))
            }
            tag => Ok(is_plain(tag, style)),
        }
    }
}

/// Returns whether a scalar is what it looks like: it has no quotes and no tag, or YAML's tag without a name, with which
/// quotes count nothing.
fn is_plain(tag: Option<(usize, &str)>, style: Style) -> bool {
    match tag {
        Some((_, tag)) => tag == tag::NON_SPECIFIC,
        None => matches!(style, Style::Plain | Style::Absent),
    }
}

impl<'de> Visitor<'de> for Value<'_, 'de> {
    type Value = Marked;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Marked, E> {
        self.word(Node::Null)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Marked, E> {
        Ok(self.marked(Node::Null, (Span::default(), Style::Absent), Vec::new()))
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Marked, E> {
        self.word(Node::Bool(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Marked, E> {
        self.word(Node::Number(value.to_string().into()))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Marked, E> {
        self.word(Node::Number(value.to_string().into()))
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<Marked, E> {
        self.word(Node::Number(value.to_string().into()))
    }

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<Marked, E> {
        self.word(Node::Number(value.to_string().into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Marked, E> {
        self.word(Node::Number(value.to_string().into()))
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Marked, E> {
        self.reading.spend()?;
        self.reading.spend_text(text)?;
        let stands = self.reading.text(&self.start, text);
        let is_plain = match self.tag {
            Tag::Function => false,
            Tag::Plain => true,
            Tag::None => self.reading.source.format == Format::Yaml && self.is_plain(stands.1)?,
        };
        let node = if is_plain { scalar::resolve(text) } else { Node::String(text.into()) };
        if let Node::Number(value) = &node
            && let Some(notation) = scalar::notation(text)
        {
            let what = What::Number { notation, written: text.into(), value: value.clone() };
            self.reading.note(stands.0.start(), what);
        }
        Ok(self.marked(node, stands, Vec::new()))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Marked, E> {
        self.reading.spend()?;
        self.reading.spend_text(text)?;
        let stands = self.reading.text(&self.start, text);
        Ok(self.marked(Node::String(text.into()), stands, Vec::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Marked, A::Error> {
        let reading = self.reading;
        reading.spend()?;
        let opened = reading.cursor.borrow_mut().open_list(&self.start);
        let (mut list, mut marks) = (Vec::new(), Vec::new());
        loop {
            let next = || items.next_element_seed(Seed::new(reading, Before::Item));
            match reading.within(Step::Index(list.len()), next)? {
                Some((item, mark)) => {
                    list.push(item);
                    marks.push(mark);
                }
                None => break,
            }
        }
        let span = reading.cursor.borrow_mut().close(opened);
        Ok(self.marked(Node::List(list), (span, opened.style()), marks))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Marked, A::Error> {
        let reading = self.reading;
        // serde_json hands out a number as a mapping of one key to its digits.
        if reading.source.format == Format::Json && !reading.cursor.borrow().is_at(&self.start, b'{') {
            let number =
                entries.next_entry::<String, String>()?.map_or_else(String::new, |(_, digits)| digits);
            return self.word(Node::Number(number.into()));
        }
        reading.spend()?;
        let opened = reading.cursor.borrow_mut().open_map(&self.start);
        let mut map = Entries::new(reading);
        while let Some(key) = entries.next_key_seed(NameSeed(reading))? {
            map.read(key, || entries.next_value_seed(Seed::new(reading, Before::Key)))?;
        }
        let span = reading.cursor.borrow_mut().close(opened);
        let (map, marks) = map.finish();
        Ok(self.marked(Node::Map(map), (span, opened.style()), marks))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Marked, A::Error> {
        let (name, value) = data.variant::<String>()?;
        if name == tag::NON_SPECIFIC {
            return value.newtype_variant_seed(Value { tag: Tag::Plain, ..self });
        }
        self.reading.spend()?;
        let Some(key) = tag::long_form(&name) else {
            return Err(unknown_tag(self.reading, &name));
        };
        let key: Rc<str> = key.into();
        let inner = Value { tag: Tag::Function, start: self.start.without_tag(), ..self };
        let (node, mut mark) =
            self.reading.within(Step::Key(key.clone()), || value.newtype_variant_seed(inner))?;
        let (at, written) = self.start.tag.unwrap_or((self.start.outer, ""));
        mark.key = Some(Key { span: Span::new(at, at + written.len()), style: Style::ShortForm });
        let stands = (Span::new(at, mark.span.end()), Style::ShortForm);
        Ok(self.marked(Node::Map(Map::from_iter([(key, node)])), stands, vec![mark]))
    }
}

/// A mapping while it is read.
struct Entries<'a, 't> {
    reading: &'a Reading<'t>,
    map: Map,
    marks: Vec<Mark>,
    /// Of each entry the number of its key among all that were read, where keys are there twice.
    order: Vec<usize>,
    is_repeated: bool,
    /// The number of keys that were read.
    count: usize,
    merged: Vec<Marked>,
}

impl<'a, 't> Entries<'a, 't> {
    fn new(reading: &'a Reading<'t>) -> Self {
        let (map, marks, order, merged) = (Map::new(), Vec::new(), Vec::new(), Vec::new());
        Self { reading, map, marks, order, is_repeated: false, count: 0, merged }
    }

    /// Reads the value of the entry whose key was read. Of two entries with one key the last counts.
    fn read<E>(&mut self, name: Name, value: impl FnOnce() -> Result<Marked, E>) -> Result<(), E> {
        let reading = self.reading;
        let Name { name, key, number, is_merge } = name;
        let place = key.span.start();
        let (node, mut mark) = reading.within(Step::Key(name.clone()), || {
            if let Some((notation, written)) = number {
                reading.note(place, What::Number { notation, written, value: name.clone() });
            }
            if is_merge {
                reading.note(place, What::Merge);
            } else if let Some(first) = self.map.get_index_of(&name).and_then(|index| self.marks.get(index)) {
                reading.note(place, What::Repeated(first.place()));
            }
            value()
        })?;
        mark.key = Some(key);
        self.count += 1;
        match is_merge {
            true => self.merged.push((node, mark)),
            false => self.insert(name, node, mark),
        }
        Ok(())
    }

    fn insert(&mut self, name: Rc<str>, node: Node, mark: Mark) {
        let (index, before) = self.map.insert_full(name, node);
        self.is_repeated |= before.is_some();
        match (self.marks.get_mut(index), self.order.get_mut(index)) {
            (Some(known), Some(order)) => (*known, *order) = (mark, self.count),
            _ => {
                self.marks.push(mark);
                self.order.push(self.count);
            }
        }
    }

    /// The mapping: a key that is there twice stands where it is last, and what merge keys (`<<`) bring in comes behind what
    /// the mapping says itself, which wins.
    fn finish(mut self) -> (Map, Vec<Mark>) {
        if self.is_repeated {
            let entries = std::mem::take(&mut self.map).into_iter();
            let mut entries: Vec<_> =
                entries.zip(std::mem::take(&mut self.marks)).zip(std::mem::take(&mut self.order)).collect();
            sorting::by_key(&mut entries, |(_, order)| *order);
            (self.map, self.marks) = entries.into_iter().map(|(entry, _)| entry).unzip();
        }
        for (node, mark) in std::mem::take(&mut self.merged) {
            match node {
                Node::Map(entries) => self.add_missing(entries, mark),
                Node::List(items) if items.iter().all(|item| item.as_map().is_some()) => {
                    for (item, mut part) in items.into_iter().zip(mark.parts) {
                        if let Node::Map(entries) = item {
                            part.alias = part.alias.or(mark.alias);
                            self.add_missing(entries, part);
                        }
                    }
                }
                other => self.insert("<<".into(), other, mark),
            }
        }
        (self.map, self.marks)
    }

    fn add_missing(&mut self, entries: Map, mark: Mark) {
        for ((name, node), mut part) in entries.into_iter().zip(mark.parts) {
            if !self.map.contains_key(&name) {
                part.alias = part.alias.or(mark.alias);
                self.insert(name, node, part);
            }
        }
    }
}

/// A key as it was read.
struct Name {
    name: Rc<str>,
    key: Key,
    /// For a number in a notation that few know: the notation, and how it is written.
    number: Option<(Notation, Rc<str>)>,
    /// True if it is YAML's `<<`.
    is_merge: bool,
}

/// Reads one key.
struct NameSeed<'a, 't>(&'a Reading<'t>);

impl<'de> DeserializeSeed<'de> for NameSeed<'_, 'de> {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        let (start, alias) = self.0.start(Before::Entry);
        let mut name = deserializer.deserialize_str(NameVisitor { reading: self.0, start })?;
        if let Some(alias) = alias {
            name.key.span = alias.span;
            self.0.cursor.borrow_mut().back(&alias);
        }
        Ok(name)
    }
}

#[derive(Clone, Copy)]
struct NameVisitor<'a, 't> {
    reading: &'a Reading<'t>,
    start: Start<'t>,
}

impl<'de> Visitor<'de> for NameVisitor<'_, 'de> {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name; a key is neither a list, a mapping nor a function")
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, name: &'de str) -> Result<Name, E> {
        let reading = self.reading;
        let mut read = self.visit_str(name)?;
        if reading.source.format == Format::Json {
            return Ok(read);
        }
        let tag = self.start.tag;
        if tag.is_some_and(|(_, tag)| !tag.starts_with("!!") && tag != tag::NON_SPECIFIC) {
            return Err(reading.problem.raise("a key must be a name, not a function", None));
        }
        if is_plain(tag, read.key.style) {
            let Some(number) = scalar::key(name) else {
                return Err(reading.problem.raise("a key must be a name, not nothing", None));
            };
            read.is_merge = name == "<<";
            if *number != *name {
                read.number = scalar::notation(name).map(|notation| (notation, name.into()));
                read.name = number;
            }
        }
        Ok(read)
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Name, E> {
        self.reading.spend_text(name)?;
        let (span, style) = self.reading.text(&self.start, name);
        Ok(Name { name: name.into(), key: Key { span, style }, number: None, is_merge: false })
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
