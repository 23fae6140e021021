//! SAM's connectors that stand in the resource that they lead from, beside its properties.

use crate::maps::IndexMap;
use crate::template::{Expr, LogicalId};

use super::resources::Resources;

/// Returns what the connectors of a resource, which SAM has beside its properties, connect it with.
pub(super) fn connected<'a>(resources: &Resources<'a>) -> Vec<(&'a LogicalId, &'a LogicalId)> {
    let mut found = Vec::new();
    for (id, _) in resources.present() {
        let attributes = resources.template().resources.get(id).map(|resource| &resource.attributes);
        let connectors = attributes.and_then(|attributes| attributes.get("Connectors")?.as_map());
        for connector in connectors.into_iter().flat_map(IndexMap::values) {
            let destination =
                connector.get("Properties").and_then(|properties| properties.get("Destination"));
            let items = |destination: &'a Expr| {
                destination.as_list().unwrap_or_else(|| std::slice::from_ref(destination))
            };
            for destination in destination.map(items).unwrap_or_default() {
                let named = destination.get("Id").and_then(Expr::as_text);
                let named = named.and_then(|named| resources.get(&LogicalId::from(named.as_ref())));
                found.extend(named.map(|(to, _)| (id, to)).filter(|(from, to)| from != to));
            }
        }
    }
    found
}
