//! The picture, with zoom, pan and selection.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::Shared;
use super::bar::Lenses;
use super::camera::{Camera, Turn, What, in_view, is_small_part, use_drawing, use_shown};
use super::fold::Toggle;
use super::gestures::{Gesture, use_gestures};
use super::glide;
use super::icons;
use super::level::Level;
use super::map::MapProps;
use super::paint::{self, number};
use super::parts::{self, Part};
use super::picture::Picture;
use super::stand_in::use_part;
use super::styles::use_own_style;
use super::targets::{Targets, targets, way_id};
use super::walk::{Trail, Walk, focus_on, focus_selected, rect_of, reveal};
use crate::layout::Drawing;
use crate::scene::Lens;
use crate::session::tree::Tree;
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
    let gone =
        use_drawing((props.lens, props.file.clone(), props.drawing.clone()), &turn, &stage, *camera, shown);
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
            // No longer borrowed than this: a focus that moves calls listeners at once.
            let wanted = trail.borrow_mut().wanted.take();
            if let Some(way) = wanted {
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
        let (before, seen) = (use_mut_ref(|| (None::<Camera>, 0)), *camera);
        let (stage, turn, list, selection) =
            (stage.clone(), turn.clone(), list.clone(), props.selection.clone());
        use_effect_with((props.flight.clone(), props.returns), move |(flight, returns)| {
            let (last, times) = *before.borrow();
            let kept = if flight.is_some() { Some(seen) } else { last.filter(|_| times == *returns) };
            before.replace((kept, *returns));
            if flight.is_some() {
                match rect_of(&list, selection.as_deref()) {
                    Some(rect) => {
                        focus_selected(&stage);
                        turn.emit(What::Fly(rect));
                    }
                    None => focus_on(&stage, ".target[tabindex='0']"),
                }
            } else if let (true, Some(camera)) = (times != *returns, last) {
                turn.emit(What::Back(camera));
            }
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
