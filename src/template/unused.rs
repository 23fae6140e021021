//! Parameters, mappings and conditions that nothing uses.

use crate::diagnostic::{Diagnostic, Path};
use crate::maps::IndexSet;

use super::expand::{Mentions, Names};
use super::findings::Findings;
use super::generated;
use super::usage::{Named, names};
use super::{Expr, LogicalId, Template};

/// Reports what is defined and never used. A template whose macros are unknown may use anything.
pub(super) fn check(template: &Template, findings: &mut Findings) {
    if generated::macros_define_names(template) {
        return;
    }
    let used = Used::in_template(template);
    let mentions = template.loops.as_ref().map(|loops| &loops.mentions);
    let in_loops = |kind: fn(&Mentions) -> &Names, id: &LogicalId| {
        mentions.is_some_and(|mentions| kind(mentions).may_have(id.as_str()))
    };
    let is_used = |id: &LogicalId| used.values.contains(id.as_str()) || in_loops(|all| &all.values, id);
    for id in template.parameters.keys().filter(|id| !is_used(id)) {
        let path = Path::root().key("Parameters").key(id.as_str());
        findings.add(Diagnostic::warning("W2001", path, format!("the parameter `{id}` is never used")));
    }
    if !used.computed_map {
        let is_used =
            |id: &LogicalId| used.mappings.contains(id.as_str()) || in_loops(|all| &all.mappings, id);
        for id in template.mappings.keys().filter(|id| !is_used(id)) {
            let path = Path::root().key("Mappings").key(id.as_str());
            findings.add(Diagnostic::warning("W7001", path, format!("the mapping `{id}` is never used")));
        }
    }
    let is_used =
        |id: &LogicalId| used.conditions.contains(id.as_str()) || in_loops(|all| &all.conditions, id);
    for id in template.conditions.keys().filter(|id| !is_used(id)) {
        let path = Path::root().key("Conditions").key(id.as_str());
        findings.add(Diagnostic::warning("W8001", path, format!("the condition `{id}` is never used")));
    }
}

/// Every name that something uses.
#[derive(Default)]
struct Used<'t> {
    values: IndexSet<&'t str>,
    mappings: IndexSet<&'t str>,
    conditions: IndexSet<&'t str>,
    /// True if the name of a map is computed somewhere: then any may be meant.
    computed_map: bool,
}

impl<'t> Used<'t> {
    fn in_template(template: &'t Template) -> Self {
        let mut used = Self::default();
        template.each_expr(&mut |expr, _| used.expr(expr));
        if let Some(loops) = &template.loops {
            used.values.extend(loops.needs.iter().map(AsRef::as_ref));
            used.mappings.extend(loops.maps.iter().map(AsRef::as_ref));
        }
        for resource in template.resources.values() {
            used.conditions.extend(resource.condition.as_ref().map(LogicalId::as_str));
        }
        for output in template.outputs.values() {
            used.conditions.extend(output.condition.as_ref().map(LogicalId::as_str));
        }
        used
    }

    fn expr(&mut self, expr: &'t Expr) {
        names(expr, &mut |named| match named {
            Named::Value(name) => drop(self.values.insert(name)),
            Named::Mapping(name) => drop(self.mappings.insert(name)),
            Named::AnyMapping => self.computed_map = true,
            Named::Condition(name) => drop(self.conditions.insert(name)),
        });
    }
}
