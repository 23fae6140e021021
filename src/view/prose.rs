//! Sentences for the reader: what stands between backticks is code.

use yew::prelude::*;

/// A text with its code set apart.
pub fn prose(text: &str) -> Html {
    // An odd number of backticks leaves one that opens nothing.
    let pairs = text.matches('`').count() / 2;
    let parts: Vec<&str> = text.splitn(pairs * 2 + 1, '`').collect();
    html! {
        for (index, part) in parts.into_iter().enumerate() {
            if index % 2 == 1 {
                <code key={index}>{ part }</code>
            } else {
                { part }
            }
        }
    }
}
