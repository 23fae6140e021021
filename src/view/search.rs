//! The search over the picture: a field with its hits below it, and what is said of the place that a hit led to.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node};
use yew::prelude::*;

use super::prose::{name, shown};
use super::{Shared, icons};
use crate::session::{Action, Flight, FlightAction, Hit, Piece, Search, Session, Whereabouts};
use crate::template::Element as Part;

#[derive(Clone)]
pub struct SearchProps {
    /// The session; another `Rc` after every change.
    pub session: Shared<Session>,
    /// True if the reader has the template's text before them.
    pub reading: bool,
    /// The reader goes back to what had the focus before.
    pub onreturn: Callback<()>,
    /// The reader wants to see a line of the template, counted from 1.
    pub ongo: Callback<usize>,
    pub dispatch: Callback<Action>,
}

/// Shows the search, or where it led. No component: the session has its state, and each costs kilobytes of WASM.
pub fn search(props: SearchProps) -> Html {
    match (&props.session.search, &props.session.flight) {
        (Some(search), _) => field(search, &props),
        (None, Some(flight)) => landed(flight, &props),
        (None, None) => Html::default(),
    }
}

/// Puts the focus into the field of a search, and what Enter would choose in sight.
pub fn follow(over: &Element) {
    let find = |what| over.query_selector(what).ok().flatten();
    if let Some(field) = find("input") {
        let _ = field.unchecked_ref::<HtmlElement>().focus();
    }
    if let (Some(list), Some(active)) = (find(".hits"), find("[aria-selected=true]")) {
        keep_in_sight(list.unchecked_ref(), active.unchecked_ref());
    }
}

/// The field and the hits.
fn field(search: &Rc<Search>, props: &SearchProps) -> Html {
    let Search { typed, at, found, .. } = &**search;
    let count = found.hits().count();
    let at = (count > 0).then_some(*at);
    let onclose = {
        let SearchProps { onreturn, dispatch, .. } = props.clone();
        Callback::from(move |returns: bool| {
            dispatch.emit(Action::Fly(FlightAction::Search(None)));
            if returns {
                onreturn.emit(());
            }
        })
    };
    let choose = {
        let (SearchProps { reading, ongo, dispatch, .. }, search) = (props.clone(), search.clone());
        Callback::from(move |at: usize| {
            let Some(hit) = search.found.hits().nth(at) else { return };
            let line = hit.line.filter(|_| hit.is_line);
            dispatch.emit(Action::Fly(match (line, hit.element.clone()) {
                (Some(line), element) => FlightAction::ToLine(line, element),
                (None, Some(element)) => FlightAction::To(element),
                (None, None) => FlightAction::Search(None),
            }));
            if let (Some(line), true) = (hit.line, reading || !is_in_picture(hit)) {
                ongo.emit(line);
            }
        })
    };
    let oninput = props.dispatch.reform(|event: InputEvent| {
        let typed = event.target_unchecked_into::<HtmlInputElement>().value();
        Action::Fly(FlightAction::Search(Some(typed.into())))
    });
    let onkeydown = {
        let (dispatch, choose, onclose) = (props.dispatch.clone(), choose.clone(), onclose.clone());
        let go = move |at: usize| dispatch.emit(Action::Fly(FlightAction::Choose(at)));
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            match (event.key().as_str(), at) {
                ("Escape", _) => {
                    event.stop_propagation();
                    onclose.emit(true);
                }
                ("ArrowDown", Some(at)) => go((at + 1) % count),
                ("ArrowUp", Some(at)) => go((at + count - 1) % count),
                ("Enter", Some(at)) => choose.emit(at),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let onleave = onclose.clone();
    let onfocusout = Callback::from(move |event: FocusEvent| {
        // The reader is elsewhere: the hits cover what is there.
        let here = event.current_target().and_then(|one| one.dyn_into::<Node>().ok());
        let to = event.related_target().and_then(|one| one.dyn_into::<Node>().ok());
        if let (Some(here), Some(to)) = (here, to)
            && !here.contains(Some(&to))
        {
            onleave.emit(false);
        }
    });
    // Those before each group.
    let mut before = 0;
    html! {
        <div key="search" class="search" role="search" aria-label="Search the template" {onfocusout}>
            <div class="row">
                { icons::icon(icons::SEARCH) }
                <input
                    type="text"
                    role="combobox"
                    aria-label="Search"
                    aria-autocomplete="list"
                    aria-expanded={if count > 0 { "true" } else { "false" }}
                    aria-controls="search-hits"
                    aria-activedescendant={at.map(|at| format!("hit-{at}"))}
                    aria-describedby="search-count"
                    placeholder="Name, type, value or text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    enterkeyhint="go"
                    {oninput}
                    {onkeydown}
                />
                <button type="button" class="quiet" aria-label="Close the search" title="Close the search (Escape)" onclick={onclose.reform(|_: MouseEvent| true)}>
                    { icons::icon(icons::CLOSE) }
                </button>
            </div>
            <div class="hits" id="search-hits" role="listbox" aria-label="Hits">
                for (number, group) in found.groups.iter().enumerate() {
                    <div key={group.title} role="group" aria-labelledby={format!("hits-{number}")}>
                        <p class="subheading" id={format!("hits-{number}")}>
                            { group.title }
                            if group.hits.left_out > 0 {
                                <span class="quiet-count">{ format!("{} of {}", group.hits.len(), group.hits.len() + group.hits.left_out) }</span>
                            }
                        </p>
                        { {
                            let first = before;
                            before += group.hits.len();
                            group.hits.iter().enumerate().map(|(index, hit)| option(hit, first + index, at, &choose)).collect::<Html>()
                        } }
                    </div>
                }
            </div>
            <p class="help" id="search-count" role="status">{ told(typed, found.count()) }</p>
        </div>
    }
}

/// Returns true if a hit is seen in the picture, or has its details beside it.
fn is_in_picture(hit: &Hit) -> bool {
    let is_shown = match &hit.element {
        Some(Part::Resource(_)) => hit.place != Some(Whereabouts::Nowhere),
        Some(Part::Parameter(_)) => true,
        _ => false,
    };
    is_shown && !hit.is_line
}

fn option(hit: &Hit, number: usize, at: Option<usize>, choose: &Callback<usize>) -> Html {
    let element = hit.element.as_ref().filter(|_| hit.is_line);
    let place = match element {
        Some(element) => Some(format!("in {}", name(element))),
        None => hit.place.as_ref().and_then(whereabouts),
    };
    let line = hit.line.map(|line| format!("line {line}"));
    html! {
        <div
            key={number}
            id={format!("hit-{number}")}
            class="hit"
            role="option"
            aria-selected={if at == Some(number) { "true" } else { "false" }}
            // The field keeps the focus.
            onmousedown={Callback::from(|event: MouseEvent| event.prevent_default())}
            onclick={choose.reform(move |_: MouseEvent| number)}
        >
            <code>{ marked(&hit.name) }</code>
            if !hit.type_name.is_empty() {
                <span class="type">{ marked(&hit.type_name) }</span>
            }
            if let Some((name, text)) = &hit.matched {
                <span class="why">{ marked(name) }{ ": " }<code>{ marked(text) }</code></span>
            }
            <span class="where">{ [place, line].into_iter().flatten().collect::<Vec<_>>().join(", ") }</span>
        </div>
    }
}

fn marked(pieces: &[Piece]) -> Html {
    let piece = |piece: &Piece| match piece.is_match {
        true => html! { <mark>{ &piece.text }</mark> },
        false => html! { { &piece.text } },
    };
    pieces.iter().map(piece).collect()
}

/// Returns where something is that has no box of its own, in few words.
fn whereabouts(place: &Whereabouts) -> Option<String> {
    Some(match place {
        Whereabouts::Own | Whereabouts::Marked => return None,
        Whereabouts::Folded(title) => format!("folded into {}", shown(title)),
        Whereabouts::PartOf(title) => format!("part of {}", shown(title)),
        Whereabouts::Line(ends) => format!("the line {}", shown(ends)),
        Whereabouts::LeftOut => "its condition is false".to_owned(),
        Whereabouts::Nowhere => "not in the picture".to_owned(),
    })
}

/// Returns how many hits there are, in words.
fn told(typed: &str, count: usize) -> String {
    match count {
        0 if typed.trim().is_empty() => {
            "Names, types, services, values, and every line of the text.".to_owned()
        }
        0 => "Nothing has all of that.".to_owned(),
        1 => "1 hit".to_owned(),
        count => format!("{count} hits"),
    }
}

/// Says where a hit led, with the way back.
fn landed(flight: &Flight, props: &SearchProps) -> Html {
    let line = flight.line.map(|line| format!("Line {line}"));
    let to = flight.to.as_ref();
    let says = to.map_or_else(
        || " is in the template’s text.".to_owned(),
        |to| led_to(to, &flight.place, !props.session.related.is_empty()),
    );
    let act = |action: Action| props.dispatch.reform(move |_: MouseEvent| action.clone());
    html! {
        <div key="landed" class="landed">
            <p role="status">
                { line.as_deref().unwrap_or_default() }
                if line.is_some() && to.is_some() { { ", in " } }
                if let Some(to) = to { <code>{ name(to) }</code> }
                { says }
            </p>
            <button type="button" title="Back to where you were (Escape in the picture)" onclick={act(Action::Fly(FlightAction::Back))}>{ "Back" }</button>
            <button type="button" class="quiet" aria-label="Stay here" title="Stay here" onclick={act(Action::Fly(FlightAction::Stay))}>{ icons::icon(icons::CLOSE) }</button>
        </div>
    }
}

/// Says what the picture shows of a part of the template, after its name; `is_marked` if something is marked there.
fn led_to(to: &Part, place: &Whereabouts, is_marked: bool) -> String {
    match (to, whereabouts(place)) {
        (_, Some(place)) => format!(" has no box of its own: {place}."),
        (Part::Resource(_), None) => " is selected.".to_owned(),
        _ if !is_marked => ": nothing in the picture hangs on it.".to_owned(),
        (Part::Output(_), None) => ": what it is made of is marked.".to_owned(),
        (_, None) => ": what hangs on it is marked.".to_owned(),
    }
}

/// Scrolls the list, and nothing around it, as far as shows a hit.
fn keep_in_sight(list: &HtmlElement, active: &HtmlElement) {
    let (top, bottom) = (active.offset_top(), active.offset_top() + active.offset_height());
    if top < list.scroll_top() {
        // The heading above the first of them, too.
        let is_first = active.previous_element_sibling().is_none_or(|one| !one.has_attribute("role"));
        list.set_scroll_top(if is_first { top - 40 } else { top });
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}
