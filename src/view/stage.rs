//! The picture, with zoom, pan and selection.

use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::Shared;
use super::bar::Lenses;
use super::fold::Toggle;
use super::gestures::{Gesture, use_gestures};
use super::icons;
use super::level::Level;
use super::paint::{self, number};
use super::picture::Picture;
use super::targets::{Target, Targets, targets};
use crate::layout::{Drawing, Point, Rect};
use crate::scene::Lens;
use crate::session::Action;
use crate::session::viewport::{Viewport, ZOOM_STEP, units_per_pixel};
use crate::svg::{Figure, Mark};

#[derive(Properties, PartialEq)]
pub struct StageProps {
    pub figure: Shared<Figure>,
    pub drawing: Shared<Drawing>,
    pub selection: Option<Rc<str>>,
    /// The nodes and links that hang on the part of the template that the reader is at.
    pub related: Shared<Vec<Rc<str>>>,
    /// The labels of links that the reader asks about.
    pub labels: Shared<Vec<Mark>>,
    pub lens: Lens,
    /// The number of resources with a false condition, and whether they are drawn.
    pub left_out: usize,
    pub ghosts: bool,
    /// The explorer is to fill the screen, or no more; none where it cannot.
    pub onfullscreen: Option<Callback<()>>,
    pub dispatch: Callback<Action>,
}

/// The view as a reducer: gestures come faster than renders, each must build on the one before.
#[derive(PartialEq)]
struct Camera(Viewport);

struct Turn {
    what: What,
    figure: (f64, f64),
    /// Of the stage, in pixels.
    shown: (f64, f64),
}

enum What {
    Gesture(Gesture),
    /// By a factor, around the middle of this part if it is in view.
    Step(f64, Option<Rect>),
    Reveal(Rect),
    Fit,
}

impl Reducible for Camera {
    type Action = Turn;

    fn reduce(self: Rc<Self>, turn: Turn) -> Rc<Self> {
        let (w, h) = turn.figure;
        let view = self.0.clamped(w, h);
        let unit = units_per_pixel(view.view_box(w, h), turn.shown.0, turn.shown.1);
        let next = match turn.what {
            What::Gesture(Gesture::Zoom(factor, at)) => {
                view.zoomed(factor, Point { x: at.x * unit, y: at.y * unit }, w, h)
            }
            What::Gesture(Gesture::Drag(dx, dy)) => view.panned(-dx * unit, -dy * unit, w, h),
            What::Step(factor, about) => {
                let anchor = about.map_or(Point { x: 0.0, y: 0.0 }, |part| view.anchor(part, w, h));
                view.zoomed(factor, anchor, w, h)
            }
            What::Reveal(part) => view.revealing(part, w, h),
            What::Fit => Viewport::fit(w, h),
        };
        if next == self.0 { self } else { Rc::new(Self(next)) }
    }
}

/// The distance that an arrow key with Shift moves the picture, in pixels.
const KEY_PAN: f64 = 60.0;

/// The stage.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    let stage = use_node_ref();
    let size = (props.figure.width, props.figure.height);
    let camera = use_reducer_eq(|| Camera(Viewport::fit(size.0, size.1)));
    let turn = {
        let (dispatcher, stage) = (camera.dispatcher(), stage.clone());
        use_callback(size, move |what: What, figure| {
            let shown = stage.cast::<Element>().map(|el| el.get_bounding_client_rect());
            let shown = shown.map_or((0.0, 0.0), |rect| (rect.width(), rect.height()));
            dispatcher.dispatch(Turn { what, figure: *figure, shown });
        })
    };
    let ongesture = use_callback(turn.clone(), |gesture: Gesture, turn| turn.emit(What::Gesture(gesture)));
    let dragged = use_gestures(&stage, ongesture);

    let list = use_memo(props.drawing.clone(), |drawing| targets(drawing));
    let onselect = use_callback(props.dispatch.clone(), |id: Option<Rc<str>>, dispatch| {
        dispatch.emit(Action::Select(id))
    });
    let onclick = {
        let (dispatch, dragged) = (props.dispatch.clone(), dragged.clone());
        Callback::from(move |event: MouseEvent| {
            // What lies under no node; a press on a node has already selected it.
            let on_target = event
                .target_dyn_into::<Element>()
                .and_then(|element| element.closest(".spot").ok().flatten())
                .is_some();
            if !on_target && !dragged.get() {
                dispatch.emit(Action::Select(None));
            }
        })
    };
    let onpoint = use_callback(props.dispatch.clone(), |link: Option<Rc<str>>, dispatch| {
        dispatch.emit(Action::Point(link));
    });
    // What is folded goes away with its button: the focus must go to what stands for it now.
    let refocus = use_mut_ref(|| false);
    let ontoggle = {
        let refocus = refocus.clone();
        use_callback(props.dispatch.clone(), move |toggle: Toggle, dispatch| {
            refocus.replace(true);
            dispatch.emit(Action::Select(Some(toggle.id.clone())));
            dispatch.emit(if toggle.expand {
                Action::Expand(toggle.id)
            } else {
                Action::Collapse(toggle.id)
            });
        })
    };
    {
        let (stage, turn, list) = (stage.clone(), turn.clone(), list.clone());
        use_effect_with((props.drawing.clone(), props.selection.clone()), move |(_, selection)| {
            if refocus.replace(false) {
                focus_selected(&stage);
                // Everything may be elsewhere now.
                reveal(&turn, &list, selection.as_deref());
            }
        });
    }
    let onkeydown = {
        let (turn, list, ontoggle) = (turn.clone(), list.clone(), ontoggle.clone());
        let (dispatch, selection) = (props.dispatch.clone(), props.selection.clone());
        Callback::from(move |event: KeyboardEvent| {
            on_key(&event, &turn, &list, &dispatch, &ontoggle, selection.as_deref())
        })
    };
    {
        // A node that is selected by keyboard or by its name elsewhere comes into view.
        let (turn, list) = (turn.clone(), list.clone());
        use_effect_with(props.selection.clone(), move |selection| reveal(&turn, &list, selection.as_deref()));
    }
    {
        // Another lens is another picture: what was looked at closely is elsewhere in it.
        let turn = turn.clone();
        use_effect_with(props.lens, move |_| turn.emit(What::Fit));
    }

    let view = camera.0.clamped(size.0, size.1);
    let seen = view.view_box(size.0, size.1);
    let view_box = format!("{} {} {} {}", number(seen.x), number(seen.y), number(seen.w), number(seen.h));
    let unit = use_unit(&stage, seen);
    let selected = rect_of(&list, props.selection.as_deref());
    let step = |factor: f64| turn.reform(move |_: MouseEvent| What::Step(factor, selected));
    html! {
        <div class={classes!("stage", (!view.is_fit()).then_some("zoomed"))} part="stage">
            <svg
                ref={stage}
                class="diagram"
                viewBox={view_box}
                role="group"
                aria-roledescription="diagram"
                aria-label={props.figure.title.clone()}
                aria-describedby="picture-description"
                {onclick}
                {onkeydown}
            >
                <desc id="picture-description">{ &props.figure.description }</desc>
                <Picture figure={&props.figure} />
                <Targets targets={Shared::of(&list)} selection={props.selection.clone()} related={&props.related} {onselect} {onpoint} {unit} {ontoggle} />
                // Above the lines that the selection marks.
                <g class="picture labels" aria-hidden="true">
                    for mark in props.labels.iter() {
                        { paint::mark(mark, None) }
                    }
                </g>
            </svg>
            if props.drawing.nodes.is_empty() {
                <p class="blank" role="status">{ "This template has no resources: there is nothing to draw." }</p>
            }
            <div class="tools">
                <Lenses lens={props.lens} dispatch={&props.dispatch} />
                <Level drawing={&props.drawing} left_out={props.left_out} ghosts={props.ghosts} dispatch={&props.dispatch} />
                <div class="zoom" role="group" aria-label="Zoom">
                    { zoom_button("Zoom out", "Ctrl and the wheel, or −", icons::MINUS, !view.is_fit(), step(1.0 / ZOOM_STEP)) }
                    { zoom_button("Fit the whole picture", "0", icons::FIT, !view.is_fit(), turn.reform(|_: MouseEvent| What::Fit)) }
                    { zoom_button("Zoom in", "Ctrl and the wheel, or +", icons::PLUS, !view.is_closest(size.0, size.1), step(ZOOM_STEP)) }
                    if let Some(onfullscreen) = &props.onfullscreen {
                        { zoom_button("Full screen", "on or off", icons::FULL_SCREEN, true, onfullscreen.reform(|_: MouseEvent| ())) }
                    }
                </div>
            </div>
        </div>
    }
}

/// A button that keeps the focus when it has nothing to do: `disabled` would drop it.
fn zoom_button(
    label: &'static str,
    how: &'static str,
    sign: &'static str,
    useful: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    let title = format!("{label} ({how})");
    html! {
        <button type="button" aria-label={label} {title} aria-disabled={(!useful).then_some("true")} {onclick}>
            { icons::icon(sign) }
        </button>
    }
}

fn on_key(
    event: &KeyboardEvent,
    turn: &Callback<What>,
    targets: &[Target],
    dispatch: &Callback<Action>,
    ontoggle: &Callback<Toggle>,
    selection: Option<&str>,
) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let pan = |dx, dy| turn.emit(What::Gesture(Gesture::Drag(dx, dy)));
    match (event.key().as_str(), event.shift_key()) {
        ("+" | "=", _) => turn.emit(What::Step(ZOOM_STEP, rect_of(targets, selection))),
        ("-" | "_", _) => turn.emit(What::Step(1.0 / ZOOM_STEP, rect_of(targets, selection))),
        ("0", _) => turn.emit(What::Fit),
        ("ArrowLeft", true) => pan(KEY_PAN, 0.0),
        ("ArrowRight", true) => pan(-KEY_PAN, 0.0),
        ("ArrowUp", true) => pan(0.0, KEY_PAN),
        ("ArrowDown", true) => pan(0.0, -KEY_PAN),
        ("ArrowRight" | "ArrowDown", false) => step(event, targets, dispatch, 1),
        ("ArrowLeft" | "ArrowUp", false) => step(event, targets, dispatch, targets.len().saturating_sub(1)),
        ("Home", false) => go(event, targets, dispatch, 0),
        ("End", false) => go(event, targets, dispatch, targets.len().saturating_sub(1)),
        ("Escape", _) if selection.is_some() => dispatch.emit(Action::Select(None)),
        ("Enter" | " ", _) => {
            let Some((id, is_button)) = focused(event) else { return };
            let fold =
                targets.iter().find(|target| *target.id == *id).and_then(|target| target.fold.as_ref());
            match fold.filter(|_| is_button) {
                Some(fold) => ontoggle.emit(fold.toggle.clone()),
                // As a press of the pointer does.
                None => dispatch.emit(Action::Select((selection != Some(&*id)).then(|| id.into()))),
            }
        }
        _ => return,
    }
    event.prevent_default();
}

/// Moves focus and selection by so many places, around the end.
fn step(event: &KeyboardEvent, targets: &[Target], dispatch: &Callback<Action>, by: usize) {
    let at = focused(event).and_then(|(id, _)| targets.iter().position(|target| *target.id == *id));
    go(event, targets, dispatch, at.map_or(0, |at| (at + by) % targets.len()));
}

/// Moves focus and selection to the target at this place.
fn go(event: &KeyboardEvent, targets: &[Target], dispatch: &Callback<Action>, to: usize) {
    let Some(target) = targets.get(to) else { return };
    dispatch.emit(Action::Select(Some(target.id.clone())));
    let shapes = event
        .target_dyn_into::<Element>()
        .and_then(|element| element.closest(".targets").ok().flatten())
        .map(|group| group.children());
    let Some(shapes) = shapes else { return };
    for index in 0..shapes.length() {
        let shape = shapes
            .item(index)
            .and_then(|spot| spot.first_element_child())
            .filter(|shape| shape.get_attribute("data-target").as_deref() == Some(&*target.id));
        // SVG elements have `focus` as HTML elements do; only the name of their interface differs.
        if let Some(shape) = shape {
            let _ = shape.unchecked_ref::<HtmlElement>().focus();
        }
    }
}

/// Where the target with this id is.
fn rect_of(targets: &[Target], id: Option<&str>) -> Option<Rect> {
    let target = targets.iter().find(|target| Some(&*target.id) == id);
    target.map(|target| target.rect)
}

/// Moves a target into view, if there is one with this id.
fn reveal(turn: &Callback<What>, targets: &[Target], id: Option<&str>) {
    if let Some(rect) = rect_of(targets, id) {
        turn.emit(What::Reveal(rect));
    }
}

/// The id of the target that has the focus, and whether it is its button that has it.
fn focused(event: &KeyboardEvent) -> Option<(String, bool)> {
    let element = event.target_dyn_into::<Element>()?;
    let spot = element.closest(".spot").ok()??;
    let id = spot.first_element_child()?.get_attribute("data-target")?;
    Some((id, element.closest(".fold").ok().flatten().is_some()))
}

fn focus_selected(stage: &NodeRef) {
    let stage = stage.cast::<Element>();
    if let Some(selected) = stage.and_then(|stage| stage.query_selector(".target.selected").ok().flatten()) {
        // SVG elements have `focus` as HTML elements do; only the name of their interface differs.
        let _ = selected.unchecked_ref::<HtmlElement>().focus();
    }
}

/// Units of the drawing a pixel, as far as what keeps its size at any zoom has to know.
#[hook]
fn use_unit(stage: &NodeRef, seen: Rect) -> f64 {
    let unit = use_state_eq(|| 1.0);
    let measure = {
        let (stage, unit) = (stage.clone(), unit.setter());
        Callback::from(move |seen: Rect| {
            if let Some(stage) = stage.cast::<Element>() {
                let shown = stage.get_bounding_client_rect();
                // Steps, so that not every turn of a wheel renders every button anew.
                unit.set((units_per_pixel(seen, shown.width(), shown.height()) * 8.0).ceil() / 8.0);
            }
        })
    };
    use_effect_with((seen.x, seen.y, seen.w, seen.h), move |_| {
        measure.emit(seen);
        let listener = EventListener::new(&gloo::utils::window(), "resize", move |_| measure.emit(seen));
        move || drop(listener)
    });
    *unit
}
