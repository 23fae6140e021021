//! Who uses what: parameters, mappings and conditions by the parts of a template that name them.

use crate::diagnostic::Path;

use super::expr::Choices;
use super::{Expr, LogicalId, SubPart, Template, references_in, resource_path};

/// A part of a template that has a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// An entry of `Parameters`.
    Parameter(LogicalId),
    /// An entry of `Mappings`.
    Mapping(LogicalId),
    /// Every mapping: whoever computes the name of one may mean any.
    Mappings,
    /// An entry of `Conditions`.
    Condition(LogicalId),
    /// An entry of `Rules`.
    Rule(LogicalId),
    /// The properties that `Globals` adds to every resource of a kind: `Function`.
    Globals(LogicalId),
    /// An entry of `Resources`, or a resource that SAM's transform makes.
    Resource(LogicalId),
    /// An entry of `Outputs`.
    Output(LogicalId),
}

/// One use of an element by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The element that names the other.
    pub source: Element,
    /// The element that is named.
    pub target: Element,
    /// The path of the function, or of the attribute `Condition`, that names it.
    pub path: Path,
    /// The branches of `Fn::If` that it stands in: the condition, and whether the branch is that of a true one.
    pub branches: Vec<(LogicalId, bool)>,
}

/// A name in an expression.
pub(super) enum Named<'e> {
    /// A parameter, a resource or a pseudo parameter.
    Value(&'e str),
    /// A mapping.
    Mapping(&'e str),
    /// A mapping whose name is computed.
    AnyMapping,
    /// A condition.
    Condition(&'e str),
}

/// Calls `visit` with every name that an expression uses, without those in its parts.
pub(super) fn names<'e>(expr: &'e Expr, visit: &mut dyn FnMut(Named<'e>)) {
    match expr {
        Expr::Ref(name) => visit(Named::Value(name.as_str())),
        Expr::Sub(parts, _) => {
            for part in parts {
                match part {
                    SubPart::Text(_) => {}
                    SubPart::Name(name) | SubPart::Attribute(name, _) => {
                        visit(Named::Value(name.as_str().trim()));
                    }
                }
            }
        }
        Expr::FindInMap(map, ..) => match &**map {
            Expr::String(name) => visit(Named::Mapping(name)),
            _ => visit(Named::AnyMapping),
        },
        Expr::If(name, ..) | Expr::Condition(name) => visit(Named::Condition(name.as_str())),
        Expr::Map(map) => {
            // `Ref` beside other keys, and the condition of a policy that may be an output's.
            if let Some(name) = map.get("Ref").and_then(Expr::as_text) {
                visit(Named::Value(name));
            }
            if let Some(name) = map.get("Condition").and_then(Expr::as_text) {
                visit(Named::Condition(name));
            }
        }
        // `Fn::ValueOf: [Parameter, Attribute]`, in rules.
        Expr::Other(_, argument) => match &**argument {
            Expr::List(items) => {
                if let Some(name) = items.first().and_then(Expr::as_text) {
                    visit(Named::Value(name));
                }
            }
            Expr::String(name) => visit(Named::Value(name)),
            _ => {}
        },
        _ => {}
    }
}

/// Returns every use of an element by another but the references between resources, which `references` gives. In the
/// order of the template's sections.
pub fn uses(template: &Template) -> Vec<Use> {
    let mut found = Vec::new();
    let root = Path::root();
    let section = |name: &str, id: &LogicalId| root.key(name).key(id.as_str());
    let mut collect =
        |source: Element, expr: &Expr, path: Path| of_expr(template, &source, expr, &path, &mut found);
    for (id, condition) in &template.conditions {
        collect(Element::Condition(id.clone()), condition, section("Conditions", id));
    }
    for (id, rule) in &template.rules {
        let path = section("Rules", id);
        if let Some(condition) = &rule.condition {
            collect(Element::Rule(id.clone()), condition, path.key("RuleCondition"));
        }
        for (i, assertion) in rule.assertions.iter().enumerate() {
            let path = path.key("Assertions").index(i).key("Assert");
            collect(Element::Rule(id.clone()), &assertion.assert, path);
        }
    }
    for (kind, added) in template.globals.iter().filter_map(Expr::as_map).flatten() {
        let id = LogicalId::from(kind.clone());
        let path = section("Globals", &id);
        collect(Element::Globals(id), added, path);
    }
    for (id, resource) in &template.resources {
        let path = resource_path(id);
        collect(Element::Resource(id.clone()), &resource.properties, path.key("Properties"));
        for (name, attribute) in &resource.attributes {
            collect(Element::Resource(id.clone()), attribute, path.key(name.clone()));
        }
    }
    for (id, output) in &template.outputs {
        let path = section("Outputs", id);
        collect(Element::Output(id.clone()), &output.value, path.key("Value"));
        if let Some(export) = &output.export {
            collect(Element::Output(id.clone()), export, path.key("Export").key("Name"));
        }
    }
    found.extend(conditions_and_globals(template));
    if found.iter().any(|found| found.target == Element::Mappings) {
        let of_all = |id: &LogicalId| Use {
            source: Element::Mappings,
            target: Element::Mapping(id.clone()),
            path: root.key("Mappings"),
            branches: Vec::new(),
        };
        found.extend(template.mappings.keys().map(of_all));
    }
    found
}

/// The conditions that resources and outputs hang on, and the globals of SAM that resources take.
fn conditions_and_globals(template: &Template) -> Vec<Use> {
    let mut found = Vec::new();
    let mut add = |source, target, path| found.push(Use { source, target, path, branches: Vec::new() });
    for (id, resource) in &template.resources {
        if let Some(condition) =
            resource.condition.as_ref().filter(|id| template.conditions.contains_key(*id))
        {
            let path = resource_path(id).key("Condition");
            add(Element::Resource(id.clone()), Element::Condition(condition.clone()), path);
        }
        let kind = resource.type_name.strip_prefix("AWS::Serverless::").map(LogicalId::from);
        if let (Some(kind), Some(globals)) = (kind, &template.globals)
            && globals.get(kind.as_str()).is_some()
        {
            add(Element::Resource(id.clone()), Element::Globals(kind), resource_path(id));
        }
    }
    for (id, output) in &template.outputs {
        if let Some(condition) = output.condition.as_ref().filter(|id| template.conditions.contains_key(*id))
        {
            let path = Path::root().key("Outputs").key(id.as_str()).key("Condition");
            add(Element::Output(id.clone()), Element::Condition(condition.clone()), path);
        }
    }
    found
}

fn of_expr(template: &Template, source: &Element, expr: &Expr, path: &Path, found: &mut Vec<Use>) {
    let mut choices = Choices::default();
    expr.walk(path, &mut |expr, path| {
        choices.visit(expr, path);
        names(expr, &mut |named| {
            let known = |section: fn(&Template, &str) -> Option<LogicalId>, name| section(template, name);
            let target = match named {
                Named::Value(name) => known(parameter, name).map(Element::Parameter),
                Named::Mapping(name) => known(mapping, name).map(Element::Mapping),
                Named::AnyMapping => Some(Element::Mappings),
                Named::Condition(name) => known(condition, name).map(Element::Condition),
            };
            if let Some(target) = target {
                let path = expr.function().map_or_else(|| path.clone(), |function| path.key(function));
                let (source, branches) = (source.clone(), choices.branches(&path));
                found.push(Use { source, target, path, branches });
            }
        });
    });
    let id = match source {
        Element::Resource(_) | Element::Mappings => return,
        Element::Parameter(id)
        | Element::Mapping(id)
        | Element::Condition(id)
        | Element::Rule(id)
        | Element::Globals(id)
        | Element::Output(id) => id,
    };
    found.extend(references_in(template, id, expr, path).into_iter().map(|reference| Use {
        source: source.clone(),
        target: Element::Resource(reference.target),
        path: reference.path,
        branches: reference.branches,
    }));
}

fn parameter(template: &Template, name: &str) -> Option<LogicalId> {
    template.parameters.get_key_value(name).map(|(id, _)| id.clone())
}

fn mapping(template: &Template, name: &str) -> Option<LogicalId> {
    template.mappings.get_key_value(name).map(|(id, _)| id.clone())
}

fn condition(template: &Template, name: &str) -> Option<LogicalId> {
    template.conditions.get_key_value(name).map(|(id, _)| id.clone())
}
