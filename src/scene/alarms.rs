//! Alarms as icons: where nothing but an alarm ties what it watches to whom it tells, a topic, a function or what a policy
//! scales. Where flow leads from the one to the other already, the picture says enough.

use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::bounds::{Budget, MOST_FLOW_WALKS};
use super::excerpt::excerpt;
use super::flow_steps::FlowSteps;
use super::intermediary::Intermediary;
use super::owners::Drawn;
use super::resources::Resources;

/// More that alarms with the same actions watch are told by no lines.
const MOST_WATCHED: usize = 12;

/// The properties that name whom an alarm tells.
const ACTIONS: [&str; 3] = ["AlarmActions[]", "InsufficientDataActions[]", "OKActions[]"];

/// The properties whose values name what a metric is about.
const DIMENSIONS: [&str; 2] = ["Dimensions[].Value", "Metrics[].MetricStat.Metric.Dimensions[].Value"];

/// The alarms that are drawn between others; those with the same actions are one.
pub(super) fn between<'a>(
    resources: &Resources<'a>,
    drawn: &Drawn<'a>,
    steps: &FlowSteps<'a>,
) -> Vec<Intermediary<'a>> {
    let mut ties = Ties { resources, steps, reached: IndexMap::new(), budget: Budget::new(MOST_FLOW_WALKS) };
    let alarms = resources.of_type("CloudWatch::Alarm");
    let composites = resources.of_type("CloudWatch::CompositeAlarm");
    let mut found: IndexMap<Key, Intermediary> = IndexMap::new();
    // Composite alarms come last, since others tell them.
    let mut heads: IndexMap<&LogicalId, &LogicalId> = IndexMap::new();
    let all = alarms.iter().map(|&id| (id, false)).chain(composites.iter().map(|&id| (id, true)));
    let composed = Composed::read(resources, &alarms, &composites);
    for (id, is_composite) in all {
        if drawn.contains(id) && (resources.is_forward(id) || told(resources, id, drawn).is_empty()) {
            continue;
        }
        let mut to = told(resources, id, drawn);
        let sources: Vec<(&LogicalId, &LogicalId)> = match is_composite {
            false => watched(resources, id, &to, drawn).into_iter().map(|from| (from, id)).collect(),
            true => {
                let of_child = |&child: &&'a LogicalId| match heads.get(child) {
                    Some(&head) => vec![(head, child)],
                    None if drawn.contains(child) => vec![(child, child)],
                    None => {
                        watched(resources, child, &[], drawn).into_iter().map(|from| (from, child)).collect()
                    }
                };
                composed.of(id).iter().flat_map(of_child).collect()
            }
        };
        if !resources.walk_budget.take(1 + sources.len() * to.len()) {
            break;
        }
        // Who is told of itself needs no sign: a group that an alarm of its own scales.
        to.retain(|to| !sources.iter().any(|(from, _)| from == to));
        let is_loose = |from: &'a LogicalId, to: &'a LogicalId, ties: &mut Ties<'_, 'a>| !ties.have(from, to);
        let mut from = sources.clone();
        from.retain(|(from, _)| to.iter().any(|to| is_loose(from, to, &mut ties)));
        if to.is_empty() || from.is_empty() && !sources.is_empty() {
            continue;
        }
        let key = Key { is_composite, is_ghost: resources.is_ghost(id), to };
        match found.get_mut(&key) {
            Some(group) => {
                group.others.push(id);
                group.from.extend(from);
                heads.insert(id, group.head);
            }
            None => {
                heads.insert(id, id);
                let to = key.to.clone();
                found.insert(key, Intermediary { head: id, others: Vec::new(), from, to });
            }
        }
    }
    let mut found: Vec<Intermediary> = found.into_values().collect();
    for group in &mut found {
        let distinct: IndexSet<&LogicalId> = group.from.iter().map(|(from, _)| *from).collect();
        if distinct.len() > MOST_WATCHED {
            group.from.clear();
        }
    }
    found
}

/// The properties that alarms drawn as one have in common.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key<'a> {
    is_composite: bool,
    is_ghost: bool,
    to: Vec<&'a LogicalId>,
}

/// Whom an alarm tells, or scales.
fn told<'a>(resources: &Resources<'a>, alarm: &LogicalId, drawn: &Drawn<'a>) -> Vec<&'a LogicalId> {
    let named = ACTIONS.iter().flat_map(|path| resources.named_at(alarm, path));
    let found: IndexSet<&LogicalId> =
        named.flat_map(|id| drawn.stand_ins(id)).filter(|id| *id != alarm).collect();
    without_clusters(resources, found.into_iter().collect())
}

/// Leaves clusters out of which there is a service: what is of it is of its cluster, too.
fn without_clusters<'a>(resources: &Resources<'a>, mut found: Vec<&'a LogicalId>) -> Vec<&'a LogicalId> {
    let clusters: Vec<&LogicalId> = found.iter().filter_map(|id| resources.placement(id).cluster).collect();
    found.retain(|id| !clusters.contains(id));
    found
}

/// Returns what an alarm watches: nothing where its metric is not about anything of the picture.
fn watched<'a>(
    resources: &Resources<'a>,
    alarm: &'a LogicalId,
    told: &[&'a LogicalId],
    drawn: &Drawn<'a>,
) -> Vec<&'a LogicalId> {
    let found = drawn.owners(alarm).to_vec();
    // Of the metric of nobody else, the one that is told takes the alarm.
    let is_named = || DIMENSIONS.iter().any(|path| !resources.named_at(alarm, path).is_empty());
    if found.iter().all(|id| told.contains(id)) && !is_named() {
        return Vec::new();
    }
    without_clusters(resources, found)
}

/// The alarms that make up each composite alarm.
struct Composed<'a>(IndexMap<&'a LogicalId, Vec<&'a LogicalId>>);

impl<'a> Composed<'a> {
    fn read(resources: &Resources<'a>, alarms: &[&'a LogicalId], composites: &[&'a LogicalId]) -> Self {
        let all: IndexSet<&LogicalId> = alarms.iter().chain(composites).copied().collect();
        let is_alarm = |id: &&LogicalId| all.contains(*id);
        let mut by_name: IndexMap<String, &LogicalId> = IndexMap::new();
        if !composites.is_empty() {
            let names = alarms.iter().chain(composites);
            by_name.extend(names.filter_map(|&id| Some((resources.text(id, "AlarmName")?, id))));
        }
        let of = |&id: &&'a LogicalId| {
            let rule =
                resources.values(id, "AlarmRule").into_iter().map(|rule| excerpt(rule)).collect::<String>();
            let named =
                rule.split(|c: char| "()\"' ".contains(c)).filter_map(|word| by_name.get(word).copied());
            let referred = resources
                .used(id)
                .filter_map(|used| resources.get(used))
                .map(|(used, _)| used)
                .filter(is_alarm);
            let parts: IndexSet<&LogicalId> = referred.chain(named).filter(|part| *part != id).collect();
            let told: Vec<&LogicalId> =
                ACTIONS.iter().flat_map(|path| resources.named_at(id, path)).collect();
            (id, parts.into_iter().filter(|part| !told.contains(part)).collect())
        };
        Self(composites.iter().map(of).collect())
    }

    fn of(&self, composite: &LogicalId) -> &[&'a LogicalId] {
        self.0.get(composite).map_or(&[], Vec::as_slice)
    }
}

/// The ties of two resources that the picture shows without alarms.
struct Ties<'w, 'a> {
    resources: &'w Resources<'a>,
    steps: &'w FlowSteps<'a>,
    reached: IndexMap<&'a LogicalId, IndexSet<&'a LogicalId>>,
    budget: Budget,
}

impl<'a> Ties<'_, 'a> {
    /// Returns whether one holds the other, or leads to it, step by step.
    fn have(&mut self, one: &'a LogicalId, other: &'a LogicalId) -> bool {
        let cluster_of = |id: &'a LogicalId| self.resources.placement(id).cluster;
        cluster_of(one) == Some(other)
            || cluster_of(other) == Some(one)
            || self.reach(one).contains(other)
            || self.reach(other).contains(one)
    }

    /// All that flow from a resource comes to.
    fn reach(&mut self, from: &'a LogicalId) -> &IndexSet<&'a LogicalId> {
        let (steps, budget) = (self.steps, &self.budget);
        let read = || {
            let mut found = IndexSet::from([from]);
            let mut next = 0;
            while let Some(&at) = found.get_index(next) {
                next += 1;
                let ahead = steps.get(at).map_or(&[][..], Vec::as_slice);
                if !budget.take(1 + ahead.len()) {
                    break;
                }
                found.extend(ahead.iter().map(|step| step.to));
            }
            found
        };
        self.reached.entry(from).or_insert_with(read)
    }
}
