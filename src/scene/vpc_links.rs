//! VPC links: the way of an API into a network stands on the border of that, between the API and whom it calls there.

use crate::catalog::{self, Role};
use crate::template::LogicalId;

use super::hops::Hop;
use super::world::World;

const LINKS: [&str; 2] = ["ApiGateway::VpcLink", "ApiGatewayV2::VpcLink"];

/// The links that lead into a network that the picture has.
pub(super) fn ways_in<'a>(world: &World<'a>) -> Vec<&'a LogicalId> {
    let links = LINKS.iter().flat_map(|short| world.of_type(short));
    links.filter(|link| leads_in(world, link)).collect()
}

/// Whether a link is one of these.
pub(super) fn is_drawn(world: &World, id: &LogicalId) -> bool {
    let is_link = |type_name: &str| LINKS.contains(&catalog::short_name(type_name));
    world.is_forward(id) && world.get(id).is_some_and(|(_, resource)| is_link(&resource.type_name))
}

/// The links that APIs know by a variable of their stage, each as a step from its API.
pub(super) fn of_stages<'a>(world: &World<'a>) -> Vec<(&'a LogicalId, Hop<'a>)> {
    let mut found = Vec::new();
    for stage in world.of_type("ApiGateway::Stage") {
        let links = world.values(stage, "Variables.*").into_iter().flat_map(|value| world.named_by(value));
        let links: Vec<&LogicalId> = links.filter(|link| is_drawn(world, link)).collect();
        for api in world.named_at(stage, "RestApiId") {
            found.extend(links.iter().map(|&to| (api, Hop { to, via: stage })));
        }
    }
    found
}

/// Whether it is known which network a link leads into: by its own subnets, or those of its load balancer.
fn leads_in(world: &World, link: &LogicalId) -> bool {
    const SUBNETS: [&str; 2] = ["Subnets[]", "SubnetMappings[].SubnetId"];
    let is_in = |id: &LogicalId| SUBNETS.iter().any(|path| !world.values(id, path).is_empty());
    let balancers = world.named_at(link, "TargetArns[]");
    !world.values(link, "SubnetIds[]").is_empty()
        || balancers.into_iter().any(|id| world.role(id) == Some(Role::Balancer) && is_in(id))
}
