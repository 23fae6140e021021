//! Leads what hosts of a network use outside of it through the endpoint that AWS sends it through: one for a gateway is in the route
//! tables of their subnets, an interface answers to the service's name in the whole network.

use crate::catalog;
use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::context::Context;
use super::naming::name_of;
use super::resources::Resources;
use super::routing::tables;
use super::{Link, LinkKind, NodeIndex};

/// Returns all links, flows past each endpoint as flows through it, where these say as much; `None` where there is no endpoint.
pub(super) fn rerouted(context: &Context) -> Option<Vec<Link>> {
    let (gateways, interfaces): (Vec<Endpoint>, Vec<Endpoint>) =
        endpoints(context).into_iter().partition(|endpoint| endpoint.is_gateway);
    if gateways.is_empty() && interfaces.is_empty() {
        return None;
    }
    let mut links = context.draft.links.clone();
    for endpoint in gateways.into_iter().chain(interfaces) {
        links = lead(context, &endpoint, links);
    }
    Some(links)
}

/// A way out of a network to one service.
struct Endpoint<'a> {
    id: &'a LogicalId,
    node: NodeIndex,
    vpc: NodeIndex,
    service: &'static str,
    is_gateway: bool,
}

fn endpoints<'a>(context: &Context<'a>) -> Vec<Endpoint<'a>> {
    let resources = context.resources;
    let all = resources.of_type("EC2::VPCEndpoint").into_iter().filter(|id| !resources.is_ghost(id));
    let found = all.filter_map(|id| {
        let node = context.main(id)?;
        let service = catalog::behind(&resources.text(id, "ServiceName")?)?.worked_with;
        let is_gateway = match resources.text(id, "VpcEndpointType").as_deref() {
            None | Some("Gateway") => true,
            Some("Interface") if resources.text(id, "PrivateDnsEnabled").as_deref() == Some("true") => false,
            _ => return None,
        };
        let vpc = context.draft.nodes[node].parent?;
        (!service.is_empty()).then_some(Endpoint { id, node, vpc, service, is_gateway })
    });
    found.collect()
}

fn lead(context: &Context, endpoint: &Endpoint, links: Vec<Link>) -> Vec<Link> {
    let passes: Vec<bool> = links.iter().map(|link| passes(context, endpoint, link)).collect();
    let mut sources: IndexSet<NodeIndex> = IndexSet::new();
    let mut targets: IndexSet<NodeIndex> = IndexSet::new();
    let mut pairs: IndexSet<(NodeIndex, NodeIndex)> = IndexSet::new();
    for (link, _) in links.iter().zip(&passes).filter(|(_, passes)| **passes) {
        sources.insert(link.source);
        targets.insert(link.target);
        pairs.insert((link.source, link.target));
    }
    // Where each uses something else, lines through one would say that each uses all.
    if pairs.is_empty() || pairs.len() < sources.len() * targets.len() {
        return links;
    }
    // A line of the endpoint's own may be there already.
    let mut known: IndexSet<(NodeIndex, NodeIndex)> = IndexSet::new();
    let mut rerouted = Vec::with_capacity(links.len());
    for (link, passes) in links.into_iter().zip(passes) {
        let parts = match passes {
            true => parts(context, endpoint, link),
            false => vec![link],
        };
        let is_at = |link: &Link| [link.source, link.target].contains(&endpoint.node);
        let is_new = |link: &Link| !is_at(link) || known.insert((link.source, link.target));
        rerouted.extend(parts.into_iter().filter(is_new));
    }
    rerouted
}

/// The way to an endpoint, and that from it.
fn parts(context: &Context, endpoint: &Endpoint, link: Link) -> Vec<Link> {
    let to = title(context, link.source, endpoint.node);
    let from = title(context, endpoint.node, link.target);
    let folded = Vec::new();
    let first = Link { target: endpoint.node, title: to, folded, ..link.clone() };
    vec![first, Link { source: endpoint.node, title: from, ..link }]
}

/// Returns whether what a link says goes through an endpoint.
fn passes(context: &Context, endpoint: &Endpoint, link: &Link) -> bool {
    let draft = &context.draft;
    let target = &draft.nodes[link.target];
    let service = target.type_name.as_deref().map_or("", catalog::short_name).split("::").next();
    link.kind == LinkKind::Flow
        && service == Some(endpoint.service)
        && link.source != endpoint.node
        && draft.contains(endpoint.vpc, link.source)
        && !draft.contains(endpoint.vpc, link.target)
        && !context.abroad.contains(&link.target)
        && draft.nodes[link.source].resource.as_ref().is_some_and(|id| {
            context.resources.get(id).is_some_and(|(id, _)| is_routed(context.resources, endpoint, id))
        })
}

/// Returns whether a resource has nothing but the endpoint as its way to the service.
fn is_routed(resources: &Resources, endpoint: &Endpoint, id: &LogicalId) -> bool {
    let subnets = &resources.placement(id).subnets;
    let routed = resources.named_at(endpoint.id, "RouteTableIds[]");
    let has_route = |subnet: &LogicalId| tables(resources, subnet).iter().any(|table| routed.contains(table));
    !endpoint.is_gateway
        || !subnets.is_empty() && subnets.iter().all(|subnet| subnet.own().is_some_and(has_route))
}

fn title(context: &Context, from: NodeIndex, to: NodeIndex) -> String {
    let name = |node: NodeIndex| match &context.draft.nodes[node].resource {
        Some(id) => name_of(context.resources, id).to_string(),
        None => context.draft.nodes[node].id.to_string(),
    };
    format!("{} → {}", name(from), name(to))
}
