//! The buttons that take the picture along: as a file, or as text for another tool.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

use super::icons;
use super::visit::{OnShare, ShareForm, sharing};
use crate::export;
use crate::session::Session;
use crate::svg::Theme;

/// A form of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Lines and texts, sharp at any size.
    Svg,
    /// Pixels, two for each unit.
    Png,
    /// Text for another tool.
    Tool(export::Format),
}

/// The reader wants to take the picture along.
#[derive(Debug, Clone)]
pub struct Save {
    /// The session that is shown.
    pub session: Rc<Session>,
    /// The form.
    pub format: Format,
    /// Gets what came of it, in words for the reader; an error where nothing did.
    pub answer: Callback<Answer>,
}

/// The outcome, in words for the reader.
pub type Answer = Result<AttrValue, AttrValue>;

impl Format {
    /// The ending of its files, by which the page's script knows it.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Svg => "svg",
            Format::Png => "png",
            Format::Tool(tool) => tool.ending(),
        }
    }

    /// The name of what is pasted into posts and documents rather than opened.
    pub fn copied_as(self) -> Option<&'static str> {
        match self {
            Format::Tool(tool @ (export::Format::Mermaid | export::Format::Dot | export::Format::D2)) => {
                Some(tool.title())
            }
            Format::Tool(export::Format::DrawIo) | Format::Svg | Format::Png => None,
        }
    }
}

/// Writes the picture of a session as it looks; pixels are made of the SVG.
pub fn drawn(session: &Session, _: Format, theme: Theme, images: Vec<(&'static str, String)>) -> String {
    session.picture_svg(theme, images)
}

/// Writes the picture of a session for another tool, which has looks of its own.
pub fn worded(session: &Session, format: Format, _: Theme, _: Vec<(&'static str, String)>) -> String {
    match format {
        Format::Tool(tool) => session.picture_text(tool),
        Format::Svg | Format::Png => String::new(),
    }
}

/// The form that was asked for, and whom to tell what came of it.
pub type OnSave = Callback<(Format, Callback<Answer>)>;

/// A button for each form, and what went wrong last. No component: it has no state of its own, and each costs kilobytes of
/// WASM.
pub fn buttons(
    onsave: &OnSave,
    onshare: Option<&OnShare>,
    failed: &UseStateHandle<AttrValue>,
    said: &UseStateHandle<AttrValue>,
) -> Html {
    let onclick = |format: Format| {
        let (failed, said) = (failed.setter(), said.setter());
        onsave.reform(move |event: MouseEvent| {
            failed.set(AttrValue::default());
            said.set(AttrValue::default());
            leave(&event);
            let (failed, said) = (failed.clone(), said.clone());
            let answer = move |answer| match answer {
                Ok(words) => said.set(words),
                Err(why) => failed.set(why),
            };
            (format, Callback::from(answer))
        })
    };
    let onembed = |onshare: &OnShare| {
        let share = sharing(ShareForm::Embed, onshare, said);
        Callback::from(move |event: MouseEvent| {
            leave(&event);
            share.emit(event);
        })
    };
    let svg = "Download SVG: sharp at any size";
    let png = "Download PNG: pixels, at twice the size";
    let more = "For other tools and pages: draw.io, Mermaid, DOT, D2, HTML";
    html! {
        <>
            <span class="failed" role="status" title={&**failed}>{ &**failed }</span>
            <div class="zoom save" role="group" aria-label="Download the picture">
                <button type="button" aria-label={svg} title={svg} onclick={onclick(Format::Svg)}>
                    { icons::icon(icons::DOWNLOAD) }{ "SVG" }
                </button>
                <button type="button" aria-label={png} title={png} onclick={onclick(Format::Png)}>{ "PNG" }</button>
            </div>
            <details class="menu" {onkeydown} {onfocusout}>
                <summary aria-label={more} title={more}>{ icons::icon(icons::MORE) }</summary>
                <div role="group" aria-label="For other tools">
                    for tool in export::Format::ALL.map(Format::Tool) {
                        <button type="button" onclick={onclick(tool)}>{ words(tool) }</button>
                    }
                    if let Some(onshare) = onshare {
                        <button type="button" onclick={onembed(onshare)}>{ "Copy the tag for a page" }</button>
                    }
                </div>
            </details>
        </>
    }
}

fn words(format: Format) -> String {
    match format.copied_as() {
        Some(name) => format!("Copy as {name}"),
        None => "Download for draw.io".to_owned(),
    }
}

/// Returns the menu that something happens in, while it is open.
fn menu_of(event: &Event) -> Option<Element> {
    event.target_dyn_into::<Element>()?.closest("details[open]").ok()?
}

/// Closes the menu that something happens in; its button has the focus then.
fn leave(event: &Event) {
    if let Some(menu) = menu_of(event) {
        close(&menu);
        if let Some(button) =
            menu.first_element_child().and_then(|button| button.dyn_into::<HtmlElement>().ok())
        {
            let _ = button.focus();
        }
    }
}

fn close(menu: &Element) {
    let _ = menu.remove_attribute("open");
}

fn onkeydown(event: KeyboardEvent) {
    if event.key() == "Escape" && menu_of(&event).is_some() {
        event.stop_propagation();
        leave(&event);
    }
}

/// The reader is elsewhere: the menu covers what is there.
fn onfocusout(event: FocusEvent) {
    let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
    if let (Some(menu), Some(next)) = (menu_of(&event), next)
        && !menu.contains(Some(&next))
    {
        close(&menu);
    }
}
