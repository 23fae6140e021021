//! What a list says that is too long to be shown whole.

use yew::prelude::*;

/// 'and 1234 more parameters, which are not shown'; nothing when all are.
pub fn left_out(count: usize, what: &str) -> Html {
    match count {
        0 => Html::default(),
        _ => html! { <p class="help">{ format!("and {count} more {what}, which are not shown") }</p> },
    }
}
