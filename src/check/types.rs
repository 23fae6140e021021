//! Resource types: whether there is such a type, and who else but CloudFormation would know.

use crate::diagnostic::{Diagnostic, nearest};
use crate::facts::{ResourceType, TypeFacts};
use crate::template::{LogicalId, Resource, Template, resource_path};

use super::findings::Findings;
use super::place::shortened;

/// The macro that knows `AWS::Serverless::…`.
const SERVERLESS: &str = "AWS::Serverless-2016-10-31";

/// The facts about a resource's type; none where only someone else has them.
pub(super) fn facts_of<'f>(type_name: &str, facts: &'f TypeFacts) -> Option<ResourceType<'f>> {
    match type_name.starts_with("Custom::") {
        true => facts.get("AWS::CloudFormation::CustomResource"),
        false => facts.get(type_name),
    }
}

/// Reports a type that does not exist.
pub(super) fn check(
    id: &LogicalId,
    resource: &Resource,
    template: &Template,
    facts: &TypeFacts,
    findings: &mut Findings,
) {
    let name = &*resource.type_name;
    // No type at all is reported where the resource is read.
    if name.is_empty() || template.untyped.contains(id) || facts_of(name, facts).is_some() {
        return;
    }
    let path = resource_path(id).key("Type");
    if name.starts_with("AWS::Serverless::") {
        if !template.transforms.iter().any(|transform| &**transform == SERVERLESS) {
            let message = format!("`{}` is for templates with the transform `{SERVERLESS}`", shortened(name));
            let hint = format!("add the line `Transform: {SERVERLESS}` at the top of the template");
            findings.add(Diagnostic::error("E3038", path, message).hint(hint));
        }
        return;
    }
    if findings.is_full() {
        return;
    }
    let same = facts.names().find(|known| known.eq_ignore_ascii_case(name));
    if same.is_none() && may_be_registered(name) {
        return;
    }
    let diagnostic =
        Diagnostic::error("E3006", path, format!("there is no resource type `{}`", shortened(name)));
    let near = same.or_else(|| nearest(name, facts.names()));
    findings.add(match near {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic.hint("types are written `AWS::Service::Resource`: `AWS::EC2::Instance`"),
    });
}

/// Whether the account's registry may know this type: a module, or a type whose namespace is not Amazon's.
fn may_be_registered(name: &str) -> bool {
    let parts: Vec<&str> = name.split("::").collect();
    let well_formed = parts.iter().all(|part| !part.is_empty() && part.chars().all(char::is_alphanumeric));
    match parts.as_slice() {
        [.., "MODULE"] => well_formed,
        [owner, _, _] => well_formed && !matches!(*owner, "AWS" | "Amazon" | "AMZN" | "Alexa"),
        _ => false,
    }
}
