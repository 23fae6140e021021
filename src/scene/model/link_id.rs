//! What a link is called: by the nodes that it joins.

use std::fmt;
use std::rc::Rc;

use super::{Link, Scene};
use crate::maps::SortedMap;

/// The id of a link, `source→target`. It is never taken apart: the id of a node may hold an arrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkId {
    /// The id of the node that the link begins at.
    pub source: Rc<str>,
    /// The id of the node that it ends at.
    pub target: Rc<str>,
}

impl LinkId {
    /// Returns whether the link begins or ends at a node.
    pub fn joins(&self, node: &str) -> bool {
        *self.source == *node || *self.target == *node
    }

    /// Returns whether the id is written so.
    pub fn reads(&self, written: &str) -> bool {
        let target = written.strip_prefix(&*self.source).and_then(|rest| rest.strip_prefix('→'));
        target == Some(&*self.target)
    }
}

impl fmt::Display for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}→{}", self.source, self.target)
    }
}

impl Scene {
    /// Returns where each node is among the others, by its id.
    pub fn places(&self) -> SortedMap<Rc<str>, usize> {
        self.nodes.iter().enumerate().map(|(index, node)| (node.id.clone(), index)).collect()
    }

    /// Returns the id of a link; links between the same nodes have the same.
    pub fn link_id(&self, link: &Link) -> Option<LinkId> {
        let id = |index: usize| self.nodes.get(index).map(|node| node.id.clone());
        Some(LinkId { source: id(link.source)?, target: id(link.target)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_in_the_ids_of_nodes_are_no_borders() {
        let id = LinkId { source: "a→b".into(), target: "c".into() };
        assert!(id.reads("a→b→c") && id.reads(&id.to_string()) && id.joins("a→b"));
        assert!(!id.joins("a") && !id.joins("b→c") && !id.reads("a→b→"));
    }
}
