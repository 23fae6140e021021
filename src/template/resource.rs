//! Entries of `Resources`, `Outputs` and `Rules`.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path};
use crate::maps::IndexMap;
use crate::yaml::{Map, Node};

use super::function;
use super::policies;
use super::reader::Reader;
use super::{Assertion, Expr, LogicalId, Output, Resource, Rule, Template};

/// The longest `Description` of an output, in bytes.
const MAX_DESCRIPTION: usize = 1024;

/// The keys that a resource may have; the last three are SAM's.
const KEYS: [&str; 11] = [
    "Condition",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "Metadata",
    "Properties",
    "Type",
    "UpdatePolicy",
    "UpdateReplacePolicy",
    "Connectors",
    "IgnoreGlobals",
];

impl Reader<'_> {
    pub(super) fn resource(&mut self, id: LogicalId, node: &Node, path: &Path, template: &mut Template) {
        let Some(map) = self.map(node, path, "E3001") else { return };
        let type_name = match self.resource_type(map, path) {
            Ok(name) => name,
            Err(function) => {
                template.untyped.insert(id.clone());
                function
            }
        };
        let is_custom =
            type_name.starts_with("Custom::") || &*type_name == "AWS::CloudFormation::CustomResource";
        let version = is_custom.then_some("Version");
        let known: Vec<&str> = KEYS.iter().copied().chain(version).collect();
        if type_name.starts_with("AWS::Serverless::") {
            self.dropped_keys(map, &known, path);
        } else if !template.untyped.contains(&id) {
            self.known_keys(map, &known, path, "E3001");
        }
        let mut resource = Resource {
            type_name,
            condition: None,
            depends_on: Vec::new(),
            properties: Expr::Map(IndexMap::new()),
            attributes: IndexMap::new(),
        };
        for (key, value) in map {
            let path = path.key(key.clone());
            match &**key {
                "Type" => {}
                "Condition" => resource.condition = self.condition_name(value, &path, "E3001"),
                "DependsOn" => resource.depends_on = self.depends_on(value, &path),
                "Properties" => match value {
                    Node::Null => {
                        let message = "`Properties` is empty, and CloudFormation refuses empty values";
                        let diagnostic = Diagnostic::error("E3012", path.clone(), message);
                        self.findings.add(diagnostic.hint("leave the key out"));
                    }
                    Node::Map(_) => resource.properties = self.value(value, &path),
                    other => {
                        let message = format!("`Properties` is {}, and must be a mapping", other.kind());
                        self.findings.add(Diagnostic::error("E3012", path.clone(), message));
                    }
                },
                _ => {
                    let resources = self.resources;
                    let is_made = |name: &str| resources.is_some_and(|all| all.contains_key(name));
                    let (type_name, language) = (&*resource.type_name, self.language);
                    let around = policies::Around { type_name, is_made: &is_made, language };
                    policies::check(around, key, value, &path, self.findings);
                    let value = self.value(value, &path);
                    resource.attributes.insert(key.clone(), value);
                }
            }
        }
        template.resources.insert(id, resource);
    }

    /// Reports what SAM's transform leaves out: it makes other resources, and hands on to them what it knows alone.
    fn dropped_keys(&mut self, map: &Map, known: &[&str], path: &Path) {
        for key in map.keys().filter(|key| !known.contains(&&***key) && !key.starts_with("Fn::")) {
            let message = format!("SAM drops `{key}`: it has no effect beside `Properties`");
            self.findings.add(Diagnostic::info("E3001", path.key(key.clone()), message));
        }
    }

    /// The type; else the name of the function that stands there, or nothing.
    fn resource_type(&mut self, map: &Map, path: &Path) -> Result<Rc<str>, Rc<str>> {
        match map.get("Type") {
            Some(Node::String(name)) => Ok(name.clone()),
            Some(Node::Map(function)) if function.keys().any(|key| key.starts_with("Rain::")) => {
                let message = "the resource is a module of the tool rain: what it makes is not known here";
                let hint = "`rain pkg` writes the template that CloudFormation gets";
                self.findings.add(Diagnostic::warning("X1001", path.key("Type"), message).hint(hint));
                Err(function.keys().next().cloned().unwrap_or_default())
            }
            Some(other) => {
                let message = format!("`Type` is {}, and must be text", other.kind());
                self.findings.add(Diagnostic::error("E3001", path.key("Type"), message));
                Err("".into())
            }
            None => {
                let message = "the resource has no `Type`";
                let hint = "a type reads like `AWS::EC2::Instance`";
                self.findings.add(Diagnostic::error("E3001", path.clone(), message).hint(hint));
                Ok("".into())
            }
        }
    }

    fn condition_name(&mut self, node: &Node, path: &Path, code: &'static str) -> Option<LogicalId> {
        match node {
            Node::String(name) => Some(LogicalId::new(name.clone())),
            other => {
                let message = format!("`Condition` takes the name of a condition, not {}", other.kind());
                let diagnostic = Diagnostic::error(code, path.clone(), message);
                self.findings.add(match other {
                    Node::Bool(_) => diagnostic.hint(function::QUOTED_NAME),
                    _ => diagnostic,
                });
                None
            }
        }
    }

    fn depends_on(&mut self, node: &Node, path: &Path) -> Vec<LogicalId> {
        let names = node.as_list().unwrap_or(std::slice::from_ref(node));
        let mut targets = Vec::new();
        for name in names {
            match name {
                Node::String(name) => targets.push(LogicalId::new(name.clone())),
                other => {
                    let message = format!(
                        "`DependsOn` takes the name of a resource, or a list of names, not {}",
                        other.kind()
                    );
                    self.findings.add(Diagnostic::error("E3001", path.clone(), message));
                }
            }
        }
        targets
    }

    pub(super) fn output(&mut self, node: &Node, path: &Path) -> Option<Output> {
        let map = self.map(node, path, "E6003")?;
        self.known_keys(map, &["Condition", "Description", "Export", "Value"], path, "E6001");
        let value = match map.get("Value").filter(|value| **value != Node::Null) {
            Some(value) => self.value(value, &path.key("Value")),
            None => {
                let message = "the output has no `Value`";
                self.findings.add(Diagnostic::error("E6002", path.clone(), message));
                Expr::Null
            }
        };
        let attribute = |reader: &mut Self, key: &str| {
            map.get(key).and_then(|node| reader.text(node, &path.key(key), "E6003"))
        };
        let description = attribute(self, "Description");
        if description.as_ref().is_some_and(|text| text.len() > MAX_DESCRIPTION) {
            let message = format!("the description of an output has at most {MAX_DESCRIPTION} bytes");
            self.findings.add(Diagnostic::error("E6011", path.key("Description"), message));
        }
        let condition =
            map.get("Condition").and_then(|node| self.condition_name(node, &path.key("Condition"), "E6003"));
        let export = map.get("Export").and_then(|export| {
            let path = path.key("Export");
            let export = self.map(export, &path, "E6003")?;
            self.known_keys(export, &["Name"], &path, "E6001");
            let name = export.get("Name");
            if name.is_none() {
                let message = "`Export` takes a mapping with a `Name`";
                self.findings.add(Diagnostic::error("E6002", path.clone(), message));
            }
            Some(self.value(name?, &path.key("Name")))
        });
        Some(Output { description, value, condition, export })
    }

    pub(super) fn rule(&mut self, node: &Node, path: &Path) -> Rule {
        let Some(map) = self.map(node, path, "E1700") else {
            return Rule { condition: None, assertions: Vec::new() };
        };
        self.known_keys(map, &["Assertions", "RuleCondition"], path, "E1700");
        let condition =
            map.get("RuleCondition").map(|node| self.condition(node, &path.key("RuleCondition"), "E1702"));
        let mut assertions = Vec::new();
        let items = match map.get("Assertions") {
            Some(Node::List(items)) => items.as_slice(),
            _ => {
                let message = "a rule has a list of `Assertions`";
                self.findings.add(Diagnostic::error("E1700", path.clone(), message));
                &[]
            }
        };
        for (i, item) in items.iter().enumerate() {
            let path = path.key("Assertions").index(i);
            let Some(assertion) = self.map(item, &path, "E1701") else { continue };
            let Some(assert) = assertion.get("Assert") else {
                self.findings.add(Diagnostic::error("E1701", path, "the assertion has no `Assert`"));
                continue;
            };
            assertions.push(Assertion {
                assert: self.condition(assert, &path.key("Assert"), "E1701"),
                description: assertion
                    .get("AssertDescription")
                    .and_then(|text| self.text(text, &path.key("AssertDescription"), "E1700")),
            });
        }
        Rule { condition, assertions }
    }
}
