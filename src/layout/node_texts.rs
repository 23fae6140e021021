//! The texts of all nodes, broken into lines before anything has a place.

use crate::scene::{Anchor, Extent, Node, Scene, Shape};

use super::TextMeasure;
use super::short_names::Names;
use super::spacing;
use super::text::{TextLimits, Wrapped};
use super::tree::Block;

/// The texts of a scene's nodes.
#[derive(Debug, Default)]
pub struct Texts {
    /// One for each node, in their order.
    pub nodes: Vec<NodeText>,
    none: NodeText,
}

/// The texts of one node.
#[derive(Debug, Default)]
pub struct NodeText {
    /// The label in lines.
    pub label: Wrapped,
    /// The place of the label, when there is one.
    pub anchor: Option<Anchor>,
    /// The facts, a line each.
    pub facts: Vec<Wrapped>,
    /// Their font size.
    pub fact_size: f64,
    /// The room that the icons of what is in a collapsed box take below its facts.
    pub icons: f64,
}

impl Texts {
    /// Returns the texts of the node that a block stands for.
    pub fn of(&self, block: &Block) -> &NodeText {
        block.node.and_then(|node| self.nodes.get(node)).unwrap_or(&self.none)
    }
}

impl NodeText {
    /// Returns the width of the widest fact, or more.
    pub fn widest_fact(&self, least: f64) -> f64 {
        self.facts.iter().map(|fact| fact.width).fold(least, f64::max)
    }
}

/// Breaks all labels and facts into lines.
pub fn wrap(scene: &Scene, text: &dyn TextMeasure) -> Texts {
    let names = Names::of(scene);
    let nodes = scene.nodes.iter().map(|node| of_node(node, &names, text)).collect();
    Texts { nodes, none: NodeText::default() }
}

fn of_node(node: &Node, names: &Names, text: &dyn TextMeasure) -> NodeText {
    let mut found = NodeText::default();
    if let Some(label) = &node.label {
        found.anchor = Some(match (&node.shape, label.anchor) {
            (Shape::Icon(_), _) => Anchor::Below,
            (Shape::Box(_), Anchor::Below) => Anchor::Bottom,
            (Shape::Box(_), anchor) => anchor,
        });
        found.label = names.wrap(label.text.marked(), spacing::label_limits(found.anchor, label.size), text);
    }
    let size = match node.extent {
        // What a box says of what is in it is all there is to read.
        Extent::Collapsed(_) => spacing::FACT_SIZE,
        Extent::Whole | Extent::Expanded | Extent::Stack(..) | Extent::Loose(_) => {
            spacing::fact_size(found.anchor)
        }
    };
    found.fact_size = size;
    if matches!(node.extent, Extent::Collapsed(_)) {
        found.facts.iter_mut().for_each(|fact| fact.width *= spacing::SUMMARY_GROWTH);
    }
    if spacing::has_icon_row(node) {
        found.icons = spacing::SUMMARY_ICON + spacing::SUMMARY_GAP;
    }
    let limits = TextLimits { width: spacing::FACT_WIDTH, lines: 1, size };
    found.facts = node.facts.iter().map(|fact| names.wrap_fact(fact, limits, text)).collect();
    found
}
