//! The room that icons with their texts take, and boxes around their content.

use crate::scene::{Anchor, NodeIndex};

use super::super::PlacedNode;
use super::super::geometry::{Edges, Rect};
use super::super::node_texts::Texts;
use super::super::spacing::{BADGE, BOTTOM_LABEL, FACT_GAP, FACT_PITCH, ICON, TITLE_GAP};
use super::hierarchy::Hierarchy;

/// Between two icons of a column, their texts included, unless there is a reason for more.
const GAP: f64 = 14.0;
/// Between two boxes of a column.
const BOX_GAP: f64 = 20.0;
/// Between the borders of a box and its content.
pub const PAD: f64 = 12.0;
/// The room of an icon's links beside it, for a guess.
const LINKS: f64 = 80.0;
/// The area of a box by that of its content, for a guess.
const LOOSE: f64 = 1.25;

/// The room that everything takes.
#[derive(Debug, Clone)]
pub struct Sizes {
    /// For an icon, how far it reaches from its middle; for a box, its insets.
    edges: Vec<Edges>,
    /// The width of the title of a box, with its badge.
    titles: Vec<f64>,
    /// The height of the facts below a box.
    below: Vec<f64>,
    /// The height of what a collapsed box says, between its insets.
    summaries: Vec<f64>,
    /// Height and area, before the layout is known.
    guesses: Vec<(f64, f64)>,
    /// Between two icons of a column, their texts included.
    gap: f64,
}

/// Measures all nodes, whose texts were placed around icons at the origin.
pub fn sizes(hierarchy: &Hierarchy, texts: &Texts, placed: &[PlacedNode], has_badge: &[bool]) -> Sizes {
    let count = hierarchy.parent.len();
    let mut sizes = Sizes {
        edges: vec![Edges::default(); count],
        titles: vec![0.0; count],
        below: vec![0.0; count],
        summaries: vec![0.0; count],
        guesses: vec![(0.0, 0.0); count],
        gap: GAP,
    };
    for node in (0..count).rev() {
        let text = &texts.nodes[node];
        if hierarchy.is_box[node] {
            let badge = if has_badge[node] { BADGE } else { 0.0 };
            let title = text.anchor == Some(Anchor::TopLeft);
            let top = if title || has_badge[node] { BADGE } else { 0.0 };
            let bottom = if text.anchor == Some(Anchor::Bottom) { BOTTOM_LABEL } else { 0.0 };
            let facts = text.facts.len() as f64;
            let (header, summary) = match (title, text.is_summary) {
                // Lines end at the borders of a collapsed box, beside its texts.
                (true, true) => (0.0, text.title_height() + text.icons.h - 2.0 * PAD),
                // Facts that find no room beside a title stand below it, the first where there is room anyway.
                (true, false) => (top + FACT_PITCH * (facts - 1.0).max(0.0), 0.0),
                (false, _) => (top, 0.0),
            };
            sizes.summaries[node] = summary;
            sizes.edges[node] = Edges { top: header + PAD, right: PAD, bottom: bottom + PAD, left: PAD };
            sizes.titles[node] = (badge + text.title_width() + 2.0 * TITLE_GAP).max(text.icons.w);
            let below = facts > 0.0 && !title;
            sizes.below[node] = if below { FACT_GAP + FACT_PITCH * facts } else { 0.0 };
            let inner: f64 = hierarchy.children[node].iter().map(|&child| sizes.guesses[child].1).sum();
            let around = top.max(summary) + bottom + 2.0 * PAD + BOX_GAP;
            let area = inner * LOOSE + sizes.titles[node] * around;
            sizes.guesses[node] = ((area / 1.3).sqrt(), area);
        } else {
            let texts = placed[node].label.iter().chain(&placed[node].facts).map(|text| text.rect);
            let all = texts.chain(placed[node].badges.iter().copied());
            let rect = all.fold(Rect { x: 0.0, y: 0.0, w: ICON, h: ICON }, |a, b| a.union(&b));
            let half = ICON / 2.0;
            let edges = Edges {
                top: half - rect.y,
                right: rect.right() - half,
                bottom: rect.bottom() - half,
                left: half - rect.x,
            };
            sizes.edges[node] = edges;
            let height = edges.along() + GAP;
            sizes.guesses[node] = (height, height * (edges.across() + LINKS));
        }
    }
    sizes
}

impl Sizes {
    /// Returns the same with icons of a column further apart.
    pub fn airier(&self, gap: f64) -> Self {
        Self { gap: self.gap + gap, ..self.clone() }
    }

    /// Between two icons of a column, their texts included.
    pub fn gap(&self) -> f64 {
        self.gap
    }

    /// Returns how far an icon reaches from its middle; the insets of a box.
    pub fn edges(&self, node: NodeIndex) -> Edges {
        self.edges[node]
    }

    /// Returns the room around a box: above it, and below it with what hangs there.
    pub fn around(&self, node: NodeIndex) -> (f64, f64) {
        (BOX_GAP / 2.0, BOX_GAP / 2.0 + self.below[node])
    }

    /// Returns the least height between the insets of a box: that of what it says while it is collapsed.
    pub fn summary(&self, node: NodeIndex) -> f64 {
        self.summaries[node]
    }

    /// Returns the least width of a box.
    pub fn title(&self, node: NodeIndex) -> f64 {
        self.titles[node]
    }

    /// Height and area, before the layout is known.
    pub fn guess(&self, node: NodeIndex) -> (f64, f64) {
        self.guesses[node]
    }
}
