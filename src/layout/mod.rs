//! A place for everything. Knows no AWS: boxes, icons, texts and lines only.
//!
//! A scene asks to be placed by what its nodes are in, or by its links (`layered`). The passes of the first, in order:
//! `blocks` (the scene's nodes and the parts of its spanning boxes as one tree), `measure` (sizes, from the innermost
//! out), `place` (positions, from the outermost in), `align_to_links` (what stands beside a large box goes to what it is linked
//! with), `route` (links), `captions` (texts).

mod align_to_links;
mod beside_span;
mod blocks;
mod border_icons;
mod captions;
mod flows;
mod geometry;
mod labels;
mod layered;
mod layers;
mod link_room;
mod main_groups;
mod measure;
mod metrics;
mod notes;
mod place;
mod proportions;
mod quality;
mod room;
mod route;
mod short_names;
mod spacing;
mod steps;
mod text;

use std::rc::Rc;

use crate::scene::{Anchor, Arrangement, Scene};

use blocks::Blocks;
use proportions::Form;

pub use geometry::{Edges, Point, Rect, Size};
pub use labels::label_links;
pub use metrics::SansMetrics;
pub use quality::{Quality, quality};

/// A scene with a place for everything, in units of one CSS pixel, the origin at the top left.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// What is drawn.
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

/// Where a node is.
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
    /// Where its badges are, in the scene's order.
    pub badges: Vec<Rect>,
}

/// Text with a place: lines of one size, wrapped and shortened to fit.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedText {
    /// The room it takes.
    pub rect: Rect,
    /// Lines from the top: text and baseline.
    pub lines: Vec<TextLine>,
    /// How lines stand at `x`.
    pub align: Align,
    /// The x that lines are aligned at.
    pub x: f64,
    /// Font size in units.
    pub size: f64,
    /// Whether anything was left out (the whole text is in the scene).
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

/// How text stands at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// It starts there.
    Start,
    /// It is centred there.
    Middle,
}

/// Where a link runs: its corners, horizontal and vertical segments only.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlacedLink {
    /// At least two points; none when an end of the link is not drawn.
    pub points: Vec<Point>,
    /// Its text.
    pub label: Option<PlacedText>,
}

/// How wide a text is; layout asks, the outside knows.
pub trait TextMeasure {
    /// The width of one line at a font size, both in units.
    fn width(&self, text: &str, size: f64) -> f64;
}

/// Places a scene.
pub fn arrange(scene: Rc<Scene>, text: &dyn TextMeasure) -> Drawing {
    let mut drawing = match scene.arrangement {
        Arrangement::Places => arrange_places(scene, text),
        Arrangement::Layers => layered::arrange(scene, text),
    };
    make_room_for_badges(&mut drawing);
    notes::add(&mut drawing, text);
    drawing
}

/// A badge reaches out of its icon, which may be the last of its row.
fn make_room_for_badges(drawing: &mut Drawing) {
    let badges = drawing.nodes.iter().flat_map(|node| &node.badges);
    drawing.width = badges.map(|badge| badge.right() + spacing::MARGIN).fold(drawing.width, f64::max);
}

fn arrange_places(scene: Rc<Scene>, text: &dyn TextMeasure) -> Drawing {
    let (mut blocks, mut size) = placed(&scene, text, Form::default());
    if proportions::matters(&scene) {
        let mut inked = ink(&blocks, &scene);
        for form in Form::others(inked) {
            if proportions::misfit(inked) == 1.0 {
                break;
            }
            let other = placed(&scene, text, form);
            let inked_other = ink(&other.0, &scene);
            if proportions::misfit(inked_other) < proportions::misfit(inked) {
                ((blocks, size), inked) = (other, inked_other);
            }
        }
    }
    let mut nodes = captions::caption(&blocks, &scene);
    if captions::widen_titles(&mut blocks, &scene, &nodes, text) {
        nodes = captions::caption(&blocks, &scene);
    }
    let links = route::route(&scene, &mut nodes, text);
    Drawing { scene, width: size.w, height: size.h, nodes, links, notes: Vec::new() }
}

/// How much room all boxes, icons and texts take.
fn ink(blocks: &Blocks, scene: &Scene) -> Size {
    let nodes = captions::caption(blocks, scene);
    let texts = nodes.iter().flat_map(|node| node.label.iter().chain(&node.facts)).map(|text| text.rect);
    let all = nodes.iter().map(|node| node.rect).chain(texts).reduce(|a, b| a.union(&b));
    all.map_or_else(Size::default, |all| Size { w: all.w, h: all.h })
}

/// Everything in its place, in one form, but for links and texts.
fn placed(scene: &Scene, text: &dyn TextMeasure, form: Form) -> (Blocks, Size) {
    let mut blocks = blocks::build(scene, text, form);
    let mut size = fit(&mut blocks, scene);
    let turned = align_to_links::face(&mut blocks, scene);
    let ordered = align_to_links::order(&mut blocks, scene);
    if steps::order(&mut blocks, scene) || ordered || turned {
        size = fit(&mut blocks, scene);
    }
    let lined_up = align_to_links::line_up(&mut blocks, scene);
    let spread = align_to_links::spread(&mut blocks, scene);
    if steps::align(&mut blocks, scene) || spread || lined_up {
        size = place::place(&mut blocks, scene);
    }
    (blocks, size)
}

/// Measures and places everything.
fn fit(blocks: &mut Blocks, scene: &Scene) -> Size {
    measure::measure(blocks, scene);
    link_room::widen(blocks, scene);
    measure::remeasure(blocks, scene);
    place::place(blocks, scene)
}

#[cfg(test)]
mod tests;
