//! The sections of a template.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Path, Reported, nearest};
use crate::yaml::{Map, Node};

use super::function::{self, Place};
use super::reader::Findings;
use super::{Assertion, Expr, LogicalId, Output, Parameter, Resource, Rule, Template, names};

/// Every section of a template.
const SECTIONS: [&str; 11] = [
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Mappings",
    "Conditions",
    "Transform",
    "Resources",
    "Outputs",
    "Rules",
    "Hooks",
];

/// Reads every section, and checks the names between them.
pub(super) fn read(node: &Node) -> Reported<Template> {
    let mut reader = Reader { findings: Findings::default() };
    let mut template = Template::default();
    if let Node::Map(sections) = node {
        reader.sections(sections, &mut template);
    }
    names::check(&template, &mut reader.findings);
    Reported { value: template, diagnostics: reader.findings.finish() }
}

struct Reader {
    findings: Findings,
}

impl Reader {
    fn sections(&mut self, sections: &Map, template: &mut Template) {
        for (name, node) in sections {
            let path = Path::root().key(name.clone());
            match &**name {
                "AWSTemplateFormatVersion" => {}
                "Description" => template.description = self.text(node, &path, "E1004"),
                "Metadata" => template.metadata = Some(self.value(node, &path)),
                "Parameters" => self.entries(node, &path, |reader, id, entry, path| {
                    let parameter = reader.parameter(entry, path);
                    template.parameters.insert(id, parameter);
                }),
                "Mappings" => self.entries(node, &path, |reader, id, entry, path| {
                    let mapping = reader.value(entry, path);
                    template.mappings.insert(id, mapping);
                }),
                "Conditions" => self.entries(node, &path, |reader, id, entry, path| {
                    let condition = reader.condition(entry, path);
                    template.conditions.insert(id, condition);
                }),
                "Transform" => template.transforms = transforms(node),
                "Resources" => self.entries(node, &path, |reader, id, entry, path| {
                    if let Some(resource) = reader.resource(entry, path) {
                        template.resources.insert(id, resource);
                    }
                }),
                "Outputs" => self.entries(node, &path, |reader, id, entry, path| {
                    if let Some(output) = reader.output(entry, path) {
                        template.outputs.insert(id, output);
                    }
                }),
                "Rules" => self.entries(node, &path, |reader, id, entry, path| {
                    let rule = reader.rule(entry, path);
                    template.rules.insert(id, rule);
                }),
                "Hooks" | "Globals" => {}
                unknown => {
                    let message = format!("`{unknown}` is no section of a template");
                    let diagnostic = Diagnostic::error("E1001", path.clone(), message);
                    self.findings.add(with_nearest(diagnostic, unknown, SECTIONS));
                }
            }
        }
        if !sections.contains_key("Resources") {
            let message = "the section `Resources` is missing";
            self.findings.add(
                Diagnostic::error("E1001", Path::root(), message)
                    .hint("a template makes at least one resource"),
            );
        }
    }

    /// Each entry of a section that is a mapping by name.
    fn entries(
        &mut self,
        node: &Node,
        path: &Path,
        mut read: impl FnMut(&mut Self, LogicalId, &Node, &Path),
    ) {
        match node {
            Node::Map(entries) => {
                for (name, entry) in entries {
                    if name.starts_with("Fn::ForEach::") {
                        continue;
                    }
                    read(self, LogicalId::new(name.clone()), entry, &path.key(name.clone()));
                }
            }
            _ => {
                let message = format!("`{path}` is {}, and must be a mapping of names", node.kind());
                self.findings.add(Diagnostic::error("E1001", path.clone(), message));
            }
        }
    }

    fn parameter(&mut self, node: &Node, path: &Path) -> Parameter {
        let Some(map) = self.map(node, path, "E2001") else { return Parameter::default() };
        let text = |key: &str| map.get(key).and_then(Node::as_text);
        if !map.contains_key("Type") {
            self.findings.add(Diagnostic::error("E2001", path.clone(), "the parameter has no `Type`"));
        }
        let number = |key: &str| text(key).and_then(|text| text.parse::<f64>().ok());
        let length = |key: &str| text(key).and_then(|text| text.parse::<u64>().ok());
        Parameter {
            type_name: text("Type").unwrap_or_else(|| "String".into()),
            default: map.get("Default").and_then(default_text),
            description: text("Description"),
            allowed_values: match map.get("AllowedValues") {
                Some(Node::List(values)) => values.iter().filter_map(Node::as_text).collect(),
                _ => Vec::new(),
            },
            allowed_pattern: text("AllowedPattern"),
            constraint_description: text("ConstraintDescription"),
            min_length: length("MinLength"),
            max_length: length("MaxLength"),
            min_value: number("MinValue"),
            max_value: number("MaxValue"),
            no_echo: text("NoEcho").is_some_and(|text| text.eq_ignore_ascii_case("true")),
        }
    }

    fn resource(&mut self, node: &Node, path: &Path) -> Option<Resource> {
        let map = self.map(node, path, "E3001")?;
        let type_name = match map.get("Type") {
            Some(Node::String(name)) => name.clone(),
            Some(other) => {
                let message = format!("`Type` is {}, and must be text", other.kind());
                self.findings.add(Diagnostic::error("E3001", path.key("Type"), message));
                "".into()
            }
            None => {
                let message = "the resource has no `Type`";
                self.findings.add(Diagnostic::error("E3001", path.clone(), message));
                "".into()
            }
        };
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
                "Condition" => resource.condition = self.text(value, &path, "E3001").map(LogicalId::from),
                "DependsOn" => resource.depends_on = self.depends_on(value, &path),
                "Properties" => match value {
                    Node::Null => {}
                    Node::Map(_) => resource.properties = self.value(value, &path),
                    other => {
                        let message = format!("`Properties` is {}, and must be a mapping", other.kind());
                        self.findings.add(Diagnostic::error("E3001", path.clone(), message));
                    }
                },
                _ => {
                    let value = self.value(value, &path);
                    resource.attributes.insert(key.clone(), value);
                }
            }
        }
        Some(resource)
    }

    fn depends_on(&mut self, node: &Node, path: &Path) -> Vec<LogicalId> {
        let names: Vec<&Node> = match node {
            Node::List(items) => items.iter().collect(),
            other => vec![other],
        };
        let mut targets = Vec::new();
        for name in names {
            match name {
                Node::String(name) => targets.push(LogicalId::new(name.clone())),
                _ => {
                    let message = "`DependsOn` takes the name of a resource, or a list of names";
                    self.findings.add(Diagnostic::error("E3005", path.clone(), message));
                }
            }
        }
        targets
    }

    fn output(&mut self, node: &Node, path: &Path) -> Option<Output> {
        let map = self.map(node, path, "E6001")?;
        let value = match map.get("Value") {
            Some(value) => self.value(value, &path.key("Value")),
            None => {
                self.findings.add(Diagnostic::error("E6002", path.clone(), "the output has no `Value`"));
                Expr::Null
            }
        };
        let export = map.get("Export").and_then(Node::as_map).and_then(|export| export.get("Name"));
        Some(Output {
            description: map.get("Description").and_then(Node::as_text),
            value,
            condition: map.get("Condition").and_then(Node::as_text).map(LogicalId::from),
            export: export.map(|name| self.value(name, &path.key("Export").key("Name"))),
        })
    }

    fn rule(&mut self, node: &Node, path: &Path) -> Rule {
        let Some(map) = self.map(node, path, "E1700") else {
            return Rule { condition: None, assertions: Vec::new() };
        };
        let condition = map.get("RuleCondition").map(|node| self.condition(node, &path.key("RuleCondition")));
        let mut assertions = Vec::new();
        for (i, item) in map.get("Assertions").and_then(Node::as_list).unwrap_or_default().iter().enumerate()
        {
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

    fn map<'n>(&mut self, node: &'n Node, path: &Path, code: &'static str) -> Option<&'n Map> {
        let map = node.as_map();
        if map.is_none() {
            let message = format!("`{path}` is {}, and must be a mapping", node.kind());
            self.findings.add(Diagnostic::error(code, path.clone(), message));
        }
        map
    }

    fn text(&mut self, node: &Node, path: &Path, code: &'static str) -> Option<Rc<str>> {
        let text = node.as_text();
        if text.is_none() {
            let message = format!("`{path}` is {}, and must be text", node.kind());
            self.findings.add(Diagnostic::error(code, path.clone(), message));
        }
        text
    }

    fn value(&mut self, node: &Node, path: &Path) -> Expr {
        function::expr(node, path, Place::Value, &mut self.findings)
    }

    fn condition(&mut self, node: &Node, path: &Path) -> Expr {
        function::expr(node, path, Place::Condition, &mut self.findings)
    }
}

/// Adds 'did you mean', when a known name is near.
pub(super) fn with_nearest<'n>(
    diagnostic: Diagnostic,
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    match nearest(name, known) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

/// The names of the macros: a name, a list of names, or `AWS::Include` with its parameters.
fn transforms(node: &Node) -> Vec<Rc<str>> {
    match node {
        Node::String(name) => vec![name.clone()],
        Node::List(items) => items.iter().flat_map(transforms).collect(),
        Node::Map(map) => map.get("Name").and_then(Node::as_text).into_iter().collect(),
        Node::Null | Node::Bool(_) | Node::Number(_) => Vec::new(),
    }
}

/// A default as text; a list, which CloudFormation refuses, as its items with commas.
fn default_text(node: &Node) -> Option<Rc<str>> {
    match node {
        Node::List(items) => {
            let items: Option<Vec<Rc<str>>> = items.iter().map(Node::as_text).collect();
            Some(items?.join(",").into())
        }
        other => other.as_text(),
    }
}
