//! How many instances a group has at most, and what they are called.

use std::rc::Rc;

use crate::catalog;
use crate::eval::Value;
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::hosting;
use super::naming;
use super::resources::{Resources, naming_property};
use super::values::values_at;

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

/// What says within which bounds a service grows.
const SCALABLE: &str = "ApplicationAutoScaling::ScalableTarget";

/// The `Name` tag that an instance has from the template that it is launched from.
pub(super) fn launched_name<'a>(resources: &Resources<'a>, id: &LogicalId) -> Option<&'a Value> {
    resources.get(id).filter(|(_, resource)| catalog::short_name(&resource.type_name) == "EC2::Instance")?;
    launched_from(resources, id).into_iter().find_map(|from| name_of_launched(resources, from))
}

/// What the instances of a resource are called: by the `Name` tag that it passes on to them, else by that of what they
/// are launched from.
pub(super) fn instance_name(resources: &Resources, id: &LogicalId) -> Option<Rc<str>> {
    let own = resources.values(id, "Tags[]").into_iter().find(|tag| names(tag) && is_passed_on(tag));
    let own = own.and_then(|tag| tag.get("Value"));
    let name = own.or_else(|| {
        launched_from(resources, id).into_iter().find_map(|from| name_of_launched(resources, from))
    })?;
    naming::named_so(resources, id, name)
}

/// Whether a group has no name but the one that its instances have from it.
pub(super) fn passes_name_on(resources: &Resources, id: &LogicalId) -> bool {
    let has_own = resources.get(id).is_some_and(|(_, resource)| naming_property(resource).is_some());
    !has_own && resources.values(id, "Tags[]").into_iter().any(|tag| names(tag) && is_passed_on(tag))
}

fn names(tag: &Value) -> bool {
    tag.get("Key").is_some_and(|key| excerpt(key) == "Name")
}

/// Tags of Auto Scaling groups say whether their instances get them.
fn is_passed_on(tag: &Value) -> bool {
    tag.get("PropagateAtLaunch").is_some_and(|passed_on| excerpt(passed_on) == "true")
}

/// Where types name what their instances are launched from.
const LAUNCHES: [&str; 4] = [
    "LaunchTemplate.LaunchTemplateId",
    "LaunchTemplate.LaunchTemplateName",
    "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId",
    "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateName",
];

fn launched_from<'a>(resources: &Resources<'a>, id: &LogicalId) -> Vec<&'a LogicalId> {
    LAUNCHES.iter().flat_map(|path| resources.named_at(id, path)).collect()
}

fn name_of_launched<'a>(resources: &Resources<'a>, template: &LogicalId) -> Option<&'a Value> {
    let of_instances = "LaunchTemplateData.TagSpecifications[ResourceType=instance].Tags[]";
    let tag = resources.values(template, of_instances).into_iter().find(|tag| names(tag))?;
    values_at(tag, "Value").into_iter().next()
}
