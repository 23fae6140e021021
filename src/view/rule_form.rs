//! A new rule of a security group.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::refusal::refusal;
use crate::diagnostic::Diagnostic;
use crate::edit::{Direction, Rule};
use crate::session::{Action, Edit, TextAction};
use crate::template::LogicalId;

#[derive(Properties, PartialEq)]
pub struct RuleFormProps {
    pub group: LogicalId,
    /// The reason why the last rule was not added.
    pub problem: Option<String>,
    pub dispatch: Callback<Action>,
}

/// Direction, protocol, ports and the other side.
#[component]
pub fn RuleForm(props: &RuleFormProps) -> Html {
    let form = use_node_ref();
    let said = use_state_eq(|| None::<String>);
    let onsubmit = {
        let (form, said, dispatch, group) =
            (form.clone(), said.setter(), props.dispatch.clone(), props.group.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match rule(&form) {
                Ok(rule) => {
                    said.set(None);
                    dispatch.emit(Action::Text(TextAction::Edit(Edit::AddRule(group.clone(), rule))));
                }
                Err(why) => said.set(Some(why.in_one_line())),
            }
        })
    };
    let why = (*said).clone().or_else(|| props.problem.clone());
    html! {
        <form class="do" ref={form} {onsubmit} aria-label="A new rule" autocomplete="off">
            <select name="direction" aria-label="Direction">
                // Options come into the page last first, and the browser chooses the first that it sees.
                <option value="in" selected=true>{ "In from" }</option>
                <option value="out">{ "Out to" }</option>
            </select>
            <input name="peer" type="text" aria-label="The other side: an address range or a group's logical ID" placeholder="0.0.0.0/0" spellcheck="false" autocapitalize="off" />
            <select name="protocol" aria-label="Protocol">
                <option value="tcp" selected=true>{ "tcp" }</option>
                <option value="udp">{ "udp" }</option>
                <option value="-1">{ "all" }</option>
            </select>
            <input name="ports" type="text" inputmode="numeric" aria-label="Port, or ports with a hyphen" placeholder="443" spellcheck="false" />
            <button type="submit">{ "Add rule" }</button>
            { refusal("rule-problem", why) }
        </form>
    }
}

/// Returns the rule that was typed.
///
/// # Errors
/// The fields that are missing or no port.
fn rule(form: &NodeRef) -> Result<Rule, Diagnostic> {
    let find = |name: &str| {
        let form = form.cast::<web_sys::Element>()?;
        form.query_selector(&format!("[name={name}]")).ok().flatten()
    };
    let input = |name: &str| {
        find(name)
            .and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
            .map(|field| field.value().trim().to_owned())
    };
    let choice = |name: &str| {
        find(name).and_then(|field| field.dyn_into::<HtmlSelectElement>().ok()).map(|field| field.value())
    };
    let peer = input("peer").unwrap_or_default();
    let protocol = choice("protocol").unwrap_or_default();
    let ports = input("ports").unwrap_or_default();
    let direction =
        if choice("direction").as_deref() == Some("out") { Direction::Out } else { Direction::In };
    Rule::typed(direction, &protocol, &ports, &peer)
}
