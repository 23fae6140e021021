//! How much the picture shows: everything expanded or collapsed at once, and what is left out.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Shared, icons};
use crate::layout::Drawing;
use crate::scene::{Extent, Start};
use crate::session::Action;

#[derive(Properties, PartialEq)]
pub struct LevelProps {
    pub drawing: Shared<Drawing>,
    /// The number of resources with a false condition.
    pub left_out: usize,
    /// True if those are drawn.
    pub ghosts: bool,
    pub dispatch: Callback<Action>,
}

/// With fewer boxes the button in the corner of each is as near.
const MANY: usize = 4;

/// The switches that this picture has a use for.
#[component]
pub fn Level(props: &LevelProps) -> Html {
    let count = |test: fn(&Extent) -> bool| {
        props.drawing.scene.nodes.iter().filter(|node| test(&node.extent)).count()
    };
    let open = count(|extent| matches!(extent, Extent::Expanded | Extent::Loose(_)));
    let closed = count(|extent| matches!(extent, Extent::Collapsed(_) | Extent::Stack(..)));
    let onghosts = props.dispatch.reform(|event: Event| {
        Action::SetGhosts(event.target_unchecked_into::<HtmlInputElement>().checked())
    });
    let all = |label: &'static str, sign: &'static str, useful: bool, start: Start| {
        let onclick = props.dispatch.reform(move |_: MouseEvent| Action::FoldAll(start));
        html! {
            <button type="button" aria-label={label} title={label} aria-disabled={(!useful).then_some("true")} {onclick}>
                { icons::icon(sign) }
            </button>
        }
    };
    html! {
        <>
            if props.left_out > 0 {
                <label class="switch ghosts" title="Resources that the stack will not have: their condition is false under these parameters">
                    <input type="checkbox" role="switch" checked={props.ghosts} onchange={onghosts} />
                    <span>{ format!("{} left out", props.left_out) }</span>
                </label>
            }
            if open >= MANY || closed > 0 {
                <div class="zoom" role="group" aria-label="Level of detail">
                    { all("Collapse all", icons::COLLAPSE, open > 0, Start::Overview) }
                    { all("Expand all", icons::EXPAND, closed > 0, Start::Everything) }
                </div>
            }
        </>
    }
}
