//! Labels that siblings share give way to what tells them apart: their logical IDs.

use std::rc::Rc;

use crate::eval::MarkedText;
use crate::maps::{IndexMap, IndexSet};

use super::additions::{Additions, Rename};
use super::context::Context;
use super::{Node, NodeIndex, NodeKind};

/// The kind and type of node that a label is on, its text, and whether it says that this exists.
type Look = (NodeKind, Option<Rc<str>>, MarkedText, bool);

/// Returns the logical IDs of all that look the same and have one label, where two of them stand side by side: private
/// subnets of one zone, and then those of other zones, too.
pub(super) fn additions<'a>(context: &Context<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let mut seen: IndexMap<(Option<NodeIndex>, Look), &str> = IndexMap::new();
    let mut confused: IndexSet<Look> = IndexSet::new();
    for (index, node) in context.draft.nodes.iter().enumerate() {
        let Some(look) = look(node) else { continue };
        let id = match &node.resource {
            // Others than the main node of a resource, such as its instances, have a box around them.
            Some(id) if context.main(id) != Some(index) => continue,
            Some(id) => id.as_str(),
            None if is_made(node) => &*node.id,
            None => continue,
        };
        if *seen.entry((node.parent, look.clone())).or_insert(id) != id {
            confused.insert(look);
        }
    }
    for (index, node) in context.draft.nodes.iter().enumerate() {
        let is_confused = look(node).is_some_and(|look| confused.contains(&look));
        let label = match &node.resource {
            _ if !is_confused => continue,
            Some(id) => context.resources.logical_name(id).into(),
            None if is_made(node) => MarkedText::from(&*node.id),
            None => continue,
        };
        additions.renamed.push(Rename { node: index, label, title: None });
    }
    additions
}

/// Returns true for what SAM's transform makes: the rule of an event, whose node has the logical ID that it will get for an id.
fn is_made(node: &Node) -> bool {
    node.resource.is_none() && !node.existing && node.id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn look(node: &Node) -> Option<Look> {
    node.label.as_ref().map(|label| (node.kind, node.type_name.clone(), label.text.clone(), node.existing))
}
