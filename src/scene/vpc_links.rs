//! VPC links: the way of an API into a network stands on the border of that, between the API and whom it calls there.

use crate::catalog::{self, Role};
use crate::template::LogicalId;

use super::flow_steps::FlowStep;
use super::resources::Resources;

const LINKS: [&str; 2] = ["ApiGateway::VpcLink", "ApiGatewayV2::VpcLink"];

/// The links that lead into a network that the picture has.
pub(super) fn ways_in<'a>(resources: &Resources<'a>) -> Vec<&'a LogicalId> {
    let links = LINKS.iter().flat_map(|short| resources.of_type(short));
    links.filter(|link| leads_in(resources, link)).collect()
}

/// Whether a link is one of these.
pub(super) fn is_drawn(resources: &Resources, id: &LogicalId) -> bool {
    let is_link = |type_name: &str| LINKS.contains(&catalog::short_name(type_name));
    resources.is_forward(id) && resources.get(id).is_some_and(|(_, resource)| is_link(&resource.type_name))
}

/// The links that APIs know by a variable of their stage, each as a step from its API.
pub(super) fn of_stages<'a>(resources: &Resources<'a>) -> Vec<(&'a LogicalId, FlowStep<'a>)> {
    let mut found = Vec::new();
    for stage in resources.of_type("ApiGateway::Stage") {
        let links =
            resources.values(stage, "Variables.*").into_iter().flat_map(|value| resources.named_by(value));
        let links: Vec<&LogicalId> = links.filter(|link| is_drawn(resources, link)).collect();
        for api in resources.named_at(stage, "RestApiId") {
            found.extend(links.iter().map(|&to| (api, FlowStep { to, via: stage })));
        }
    }
    found
}

/// Whether it is known which network a link leads into: by its own subnets, or those of its load balancer.
fn leads_in(resources: &Resources, link: &LogicalId) -> bool {
    const SUBNETS: [&str; 2] = ["Subnets[]", "SubnetMappings[].SubnetId"];
    let is_in = |id: &LogicalId| SUBNETS.iter().any(|path| !resources.values(id, path).is_empty());
    let balancers = resources.named_at(link, "TargetArns[]");
    !resources.values(link, "SubnetIds[]").is_empty()
        || balancers.into_iter().any(|id| resources.role(id) == Some(Role::Balancer) && is_in(id))
}
