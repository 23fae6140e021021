//! How good a drawing is, in figures: what an eye would object to, counted.

mod links;
mod long_lines;
mod tally;
mod text_borders;

use crate::scene::{NodeIndex, Scene, Shape};

use super::{Drawing, Point, Rect};

/// An overlap of no more than this is a touch and does not count.
const TOUCH: f64 = 1.0;

/// The figures of a drawing, or of several together.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Quality {
    /// Nodes.
    pub nodes: usize,
    /// Links.
    pub links: usize,
    /// Links that are drawn.
    pub drawn_links: usize,
    /// Pairs of icons that overlap.
    pub overlaps: usize,
    /// Pairs of a box and something that neither is in it nor holds it, which overlap.
    pub container_overlaps: usize,
    /// Nodes that reach out of their parent; what sits on its border does not count.
    pub containment: usize,
    /// Points where two links cross, not at an end that they share.
    pub crossings: usize,
    /// Pairs of links with no common end that run on top of each other.
    pub link_overlaps: usize,
    /// Pairs of a link and an icon that is not its end, which it runs through.
    pub through_nodes: usize,
    /// Pairs of a link and a box that holds nothing of its ends, which it runs through.
    pub through_boxes: usize,
    /// Pairs of a link and a text that it runs through.
    pub through_labels: usize,
    /// Texts that overlap another text or an icon that is not theirs, or reach out of the drawing or of what holds
    /// them.
    pub label_collisions: usize,
    /// Pairs of a text and a box whose border it crosses. The title of what spans others, or sits on a border, crosses
    /// the borders that this does by its nature, and does not count there.
    pub across_borders: usize,
    /// Rows and columns of more than seven like icons that are longer than what they belong to.
    pub long_lines: usize,
    /// Drawings of nine icons or more that are wider than 3 by 1 or higher than 1 by 2.2.
    pub out_of_proportion: usize,
    /// Pairs of nodes in one box whose labels read the same, though they are not, or are of two of one kind.
    pub same_labels: usize,
    /// Width by height.
    pub aspect: f64,
    /// The area of all icons by that of the drawing, each a rectangle around the icon, its own label and its facts: what
    /// other layouts call a leaf is a box with its text in it.
    pub density: f64,
    /// The same of the icons alone, without their texts.
    pub icon_density: f64,
}

/// A drawing as figures see it.
struct View<'a> {
    scene: &'a Scene,
    drawing: &'a Drawing,
    /// For each node the boxes that hold it: its parents, and the spanning boxes that it is a member of.
    holders: Vec<Vec<NodeIndex>>,
}

/// Counts what is wrong with a drawing.
pub fn quality(drawing: &Drawing) -> Quality {
    let view = View { scene: &drawing.scene, drawing, holders: holders(&drawing.scene) };
    let mut found = Quality {
        nodes: view.scene.nodes.len(),
        links: view.scene.links.len(),
        drawn_links: drawing.links.iter().filter(|link| link.points.len() > 1).count(),
        ..Quality::default()
    };
    tally::boxes(&view, &mut found);
    tally::labels(&view, &mut found);
    text_borders::count(&view, &mut found);
    tally::names(&view, &mut found);
    links::count(&view, &mut found);
    tally::proportions(&view, &mut found);
    long_lines::judge(&view, &mut found);
    found
}

impl View<'_> {
    fn is_box(&self, node: NodeIndex) -> bool {
        self.scene.nodes.get(node).is_some_and(|node| matches!(node.shape, Shape::Box(_)))
    }

    /// Returns the rectangles that a node fills.
    fn rects(&self, node: NodeIndex) -> &[Rect] {
        match self.drawing.nodes.get(node) {
            Some(placed) if placed.parts.is_empty() => std::slice::from_ref(&placed.rect),
            Some(placed) => &placed.parts,
            None => &[],
        }
    }

    fn holds(&self, holder: NodeIndex, node: NodeIndex) -> bool {
        self.holders.get(node).is_some_and(|holders| holders.contains(&holder))
    }

    /// Returns whether one of two nodes is in the other.
    fn related(&self, a: NodeIndex, b: NodeIndex) -> bool {
        a == b || self.holds(a, b) || self.holds(b, a)
    }
}

/// For each node its parents and the spanning boxes around it, and what holds these.
fn holders(scene: &Scene) -> Vec<Vec<NodeIndex>> {
    let mut direct: Vec<Vec<NodeIndex>> =
        scene.nodes.iter().map(|node| node.parent.into_iter().collect()).collect();
    for (index, node) in scene.nodes.iter().enumerate() {
        for &member in &node.members {
            if let Some(direct) = direct.get_mut(member) {
                direct.push(index);
            }
        }
    }
    let all = |node: NodeIndex| {
        let mut found: Vec<NodeIndex> = Vec::new();
        let mut next = direct.get(node).cloned().unwrap_or_default();
        while let Some(at) = next.pop() {
            if !found.contains(&at) {
                found.push(at);
                next.extend(direct.get(at).into_iter().flatten());
            }
        }
        found
    };
    (0..scene.nodes.len()).map(all).collect()
}

/// Returns whether two rectangles share more than a touch.
fn hit(a: &Rect, b: &Rect) -> bool {
    a.right().min(b.right()) - a.x.max(b.x) > TOUCH && a.bottom().min(b.bottom()) - a.y.max(b.y) > TOUCH
}

/// Returns whether a horizontal or vertical line enters a rectangle by more than a touch.
fn enters(a: Point, b: Point, rect: &Rect) -> bool {
    let within = |(low, high): (f64, f64), (from, to): (f64, f64)| low < to - TOUCH && high > from + TOUCH;
    within((a.x.min(b.x), a.x.max(b.x)), (rect.x, rect.right()))
        && within((a.y.min(b.y), a.y.max(b.y)), (rect.y, rect.bottom()))
}
