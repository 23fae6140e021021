//! Boxes in boxes, for languages in which a thing is in one box at most.

use crate::scene::{Node, NodeIndex, Place, Scene};

/// The boxes that everything is in. One that spans others holds its members where all of them are in one box; where they are not, it stands
/// beside them.
pub(super) struct Nesting {
    parents: Vec<Option<NodeIndex>>,
    /// The nodes in no box.
    pub roots: Vec<NodeIndex>,
    children: Vec<Vec<NodeIndex>>,
    /// The boxes that stand beside their members, each with one of those.
    pub beside: Vec<(NodeIndex, NodeIndex)>,
}

/// Finds out what is in what.
pub(super) fn nest(scene: &Scene) -> Nesting {
    let nodes = &scene.nodes;
    let mut parents: Vec<Option<NodeIndex>> = nodes.iter().map(|node| node.parent).collect();
    let mut beside = Vec::new();
    let mut spanning: Vec<(NodeIndex, Vec<NodeIndex>)> = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        if node.place == Place::Around && !node.members.is_empty() {
            spanning.push((index, innermost(nodes, &node.members)));
        }
    }
    // The larger first: what is around others is around their boxes too.
    crate::sorting::by_key(&mut spanning, |(_, members)| usize::MAX - members.len());
    for (index, members) in spanning {
        let parent_of = |member: NodeIndex| parents.get(member).copied().flatten();
        let common = members.first().copied().and_then(parent_of);
        let is_shared = members.iter().all(|member| parent_of(*member) == common);
        if is_shared && !is_within(&parents, common, index) {
            set(&mut parents, index, common);
            members.iter().for_each(|member| set(&mut parents, *member, Some(index)));
        } else {
            beside.extend(members.iter().map(|member| (index, *member)));
        }
    }
    let mut children = vec![Vec::new(); nodes.len()];
    let mut roots = Vec::new();
    for (index, parent) in parents.iter().enumerate() {
        match parent.and_then(|parent| children.get_mut(parent)) {
            Some(siblings) => siblings.push(index),
            None => roots.push(index),
        }
    }
    Nesting { parents, roots, children, beside }
}

impl Nesting {
    /// Returns the nodes in a box.
    pub fn children(&self, index: NodeIndex) -> &[NodeIndex] {
        self.children.get(index).map_or(&[], Vec::as_slice)
    }

    /// Returns the boxes that a node is in and the node itself, the outermost first.
    pub fn path(&self, index: NodeIndex) -> Vec<NodeIndex> {
        let mut path = vec![index];
        let mut inner = index;
        while let Some(parent) = self.parents.get(inner).copied().flatten() {
            path.push(parent);
            inner = parent;
        }
        path.reverse();
        path
    }

    /// Returns true if one of the two is the other, or is in it: what no language draws a line between.
    pub fn overlap(&self, a: NodeIndex, b: NodeIndex) -> bool {
        is_within(&self.parents, Some(a), b) || is_within(&self.parents, Some(b), a)
    }

    /// Returns the first icon in a box, or the node itself.
    pub fn first_leaf(&self, index: NodeIndex) -> NodeIndex {
        let mut leaf = index;
        while let Some(child) = self.children(leaf).first() {
            leaf = *child;
        }
        leaf
    }
}

/// Returns the nodes in place of those that are themselves around others.
fn innermost(nodes: &[Node], members: &[NodeIndex]) -> Vec<NodeIndex> {
    let mut found = Vec::new();
    for member in members {
        match nodes.get(*member) {
            Some(node) if node.place == Place::Around && !node.members.is_empty() => {
                found.extend(node.members.iter().copied());
            }
            _ => found.push(*member),
        }
    }
    let mut seen = Vec::new();
    found.retain(|member| {
        let is_new = !seen.contains(member);
        seen.push(*member);
        is_new
    });
    found
}

fn is_within(parents: &[Option<NodeIndex>], mut inner: Option<NodeIndex>, outer: NodeIndex) -> bool {
    while let Some(index) = inner {
        if index == outer {
            return true;
        }
        inner = parents.get(index).copied().flatten();
    }
    false
}

fn set(parents: &mut [Option<NodeIndex>], index: NodeIndex, parent: Option<NodeIndex>) {
    if let Some(place) = parents.get_mut(index) {
        *place = parent;
    }
}
