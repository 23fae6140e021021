//! Hosts that name each other, as those of a cluster do in their start scripts: one line with a head at both of its ends instead
//! of two, and where each names each a chain from one to the next instead of a line between every two.

use crate::catalog;
use crate::maps::IndexSet;
use crate::sorting;
use crate::template::LogicalId;

use super::context::Context;
use super::{Head, Link, NodeIndex};

/// The types of hosts, each alone or several alike.
const HOSTS: [&str; 3] = ["AutoScaling::AutoScalingGroup", "EC2::Instance", "EC2::SpotFleet"];

/// Returns all links, two as one line and those of a cluster as a chain; `None` where there are no such hosts.
pub(super) fn joined(context: &Context) -> Option<Vec<Link>> {
    let draft = &context.draft;
    let is_host = |node: NodeIndex| {
        draft.nodes[node].type_name.as_deref().is_some_and(|of| HOSTS.contains(&catalog::short_name(of)))
    };
    let named: IndexSet<(NodeIndex, NodeIndex)> = draft
        .links
        .iter()
        .filter(|link| link.head == Head::Open && is_host(link.source) && is_host(link.target))
        .map(|link| (link.source, link.target))
        .collect();
    let mutual: IndexSet<(NodeIndex, NodeIndex)> =
        named.iter().filter(|&&(one, other)| named.contains(&(other, one))).copied().collect();
    if mutual.is_empty() {
        return None;
    }
    let kept = kept(context, &mutual);
    let title = |one: NodeIndex, other: NodeIndex| {
        let title = |from, to| {
            let link = context.draft.links.iter().find(|link| (link.source, link.target) == (from, to));
            link.map_or("", |link| &*link.title)
        };
        format!("{}\n{}", title(one, other), title(other, one))
    };
    let titles: Vec<String> = kept.iter().map(|&(one, other)| title(one, other)).collect();
    let goes = |link: &Link| {
        let ends = (link.source, link.target);
        mutual.contains(&ends) && !kept.contains(&ends)
    };
    let (gone, mut links): (Vec<Link>, Vec<Link>) = draft.links.iter().cloned().partition(goes);
    for link in &mut links {
        let Some(at) = kept.get_index_of(&(link.source, link.target)) else { continue };
        (link.head, link.title) = (Head::Both, titles.get(at).cloned().unwrap_or_default());
        // By which address a host is named leads to it still.
        for led in gone.iter().filter(|gone| [link.source, link.target].contains(&gone.target)) {
            let new: Vec<LogicalId> =
                led.folded.iter().filter(|id| !link.folded.contains(id)).cloned().collect();
            link.folded.extend(new);
        }
    }
    Some(links)
}

/// The lines that are kept of those between hosts that name each other.
fn kept(context: &Context, mutual: &IndexSet<(NodeIndex, NodeIndex)>) -> IndexSet<(NodeIndex, NodeIndex)> {
    let mut kept = IndexSet::new();
    let mut seen = IndexSet::new();
    for &(host, _) in mutual {
        let partners = mutual.iter().filter(|(one, _)| *one == host).map(|(_, other)| *other);
        let mut cluster: Vec<NodeIndex> = [host].into_iter().chain(partners).collect();
        let is_each =
            |one: &NodeIndex| cluster.iter().all(|other| one == other || mutual.contains(&(*one, *other)));
        if cluster.len() > 2 && cluster.iter().all(is_each) {
            // Those of one subnet follow each other, and whoever is there comes before whoever would be.
            let place = |node: &NodeIndex| {
                let found = &context.draft.nodes[*node];
                (found.ghost, found.parent, *node)
            };
            sorting::by_key(&mut cluster, place);
            if seen.insert(cluster.clone()) {
                kept.extend(cluster.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))));
            }
        } else {
            kept.extend(cluster.into_iter().filter(|other| *other > host).map(|other| (host, other)));
        }
    }
    kept
}
