//! Who sends the events that rules listen to, as their patterns say: resources of the template, services that no resource
//! is of, and the bus that every account has.

use crate::catalog::{self, Emitter};
use crate::eval::Value;
use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::called_services;
use super::context::Context;
use super::events::{Rules, is_default_bus};
use super::excerpt::excerpt;
use super::naming::name_of;
use super::values::values_at;
use super::{Icon, Node, NodeIndex, NodeKind, Shape, Side, texts};

/// A rule listens to one service or two; what listens to more watches the account.
const MOST_SERVICES: usize = 3;

/// More resources than these are told by no lines.
const MOST_SENDERS: usize = 4;

/// Adds a link to each rule from whose events it listens to, where nothing leads to it yet. `made` are the rules that the SAM
/// transform makes.
pub(super) fn draw<'a>(context: &mut Context<'a>, drawn: &IndexSet<&'a LogicalId>, made: &Rules<'a>) {
    from_devices(context, drawn, &made.of_topics);
    let default_bus = called_services::node(context, "Events");
    for (rule, pattern) in own_rules(context, drawn).into_iter().chain(made.of_events.iter().copied()) {
        let sources = sources(pattern);
        let is_of_aws = !sources.is_empty() && sources.iter().all(|source| source.starts_with("aws."));
        if is_led_to(context, rule) {
            continue;
        }
        match default_bus {
            _ if is_of_aws => from_aws(context, drawn, &sources, pattern, rule),
            // Whoever puts events on the bus of the account has its rules hear of them.
            Some(bus) => lead(context, bus, rule),
            None => {}
        }
    }
}

/// Whoever publishes to IoT Core has its rules hear of it.
fn from_devices(context: &mut Context, drawn: &IndexSet<&LogicalId>, made: &[NodeIndex]) {
    let Some(core) = called_services::node(context, "IoT") else { return };
    let own = context.resources.of_type("IoT::TopicRule").into_iter().filter(|id| drawn.contains(id));
    let rules: Vec<NodeIndex> = own.filter_map(|id| context.main(id)).chain(made.iter().copied()).collect();
    for rule in rules {
        if !is_led_to(context, rule) {
            lead(context, core, rule);
        }
    }
}

fn is_led_to(context: &Context, rule: NodeIndex) -> bool {
    context.draft.links.iter().any(|link| link.target == rule)
}

/// The rules of the template on the bus that every account has, each with its pattern.
fn own_rules<'a>(context: &Context<'a>, drawn: &IndexSet<&'a LogicalId>) -> Vec<(NodeIndex, &'a Value)> {
    let rules = context.resources.of_type("Events::Rule").into_iter().filter(|id| drawn.contains(id));
    let on_default =
        |id: &&LogicalId| context.resources.values(id, "EventBusName").into_iter().all(is_default_bus);
    let read = |id| Some((context.main(id)?, *context.resources.values(id, "EventPattern").first()?));
    rules.filter(on_default).filter_map(read).collect()
}

/// Leads events of AWS's services to a rule: from the resources that its pattern names, from all that send them where it
/// asks for no other, else from an icon of the service.
fn from_aws<'a>(
    context: &mut Context<'a>,
    drawn: &IndexSet<&'a LogicalId>,
    sources: &IndexSet<String>,
    pattern: &'a Value,
    rule: NodeIndex,
) {
    let buckets = values_at(pattern, "detail.bucket.name[]").into_iter();
    let mut named: IndexSet<&LogicalId> =
        buckets.flat_map(|name| context.resources.named_as(name, &["S3::Bucket"])).collect();
    named.extend(context.resources.named_by(pattern));
    let named: Vec<NodeIndex> =
        named.into_iter().filter(|id| drawn.contains(id)).filter_map(|id| context.main(id)).collect();
    if !named.is_empty() {
        return named.into_iter().for_each(|sender| lead(context, sender, rule));
    }
    let mut emitters: Vec<&'static Emitter> =
        sources.iter().filter_map(|source| catalog::emitter(source)).collect();
    if let Some(trail) = catalog::emitter(TRAIL).filter(|_| is_told_by_trail(pattern)) {
        // Calls that a service tells nobody of are told by the trail of the account.
        let trail_node = match senders(context, drawn, trail).as_slice() {
            [only] => *only,
            _ => service(context, trail, rule),
        };
        lead(context, trail_node, rule);
        emitters.retain(|emitter| *emitter != trail);
        if emitters.len() <= MOST_SERVICES {
            for emitter in emitters {
                let called = service(context, emitter, rule);
                lead(context, called, trail_node);
            }
        }
        return;
    }
    if emitters.len() > MOST_SERVICES {
        return;
    }
    for emitter in emitters {
        if let Some(action) = started(context, emitter, rule) {
            lead(context, action, rule);
            continue;
        }
        let senders = senders(context, drawn, emitter);
        match senders.len() {
            0 => {
                let node = service(context, emitter, rule);
                lead(context, node, rule);
            }
            count if count <= MOST_SENDERS && asks_for_all(pattern) => {
                senders.into_iter().for_each(|sender| lead(context, sender, rule));
            }
            _ => {}
        }
    }
}

/// The source of events that tell of calls.
const TRAIL: &str = "aws.cloudtrail";

/// The services whose events a pattern asks for: by their source, else by whom a call in them was made to.
fn sources(pattern: &Value) -> IndexSet<String> {
    let stated: IndexSet<String> =
        values_at(pattern, "source[]").into_iter().map(|source| excerpt(source)).collect();
    if !stated.is_empty() {
        return stated;
    }
    let called = values_at(pattern, "detail.eventSource[]").into_iter();
    called
        .filter_map(|called| Some(format!("aws.{}", excerpt(called).strip_suffix(".amazonaws.com")?)))
        .collect()
}

/// Returns whether a pattern asks for nothing but calls that services tell nobody of.
fn is_told_by_trail(pattern: &Value) -> bool {
    let kinds = values_at(pattern, "detail-type[]");
    let is_call = !values_at(pattern, "detail.eventSource[]").is_empty();
    kinds.iter().all(|kind| excerpt(kind).ends_with("via CloudTrail")) && (is_call || !kinds.is_empty())
}

/// The only action of a pipeline that a rule starts which looks like what sends the events: its source.
fn started(context: &Context, emitter: &Emitter, rule: NodeIndex) -> Option<NodeIndex> {
    let draft = &context.draft;
    let look = Shape::Icon(texts::icon(&catalog::facts(&format!("AWS::{}", emitter.sender))));
    let mut targets = draft.links.iter().filter(|link| link.source == rule).map(|link| link.target);
    let pipeline = targets.find(|&node| draft.nodes[node].kind == NodeKind::Pipeline)?;
    let is_source = |&node: &NodeIndex| draft.nodes[node].shape == look && draft.contains(pipeline, node);
    let mut found = (0..draft.nodes.len()).filter(is_source);
    found.next().filter(|_| !emitter.sender.is_empty() && found.next().is_none())
}

/// The resources of the template that send the events of a service.
fn senders<'a>(context: &Context<'a>, drawn: &IndexSet<&'a LogicalId>, emitter: &Emitter) -> Vec<NodeIndex> {
    let resources = context.resources;
    let of_type = resources.of_type(emitter.sender).into_iter().filter(|id| drawn.contains(id));
    // Buckets tell only where they are asked to.
    let tells = |id: &&LogicalId| {
        emitter.sender != "S3::Bucket"
            || !resources.values(id, "NotificationConfiguration.EventBridgeConfiguration").is_empty()
    };
    of_type.filter(tells).filter_map(|id| context.main(id)).collect()
}

/// Returns whether a pattern asks for what happened alone, whoever it happened to.
fn asks_for_all(pattern: &Value) -> bool {
    const WHAT: [&str; 5] = ["event", "severity", "state", "status", "type"];
    let is_what = |key: &str| WHAT.iter().any(|word| key.to_ascii_lowercase().contains(word));
    let of_all = match pattern.get("detail") {
        None => true,
        Some(Value::Map(detail)) => detail.keys().all(|key| is_what(key)),
        Some(_) => false,
    };
    of_all && pattern.get("resources").is_none()
}

/// The icon of a service: the one that others call, or one of its own.
fn service(context: &mut Context, emitter: &Emitter, rule: NodeIndex) -> NodeIndex {
    if let Some(node) = called_services::node(context, emitter.segment) {
        return node;
    }
    let id = format!("emits/{}", emitter.segment);
    if let Some(node) = context.draft.nodes.iter().position(|node| *node.id == *id) {
        return node;
    }
    let icon = match emitter.icon {
        "" => Icon::Letters(emitter.letters().into(), emitter.ink),
        icon => Icon::Service(icon, emitter.letters().into(), emitter.ink),
    };
    context.draft.add(Node {
        id: id.into(),
        title: format!("{}, whose events a rule listens to", emitter.title),
        shape: Shape::Icon(icon),
        label: texts::below(emitter.title.into()),
        place: context.beside_vpcs(Side::Left),
        ghost: context.draft.nodes[rule].ghost,
        ..Node::default()
    })
}

fn lead(context: &mut Context, source: NodeIndex, rule: NodeIndex) {
    if source == rule || context.draft.is_linked(source, rule) {
        return;
    }
    let called = |node: NodeIndex| match &context.draft.nodes[node] {
        Node { resource: Some(id), .. } => name_of(context.resources, id).to_string(),
        Node { label: Some(label), .. } => label.text.to_string(),
        other => other.title.clone(),
    };
    let title = format!("{} → {}", called(source), called(rule));
    context.draft.flow(source, rule, title);
}
