//! Names between sections: what is referred to must be defined.

use crate::diagnostic::{Diagnostic, Path};

use super::reader::Findings;
use super::sections::with_nearest;
use super::{Expr, LogicalId, SubPart, Template, resource_path};

/// Pseudo parameters.
pub(super) const PSEUDO: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

/// Reports every name that nothing defines.
pub(super) fn check(template: &Template, findings: &mut Findings) {
    let mut checker = Checker { template, findings };
    for (id, condition) in &template.conditions {
        checker.expr(condition, &Path::root().key("Conditions").key(id.as_str()));
    }
    for (id, resource) in &template.resources {
        let path = resource_path(id);
        if let Some(condition) = &resource.condition {
            checker.condition(condition, &path.key("Condition"));
        }
        for (i, target) in resource.depends_on.iter().enumerate() {
            checker.depends_on(target, &path.key("DependsOn").index(i));
        }
        checker.expr(&resource.properties, &path.key("Properties"));
        for (name, attribute) in &resource.attributes {
            checker.expr(attribute, &path.key(name.clone()));
        }
    }
    for (id, output) in &template.outputs {
        let path = Path::root().key("Outputs").key(id.as_str());
        if let Some(condition) = &output.condition {
            checker.condition(condition, &path.key("Condition"));
        }
        checker.expr(&output.value, &path.key("Value"));
        if let Some(export) = &output.export {
            checker.expr(export, &path.key("Export").key("Name"));
        }
    }
}

struct Checker<'t, 'f> {
    template: &'t Template,
    findings: &'f mut Findings,
}

impl Checker<'_, '_> {
    fn expr(&mut self, expr: &Expr, path: &Path) {
        expr.walk(path, &mut |expr, path| match expr {
            Expr::Ref(name) => self.value(name, "E1020", &path.key("Ref")),
            Expr::GetAtt(name, _) => self.resource(name, "E1010", &path.key("Fn::GetAtt")),
            Expr::Sub(parts, variables) => {
                for part in parts {
                    match part {
                        SubPart::Text(_) => {}
                        SubPart::Name(name) if variables.contains_key(name.as_str()) => {}
                        SubPart::Name(name) => self.value(name, "E1019", &path.key("Fn::Sub")),
                        SubPart::Attribute(name, attribute) => {
                            if !variables.contains_key(&*format!("{name}.{attribute}")) {
                                self.resource(name, "E1019", &path.key("Fn::Sub"));
                            }
                        }
                    }
                }
            }
            Expr::If(name, ..) => self.condition(name, &path.key("Fn::If").index(0)),
            Expr::Condition(name) => self.condition(name, &path.key("Condition")),
            _ => {}
        });
    }

    fn value(&mut self, name: &LogicalId, code: &'static str, path: &Path) {
        let template = self.template;
        if name.is_pseudo() {
            if !PSEUDO.contains(&name.as_str()) {
                let message = format!("`{name}` is no pseudo parameter");
                let diagnostic = Diagnostic::error(code, path.clone(), message);
                self.findings.add(with_nearest(diagnostic, name.as_str(), PSEUDO));
            }
        } else if !template.parameters.contains_key(name) && !template.resources.contains_key(name) {
            let message = format!("no parameter or resource is named `{name}`");
            let known = template.resources.keys().chain(template.parameters.keys());
            let diagnostic = Diagnostic::error(code, path.clone(), message);
            self.findings.add(with_nearest(diagnostic, name.as_str(), known.map(LogicalId::as_str)));
        }
    }

    fn resource(&mut self, name: &LogicalId, code: &'static str, path: &Path) {
        if !self.template.resources.contains_key(name) {
            let message = format!("no resource is named `{name}`");
            let known = self.template.resources.keys().map(LogicalId::as_str);
            let diagnostic = Diagnostic::error(code, path.clone(), message);
            self.findings.add(with_nearest(diagnostic, name.as_str(), known));
        }
    }

    fn depends_on(&mut self, name: &LogicalId, path: &Path) {
        self.resource(name, "E3005", path);
    }

    fn condition(&mut self, name: &LogicalId, path: &Path) {
        if !self.template.conditions.contains_key(name) {
            let message = format!("no condition is named `{name}`");
            let known = self.template.conditions.keys().map(LogicalId::as_str);
            let diagnostic = Diagnostic::error("E8002", path.clone(), message);
            self.findings.add(with_nearest(diagnostic, name.as_str(), known));
        }
    }
}
