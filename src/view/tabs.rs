//! Tabs: a list of headings of which one shows its panel.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::icons;

/// The tabs of the panel beside the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// The fields.
    Parameters,
    /// The selected node.
    Details,
    /// The problems of the template.
    Problems,
    /// Its text.
    Template,
    /// All resources in a table.
    Table,
    /// The commands, where there is no room for them beside the panel: see the style sheet.
    Command,
}

impl Tab {
    /// Its name in ids.
    pub fn id(self) -> &'static str {
        match self {
            Tab::Parameters => "parameters",
            Tab::Details => "details",
            Tab::Problems => "problems",
            Tab::Template => "template",
            Tab::Table => "table",
            Tab::Command => "command",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Tab::Parameters => "Parameters",
            Tab::Details => "Details",
            Tab::Problems => "Problems",
            Tab::Template => "Template",
            Tab::Table => "Table",
            Tab::Command => "Command",
        }
    }
}

/// Tabs, each with the number of things that it has to say.
type Tabs = Vec<(Tab, usize)>;

#[derive(Properties, PartialEq)]
pub struct TabListProps {
    /// Those that there are.
    pub tabs: Tabs,
    /// True if there are errors among the problems.
    pub alarm: bool,
    /// The one that shows.
    pub active: Tab,
    /// Another was chosen.
    pub onchoose: Callback<Tab>,
}

/// The headings. One is in the tab order; arrow keys, Home and End reach the others. Those that have no room in the one row are
/// in a menu at its end, and whoever is chosen there comes into the row.
#[component]
pub fn TabList(props: &TabListProps) -> Html {
    let list = use_node_ref();
    let Room { tabs: room, is_narrow } = use_room(&list, &props.tabs);
    let is_open = use_state_eq(|| false);
    // In wider frames the commands stand beside the panel.
    let tabs: Tabs =
        props.tabs.iter().copied().filter(|(tab, _)| is_narrow || *tab != Tab::Command).collect();
    let active = if is_narrow || props.active != Tab::Command { props.active } else { Tab::Parameters };
    let (row, rest) = shared_out(&tabs, active, room);
    let onkeydown = {
        let onchoose = props.onchoose.clone();
        Callback::from(move |event: KeyboardEvent| {
            let at = tabs.iter().position(|(tab, _)| *tab == active).unwrap_or_default();
            let Some(to) = step(&event, at, tabs.len()) else { return };
            event.prevent_default();
            if let Some((tab, _)) = tabs.get(to) {
                onchoose.emit(*tab);
                focus(&event, &format!("#tab-{}", tab.id()));
            }
        })
    };
    let onmenu = {
        let is_open = is_open.setter();
        Callback::from(move |event: KeyboardEvent| {
            let items = menu_items(&event);
            let focused = items.iter().position(|item| item.matches(":focus").unwrap_or_default());
            if event.key() == "Escape" {
                event.stop_propagation();
                is_open.set(false);
                focus(&event, ".more-tabs > button");
            } else if let Some(to) = match focused {
                Some(at) => step(&event, at, items.len()),
                // The button has the focus: down is the first.
                None => step(&event, items.len().saturating_sub(1), items.len())
                    .filter(|_| event.key() != "ArrowUp"),
            } {
                event.prevent_default();
                // A focus that fails leaves the focus where it was.
                let _ = items.get(to).map(HtmlElement::focus);
            }
        })
    };
    let onblur = {
        let is_open = is_open.setter();
        Callback::from(move |event: FocusEvent| {
            let here = event.current_target().and_then(|one| one.dyn_into::<web_sys::Node>().ok());
            let to = event.related_target().and_then(|one| one.dyn_into::<web_sys::Node>().ok());
            if !here.is_some_and(|here| here.contains(to.as_ref())) {
                is_open.set(false);
            }
        })
    };
    {
        let is_open = is_open.setter();
        use_effect_with(rest.is_empty(), move |_| is_open.set(false));
    }
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let count = |count: usize| {
        html! {
            if count > 0 {
                <span class={classes!("count", props.alarm.then_some("alarm"))}>{ count }</span>
            }
        }
    };
    html! {
        <div class="tab-row">
            <div ref={list} class="tabs" role="tablist" aria-label="About this template" {onkeydown}>
                for (tab, things) in row {
                    <button
                        key={tab.id()}
                        type="button"
                        role="tab"
                        id={format!("tab-{}", tab.id())}
                        aria-controls={if tab == Tab::Command { "deploy" } else { "panel" }}
                        aria-selected={if tab == active { "true" } else { "false" }}
                        tabindex={if tab == active { "0" } else { "-1" }}
                        onclick={props.onchoose.reform(move |_: MouseEvent| tab)}
                    >
                        { tab.text() }
                        { count(things) }
                    </button>
                }
            </div>
            if !rest.is_empty() {
                <div class="more-tabs" onfocusout={onblur} onkeydown={onmenu}>
                    <button
                        type="button"
                        class="quiet"
                        aria-haspopup="menu"
                        aria-expanded={if *is_open { "true" } else { "false" }}
                        aria-label="More about this template"
                        onclick={ontoggle}
                    >
                        { icons::icon(icons::MORE) }
                    </button>
                    if *is_open {
                        <div class="tab-menu" role="menu">
                            for (tab, things) in rest {
                                <button
                                    key={tab.id()}
                                    type="button"
                                    role="menuitem"
                                    onclick={{
                                        let (is_open, onchoose) = (is_open.setter(), props.onchoose.clone());
                                        Callback::from(move |event: MouseEvent| {
                                            is_open.set(false);
                                            onchoose.emit(tab);
                                            focus(&event, &format!("#tab-{}", tab.id()));
                                        })
                                    }}
                                >
                                    { tab.text() }
                                    { count(things) }
                                </button>
                            }
                        </div>
                    }
                </div>
            }
        </div>
    }
}

/// Returns the tabs of the row and those of the menu: the first ones are in the row, and the one that shows.
fn shared_out(tabs: &[(Tab, usize)], active: Tab, room: usize) -> (Tabs, Tabs) {
    let at = tabs.iter().position(|(tab, _)| *tab == active).unwrap_or_default();
    let is_in_row = |index: usize| index == at || index < room.saturating_sub(usize::from(at >= room));
    let (row, rest): (Vec<_>, Vec<_>) = tabs.iter().enumerate().partition(|(index, _)| is_in_row(*index));
    let of = |tabs: Vec<(usize, &(Tab, usize))>| tabs.into_iter().map(|(_, tab)| *tab).collect();
    (of(row), of(rest))
}

/// The frame's room for tabs.
#[derive(Clone, Copy, PartialEq)]
struct Room {
    /// The number of tabs that the row has room for.
    tabs: usize,
    /// True if all parts of the explorer are in one column.
    is_narrow: bool,
}

/// The narrowest frame, in pixels, that has the commands beside the panel; cfn-explorer.js has it, too.
const WIDE: f64 = 672.0;

/// Returns the room that there is: for all tabs, and for one fewer as long as they stick out.
#[hook]
fn use_room(list: &NodeRef, tabs: &[(Tab, usize)]) -> Room {
    let all = tabs.len();
    let room = use_state_eq(|| Room { tabs: all, is_narrow: false });
    // Each turn of measuring begins with a render.
    let turn = use_state_eq(|| 0_u32);
    {
        let (list, setter, now) = (list.clone(), room.setter(), *room);
        use_effect(move || {
            let Some(list) = list.cast::<Element>() else { return };
            let frame = list.closest(".frame").ok().flatten();
            let is_narrow = frame.is_some_and(|frame| frame.get_bounding_client_rect().width() < WIDE);
            if is_narrow != now.is_narrow {
                setter.set(Room { tabs: all, is_narrow });
            } else if list.scroll_width() > list.client_width() && now.tabs > 1 {
                setter.set(Room { tabs: now.tabs - 1, is_narrow });
            }
        });
    }
    {
        let (room, turn, now) = (room.setter(), turn.setter(), *room);
        let turns = use_mut_ref(|| 0_u32);
        use_effect_with(tabs.to_vec(), move |_| {
            let measure = move || {
                let mut turns = turns.borrow_mut();
                *turns = turns.wrapping_add(1);
                room.set(Room { tabs: all, ..now });
                turn.set(*turns);
            };
            measure();
            let listener = EventListener::new(&gloo::utils::window(), "resize", move |_| measure());
            move || drop(listener)
        });
    }
    *room
}

/// Returns where a key leads from one of several things, if it leads anywhere.
fn step(event: &KeyboardEvent, at: usize, of: usize) -> Option<usize> {
    let last = of.checked_sub(1)?;
    match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => Some(if at >= last { 0 } else { at + 1 }),
        "ArrowLeft" | "ArrowUp" => Some(if at == 0 { last } else { at - 1 }),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

fn menu_items(event: &KeyboardEvent) -> Vec<HtmlElement> {
    let menu = event.current_target().and_then(|one| one.dyn_into::<Element>().ok());
    let items = menu.and_then(|menu| menu.query_selector_all("[role=menuitem]").ok());
    let item = |at: u32| items.as_ref()?.get(at)?.dyn_into().ok();
    (0..items.as_ref().map_or(0, web_sys::NodeList::length)).filter_map(item).collect()
}

/// Puts the focus on a part of the row, once it is there.
fn focus(event: &web_sys::Event, selector: &str) {
    let here = event.target().and_then(|one| one.dyn_into::<Element>().ok());
    let row = here.and_then(|one| one.closest(".tab-row").ok().flatten());
    let selector = selector.to_owned();
    Timeout::new(0, move || {
        let part = row.and_then(|row| row.query_selector(&selector).ok().flatten());
        if let Some(part) = part.and_then(|part| part.dyn_into::<HtmlElement>().ok()) {
            // A focus that fails leaves the focus where it was.
            let _ = part.focus();
        }
    })
    .forget();
}
