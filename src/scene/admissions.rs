//! Who may reach whom by security groups: a rule that lets one group of the template into another is a flow from the
//! holders of the one to the holders of the other.

use indexmap::{IndexMap, IndexSet};

use crate::catalog::{self, Role};
use crate::eval::Value;
use crate::template::LogicalId;

use super::Link;
use super::context::Context;
use super::excerpt::excerpt;
use super::flows::ends;
use super::naming::name_of;
use super::rules;
use super::site::{Site, placement};
use super::teams;
use super::world::World;

/// More pairs than these are let in for other reasons than that each talks to each.
const MOST_PAIRS: usize = 12;

/// More holders of one group are not looked at one by one.
const MOST_HOLDERS: usize = 64;

/// Among more links than these, further ones cross most and tell least: the rules stand below the boxes anyway.
const ENOUGH_LINKS: usize = 40;

/// Adds the flows that nothing else tells.
pub(super) fn draw<'a>(context: &mut Context<'a>, drawn: &IndexSet<&'a LogicalId>) {
    if context.draft.links.len() > ENOUGH_LINKS {
        return;
    }
    let admissions = admissions(&context.world);
    if admissions.is_empty() {
        return;
    }
    let holders = Holders::read(&context.world, drawn);
    let mut known = Known::read(context);
    for (&(from, to), admission) in &admissions {
        let sources = holders.of(&context.world, from);
        let mut targets = holders.of(&context.world, to);
        let are_many = sources.len().max(targets.len()) > MOST_HOLDERS;
        if are_many || !context.world.flow_steps.take(sources.len() * targets.len()) {
            continue;
        }
        // Who comes for what is behind another of the group comes to that one: to a proxy, a load balancer.
        let all = targets.clone();
        targets.retain(|target| !all.iter().any(|other| known.flows.contains(&(*other, *target))));
        let mut pairs: Vec<(&LogicalId, &LogicalId)> = Vec::new();
        for &source in &sources {
            let others = targets.iter().filter(|target| !sources.contains(target) && **target != source);
            pairs.extend(others.map(|&target| (source, target)));
        }
        pairs.retain(|&(source, target)| !known.tells(&holders, source, target) && !all.contains(&source));
        let is_ghost = |id: &LogicalId| context.world.is_ghost(id);
        // Of what conditions choose between, each talks to what is there with it.
        if pairs.iter().any(|(source, target)| is_ghost(source) == is_ghost(target)) {
            pairs.retain(|(source, target)| is_ghost(source) == is_ghost(target));
        }
        if pairs.len() > MOST_PAIRS {
            continue;
        }
        for (source, target) in pairs {
            let are_ghosts = [source, target].into_iter().any(|id| context.world.is_ghost(id));
            let title = format!(
                "{} → {}, let in by {}: {}",
                name_of(&context.world, source),
                name_of(&context.world, target),
                name_of(&context.world, to),
                admission.rule
            );
            for (from, to) in ends(context, source, target) {
                if from != to && !context.draft.contains(from, to) && !context.draft.contains(to, from) {
                    let ghost = admission.ghost || are_ghosts;
                    let link =
                        Link { source: from, target: to, title: title.clone(), ghost, ..Link::default() };
                    context.draft.link(link);
                }
            }
            known.flows.insert((source, target));
        }
    }
}

/// What lets one group, or what has one of its own, into another.
struct Admission {
    /// `tcp 3306 ← WebGroup`.
    rule: String,
    ghost: bool,
}

/// Whom each group lets in, in the order of the template.
fn admissions<'a>(world: &World<'a>) -> IndexMap<(&'a LogicalId, &'a LogicalId), Admission> {
    let mut found: IndexMap<(&LogicalId, &LogicalId), Admission> = IndexMap::new();
    let mut add = |group: &'a LogicalId, rule: &'a Value, ghost: bool| {
        if !is_for_traffic(rule) {
            return;
        }
        let sources =
            ["SourceSecurityGroupId", "SourceSecurityGroupName"].into_iter().filter_map(|key| rule.get(key));
        for source in sources.flat_map(|value| world.named_by(value)).filter(|source| *source != group) {
            let text = rules::inward(world, group, rule).unwrap_or_default();
            let ghost = ghost || world.is_ghost(source) || world.is_ghost(group);
            let admission = found.entry((source, group)).or_insert(Admission { rule: text, ghost });
            admission.ghost &= ghost;
        }
    };
    for group in world.with_role(Role::SecurityGroup) {
        for rule in world.values(group, "SecurityGroupIngress[]") {
            add(group, rule, false);
        }
        for (id, resource) in world.users_of_type(group, "EC2::SecurityGroupIngress") {
            let named = ["GroupId", "GroupName"].into_iter().flat_map(|path| world.named_at(id, path));
            if named.into_iter().any(|named| named == group) {
                add(group, &resource.properties, world.is_ghost(id));
            }
        }
    }
    found
}

/// Whether a rule is for what a system does: not for who looks after hosts, nor for messages about the network.
fn is_for_traffic(rule: &Value) -> bool {
    /// SSH and remote desktops.
    const MANAGEMENT: [&str; 2] = ["22", "3389"];
    const MESSAGES: [&str; 4] = ["icmp", "1", "icmpv6", "58"];
    let part = |key: &str| rule.get(key).map(|part| excerpt(part)).unwrap_or_default();
    let (from, to) = (part("FromPort"), part("ToPort"));
    let is_management = MANAGEMENT.contains(&from.as_str()) && (to == from || to.is_empty());
    !is_management && !MESSAGES.contains(&part("IpProtocol").to_lowercase().as_str())
}

/// Who is in each security group.
struct Holders<'a> {
    of: IndexMap<&'a LogicalId, Vec<&'a LogicalId>>,
    clusters: IndexMap<&'a LogicalId, &'a LogicalId>,
}

impl<'a> Holders<'a> {
    fn read(world: &World<'a>, drawn: &IndexSet<&'a LogicalId>) -> Self {
        let mut holders = Holders { of: IndexMap::new(), clusters: IndexMap::new() };
        for &id in drawn.iter().filter(|id| can_talk(world, id)) {
            let place = placement(world, id);
            for group in place.groups.iter().filter_map(Site::own).filter_map(|id| world.get(id)) {
                holders.of.entry(group.0).or_default().push(id);
            }
            if let Some(cluster) = place.cluster {
                holders.clusters.insert(id, cluster);
            }
        }
        holders
    }

    /// The holders of a group, without those that are part of another; what has a group of its own holds that.
    fn of(&self, world: &World<'a>, group: &'a LogicalId) -> Vec<&'a LogicalId> {
        if world.role(group) != Some(Role::SecurityGroup) {
            return if can_talk(world, group) { vec![group] } else { Vec::new() };
        }
        let all = self.of.get(group).map_or(&[][..], Vec::as_slice);
        let is_part = |id: &LogicalId| self.clusters.get(id).is_some_and(|cluster| all.contains(cluster));
        all.iter().copied().filter(|id| !is_part(id)).collect()
    }
}

/// Whether a resource is drawn as one that calls or is called: endpoints are the way, not the end.
fn can_talk(world: &World, id: &LogicalId) -> bool {
    const ENDPOINTS: [&str; 2] = ["EC2::InstanceConnectEndpoint", "EC2::VPCEndpoint"];
    let is_endpoint = world
        .get(id)
        .is_some_and(|(_, resource)| ENDPOINTS.contains(&catalog::short_name(&resource.type_name)));
    teams::stands(world, id) && !is_endpoint
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
            context.world.get(id).map(|(id, _)| id)
        };
        let ends = context
            .draft
            .links
            .iter()
            .filter_map(|link| Some((resource(link.source)?, resource(link.target)?)));
        let (mut flows, mut leading) = (IndexSet::new(), IndexSet::new());
        for (source, target) in ends {
            flows.insert((source, target));
            if context.world.role(source) == Some(Role::Balancer) {
                leading.insert(source);
            }
        }
        Known { flows, leading }
    }

    /// Whether the picture says who of two calls whom. What a load balancer sends to, its listeners say.
    fn tells(&self, holders: &Holders<'a>, source: &'a LogicalId, target: &'a LogicalId) -> bool {
        let is_known = |one: &'a LogicalId, other: &'a LogicalId| {
            self.flows.contains(&(one, other)) || self.flows.contains(&(other, one))
        };
        let home = |id: &'a LogicalId| holders.clusters.get(id).copied().unwrap_or(id);
        self.leading.contains(source)
            || is_known(source, target)
            || is_known(home(source), target)
            || is_known(source, home(target))
            || is_known(home(source), home(target))
    }
}
