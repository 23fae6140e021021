//! The line above the picture: what this is, and how to keep it; and the choice of a lens below it.

use yew::prelude::*;

use super::icons;
use super::save::{self, OnSave};
use super::segmented::Segmented;
use super::visit::{self, OnShare};
use crate::scene::Lens;
use crate::session::Action;

#[derive(Properties, PartialEq)]
pub struct BarProps {
    pub file_name: AttrValue,
    pub description: Option<AttrValue>,
    /// The reader searches.
    pub onsearch: Callback<Event>,
    /// The picture is to be saved.
    pub onsave: Option<OnSave>,
    /// The explorer is to be shared.
    pub onshare: Option<OnShare>,
}

/// File name, description, the search, and the picture as a file.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let failed = use_state_eq(AttrValue::default);
    let said = use_state_eq(AttrValue::default);
    html! {
        <div class="bar">
            <strong>{ &props.file_name }</strong>
            if let Some(description) = &props.description {
                <span class="description" title={description}>{ description }</span>
            }
            <div class="zoom save">
                <button type="button" class="find" aria-label="Search" aria-keyshortcuts="/" title="Search (/)" onclick={props.onsearch.reform(|event: MouseEvent| event.into())}>{ icons::icon(icons::SEARCH) }</button>
            </div>
            if let Some(onshare) = &props.onshare {
                { visit::button(onshare, &said) }
            }
            if let Some(onsave) = &props.onsave {
                { save::buttons(onsave, props.onshare.as_ref(), &failed, &said) }
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct LensesProps {
    pub lens: Lens,
    pub dispatch: Callback<Action>,
}

/// The choice of a lens.
#[component]
pub fn Lenses(props: &LensesProps) -> Html {
    let onchoose = props.dispatch.reform(|value: AttrValue| Action::SetLens(Lens::named(&value)));
    html! {
        <Segmented
            label="What the picture shows"
            name="lens"
            choices={Lens::ALL.map(|lens| (lens.name().into(), text(lens).into())).to_vec()}
            value={props.lens.name()}
            {onchoose}
        />
    }
}

fn text(lens: Lens) -> &'static str {
    match lens {
        Lens::Architecture => "Architecture",
        Lens::AllResources => "Resources",
        Lens::References => "References",
    }
}
