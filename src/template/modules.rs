//! What CloudFormation modules and SAM's resources cannot have.

use crate::diagnostic::Diagnostic;

use super::findings::Findings;
use super::{Expr, LogicalId, Resource, Template, generated, resource_path};

/// Reports faults of modules and of SAM's resources.
pub(super) fn check(template: &Template, findings: &mut Findings) {
    let is_sam = generated::is_sam(template);
    for (id, resource) in &template.resources {
        if resource.type_name.ends_with("::MODULE") {
            module(id, resource, findings);
        }
        if let (true, Some(kind)) = (is_sam, resource.type_name.strip_prefix("AWS::Serverless::")) {
            serverless(template, id, resource, kind, findings);
        }
    }
}

fn module(id: &LogicalId, resource: &Resource, findings: &mut Findings) {
    let path = resource_path(id);
    for policy in ["CreationPolicy", "UpdatePolicy"] {
        if resource.attributes.contains_key(policy) {
            let message = format!("a module has no `{policy}`");
            findings.add(Diagnostic::error("E5001", path.key(policy), message));
        }
    }
    if resource.properties.get("Tags").is_some() {
        let path = path.key("Properties").key("Tags");
        findings.add(Diagnostic::error("E5001", path, "a module has no `Tags`"));
    }
    let reserved = "AWS::CloudFormation::Module";
    if resource.attributes.get("Metadata").is_some_and(|metadata| metadata.get(reserved).is_some()) {
        let path = path.key("Metadata").key(reserved);
        findings.add(Diagnostic::error("E5001", path, format!("the key `{reserved}` is reserved")));
    }
}

/// Reports what SAM itself refuses: it stops at the first property that is missing or of the wrong kind.
fn serverless(template: &Template, id: &LogicalId, resource: &Resource, kind: &str, findings: &mut Findings) {
    let globals = template.globals.as_ref().and_then(|globals| globals.get(kind));
    let property = |name: &str| {
        let own = resource.properties.get(name);
        own.or_else(|| globals.and_then(|globals| globals.get(name)))
    };
    let required: &[&str] = match kind {
        "Api" => &["StageName"],
        "Application" => &["Location"],
        "LayerVersion" => &["ContentUri"],
        "Connector" => &["Permissions"],
        _ => &[],
    };
    let path = resource_path(id);
    for name in required.iter().filter(|name| property(name).is_none()) {
        let message = format!("SAM needs the property `{name}` of `{}`", resource.type_name);
        findings.add(Diagnostic::error("E0001", path.clone(), message));
    }
    if let Some(alias) = resource.properties.get("AutoPublishAlias")
        && !matches!(
            alias,
            Expr::String(_) | Expr::Number(_) | Expr::Ref(_) | Expr::If(..) | Expr::FindInMap(..)
        )
    {
        let path = path.key("Properties").key("AutoPublishAlias");
        let message = "SAM takes a text or a `Ref` to a parameter as `AutoPublishAlias`";
        findings.add(Diagnostic::error("E0001", path, message));
    }
}
