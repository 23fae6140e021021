//! The frame of the region: around all that is in it, where something that is in no region stands beside it.

use crate::catalog::Role;

use super::additions::{Additions, Extra, Move};
use super::context::Context;
use super::outside_region::{abroad, stands_outside};
use super::{BoxStyle, Dash, Icon, Ink, Node, NodeIndex, NodeKind, Place, Shape, sides, texts};

/// Puts all that is in the region into one box, where that tells it from anything. The box has the region's name where
/// somebody chose one.
pub(super) fn additions<'a>(context: &Context<'a>, name: Option<&str>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let roots: Vec<NodeIndex> =
        (0..context.draft.nodes.len()).filter(|&node| context.draft.nodes[node].parent.is_none()).collect();
    let abroad = abroad(context);
    let (outside, inside): (Vec<NodeIndex>, Vec<NodeIndex>) =
        roots.iter().copied().partition(|&node| stands_outside(context, node) || abroad.contains(&node));
    let is_shown = |node: &&NodeIndex| !context.draft.nodes[**node].ghost;
    let faces = outside
        .iter()
        .filter(is_shown)
        .any(|node| role(context, *node) == Some(Role::Edge) || abroad.contains(node));
    let holds = inside.iter().filter(is_shown).any(|&node| !sides::is_at_bottom(role(context, node)));
    if !faces || !holds {
        return additions;
    }
    let frame = additions.icon(Extra::Frame(NodeKind::Region), frame(name));
    let moved = inside.into_iter().map(|node| Move { node, into: Some(frame.clone()), place: None });
    additions.moved.extend(moved);
    for node in outside.into_iter().filter(|&node| context.draft.nodes[node].place == Place::Flow) {
        let side = sides::beside_region(role(context, node), context.abroad.contains(&node));
        additions.moved.push(Move { node, into: None, place: Some(Place::Beside(side)) });
    }
    additions
}

fn frame(name: Option<&str>) -> Node {
    let style = BoxStyle {
        stroke: Ink::Blue,
        fill: Ink::None,
        dash: Dash::Dashed,
        badge: Some(Icon::Glyph("region", Ink::Blue)),
    };
    Node {
        id: NodeKind::Region.name().into(),
        kind: NodeKind::Region,
        shape: Shape::Box(style),
        label: texts::corner(name.unwrap_or("Region").into(), Ink::Blue),
        title: name.map_or_else(|| "Region".to_owned(), |name| format!("Region {name}")),
        ..Node::default()
    }
}

fn role(context: &Context, node: NodeIndex) -> Option<Role> {
    let node = &context.draft.nodes[node];
    match &node.resource {
        Some(id) => context.resources.role(id),
        // A box around what exists already.
        None => Some(Role::Vpc),
    }
}
