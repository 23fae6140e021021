//! Refuses brackets nested so deeply that reading them would take minutes.
//!
//! For every token libyaml looks at each bracket that is open, and serde_yaml refuses deep nesting only after libyaml
//! is through with the whole text. Which brackets are brackets, and which are part of a text, only libyaml can tell.
//! So a text with very many of them is first read in growing pieces: none can add more depth than a little.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::budget::{Budget, Spent};

/// The number of brackets that each piece has more than the one before: nested in one another they take a tenth of a second.
const STEP: usize = 8_000;

/// The most brackets that a text may have: twice those of a megabyte of flow style, and few enough pieces.
const MOST: usize = 100_000;

/// Why a text is not read on.
pub(super) enum Refusal {
    /// The reader's verdict on a piece.
    Reader(serde_yaml::Error),
    /// There are too many brackets, counted to this place.
    TooMany(usize),
}

/// Reads the text's pieces, unless it has so few brackets that it needs no such care.
pub(super) fn check(text: &str) -> Result<(), Refusal> {
    let brackets = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'[' | b'{'));
    for (count, (end, _)) in brackets.enumerate() {
        if count == MOST {
            return Err(Refusal::TooMany(end));
        }
        if count > 0 && count % STEP == 0 {
            read_piece(text.get(..end).unwrap_or(text)).map_err(Refusal::Reader)?;
        }
    }
    Ok(())
}

/// Fails when the piece nests too deeply or repeats itself too much. That it breaks off somewhere is no failure.
fn read_piece(piece: &str) -> Result<(), serde_yaml::Error> {
    let budget = Budget::new();
    for document in serde_yaml::Deserializer::from_str(piece) {
        match Anything(&budget).deserialize(document) {
            Err(error) if error.to_string().contains("limit") => return Err(error),
            Err(_) => break,
            Ok(()) => {}
        }
    }
    Ok(())
}

/// Walks through a value of any kind. Unlike serde's own `IgnoredAny` it goes down level by level, which is what
/// makes the reader count them. It stops where a text holds too much, for aliases repeat it here too.
#[derive(Clone, Copy)]
struct Anything<'b>(&'b Budget);

impl Anything<'_> {
    fn count<E: serde::de::Error>(self) -> Result<(), E> {
        self.0.value().map_err(too_much)
    }
}

/// In the words of the reader's own limit.
fn too_much<E: serde::de::Error>(_: Spent) -> E {
    E::custom("repetition limit exceeded")
}

impl<'de> DeserializeSeed<'de> for Anything<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Anything<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.count()
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.count()
    }

    fn visit_i128<E: serde::de::Error>(self, _: i128) -> Result<(), E> {
        self.count()
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        self.count()
    }

    fn visit_u128<E: serde::de::Error>(self, _: u128) -> Result<(), E> {
        self.count()
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.count()
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.0.scalar(text).map_err(too_much)?;
        self.count()
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.count()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.count()?;
        while items.next_element_seed(self)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.count()?;
        while entries.next_key_seed(self)?.is_some() {
            entries.next_value_seed(self)?;
        }
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (_, value) = data.variant::<String>()?;
        value.newtype_variant_seed(self)
    }
}
