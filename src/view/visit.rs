//! What a reader made of an explorer: as a link, and as what a link that was followed changed.

use std::rc::Rc;

use yew::prelude::*;

use super::icons;
use super::prose::shown;
use crate::session::{Action, Linked, Pairs};

/// An explorer as it was made before.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Its names and values.
    pub pairs: Rc<Pairs>,
    /// True if it came by a link, and not from the same reader.
    pub linked: bool,
}

impl PartialEq for Visit {
    fn eq(&self, other: &Self) -> bool {
        (self.linked, &self.pairs) == (other.linked, &other.pairs)
    }
}

/// The forms that an explorer is shared in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareForm {
    /// A link to the page.
    Link,
    /// The tag for a page of the reader's own.
    Embed,
}

/// The reader wants to share an explorer.
#[derive(Debug, Clone)]
pub struct Share {
    /// The form.
    pub form: ShareForm,
    /// The result that was made of it.
    pub pairs: Rc<Pairs>,
    /// Gets what came of it, in words for the reader.
    pub said: Callback<AttrValue>,
}

/// The form that is wanted, and whom to tell what came of it.
pub type OnShare = Callback<(ShareForm, Callback<AttrValue>)>;

/// Shares the explorer when something is pressed.
pub fn sharing(form: ShareForm, onshare: &OnShare, said: &UseStateHandle<AttrValue>) -> Callback<MouseEvent> {
    let said = said.setter();
    onshare.reform(move |_: MouseEvent| {
        said.set(AttrValue::default());
        let said = said.clone();
        (form, Callback::from(move |words| said.set(words)))
    })
}

/// The button that makes a link, and what came of it.
pub fn button(onshare: &OnShare, said: &UseStateHandle<AttrValue>) -> Html {
    let onclick = sharing(ShareForm::Link, onshare, said);
    let title = "Copy a link to what you see, with your values and changes";
    html! {
        <>
            <span class="said" role="status" title={&**said}>{ &**said }</span>
            <div class="zoom save">
                <button type="button" aria-label={title} {title} {onclick}>{ icons::icon(icons::LINK) }<span class="word">{ "Link" }</span></button>
            </div>
        </>
    }
}

/// Says what a link that was followed changed, with a way back.
pub fn linked(linked: &Linked, dispatch: &Callback<Action>) -> Html {
    html! {
        <div class="linked" role="region" aria-label="What the link changed">
            { icons::icon(icons::INFO) }
            <p>
                { "The link that you followed changed this example: " }
                { changes(linked) }
                { "." }
            </p>
            <button type="button" onclick={dispatch.reform(|_: MouseEvent| Action::LeaveLink)}>{ "Back to the post’s" }</button>
            <button type="button" class="quiet" onclick={dispatch.reform(|_: MouseEvent| Action::KeepLink)}>{ "Keep" }</button>
        </div>
    }
}

/// Says what a link changed.
pub fn changes(linked: &Linked) -> Html {
    let template = linked.template.then(|| html! { { "the template" } });
    let values = linked.values.iter().map(|(name, value)| {
        html! { <><code>{ shown(name) }</code>{ " is " }<code>{ if value.is_empty() { "empty".into() } else { shown(value) } }</code></> }
    });
    let all: Vec<Html> = template.into_iter().chain(values).collect();
    html! {
        for (index, one) in all.into_iter().enumerate() {
            if index > 0 { { ", " } }
            { one }
        }
    }
}
