//! Resources by their tags, of those that others choose by these: hosts, and what has something to back up.

use crate::catalog;
use crate::eval::{MarkedText, StackResource, Value};
use crate::maps::IndexMap;

use super::excerpt::{excerpt, whole};
use super::name_properties::tags;
use super::values::values_at;

/// The types of hosts, and of what starts them.
pub(super) const HOSTS: [&str; 4] =
    ["AutoScaling::AutoScalingGroup", "EC2::Instance", "EC2::LaunchTemplate", "EC2::SpotFleet"];

/// The types of what has something to back up.
pub(super) const STORES: [&str; 12] = [
    "DocDB::DBCluster",
    "DynamoDB::Table",
    "EC2::Instance",
    "EC2::LaunchTemplate",
    "EC2::Volume",
    "EFS::FileSystem",
    "FSx::FileSystem",
    "FSx::Volume",
    "Neptune::DBCluster",
    "RDS::DBCluster",
    "RDS::DBInstance",
    "S3::Bucket",
];

/// The positions of resources by each of their tags.
pub(super) type ByTag = IndexMap<(String, MarkedText), Vec<usize>>;

/// Returns the resources that tags may choose, given each with its position.
pub(super) fn by_tag<'a>(resources: impl Iterator<Item = (usize, &'a StackResource)>) -> ByTag {
    let mut found = ByTag::new();
    for (position, resource) in resources {
        let short = catalog::short_name(&resource.type_name);
        if !HOSTS.contains(&short) && !STORES.contains(&short) {
            continue;
        }
        for (key, value) in tags(resource).chain(handed_on(resource)) {
            if let Some(value) = whole(value) {
                found.entry((key, value)).or_default().push(position);
            }
        }
    }
    found
}

/// The tags that a launch template gives to the instances.
fn handed_on(resource: &StackResource) -> impl Iterator<Item = (String, &Value)> {
    let path = "LaunchTemplateData.TagSpecifications[ResourceType=instance].Tags[]";
    let tags = values_at(&resource.properties, path).into_iter();
    tags.filter_map(|tag| Some((excerpt(tag.get("Key")?), tag.get("Value")?)))
}
