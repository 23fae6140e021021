//! What the template writes about the selection, to be changed where it is seen.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::prose::{name, shown};
use super::refusal::refusal;
use super::rule_form::RuleForm;
use super::{Page, Shared};
use crate::diagnostic::Path;
use crate::scene::NodeKind;
use crate::session::{Action, Details, Edit, FieldKind, Refused, TextAction, WrittenValue};
use crate::template::LogicalId;

#[derive(Properties, PartialEq)]
pub struct WrittenProps {
    pub details: Shared<Details>,
    /// The last edit, where it was not made.
    pub refused: Option<Shared<Refused>>,
    pub dispatch: Callback<Action>,
}

/// The values of the selected resource as fields; its rules; and what can be done with it as a whole.
#[component]
pub fn Written(props: &WrittenProps) -> Html {
    let Page { headings, .. } = use_context().unwrap_or_default();
    let copy_name = use_state_eq(String::new);
    let Some(resource) = &props.details.resource else { return Html::default() };
    // What a value may be is known when somebody is about to change one.
    let onfocusin = props.dispatch.reform(|_: FocusEvent| Action::Check);
    let values = &props.details.values;
    let rules = &props.details.rules;
    let edit =
        |edit: Edit| props.dispatch.reform(move |_: MouseEvent| Action::Text(TextAction::Edit(edit.clone())));
    let whole = Path::root().key("Resources").key(resource.as_str());
    let copy = Edit::Duplicate(resource.clone(), (*copy_name).clone());
    let oncopy = {
        let copy_name = copy_name.setter();
        Callback::from(move |event: InputEvent| {
            copy_name.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    html! {
        <section {onfocusin}>
            if !values.is_empty() || !rules.is_empty() {
                { headings.subtitle("Change it") }
                <ul class="written">
                    for (at, value) in values.iter().enumerate() {
                        <li key={at}>
                            <Value {at} value={value.clone()} is_own={value.owner == *resource} refused={props.refused.clone()} dispatch={&props.dispatch} />
                        </li>
                    }
                    for rule in rules {
                        <li key={format!("rule {}", rule.name)} class="row">
                            <code>{ &rule.name }</code>
                            <button type="button" class="quiet" aria-label={format!("Remove rule {}", rule.name)} onclick={edit(Edit::Remove(rule.path.clone()))}>{ "Remove rule" }</button>
                        </li>
                    }
                </ul>
            }
            if props.details.kind == Some(NodeKind::SecurityGroup) {
                <RuleForm group={resource.clone()} problem={problem_of(&props.refused, |edit| matches!(edit, Edit::AddRule(..)))} dispatch={&props.dispatch} />
            }
            <div class="do">
                <input
                    type="text"
                    aria-label="Logical ID of the copy"
                    placeholder="ID of a copy"
                    value={(*copy_name).clone()}
                    oninput={oncopy}
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                />
                <button type="button" onclick={edit(copy)}>{ "Duplicate" }</button>
                <button type="button" onclick={edit(Edit::Remove(whole.clone()))} title={removal(&props.details)}>{ "Remove" }</button>
            </div>
            if !props.details.referred_by.is_empty() {
                <p class="help">{ removal(&props.details) }</p>
            }
            { refusal("written-problem", problem_of(&props.refused, |edit| matches!(edit, Edit::Duplicate(..) | Edit::Remove(..)))) }
        </section>
    }
}

/// Says what removing the selection would break, before it is done.
fn removal(details: &Details) -> String {
    let users: Vec<_> = details.referred_by.iter().map(|one| name(&one.other).to_string()).collect();
    match users.as_slice() {
        [] => "Nothing refers to it.".to_owned(),
        users => {
            let mut users = users.to_vec();
            users.dedup();
            format!("Removing it leaves these without it: {}.", users.join(", "))
        }
    }
}

#[derive(Properties, PartialEq)]
struct ValueProps {
    /// Its place among the values, for ids.
    at: usize,
    value: WrittenValue,
    /// True if it is of the selected resource itself.
    is_own: bool,
    refused: Option<Shared<Refused>>,
    dispatch: Callback<Action>,
}

#[component]
fn Value(props: &ValueProps) -> Html {
    let WrittenValue { path, owner, name, text, kind } = &props.value;
    let id = format!("written-{}", props.at);
    let wrong = format!("{id}-problem");
    let mine = props.refused.as_ref().and_then(|refused| match &refused.edit {
        Edit::Set(at, typed) if at == path => Some((typed.clone(), refused.why.clone())),
        _ => None,
    });
    let (typed, why) = mine.map_or((text.to_string(), None), |(typed, why)| (typed, Some(why)));
    let set = {
        let path = path.clone();
        props
            .dispatch
            .reform(move |text: String| Action::Text(TextAction::Edit(Edit::Set(path.clone(), text))))
    };
    let of_input = set.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value());
    let of_select = set.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    let invalid = why.is_some().then_some("true");
    let described = why.is_some().then(|| wrong.clone());
    let select = |choices: &[std::rc::Rc<str>]| {
        html! {
            <select id={id.clone()} onchange={of_select.clone()} aria-invalid={invalid} aria-describedby={described.clone()}>
                if !choices.iter().any(|choice| **choice == *typed) {
                    <option value={typed.clone()} selected=true>{ shown(&typed) }</option>
                }
                for choice in choices.iter() {
                    <option key={&**choice} value={choice.clone()} selected={**choice == *typed}>{ shown(choice) }</option>
                }
            </select>
        }
    };
    let control = match kind {
        FieldKind::Choice(choices) | FieldKind::Resource(choices) => select(choices),
        FieldKind::Boolean => select(&["true".into(), "false".into()]),
        FieldKind::Text | FieldKind::Number(..) => {
            let numeric = matches!(kind, FieldKind::Number(..));
            let hint = match kind {
                FieldKind::Number(Some(least), Some(most)) => Some(format!("From {least} to {most}")),
                _ => None,
            };
            html! {
                <input
                    id={id.clone()}
                    type="text"
                    inputmode={numeric.then_some("numeric")}
                    title={hint}
                    value={typed.clone()}
                    onchange={of_input}
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                    aria-invalid={invalid}
                    aria-describedby={described.clone()}
                />
            }
        }
    };
    let parameter = parameter_name(owner, name);
    let make = Edit::MakeParameter(path.clone(), parameter);
    let onmake = props.dispatch.reform(move |_: MouseEvent| Action::Text(TextAction::Edit(make.clone())));
    let label = if props.is_own { shown(name) } else { shown(&format!("{owner}: {name}")) };
    html! {
        <>
            <label for={id.clone()}>{ &label }</label>
            <div class="row">
                { control }
                if !matches!(kind, FieldKind::Resource(_)) {
                    <button type="button" class="quiet" onclick={onmake} aria-label={format!("Make a parameter of {label}")}>
                        { "Make a parameter" }
                    </button>
                }
            </div>
            { refusal(&wrong, why) }
        </>
    }
}

/// A name for a parameter of a value: letters and digits, as CloudFormation takes them.
fn parameter_name(owner: &LogicalId, value: &str) -> String {
    owner.as_str().chars().chain(value.chars()).filter(char::is_ascii_alphanumeric).take(255).collect()
}

fn problem_of(refused: &Option<Shared<Refused>>, is: fn(&Edit) -> bool) -> Option<String> {
    refused.as_ref().filter(|refused| is(&refused.edit)).map(|refused| refused.why.clone())
}
