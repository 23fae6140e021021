//! The facts about resource types: asked of the page once, read once, shared by all its explorers.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

use super::why;
use crate::facts::TypeFacts;
use crate::view::{FactsAnswer, read_facts};

thread_local! {
    static FACTS: RefCell<Option<Rc<TypeFacts>>> = const { RefCell::new(None) };
}

/// Answers with the facts: those that are here already, else those of the text that the page's function promises.
pub(super) fn loader(load: Option<Function>) -> Callback<Callback<FactsAnswer>> {
    Callback::from(move |answer: Callback<FactsAnswer>| {
        let load = load.clone();
        spawn_local(async move { answer.emit(get(load).await) });
    })
}

async fn get(load: Option<Function>) -> FactsAnswer {
    if let Some(facts) = known() {
        return Ok(facts);
    }
    let load = load.ok_or("this page has no facts about them")?;
    let promise = load.call0(&JsValue::UNDEFINED).map(|value| Promise::resolve(&value));
    let text = match promise {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    // Another explorer of the page may have been first.
    if let Some(facts) = known() {
        return Ok(facts);
    }
    let text = text
        .map_err(|error| why(&error, "they could not be loaded"))?
        .as_string()
        .ok_or("the page gave no text")?;
    let facts = read_facts(text).await.map_err(|_| Rc::<str>::from("the check could not be loaded"))?;
    if !facts.names().any(|name| name.starts_with("AWS::")) {
        return Err("what was loaded are no facts about them".into());
    }
    let facts = Rc::new(facts);
    FACTS.with(|slot| slot.replace(Some(facts.clone())));
    Ok(facts)
}

fn known() -> Option<Rc<TypeFacts>> {
    FACTS.with(|slot| slot.borrow().clone())
}
