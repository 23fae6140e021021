//! What SAM adds for a function: for its events the API that nobody wrote, the rules and schedules, and its URL.

use std::rc::Rc;

use crate::catalog::{self, FlowEnd};
use crate::eval::{MarkedText, Value};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::context::Context;
use super::excerpt::{excerpt, marked};
use super::index::SAM_URL;
use super::{Fact, Node, NodeIndex, Shape, Side, naming, texts};

/// The rules that the transform makes.
#[derive(Debug, Default)]
pub(super) struct Rules<'a> {
    /// Of EventBridge, each with its pattern.
    pub of_events: Vec<(NodeIndex, &'a Value)>,
    /// Of IoT.
    pub of_topics: Vec<NodeIndex>,
}

/// Adds an icon for each source of events that the transform makes, and a link to whom it calls. Returns the rules among
/// them.
pub(super) fn draw<'a>(context: &mut Context<'a>, drawn: &IndexSet<&'a LogicalId>) -> Rules<'a> {
    let mut rules = Rules::default();
    let mut shared: IndexMap<&'static str, NodeIndex> = IndexMap::new();
    let used = used_urls(context, drawn);
    for &id in drawn {
        let Some((_, resource)) = context.resources.get(id) else {
            continue;
        };
        let sam = ["Serverless::Function", "Serverless::StateMachine"];
        if !sam.contains(&catalog::short_name(&resource.type_name)) {
            continue;
        }
        url(context, id, &used);
        let (Some(Value::Map(events)), Some(target)) = (resource.properties.get("Events"), context.main(id))
        else {
            continue;
        };
        let mut called: Vec<NodeIndex> = Vec::new();
        for (name, event) in events {
            let Some(source) = source(event) else {
                continue;
            };
            let node = match source.shared {
                Some(key) => match shared.get(key) {
                    Some(&node) => node,
                    None => {
                        let node = add(context, key.into(), source.like, key.into(), None, false);
                        shared.insert(key, node);
                        node
                    }
                },
                None if context.draft.left_out.take_repeated(1) == 0 => break,
                None => {
                    let own = event.get("Properties").and_then(|properties| properties.get("Name"));
                    let label = own.map_or_else(|| excerpt(name).into(), |own| marked(own));
                    let ghost = context.resources.is_ghost(id);
                    add(context, format!("{id}{name}").into(), source.like, label, source.fact, ghost)
                }
            };
            // Twenty paths of one API are one link.
            if called.contains(&node) {
                continue;
            }
            called.push(node);
            rules.of_events.extend(pattern(event).map(|pattern| (node, pattern)));
            rules.of_topics.extend((source.like == "AWS::IoT::TopicRule").then_some(node));
            let from = context.draft.nodes[node].title.clone();
            let title = format!("{from} → {}", naming::name_of(context.resources, id));
            context.draft.flow(node, target, title);
        }
    }
    for (key, node) in shared {
        lead_to(context, drawn, key, node);
    }
    rules
}

/// Links who names an API that the transform makes with it: a CDN in front of it, a firewall.
fn lead_to<'a>(context: &mut Context<'a>, drawn: &IndexSet<&'a LogicalId>, key: &str, node: NodeIndex) {
    let resources = context.resources;
    let mut sources: IndexSet<&LogicalId> = IndexSet::new();
    for (id, resource) in resources.present() {
        for flow in catalog::flows(&resource.type_name) {
            let Some(path) = flow.to.path() else { continue };
            let values = resources.values(id, path);
            if !values.iter().flat_map(|value| value.targets()).any(|target| target.as_str() == key) {
                continue;
            }
            match flow.from {
                FlowEnd::Itself => drop(sources.insert(id)),
                from => sources.extend(from.path().into_iter().flat_map(|path| resources.named_at(id, path))),
            }
        }
    }
    for source in sources.into_iter().filter(|id| drawn.contains(id)) {
        let Some(from) = context.main(source).filter(|from| *from != node) else { continue };
        let title = format!("{} → {key}", naming::name_of(context.resources, source));
        context.draft.flow(from, node, title);
    }
}

/// Returns whether an event bus is the one that every account has.
pub(super) fn is_default_bus(bus: &Value) -> bool {
    excerpt(bus) == "default"
}

/// Returns what the rule of an event listens to.
fn pattern(event: &Value) -> Option<&Value> {
    event.get("Properties")?.get("Pattern")
}

/// The URLs that the transform makes and that others use: a CDN that stands before one, a function that calls it.
fn used_urls<'a>(context: &Context<'a>, drawn: &IndexSet<&'a LogicalId>) -> IndexSet<&'a LogicalId> {
    let resources = drawn.iter().filter_map(|id| context.resources.get(id));
    let named = resources.flat_map(|(_, resource)| resource.properties.targets());
    named.filter(|id| id.as_str().ends_with(SAM_URL)).collect()
}

/// Adds the URL that the transform makes for a function, where the world comes in by it.
fn url(context: &mut Context, id: &LogicalId, used: &IndexSet<&LogicalId>) {
    let label: Rc<str> = format!("{id}{SAM_URL}").into();
    let is_made = !context.resources.values(id, "FunctionUrlConfig").is_empty();
    let Some(target) =
        context.main(id).filter(|_| is_made && !used.contains(&LogicalId::from(label.clone())))
    else {
        return;
    };
    if context.draft.left_out.take_repeated(1) == 0 {
        return;
    }
    let ghost = context.resources.is_ghost(id);
    let source = add(context, label.clone(), "AWS::Lambda::Url", label.into(), None, ghost);
    let title = format!("{} → {}", context.draft.nodes[source].title, naming::name_of(context.resources, id));
    context.draft.flow(source, target, title);
}

/// A source of events that the transform makes.
struct Source {
    /// The type that it is of.
    like: &'static str,
    /// Its name, where all events that name no other use it.
    shared: Option<&'static str>,
    /// When it calls, for a schedule.
    fact: Option<String>,
}

/// Returns what the transform makes for an event; nothing where the event names who sends it.
fn source(event: &Value) -> Option<Source> {
    let kind = excerpt(event.get("Type")?);
    let property = |name: &str| event.get("Properties").and_then(|properties| properties.get(name));
    let alone = |like, fact: Option<&Value>| {
        let fact = fact.map(|fact| excerpt(fact)).filter(|fact| !fact.is_empty());
        Some(Source { like, shared: None, fact })
    };
    match kind.as_str() {
        "Api" if property("RestApiId").is_none() => {
            Some(Source { like: "AWS::Serverless::Api", shared: Some("ServerlessRestApi"), fact: None })
        }
        "HttpApi" if property("ApiId").is_none() => {
            Some(Source { like: "AWS::Serverless::HttpApi", shared: Some("ServerlessHttpApi"), fact: None })
        }
        "Schedule" => alone("AWS::Events::Rule", property("Schedule")),
        "ScheduleV2" => alone("AWS::Scheduler::Schedule", property("ScheduleExpression")),
        "EventBridgeRule" | "CloudWatchEvent" if property("EventBusName").is_none_or(is_default_bus) => {
            alone("AWS::Events::Rule", None)
        }
        "IoTRule" => alone("AWS::IoT::TopicRule", None),
        _ => None,
    }
}

fn add(
    context: &mut Context,
    id: Rc<str>,
    like: &str,
    label: MarkedText,
    fact: Option<String>,
    ghost: bool,
) -> NodeIndex {
    let facts = catalog::facts(like);
    context.draft.add(Node {
        title: format!("{label}: {}, made by the SAM transform", texts::lower_first(&facts.title)),
        shape: Shape::Icon(texts::icon(&facts)),
        label: texts::below(label),
        facts: fact.into_iter().map(Fact::new).collect(),
        place: context.beside_vpcs(Side::Left),
        id,
        ghost,
        ..Node::default()
    })
}
