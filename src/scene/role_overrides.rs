//! Roles that hang on what others of the template say, rather than on the type alone.

use crate::catalog::{self, Flow, FlowEnd, Role};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::index::Index;
use super::name_patterns;
use super::permissions;
use super::resource_policies;
use super::vpc_links;

const FUNCTIONS: [&str; 2] = ["Lambda::Function", "Serverless::Function"];

/// The tasks that resources have for others of the template, as far as that gives them their roles.
#[derive(Debug)]
pub(super) struct Overrides<'a> {
    /// The alarms on the metric that a filter makes of a log.
    alarms: IndexMap<&'a LogicalId, Vec<&'a LogicalId>>,
    /// The event rules that listen to each source.
    listeners: IndexMap<String, Vec<&'a LogicalId>>,
    /// Functions that a CDN runs at its edge.
    at_edge: IndexSet<&'a LogicalId>,
}

impl<'a> Overrides<'a> {
    /// Returns the alarms on the metric that a filter makes of a log.
    pub fn alarms(&self, filter: &LogicalId) -> &[&'a LogicalId] {
        self.alarms.get(filter).map_or(&[], Vec::as_slice)
    }

    /// Returns the event rules that listen to a source, such as `aws.guardduty`.
    pub fn listeners(&self, source: &str) -> &[&'a LogicalId] {
        self.listeners.get(source).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a resource is a function that a CDN runs at its edge.
    pub fn is_at_edge(&self, id: &LogicalId) -> bool {
        self.at_edge.contains(id)
    }
}

/// The second step: sets functions aside that only help to deploy, and brings forward what watches and is part of a flow.
/// Each rule sees the roles that those before it have given.
pub(super) fn apply<'a>(mut index: Index<'a>) -> (Index<'a>, Overrides<'a>) {
    let parameters = name_patterns::parameters(&index);
    // Of a few each stands by itself, with lines.
    if parameters.len() > name_patterns::MOST_MEANT {
        parameters.into_iter().for_each(|(parameter, holders)| index.add_users(parameter, holders));
    }
    let alarms = alarms(&index);
    let listeners = listeners(&index);
    let providers = providers(&index);
    index.play(Role::Support, providers);
    let watchers = watchers(&index, &alarms, &listeners);
    index.bring_forward(Role::Node, watchers);
    let started = started(&index);
    index.bring_forward(Role::Node, started);
    let mut users = resource_policies::users(&index);
    users.extend(permissions::working_users(&index));
    index.bring_forward(Role::Node, users);
    let links = vpc_links::ways_in(&index);
    index.bring_forward(Role::BorderLeft, links);
    let flow_logs = delivered_flow_logs(&index);
    index.bring_forward(Role::Border, flow_logs);
    let queries = queries(&index);
    index.bring_forward(Role::Node, queries);
    let tasks = tasks(&index);
    index.bring_forward(Role::Replicas, tasks);
    let inspecting = inspecting_endpoints(&index);
    index.play(Role::Replicas, inspecting);
    let access_points = access_points(&index);
    index.bring_forward(Role::Node, access_points);
    let domains = shared_domains(&index);
    index.bring_forward(Role::Edge, domains);
    let asked = asked_registries(&index);
    index.bring_forward(Role::Node, asked);
    let lists = loose_lists(&index);
    index.bring_forward(Role::Node, lists);
    let doors = doors(&index);
    index.bring_forward(Role::Edge, doors);
    let at_edge = edge_functions(&index);
    let at_edge = index.play(Role::Edge, at_edge).into_iter().collect();
    (index, Overrides { alarms, listeners, at_edge })
}

/// The event rules that listen to each source.
fn listeners<'a>(index: &Index<'a>) -> IndexMap<String, Vec<&'a LogicalId>> {
    let mut listeners: IndexMap<String, Vec<&LogicalId>> = IndexMap::new();
    for rule in index.of_type("Events::Rule").into_iter().filter(|rule| !hears_of_one(index, rule)) {
        for source in index.values(rule, "EventPattern.source[]") {
            listeners.entry(excerpt(source)).or_default().push(rule);
        }
    }
    listeners
}

/// Returns whether a rule listens to what it names alone, rather than to all that a service says.
fn hears_of_one(index: &Index, rule: &LogicalId) -> bool {
    const NAMES: [&str; 2] = ["EventPattern.detail.pipeline", "EventPattern.detail.project-name"];
    NAMES.iter().any(|name| !index.values(rule, name).is_empty())
}

/// A function that does nothing but provide custom resources helps to deploy the architecture and is no part of it.
fn providers<'a>(index: &Index<'a>) -> Vec<&'a LogicalId> {
    let is_provider = |id: &LogicalId| {
        let provides = |user: &&LogicalId| index.named_at(user, "ServiceToken").contains(&id);
        let users = index.users(id);
        let others = users.iter().filter(|user| !provides(user));
        let relates = |user: &&LogicalId| matches!(index.role(user), Some(Role::Glue | Role::Support));
        users.iter().any(provides) && others.copied().all(|user| relates(&user))
    };
    let functions = index.present().filter(|(id, resource)| {
        let is_function = FUNCTIONS.contains(&catalog::short_name(&resource.type_name));
        let is_more = ["VpcConfig", "Events"].iter().any(|name| resource.properties.get(name).is_some());
        is_function && !is_more && is_provider(id)
    });
    let providers: IndexSet<&LogicalId> = functions.map(|(id, _)| id).collect();
    let is_work =
        |id: &LogicalId| !matches!(index.role(id), Some(Role::Badge | Role::Support | Role::Glue) | None);
    let works = index.present().any(|(id, _)| is_work(id) && !providers.contains(id));
    // Where there is nothing else, what they set up is what the template is about.
    if works { providers.into_iter().collect() } else { Vec::new() }
}

/// Flow logs that go to something that is drawn, rather than to a log group that comes with them.
fn delivered_flow_logs<'a>(index: &Index<'a>) -> Vec<&'a LogicalId> {
    let mut found = index.of_type("EC2::FlowLog");
    found.retain(|id| {
        index.named_at(id, "LogDestination").iter().any(|to| index.role(to) == Some(Role::Node))
            && index
                .named_at(id, "ResourceId")
                .iter()
                .any(|of| matches!(index.role(of), Some(Role::Vpc | Role::Subnet)))
    });
    found
}

/// The queries of Athena in no work group of the template: they alone say that it asks the catalog.
fn queries<'a>(index: &Index<'a>) -> Vec<&'a LogicalId> {
    let mut found = index.of_type("Athena::NamedQuery");
    found.retain(|id| {
        index.named_at(id, "WorkGroup").is_empty() && !index.named_at(id, "Database").is_empty()
    });
    found
}

/// The tasks that no service keeps running: somebody runs them when they are due, or from outside of the template.
fn tasks<'a>(index: &Index<'a>) -> Vec<&'a LogicalId> {
    const SERVICES: [&str; 2] = ["ECS::Service", "ECS::TaskSet"];
    let mut found = index.of_type("ECS::TaskDefinition");
    found.retain(|id| {
        let users = index.users(id);
        let serves = |user: &&LogicalId| SERVICES.contains(&index.short_name(user));
        let runs = |user: &&LogicalId| matches!(index.role(user), Some(Role::Node | Role::Replicas));
        users.is_empty() || users.iter().any(runs) && !users.iter().any(serves)
    });
    found
}

/// Returns what rules, schedules and pipes start or write to: documents that run, logs that hold events.
fn started<'a>(index: &Index<'a>) -> IndexSet<&'a LogicalId> {
    const STARTS: [(&str, &str); 3] =
        [("Events::Rule", "Targets[].Arn"), ("Scheduler::Schedule", "Target.Arn"), ("Pipes::Pipe", "Target")];
    let starters = STARTS.iter().flat_map(|(short, path)| {
        index.of_type(short).into_iter().flat_map(move |id| index.named_at(id, path))
    });
    let is_support = |id: &&LogicalId| index.role(id) == Some(Role::Support);
    let is_function = |id: &&LogicalId| is_function(index, id);
    starters.filter(|id| is_support(id) && !is_function(id)).collect()
}

/// The endpoints that traffic is routed through to be inspected: each is in its subnet, and which is what matters.
fn inspecting_endpoints<'a>(index: &Index<'a>) -> Vec<&'a LogicalId> {
    let mut found = index.of_type("EC2::VPCEndpoint");
    found.retain(|id| {
        let is = index.text(id, "VpcEndpointType").is_some_and(|kind| kind == "GatewayLoadBalancer");
        is && !index.values(id, "SubnetIds[]").is_empty()
    });
    found
}

/// The access points of buckets that stand behind one that changes objects on their way.
fn access_points<'a>(index: &Index<'a>) -> IndexSet<&'a LogicalId> {
    const PATH: &str = "ObjectLambdaConfiguration.SupportingAccessPoint";
    let changing = index.of_type("S3ObjectLambda::AccessPoint").into_iter();
    let named = changing.flat_map(|id| index.named_at(id, PATH));
    named.filter(|id| index.short_name(id) == "S3::AccessPoint").collect()
}

/// The domains that lead to several APIs: that of one is no more than its name.
fn shared_domains<'a>(index: &Index<'a>) -> IndexSet<&'a LogicalId> {
    const LEADS: [(&str, &str, &str); 4] = [
        ("ApiGateway::BasePathMapping", "DomainName", "RestApiId"),
        ("ApiGateway::BasePathMappingV2", "DomainNameArn", "RestApiId"),
        ("ApiGatewayV2::ApiMapping", "DomainName", "ApiId"),
        ("ApiGatewayV2::RoutingRule", "DomainNameArn", "Actions[].InvokeApi.ApiId"),
    ];
    let mut apis: IndexMap<&LogicalId, IndexSet<&LogicalId>> = IndexMap::new();
    for (short, domain, api) in LEADS {
        for mapping in index.of_type(short) {
            for domain in index.named_at(mapping, domain) {
                apis.entry(domain).or_default().extend(index.named_at(mapping, api));
            }
        }
    }
    let shared = apis.into_iter().filter(|(_, apis)| apis.len() > 1);
    shared.map(|(domain, _)| domain).filter(|domain| index.role(domain) == Some(Role::Glue)).collect()
}

/// The services of Cloud Map that APIs ask whom to call.
fn asked_registries<'a>(index: &Index<'a>) -> IndexSet<&'a LogicalId> {
    let integrations = index.of_type("ApiGatewayV2::Integration").into_iter();
    let named = integrations.flat_map(|id| index.named_at(id, "IntegrationUri"));
    named.filter(|id| index.short_name(id) == "ServiceDiscovery::Service").collect()
}

/// The rules and lists that functions keep and that are part of nothing of the template.
fn loose_lists<'a>(index: &Index<'a>) -> Vec<&'a LogicalId> {
    /// The types of rules and lists, each with that of what they are part of.
    const LISTS: [(&str, &[&str]); 4] = [
        ("NetworkFirewall::RuleGroup", &["NetworkFirewall::FirewallPolicy"]),
        ("Route53Resolver::FirewallDomainList", &["Route53Resolver::FirewallRuleGroup"]),
        ("WAFv2::IPSet", &["WAFv2::WebACL", "WAFv2::RuleGroup"]),
        ("WAFv2::RuleGroup", &["WAFv2::WebACL"]),
    ];
    let is_loose = |id: &&LogicalId, wholes: &[&str]| {
        let users = index.users(id);
        let is_function = |user: &&LogicalId| is_function(index, user);
        users.iter().any(is_function) && !users.iter().any(|user| wholes.contains(&index.short_name(user)))
    };
    let loose = |&(short, wholes): &(&str, &[&str])| {
        let lists = index.of_type(short).into_iter();
        lists.filter(|id| is_loose(id, wholes)).collect::<Vec<_>>()
    };
    LISTS.iter().flat_map(loose).collect()
}

/// The URLs of functions by which the world comes in: nobody of the template, such as a CDN, stands before them.
fn doors<'a>(index: &Index<'a>) -> Vec<&'a LogicalId> {
    let relates = |id: &LogicalId| matches!(index.role(id), Some(Role::Glue | Role::Support | Role::Badge));
    let mut found = index.of_type("Lambda::Url");
    found.retain(|id| index.users(id).into_iter().all(relates));
    found
}

/// The functions of which a CDN runs a version at its edge.
fn edge_functions<'a>(index: &Index<'a>) -> IndexSet<&'a LogicalId> {
    const BEHAVIORS: [&str; 2] = ["DefaultCacheBehavior", "CacheBehaviors[]"];
    let mut found = IndexSet::new();
    for cdn in index.of_type("CloudFront::Distribution") {
        for behavior in BEHAVIORS {
            let path =
                format!("DistributionConfig.{behavior}.LambdaFunctionAssociations[].LambdaFunctionARN");
            for version in index.named_at(cdn, &path) {
                found.insert(version);
                found.extend(index.named_at(version, "FunctionName"));
            }
        }
    }
    found.retain(|id| is_function(index, id) && index.values(id, "VpcConfig").is_empty());
    found
}

/// Real metrics have one or two; hostile ones must not take for ever.
const MAX_ALARMS: usize = 8;

/// The alarms on the metric that each filter makes: both name it, and neither refers to the other.
fn alarms<'a>(index: &Index<'a>) -> IndexMap<&'a LogicalId, Vec<&'a LogicalId>> {
    const METRICS: [&str; 2] = ["", "Metrics[].MetricStat.Metric"];
    let mut watching: IndexMap<[String; 2], Vec<&LogicalId>> = IndexMap::new();
    for alarm in index.of_type("CloudWatch::Alarm") {
        for metric in METRICS.iter().flat_map(|path| index.values(alarm, path)) {
            if let (Some(namespace), Some(name)) = (metric.get("Namespace"), metric.get("MetricName")) {
                watching.entry([namespace, name].map(|part| excerpt(part))).or_default().push(alarm);
            }
        }
    }
    let mut alarms: IndexMap<&LogicalId, Vec<&LogicalId>> = IndexMap::new();
    for filter in index.of_type("Logs::MetricFilter") {
        for made in index.values(filter, "MetricTransformations[]") {
            if let (Some(namespace), Some(name)) = (made.get("MetricNamespace"), made.get("MetricName")) {
                let found = watching.get(&[namespace, name].map(|part| excerpt(part)));
                alarms.entry(filter).or_default().extend(found.into_iter().flatten().take(MAX_ALARMS));
            }
        }
    }
    alarms.retain(|_, alarms| !alarms.is_empty());
    alarms
}

/// Alarms on what a log says or whose state a rule listens to, logs that a trail writes or that others read, rules that a function evaluates, and
/// detectors whose findings an event rule listens to:
/// each is a step of a flow.
fn watchers<'a>(
    index: &Index<'a>,
    alarms: &IndexMap<&'a LogicalId, Vec<&'a LogicalId>>,
    listeners: &IndexMap<String, Vec<&'a LogicalId>>,
) -> IndexSet<&'a LogicalId> {
    let mut found: IndexSet<&LogicalId> = alarms.values().flatten().copied().collect();
    for trail in index.of_type("CloudTrail::Trail") {
        found.extend(index.named_at(trail, "CloudWatchLogsLogGroupArn"));
    }
    for rule in index.of_type("Events::Rule") {
        let heard = ["EventPattern.resources[]", "EventPattern.detail.alarmName[]"];
        let heard = heard.iter().flat_map(|path| index.named_at(rule, path));
        found.extend(heard.filter(|id| index.short_name(id) == "CloudWatch::Alarm"));
    }
    let feeds = index.of_type("Logs::SubscriptionFilter");
    let filters = alarms.keys().chain(&feeds).copied().map(|filter| (filter, "LogGroupName"));
    let readers = index.of_type("Serverless::Function").into_iter().map(|function| (function, SAM_READS));
    for (reader, path) in filters.chain(readers) {
        // The log of a function is part of that.
        let supports =
            |id: &LogicalId| id == reader || matches!(index.role(id), Some(Role::Glue | Role::Support));
        let read = index.named_at(reader, path).into_iter();
        found.extend(read.filter(|log| index.used(log).chain(index.users(log)).all(supports)));
    }
    for rule in index.of_type("Config::ConfigRule") {
        let evaluators = index.named_at(rule, "Source.SourceIdentifier");
        found.extend(evaluators.iter().any(|id| is_function(index, id)).then_some(rule));
    }
    let is_heard = |flow: &Flow| match flow.to {
        FlowEnd::Listeners(source) => listeners.contains_key(source),
        _ => false,
    };
    let heard =
        index.present().filter(|(_, resource)| catalog::flows(&resource.type_name).iter().any(is_heard));
    found.extend(heard.map(|(id, _)| id));
    found.retain(|id| index.role(id) == Some(Role::Support));
    found
}

/// Where a function of SAM's names the log that it reads.
const SAM_READS: &str = "Events.*[Type=CloudWatchLogs].Properties.LogGroupName";

fn is_function(index: &Index, id: &LogicalId) -> bool {
    FUNCTIONS.contains(&index.short_name(id))
}
