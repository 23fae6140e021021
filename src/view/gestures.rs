//! The pointer's part of zoom and pan. The page's own scroll is never taken: a plain wheel and one finger scroll
//! the page; Ctrl and wheel, a pinch, two fingers and a dragged mouse are ours.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, PointerEvent, ShadowRoot, Touch, TouchEvent, WheelEvent};
use yew::prelude::*;

use crate::layout::Point;

/// The wish behind a gesture, in pixels of the stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gesture {
    /// Larger or smaller, around a point that is counted from the middle.
    Zoom(f64, Point),
    /// The picture follows the pointer by so much.
    Drag(f64, f64),
}

/// The distance that a pressed mouse moves before it drags, in pixels: a shaky click stays a click.
const SLOP: f64 = 4.0;

/// A wheel's turn as a factor: one notch of a usual mouse (100) zooms by a fifth.
const WHEEL_RATE: f64 = 0.002;

/// The factor by which a double click zooms.
const DOUBLE: f64 = 2.0;

/// Listens on the stage. The cell says whether the press that ends now was a drag, whose click is no click.
#[hook]
pub fn use_gestures(stage: &NodeRef, ongesture: Callback<Gesture>) -> Rc<Cell<bool>> {
    let dragged = use_memo((), |()| Cell::new(false));
    {
        let (stage, dragged) = (stage.clone(), dragged.clone());
        use_effect_with(ongesture, move |ongesture| {
            let listeners = stage.cast::<Element>().map(|stage| listen(&stage, ongesture, &dragged));
            move || drop(listeners)
        });
    }
    dragged
}

fn listen(stage: &Element, ongesture: &Callback<Gesture>, dragged: &Rc<Cell<bool>>) -> Vec<EventListener> {
    let mut listeners = vec![wheel(stage, ongesture.clone()), double(stage, ongesture.clone())];
    listeners.extend(pinch(stage, ongesture));
    listeners.extend(drag(stage, ongesture, dragged));
    listeners
}

/// Ctrl (or ⌘) and the wheel; a touchpad's pinch comes as just that.
fn wheel(stage: &Element, ongesture: Callback<Gesture>) -> EventListener {
    let on = stage.clone();
    EventListener::new_with_options(
        stage,
        "wheel",
        EventListenerOptions::enable_prevent_default(),
        move |event| {
            let Some(event) = event.dyn_ref::<WheelEvent>() else { return };
            // On a full screen there is nothing to scroll.
            let scrolls = !fills_screen(&on);
            if scrolls && !event.ctrl_key() && !event.meta_key() {
                return;
            }
            event.prevent_default();
            // Lines and pages, as some mice count, are about 16 and 400 pixels.
            let unit = match event.delta_mode() {
                WheelEvent::DOM_DELTA_LINE => 16.0,
                WheelEvent::DOM_DELTA_PAGE => 400.0,
                _ => 1.0,
            };
            let turn = (event.delta_y() * unit).clamp(-300.0, 300.0);
            let at = from_middle(&on, f64::from(event.client_x()), f64::from(event.client_y()));
            ongesture.emit(Gesture::Zoom((-turn * WHEEL_RATE).exp(), at));
        },
    )
}

/// Returns true if the explorer of a stage has the whole screen, be it of the browser or above the page.
fn fills_screen(stage: &Element) -> bool {
    let root = stage.get_root_node().dyn_into::<ShadowRoot>();
    let covers = root.is_ok_and(|root| root.host().has_attribute("data-full-screen"));
    covers || gloo::utils::document().fullscreen_element().is_some()
}

/// A double click or tap comes closer to what lies below it.
fn double(stage: &Element, ongesture: Callback<Gesture>) -> EventListener {
    let on = stage.clone();
    EventListener::new(stage, "dblclick", move |event| {
        let Some(event) = event.dyn_ref::<MouseEvent>() else { return };
        let at = from_middle(&on, f64::from(event.client_x()), f64::from(event.client_y()));
        ongesture.emit(Gesture::Zoom(DOUBLE, at));
    })
}

/// Two fingers: what was between them stays between them.
fn pinch(stage: &Element, ongesture: &Callback<Gesture>) -> Vec<EventListener> {
    let last: Rc<RefCell<Option<(Point, f64)>>> = Rc::default();
    let on_move = {
        let (on, last, ongesture) = (stage.clone(), last.clone(), ongesture.clone());
        move |event: &Event| {
            let Some(event) = event.dyn_ref::<TouchEvent>() else { return };
            let Some((a, b)) = two(event) else {
                last.replace(None);
                return;
            };
            event.prevent_default();
            let middle = from_middle(&on, f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y));
            let apart = (a.x - b.x).hypot(a.y - b.y).max(1.0);
            if let Some((was, was_apart)) = last.replace(Some((middle, apart))) {
                ongesture.emit(Gesture::Drag(middle.x - was.x, middle.y - was.y));
                ongesture.emit(Gesture::Zoom(apart / was_apart, middle));
            }
        }
    };
    let on_end = move |_: &Event| {
        last.replace(None);
    };
    let options = EventListenerOptions::enable_prevent_default();
    vec![
        EventListener::new_with_options(stage, "touchmove", options, on_move),
        EventListener::new(stage, "touchend", on_end.clone()),
        EventListener::new(stage, "touchcancel", on_end),
    ]
}

/// A mouse or a pen that is pressed and moved.
fn drag(stage: &Element, ongesture: &Callback<Gesture>, dragged: &Rc<Cell<bool>>) -> Vec<EventListener> {
    let pressed: Rc<RefCell<Option<Point>>> = Rc::default();
    let on_down = {
        let (pressed, dragged) = (pressed.clone(), dragged.clone());
        move |event: &Event| {
            let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
            dragged.set(false);
            if event.button() == 0 && event.pointer_type() != "touch" {
                pressed.replace(Some(place(event)));
            }
        }
    };
    let on_move = {
        let (on, pressed, dragged) = (stage.clone(), pressed.clone(), dragged.clone());
        let ongesture = ongesture.clone();
        move |event: &Event| {
            let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
            let Some(from) = *pressed.borrow() else { return };
            let at = place(event);
            let (dx, dy) = (at.x - from.x, at.y - from.y);
            if !dragged.get() {
                if dx.hypot(dy) < SLOP {
                    return;
                }
                dragged.set(true);
                // Without capture a fast drag ends at the edge of the stage, which is all that is lost.
                let _ = on.set_pointer_capture(event.pointer_id());
            }
            pressed.replace(Some(at));
            ongesture.emit(Gesture::Drag(dx, dy));
        }
    };
    let on_up = move |_: &Event| {
        pressed.replace(None);
    };
    vec![
        EventListener::new(stage, "pointerdown", on_down),
        EventListener::new(stage, "pointermove", on_move),
        EventListener::new(stage, "pointerup", on_up.clone()),
        EventListener::new(stage, "pointercancel", on_up),
    ]
}

fn two(event: &TouchEvent) -> Option<(Point, Point)> {
    let touches = event.touches();
    let at = |touch: Touch| Point { x: f64::from(touch.client_x()), y: f64::from(touch.client_y()) };
    if touches.length() != 2 {
        return None;
    }
    Some((at(touches.get(0)?), at(touches.get(1)?)))
}

fn place(event: &PointerEvent) -> Point {
    Point { x: f64::from(event.client_x()), y: f64::from(event.client_y()) }
}

fn from_middle(stage: &Element, x: f64, y: f64) -> Point {
    let rect = stage.get_bounding_client_rect();
    Point { x: x - rect.left() - rect.width() / 2.0, y: y - rect.top() - rect.height() / 2.0 }
}
