//! The texts of all nodes, broken into lines before anything has a place.

use crate::scene::{Anchor, Extent, Node, Scene, Shape};

use super::TextMeasure;
use super::geometry::Size;
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
    /// From the baseline of one fact to that of the next.
    pub fact_pitch: f64,
    /// The texts of a collapsed box say what is in it.
    pub is_summary: bool,
    /// The room that the icons of what is in a collapsed box take below its facts.
    pub icons: Size,
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

    /// Returns the width that a title takes in the corner of a box, with the facts below it.
    pub fn title_width(&self) -> f64 {
        if !self.is_summary {
            return self.widest_fact(self.label.width);
        }
        let beside_button = self.label.width.max(self.facts.first().map_or(0.0, |fact| fact.width));
        self.widest_fact(beside_button + spacing::SUMMARY_BUTTON)
    }

    /// Returns the height that a title takes with several facts below it; there is room for one in any case.
    pub fn title_height(&self) -> f64 {
        match (self.anchor, self.facts.len()) {
            (_, 0) => 0.0,
            (_, 1) if !self.is_summary => 0.0,
            (Some(Anchor::TopLeft), facts) => {
                spacing::TITLE_BASELINE + self.fact_pitch * (facts as f64 + 0.5)
            }
            (Some(Anchor::Bottom | Anchor::Below) | None, _) => 0.0,
        }
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
    found.is_summary = matches!(node.extent, Extent::Collapsed(_));
    (found.fact_size, found.fact_pitch) = match found.is_summary {
        true => (spacing::SUMMARY_SIZE, spacing::SUMMARY_PITCH),
        false => (spacing::fact_size(found.anchor), spacing::FACT_PITCH),
    };
    let limits = TextLimits { width: spacing::FACT_WIDTH, lines: 1, size: found.fact_size };
    found.facts = node.facts.iter().map(|fact| names.wrap_fact(fact, limits, text)).collect();
    if found.is_summary {
        let texts = found.facts.iter_mut().chain([&mut found.label]);
        texts.for_each(|text| text.width *= spacing::SUMMARY_GROWTH);
    }
    if spacing::has_icon_row(node) {
        let pitch = spacing::SUMMARY_ICON + spacing::SUMMARY_GAP;
        let w = pitch * node.badges.len() as f64 + spacing::SUMMARY_GAP;
        found.icons = Size { w, h: pitch + spacing::SUMMARY_GAP };
    }
    found
}
