//! A drawing that can be read in the room that there is: what is folded follows from how large it is drawn there.

use std::rc::Rc;

use super::{Deployment, Picture, Source, compose_unfolded, placed};
use crate::layout::{self, Drawing, PlacedNode};
use crate::scene::{ComposeOptions, Extent, Folding, MOST_STEPS, Scene, Shape, finish};

/// The room that a picture has, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// A picture that was folded for a room.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// The steps of folding that it took.
    pub step: usize,
    /// The steps that it could have taken.
    pub last: usize,
    /// The picture.
    pub picture: Picture,
}

/// The least height of letters that are read, in pixels.
pub const LEAST_TEXT: f64 = 8.0;

/// The most times as large as it is drawn that a text is shown so that it is read: more would not fit between what stands beside it.
pub const GROWTH: f64 = 1.25;

/// The least side of an icon that is told from others, in pixels.
const LEAST_ICON: f64 = 20.0;

/// Air around a drawing that fits its room, in units.
pub const AIR: f64 = 8.0;

/// The room that a node with its label takes at the least, in square units: nothing that has more nodes than fit is laid out
/// to see that it does not.
const LEAST_AREA: f64 = 64.0 * 64.0;

/// Draws one deployment with as little folded as can be so that it is read within a room; where nothing helps, with all folded
/// that can be. Each step is laid out once at the most, and not at all where it is the drawing before.
pub fn draw_within(
    source: &Source,
    deployment: &Deployment,
    options: &ComposeOptions,
    room: Room,
    before: Option<&Picture>,
) -> Fitted {
    let unfolded = compose_unfolded(source, deployment, options);
    let last = unfolded.steps(&options.folding).min(MOST_STEPS);
    let folded = |step: usize| {
        let folding = Folding { step: Some(step), ..options.folding.clone() };
        finish(unfolded.clone(), &folding)
    };
    let drawn = |scene: Scene| match before.filter(|before| *before.drawing.scene == scene) {
        Some(before) => before.clone(),
        None => placed(Rc::new(scene)),
    };
    for step in 0..last {
        let scene = folded(step);
        if !may_fit(&scene, room) {
            continue;
        }
        let picture = drawn(scene);
        if is_readable(&picture.drawing, room) {
            return Fitted { step, last, picture };
        }
    }
    Fitted { step: last, last, picture: drawn(folded(last)) }
}

/// Returns true unless a scene has more nodes than any drawing of it shows within a room.
fn may_fit(scene: &Scene, room: Room) -> bool {
    /// Labels have this size in units, or a smaller one.
    const LABEL: f64 = 12.0;
    let unit = LEAST_TEXT / LABEL / GROWTH;
    scene.nodes.len() as f64 * LEAST_AREA * unit * unit <= room.width * room.height
}

/// Returns true if labels and icons of a drawing are large enough to be read when all of it is shown within a room. Small type
/// does not count: where it is too small it does not show.
pub fn is_readable(drawing: &Drawing, room: Room) -> bool {
    scale_at_fit(drawing.width, drawing.height, room) >= least_scale(drawing)
}

/// The pixels a unit from which on a drawing can be read.
pub fn least_scale(drawing: &Drawing) -> f64 {
    let nodes = || drawing.scene.nodes.iter().zip(&drawing.nodes);
    let texts = nodes().flat_map(|(node, placed)| read_texts(&node.extent, placed));
    let of_texts = texts.map(|size| LEAST_TEXT / GROWTH / size).fold(0.0, f64::max);
    let has_icons = nodes().any(|(node, _)| matches!(node.shape, Shape::Icon(_)));
    if has_icons { of_texts.max(LEAST_ICON / layout::ICON) } else { of_texts }
}

/// The pixels a unit where a drawing of this size is shown whole within a room; nothing is shown larger than it is.
pub fn scale_at_fit(width: f64, height: f64, room: Room) -> f64 {
    (room.width / (width + 2.0 * AIR)).min(room.height / (height + 2.0 * AIR)).min(1.0)
}

/// The sizes of the texts of a node that nobody can do without: its label, and what a collapsed box says of what is in it.
fn read_texts<'a>(extent: &Extent, placed: &'a PlacedNode) -> impl Iterator<Item = f64> + 'a {
    let is_summary = matches!(extent, Extent::Collapsed(_));
    let facts = placed.facts.iter().filter(move |_| is_summary);
    placed.label.iter().chain(facts).map(|text| text.size)
}
