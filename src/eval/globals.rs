//! SAM's `Globals`: what every function, API or table of a template has.

use std::rc::Rc;

use crate::diagnostic::Path;
use crate::maps::IndexMap;

use super::Value;
use super::context::Context;
use super::text;

/// The evaluated `Globals`, by the kind of resource: `Function`, `Api`, …
pub(super) struct Globals(IndexMap<Rc<str>, KindGlobals>);

/// The properties that every resource of a kind has.
struct KindGlobals {
    properties: Value,
    /// Its size in bytes.
    size: usize,
}

impl Globals {
    pub(super) fn new(context: &mut Context<'_>) -> Self {
        let template = context.template;
        let globals = template.globals.as_ref();
        match globals.and_then(|globals| context.value(globals, &Path::root().trail().key("Globals"))) {
            Some(Value::Map(kinds)) => {
                let kind = |properties| KindGlobals { size: text::size(&properties), properties };
                Self(kinds.into_iter().map(|(name, properties)| (name, kind(properties))).collect())
            }
            _ => Self(IndexMap::new()),
        }
    }

    /// A resource's properties with the globals of its type: what the resource says itself wins, mappings are
    /// merged, lists are put one after the other.
    pub(super) fn added_to(&self, properties: Value, type_name: &str, context: &mut Context<'_>) -> Value {
        let kind = type_name.strip_prefix("AWS::Serverless::");
        match kind.and_then(|kind| self.0.get(kind)) {
            Some(globals) if context.spend(globals.size, &Path::root().trail()) => {
                merge(globals.properties.clone(), properties)
            }
            _ => properties,
        }
    }
}

fn merge(global: Value, own: Value) -> Value {
    match (global, own) {
        (Value::Map(mut global), Value::Map(own)) => {
            for (key, value) in own {
                let merged = match global.get_mut(&key) {
                    Some(inherited) => merge(std::mem::replace(inherited, Value::Null), value),
                    None => value,
                };
                global.insert(key, merged);
            }
            Value::Map(global)
        }
        (Value::List(mut global), Value::List(own)) => {
            global.extend(own);
            Value::List(global)
        }
        (_, own) => own,
    }
}
