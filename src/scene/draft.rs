//! A scene in the making: nodes in any order, put in the order that layout expects at the end.

use std::rc::Rc;

use super::bounds::{LeftOut, MOST_FACTS, MOST_ID_LETTERS, MOST_LINK_LETTERS};
use super::excerpt::{MOST_LETTERS, cut, marked, shared, shortened};
use super::{Badge, Fact, Head, Link, Node, NodeIndex, Scene};
use crate::maps::{IndexMap, IndexSet};

/// Nodes and links so far; parents may still change.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub nodes: Vec<Node>,
    pub links: Vec<Link>,
    /// The parts that the picture has no room for.
    pub left_out: LeftOut,
    /// The ids of the nodes, each with the number that the next node gets that wants it.
    ids: IndexMap<Rc<str>, usize>,
}

impl Draft {
    /// Adds a node; its id gets a number when another node has it.
    pub fn add(&mut self, mut node: Node) -> NodeIndex {
        node.id = shared(node.id, MOST_ID_LETTERS);
        node.title = shortened(node.title);
        if let Some(label) = node.label.as_mut().filter(|label| label.text.len() > MOST_LETTERS) {
            label.text = marked(&label.text);
        }
        let (facts, badges) = (std::mem::take(&mut node.facts), std::mem::take(&mut node.badges));
        let wanted = node.id.clone();
        while self.ids.contains_key(&node.id) {
            let number = self.ids.entry(wanted.clone()).or_insert(2);
            node.id = format!("{wanted}/{number}").into();
            *number += 1;
        }
        self.ids.insert(node.id.clone(), 2);
        self.nodes.push(node);
        let index = self.nodes.len() - 1;
        self.remark(index, facts, badges);
        index
    }

    /// Adds a link, as long as there is room for it; it is a ghost where one of its ends is.
    pub fn link(&mut self, link: Link) {
        if self.left_out.takes_link(self.links.len()) {
            let title = cut(&link.title, MOST_LINK_LETTERS);
            let is_ghost = |node: NodeIndex| self.nodes.get(node).is_some_and(|node| node.ghost);
            let ghost = link.ghost || is_ghost(link.source) || is_ghost(link.target);
            self.links.push(Link { title, ghost, ..link });
        }
    }

    /// Returns whether a link leads from one node to another.
    pub fn is_linked(&self, source: NodeIndex, target: NodeIndex) -> bool {
        self.links.iter().any(|link| (link.source, link.target) == (source, target))
    }

    /// Puts other links in the place of all, if there are any.
    pub fn relink(&mut self, links: Option<Vec<Link>>) {
        self.links = links.unwrap_or_else(|| std::mem::take(&mut self.links));
    }

    /// Takes links away, by their positions.
    pub fn unlink(&mut self, gone: &IndexSet<usize>) {
        let mut positions = 0..;
        self.links.retain(|_| positions.next().is_none_or(|at| !gone.contains(&at)));
    }

    /// Adds facts and signs to a node, as long as there is room for them.
    pub fn remark(&mut self, node: NodeIndex, mut facts: Vec<Fact>, mut badges: Vec<Badge>) {
        let more = facts.len() > MOST_FACTS;
        facts.truncate(MOST_FACTS);
        facts.extend(more.then(|| Fact::new("and more")));
        facts.truncate(self.left_out.take_remarks(facts.len()));
        badges.truncate(self.left_out.take_remarks(badges.len()));
        for fact in &mut facts {
            if fact.text.len() > MOST_LETTERS {
                fact.text = marked(&fact.text);
            }
            if fact.text.len() + fact.name.len() > MOST_LETTERS {
                fact.name = cut(&fact.name, MOST_LETTERS.saturating_sub(fact.text.len())).into();
            }
        }
        for badge in &mut badges {
            badge.title = shortened(std::mem::take(&mut badge.title));
        }
        if let Some(node) = self.nodes.get_mut(node) {
            node.facts.extend(facts);
            node.badges.extend(badges);
        }
    }

    /// Gives links a head, by their positions.
    pub fn point(&mut self, pointed: &IndexSet<usize>) {
        for &at in pointed {
            self.links[at].head = Head::Open;
        }
    }

    /// Returns whether a node is inside another, at any depth.
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
                if let (Some(text), Some(label)) = (node.shown_label(), &mut node.label) {
                    label.text = text;
                }
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
