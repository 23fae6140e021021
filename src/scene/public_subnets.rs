//! Which subnets must be public, whatever their routes: what stands in them is reached from the internet.

use crate::catalog::{self, Role};
use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::containers::Container;
use super::excerpt::excerpt;
use super::resources::Resources;

/// The subnets of internet-facing load balancers, of public NAT gateways, and of what gets a public address. The
/// routes of a subnet that exists already are not in the template, but AWS would refuse these elsewhere, or nobody
/// would reach them.
pub(super) fn public_subnets<'a>(resources: &Resources<'a>) -> IndexSet<Container<'a>> {
    let mut found = IndexSet::new();
    // Of what exists already nobody knows whether it faces the internet.
    let is_known = |id: &LogicalId| !resources.is_ghost(id) && !resources.is_existing(id);
    for (id, resource) in resources.present().filter(|(id, _)| is_known(id)) {
        let short = catalog::short_name(&resource.type_name);
        let fixed = FIXED_ADDRESSES.iter().filter(|(of_type, _)| *of_type == short);
        for holder in fixed.flat_map(|(_, path)| resources.named_at(id, path)) {
            // Of several interfaces the first has the address.
            found.extend(resources.placement(holder).subnets.clone().into_iter().take(1));
        }
        let has_fixed = OWN_ADDRESSES.iter().any(|path| !resources.values(id, path).is_empty());
        if faces_internet(resources, id) || has_fixed {
            found.extend(resources.placement(id).subnets.clone());
        } else if PUBLIC_ADDRESS.iter().any(|path| says(resources, id, path, &["true", "ENABLED"])) {
            let own = resources.placement(id).subnets.clone();
            // The subnets of a launch template are mostly those of the groups that launch it.
            let of_groups = resources.users(id).into_iter().flat_map(|user| match resources.role(user) {
                Some(Role::ScalingGroup) => resources.placement(user).subnets.clone(),
                _ => Vec::new(),
            });
            found.extend(own.into_iter().chain(of_groups).filter(|container| !is_called_private(container)));
        }
    }
    found
}

/// Returns whether who names an existing subnet says that it is private: there a public address leads nowhere.
fn is_called_private(container: &Container) -> bool {
    matches!(container, Container::Existing(existing) if existing.name.to_ascii_lowercase().contains("private"))
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

/// Returns whether the internet reaches a resource: AWS makes load balancers and NAT gateways public unless it is told otherwise.
pub(super) fn faces_internet(resources: &Resources, id: &LogicalId) -> bool {
    let is_or_default =
        |path: &str, wanted: &str| resources.text(id, path).is_none() || says(resources, id, path, &[wanted]);
    match (resources.role(id), resources.get(id)) {
        (Some(Role::Balancer), _) => {
            is_or_default("Scheme", "internet-facing") && !says(resources, id, "Type", &["gateway"])
        }
        (_, Some((_, resource))) if catalog::short_name(&resource.type_name) == "EC2::NatGateway" => {
            is_or_default("ConnectivityType", "public")
        }
        _ => false,
    }
}

fn says(resources: &Resources, id: &LogicalId, path: &str, wanted: &[&str]) -> bool {
    resources.values(id, path).iter().any(|value| wanted.contains(&excerpt(value).as_str()))
}
