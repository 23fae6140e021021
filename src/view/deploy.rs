//! How to get this stack: the command, and the one that prints its output.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::command_block::CommandBlock;
use super::download::Download;
use super::more::More;
use super::options::{Options, wrong};
use super::outputs::Outputs;
use super::prose::shown;
use super::segmented::Segmented;
use super::{Page, Shared, visit};
use crate::command::Action as CommandAction;
use crate::session::{Action, Commands, Form, Linked, Panel, TextAction};

#[derive(Properties, PartialEq)]
pub struct DeployProps {
    pub commands: Shared<Commands>,
    /// The options as a form.
    pub form: Shared<Form>,
    pub panel: Shared<Panel>,
    /// `None` while the template is the page's; else true if the reader's has not been saved.
    pub edited: Option<bool>,
    /// The changes of a link, which whoever copies the command should know.
    pub linked: Option<Rc<Linked>>,
    /// The template's newest text.
    pub text: Option<AttrValue>,
    pub dispatch: Callback<Action>,
}

/// Says what a reader who changed the template has to do before the command deploys it.
fn edited(props: &DeployProps) -> Html {
    let (Some(unsaved), Some(text)) = (props.edited, &props.text) else { return Html::default() };
    let name = shown(&props.commands.options().template_file);
    let onsave = props.dispatch.reform(|_: MouseEvent| Action::Text(TextAction::Saved));
    html! {
        <p class="file edited">
            if unsaved {
                { "You changed the template. The command deploys the file that you save: " }
            } else {
                { "The command deploys the file that you saved. " }
            }
            <span onclick={onsave}><Download name={name.clone()} {text}>{ format!("Save {name}") }</Download></span>
        </p>
    }
}

/// The commands and their options.
#[component]
pub fn Deploy(props: &DeployProps) -> Html {
    let Page { headings, .. } = use_context().unwrap_or_default();
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
    let commands = &props.commands;
    let options = commands.options();
    let above = html! {
        <>
            if let Some((name, text)) = commands.file_to_save() {
                <p class="file"><Download name={name.to_owned()} {text}>{ format!("Download {name}") }</Download></p>
            }
            { edited(props) }
            if let Some(linked) = &props.linked {
                <p class="file from-link">{ "Changed by the link that you followed: " }{ visit::changes(linked) }{ "." }</p>
            }
        </>
    };
    html! {
        <>
            <CommandBlock
                name="deploy"
                command={Shared::of(&commands.command())}
                above={above}
            >
                <Segmented
                    label="What the command does"
                    name="action"
                    choices={vec![("create".into(), "Create".into()), ("update".into(), "Update".into())]}
                    value={match options.action {
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
                        value={options.stack_name.clone()}
                        oninput={onname}
                        spellcheck="false"
                        autocapitalize="off"
                        autocomplete="off"
                        aria-describedby="stack-name-problem"
                        aria-invalid={props.form.name_problem.is_some().then_some("true")}
                    />
                    { wrong("stack-name-problem", &props.form.name_problem) }
                </div>
            </CommandBlock>
            if let Some(launch) = commands.quick_create_link() {
                <p class="launch"><a href={launch} target="_blank" rel="noopener noreferrer">{ "Launch the stack in the AWS console" }</a></p>
            }
            if let Some(command) = commands.outputs() {
                <CommandBlock
                    name="outputs"
                    title="Then print the output"
                    command={Shared::of(&command)}
                    above={html! { <Outputs panel={&props.panel} /> }}
                />
            } else if !props.panel.outputs.is_empty() {
                <div class="command">
                    <div class="head">{ headings.title("Outputs") }</div>
                    <Outputs panel={&props.panel} />
                </div>
            }
            <Options options={options.clone()} form={&props.form} dispatch={&props.dispatch} />
            <More {commands} panel={&props.panel} dispatch={&props.dispatch} />
        </>
    }
}
