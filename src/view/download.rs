//! A file to save.

use js_sys::Array;
use web_sys::{Blob, BlobPropertyBag, Url};
use yew::prelude::*;

use super::Page;

#[derive(Properties, PartialEq)]
pub struct DownloadProps {
    /// The file's name.
    pub name: AttrValue,
    pub text: AttrValue,
    pub children: Html,
}

/// A link that saves a text. Its address is the page's own (`blob:`), which no content security policy has anything
/// against, and which has room for any text.
#[component]
pub fn Download(props: &DownloadProps) -> Html {
    let address = use_state_eq(|| None::<String>);
    {
        let address = address.setter();
        use_effect_with(props.text.clone(), move |text| {
            let made = made(text);
            address.set(made.clone());
            move || {
                if let Some(made) = made {
                    // An address that cannot be given back goes with the page.
                    let _ = Url::revoke_object_url(&made);
                }
            }
        });
    }
    let Page { download_note, .. } = use_context().unwrap_or_default();
    html! {
        <>
            <a href={(*address).clone()} download={&props.name}>{ props.children.clone() }</a>
            if let Some(note) = download_note {
                <span class="help">{ " " }{ note }</span>
            }
        </>
    }
}

fn made(text: &str) -> Option<String> {
    let options = BlobPropertyBag::new();
    options.set_type("application/json");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}
