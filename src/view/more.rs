//! What most readers need not see: other shells and actions, what to do next, all of it as one script, and why the
//! command has what it has.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::command_block::CommandBlock;
use super::prose::{prose, shown};
use super::{Page, Shared};
use crate::command::{Action as CommandAction, Command, CommandOptions, Shell};
use crate::session::{Action, Panel, Setting};
use crate::template::LogicalId;

const SHELLS: [(Shell, &str, &str); 3] = [
    (Shell::Bash, "bash", "bash or zsh"),
    (Shell::PowerShell, "powershell", "PowerShell"),
    (Shell::Cmd, "cmd", "cmd.exe"),
];

/// Every action, by what it is about.
const ACTIONS: [(&str, &[CommandAction]); 4] = [
    (
        "The stack",
        &[
            CommandAction::CreateStack,
            CommandAction::UpdateStack,
            CommandAction::Deploy,
            CommandAction::DeleteStack,
            CommandAction::ValidateTemplate,
        ],
    ),
    (
        "A change set",
        &[
            CommandAction::CreateChangeSet,
            CommandAction::WaitForChangeSet,
            CommandAction::DescribeChangeSet,
            CommandAction::ExecuteChangeSet,
        ],
    ),
    ("Wait", &[CommandAction::WaitForCreate, CommandAction::WaitForUpdate, CommandAction::WaitForDelete]),
    ("Afterwards", &[CommandAction::Outputs, CommandAction::AllOutputs, CommandAction::FailedEvents]),
];

#[derive(Properties, PartialEq)]
pub struct MoreProps {
    pub options: CommandOptions,
    pub command: Shared<Command>,
    /// The command and those that follow it.
    pub steps: Shared<Vec<Rc<Command>>>,
    pub script: Shared<Command>,
    pub panel: Shared<Panel>,
    pub dispatch: Callback<Action>,
}

/// The rest, behind a disclosure.
#[component]
pub fn More(props: &MoreProps) -> Html {
    let onshell = props.dispatch.reform(|event: Event| {
        let chosen = value(&event);
        let shell = SHELLS.into_iter().find(|(_, key, _)| *key == chosen);
        Action::SetShell(shell.map(|(shell, ..)| shell).unwrap_or_default())
    });
    let onaction = props.dispatch.reform(|event: Event| {
        let chosen = value(&event);
        let action = CommandAction::ALL.into_iter().find(|(key, _)| *key == chosen);
        Action::SetAction(action.map(|(_, action)| action).unwrap_or_default())
    });
    let onoutput = props.dispatch.reform(|event: Event| {
        Action::SetOption(Setting::Output(
            Some(value(&event)).filter(|id| !id.is_empty()).map(LogicalId::new),
        ))
    });
    let Page { headings, .. } = use_context().unwrap_or_default();
    let steps = &props.steps;
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
                        for (about, actions) in ACTIONS {
                            <optgroup key={about} label={about}>
                                for action in actions {
                                    <option value={name(*action)} selected={*action == props.options.action}>
                                        { action.title() }
                                    </option>
                                }
                            </optgroup>
                        }
                    </select>
                </div>
                if props.panel.outputs.len() > 1 {
                    <div>
                        <label for="output">{ "Output to print" }</label>
                        <select id="output" onchange={onoutput}>
                            <option value="" selected={props.options.output.is_none()}>{ "The first" }</option>
                            for output in &props.panel.outputs {
                                <option
                                    key={output.id.as_str()}
                                    value={output.id.to_string()}
                                    selected={props.options.output.as_ref() == Some(&output.id)}
                                >
                                    { shown(output.id.as_str()) }
                                </option>
                            }
                        </select>
                    </div>
                }
            </div>
            if steps.len() > 1 {
                { headings.title("What follows, step by step") }
                for (index, step) in steps.iter().enumerate().skip(1) {
                    <CommandBlock
                        key={index}
                        name={format!("step-{}", index + 1)}
                        title={format!("{}. {}", index + 1, step.title)}
                        command={Shared::of(step)}
                    />
                }
                <CommandBlock name="script" title="All steps as one script" command={&props.script} />
            }
            if !props.command.reasons.is_empty() {
                { headings.title("Why the command has what it has") }
                <ul class="notes">
                    for (index, reason) in props.command.reasons.iter().enumerate() {
                        <li key={index}>{ prose(&reason.why) }</li>
                    }
                </ul>
            }
        </details>
    }
}

/// The name that the command line gives an action, too.
fn name(action: CommandAction) -> &'static str {
    CommandAction::ALL.into_iter().find(|(_, known)| *known == action).map_or("", |(name, _)| name)
}

fn value(event: &Event) -> String {
    event.target_unchecked_into::<HtmlSelectElement>().value()
}
