//! Entries of `Resources`, `Outputs` and `Rules`.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Path};
use crate::yaml::{Map, Node};

use super::function;
use super::sections::Reader;
use super::{Assertion, Expr, LogicalId, Output, Resource, Rule, Template};

/// What a resource may say; the last three are SAM's.
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

const POLICIES: [&str; 4] = ["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"];

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
        if !template.untyped.contains(&id) {
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
                        self.findings.add(Diagnostic::error("E3001", path.clone(), message));
                    }
                },
                _ => {
                    self.attribute(key, value, &path);
                    let value = self.value(value, &path);
                    resource.attributes.insert(key.clone(), value);
                }
            }
        }
        template.resources.insert(id, resource);
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
                    self.findings.add(Diagnostic::error("E3005", path.clone(), message));
                }
            }
        }
        targets
    }

    /// The shape of the other attributes.
    fn attribute(&mut self, name: &str, node: &Node, path: &Path) {
        match name {
            "DeletionPolicy" | "UpdateReplacePolicy" => {
                let code = if name == "DeletionPolicy" { "E3035" } else { "E3036" };
                if let Node::String(policy) = node
                    && !POLICIES.contains(&&**policy)
                {
                    let message = format!("`{policy}` is no {name}");
                    let diagnostic = Diagnostic::error(code, path.clone(), message);
                    let hint = format!("it is one of {}", POLICIES.join(", "));
                    self.findings.add(diagnostic.hint(hint));
                }
            }
            "CreationPolicy" | "UpdatePolicy" | "Metadata" if node.as_map().is_none() => {
                let code = if name == "UpdatePolicy" { "E3016" } else { "E3001" };
                let message = format!("`{name}` is {}, and must be a mapping", node.kind());
                self.findings.add(Diagnostic::error(code, path.clone(), message));
            }
            _ => {}
        }
    }

    pub(super) fn output(&mut self, node: &Node, path: &Path) -> Option<Output> {
        let map = self.map(node, path, "E6001")?;
        self.known_keys(map, &["Condition", "Description", "Export", "Value"], path, "E6001");
        let value = match map.get("Value") {
            Some(value) => self.value(value, &path.key("Value")),
            None => {
                let message = "the output has no `Value`";
                self.findings.add(Diagnostic::error("E6002", path.clone(), message));
                Expr::Null
            }
        };
        let attribute = |reader: &mut Self, key: &str| {
            map.get(key).and_then(|node| reader.text(node, &path.key(key), "E6001"))
        };
        let description = attribute(self, "Description");
        let condition =
            map.get("Condition").and_then(|node| self.condition_name(node, &path.key("Condition"), "E6001"));
        let export = map.get("Export").and_then(|export| {
            let path = path.key("Export");
            let name = self.map(export, &path, "E6001")?.get("Name");
            if name.is_none() {
                let message = "`Export` takes a mapping with a `Name`";
                self.findings.add(Diagnostic::error("E6001", path.clone(), message));
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
        let condition = map.get("RuleCondition").map(|node| self.condition(node, &path.key("RuleCondition")));
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
                assert: self.condition(assert, &path.key("Assert")),
                description: assertion.get("AssertDescription").and_then(Node::as_text),
            });
        }
        Rule { condition, assertions }
    }
}
