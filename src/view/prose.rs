//! Texts for the reader: nothing is hidden in them, and what stands between backticks in a sentence is code.

use yew::prelude::*;

use crate::hidden::readable;
use crate::template::Element;
use crate::words::words;

/// A text of the template with nothing hidden in it, for an element or an attribute.
pub fn shown(text: &str) -> AttrValue {
    readable(text).into_owned().into()
}

/// The name of a part of the template.
pub fn name(element: &Element) -> AttrValue {
    match element {
        Element::Parameter(id)
        | Element::Mapping(id)
        | Element::Condition(id)
        | Element::Rule(id)
        | Element::Globals(id)
        | Element::Resource(id)
        | Element::Output(id) => shown(id.as_str()),
        Element::Mappings => "Mappings".into(),
    }
}

/// A name that may go on in another line where one of its words begins, and only there while there is room.
pub fn breakable(name: &str) -> Html {
    words(&readable(name)).into_iter().map(|word| html! { <>{ word }<wbr /></> }).collect()
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
