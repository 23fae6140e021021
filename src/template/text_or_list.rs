//! Text or list: whether what a name stands for is what the function around it takes.

use crate::diagnostic::{Diagnostic, Path};

use super::findings::Findings;
use super::language::is_function_name;
use super::{Expr, LogicalId, SubPart, Template};

/// Reports lists where text is needed, and text where a list is.
pub(super) fn check(template: &Template, findings: &mut Findings) {
    let mut checker = Checker { template, findings };
    template.each_expr(&mut |expr, path| checker.expr(expr, path));
    for (id, output) in &template.outputs {
        let path = Path::root().key("Outputs").key(id.as_str()).key("Value");
        checker.output(&output.value, &path);
    }
}

/// The kinds of values that names stand for.
#[derive(Clone, Copy, PartialEq)]
enum NameKind {
    Text,
    List,
}

struct Checker<'t, 'f> {
    template: &'t Template,
    findings: &'f mut Findings,
}

impl Checker<'_, '_> {
    fn expr(&mut self, expr: &Expr, path: &Path) {
        match expr {
            Expr::Join(_, list) => {
                self.needs(NameKind::List, list, "Fn::Join", &path.key("Fn::Join").index(1))
            }
            Expr::Select(_, list) => {
                self.needs(NameKind::List, list, "Fn::Select", &path.key("Fn::Select").index(1));
            }
            Expr::Length(list) => self.needs(NameKind::List, list, "Fn::Length", &path.key("Fn::Length")),
            Expr::Base64(text) => self.needs(NameKind::Text, text, "Fn::Base64", &path.key("Fn::Base64")),
            Expr::Equals(a, b) => {
                self.needs(NameKind::Text, a, "Fn::Equals", &path.key("Fn::Equals").index(0));
                self.needs(NameKind::Text, b, "Fn::Equals", &path.key("Fn::Equals").index(1));
            }
            Expr::Split(_, text) => {
                self.needs(NameKind::Text, text, "Fn::Split", &path.key("Fn::Split").index(1))
            }
            Expr::Sub(parts, variables) => {
                let path = path.key("Fn::Sub");
                for part in parts {
                    if let SubPart::Name(name) = part
                        && !variables.contains_key(name.as_str())
                        && self.kind(name) == Some(NameKind::List)
                    {
                        self.report("E1019", "Fn::Sub", name, NameKind::Text, path.clone());
                    }
                }
                for (name, value) in variables {
                    self.needs(NameKind::Text, value, "Fn::Sub", &path.index(1).key(name.clone()));
                }
            }
            _ => {}
        }
    }

    /// An output is text.
    fn output(&mut self, expr: &Expr, path: &Path) {
        let is = match expr {
            Expr::If(_, yes, no) => {
                let path = path.key("Fn::If");
                self.output(yes, &path.index(1));
                self.output(no, &path.index(2));
                return;
            }
            Expr::List(_) | Expr::GetAzs(_) | Expr::Split(..) | Expr::Cidr(..) => "a list",
            Expr::Ref(name) if self.kind(name) == Some(NameKind::List) => "a list",
            Expr::Map(map) if !map.keys().any(|key| is_function_name(key)) => "a mapping",
            Expr::And(_) | Expr::Or(_) | Expr::Not(_) | Expr::Equals(..) => "a condition",
            _ => return,
        };
        let diagnostic =
            Diagnostic::error("E6101", path.clone(), format!("the value of an output is text, not {is}"));
        self.findings.add(match is {
            "a list" => diagnostic.hint("make it text: `!Join [\",\", …]`"),
            _ => diagnostic,
        });
    }

    fn needs(&mut self, needed: NameKind, expr: &Expr, function: &str, path: &Path) {
        match expr {
            Expr::Ref(name) if self.kind(name).is_some_and(|kind| kind != needed) => {
                self.report("E1020", function, name, needed, path.key("Ref"));
            }
            Expr::If(_, yes, no) => {
                let path = path.key("Fn::If");
                self.needs(needed, yes, function, &path.index(1));
                self.needs(needed, no, function, &path.index(2));
            }
            _ => {}
        }
    }

    fn report(&mut self, code: &'static str, function: &str, name: &LogicalId, needed: NameKind, path: Path) {
        let (needs, is) = match needed {
            NameKind::Text => ("text", "a list"),
            NameKind::List => ("a list", "text"),
        };
        let diagnostic =
            Diagnostic::error(code, path, format!("`{function}` needs {needs}, and `{name}` is {is}"));
        self.findings.add(match needed {
            NameKind::Text => diagnostic.hint(format!("make it text: `!Join [\",\", !Ref {name}]`")),
            NameKind::List => diagnostic.hint("a parameter of type `CommaDelimitedList` is a list"),
        });
    }

    /// Returns what a parameter or pseudo parameter stands for; resources are left to those who know their types.
    fn kind(&self, name: &LogicalId) -> Option<NameKind> {
        Some(if is_list(self.template, name)? { NameKind::List } else { NameKind::Text })
    }
}

/// Returns whether a parameter or pseudo parameter is a list; `None` for other names.
pub(super) fn is_list(template: &Template, name: &LogicalId) -> Option<bool> {
    match name.as_str() {
        "AWS::NoValue" => return None,
        "AWS::NotificationARNs" => return Some(true),
        _ if name.is_pseudo() => return Some(false),
        _ => {}
    }
    Some(template.parameters.get(name)?.value_type.is_list())
}
