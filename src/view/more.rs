//! What most readers need not see: other shells and actions, all steps as one script, and why the command has what
//! it has.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::Shared;
use super::command_block::CommandBlock;
use super::prose::prose;
use crate::command::{Action as CommandAction, Command, CommandOptions, Shell};
use crate::session::Action;

const SHELLS: [(Shell, &str, &str); 3] = [
    (Shell::Bash, "bash", "bash or zsh"),
    (Shell::PowerShell, "powershell", "PowerShell"),
    (Shell::Cmd, "cmd", "cmd.exe"),
];

const ACTIONS: [(CommandAction, &str, &str); 6] = [
    (CommandAction::CreateStack, "create-stack", "Create the stack"),
    (CommandAction::UpdateStack, "update-stack", "Update the stack"),
    (CommandAction::Deploy, "deploy", "Create or update, and wait"),
    (CommandAction::CreateChangeSet, "create-change-set", "Make a change set"),
    (CommandAction::ValidateTemplate, "validate-template", "Validate the template"),
    (CommandAction::DeleteStack, "delete-stack", "Delete the stack"),
];

#[derive(Properties, PartialEq)]
pub struct MoreProps {
    pub options: CommandOptions,
    pub command: Shared<Command>,
    pub script: Shared<Command>,
    pub launch: Option<AttrValue>,
    pub dispatch: Callback<Action>,
}

/// The rest of the options, behind a disclosure.
#[component]
pub fn More(props: &MoreProps) -> Html {
    let onshell = props.dispatch.reform(|event: Event| {
        let chosen = value(&event);
        Action::SetShell(
            SHELLS
                .into_iter()
                .find(|(_, key, _)| *key == chosen)
                .map(|(shell, ..)| shell)
                .unwrap_or_default(),
        )
    });
    let onaction = props.dispatch.reform(|event: Event| {
        let chosen = value(&event);
        Action::SetAction(
            ACTIONS
                .into_iter()
                .find(|(_, key, _)| *key == chosen)
                .map(|(action, ..)| action)
                .unwrap_or_default(),
        )
    });
    html! {
        <details class="more">
            <summary>{ "Other shells and actions, all steps, and why" }</summary>
            <div class="choices">
                <div>
                    <label for="shell">{ "Shell" }</label>
                    <select id="shell" onchange={onshell}>
                        for (shell, key, text) in SHELLS {
                            <option {key} value={key} selected={shell == props.options.shell}>{ text }</option>
                        }
                    </select>
                </div>
                <div>
                    <label for="action">{ "Action" }</label>
                    <select id="action" onchange={onaction}>
                        for (action, key, text) in ACTIONS {
                            <option {key} value={key} selected={action == props.options.action}>{ text }</option>
                        }
                    </select>
                </div>
            </div>
            <CommandBlock name="script" title="All steps as one script" command={&props.script} />
            if let Some(launch) = &props.launch {
                <p class="launch"><a href={launch} target="_blank" rel="noopener noreferrer">{ "Launch it in the AWS console" }</a></p>
            }
            if !props.command.reasons.is_empty() {
                <h3>{ "Why the command has what it has" }</h3>
                <ul class="notes">
                    for (index, reason) in props.command.reasons.iter().enumerate() {
                        <li key={index}>{ prose(&reason.why) }</li>
                    }
                </ul>
            }
        </details>
    }
}

fn value(event: &Event) -> String {
    event.target_unchecked_into::<HtmlSelectElement>().value()
}
