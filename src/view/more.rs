//! What most readers need not see: other shells and actions, what to do next, all of it as one script, and why the
//! command has what it has.

use web_sys::{Element, HtmlSelectElement};
use yew::prelude::*;

use super::command_block::CommandBlock;
use super::prose::{prose, shown};
use super::{Page, Shared};
use crate::command::{Action as CommandAction, Shell};
use crate::session::{Action, Commands, Panel, Setting};
use crate::template::LogicalId;

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
    pub commands: Shared<Commands>,
    pub panel: Shared<Panel>,
    pub dispatch: Callback<Action>,
}

/// The rest, behind a disclosure.
#[component]
pub fn More(props: &MoreProps) -> Html {
    let onshell = props.dispatch.reform(|event: Event| {
        let chosen = value(&event);
        let shell = Shell::ALL.into_iter().find(|(key, _)| *key == chosen);
        Action::SetShell(shell.map(|(_, shell)| shell).unwrap_or_default())
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
    let commands = &props.commands;
    let options = commands.options();
    // What nobody sees is not worded.
    let is_open = use_state_eq(|| false);
    let ontoggle = {
        let is_open = is_open.setter();
        Callback::from(move |event: Event| {
            is_open.set(event.target_unchecked_into::<Element>().has_attribute("open"));
        })
    };
    let steps = if *is_open { commands.steps() } else { Vec::new() };
    let command = commands.command();
    html! {
        <details class="more" {ontoggle}>
            <summary>{ "Other shells and actions, all steps, and why" }</summary>
            <div class="choices">
                <div>
                    <label for="shell">{ "Shell" }</label>
                    <select id="shell" onchange={onshell}>
                        for (key, shell) in Shell::ALL {
                            <option {key} value={key} selected={shell == options.shell}>{ title(shell) }</option>
                        }
                    </select>
                </div>
                <div>
                    <label for="action">{ "Action" }</label>
                    <select id="action" onchange={onaction}>
                        for (about, actions) in ACTIONS {
                            <optgroup key={about} label={about}>
                                for action in actions {
                                    <option value={name(*action)} selected={*action == options.action}>
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
                            <option value="" selected={options.output.is_none()}>{ "The first" }</option>
                            for output in &props.panel.outputs {
                                <option
                                    key={output.id.as_str()}
                                    value={output.id.to_string()}
                                    selected={options.output.as_ref() == Some(&output.id)}
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
                <CommandBlock name="script" title="All steps as one script" command={Shared::of(&commands.script())} />
            }
            if !command.reasons.is_empty() {
                { headings.title("Why the command has what it has") }
                <ul class="notes">
                    for (index, reason) in command.reasons.iter().enumerate() {
                        <li key={index}>{ prose(&reason.why) }</li>
                    }
                </ul>
            }
        </details>
    }
}

fn title(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => "bash or zsh",
        Shell::PowerShell => "PowerShell",
        Shell::Cmd => "cmd.exe",
    }
}

/// The name that the command line gives an action, too.
fn name(action: CommandAction) -> &'static str {
    CommandAction::ALL.into_iter().find(|(_, known)| *known == action).map_or("", |(name, _)| name)
}

fn value(event: &Event) -> String {
    event.target_unchecked_into::<HtmlSelectElement>().value()
}
