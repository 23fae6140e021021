//! Data to expressions: which mappings are intrinsic functions, and whether their arguments are what they must be.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path, Trail};
use crate::maps::IndexMap;
use crate::yaml::{Map, Node};

use super::findings::Findings;
use super::language::{Language, is_function_name};
use super::{Expr, signature, substitution};

/// Where an expression stands: `{Condition: x}` is a function among conditions, and data elsewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ExprPlace {
    Condition,
    Value,
    /// In a mapping of `Mappings`, which holds no functions but macros.
    Data,
}

/// Reads one value.
pub(super) fn expr(
    node: &Node,
    path: &Path,
    place: ExprPlace,
    language: Language,
    findings: &mut Findings,
) -> Expr {
    Reader { place, language, findings }.expr(node, &path.trail())
}

struct Reader<'f> {
    place: ExprPlace,
    language: Language,
    findings: &'f mut Findings,
}

/// Advice about a name that YAML takes for a boolean.
pub(super) const QUOTED_NAME: &str =
    "names such as `Yes`, `No`, `On` and `Off` are booleans unless they stand in quotes";

/// Arguments that are not what the function takes: what it takes.
type Malformed = &'static str;

impl Reader<'_> {
    fn expr(&mut self, node: &Node, path: &Trail<'_>) -> Expr {
        match node {
            Node::Null => Expr::Null,
            Node::Bool(value) => Expr::Bool(*value),
            Node::Number(text) => Expr::Number(text.clone()),
            Node::String(text) => Expr::String(text.clone()),
            Node::List(items) => self.list(items, path),
            Node::Map(map) => match single(map) {
                Some((key, argument)) if is_function(key, argument, self.place) => {
                    self.function(key, argument, &path.key(key))
                }
                _ => self.map(map, path),
            },
        }
    }

    fn list(&mut self, items: &[Node], path: &Trail<'_>) -> Expr {
        Expr::List(items.iter().enumerate().map(|(i, item)| self.expr(item, &path.index(i))).collect())
    }

    fn map(&mut self, map: &Map, path: &Trail<'_>) -> Expr {
        Expr::Map(map.iter().map(|(key, value)| (key.clone(), self.expr(value, &path.key(key)))).collect())
    }

    /// A function; `path` ends with its name.
    fn function(&mut self, name: &Rc<str>, argument: &Node, path: &Trail<'_>) -> Expr {
        let (code, read) = match self.known(name, argument, path) {
            Some(found) => found,
            None => return Expr::Other(name.clone(), Box::new(self.expr(argument, path))),
        };
        match read {
            Ok(expr) => {
                signature::check(name, code, argument, path, self.language, self.findings);
                expr
            }
            // A macro may make the argument, and with the language extensions a function may make a name.
            Err(_) if self.is_computed(name, argument) => {
                Expr::Other(name.clone(), Box::new(self.expr(argument, path)))
            }
            Err(takes) => {
                let message = format!("`{name}` takes {takes}");
                self.findings.add(Diagnostic::error(code, path.to_path(), message));
                Expr::Other(name.clone(), Box::new(self.expr(argument, path)))
            }
        }
    }

    /// The function by name, with cfn-lint's code for its rule; `None` for one that is kept as it is.
    fn known(
        &mut self,
        name: &str,
        argument: &Node,
        path: &Trail<'_>,
    ) -> Option<(&'static str, Result<Expr, Malformed>)> {
        Some(match name {
            "Ref" => ("E1020", text(argument).map(|id| Expr::Ref(id.into())).ok_or("one name")),
            "Condition" => ("E8007", text(argument).map(|id| Expr::Condition(id.into())).ok_or("one name")),
            "Fn::GetAtt" => ("E1010", self.get_att(argument, path)),
            "Fn::Sub" => ("E1019", self.sub(argument, path)),
            "Fn::If" => ("E1028", self.r#if(argument, path)),
            "Fn::Equals" => ("E8003", self.pair(argument, path, "a list of two values", Expr::Equals)),
            "Fn::Not" => ("E8005", self.not(argument, path)),
            "Fn::And" => ("E8004", self.several(argument, path, Expr::And)),
            "Fn::Or" => ("E8006", self.several(argument, path, Expr::Or)),
            "Fn::Select" => ("E1017", self.pair(argument, path, "an index and a list", Expr::Select)),
            "Fn::GetAZs" => ("E1015", Ok(Expr::GetAzs(self.inner(argument, path)))),
            "Fn::Base64" => ("E1021", Ok(Expr::Base64(self.inner(argument, path)))),
            "Fn::Join" => ("E1022", self.pair(argument, path, "a delimiter and a list", Expr::Join)),
            "Fn::Split" => ("E1018", self.pair(argument, path, "a delimiter and a text", Expr::Split)),
            "Fn::FindInMap" => ("E1011", self.find_in_map(argument, path)),
            "Fn::ImportValue" => ("E1016", Ok(Expr::ImportValue(self.inner(argument, path)))),
            "Fn::Cidr" => ("E1024", self.cidr(argument, path)),
            "Fn::Length" => {
                self.needs_extensions("E1030", name, path);
                ("E1030", Ok(Expr::Length(self.inner(argument, path))))
            }
            "Fn::ToJsonString" => {
                self.needs_extensions("E1031", name, path);
                ("E1031", Ok(Expr::ToJsonString(self.inner(argument, path))))
            }
            "Fn::GetStackOutput" => ("E1033", self.stack_output(argument, path)),
            "Fn::Contains" => ("E1701", self.pair(argument, path, "a list and a text", Expr::Contains)),
            "Fn::EachMemberEquals" => {
                ("E1701", self.pair(argument, path, "a list and a text", Expr::EachMemberEquals))
            }
            "Fn::EachMemberIn" => ("E1701", self.pair(argument, path, "two lists", Expr::EachMemberIn)),
            _ => return None,
        })
    }

    /// Returns true if a function stands where the argument, or the name in it, would be text.
    fn is_computed(&self, name: &str, argument: &Node) -> bool {
        let is_function =
            |node: &Node| node.as_map().and_then(single).is_some_and(|(key, _)| is_function_name(key));
        let is_macro = |node: &Node| {
            node.as_map()
                .and_then(single)
                .is_some_and(|(key, _)| &**key == "Fn::Transform" || key.starts_with("Rain::"))
        };
        match (name, argument) {
            _ if is_macro(argument) => true,
            ("Ref", argument) => self.language.extensions && is_function(argument),
            ("Fn::GetAtt", Node::List(items)) if items.len() == 2 => {
                self.language.extensions && items.iter().any(is_function)
            }
            ("Fn::Sub", Node::List(items)) => items.iter().any(is_macro),
            _ => false,
        }
    }

    /// A part of the language that only the language extensions have.
    fn needs_extensions(&mut self, code: &'static str, what: &str, path: &Trail<'_>) {
        if !self.language.extensions {
            let message = format!("`{what}` needs the language extensions");
            let hint = "add `Transform: AWS::LanguageExtensions`";
            self.findings.add(Diagnostic::error(code, path.to_path(), message).hint(hint));
        }
    }

    fn inner(&mut self, argument: &Node, path: &Trail<'_>) -> Box<Expr> {
        // A function that takes one value also takes it as a list of one: `Fn::Not: [x]`, `Fn::GetAZs: ['']`.
        Box::new(self.expr(argument, path))
    }

    fn pair(
        &mut self,
        argument: &Node,
        path: &Trail<'_>,
        takes: Malformed,
        make: fn(Box<Expr>, Box<Expr>) -> Expr,
    ) -> Result<Expr, Malformed> {
        match argument {
            Node::List(items) if items.len() == 2 => {
                Ok(make(self.item(items, 0, path), self.item(items, 1, path)))
            }
            _ => Err(takes),
        }
    }

    fn item(&mut self, items: &[Node], index: usize, path: &Trail<'_>) -> Box<Expr> {
        Box::new(self.expr(items.get(index).unwrap_or(&Node::Null), &path.index(index)))
    }

    fn several(
        &mut self,
        argument: &Node,
        path: &Trail<'_>,
        make: fn(Vec<Expr>) -> Expr,
    ) -> Result<Expr, Malformed> {
        match argument {
            Node::List(items) if !items.is_empty() => {
                if !(2..=10).contains(&items.len()) {
                    let name = path.to_path().steps().last().map_or(String::new(), ToString::to_string);
                    let code = if name == "Fn::And" { "E8004" } else { "E8006" };
                    let message = format!("`{name}` takes two to ten conditions, not {}", items.len());
                    self.findings.add(Diagnostic::error(code, path.to_path(), message));
                }
                Ok(make(items.iter().enumerate().map(|(i, item)| self.expr(item, &path.index(i))).collect()))
            }
            _ => Err("a list of two to ten conditions"),
        }
    }

    fn not(&mut self, argument: &Node, path: &Trail<'_>) -> Result<Expr, Malformed> {
        match argument {
            Node::List(items) if items.len() == 1 => Ok(Expr::Not(self.item(items, 0, path))),
            _ => Err("a list of one condition"),
        }
    }

    fn get_att(&mut self, argument: &Node, path: &Trail<'_>) -> Result<Expr, Malformed> {
        const TAKES: Malformed = "`Resource.Attribute`, or a list of the two";
        match argument {
            Node::String(name) => match name.split_once('.') {
                Some((id, attribute)) if !id.is_empty() && !attribute.is_empty() => {
                    Ok(Expr::GetAtt(id.into(), Box::new(Expr::String(attribute.into()))))
                }
                _ => Err(TAKES),
            },
            Node::List(items) if items.len() == 2 => match &items[0] {
                Node::String(id) => Ok(Expr::GetAtt(id.as_ref().into(), self.item(items, 1, path))),
                _ => Err(TAKES),
            },
            _ => Err(TAKES),
        }
    }

    fn sub(&mut self, argument: &Node, path: &Trail<'_>) -> Result<Expr, Malformed> {
        const TAKES: Malformed = "a text, or a list of a text and a mapping of its variables";
        match argument {
            Node::List(items) => match items.as_slice() {
                [Node::String(text), Node::Map(variables)] => {
                    let path = path.index(1);
                    let variables = variables
                        .iter()
                        .map(|(key, value)| (key.clone(), self.expr(value, &path.key(key))))
                        .collect();
                    Ok(Expr::Sub(substitution::parse(text), variables))
                }
                _ => Err(TAKES),
            },
            _ => match text(argument) {
                Some(text) => Ok(Expr::Sub(substitution::parse(&text), IndexMap::new())),
                None => Err(TAKES),
            },
        }
    }

    fn r#if(&mut self, argument: &Node, path: &Trail<'_>) -> Result<Expr, Malformed> {
        match argument {
            Node::List(items) if items.len() == 3 => match &items[0] {
                Node::String(condition) => Ok(Expr::If(
                    condition.as_ref().into(),
                    self.item(items, 1, path),
                    self.item(items, 2, path),
                )),
                Node::Bool(_) => {
                    Err("the name of a condition, and two values; a name such as `No` needs quotes")
                }
                _ => Err("the name of a condition, and two values"),
            },
            _ => Err("the name of a condition, and two values"),
        }
    }

    fn find_in_map(&mut self, argument: &Node, path: &Trail<'_>) -> Result<Expr, Malformed> {
        const TAKES: Malformed = "a list of a map, a top-level key and a second-level key";
        let Node::List(items) = argument else { return Err(TAKES) };
        let default = match items.get(3) {
            None => None,
            Some(Node::Map(options)) => match options.get("DefaultValue") {
                Some(value) => {
                    self.needs_extensions("E1011", "DefaultValue", path);
                    Some(Box::new(self.expr(value, &path.index(3).key("DefaultValue"))))
                }
                None => return Err(TAKES),
            },
            Some(_) => return Err(TAKES),
        };
        if !(3..=4).contains(&items.len()) {
            return Err(TAKES);
        }
        Ok(Expr::FindInMap(
            self.item(items, 0, path),
            self.item(items, 1, path),
            self.item(items, 2, path),
            default,
        ))
    }

    fn stack_output(&mut self, argument: &Node, path: &Trail<'_>) -> Result<Expr, Malformed> {
        const KEYS: [&str; 4] = ["OutputName", "Region", "RoleArn", "StackName"];
        let map = argument.as_map().ok_or("a mapping with `StackName` and `OutputName`")?;
        if !map.contains_key("StackName") || !map.contains_key("OutputName") {
            return Err("a mapping with `StackName` and `OutputName`");
        }
        for key in map.keys().filter(|key| !KEYS.contains(&&***key)) {
            let message = format!("`Fn::GetStackOutput` has no `{key}`");
            let hint = "it takes `StackName`, `OutputName`, `Region` and `RoleArn`";
            self.findings.add(Diagnostic::error("E1033", path.key(key).to_path(), message).hint(hint));
        }
        Ok(Expr::Other("Fn::GetStackOutput".into(), Box::new(self.map(map, path))))
    }

    fn cidr(&mut self, argument: &Node, path: &Trail<'_>) -> Result<Expr, Malformed> {
        match argument {
            Node::List(items) if (2..=3).contains(&items.len()) => {
                let bits = (items.len() == 3).then(|| self.item(items, 2, path));
                Ok(Expr::Cidr(self.item(items, 0, path), self.item(items, 1, path), bits))
            }
            _ => Err("a list of a block, a count and the number of bits"),
        }
    }
}

/// The only entry of a mapping.
fn single(map: &Map) -> Option<(&Rc<str>, &Node)> {
    match map.len() {
        1 => map.first(),
        _ => None,
    }
}

fn is_function(key: &str, argument: &Node, place: ExprPlace) -> bool {
    match key {
        _ if place == ExprPlace::Data => false,
        "Ref" => true,
        "Condition" => place == ExprPlace::Condition && matches!(argument, Node::String(_)),
        _ => is_function_name(key),
    }
}

/// A name; the short form takes numbers and booleans as text already.
fn text(node: &Node) -> Option<Rc<str>> {
    match node {
        Node::String(text) => Some(text.clone()),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::List(_) | Node::Map(_) => None,
    }
}
