//! A scene in the making: nodes in any order, put in the order that layout expects at the end.

use std::rc::Rc;

use indexmap::IndexSet;

use super::{Link, Node, NodeIndex, Scene};

/// Nodes and links so far; parents may still change.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub nodes: Vec<Node>,
    pub links: Vec<Link>,
    ids: IndexSet<Rc<str>>,
}

impl Draft {
    /// Adds a node; its id gets a number when another node has it.
    pub fn add(&mut self, mut node: Node) -> NodeIndex {
        let wanted = node.id.clone();
        let mut number = 2;
        while !self.ids.insert(node.id.clone()) {
            node.id = format!("{wanted}/{number}").into();
            number += 1;
        }
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Whether a node is inside another, at any depth.
    pub fn contains(&self, outer: NodeIndex, inner: NodeIndex) -> bool {
        self.ancestors(inner).any(|ancestor| ancestor == outer)
    }

    /// The boxes around a node, from the inside.
    pub fn ancestors(&self, node: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
        std::iter::successors(self.parent(node), |&node| self.parent(node))
    }

    /// Puts parents before their children and remembers everything by its new position.
    pub fn finish(self) -> Scene {
        let mut children: Vec<Vec<NodeIndex>> = vec![Vec::new(); self.nodes.len()];
        let mut stack: Vec<NodeIndex> = Vec::new();
        for (i, node) in self.nodes.iter().enumerate() {
            match node.parent {
                Some(parent) => children[parent].push(i),
                None => stack.push(i),
            }
        }
        stack.reverse();
        let mut order = Vec::with_capacity(self.nodes.len());
        while let Some(node) = stack.pop() {
            order.push(node);
            stack.extend(children[node].iter().rev());
        }
        let mut position = vec![0; self.nodes.len()];
        for (new, &old) in order.iter().enumerate() {
            position[old] = new;
        }
        let mut nodes: Vec<Option<Node>> = self.nodes.into_iter().map(Some).collect();
        let nodes = order
            .iter()
            .filter_map(|&old| nodes[old].take())
            .map(|mut node| {
                node.parent = node.parent.map(|parent| position[parent]);
                node.members = node.members.into_iter().map(|member| position[member]).collect();
                node
            })
            .collect();
        let links = self
            .links
            .into_iter()
            .map(|link| Link { source: position[link.source], target: position[link.target], ..link })
            .collect();
        Scene { nodes, links, ..Scene::default() }
    }

    fn parent(&self, node: NodeIndex) -> Option<NodeIndex> {
        self.nodes.get(node).and_then(|node| node.parent)
    }
}
