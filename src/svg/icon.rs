//! Icons as marks: a glyph of ours or letters, in lines or on a solid square.

use std::borrow::Cow;

use super::glyphs::{self, Glyph, SIDE};
use super::mark::{Frame, Mark};
use super::palette::Paint;
use crate::layout::Rect;
use crate::scene::Icon;
use crate::words;

/// The width of a glyph's lines in its own units.
const LINE: f64 = 2.0;

/// The finest line that still reads as white on a solid ground, in units of the drawing.
const FINEST_LINE: f64 = 0.75;

/// The part of a solid square's side that stays free on each side of the glyph on it.
const MARGIN: f64 = 0.12;

/// An icon in lines of its colour.
pub(super) fn outlined(icon: &Icon, rect: Rect) -> Vec<Mark> {
    let ink = icon.ink();
    match look(icon) {
        Look::Glyph(glyph) => glyph_marks(glyph, rect, ink),
        Look::Letters(letters) => lettered(&letters, rect, ink, 1.0),
        // Further inside, so that no edge of it shines out below the picture's.
        Look::Image(name, letters) => vec![image(name, rect, lettered(letters, rect, ink, 2.5))],
    }
}

/// An icon with the edges of others behind it. All of it stays in the rectangle, so that links meet it as any icon.
pub(super) fn stacked(icon: &Icon, rect: Rect) -> Vec<Mark> {
    /// The distance by which each looks out behind the one before it, in parts of the side.
    const STEP: f64 = 0.085;
    const BEHIND: usize = 2;
    let ink = icon.ink();
    let (dx, dy) = (rect.w * STEP, rect.h * STEP);
    let (w, h) = (rect.w - dx * BEHIND as f64, rect.h - dy * BEHIND as f64);
    let layer =
        |steps: usize| Rect { x: rect.x + dx * steps as f64, y: rect.bottom() - h - dy * steps as f64, w, h };
    let mut marks = Vec::new();
    for steps in (1..=BEHIND).rev() {
        marks.push(shape(
            edges_behind(STEP / (1.0 - STEP * BEHIND as f64)),
            layer(steps),
            Paint::None,
            ink,
            LINE,
        ));
    }
    marks.extend(outlined(icon, layer(0)));
    marks
}

/// Returns what is seen of a square with round corners behind one that is `step`, in parts of the side, to the left and below.
/// It is no area, for what it stands on has any colour.
fn edges_behind(step: f64) -> String {
    const INSET: f64 = 1.0;
    const RADIUS: f64 = 4.0;
    let (near, far, turn) = (INSET, SIDE - INSET, INSET + RADIUS);
    let (seen, back) = ((step * SIDE).max(turn), SIDE - turn);
    let corner = format!("A{RADIUS} {RADIUS} 0 0 1");
    format!(
        "M{near} {seen}V{turn}{corner} {turn} {near}H{back}{corner} {far} {turn}V{back}{corner} {back} {far}H{}",
        SIDE - seen
    )
}

/// An icon on a square of its colour, as in the corner of a box. Letters are in that colour themselves, on a square of the
/// ground's: on some colours white letters are hard to read.
pub(super) fn solid(icon: &Icon, rect: Rect) -> Vec<Mark> {
    let square = shape(format!("M0 0H{SIDE}V{SIDE}H0Z"), rect, icon.ink(), Paint::None, 0.0);
    on_solid(icon, rect, square)
}

/// An icon as a small sign on something else: a solid square with round corners and a rim of the ground's colour.
pub(super) fn sign(icon: &Icon, rect: Rect) -> Vec<Mark> {
    let rim = shape(round_square(0.0, 6.0), rect, icon.ink(), Paint::Paper, 4.0);
    match look(icon) {
        // The rim goes around the picture, too.
        Look::Image(name, letters) => {
            let paper = shape(round_square(0.0, 6.0), rect, Paint::Paper, Paint::Paper, 4.0);
            vec![paper, image(name, rect, lettered(letters, rect, icon.ink(), 2.5))]
        }
        Look::Glyph(_) | Look::Letters(_) => on_solid(icon, rect, rim),
    }
}

/// A glyph on a shape of its colour, or letters in its colour; a picture has a ground of its own.
fn on_solid(icon: &Icon, rect: Rect, ground: Mark) -> Vec<Mark> {
    let ink = icon.ink();
    let (dx, dy) = (rect.w * MARGIN, rect.h * MARGIN);
    let inner = Rect { x: rect.x + dx, y: rect.y + dy, w: rect.w - 2.0 * dx, h: rect.h - 2.0 * dy };
    match look(icon) {
        Look::Glyph(glyph) => {
            let mut marks = vec![ground];
            marks.extend(glyph_marks(glyph, inner, Paint::Paper));
            marks
        }
        Look::Letters(letters) => vec![hollow(ground, ink), letters_mark(&letters, rect, ink)],
        Look::Image(name, letters) => {
            vec![image(name, rect, vec![hollow(ground, ink), letters_mark(letters, rect, ink)])]
        }
    }
}

/// The same shape in lines of this colour, on the ground's.
fn hollow(mut ground: Mark, ink: Paint) -> Mark {
    if let Mark::Path { fill, stroke, width, .. } = &mut ground {
        (*fill, *stroke, *width) = (Paint::Paper, ink, LINE);
    }
    ground
}

/// The look of an icon.
enum Look<'a> {
    Glyph(Glyph),
    Letters(Cow<'a, str>),
    /// A file, and letters for want of it.
    Image(&'static str, &'a str),
}

fn look(icon: &Icon) -> Look<'_> {
    match icon {
        // Letters stand for a glyph that nobody has drawn.
        Icon::Glyph(name, _) => {
            glyphs::glyph(name).map_or_else(|| Look::Letters(Cow::Owned(initials(name))), Look::Glyph)
        }
        Icon::Letters(letters, _) => Look::Letters(Cow::Borrowed(letters)),
        Icon::Service(name, letters, _) => Look::Image(name, letters),
    }
}

fn lettered(letters: &str, rect: Rect, ink: Paint, inset: f64) -> Vec<Mark> {
    vec![shape(round_square(inset, 6.0), rect, Paint::None, ink, LINE), letters_mark(letters, rect, ink)]
}

/// A picture, or these marks where its file is not at hand.
fn image(name: &'static str, rect: Rect, instead: Vec<Mark>) -> Mark {
    Mark::Image { name, frame: frame(rect), instead }
}

fn glyph_marks(glyph: Glyph, rect: Rect, ink: Paint) -> Vec<Mark> {
    let frame = frame(rect);
    let width = if frame.scale > 0.0 { LINE.max(FINEST_LINE / frame.scale) } else { LINE };
    let path = |d: &'static str, fill, stroke, width| Mark::Path {
        d: Cow::Borrowed(d),
        frame,
        fill,
        stroke,
        width,
        dash: None,
    };
    let mut marks = Vec::new();
    if !glyph.lines.is_empty() {
        marks.push(path(glyph.lines, Paint::None, ink, width));
    }
    if !glyph.solids.is_empty() {
        marks.push(path(glyph.solids, ink, Paint::None, 0.0));
    }
    marks
}

fn letters_mark(letters: &str, rect: Rect, ink: Paint) -> Mark {
    let shown: String = letters.chars().take(4).collect();
    // Three capitals fill two thirds of the square.
    let size = rect.w.min(rect.h) / if shown.chars().count() > 3 { 3.6 } else { 2.9 };
    Mark::Text {
        text: shown,
        x: rect.x + rect.w / 2.0,
        // Capitals are 0.72 of the font size high.
        y: rect.y + rect.h / 2.0 + 0.36 * size,
        size,
        middle: true,
        fill: ink,
        halo: false,
    }
}

/// `load-balancer` → `LB`: what stands in for a glyph that is not there.
fn initials(name: &str) -> String {
    name.split('-').filter_map(|word| word.chars().next()).take(3).map(words::capital).collect()
}

/// A square with round corners, so far inside the square of a glyph.
fn round_square(inset: f64, radius: f64) -> String {
    let (near, far) = (inset, SIDE - inset);
    let (after, before) = (near + radius, far - radius);
    let arc = format!("A{radius} {radius} 0 0 1");
    format!(
        "M{after} {near}H{before}{arc} {far} {after}V{before}{arc} {before} {far}H{after}{arc} {near} {before}\
         V{after}{arc} {after} {near}Z"
    )
}

/// Glyph units in a rectangle: as large as fits, centred.
fn frame(rect: Rect) -> Frame {
    let scale = (rect.w / SIDE).min(rect.h / SIDE);
    let centred = |from: f64, length: f64| from + (length - SIDE * scale) / 2.0;
    Frame { x: centred(rect.x, rect.w), y: centred(rect.y, rect.h), scale }
}

fn shape(d: String, rect: Rect, fill: Paint, stroke: Paint, width: f64) -> Mark {
    Mark::Path { d: Cow::Owned(d), frame: frame(rect), fill, stroke, width, dash: None }
}
