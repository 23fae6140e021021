//! What a function may be given: text, a number, a list; and what a nested function gives.

use crate::diagnostic::{Diagnostic, Path, Step, Trail};
use crate::yaml::Node;

use super::findings::Findings;
use super::language::{Language, is_function_name};

/// The kinds of arguments that functions take.
#[derive(Clone, Copy)]
enum ArgumentKind {
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
    /// An operand of `Fn::Equals`: text, and the few functions that are known before anything is made.
    Comparable,
    /// A value exported elsewhere under a name that is known before anything is made.
    ExportName,
    /// The data that `Fn::ToJsonString` writes.
    Json,
}

/// The kinds of values that functions give.
#[derive(PartialEq)]
pub(super) enum Gives {
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
    path: &Trail<'_>,
    language: Language,
    findings: &mut Findings,
) {
    let mut checker = Checker { name, code, language, findings };
    let kinds: &[ArgumentKind] = match name {
        "Fn::Base64" | "Fn::GetAZs" => return checker.check(ArgumentKind::Text, argument, path),
        "Fn::ImportValue" => return checker.check(ArgumentKind::ExportName, argument, path),
        "Fn::ToJsonString" => return checker.check(ArgumentKind::Json, argument, path),
        "Fn::Sub" => return checker.variables(argument, path),
        "Fn::Length" => return checker.check(ArgumentKind::List, argument, path),
        "Fn::Cidr" => &[ArgumentKind::Text, ArgumentKind::Integer, ArgumentKind::Integer],
        "Fn::Equals" => &[ArgumentKind::Comparable, ArgumentKind::Comparable],
        "Fn::FindInMap" => &[ArgumentKind::MapKey, ArgumentKind::MapKey, ArgumentKind::MapKey],
        "Fn::Join" => &[ArgumentKind::Literal, ArgumentKind::Texts],
        "Fn::Select" => &[ArgumentKind::Integer, ArgumentKind::List],
        "Fn::Split" => &[ArgumentKind::Literal, ArgumentKind::Text],
        "Fn::Not" => &[ArgumentKind::Condition],
        "Fn::And" | "Fn::Or" => &[ArgumentKind::Condition; 10],
        _ => return,
    };
    for (i, (item, kind)) in argument.as_list().unwrap_or_default().iter().zip(kinds).enumerate() {
        checker.check(*kind, item, &path.index(i));
    }
}

/// Reports what stands in place of a condition and is none.
pub(super) fn condition(
    node: &Node,
    code: &'static str,
    path: &Path,
    language: Language,
    findings: &mut Findings,
) {
    let name = path.steps().last().map_or(String::new(), ToString::to_string);
    Checker { name: &name, code, language, findings }.check(ArgumentKind::Condition, node, &path.trail());
}

/// The functions that `Fn::Equals` takes; the last two are for rules.
const COMPARABLE: [&str; 11] = [
    "Ref",
    "Fn::FindInMap",
    "Fn::Join",
    "Fn::Length",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
    "Fn::ToJsonString",
    "Condition",
    "Fn::RefAll",
    "Fn::ValueOf",
];

/// The functions that can make the name of an import.
const EXPORT_NAME: [&str; 7] =
    ["Fn::Base64", "Fn::FindInMap", "Fn::If", "Fn::Join", "Fn::Select", "Fn::Sub", "Ref"];

struct Checker<'n, 'f> {
    name: &'n str,
    code: &'static str,
    language: Language,
    findings: &'f mut Findings,
}

impl Checker<'_, '_> {
    fn check(&mut self, kind: ArgumentKind, node: &Node, path: &Trail<'_>) {
        if let Some((function, argument)) = function(node) {
            return self.nested(kind, function, argument, path);
        }
        let takes = match (kind, node) {
            (
                ArgumentKind::Text
                | ArgumentKind::Literal
                | ArgumentKind::MapKey
                | ArgumentKind::Comparable
                | ArgumentKind::ExportName,
                Node::String(_) | Node::Number(_) | Node::Bool(_),
            ) => {
                return;
            }
            (
                ArgumentKind::Text
                | ArgumentKind::Literal
                | ArgumentKind::MapKey
                | ArgumentKind::Comparable
                | ArgumentKind::ExportName,
                _,
            ) => "text",
            (ArgumentKind::Json, Node::List(_) | Node::Map(_)) => return,
            (ArgumentKind::Json, _) => "a list or a mapping",
            (ArgumentKind::Integer, Node::String(text) | Node::Number(text))
                if text.parse::<i64>().is_ok() =>
            {
                return;
            }
            (ArgumentKind::Integer, _) => "a whole number",
            (ArgumentKind::Texts, Node::List(items)) => {
                for (i, item) in items.iter().enumerate() {
                    self.check(ArgumentKind::Text, item, &path.index(i));
                }
                return;
            }
            (ArgumentKind::List, Node::List(_)) => return,
            (ArgumentKind::Texts | ArgumentKind::List, _) => "a list",
            (ArgumentKind::Condition, Node::Bool(_)) => return,
            (ArgumentKind::Condition, Node::Map(map)) if map.len() == 1 && map.contains_key("Condition") => {
                return;
            }
            (ArgumentKind::Condition, Node::String(text)) if matches!(&**text, "true" | "false") => return,
            (ArgumentKind::Condition, _) => "a condition",
        };
        self.report(path, format!("`{}` takes {takes} here, not {}", self.name, node.kind()));
    }

    fn nested(&mut self, kind: ArgumentKind, function: &str, argument: &Node, path: &Trail<'_>) {
        // Rules take none, which is reported with the names.
        if function == "Fn::If" && in_rules(path) {
            return;
        }
        if function == "Fn::If" && !matches!(kind, ArgumentKind::Condition | ArgumentKind::Comparable) {
            if let Node::List(parts) = argument {
                for (i, part) in parts.iter().enumerate().skip(1) {
                    self.check(kind, part, &path.key(function).index(i));
                }
            }
            return;
        }
        let gives = gives(function);
        let fits = match kind {
            ArgumentKind::Comparable => is_macro(function) || COMPARABLE.contains(&function),
            ArgumentKind::ExportName => is_macro(function) || EXPORT_NAME.contains(&function),
            ArgumentKind::Json => gives != Gives::Condition,
            ArgumentKind::Text | ArgumentKind::Integer => matches!(gives, Gives::Text | Gives::Either),
            ArgumentKind::Literal => is_macro(function),
            ArgumentKind::Texts | ArgumentKind::List => matches!(gives, Gives::List | Gives::Either),
            ArgumentKind::MapKey if self.language.extensions => {
                function != "Fn::GetAtt" && matches!(gives, Gives::Text | Gives::Either)
            }
            // Without the language extensions CloudFormation looks maps up before it evaluates anything else.
            ArgumentKind::MapKey => matches!(function, "Ref" | "Fn::FindInMap") || is_macro(function),
            ArgumentKind::Condition => is_macro(function) || is_condition(function, path),
        };
        if !fits {
            self.report(path, format!("`{}` does not take `{function}` here", self.name));
        }
    }

    /// The variables of an `Fn::Sub`.
    fn variables(&mut self, argument: &Node, path: &Trail<'_>) {
        if let Some([_, Node::Map(variables)]) = argument.as_list() {
            for (name, value) in variables {
                self.check(ArgumentKind::Text, value, &path.index(1).key(name));
            }
        }
    }

    fn report(&mut self, path: &Trail<'_>, message: String) {
        self.findings.add(Diagnostic::error(self.code, path.to_path(), message));
    }
}

/// Returns true if anything may come of it.
fn is_macro(function: &str) -> bool {
    function == "Fn::Transform" || function.starts_with("Rain::")
}

fn in_rules(path: &Trail<'_>) -> bool {
    matches!(path.beginning().steps().first(), Some(Step::Key(section)) if &**section == "Rules")
}

/// Returns true if a function is a condition where it stands; some are for rules alone.
fn is_condition(function: &str, path: &Trail<'_>) -> bool {
    match function {
        "Fn::Contains" | "Fn::EachMemberEquals" | "Fn::EachMemberIn" => in_rules(path),
        _ => gives(function) == Gives::Condition,
    }
}

pub(super) fn gives(function: &str) -> Gives {
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
