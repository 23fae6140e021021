//! The picture, with zoom, pan and selection.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::Shared;
use super::bar::Lenses;
use super::fold::Toggle;
use super::gestures::{Gesture, use_gestures};
use super::glide::{self, Seen};
use super::icons;
use super::level::Level;
use super::map::MapProps;
use super::paint::{self, number};
use super::parts::{self, Part};
use super::picture::Picture;
use super::stand_in::use_part;
use super::styles::use_own_style;
use super::targets::{Target, Targets, targets, way_id};
use crate::layout::{Drawing, Point, Rect};
use crate::pipeline::Room;
use crate::scene::Lens;
use crate::session::tree::{Place, Step, Tree};
use crate::session::viewport::{Viewport, ZOOM_STEP, room_of, units_per_pixel};
use crate::session::{Action, Flight, FlightAction};
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
    /// Where the reader was led to by a name.
    pub flight: Option<Shared<Flight>>,
    /// The number of times that they went back to where they were.
    pub returns: usize,
    /// True while the page is being printed.
    pub printing: bool,
    /// The template's file: another one is another picture.
    pub file: AttrValue,
    /// The number of resources with a false condition, and whether they are drawn.
    pub left_out: usize,
    pub ghosts: bool,
    /// The explorer is to fill the screen, or no more; none where it cannot.
    pub onfullscreen: Option<Callback<()>>,
    pub dispatch: Callback<Action>,
}

/// The view as a reducer: gestures come faster than renders, each must build on the one before.
#[derive(PartialEq, Clone, Copy)]
struct Camera {
    view: Viewport,
    /// The factor by which everything is seen larger than at the start: what is folded for want of room opens by it.
    closer: f64,
    /// The point of the figure that was zoomed at last.
    about: Point,
}

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
    /// As near as this part is readable.
    Fly(Rect),
    /// As it was.
    Back(Camera),
    Fit,
    /// Another picture.
    Start(Shared<Drawing>),
    /// The drawing has changed from one to the other.
    Follow(Shared<Drawing>, Shared<Drawing>),
    /// The middle is here.
    Center(Point),
}

impl Camera {
    fn at(view: Viewport) -> Self {
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

/// The distance that an arrow key with Shift moves the picture, in pixels.
const KEY_PAN: f64 = 60.0;

/// The stage.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    let stage = use_node_ref();
    let size = (props.figure.width, props.figure.height);
    let camera = use_reducer_eq(|| Camera::at(Viewport::fit(size.0, size.1)));
    let turn = {
        let (dispatcher, stage) = (camera.dispatcher(), stage.clone());
        use_callback(size, move |what: What, figure| {
            let shown = stage.cast::<Element>().map(|el| el.get_bounding_client_rect());
            let shown = shown.map_or((0.0, 0.0), |rect| (rect.width(), rect.height()));
            dispatcher.dispatch(Turn { what, figure: *figure, shown });
        })
    };
    let shown = use_shown(&stage);
    // Before all that moves the view in the new drawing.
    let gone = use_drawing(props, &turn, &stage, *camera, shown);
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
    let tree = use_memo(props.drawing.clone(), |drawing| Tree::of(drawing));
    let trail = use_mut_ref(Trail::default);
    {
        // The ways of a node are there once it is selected.
        let (stage, trail) = (stage.clone(), trail.clone());
        use_effect_with(props.selection.clone(), move |_| {
            if let Some(way) = trail.borrow_mut().wanted.take() {
                focus_on(&stage, &format!("#{}", way_id(way)));
            }
        });
    }
    let onkeydown = {
        let walk = Walk {
            turn: turn.clone(),
            list: list.clone(),
            tree: tree.clone(),
            ontoggle: ontoggle.clone(),
            dispatch: props.dispatch.clone(),
            selection: props.selection.clone(),
            stage: stage.clone(),
            trail,
        };
        let is_led = props.flight.is_some();
        Callback::from(move |event: KeyboardEvent| {
            if is_led && event.key() == "Escape" {
                event.prevent_default();
                walk.dispatch.emit(Action::Fly(FlightAction::Back));
            } else {
                walk.on_key(&event);
            }
        })
    };
    {
        // A node that is selected by keyboard or by its name elsewhere comes into view.
        let (turn, list) = (turn.clone(), list.clone());
        use_effect_with(props.selection.clone(), move |selection| reveal(&turn, &list, selection.as_deref()));
    }
    {
        // Who was led here by a name has the focus here, and what was in view before is in view again when they go back.
        let (before, seen) = (use_mut_ref(|| (None, 0)), *camera);
        let (stage, turn, list, selection) =
            (stage.clone(), turn.clone(), list.clone(), props.selection.clone());
        use_effect_with((props.flight.clone(), props.returns), move |(flight, returns)| {
            let (before, times) = &mut *before.borrow_mut();
            if flight.is_some() {
                *before = Some(seen);
                match rect_of(&list, selection.as_deref()) {
                    Some(rect) => {
                        focus_selected(&stage);
                        turn.emit(What::Fly(rect));
                    }
                    None => focus_on(&stage, ".target[tabindex='0']"),
                }
            } else if let (true, Some(camera)) = (times != returns, before.take()) {
                turn.emit(What::Back(camera));
            }
            *times = *returns;
        });
    }
    {
        // The room of the stage, and the closer the reader looks, the more.
        let dispatch = props.dispatch.clone();
        use_effect_with((shown, camera.closer), move |((width, height), closer)| {
            if let Some(room) = room_of(*width, *height, *closer) {
                dispatch.emit(Action::SetRoom(room));
            }
        });
    }

    use_own_style(&stage);

    // Paper has all of it.
    let view =
        if props.printing { Viewport::fit(size.0, size.1) } else { camera.view.clamped(size.0, size.1) };
    let seen = view.view_box(size.0, size.1);
    let view_box = format!("{} {} {} {}", number(seen.x), number(seen.y), number(seen.w), number(seen.h));
    let exact = units_per_pixel(seen, shown.0, shown.1);
    // Steps, so that not every turn of a wheel renders every button anew.
    let unit = (exact * 8.0).ceil() / 8.0;
    let is_part = is_small_part(seen, size, shown, exact);
    // Behind the picture: the first change glides, too.
    let _ = use_part(Part::Forms, shown.0 > 0.0, Callback::noop());
    let map = MapProps {
        drawing: props.drawing.clone(),
        seen: in_view(seen, shown, exact),
        onmove: turn.reform(What::Center),
    };
    let selected = rect_of(&list, props.selection.as_deref());
    let step = |factor: f64| turn.reform(move |_: MouseEvent| What::Step(factor, selected));
    html! {
        <div class={classes!("stage", (!view.is_fit()).then_some("zoomed"))} part="stage">
            <svg
                ref={stage}
                class="diagram"
                viewBox={view_box}
                data-style={format!("--unit: {unit}")}
                role="group"
                aria-roledescription="diagram"
                aria-label={props.figure.title.clone()}
                aria-describedby="picture-description"
                {onclick}
                {onkeydown}
            >
                <desc id="picture-description">{ &props.figure.description }</desc>
                <Picture figure={&props.figure} />
                <Targets targets={Shared::of(&list)} tree={Shared::of(&tree)} selection={props.selection.clone()} related={&props.related} {onselect} {onpoint} {unit} {ontoggle} />
                { glide::marks(&gone.0, gone.1) }
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
            if is_part {
                <div class="map-seat">
                    { parts::map(map).unwrap_or_default() }
                </div>
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

/// The part of a figure that is in view: the stage shows more than the view box where it has another form.
fn in_view(seen: Rect, shown: (f64, f64), unit: f64) -> Rect {
    let (w, h) = ((shown.0 * unit).max(seen.w), (shown.1 * unit).max(seen.h));
    Rect { x: seen.x - (w - seen.w) / 2.0, y: seen.y - (h - seen.h) / 2.0, w, h }
}

/// Returns true if less than half of a figure is in view.
fn is_small_part(seen: Rect, (width, height): (f64, f64), shown: (f64, f64), unit: f64) -> bool {
    let Rect { w, h, .. } = in_view(seen, shown, unit);
    w.min(width) * h.min(height) < width * height / 2.0
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

/// The meaning of keys in the picture.
struct Walk {
    turn: Callback<What>,
    list: Rc<Vec<Target>>,
    tree: Rc<Tree>,
    ontoggle: Callback<Toggle>,
    dispatch: Callback<Action>,
    selection: Option<Rc<str>>,
    stage: NodeRef,
    trail: Rc<RefCell<Trail>>,
}

/// The ways that were gone, for Escape to go back.
#[derive(Default)]
struct Trail {
    gone: Vec<(Rc<str>, usize)>,
    /// The way of what is selected next that gets the focus.
    wanted: Option<usize>,
}

/// Nobody goes back further.
const LONGEST_TRAIL: usize = 100;

impl Walk {
    fn on_key(&self, event: &KeyboardEvent) {
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
            Some(way) => Place::Way(&id, way),
            None => Place::Node(&id),
        };
        let Some(place) = self.tree.step(from, step) else { return };
        if let (Some(way), Step::In, Place::Node(_)) = (way, step, place) {
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
            (Some((id, way)), _) => self.go(Place::Way(&id, way)),
            (None, Some((id, Some(_)))) => self.go(Place::Node(&id)),
            (None, _) if self.selection.is_some() => self.dispatch.emit(Action::Select(None)),
            (None, _) => return false,
        }
        true
    }

    fn go(&self, place: Place) {
        match place {
            Place::Node(id) => {
                self.dispatch.emit(Action::Select(Some(id.into())));
                let is_it = |shape: &Element| shape.get_attribute("data-target").as_deref() == Some(id);
                focus_first(&self.stage, ".spot > .target", is_it);
            }
            Place::Way(id, way) if self.selection.as_deref() == Some(id) => {
                focus_on(&self.stage, &format!("#{}", way_id(way)));
            }
            Place::Way(id, way) => {
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

fn focus_on(stage: &NodeRef, selector: &str) {
    focus_first(stage, selector, |_| true);
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

/// The id of the node that has the focus, or of which a way has it, and which.
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

fn focus_selected(stage: &NodeRef) {
    focus_on(stage, ".target.selected");
}

/// Follows what is drawn: another lens or file is another picture, of which what was looked at closely is no part; else what was
/// looked at stays where it is, what moved glides, and what went is marked where it stood.
#[hook]
fn use_drawing(
    props: &StageProps,
    turn: &Callback<What>,
    stage: &NodeRef,
    camera: Camera,
    shown: (f64, f64),
) -> Rc<(Vec<Rect>, u32)> {
    let before = use_mut_ref(|| None::<(Lens, AttrValue, Shared<Drawing>)>);
    let gone = use_state_eq(|| Rc::new((Vec::<Rect>::new(), 0_u32)));
    let (turn, stage, place, count) = (turn.clone(), stage.clone(), gone.setter(), gone.1.wrapping_add(1));
    use_effect_with((props.lens, props.file.clone(), props.drawing.clone()), move |now| {
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
fn use_shown(stage: &NodeRef) -> (f64, f64) {
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
