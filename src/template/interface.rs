//! `AWS::CloudFormation::Interface`: how the console groups and names parameters.

use crate::diagnostic::{Diagnostic, Path};

use super::findings::Findings;
use super::{Expr, LogicalId, Template};

/// Reports parameters that it names and that are not there.
pub(super) fn check(template: &Template, findings: &mut Findings) {
    let name = "AWS::CloudFormation::Interface";
    let Some(interface) = template.metadata.as_ref().and_then(|metadata| metadata.get(name)) else { return };
    let path = Path::root().key("Metadata").key(name);
    shape(interface, &path, findings);
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

/// Whether it is what the console can read.
fn shape(interface: &Expr, path: &Path, findings: &mut Findings) {
    let mut wrong = |path: Path, takes: &str| {
        findings.add(Diagnostic::error("E4001", path, format!("here stands {takes}")));
    };
    let Expr::Map(parts) = interface else {
        return wrong(path.clone(), "a mapping with `ParameterGroups` and `ParameterLabels`");
    };
    for (name, part) in parts {
        let path = path.key(name.clone());
        match (&**name, part) {
            ("ParameterGroups", Expr::List(groups)) => {
                for (i, group) in groups.iter().enumerate() {
                    if !matches!(group, Expr::Map(keys) if keys.keys().all(|key| matches!(&**key, "Label" | "Parameters")))
                    {
                        wrong(path.index(i), "a mapping with a `Label` and a list of `Parameters`");
                    }
                }
            }
            ("ParameterGroups", _) => wrong(path, "a list of groups"),
            ("ParameterLabels", Expr::Map(_)) => {}
            ("ParameterLabels", _) => wrong(path, "a mapping of parameters to labels"),
            _ => wrong(path, "`ParameterGroups` or `ParameterLabels`, and nothing else"),
        }
    }
}

fn known(template: &Template, name: &str, path: &Path, findings: &mut Findings) {
    if !template.parameters.contains_key(name) && !findings.is_full() {
        let diagnostic =
            Diagnostic::warning("W4001", path.clone(), format!("no parameter is named `{name}`"));
        findings.add_near(diagnostic, name, template.parameters.keys().map(LogicalId::as_str));
    }
}
