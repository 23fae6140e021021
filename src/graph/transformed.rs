//! What SAM's transform makes of the resources of a template: several of one, each with a part of what it refers to.
//! A circle between resources as they are written need be none between those that are made, and the other way round.

use std::rc::Rc;

use petgraph::graph::{DiGraph, NodeIndex};

use crate::diagnostic::Step;
use crate::maps::IndexMap;
use crate::template::{Expr, LogicalId, Reference, Resource, Template};

/// The beginning of the names of SAM's types.
const SAM: &str = "AWS::Serverless::";

/// The resources that are made, as far as circles can lead through them.
#[derive(Debug, Clone)]
pub(super) struct Transformed {
    /// Who waits for whom.
    pub(super) graph: DiGraph<(), ()>,
    /// The resource of the template that each was made of, by its position.
    pub(super) made_of: Vec<usize>,
}

/// One of the resources that SAM makes of one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Part {
    /// The one that has the name, with the role that is made for it.
    Main,
    /// The resource that publishes a version of a function or a state machine, and shifts traffic to it.
    Alias,
    /// Any other, which nothing refers to: the permission and the rule of an event, the stage of an API.
    Own(Rc<str>),
}

/// Returns what a template becomes; nothing of one without SAM's transform, which becomes what it is.
pub(super) fn transformed(
    template: &Template,
    types: &IndexMap<LogicalId, Rc<str>>,
    references: &[Reference],
) -> Option<Transformed> {
    if !template.transforms.iter().any(|name| name.starts_with("AWS::Serverless-")) {
        return None;
    }
    let mut making = Making { types, graph: DiGraph::new(), made_of: Vec::new(), parts: IndexMap::new() };
    for index in 0..types.len() {
        making.node(index, Part::Main);
    }
    for reference in references {
        let (source, target) = (types.get_index_of(&reference.source), types.get_index_of(&reference.target));
        if let (Some(source), Some(target), Some(resource)) =
            (source, target, template.resources.get(&reference.source))
        {
            making.refer(source, target, resource, reference, template);
        }
    }
    Some(Transformed { graph: making.graph, made_of: making.made_of })
}

struct Making<'t> {
    types: &'t IndexMap<LogicalId, Rc<str>>,
    graph: DiGraph<(), ()>,
    made_of: Vec<usize>,
    parts: IndexMap<(usize, Part), NodeIndex>,
}

impl Making<'_> {
    /// The node of a part; one that is new waits for the main one.
    fn node(&mut self, index: usize, part: Part) -> NodeIndex {
        if let Some(node) = self.parts.get(&(index, part.clone())) {
            return *node;
        }
        let node = self.graph.add_node(());
        self.made_of.push(index);
        let is_main = part == Part::Main;
        self.parts.insert((index, part), node);
        if !is_main {
            let main = self.node(index, Part::Main);
            self.graph.add_edge(node, main, ());
        }
        node
    }

    /// Adds what a reference becomes.
    fn refer(
        &mut self,
        source: usize,
        target: usize,
        resource: &Resource,
        reference: &Reference,
        template: &Template,
    ) {
        // Behind `Resources` and the name.
        let steps = reference.path.steps().get(2..).unwrap_or_default();
        let part = part_of(&resource.type_name, steps);
        let to = self.node(target, Part::Main);
        let from = self.node(source, part);
        if let Some(event) = event(resource, steps) {
            // Whoever has an alias is called by it.
            let called = self.called(source, resource);
            self.graph.add_edge(from, called, ());
            match event.wiring(steps, self.types.get_index(target), template) {
                Wiring::ToSource => {}
                // SAM writes into the source whom it calls, so it waits for that and for the permission to do so.
                Wiring::FromSource => {
                    self.graph.add_edge(to, called, ());
                    self.graph.add_edge(to, from, ());
                    return;
                }
                Wiring::Both => drop(self.graph.add_edge(to, called, ())),
                // Its role may use it.
                Wiring::Role if !has_role(resource, template) => {
                    let main = self.node(source, Part::Main);
                    self.graph.add_edge(main, to, ());
                }
                Wiring::Role => {}
            }
        }
        let is_destination = has_step(steps, "EventInvokeConfig") && has_step(steps, "Destination");
        if is_destination && !has_role(resource, template) {
            let main = self.node(source, Part::Main);
            self.graph.add_edge(main, to, ());
        }
        self.graph.add_edge(from, to, ());
    }

    /// Returns what the events of a function or a state machine call.
    fn called(&mut self, index: usize, resource: &Resource) -> NodeIndex {
        let has_alias = resource.properties.get("AutoPublishAlias").is_some();
        self.node(index, if has_alias { Part::Alias } else { Part::Main })
    }
}

/// Which of the resources that are made of one of this type has what stands at a path in it.
fn part_of(type_name: &str, steps: &[Step]) -> Part {
    let key = |index: usize| match steps.get(index) {
        Some(Step::Key(key)) => &**key,
        Some(Step::Index(_)) | None => "",
    };
    let own = |name: &str| Part::Own(name.into());
    if key(0) == "Connectors" {
        return own(&format!("Connectors/{}", key(1)));
    }
    let kind = type_name.strip_prefix(SAM).unwrap_or_default();
    if key(0) != "Properties" {
        return Part::Main;
    }
    match (kind, key(1)) {
        ("Function" | "WebFunction" | "StateMachine", "Events") => own(&format!("Events/{}", key(2))),
        (
            "Function" | "WebFunction" | "StateMachine",
            "DeploymentPreference" | "ProvisionedConcurrencyConfig",
        ) => Part::Alias,
        ("Function" | "WebFunction", "EventInvokeConfig" | "FunctionUrlConfig") => own(key(1)),
        (
            "Api" | "HttpApi" | "WebSocketApi",
            "AccessLogSetting"
            | "AccessLogSettings"
            | "CanarySetting"
            | "DefaultRouteSettings"
            | "MethodSettings"
            | "RouteSettings"
            | "StageName"
            | "StageVariables"
            | "Variables",
        ) => own("Stage"),
        ("Api" | "HttpApi" | "WebSocketApi", "Domain") => own("Domain"),
        // SAM takes these three out of the mapping, and drops the rest.
        ("Api", "EndpointConfiguration")
            if !matches!(key(2), "IpAddressType" | "Type" | "VPCEndpointIds") =>
        {
            own("EndpointConfiguration")
        }
        ("Api", "Auth") if has_step(steps, "UsagePlan") => own("UsagePlan"),
        ("WebSocketApi", "Routes") => own(&format!("Routes/{}", key(2))),
        ("WebSocketApi", "Auth") => own("Auth"),
        ("GraphQLApi", "ApiKeys" | "Cache" | "DataSources" | "DomainName" | "Functions" | "Resolvers") => {
            own(key(1))
        }
        _ => Part::Main,
    }
}

fn has_step(steps: &[Step], name: &str) -> bool {
    steps.iter().any(|step| matches!(step, Step::Key(key) if &**key == name))
}

/// Returns true if the template itself gives a function its role.
fn has_role(resource: &Resource, template: &Template) -> bool {
    let kind = resource.type_name.strip_prefix(SAM).unwrap_or_default();
    let globals = template.globals.as_ref().and_then(|globals| globals.get(kind)?.get("Role"));
    resource.properties.get("Role").or(globals).is_some()
}

/// An event of a function or a state machine.
struct Event<'t> {
    type_name: &'t str,
}

/// The result of an event's reference to what it comes from.
enum Wiring {
    /// The event refers to it.
    ToSource,
    /// It refers to the event and to whom it calls.
    FromSource,
    /// The event refers to it, and it to whom it calls.
    Both,
    /// The role of the function names it, too.
    Role,
}

fn event<'t>(resource: &'t Resource, steps: &[Step]) -> Option<Event<'t>> {
    let [Step::Key(properties), Step::Key(events), Step::Key(name), ..] = steps else { return None };
    if &**properties != "Properties" || &**events != "Events" || !resource.type_name.starts_with(SAM) {
        return None;
    }
    match resource.properties.get("Events")?.get(name)?.get("Type")? {
        Expr::String(type_name) => Some(Event { type_name }),
        _ => None,
    }
}

impl Event<'_> {
    fn wiring(&self, steps: &[Step], source: Option<(&LogicalId, &Rc<str>)>, template: &Template) -> Wiring {
        match self.type_name {
            "S3" if has_step(steps, "Bucket") => Wiring::FromSource,
            "Cognito" if has_step(steps, "UserPool") => Wiring::Both,
            "Api" if has_step(steps, "RestApiId") && is_written_by_sam(source, template) => Wiring::Both,
            "HttpApi" if has_step(steps, "ApiId") && is_written_by_sam(source, template) => Wiring::Both,
            "DocumentDB" | "DynamoDB" | "Kinesis" | "MQ" | "MSK" | "SQS" | "SelfManagedKafka"
                if ["DestinationConfig", "SecretsManagerKmsKeyId", "SourceAccessConfigurations"]
                    .iter()
                    .any(|name| has_step(steps, name)) =>
            {
                Wiring::Role
            }
            _ => Wiring::ToSource,
        }
    }
}

/// Returns true if SAM writes whom the paths of an API call; it leaves a definition as it is that the template gives.
fn is_written_by_sam(api: Option<(&LogicalId, &Rc<str>)>, template: &Template) -> bool {
    let Some((id, type_name)) = api else { return false };
    let properties = template.resources.get(id).map(|resource| &resource.properties);
    let is_given = |name| properties.is_some_and(|properties| properties.get(name).is_some());
    type_name.starts_with(SAM) && !is_given("DefinitionBody") && !is_given("DefinitionUri")
}
