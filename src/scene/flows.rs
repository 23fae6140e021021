//! Links that mean flow: from what is drawn, through relations that are not, to what is drawn.

use crate::catalog::Role;
use crate::maps::{IndexMap, IndexSet};
use crate::sorting;
use crate::template::LogicalId;

use super::additions::{Additions, LinkEnd, Unless};
use super::bounds::Budget;
use super::context::Context;
use super::excerpt::excerpt;
use super::flow_steps::{FlowStep, FlowSteps, reached};
use super::link_ends::ends;
use super::naming::name_of;
use super::placement::peers;
use super::resources::Resources;
use super::{Link, NodeIndex, NodeKind};

/// Returns the flows between drawn resources. What they go through is folded into them.
pub(super) fn additions<'a>(
    context: &Context<'a>,
    drawn: &IndexSet<&'a LogicalId>,
    steps: &FlowSteps<'a>,
) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    // A listener that a condition leaves out makes no flow faint that another carries, too.
    let is_ghost = |step: &FlowStep| [step.to, step.via].iter().any(|id| context.resources.is_ghost(id));
    let has_ghosts = steps.values().flatten().any(is_ghost);
    let mut solid = if has_ghosts { steps.clone() } else { IndexMap::new() };
    solid.values_mut().for_each(|steps| steps.retain(|step| !is_ghost(step)));
    let reached_by: IndexMap<&LogicalId, _> =
        drawn.iter().map(|&source| (source, reached(context.resources, steps, source, drawn))).collect();
    let is_cluster = |id: &&LogicalId| context.resources.role(id) == Some(Role::Cluster);
    let cluster_of: IndexMap<&LogicalId, &LogicalId> = match drawn.iter().any(is_cluster) {
        true => drawn.iter().filter_map(|&id| Some((id, context.resources.placement(id).cluster?))).collect(),
        false => IndexMap::new(),
    };
    for (&source, all) in &reached_by {
        let certain = match has_ghosts && !all.is_empty() {
            true => reached(context.resources, &solid, source, drawn),
            false => IndexMap::new(),
        };
        let entered: IndexSet<&LogicalId> =
            all.keys().filter_map(|to| cluster_of.get(*to)).copied().collect();
        for (&target, via) in all {
            // Where flow comes from somebody already, that a set-up names him, or that his password is known, says nothing more.
            let answers = reached_by.get(target).is_some_and(|back| back.contains_key(source));
            if answers && via.iter().any(|id| is_set_up(context.resources, id)) {
                continue;
            }
            let ghost = has_ghosts && !certain.contains_key(target) || context.resources.is_ghost(source);
            // Who starts a task starts it in its cluster.
            if entered.contains(target) {
                continue;
            }
            connect(context, &mut additions, drawn, (source, target), via, ghost);
        }
    }
    for &source in drawn {
        for peer in peers(context.resources, source) {
            let title = format!("{} → {}", name_of(context.resources, source), peer.name());
            let (from, to) = (LinkEnd::Resource(source), LinkEnd::Container(peer));
            additions.flow(from, to, title, Unless::Within);
        }
    }
    let are_spent =
        [&context.resources.flow_budget, &context.resources.walk_budget].into_iter().any(Budget::are_spent);
    additions.left_out.miss_links(are_spent);
    additions
}

/// Returns whether a resource says how others start or log in: with which environment, by which script, whose password.
fn is_set_up(resources: &Resources, id: &LogicalId) -> bool {
    const SET_UPS: [&str; 4] = [
        "ECS::TaskDefinition",
        "AutoScaling::LaunchConfiguration",
        "EC2::LaunchTemplate",
        "SecretsManager::SecretTargetAttachment",
    ];
    SET_UPS.contains(&resources.short_name(id))
}

fn connect<'a>(
    context: &Context<'a>,
    additions: &mut Additions<'a>,
    drawn: &IndexSet<&'a LogicalId>,
    (source, target): (&'a LogicalId, &'a LogicalId),
    via: &IndexSet<&'a LogicalId>,
    ghost: bool,
) {
    if !carries(context, source, target)
        || !carries(context, target, source)
        || !additions.has_room_for_link(&context.draft)
    {
        return;
    }
    let mut folded: Vec<LogicalId> =
        via.iter().filter(|id| !drawn.contains(**id)).map(|&id| id.clone()).collect();
    sorting::by_key(&mut folded, |id| context.resources.position(id));
    for (from, to) in ends(context, source, target) {
        let title = title(context, source, target, &folded);
        let link = Link { title, ghost, folded: folded.clone(), ..Link::default() };
        additions.link(LinkEnd::Node(from), LinkEnd::Node(to), link, Unless::Within);
    }
}

/// Returns whether flow can end at a resource: networks and groups are where things are, not what they talk to. Only what
/// sits on a border leads to another network.
fn carries(context: &Context, end: &LogicalId, other: &LogicalId) -> bool {
    match context.resources.role(end) {
        Some(Role::Subnet | Role::SecurityGroup) => false,
        Some(Role::Vpc) => {
            matches!(context.resources.role(other), Some(Role::Border | Role::BorderLeft))
                || answers_in_networks(context.resources, other)
        }
        // Hosts whose start script names a cluster join it.
        Some(Role::Cluster) => {
            context.resources.role(other) != Some(Role::ScalingGroup)
                && context.resources.short_name(other) != "EC2::SpotFleet"
        }
        _ => true,
    }
}

/// Returns whether a resource answers the questions of whole networks, or looks at them: a private zone, a rule of the resolver.
fn answers_in_networks(resources: &Resources, id: &LogicalId) -> bool {
    const ANSWERS: [&str; 4] = [
        "Route53::HostedZone",
        "Route53Resolver::FirewallRuleGroup",
        "Route53Resolver::ResolverQueryLoggingConfig",
        "Route53Resolver::ResolverRule",
    ];
    ANSWERS.contains(&resources.short_name(id))
}

/// Returns the flows that say no more than that somebody answers in a network who has to do with something in there anyway.
pub(super) fn known_networks(context: &Context) -> IndexSet<usize> {
    let draft = &context.draft;
    let outward = |inner, other| draft.ancestors(inner).map(move |outer| (other, outer));
    let known: IndexSet<(NodeIndex, NodeIndex)> = draft
        .links
        .iter()
        .flat_map(|link| outward(link.target, link.source).chain(outward(link.source, link.target)))
        .collect();
    let resources = context.resources;
    let is_known = |link: &Link| {
        let source = draft.nodes[link.source].resource.as_ref();
        draft.nodes[link.target].kind == NodeKind::Vpc
            && known.contains(&(link.source, link.target))
            && source.is_some_and(|id| answers_in_networks(resources, id))
    };
    draft.links.iter().enumerate().filter(|(_, link)| is_known(link)).map(|(at, _)| at).collect()
}

/// `FileUploadAlb → EC2 Website A, through Listener and TargetGroup`.
fn title(context: &Context, source: &LogicalId, target: &LogicalId, through: &[LogicalId]) -> String {
    let name = |id: &LogicalId| match context.gathered.get(id) {
        Some(others) => format!("{} and {} more", name_of(context.resources, id), others.len()),
        None => name_of(context.resources, id).to_string(),
    };
    let (source, target) = (name(source), name(target));
    let through: Vec<String> = through.iter().map(|id| excerpt(id)).collect();
    let through =
        if through.is_empty() { String::new() } else { format!(", through {}", through.join(", ")) };
    format!("{source} → {target}{through}")
}
