//! The picture as a file: the page's script gets the pictures of services that are in it, and saves it.

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

use super::{set, why};
use crate::svg::Theme;
use crate::view::{Format, PictureWriter, Save, picture_writer};

/// Hands a picture to a function of the page; what it throws is told the reader.
pub(super) fn saver(function: Option<Function>) -> Option<Callback<Save>> {
    function.map(|function| {
        Callback::from(move |save: Save| {
            let function = function.clone();
            spawn_local(async move {
                let Ok(write) = picture_writer(save.format).await else {
                    return save
                        .answer
                        .emit(Err("The file could not be made: there is no connection.".into()));
                };
                let answer = function.call1(&JsValue::UNDEFINED, &request(&save, write));
                let answer = match answer {
                    Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await,
                    Err(error) => Err(error),
                };
                save.answer.emit(match answer {
                    Ok(words) => Ok(words.as_string().unwrap_or_default().into()),
                    Err(error) => Err(why(&error, "The file could not be made.").into()),
                });
            });
        })
    })
}

/// An `ExplorerPicture`.
fn request(save: &Save, write: PictureWriter) -> Object {
    let (session, format) = (save.session.clone(), save.format);
    // Other tools have shapes of their own.
    let names = match format {
        Format::Svg | Format::Png => session.picture_images(),
        Format::Tool(_) => Vec::new(),
    };
    let request = Object::new();
    set(&request, "format", format.ending());
    set(&request, "copied", format.copied_as());
    set(&request, "name", session.picture_name());
    set(&request, "images", names.iter().map(|name| JsValue::from(*name)).collect::<Array>());
    // Once, so that nothing of it stays when it has been called.
    let text = Closure::once_into_js(move |texts: Array, dark: bool| {
        let texts = names.iter().zip(texts.iter());
        let images = texts.filter_map(|(name, text)| Some((*name, text.as_string()?))).collect();
        write(&session, format, if dark { Theme::Dark } else { Theme::Light }, images)
    });
    set(&request, "text", text);
    request
}
