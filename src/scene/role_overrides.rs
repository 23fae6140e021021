//! Roles that hang on what others of the template say, rather than on the type alone.

use indexmap::{IndexMap, IndexSet};

use crate::catalog::{self, Flow, FlowEnd, Role};
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::permissions;
use super::resource_policies;
use super::resources::Resources;
use super::vpc_links;

const FUNCTIONS: [&str; 2] = ["Lambda::Function", "Serverless::Function"];

/// Sets functions aside that only help to deploy, and brings forward what watches and is part of a flow.
pub(super) fn set(resources: &mut Resources) {
    set_providers_aside(resources);
    resources.alarms = alarms(resources);
    let rules = resources.of_type("Events::Rule").into_iter().filter(|rule| !hears_of_one(resources, rule));
    for rule in rules.collect::<Vec<_>>() {
        for source in resources.values(rule, "EventPattern.source[]") {
            resources.listeners.entry(excerpt(source)).or_default().push(rule);
        }
    }
    let watchers = watchers(resources);
    bring_forward(resources, Role::Node, watchers);
    let started = started(resources);
    bring_forward(resources, Role::Node, started);
    let mut users = resource_policies::users(resources);
    users.extend(permissions::working_users(resources));
    bring_forward(resources, Role::Node, users);
    let links = vpc_links::ways_in(resources);
    bring_forward(resources, Role::BorderLeft, links);
    let flow_logs = delivered_flow_logs(resources);
    bring_forward(resources, Role::Border, flow_logs);
    let queries = queries(resources);
    bring_forward(resources, Role::Node, queries);
    let tasks = tasks(resources);
    bring_forward(resources, Role::Replicas, tasks);
    let inspecting = inspecting_endpoints(resources);
    play(resources, Role::Replicas, inspecting);
    let doors = doors(resources);
    bring_forward(resources, Role::Edge, doors);
    let at_edge = edge_functions(resources);
    let at_edge = play(resources, Role::Edge, at_edge);
    resources.at_edge.extend(at_edge);
}

/// Whether a rule listens to what it names alone, rather than to all that a service says.
fn hears_of_one(resources: &Resources, rule: &LogicalId) -> bool {
    const NAMES: [&str; 2] = ["EventPattern.detail.pipeline", "EventPattern.detail.project-name"];
    NAMES.iter().any(|name| !resources.values(rule, name).is_empty())
}

/// Gives resources a role in which they are drawn, whatever their type has them do.
pub(super) fn bring_forward<'a>(
    resources: &mut Resources<'a>,
    role: Role,
    ids: impl IntoIterator<Item = &'a LogicalId>,
) {
    let forward = play(resources, role, ids);
    resources.forward.extend(forward);
}

/// Gives resources a role; those of the template that have it now.
fn play<'a>(
    resources: &mut Resources<'a>,
    role: Role,
    ids: impl IntoIterator<Item = &'a LogicalId>,
) -> Vec<&'a LogicalId> {
    let mut played = Vec::new();
    for id in ids {
        if let Some(facts) = resources.facts.get_mut(id) {
            facts.role = role;
            played.push(id);
        }
    }
    played
}

/// A function that does nothing but provide custom resources helps to deploy the architecture and is no part of it.
fn set_providers_aside(resources: &mut Resources) {
    let is_provider = |id: &LogicalId| {
        let provides = |user: &&LogicalId| resources.named_at(user, "ServiceToken").contains(&id);
        let users = resources.users(id);
        let others = users.iter().filter(|user| !provides(user));
        let relates = |user: &&LogicalId| matches!(resources.role(user), Some(Role::Glue | Role::Support));
        users.iter().any(provides) && others.copied().all(|user| relates(&user))
    };
    let functions = resources.present().filter(|(id, resource)| {
        let is_function = FUNCTIONS.contains(&catalog::short_name(&resource.type_name));
        let is_more = ["VpcConfig", "Events"].iter().any(|name| resource.properties.get(name).is_some());
        is_function && !is_more && is_provider(id)
    });
    let providers: IndexSet<&LogicalId> = functions.map(|(id, _)| id).collect();
    let is_work =
        |id: &LogicalId| !matches!(resources.role(id), Some(Role::Badge | Role::Support | Role::Glue) | None);
    let works = resources.present().any(|(id, _)| is_work(id) && !providers.contains(id));
    // Where there is nothing else, what they set up is what the template is about.
    for id in providers.into_iter().filter(|_| works) {
        if let Some(facts) = resources.facts.get_mut(id) {
            facts.role = Role::Support;
        }
    }
}

/// Flow logs that go to something that is drawn, rather than to a log group that comes with them.
fn delivered_flow_logs<'a>(resources: &Resources<'a>) -> Vec<&'a LogicalId> {
    let mut found = resources.of_type("EC2::FlowLog");
    found.retain(|id| {
        resources.named_at(id, "LogDestination").iter().any(|to| resources.role(to) == Some(Role::Node))
            && resources
                .named_at(id, "ResourceId")
                .iter()
                .any(|of| matches!(resources.role(of), Some(Role::Vpc | Role::Subnet)))
    });
    found
}

/// The queries of Athena in no work group of the template: they alone say that it asks the catalog.
fn queries<'a>(resources: &Resources<'a>) -> Vec<&'a LogicalId> {
    let mut found = resources.of_type("Athena::NamedQuery");
    found.retain(|id| {
        resources.named_at(id, "WorkGroup").is_empty() && !resources.named_at(id, "Database").is_empty()
    });
    found
}

/// The tasks that no service keeps running but that somebody runs when they are due.
fn tasks<'a>(resources: &Resources<'a>) -> Vec<&'a LogicalId> {
    const SERVICES: [&str; 2] = ["ECS::Service", "ECS::TaskSet"];
    let mut found = resources.of_type("ECS::TaskDefinition");
    found.retain(|id| {
        let users = || resources.users(id).iter();
        let serves = |user: &&LogicalId| {
            resources
                .get(user)
                .is_some_and(|(_, user)| SERVICES.contains(&catalog::short_name(&user.type_name)))
        };
        let runs = |user: &&LogicalId| matches!(resources.role(user), Some(Role::Node | Role::Replicas));
        users().copied().any(|user| runs(&user)) && !users().copied().any(|user| serves(&user))
    });
    found
}

/// What rules, schedules and pipes start or write to: documents that run, logs that hold events.
fn started<'a>(resources: &Resources<'a>) -> IndexSet<&'a LogicalId> {
    const STARTS: [(&str, &str); 3] =
        [("Events::Rule", "Targets[].Arn"), ("Scheduler::Schedule", "Target.Arn"), ("Pipes::Pipe", "Target")];
    let starters = STARTS.iter().flat_map(|(short, path)| {
        resources.of_type(short).into_iter().flat_map(move |id| resources.named_at(id, path))
    });
    let is_support = |id: &&LogicalId| resources.role(id) == Some(Role::Support);
    let is_function = |id: &&LogicalId| is_function(resources, id);
    starters.filter(|id| is_support(id) && !is_function(id)).collect()
}

/// The endpoints that traffic is routed through to be inspected: each is in its subnet, and which is what matters.
fn inspecting_endpoints<'a>(resources: &Resources<'a>) -> Vec<&'a LogicalId> {
    let mut found = resources.of_type("EC2::VPCEndpoint");
    found.retain(|id| {
        let is = resources.text(id, "VpcEndpointType").is_some_and(|kind| kind == "GatewayLoadBalancer");
        is && !resources.values(id, "SubnetIds[]").is_empty()
    });
    found
}

/// The URLs of functions by which the world comes in: nobody of the template, such as a CDN, stands before them.
fn doors<'a>(resources: &Resources<'a>) -> Vec<&'a LogicalId> {
    let relates =
        |id: &LogicalId| matches!(resources.role(id), Some(Role::Glue | Role::Support | Role::Badge));
    let mut found = resources.of_type("Lambda::Url");
    found.retain(|id| resources.users(id).iter().all(|user| relates(user)));
    found
}

/// The functions of which a CDN runs a version at its edge.
fn edge_functions<'a>(resources: &Resources<'a>) -> IndexSet<&'a LogicalId> {
    const BEHAVIORS: [&str; 2] = ["DefaultCacheBehavior", "CacheBehaviors[]"];
    let mut found = IndexSet::new();
    for cdn in resources.of_type("CloudFront::Distribution") {
        for behavior in BEHAVIORS {
            let path =
                format!("DistributionConfig.{behavior}.LambdaFunctionAssociations[].LambdaFunctionARN");
            for version in resources.named_at(cdn, &path) {
                found.insert(version);
                found.extend(resources.named_at(version, "FunctionName"));
            }
        }
    }
    found.retain(|id| is_function(resources, id) && resources.values(id, "VpcConfig").is_empty());
    found
}

/// Real metrics have one or two; hostile ones must not take for ever.
const MAX_ALARMS: usize = 8;

/// The alarms on the metric that each filter makes: both name it, and neither refers to the other.
fn alarms<'a>(resources: &Resources<'a>) -> IndexMap<&'a LogicalId, Vec<&'a LogicalId>> {
    const METRICS: [&str; 2] = ["", "Metrics[].MetricStat.Metric"];
    let mut watching: IndexMap<[String; 2], Vec<&LogicalId>> = IndexMap::new();
    for alarm in resources.of_type("CloudWatch::Alarm") {
        for metric in METRICS.iter().flat_map(|path| resources.values(alarm, path)) {
            if let (Some(namespace), Some(name)) = (metric.get("Namespace"), metric.get("MetricName")) {
                watching.entry([namespace, name].map(|part| excerpt(part))).or_default().push(alarm);
            }
        }
    }
    let mut alarms: IndexMap<&LogicalId, Vec<&LogicalId>> = IndexMap::new();
    for filter in resources.of_type("Logs::MetricFilter") {
        for made in resources.values(filter, "MetricTransformations[]") {
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
fn watchers<'a>(resources: &Resources<'a>) -> IndexSet<&'a LogicalId> {
    let mut found: IndexSet<&LogicalId> = resources.alarms.values().flatten().copied().collect();
    for trail in resources.of_type("CloudTrail::Trail") {
        found.extend(resources.named_at(trail, "CloudWatchLogsLogGroupArn"));
    }
    let feeds = resources.of_type("Logs::SubscriptionFilter");
    let read: IndexSet<&LogicalId> = resources
        .alarms
        .keys()
        .chain(&feeds)
        .flat_map(|filter| resources.named_at(filter, "LogGroupName"))
        .collect();
    // The log of a function is part of that.
    let supports = |id: &&LogicalId| matches!(resources.role(id), Some(Role::Glue | Role::Support));
    found.extend(read.into_iter().filter(|log| {
        resources.used(log).chain(resources.users(log).iter().copied()).all(|id| supports(&id))
    }));
    for rule in resources.of_type("Config::ConfigRule") {
        let evaluators = resources.named_at(rule, "Source.SourceIdentifier");
        found.extend(evaluators.iter().any(|id| is_function(resources, id)).then_some(rule));
    }
    let is_heard = |flow: &Flow| match flow.to {
        FlowEnd::Listeners(source) => !resources.listeners(source).is_empty(),
        _ => false,
    };
    let heard =
        resources.present().filter(|(_, resource)| catalog::flows(&resource.type_name).iter().any(is_heard));
    found.extend(heard.map(|(id, _)| id));
    found.retain(|id| resources.role(id) == Some(Role::Support));
    found
}

fn is_function(resources: &Resources, id: &LogicalId) -> bool {
    resources
        .get(id)
        .is_some_and(|(_, resource)| FUNCTIONS.contains(&catalog::short_name(&resource.type_name)))
}
