//! The texts of a scene as readers see them: nothing is hidden in them, so layout measures what is drawn.

use std::borrow::Cow;
use std::rc::Rc;

use crate::eval::MarkedText;

use super::{Icon, Link, Node, Scene, Shape};
use crate::hidden::readable;

/// Writes out what is hidden in texts; ids stay as they are.
pub(super) fn write_out(scene: &mut Scene) {
    for text in [&mut scene.title, &mut scene.description] {
        show(text);
    }
    scene.nodes.iter_mut().for_each(node);
    scene.links.iter_mut().for_each(link);
}

fn node(node: &mut Node) {
    if node.title.is_empty() && node.label.is_none() {
        // What has no name is called by its id.
        node.title = node.id.to_string();
    }
    show(&mut node.title);
    if let Some(label) = &mut node.label {
        show_marked(&mut label.text);
    }
    for fact in &mut node.facts {
        show_marked(&mut fact.text);
        show_marked(&mut fact.name);
    }
    node.badges.iter_mut().for_each(|badge| show(&mut badge.title));
    for detail in &mut node.details {
        show(&mut detail.name);
        show_marked(&mut detail.value);
    }
    let icon = match &mut node.shape {
        Shape::Icon(icon) => Some(icon),
        Shape::Box(style) => style.badge.as_mut(),
    };
    if let Some(Icon::Letters(letters, _)) = icon {
        show_shared(letters);
    }
}

fn link(link: &mut Link) {
    show(&mut link.title);
    if let Some(label) = &mut link.label {
        show_shared(label);
    }
}

fn show(text: &mut String) {
    if let Cow::Owned(shown) = readable(text) {
        *text = shown;
    }
}

fn show_marked(text: &mut MarkedText) {
    if let Cow::Owned(_) = readable(text) {
        *text = text.rewritten(|text| readable(text).into_owned());
    }
}

fn show_shared(text: &mut Rc<str>) {
    if let Cow::Owned(shown) = readable(text) {
        *text = shown.into();
    }
}
