//! The steps that flow takes between resources, by the flow rules of the catalog, and how far they lead.

use crate::catalog::{self, Flow, FlowEnd, Owner, Role};
use crate::eval;
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::connectors;
use super::custom_resources;
use super::fixed_addresses::FixedAddresses;
use super::images;
use super::integrations;
use super::nested_stacks;
use super::owners::Drawn;
use super::permissions::{self, Use};
use super::public_subnets::faces_internet;
use super::resource_policies;
use super::resources::Resources;
use super::script_buckets;
use super::task_tokens;
use super::vpc_links;

/// One step of a flow between two resources, and the relation that says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct FlowStep<'a> {
    pub to: &'a LogicalId,
    pub via: &'a LogicalId,
}

/// The steps of flows by where they begin.
pub(super) type FlowSteps<'a> = IndexMap<&'a LogicalId, Vec<FlowStep<'a>>>;

/// Of what nobody names there is one, or a few; hostile templates must not link thousands with thousands.
const MAX_UNNAMED: usize = 32;

/// The steps so far, and whom they lead to.
#[derive(Default)]
struct Found<'a> {
    steps: FlowSteps<'a>,
    entered: IndexSet<&'a LogicalId>,
}

impl<'a> Found<'a> {
    fn add(&mut self, from: &'a LogicalId, step: FlowStep<'a>) {
        self.entered.insert(step.to);
        self.steps.entry(from).or_default().push(step);
    }

    fn lead(&self, from: &LogicalId, to: &LogicalId) -> bool {
        self.steps.get(from).is_some_and(|steps| steps.iter().any(|step| step.to == to))
    }
}

/// Every step that the flow rules find; who is not drawn and has no way on stands for its owners.
pub(super) fn all<'a>(resources: &Resources<'a>, drawn: &Drawn<'a>, every: bool) -> FlowSteps<'a> {
    let mut found = Found::default();
    let mut set_ups = by_rules(resources, drawn, &mut found);
    for (from, to) in connectors::connected(resources).into_iter().chain(images::taken(resources)) {
        found.add(from, FlowStep { to, via: from });
    }
    let links = vpc_links::of_stages(resources).into_iter().chain(vpc_links::of_included_api(resources));
    for [from, to, via] in links {
        found.add(from, FlowStep { to, via });
    }
    for registry in resources.of_type("ServiceDiscovery::Service") {
        let registered = resources.users_of_type(registry, "ECS::Service").map(|(service, _)| service);
        for to in registered.filter(|_| resources.is_forward(registry)) {
            found.add(registry, FlowStep { to, via: registry });
        }
    }
    for (from, to) in script_buckets::named(resources) {
        found.add(from, FlowStep { to, via: from });
    }
    for (id, _) in resources.present() {
        if let Some((from, to)) = custom_resources::tied(resources, id) {
            found.add(from, FlowStep { to, via: id });
        }
    }
    for (from, to, via) in custom_resources::sent_to(resources, drawn) {
        found.add(from, FlowStep { to, via });
    }
    let mut uses = if every { IndexSet::new() } else { permissions::uses(resources, drawn) };
    set_ups.retain(|(from, step)| !permissions::is_refused(resources, &uses, from, step.to));
    if !every {
        uses.extend(resource_policies::uses(resources, drawn));
        uses.extend(task_tokens::uses(resources, drawn));
    }
    for Use { from, to, writes } in uses {
        // Who is called by a queue may also receive from it: that is said already.
        if !found.lead(from, to) && (writes || !found.lead(to, from)) {
            found.add(from, FlowStep { to, via: from });
        }
    }
    for (from, step) in unanswered(set_ups, &found.steps, drawn) {
        found.add(from, step);
    }
    if !every {
        for (from, step) in permitted(resources, &found, drawn) {
            found.add(from, step);
        }
    }
    enter_at_the_top(resources, &mut found.steps, drawn);
    with_owners(resources, found, drawn)
}

/// Adds the steps of the flow rules; returns those that an environment alone tells of.
fn by_rules<'a>(
    resources: &Resources<'a>,
    drawn: &Drawn<'a>,
    found: &mut Found<'a>,
) -> Vec<(&'a LogicalId, FlowStep<'a>)> {
    let mut set_ups = Vec::new();
    let addresses = FixedAddresses::read(resources);
    for (id, resource) in resources.present() {
        for &Flow { from, to: to_end } in catalog::flows(&resource.type_name) {
            through_links(resources, drawn, found, (id, to_end));
            let [mut sources, mut targets] = [from, to_end].map(|end| ends(resources, &addresses, id, end));
            if is_start_script(to_end) {
                targets = of_start_script(resources, drawn, found, (id, &sources), targets);
            }
            if resources.short_name(id) == "CloudFormation::Stack" {
                let written = nested_stacks::written_to(resources, id);
                sources.retain(|source| !written.contains(source));
                for to in written.into_iter().filter(|to| can_be_an_end(resources, to, drawn)) {
                    found.add(id, FlowStep { to, via: id });
                }
            }
            for ends in [&mut sources, &mut targets] {
                ends.retain(|end| can_be_an_end(resources, end, drawn));
            }
            // Whoever provides custom resources and is told of much sets it all up.
            if is_environment(to_end) && targets.len() > MOST_SET_UP {
                sources.retain(|source| resources.role(source) != Some(Role::Support));
            }
            let is_itself = |end| matches!(end, FlowEnd::Itself | FlowEnd::ItselfForward);
            let between = !is_itself(from) && !is_itself(to_end);
            // Where every resource is drawn, a flow between two others passes the relation that makes it.
            let stops = match drawn.contains(id) && between && !sources.is_empty() && !targets.is_empty() {
                true => vec![(sources, vec![id]), (vec![id], targets)],
                false => vec![(sources, targets)],
            };
            for (sources, targets) in stops {
                for source in sources {
                    for &to in targets.iter().filter(|target| **target != source) {
                        if !resources.flow_budget.take(1) {
                            break;
                        }
                        match drawn.contains(source) && is_environment(to_end) {
                            true => set_ups.push((source, FlowStep { to, via: id })),
                            false => found.add(source, FlowStep { to, via: id }),
                        }
                    }
                }
            }
        }
    }
    set_ups
}

/// Adds the steps of an integration from the VPC links that it calls through.
fn through_links<'a>(
    resources: &Resources<'a>,
    drawn: &Drawn<'a>,
    found: &mut Found<'a>,
    (id, end): (&'a LogicalId, FlowEnd),
) {
    let FlowEnd::Integrations(path) = end else { return };
    let calls = resources.values(id, path).into_iter().map(|value| integrations::calls(resources, value));
    for (link, to) in calls.flat_map(|calls| calls.through) {
        if link != to && can_be_an_end(resources, to, drawn) && resources.flow_budget.take(1) {
            found.add(link, FlowStep { to, via: id });
        }
    }
}

/// Returns whom hosts use of those that their start script names; the target groups among these they join, which is added.
fn of_start_script<'a>(
    resources: &Resources<'a>,
    drawn: &Drawn<'a>,
    found: &mut Found<'a>,
    (id, sources): (&'a LogicalId, &[&'a LogicalId]),
    mut targets: Vec<&'a LogicalId>,
) -> Vec<&'a LogicalId> {
    // There it is the address by which the outside knows the site.
    targets.retain(|end| resources.is_existing(end) || !is_public_balancer(resources, end));
    // An interface that nobody has yet is for the host, and a target group is there to be joined.
    targets.retain(|end| !(drawn.contains(end) && resources.short_name(end) == "EC2::NetworkInterface"));
    let (groups, others): (Vec<_>, Vec<_>) = targets
        .into_iter()
        .partition(|end| resources.short_name(end) == "ElasticLoadBalancingV2::TargetGroup");
    for group in groups {
        for to in sources.iter().flat_map(|source| drawn.stand_ins(source)) {
            found.add(group, FlowStep { to, via: id });
        }
    }
    others
}

/// Returns the resources at one end of a flow rule of a resource.
fn ends<'a>(
    resources: &Resources<'a>,
    addresses: &FixedAddresses<'a>,
    id: &'a LogicalId,
    end: FlowEnd,
) -> Vec<&'a LogicalId> {
    match end {
        FlowEnd::Itself => vec![id],
        FlowEnd::ItselfForward => resources.is_forward(id).then_some(id).into_iter().collect(),
        FlowEnd::Alarms => resources.overrides().alarms(id).to_vec(),
        FlowEnd::Listeners(source) => {
            resources.overrides().listeners(source).iter().copied().take(MAX_UNNAMED).collect()
        }
        FlowEnd::Path(path) => {
            let named = resources.named_at(id, path);
            if named.is_empty() {
                let values = resources.values(id, path).into_iter();
                return values.filter_map(|value| addresses.holder(value)).collect();
            }
            let behind = |named| custom_resources::behind(resources, named).unwrap_or(named);
            named.into_iter().map(behind).collect()
        }
        FlowEnd::Integrations(path) => {
            let definitions = resources.values(id, path);
            definitions.into_iter().flat_map(|value| integrations::calls(resources, value).own).collect()
        }
        FlowEnd::OfType(short) => resources.of_type(short).into_iter().take(MAX_UNNAMED).collect(),
    }
}

/// Leads flow that begins or ends at what is not drawn from or to whom that folds into.
fn with_owners<'a>(resources: &Resources<'a>, found: Found<'a>, drawn: &Drawn<'a>) -> FlowSteps<'a> {
    let Found { mut steps, entered } = found;
    let starts: Vec<&LogicalId> =
        steps.keys().copied().filter(|id| !drawn.contains(id) && !entered.contains(id)).collect();
    for start in starts {
        for &owner in drawn.owners(start) {
            steps.entry(owner).or_default().push(FlowStep { to: start, via: start });
        }
    }
    let ends: Vec<&LogicalId> =
        entered.into_iter().filter(|id| !drawn.contains(id) && !steps.contains_key(id)).collect();
    let common = common_targets(resources, &steps, &ends);
    for end in ends.into_iter().filter(|end| !common.contains(end)) {
        steps.insert(end, drawn.owners(end).iter().map(|&to| FlowStep { to, via: end }).collect());
    }
    steps
}

/// Of what flow ends at, what is there for those who send to it: two rules that start one document have nothing to do with
/// each other.
fn common_targets<'a>(
    resources: &Resources<'a>,
    steps: &FlowSteps<'a>,
    ends: &[&'a LogicalId],
) -> IndexSet<&'a LogicalId> {
    let mut senders: IndexMap<&LogicalId, IndexSet<&LogicalId>> = IndexMap::new();
    for (&from, steps) in steps {
        for step in
            steps.iter().filter(|step| matches!(resources.role(step.to), Some(Role::Badge | Role::Support)))
        {
            senders.entry(step.to).or_default().extend([from, step.via]);
        }
    }
    let is_common = |end: &&LogicalId| {
        let users = resources.users(end);
        let owners = named_owners(resources, end);
        // What says itself whose it is, as an address does, leads there, whoever else sends to it.
        let ties = resources.users(end).into_iter().filter(|user| resources.role(user) == Some(Role::Glue));
        let tied = ties.flat_map(|tie| named_owners(resources, tie));
        let is_part =
            owners.iter().copied().chain(tied).any(|owner| resources.role(owner) == Some(Role::Node));
        let sends = |from: &LogicalId| users.contains(&from) && !owners.contains(&from);
        !is_part && senders.get(*end).is_some_and(|senders| senders.iter().any(|from| sends(from)))
    };
    ends.iter().copied().filter(|end| is_common(end)).collect()
}

/// Whom a resource itself says that it belongs to, or who says that it has it.
fn named_owners<'a>(resources: &Resources<'a>, id: &LogicalId) -> Vec<&'a LogicalId> {
    let owners =
        resources.get(id).map(|(_, resource)| catalog::owners(&resource.type_name)).unwrap_or_default();
    let named = |owner: &Owner| match owner {
        Owner::Path(path) => resources.named_at(id, path),
        Owner::UsersAt(short, path) => {
            let users = resources.users_of_type(id, short).map(|(user, _)| user);
            users.filter(|user| resources.named_at(user, path).into_iter().any(|named| named == id)).collect()
        }
        _ => Vec::new(),
    };
    owners.iter().flat_map(named).collect()
}

/// Of more that the environment of a provider of custom resources names there are no lines.
const MOST_SET_UP: usize = 3;

/// Where more may use everything of a service, or more of it waits for a use, nobody can tell who uses which.
const MOST_PERMITTED: usize = 3;

/// Who may use everything of a service uses what the template has of it, where nothing else says what that is for.
fn permitted<'a>(
    resources: &Resources<'a>,
    Found { steps, entered }: &Found<'a>,
    drawn: &Drawn<'a>,
) -> Vec<(&'a LogicalId, FlowStep<'a>)> {
    let is_loose = |id: &LogicalId| {
        let leads_on = steps.contains_key(id) && !hands_on(resources, id);
        !entered.contains(id) && !leads_on && permissions::is_used(resources, id)
    };
    let mut waiting: IndexMap<String, Vec<&LogicalId>> = IndexMap::new();
    for &id in drawn.iter().filter(|id| is_loose(id)) {
        if let Some((_, resource)) = resources.get(id) {
            waiting.entry(service_of(&resource.type_name)).or_default().push(id);
        }
    }
    let mut users: IndexMap<String, Vec<(&LogicalId, bool)>> = IndexMap::new();
    if !waiting.is_empty() {
        for (user, service, takes) in permissions::wide(resources, drawn) {
            users.entry(service).or_default().push((user, takes));
        }
    }
    let mut found = Vec::new();
    for (service, things) in waiting {
        let users = users.get(&service).map_or(&[][..], Vec::as_slice);
        if things.len() > MOST_PERMITTED || users.len() > MOST_PERMITTED {
            continue;
        }
        for &thing in things.iter().filter(|thing| !users.iter().any(|(user, _)| user == *thing)) {
            // Whom it leads to may well answer somewhere else.
            let after = led_to(resources, steps, thing);
            let others = users.iter().filter(|(user, _)| !after.contains(user));
            found.extend(others.filter_map(|&(user, takes)| match takes {
                true if steps.contains_key(thing) => None,
                true => Some((thing, FlowStep { to: user, via: thing })),
                false => Some((user, FlowStep { to: thing, via: user })),
            }));
        }
    }
    found
}

/// Returns whether something only hands on what others send to it, so that somebody must.
fn hands_on(resources: &Resources, id: &LogicalId) -> bool {
    const TYPES: [&str; 4] = ["Events::EventBus", "Kinesis::Stream", "SNS::Topic", "SQS::Queue"];
    resources.get(id).is_some_and(|(_, resource)| TYPES.contains(&catalog::short_name(&resource.type_name)))
}

/// Everything that flow from one comes to, however far.
fn led_to<'a>(
    resources: &Resources<'a>,
    steps: &FlowSteps<'a>,
    source: &'a LogicalId,
) -> IndexSet<&'a LogicalId> {
    let mut found = IndexSet::new();
    let mut queue = vec![source];
    while let Some(at) = queue.pop() {
        for step in steps.get(at).into_iter().flatten() {
            if resources.walk_budget.take(1) && found.insert(step.to) {
                queue.push(step.to);
            }
        }
    }
    found
}

/// The service of a type, as actions call it.
fn service_of(type_name: &str) -> String {
    match catalog::arn(type_name) {
        Some(form) => form.service.to_owned(),
        None => catalog::service_of(type_name).to_ascii_lowercase(),
    }
}

/// Returns whether a flow is told by no more than that an environment names its end.
fn is_environment(end: FlowEnd) -> bool {
    matches!(end, FlowEnd::Path(path) if path.contains("Environment"))
}

/// Returns whether a flow is told by no more than that the script that sets a server up names its end.
fn is_start_script(end: FlowEnd) -> bool {
    matches!(end, FlowEnd::Path(path) if path.ends_with("UserData") || path == eval::INIT)
}

fn is_public_balancer(resources: &Resources, id: &LogicalId) -> bool {
    resources.role(id) == Some(Role::Balancer) && faces_internet(resources, id)
}

/// Whom environments name, without those who send to who names them: a worker also needs the name of its queue to
/// take from it.
fn unanswered<'a>(
    set_ups: Vec<(&'a LogicalId, FlowStep<'a>)>,
    steps: &FlowSteps<'a>,
    drawn: &Drawn<'a>,
) -> Vec<(&'a LogicalId, FlowStep<'a>)> {
    let mut receivers: IndexMap<&LogicalId, IndexSet<&LogicalId>> = IndexMap::new();
    for (_, step) in &set_ups {
        receivers.entry(step.to).or_insert_with(|| {
            // What is part of somebody is named for him.
            let senders = match steps.contains_key(step.to) {
                true => vec![step.to],
                false => drawn.stand_ins(step.to),
            };
            let reached =
                senders.into_iter().flat_map(|id| steps.get(id).into_iter().flatten()).map(|step| step.to);
            reached.flat_map(|to| drawn.stand_ins(to)).collect()
        });
    }
    let answers = |from: &LogicalId, to: &LogicalId| receivers.get(to).is_some_and(|to| to.contains(from));
    set_ups.into_iter().filter(|(from, step)| !answers(from, step.to)).collect()
}

/// Returns whether flow can begin or end at a resource, or at what it folds into. A role or key that is named beside a target
/// leads to none of the others that use it, and what a function made once (a custom resource) is no part of it.
fn can_be_an_end(resources: &Resources, id: &LogicalId, drawn: &IndexSet<&LogicalId>) -> bool {
    resources.get(id).is_some_and(|(_, resource)| {
        let is_custom = !resource.type_name.starts_with("AWS::")
            || &*resource.type_name == "AWS::CloudFormation::CustomResource";
        let short = catalog::short_name(&resource.type_name);
        let is_credential = short.starts_with("IAM::") || short.starts_with("KMS::");
        let is_made = || is_custom && !resources.named_at(id, "ServiceToken").is_empty();
        drawn.contains(id) && !is_made() || !is_custom && !is_credential
    })
}

/// Flow that comes from elsewhere to what something feeds comes to what feeds it: an API that names a listener sends
/// to its load balancer.
fn enter_at_the_top<'a>(resources: &Resources<'a>, steps: &mut FlowSteps<'a>, drawn: &Drawn<'a>) {
    let feeders = |id: &'a LogicalId| -> IndexSet<&'a LogicalId> {
        let Some((_, resource)) = resources.get(id).filter(|_| !drawn.contains(id)) else {
            return IndexSet::new();
        };
        let fed = catalog::flows(&resource.type_name).iter().filter(|flow| flow.to == FlowEnd::Itself);
        let paths = fed.filter_map(|flow| flow.from.path());
        paths.flat_map(|path| resources.named_at(id, path)).collect()
    };
    let mut known: IndexMap<&LogicalId, IndexSet<&LogicalId>> = IndexMap::new();
    for (&source, steps) in steps.iter_mut() {
        for step in steps {
            for _ in 0..MAX_FED {
                let feeders = known.entry(step.to).or_insert_with(|| feeders(step.to));
                match feeders.first() {
                    Some(&feeder) if !feeders.contains(source) && feeder != source => step.to = feeder,
                    _ => break,
                }
            }
        }
    }
}

/// A rule is fed by a listener, and that by a load balancer.
const MAX_FED: usize = 4;

/// Real flows go through a handful of relations; hostile ones must not take for ever.
const MAX_THROUGH: usize = 64;

/// The drawn resources that flow from one reaches through undrawn ones, each with what it went through, in the
/// order of the template's rules.
pub(super) fn reached<'a>(
    resources: &Resources<'a>,
    steps: &FlowSteps<'a>,
    source: &'a LogicalId,
    drawn: &IndexSet<&'a LogicalId>,
) -> IndexMap<&'a LogicalId, IndexSet<&'a LogicalId>> {
    let mut found: IndexMap<&LogicalId, IndexSet<&LogicalId>> = IndexMap::new();
    // What each undrawn resource was reached through, grown until nothing changes: two listeners of one target
    // group both count.
    let mut through: IndexMap<&LogicalId, IndexSet<&LogicalId>> = IndexMap::from([(source, IndexSet::new())]);
    let mut queue = vec![source];
    while let Some(at) = queue.pop() {
        let so_far = through.get(at).cloned().unwrap_or_default();
        if so_far.len() > MAX_THROUGH {
            continue;
        }
        for step in steps.get(at).into_iter().flatten().filter(|step| step.to != source) {
            if !resources.walk_budget.take(1) {
                return found;
            }
            let mut via = so_far.clone();
            via.extend([step.via, step.to].into_iter().filter(|id| !drawn.contains(*id)));
            if drawn.contains(step.to) {
                found.entry(step.to).or_default().extend(via);
                continue;
            }
            let known = through.entry(step.to).or_default();
            let before = known.len();
            let is_new = before == 0;
            known.extend(via);
            if is_new || known.len() > before {
                queue.push(step.to);
            }
        }
    }
    found
}
