//! The way out of private subnets, as lines: from each subnet to what its default route leads to (a NAT gateway or instance, a
//! firewall, the attachment of a transit gateway), and from what forwards to the next, up to the internet gateway.

use crate::catalog;
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::additions::{Additions, LinkEnd, Unless};
use super::containers::Container;
use super::context::Context;
use super::custom_resources;
use super::link_ends::nearest;
use super::naming::name_of;
use super::network::Network;
use super::owners::Drawn;
use super::resources::Resources;
use super::routing::{is_default, tables};
use super::{Head, Link, LinkKind, NodeIndex, NodeKind, Place, Shape, Side};

/// More of these lines in one network, and they hide what they lead through; then the routes among the details of subnets say it.
const MOST_IN_VPC: usize = 12;

/// More lines than these to one end are a comb.
const MOST_TO_ONE: usize = 4;

/// On a border more lines than this meet others; the routes stand in the subnets, too.
const MOST_TO_BORDER: usize = 1;

/// Returns the lines of each VPC that has what forwards.
pub(super) fn additions<'a>(
    context: &Context<'a>,
    network: &Network<'a>,
    drawn: &Drawn<'a>,
) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let appliances = appliances(context, drawn);
    for vpc in 0..network.vpcs.len() {
        let subnets = network.subnets_of(vpc).filter_map(|(container, _)| match container {
            Container::Own(id) => Some((*id, context.container(container)?)),
            Container::Existing(_) => None,
        });
        let box_of_vpc = context.container(&network.vpcs[vpc].container);
        let subnets: Vec<(&LogicalId, NodeIndex)> = subnets.collect();
        let mut ways: Vec<Way> = subnets
            .iter()
            .filter_map(|&(subnet, node)| way(context, drawn, &appliances, subnet, node, box_of_vpc))
            .collect();
        let known: IndexSet<NodeIndex> = ways.iter().flat_map(|way| [way.from, way.to]).collect();
        let hubs =
            subnets.iter().filter_map(|&(subnet, node)| to_hub(context, drawn, subnet, node, box_of_vpc));
        ways.extend(hubs.filter(|way| ![way.from, way.to].iter().any(|end| known.contains(end))));
        let mut ends: IndexMap<NodeIndex, usize> = IndexMap::new();
        ways.iter().for_each(|way| *ends.entry(way.to).or_default() += 1);
        let most = |node: NodeIndex| match context.draft.nodes[node].place {
            Place::Border(Side::Top) => MOST_IN_VPC,
            Place::Border(_) => MOST_TO_BORDER,
            _ => MOST_TO_ONE,
        };
        let crowded: IndexSet<NodeIndex> =
            ends.iter().filter(|(node, lines)| **lines > most(**node)).map(|(&node, _)| node).collect();
        let ways: Vec<Way> = ways.into_iter().filter(|way| !crowded.contains(&way.to)).collect();
        if ways.len() > MOST_IN_VPC {
            continue;
        }
        for Way { from, to, title, route, ghost } in ways {
            let folded = vec![route];
            let link =
                Link { kind: LinkKind::Route, head: Head::Open, title, ghost, folded, ..Link::default() };
            additions.link(LinkEnd::Node(from), LinkEnd::Node(to), link, Unless::Never);
        }
    }
    additions
}

/// A line from a subnet, or from what forwards in it.
struct Way {
    from: NodeIndex,
    to: NodeIndex,
    title: String,
    route: LogicalId,
    ghost: bool,
}

/// The types that send on the packets of others, and stand in a subnet.
const FORWARDING: [&str; 2] = ["EC2::NatGateway", "NetworkFirewall::Firewall"];

/// Where a default route names whom it leads to.
const NEXT_HOPS: [&str; 7] = [
    "NatGatewayId",
    "VpcEndpointId",
    "TransitGatewayId",
    "CoreNetworkArn",
    "GatewayId",
    "InstanceId",
    "NetworkInterfaceId",
];

/// The icons of instances and interfaces that are the way out of a subnet: NAT instances, firewalls.
fn appliances<'a>(context: &Context<'a>, drawn: &Drawn<'a>) -> IndexSet<NodeIndex> {
    let resources = context.resources;
    let routes = resources.of_type("EC2::Route").into_iter().filter(|route| is_default(resources, route));
    let hops = routes.flat_map(|route| {
        ["InstanceId", "NetworkInterfaceId"].into_iter().flat_map(move |path| resources.named_at(route, path))
    });
    let icons = hops.flat_map(|hop| drawn.stand_ins(hop)).flat_map(|hop| context.equals(hop));
    icons.filter(|&node| matches!(context.draft.nodes[node].shape, Shape::Icon(_))).collect()
}

fn way<'a>(
    context: &Context<'a>,
    drawn: &Drawn<'a>,
    appliances: &IndexSet<NodeIndex>,
    subnet: &'a LogicalId,
    node: NodeIndex,
    vpc: Option<NodeIndex>,
) -> Option<Way> {
    let resources = context.resources;
    let route = default_route(resources, subnet)?;
    let hop = NEXT_HOPS.iter().find_map(|path| resources.named_at(route, path).into_iter().next())?;
    let hop = custom_resources::behind(resources, hop).unwrap_or(hop);
    let mut forwarding = forwarding(context, appliances, node);
    let forwards = forwarding.next().filter(|_| forwarding.next().is_none());
    let from = forwards.unwrap_or(node);
    let is_gateway = resources.short_name(hop) == "EC2::InternetGateway";
    if is_gateway && forwards.is_none() {
        // Everybody knows how a public subnet gets out.
        return None;
    }
    let to = end(context, drawn, hop, node, vpc?)?;
    if from == to || context.draft.contains(from, to) || context.draft.contains(to, from) {
        return None;
    }
    Some(described(context, (from, to), "default route", subnet, route))
}

/// The way of a subnet to other networks, through what joins them, where that is no default route.
fn to_hub<'a>(
    context: &Context<'a>,
    drawn: &Drawn<'a>,
    subnet: &'a LogicalId,
    node: NodeIndex,
    vpc: Option<NodeIndex>,
) -> Option<Way> {
    const HUBS: [&str; 3] = ["EC2::TransitGateway", "EC2::VPNGateway", "NetworkManager::CoreNetwork"];
    const PATHS: [(&str, &str); 4] = [
        ("EC2::Route", "CoreNetworkArn"),
        ("EC2::Route", "TransitGatewayId"),
        ("EC2::Route", "GatewayId"),
        ("EC2::VPNGatewayRoutePropagation", "VpnGatewayId"),
    ];
    let resources = context.resources;
    let routes = tables(resources, subnet).into_iter().flat_map(|table| {
        PATHS.into_iter().flat_map(move |(short, path)| {
            let routes = resources.users_of_type(table, short).map(|(route, _)| route);
            routes.flat_map(move |route| {
                resources.named_at(route, path).into_iter().map(move |hop| (route, hop))
            })
        })
    });
    let mut hubs = routes.filter(|(_, hop)| HUBS.contains(&resources.short_name(hop)));
    let (route, hop) = hubs.next()?;
    let to = end(context, drawn, hop, node, vpc?)?;
    let is_only = hubs.all(|(_, other)| other == hop);
    is_only.then(|| described(context, (node, to), "route", subnet, route))
}

/// The icon that a route to a hop ends at, from a subnet of a VPC.
fn end<'a>(
    context: &Context<'a>,
    drawn: &Drawn<'a>,
    hop: &'a LogicalId,
    subnet: NodeIndex,
    vpc: NodeIndex,
) -> Option<NodeIndex> {
    match context.resources.short_name(hop) {
        "EC2::TransitGateway" => attachment(context, hop, "TransitGatewayId", vpc),
        "NetworkManager::CoreNetwork" => attachment(context, hop, "CoreNetworkId", vpc),
        // An interface is where its host is.
        "EC2::NetworkInterface" if !context.has_icon(hop) => {
            drawn.stand_ins(hop).first().and_then(|hop| nearest_icon(context, hop, subnet))
        }
        _ => nearest_icon(context, hop, subnet),
    }
}

fn described(
    context: &Context,
    (from, to): (NodeIndex, NodeIndex),
    what: &str,
    subnet: &LogicalId,
    route: &LogicalId,
) -> Way {
    let title = format!(
        "{} → {}: {what} of {}",
        name(context, from),
        name(context, to),
        name_of(context.resources, subnet)
    );
    let ghost =
        [from, to].iter().any(|&end| context.draft.nodes[end].ghost) || context.resources.is_ghost(route);
    Way { from, to, title, route: route.clone(), ghost }
}

/// The route of a subnet for all that has no other; what is absent leads nowhere, but for what is absent itself.
fn default_route<'a>(resources: &Resources<'a>, subnet: &LogicalId) -> Option<&'a LogicalId> {
    let is_absent = resources.is_ghost(subnet);
    let routes = tables(resources, subnet).into_iter().flat_map(|table| {
        let routes = resources.users_of_type(table, "EC2::Route").map(|(route, _)| route);
        routes.filter(move |route| resources.named_at(route, "RouteTableId").contains(&table))
    });
    let mut found =
        routes.filter(|route| is_default(resources, route) && (is_absent || !resources.is_ghost(route)));
    let only = found.next()?;
    // Two are alternatives of which nobody knows one, or the two families of addresses.
    let is_same = |route: &LogicalId| {
        NEXT_HOPS.iter().all(|path| resources.named_at(route, path) == resources.named_at(only, path))
    };
    found.all(is_same).then_some(only)
}

/// The icons of what forwards in a subnet.
fn forwarding<'c>(
    context: &'c Context,
    appliances: &'c IndexSet<NodeIndex>,
    subnet: NodeIndex,
) -> impl Iterator<Item = NodeIndex> + 'c {
    let is_one = move |(index, node): (NodeIndex, &super::Node)| {
        let short = node.type_name.as_deref().map_or("", catalog::short_name);
        let is_appliance =
            |id| context.resources.text(id, "VpcEndpointType").as_deref() == Some("GatewayLoadBalancer");
        let forwards = FORWARDING.contains(&short)
            || appliances.contains(&index)
            || node.kind == NodeKind::TransitGatewayInterface
            || node.resource.as_ref().is_some_and(|id| short == "EC2::VPCEndpoint" && is_appliance(id));
        (forwards && context.draft.contains(subnet, index)).then_some(index)
    };
    context.draft.nodes.iter().enumerate().filter_map(is_one)
}

/// The attachment of a transit gateway or a core network on the border of a VPC.
fn attachment(context: &Context, gateway: &LogicalId, path: &str, vpc: NodeIndex) -> Option<NodeIndex> {
    let users = context.resources.users(gateway).into_iter();
    let is_attached = |user: &&LogicalId| context.resources.named_at(user, path).contains(&gateway);
    let nodes = users.filter(is_attached).filter_map(|user| context.main(user));
    nodes.into_iter().find(|&node| context.draft.nodes[node].parent == Some(vpc))
}

/// The icon of what a route leads to: of a firewall that spans zones the one in the zone of the subnet.
fn nearest_icon(context: &Context, hop: &LogicalId, subnet: NodeIndex) -> Option<NodeIndex> {
    let stands = context.stands.get(hop)?;
    let icons: Vec<NodeIndex> = stands
        .iter()
        .copied()
        .filter(|&node| matches!(context.draft.nodes[node].shape, Shape::Icon(_)))
        .collect();
    nearest(&context.draft, &icons, subnet)
}

fn name(context: &Context, node: NodeIndex) -> String {
    match &context.draft.nodes[node].resource {
        Some(id) => name_of(context.resources, id).to_string(),
        None => context.draft.nodes[node].id.to_string(),
    }
}
