//! Who may reach whom by security groups: a rule that lets one group into another is a flow from the holders of the one to
//! the holders of the other, also where a group exists already and the template says who holds it.

use crate::catalog::Role;
use crate::eval::{MarkedText, Value};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::additions::{Additions, LinkEnd, Unless};
use super::containers::Container;
use super::context::Context;
use super::excerpt::excerpt;
use super::link_ends::{ends, nearest_to};
use super::naming::name_of;
use super::placement::{containers, containers_of};
use super::resources::Resources;
use super::security_group_rules;
use super::subnet_groups;
use super::{Link, NodeIndex, NodeKind, Shape};

/// More lines than these are let in for other reasons than that each talks to each.
const MOST_LINES: usize = 12;

/// More holders of one group are not looked at one by one.
const MOST_HOLDERS: usize = 64;

/// Returns the flows that nothing else tells.
pub(super) fn additions<'a>(context: &Context<'a>, drawn: &IndexSet<&'a LogicalId>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let admissions = admissions(context.resources);
    if admissions.is_empty() {
        return additions;
    }
    let holders = Holders::read(context.resources, drawn);
    let tiers = Tiers::read(context);
    let mut known = Known::read(context);
    for ((from, to), admission) in &admissions {
        let Some(flows) = Flows::read(context.resources, &holders, &known, (from, to)) else {
            continue;
        };
        known.flows.extend(&flows.pairs);
        let lines = flows.lines(&tiers, context, (from, to));
        if lines.len() > MOST_LINES {
            continue;
        }
        for (source, target) in lines {
            let ghost = admission.ghost || [source, target].iter().any(|end| end.is_ghost(context.resources));
            let title = format!(
                "{} → {}, let in by {}: {}",
                source.name(context.resources),
                target.name(context.resources),
                name(context.resources, to),
                admission.rule
            );
            for (from, to) in nodes(context, source, target) {
                if from != to && !context.draft.contains(from, to) && !context.draft.contains(to, from) {
                    let link = Link { title: title.clone(), ghost, ..Link::default() };
                    additions.link(LinkEnd::Node(from), LinkEnd::Node(to), link, Unless::Never);
                }
            }
        }
    }
    additions
}

/// Who talks to whom by one admission.
struct Flows<'a> {
    sources: Vec<&'a LogicalId>,
    targets: Vec<&'a LogicalId>,
    pairs: Vec<(&'a LogicalId, &'a LogicalId)>,
    /// True if each talks to each, and all are there, or none.
    is_whole: bool,
}

/// One end of a line.
#[derive(Debug, Clone, Copy)]
enum End<'s, 'a> {
    /// One who holds a group.
    Holder(&'a LogicalId),
    /// All who hold it: the box of the group.
    Tier(NodeIndex, &'s Container<'a>),
}

impl End<'_, '_> {
    fn name(&self, resources: &Resources) -> MarkedText {
        match self {
            End::Holder(id) => name_of(resources, id),
            End::Tier(_, group) => name(resources, group),
        }
    }

    fn is_ghost(&self, resources: &Resources) -> bool {
        match self {
            End::Holder(id) => resources.is_ghost(id),
            End::Tier(_, group) => is_absent(resources, group),
        }
    }
}

impl<'a> Flows<'a> {
    /// The flows that the picture does not have yet, if there are any.
    fn read(
        resources: &Resources<'a>,
        holders: &Holders<'a>,
        known: &Known<'a>,
        (from, to): (&Container<'a>, &Container<'a>),
    ) -> Option<Self> {
        let (sources, mut targets) = (holders.of(resources, from), holders.of(resources, to));
        let are_many = sources.len().max(targets.len()) > MOST_HOLDERS;
        if are_many || !resources.walk_budget.take(sources.len() * targets.len()) {
            return None;
        }
        // Who comes for what is behind another of the group comes to that one: to a proxy, a load balancer.
        let all = targets.clone();
        targets.retain(|target| !all.iter().any(|other| known.flows.contains(&(*other, *target))));
        let mut pairs: Vec<(&LogicalId, &LogicalId)> = Vec::new();
        for &source in &sources {
            let others = targets.iter().filter(|target| !sources.contains(target) && **target != source);
            pairs.extend(others.map(|&target| (source, target)));
        }
        pairs.retain(|&(source, target)| !known.tells(holders, source, target) && !all.contains(&source));
        let is_ghost = |id: &LogicalId| resources.is_ghost(id);
        // Of what conditions choose between, each talks to what is there with it.
        if pairs.iter().any(|(source, target)| is_ghost(source) == is_ghost(target)) {
            pairs.retain(|(source, target)| is_ghost(source) == is_ghost(target));
        }
        let ends = || sources.iter().chain(&targets);
        let is_even = ends().all(|id| is_ghost(id)) || !ends().any(|id| is_ghost(id));
        let is_whole = is_even && pairs.len() == sources.len() * targets.len();
        (!pairs.is_empty()).then_some(Self { sources, targets, pairs, is_whole })
    }

    /// The lines that tell them: where a group's box has exactly those who talk, one from that or to it.
    fn lines<'s>(
        &self,
        tiers: &Tiers,
        context: &Context<'a>,
        (from, to): (&'s Container<'a>, &'s Container<'a>),
    ) -> Vec<(End<'s, 'a>, End<'s, 'a>)> {
        if !self.is_whole {
            return self
                .pairs
                .iter()
                .map(|(source, target)| (End::Holder(source), End::Holder(target)))
                .collect();
        }
        let ends =
            |group: &'s Container<'a>, holders: &[&'a LogicalId]| match tiers.of(context, group, holders) {
                Some(tier) => vec![End::Tier(tier, group)],
                None => holders.iter().map(|holder| End::Holder(holder)).collect(),
            };
        let (sources, targets) = (ends(from, &self.sources), ends(to, &self.targets));
        let of = |&source| targets.iter().map(move |&target| (source, target));
        sources.iter().flat_map(of).collect()
    }
}

/// The nodes that a line begins and ends at.
fn nodes(context: &Context, source: End, target: End) -> Vec<(NodeIndex, NodeIndex)> {
    match (source, target) {
        (End::Holder(from), End::Holder(to)) => ends(context, from, to),
        (End::Tier(from, _), End::Tier(to, _)) => vec![(from, to)],
        (End::Tier(from, _), End::Holder(to)) => {
            nearest_to(context, to, from).map(|to| (from, to)).into_iter().collect()
        }
        (End::Holder(from), End::Tier(to, _)) => {
            nearest_to(context, from, to).map(|from| (from, to)).into_iter().collect()
        }
    }
}

/// Returns what a group is called in a sentence.
fn name(resources: &Resources, group: &Container) -> MarkedText {
    match group {
        Container::Own(id) => name_of(resources, id),
        Container::Existing(existing) => existing.text.clone(),
    }
}

fn is_absent(resources: &Resources, group: &Container) -> bool {
    group.own().is_some_and(|id| resources.is_ghost(id))
}

/// The icons in the box of each security group that has several.
struct Tiers(IndexMap<NodeIndex, IndexSet<NodeIndex>>);

impl Tiers {
    fn read(context: &Context) -> Self {
        let nodes = &context.draft.nodes;
        let is_icon = |node: &NodeIndex| matches!(nodes[*node].shape, Shape::Icon(_));
        let mut tiers: IndexMap<NodeIndex, IndexSet<NodeIndex>> = IndexMap::new();
        // A box that spans goes around its members, and what is in these.
        let mut spanning: IndexMap<NodeIndex, Vec<NodeIndex>> = IndexMap::new();
        for (index, node) in nodes.iter().enumerate() {
            node.members.iter().for_each(|&member| spanning.entry(member).or_default().push(index));
        }
        for icon in (0..nodes.len()).filter(is_icon) {
            let mut around = vec![icon];
            let mut next = 0;
            while let Some(&at) = around.get(next) {
                next += 1;
                let outer =
                    nodes[at].parent.into_iter().chain(spanning.get(&at).into_iter().flatten().copied());
                let new: Vec<NodeIndex> = outer.filter(|outer| !around.contains(outer)).collect();
                around.extend(new);
            }
            let groups = around.into_iter().filter(|&outer| nodes[outer].kind == NodeKind::SecurityGroup);
            groups.for_each(|group| {
                tiers.entry(group).or_default().insert(icon);
            });
        }
        Self(tiers)
    }

    /// The box of a group that has all icons of some holders, and no other.
    fn of(&self, context: &Context, group: &Container, holders: &[&LogicalId]) -> Option<NodeIndex> {
        let tier = context.container(group)?;
        let inside = self.0.get(&tier).filter(|inside| inside.len() > 1 && holders.len() > 1)?;
        let icons: IndexSet<NodeIndex> = holders.iter().flat_map(|id| context.equals(id)).collect();
        (icons.len() == inside.len() && icons.iter().all(|icon| inside.contains(icon))).then_some(tier)
    }
}

/// A rule that lets one group, or what has one of its own, into another.
struct Admission {
    /// `tcp 3306 ← WebGroup`.
    rule: String,
    ghost: bool,
}

/// Whom each group lets in, in the order of the template.
fn admissions<'a>(resources: &Resources<'a>) -> IndexMap<(Container<'a>, Container<'a>), Admission> {
    let mut found: IndexMap<(Container, Container), Admission> = IndexMap::new();
    let mut add = |group: Container<'a>, rule: &'a Value, ghost: bool| {
        if !is_for_traffic(rule) {
            return;
        }
        for source in sources(resources, rule).into_iter().filter(|source| *source != group) {
            let text = security_group_rules::inward(resources, group.own(), rule).unwrap_or_default();
            let ghost = ghost || is_absent(resources, &source) || is_absent(resources, &group);
            let admission = found.entry((source, group.clone())).or_insert(Admission { rule: text, ghost });
            admission.ghost &= ghost;
        }
    };
    for group in resources.with_role(Role::SecurityGroup) {
        for rule in resources.values(group, "SecurityGroupIngress[]") {
            add(Container::Own(group), rule, false);
        }
        for (id, resource) in resources.users_of_type(group, "EC2::SecurityGroupIngress") {
            let named = ["GroupId", "GroupName"].into_iter().flat_map(|path| resources.named_at(id, path));
            if named.into_iter().any(|named| named == group) {
                add(Container::Own(group), &resource.properties, resources.is_ghost(id));
            }
        }
    }
    for id in resources.of_type("EC2::SecurityGroupIngress") {
        let groups = containers(resources, id, "GroupId", Role::SecurityGroup);
        for group in groups.into_iter().filter(|group| group.own().is_none()) {
            if let Some((id, resource)) = resources.get(id) {
                add(group, &resource.properties, resources.is_ghost(id));
            }
        }
    }
    found
}

/// The groups that a rule lets in, and what has one of its own; groups that exist already, too.
fn sources<'a>(resources: &Resources<'a>, rule: &'a Value) -> Vec<Container<'a>> {
    let keys = ["SourceSecurityGroupId", "SourceSecurityGroupName"];
    let containers = |value: &'a Value| {
        let named = resources.named_by(value);
        match named.is_empty() {
            true => {
                let existing = containers_of(resources, value, Role::SecurityGroup).into_iter();
                existing.flat_map(|container| resources.lists().items(container)).collect()
            }
            false => named.into_iter().map(Container::Own).collect::<Vec<_>>(),
        }
    };
    keys.into_iter().filter_map(|key| rule.get(key)).flat_map(containers).collect()
}

/// Returns whether a rule is for what a system does: not for who looks after hosts, nor for messages about the network.
fn is_for_traffic(rule: &Value) -> bool {
    /// SSH and remote desktops.
    const MANAGEMENT: [&str; 2] = ["22", "3389"];
    const MESSAGES: [&str; 4] = ["icmp", "1", "icmpv6", "58"];
    let part = |key: &str| rule.get(key).map(|part| excerpt(part)).unwrap_or_default();
    let (from, to) = (part("FromPort"), part("ToPort"));
    let is_management = MANAGEMENT.contains(&from.as_str()) && (to == from || to.is_empty());
    !is_management && !MESSAGES.contains(&part("IpProtocol").to_ascii_lowercase().as_str())
}

/// Who is in each security group.
struct Holders<'a> {
    of: IndexMap<Container<'a>, Vec<&'a LogicalId>>,
    clusters: IndexMap<&'a LogicalId, &'a LogicalId>,
}

impl<'a> Holders<'a> {
    fn read(resources: &Resources<'a>, drawn: &IndexSet<&'a LogicalId>) -> Self {
        let mut holders = Holders { of: IndexMap::new(), clusters: IndexMap::new() };
        for &id in drawn.iter().filter(|id| can_talk(resources, id)) {
            let place = resources.placement(id);
            for group in place.groups.iter().cloned() {
                holders.of.entry(group).or_default().push(id);
            }
            if let Some(cluster) = place.cluster {
                holders.clusters.insert(id, cluster);
            }
        }
        holders
    }

    /// The holders of a group, without those that are part of another; what has a group of its own holds that.
    fn of(&self, resources: &Resources<'a>, group: &Container<'a>) -> Vec<&'a LogicalId> {
        if let Container::Own(id) = group
            && resources.role(id) != Some(Role::SecurityGroup)
        {
            return if can_talk(resources, id) { vec![id] } else { Vec::new() };
        }
        let all = self.of.get(group).map_or(&[][..], Vec::as_slice);
        let is_part = |id: &LogicalId| self.clusters.get(id).is_some_and(|cluster| all.contains(cluster));
        all.iter().copied().filter(|id| !is_part(id)).collect()
    }
}

/// Returns whether a resource is drawn as one that calls or is called: endpoints are the way, not the end.
fn can_talk(resources: &Resources, id: &LogicalId) -> bool {
    const ENDPOINTS: [&str; 2] = ["EC2::InstanceConnectEndpoint", "EC2::VPCEndpoint"];
    let is_endpoint = ENDPOINTS.contains(&resources.short_name(id));
    subnet_groups::stands(resources, id) && !is_endpoint
}

/// The flows that are drawn already, by their resources.
struct Known<'a> {
    flows: IndexSet<(&'a LogicalId, &'a LogicalId)>,
    /// The load balancers that lead somewhere.
    leading: IndexSet<&'a LogicalId>,
}

impl<'a> Known<'a> {
    fn read(context: &Context<'a>) -> Self {
        let resource = |node: usize| {
            let id = context.draft.nodes[node].resource.as_ref()?;
            context.resources.get(id).map(|(id, _)| id)
        };
        let ends = context
            .draft
            .links
            .iter()
            .filter_map(|link| Some((resource(link.source)?, resource(link.target)?)));
        let (mut flows, mut leading) = (IndexSet::new(), IndexSet::new());
        for (source, target) in ends {
            flows.insert((source, target));
            if context.resources.role(source) == Some(Role::Balancer) {
                leading.insert(source);
            }
        }
        Known { flows, leading }
    }

    /// Returns whether the picture says who of two calls whom. What a load balancer sends to, its listeners say.
    fn tells(&self, holders: &Holders<'a>, source: &'a LogicalId, target: &'a LogicalId) -> bool {
        let is_known = |one: &'a LogicalId, other: &'a LogicalId| {
            self.flows.contains(&(one, other)) || self.flows.contains(&(other, one))
        };
        let cluster_or_own = |id: &'a LogicalId| holders.clusters.get(id).copied().unwrap_or(id);
        self.leading.contains(source)
            || is_known(source, target)
            || is_known(cluster_or_own(source), target)
            || is_known(source, cluster_or_own(target))
            || is_known(cluster_or_own(source), cluster_or_own(target))
    }
}
