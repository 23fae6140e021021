//! The second pass: scalars whose spelling matters and that the first pass sees only as a value.
//!
//! serde_yaml decides what a plain scalar is before a visitor sees it: `1.10` arrives as 1.1. Asked for text,
//! it gives the spelling, but whether a value is a scalar is known only after the first pass.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::Node;
use super::scalar;
use super::tag;

/// Gives the numbers of `node`, and the scalars below short forms, the spelling of the text.
pub(super) fn refine<'de, D: Deserializer<'de>>(node: &mut Node, deserializer: D) -> Result<(), D::Error> {
    Refine { node, tagged: false }.deserialize(deserializer)
}

struct Refine<'a> {
    node: &'a mut Node,
    tagged: bool,
}

impl<'de> DeserializeSeed<'de> for Refine<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match (&*self.node, self.tagged) {
            (Node::List(_) | Node::Map(_), _) => deserializer.deserialize_any(self),
            (Node::Number(_), _) | (Node::Bool(_) | Node::Null, true) => deserializer.deserialize_str(self),
            (Node::Bool(_) | Node::Null, false) | (Node::String(_), _) => {
                deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ())
            }
        }
    }
}

impl<'de> Visitor<'de> for Refine<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what the first pass saw")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        *self.node = if self.tagged { Node::String(text.into()) } else { scalar::resolve(text) };
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if let Node::List(list) = self.node {
            for node in list {
                items.next_element_seed(Refine { node, tagged: false })?;
            }
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        if let Node::Map(map) = self.node {
            for node in map.values_mut() {
                if entries.next_key::<IgnoredAny>()?.is_some() {
                    entries.next_value_seed(Refine { node, tagged: false })?;
                }
            }
        }
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (name, value) = data.variant::<String>()?;
        if name == tag::NON_SPECIFIC {
            return value.newtype_variant_seed(Refine { node: self.node, tagged: false });
        }
        match self.node {
            Node::Map(map) if map.len() == 1 => match map.values_mut().next() {
                Some(node) => value.newtype_variant_seed(Refine { node, tagged: true }),
                None => value.newtype_variant::<IgnoredAny>().map(|_| ()),
            },
            _ => value.newtype_variant::<IgnoredAny>().map(|_| ()),
        }
    }
}
