//! Where the picture has a part of the template.

use std::rc::Rc;

use super::{Model, details};
use crate::eval::Existence;
use crate::scene::{Extent, Node, Scene};
use crate::template::{Element, LogicalId};

/// The place of a part of the template in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// It has a box or an icon of its own.
    Own,
    /// It is in a box or a stack that is folded: what that is called.
    Folded(String),
    /// It is a part of something that is drawn: what that is called.
    PartOf(String),
    /// A line is drawn for it: what that joins.
    Line(String),
    /// Its condition is false, and what is left out is not shown.
    LeftOut,
    /// The picture does not have it.
    Nowhere,
    /// It is no resource: what hangs on it is marked.
    Marked,
}

/// Returns where the picture has a part of the template.
pub(super) fn place(model: &Model, element: &Element) -> Whereabouts {
    let Element::Resource(id) = element else { return Whereabouts::Marked };
    let scene = &model.picture.drawing.scene;
    let is_left_out = || {
        let resource = model.deployment.stack.resources.get(id);
        resource.is_some_and(|resource| resource.exists == Existence::No)
    };
    match held(scene, id) {
        Some(Held::Own) => Whereabouts::Own,
        Some(Held::Folded(node, _)) => Whereabouts::Folded(details::node_title(node)),
        Some(Held::Within(node)) => Whereabouts::PartOf(details::node_title(node)),
        None => match scene.links.iter().find(|link| link.folded.contains(id)) {
            Some(link) => {
                let end = |at: usize| {
                    let node = scene.nodes.get(at);
                    let label = node.and_then(|node| node.label.as_ref());
                    label
                        .map(|label| label.text.to_string())
                        .or(node.map(details::node_title))
                        .unwrap_or_default()
                };
                Whereabouts::Line(format!("{} → {}", end(link.source), end(link.target)))
            }
            None if is_left_out() => Whereabouts::LeftOut,
            None => Whereabouts::Nowhere,
        },
    }
}

/// The node that shows a resource.
pub(super) enum Held<'s> {
    /// Its own.
    Own,
    /// The node that it is folded into, and the id that opens that.
    Folded(&'s Node, Rc<str>),
    /// The node that it is a part of.
    Within(&'s Node),
}

/// Returns the node that shows a resource, where one does.
pub(super) fn held<'s>(scene: &'s Scene, id: &LogicalId) -> Option<Held<'s>> {
    if scene.nodes.iter().any(|node| node.resource.as_ref() == Some(id) && !is_stack(node)) {
        return Some(Held::Own);
    }
    let node =
        scene.nodes.iter().find(|node| node.folded.contains(id) || node.resource.as_ref() == Some(id))?;
    Some(match &node.extent {
        Extent::Collapsed(_) => Held::Folded(node, node.id.clone()),
        Extent::Stack(_, opens) => Held::Folded(node, opens.clone()),
        Extent::Whole | Extent::Expanded | Extent::Loose(_) => Held::Within(node),
    })
}

/// Returns true for a node that stands for several: none of them has it for its own.
fn is_stack(node: &Node) -> bool {
    matches!(node.extent, Extent::Stack(..))
}
