//! The line above the picture: what this is, and how to keep it; and the choice of a lens below it.

use yew::prelude::*;

use super::save::{self, OnSave};
use super::segmented::Segmented;
use crate::scene::{Lens, Start};
use crate::session::Action;

const LENSES: [Lens; 3] = [Lens::Architecture, Lens::AllResources, Lens::References];

#[derive(Properties, PartialEq)]
pub struct BarProps {
    pub file_name: AttrValue,
    pub description: Option<AttrValue>,
    /// The picture is to be saved.
    pub onsave: Option<OnSave>,
}

/// File name, description, and the picture as a file.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let failed = use_state_eq(AttrValue::default);
    html! {
        <div class="bar">
            <strong>{ &props.file_name }</strong>
            // What went wrong takes its place.
            if let Some(description) = props.description.as_ref().filter(|_| failed.is_empty()) {
                <span class="description" title={description}>{ description }</span>
            }
            if let Some(onsave) = &props.onsave {
                { save::buttons(onsave, &failed) }
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
    let onchoose = props.dispatch.reform(|value: AttrValue| Action::SetLens(lens(&value)));
    html! {
        <Segmented
            label="What the picture shows"
            name="lens"
            choices={LENSES.map(|lens| (lens.name().into(), text(lens).into())).to_vec()}
            value={props.lens.name()}
            {onchoose}
        />
    }
}

/// The lens of this name, as attributes have it; the usual one when there is none.
pub fn lens(name: &str) -> Lens {
    LENSES.into_iter().find(|lens| lens.name() == name).unwrap_or_default()
}

/// The level of detail of this name, as attributes have it; the usual one when there is none.
pub fn detail(name: &str) -> Start {
    match name {
        "everything" => Start::Everything,
        "overview" => Start::Overview,
        _ => Start::Fitting,
    }
}

fn text(lens: Lens) -> &'static str {
    match lens {
        Lens::Architecture => "Architecture",
        Lens::AllResources => "Resources",
        Lens::References => "References",
    }
}
