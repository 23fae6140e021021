//! How to get this stack: the command, and the one that prints its output.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Shared;
use super::command_block::CommandBlock;
use super::outputs::Outputs;
use super::segmented::Segmented;
use crate::command::{Action as CommandAction, Command};
use crate::session::{Action, Panel};

#[derive(Properties, PartialEq)]
pub struct DeployProps {
    pub action: CommandAction,
    pub stack_name: AttrValue,
    pub command: Shared<Command>,
    pub outputs_command: Option<Shared<Command>>,
    pub panel: Shared<Panel>,
    pub dispatch: Callback<Action>,
}

/// The commands and their options.
#[component]
pub fn Deploy(props: &DeployProps) -> Html {
    let onaction = props.dispatch.reform(|value: AttrValue| {
        Action::SetAction(if value == "update" {
            CommandAction::UpdateStack
        } else {
            CommandAction::CreateStack
        })
    });
    let onname = props.dispatch.reform(|event: InputEvent| {
        Action::SetStackName(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let updates = props.action == CommandAction::UpdateStack;
    html! {
        <div class="deploy" role="group" aria-label="Deploy">
            <CommandBlock
                name="deploy"
                title={if updates { "Update the stack" } else { "Create the stack" }}
                text={props.command.text.clone()}
                notes={props.command.notes.clone()}
            >
                <Segmented
                    label="What the command does"
                    name="action"
                    choices={vec![("create".into(), "Create".into()), ("update".into(), "Update".into())]}
                    value={if updates { "update" } else { "create" }}
                    onchoose={onaction}
                />
                <div class="stack-name">
                    <label for="stack-name">{ "Stack name" }</label>
                    <input
                        id="stack-name"
                        type="text"
                        value={&props.stack_name}
                        oninput={onname}
                        spellcheck="false"
                        autocapitalize="off"
                        autocomplete="off"
                    />
                </div>
            </CommandBlock>
            if let Some(command) = &props.outputs_command {
                <CommandBlock
                    name="outputs"
                    title="Then print the output"
                    text={command.text.clone()}
                    notes={command.notes.clone()}
                    above={html! { <Outputs panel={&props.panel} /> }}
                />
            } else if !props.panel.outputs.is_empty() {
                <div class="command">
                    <div class="head"><h3>{ "Outputs" }</h3></div>
                    <Outputs panel={&props.panel} />
                </div>
            }
        </div>
    }
}
