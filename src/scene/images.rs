//! Machine images on their way to those that are started from them.

use crate::template::LogicalId;

use super::Node;
use super::resources::Resources;

/// Where types name the image that their instances are started from.
const STARTED_FROM: [(&str, &str); 3] = [
    ("AutoScaling::LaunchConfiguration", "ImageId"),
    ("EC2::Instance", "ImageId"),
    ("EC2::LaunchTemplate", "LaunchTemplateData.ImageId"),
];

/// The images that the template builds, each with who takes it.
pub(super) fn taken<'a>(resources: &Resources<'a>) -> Vec<(&'a LogicalId, &'a LogicalId)> {
    let images = resources.of_type("ImageBuilder::Image");
    let takers = |image: &'a LogicalId| {
        STARTED_FROM.iter().flat_map(move |&(short, path)| {
            let users = resources.users_of_type(image, short).map(|(user, _)| user);
            users.filter(move |user| resources.named_at(user, path).contains(&image))
        })
    };
    images.into_iter().flat_map(|image| takers(image).map(move |taker| (image, taker))).collect()
}

/// Returns whether a node is an image that the template builds.
pub(super) fn is_image(resources: &Resources, node: &Node) -> bool {
    node.resource.as_ref().is_some_and(|id| resources.short_name(id) == "ImageBuilder::Image")
}
