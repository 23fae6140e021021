//! What custom resources pass on: an address of an endpoint that one looks up is the endpoint's, and one that takes a bucket
//! and where it notifies ties the two.

use crate::catalog::{self, Role};
use crate::eval::Value;
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::owners::Drawn;
use super::permissions;
use super::resources::Resources;
use super::values::values_at;

/// Returns whether a function or a topic makes a resource, of whatever type.
pub(super) fn is_made(resources: &Resources, id: &LogicalId) -> bool {
    resources.get(id).is_some_and(|(_, resource)| {
        catalog::is_custom(&resource.type_name) && resource.properties.get("ServiceToken").is_some()
    })
}

/// Returns what stands behind the attributes of a custom resource: the only thing that it is given, where that is one.
pub(super) fn behind<'a>(resources: &Resources<'a>, id: &'a LogicalId) -> Option<&'a LogicalId> {
    let given = given(resources, id);
    match given.as_slice() {
        [(_, only)] => Some(only),
        _ => None,
    }
}

/// Where data leads that a custom resource ties: from a source, or from what it has notify, to a destination.
pub(super) fn tied<'a>(
    resources: &Resources<'a>,
    id: &'a LogicalId,
) -> Option<(&'a LogicalId, &'a LogicalId)> {
    const FROM: [&str; 3] = ["source", "src", "from"];
    const TO: [&str; 5] = ["dest", "target", "notif", "subscri", "to"];
    let given = given(resources, id);
    let [(first_key, first), (second_key, second)] = given.as_slice() else { return None };
    let starts =
        |key: &str, words: &[&str]| words.iter().any(|word| key.to_ascii_lowercase().starts_with(word));
    let leads = |from: &str, to: &str| {
        starts(to, &TO) && !starts(from, &TO) || starts(from, &FROM) && !starts(to, &FROM)
    };
    match (leads(first_key, second_key), leads(second_key, first_key)) {
        (true, false) => Some((first, second)),
        (false, true) => Some((second, first)),
        _ => None,
    }
}

/// Whom the providers of custom resources send to as these are made: what such a resource names and a policy of its provider lets
/// that send to.
pub(super) fn sent_to<'a>(
    resources: &Resources<'a>,
    drawn: &Drawn<'a>,
) -> Vec<(&'a LogicalId, &'a LogicalId, &'a LogicalId)> {
    let made: Vec<&LogicalId> =
        resources.present().map(|(id, _)| id).filter(|id| is_made(resources, id)).collect();
    let held = if made.is_empty() { Vec::new() } else { permissions::held(resources, drawn) };
    let mut found = Vec::new();
    for id in made {
        for provider in resources.named_at(id, "ServiceToken").into_iter().filter(|id| drawn.contains(*id)) {
            let own = held.iter().filter(|(actors, _)| actors.contains(provider));
            let statements: Vec<&Value> =
                own.flat_map(|(_, statements)| statements.iter().copied()).collect();
            let given = given(resources, id).into_iter().map(|(_, named)| named);
            let sent = given.filter(|to| statements.iter().any(|statement| sends(resources, statement, to)));
            found.extend(sent.map(|to| (provider, to, id)));
        }
    }
    found
}

/// Returns whether a statement lets its holder send to a resource.
fn sends(resources: &Resources, statement: &Value, to: &LogicalId) -> bool {
    const SENDING: [(&str, &str); 4] = [
        ("Lambda::Function", "lambda:invokefunction"),
        ("SNS::Topic", "sns:publish"),
        ("SQS::Queue", "sqs:sendmessage"),
        ("StepFunctions::StateMachine", "states:startexecution"),
    ];
    let short = resources.short_name(to);
    let Some((_, sending)) = SENDING.iter().find(|(of, _)| *of == short) else { return false };
    let is_sending = |action: &Value| excerpt(action).eq_ignore_ascii_case(sending);
    let is_about = |value: &Value| excerpt(value) == "*" || resources.named_by(value).contains(&to);
    statement.get("Effect").is_none_or(|effect| excerpt(effect) == "Allow")
        && values_at(statement, "Action[]").into_iter().any(is_sending)
        && values_at(statement, "Resource[]").into_iter().any(is_about)
}

/// Returns what a custom resource is given, each with the property that names it; not who makes it, nor networks and roles.
fn given<'a>(resources: &Resources<'a>, id: &'a LogicalId) -> Vec<(&'a str, &'a LogicalId)> {
    let Some((_, resource)) = resources.get(id).filter(|_| is_made(resources, id)) else { return Vec::new() };
    let Value::Map(properties) = &resource.properties else { return Vec::new() };
    let properties = properties.iter().filter(|(key, _)| &***key != "ServiceToken");
    let mut found: Vec<(&str, &LogicalId)> = Vec::new();
    for (key, value) in properties {
        for named in resources.named_by(value).into_iter().filter(|named| is_end(resources, named)) {
            if !found.iter().any(|(_, known)| *known == named) {
                found.push((key, named));
            }
        }
    }
    found
}

fn is_end(resources: &Resources, id: &LogicalId) -> bool {
    matches!(
        resources.role(id),
        Some(
            Role::Node
                | Role::Edge
                | Role::Border
                | Role::BorderLeft
                | Role::Balancer
                | Role::Replicas
                | Role::Database
                | Role::DatabaseCluster
                | Role::ScalingGroup
        )
    )
}
