//! A template of the reader's own: the page's script reads it, since it knows what may be read and how much.

use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::{AttrValue, Callback};

use super::why;
use crate::view::{Open, Wanted};
use crate::yaml::Text;

/// Asks a function of the page for what the reader wants to open.
pub(super) fn opener(function: Option<Function>) -> Option<Callback<Open>> {
    function.map(|function| {
        Callback::from(move |open: Open| {
            let wanted = match &open.wanted {
                Wanted::File(file) => JsValue::from(file),
                Wanted::Address(address) => JsValue::from(address),
            };
            let given = function.call1(&JsValue::UNDEFINED, &wanted);
            spawn_local(async move {
                let given = match given {
                    Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await,
                    Err(error) => Err(error),
                };
                open.answer.emit(
                    given
                        .and_then(|given| read(&given))
                        .map_err(|error| AttrValue::from(why(&error, "The template could not be opened."))),
                );
            });
        })
    })
}

fn read(given: &JsValue) -> Result<(Rc<str>, Text), JsValue> {
    let given: &Object = given.dyn_ref().ok_or(JsValue::UNDEFINED)?;
    let name = Reflect::get(given, &"fileName".into())?.as_string().unwrap_or_else(|| "template.yaml".into());
    let bytes: Uint8Array = Reflect::get(given, &"bytes".into())?.dyn_into()?;
    Ok((name.into(), Text::decode(&bytes.to_vec())))
}
