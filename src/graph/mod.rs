//! The graph of a deployment: who names whom, who uses whom, and what hangs on what; petgraph behind our own type.
//!
//! An edge leads from who names to who is named. What no parameter changes is in [`Written`]; a deployment adds what is
//! there, which branches of `Fn::If` are taken, and what the properties hold.
//!
//! All questions are walks: who uses a resource (`users`, `used`), who names an element and where (`references_to`, `uses_of`), what
//! hangs on an element and what it hangs on (`reached_by`, `reaches`), circles, creation order. Circles count every branch,
//! as cfn-lint does; they are looked for in `transformed` when SAM's transform makes several resources of one.

mod circular;
mod connected;
mod cycles;
mod export;
mod transformed;
mod walks;
mod written;

use std::rc::Rc;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::eval::{Existence, Stack};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

pub use crate::template::{Element, Reference, ReferenceKind, Use};

pub use circular::circular;
pub use connected::connected;
pub use export::{GraphDocument, document, dot, mermaid};
pub(crate) use export::{dot_escaped, mermaid_escaped};
pub use walks::Branches;
pub use written::{Written, written};

use written::Edge;

/// The graph of one deployment. Both branches of `Fn::If` are in it; [`ResourceGraph::is_taken`] tells them apart.
#[derive(Debug, Clone)]
pub struct ResourceGraph {
    written: Rc<Written>,
    /// The nodes and edges of [`Written`], then what SAM's transform makes and the template names, and what properties hold.
    graph: DiGraph<(), Edge>,
    /// The resources that SAM's transform makes and the template names, by its node behind those of [`Written`].
    made: IndexSet<LogicalId>,
    /// The resources that are not there, by their nodes.
    absent: Vec<bool>,
    conditions: IndexMap<LogicalId, Option<bool>>,
}

/// Builds the graph of a deployment. Of a stack that is empty nothing is decided, and every branch is taken.
pub fn build(written: &Rc<Written>, stack: &Stack) -> ResourceGraph {
    let mut graph = ResourceGraph {
        written: written.clone(),
        graph: written.graph.clone(),
        made: IndexSet::new(),
        absent: vec![false; written.types.len()],
        conditions: stack.conditions.clone(),
    };
    let mut held = Vec::new();
    for (id, resource) in &stack.resources {
        let Some(source) = written.types.get_index_of(id) else { continue };
        if let Some(absent) = graph.absent.get_mut(source) {
            *absent = resource.exists == Existence::No;
        }
        let targets = resource.properties.targets().into_iter().filter(|target| *target != id);
        for (i, target) in targets.enumerate() {
            held.push((NodeIndex::new(source), graph.resource_node(target), Edge::Held(i)));
        }
    }
    // petgraph gives the edge first that was added last.
    for (source, target, edge) in held.into_iter().rev() {
        graph.graph.add_edge(source, target, edge);
    }
    graph
}

impl ResourceGraph {
    /// The resources with their types, in the order of the template.
    pub fn resources(&self) -> impl Iterator<Item = (&LogicalId, &Rc<str>)> {
        self.written.types.iter()
    }

    /// Returns true if a resource is made in this deployment, as far as that is decided; one that is not is a ghost.
    pub fn exists(&self, id: &LogicalId) -> bool {
        let index = self.written.types.get_index_of(id);
        index.is_some_and(|index| self.absent.get(index) == Some(&false))
    }

    /// Every reference between two resources, in the order of the template.
    pub fn references(&self) -> &[Reference] {
        &self.written.references
    }

    /// Returns true if a reference stands in no branch of `Fn::If` that this deployment does not take.
    pub fn is_taken(&self, reference: &Reference) -> bool {
        self.takes(&reference.branches)
    }

    /// The references that a resource makes, in the order of the template.
    pub fn references_from(&self, id: &LogicalId) -> impl Iterator<Item = &Reference> {
        self.references_at(id, Direction::Outgoing)
    }

    /// The references that others make to a resource, in the order of the template.
    pub fn references_to(&self, id: &LogicalId) -> impl Iterator<Item = &Reference> {
        self.references_at(id, Direction::Incoming)
    }

    /// The uses of an element that are no reference from a resource to another, in the order of the template.
    pub fn uses_of(&self, element: &Element) -> impl Iterator<Item = &Use> {
        self.uses_at(element, Direction::Incoming)
    }

    /// The elements that an element uses, but for references from a resource to another, in the order of the template.
    pub fn uses_by(&self, element: &Element) -> impl Iterator<Item = &Use> {
        self.uses_at(element, Direction::Outgoing)
    }

    fn uses_at(&self, element: &Element, direction: Direction) -> impl Iterator<Item = &Use> {
        let node = self.node(element);
        let positions = self.positions(node, direction, |edge| match edge {
            Edge::Use(position) => Some(position),
            Edge::Reference(_) | Edge::Held(_) => None,
        });
        positions.into_iter().filter_map(|position| self.written.uses.get(position))
    }

    /// The resources whose properties hold, in this deployment, something of a resource, in the order of the template.
    pub fn users(&self, id: &LogicalId) -> impl Iterator<Item = &LogicalId> {
        self.held(id, Direction::Incoming)
    }

    /// The resources that a resource's properties hold something of, in this deployment; in the order of the text.
    pub fn used(&self, id: &LogicalId) -> impl Iterator<Item = &LogicalId> {
        self.held(id, Direction::Outgoing)
    }

    /// The order in which CloudFormation can make the resources, ties in the order of the template. Where
    /// resources wait for each other, the first of them goes first.
    pub fn creation_order(&self) -> Vec<&LogicalId> {
        let order = cycles::dependencies_first(&self.between_resources()).into_iter();
        order.filter_map(|node| self.id(node.index())).collect()
    }

    fn takes(&self, branches: &[(LogicalId, bool)]) -> bool {
        let is_not = |(id, branch): &(LogicalId, bool)| self.conditions.get(id) == Some(&Some(!branch));
        !branches.iter().any(is_not)
    }

    fn references_at(&self, id: &LogicalId, direction: Direction) -> impl Iterator<Item = &Reference> {
        let node = self.written.types.get_index_of(id).map(NodeIndex::new);
        let positions = self.positions(node, direction, |edge| match edge {
            Edge::Reference(position) => Some(position),
            Edge::Use(_) | Edge::Held(_) => None,
        });
        positions.into_iter().filter_map(|position| self.written.references.get(position))
    }

    /// The positions that the edges of a node have, the first first.
    fn positions(
        &self,
        node: Option<NodeIndex>,
        direction: Direction,
        position: impl Fn(Edge) -> Option<usize>,
    ) -> Vec<usize> {
        let edges = node.into_iter().flat_map(|node| self.graph.edges_directed(node, direction));
        let mut positions: Vec<usize> = edges.filter_map(|edge| position(*edge.weight())).collect();
        positions.reverse();
        positions
    }

    /// The other ends of what properties hold: these edges were added last, so they come first.
    fn held(&self, id: &LogicalId, direction: Direction) -> impl Iterator<Item = &LogicalId> {
        let node = self.resource_index(id).map(NodeIndex::new);
        let edges = node.into_iter().flat_map(move |node| self.graph.edges_directed(node, direction));
        let held = edges.take_while(|edge| matches!(edge.weight(), Edge::Held(_)));
        held.filter_map(move |edge| {
            let other = match direction {
                Direction::Outgoing => edge.target(),
                Direction::Incoming => edge.source(),
            };
            self.id(other.index())
        })
    }

    /// The references between resources alone; nodes keep their numbers.
    fn between_resources(&self) -> DiGraph<(), ()> {
        let count = self.written.types.len();
        let mut graph = DiGraph::with_capacity(count, self.written.references.len());
        for _ in 0..count {
            graph.add_node(());
        }
        for edge in self.written.graph.edge_references() {
            if matches!(edge.weight(), Edge::Reference(_)) {
                graph.add_edge(edge.source(), edge.target(), ());
            }
        }
        graph
    }

    fn resource_index(&self, id: &LogicalId) -> Option<usize> {
        let made = || self.made.get_index_of(id).map(|index| self.written.graph.node_count() + index);
        self.written.types.get_index_of(id).or_else(made)
    }

    /// The node of a resource, a new one of what SAM's transform makes.
    fn resource_node(&mut self, id: &LogicalId) -> NodeIndex {
        self.resource_index(id).map_or_else(
            || {
                self.made.insert(id.clone());
                self.graph.add_node(())
            },
            NodeIndex::new,
        )
    }

    fn node(&self, element: &Element) -> Option<NodeIndex> {
        match element {
            Element::Resource(id) => self.resource_index(id).map(NodeIndex::new),
            other => self.written.node(other),
        }
    }

    /// The resource that a node is.
    fn id(&self, index: usize) -> Option<&LogicalId> {
        let made = || self.made.get_index(index.checked_sub(self.written.graph.node_count())?);
        self.written.types.get_index(index).map(|(id, _)| id).or_else(made)
    }
}

#[cfg(test)]
mod tests;
