//! How to get this stack: the command, and the one that prints its output.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Shared;
use super::command_block::CommandBlock;
use super::more::More;
use super::outputs::Outputs;
use super::segmented::Segmented;
use crate::command::{Action as CommandAction, Command, CommandOptions};
use crate::session::{Action, Panel};

#[derive(Properties, PartialEq)]
pub struct DeployProps {
    pub options: CommandOptions,
    pub command: Shared<Command>,
    pub outputs_command: Option<Shared<Command>>,
    /// All steps as one script.
    pub script: Shared<Command>,
    /// The link that opens AWS's console with everything filled in.
    pub launch: Option<AttrValue>,
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
    html! {
        <div class="deploy" role="group" aria-label="Deploy">
            <CommandBlock
                name="deploy"
                command={&props.command}
            >
                <Segmented
                    label="What the command does"
                    name="action"
                    choices={vec![("create".into(), "Create".into()), ("update".into(), "Update".into())]}
                    value={match props.options.action {
                        CommandAction::CreateStack => "create",
                        CommandAction::UpdateStack => "update",
                        _ => "",
                    }}
                    onchoose={onaction}
                />
                <div class="stack-name">
                    <label for="stack-name">{ "Stack name" }</label>
                    <input
                        id="stack-name"
                        type="text"
                        value={props.options.stack_name.clone()}
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
                    {command}
                    above={html! { <Outputs panel={&props.panel} /> }}
                />
            } else if !props.panel.outputs.is_empty() {
                <div class="command">
                    <div class="head"><h3>{ "Outputs" }</h3></div>
                    <Outputs panel={&props.panel} />
                </div>
            }
            <More
                options={props.options.clone()}
                command={&props.command}
                script={&props.script}
                launch={props.launch.clone()}
                dispatch={&props.dispatch}
            />
        </div>
    }
}
