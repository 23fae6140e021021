//! What a function may be given: text, a number, a list; and what a nested function gives.

use crate::diagnostic::{Diagnostic, Path};
use crate::yaml::Node;

use super::findings::Findings;
use super::function::{Language, is_function_name};

/// What stands in one place of a function's arguments.
#[derive(Clone, Copy)]
enum Kind {
    /// Text or another scalar, or a function that gives one.
    Text,
    /// Text that no function may make: a delimiter.
    Literal,
    /// A whole number.
    Integer,
    /// A list, each item of which is text.
    Texts,
    /// A list of anything.
    List,
    /// The name of a map or of a key in it.
    MapKey,
    /// True or false: a condition function.
    Condition,
    /// Anything.
    Any,
}

/// What a function gives.
#[derive(PartialEq)]
enum Gives {
    Text,
    List,
    Condition,
    /// That depends on what it refers to.
    Either,
}

/// Reports arguments that the function cannot take.
pub(super) fn check(
    name: &str,
    code: &'static str,
    argument: &Node,
    path: &Path,
    language: Language,
    findings: &mut Findings,
) {
    let mut checker = Checker { name, code, language, findings };
    let kinds: &[Kind] = match name {
        "Fn::Base64" | "Fn::ImportValue" | "Fn::GetAZs" => return checker.check(Kind::Text, argument, path),
        "Fn::Length" => return checker.check(Kind::List, argument, path),
        "Fn::Cidr" => &[Kind::Text, Kind::Integer, Kind::Integer],
        "Fn::Equals" => &[Kind::Any, Kind::Any],
        "Fn::FindInMap" => &[Kind::MapKey, Kind::MapKey, Kind::MapKey],
        "Fn::Join" => &[Kind::Literal, Kind::Texts],
        "Fn::Select" => &[Kind::Integer, Kind::List],
        "Fn::Split" => &[Kind::Literal, Kind::Text],
        "Fn::Not" => &[Kind::Condition],
        "Fn::And" | "Fn::Or" => &[Kind::Condition; 10],
        _ => return,
    };
    for (i, (item, kind)) in argument.as_list().unwrap_or_default().iter().zip(kinds).enumerate() {
        checker.check(*kind, item, &path.index(i));
    }
}

struct Checker<'n, 'f> {
    name: &'n str,
    code: &'static str,
    language: Language,
    findings: &'f mut Findings,
}

impl Checker<'_, '_> {
    fn check(&mut self, kind: Kind, node: &Node, path: &Path) {
        if let Some((function, argument)) = function(node) {
            return self.nested(kind, function, argument, path);
        }
        let takes = match (kind, node) {
            (Kind::Any, _) => return,
            (
                Kind::Text | Kind::Literal | Kind::MapKey,
                Node::String(_) | Node::Number(_) | Node::Bool(_),
            ) => {
                return;
            }
            (Kind::Text | Kind::Literal | Kind::MapKey, _) => "text",
            (Kind::Integer, Node::String(text) | Node::Number(text)) if text.parse::<i64>().is_ok() => return,
            (Kind::Integer, _) => "a whole number",
            (Kind::Texts, Node::List(items)) => {
                for (i, item) in items.iter().enumerate() {
                    self.check(Kind::Text, item, &path.index(i));
                }
                return;
            }
            (Kind::List, Node::List(_)) => return,
            (Kind::Texts | Kind::List, _) => "a list",
            (Kind::Condition, Node::Bool(_)) => return,
            (Kind::Condition, Node::Map(map)) if map.len() == 1 && map.contains_key("Condition") => return,
            (Kind::Condition, Node::String(text)) if matches!(&**text, "true" | "false") => return,
            (Kind::Condition, _) => "a condition",
        };
        self.report(path, format!("`{}` takes {takes} here, not {}", self.name, node.kind()));
    }

    fn nested(&mut self, kind: Kind, function: &str, argument: &Node, path: &Path) {
        if function == "Fn::If" {
            if let Node::List(parts) = argument {
                for (i, part) in parts.iter().enumerate().skip(1) {
                    self.check(kind, part, &path.key(function).index(i));
                }
            }
            return;
        }
        let gives = gives(function);
        let fits = match kind {
            Kind::Any => gives != Gives::Condition,
            Kind::Text | Kind::Integer => matches!(gives, Gives::Text | Gives::Either),
            Kind::Literal => function.starts_with("Rain::"),
            Kind::Texts | Kind::List => matches!(gives, Gives::List | Gives::Either),
            Kind::MapKey if self.language.extensions => matches!(gives, Gives::Text | Gives::Either),
            // Without the language extensions CloudFormation looks maps up before it evaluates anything else.
            Kind::MapKey => {
                matches!(function, "Ref" | "Fn::FindInMap" | "Fn::Transform")
                    || function.starts_with("Rain::")
            }
            Kind::Condition => gives == Gives::Condition,
        };
        if !fits {
            self.report(path, format!("`{}` does not take `{function}` here", self.name));
        }
    }

    fn report(&mut self, path: &Path, message: String) {
        self.findings.add(Diagnostic::error(self.code, path.clone(), message));
    }
}

fn gives(function: &str) -> Gives {
    match function {
        "Fn::Base64" | "Fn::Sub" | "Fn::Join" | "Fn::ToJsonString" | "Fn::ImportValue" | "Fn::Length"
        | "Fn::GetStackOutput" => Gives::Text,
        "Fn::GetAZs" | "Fn::Split" | "Fn::Cidr" => Gives::List,
        "Fn::And"
        | "Fn::Or"
        | "Fn::Not"
        | "Fn::Equals"
        | "Fn::Contains"
        | "Fn::EachMemberEquals"
        | "Fn::EachMemberIn"
        | "Condition" => Gives::Condition,
        _ => Gives::Either,
    }
}

/// The function that a value is.
fn function(node: &Node) -> Option<(&str, &Node)> {
    match node {
        Node::Map(map) if map.len() == 1 => {
            map.first().filter(|(key, _)| is_function_name(key)).map(|(key, value)| (&**key, value))
        }
        _ => None,
    }
}
