//! The graph as JSON, DOT and Mermaid: text for other tools, hostile names made safe.

use std::fmt::Write;

use serde::Serialize;

use super::{Reference, ResourceGraph};
use crate::diagnostic::Step;
use crate::hidden::visible;
use crate::maps::IndexMap;
use crate::template::LogicalId;

/// The graph as a JSON document; its field names are a promise.
#[derive(Debug, Clone, Serialize)]
pub struct GraphDocument<'a> {
    /// Every resource by its logical ID, in the order of the template.
    pub resources: IndexMap<&'a str, GraphResource<'a>>,
    /// Every reference, in the order of the template; of too many the first.
    pub edges: Vec<GraphEdge<'a>>,
    /// The number of references that are not in `edges`.
    #[serde(skip_serializing_if = "is_zero")]
    pub edges_left_out: usize,
    /// Chains of resources that wait for each other.
    pub cycles: Vec<Vec<String>>,
    /// The resources in an order in which CloudFormation can make them.
    pub creation_order: Vec<&'a str>,
}

/// A resource of a [`GraphDocument`].
#[derive(Debug, Clone, Serialize)]
pub struct GraphResource<'a> {
    /// Its type.
    #[serde(rename = "type")]
    pub type_name: &'a str,
}

/// A reference of a [`GraphDocument`].
#[derive(Debug, Clone, Serialize)]
pub struct GraphEdge<'a> {
    /// The resource that refers.
    pub source: &'a str,
    /// The resource that is referred to.
    pub target: &'a str,
    /// `Ref`, `GetAtt`, `Sub` or `DependsOn`.
    pub kind: &'static str,
    /// Where in the template: `Resources/Ec2WebHost/Properties/SubnetId/Ref`.
    pub path: String,
}

/// The graph as a JSON document.
pub fn document(graph: &ResourceGraph) -> GraphDocument<'_> {
    GraphDocument {
        resources: graph
            .resources()
            .map(|(id, type_name)| (id.as_str(), GraphResource { type_name: type_name.as_ref() }))
            .collect(),
        edges: listed(graph)
            .iter()
            .map(|reference| GraphEdge {
                source: reference.source.as_str(),
                target: reference.target.as_str(),
                kind: reference.kind.name(),
                path: reference.path.to_string(),
            })
            .collect(),
        edges_left_out: left_out(graph),
        cycles: graph
            .cycles()
            .into_iter()
            .map(|chain| chain.iter().map(|id| id.as_str().to_owned()).collect())
            .collect(),
        creation_order: graph.creation_order().into_iter().map(LogicalId::as_str).collect(),
    }
}

/// The graph in Graphviz's language.
pub fn dot(graph: &ResourceGraph) -> String {
    let mut text = String::from("digraph template {\n  node [shape=box]\n");
    for (id, type_name) in graph.resources() {
        let label = format!("{}\\n{}", dot_escaped(id.as_str()), dot_escaped(type_name));
        let _ = writeln!(text, "  \"{}\" [label=\"{label}\"]", dot_escaped(id.as_str()));
    }
    for reference in listed(graph) {
        let (source, target) =
            (dot_escaped(reference.source.as_str()), dot_escaped(reference.target.as_str()));
        let _ = writeln!(text, "  \"{source}\" -> \"{target}\" [label=\"{}\"]", reference.kind.name());
    }
    note(graph, "  // ", &mut text);
    text.push_str("}\n");
    text
}

/// The graph as a Mermaid flowchart. Nodes are numbered: no logical ID can be a keyword there.
pub fn mermaid(graph: &ResourceGraph) -> String {
    let mut text = String::from("flowchart LR\n");
    let numbers: IndexMap<&str, usize> =
        graph.resources().enumerate().map(|(number, (id, _))| (id.as_str(), number)).collect();
    for (number, (id, type_name)) in graph.resources().enumerate() {
        let (id, type_name) = (mermaid_escaped(id.as_str()), mermaid_escaped(type_name));
        let _ = writeln!(text, "  n{number}[\"{id}<br>{type_name}\"]");
    }
    for reference in listed(graph) {
        let source = numbers.get(reference.source.as_str()).copied().unwrap_or_default();
        let target = numbers.get(reference.target.as_str()).copied().unwrap_or_default();
        let _ = writeln!(text, "  n{source} -- {} --> n{target}", reference.kind.name());
    }
    note(graph, "  %% ", &mut text);
    text
}

/// The letters of all references together that a text lists: twenty times as many as a template of 1 MB has that can be
/// deployed.
const MOST_LETTERS: usize = 32_000_000;

/// The letters of a reference beside its names.
const LETTERS_EACH: usize = 100;

/// The references that a text lists. Each repeats the names of its ends, which may be as long as half the template.
fn listed(graph: &ResourceGraph) -> &[Reference] {
    let mut letters = 0;
    let within = graph.references().iter().take_while(|reference| {
        let steps = reference.path.steps().iter().map(|step| match step {
            Step::Key(key) => key.len() + 1,
            Step::Index(_) => 4,
        });
        let ends = reference.source.as_str().len() + reference.target.as_str().len();
        letters += LETTERS_EACH + ends + steps.sum::<usize>();
        letters <= MOST_LETTERS
    });
    let count = within.count();
    graph.references().get(..count).unwrap_or_default()
}

fn left_out(graph: &ResourceGraph) -> usize {
    graph.references().len() - listed(graph).len()
}

/// Says how many references are not listed, in a comment that begins so.
fn note(graph: &ResourceGraph, comment: &str, text: &mut String) {
    let count = left_out(graph);
    if count > 0 {
        let _ = writeln!(text, "{comment}{count} of {} references are left out", graph.references().len());
    }
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Inside a quoted DOT string; what is hidden is written out there.
pub(crate) fn dot_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Inside a quoted Mermaid label, which is HTML: everything but plain characters becomes an entity of Mermaid's.
pub(crate) fn mermaid_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            c if c.is_alphanumeric() || matches!(c, ':' | '.' | '-' | '_' | ' ' | '/') => escaped.push(c),
            c => {
                let _ = write!(escaped, "#{};", u32::from(c));
            }
        }
    }
    escaped
}
