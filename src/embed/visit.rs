//! What a reader made of an explorer, as the page's script keeps it and makes links of it.

use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::{AttrValue, Callback};

use super::why;
use crate::session::Pairs;
use crate::view::{Share, ShareForm, Visit};

/// Reads what was made of the explorer before: an array of names and values, and whether it came by a link.
pub(super) fn visit(given: &JsValue) -> Option<Visit> {
    let pairs: Array = Reflect::get(given, &"pairs".into()).ok()?.dyn_into().ok()?;
    let linked = Reflect::get(given, &"linked".into()).ok()?.is_truthy();
    let text = |pair: &Array, at: u32| pair.get(at).as_string();
    let pairs: Pairs = pairs
        .iter()
        .filter_map(|pair| {
            let pair: Array = pair.dyn_into().ok()?;
            Some((text(&pair, 0)?, text(&pair, 1)?.into()))
        })
        .collect();
    Some(Visit { pairs: Rc::new(pairs), linked })
}

/// Writes it for the page's script.
pub(super) fn written(pairs: &Pairs) -> Array {
    pairs.iter().map(|(name, value)| Array::of2(&name.into(), &JsValue::from(&**value))).collect()
}

/// Asks a function of the page to share the explorer, and tells the reader what came of it.
pub(super) fn sharer(function: Option<Function>) -> Option<Callback<Share>> {
    function.map(|function| {
        Callback::from(move |share: Share| {
            let form = match share.form {
                ShareForm::Link => "link",
                ShareForm::Embed => "embed",
            };
            let said = function.call2(&JsValue::UNDEFINED, &written(&share.pairs), &form.into());
            spawn_local(async move {
                let said = match said {
                    Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await,
                    Err(error) => Err(error),
                };
                let said = match said {
                    Ok(words) => words.as_string().unwrap_or_default().into(),
                    Err(error) => why(&error, "That could not be made."),
                };
                share.said.emit(AttrValue::from(said));
            });
        })
    })
}
