//! The walk through a resource: what is written along what its type takes, down to the deepest part.

use std::rc::Rc;

use crate::facts::{Shape, TypeFacts, Value, ValueKind};
use crate::maps::IndexMap;
use crate::template::{Expr, LogicalId, Resource, Template};

use super::findings::Findings;
use super::patterns::Patterns;
use super::place::PropertyPlace;
use super::properties::{Subject, brings_properties};
use super::value_kinds::{allows, fits, is_resolved_late};
use super::{functions, limits, rules, types, values};

/// The facts that were read so far; many resources of a type ask for the same.
pub(super) struct Known<'f> {
    /// The objects that were met, by type and name.
    shapes: IndexMap<(&'f str, &'f str), Rc<Shape<'f>>>,
    patterns: Patterns<'f>,
}

impl<'f> Known<'f> {
    pub(super) fn new(facts: &'f TypeFacts) -> Self {
        Self { shapes: IndexMap::new(), patterns: Patterns::new(facts) }
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
    let subject = Subject { kind, resource, template };
    Walk { subject, known, findings }.object(
        "properties",
        &resource.properties,
        &PropertyPlace::properties(id),
    );
}

struct Walk<'f, 'w> {
    subject: Subject<'f, 'w>,
    known: &'w mut Known<'f>,
    findings: &'w mut Findings,
}

impl<'f> Walk<'f, '_> {
    /// Checks what is written for the type's object that has this name.
    fn object(&mut self, name: &'f str, expr: &Expr, place: &PropertyPlace) {
        match expr {
            Expr::Map(map) => {
                let known = (self.subject.kind.name, name);
                let shape = self
                    .known
                    .shapes
                    .entry(known)
                    .or_insert_with(|| Rc::new(self.subject.kind.object(name)))
                    .clone();
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
                Some(value) => self.value(value, expr, &place.property(name)),
                None => self.subject.unknown(shape, name, map, place, self.findings),
            }
        }
        if map.keys().any(|name| brings_properties(name)) {
            return;
        }
        for name in shape.required() {
            self.subject.required(shape, name, map, place, self.findings);
        }
        rules::check(&shape.rules, map, place, self.findings);
    }

    /// Checks what is written for a property, down to its deepest part.
    fn value(&mut self, value: &Value<'f>, expr: &Expr, place: &PropertyPlace) {
        if let Expr::If(_, yes, no) = expr {
            self.value(value, yes, &place.argument("Fn::If", 1));
            self.value(value, no, &place.argument("Fn::If", 2));
            return;
        }
        // What a function makes is known when it is evaluated; nothing is reported where it is read.
        if matches!(expr, Expr::Null) || value.kinds.is_empty() || is_resolved_late(expr) {
            return;
        }
        if let Some(function) = expr.function() {
            functions::check(self.subject.template, value, expr, function, place, self.findings);
            return;
        }
        // Where several kinds fit, the first that takes the value itself is meant.
        let fitting: Vec<&ValueKind<'f>> = value.kinds.iter().filter(|kind| fits(kind, expr)).collect();
        match fitting.iter().find(|kind| allows(kind, expr)).or(fitting.first()) {
            None => values::wrong_kind(value, expr, place, self.findings),
            Some(kind) if !allows(kind, expr) => values::wrong_choice(&fitting, expr, place, self.findings),
            Some(kind) => {
                let fitting = fitting.iter().filter(|kind| allows(kind, expr));
                limits::check(fitting, expr, place, &mut self.known.patterns, self.findings);
                self.parts(kind, expr, place);
            }
        }
    }

    fn parts(&mut self, kind: &ValueKind<'f>, expr: &Expr, place: &PropertyPlace) {
        match (kind, expr) {
            (ValueKind::Object(name), _) => self.object(name, expr, place),
            (ValueKind::LocalFile, Expr::String(file)) => values::local_file(file, place, self.findings),
            (ValueKind::Map(values), Expr::Map(map)) => {
                for (name, expr) in map.iter().filter(|(name, _)| !brings_properties(name)) {
                    self.value(values, expr, &place.property(name));
                }
            }
            (ValueKind::List { items, distinct, .. }, Expr::List(list)) => {
                for (i, expr) in list.iter().enumerate() {
                    self.value(items, expr, &place.item(i));
                }
                if *distinct {
                    values::repetition(list, place, self.findings);
                }
            }
            _ => {}
        }
    }
}
