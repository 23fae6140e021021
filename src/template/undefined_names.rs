//! Names between sections: what is referred to must be defined.

use crate::diagnostic::{Diagnostic, Path, Step};

use super::findings::Findings;
use super::generated::{self, Generated};
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

/// The most names that 'did you mean' chooses from.
const MAX_NAMES: usize = 500;

/// Reports every name that nothing defines.
pub(super) fn check(template: &Template, findings: &mut Findings) {
    let macros = generated::macros_define_names(template);
    let mut checker = Checker { template, macros, generated: Generated::by(template), findings };
    template.each_expr(&mut |expr, path| checker.expr(expr, path));
    for (id, resource) in &template.resources {
        let path = resource_path(id);
        if let Some(condition) = &resource.condition {
            checker.condition(condition, "E3015", &path.key("Condition"));
        }
        for (i, target) in resource.depends_on.iter().enumerate() {
            let path = path.key("DependsOn").index(i);
            if target == id {
                let message = format!("`{id}` cannot depend on itself");
                checker.findings.add(Diagnostic::error("E3005", path, message));
            } else {
                checker.resource(target, "E3005", &path);
            }
        }
        if template.parameters.contains_key(id) {
            let message = format!("a parameter and a resource are both named `{id}`");
            checker.findings.add(Diagnostic::error("E3007", path, message));
        }
    }
    for (id, output) in &template.outputs {
        if let Some(name) = &output.export {
            checker.export(name, &Path::root().key("Outputs").key(id.as_str()).key("Export").key("Name"));
        }
        if let Some(condition) = &output.condition {
            let path = Path::root().key("Outputs").key(id.as_str()).key("Condition");
            checker.condition(condition, "E6005", &path);
        }
    }
}

struct Checker<'t, 'f> {
    template: &'t Template,
    /// True if macros may define what the text does not.
    macros: bool,
    generated: Generated<'t>,
    findings: &'f mut Findings,
}

impl Checker<'_, '_> {
    fn expr(&mut self, expr: &Expr, path: &Path) {
        let section = path.steps().first().map(ToString::to_string);
        if matches!(section.as_deref(), Some("Conditions" | "Rules")) {
            self.before_resources(expr, path);
        }
        let in_rules = section.as_deref() == Some("Rules");
        match expr {
            Expr::Ref(name) => self.value(name, "E1020", &path.key("Ref")),
            Expr::GetAtt(name, _) => self.resource(name, "E1010", &path.key("Fn::GetAtt").index(0)),
            Expr::Sub(parts, variables) => {
                for part in parts {
                    match part {
                        SubPart::Text(_) => {}
                        SubPart::Name(name) => {
                            let name = LogicalId::new(name.as_str().trim());
                            if !variables.contains_key(name.as_str()) {
                                self.value(&name, "E1019", &path.key("Fn::Sub"));
                            }
                        }
                        SubPart::Attribute(name, attribute) => {
                            if !variables.contains_key(format!("{name}.{attribute}").trim()) {
                                let name = LogicalId::new(name.as_str().trim());
                                self.resource(&name, "E1019", &path.key("Fn::Sub"));
                            }
                        }
                    }
                }
            }
            Expr::If(..) if in_rules => self.not_in_rules("Fn::If", path),
            Expr::Condition(_) if in_rules => self.not_in_rules("Condition", path),
            Expr::If(name, ..) => self.condition(name, "E1028", &path.key("Fn::If").index(0)),
            Expr::Condition(name) => self.condition(name, "E8001", &path.key("Condition")),
            _ => {}
        }
    }

    /// Conditions and rules are decided before any resource is made.
    fn before_resources(&mut self, expr: &Expr, path: &Path) {
        let (name, code, key) = match expr {
            Expr::Ref(name) => (name, "E1020", "Ref"),
            Expr::GetAtt(name, _) => (name, "E8003", "Fn::GetAtt"),
            _ => return,
        };
        if self.template.resources.contains_key(name) {
            let message = format!("a condition cannot hang on the resource `{name}`, which is made later");
            let diagnostic = Diagnostic::error(code, path.key(key), message);
            self.findings.add(diagnostic.hint("conditions can refer to parameters and to pseudo parameters"));
        }
    }

    /// Rules are about parameters, before there are conditions.
    fn not_in_rules(&mut self, function: &str, path: &Path) {
        let is_condition =
            path.steps().iter().any(|step| matches!(step, Step::Key(key) if &**key == "RuleCondition"));
        let code = if is_condition { "E1702" } else { "E1701" };
        let message = format!("a rule takes no `{function}`: it is decided before the conditions are");
        let diagnostic = Diagnostic::error(code, path.key(function), message);
        self.findings.add(diagnostic.hint("write what the condition compares into the rule"));
    }

    /// The name of an export cannot wait for a resource.
    fn export(&mut self, name: &Expr, path: &Path) {
        let (target, code, key) = match name {
            Expr::Ref(target) => (target, "E1020", "Ref"),
            Expr::GetAtt(target, _) => (target, "E1010", "Fn::GetAtt"),
            _ => return,
        };
        if self.template.resources.contains_key(target) {
            let message =
                format!("the name of an export cannot hang on the resource `{target}`, which is made later");
            let diagnostic = Diagnostic::error(code, path.key(key), message);
            self.findings
                .add(diagnostic.hint("use parameters and pseudo parameters, such as `AWS::StackName`"));
        }
    }

    fn value(&mut self, name: &LogicalId, code: &'static str, path: &Path) {
        let template = self.template;
        if template.is_loop_variable(name) {
            return;
        }
        if name.is_pseudo() {
            if !PSEUDO.contains(&name.as_str()) {
                self.report(code, path, format!("`{name}` is no pseudo parameter"), name, &PSEUDO);
            }
        } else if !template.parameters.contains_key(name) && !template.resources.contains_key(name) {
            let known = template.resources.keys().chain(template.parameters.keys());
            let known: Vec<&str> = known.map(LogicalId::as_str).take(MAX_NAMES).collect();
            let message = if template.conditions.contains_key(name) {
                format!("`{name}` is a condition, which `Fn::If` takes, and a value is needed here")
            } else if template.mappings.contains_key(name) {
                format!("`{name}` is a mapping, which `Fn::FindInMap` takes, and a value is needed here")
            } else {
                format!("no parameter or resource is named `{name}`")
            };
            self.undefined(code, path, message, name, &known);
        }
    }

    fn resource(&mut self, name: &LogicalId, code: &'static str, path: &Path) {
        if self.template.resources.contains_key(name) {
            return;
        }
        let message = if self.template.parameters.contains_key(name) {
            format!("`{name}` is a parameter, and a resource is needed here")
        } else {
            format!("no resource is named `{name}`")
        };
        let known: Vec<&str> =
            self.template.resources.keys().map(LogicalId::as_str).take(MAX_NAMES).collect();
        self.undefined(code, path, message, name, &known);
    }

    fn condition(&mut self, name: &LogicalId, code: &'static str, path: &Path) {
        if !self.template.conditions.contains_key(name) && !self.template.has_hole(name.as_str()) {
            let known: Vec<&str> =
                self.template.conditions.keys().map(LogicalId::as_str).take(MAX_NAMES).collect();
            self.report(code, path, format!("no condition is named `{name}`"), name, &known);
        }
    }

    /// A name of a resource that is not in the text: an error, unless a macro or a module may make it.
    fn undefined(
        &mut self,
        code: &'static str,
        path: &Path,
        message: String,
        name: &LogicalId,
        known: &[&str],
    ) {
        if !self.findings.is_full()
            && !self.template.has_hole(name.as_str())
            && !self.generated.may_have(name)
        {
            self.report(code, path, message, name, known);
        }
    }

    fn report(&mut self, code: &'static str, path: &Path, message: String, name: &LogicalId, known: &[&str]) {
        if self.findings.is_full() {
            return;
        }
        let diagnostic = if self.macros {
            Diagnostic::warning(code, path.clone(), message)
                .hint("the template's macro may make it; nobody can tell before the template is deployed")
        } else {
            Diagnostic::error(code, path.clone(), message)
        };
        self.findings.add_near(diagnostic, name.as_str(), known.iter().copied());
    }
}
