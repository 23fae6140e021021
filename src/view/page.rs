//! What the page says about every part of an explorer.

use yew::prelude::*;

/// A context: asked for where it is needed, so that it need not be handed through everything above.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// True if readers may change the template.
    pub editable: bool,
    /// True if readers may open a template by its address.
    pub open_addresses: bool,
    /// The address of the folder with the pictures of services, a slash at its end; without one, letters stand for them.
    pub images: Option<AttrValue>,
    /// The titles' levels.
    pub headings: Headings,
    /// Why a file that is saved may not arrive, in words for the reader; none where nothing speaks against it.
    pub download_note: Option<AttrValue>,
}

/// Where an explorer's titles stand among those of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headings {
    /// They are headings of this level, 1 to 6, and of the next one below.
    From(u8),
    /// They are none.
    None,
}

impl Default for Headings {
    /// A post's title is an `h1` and its sections have `h2`.
    fn default() -> Self {
        Self::From(3)
    }
}

impl Headings {
    /// Returns what an attribute says; the usual level where it says nothing that is one.
    pub fn named(name: &str) -> Self {
        match name.trim() {
            "none" => Self::None,
            name => match name.parse() {
                Ok(level @ 1..=6) => Self::From(level),
                _ => Self::default(),
            },
        }
    }

    /// The title of a part.
    pub fn title(self, text: impl Into<Html>) -> Html {
        self.heading(0, "heading", text.into())
    }

    /// The title of a part of a part.
    pub fn subtitle(self, text: impl Into<Html>) -> Html {
        self.heading(1, "subheading", text.into())
    }

    fn heading(self, below: u8, class: &'static str, text: Html) -> Html {
        match self {
            Self::From(level) => html! { <@{format!("h{}", (level + below).min(6))} {class}>{ text }</@> },
            Self::None => html! { <p {class}>{ text }</p> },
        }
    }
}
