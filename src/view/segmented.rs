//! A choice of a few, all in sight.

use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SegmentedProps {
    /// The subject of the choice, for screen readers.
    pub label: AttrValue,
    /// Unique in the shadow root.
    pub name: AttrValue,
    /// Value and text of each.
    pub choices: Vec<(AttrValue, AttrValue)>,
    /// The value that is chosen.
    pub value: AttrValue,
    /// Another was chosen.
    pub onchoose: Callback<AttrValue>,
}

/// Radio buttons in a row.
#[component]
pub fn Segmented(props: &SegmentedProps) -> Html {
    let onchange = props.onchoose.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        AttrValue::from(input.value())
    });
    html! {
        <fieldset class="segmented">
            <legend class="visually-hidden">{ &props.label }</legend>
            for (value, text) in props.choices.iter() {
                <label key={value.as_str()}>
                    <input
                        type="radio"
                        name={&props.name}
                        {value}
                        checked={*value == props.value}
                        onchange={&onchange}
                    />
                    <span>{ text }</span>
                </label>
            }
        </fieldset>
    }
}
