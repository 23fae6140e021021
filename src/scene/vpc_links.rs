//! VPC links: the way of an API into a network stands on the border of that, between the API and whom it calls there.

use crate::catalog::{self, Role};
use crate::template::LogicalId;

use super::included_apis;
use super::index::Index;

const LINKS: [&str; 2] = ["ApiGateway::VpcLink", "ApiGatewayV2::VpcLink"];

/// The links that lead into a network that the picture has.
pub(super) fn ways_in<'a>(index: &Index<'a>) -> Vec<&'a LogicalId> {
    let links = LINKS.iter().flat_map(|short| index.of_type(short));
    links.filter(|link| leads_in(index, link)).collect()
}

/// Returns whether a link is one of these.
pub(super) fn is_drawn(index: &Index, id: &LogicalId) -> bool {
    let is_link = |type_name: &str| LINKS.contains(&catalog::short_name(type_name));
    index.is_forward(id) && is_link(index.type_name(id))
}

/// The links that APIs know by a variable of their stage: API, link, stage.
pub(super) fn of_stages<'a>(index: &Index<'a>) -> Vec<[&'a LogicalId; 3]> {
    let mut found = Vec::new();
    for stage in index.of_type("ApiGateway::Stage") {
        let links = index.values(stage, "Variables.*").into_iter().flat_map(|value| index.named_by(value));
        let links: Vec<&LogicalId> = links.filter(|link| is_drawn(index, link)).collect();
        for api in index.named_at(stage, "RestApiId") {
            found.extend(links.iter().map(|&to| [api, to, stage]));
        }
    }
    found
}

/// The link that nobody in the template names, and the API whose definition is kept elsewhere: that names it. API, link, API.
pub(super) fn of_included_api<'a>(index: &Index<'a>) -> Option<[&'a LogicalId; 3]> {
    let links = LINKS.iter().flat_map(|short| index.of_type(short));
    let mut links = links.filter(|link| is_drawn(index, link));
    let only = links.next().filter(|link| links.next().is_none() && index.users(link).is_empty())?;
    let mut apis = included_apis::all(index).into_iter();
    let api = apis.next().filter(|_| apis.next().is_none())?;
    Some([api, only, api])
}

/// Returns whether it is known which network a link leads into: by its own subnets, or those of its load balancer, or that
/// a nested stack has it.
fn leads_in(index: &Index, link: &LogicalId) -> bool {
    const NESTED: [&str; 2] = ["CloudFormation::Stack", "Serverless::Application"];
    const SUBNETS: [&str; 2] = ["Subnets[]", "SubnetMappings[].SubnetId"];
    let is_in = |id: &LogicalId| SUBNETS.iter().any(|path| !index.values(id, path).is_empty());
    let balancers = index.named_at(link, "TargetArns[]");
    let is_nested = |id: &&LogicalId| NESTED.contains(&index.short_name(id));
    !index.values(link, "SubnetIds[]").is_empty()
        || balancers.iter().any(is_nested)
        || balancers.into_iter().any(|id| index.role(id) == Some(Role::Balancer) && is_in(id))
}
