//! Who sends the events that rules listen to, as their patterns say: resources of the template, services that no resource
//! is of, and the bus that every account has.

use crate::catalog::{self, Emitter};
use crate::eval::Value;
use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::additions::{Additions, Extra, LinkEnd};
use super::context::Context;
use super::events::{Rules, is_default_bus};
use super::excerpt::excerpt;
use super::resources::Resources;
use super::values::values_at;
use super::{Icon, Node, NodeIndex, NodeKind, Shape, Side, texts};

/// A rule listens to one service or two; what listens to more watches the account.
const MOST_SERVICES: usize = 3;

/// More resources than these are told by no lines.
const MOST_SENDERS: usize = 4;

/// Returns a line to each rule from whose events it listens to, where nothing leads to it yet. `made` are the rules that the SAM
/// transform makes.
pub(super) fn additions<'a>(
    context: &Context<'a>,
    drawn: &IndexSet<&'a LogicalId>,
    made: &Rules<'a>,
) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    from_devices(context, &mut additions, drawn, &made.of_topics);
    let default_bus = LinkEnd::Extra(Extra::Service("Events"));
    for (rule, pattern) in
        own_rules(context.resources, drawn).into_iter().chain(made.of_events.iter().cloned())
    {
        let sources = sources(pattern);
        let is_of_aws = !sources.is_empty() && sources.iter().all(|source| source.starts_with("aws."));
        match context.node_of(&rule) {
            Some(node) if is_led_to(context, node) => {}
            Some(node) if is_of_aws => {
                from_aws(context, &mut additions, drawn, &sources, pattern, (rule, node))
            }
            // Whoever puts events on the bus of the account has its rules hear of them.
            Some(_) => additions.lead(default_bus.clone(), rule),
            None => {}
        }
    }
    additions
}

/// Whoever publishes to IoT Core has its rules hear of it.
fn from_devices<'a>(
    context: &Context<'a>,
    additions: &mut Additions<'a>,
    drawn: &IndexSet<&'a LogicalId>,
    made: &[LinkEnd<'a>],
) {
    let own = context.resources.of_type("IoT::TopicRule").into_iter().filter(|id| drawn.contains(id));
    for rule in own.map(LinkEnd::Resource).chain(made.iter().cloned()) {
        if !context.node_of(&rule).is_some_and(|rule| is_led_to(context, rule)) {
            additions.lead(LinkEnd::Extra(Extra::Service("IoT")), rule);
        }
    }
}

fn is_led_to(context: &Context, rule: NodeIndex) -> bool {
    context.draft.links.iter().any(|link| link.target == rule)
}

/// The rules of the template on the bus that every account has, each with its pattern.
fn own_rules<'a>(
    resources: &Resources<'a>,
    drawn: &IndexSet<&'a LogicalId>,
) -> Vec<(LinkEnd<'a>, &'a Value)> {
    let rules = resources.of_type("Events::Rule").into_iter().filter(|id| drawn.contains(id));
    let on_default = |id: &&LogicalId| resources.values(id, "EventBusName").into_iter().all(is_default_bus);
    let read = |id| Some((LinkEnd::Resource(id), *resources.values(id, "EventPattern").first()?));
    rules.filter(on_default).filter_map(read).collect()
}

/// Leads events of AWS's services to a rule: from the resources that its pattern names, from all that send them where it
/// asks for no other, else from an icon of the service.
fn from_aws<'a>(
    context: &Context<'a>,
    additions: &mut Additions<'a>,
    drawn: &IndexSet<&'a LogicalId>,
    sources: &IndexSet<String>,
    pattern: &'a Value,
    (rule, node): (LinkEnd<'a>, NodeIndex),
) {
    let named = named(context, drawn, pattern);
    if !named.is_empty() {
        return named.into_iter().for_each(|sender| additions.lead(LinkEnd::Resource(sender), rule.clone()));
    }
    let mut emitters: Vec<&'static Emitter> =
        sources.iter().filter_map(|source| catalog::emitter(source)).collect();
    let ghost = context.draft.nodes[node].ghost;
    if let Some(trail) = catalog::emitter(TRAIL).filter(|_| is_told_by_trail(pattern)) {
        // Calls that a service tells nobody of are told by the trail of the account.
        let told_by = match senders(context, drawn, trail).as_slice() {
            [only] => LinkEnd::Resource(only),
            _ => service(context, additions, trail, ghost),
        };
        additions.lead(told_by.clone(), rule);
        emitters.retain(|emitter| *emitter != trail);
        if emitters.len() <= MOST_SERVICES {
            for emitter in emitters {
                let called = service(context, additions, emitter, ghost);
                additions.lead(called, told_by.clone());
            }
        }
        return;
    }
    if emitters.len() > MOST_SERVICES {
        return;
    }
    for emitter in emitters {
        if let Some(action) = started(context, emitter, node) {
            additions.lead(LinkEnd::Node(action), rule.clone());
            continue;
        }
        let senders = senders(context, drawn, emitter);
        match senders.len() {
            0 => {
                let service = service(context, additions, emitter, ghost);
                additions.lead(service, rule.clone());
            }
            count if count <= MOST_SENDERS && asks_for_all(pattern) => {
                senders
                    .into_iter()
                    .for_each(|sender| additions.lead(LinkEnd::Resource(sender), rule.clone()));
            }
            _ => {}
        }
    }
}

/// The resources in the picture that a pattern names.
fn named<'a>(
    context: &Context<'a>,
    drawn: &IndexSet<&'a LogicalId>,
    pattern: &'a Value,
) -> IndexSet<&'a LogicalId> {
    let buckets = values_at(pattern, "detail.bucket.name[]").into_iter();
    let buckets = buckets.flat_map(|name| context.resources.named_as(name, &["S3::Bucket"]));
    let named = buckets.chain(context.resources.named_by(pattern));
    named.filter(|id| drawn.contains(id) && context.main(id).is_some()).collect()
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
fn senders<'a>(
    context: &Context<'a>,
    drawn: &IndexSet<&'a LogicalId>,
    emitter: &Emitter,
) -> Vec<&'a LogicalId> {
    let resources = context.resources;
    let of_type = resources.of_type(emitter.sender).into_iter().filter(|id| drawn.contains(id));
    // Buckets tell only where they are asked to.
    let tells = |id: &&LogicalId| {
        emitter.sender != "S3::Bucket"
            || !resources.values(id, "NotificationConfiguration.EventBridgeConfiguration").is_empty()
    };
    of_type.filter(tells).filter(|id| context.main(id).is_some()).collect()
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
fn service<'a>(
    context: &Context,
    additions: &mut Additions<'a>,
    emitter: &'static Emitter,
    ghost: bool,
) -> LinkEnd<'a> {
    let icon = match emitter.icon {
        "" => Icon::Letters(emitter.letters().into(), emitter.ink),
        icon => Icon::Service(icon, emitter.letters().into(), emitter.ink),
    };
    additions.icon(
        Extra::Service(emitter.segment),
        Node {
            id: format!("emits/{}", emitter.segment).into(),
            title: format!("{}, whose events a rule listens to", emitter.title),
            shape: Shape::Icon(icon),
            label: texts::below(emitter.title.into()),
            place: context.beside_vpcs(Side::Left),
            ghost,
            ..Node::default()
        },
    )
}
