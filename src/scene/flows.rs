//! Links that mean flow: from what is drawn, through relations that are not, to what is drawn.

use indexmap::{IndexMap, IndexSet};

use crate::catalog::{self, Role};
use crate::sorting;
use crate::template::LogicalId;

use super::bounds::Budget;
use super::containers::Container;
use super::context::Context;
use super::draft::Draft;
use super::excerpt::excerpt;
use super::flow_steps::{FlowStep, FlowSteps, reached};
use super::naming::name_of;
use super::placement::peers;
use super::resources::Resources;
use super::{Link, NodeIndex, Place, Shape, Side};

/// Adds the flows between drawn resources. What they go through is folded into them.
pub(super) fn draw<'a>(context: &mut Context<'a>, drawn: &IndexSet<&'a LogicalId>, steps: &FlowSteps<'a>) {
    // A listener that a condition leaves out makes no flow faint that another carries, too.
    let is_ghost = |step: &FlowStep| [step.to, step.via].iter().any(|id| context.resources.is_ghost(id));
    let has_ghosts = steps.values().flatten().any(is_ghost);
    let mut solid = if has_ghosts { steps.clone() } else { IndexMap::new() };
    solid.values_mut().for_each(|steps| steps.retain(|step| !is_ghost(step)));
    let reached_by: IndexMap<&LogicalId, _> =
        drawn.iter().map(|&source| (source, reached(&context.resources, steps, source, drawn))).collect();
    let is_cluster = |id: &&LogicalId| context.resources.role(id) == Some(Role::Cluster);
    let homes: IndexMap<&LogicalId, &LogicalId> = match drawn.iter().any(is_cluster) {
        true => drawn.iter().filter_map(|&id| Some((id, context.resources.placement(id).cluster?))).collect(),
        false => IndexMap::new(),
    };
    for (&source, all) in &reached_by {
        let certain = match has_ghosts && !all.is_empty() {
            true => reached(&context.resources, &solid, source, drawn),
            false => IndexMap::new(),
        };
        let entered: IndexSet<&LogicalId> = all.keys().filter_map(|to| homes.get(*to)).copied().collect();
        for (&target, via) in all {
            // Where flow comes from somebody already, that a set-up names him, or that his password is known, says nothing more.
            let answers = reached_by.get(target).is_some_and(|back| back.contains_key(source));
            if answers && via.iter().any(|id| is_set_up(&context.resources, id)) {
                continue;
            }
            let ghost = has_ghosts && !certain.contains_key(target) || context.resources.is_ghost(source);
            // Who starts a task starts it in its cluster.
            if entered.contains(target) {
                continue;
            }
            connect(context, drawn, (source, target), via, ghost);
        }
    }
    for &source in drawn {
        for peer in peers(&context.resources, source) {
            lead(context, source, &peer);
        }
    }
    forget_known_networks(context);
    let are_spent =
        [&context.resources.flow_budget, &context.resources.walk_budget].into_iter().any(Budget::are_spent);
    context.draft.left_out.miss_links(are_spent);
}

/// Whether a resource says how others start or log in: with which environment, by which script, whose password.
fn is_set_up(resources: &Resources, id: &LogicalId) -> bool {
    const SET_UPS: [&str; 4] = [
        "ECS::TaskDefinition",
        "AutoScaling::LaunchConfiguration",
        "EC2::LaunchTemplate",
        "SecretsManager::SecretTargetAttachment",
    ];
    resources.get(id).is_some_and(|(_, resource)| SET_UPS.contains(&catalog::short_name(&resource.type_name)))
}

/// Leads a flow to a VPC that exists already.
fn lead<'a>(context: &mut Context<'a>, source: &'a LogicalId, peer: &Container<'a>) {
    let (Some(from), Some(to)) = (context.main(source), context.container(peer)) else {
        return;
    };
    if from != to && !context.draft.contains(to, from) {
        let title = format!("{} → {}", name_of(&context.resources, source), peer.name());
        let ghost = context.resources.is_ghost(source);
        context.draft.link(Link { source: from, target: to, title, ghost, ..Link::default() });
    }
}

fn connect<'a>(
    context: &mut Context<'a>,
    drawn: &IndexSet<&'a LogicalId>,
    (source, target): (&'a LogicalId, &'a LogicalId),
    via: &IndexSet<&'a LogicalId>,
    ghost: bool,
) {
    if !carries(context, source, target) || !carries(context, target, source) || context.draft.is_full() {
        return;
    }
    let mut folded: Vec<LogicalId> =
        via.iter().filter(|id| !drawn.contains(**id)).map(|&id| id.clone()).collect();
    sorting::by_key(&mut folded, |id| context.resources.position(id));
    for (from, to) in ends(context, source, target) {
        let inside = context.draft.contains(from, to) || context.draft.contains(to, from);
        if from == to || inside {
            continue;
        }
        let title = title(context, source, target, &folded);
        let link = Link { source: from, target: to, title, ghost, folded: folded.clone(), ..Link::default() };
        context.draft.link(link);
    }
}

/// Whether flow can end at a resource: networks and groups are where things are, not what they talk to. Only what
/// sits on a border leads to another network.
fn carries(context: &Context, end: &LogicalId, other: &LogicalId) -> bool {
    match context.resources.role(end) {
        Some(Role::Subnet | Role::SecurityGroup) => false,
        Some(Role::Vpc) => {
            matches!(context.resources.role(other), Some(Role::Border | Role::BorderLeft))
                || answers_in_networks(&context.resources, other)
        }
        // Hosts whose start script names a cluster join it.
        Some(Role::Cluster) => context.resources.role(other) != Some(Role::ScalingGroup),
        _ => true,
    }
}

/// Whether a resource answers the questions of whole networks: a private zone, a rule of the resolver.
fn answers_in_networks(resources: &Resources, id: &LogicalId) -> bool {
    const ANSWERS: [&str; 2] = ["Route53::HostedZone", "Route53Resolver::ResolverRule"];
    resources.get(id).is_some_and(|(_, resource)| ANSWERS.contains(&catalog::short_name(&resource.type_name)))
}

/// Forgets that somebody answers in a network who has to do with something in there anyway.
fn forget_known_networks(context: &mut Context) {
    let draft = &context.draft;
    let outward = |inner, other| draft.ancestors(inner).map(move |outer| (other, outer));
    let known: IndexSet<(NodeIndex, NodeIndex)> = draft
        .links
        .iter()
        .flat_map(|link| outward(link.target, link.source).chain(outward(link.source, link.target)))
        .collect();
    let is_said = |link: &Link| {
        let source = draft.nodes[link.source].resource.as_ref();
        draft.nodes[link.target].kind == "vpc"
            && known.contains(&(link.source, link.target))
            && source.is_some_and(|id| answers_in_networks(&context.resources, id))
    };
    let said: Vec<bool> = draft.links.iter().map(is_said).collect();
    let mut said = said.into_iter();
    context.draft.links.retain(|_| said.next() != Some(true));
}

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
fn nearest(draft: &Draft, icons: &[NodeIndex], other: NodeIndex) -> Option<NodeIndex> {
    let around: Vec<NodeIndex> = draft.ancestors(other).collect();
    let common = |node: NodeIndex| draft.ancestors(node).filter(|outer| around.contains(outer)).count();
    let most = icons.iter().map(|&icon| common(icon)).max()?;
    let mut best = icons.iter().copied().filter(|&icon| common(icon) == most);
    let at_right = std::iter::once(other).chain(around.iter().copied()).any(|node| {
        matches!(draft.nodes[node].place, Place::Beside(Side::Right) | Place::Border(Side::Right))
    });
    if at_right { best.next_back() } else { best.next() }
}

/// `FileUploadAlb → EC2 Website A, through Listener and TargetGroup`.
fn title(context: &Context, source: &LogicalId, target: &LogicalId, through: &[LogicalId]) -> String {
    let name = |id: &LogicalId| match context.gathered.get(id) {
        Some(others) => format!("{} and {} more", name_of(&context.resources, id), others.len()),
        None => name_of(&context.resources, id).to_string(),
    };
    let (source, target) = (name(source), name(target));
    let through: Vec<String> = through.iter().map(|id| excerpt(id)).collect();
    let through =
        if through.is_empty() { String::new() } else { format!(", through {}", through.join(", ")) };
    format!("{source} → {target}{through}")
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
