//! A command to copy.

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Node;
use yew::prelude::*;

use super::code::Code;
use super::prose::prose;
use super::{Page, Shared, icons};
use crate::command::Command;

/// The time for which the button says that it has copied.
const SAID_FOR_MS: u32 = 4_000;

#[derive(Properties, PartialEq)]
pub struct CommandBlockProps {
    /// Its purpose, where that is not the command's own title.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// The content of its head instead of the title.
    #[prop_or_default]
    pub children: Html,
    /// The name of the block in the shadow root's parts and in tests.
    pub name: AttrValue,
    pub command: Shared<Command>,
    /// The content between the head and the command.
    #[prop_or_default]
    pub above: Html,
}

#[derive(Clone, Copy, PartialEq)]
enum Said {
    Nothing,
    Copied,
    /// There was no permission: the text is selected instead.
    Selected,
}

/// A command with a button that puts exactly its text on the clipboard.
#[component]
pub fn CommandBlock(props: &CommandBlockProps) -> Html {
    let Page { headings, .. } = use_context().unwrap_or_default();
    let command = &props.command;
    let text = AttrValue::from(command.text.clone());
    let title = props.title.clone().unwrap_or_else(|| command.title.into());
    let code = use_node_ref();
    let said = use_state_eq(|| Said::Nothing);
    let timer = use_mut_ref(|| None::<Timeout>);
    {
        // What is said is about the text that was there.
        let said = said.setter();
        use_effect_with(text.clone(), move |_| said.set(Said::Nothing));
    }
    let onclick = {
        let (text, code, said, timer) = (text.clone(), code.clone(), said.setter(), timer.clone());
        Callback::from(move |_: MouseEvent| {
            let (text, code, said, timer) = (text.clone(), code.clone(), said.clone(), timer.clone());
            spawn_local(async move {
                let result = match write_clipboard(&text).await {
                    Ok(()) => Said::Copied,
                    Err(_) => {
                        select(&code);
                        Said::Selected
                    }
                };
                said.set(result);
                let forget = (result == Said::Copied)
                    .then(|| Timeout::new(SAID_FOR_MS, move || said.set(Said::Nothing)));
                *timer.borrow_mut() = forget;
            });
        })
    };
    let has_heading = props.children != Html::default();
    html! {
        <div class="command" data-command={&props.name} role="group" aria-label={title.clone()}>
            <div class="head">
                if has_heading {
                    { props.children.clone() }
                } else {
                    { headings.title(title.clone()) }
                }
                <button
                    type="button"
                    class={classes!("copy", (*said == Said::Copied).then_some("done"))}
                    {onclick}
                    aria-label={format!("Copy the command: {title}")}
                >
                    { icons::icon(if *said == Said::Copied { icons::CHECK } else { icons::COPY }) }
                    { if *said == Said::Copied { "Copied" } else { "Copy" } }
                </button>
            </div>
            <p class={classes!("said", (*said != Said::Selected).then_some("visually-hidden"))} role="status">
                { match *said {
                    Said::Nothing => "",
                    Said::Copied => "Copied to the clipboard.",
                    Said::Selected => "This page may not use the clipboard. The command is selected: press Ctrl+C or ⌘C.",
                } }
            </p>
            { props.above.clone() }
            <Code name={&props.name} {command} {code} />
            if !command.problems.is_empty() || !command.notes.is_empty() {
                <ul class="notes">
                    for (index, note) in command.problems.iter().chain(&command.notes).enumerate() {
                        <li key={index}>{ prose(note) }</li>
                    }
                </ul>
            }
        </div>
    }
}

/// Puts text on the clipboard; an error where the page may not, or where there is none (no HTTPS).
async fn write_clipboard(text: &str) -> Result<(), JsValue> {
    let navigator = gloo::utils::window().navigator();
    // Without HTTPS the property is missing, and web-sys would throw.
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into())?;
    let clipboard = clipboard.dyn_into::<web_sys::Clipboard>()?;
    JsFuture::from(clipboard.write_text(text)).await.map(drop)
}

/// Selects the command, so that the reader's own keys copy it.
fn select(code: &NodeRef) {
    let selection = gloo::utils::window().get_selection().ok().flatten();
    if let (Some(selection), Some(node)) = (selection, code.cast::<Node>()) {
        // A selection that fails leaves the text there to be selected by hand.
        let _ = selection.select_all_children(&node);
    }
}
