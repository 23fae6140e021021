//! What in a template's resources hangs on each parameter and condition.

use indexmap::{IndexMap, IndexSet};

use super::Use;
use crate::diagnostic::Path;
use crate::template::{Expr, LogicalId, SubPart, Template, resource_path};

/// Every use of a parameter or condition in the resources, in the order of the template; conditions are followed
/// to the parameters and conditions that they are made of.
pub(super) fn collect(template: &Template) -> IndexMap<LogicalId, Vec<Use>> {
    let needs = condition_needs(template);
    let mut uses: IndexMap<LogicalId, Vec<Use>> = IndexMap::new();
    for (id, resource) in &template.resources {
        let mut add = |name: &LogicalId, path: Path| {
            let needed: Vec<LogicalId> = match needs.get(name) {
                Some(needed) => needed.iter().cloned().collect(),
                None if template.parameters.contains_key(name) => vec![name.clone()],
                None => Vec::new(),
            };
            for name in needed {
                uses.entry(name).or_default().push(Use { resource: id.clone(), path: path.clone() });
            }
        };
        let path = resource_path(id);
        if let Some(condition) = &resource.condition {
            add(condition, path.key("Condition"));
        }
        let attributes = resource.attributes.iter().map(|(name, value)| (path.key(name.clone()), value));
        let properties = std::iter::once((path.key("Properties"), &resource.properties));
        for (path, expr) in properties.chain(attributes) {
            expr.walk(&path, &mut |expr, path| names_in(expr, &mut |name, key| add(name, path.key(key))));
        }
    }
    uses
}

/// What each condition is made of: itself, the parameters it compares, and the same of the conditions it names.
fn condition_needs(template: &Template) -> IndexMap<LogicalId, IndexSet<LogicalId>> {
    let direct: IndexMap<&LogicalId, Vec<LogicalId>> = template
        .conditions
        .iter()
        .map(|(id, expr)| {
            let mut names = Vec::new();
            expr.walk(&Path::root(), &mut |expr, _| names_in(expr, &mut |name, _| names.push(name.clone())));
            (id, names)
        })
        .collect();
    template
        .conditions
        .keys()
        .map(|id| {
            let mut all = IndexSet::from([id.clone()]);
            let mut next = 0;
            while let Some(name) = all.get_index(next).cloned() {
                next += 1;
                all.extend(direct.get(&name).into_iter().flatten().cloned());
            }
            all.retain(|name| {
                template.conditions.contains_key(name) || template.parameters.contains_key(name)
            });
            (id.clone(), all)
        })
        .collect()
}

/// The names that an expression itself refers to, each with the key of its function.
fn names_in(expr: &Expr, visit: &mut dyn FnMut(&LogicalId, &'static str)) {
    match expr {
        Expr::Ref(id) => visit(id, "Ref"),
        Expr::If(condition, _, _) => visit(condition, "Fn::If"),
        Expr::Condition(condition) => visit(condition, "Condition"),
        Expr::Sub(parts, variables) => {
            let mut seen: Vec<&LogicalId> = Vec::new();
            for part in parts {
                if let SubPart::Name(id) = part
                    && !variables.contains_key(id.as_str())
                    && !seen.contains(&id)
                {
                    seen.push(id);
                    visit(id, "Fn::Sub");
                }
            }
        }
        _ => {}
    }
}
