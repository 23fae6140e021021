//! Attributes: what `Fn::GetAtt` and `${Resource.Attribute}` name must be one of the resource's type.

use crate::diagnostic::{Diagnostic, Path};
use crate::facts::TypeFacts;
use crate::template::{Expr, LogicalId, Reference, ReferenceKind, Template, references, references_in};

use super::findings::{Findings, with_names};
use super::place::shortened;
use super::types;

pub(super) fn check(template: &Template, facts: &TypeFacts, findings: &mut Findings) {
    for reference in references(template) {
        attribute(&reference, template, facts, findings);
    }
    for (id, output) in &template.outputs {
        let path = Path::root().key("Outputs").key(id.as_str());
        of_expr(id, &output.value, &path.key("Value"), template, facts, findings);
        if let Some(name) = &output.export {
            of_expr(id, name, &path.key("Export").key("Name"), template, facts, findings);
        }
    }
}

fn of_expr(
    id: &LogicalId,
    expr: &Expr,
    path: &Path,
    template: &Template,
    facts: &TypeFacts,
    findings: &mut Findings,
) {
    for reference in references_in(template, id, expr, path) {
        attribute(&reference, template, facts, findings);
    }
}

fn attribute(reference: &Reference, template: &Template, facts: &TypeFacts, findings: &mut Findings) {
    let Some(name) = &reference.attribute else { return };
    let Some(resource) = template.resources.get(&reference.target) else { return };
    let Some(known) = types::facts_of(&resource.type_name, facts) else { return };
    if known.has_attribute(name) {
        return;
    }
    let (code, path) = match reference.kind {
        ReferenceKind::GetAtt => ("E1010", reference.path.index(1)),
        ReferenceKind::Sub => ("E1019", reference.path.clone()),
        ReferenceKind::Ref | ReferenceKind::DependsOn => return,
    };
    let target = shortened(reference.target.as_str());
    let message = format!("`{target}` is `{}`, which has no attribute `{}`", known.name, shortened(name));
    let diagnostic = Diagnostic::error(code, path, message);
    findings.add(match known.attributes().next() {
        _ if findings.is_full() => diagnostic,
        None => diagnostic.hint("the type has no attributes"),
        Some(_) => with_names(diagnostic, name, known.attributes(), "its attributes"),
    });
}
