//! Texts for the reader: nothing is hidden in them, and what stands between backticks in a sentence is code.

use yew::prelude::*;

use crate::hidden::readable;

/// A text of the template with nothing hidden in it, for an element or an attribute.
pub fn shown(text: &str) -> AttrValue {
    readable(text).into_owned().into()
}

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
