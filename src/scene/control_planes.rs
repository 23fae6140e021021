//! Clusters whose control plane AWS runs in a network of its own, with a foot in the subnets of the template's, and the
//! nodes that such a cluster makes itself.

use crate::catalog::Role;
use crate::template::LogicalId;

use super::additions::{Additions, LinkEnd, Unless};
use super::context::Context;
use super::excerpt::excerpt;
use super::leaf::{Leaf, Region};
use super::naming::name_of;
use super::placement::is_managed_cluster;
use super::resources::Resources;
use super::{Icon, Ink, Link, LinkKind, Node, Shape, texts};

/// Returns whether a cluster starts and ends its nodes itself.
pub(super) fn makes_nodes(resources: &Resources, id: &LogicalId) -> bool {
    is_managed_cluster(resources, id)
        && resources.text(id, "ComputeConfig.Enabled").as_deref() == Some("true")
}

/// The control plane of a cluster whose nodes are drawn.
pub(super) fn icon(resources: &Resources, id: &LogicalId) -> Node {
    let is_only = resources
        .with_role(Role::Cluster)
        .filter(|other| is_managed_cluster(resources, other))
        .nth(1)
        .is_none();
    let label =
        if is_only { "Control plane".into() } else { format!("Control plane of {}", name_of(resources, id)) };
    Node {
        id: format!("{id}/control-plane").into(),
        title: format!("Control plane of {}, run by AWS", name_of(resources, id)),
        shape: Shape::Icon(Icon::Glyph("eks-cluster", Ink::Orange)),
        label: texts::below(label.into()),
        ..Node::default()
    }
}

/// The nodes that a cluster makes in a subnet, of which nobody knows how many.
pub(super) fn nodes(resources: &Resources, id: &LogicalId, subnet: &str) -> Node {
    let pools: Vec<String> =
        resources.values(id, "ComputeConfig.NodePools[]").into_iter().map(|pool| excerpt(pool)).collect();
    let pools = match &pools[..] {
        [] => String::new(),
        pools => format!(", node pools {}", pools.join(", ")),
    };
    Node {
        id: format!("{id}/{subnet}").into(),
        title: format!("Nodes made by the Auto Mode of {}{pools}", name_of(resources, id)),
        shape: Shape::Icon(Icon::Glyph("instances", Ink::Orange)),
        label: texts::below("Auto Mode nodes".into()),
        made: true,
        ..Node::default()
    }
}

/// Returns a line from each control plane to the box around its nodes.
pub(super) fn additions<'a>(context: &Context<'a>, leaves: &[Leaf<'a>]) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    for leaf in leaves.iter().filter(|leaf| leaf.region == Region::Border) {
        let Some(target) = context
            .main(leaf.of)
            .filter(|&main| is_managed_cluster(context.resources, leaf.of) && main != leaf.node)
        else {
            continue;
        };
        let title = format!("The control plane of {} runs its nodes", name_of(context.resources, leaf.of));
        let link = Link { kind: LinkKind::Control, title, ..Link::default() };
        additions.link(LinkEnd::Node(leaf.node), LinkEnd::Node(target), link, Unless::Never);
    }
    additions
}
