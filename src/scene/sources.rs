//! Says beside a name where that is from which the template names and does not make: once, and then only that it is.

use std::rc::Rc;

use super::containers::Container;
use super::readings::Origin;
use super::resources::Resources;
use super::{Fact, Scene, Source};
use crate::maps::IndexSet;

/// Where a container is from.
pub(super) fn of(resources: &Resources, container: &Container) -> Option<Source> {
    let Container::Existing(existing) = container else {
        return None;
    };
    match &existing.origin {
        // A short name is followed by it.
        Origin::Existing | Origin::Kept(None) if !existing.is_long() => None,
        origin => of_whole(resources, origin),
    }
}

/// Where something is from that has its whole name from there.
pub(super) fn of_whole(resources: &Resources, origin: &Origin) -> Option<Source> {
    let same = |text: Rc<str>| Source { from: text.clone(), mark: text };
    match origin {
        Origin::Existing | Origin::Kept(None) => Some(same("existing".into())),
        // What a resource makes is called by its name.
        Origin::Made(_) => None,
        Origin::Import(None) => Some(same("imported".into())),
        Origin::Import(Some(stack)) => {
            Some(Source { from: format!("from {stack}").into(), mark: "imported".into() })
        }
        Origin::Nested(stack) => Some(same(format!("(by {})", resources.logical_name(stack)).into())),
        Origin::Output(None) => Some(same("existing".into())),
        Origin::Output(Some(from)) | Origin::Kept(Some(from)) => {
            Some(Source { from: format!("from {from}").into(), mark: "existing".into() })
        }
    }
}

/// Where a part of a name is from.
pub(super) fn of_part(origin: &Origin) -> Option<Source> {
    match origin {
        Origin::Import(Some(from)) | Origin::Output(Some(from)) | Origin::Kept(Some(from)) => {
            Some(Source { from: format!("from {from}").into(), mark: "".into() })
        }
        Origin::Existing
        | Origin::Import(None)
        | Origin::Output(None)
        | Origin::Nested(_)
        | Origin::Made(_)
        | Origin::Kept(None) => None,
    }
}

/// Puts the sources of all nodes into their facts, those of the outermost boxes first.
pub(super) fn say(scene: &mut Scene) {
    let mut said: IndexSet<Rc<str>> = IndexSet::new();
    for node in &mut scene.nodes {
        let Some(source) = &node.source else { continue };
        let text = if said.insert(source.from.clone()) { &source.from } else { &source.mark };
        if !text.is_empty() {
            node.facts.insert(0, Fact::new(&**text));
        }
    }
}
