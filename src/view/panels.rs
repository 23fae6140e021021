//! What stands beside and below the picture.

use yew::prelude::*;

use super::Shared;
use super::checked::Checked;
use super::deploy::Deploy;
use super::details::Details;
use super::parameters::Parameters;
use super::problems::Problems;
use super::tabs::Tab;
use crate::session::{Action, Model, Session};

/// The panel of one tab.
pub struct About<'a> {
    /// The tab.
    pub tab: Tab,
    /// The session.
    pub session: &'a Session,
    /// The template as it is deployed.
    pub model: &'a Model,
    /// True if the page lets its readers change the template.
    pub editable: bool,
    /// The reader wants to see a line of the template, counted from 1.
    pub ongo: &'a Callback<usize>,
    /// Takes what the reader does.
    pub dispatch: &'a Callback<Action>,
}

/// The commands to copy.
pub struct Commands<'a> {
    /// The session.
    pub session: &'a Session,
    /// The template as it is deployed.
    pub model: &'a Model,
    /// Takes what the reader does.
    pub dispatch: &'a Callback<Action>,
}

/// Shows the panel of a tab.
pub fn about(about: &About) -> Html {
    let About { tab, session, model, ongo, dispatch, .. } = *about;
    let editable = about.editable && session.can_edit();
    match tab {
        // Beside the commands there is room for the parameters, too.
        Tab::Parameters | Tab::Command => {
            html! { <Parameters panel={Shared::of(&model.panel)} {editable} {dispatch} /> }
        }
        Tab::Details => {
            html! { <Details
                details={session.details.as_ref().map(Shared::of)}
                refused={session.refused().map(Shared::of)}
                {editable}
                {ongo}
                {dispatch}
            /> }
        }
        Tab::Problems => html! {
            <>
                // What could not be read cannot be checked.
                if !session.stale {
                    <Checked check={session.check.clone()} problems={session.diagnostics.len()} {dispatch} />
                }
                <Problems diagnostics={Shared::of(&session.diagnostics)} {ongo} />
            </>
        },
        // They are parts of their own.
        Tab::Template | Tab::Table => Html::default(),
    }
}

/// Shows the commands.
pub fn commands(commands: &Commands) -> Html {
    let Commands { session, model, dispatch } = *commands;
    html! {
        <Deploy
            commands={Shared::of(&model.commands)}
            form={Shared::of(&model.form)}
            panel={Shared::of(&model.panel)}
            linked={session.linked.clone()}
            edited={session.is_edited().then(|| session.is_unsaved())}
            text={session.text().cloned().map(AttrValue::from)}
            {dispatch}
        />
    }
}
