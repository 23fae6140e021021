//! Where a text repeats itself by alias. The reader follows aliases and says nothing of them.
//!
//! So the text is read once more, each `*name` that may be one made a word: it is an alias where the reader finds that
//! word as a value, and part of a text or a comment where it does not.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::diagnostic::{Path, Step};

use super::notes::{Notes, What};
use super::source::Source;
use super::tag;

/// Notes every alias of a YAML text that can be read.
pub(super) fn note(source: Source<'_>, notes: &Notes) {
    let candidates = candidates(source.text);
    if candidates.is_empty() {
        return;
    }
    let mut words = source.text.as_bytes().to_vec();
    for &at in &candidates {
        words[at] = b'X';
    }
    let Ok(words) = String::from_utf8(words) else { return };
    let read = Source { text: &words, ..source };
    let search = Search { source: read, original: source.text, candidates: &candidates, notes };
    let walk = Walk { search: &search, path: &RefCell::new(Path::root()) };
    // What cannot be read any more was read before: no word can break a text that an alias does not.
    drop(walk.deserialize(serde_yaml::Deserializer::from_str(&words)));
}

/// Where an alias may begin: at a star behind a blank or a bracket, before a name. None without an anchor.
fn candidates(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let starts = |mark: u8, i: usize| {
        let before = i.checked_sub(1).and_then(|i| bytes.get(i));
        bytes.get(i) == Some(&mark)
            && before.is_none_or(|before| before.is_ascii_whitespace() || b"[{,:".contains(before))
            && bytes.get(i + 1).is_some_and(|next| is_name(*next))
    };
    if !(0..bytes.len()).any(|i| starts(b'&', i)) {
        return Vec::new();
    }
    (0..bytes.len()).filter(|&i| starts(b'*', i)).collect()
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

struct Search<'a, 't> {
    /// The text with words in place of aliases.
    source: Source<'t>,
    original: &'a str,
    candidates: &'a [usize],
    notes: &'a Notes,
}

impl Search<'_, '_> {
    fn found(&self, word: &str, path: &RefCell<Path>) {
        let Some(offset) = self.source.offset(word) else { return };
        if self.source.is_quoted(offset) || self.candidates.binary_search(&offset).is_err() {
            return;
        }
        let name = self.original.get(offset + 1..).unwrap_or_default();
        let end = name.bytes().position(|byte| !is_name(byte)).unwrap_or(name.len());
        self.notes.add(offset, path, What::Alias(name.get(..end).unwrap_or_default().into()));
    }
}

#[derive(Clone, Copy)]
struct Walk<'a, 't> {
    search: &'a Search<'a, 't>,
    path: &'a RefCell<Path>,
}

impl Walk<'_, '_> {
    /// Goes into a part and comes back.
    fn within<T>(self, step: Step, read: impl FnOnce() -> T) -> T {
        self.path.borrow_mut().extend(&[step]);
        let result = read();
        self.path.borrow_mut().shorten(1);
        result
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_, 'de> {
    /// The text, when it is one.
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// A key, which is text whatever it looks like.
struct Key<'a, 't>(Walk<'a, 't>);

impl<'de> DeserializeSeed<'de> for Key<'_, 'de> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self.0)
    }
}

impl<'de> Visitor<'de> for Walk<'_, 'de> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        self.search.found(text, self.path);
        Ok(Some(text.to_owned()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        for index in 0.. {
            if self.within(Step::Index(index), || items.next_element_seed(self))?.is_none() {
                break;
            }
        }
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        while let Some(key) = entries.next_key_seed(Key(self))? {
            let step = Step::Key(key.unwrap_or_default().into());
            self.within(step, || entries.next_value_seed(self))?;
        }
        Ok(None)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Self::Value, A::Error> {
        let (name, value) = data.variant::<String>()?;
        match tag::long_form(&name) {
            Some(key) => self.within(Step::Key(key.into()), || value.newtype_variant_seed(self)),
            None => value.newtype_variant_seed(self),
        }
    }
}
