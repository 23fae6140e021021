//! Properties: walks what is written along what the type takes.

use std::collections::HashMap;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::Diagnostic;
use crate::facts::{ResourceType, Shape, TypeFacts, Value, ValueKind};
use crate::template::{Expr, LogicalId, Resource, Template};

use super::findings::{Findings, list, with_names};
use super::patterns::Patterns;
use super::place::{PropertyPlace, shortened};
use super::rules::{self, Presence};
use super::{types, values};

/// What stands beside `Properties`.
const BESIDE_PROPERTIES: [&str; 7] = [
    "Condition",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "Metadata",
    "UpdatePolicy",
    "UpdateReplacePolicy",
];

/// What was read of the facts so far; many resources of a type ask for the same.
pub(super) struct Known<'f> {
    /// The objects that were met, by type and name.
    shapes: HashMap<(&'f str, &'f str), Rc<Shape<'f>>>,
    pub(super) patterns: Patterns<'f>,
}

impl<'f> Known<'f> {
    pub(super) fn new(facts: &'f TypeFacts) -> Self {
        Self { shapes: HashMap::new(), patterns: Patterns::new(facts) }
    }
}

/// Checks the properties of a resource.
pub(super) fn check<'f>(
    id: &LogicalId,
    resource: &Resource,
    template: &Template,
    facts: &'f TypeFacts,
    known: &mut Known<'f>,
    findings: &mut Findings,
) {
    let Some(kind) = types::facts_of(&resource.type_name, facts) else { return };
    // A snippet that AWS::Include puts beside `Properties` may bring them.
    if resource.attributes.contains_key("Fn::Transform") {
        return;
    }
    let mut walk = Walk { kind, resource, template, known, findings };
    walk.object("properties", &resource.properties, &PropertyPlace::properties(id));
}

/// The walk through one resource.
pub(super) struct Walk<'f, 'w> {
    pub(super) kind: ResourceType<'f>,
    resource: &'w Resource,
    pub(super) template: &'w Template,
    pub(super) known: &'w mut Known<'f>,
    pub(super) findings: &'w mut Findings,
}

impl<'f> Walk<'f, '_> {
    /// Checks what is written for the type's object that has this name.
    pub(super) fn object(&mut self, name: &'f str, expr: &Expr, place: &PropertyPlace) {
        match expr {
            Expr::Map(map) => {
                let known = (self.kind.name, name);
                let shape =
                    self.known.shapes.entry(known).or_insert_with(|| Rc::new(self.kind.object(name))).clone();
                self.entries(&shape, map, place);
            }
            Expr::If(_, yes, no) => {
                self.object(name, yes, &place.argument("Fn::If", 1));
                self.object(name, no, &place.argument("Fn::If", 2));
            }
            _ => {}
        }
    }

    fn entries(&mut self, shape: &Shape<'f>, map: &IndexMap<Rc<str>, Expr>, place: &PropertyPlace) {
        for (name, expr) in map {
            if brings_properties(name) {
                continue;
            }
            let value = shape.get(name).map(|property| &property.value).or(shape.rest.as_ref());
            match value {
                Some(value) => values::check(self, value, expr, &place.property(name)),
                None => self.unknown(shape, name, map, place),
            }
        }
        if map.keys().any(|name| brings_properties(name)) {
            return;
        }
        for name in shape.required() {
            self.required(shape, name, map, place);
        }
        rules::check(&shape.rules, map, place, self.findings);
    }

    fn required(
        &mut self,
        shape: &Shape<'f>,
        name: &str,
        map: &IndexMap<Rc<str>, Expr>,
        place: &PropertyPlace,
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
        self.findings.add(match list(&shape.required().collect::<Vec<_>>()) {
            Some(names) => diagnostic.hint(format!("required in `{whose}`: {names}")),
            None => diagnostic,
        });
    }

    /// Whether a condition compares a parameter with something, so that it may turn out either way.
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

    fn unknown(
        &mut self,
        shape: &Shape<'f>,
        name: &Rc<str>,
        map: &IndexMap<Rc<str>, Expr>,
        place: &PropertyPlace,
    ) {
        let here = place.property(name);
        let full = here.name();
        if &**name == "Ref" || name.starts_with("Fn::") {
            let message = format!("the function `{}` stands beside other names", shortened(name));
            let diagnostic = Diagnostic::error("E3002", here.path(), message);
            self.findings.add(diagnostic.hint("a function is the only entry of its mapping"));
            return;
        }
        let is_top = place.name().is_empty();
        if is_top && self.kind.is_read_only(name) {
            // A schema that also says that the property cannot be changed means one that can be given.
            if !self.kind.replaced_by().any(|replacing| replacing == &**name) {
                let message =
                    format!("the property `{full}` is set by AWS, so a value given here has no effect");
                self.findings.add(Diagnostic::warning("E3040", here.path(), message).hint("leave it out"));
            }
            return;
        }
        let message = format!("`{}` has no property `{full}`", self.kind.name);
        let diagnostic = Diagnostic::error("E3002", here.path(), message);
        if self.findings.is_full() {
            self.findings.add(diagnostic);
        } else if is_top && BESIDE_PROPERTIES.contains(&&**name) {
            self.findings.add(diagnostic.hint(format!("`{name}` stands beside `Properties`, not in it")));
        } else if let Some(owner) = self.owner(shape, name) {
            self.findings.add(diagnostic.hint(format!("it is a property of `{owner}`")));
        } else {
            // What is there already was not meant.
            let known = shape.properties.iter().map(|property| property.name);
            let free = known.filter(|name| !map.contains_key(*name));
            self.findings.add(with_names(diagnostic, name, free, "it could have"));
        }
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

/// Whether what stands under this name becomes properties that nobody can see here.
pub(super) fn brings_properties(name: &str) -> bool {
    name == "Fn::Transform" || name.starts_with("Fn::ForEach::")
}
