//! Who refers to whom, as it is written.

use std::rc::Rc;

use crate::diagnostic::Path;

use super::{Expr, LogicalId, Resource, SubPart, Template, resource_path};

/// One reference from a resource to another, as cfn-lint counts edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The resource that refers.
    pub source: LogicalId,
    /// The resource that is referred to; always one of the template.
    pub target: LogicalId,
    /// How.
    pub kind: ReferenceKind,
    /// The attribute, for `Fn::GetAtt` and `${Resource.Attribute}`.
    pub attribute: Option<Rc<str>>,
    /// Where: the path of the function.
    pub path: Path,
}

/// How a resource refers to another.
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
    for (id, resource) in &template.resources {
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
        if template.resources.contains_key(target) {
            found.push(Reference {
                source: id.clone(),
                target: target.clone(),
                kind: ReferenceKind::DependsOn,
                attribute: None,
                path: path.key("DependsOn").index(i),
            });
        }
    }
    collect(template, id, &resource.properties, &path.key("Properties"), found);
    for (name, attribute) in &resource.attributes {
        collect(template, id, attribute, &path.key(name.clone()), found);
    }
}

fn collect(template: &Template, source: &LogicalId, expr: &Expr, path: &Path, found: &mut Vec<Reference>) {
    expr.walk(path, &mut |expr, path| {
        let mut add = |target: &LogicalId, kind, attribute: Option<Rc<str>>, key: &str| {
            if template.resources.contains_key(target) {
                let (source, target, path) = (source.clone(), target.clone(), path.key(key));
                found.push(Reference { source, target, kind, attribute, path });
            }
        };
        match expr {
            Expr::Ref(target) => add(target, ReferenceKind::Ref, None, "Ref"),
            Expr::GetAtt(target, attribute) => {
                let attribute = match &**attribute {
                    Expr::String(name) => Some(name.clone()),
                    _ => None,
                };
                add(target, ReferenceKind::GetAtt, attribute, "Fn::GetAtt");
            }
            Expr::Sub(parts, variables) => {
                for part in parts {
                    match part {
                        SubPart::Text(_) => {}
                        SubPart::Name(name) if variables.contains_key(name.as_str()) => {}
                        SubPart::Name(name) => add(name, ReferenceKind::Sub, None, "Fn::Sub"),
                        SubPart::Attribute(name, attribute) => {
                            if !variables.contains_key(&*format!("{name}.{attribute}")) {
                                add(name, ReferenceKind::Sub, Some(attribute.clone()), "Fn::Sub");
                            }
                        }
                    }
                }
            }
            // A function's name beside other keys is no function, but whoever wrote it meant a reference.
            Expr::Map(map) => {
                if let Some(Expr::String(target)) = map.get("Ref") {
                    add(&LogicalId::new(target.clone()), ReferenceKind::Ref, None, "Ref");
                }
            }
            _ => {}
        }
    });
}
