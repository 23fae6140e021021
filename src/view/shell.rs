//! What Yew draws in: an explorer, or nothing while nobody needs one.

use yew::prelude::*;

use super::app::{App, AppProps};

/// An explorer, and which one it is since the shell is there.
#[derive(Debug, Clone, Properties, PartialEq)]
pub struct ShellProps {
    /// The app that it shows; nothing once its element is gone.
    pub app: Option<AppProps>,
    /// Another number is another explorer: nothing of the one before stays.
    pub turn: u32,
}

/// The explorer.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    match props.app.clone() {
        Some(app) => html! { <App key={props.turn} ..app /> },
        None => Html::default(),
    }
}
