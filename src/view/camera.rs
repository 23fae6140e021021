//! The part of the picture that the reader looks at, and from how near.

use std::rc::Rc;

use gloo::events::EventListener;
use web_sys::Element;
use yew::prelude::*;

use super::Shared;
use super::gestures::Gesture;
use super::glide::Seen;
use super::parts;
use crate::layout::{Drawing, Point, Rect};
use crate::pipeline::Room;
use crate::scene::Lens;
use crate::session::viewport::{Viewport, units_per_pixel};

/// The view as a reducer: gestures come faster than renders, each must build on the one before.
#[derive(PartialEq, Clone, Copy)]
pub struct Camera {
    /// The part of the figure that it looks at.
    pub view: Viewport,
    /// The factor by which everything is seen larger than at the start: what is folded for want of room opens by it.
    pub closer: f64,
    /// The point of the figure that was zoomed at last.
    about: Point,
}

/// A movement of the camera.
pub struct Turn {
    /// The cause of it.
    pub what: What,
    /// The figure's size.
    pub figure: (f64, f64),
    /// Of the stage, in pixels.
    pub shown: (f64, f64),
}

/// The causes that move the camera.
pub enum What {
    /// A finger or the mouse.
    Gesture(Gesture),
    /// By a factor, around the middle of this part if it is in view.
    Step(f64, Option<Rect>),
    /// As little as shows this part.
    Reveal(Rect),
    /// As near as this part is readable.
    Fly(Rect),
    /// As it was.
    Back(Camera),
    /// All of it.
    Fit,
    /// Another picture.
    Start(Shared<Drawing>),
    /// The drawing has changed from one to the other.
    Follow(Shared<Drawing>, Shared<Drawing>),
    /// The middle is here.
    Center(Point),
}

impl Camera {
    /// Looks at this, from as near as at the start.
    pub fn at(view: Viewport) -> Self {
        Self { view, closer: 1.0, about: view.center }
    }

    fn zoomed(self, factor: f64, anchor: Point, (w, h): (f64, f64)) -> Self {
        let view = self.view.zoomed(factor, anchor, w, h);
        let about = Point { x: self.view.center.x + anchor.x, y: self.view.center.y + anchor.y };
        Self { view, closer: self.closer * view.zoom / self.view.zoom, about }
    }
}

impl Reducible for Camera {
    type Action = Turn;

    fn reduce(self: Rc<Self>, turn: Turn) -> Rc<Self> {
        let (w, h) = turn.figure;
        let now = Self { view: self.view.clamped(w, h), ..*self };
        let view = now.view;
        let unit = units_per_pixel(view.view_box(w, h), turn.shown.0, turn.shown.1);
        let room = Room { width: turn.shown.0, height: turn.shown.1 };
        let next = match turn.what {
            What::Gesture(Gesture::Zoom(factor, at)) => {
                now.zoomed(factor, Point { x: at.x * unit, y: at.y * unit }, turn.figure)
            }
            What::Gesture(Gesture::Drag(dx, dy)) => now.looking(view.panned(-dx * unit, -dy * unit, w, h)),
            What::Step(factor, part) => {
                let anchor = part.map_or(Point { x: 0.0, y: 0.0 }, |part| view.anchor(part, w, h));
                now.zoomed(factor, anchor, turn.figure)
            }
            What::Reveal(part) => now.looking(view.revealing(part, w, h)),
            What::Fly(part) => now.looking(view.flying(part, unit, w, h)),
            What::Back(camera) => camera,
            What::Center(center) => now.looking(Viewport { center, ..view }.clamped(w, h)),
            What::Fit => Self::at(Viewport::fit(w, h)),
            What::Start(drawing) => Self::at(Viewport::start(&drawing, room)),
            What::Follow(from, to) => now.following(&self.view, &from, &to, room),
        };
        if next == *self { self } else { Rc::new(next) }
    }
}

impl Camera {
    /// The same, with this in view.
    fn looking(self, view: Viewport) -> Self {
        Self { view, about: view.center, ..self }
    }

    /// Shows of another drawing what was looked at; all of it where all was seen.
    fn following(self, was: &Viewport, from: &Drawing, to: &Drawing, room: Room) -> Self {
        if was.is_fit() || self.closer <= 1.0 && was.clamped(from.width, from.height).is_fit() {
            return Self { view: Viewport::fit(to.width, to.height), ..self };
        }
        let view = was.clamped(from.width, from.height).following(from, to, self.about, room);
        Self { view, about: view.center, ..self }
    }
}

/// The part of a figure that is in view: the stage shows more than the view box where it has another form.
pub fn in_view(seen: Rect, shown: (f64, f64), unit: f64) -> Rect {
    let (w, h) = ((shown.0 * unit).max(seen.w), (shown.1 * unit).max(seen.h));
    Rect { x: seen.x - (w - seen.w) / 2.0, y: seen.y - (h - seen.h) / 2.0, w, h }
}

/// Returns true if less than half of a figure is in view.
pub fn is_small_part(seen: Rect, (width, height): (f64, f64), shown: (f64, f64), unit: f64) -> bool {
    let Rect { w, h, .. } = in_view(seen, shown, unit);
    w.min(width) * h.min(height) < width * height / 2.0
}

/// Follows what is drawn: another lens or file is another picture, of which what was looked at closely is no part; else what was
/// looked at stays where it is, what moved glides, and what went is marked where it stood.
#[hook]
pub fn use_drawing(
    picture: (Lens, AttrValue, Shared<Drawing>),
    turn: &Callback<What>,
    stage: &NodeRef,
    camera: Camera,
    shown: (f64, f64),
) -> Rc<(Vec<Rect>, u32)> {
    let before = use_mut_ref(|| None::<(Lens, AttrValue, Shared<Drawing>)>);
    let gone = use_state_eq(|| Rc::new((Vec::<Rect>::new(), 0_u32)));
    let (turn, stage, place, count) = (turn.clone(), stage.clone(), gone.setter(), gone.1.wrapping_add(1));
    use_effect_with(picture, move |now| {
        let (lens, file, drawing) = now;
        match before.replace(Some(now.clone())) {
            Some((old_lens, old_file, old)) if (old_lens, &old_file) == (*lens, file) => {
                let room = Room { width: shown.0, height: shown.1 };
                let next = camera.following(&camera.view, &old, drawing, room);
                let seen = |drawing: &'_ Drawing, view: Viewport| {
                    let view = view.clamped(drawing.width, drawing.height);
                    let seen = view.view_box(drawing.width, drawing.height);
                    (view, units_per_pixel(seen, shown.0, shown.1))
                };
                let ((old_view, old_unit), (view, unit)) =
                    (seen(&old, camera.view), seen(drawing, next.view));
                let picture = stage.cast::<Element>();
                if let Some(picture) =
                    picture.and_then(|stage| stage.query_selector(".picture").ok().flatten())
                {
                    let was = Seen { drawing: &old, view: old_view, unit: old_unit };
                    let went = parts::glide(&picture, &was, &Seen { drawing, view, unit }, count);
                    place.set(Rc::new((went, count)));
                }
                turn.emit(What::Follow(old, drawing.clone()));
            }
            _ => turn.emit(What::Start(drawing.clone())),
        }
    });
    (*gone).clone()
}

/// The size of the stage in pixels.
#[hook]
pub fn use_shown(stage: &NodeRef) -> (f64, f64) {
    let shown = use_state_eq(|| (0.0, 0.0));
    let measure = {
        let (stage, shown) = (stage.clone(), shown.setter());
        move || {
            if let Some(stage) = stage.cast::<Element>() {
                let rect = stage.get_bounding_client_rect();
                shown.set((rect.width(), rect.height()));
            }
        }
    };
    use_effect_with((), move |()| {
        measure();
        let listener = EventListener::new(&gloo::utils::window(), "resize", move |_| measure());
        move || drop(listener)
    });
    *shown
}
