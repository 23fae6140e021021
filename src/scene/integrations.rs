//! Whom the integrations of an API call: an API's definition also holds templates of requests and descriptions, where a
//! name is no more than text.

use crate::catalog;
use crate::eval::Value;
use crate::template::LogicalId;

use super::arn;
use super::excerpt::whole;
use super::mentions;
use super::world::World;

/// The keys under which a definition says whom it calls, and whom it asks who somebody is; lower case.
const CALLS: [&str; 5] = ["uri", "authorizeruri", "providerarns", "issuer", "integrationuri"];

/// The keys under which it says what it sends there.
const SENT: [&str; 2] = ["requesttemplates", "requestparameters"];

/// Definitions are a few levels deep.
const MAX_DEPTH: usize = 24;

/// The resources that a definition, or one integration, calls.
pub(super) fn called<'a>(world: &World<'a>, definition: &'a Value) -> Vec<&'a LogicalId> {
    let mut found = Vec::new();
    collect(world, definition, MAX_DEPTH, &mut found);
    found
}

fn collect<'a>(world: &World<'a>, value: &'a Value, depth: usize, found: &mut Vec<&'a LogicalId>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Map(map) => {
            let service = service(value);
            for (key, item) in map {
                let key = key.to_lowercase();
                match &service {
                    _ if CALLS.contains(&&*key) => found.extend(named(world, item)),
                    Some(service) if SENT.contains(&&*key) => {
                        found.extend(named(world, item).filter(|id| is_of(world, id, service)));
                    }
                    _ => collect(world, item, depth - 1, found),
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect(world, item, depth - 1, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Deferred(_) => {}
    }
}

/// Whom the texts in a value name.
fn named<'a>(world: &World<'a>, value: &'a Value) -> impl Iterator<Item = &'a LogicalId> {
    let items: Vec<(&str, &Value)> = match value {
        Value::List(items) => items.iter().map(|item| ("", item)).collect(),
        Value::Map(map) => map.iter().map(|(key, item)| (&**key, item)).collect(),
        single => vec![("", single)],
    };
    items.into_iter().flat_map(|(key, item)| world.named_as(item, mentions::told_by(key)))
}

/// The service that an integration calls by itself, as ARNs call it: `dynamodb`. What is sent to a function, or to any other
/// address, is for that to read.
fn service(integration: &Value) -> Option<String> {
    let text = |name: &str| {
        let Value::Map(map) = integration else { return None };
        let found = map.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.and_then(|(_, value)| whole(value))
    };
    if let Some(subtype) = text("IntegrationSubtype") {
        let service = subtype.split('-').next().unwrap_or_default().to_lowercase();
        return Some(match service.as_str() {
            "eventbridge" => "events".into(),
            "stepfunctions" => "states".into(),
            _ => service,
        });
    }
    let uri = text("Uri")?;
    let arn = arn::read(&uri)?;
    (arn.service == "apigateway" && !arn.account.contains('‹')).then(|| arn.account.to_owned())
}

fn is_of(world: &World, id: &LogicalId, service: &str) -> bool {
    let Some((_, resource)) = world.get(id) else { return false };
    match catalog::arn(&resource.type_name) {
        Some(form) => form.service == service,
        None => {
            let own = catalog::short_name(&resource.type_name).split("::").next().unwrap_or_default();
            service.ends_with(&own.to_lowercase())
        }
    }
}
