//! Texts in colours: the template's, and those of scripts in it.

use yew::prelude::*;

use crate::session::Colour;

/// A part of a text in its colour.
pub fn painted(at: usize, colour: Colour, part: &str) -> Html {
    let class = match colour {
        Colour::Plain => return html! { <>{ part }</> },
        Colour::Key => "paint-key",
        Colour::Text => "paint-text",
        Colour::Tag => "paint-tag",
        Colour::Constant => "paint-constant",
        Colour::Comment => "paint-comment",
    };
    html! { <span key={at} {class}>{ part }</span> }
}
