//! The line above the picture: what this is, and by which lens it is seen.

use yew::prelude::*;

use super::segmented::Segmented;
use crate::scene::Lens;
use crate::session::Action;

const LENSES: [Lens; 3] = [Lens::Architecture, Lens::AllResources, Lens::References];

#[derive(Properties, PartialEq)]
pub struct BarProps {
    pub file_name: AttrValue,
    pub description: Option<AttrValue>,
    pub lens: Lens,
    pub dispatch: Callback<Action>,
}

/// File name, description, lens.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let onchoose = props.dispatch.reform(|value: AttrValue| Action::SetLens(lens(&value)));
    html! {
        <header class="bar">
            <p class="name">
                <strong>{ &props.file_name }</strong>
                if let Some(description) = &props.description {
                    <span title={description}>{ description }</span>
                }
            </p>
            <Segmented
                label="What the picture shows"
                name="lens"
                choices={LENSES.map(|lens| (key(lens).into(), text(lens).into())).to_vec()}
                value={key(props.lens)}
                {onchoose}
            />
        </header>
    }
}

/// The lens of this name, as attributes have it; the usual one when there is none.
pub fn lens(name: &str) -> Lens {
    LENSES.into_iter().find(|lens| key(*lens) == name).unwrap_or_default()
}

fn key(lens: Lens) -> &'static str {
    match lens {
        Lens::Architecture => "architecture",
        Lens::AllResources => "all-resources",
        Lens::References => "references",
    }
}

fn text(lens: Lens) -> &'static str {
    match lens {
        Lens::Architecture => "Architecture",
        Lens::AllResources => "All resources",
        Lens::References => "References",
    }
}
