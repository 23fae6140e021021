//! Texts on links, for those that somebody asks about: they move nothing and cover no other text.

use super::geometry::{Point, Rect, Size};
use super::text::{ASCENT, DESCENT, LINE_HEIGHT, TextLimits, wrap};
use super::{Align, Drawing, PlacedText, TextLine, TextMeasure};
use crate::scene::{Anchor, Shape};
use crate::sorting;

/// A property's name reads at the size of facts.
const SIZE: f64 = 10.0;
/// The room that a label may take, the best first: between neighbours there is little. What does not fit is shortened; the
/// link's title has the whole.
const FRAMES: [TextLimits; 3] = [
    TextLimits { width: 160.0, lines: 1, size: SIZE },
    TextLimits { width: 64.0, lines: 2, size: SIZE },
    TextLimits { width: 36.0, lines: 3, size: SIZE },
];
/// Between a label and what it must not touch.
const GAP: f64 = 2.0;
/// The parts of a stretch at which labels are tried, the middle first.
const ALONG: [f64; 7] = [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9];
/// The number of times that a label's place is compared with what is there; a drawing in which they do not suffice is black
/// with lines.
const MOST_LOOKS: usize = 60_000_000;

/// Returns a place for the label of each wanted link that has one, on its line where it has it for itself; none where there is
/// no room.
pub fn label_links(drawing: &Drawing, wanted: &[usize], text: &dyn TextMeasure) -> Vec<(usize, PlacedText)> {
    let mut taken = obstacles(drawing);
    let lines: Vec<(usize, Rect)> = drawing
        .links
        .iter()
        .enumerate()
        .flat_map(|(index, link)| link.points.windows(2).map(move |pair| (index, stretch(pair))))
        .collect();
    let mut placed = Vec::new();
    let mut looks = 0usize;
    for &index in wanted {
        let (Some(link), Some(at)) = (drawing.scene.links.get(index), drawing.links.get(index)) else {
            continue;
        };
        let Some(label) = link.label.as_ref().filter(|label| !label.is_empty()) else { continue };
        let found = FRAMES.iter().find_map(|&frame| {
            let wrapped = wrap(label.into(), frame, text);
            let pitch = SIZE * LINE_HEIGHT * wrapped.lines.len().saturating_sub(1) as f64;
            let size = Size { w: wrapped.width, h: SIZE * (ASCENT + DESCENT) + pitch };
            let mut best: Option<(usize, Rect)> = None;
            for rect in places(&at.points, size) {
                looks = looks.saturating_add(lines.len() + taken.len());
                let inside = rect.x >= 0.0
                    && rect.y >= 0.0
                    && rect.right() <= drawing.width
                    && rect.bottom() <= drawing.height;
                if looks > MOST_LOOKS || !inside || taken.iter().any(|other| other.overlaps(&rect)) {
                    continue;
                }
                // A line below two labels belongs to neither: the first place with the fewest others wins.
                let others =
                    lines.iter().filter(|(other, line)| *other != index && line.overlaps(&rect)).count();
                if best.as_ref().is_none_or(|(fewest, _)| others < *fewest) {
                    best = Some((others, rect));
                }
                if others == 0 {
                    break;
                }
            }
            best.map(|(_, rect)| (wrapped, rect))
        });
        let Some((wrapped, rect)) = found else { continue };
        taken.push(rect.grown(GAP));
        let baseline = |line: usize| rect.y + SIZE * ASCENT + SIZE * LINE_HEIGHT * line as f64;
        let written = wrapped.lines.into_iter().enumerate();
        let text = PlacedText {
            rect,
            lines: written.map(|(i, text)| TextLine { text, baseline: baseline(i) }).collect(),
            align: Align::Middle,
            x: rect.centre().x,
            size: SIZE,
            shortened: wrapped.shortened,
            anchor: Anchor::Below,
        };
        placed.push((index, text));
    }
    placed
}

/// Places for a label on a line, the middle of its longest stretch first, then beside it.
fn places(points: &[Point], size: Size) -> Vec<Rect> {
    let Size { w, h } = size;
    let mut stretches: Vec<(Point, Point)> = points.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let length = |(a, b): &(Point, Point)| (a.x - b.x).abs() + (a.y - b.y).abs();
    sorting::by(&mut stretches, |a, b| length(b).total_cmp(&length(a)));
    let mut places = Vec::new();
    for beside in [0.0, 1.0, -1.0] {
        for (a, b) in &stretches {
            let across =
                if a.y == b.y { (0.0, beside * (h / 2.0 + GAP)) } else { (beside * (w / 2.0 + GAP), 0.0) };
            for part in ALONG {
                let x = a.x + (b.x - a.x) * part + across.0;
                let y = a.y + (b.y - a.y) * part + across.1;
                places.push(Rect { x: x - w / 2.0, y: y - h / 2.0, w, h });
            }
        }
    }
    places
}

/// Icons, signs and texts.
fn obstacles(drawing: &Drawing) -> Vec<Rect> {
    let mut taken = Vec::new();
    for (node, placed) in drawing.scene.nodes.iter().zip(&drawing.nodes) {
        match &node.shape {
            Shape::Icon(_) => taken.push(placed.rect.grown(GAP)),
            Shape::Box(style) if style.badge.is_some() => {
                let side = super::spacing::BADGE;
                taken.push(Rect { w: side.min(placed.rect.w), h: side.min(placed.rect.h), ..placed.rect });
            }
            Shape::Box(_) => {}
        }
        taken.extend(placed.label.iter().chain(&placed.facts).map(|text| text.rect.grown(GAP)));
        taken.extend_from_slice(&placed.badges);
    }
    taken.extend(drawing.links.iter().filter_map(|link| Some(link.label.as_ref()?.rect.grown(GAP))));
    taken
}

/// Returns a stretch of a line with a little width, so that a label beside it is beside it.
fn stretch(pair: &[Point]) -> Rect {
    const HALF: f64 = 0.5;
    let (left, right) = (pair[0].x.min(pair[1].x), pair[0].x.max(pair[1].x));
    let (top, bottom) = (pair[0].y.min(pair[1].y), pair[0].y.max(pair[1].y));
    Rect { x: left - HALF, y: top - HALF, w: right - left + 2.0 * HALF, h: bottom - top + 2.0 * HALF }
}
