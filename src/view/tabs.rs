//! Tabs: a list of headings of which one shows its panel.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

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
}

impl Tab {
    /// Its name in ids.
    pub fn id(self) -> &'static str {
        match self {
            Tab::Parameters => "parameters",
            Tab::Details => "details",
            Tab::Problems => "problems",
            Tab::Template => "template",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Tab::Parameters => "Parameters",
            Tab::Details => "Details",
            Tab::Problems => "Problems",
            Tab::Template => "Template",
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct TabListProps {
    /// Those that there are, and how many things each has to say.
    pub tabs: Vec<(Tab, usize)>,
    /// True if there are errors among the problems.
    pub alarm: bool,
    /// The one that shows.
    pub active: Tab,
    /// Another was chosen.
    pub onchoose: Callback<Tab>,
}

/// The headings. One is in the tab order; arrow keys, Home and End reach the others.
#[component]
pub fn TabList(props: &TabListProps) -> Html {
    let onkeydown = {
        let (tabs, active, onchoose) = (props.tabs.clone(), props.active, props.onchoose.clone());
        Callback::from(move |event: KeyboardEvent| {
            let at = tabs.iter().position(|(tab, _)| *tab == active).unwrap_or_default();
            let last = tabs.len().saturating_sub(1);
            let to = match event.key().as_str() {
                "ArrowRight" => {
                    if at == last {
                        0
                    } else {
                        at + 1
                    }
                }
                "ArrowLeft" => {
                    if at == 0 {
                        last
                    } else {
                        at - 1
                    }
                }
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            if let Some((tab, _)) = tabs.get(to) {
                focus_sibling(&event, tab.id());
                onchoose.emit(*tab);
            }
        })
    };
    html! {
        <div class="tabs" role="tablist" aria-label="About this template" {onkeydown}>
            for (tab, count) in props.tabs.iter().copied() {
                <button
                    key={tab.id()}
                    type="button"
                    role="tab"
                    id={format!("tab-{}", tab.id())}
                    aria-controls="panel"
                    aria-selected={if tab == props.active { "true" } else { "false" }}
                    tabindex={if tab == props.active { "0" } else { "-1" }}
                    onclick={props.onchoose.reform(move |_: MouseEvent| tab)}
                >
                    { tab.text() }
                    if count > 0 {
                        <span class={classes!("count", props.alarm.then_some("alarm"))}>{ count }</span>
                    }
                </button>
            }
        </div>
    }
}

fn focus_sibling(event: &KeyboardEvent, id: &str) {
    let list = event.target_dyn_into::<HtmlElement>().and_then(|tab| tab.parent_element());
    let tab = list.and_then(|list| list.query_selector(&format!("#tab-{id}")).ok().flatten());
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
        // A focus that fails leaves the focus where it was.
        let _ = tab.focus();
    }
}
