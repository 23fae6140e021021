//! The picture by keyboard: from thing to thing, along what joins them, and back.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::camera::What;
use super::fold::Toggle;
use super::gestures::Gesture;
use super::targets::{Target, way_id};
use crate::layout::Rect;
use crate::session::Action;
use crate::session::tree::{Step, Stop, Tree};
use crate::session::viewport::ZOOM_STEP;

/// The distance that an arrow key with Shift moves the picture, in pixels.
const KEY_PAN: f64 = 60.0;

/// The meaning of keys in the picture.
pub struct Walk {
    /// Moves the camera.
    pub turn: Callback<What>,
    /// All that can be pressed.
    pub list: Rc<Vec<Target>>,
    /// The things in the order in which keys reach them.
    pub tree: Rc<Tree>,
    /// Opens or closes what is folded.
    pub ontoggle: Callback<Toggle>,
    /// Takes what the reader does.
    pub dispatch: Callback<Action>,
    /// The node or link that is selected.
    pub selection: Option<Rc<str>>,
    /// The picture.
    pub stage: NodeRef,
    /// The way here.
    pub trail: Rc<RefCell<Trail>>,
}

/// The ways that were gone, for Escape to go back.
#[derive(Default)]
pub struct Trail {
    gone: Vec<(Rc<str>, usize)>,
    /// The way of what is selected next that gets the focus.
    pub wanted: Option<usize>,
}

/// Nobody goes back further.
const LONGEST_TRAIL: usize = 100;

impl Walk {
    /// Does what a key means.
    pub fn on_key(&self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let Self { turn, list, dispatch, .. } = self;
        let selection = self.selection.as_deref();
        let pan = |dx, dy| turn.emit(What::Gesture(Gesture::Drag(dx, dy)));
        match (event.key().as_str(), event.shift_key()) {
            ("+" | "=", _) => turn.emit(What::Step(ZOOM_STEP, rect_of(list, selection))),
            ("-" | "_", _) => turn.emit(What::Step(1.0 / ZOOM_STEP, rect_of(list, selection))),
            ("0", _) => turn.emit(What::Fit),
            ("ArrowLeft", true) => pan(KEY_PAN, 0.0),
            ("ArrowRight", true) => pan(-KEY_PAN, 0.0),
            ("ArrowUp", true) => pan(0.0, KEY_PAN),
            ("ArrowDown", true) => pan(0.0, -KEY_PAN),
            ("ArrowDown", false) => self.step(event, Step::In),
            ("ArrowUp", false) => self.step(event, Step::Out),
            ("ArrowRight", false) => self.step(event, Step::Next),
            ("ArrowLeft", false) => self.step(event, Step::Before),
            ("Home", false) => self.step(event, Step::First),
            ("End", false) => self.step(event, Step::Last),
            ("Escape", _) => {
                if !self.go_back(event) {
                    return;
                }
            }
            ("Enter" | " ", _) => match focused(event) {
                Some((_, Some(_))) => self.step(event, Step::In),
                Some((id, None)) => {
                    let target = list.iter().find(|target| *target.id == *id);
                    match target.and_then(|target| target.fold.as_ref()).filter(|_| event.key() == " ") {
                        Some(fold) => self.ontoggle.emit(fold.toggle.clone()),
                        // As a press of the pointer does.
                        None => dispatch.emit(Action::Select((selection != Some(&*id)).then(|| id.into()))),
                    }
                }
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
    }

    /// Moves focus and selection in the tree.
    fn step(&self, event: &KeyboardEvent, step: Step) {
        let Some((id, way)) = focused(event) else { return };
        let from = match way {
            Some(way) => Stop::Way(&id, way),
            None => Stop::Node(&id),
        };
        let Some(place) = self.tree.step(from, step) else { return };
        if let (Some(way), Step::In, Stop::Node(_)) = (way, step, place) {
            let mut trail = self.trail.borrow_mut();
            if trail.gone.len() < LONGEST_TRAIL {
                trail.gone.push((id.as_str().into(), way));
            }
        }
        self.go(place);
    }

    /// Goes back the way that led here; without one, from a way to its node, and from there to no selection.
    fn go_back(&self, event: &KeyboardEvent) -> bool {
        let last = self.trail.borrow_mut().gone.pop();
        match (last, focused(event)) {
            (Some((id, way)), _) => self.go(Stop::Way(&id, way)),
            (None, Some((id, Some(_)))) => self.go(Stop::Node(&id)),
            (None, _) if self.selection.is_some() => self.dispatch.emit(Action::Select(None)),
            (None, _) => return false,
        }
        true
    }

    fn go(&self, place: Stop) {
        match place {
            Stop::Node(id) => {
                self.dispatch.emit(Action::Select(Some(id.into())));
                let is_it = |shape: &Element| shape.get_attribute("data-target").as_deref() == Some(id);
                focus_first(&self.stage, ".spot > .target", is_it);
            }
            Stop::Way(id, way) if self.selection.as_deref() == Some(id) => {
                focus_on(&self.stage, &format!("#{}", way_id(way)));
            }
            Stop::Way(id, way) => {
                self.trail.borrow_mut().wanted = Some(way);
                self.dispatch.emit(Action::Select(Some(id.into())));
            }
        }
    }
}

/// Gives the first of these elements the focus that is it.
fn focus_first(stage: &NodeRef, selector: &str, is_it: impl Fn(&Element) -> bool) {
    let found = stage.cast::<Element>().and_then(|stage| stage.query_selector_all(selector).ok());
    let Some(found) = found else { return };
    for index in 0..found.length() {
        let element = found.item(index).and_then(|node| node.dyn_into::<Element>().ok());
        if let Some(element) = element.filter(|element| is_it(element)) {
            // SVG elements have `focus` as HTML elements do; only the name of their interface differs.
            let _ = element.unchecked_ref::<HtmlElement>().focus();
            return;
        }
    }
}

/// Gives the first of these elements the focus.
pub fn focus_on(stage: &NodeRef, selector: &str) {
    focus_first(stage, selector, |_| true);
}

/// Returns where the target with this id is.
pub fn rect_of(targets: &[Target], id: Option<&str>) -> Option<Rect> {
    let target = targets.iter().find(|target| Some(&*target.id) == id);
    target.map(|target| target.rect)
}

/// Moves a target into view, if there is one with this id.
pub fn reveal(turn: &Callback<What>, targets: &[Target], id: Option<&str>) {
    if let Some(rect) = rect_of(targets, id) {
        turn.emit(What::Reveal(rect));
    }
}

/// Returns the id of the node that has the focus, or of which a way has it, and which.
fn focused(event: &KeyboardEvent) -> Option<(String, Option<usize>)> {
    let element = event.target_dyn_into::<Element>()?;
    if let Some(way) = element.get_attribute("data-way") {
        let tree = element.closest(".targets").ok()??;
        let node = tree.query_selector(".target.selected").ok()??;
        return Some((node.get_attribute("data-target")?, way.parse().ok()));
    }
    let spot = element.closest(".spot").ok()??;
    Some((spot.first_element_child()?.get_attribute("data-target")?, None))
}

/// Gives the node that is selected the focus.
pub fn focus_selected(stage: &NodeRef) {
    focus_on(stage, ".target.selected");
}
