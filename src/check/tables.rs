//! DynamoDB tables: every attribute that is defined is part of a key, and every part of a key is defined.

use crate::diagnostic::Diagnostic;
use crate::maps::SortedSet;
use crate::template::{Expr, LogicalId, Resource, resource_path};

use super::findings::{Findings, list};

/// Reports attributes that are missing or left over.
pub(super) fn check(id: &LogicalId, resource: &Resource, findings: &mut Findings) {
    if !matches!(&*resource.type_name, "AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable") {
        return;
    }
    let properties = &resource.properties;
    let Some(defined) = properties.get("AttributeDefinitions").and_then(names) else { return };
    let Some(mut keys) = properties.get("KeySchema").and_then(names) else { return };
    for indexes in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
        match properties.get(indexes) {
            None => {}
            Some(Expr::List(indexes)) => {
                for index in indexes {
                    let Some(more) = index.get("KeySchema").and_then(names) else { return };
                    keys.extend(more);
                }
            }
            // Nobody can tell what is in there.
            Some(_) => return,
        }
    }
    let missing: Vec<&str> = keys.difference(&defined).copied().collect();
    let unused: Vec<&str> = defined.difference(&keys).copied().collect();
    let path = resource_path(id).key("Properties");
    let message = match (list(&missing), list(&unused)) {
        (None, None) => return,
        (Some(missing), _) => format!("`AttributeDefinitions` lacks {missing}, of which a key is made"),
        (None, Some(unused)) => format!("`AttributeDefinitions` has {unused}, which no key uses"),
    };
    findings.add(
        Diagnostic::error("E3039", path, message).hint("define the attributes of the keys, and no others"),
    );
}

/// The `AttributeName` of each item; nothing when one of them is not known.
fn names(items: &Expr) -> Option<SortedSet<&str>> {
    items.as_list()?.iter().map(|item| Some(&**item.get("AttributeName")?.as_text()?)).collect()
}
