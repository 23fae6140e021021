//! One parameter: its label, its field, what it is for, and what is wrong with its value.

use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::icons;
use super::problems::sentence;
use super::prose::{prose, shown};
use crate::session::{Action, Edit, ParameterView, TextAction};
use crate::template::{Element, LogicalId, ParameterType, Shape};

#[derive(Properties, PartialEq)]
pub struct FieldProps {
    pub parameter: ParameterView,
    /// True if the template may be changed.
    pub editable: bool,
    pub dispatch: Callback<Action>,
}

/// A field that is text, a choice or a switch, as the parameter's constraints have it.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let parameter = &props.parameter;
    let id = format!("parameter-{}", parameter.id);
    let (help, problem) = (format!("{id}-help"), format!("{id}-problem"));
    let field = use_node_ref();
    let onvalue = {
        let name = parameter.id.clone();
        props.dispatch.reform(move |value: String| Action::SetParameter(name.clone(), value))
    };
    let onreset = {
        let (name, dispatch, field) = (parameter.id.clone(), props.dispatch.clone(), field.clone());
        Callback::from(move |_: MouseEvent| {
            dispatch.emit(Action::ResetParameter(name.clone()));
            // The button is about to go: the focus goes on in the field.
            if let Some(field) = field.cast::<web_sys::HtmlElement>() {
                let _ = field.focus();
            }
        })
    };
    // What hangs on the parameter is marked while the reader is at it.
    let at = |id: Option<LogicalId>| {
        props.dispatch.reform(move |_: FocusEvent| Action::Focus(id.clone().map(Element::Parameter)))
    };
    let onkeep = {
        let name = parameter.id.clone();
        props
            .dispatch
            .reform(move |_: MouseEvent| Action::Text(TextAction::Edit(Edit::KeepAsDefault(name.clone()))))
    };
    let oninspect = {
        let name = parameter.id.clone();
        props.dispatch.reform(move |_: MouseEvent| Action::Inspect(name.clone()))
    };
    let description = parameter.description.as_ref().map(|text| html! { text.clone() });
    let text = description.or_else(|| kind(&parameter.value_type));
    let wrong = !parameter.problems.is_empty();
    let control = Control {
        parameter,
        id: id.clone(),
        described_by: [text.is_some().then_some(help.as_str()), wrong.then_some(problem.as_str())]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
        field,
        onvalue,
    };
    html! {
        <div
            class={classes!("field", parameter.changed.then_some("changed"))}
            data-parameter={parameter.id.to_string()}
            onfocusin={at(Some(parameter.id.clone()))}
            onfocusout={at(None)}
        >
            <div class="label">
                <label for={id}>{ parameter.label.clone() }</label>
                <button
                    type="button"
                    class="quiet changes"
                    onclick={oninspect}
                    aria-label={format!("Everything that {} changes", parameter.label)}
                    title="Everything that it changes"
                >
                    { icons::icon(icons::INFO) }
                </button>
                if parameter.typed && parameter.changed && props.editable && !wrong && !parameter.secret {
                    <button
                        type="button"
                        class="quiet reset"
                        onclick={onkeep}
                        aria-label={format!("Keep as default of {}", parameter.label)}
                    >
                        { "Keep as default" }
                    </button>
                }
                if parameter.typed {
                    <button
                        type="button"
                        class="quiet reset"
                        onclick={onreset}
                        aria-label={format!("Reset {} to its default", parameter.label)}
                    >
                        { icons::icon(icons::RESET) }
                        { "Reset" }
                    </button>
                }
            </div>
            { control.show() }
            if let Some(text) = text {
                <p class="help" id={help}>{ text }</p>
            }
            if wrong {
                <p class="problem" id={problem}>
                    { icons::icon(icons::ALERT) }
                    <span>
                        for (index, problem) in parameter.problems.iter().enumerate() {
                            <span key={index}>{ prose(&sentence(problem)) }{ " " }</span>
                        }
                    </span>
                </p>
            }
        </div>
    }
}

struct Control<'a> {
    parameter: &'a ParameterView,
    id: String,
    described_by: String,
    field: NodeRef,
    onvalue: Callback<String>,
}

impl Control<'_> {
    fn show(self) -> Html {
        match &*self.parameter.choices {
            [] => self.text(),
            // What is chosen of a list, all can read.
            _ if self.parameter.secret => self.text(),
            choices => match on_and_off(choices) {
                Some((on, off)) => self.switch(on, off),
                None => self.choice(),
            },
        }
    }

    fn text(self) -> Html {
        let parameter = self.parameter;
        let oninput = self.onvalue.reform(|event: InputEvent| value_of(event.target()));
        html! {
            <input
                ref={self.field}
                id={self.id}
                type={if parameter.secret { "password" } else { "text" }}
                value={parameter.text.clone()}
                placeholder={placeholder(parameter)}
                {oninput}
                spellcheck="false"
                autocapitalize="off"
                autocomplete={if parameter.secret { "new-password" } else { "off" }}
                aria-describedby={described(&self.described_by)}
                aria-invalid={(!parameter.problems.is_empty()).then_some("true")}
                aria-required={parameter.default.is_none().then_some("true")}
            />
        }
    }

    fn choice(self) -> Html {
        let parameter = self.parameter;
        let onchange = self.onvalue.reform(|event: Event| value_of(event.target()));
        let known = parameter.choices.contains(&parameter.text);
        html! {
            <select
                ref={self.field}
                id={self.id}
                {onchange}
                aria-describedby={described(&self.described_by)}
                aria-invalid={(!parameter.problems.is_empty()).then_some("true")}
                aria-required={parameter.default.is_none().then_some("true")}
            >
                if !known {
                    <option value={parameter.text.clone()} selected=true>
                        { if parameter.text.is_empty() { "Choose…".into() } else { shown(&parameter.text) } }
                    </option>
                }
                for choice in parameter.choices.iter() {
                    <option key={&**choice} value={choice.clone()} selected={*choice == parameter.text}>
                        { shown(choice) }
                    </option>
                }
            </select>
        }
    }

    fn switch(&self, on: String, off: String) -> Html {
        let checked = *self.parameter.text == *on;
        let onchange = self.onvalue.reform(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if input.checked() { on.clone() } else { off.clone() }
        });
        html! {
            <span class="switch">
                <input
                    ref={self.field.clone()}
                    id={self.id.clone()}
                    type="checkbox"
                    role="switch"
                    {checked}
                    {onchange}
                    aria-describedby={described(&self.described_by)}
                />
                <code aria-hidden="true">{ shown(&self.parameter.text) }</code>
            </span>
        }
    }
}

/// The two words of a yes-no choice, as the template spells them.
fn on_and_off(choices: &[std::rc::Rc<str>]) -> Option<(String, String)> {
    let [a, b] = choices else { return None };
    let pairs = [("true", "false"), ("yes", "no"), ("on", "off"), ("enabled", "disabled")];
    let is = |x: &str, y: &str| a.eq_ignore_ascii_case(x) && b.eq_ignore_ascii_case(y);
    pairs.iter().find_map(|(on, off)| {
        if is(on, off) {
            Some((a.to_string(), b.to_string()))
        } else if is(off, on) {
            Some((b.to_string(), a.to_string()))
        } else {
            None
        }
    })
}

/// No attribute rather than an empty one.
fn described(ids: &str) -> Option<String> {
    (!ids.is_empty()).then(|| ids.to_owned())
}

/// Returns what an empty field says.
fn placeholder(parameter: &ParameterView) -> AttrValue {
    if parameter.secret && !parameter.choices.is_empty() {
        return "One of the allowed values".into();
    }
    match &parameter.default {
        None => "Required".into(),
        Some(default) if default.is_empty() => "Empty by default".into(),
        Some(default) => shown(default),
    }
}

/// A type in words, for a parameter that does not say what it is for; plain text needs none.
fn kind(value_type: &ParameterType) -> Option<Html> {
    if value_type.is_looked_up() {
        return Some(html! {
            <>
                { "Name of an SSM parameter; AWS looks up its value when you deploy: " }
                <code>{ shown(value_type.value()) }</code>
            </>
        });
    }
    match value_type.shape() {
        Shape::Text if value_type.is_string() => None,
        Shape::Number => Some(html! { "A number" }),
        Shape::TextList => Some(html! { "A list, separated by commas" }),
        Shape::NumberList => Some(html! { "Numbers, separated by commas" }),
        Shape::Text | Shape::Existing | Shape::ExistingList | Shape::LookedUp => {
            Some(html! { <code>{ shown(value_type.name()) }</code> })
        }
    }
}

fn value_of(target: Option<EventTarget>) -> String {
    let Some(target) = target else { return String::new() };
    match target.dyn_into::<HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(other) => other.dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default(),
    }
}
