//! Which flows say by an arrow head where they lead.

use crate::catalog::{self, Role};
use crate::maps::{IndexMap, IndexSet};

use super::context::Context;
use super::hosting;
use super::{Link, LinkKind, NodeIndex};

/// Returns the flows that have a head, by their positions: all but those of a load balancer to its targets, which everybody
/// knows to read, and those that go both ways.
pub(super) fn pointed(context: &Context) -> IndexSet<usize> {
    let flows = |link: &&Link| link.kind == LinkKind::Flow;
    let pointed =
        |link: &Link| !is_balanced(context, link) && !ends(link).any(|end| is_two_way(context, end));
    let links = context.draft.links.iter().enumerate();
    links.filter(|(_, link)| flows(link) && pointed(link)).map(|(at, _)| at).collect()
}

/// Returns all links, of the connections between two that packets pass both ways one alone; `None` where there is no more.
pub(super) fn without_repeats(context: &Context) -> Option<Vec<Link>> {
    let mut known: IndexMap<[NodeIndex; 2], usize> = IndexMap::new();
    let mut kept: Vec<Link> = Vec::new();
    for link in &context.draft.links {
        let is_connection = link.kind == LinkKind::Flow && ends(link).all(|end| is_two_way(context, end));
        let both = [link.source.min(link.target), link.source.max(link.target)];
        let first = is_connection.then(|| known.get(&both).and_then(|&at| kept.get_mut(at))).flatten();
        match first {
            Some(first) => {
                first.ghost &= link.ghost;
                let new = link.folded.iter().filter(|id| !first.folded.contains(id)).cloned();
                first.folded.extend(new.collect::<Vec<_>>());
            }
            None => {
                if is_connection {
                    known.insert(both, kept.len());
                }
                kept.push(link.clone());
            }
        }
    }
    (kept.len() < context.draft.links.len()).then_some(kept)
}

/// Returns whether a load balancer leads to a target, rather than to where it writes its logs.
fn is_balanced(context: &Context, link: &Link) -> bool {
    let source = &context.draft.nodes[link.source];
    let role = source.resource.as_ref().and_then(|id| context.resources.role(id));
    (role == Some(Role::Balancer) || hosting::is_balancer(source)) && short_name(context, link.target) != LOGS
}

/// The resources that load balancers write their logs to.
const LOGS: &str = "S3::Bucket";

/// The types that connect networks, by the beginning of its type: packets pass it in both directions.
const TWO_WAY: [&str; 10] = [
    "DirectConnect::",
    "EC2::CarrierGateway",
    "EC2::CustomerGateway",
    "EC2::InternetGateway",
    "EC2::LocalGateway",
    "EC2::TransitGateway",
    "EC2::VPCPeeringConnection",
    "EC2::VPNConnection",
    "EC2::VPNGateway",
    "NetworkManager::",
];

fn is_two_way(context: &Context, node: NodeIndex) -> bool {
    let short = short_name(context, node);
    TWO_WAY.iter().any(|beginning| short.starts_with(beginning))
}

fn short_name<'c>(context: &'c Context, node: NodeIndex) -> &'c str {
    context.draft.nodes[node].type_name.as_deref().map_or("", catalog::short_name)
}

fn ends(link: &Link) -> impl Iterator<Item = NodeIndex> {
    [link.source, link.target].into_iter()
}
