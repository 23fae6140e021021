//! The sections of a template.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path, Reported};
use crate::hidden::is_plain_char;
use crate::late::{Late, Need};
use crate::maps::IndexSet;
use crate::yaml::{Map, Node};

use super::expand::Expanded;
use super::findings::Findings;
use super::function::{self, ExprPlace};
use super::language::Language;
use super::reader::{Reader, last};
use super::{
    Expr, LogicalId, Loops, Template, dynamic, expand, generated, interface, modules, text_or_list,
    undefined_names, unused,
};

/// Every section of a template; `Globals` is SAM's, `Hooks` belongs to blue/green deployments.
const SECTIONS: [&str; 12] = [
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Globals",
    "Hooks",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
    "Transform",
];

/// The longest `Description`, in bytes.
const MAX_DESCRIPTION: usize = 1024;

type Values<'v> = dyn Fn(&str) -> Option<Rc<str>> + 'v;
type Expand = fn(&Node, &Values, bool, &mut Findings) -> (Expanded, expand::Mentions);

static EXPAND: Late<Expand> = Late::new(expanded);

/// Loops can be unrolled.
pub fn loops_arrived() {
    EXPAND.arrive(expanded);
}

/// Unrolls every loop, and lists what they mention.
fn expanded(
    root: &Node,
    value: &Values,
    extensions: bool,
    findings: &mut Findings,
) -> (Expanded, expand::Mentions) {
    (expand::expand(root, value, extensions, findings), expand::Mentions::of(root))
}

/// Reads every section, and checks the names between them. `value` gives the parameters that loops hang on.
pub(super) fn read(root: &Node, value: &dyn Fn(&str) -> Option<Rc<str>>) -> Reported<Template> {
    if !expand::has_loops(root) {
        return read_expanded(root, Template::default(), Findings::default());
    }
    let mut findings = Findings::default();
    let transforms = root.as_map().and_then(|map| map.get("Transform")).map(transforms).unwrap_or_default();
    let Some(expand) = EXPAND.needed(Need::Loops) else {
        return read_expanded(&Node::Map(Map::new()), Template::default(), findings);
    };
    let (expanded, mentions) = expand(root, value, has_extensions(&transforms), &mut findings);
    let Expanded { node, origins, needs, maps, variables, stand_ins, unknown } = expanded;
    let root = root.clone();
    let loops = Loops { root, needs, maps, origins, variables, stand_ins, unknown, mentions };
    let template = Template { loops: Some(Rc::new(loops)), ..Template::default() };
    let mut reported = read_expanded(&node, template, findings);
    reported.value.point_to_text(&mut reported.diagnostics);
    // What is wrong in a loop is wrong in each of its turns.
    let mut seen = IndexSet::new();
    reported.diagnostics.retain(|found| seen.insert((found.path.clone(), found.message.clone())));
    reported
}

fn has_extensions(transforms: &[Rc<str>]) -> bool {
    transforms.iter().any(|name| &**name == "AWS::LanguageExtensions")
}

fn read_expanded(node: &Node, mut template: Template, mut findings: Findings) -> Reported<Template> {
    if let Node::Map(sections) = node {
        // A macro may also stand for a whole section, or for entries of one.
        let inside = sections.values().filter_map(|section| section.as_map()?.get("Fn::Transform"));
        let whole = sections.get("Transform").into_iter().chain(sections.get("Fn::Transform"));
        let transforms: Vec<Rc<str>> = whole.chain(inside).flat_map(transforms).collect();
        let language = Language { extensions: has_extensions(&transforms) };
        template.transforms = transforms;
        let macros = generated::macros_define_names(&template);
        let resources = sections.get("Resources").and_then(Node::as_map);
        let loops = template.loops.clone();
        let mut reader = Reader { findings: &mut findings, language, macros, resources, loops };
        reader.sections(sections, &mut template);
    }
    undefined_names::check(&template, &mut findings);
    text_or_list::check(&template, &mut findings);
    dynamic::check(&template, &mut findings);
    modules::check(&template, &mut findings);
    template.interface = interface::read(&template, &mut findings);
    unused::check(&template, &mut findings);
    Reported { value: template, diagnostics: findings.finish() }
}

/// The rules for the entries of a section.
struct Section {
    name: &'static str,
    /// The most entries that CloudFormation takes.
    most: usize,
    /// cfn-lint's codes: for a section that is no mapping, for too many entries, for a name.
    codes: [&'static str; 3],
    /// Signs that a name may have besides letters and digits.
    signs: &'static str,
}

const PARAMETERS: Section =
    Section { name: "Parameters", most: 200, codes: ["E2001", "E2010", "E2001"], signs: "" };
const MAPPINGS: Section =
    Section { name: "Mappings", most: 200, codes: ["E7001", "E7010", "E7001"], signs: "" };
const CONDITIONS: Section =
    Section { name: "Conditions", most: usize::MAX, codes: ["E1001", "E8001", "E8001"], signs: "&_" };
const RESOURCES: Section =
    Section { name: "Resources", most: 500, codes: ["E3001", "E3010", "E3001"], signs: "" };
const OUTPUTS: Section =
    Section { name: "Outputs", most: 200, codes: ["E6003", "E6010", "E6001"], signs: "" };
const RULES: Section =
    Section { name: "Rules", most: usize::MAX, codes: ["E1700", "E1700", "E1700"], signs: "" };

impl Reader<'_> {
    fn sections(&mut self, sections: &Map, template: &mut Template) {
        for (name, node) in sections {
            let path = Path::root().key(name.clone());
            match &**name {
                "AWSTemplateFormatVersion" => self.version(node, &path),
                "Description" => template.description = self.description(node, &path),
                "Metadata" => template.metadata = Some(self.value(node, &path)),
                // SAM passes over it, and published patterns have it.
                "Parameters" if *node == Node::Null && generated::is_sam(template) => {
                    let diagnostic = Diagnostic::warning("E2001", path, "`Parameters` is empty");
                    self.findings.add(diagnostic.hint("leave the section out"));
                }
                "Parameters" => self.entries(&PARAMETERS, node, |reader, id, entry, path| {
                    let parameter = reader.parameter(entry, path);
                    template.parameters.insert(id, parameter);
                }),
                "Mappings" => self.entries(&MAPPINGS, node, |reader, id, entry, path| {
                    let mapping = reader.mapping(entry, path);
                    template.mappings.insert(id, mapping);
                }),
                "Conditions" => self.entries(&CONDITIONS, node, |reader, id, entry, path| {
                    let condition = reader.condition(entry, path, "E8001");
                    template.conditions.insert(id, condition);
                }),
                "Transform" => self.transform(node, &path),
                "Resources" => self.entries(&RESOURCES, node, |reader, id, entry, path| {
                    reader.resource(id, entry, path, template);
                }),
                "Outputs" => self.entries(&OUTPUTS, node, |reader, id, entry, path| {
                    if let Some(output) = reader.output(entry, path) {
                        template.outputs.insert(id, output);
                    }
                }),
                "Rules" => self.entries(&RULES, node, |reader, id, entry, path| {
                    let rule = reader.rule(entry, path);
                    template.rules.insert(id, rule);
                }),
                "Globals" => {
                    self.needs_transform(name, "AWS::Serverless-2016-10-31", template, &path);
                    template.globals = Some(self.value(node, &path));
                }
                "Hooks" => {
                    self.needs_transform(name, "AWS::CodeDeployBlueGreen", template, &path);
                    template.hooks = Some(self.value(node, &path));
                }
                "Fn::Transform" => {}
                unknown if !self.findings.is_full() => {
                    let message = format!("`{unknown}` is no section of a template");
                    let diagnostic = Diagnostic::error("E1001", path.clone(), message);
                    self.findings.add_near(diagnostic, unknown, SECTIONS);
                }
                _ => {}
            }
        }
        self.no_resources(sections, template);
    }

    /// Says so where a template makes nothing.
    fn no_resources(&mut self, sections: &Map, template: &Template) {
        if !sections.contains_key("Resources") && !sections.contains_key("Fn::Transform") {
            let message = "the section `Resources` is missing";
            let hint = "a template makes at least one resource";
            self.findings.add(Diagnostic::error("E1001", Path::root(), message).hint(hint));
        }
        // A loop over nothing, or over what nobody knows yet, leaves nothing either.
        if let Some(Node::Map(resources)) = sections.get("Resources")
            && resources.is_empty()
            && !self.macros
            && template.loops.is_none()
        {
            // cfn-lint takes it; CloudFormation does not.
            let message = "`Resources` is empty, and CloudFormation refuses a template that makes nothing";
            let hint = "add a resource: a name, and below it its `Type`, such as `AWS::S3::Bucket`";
            self.findings
                .add(Diagnostic::warning("E3001", Path::root().key("Resources"), message).hint(hint));
        }
    }

    /// A section that only a transform takes.
    fn needs_transform(&mut self, section: &str, transform: &str, template: &Template, path: &Path) {
        if !self.macros && !template.transforms.iter().any(|name| &**name == transform) {
            let message = format!("`{section}` is for templates with the transform `{transform}`");
            let hint = format!("add the line `Transform: {transform}` at the top of the template");
            self.findings.add(Diagnostic::error("E1001", path.clone(), message).hint(hint));
        }
    }

    fn version(&mut self, node: &Node, path: &Path) {
        if node.as_text().as_deref() != Some("2010-09-09") {
            let message = "`AWSTemplateFormatVersion` must be `2010-09-09`, the only version there is";
            self.findings.add(Diagnostic::error("E1001", path.clone(), message));
        }
    }

    fn description(&mut self, node: &Node, path: &Path) -> Option<Rc<str>> {
        let text = self.text(node, path, "E1004")?;
        if !matches!(node, Node::String(_)) {
            let message = format!("the description is {}, and must be text", node.kind());
            let diagnostic = Diagnostic::error("E1004", path.clone(), message);
            self.findings.add(diagnostic.hint("put it in quotes"));
        }
        if text.len() > MAX_DESCRIPTION {
            let message = format!("the description has {} bytes, and may have {MAX_DESCRIPTION}", text.len());
            self.findings.add(Diagnostic::error("E1003", path.clone(), message));
        }
        Some(text)
    }

    fn transform(&mut self, node: &Node, path: &Path) {
        let is_macro = |node: &Node| match node {
            Node::String(_) => true,
            Node::Map(map) => map.contains_key("Name"),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::List(_) => false,
        };
        let items = node.as_list().unwrap_or(std::slice::from_ref(node));
        if let Some(wrong) = items.iter().find(|item| !is_macro(item)) {
            let message =
                format!("`Transform` takes the name of a macro, or a list of names, not {}", wrong.kind());
            self.findings.add(Diagnostic::error("E1005", path.clone(), message));
        }
    }

    /// Each entry of a section that is a mapping by name.
    fn entries(
        &mut self,
        section: &Section,
        node: &Node,
        mut read: impl FnMut(&mut Self, LogicalId, &Node, &Path),
    ) {
        let path = Path::root().key(section.name);
        let [not_a_map, too_many, bad_name] = section.codes;
        let Node::Map(entries) = node else {
            let message = format!("`{}` is {}, and must be a mapping by name", section.name, node.kind());
            self.findings.add(Diagnostic::error(not_a_map, path, message));
            return;
        };
        if entries.len() > section.most {
            let message =
                format!("`{}` has {} entries, and may have {}", section.name, entries.len(), section.most);
            self.findings.add(Diagnostic::error(too_many, path.clone(), message));
        }
        for (name, entry) in entries {
            // Loops and macros in place of entries.
            if name.starts_with("Fn::") {
                continue;
            }
            let path = path.key(name.clone());
            let problem = name_problem(name, section.signs)
                .filter(|_| !self.loops.as_ref().is_some_and(|loops| loops.leave_a_hole_in(name)));
            if let Some(problem) = problem {
                self.findings.add(Diagnostic::error(bad_name, path.clone(), problem));
            }
            read(self, LogicalId::new(name.clone()), entry, &path);
        }
    }

    fn mapping(&mut self, node: &Node, path: &Path) -> Expr {
        if let Some(rows) = self.rows(node, path, ".-") {
            for (top, row) in rows.iter().filter(|(top, _)| !top.starts_with("Fn::")) {
                let path = path.key(top.clone());
                for (second, value) in self.rows(row, &path, "").into_iter().flatten() {
                    if matches!(value, Node::Map(_) | Node::Null) && !second.starts_with("Fn::") {
                        let message = format!("a value of a mapping is text or a list, not {}", value.kind());
                        self.findings.add(Diagnostic::error("E7001", path.key(second.clone()), message));
                    }
                }
            }
        }
        function::expr(node, path, ExprPlace::Data, self.language, self.findings)
    }

    /// One level of a mapping: its keys, which may have characters besides letters and digits.
    fn rows<'n>(&mut self, node: &'n Node, path: &Path, signs: &str) -> Option<&'n Map> {
        let rows = self.map(node, path, "E7001")?;
        if rows.is_empty() {
            let message = format!("{} is empty", last(path));
            self.findings.add(Diagnostic::error("E7001", path.clone(), message));
        }
        for key in rows.keys().filter(|key| !key.starts_with("Fn::")) {
            if let Some(problem) = name_problem(key, signs) {
                self.findings.add(Diagnostic::error("E7001", path.key(key.clone()), problem));
            }
        }
        Some(rows)
    }
}

fn name_problem(name: &str, signs: &str) -> Option<String> {
    if name.chars().count() > 255 {
        return Some("a name has at most 255 characters".to_owned());
    }
    match name.chars().find(|&c| !is_plain_char(c, signs)) {
        Some(wrong) => Some(format!("a name has only letters and digits, and `{name}` has `{wrong}`")),
        None if name.is_empty() => Some("a name has at least one letter".to_owned()),
        None => None,
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
