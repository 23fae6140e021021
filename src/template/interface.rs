//! `AWS::CloudFormation::Interface`: how the console groups and names parameters.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path};
use crate::maps::IndexMap;

use super::findings::Findings;
use super::{Expr, LogicalId, Template};

/// The order and the names of parameters, as `Metadata` / `AWS::CloudFormation::Interface` says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Interface {
    /// The groups, in their order.
    pub groups: Vec<InterfaceGroup>,
    /// The labels of parameters, in place of their names.
    pub labels: IndexMap<LogicalId, Rc<str>>,
}

/// An entry of `ParameterGroups`.
#[derive(Debug, Clone, PartialEq)]
pub struct InterfaceGroup {
    /// Its name.
    pub label: Option<Rc<str>>,
    /// The names of its parameters; the template may not have them all.
    pub parameters: Vec<LogicalId>,
}

/// Reads it; reports what the console cannot read, and parameters that are not there.
pub(super) fn read(template: &Template, findings: &mut Findings) -> Interface {
    let name = "AWS::CloudFormation::Interface";
    let mut read = Interface::default();
    let Some(interface) = template.metadata.as_ref().and_then(|metadata| metadata.get(name)) else {
        return read;
    };
    let path = Path::root().key("Metadata").key(name);
    shape(interface, &path, findings);
    for (i, group) in
        interface.get("ParameterGroups").and_then(Expr::as_list).into_iter().flatten().enumerate()
    {
        let path = path.key("ParameterGroups").index(i).key("Parameters");
        let mut parameters = Vec::new();
        for (i, name) in group.get("Parameters").and_then(Expr::as_list).into_iter().flatten().enumerate() {
            if let Some(name) = name.as_text() {
                known(template, name, &path.index(i), findings);
                parameters.push(LogicalId::new(name.clone()));
            }
        }
        let label = group.get("Label").and_then(label);
        read.groups.push(InterfaceGroup { label, parameters });
    }
    for (name, named) in interface.get("ParameterLabels").and_then(Expr::as_map).into_iter().flatten() {
        known(template, name, &path.key("ParameterLabels").key(name.clone()), findings);
        if let Some(label) = label(named) {
            read.labels.insert(LogicalId::new(name.clone()), label);
        }
    }
    read
}

/// The text of a label: `{default: Network}`.
fn label(label: &Expr) -> Option<Rc<str>> {
    label.get("default")?.as_text().cloned()
}

/// Reports what the console cannot read.
fn shape(interface: &Expr, path: &Path, findings: &mut Findings) {
    let mut wrong = |path: Path, takes: &str| {
        findings.add(Diagnostic::error("E4001", path, format!("here stands {takes}")));
    };
    let Some(parts) = interface.as_map() else {
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
