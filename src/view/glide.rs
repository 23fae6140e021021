//! What a change moved glides from where it was, and what came or went is marked for a moment. Style sheets run it, and leave it
//! out for readers who prefer less motion.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::paint::number;
use super::styles;
use crate::layout::{Drawing, Point, Rect};
use crate::maps::SortedMap;
use crate::session::viewport::{Viewport, moved};

/// The least distance that is seen, in units.
const SEEN: f64 = 1.0;

/// More than these at once are another picture.
const MOST: usize = 300;

/// A drawing with how it is seen: its view, and the units a pixel.
pub struct Seen<'a> {
    pub drawing: &'a Drawing,
    pub view: Viewport,
    pub unit: f64,
}

/// Sets each group of a picture off from where it was, and returns where what went stood. `turn` tells one change from the next: the same animation would not begin
/// again.
pub fn glide(picture: &Element, old: &Seen, new: &Seen, turn: u32) -> Vec<Rect> {
    let (before, after) = (old.drawing.scene.places(), new.drawing.scene.places());
    let rect = |places: &SortedMap<Rc<str>, usize>, drawing: &Drawing, id: &Option<Rc<str>>| {
        let place = id.as_ref().and_then(|id| places.get(id))?;
        drawing.nodes.get(*place).map(|placed| placed.rect)
    };
    let groups = picture.children();
    let is_folded_alike = old.drawing.scene.is_folded_like(&new.drawing.scene);
    // What is folded is not gone.
    let gone = if is_folded_alike { gone(old.drawing, new.drawing) } else { Vec::new() };
    if groups.length() as usize > MOST {
        return gone;
    }
    for index in 0..groups.length() {
        let Some(group) = groups.item(index) else { continue };
        let id: Option<Rc<str>> = group.get_attribute("data-id").map(Rc::from);
        let style = match (rect(&before, old.drawing, &id), rect(&after, new.drawing, &id)) {
            (Some(was), Some(is)) => distance(&was, &is, old, new).map(|by| {
                format!(
                    "--dx: {}px; --dy: {}px; animation-name: glide-{}",
                    number(by.x),
                    number(by.y),
                    turn % 2
                )
            }),
            (None, Some(_)) if is_folded_alike => Some(format!("animation-name: come-{}", turn % 2)),
            // What was folded was there before; a line leads elsewhere, or is new.
            (None, Some(_)) | (_, None) => None,
        };
        styles::declare(&group, style.as_deref().unwrap_or_default());
    }
    gone
}

/// From where something is to where it was on the screen, in the units of now; none where nobody would see that.
fn distance(was: &Rect, is: &Rect, old: &Seen, new: &Seen) -> Option<Point> {
    let scale = if old.unit > 0.0 { new.unit / old.unit } else { 1.0 };
    let from = |rect: &Rect, view: &Viewport| Point {
        x: rect.centre().x - view.center.x,
        y: rect.centre().y - view.center.y,
    };
    let (a, b) = (from(was, &old.view), from(is, &new.view));
    let by = Point { x: a.x * scale - b.x, y: a.y * scale - b.y };
    (by.x.abs().max(by.y.abs()) >= SEEN).then_some(by)
}

/// Where what went stood, as near as that can be said in the drawing of now.
fn gone(old: &Drawing, new: &Drawing) -> Vec<Rect> {
    let stays = new.scene.places();
    let nodes = old.scene.nodes.iter().zip(&old.nodes);
    let went = nodes.filter(|(node, _)| stays.get(&node.id).is_none());
    let places = went.take(MOST).map(|(_, placed)| {
        let at = moved(old, new, placed.rect.centre());
        Rect { x: at.x - placed.rect.w / 2.0, y: at.y - placed.rect.h / 2.0, ..placed.rect }
    });
    places.collect()
}

/// Marks where something went, until the style sheet has let it fade.
pub fn marks(gone: &[Rect], turn: u32) -> Html {
    html! {
        <g class="gone" key={turn} aria-hidden="true">
            for rect in gone {
                <rect x={number(rect.x)} y={number(rect.y)} width={number(rect.w)} height={number(rect.h)} rx="3" />
            }
        </g>
    }
}
