//! Properties: walks what is written along what the type takes.

use std::collections::HashMap;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Path};
use crate::facts::{ResourceType, Shape, TypeFacts};
use crate::template::{Expr, LogicalId, Resource, resource_path};

use super::findings::{Findings, list, with_names};
use super::rules::{self, Presence};
use super::{types, values};

/// The objects that were met, by type and name; many resources of a type ask for the same.
pub(super) type Shapes<'f> = HashMap<(&'f str, &'f str), Rc<Shape<'f>>>;

/// Checks the properties of a resource.
pub(super) fn check<'f>(
    id: &LogicalId,
    resource: &Resource,
    facts: &'f TypeFacts,
    shapes: &mut Shapes<'f>,
    findings: &mut Findings,
) {
    let Some(kind) = types::facts_of(&resource.type_name, facts) else { return };
    // A snippet that AWS::Include puts beside `Properties` may bring them.
    if resource.attributes.contains_key("Fn::Transform") {
        return;
    }
    let mut walk = Walk { kind, shapes, findings };
    let place = Place { path: resource_path(id).key("Properties"), name: String::new() };
    walk.object("properties", &resource.properties, &place);
}

/// The walk through one resource.
pub(super) struct Walk<'f, 'w> {
    pub(super) kind: ResourceType<'f>,
    shapes: &'w mut Shapes<'f>,
    pub(super) findings: &'w mut Findings,
}

/// Where the walk is.
pub(super) struct Place {
    pub(super) path: Path,
    /// The property as a reader would name it, `Ebs.VolumeType`; empty for the resource itself.
    pub(super) name: String,
}

impl<'f> Walk<'f, '_> {
    /// Checks what is written for the type's object that has this name.
    pub(super) fn object(&mut self, name: &'f str, expr: &Expr, place: &Place) {
        match expr {
            Expr::Map(map) => {
                let known = (self.kind.name, name);
                let shape =
                    self.shapes.entry(known).or_insert_with(|| Rc::new(self.kind.object(name))).clone();
                self.entries(&shape, map, place);
            }
            Expr::If(_, yes, no) => {
                self.object(name, yes, &place.function("Fn::If", 1));
                self.object(name, no, &place.function("Fn::If", 2));
            }
            _ => {}
        }
    }

    fn entries(&mut self, shape: &Shape<'f>, map: &IndexMap<Rc<str>, Expr>, place: &Place) {
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
            let full = place.full_name(name);
            let diagnostic = match rules::presence(map, name) {
                Presence::Always => continue,
                Presence::Never => {
                    let message = format!("the property `{full}` is missing");
                    Diagnostic::error("E3003", place.path.clone(), message)
                }
                // Another condition may see to it that this one never leaves it out.
                Presence::Perhaps => {
                    let message =
                        format!("the property `{full}` is missing when its condition leaves it out");
                    Diagnostic::warning("E3003", place.path.key(name), message)
                }
            };
            let whose = if place.name.is_empty() { self.kind.name } else { &place.name };
            self.findings.add(match list(&shape.required().collect::<Vec<_>>()) {
                Some(names) => diagnostic.hint(format!("required in `{whose}`: {names}")),
                None => diagnostic,
            });
        }
        rules::check(&shape.rules, map, place, self.findings);
    }

    fn unknown(&mut self, shape: &Shape<'f>, name: &str, map: &IndexMap<Rc<str>, Expr>, place: &Place) {
        let path = place.path.key(name);
        let full = place.full_name(name);
        if name == "Ref" || name.starts_with("Fn::") {
            let message = format!("the function `{name}` stands beside other names");
            let diagnostic = Diagnostic::error("E3002", path, message);
            self.findings.add(diagnostic.hint("a function is the only entry of its mapping"));
            return;
        }
        if place.name.is_empty() && self.kind.is_read_only(name) {
            let message = format!("the property `{full}` is set by AWS and cannot be given");
            self.findings.add(Diagnostic::error("E3040", path, message));
            return;
        }
        let message = format!("`{}` has no property `{full}`", self.kind.name);
        let diagnostic = Diagnostic::error("E3002", path, message);
        if self.findings.is_full() {
            self.findings.add(diagnostic);
            return;
        }
        // What is there already was not meant.
        let free =
            shape.properties.iter().map(|property| property.name).filter(|name| !map.contains_key(*name));
        self.findings.add(with_names(diagnostic, name, free, "it could have"));
    }
}

impl Place {
    /// The property with this name, in here.
    pub(super) fn property(&self, name: &str) -> Self {
        Self { path: self.path.key(name), name: self.full_name(name) }
    }

    /// An item of the list that is here.
    pub(super) fn item(&self, index: usize) -> Self {
        Self { path: self.path.index(index), name: self.name.clone() }
    }

    /// An argument of the function that is here.
    pub(super) fn function(&self, name: &str, argument: usize) -> Self {
        Self { path: self.path.key(name).index(argument), name: self.name.clone() }
    }

    fn full_name(&self, name: &str) -> String {
        match self.name.is_empty() {
            true => name.to_owned(),
            false => format!("{}.{name}", self.name),
        }
    }
}

/// Whether what stands under this name becomes properties that nobody can see here.
pub(super) fn brings_properties(name: &str) -> bool {
    name == "Fn::Transform" || name.starts_with("Fn::ForEach::")
}
