//! Who calls which services of AWS, by the policies that they act under and by the definitions of workflows and APIs.

use crate::catalog::{self, Called, Role};
use crate::eval::{Deferred, Value};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::arn;
use super::events::is_default_bus;
use super::excerpt::{excerpt, marked};
use super::included_apis::included_api;
use super::owners::Drawn;
use super::permissions::{actors, attached_policies, speaking};
use super::resources::Resources;
use super::values::values_at;

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
pub(super) type Calls<'a> = IndexMap<&'static str, (&'static Called, IndexSet<&'a LogicalId>)>;

/// The services of which the template has something itself.
pub(super) struct Own<'a>(IndexSet<&'a str>);

impl<'a> Own<'a> {
    pub fn of(resources: &Resources<'a>) -> Self {
        let types = resources.present().map(|(_, resource)| &*resource.type_name);
        let taking =
            types.filter(|name| !LISTENERS.iter().any(|one| catalog::short_name(name).starts_with(one)));
        // A state machine of SAM's is one of Step Functions, as its ARN says.
        let by_arn = |name: &str| Some(catalog::called(catalog::arn(name)?.service)?.segment);
        Own(taking.flat_map(|name| std::iter::once(catalog::service_of(name)).chain(by_arn(name))).collect())
    }

    pub fn has(&self, service: &Called) -> bool {
        self.0.contains(service.segment)
    }
}

/// Returns who calls which service.
pub(super) fn calls<'a>(resources: &Resources<'a>, drawn: &Drawn<'a>) -> Calls<'a> {
    let mut calls = Calls::new();
    let own = Own::of(resources);
    by_policies(resources, &own, drawn, &mut calls);
    by_definitions(resources, &own, drawn, &mut calls);
    calls.retain(|_, (_, callers)| !callers.is_empty());
    calls
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
            let callers = speaking(resources, &callers, service.segment);
            of_service.1.extend(callers.into_iter().filter(|id| is_caller(id, service)));
        }
    }
}

/// Returns whether something is an API of which the template has the methods, which say whom it calls.
fn states_calls(resources: &Resources, id: &LogicalId) -> bool {
    let mut methods = resources.users_of_type(id, "ApiGateway::Method");
    methods.any(|(method, _)| resources.named_at(method, "RestApiId").contains(&id))
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
    steps.chain(integrations).chain(objects).chain(whole(text)).chain(host(text))
}

/// The service in `arn:aws:apigateway:us-east-1:servicecatalog:path//`, of which a header of the request says what it is to do.
fn whole(text: &str) -> Option<(&str, &str)> {
    let (before, path) = text.split_once(":path/")?;
    let service = before.rsplit(':').next()?;
    (path.trim_matches('/').is_empty() && service != "s3").then_some((service, "*"))
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
pub(super) fn statements<'a>(
    resources: &Resources<'a>,
    own: &Own,
    statements: Vec<&'a Value>,
) -> Vec<&'static Called> {
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

/// Returns whether a statement is about all that there is, or all of one kind: `deliverystream/*`.
fn names_all(statement: &Value) -> bool {
    const KINDS: [&str; 5] = [":deliverystream/*", ":project/*", ":stateMachine:*", ":stream/*", ":table/*"];
    let is_all = |value: &Value| {
        let text = excerpt(value);
        text == "*" || text.starts_with("arn:") && KINDS.iter().any(|kind| text.ends_with(kind))
    };
    values_at(statement, "Resource[]").into_iter().all(is_all)
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
