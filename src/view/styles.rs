//! Styles of single elements under a strict security policy: it blocks the attribute `style`, and allows what a script sets.
//!
//! Such an element says its declarations in `data-style`, and they are set after each render, before anything is painted.

use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, HtmlElement, SvgElement};
use yew::prelude::*;

/// Sets the declarations of an element and of all in it, after each render.
#[hook]
pub fn use_styles(root: &NodeRef) {
    let root = root.clone();
    use_effect(move || {
        let Some(root) = root.cast::<Element>() else { return };
        set(&root);
        let Ok(all) = root.query_selector_all("[data-style]") else { return };
        for at in 0..all.length() {
            if let Some(element) = all.get(at).and_then(|node| node.dyn_into::<Element>().ok()) {
                set(&element);
            }
        }
    });
}

/// Sets the declarations of one element, after each render.
#[hook]
pub fn use_own_style(element: &NodeRef) {
    let element = element.clone();
    use_effect(move || {
        if let Some(element) = element.cast::<Element>() {
            set(&element);
        }
    });
}

/// Sets the declarations of an element, in place of those that it had.
pub fn declare(element: &Element, declarations: &str) {
    // Browsers end each declaration with a semicolon.
    let is_new = |style: &CssStyleDeclaration| style.css_text().trim_end_matches(';') != declarations;
    if let Some(style) = style_of(element).filter(is_new) {
        style.set_css_text(declarations);
    }
}

fn set(element: &Element) {
    if let Some(declarations) = element.get_attribute("data-style") {
        declare(element, &declarations);
    }
}

fn style_of(element: &Element) -> Option<CssStyleDeclaration> {
    let html = element.dyn_ref::<HtmlElement>().map(HtmlElement::style);
    html.or_else(|| element.dyn_ref::<SvgElement>().map(SvgElement::style))
}
