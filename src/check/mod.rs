//! What is written against what AWS takes: types, properties and attributes that do not exist, properties that are
//! missing, values of the wrong kind. It needs the facts about resource types, which the page loads only when
//! somebody wants the check; the stages before it do without.
//!
//! What schemas do not say (IAM's policies, DNS records, keys of tables) is code, a file a topic, with cfn-lint as the judge. The
//! facts are compiled into the command line.

mod attributes;
mod findings;
mod functions;
mod ignored;
mod lambda;
mod limits;
mod patterns;
mod place;
mod policies;
mod properties;
mod records;
mod rules;
mod tables;
#[cfg(test)]
mod tests;
mod types;
mod unique;
mod value_kinds;
#[cfg(test)]
mod value_tests;
mod values;
mod walk;

use crate::diagnostic::Diagnostic;
use crate::facts::TypeFacts;
use crate::template::Template;

use findings::Findings;
use walk::Known;

/// Checks every resource against the facts about its type, and every attribute that `Fn::GetAtt` and `Fn::Sub` name.
///
/// What only a macro, a registry or AWS itself knows is passed over. In a template with macros of its owner's the
/// findings are warnings, for the macros change it before AWS sees it.
pub fn check(template: &Template, facts: &TypeFacts) -> Vec<Diagnostic> {
    let mut findings = Findings::new(template);
    let mut known = Known::new(facts);
    for (id, resource) in &template.resources {
        types::check(id, resource, template, facts, &mut findings);
        walk::check(id, resource, template, facts, &mut known, &mut findings);
        policies::check(id, resource, &mut findings);
        records::check(id, resource, &mut findings);
        tables::check(id, resource, &mut findings);
        lambda::check(id, resource, template, facts, &mut findings);
    }
    lambda::check_globals(template, facts, &mut findings);
    unique::check(template, facts, &mut findings);
    attributes::check(template, facts, &mut findings);
    findings.finish()
}
