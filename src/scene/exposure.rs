//! Which subnets must be public, whatever their routes: what stands in them is reached from the internet.

use indexmap::IndexSet;

use crate::catalog::{self, Role};
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::site::{Site, placement};
use super::world::World;

/// The subnets of internet-facing load balancers, of public NAT gateways, and of what gets a public address. The
/// routes of a subnet that exists already are not in the template, but AWS would refuse these elsewhere, or nobody
/// would reach them.
pub(super) fn public_subnets<'a>(world: &World<'a>) -> IndexSet<Site<'a>> {
    let mut found = IndexSet::new();
    for (id, _) in world.present().filter(|(id, _)| !world.is_ghost(id)) {
        if faces_internet(world, id) {
            found.extend(placement(world, id).subnets);
        } else if PUBLIC_ADDRESS.iter().any(|path| says(world, id, path, &["true", "ENABLED"])) {
            found.extend(placement(world, id).subnets);
            // The subnets of a launch template are mostly those of the groups that launch it.
            found.extend(world.users(id).iter().flat_map(|user| match world.role(user) {
                Some(Role::ScalingGroup) => placement(world, user).subnets,
                _ => Vec::new(),
            }));
        }
    }
    found
}

/// Where types say that what they make gets a public address.
const PUBLIC_ADDRESS: [&str; 5] = [
    "AssociatePublicIpAddress",
    "LaunchTemplateData.NetworkInterfaces[].AssociatePublicIpAddress",
    "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp",
    "NetworkInterfaces[].AssociatePublicIpAddress",
    "PubliclyAccessible",
];

/// AWS makes load balancers and NAT gateways public unless it is told otherwise.
fn faces_internet(world: &World, id: &LogicalId) -> bool {
    let is_or_default =
        |path: &str, wanted: &str| world.text(id, path).is_none() || says(world, id, path, &[wanted]);
    match (world.role(id), world.get(id)) {
        (Some(Role::Balancer), _) => {
            is_or_default("Scheme", "internet-facing") && !says(world, id, "Type", &["gateway"])
        }
        (_, Some((_, resource))) if catalog::short_name(&resource.type_name) == "EC2::NatGateway" => {
            is_or_default("ConnectivityType", "public")
        }
        _ => false,
    }
}

fn says(world: &World, id: &LogicalId, path: &str, wanted: &[&str]) -> bool {
    world.values(id, path).iter().any(|value| wanted.contains(&excerpt(value).as_str()))
}
