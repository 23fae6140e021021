//! SAM's connectors that stand in the resource that they lead from, beside its properties.

use crate::template::{Expr, LogicalId};

use super::resources::Resources;

/// Returns what the connectors of a resource, which SAM has beside its properties, connect it with.
pub(super) fn connected<'a>(resources: &Resources<'a>) -> Vec<(&'a LogicalId, &'a LogicalId)> {
    let mut found = Vec::new();
    for (id, _) in resources.present() {
        let attributes = resources.template().resources.get(id).map(|resource| &resource.attributes);
        let Some(Expr::Map(connectors)) = attributes.and_then(|attributes| attributes.get("Connectors"))
        else {
            continue;
        };
        for connector in connectors.values() {
            let destination =
                connector.get("Properties").and_then(|properties| properties.get("Destination"));
            let destinations = match destination {
                Some(Expr::List(items)) => items.iter().collect(),
                single => Vec::from_iter(single),
            };
            for destination in destinations {
                let named = match destination.get("Id") {
                    Some(Expr::String(text)) => resources.get(&LogicalId::from(text.as_ref())),
                    _ => None,
                };
                found.extend(named.map(|(to, _)| (id, to)).filter(|(from, to)| from != to));
            }
        }
    }
    found
}
