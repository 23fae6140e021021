//! Whom others choose by tags rather than by name: the hosts of a deployment or a maintenance window, what a plan backs up.

use crate::eval::Value;
use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::excerpt::{excerpt, whole};
use super::index::Index;
use super::tags::{HOSTS, STORES};
use super::values::values_at;

/// More that have a tag are chosen as all that there is.
const MOST_CHOSEN: usize = 8;

/// Returns whom a choice of a resource takes: `{Key: tag:Name, Values: [web]}`, `{Key: Name, Value: web}`, and as plans for
/// backups say it.
pub(super) fn chosen<'a>(index: &Index<'a>, chooser: &LogicalId, choice: &Value) -> Vec<&'a LogicalId> {
    let Some(key) = ["Key", "ConditionKey"].iter().find_map(|key| choice.get(key)).map(|key| excerpt(key))
    else {
        return Vec::new();
    };
    let key = ["tag:", "aws:ResourceTag/"].iter().find_map(|start| key.strip_prefix(start)).unwrap_or(&key);
    let values = ["Value", "ConditionValue", "Values[]"].iter().flat_map(|path| values_at(choice, path));
    let tagged = values.filter_map(|value| whole(value)).flat_map(|value| index.tagged(key, value));
    let is_kept = ["Backup::", "DLM::"].iter().any(|service| index.short_name(chooser).starts_with(service));
    let types: &[&str] = if is_kept { &STORES } else { &HOSTS };
    let found: IndexSet<&LogicalId> = tagged.filter(|id| types.contains(&index.short_name(id))).collect();
    if found.len() > MOST_CHOSEN { Vec::new() } else { found.into_iter().collect() }
}
