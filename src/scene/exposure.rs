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
    // Of what exists already nobody knows whether it faces the internet.
    let is_known = |id: &LogicalId| !world.is_ghost(id) && !world.is_existing(id);
    for (id, resource) in world.present().filter(|(id, _)| is_known(id)) {
        let short = catalog::short_name(&resource.type_name);
        let fixed = FIXED_ADDRESSES.iter().filter(|(of_type, _)| *of_type == short);
        for holder in fixed.flat_map(|(_, path)| world.named_at(id, path)) {
            // Of several interfaces the first has the address.
            found.extend(placement(world, holder).subnets.into_iter().take(1));
        }
        let has_fixed = OWN_ADDRESSES.iter().any(|path| !world.values(id, path).is_empty());
        if faces_internet(world, id) || has_fixed {
            found.extend(placement(world, id).subnets);
        } else if PUBLIC_ADDRESS.iter().any(|path| says(world, id, path, &["true", "ENABLED"])) {
            let own = placement(world, id).subnets;
            // The subnets of a launch template are mostly those of the groups that launch it.
            let of_groups = world.users(id).iter().flat_map(|user| match world.role(user) {
                Some(Role::ScalingGroup) => placement(world, user).subnets,
                _ => Vec::new(),
            });
            found.extend(own.into_iter().chain(of_groups).filter(|site| !is_called_private(site)));
        }
    }
    found
}

/// Whether who names an existing subnet says that it is private: there a public address leads nowhere.
fn is_called_private(site: &Site) -> bool {
    matches!(site, Site::Existing(existing) if existing.name.to_lowercase().contains("private"))
}

/// Where types say that what they make gets a public address.
const PUBLIC_ADDRESS: [&str; 5] = [
    "AssociatePublicIpAddress",
    "LaunchTemplateData.NetworkInterfaces[].AssociatePublicIpAddress",
    "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp",
    "NetworkInterfaces[].AssociatePublicIpAddress",
    "PubliclyAccessible",
];

/// Who names the holder of an Elastic IP, and where.
const FIXED_ADDRESSES: [(&str, &str); 3] = [
    ("EC2::EIP", "InstanceId"),
    ("EC2::EIPAssociation", "InstanceId"),
    ("EC2::EIPAssociation", "NetworkInterfaceId"),
];

/// Where types name the Elastic IPs that they hold themselves.
const OWN_ADDRESSES: [&str; 4] =
    ["SubnetMappings[].AllocationId", "EndpointDetails.AddressAllocationIds[]", "ElasticIp", "ElasticIps[]"];

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
