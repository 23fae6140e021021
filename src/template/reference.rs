//! Who refers to whom, as it is written.

use std::rc::Rc;

use crate::diagnostic::Path;

use super::expr::Choices;
use super::{Expr, LogicalId, Resource, SubPart, Template, resource_path, substitution};

/// One reference from a resource to another, as cfn-lint counts edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The resource that refers.
    pub source: LogicalId,
    /// The resource that is referred to; always one of the template.
    pub target: LogicalId,
    /// The way of referring.
    pub kind: ReferenceKind,
    /// The attribute, for `Fn::GetAtt` and `${Resource.Attribute}`.
    pub attribute: Option<Rc<str>>,
    /// Where: the path of the function.
    pub path: Path,
    /// The branches of `Fn::If` that it stands in: the condition, and whether the branch is that of a true one.
    pub branches: Vec<(LogicalId, bool)>,
}

/// The ways in which a resource refers to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceKind {
    /// `Ref`.
    Ref,
    /// `Fn::GetAtt`.
    GetAtt,
    /// `${…}` in an `Fn::Sub`.
    Sub,
    /// `DependsOn`.
    DependsOn,
}

impl ReferenceKind {
    /// `Ref`, `GetAtt`, `Sub` or `DependsOn`.
    pub fn name(self) -> &'static str {
        match self {
            ReferenceKind::Ref => "Ref",
            ReferenceKind::GetAtt => "GetAtt",
            ReferenceKind::Sub => "Sub",
            ReferenceKind::DependsOn => "DependsOn",
        }
    }
}

/// Every reference between two resources: in properties and the other attributes, in both branches of `Fn::If`.
/// Not from conditions, and not to parameters. In the order of the template.
pub fn references(template: &Template) -> Vec<Reference> {
    let mut found = Vec::new();
    for (id, resource) in template.resources.iter().filter(|(id, _)| !template.untyped.contains(*id)) {
        of_resource(template, id, resource, &mut found);
    }
    found
}

/// The references of an expression to resources, as [`references`] counts them; `source` is only copied.
pub fn references_in(template: &Template, source: &LogicalId, expr: &Expr, path: &Path) -> Vec<Reference> {
    let mut found = Vec::new();
    collect(template, source, expr, path, &mut found);
    found
}

fn of_resource(template: &Template, id: &LogicalId, resource: &Resource, found: &mut Vec<Reference>) {
    let path = resource_path(id);
    for (i, target) in resource.depends_on.iter().enumerate() {
        if is_target(template, target.as_str()) {
            found.push(Reference {
                source: id.clone(),
                target: target.clone(),
                kind: ReferenceKind::DependsOn,
                attribute: None,
                path: path.key("DependsOn").index(i),
                branches: Vec::new(),
            });
        }
    }
    collect(template, id, &resource.properties, &path.key("Properties"), found);
    for (name, attribute) in &resource.attributes {
        collect(template, id, attribute, &path.key(name.clone()), found);
    }
}

fn collect(template: &Template, source: &LogicalId, expr: &Expr, path: &Path, found: &mut Vec<Reference>) {
    let mut choices = Choices::default();
    expr.walk(path, &mut |expr, path| {
        choices.visit(expr, path);
        let mut add = |target: &str, kind, attribute: Option<Rc<str>>, key: &str| {
            if let (true, Some((target, _))) =
                (is_target(template, target), template.resources.get_key_value(target))
            {
                let branches = choices.branches(path);
                let (source, target, path) = (source.clone(), target.clone(), path.key(key));
                found.push(Reference { source, target, kind, attribute, path, branches });
            }
        };
        match expr {
            Expr::Ref(target) => add(target.as_str(), ReferenceKind::Ref, None, "Ref"),
            Expr::GetAtt(target, attribute) => {
                let attribute = match &**attribute {
                    Expr::String(name) => Some(name.clone()),
                    _ => None,
                };
                add(target.as_str(), ReferenceKind::GetAtt, attribute, "Fn::GetAtt");
            }
            Expr::Sub(parts, variables) => {
                substituted(parts, &|name| variables.contains_key(name), &mut add);
            }
            // A function beside other keys, or with arguments it does not take, is no function; whoever wrote it
            // meant a reference, and cfn-lint counts it.
            Expr::Map(map) => map.iter().for_each(|(name, argument)| loose(name, argument, &mut add)),
            Expr::Other(name, argument) => loose(name, argument, &mut add),
            _ => {}
        }
    });
}

/// cfn-lint has no node for a resource whose type is no text.
fn is_target(template: &Template, name: &str) -> bool {
    template.resources.contains_key(name) && !template.untyped.contains(name)
}

type Add<'a> = dyn FnMut(&str, ReferenceKind, Option<Rc<str>>, &str) + 'a;

fn substituted(parts: &[SubPart], is_variable: &dyn Fn(&str) -> bool, add: &mut Add<'_>) {
    for part in parts {
        match part {
            SubPart::Text(_) => {}
            SubPart::Name(name) => {
                if !is_variable(name.as_str()) && is_plain(name.as_str()) {
                    add(name.as_str(), ReferenceKind::Sub, None, "Fn::Sub");
                }
            }
            SubPart::Attribute(name, attribute) => {
                let whole = format!("{name}.{attribute}");
                if !is_variable(&whole) && is_plain(&whole) {
                    add(name.as_str(), ReferenceKind::Sub, Some(attribute.clone()), "Fn::Sub");
                }
            }
        }
    }
}

fn loose(name: &str, argument: &Expr, add: &mut Add<'_>) {
    match (name, argument) {
        ("Ref", Expr::String(target)) => add(target, ReferenceKind::Ref, None, name),
        ("Fn::GetAtt", Expr::String(text)) => {
            if let Some((target, attribute)) = text.split_once('.') {
                add(target, ReferenceKind::GetAtt, Some(attribute.into()), name);
            }
        }
        ("Fn::GetAtt", Expr::List(items)) => {
            if let [Expr::String(target), attribute] = items.as_slice() {
                let attribute = match attribute {
                    Expr::String(attribute) => Some(attribute.clone()),
                    _ => None,
                };
                add(target, ReferenceKind::GetAtt, attribute, name);
            }
        }
        ("Fn::Sub", Expr::String(text)) => substituted(&substitution::parse(text), &|_| false, add),
        ("Fn::Sub", Expr::List(items)) => {
            let is_variable = |name: &str| match items.as_slice() {
                [_, Expr::Map(variables)] => variables.contains_key(name),
                _ => false,
            };
            if let Some(text) = items.first().and_then(Expr::as_text) {
                substituted(&substitution::parse(text), &is_variable, add);
            }
        }
        _ => {}
    }
}

/// cfn-lint looks only at names of letters, digits and points: `${ A }` is no reference to it.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}
