//! What can be there once: names that tell resources apart, and the route table of a subnet.

use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::facts::TypeFacts;
use crate::maps::IndexMap;
use crate::template::{Expr, LogicalId, Template, resource_path};

use super::findings::{Findings, list};
use super::types;

/// The longest name that is compared.
const MAX_NAME: usize = 1024;

/// Reports resources that cannot be there together.
pub(super) fn check(template: &Template, facts: &TypeFacts, findings: &mut Findings) {
    let mut named: IndexMap<(Rc<str>, String), Vec<&LogicalId>> = IndexMap::new();
    let mut subnets: IndexMap<String, Vec<&LogicalId>> = IndexMap::new();
    for (id, resource) in &template.resources {
        let Some(kind) = types::facts_of(&resource.type_name, facts) else { continue };
        if resource.type_name.starts_with("Custom::") {
            continue;
        }
        let names: Option<Vec<String>> =
            kind.identified_by().map(|name| identity(resource.properties.get(name)?)).collect();
        if let Some(names) = names.filter(|names| !names.is_empty()) {
            named.entry((resource.type_name.clone(), names.join("\u{0}"))).or_default().push(id);
        }
        if &*resource.type_name == "AWS::EC2::SubnetRouteTableAssociation"
            && let Some(subnet) = resource.properties.get("SubnetId").and_then(identity)
        {
            subnets.entry(subnet).or_default().push(id);
        }
    }
    for ((type_name, _), ids) in &named {
        let ids = &together(template, ids);
        let Some(kind) = types::facts_of(type_name, facts) else { continue };
        let keys: Vec<&str> = kind.identified_by().collect();
        let (what, who) = (list(&keys).unwrap_or_default(), all(ids));
        for id in ids {
            let mut path = resource_path(id).key("Properties");
            if let [only] = keys.as_slice() {
                path = path.key(*only);
            }
            let message = format!("{what} must be unique, and {who} have the same");
            findings
                .add(Diagnostic::error("E3019", path, message).hint("give each a name of its own, or none"));
        }
    }
    for ids in subnets.values() {
        let ids = &together(template, ids);
        let who = all(ids);
        for id in ids {
            let path = resource_path(id).key("Properties").key("SubnetId");
            let message = format!("a subnet has one route table, and {who} give it one each");
            findings.add(Diagnostic::error("E3022", path, message).hint("keep one of them"));
        }
    }
}

/// Those that are there together: under the same condition, or without any. Who hangs on another condition may be
/// there in place of the others.
fn together<'t>(template: &'t Template, ids: &[&'t LogicalId]) -> Vec<&'t LogicalId> {
    let condition =
        |id: &LogicalId| template.resources.get(id).and_then(|resource| resource.condition.as_ref());
    let is_free = |id: &LogicalId| condition(id).is_none();
    let some_free = ids.iter().any(|id| is_free(id));
    let of_first = ids.first().and_then(|first| condition(first));
    let same = |id: &&&LogicalId| if some_free { is_free(id) } else { condition(id) == of_first };
    let kept: Vec<&LogicalId> = ids.iter().filter(same).copied().collect();
    if kept.len() > 1 { kept } else { Vec::new() }
}

fn all(ids: &[&LogicalId]) -> String {
    list(&ids.iter().map(|id| id.as_str()).collect::<Vec<_>>()).unwrap_or_default()
}

/// Returns what is the same when two are: a text, or a reference as it is written.
fn identity(expr: &Expr) -> Option<String> {
    match expr {
        Expr::String(text) if text.len() <= MAX_NAME => Some(format!("={text}")),
        Expr::Number(text) => Some(format!("={text}")),
        Expr::Ref(name) if name.as_str() != "AWS::NoValue" => Some(format!("!{name}")),
        _ => None,
    }
}
