//! The picture of an AWS service, from a file beside the page's script.

use yew::prelude::*;

use super::paint::number;
use crate::svg::{Frame, IMAGE_SIDE};

#[derive(Properties, PartialEq)]
pub struct ServiceImageProps {
    pub href: AttrValue,
    pub frame: Frame,
}

/// The picture, opaque once it is there; nothing when it does not come, where browsers would draw a torn page.
#[component]
pub fn ServiceImage(props: &ServiceImageProps) -> Html {
    let missing = use_state_eq(|| None);
    let onerror = {
        let (missing, href) = (missing.setter(), props.href.clone());
        Callback::from(move |_: Event| missing.set(Some(href.clone())))
    };
    if missing.as_ref() == Some(&props.href) {
        return Html::default();
    }
    html! {
        <image
            href={&props.href}
            width={number(IMAGE_SIDE)}
            height={number(IMAGE_SIDE)}
            transform={props.frame.transform()}
            {onerror}
        />
    }
}
