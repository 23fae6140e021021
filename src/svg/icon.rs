//! Icons as marks: a glyph of ours or letters, in lines or on a solid square.

use std::borrow::Cow;

use super::figure::{Frame, Mark};
use super::glyphs::{self, Glyph, SIDE};
use super::palette::Paint;
use crate::layout::Rect;
use crate::scene::Icon;

/// The width of a glyph's lines in its own units.
const LINE: f64 = 2.0;

/// The same on a solid square, which is shown at half the size: the series' drawings have finer lines there.
const FINE_LINE: f64 = 1.5;

/// An icon in lines of its colour.
pub(super) fn marks(icon: &Icon, rect: Rect) -> Vec<Mark> {
    match icon {
        Icon::Glyph(name, ink) => match glyphs::glyph(name) {
            Some(glyph) => glyph_marks(glyph, rect, *ink, LINE),
            None => letter_marks(&initials(name), rect, *ink),
        },
        Icon::Letters(letters, ink) => letter_marks(letters, rect, *ink),
    }
}

/// An icon on a square of its colour.
pub(super) fn solid_marks(icon: &Icon, rect: Rect) -> Vec<Mark> {
    let (Icon::Glyph(_, ink) | Icon::Letters(_, ink)) = icon;
    let square = format!("M0 0H{SIDE}V{SIDE}H0Z");
    let mut marks = vec![path(square.into(), frame(rect), *ink, Paint::None, 0.0)];
    match icon {
        Icon::Glyph(name, _) => match glyphs::glyph(name) {
            Some(glyph) => marks.extend(glyph_marks(glyph, rect, Paint::Paper, FINE_LINE)),
            None => marks.push(letters_mark(&initials(name), rect, Paint::Paper)),
        },
        Icon::Letters(letters, _) => marks.push(letters_mark(letters, rect, Paint::Paper)),
    }
    marks
}

fn glyph_marks(glyph: Glyph, rect: Rect, ink: Paint, width: f64) -> Vec<Mark> {
    let mut marks = Vec::new();
    if !glyph.lines.is_empty() {
        marks.push(path(glyph.lines.into(), frame(rect), Paint::None, ink, width));
    }
    if !glyph.solids.is_empty() {
        marks.push(path(glyph.solids.into(), frame(rect), ink, Paint::None, 0.0));
    }
    marks
}

/// Letters in a square with round corners.
fn letter_marks(letters: &str, rect: Rect, ink: Paint) -> Vec<Mark> {
    const ROUND_SQUARE: &str = "M7 1H41A6 6 0 0 1 47 7V41A6 6 0 0 1 41 47H7A6 6 0 0 1 1 41V7A6 6 0 0 1 7 1Z";
    vec![path(ROUND_SQUARE.into(), frame(rect), Paint::None, ink, LINE), letters_mark(letters, rect, ink)]
}

fn letters_mark(letters: &str, rect: Rect, ink: Paint) -> Mark {
    let side = rect.w.min(rect.h);
    let shown: String = letters.chars().take(4).collect();
    // Three capitals fill two thirds of the square.
    let size = if shown.chars().count() > 3 { side / 3.4 } else { side / 2.9 };
    Mark::Text {
        text: shown,
        x: rect.x + rect.w / 2.0,
        // Capitals are 0.72 of the font size high.
        y: rect.y + rect.h / 2.0 + 0.36 * size,
        size,
        middle: true,
        fill: ink,
        halo: false,
        faint: false,
    }
}

/// `load-balancer` → `LB`: what stands in for a glyph that is not there.
fn initials(name: &str) -> String {
    name.split('-').filter_map(|word| word.chars().next()).take(3).flat_map(char::to_uppercase).collect()
}

/// Glyph units in a rectangle: as large as fits, centred.
fn frame(rect: Rect) -> Frame {
    let scale = (rect.w / SIDE).min(rect.h / SIDE);
    let room = |from: f64, length: f64| from + (length - SIDE * scale) / 2.0;
    Frame { x: room(rect.x, rect.w), y: room(rect.y, rect.h), scale }
}

fn path(d: Cow<'static, str>, frame: Frame, fill: Paint, stroke: Paint, width: f64) -> Mark {
    Mark::Path { d, frame, fill, stroke, width, dash: None }
}
