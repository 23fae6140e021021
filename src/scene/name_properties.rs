//! Where resources have their names: in their tags, or in the property that their type has for it.

use crate::catalog;
use crate::eval::{StackResource, Value};

use super::excerpt::excerpt;
use super::values::values_at;

/// The `Name` tag, however the type writes its tags.
pub(super) fn name_tag(resource: &StackResource) -> Option<&Value> {
    tags(resource).find(|(key, _)| key == "Name").map(|(_, value)| value)
}

/// The tags: key and value.
pub(super) fn tags(resource: &StackResource) -> impl Iterator<Item = (String, &Value)> {
    let tags = resource.properties.get("Tags");
    let listed = tags.into_iter().flat_map(|tags| match tags {
        Value::List(items) => items
            .iter()
            .filter_map(|tag| Some((excerpt(tag.get("Key")?), tag.get("Value")?)))
            .collect::<Vec<_>>(),
        Value::Map(map) => map.iter().map(|(key, value)| (excerpt(key), value)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Deferred(_) => Vec::new(),
    });
    listed.into_iter()
}

/// The property that gives a resource its name: `BucketName` of a bucket, `DBInstanceIdentifier`, else `Name`.
pub(super) fn naming_property(resource: &StackResource) -> Option<&Value> {
    let last: &str = resource.type_name.rsplit("::").next().unwrap_or_default();
    let singular = |suffix: &str| resource.properties.get(&format!("{last}{suffix}"));
    let found = singular("Name")
        .or_else(|| singular("Identifier"))
        .or_else(|| resource.properties.get("Name"))
        .or_else(|| (last == "DomainName").then(|| resource.properties.get(last)).flatten())
        .or_else(|| (last == "SecurityGroup").then(|| resource.properties.get("GroupName")).flatten())
        .or_else(|| inner_name(resource))?;
    match found {
        Value::String(_) | Value::Number(_) | Value::Deferred(_) => Some(found),
        Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
    }
}

/// The name that a type keeps deeper among its properties.
fn inner_name(resource: &StackResource) -> Option<&Value> {
    let path = match catalog::short_name(&resource.type_name) {
        "Glue::Database" => "DatabaseInput.Name",
        "Glue::Table" => "TableInput.Name",
        _ => return None,
    };
    values_at(&resource.properties, path).into_iter().next()
}
