//! Properties that are missing, and such as the type does not have.

use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::facts::{ResourceType, Shape, Value, ValueKind};
use crate::maps::IndexMap;
use crate::template::{Expr, Resource, Template};

use super::findings::{Findings, list, with_names};
use super::place::{PropertyPlace, shortened};
use super::rules::{self, Presence};

/// The attributes that stand beside `Properties`.
const BESIDE_PROPERTIES: [&str; 7] = [
    "Condition",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "Metadata",
    "UpdatePolicy",
    "UpdateReplacePolicy",
];

/// The resource whose properties are checked.
pub(super) struct Subject<'f, 'w> {
    pub(super) kind: ResourceType<'f>,
    pub(super) resource: &'w Resource,
    pub(super) template: &'w Template,
}

impl<'f> Subject<'f, '_> {
    /// Reports a property that must be there and is not, or not always.
    pub(super) fn required(
        &self,
        shape: &Shape<'f>,
        name: &str,
        map: &IndexMap<Rc<str>, Expr>,
        place: &PropertyPlace,
        findings: &mut Findings,
    ) {
        let presence = rules::presence(map, name);
        if presence == Presence::Always {
            return;
        }
        let full = place.name_of(name);
        let message = format!("the property `{full}` is missing when its condition leaves it out");
        let diagnostic = if presence == Presence::Never {
            Diagnostic::error("E3003", place.path(), format!("the property `{full}` is missing"))
        } else if self.resource.condition.is_none() && !place.is_conditional() && self.is_free(map.get(name))
        {
            Diagnostic::error("E3003", place.path(), message)
        } else {
            // Another condition may see to it that this one never leaves it out.
            Diagnostic::warning("E3003", place.path().key(name), message)
        };
        let whose = place.name();
        let whose = if whose.is_empty() { self.kind.name } else { &whose };
        findings.add(match list(&shape.required().collect::<Vec<_>>()) {
            Some(names) => diagnostic.hint(format!("required in `{whose}`: {names}")),
            None => diagnostic,
        });
    }

    /// Reports a property that the type does not have.
    pub(super) fn unknown(
        &self,
        shape: &Shape<'f>,
        name: &Rc<str>,
        map: &IndexMap<Rc<str>, Expr>,
        place: &PropertyPlace,
        findings: &mut Findings,
    ) {
        let here = place.property(name);
        let full = here.name();
        if &**name == "Ref" || name.starts_with("Fn::") {
            let message = format!("the function `{}` stands beside other names", shortened(name));
            let diagnostic = Diagnostic::error("E3002", here.path(), message);
            findings.add(diagnostic.hint("a function is the only entry of its mapping"));
            return;
        }
        let is_top = place.name().is_empty();
        if is_top && self.kind.is_read_only(name) {
            // A schema that also says that the property cannot be changed means one that can be given.
            if !self.kind.replaced_by().any(|replacing| replacing == &**name) {
                let message =
                    format!("the property `{full}` is set by AWS, so a value given here has no effect");
                findings.add(Diagnostic::warning("E3040", here.path(), message).hint("leave it out"));
            }
            return;
        }
        let message = format!("`{}` has no property `{full}`", self.kind.name);
        let diagnostic = Diagnostic::error("E3002", here.path(), message);
        if findings.is_full() {
            findings.add(diagnostic);
        } else if is_top && BESIDE_PROPERTIES.contains(&&**name) {
            findings.add(diagnostic.hint(format!("`{name}` stands beside `Properties`, not in it")));
        } else if let Some(owner) = self.owner(shape, name) {
            findings.add(diagnostic.hint(format!("it is a property of `{owner}`")));
        } else {
            // What is there already was not meant.
            let known = shape.properties.iter().map(|property| property.name);
            let free = known.filter(|name| !map.contains_key(*name));
            findings.add(with_names(diagnostic, name, free, "it could have"));
        }
    }

    /// Returns true if a condition compares a parameter with something, so that it may turn out either way.
    fn is_free(&self, expr: Option<&Expr>) -> bool {
        let Some(Expr::If(name, ..)) = expr else { return false };
        let mut condition = self.template.conditions.get(name);
        while let Some(Expr::Not(inner)) = condition {
            condition = Some(inner);
        }
        let Some(Expr::Equals(a, b)) = condition else { return false };
        let is_free = |side: &Expr| match side {
            Expr::Ref(name) => self
                .template
                .parameters
                .get(name)
                .is_some_and(|parameter| parameter.allowed_values.len() != 1),
            _ => false,
        };
        let is_fixed = |side: &Expr| matches!(side, Expr::String(_) | Expr::Number(_) | Expr::Bool(_));
        (is_free(a) && is_fixed(b)) || (is_fixed(a) && is_free(b))
    }

    /// Who has a property of this name, one step deeper or at the top.
    fn owner(&self, shape: &Shape<'f>, name: &str) -> Option<&'f str> {
        let deeper = shape.properties.iter().find(|property| {
            let mut objects = Vec::new();
            objects_in(&property.value, &mut objects);
            objects.iter().any(|object| self.kind.object(object).get(name).is_some())
        });
        let top = || self.kind.properties().get(name).map(|_| self.kind.name);
        deeper.map(|property| property.name).or_else(top)
    }
}

/// The objects that a property may hold, itself or in a list.
fn objects_in<'f>(value: &Value<'f>, objects: &mut Vec<&'f str>) {
    for kind in &value.kinds {
        match kind {
            ValueKind::Object(name) => objects.push(name),
            ValueKind::List { items, .. } => objects_in(items, objects),
            ValueKind::Text(_)
            | ValueKind::Integer(_)
            | ValueKind::Number(_)
            | ValueKind::Boolean
            | ValueKind::LocalFile
            | ValueKind::Json
            | ValueKind::Map(_) => {}
        }
    }
}

/// Returns true if what stands under this name becomes properties that nobody can see here.
pub(super) fn brings_properties(name: &str) -> bool {
    name == "Fn::Transform" || name.starts_with("Fn::ForEach::")
}
