//! The frame of the region: around all that is in it, where something that is in no region stands beside it.

use std::collections::BTreeSet;

use crate::catalog::{self, Outside, Role};
use crate::template::LogicalId;

use super::context::Context;
use super::placement::peers;
use super::resources::Resources;
use super::{BoxStyle, Dash, Icon, Ink, Node, NodeIndex, NodeKind, Place, Shape, Side, texts};

/// Puts all that is in the region into one box, where that tells it from anything. The box has the region's name where
/// somebody chose one.
pub(super) fn draw(context: &mut Context, name: Option<&str>) {
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
    let holds = inside.iter().filter(is_shown).any(|&node| !is_support(role(context, node)));
    if !faces || !holds {
        return;
    }
    let frame = context.draft.add(frame(name));
    for node in inside {
        context.draft.nodes[node].parent = Some(frame);
    }
    for node in outside {
        let side = match role(context, node) {
            _ if context.abroad.contains(&node) => Side::Left,
            Some(Role::Vpc) => Side::Right,
            role if is_support(role) => Side::Bottom,
            _ => Side::Left,
        };
        let node = &mut context.draft.nodes[node];
        if node.place == Place::Flow {
            node.place = Place::Beside(side);
        }
    }
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

/// The VPCs of other regions that something leads to, and the stacks there that are read.
fn abroad(context: &Context) -> BTreeSet<NodeIndex> {
    let resources = &context.resources;
    let leads_away =
        |id: &LogicalId| resources.text(id, "PeerRegion").is_some_and(|region| region != resources.region());
    let away = resources.present().map(|(id, _)| id).filter(|id| leads_away(id));
    let vpcs = away.flat_map(|id| peers(resources, id)).filter_map(|peer| context.container(&peer));
    vpcs.chain(context.abroad.iter().copied()).collect()
}

/// Returns whether a node stands for something that is in no region.
pub(super) fn stands_outside(context: &Context, node: NodeIndex) -> bool {
    let node = &context.draft.nodes[node];
    // What spans others is in the region, as all is that it could go around.
    let resource = node.resource.as_ref().filter(|_| node.place != Place::Around);
    resource.is_some_and(|id| is_outside(&context.resources, id, MAX_HOPS))
}

/// Records of zones: no real chain is longer.
const MAX_HOPS: usize = 4;

fn is_outside(resources: &Resources, id: &LogicalId, hops: usize) -> bool {
    let Some((_, resource)) = resources.get(id) else {
        return false;
    };
    match catalog::outside(&resource.type_name) {
        _ if resources.overrides().is_at_edge(id) => true,
        None => false,
        Some(Outside::Always) => true,
        Some(Outside::When(path, value)) => resources.text(id, path).as_deref() == Some(value),
        Some(Outside::Without(path)) => resources.values(id, path).is_empty(),
        Some(Outside::Like(path)) => {
            hops == 0
                || resources.named_at(id, path).iter().all(|other| is_outside(resources, other, hops - 1))
        }
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

fn is_support(role: Option<Role>) -> bool {
    matches!(role, Some(Role::Badge | Role::Support | Role::Glue) | None)
}
