//! Services that are called though no resource is of them: only an action of a policy names them, or a step of a
//! workflow.

use crate::catalog::{self, Called, Role};
use crate::eval::{Deferred, Value};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::context::Context;
use super::events::is_default_bus;
use super::excerpt::{excerpt, marked};
use super::included_apis::{included_api, trusted};
use super::naming::name_of;
use super::owners::Drawn;
use super::permissions::{Grant, actors, attached_policies, grants_of};
use super::resources::Resources;
use super::values::values_at;
use super::{Icon, Node, NodeIndex, Shape, Side, arn, texts};

/// The most callers that each have a line to a service which half of the picture calls: more are what the whole is about.
const MOST_CALLERS: usize = 3;

/// Of more services that so many call none is drawn.
const MOST_COMMON: usize = 4;

/// Services that act in a role to build what somebody deploys: what that lets them do is no call of theirs.
const BUILDERS: [&str; 6] =
    ["CloudFormation", "CodeDeploy", "CodePipeline", "EMR", "ImageBuilder", "ServiceCatalog"];

/// Types that take nothing from who calls their service: events are put on a bus, not on its rules, and messages are published
/// to IoT Core, whatever things and certificates it knows.
const LISTENERS: [&str; 2] = ["Events::Rule", "IoT::"];

/// Services of which what is used is a resource that has a name: a bucket, a table.
const NAMED: [&str; 11] = [
    "CloudFront",
    "CodeBuild",
    "CodePipeline",
    "Cognito",
    "DynamoDB",
    "Kinesis",
    "KinesisFirehose",
    "S3",
    "SNS",
    "SQS",
    "StepFunctions",
];

/// Services that are called at what somebody has of them: who has something calls that.
const HAD: [&str; 8] =
    ["AppSync", "Batch", "DataSync", "ECS", "EMRServerless", "OpenSearchServerless", "RDS", "Redshift"];

/// Of each service, who calls it.
type Calls<'a> = IndexMap<&'static str, (&'static Called, IndexSet<&'a LogicalId>)>;

/// The services of which the template has something itself.
struct Own<'a>(IndexSet<&'a str>);

impl<'a> Own<'a> {
    fn of(resources: &Resources<'a>) -> Self {
        let types = resources.present().map(|(_, resource)| &*resource.type_name);
        let taking =
            types.filter(|name| !LISTENERS.iter().any(|one| catalog::short_name(name).starts_with(one)));
        // A state machine of SAM's is one of Step Functions, as its ARN says.
        let by_arn = |name: &str| Some(catalog::called(catalog::arn(name)?.service)?.segment);
        Own(taking.flat_map(|name| std::iter::once(catalog::service_of(name)).chain(by_arn(name))).collect())
    }

    fn has(&self, service: &Called) -> bool {
        self.0.contains(service.segment)
    }
}

/// Adds an icon for each such service, and a link from each of its callers.
pub(super) fn draw<'a>(context: &mut Context<'a>, drawn: &Drawn<'a>) {
    let mut calls = Calls::new();
    let own = Own::of(context.resources);
    by_policies(context.resources, &own, drawn, &mut calls);
    by_definitions(context.resources, &own, drawn, &mut calls);
    calls.retain(|_, (_, callers)| !callers.is_empty());
    let mut acting = service_roles(context.resources, drawn);
    for role in &acting {
        let of_service = calls.entry(role.service.title).or_insert_with(|| (role.service, IndexSet::new()));
        of_service.1.extend(role.callers.iter().copied());
    }
    let calls_of = |role: &ServiceRole<'a>| -> Vec<(&'a LogicalId, &'static Called, &'static Called)> {
        role.calls.iter().map(|&called| (role.id, role.service, called)).collect()
    };
    let onward: Vec<_> = acting.iter().flat_map(calls_of).collect();
    for &(_, _, called) in &onward {
        calls.entry(called.title).or_insert_with(|| (called, IndexSet::new()));
    }
    let callers_of = |callers: &IndexSet<&'a LogicalId>| -> Vec<&'a LogicalId> {
        drawn.iter().copied().filter(|id| callers.contains(id)).collect()
    };
    let common = calls.values().filter(|(_, callers)| is_common(&callers_of(callers), drawn)).count();
    let place = context.beside_vpcs(Side::Right);
    for (title, (service, callers)) in calls {
        let mut callers = callers_of(&callers);
        let roles: Vec<ServiceRole> = acting.extract_if(.., |role| role.service.title == title).collect();
        let count = callers.len();
        callers.retain(|id| !uses_own(context, id, service));
        if count > 0 && callers.is_empty() && roles.is_empty() {
            continue;
        }
        let in_roles = onward.iter().filter(|(_, _, called)| called.title == title).map(|&(id, ..)| id);
        let mut involved = callers.iter().copied().chain(roles.iter().map(|role| role.id)).chain(in_roles);
        let all_absent = involved.all(|id| context.resources.is_ghost(id));
        if is_common(&callers, drawn) {
            match roles.is_empty() {
                true if common > MOST_COMMON => continue,
                true => {
                    callers.retain(|id| is_end(context, id));
                    callers.truncate(if callers.len() > MOST_CALLERS { 0 } else { MOST_CALLERS });
                }
                // Of many who may call it those do who also hand it its role.
                false => callers.retain(|id| roles.iter().any(|role| role.callers.contains(*id))),
            }
        }
        let node = context.draft.add(Node {
            id: id_of(service.segment).into(),
            title: format!("{title}, called by what may use it"),
            shape: Shape::Icon(icon(service)),
            label: texts::below(title.into()),
            place,
            ghost: all_absent,
            ..Node::default()
        });
        for caller in callers {
            if let Some(&source) = context.stands.get(caller).and_then(|stands| stands.first()) {
                let title = format!("{} → {title}", name_of(context.resources, caller));
                context.draft.flow(source, node, title);
            }
        }
        for role in roles {
            act(context, drawn, node, &role);
        }
    }
    for (_, service, called) in onward {
        if let (Some(source), Some(target)) = (node(context, service.segment), node(context, called.segment))
        {
            let title = format!("{} → {}", service.title, called.title);
            context.draft.flow(source, target, title);
        }
    }
}

/// Returns whether a line already leads from a caller to what the template has of a service.
fn uses_own(context: &Context, caller: &LogicalId, service: &Called) -> bool {
    /// Services of which what is called beside something of the template is something else: a model beside an agent.
    const APART: [&str; 2] = ["Bedrock", "SageMaker"];
    let is_of = |node: NodeIndex| {
        let type_name = context.draft.nodes.get(node).and_then(|node| node.type_name.as_deref());
        type_name.map(catalog::service_of) == Some(service.segment)
    };
    let Some(source) = context.main(caller).filter(|_| !APART.contains(&service.segment)) else {
        return false;
    };
    context.draft.links.iter().any(|link| link.source == source && is_of(link.target))
}

/// Returns whether so many call a service, and half of the picture does.
fn is_common(callers: &[&LogicalId], drawn: &IndexSet<&LogicalId>) -> bool {
    callers.len() > MOST_CALLERS && 2 * callers.len() >= drawn.len()
}

/// Returns whether flow comes to somebody and leads nowhere else.
fn is_end(context: &Context, id: &LogicalId) -> bool {
    let Some(node) = context.main(id) else { return false };
    let links = &context.draft.links;
    links.iter().any(|link| link.target == node) && !links.iter().any(|link| link.source == node)
}

/// A role that a service acts in for somebody: what it may use and call there, and who hands it to the service.
struct ServiceRole<'a> {
    id: &'a LogicalId,
    service: &'static Called,
    grants: IndexSet<Grant<'a>>,
    calls: Vec<&'static Called>,
    callers: IndexSet<&'a LogicalId>,
}

/// Takes the roles of services from what is drawn: they are part of the service.
pub(super) fn set_aside<'a>(resources: &Resources<'a>, drawn: Drawn<'a>) -> Drawn<'a> {
    let roles: Vec<&LogicalId> = service_roles(resources, &drawn).into_iter().map(|role| role.id).collect();
    drawn.without(resources, &roles)
}

/// The roles that services without a resource act in, as far as they say more than that.
fn service_roles<'a>(resources: &Resources<'a>, drawn: &Drawn<'a>) -> Vec<ServiceRole<'a>> {
    /// Where the template may say which role somebody hands on.
    const HANDS: [&str; 4] =
        ["Environment.Variables", "DefinitionSubstitutions", "Definition", "DefinitionString"];
    /// Services whose roles are for what somebody makes there: instances, rules.
    const MADE: [&str; 3] = ["EC2", "Events", "IoT"];
    let roles: Vec<(&LogicalId, &'static Called)> = resources
        .of_type("IAM::Role")
        .into_iter()
        .filter_map(|id| match trusted(resources, id).as_slice() {
            [only] => Some((id, catalog::called(only.strip_suffix(".amazonaws.com")?)?)),
            _ => None,
        })
        .filter(|(_, service)| !MADE.contains(&service.segment))
        .collect();
    if roles.is_empty() {
        return Vec::new();
    }
    let (own, attached) = (Own::of(resources), attached_policies(resources));
    let mut found = Vec::new();
    for (id, service) in roles.into_iter().filter(|(_, service)| !own.has(service)) {
        let mut grants = grants_of(resources, id, &attached);
        grants.retain(|grant| drawn.contains(grant.target));
        let hands = |user: &&LogicalId| {
            let is_named = HANDS.iter().any(|path| resources.named_at(user, path).contains(&id));
            is_named && resources.role(user) != Some(Role::Support)
        };
        let callers: IndexSet<&LogicalId> = drawn.iter().copied().filter(hands).collect();
        if !grants.is_empty() || !callers.is_empty() {
            let mut calls =
                statements(resources, &own, resources.values(id, "Policies[].PolicyDocument.Statement[]"));
            calls.retain(|called| called.segment != service.segment);
            found.push(ServiceRole { id, service, grants, calls, callers });
        }
    }
    found
}

/// Links a service with what it may use in a role, which is part of it unless it belongs to somebody.
fn act<'a>(context: &mut Context<'a>, drawn: &Drawn<'a>, node: NodeIndex, role: &ServiceRole<'a>) {
    if drawn.owners(role.id).is_empty() {
        context.fold(role.id, node);
    }
    for grant in &role.grants {
        let Some(used) = context.main(grant.target) else { continue };
        let (source, target) = if grant.takes { (used, node) } else { (node, used) };
        if context.draft.is_linked(source, target) || context.draft.is_linked(target, source) {
            continue;
        }
        let title = format!("{} → {}", role.service.title, name_of(context.resources, grant.target));
        context.draft.flow(source, target, title);
    }
}

/// The icon of a service that is called, by its segment of types.
pub(super) fn node(context: &Context, segment: &str) -> Option<NodeIndex> {
    let id = id_of(segment);
    context.draft.nodes.iter().position(|node| *node.id == *id)
}

fn id_of(segment: &str) -> String {
    format!("called/{segment}")
}

/// The picture of a service.
pub(super) fn icon(service: &Called) -> Icon {
    match service.icon {
        "" => Icon::Letters(service.letters().into(), service.ink),
        icon => Icon::Service(icon, service.letters().into(), service.ink),
    }
}

/// Who may call what, by the policies of the roles that drawn resources act in.
fn by_policies<'a>(resources: &Resources<'a>, own: &Own, drawn: &Drawn<'a>, calls: &mut Calls<'a>) {
    let attached = attached_policies(resources);
    let mut known: IndexMap<&LogicalId, Vec<&'static Called>> = IndexMap::new();
    for (id, resource) in resources.present() {
        let (called, callers) = match catalog::short_name(&resource.type_name) {
            "IAM::Role" => {
                let mut called =
                    statements(resources, own, resources.values(id, "Policies[].PolicyDocument.Statement[]"));
                called.extend(resources.values(id, "ManagedPolicyArns[]").into_iter().filter_map(managed));
                for &policy in attached.get(id).into_iter().flatten() {
                    let of_policy =
                        || statements(resources, own, resources.values(policy, "PolicyDocument.Statement[]"));
                    called.extend(known.entry(policy).or_insert_with(of_policy).iter().copied());
                }
                let mut callers =
                    if called.is_empty() { IndexSet::new() } else { actors(resources, id, drawn) };
                if callers.is_empty() && !called.is_empty() {
                    callers.extend(included_api(resources, id));
                }
                (called, callers)
            }
            "Serverless::Function" | "Serverless::StateMachine" => {
                let policies = resources.values(id, "Policies[]");
                let called = policies.iter().flat_map(|&policy| of_sam(resources, own, policy)).collect();
                (called, IndexSet::from([id]))
            }
            _ => continue,
        };
        // What is of a service is part of it.
        let is_caller = |id: &&LogicalId, called: &Called| {
            let service = catalog::service_of(resources.type_name(id));
            drawn.contains(*id)
                && service != called.segment
                && !BUILDERS.contains(&service)
                && resources.role(id) != Some(Role::Support)
                && !states_calls(resources, id)
        };
        for service in called {
            let of_service = calls.entry(service.title).or_insert_with(|| (service, IndexSet::new()));
            of_service.1.extend(callers.iter().copied().filter(|id| is_caller(id, service)));
        }
    }
}

/// Returns whether the template has the methods of an API, which say whom it calls.
fn states_calls(resources: &Resources, id: &LogicalId) -> bool {
    resources.users_of_type(id, "ApiGateway::Method").next().is_some()
}

/// Links workflows and APIs with what their definitions say that is called: a step of a state machine, an integration of an API, a
/// data source, a target of a schedule.
fn by_definitions<'a>(resources: &Resources<'a>, own: &Own, drawn: &Drawn<'a>, calls: &mut Calls<'a>) {
    for (id, resource) in resources.present() {
        let (callers, paths): (Vec<&LogicalId>, &[&str]) = match catalog::short_name(&resource.type_name) {
            "StepFunctions::StateMachine" => (vec![id], &["Definition", "DefinitionString"]),
            "Serverless::StateMachine" => (vec![id], &["Definition"]),
            "Scheduler::Schedule" => (vec![id], &["Target.Arn"]),
            "ApiGateway::RestApi" => (vec![id], &["Body"]),
            "Serverless::Api" => (vec![id], &["DefinitionBody"]),
            "ApiGateway::Method" => (resources.named_at(id, "RestApiId"), &["Integration.Uri"]),
            "AppSync::DataSource" => (resources.named_at(id, "ApiId"), &["HttpConfig.Endpoint"]),
            _ => continue,
        };
        let mut called: IndexSet<(String, String)> = IndexSet::new();
        paths
            .iter()
            .flat_map(|path| resources.values(id, path))
            .for_each(|value| in_text(value, &mut called));
        for (service, action) in called {
            let known = catalog::called(&service).filter(|known| known.is_call(&action) && !own.has(known));
            if let Some(service) = known {
                let of_service = calls.entry(service.title).or_insert_with(|| (service, IndexSet::new()));
                of_service.1.extend(callers.iter().copied().filter(|caller| drawn.contains(caller)));
            }
        }
    }
}

/// The services and actions that texts anywhere in a value call by their addresses.
fn in_text(value: &Value, called: &mut IndexSet<(String, String)>) {
    /// More would be no definition that anybody wrote.
    const MOST: usize = 200;
    let owned = |(service, action): (&str, &str)| (service.to_owned(), action.to_ascii_lowercase());
    match value {
        _ if called.len() >= MOST => {}
        Value::String(text) => called.extend(addresses(text).take(MOST).map(owned)),
        Value::List(items) => items.iter().for_each(|item| in_text(item, called)),
        Value::Map(map) => map.values().for_each(|item| in_text(item, called)),
        Value::Deferred(Deferred::Text(parts)) => {
            called.extend(host(&excerpt(value)).map(owned));
            parts.iter().for_each(|part| in_text(part, called));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Deferred(_) => {}
    }
}

/// The services and actions in `arn:aws:states:::aws-sdk:textract:detectText`, in what follows the region in
/// `arn:aws:apigateway:us-east-1:translate:action/TranslateText`, and in an address of a service. Of objects in S3 an API may
/// leave it to who asks in which bucket they are: `arn:aws:apigateway:us-east-1:s3:path/{bucket}/{key}`.
fn addresses(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let steps = [":states:::", ":scheduler:::"].into_iter().flat_map(move |mark| {
        text.match_indices(mark).filter_map(move |(at, _)| {
            let rest = text.get(at + mark.len()..)?;
            let (service, rest) = word(rest.strip_prefix("aws-sdk:").unwrap_or(rest))?;
            Some((service, word(rest.strip_prefix(':')?)?.0))
        })
    });
    let integrations = text.match_indices(":action/").filter_map(|(at, mark)| {
        let service = text.get(..at)?.rsplit(':').next()?;
        Some((service, word(text.get(at + mark.len()..)?)?.0))
    });
    let objects =
        text.split_once(":s3:path/").filter(|(_, path)| path.is_empty() || path.starts_with(['/', '{']));
    let objects = objects.map(|_| ("s3", "getobject"));
    steps.chain(integrations).chain(objects).chain(host(text))
}

/// The service in `https://comprehend.us-east-1.amazonaws.com`.
fn host(text: &str) -> Option<(&str, &str)> {
    let host = text.strip_prefix("https://").filter(|host| host.contains(".amazonaws.com"))?;
    Some((word(host)?.0, ""))
}

/// The letters, digits and hyphens that a text begins with, and the rest of it.
fn word(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    text.split_at_checked(end)
}

/// Returns what a policy of a SAM function lets it call: a document, the name of a managed policy, or a template of SAM's.
fn of_sam<'a>(resources: &Resources<'a>, own: &Own, policy: &'a Value) -> Vec<&'static Called> {
    let mut called = statements(resources, own, values_at(policy, "Statement[]"));
    match policy {
        Value::Map(templates) => {
            for (name, arguments) in templates.iter().filter(|(_, value)| matches!(value, Value::Map(_))) {
                let service = catalog::called_by_policy(name).filter(|_| !names_a_bus(resources, arguments));
                called.extend(service.filter(|service| !hold_own(resources, arguments, service)));
            }
        }
        policy => called.extend(managed(policy)),
    }
    called
}

/// Returns whether the arguments of a template of SAM's name something of the template's own that is of a service.
fn hold_own(resources: &Resources, arguments: &Value, service: &Called) -> bool {
    let named = values_at(arguments, "*").into_iter().flat_map(|value| value.targets());
    named.into_iter().any(|id| is_of(resources, id, service))
}

fn is_of(resources: &Resources, id: &LogicalId, service: &Called) -> bool {
    catalog::service_of(resources.type_name(id)) == service.segment
}

/// Returns whether the arguments of a template of SAM's name an event bus other than the one that every account has.
fn names_a_bus(resources: &Resources, arguments: &Value) -> bool {
    values_at(arguments, "EventBusName").into_iter().any(|bus| {
        !is_default_bus(bus)
            && (!resources.named_as(bus, &["Events::EventBus"]).is_empty() || !bus.targets().is_empty())
    })
}

/// Returns what a managed policy lets its holder call, by its name: it stands last in its ARN.
fn managed(policy: &Value) -> Option<&'static Called> {
    if !policy.targets().is_empty() {
        return None;
    }
    let text = excerpt(policy);
    catalog::called_by_policy(text.rsplit('/').next().unwrap_or(&text))
}

/// Returns what statements let their holder call.
fn statements<'a>(resources: &Resources<'a>, own: &Own, statements: Vec<&'a Value>) -> Vec<&'static Called> {
    let mut found: Vec<&'static Called> = Vec::new();
    for statement in statements {
        if statement.get("Effect").is_some_and(|effect| excerpt(effect) != "Allow") {
            continue;
        }
        // A service has many actions, of which one is enough.
        let mut asked: Vec<&'static Called> = Vec::new();
        for action in values_at(statement, "Action[]") {
            let action = excerpt(action).to_ascii_lowercase();
            let Some((service, action)) = action.split_once(':') else {
                continue;
            };
            let Some(called) = catalog::called(service).filter(|called| called.is_call(action)) else {
                continue;
            };
            if found.contains(&called) || asked.contains(&called) {
                continue;
            }
            if HAD.contains(&called.segment) && own.has(called) {
                continue;
            }
            // Of what has names the names say which is meant.
            if NAMED.contains(&called.segment) && (own.has(called) || !names_all(statement)) {
                continue;
            }
            asked.push(called);
            if !names_own(resources, own, statement, service, called) {
                found.push(called);
            }
        }
    }
    found
}

/// Returns whether a statement is about all that there is.
fn names_all(statement: &Value) -> bool {
    values_at(statement, "Resource[]").into_iter().all(|value| excerpt(value) == "*")
}

/// Returns whether the resources that a statement is about are in the picture, be they the template's own or what its ARN says to
/// exist: those are who is called.
fn names_own(resources: &Resources, own: &Own, statement: &Value, service: &str, called: &Called) -> bool {
    let named = values_at(statement, "Resource[]");
    let is_named =
        |value: &&Value| resources.named_by(value).into_iter().any(|id| is_of(resources, id, called));
    if named.iter().any(is_named) {
        return true;
    }
    // Whoever may use all of a service uses what the template has of it.
    let names_another = |value: &&Value| {
        let text = marked(*value);
        arn::read(text.marked()).is_some_and(|arn| arn.service == service && !text.ends_with(":*"))
    };
    own.has(called) && !named.iter().any(names_another)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<String> =
            addresses(text).map(|(service, action)| format!("{service} {action}")).collect();
        assert_eq!(found.join(", "), expected);
    }

    #[test]
    fn steps_and_schedules_name_services_and_actions() {
        check("arn:aws:states:::bedrock:invokeModel", "bedrock invokeModel");
        check(
            "arn:aws:states:::aws-sdk:textract:detectDocumentText.waitForTaskToken",
            "textract detectDocumentText",
        );
        check("arn:aws:scheduler:::aws-sdk:ec2:stopInstances", "ec2 stopInstances");
        check("arn:aws:states:eu-west-1:123456789012:stateMachine:order", "");
        check("arn:aws:states:::", "");
    }

    #[test]
    fn integrations_and_addresses_name_services() {
        check(":translate:action/TranslateText", "translate TranslateText");
        check("https://comprehend.us-east-1.amazonaws.com", "comprehend ");
        check("https://support.example.com/amazonaws", "");
    }
}
