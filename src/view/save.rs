//! The buttons that save the picture as a file.

use std::rc::Rc;

use yew::prelude::*;

use super::icons;
use crate::session::Session;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Lines and texts, sharp at any size.
    Svg,
    /// Pixels, two for each unit.
    Png,
}

/// The reader wants the picture as a file.
#[derive(Debug, Clone)]
pub struct Save {
    /// The session that is shown.
    pub session: Rc<Session>,
    /// The kind of file.
    pub format: Format,
    /// Gets why there is no file, in words for the reader.
    pub fail: Callback<AttrValue>,
}

impl Format {
    /// Its name in the page's script, and the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Format::Svg => "svg",
            Format::Png => "png",
        }
    }
}

/// The kind of file that was asked for, and whom to tell when it cannot be made.
pub type OnSave = Callback<(Format, Callback<AttrValue>)>;

/// A button for each kind of file, and what went wrong last. No component: it has no state of its own, and each costs
/// kilobytes of WASM.
pub fn buttons(onsave: &OnSave, failed: &UseStateHandle<AttrValue>) -> Html {
    let onclick = |format: Format| {
        let failed = failed.setter();
        onsave.reform(move |_: MouseEvent| {
            failed.set(AttrValue::default());
            let failed = failed.clone();
            (format, Callback::from(move |why| failed.set(why)))
        })
    };
    let svg = "Download SVG: sharp at any size";
    let png = "Download PNG: pixels, at twice the size";
    html! {
        <>
            <span class="failed" role="status" title={&**failed}>{ &**failed }</span>
            <div class="zoom save" role="group" aria-label="Download the picture">
                <button type="button" aria-label={svg} title={svg} onclick={onclick(Format::Svg)}>
                    { icons::icon(icons::DOWNLOAD) }{ "SVG" }
                </button>
                <button type="button" aria-label={png} title={png} onclick={onclick(Format::Png)}>{ "PNG" }</button>
            </div>
        </>
    }
}
