//! What in a template's resources hangs on each parameter and condition.

use indexmap::{IndexMap, IndexSet};

use super::Use;
use crate::diagnostic::Path;
use crate::template::{Expr, LogicalId, SubPart, Template, resource_path};

/// What resources say of parameters and conditions. Conditions are followed to what they are made of only when
/// somebody asks: for a long chain of conditions, all answers together would fill the memory.
#[derive(Debug, Clone)]
pub(super) struct Uses {
    /// Each mention in the resources, with the name that is mentioned, in the order of the template.
    mentions: Vec<(LogicalId, Use)>,
    /// The conditions that mention each parameter or condition.
    conditions: IndexMap<LogicalId, Vec<LogicalId>>,
}

impl Uses {
    /// Every use of a parameter or condition, directly or by way of conditions, in the order of the template.
    pub(super) fn of(&self, name: &LogicalId) -> Vec<&Use> {
        let mut names = IndexSet::from([name]);
        let mut next = 0;
        while let Some(name) = names.get_index(next).copied() {
            next += 1;
            names.extend(self.conditions.get(name).into_iter().flatten());
        }
        self.mentions.iter().filter(|(name, _)| names.contains(name)).map(|(_, found)| found).collect()
    }
}

/// Collects the uses of parameters and conditions.
pub(super) fn collect(template: &Template) -> Uses {
    let is_known =
        |name: &LogicalId| template.conditions.contains_key(name) || template.parameters.contains_key(name);
    let mut conditions: IndexMap<LogicalId, Vec<LogicalId>> = IndexMap::new();
    for (id, expr) in &template.conditions {
        expr.walk(&Path::root(), &mut |expr, _| {
            names_in(expr, &mut |name, _| {
                if is_known(name) {
                    conditions.entry(name.clone()).or_default().push(id.clone());
                }
            });
        });
    }
    let mut mentions = Vec::new();
    for (id, resource) in &template.resources {
        let mut add = |name: &LogicalId, path: Path| {
            if is_known(name) {
                mentions.push((name.clone(), Use { resource: id.clone(), path }));
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
    Uses { mentions, conditions }
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
