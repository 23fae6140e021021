//! What in a template's resources hangs on each parameter and condition.

use indexmap::{IndexMap, IndexSet};

use super::Use;
use crate::diagnostic::Path;
use crate::sorting;
use crate::template::{Expr, LogicalId, SubPart, Template, resource_path};

/// What resources say of parameters and conditions. Conditions are followed to what they are made of only when
/// somebody asks: for a long chain of conditions, all answers together would fill the memory.
#[derive(Debug, Clone)]
pub(super) struct Uses {
    /// Each mention in the resources, in the order of the template.
    mentions: Vec<Use>,
    /// The positions of the mentions of each name.
    by_name: IndexMap<LogicalId, Vec<usize>>,
    /// The conditions that mention each parameter or condition.
    conditions: IndexMap<LogicalId, Vec<LogicalId>>,
}

impl Uses {
    /// Every use of some parameters or conditions, directly or by way of conditions, in the order of the template.
    pub(super) fn of_any<'n>(&'n self, names: impl IntoIterator<Item = &'n LogicalId>) -> Vec<&'n Use> {
        let mut names: IndexSet<&LogicalId> = names.into_iter().collect();
        let mut next = 0;
        while let Some(name) = names.get_index(next).copied() {
            next += 1;
            names.extend(self.conditions.get(name).into_iter().flatten());
        }
        let mentions = names.iter().filter_map(|name| self.by_name.get(*name)).flatten();
        let mut mentions: Vec<usize> = mentions.copied().collect();
        sorting::plain(&mut mentions);
        mentions.into_iter().filter_map(|at| self.mentions.get(at)).collect()
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
    let mut mentions: Vec<Use> = Vec::new();
    let mut by_name: IndexMap<LogicalId, Vec<usize>> = IndexMap::new();
    for (id, resource) in &template.resources {
        let mut add = |name: &LogicalId, path: Path| {
            if is_known(name) {
                by_name.entry(name.clone()).or_default().push(mentions.len());
                mentions.push(Use { resource: id.clone(), path });
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
    Uses { mentions, by_name, conditions }
}

/// The names that an expression itself refers to, each with the key of its function.
fn names_in(expr: &Expr, visit: &mut dyn FnMut(&LogicalId, &'static str)) {
    match expr {
        Expr::Ref(id) => visit(id, "Ref"),
        Expr::If(condition, _, _) => visit(condition, "Fn::If"),
        Expr::Condition(condition) => visit(condition, "Condition"),
        Expr::Sub(parts, variables) => {
            let mut seen: IndexSet<&LogicalId> = IndexSet::new();
            for part in parts {
                if let SubPart::Name(id) = part
                    && !variables.contains_key(id.as_str())
                    && seen.insert(id)
                {
                    visit(id, "Fn::Sub");
                }
            }
        }
        _ => {}
    }
}
