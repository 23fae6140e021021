//! A template of the reader's own in the place of the page's: a file that is chosen or dropped, or an address.

use std::rc::Rc;

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::icons;
use crate::yaml::Text;

/// A template that the reader wants to open.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// A file of theirs.
    File(File),
    /// The text at an address.
    Address(String),
}

/// The reader wants to open a template: the page gets it, and answers.
#[derive(Debug, Clone)]
pub struct Open {
    /// The file or the address.
    pub wanted: Wanted,
    /// Gets the name and the text, or why there is none, in words for the reader.
    pub answer: Callback<Result<(Rc<str>, Text), AttrValue>>,
}

/// Returns the file that is dropped, if it is one.
pub fn dropped(event: &DragEvent) -> Option<Wanted> {
    let file = event.data_transfer()?.files()?.get(0)?;
    Some(Wanted::File(file))
}

/// Returns true if what is dragged over the page are files.
pub fn is_of_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// The button that chooses a file; an input under its label, which keyboards and readers of the screen know.
pub fn button(onopen: &Callback<Wanted>) -> Html {
    let onchange = {
        let onopen = onopen.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                onopen.emit(Wanted::File(file));
            }
            // The same file once more is a change, too.
            input.set_value("");
        })
    };
    html! {
        <label class="open-file" title="A template of your own, in the place of the post’s; or drop one here">
            <input class="visually-hidden" type="file" accept=".yaml,.yml,.json,.template,.txt" aria-label="Open a template" {onchange} />
            { icons::icon(icons::OPEN) }{ "Open" }
        </label>
    }
}

/// The field for an address, where the author allows it.
pub fn address(onopen: &Callback<Wanted>) -> Html {
    let onsubmit = {
        let onopen = onopen.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = event.target_unchecked_into::<web_sys::Element>();
            let field = form.query_selector("input").ok().flatten();
            if let Some(field) =
                field.and_then(|field| wasm_bindgen::JsCast::dyn_into::<HtmlInputElement>(field).ok())
                && !field.value().trim().is_empty()
            {
                onopen.emit(Wanted::Address(field.value().trim().to_owned()));
            }
        })
    };
    html! {
        <form class="open-address" {onsubmit}>
            <input type="text" inputmode="url" aria-label="Address of a template" placeholder="https://…/template.yaml" spellcheck="false" autocapitalize="off" autocomplete="off" />
            <button type="submit">{ "Open address" }</button>
        </form>
    }
}
