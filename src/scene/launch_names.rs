//! The names that instances have from what they are launched from.

use crate::eval::Value;
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::index::Index;
use super::values::values_at;

/// The `Name` tag that an instance has from the template that it is launched from.
pub(super) fn launched_name<'a>(index: &Index<'a>, id: &LogicalId) -> Option<&'a Value> {
    name_from_launch(index, id).filter(|_| index.short_name(id) == "EC2::Instance")
}

/// The `Name` tag that whatever is launched from a resource's templates has.
pub(super) fn name_from_launch<'a>(index: &Index<'a>, id: &LogicalId) -> Option<&'a Value> {
    launched_from(index, id).into_iter().find_map(|from| name_of_launched(index, from))
}

/// Returns whether a tag is the name.
pub(super) fn names(tag: &Value) -> bool {
    tag.get("Key").is_some_and(|key| excerpt(key) == "Name")
}

/// Where types name what their instances are launched from.
const LAUNCHES: [&str; 5] = [
    "LaunchConfigurationName",
    "LaunchTemplate.LaunchTemplateId",
    "LaunchTemplate.LaunchTemplateName",
    "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId",
    "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateName",
];

/// Returns what a resource launches instances from.
pub(super) fn launched_from<'a>(index: &Index<'a>, id: &LogicalId) -> Vec<&'a LogicalId> {
    LAUNCHES.iter().flat_map(|path| index.named_at(id, path)).collect()
}

fn name_of_launched<'a>(index: &Index<'a>, template: &LogicalId) -> Option<&'a Value> {
    let of_instances = "LaunchTemplateData.TagSpecifications[ResourceType=instance].Tags[]";
    let tag = index.values(template, of_instances).into_iter().find(|tag| names(tag))?;
    values_at(tag, "Value").into_iter().next()
}
