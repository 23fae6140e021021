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
    // No type at all is reported where the resource is read; that of a loop's stand-in may not be known.
    if name.is_empty()
        || template.stand_in(id).is_some()
        || template.untyped.contains(id)
        || facts_of(name, facts).is_some()
    {
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
    if may_be_registered(name) {
        return;
    }
    let diagnostic =
        Diagnostic::error("E3006", path, format!("there is no resource type `{}`", shortened(name)));
    if findings.ignores(&diagnostic) {
        return;
    }
    findings.add(match meant(name, facts) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic.hint("types are written `AWS::Service::Resource`: `AWS::EC2::Instance`"),
    });
}

/// The type that is most like this name: of the same service, else of the same name in another service.
fn meant<'f>(name: &str, facts: &'f TypeFacts) -> Option<&'f str> {
    let mut parts = name.split(':').filter(|part| !part.is_empty()).rev();
    let (resource, service) = (parts.next()?, parts.next()?);
    let mut in_service = Vec::new();
    let mut of_name = Vec::new();
    for known in facts.names() {
        let mut parts = known.split("::").skip(1);
        let (Some(its_service), Some(its_name)) = (parts.next(), parts.next()) else { continue };
        match (its_service.eq_ignore_ascii_case(service), its_name.eq_ignore_ascii_case(resource)) {
            (true, true) => return Some(known),
            (true, false) => in_service.push((its_name, known)),
            (false, true) => of_name.push((its_service, known)),
            (false, false) => {}
        }
    }
    let near = |part: &str, all: &[(&str, &'f str)]| {
        let found = nearest(part, all.iter().map(|(part, _)| *part))?;
        all.iter().find(|(part, _)| *part == found).map(|(_, known)| *known)
    };
    near(resource, &in_service).or_else(|| near(service, &of_name))
}

/// Returns true if the account's registry may know this type: a module, or a type whose namespace is not Amazon's.
fn may_be_registered(name: &str) -> bool {
    let parts: Vec<&str> = name.split("::").collect();
    // Nobody else can have `aws`, however it is written.
    let is_amazons = |owner: &str| {
        ["AWS", "Amazon", "AMZN", "Alexa"].iter().any(|reserved| reserved.eq_ignore_ascii_case(owner))
    };
    let well_formed = parts.iter().all(|part| !part.is_empty() && part.chars().all(char::is_alphanumeric));
    match parts.as_slice() {
        [.., "MODULE"] => well_formed,
        [owner, _, _] => well_formed && !is_amazons(owner),
        _ => false,
    }
}
