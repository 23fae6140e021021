//! Alarms as icons: where nothing but an alarm ties what it watches to whom it tells, a topic, a function or what a policy
//! scales. Where flow leads from the one to the other already, the picture says enough.

use indexmap::{IndexMap, IndexSet};

use crate::template::LogicalId;

use super::bounds::{MOST_FLOW_STEPS, Steps};
use super::excerpt::excerpt;
use super::go_betweens::{GoBetween, Hops};
use super::owners::owners;
use super::site::placement;
use super::world::World;

/// More that alarms with the same actions watch are told by no lines.
const MOST_WATCHED: usize = 12;

/// The properties that name whom an alarm tells.
const ACTIONS: [&str; 3] = ["AlarmActions[]", "InsufficientDataActions[]", "OKActions[]"];

/// The properties whose values name what a metric is about.
const DIMENSIONS: [&str; 2] = ["Dimensions[].Value", "Metrics[].MetricStat.Metric.Dimensions[].Value"];

/// The alarms that are drawn between others; those with the same actions are one.
pub(super) fn between<'a>(
    world: &World<'a>,
    drawn: &IndexSet<&'a LogicalId>,
    hops: &Hops<'a>,
) -> Vec<GoBetween<'a>> {
    let mut ties = Ties { world, hops, reached: IndexMap::new(), steps: Steps::new(MOST_FLOW_STEPS) };
    let alarms = world.of_type("CloudWatch::Alarm");
    let composites = world.of_type("CloudWatch::CompositeAlarm");
    let mut found: IndexMap<Key, GoBetween> = IndexMap::new();
    // Composite alarms come last, since others tell them.
    let mut heads: IndexMap<&LogicalId, &LogicalId> = IndexMap::new();
    let all = alarms.iter().map(|&id| (id, false)).chain(composites.iter().map(|&id| (id, true)));
    let composed = Composed::read(world, &alarms, &composites);
    for (id, is_composite) in all {
        if drawn.contains(id) && (world.is_forward(id) || told(world, id, drawn).is_empty()) {
            continue;
        }
        let mut to = told(world, id, drawn);
        let sources: Vec<(&LogicalId, &LogicalId)> = match is_composite {
            false => watched(world, id, &to, drawn).into_iter().map(|from| (from, id)).collect(),
            true => {
                let of_child = |&child: &&'a LogicalId| match heads.get(child) {
                    Some(&head) => vec![(head, child)],
                    None if drawn.contains(child) => vec![(child, child)],
                    None => watched(world, child, &[], drawn).into_iter().map(|from| (from, child)).collect(),
                };
                composed.of(id).iter().flat_map(of_child).collect()
            }
        };
        if !world.flow_steps.take(1 + sources.len() * to.len()) {
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
        let key = Key { is_composite, is_ghost: world.is_ghost(id), to };
        match found.get_mut(&key) {
            Some(group) => {
                group.others.push(id);
                group.from.extend(from);
                heads.insert(id, group.head);
            }
            None => {
                heads.insert(id, id);
                let to = key.to.clone();
                found.insert(key, GoBetween { head: id, others: Vec::new(), from, to });
            }
        }
    }
    let mut found: Vec<GoBetween> = found.into_values().collect();
    for group in &mut found {
        let distinct: IndexSet<&LogicalId> = group.from.iter().map(|(from, _)| *from).collect();
        if distinct.len() > MOST_WATCHED {
            group.from.clear();
        }
    }
    found
}

/// What alarms that are drawn as one have in common.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key<'a> {
    is_composite: bool,
    is_ghost: bool,
    to: Vec<&'a LogicalId>,
}

/// Whom an alarm tells, or scales.
fn told<'a>(world: &World<'a>, alarm: &LogicalId, drawn: &IndexSet<&'a LogicalId>) -> Vec<&'a LogicalId> {
    let named = ACTIONS.iter().flat_map(|path| world.named_at(alarm, path));
    let stand_ins = |id: &'a LogicalId| if drawn.contains(id) { vec![id] } else { owners(world, id, drawn) };
    let found: IndexSet<&LogicalId> = named.flat_map(stand_ins).filter(|id| *id != alarm).collect();
    without_clusters(world, found.into_iter().collect())
}

/// What is of a service is of its cluster, too: the service says more.
fn without_clusters<'a>(world: &World<'a>, mut found: Vec<&'a LogicalId>) -> Vec<&'a LogicalId> {
    let clusters: Vec<&LogicalId> = found.iter().filter_map(|id| placement(world, id).cluster).collect();
    found.retain(|id| !clusters.contains(id));
    found
}

/// What an alarm watches: nothing where its metric is not about anything of the picture.
fn watched<'a>(
    world: &World<'a>,
    alarm: &'a LogicalId,
    told: &[&'a LogicalId],
    drawn: &IndexSet<&'a LogicalId>,
) -> Vec<&'a LogicalId> {
    let found = owners(world, alarm, drawn);
    // Of the metric of nobody else, the one that is told takes the alarm.
    let is_named = || DIMENSIONS.iter().any(|path| !world.named_at(alarm, path).is_empty());
    if found.iter().all(|id| told.contains(id)) && !is_named() {
        return Vec::new();
    }
    without_clusters(world, found)
}

/// The alarms that make up each composite alarm.
struct Composed<'a>(IndexMap<&'a LogicalId, Vec<&'a LogicalId>>);

impl<'a> Composed<'a> {
    fn read(world: &World<'a>, alarms: &[&'a LogicalId], composites: &[&'a LogicalId]) -> Self {
        let all: IndexSet<&LogicalId> = alarms.iter().chain(composites).copied().collect();
        let is_alarm = |id: &&LogicalId| all.contains(*id);
        let mut by_name: IndexMap<String, &LogicalId> = IndexMap::new();
        if !composites.is_empty() {
            let names = alarms.iter().chain(composites);
            by_name.extend(names.filter_map(|&id| Some((world.text(id, "AlarmName")?, id))));
        }
        let of = |&id: &&'a LogicalId| {
            let rule =
                world.values(id, "AlarmRule").into_iter().map(|rule| excerpt(rule)).collect::<String>();
            let named =
                rule.split(|c: char| "()\"' ".contains(c)).filter_map(|word| by_name.get(word).copied());
            let referred =
                world.used(id).filter_map(|used| world.get(used)).map(|(used, _)| used).filter(is_alarm);
            let parts: IndexSet<&LogicalId> = referred.chain(named).filter(|part| *part != id).collect();
            let told: Vec<&LogicalId> = ACTIONS.iter().flat_map(|path| world.named_at(id, path)).collect();
            (id, parts.into_iter().filter(|part| !told.contains(part)).collect())
        };
        Self(composites.iter().map(of).collect())
    }

    fn of(&self, composite: &LogicalId) -> &[&'a LogicalId] {
        self.0.get(composite).map_or(&[], Vec::as_slice)
    }
}

/// What the picture says of two resources without alarms.
struct Ties<'w, 'a> {
    world: &'w World<'a>,
    hops: &'w Hops<'a>,
    reached: IndexMap<&'a LogicalId, IndexSet<&'a LogicalId>>,
    steps: Steps,
}

impl<'a> Ties<'_, 'a> {
    /// Whether one holds the other, or leads to it, step by step.
    fn have(&mut self, one: &'a LogicalId, other: &'a LogicalId) -> bool {
        let home = |id: &'a LogicalId| placement(self.world, id).cluster;
        home(one) == Some(other)
            || home(other) == Some(one)
            || self.reach(one).contains(other)
            || self.reach(other).contains(one)
    }

    /// All that flow from a resource comes to.
    fn reach(&mut self, from: &'a LogicalId) -> &IndexSet<&'a LogicalId> {
        let (hops, steps) = (self.hops, &self.steps);
        let read = || {
            let mut found = IndexSet::from([from]);
            let mut next = 0;
            while let Some(&at) = found.get_index(next) {
                next += 1;
                let ahead = hops.get(at).map_or(&[][..], Vec::as_slice);
                if !steps.take(1 + ahead.len()) {
                    break;
                }
                found.extend(ahead.iter().map(|hop| hop.to));
            }
            found
        };
        self.reached.entry(from).or_insert_with(read)
    }
}
