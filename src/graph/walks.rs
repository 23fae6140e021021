//! Walks over the whole graph: what hangs on an element, what it hangs on, who waits for whom in a circle.

use petgraph::graph::NodeIndex;
use petgraph::visit::{Bfs, EdgeFiltered, EdgeRef, IntoNeighbors, Reversed, Visitable};

use crate::maps::IndexSet;
use crate::template::{Element, LogicalId};

use super::ResourceGraph;
use super::cycles;
use super::written::Edge;

/// Which branches of `Fn::If` a walk follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branches {
    /// All: what a change of the text, or of a parameter, may reach.
    Every,
    /// Those that the deployment takes, between resources that are there.
    Taken,
}

impl ResourceGraph {
    /// Returns everything that hangs on an element, directly or through others, the nearest first; without itself.
    pub fn reached_by(&self, element: &Element, branches: Branches) -> Vec<Element> {
        let edges = EdgeFiltered::from_fn(&self.graph, |edge| {
            self.is_followed(edge.source(), edge.target(), *edge.weight(), branches)
        });
        self.walk(Reversed(&edges), element)
    }

    /// Returns everything that an element hangs on, directly or through others, the nearest first; without itself.
    pub fn reaches(&self, element: &Element, branches: Branches) -> Vec<Element> {
        let edges = EdgeFiltered::from_fn(&self.graph, |edge| {
            self.is_followed(edge.source(), edge.target(), *edge.weight(), branches)
        });
        self.walk(&edges, element)
    }

    /// The resources that an element names itself, whichever branch is taken; in the order of the template.
    pub fn named_by(&self, element: &Element) -> Vec<&LogicalId> {
        let Some(node) = self.node(element) else { return Vec::new() };
        let is_written = |edge: &Edge| !matches!(edge, Edge::Held(_));
        let edges = self.graph.edges(node).filter(|edge| is_written(edge.weight()));
        let mut found: Vec<NodeIndex> = edges.map(|edge| edge.target()).collect();
        crate::sorting::plain(&mut found);
        found.dedup();
        found.into_iter().filter_map(|node| self.id(node.index())).collect()
    }

    /// The resources that refer to a resource, whichever branch is taken; without repeats, in the order of the template.
    pub fn dependents(&self, id: &LogicalId) -> Vec<&LogicalId> {
        let found: IndexSet<&LogicalId> = self.references_to(id).map(|reference| &reference.source).collect();
        found.into_iter().collect()
    }

    /// Resources that wait for each other, as chains that close: `[A, B]` is A → B → A, `[A]` a resource that
    /// refers to itself. Every resource of a strongly connected set is in at least one chain. In a template with SAM's
    /// transform those count that SAM makes of the resources.
    pub fn cycles(&self) -> Vec<Vec<LogicalId>> {
        let chains: Vec<Vec<usize>> = match &self.written.transformed {
            Some(transformed) => {
                let made_of = |node: NodeIndex| transformed.made_of.get(node.index()).copied();
                let chains = cycles::chains(&transformed.graph).into_iter();
                chains.map(|chain| closed(chain.into_iter().filter_map(made_of).collect())).collect()
            }
            None => cycles::chains(&self.between_resources())
                .into_iter()
                .map(|chain| chain.into_iter().map(NodeIndex::index).collect())
                .collect(),
        };
        let mut seen = IndexSet::new();
        let names =
            |chain: Vec<usize>| chain.into_iter().filter_map(|index| self.id(index)).cloned().collect();
        chains.into_iter().filter(|chain| seen.insert(from_least(chain))).map(names).collect()
    }

    fn walk<G>(&self, graph: G, element: &Element) -> Vec<Element>
    where
        G: IntoNeighbors<NodeId = NodeIndex> + Visitable<NodeId = NodeIndex> + Copy,
    {
        let Some(start) = self.node(element) else { return Vec::new() };
        let mut found = Vec::new();
        let mut walk = Bfs::new(graph, start);
        while let Some(node) = walk.next(graph) {
            if node != start {
                found.extend(self.element(node));
            }
        }
        found
    }

    fn is_followed(&self, source: NodeIndex, target: NodeIndex, edge: Edge, branches: Branches) -> bool {
        if branches == Branches::Every {
            return true;
        }
        let is_there = |node: NodeIndex| self.absent.get(node.index()) != Some(&true);
        let is_taken = match edge {
            Edge::Reference(position) => {
                self.references().get(position).is_none_or(|reference| self.is_taken(reference))
            }
            Edge::Use(position) => {
                self.written.uses.get(position).is_none_or(|found| self.takes(&found.branches))
            }
            Edge::Held(_) => true,
        };
        is_taken && is_there(source) && is_there(target)
    }

    fn element(&self, node: NodeIndex) -> Option<Element> {
        let other = node
            .index()
            .checked_sub(self.written.types.len())
            .and_then(|index| self.written.others.get_index(index));
        other.cloned().or_else(|| self.id(node.index()).cloned().map(Element::Resource))
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
