//! The part of the graph that no parameter changes: every element of a template, and who names whom.

use std::rc::Rc;

use petgraph::graph::{DiGraph, NodeIndex};

use crate::maps::{IndexMap, IndexSet};
use crate::template::{Element, LogicalId, Reference, Template, Use, references, uses};

use super::transformed::{Transformed, transformed};

/// Every element of a template and who names whom there, both branches of `Fn::If` included.
#[derive(Debug, Clone)]
pub struct Written {
    /// Every resource by its node, with its type.
    pub(super) types: IndexMap<LogicalId, Rc<str>>,
    /// The other elements that use something or are used, by their nodes behind those of the resources.
    pub(super) others: IndexSet<Element>,
    /// Every reference between two resources, as cfn-lint counts them, in the order of the template.
    pub(super) references: Vec<Reference>,
    /// Every other use of an element.
    pub(super) uses: Vec<Use>,
    /// An edge leads from who names to who is named.
    pub(super) graph: DiGraph<(), Edge>,
    /// The resources as SAM transforms them; nothing without its transform.
    pub(super) transformed: Option<Transformed>,
}

/// Why an edge is in the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edge {
    /// A reference, by its position.
    Reference(usize),
    /// Another use, by its position.
    Use(usize),
    /// A property of the one holds, in this deployment, what the other is made of; by the position among those of the one.
    Held(usize),
}

/// Returns what of a template's graph no parameter changes.
pub fn written(template: &Template) -> Rc<Written> {
    let resources = template.resources.iter();
    let types: IndexMap<LogicalId, Rc<str>> =
        resources.map(|(id, resource)| (id.clone(), resource.type_name.clone())).collect();
    let references = distinct(references(template));
    let uses = uses(template);
    let transformed = transformed(template, &types, &references);
    let (others, graph) =
        (IndexSet::new(), DiGraph::with_capacity(types.len(), references.len() + uses.len()));
    let mut written = Written { types, others, references, uses, graph, transformed };
    written.add_edges();
    Rc::new(written)
}

impl Written {
    fn add_edges(&mut self) {
        for element in self.uses.iter().flat_map(|found| [&found.source, &found.target]) {
            if !matches!(element, Element::Resource(_)) && !self.others.contains(element) {
                self.others.insert(element.clone());
            }
        }
        for _ in 0..self.types.len() + self.others.len() {
            self.graph.add_node(());
        }
        // References of one resource stand in a row: whoever has a long name and many of them is looked up once.
        let mut source: Option<(&LogicalId, usize)> = None;
        for (i, reference) in self.references.iter().enumerate() {
            if source.is_none_or(|(id, _)| *id != reference.source) {
                source = self.types.get_index_of(&reference.source).map(|index| (&reference.source, index));
            }
            if let (Some((_, source)), Some(target)) = (source, self.types.get_index_of(&reference.target)) {
                self.graph.add_edge(NodeIndex::new(source), NodeIndex::new(target), Edge::Reference(i));
            }
        }
        for (i, found) in self.uses.iter().enumerate() {
            if let (Some(source), Some(target)) = (self.node(&found.source), self.node(&found.target)) {
                self.graph.add_edge(source, target, Edge::Use(i));
            }
        }
    }

    /// The node of an element that the template has.
    pub(super) fn node(&self, element: &Element) -> Option<NodeIndex> {
        match element {
            Element::Resource(id) => self.types.get_index_of(id),
            other => self.others.get_index_of(other).map(|index| self.types.len() + index),
        }
        .map(NodeIndex::new)
    }
}

/// A text that names a resource three times is one reference; such stand in a row, for they have one path.
fn distinct(references: Vec<Reference>) -> Vec<Reference> {
    let mut distinct: Vec<Reference> = Vec::with_capacity(references.len());
    let mut seen = IndexSet::new();
    for found in references {
        if distinct.last().is_none_or(|last| last.path != found.path) {
            seen.clear();
        }
        if seen.insert((found.target.clone(), found.kind)) {
            distinct.push(found);
        }
    }
    distinct
}
