//! What SAM adds for a function: for its events the API that nobody wrote, the rules and schedules, and its URL.

use std::rc::Rc;

use crate::catalog::{self, FlowEnd};
use crate::eval::{MarkedText, Value};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::additions::{Additions, Extra, LinkEnd, Unless};
use super::context::Context;
use super::excerpt::{excerpt, marked, shortened};
use super::index::SAM_URL;
use super::resources::Resources;
use super::{Fact, Node, NodeIndex, Shape, Side, naming, texts};

/// The rules that the transform makes.
#[derive(Debug, Default)]
pub(super) struct Rules<'a> {
    /// Of EventBridge, each with its pattern.
    pub of_events: Vec<(LinkEnd<'a>, &'a Value)>,
    /// Of IoT.
    pub of_topics: Vec<LinkEnd<'a>>,
    /// The other buses that rules of EventBridge listen to, each with whom such a rule calls.
    pub on_buses: Vec<(&'a LogicalId, &'a LogicalId)>,
}

/// Returns an icon for each source of events that the transform makes, with a line to whom it calls, and the rules among them.
pub(super) fn additions<'a>(
    context: &Context<'a>,
    drawn: &IndexSet<&'a LogicalId>,
) -> (Additions<'a>, Rules<'a>) {
    let mut rules = Rules::default();
    let mut additions = Additions::new(context.draft.left_out);
    let used = used_urls(context.resources, drawn);
    for &id in drawn {
        let Some((_, resource)) = context.resources.get(id) else {
            continue;
        };
        let sam = ["Serverless::Function", "Serverless::StateMachine"];
        if !sam.contains(&catalog::short_name(&resource.type_name)) {
            continue;
        }
        url(context, &mut additions, id, &used);
        if let (Some(Value::Map(events)), Some(_)) = (resource.properties.get("Events"), context.main(id)) {
            of_events(context, &mut additions, &mut rules, id, events);
        }
    }
    let shared: Vec<&str> = additions.icons.keys().filter_map(shared).collect();
    for key in shared {
        lead_to(context, &mut additions, drawn, key);
    }
    (additions, rules)
}

/// The lines from buses to whom their rules call, by their positions: the rules stand between.
pub(super) fn told_by_rules(context: &Context, rules: &Rules) -> IndexSet<usize> {
    let between = |(bus, called): &(&LogicalId, &LogicalId)| context.main(bus).zip(context.main(called));
    let told: IndexSet<(NodeIndex, NodeIndex)> = rules.on_buses.iter().filter_map(between).collect();
    let links = context.draft.links.iter().enumerate();
    links.filter(|(_, link)| told.contains(&(link.source, link.target))).map(|(at, _)| at).collect()
}

/// Adds what sends events to a resource.
fn of_events<'a>(
    context: &Context<'a>,
    additions: &mut Additions<'a>,
    rules: &mut Rules<'a>,
    id: &'a LogicalId,
    events: &'a IndexMap<Rc<str>, Value>,
) {
    let mut called: Vec<Extra> = Vec::new();
    for (name, event) in events {
        let Some(source) = source(event) else {
            continue;
        };
        let (of, node) = match source.shared {
            Some(key) => {
                (Extra::Shared(key), icon(context, key.into(), source.like, key.into(), None, false))
            }
            None if additions.left_out.take_repeated(1) == 0 => break,
            None => {
                let own = event.get("Properties").and_then(|properties| properties.get("Name"));
                let label = own.map_or_else(|| excerpt(name).into(), |own| marked(own));
                let ghost = context.resources.is_ghost(id);
                let node =
                    icon(context, format!("{id}{name}").into(), source.like, label, source.fact, ghost);
                (Extra::SaidBy(id, name.clone()), node)
            }
        };
        // Twenty paths of one API are one link.
        if called.contains(&of) {
            continue;
        }
        called.push(of.clone());
        let name = shortened(node.title.clone());
        let title = format!("{name} → {}", naming::name_of(context.resources, id));
        let from = additions.icon(of, node);
        match bus(event) {
            None => rules.of_events.extend(pattern(event).map(|pattern| (from.clone(), pattern))),
            Some(bus) => {
                for bus in context.resources.named_as(bus, &["Events::EventBus"]) {
                    let title = format!("{} → {name}", naming::name_of(context.resources, bus));
                    additions.flow(LinkEnd::Resource(bus), from.clone(), title, Unless::Never);
                    rules.on_buses.push((bus, id));
                }
            }
        }
        rules.of_topics.extend((source.like == "AWS::IoT::TopicRule").then(|| from.clone()));
        additions.flow(from, LinkEnd::Resource(id), title, Unless::Never);
    }
}

/// Returns the logical ID of what the transform makes once for all.
fn shared(of: &Extra) -> Option<&'static str> {
    match of {
        Extra::Shared(key) => Some(key),
        _ => None,
    }
}

/// Links who names an API that the transform makes with it: a CDN in front of it, a firewall.
fn lead_to<'a>(
    context: &Context<'a>,
    additions: &mut Additions<'a>,
    drawn: &IndexSet<&'a LogicalId>,
    key: &'static str,
) {
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
        let title = format!("{} → {key}", naming::name_of(context.resources, source));
        additions.flow(LinkEnd::Resource(source), LinkEnd::Extra(Extra::Shared(key)), title, Unless::Never);
    }
}

/// Returns whether an event bus is the one that every account has.
pub(super) fn is_default_bus(bus: &Value) -> bool {
    excerpt(bus) == "default"
}

/// Returns the event bus of an event's rule, where that is another than every account has.
fn bus(event: &Value) -> Option<&Value> {
    event.get("Properties")?.get("EventBusName").filter(|bus| !is_default_bus(bus))
}

/// Returns what the rule of an event listens to.
fn pattern(event: &Value) -> Option<&Value> {
    event.get("Properties")?.get("Pattern")
}

/// The URLs that the transform makes and that others use: a CDN that stands before one, a function that calls it.
fn used_urls<'a>(resources: &Resources<'a>, drawn: &IndexSet<&'a LogicalId>) -> IndexSet<&'a LogicalId> {
    let resources = drawn.iter().filter_map(|id| resources.get(id));
    let named = resources.flat_map(|(_, resource)| resource.properties.targets());
    named.filter(|id| id.as_str().ends_with(SAM_URL)).collect()
}

/// Adds the URL that the transform makes for a function, where the world comes in by it.
fn url<'a>(
    context: &Context<'a>,
    additions: &mut Additions<'a>,
    id: &'a LogicalId,
    used: &IndexSet<&LogicalId>,
) {
    let label: Rc<str> = format!("{id}{SAM_URL}").into();
    let is_made = !context.resources.values(id, "FunctionUrlConfig").is_empty();
    let is_used = used.contains(&LogicalId::from(label.clone()));
    if !is_made || is_used || context.main(id).is_none() || additions.left_out.take_repeated(1) == 0 {
        return;
    }
    let ghost = context.resources.is_ghost(id);
    let node = icon(context, label.clone(), "AWS::Lambda::Url", label.into(), None, ghost);
    let title = format!("{} → {}", shortened(node.title.clone()), naming::name_of(context.resources, id));
    let source = additions.icon(Extra::SaidBy(id, SAM_URL.into()), node);
    additions.flow(source, LinkEnd::Resource(id), title, Unless::Never);
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
        "EventBridgeRule" | "CloudWatchEvent" => alone("AWS::Events::Rule", None),
        "IoTRule" => alone("AWS::IoT::TopicRule", None),
        _ => None,
    }
}

fn icon(
    context: &Context,
    id: Rc<str>,
    like: &str,
    label: MarkedText,
    fact: Option<String>,
    ghost: bool,
) -> Node {
    let facts = catalog::facts(like);
    Node {
        title: format!("{label}: {}, made by the SAM transform", texts::lower_first(&facts.title)),
        shape: Shape::Icon(texts::icon(&facts)),
        label: texts::below(label),
        facts: fact.into_iter().map(Fact::new).collect(),
        place: context.beside_vpcs(Side::Left),
        id,
        ghost,
        ..Node::default()
    }
}
