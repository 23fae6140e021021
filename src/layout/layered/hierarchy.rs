//! The scene as a tree with links: who is in whom, and how much room each icon takes.

use crate::scene::{NodeIndex, Scene, Shape};

/// Nodes deeper than this stand where the last of the boxes around them still counts.
const DEEPEST: usize = 24;

/// The boxes of a scene with all that is in them.
#[derive(Debug, Default)]
pub struct Hierarchy {
    /// The box that each node is in.
    pub parent: Vec<Option<NodeIndex>>,
    /// The nodes that are in each node.
    pub children: Vec<Vec<NodeIndex>>,
    /// True where a node is a box.
    pub is_box: Vec<bool>,
    /// The number of boxes around a node.
    pub depth: Vec<usize>,
    /// The outermost box that a node is in, or the node itself.
    pub top: Vec<NodeIndex>,
    /// The number of icons in a node, itself included.
    pub icons: Vec<usize>,
    /// The links that have a way.
    pub wires: Vec<Wire>,
}

/// A link between two nodes.
#[derive(Debug, Clone, Copy)]
pub struct Wire {
    /// Its position in the scene.
    pub link: usize,
    /// Its start.
    pub source: NodeIndex,
    /// Its end.
    pub target: NodeIndex,
}

/// Reads the tree; a parent that is no box, or stands after its child, is none.
pub fn hierarchy(scene: &Scene) -> Hierarchy {
    let count = scene.nodes.len();
    let is_box: Vec<bool> = scene.nodes.iter().map(|node| matches!(node.shape, Shape::Box(_))).collect();
    let mut hierarchy = Hierarchy {
        parent: vec![None; count],
        children: vec![Vec::new(); count],
        depth: vec![0; count],
        top: (0..count).collect(),
        icons: is_box.iter().map(|is_box| usize::from(!is_box)).collect(),
        is_box,
        wires: Vec::new(),
    };
    for (index, node) in scene.nodes.iter().enumerate() {
        let mut parent = node.parent.filter(|&parent| parent < index && hierarchy.is_box[parent]);
        while let Some(deep) = parent.filter(|&parent| hierarchy.depth[parent] >= DEEPEST) {
            parent = hierarchy.parent[deep];
        }
        if let Some(parent) = parent {
            hierarchy.parent[index] = Some(parent);
            hierarchy.children[parent].push(index);
            hierarchy.depth[index] = hierarchy.depth[parent] + 1;
            hierarchy.top[index] = hierarchy.top[parent];
        }
    }
    for index in (0..count).rev() {
        if let Some(parent) = hierarchy.parent[index] {
            hierarchy.icons[parent] += hierarchy.icons[index];
        }
    }
    for (link, ends) in scene.links.iter().enumerate() {
        let (source, target) = (ends.source, ends.target);
        if source < count && target < count && source != target {
            hierarchy.wires.push(Wire { link, source, target });
        }
    }
    hierarchy
}
