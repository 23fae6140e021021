//! A place for everything. Knows no AWS: boxes, icons, texts and lines only.
//!
//! A scene asks to be placed by what its nodes are in, or by its links (`layered`). The passes of the first, each a function
//! from what the passes before it made:
//!
//! 1. `node_texts`: the texts of all nodes in lines.
//! 2. `blocks`: the `tree` of everything that takes room. A spanning box has a part in every box that holds members of it;
//!    what stands beside a main box, and every flow, is a block of its own.
//! 3. `measure`: from the innermost block out, lines of items and from them sizes; `link_room`: the room that links need in
//!    them, with which everything is measured once more.
//! 4. `place`: from the outermost block in, rectangles.
//! 5. `align_to_links` and `steps`: the order, then the height, of what links lead to. A new order is measured and placed again.
//! 6. `captions`: labels, facts and badges. `route`: the ways of links. `notes`: what the picture lacks, above it. `strokes`:
//!    which link draws which stretch.
//!
//! This and all that it reads (`scene::model` and the modules for all) are a package of their own, `package.rs`, which the page has
//! compiled for speed and the rest for size; its modules are this one's by re-export, and no path tells the difference.

mod align_to_links;
mod ascending;
mod beside_span;
mod blocks;
mod border_icons;
mod captions;
mod content;
mod flows;
mod geometry;
mod labels;
mod layered;
mod layers;
mod link_room;
mod main_groups;
mod means;
mod measure;
mod measures;
mod metrics;
mod node_texts;
mod notes;
mod place;
mod proportions;
mod quality;
mod room;
mod route;
mod sets;
mod short_names;
mod spacing;
mod steps;
mod strokes;
mod text;
mod tree;

use std::rc::Rc;

use crate::late::Late;
use crate::scene::{Anchor, Arrangement, Scene};

use measures::{Measure, Measured};
use node_texts::Texts;
use place::Placement;
use proportions::Form;
use tree::{Changes, Lines, Tree};

pub use geometry::{Edges, Point, Rect, Size};
pub use labels::label_links;
pub use metrics::SansMetrics;
pub use quality::{Quality, quality};
pub use spacing::ICON;

/// A scene with a place for everything, in units of one CSS pixel, the origin at the top left.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// The scene that is drawn.
    pub scene: Rc<Scene>,
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    /// One for each of the scene's nodes, in its order.
    pub nodes: Vec<PlacedNode>,
    /// One for each of the scene's links, in its order.
    pub links: Vec<PlacedLink>,
    /// One for each of the scene's notes, above everything else.
    pub notes: Vec<PlacedText>,
}

/// The place of a node.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlacedNode {
    /// The box, or the icon without its label.
    pub rect: Rect,
    /// The parts of a spanning box whose members are not in one row; empty when it is whole.
    pub parts: Vec<Rect>,
    /// Its text.
    pub label: Option<PlacedText>,
    /// Its facts, one text each.
    pub facts: Vec<PlacedText>,
    /// The places of its badges, in the scene's order.
    pub badges: Vec<Rect>,
}

/// Text with a place: lines of one size, wrapped and shortened to fit.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedText {
    /// The room it takes.
    pub rect: Rect,
    /// Lines from the top: text and baseline.
    pub lines: Vec<TextLine>,
    /// The alignment of its lines at `x`.
    pub align: Align,
    /// The x that lines are aligned at.
    pub x: f64,
    /// Font size in units.
    pub size: f64,
    /// True where anything was left out; the whole text is in the scene.
    pub shortened: bool,
    /// The anchor it was placed by.
    pub anchor: Anchor,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLine {
    /// The text.
    pub text: String,
    /// Its baseline.
    pub baseline: f64,
}

/// The alignment of text at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// It starts there.
    Start,
    /// It is centred there.
    Middle,
}

/// The way of a link: its corners, with horizontal and vertical segments only.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlacedLink {
    /// At least two points; none when an end of the link is not drawn.
    pub points: Vec<Point>,
    /// The stretches of it that are drawn: links that lie on top of it draw the rest.
    pub strokes: Vec<Vec<Point>>,
    /// Its text.
    pub label: Option<PlacedText>,
}

/// Widths of texts: layout asks, the outside knows.
pub trait TextMeasure {
    /// Returns the width of one line at a font size, both in units.
    fn width(&self, text: &str, size: f64) -> f64;
}

/// Places a scene in layers.
type Arrange = fn(Rc<Scene>, &dyn TextMeasure) -> Drawing;

/// The arrangement in layers, which only one lens has.
static LAYERED: Late<Arrange> = Late::new(layered::arrange);

/// Returns true if scenes can be arranged in layers.
pub fn has_layers() -> bool {
    LAYERED.get().is_some()
}

/// The arrangement in layers is there.
pub fn layers_arrived() {
    LAYERED.arrive(layered::arrange);
}

/// Places a scene.
pub fn arrange(scene: Rc<Scene>, text: &dyn TextMeasure) -> Drawing {
    let mut drawing = match scene.arrangement {
        Arrangement::Places => arrange_places(scene, text, Form::default()),
        Arrangement::WidePlaces => arrange_places(scene, text, Form::wide()),
        Arrangement::Layers => match LAYERED.get() {
            Some(arrange) => arrange(scene, text),
            None => arrange_places(scene, text, Form::default()),
        },
    };
    make_room_for_badges(&mut drawing);
    notes::add(&mut drawing, text);
    strokes::share_out(&mut drawing);
    drawing
}

/// A badge reaches out of its icon, which may be the last of its row.
fn make_room_for_badges(drawing: &mut Drawing) {
    let badges = drawing.nodes.iter().flat_map(|node| &node.badges);
    drawing.width = badges.map(|badge| badge.right() + spacing::MARGIN).fold(drawing.width, f64::max);
}

fn arrange_places(scene: Rc<Scene>, text: &dyn TextMeasure, usual: Form) -> Drawing {
    let mut texts = node_texts::wrap(&scene, text);
    let mut placed = place_in(&scene, &texts, usual);
    if proportions::matters(&scene) {
        let mut inked = placed.ink(&scene, &texts);
        for form in Form::others(inked) {
            if proportions::misfit(inked) == 1.0 {
                break;
            }
            let other = place_in(&scene, &texts, form);
            let inked_other = other.ink(&scene, &texts);
            if proportions::misfit(inked_other) < proportions::misfit(inked) {
                (placed, inked) = (other, inked_other);
            }
        }
    }
    let mut nodes = placed.caption(&scene, &texts);
    if captions::widen_titles(&mut texts, &scene, &nodes, text) {
        nodes = placed.caption(&scene, &texts);
    }
    let links = route::route(&scene, &nodes);
    let Size { w, h } = placed.placement.size;
    Drawing { scene, width: w, height: h, nodes, links, notes: Vec::new() }
}

/// Everything in its place, but for links and texts.
struct Placed {
    tree: Tree,
    placement: Placement,
}

impl Placed {
    fn caption(&self, scene: &Scene, texts: &Texts) -> Vec<PlacedNode> {
        captions::caption(scene, &self.tree, texts, &self.placement.rects)
    }

    /// Returns the room that all boxes, icons and texts take.
    fn ink(&self, scene: &Scene, texts: &Texts) -> Size {
        let nodes = self.caption(scene, texts);
        let texts = nodes.iter().flat_map(|node| node.label.iter().chain(&node.facts)).map(|text| text.rect);
        let all = nodes.iter().map(|node| node.rect).chain(texts).reduce(|a, b| a.union(&b));
        all.map_or_else(Size::default, |all| Size { w: all.w, h: all.h })
    }
}

/// Places everything in one form: once by its size, then in the order, and at the height, of its links.
fn place_in(scene: &Scene, texts: &Texts, form: Form) -> Placed {
    let mut tree = blocks::build(scene, texts, form);
    let beside_spans = &beside_span::find(&tree);
    let (mut all, mut placement) =
        fit(Measured { scene, tree: &tree, beside_spans, texts, form, all: Vec::new() });
    let strips = align_to_links::strip_orders(&tree, &placement.rects);
    let changes = Changes {
        slots: align_to_links::turned(&tree, &placement.rects),
        lines: strips.iter().map(|(strip, _)| (*strip, Lines::InOrder)).collect(),
        orders: strips.into_iter().chain(steps::orders(&tree, &placement.rects)).collect(),
        groups: Vec::new(),
    };
    if tree.change(changes) {
        (all, placement) = fit(Measured { scene, tree: &tree, beside_spans, texts, form, all: Vec::new() });
    }
    let mut measured = Measured { scene, tree: &tree, beside_spans, texts, form, all };
    let mut moved = false;
    for pass in [align_to_links::spread, steps::align] {
        for (block, room) in pass(&measured, &placement) {
            measured.all[block].room = room;
            moved = true;
        }
    }
    let all = measured.all;
    let orders = align_to_links::border_orders(&tree, &placement.rects);
    if tree.change(Changes { orders, ..Changes::default() }) || moved {
        placement = place::place(&Measured { scene, tree: &tree, beside_spans, texts, form, all });
    }
    Placed { tree, placement }
}

/// Measures everything, then once more with room for links, and places it.
fn fit(given: Measured) -> (Vec<Measure>, Placement) {
    let mut measured = measure::measure(given);
    let links = link_room::needed(&measured);
    measure::remeasure(&mut measured, links);
    let placement = place::place(&measured);
    (measured.all, placement)
}

#[cfg(test)]
mod tests;
