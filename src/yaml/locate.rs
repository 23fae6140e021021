//! Paths to lines and columns, for all paths in one pass.
//!
//! The readers give no positions, but they lend out most keys and scalars as slices of the text; the place of a
//! key is the place of its slice. Subtrees that no path leads into are skipped.

use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;
use std::rc::Rc;

use indexmap::IndexMap;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use crate::diagnostic::{Path, Position, Step};

use super::lines::Lines;
use super::scalar;
use super::source::{Format, Source};
use super::tag;

/// The position of each path; where a part has none of its own (a number in a list), that of what holds it.
pub(super) fn positions(source: Source<'_>, paths: &[&Path]) -> Vec<Option<Position>> {
    let mut wanted = Wanted::default();
    for (i, path) in paths.iter().enumerate() {
        wanted.insert(path.steps(), i);
    }
    let follow = Follow { wanted: Some(&wanted), is_merged: false, source };
    // A text that breaks off has still placed what stands before the break.
    match source.format {
        Format::Yaml => drop(follow.deserialize(serde_yaml::Deserializer::from_str(source.text))),
        Format::Json => drop(follow.deserialize(&mut serde_json::Deserializer::from_str(source.text))),
    }
    let mut places = vec![0; paths.len()];
    wanted.collect(0, &mut places);
    let lines = Lines::new(source.text);
    places.into_iter().map(|place| Some(lines.position(place))).collect()
}

/// The paths to find, as a tree.
#[derive(Default)]
struct Wanted {
    /// The paths that end here.
    here: Vec<usize>,
    keys: IndexMap<Rc<str>, Wanted>,
    items: IndexMap<usize, Wanted>,
    place: Cell<Option<usize>>,
}

impl Wanted {
    fn insert(&mut self, steps: &[Step], path: usize) {
        match steps.split_first() {
            None => self.here.push(path),
            Some((Step::Key(key), rest)) => self.keys.entry(key.clone()).or_default().insert(rest, path),
            Some((Step::Index(index), rest)) => self.items.entry(*index).or_default().insert(rest, path),
        }
    }

    /// Notes where this part stands; the first place counts, which is that of its key.
    fn found(&self, place: Option<usize>) {
        self.place.set(self.place.get().or(place));
    }

    /// Forgets all places, since the part stands elsewhere once more.
    fn forget(&self) {
        self.place.set(None);
        self.keys.values().chain(self.items.values()).for_each(Self::forget);
    }

    /// The place of each path; what was not found stands where what holds it does.
    fn collect(&self, holder: usize, places: &mut [usize]) {
        let own = self.place.get().unwrap_or(holder);
        for &path in &self.here {
            places[path] = own;
        }
        for child in self.keys.values().chain(self.items.values()) {
            child.collect(own, places);
        }
    }
}

/// Follows the wanted paths into one value; gives the place where the value starts, when it can be told.
#[derive(Clone, Copy)]
struct Follow<'a, 't> {
    wanted: Option<&'a Wanted>,
    /// Whether a merge key brings the value in: what the mapping says itself counts.
    is_merged: bool,
    source: Source<'t>,
}

impl<'a> Follow<'a, '_> {
    fn into(self, wanted: Option<&'a Wanted>) -> Self {
        Self { wanted, is_merged: false, ..self }
    }
}

impl<'de> DeserializeSeed<'de> for Follow<'_, 'de> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Follow<'_, 'de> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_none<E>(self) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Option<usize>, E> {
        Ok(self.source.scalar_start(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Option<usize>, A::Error> {
        if self.is_merged {
            while items.next_element_seed(self)?.is_some() {}
            return Ok(None);
        }
        let mut first = None;
        for index in 0.. {
            let child = self.wanted.and_then(|wanted| wanted.items.get(&index));
            if child.is_none() && index > 0 {
                if items.next_element::<IgnoredAny>()?.is_none() {
                    break;
                }
                continue;
            }
            let Some(place) = items.next_element_seed(self.into(child))? else { break };
            if index == 0 {
                first = place;
            }
            if let Some(child) = child {
                child.found(place);
            }
        }
        Ok(first.map(|first| self.source.opening(first, '[')))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Option<usize>, A::Error> {
        let mut first = None;
        let mut start = true;
        let mut met = HashSet::new();
        while let Some((key, place)) = entries.next_key_seed(KeyPlace(self.source))? {
            if start {
                first = place;
                start = false;
            }
            let child = self.wanted.and_then(|wanted| wanted.keys.get_full(&*key));
            // Of entries with one key the last counts; what another mapping brings in counts least.
            let child = child.and_then(|(index, _, child)| {
                let is_free = !self.is_merged || child.place.get().is_none() || met.contains(&index);
                met.insert(index);
                is_free.then_some(child)
            });
            match child {
                Some(child) => {
                    child.forget();
                    child.found(place);
                    let inner = entries.next_value_seed(self.into(Some(child)))?;
                    child.found(inner);
                }
                // What a merge key brings in stands where it is written.
                None if &*key == "<<" && self.wanted.is_some() => {
                    entries.next_value_seed(Self { is_merged: true, ..self })?;
                }
                None => {
                    entries.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(first.map(|first| self.source.opening(first, '{')))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Option<usize>, A::Error> {
        let (name, value) = data.variant::<String>()?;
        if name == tag::NON_SPECIFIC {
            return value.newtype_variant_seed(self);
        }
        let key = tag::long_form(&name);
        let child = key.and_then(|key| self.wanted.and_then(|wanted| wanted.keys.get(&*key)));
        let inner = value.newtype_variant_seed(self.into(child))?;
        let short = format!("!{name}");
        let place = inner.and_then(|inner| self.source.text.get(..inner)?.rfind(&short)).or(inner);
        if let Some(child) = child {
            child.found(place);
        }
        Ok(place)
    }
}

/// Reads a key and its place.
struct KeyPlace<'t>(Source<'t>);

impl<'de> DeserializeSeed<'de> for KeyPlace<'de> {
    type Value = (Rc<str>, Option<usize>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeyPlace<'de> {
    type Value = (Rc<str>, Option<usize>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        let source = self.0;
        let name = match source.offset(key) {
            Some(offset) if source.format == Format::Yaml && source.is_plain(offset) => scalar::key(key),
            _ => None,
        };
        Ok((name.unwrap_or_else(|| key.into()), source.scalar_start(key)))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok((key.into(), None))
    }
}
