//! `AWS::CloudFormation::Interface`: how the console groups and names parameters.

use crate::diagnostic::{Diagnostic, Path};

use super::findings::Findings;
use super::sections::with_nearest;
use super::{Expr, LogicalId, Template};

/// Reports parameters that it names and that are not there.
pub(super) fn check(template: &Template, findings: &mut Findings) {
    let name = "AWS::CloudFormation::Interface";
    let Some(interface) = template.metadata.as_ref().and_then(|metadata| metadata.get(name)) else { return };
    let path = Path::root().key("Metadata").key(name);
    if let Some(Expr::List(groups)) = interface.get("ParameterGroups") {
        for (i, group) in groups.iter().enumerate() {
            let Some(Expr::List(parameters)) = group.get("Parameters") else { continue };
            let path = path.key("ParameterGroups").index(i).key("Parameters");
            for (i, parameter) in parameters.iter().enumerate() {
                if let Expr::String(name) = parameter {
                    known(template, name, &path.index(i), findings);
                }
            }
        }
    }
    if let Some(Expr::Map(labels)) = interface.get("ParameterLabels") {
        for name in labels.keys() {
            known(template, name, &path.key("ParameterLabels").key(name.clone()), findings);
        }
    }
}

fn known(template: &Template, name: &str, path: &Path, findings: &mut Findings) {
    if !template.parameters.contains_key(name) && !findings.is_full() {
        let diagnostic =
            Diagnostic::warning("W4001", path.clone(), format!("no parameter is named `{name}`"));
        findings.add(with_nearest(diagnostic, name, template.parameters.keys().map(LogicalId::as_str)));
    }
}
