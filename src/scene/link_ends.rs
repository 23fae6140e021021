//! At which of the nodes of two resources a link between them begins and ends.

use crate::catalog::Role;
use crate::template::LogicalId;

use super::context::Context;
use super::draft::Draft;
use super::{NodeIndex, Place, Shape, Side};

/// A load balancer reaches every instance of a group; anything else reaches the group, or that of its icons which is
/// nearest to where the flow comes from.
pub(super) fn ends(context: &Context, source: &LogicalId, target: &LogicalId) -> Vec<(NodeIndex, NodeIndex)> {
    let stands = context.stands.get(target).cloned().unwrap_or_default();
    let Some(from) = context.main(source) else {
        return Vec::new();
    };
    let instances =
        stands.iter().copied().filter(|&node| matches!(context.draft.nodes[node].shape, Shape::Icon(_)));
    match context.resources.role(source) {
        Some(Role::Balancer) if stands.len() > 1 => instances.map(|to| (from, to)).collect(),
        _ => {
            let Some(&main) = stands.first() else {
                return Vec::new();
            };
            let from = nearest_to(context, source, main).unwrap_or(from);
            let to = nearest_to(context, target, from).unwrap_or(main);
            vec![(from, to)]
        }
    }
}

/// Of the icons of a resource the one that is nearest to another node.
pub(super) fn nearest_to(context: &Context, id: &LogicalId, other: NodeIndex) -> Option<NodeIndex> {
    nearest(&context.draft, &context.equals(id), other)
}

/// Of the icons of a resource the one that shares most boxes with another node; the last for what stands at the
/// right, else the first.
pub(super) fn nearest(draft: &Draft, icons: &[NodeIndex], other: NodeIndex) -> Option<NodeIndex> {
    let around: Vec<NodeIndex> = draft.ancestors(other).collect();
    let common = |node: NodeIndex| draft.ancestors(node).filter(|outer| around.contains(outer)).count();
    let most = icons.iter().map(|&icon| common(icon)).max()?;
    let mut best = icons.iter().copied().filter(|&icon| common(icon) == most);
    let at_right = std::iter::once(other).chain(around.iter().copied()).any(|node| {
        matches!(draft.nodes[node].place, Place::Beside(Side::Right) | Place::Border(Side::Right))
    });
    if at_right { best.next_back() } else { best.next() }
}

#[cfg(test)]
mod tests {
    use super::super::Node;
    use super::*;

    /// Two zones with an icon each; beside them one at the left, one at the right, one on the right border.
    fn network() -> (Draft, [NodeIndex; 2], [NodeIndex; 4]) {
        let mut draft = Draft::default();
        let mut add = |id: &str, parent: Option<NodeIndex>, place: Place| {
            draft.add(Node { id: id.into(), parent, place, ..Node::default() })
        };
        let network = add("network", None, Place::Flow);
        let zones = ["a", "b"].map(|id| add(id, Some(network), Place::Flow));
        let icons = zones.map(|zone| add("worker", Some(zone), Place::Flow));
        let in_second = add("store", Some(zones[1]), Place::Flow);
        let left = add("left", None, Place::Beside(Side::Left));
        let right = add("right", None, Place::Beside(Side::Right));
        let border = add("border", Some(network), Place::Border(Side::Right));
        (draft, icons, [in_second, left, right, border])
    }

    #[test]
    fn links_meet_the_icon_that_shares_most_boxes_with_the_other_end() {
        let (draft, icons, [in_second, ..]) = network();
        assert_eq!(nearest(&draft, &icons, in_second), Some(icons[1]));
        assert_eq!(nearest(&draft, &icons, icons[0]), Some(icons[0]));
    }

    #[test]
    fn of_icons_as_near_links_meet_the_last_for_what_is_at_the_right_and_else_the_first() {
        let (draft, icons, [_, left, right, border]) = network();
        assert_eq!(nearest(&draft, &icons, left), Some(icons[0]));
        assert_eq!(nearest(&draft, &icons, right), Some(icons[1]));
        assert_eq!(nearest(&draft, &icons, border), Some(icons[1]));
    }

    #[test]
    fn what_is_in_a_box_at_the_right_is_at_the_right() {
        let (mut draft, icons, [_, _, right, _]) = network();
        let inside = draft.add(Node { id: "inside".into(), parent: Some(right), ..Node::default() });
        assert_eq!(nearest(&draft, &icons, inside), Some(icons[1]));
    }

    #[test]
    fn without_icons_there_is_none() {
        let (draft, _, [other, ..]) = network();
        assert_eq!(nearest(&draft, &[], other), None);
    }
}
