//! What a picture lacks, said above it, so large that it can be read with the whole in sight.

use crate::scene::Anchor;

use super::geometry::Rect;
use super::spacing::MARGIN;
use super::text::{ASCENT, LINE_HEIGHT};
use super::{Align, Drawing, PlacedText, TextLine, TextMeasure};

/// The size of a note in a drawing that is shown as it is.
const LEAST_SIZE: f64 = 12.0;

/// The size of a drawing by that of its notes, in whichever direction it has to be made smaller.
const SHARE: f64 = 80.0;

/// Moves a drawing down and puts a line for each of its scene's notes above it.
pub fn add(drawing: &mut Drawing, text: &dyn TextMeasure) {
    let notes = &drawing.scene.notes;
    if notes.is_empty() {
        return;
    }
    let size = (drawing.width.max(drawing.height) / SHARE).max(LEAST_SIZE);
    let pitch = size * LINE_HEIGHT;
    let mut placed = Vec::new();
    for (i, note) in notes.iter().enumerate() {
        let top = MARGIN + pitch * i as f64;
        let rect = Rect { x: MARGIN, y: top, w: text.width(note, size), h: pitch };
        placed.push(PlacedText {
            rect,
            lines: vec![TextLine { text: note.clone(), baseline: top + size * ASCENT }],
            align: Align::Start,
            x: rect.x,
            size,
            shortened: false,
            anchor: Anchor::TopLeft,
        });
    }
    // As far below the last note as it is high.
    let down = MARGIN + pitch * (notes.len() as f64 + 1.0);
    lower(drawing, down);
    let widest = placed.iter().map(|note| note.rect.right() + MARGIN).fold(0.0, f64::max);
    drawing.width = drawing.width.max(widest);
    drawing.height += down;
    drawing.notes = placed;
}

/// Moves everything down.
fn lower(drawing: &mut Drawing, by: f64) {
    let lower_text = |text: &mut PlacedText| {
        text.rect.y += by;
        text.lines.iter_mut().for_each(|line| line.baseline += by);
    };
    for node in &mut drawing.nodes {
        node.rect.y += by;
        node.parts.iter_mut().chain(&mut node.badges).for_each(|rect| rect.y += by);
        node.label.iter_mut().chain(&mut node.facts).for_each(lower_text);
    }
    for link in &mut drawing.links {
        link.points.iter_mut().for_each(|point| point.y += by);
        link.label.iter_mut().for_each(lower_text);
    }
}
