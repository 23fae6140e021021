//! The policies that SAM knows by name: `DynamoDBCrudPolicy: {TableName: !Ref Table}`.

use crate::eval::Value;

/// Returns what policies that SAM knows by name are about, each with the name of the argument that says so: of a list of policies,
/// those that are such.
pub(super) fn arguments<'a>(policies: &[&'a Value]) -> Vec<(&'a str, &'a Value)> {
    let templates = policies.iter().flat_map(|policy| entries(policy));
    let is_template = |name: &str| name.ends_with("Policy");
    templates.filter(|(name, _)| is_template(name)).flat_map(|(_, arguments)| entries(arguments)).collect()
}

/// The keys and values of a mapping; none of anything else.
pub(super) fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let map = match value {
        Value::Map(map) => Some(map),
        _ => None,
    };
    map.into_iter().flatten().map(|(key, value)| (&**key, value))
}
