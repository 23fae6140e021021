//! Labels that siblings share give way to what tells them apart: their logical IDs.

use std::rc::Rc;

use crate::eval::MarkedText;
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::additions::{Additions, Rename};
use super::context::Context;
use super::{Node, NodeIndex, NodeKind};

/// The kind and type of node that a label is on, its text, and whether it says that this exists.
type Look = (NodeKind, Option<Rc<str>>, MarkedText, bool);

/// Returns the logical IDs of all that look the same and have one label, where two of them stand side by side: private
/// subnets of one zone, and then those of other zones, too.
pub(super) fn additions<'a>(context: &Context<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let mut seen: IndexMap<(Option<NodeIndex>, Look), &LogicalId> = IndexMap::new();
    let mut confused: IndexSet<Look> = IndexSet::new();
    for (index, node) in context.draft.nodes.iter().enumerate() {
        let (Some(id), Some(look)) = (node.resource.as_ref(), look(node)) else { continue };
        // Others than the main node of a resource, such as its instances, have a box around them.
        if context.main(id) != Some(index) {
            continue;
        }
        if *seen.entry((node.parent, look.clone())).or_insert(id) != id {
            confused.insert(look);
        }
    }
    for (index, node) in context.draft.nodes.iter().enumerate() {
        let is_confused = look(node).is_some_and(|look| confused.contains(&look));
        if let (true, Some(id)) = (is_confused, &node.resource) {
            let label = context.resources.logical_name(id).into();
            additions.renamed.push(Rename { node: index, label, title: None });
        }
    }
    additions
}

fn look(node: &Node) -> Option<Look> {
    node.label.as_ref().map(|label| (node.kind, node.type_name.clone(), label.text.clone(), node.existing))
}
