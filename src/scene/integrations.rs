//! Whom the integrations of an API call: an API's definition also holds templates of requests and descriptions, where a
//! name is no more than text.

use crate::catalog;
use crate::eval::Value;
use crate::template::LogicalId;

use super::arn;
use super::excerpt::whole;
use super::index::Index;
use super::mentions;
use super::vpc_links;

/// The keys under which a definition says whom it calls, and whom it asks who somebody is; lower case.
const CALLS: [&str; 6] =
    ["uri", "authorizeruri", "providerarns", "issuer", "integrationtarget", "integrationuri"];

/// The key under which an integration says through which VPC link it calls.
const THROUGH: &str = "ConnectionId";

/// The keys under which it says what it sends there.
const SENT: [&str; 2] = ["requesttemplates", "requestparameters"];

/// Definitions are a few levels deep.
const MAX_DEPTH: usize = 24;

/// Whom a definition, or one integration, calls.
#[derive(Debug, Default)]
pub(super) struct Calls<'a> {
    /// The resources that the API calls itself, VPC links that are drawn among them.
    pub own: Vec<&'a LogicalId>,
    /// Such links, each with what is called through it.
    pub through: Vec<(&'a LogicalId, &'a LogicalId)>,
}

/// Reads whom a definition, or one integration, calls.
pub(super) fn calls<'a>(index: &Index<'a>, definition: &'a Value) -> Calls<'a> {
    let mut found = Calls::default();
    collect(index, definition, MAX_DEPTH, &mut found);
    found
}

fn collect<'a>(index: &Index<'a>, value: &'a Value, depth: usize, found: &mut Calls<'a>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Map(map) => {
            let service = service(value);
            let link = part(value, THROUGH);
            let link = link.and_then(|link| named(index, link).find(|link| vpc_links::is_drawn(index, link)));
            found.own.extend(link);
            let is_through = link.is_some() || is_through_stage(index, value);
            for (key, item) in map {
                let key = key.to_ascii_lowercase();
                match &service {
                    _ if CALLS.contains(&&*key) && is_through => {
                        let called =
                            link.into_iter().flat_map(|link| named(index, item).map(move |id| (link, id)));
                        found.through.extend(called);
                    }
                    _ if CALLS.contains(&&*key) => found.own.extend(named(index, item)),
                    Some(service) if SENT.contains(&&*key) => {
                        found.own.extend(named(index, item).filter(|id| is_of(index, id, service)));
                    }
                    _ => collect(index, item, depth - 1, found),
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect(index, item, depth - 1, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Deferred(_) => {}
    }
}

/// Whom the texts in a value name.
fn named<'a>(index: &Index<'a>, value: &'a Value) -> impl Iterator<Item = &'a LogicalId> {
    let items: Vec<(&str, &Value)> = match value {
        Value::List(items) => items.iter().map(|item| ("", item)).collect(),
        Value::Map(map) => map.iter().map(|(key, item)| (&**key, item)).collect(),
        single => vec![("", single)],
    };
    items.into_iter().flat_map(|(key, item)| index.named_as(item, mentions::told_by(key)))
}

/// The service that an integration calls by itself, as ARNs call it: `dynamodb`. What is sent to a function, or to any other
/// address, is for that to read.
fn service(integration: &Value) -> Option<String> {
    let text = |name: &str| part(integration, name).and_then(|value| whole(value));
    if let Some(subtype) = text("IntegrationSubtype") {
        let service = subtype.split('-').next().unwrap_or_default().to_ascii_lowercase();
        return Some(match service.as_str() {
            "eventbridge" => "events".into(),
            "stepfunctions" => "states".into(),
            _ => service,
        });
    }
    let uri = text("Uri")?;
    let arn = arn::read(uri.marked())?;
    let is_known = arn.account.unknown().next().is_none();
    (arn.service == "apigateway" && is_known).then(|| arn.account.as_str().to_owned())
}

/// Returns whether a link that the stages of the API know is what an integration calls through.
fn is_through_stage(index: &Index, integration: &Value) -> bool {
    let link = part(integration, THROUGH).and_then(|value| whole(value));
    link.is_some_and(|link| link.contains("stageVariables.")) && !vpc_links::of_stages(index).is_empty()
}

/// Returns what a map has under a key, however that is written.
fn part<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let Value::Map(map) = value else { return None };
    map.iter().find(|(other, _)| other.eq_ignore_ascii_case(key)).map(|(_, value)| value)
}

fn is_of(index: &Index, id: &LogicalId, service: &str) -> bool {
    let Some((_, resource)) = index.get(id) else { return false };
    match catalog::arn(&resource.type_name) {
        Some(form) => form.service == service,
        None => {
            let own = catalog::service_of(&resource.type_name);
            service.ends_with(&own.to_ascii_lowercase())
        }
    }
}
