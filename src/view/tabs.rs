//! Tabs: a list of headings of which one shows its panel.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{DomRect, Element, HtmlElement, ResizeObserver};
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
    let sizes = use_node_ref();
    let room = use_room(&sizes, &props.tabs, props.active);
    let is_open = use_state_eq(|| false);
    // In wider frames the commands stand beside the panel.
    let is_there = |tab: Tab| room.is_narrow || tab != Tab::Command;
    let tabs: Tabs = props.tabs.iter().copied().filter(|(tab, _)| is_there(*tab)).collect();
    let active = if is_there(props.active) { props.active } else { Tab::Parameters };
    let (row, rest) = shared_out(&tabs, active, &room);
    // The tab that keys chose, or the menu: it has the focus as soon as it shows.
    let wanted = use_mut_ref(|| None::<Tab>);
    {
        let (list, wanted) = (list.clone(), wanted.clone());
        use_effect_with(active, move |active| {
            if wanted.take() == Some(*active) {
                focus(list.cast(), &format!("#tab-{}", active.id()));
            }
        });
    }
    let choose = {
        let onchoose = props.onchoose.clone();
        Callback::from(move |tab: Tab| {
            wanted.replace((tab != active).then_some(tab));
            onchoose.emit(tab);
        })
    };
    let onkeydown = {
        let choose = choose.clone();
        Callback::from(move |event: KeyboardEvent| {
            let at = tabs.iter().position(|(tab, _)| *tab == active).unwrap_or_default();
            let Some(to) = step(&event, at, tabs.len()) else { return };
            event.prevent_default();
            if let Some((tab, _)) = tabs.get(to) {
                choose.emit(*tab);
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
                focus(here(&event), "button");
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
            let to = event.related_target().and_then(|one| one.dyn_into::<web_sys::Node>().ok());
            if !here(&event).is_some_and(|here| here.contains(to.as_ref())) {
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
            // All of them as wide as they are in the row: how many have room is measured by these, and the row is left alone.
            <div ref={sizes} class="tabs sizes" aria-hidden="true">
                for (tab, things) in props.tabs.iter() {
                    <button key={tab.id()} type="button" tabindex="-1" aria-selected={if *tab == active { "true" } else { "false" }}>
                        { tab.text() }
                        { count(*things) }
                    </button>
                }
            </div>
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
                                        let (is_open, choose) = (is_open.setter(), choose.clone());
                                        Callback::from(move |_: MouseEvent| {
                                            is_open.set(false);
                                            choose.emit(tab);
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
fn shared_out(tabs: &[(Tab, usize)], active: Tab, room: &Room) -> (Tabs, Tabs) {
    let is_in_row =
        |count: usize, index: usize| index < count || tabs.get(index).is_some_and(|(tab, _)| *tab == active);
    let fits = |count: usize| {
        let shown = (0..tabs.len()).filter(|&index| is_in_row(count, index));
        let widths = shown.filter_map(|index| room.widths.get(index).map(|width| width + room.gap));
        let menu = if count < tabs.len() { MENU } else { 0.0 };
        widths.sum::<f64>() - room.gap + menu <= room.width
    };
    // Before they were measured all are there.
    let count = if room.widths.is_empty() {
        tabs.len()
    } else {
        (0..=tabs.len()).rev().find(|&count| fits(count)).unwrap_or_default()
    };
    let (row, rest): (Vec<_>, Vec<_>) =
        tabs.iter().copied().enumerate().partition(|(index, _)| is_in_row(count, *index));
    let of = |tabs: Vec<(usize, (Tab, usize))>| tabs.into_iter().map(|(_, tab)| tab).collect();
    (of(row), of(rest))
}

/// The frame's room for tabs, in pixels.
#[derive(Clone, PartialEq, Default)]
struct Room {
    /// The width of each tab.
    widths: Vec<f64>,
    /// The gap between two.
    gap: f64,
    /// The width that they have all together.
    width: f64,
    /// True if all parts of the explorer are in one column.
    is_narrow: bool,
}

/// The narrowest frame, in pixels, that has the commands beside the panel; frame.css has it, too.
const WIDE: f64 = 672.0;

/// The width of the menu's button; the style sheet has it, too.
const MENU: f64 = 42.0;

/// Measures the tabs and their room, whenever one of the two may have changed.
#[hook]
fn use_room(sizes: &NodeRef, tabs: &[(Tab, usize)], active: Tab) -> Room {
    let room = use_state_eq(Room::default);
    let (sizes, setter) = (sizes.clone(), room.setter());
    // The one that shows is a little wider.
    use_effect_with((tabs.to_vec(), active), move |_| {
        let observed = sizes.cast::<Element>();
        let measure = move || setter.set(sizes.cast().as_ref().map(measured).unwrap_or_default());
        measure();
        // Full screen changes their room, too, and not always that of the window.
        let callback = Closure::<dyn Fn()>::new(measure);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(sizes)) = (&observer, &observed) {
            observer.observe(sizes);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(callback);
        }
    });
    (*room).clone()
}

fn measured(sizes: &Element) -> Room {
    let row = sizes.get_bounding_client_rect();
    let tabs = sizes.children();
    let tabs = (0..tabs.length()).filter_map(|at| Some(tabs.item(at)?.get_bounding_client_rect()));
    let tabs: Vec<DomRect> = tabs.collect();
    let [first, second, ..] = tabs.as_slice() else { return Room::default() };
    let frame = sizes.closest(".frame").ok().flatten();
    Room {
        widths: tabs.iter().map(DomRect::width).collect(),
        gap: second.left() - first.right(),
        // Padded on both sides; a part of a pixel may be lost in rounding.
        width: row.width() - 2.0 * (first.left() - row.left()) + 0.5,
        is_narrow: frame.is_some_and(|frame| frame.get_bounding_client_rect().width() < WIDE),
    }
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

fn here(event: &web_sys::Event) -> Option<Element> {
    event.current_target().and_then(|one| one.dyn_into().ok())
}

fn menu_items(event: &KeyboardEvent) -> Vec<HtmlElement> {
    let items = here(event).and_then(|menu| menu.query_selector_all("[role=menuitem]").ok());
    let item = |at: u32| items.as_ref()?.get(at)?.dyn_into().ok();
    (0..items.as_ref().map_or(0, web_sys::NodeList::length)).filter_map(item).collect()
}

/// Puts the focus on a part of an element.
fn focus(within: Option<Element>, selector: &str) {
    let part = within.and_then(|within| within.query_selector(selector).ok().flatten());
    if let Some(part) = part.and_then(|part| part.dyn_into::<HtmlElement>().ok()) {
        // A focus that fails leaves the focus where it was.
        let _ = part.focus();
    }
}
