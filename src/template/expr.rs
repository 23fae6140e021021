//! A value as it is written, and a walk over everything in it.

use std::rc::Rc;

use crate::diagnostic::{Path, Step};
use crate::maps::IndexMap;

use super::{LogicalId, Template, resource_path};

/// A value as it is written: data, or one of the intrinsic functions.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// Nothing.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number as it is written.
    Number(Rc<str>),
    /// Text.
    String(Rc<str>),
    /// A list.
    List(Vec<Expr>),
    /// A mapping that is no intrinsic function.
    Map(IndexMap<Rc<str>, Expr>),
    /// `Ref` to a parameter, a resource or a pseudo parameter (`AWS::Region`).
    Ref(LogicalId),
    /// `Fn::GetAtt`; the attribute name may itself be computed.
    GetAtt(LogicalId, Box<Expr>),
    /// `Fn::Sub`: text with `${…}` in it, and the variables it defines.
    Sub(Vec<SubPart>, IndexMap<Rc<str>, Expr>),
    /// `Fn::If`: condition, then, else.
    If(LogicalId, Box<Expr>, Box<Expr>),
    /// `Fn::Equals`.
    Equals(Box<Expr>, Box<Expr>),
    /// `Fn::Not`.
    Not(Box<Expr>),
    /// `Fn::And`.
    And(Vec<Expr>),
    /// `Fn::Or`.
    Or(Vec<Expr>),
    /// `Condition`: the value of another condition.
    Condition(LogicalId),
    /// `Fn::Select`: index, list.
    Select(Box<Expr>, Box<Expr>),
    /// `Fn::GetAZs`: region.
    GetAzs(Box<Expr>),
    /// `Fn::Base64`.
    Base64(Box<Expr>),
    /// `Fn::Join`: delimiter, list.
    Join(Box<Expr>, Box<Expr>),
    /// `Fn::Split`: delimiter, text.
    Split(Box<Expr>, Box<Expr>),
    /// `Fn::FindInMap`: map, top-level key, second-level key, default.
    FindInMap(Box<Expr>, Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// `Fn::ImportValue`.
    ImportValue(Box<Expr>),
    /// `Fn::Cidr`: block, count, bits.
    Cidr(Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// `Fn::Length` of a list.
    Length(Box<Expr>),
    /// `Fn::ToJsonString`.
    ToJsonString(Box<Expr>),
    /// `Fn::Contains`: list of texts, text; for rules.
    Contains(Box<Expr>, Box<Expr>),
    /// `Fn::EachMemberEquals`: list of texts, text; for rules.
    EachMemberEquals(Box<Expr>, Box<Expr>),
    /// `Fn::EachMemberIn`: list of texts, list of texts; for rules.
    EachMemberIn(Box<Expr>, Box<Expr>),
    /// Any other `Fn::…` (`Fn::Transform`, `Fn::RefAll`, …), and one whose arguments are not what they must be.
    Other(Rc<str>, Box<Expr>),
}

/// The functions `Fn::If` that a walk over an expression is in.
#[derive(Default)]
pub(super) struct Choices<'e>(Vec<(usize, &'e LogicalId)>);

/// One part of an `Fn::Sub` text.
#[derive(Debug, Clone, PartialEq)]
pub enum SubPart {
    /// Text, `${!x}` already made `${x}`.
    Text(Rc<str>),
    /// `${Name}`, blanks and all: a variable of the same `Fn::Sub`, a parameter, a resource or a pseudo parameter.
    Name(LogicalId),
    /// `${Resource.Attribute}`.
    Attribute(LogicalId, Rc<str>),
}

impl<'e> Choices<'e> {
    /// Takes note of where a walk has come to.
    pub fn visit(&mut self, expr: &'e Expr, path: &Path) {
        let depth = path.steps().len();
        while self.0.last().is_some_and(|(outer, _)| *outer >= depth) {
            self.0.pop();
        }
        if let Expr::If(condition, ..) = expr {
            self.0.push((depth, condition));
        }
    }

    /// Returns the branches that a path takes: the condition, and whether the branch is that of a true one.
    pub fn branches(&self, path: &Path) -> Vec<(LogicalId, bool)> {
        let branch = |&(depth, condition): &(usize, &LogicalId)| match path.steps().get(depth + 1)? {
            Step::Index(1) => Some((condition.clone(), true)),
            Step::Index(2) => Some((condition.clone(), false)),
            Step::Index(_) | Step::Key(_) => None,
        };
        self.0.iter().filter_map(branch).collect()
    }
}

impl Expr {
    /// Calls `visit` with this expression and everything in it, each with its path, in the order of the text.
    pub fn walk<'e>(&'e self, path: &Path, visit: &mut dyn FnMut(&'e Expr, &Path)) {
        self.walk_from(&mut path.clone(), visit);
    }

    /// The same with one path for all parts, which leads to this expression before and after.
    fn walk_from<'e>(&'e self, path: &mut Path, visit: &mut dyn FnMut(&'e Expr, &Path)) {
        visit(self, path);
        self.each_part(&mut |steps, part| {
            path.extend(steps);
            part.walk_from(path, visit);
            path.shorten(steps.len());
        });
    }

    /// The mapping, when it is one.
    pub fn as_map(&self) -> Option<&IndexMap<Rc<str>, Expr>> {
        if let Expr::Map(map) = self { Some(map) } else { None }
    }

    /// The items, when it is a list.
    pub fn as_list(&self) -> Option<&[Expr]> {
        if let Expr::List(items) = self { Some(items) } else { None }
    }

    /// The text, when it is written as one.
    pub fn as_text(&self) -> Option<&Rc<str>> {
        if let Expr::String(text) = self { Some(text) } else { None }
    }

    /// The entry of a mapping.
    pub fn get(&self, key: &str) -> Option<&Expr> {
        self.as_map()?.get(key)
    }

    /// The name of the intrinsic function, when it is one.
    pub fn function(&self) -> Option<&str> {
        Some(match self {
            Expr::Null | Expr::Bool(_) | Expr::Number(_) | Expr::String(_) | Expr::List(_) | Expr::Map(_) => {
                return None;
            }
            Expr::Ref(_) => "Ref",
            Expr::GetAtt(..) => "Fn::GetAtt",
            Expr::Sub(..) => "Fn::Sub",
            Expr::If(..) => "Fn::If",
            Expr::Equals(..) => "Fn::Equals",
            Expr::Not(_) => "Fn::Not",
            Expr::And(_) => "Fn::And",
            Expr::Or(_) => "Fn::Or",
            Expr::Condition(_) => "Condition",
            Expr::Select(..) => "Fn::Select",
            Expr::GetAzs(_) => "Fn::GetAZs",
            Expr::Base64(_) => "Fn::Base64",
            Expr::Join(..) => "Fn::Join",
            Expr::Split(..) => "Fn::Split",
            Expr::FindInMap(..) => "Fn::FindInMap",
            Expr::ImportValue(_) => "Fn::ImportValue",
            Expr::Cidr(..) => "Fn::Cidr",
            Expr::Length(_) => "Fn::Length",
            Expr::ToJsonString(_) => "Fn::ToJsonString",
            Expr::Contains(..) => "Fn::Contains",
            Expr::EachMemberEquals(..) => "Fn::EachMemberEquals",
            Expr::EachMemberIn(..) => "Fn::EachMemberIn",
            Expr::Other(name, _) => name,
        })
    }

    /// Calls `visit` with each direct part and the steps that lead to it.
    fn each_part<'e>(&'e self, visit: &mut dyn FnMut(&[Step], &'e Expr)) {
        // Scalars are most of what is walked over.
        let name = match self {
            Expr::Null
            | Expr::Bool(_)
            | Expr::Number(_)
            | Expr::String(_)
            | Expr::Ref(_)
            | Expr::Condition(_) => return,
            _ => Step::Key(self.function().unwrap_or_default().into()),
        };
        let mut arguments = |parts: &[&'e Expr]| {
            for (i, part) in parts.iter().enumerate() {
                visit(&[name.clone(), Step::Index(i)], part);
            }
        };
        match self {
            Expr::Null
            | Expr::Bool(_)
            | Expr::Number(_)
            | Expr::String(_)
            | Expr::Ref(_)
            | Expr::Condition(_) => {}
            Expr::List(items) => {
                items.iter().enumerate().for_each(|(i, item)| visit(&[Step::Index(i)], item));
            }
            Expr::Map(map) => map.iter().for_each(|(key, part)| visit(&[Step::Key(key.clone())], part)),
            Expr::And(parts) | Expr::Or(parts) => arguments(&parts.iter().collect::<Vec<_>>()),
            Expr::Not(part) => arguments(&[part]),
            Expr::Equals(a, b)
            | Expr::Select(a, b)
            | Expr::Join(a, b)
            | Expr::Split(a, b)
            | Expr::Contains(a, b)
            | Expr::EachMemberEquals(a, b)
            | Expr::EachMemberIn(a, b)
            | Expr::Cidr(a, b, None) => arguments(&[a, b]),
            Expr::Cidr(a, b, Some(c)) => arguments(&[a, b, c]),
            Expr::FindInMap(a, b, c, default) => {
                arguments(&[a, b, c]);
                if let Some(default) = default {
                    visit(&[name.clone(), Step::Index(3), Step::Key("DefaultValue".into())], default);
                }
            }
            Expr::If(_, yes, no) => {
                visit(&[name.clone(), Step::Index(1)], yes);
                visit(&[name.clone(), Step::Index(2)], no);
            }
            Expr::GetAtt(_, attribute) => match &**attribute {
                Expr::String(_) => {}
                computed => visit(&[name.clone(), Step::Index(1)], computed),
            },
            Expr::Sub(_, variables) => {
                for (key, part) in variables {
                    visit(&[name.clone(), Step::Index(1), Step::Key(key.clone())], part);
                }
            }
            Expr::GetAzs(part)
            | Expr::Base64(part)
            | Expr::ImportValue(part)
            | Expr::Length(part)
            | Expr::ToJsonString(part)
            | Expr::Other(_, part) => visit(std::slice::from_ref(&name), part),
        }
    }
}

impl Template {
    /// Calls `visit` with every expression of the template and its path, section by section.
    pub(super) fn each_expr<'t>(&'t self, visit: &mut dyn FnMut(&'t Expr, &Path)) {
        let root = Path::root();
        for (id, condition) in &self.conditions {
            condition.walk(&root.key("Conditions").key(id.as_str()), visit);
        }
        for (id, rule) in &self.rules {
            let path = root.key("Rules").key(id.as_str());
            if let Some(condition) = &rule.condition {
                condition.walk(&path.key("RuleCondition"), visit);
            }
            for (i, assertion) in rule.assertions.iter().enumerate() {
                assertion.assert.walk(&path.key("Assertions").index(i).key("Assert"), visit);
            }
        }
        for (name, section) in [("Globals", &self.globals), ("Hooks", &self.hooks)] {
            if let Some(section) = section {
                section.walk(&root.key(name), visit);
            }
        }
        for (id, resource) in &self.resources {
            let path = resource_path(id);
            resource.properties.walk(&path.key("Properties"), visit);
            for (name, attribute) in &resource.attributes {
                attribute.walk(&path.key(name.clone()), visit);
            }
        }
        for (id, output) in &self.outputs {
            let path = root.key("Outputs").key(id.as_str());
            output.value.walk(&path.key("Value"), visit);
            if let Some(export) = &output.export {
                export.walk(&path.key("Export").key("Name"), visit);
            }
        }
    }
}
