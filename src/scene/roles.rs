//! Roles that hang on what others of the template say, rather than on the type alone.

use indexmap::{IndexMap, IndexSet};

use crate::catalog::{self, Flow, FlowEnd, Role};
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::permissions;
use super::resource_policies;
use super::vpc_links;
use super::world::World;

const FUNCTIONS: [&str; 2] = ["Lambda::Function", "Serverless::Function"];

/// Sets functions aside that only help to deploy, and brings forward what watches and is part of a flow.
pub(super) fn set(world: &mut World) {
    set_providers_aside(world);
    world.alarms = alarms(world);
    let rules = world.of_type("Events::Rule").into_iter().filter(|rule| !hears_of_one(world, rule));
    for rule in rules.collect::<Vec<_>>() {
        for source in world.values(rule, "EventPattern.source[]") {
            world.listeners.entry(excerpt(source)).or_default().push(rule);
        }
    }
    let watchers = watchers(world);
    bring_forward(world, Role::Node, watchers);
    let started = started(world);
    bring_forward(world, Role::Node, started);
    let mut users = resource_policies::users(world);
    users.extend(permissions::working_users(world));
    bring_forward(world, Role::Node, users);
    let links = vpc_links::ways_in(world);
    bring_forward(world, Role::BorderLeft, links);
    let flow_logs = delivered_flow_logs(world);
    bring_forward(world, Role::Border, flow_logs);
    let tasks = tasks(world);
    bring_forward(world, Role::Replicas, tasks);
    let inspecting = inspecting_endpoints(world);
    play(world, Role::Replicas, inspecting);
    let doors = doors(world);
    bring_forward(world, Role::Edge, doors);
    let at_edge = edge_functions(world);
    let at_edge = play(world, Role::Edge, at_edge);
    world.at_edge.extend(at_edge);
}

/// Whether a rule listens to what it names alone, rather than to all that a service says.
fn hears_of_one(world: &World, rule: &LogicalId) -> bool {
    const NAMES: [&str; 2] = ["EventPattern.detail.pipeline", "EventPattern.detail.project-name"];
    NAMES.iter().any(|name| !world.values(rule, name).is_empty())
}

/// Gives resources a role in which they are drawn, whatever their type has them do.
pub(super) fn bring_forward<'a>(
    world: &mut World<'a>,
    role: Role,
    ids: impl IntoIterator<Item = &'a LogicalId>,
) {
    let forward = play(world, role, ids);
    world.forward.extend(forward);
}

/// Gives resources a role; those of the template that have it now.
fn play<'a>(
    world: &mut World<'a>,
    role: Role,
    ids: impl IntoIterator<Item = &'a LogicalId>,
) -> Vec<&'a LogicalId> {
    let mut played = Vec::new();
    for id in ids {
        if let Some(facts) = world.facts.get_mut(id) {
            facts.role = role;
            played.push(id);
        }
    }
    played
}

/// A function that does nothing but provide custom resources helps to deploy the architecture and is no part of it.
fn set_providers_aside(world: &mut World) {
    let is_provider = |id: &LogicalId| {
        let provides = |user: &&LogicalId| world.named_at(user, "ServiceToken").contains(&id);
        let users = world.users(id);
        let others = users.iter().filter(|user| !provides(user));
        let relates = |user: &&LogicalId| matches!(world.role(user), Some(Role::Glue | Role::Support));
        users.iter().any(provides) && others.copied().all(|user| relates(&user))
    };
    let functions = world.present().filter(|(id, resource)| {
        let is_function = FUNCTIONS.contains(&catalog::short_name(&resource.type_name));
        let is_more = ["VpcConfig", "Events"].iter().any(|name| resource.properties.get(name).is_some());
        is_function && !is_more && is_provider(id)
    });
    let providers: IndexSet<&LogicalId> = functions.map(|(id, _)| id).collect();
    let is_work =
        |id: &LogicalId| !matches!(world.role(id), Some(Role::Badge | Role::Support | Role::Glue) | None);
    let works = world.present().any(|(id, _)| is_work(id) && !providers.contains(id));
    // Where there is nothing else, what they set up is what the template is about.
    for id in providers.into_iter().filter(|_| works) {
        if let Some(facts) = world.facts.get_mut(id) {
            facts.role = Role::Support;
        }
    }
}

/// Flow logs that go to something that is drawn, rather than to a log group that comes with them.
fn delivered_flow_logs<'a>(world: &World<'a>) -> Vec<&'a LogicalId> {
    let mut found = world.of_type("EC2::FlowLog");
    found.retain(|id| {
        world.named_at(id, "LogDestination").iter().any(|to| world.role(to) == Some(Role::Node))
            && world
                .named_at(id, "ResourceId")
                .iter()
                .any(|of| matches!(world.role(of), Some(Role::Vpc | Role::Subnet)))
    });
    found
}

/// The tasks that no service keeps running but that somebody runs when they are due.
fn tasks<'a>(world: &World<'a>) -> Vec<&'a LogicalId> {
    const SERVICES: [&str; 2] = ["ECS::Service", "ECS::TaskSet"];
    let mut found = world.of_type("ECS::TaskDefinition");
    found.retain(|id| {
        let users = || world.users(id).iter();
        let serves = |user: &&LogicalId| {
            world.get(user).is_some_and(|(_, user)| SERVICES.contains(&catalog::short_name(&user.type_name)))
        };
        let runs = |user: &&LogicalId| matches!(world.role(user), Some(Role::Node | Role::Replicas));
        users().copied().any(|user| runs(&user)) && !users().copied().any(|user| serves(&user))
    });
    found
}

/// What rules, schedules and pipes start or write to: documents that run, logs that hold events.
fn started<'a>(world: &World<'a>) -> IndexSet<&'a LogicalId> {
    const STARTS: [(&str, &str); 3] =
        [("Events::Rule", "Targets[].Arn"), ("Scheduler::Schedule", "Target.Arn"), ("Pipes::Pipe", "Target")];
    let starters = STARTS.iter().flat_map(|(short, path)| {
        world.of_type(short).into_iter().flat_map(move |id| world.named_at(id, path))
    });
    let is_support = |id: &&LogicalId| world.role(id) == Some(Role::Support);
    let is_function = |id: &&LogicalId| is_function(world, id);
    starters.filter(|id| is_support(id) && !is_function(id)).collect()
}

/// The endpoints that traffic is routed through to be inspected: each is in its subnet, and which is what matters.
fn inspecting_endpoints<'a>(world: &World<'a>) -> Vec<&'a LogicalId> {
    let mut found = world.of_type("EC2::VPCEndpoint");
    found.retain(|id| {
        let is = world.text(id, "VpcEndpointType").is_some_and(|kind| kind == "GatewayLoadBalancer");
        is && !world.values(id, "SubnetIds[]").is_empty()
    });
    found
}

/// The URLs of functions by which the world comes in: nobody of the template, such as a CDN, stands before them.
fn doors<'a>(world: &World<'a>) -> Vec<&'a LogicalId> {
    let relates = |id: &LogicalId| matches!(world.role(id), Some(Role::Glue | Role::Support | Role::Badge));
    let mut found = world.of_type("Lambda::Url");
    found.retain(|id| world.users(id).iter().all(|user| relates(user)));
    found
}

/// The functions of which a CDN runs a version at its edge.
fn edge_functions<'a>(world: &World<'a>) -> IndexSet<&'a LogicalId> {
    const BEHAVIORS: [&str; 2] = ["DefaultCacheBehavior", "CacheBehaviors[]"];
    let mut found = IndexSet::new();
    for cdn in world.of_type("CloudFront::Distribution") {
        for behavior in BEHAVIORS {
            let path =
                format!("DistributionConfig.{behavior}.LambdaFunctionAssociations[].LambdaFunctionARN");
            for version in world.named_at(cdn, &path) {
                found.insert(version);
                found.extend(world.named_at(version, "FunctionName"));
            }
        }
    }
    found.retain(|id| is_function(world, id) && world.values(id, "VpcConfig").is_empty());
    found
}

/// Real metrics have one or two; hostile ones must not take for ever.
const MAX_ALARMS: usize = 8;

/// The alarms on the metric that each filter makes: both name it, and neither refers to the other.
fn alarms<'a>(world: &World<'a>) -> IndexMap<&'a LogicalId, Vec<&'a LogicalId>> {
    const METRICS: [&str; 2] = ["", "Metrics[].MetricStat.Metric"];
    let mut watching: IndexMap<[String; 2], Vec<&LogicalId>> = IndexMap::new();
    for alarm in world.of_type("CloudWatch::Alarm") {
        for metric in METRICS.iter().flat_map(|path| world.values(alarm, path)) {
            if let (Some(namespace), Some(name)) = (metric.get("Namespace"), metric.get("MetricName")) {
                watching.entry([namespace, name].map(|part| excerpt(part))).or_default().push(alarm);
            }
        }
    }
    let mut alarms: IndexMap<&LogicalId, Vec<&LogicalId>> = IndexMap::new();
    for filter in world.of_type("Logs::MetricFilter") {
        for made in world.values(filter, "MetricTransformations[]") {
            if let (Some(namespace), Some(name)) = (made.get("MetricNamespace"), made.get("MetricName")) {
                let found = watching.get(&[namespace, name].map(|part| excerpt(part)));
                alarms.entry(filter).or_default().extend(found.into_iter().flatten().take(MAX_ALARMS));
            }
        }
    }
    alarms.retain(|_, alarms| !alarms.is_empty());
    alarms
}

/// Alarms on what a log says, logs that a trail writes or that others read, rules that a function evaluates, and
/// detectors whose findings an event rule listens to:
/// each is a step of a flow.
fn watchers<'a>(world: &World<'a>) -> IndexSet<&'a LogicalId> {
    let mut found: IndexSet<&LogicalId> = world.alarms.values().flatten().copied().collect();
    for trail in world.of_type("CloudTrail::Trail") {
        found.extend(world.named_at(trail, "CloudWatchLogsLogGroupArn"));
    }
    let feeds = world.of_type("Logs::SubscriptionFilter");
    let read: IndexSet<&LogicalId> =
        world.alarms.keys().chain(&feeds).flat_map(|filter| world.named_at(filter, "LogGroupName")).collect();
    // The log of a function is part of that.
    let supports = |id: &&LogicalId| matches!(world.role(id), Some(Role::Glue | Role::Support));
    found.extend(
        read.into_iter()
            .filter(|log| world.used(log).chain(world.users(log).iter().copied()).all(|id| supports(&id))),
    );
    for rule in world.of_type("Config::ConfigRule") {
        let evaluators = world.named_at(rule, "Source.SourceIdentifier");
        found.extend(evaluators.iter().any(|id| is_function(world, id)).then_some(rule));
    }
    let is_heard = |flow: &Flow| match flow.to {
        FlowEnd::Listeners(source) => !world.listeners(source).is_empty(),
        _ => false,
    };
    let heard =
        world.present().filter(|(_, resource)| catalog::flows(&resource.type_name).iter().any(is_heard));
    found.extend(heard.map(|(id, _)| id));
    found.retain(|id| world.role(id) == Some(Role::Support));
    found
}

fn is_function(world: &World, id: &LogicalId) -> bool {
    world.get(id).is_some_and(|(_, resource)| FUNCTIONS.contains(&catalog::short_name(&resource.type_name)))
}
