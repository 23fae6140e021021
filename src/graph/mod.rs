//! Who refers to whom: resources and their references, petgraph behind our own type.

mod circular;
mod cycles;
mod export;
mod transformed;

use std::collections::HashSet;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::sorting;
use crate::template::{LogicalId, Template, references};

pub use crate::template::{Reference, ReferenceKind};

pub use circular::circular;
pub use export::{GraphDocument, document, dot, mermaid};
use transformed::Transformed;

/// Every resource of a template and every reference between two of them, both branches of `Fn::If` included,
/// as cfn-lint counts them.
#[derive(Debug, Clone)]
pub struct ResourceGraph {
    /// Node `i` is the `i`th resource of the template; an edge weighs its index in `references`.
    graph: DiGraph<(), usize>,
    types: IndexMap<LogicalId, Rc<str>>,
    references: Vec<Reference>,
    /// What SAM makes of the resources; nothing without its transform.
    transformed: Option<Transformed>,
}

/// Collects the references of a template.
pub fn build(template: &Template) -> ResourceGraph {
    let types: IndexMap<LogicalId, Rc<str>> =
        template.resources.iter().map(|(id, resource)| (id.clone(), resource.type_name.clone())).collect();
    let mut collected: Vec<Reference> = Vec::new();
    // A text that names a resource three times is one reference; such stand in a row, for they have one path.
    let mut seen = IndexSet::new();
    for found in references(template) {
        if collected.last().is_none_or(|last| last.path != found.path) {
            seen.clear();
        }
        if seen.insert((found.target.clone(), found.kind)) {
            collected.push(found);
        }
    }
    let mut graph = DiGraph::with_capacity(types.len(), collected.len());
    for _ in 0..types.len() {
        graph.add_node(());
    }
    // References of one resource stand in a row: whoever has a long name and many of them is looked up once.
    let mut source: Option<(&LogicalId, usize)> = None;
    for (i, reference) in collected.iter().enumerate() {
        if source.is_none_or(|(id, _)| *id != reference.source) {
            source = types.get_index_of(&reference.source).map(|index| (&reference.source, index));
        }
        if let (Some((_, source)), Some(target)) = (source, types.get_index_of(&reference.target)) {
            graph.add_edge(NodeIndex::new(source), NodeIndex::new(target), i);
        }
    }
    let transformed = transformed::transformed(template, &types, &collected);
    ResourceGraph { graph, types, references: collected, transformed }
}

impl ResourceGraph {
    /// The resources with their types, in the order of the template.
    pub fn resources(&self) -> impl Iterator<Item = (&LogicalId, &Rc<str>)> {
        self.types.iter()
    }

    /// Every reference, in the order of the template.
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// The references that a resource makes.
    pub fn references_from(&self, id: &LogicalId) -> impl Iterator<Item = &Reference> {
        self.references.iter().filter(move |reference| reference.source == *id)
    }

    /// The references that others make to a resource.
    pub fn references_to(&self, id: &LogicalId) -> impl Iterator<Item = &Reference> {
        self.references.iter().filter(move |reference| reference.target == *id)
    }

    /// The resources that a resource refers to, without repeats.
    pub fn dependencies(&self, id: &LogicalId) -> Vec<&LogicalId> {
        self.neighbours(id, petgraph::Direction::Outgoing)
    }

    /// The resources that refer to a resource, without repeats.
    pub fn dependents(&self, id: &LogicalId) -> Vec<&LogicalId> {
        self.neighbours(id, petgraph::Direction::Incoming)
    }

    /// Resources that wait for each other, as chains that close: `[A, B]` is A → B → A, `[A]` a resource that
    /// refers to itself. Every resource of a strongly connected set is in at least one chain. In a template with SAM's
    /// transform those count that SAM makes of the resources.
    pub fn cycles(&self) -> Vec<Vec<LogicalId>> {
        let chains: Vec<Vec<usize>> = match &self.transformed {
            Some(transformed) => {
                let made_of = |node: NodeIndex| transformed.made_of.get(node.index()).copied();
                let chains = cycles::chains(&transformed.graph).into_iter();
                chains.map(|chain| closed(chain.into_iter().filter_map(made_of).collect())).collect()
            }
            None => cycles::chains(&self.graph)
                .into_iter()
                .map(|chain| chain.into_iter().map(NodeIndex::index).collect())
                .collect(),
        };
        let mut seen = HashSet::new();
        let names =
            |chain: Vec<usize>| chain.into_iter().filter_map(|index| self.id(index)).cloned().collect();
        chains.into_iter().filter(|chain| seen.insert(from_least(chain))).map(names).collect()
    }

    /// The order in which CloudFormation can make the resources, ties in the order of the template. Where
    /// resources wait for each other, the first of them goes first.
    pub fn creation_order(&self) -> Vec<&LogicalId> {
        let order = cycles::dependencies_first(&self.graph).into_iter();
        order.filter_map(|node| self.id(node.index())).collect()
    }

    fn id(&self, index: usize) -> Option<&LogicalId> {
        self.types.get_index(index).map(|(id, _)| id)
    }

    fn neighbours(&self, id: &LogicalId, direction: petgraph::Direction) -> Vec<&LogicalId> {
        let Some(index) = self.types.get_index_of(id) else {
            return Vec::new();
        };
        let mut edges: Vec<_> = self.graph.edges_directed(NodeIndex::new(index), direction).collect();
        sorting::by_key(&mut edges, |edge| *edge.weight());
        let others: IndexSet<NodeIndex> = edges
            .into_iter()
            .map(|edge| match direction {
                petgraph::Direction::Outgoing => edge.target(),
                petgraph::Direction::Incoming => edge.source(),
            })
            .collect();
        others.into_iter().filter_map(|other| self.id(other.index())).collect()
    }
}

/// A circle begun at its first resource: how it is told apart from others, wherever it was entered.
fn from_least(chain: &[usize]) -> Vec<usize> {
    let least = (0..chain.len()).min_by_key(|&at| chain.get(at)).unwrap_or(0);
    let (before, behind) = chain.split_at(least);
    [behind, before].concat()
}

/// A circle without the steps between resources that SAM makes of one.
fn closed(mut chain: Vec<usize>) -> Vec<usize> {
    chain.dedup();
    if chain.len() > 1 && chain.first() == chain.last() {
        chain.pop();
    }
    chain
}

#[cfg(test)]
mod tests;
