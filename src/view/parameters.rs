//! The fields of all parameters, in their groups.

use yew::prelude::*;

use super::field::Field;
use super::left_out::left_out;
use super::{Shared, icons};
use crate::session::{Action, Panel};

#[derive(Properties, PartialEq)]
pub struct ParametersProps {
    pub panel: Shared<Panel>,
    /// True if the template may be changed.
    pub editable: bool,
    pub dispatch: Callback<Action>,
}

/// Every parameter.
#[component]
pub fn Parameters(props: &ParametersProps) -> Html {
    if props.panel.groups.is_empty() {
        return html! { <p class="empty">{ "This template has no parameters." }</p> };
    }
    let onreset = props.dispatch.reform(|_: MouseEvent| Action::ResetAll);
    html! {
        <form class="parameters" onsubmit={|event: SubmitEvent| event.prevent_default()} autocomplete="off">
            for (index, group) in props.panel.groups.iter().enumerate() {
                <fieldset key={index} class="group">
                    <legend class={classes!(group.label.is_none().then_some("visually-hidden"))}>
                        { group.label.clone().unwrap_or_else(|| "Parameters".into()) }
                    </legend>
                    for parameter in &group.parameters {
                        <Field
                            key={parameter.id.as_str()}
                            parameter={parameter.clone()}
                            editable={props.editable}
                            dispatch={&props.dispatch}
                        />
                    }
                </fieldset>
            }
            { left_out(props.panel.parameters_left_out, "parameters") }
            <p class="reset-all">
                <button type="button" class="quiet" disabled={!props.panel.changed} onclick={onreset}>
                    { icons::icon(icons::RESET) }
                    { "Reset all parameters" }
                </button>
            </p>
        </form>
    }
}
