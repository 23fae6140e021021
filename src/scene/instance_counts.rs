//! How many instances a group has at most, and what they are called.

use crate::catalog;
use crate::eval::{MarkedText, Value};
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::given_names::named_so;
use super::hosting;
use super::launch_names::{name_from_launch, names};
use super::name_properties::naming_property;
use super::resources::Resources;

/// The most instances that a resource runs, where its type and properties say so; at least one.
pub(super) fn most(resources: &Resources, id: &LogicalId) -> Option<usize> {
    let (_, resource) = resources.get(id)?;
    if hosting::is_single(resources, id) {
        return Some(1);
    }
    let path = catalog::capacity(&resource.type_name)?;
    let most: usize = resources.text(id, path)?.parse().ok()?;
    // What scales it says more than what it begins with.
    let targets = resources
        .users_of_type(id, SCALABLE)
        .filter(|(target, _)| resources.named_at(target, "ResourceId").contains(&id));
    let scaled: Option<Vec<usize>> =
        targets.map(|(target, _)| resources.text(target, "MaxCapacity")?.parse().ok()).collect();
    Some(scaled?.into_iter().fold(most.max(1), usize::max))
}

/// The type that says within which bounds a service grows.
const SCALABLE: &str = "ApplicationAutoScaling::ScalableTarget";

/// Returns what the instances of a resource are called: by the `Name` tag that it passes on to them, else by that of what they
/// are launched from.
pub(super) fn instance_name(resources: &Resources, id: &LogicalId) -> Option<MarkedText> {
    let own = resources.values(id, "Tags[]").into_iter().find(|tag| names(tag) && is_passed_on(tag));
    let own = own.and_then(|tag| tag.get("Value"));
    let name = own.or_else(|| name_from_launch(resources, id))?;
    named_so(resources, resources.words(), id, name)
}

/// Returns whether a group has no name but the one that its instances have from it.
pub(super) fn passes_name_on(resources: &Resources, id: &LogicalId) -> bool {
    let has_own = resources.get(id).is_some_and(|(_, resource)| naming_property(resource).is_some());
    !has_own && resources.values(id, "Tags[]").into_iter().any(|tag| names(tag) && is_passed_on(tag))
}

/// Tags of Auto Scaling groups say whether their instances get them.
fn is_passed_on(tag: &Value) -> bool {
    tag.get("PropagateAtLaunch").is_some_and(|passed_on| excerpt(passed_on) == "true")
}
