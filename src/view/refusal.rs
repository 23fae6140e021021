//! The reason why an edit was not made, where it was tried.

use yew::prelude::*;

use super::icons;
use super::problems::sentence;
use super::prose::prose;

/// Says why an edit was not made.
pub fn refusal(id: &str, why: Option<String>) -> Html {
    match why {
        Some(why) => html! {
            <p class="problem" id={id.to_owned()} role="alert">
                { icons::icon(icons::ALERT) }
                <span>{ prose(&sentence(&why)) }</span>
            </p>
        },
        None => Html::default(),
    }
}
