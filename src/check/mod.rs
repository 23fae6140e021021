//! What is written against what AWS takes: types, properties and attributes that do not exist, properties that are
//! missing, values of the wrong kind. It needs the facts about resource types, which the page loads only when
//! somebody wants the check; the stages before it do without.

mod attributes;
mod findings;
mod ignored;
mod place;
mod properties;
mod rules;
#[cfg(test)]
mod tests;
mod types;
mod values;

use crate::diagnostic::Diagnostic;
use crate::facts::TypeFacts;
use crate::template::Template;

use findings::Findings;
use properties::Shapes;

/// Checks every resource against the facts about its type, and every attribute that `Fn::GetAtt` and `Fn::Sub` name.
///
/// What only a macro, a registry or AWS itself knows is passed over. In a template with macros of its owner's the
/// findings are warnings, for the macros change it before AWS sees it.
pub fn check(template: &Template, facts: &TypeFacts) -> Vec<Diagnostic> {
    let mut findings = Findings::new(template);
    let mut shapes = Shapes::new();
    for (id, resource) in &template.resources {
        types::check(id, resource, template, facts, &mut findings);
        properties::check(id, resource, facts, &mut shapes, &mut findings);
    }
    attributes::check(template, facts, &mut findings);
    findings.finish()
}
