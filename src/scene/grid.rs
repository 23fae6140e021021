//! The grid of a VPC: which zone is which column, which tier which rows.

use crate::maps::{IndexMap, IndexSet};
use crate::sorting;

use super::network::{Column, Network, Subnet, Zone};
use super::routing::Tier;

/// Gives every subnet of a VPC its column and row.
pub(super) fn arrange(network: &mut Network, vpc: usize) {
    let members: Vec<usize> = (0..network.subnets.len()).filter(|&i| network.subnets[i].vpc == vpc).collect();
    let zones = zones(network, &members);
    let mut columns: Vec<Column> = zones.iter().map(|zone| Column { zone: Some(zone.clone()) }).collect();
    // Where routes tell no more, what keeps data stands below what comes for it.
    let mut zoned = members.clone();
    zoned.retain(|&i| network.subnets[i].zone.is_some());
    sorting::by_key(&mut zoned, |&i| network.subnets[i].stores);
    for &i in &zoned {
        let subnet = &mut network.subnets[i];
        subnet.column =
            zones.iter().position(|known| subnet.zone.as_ref() == Some(known)).unwrap_or_default();
    }
    let subnet_groups = loose_subnet_groups(network, &members);
    for subnet_group in &subnet_groups {
        let in_row = row_length(subnet_group.len());
        for (ordinal, &i) in subnet_group.iter().enumerate() {
            network.subnets[i].column = zones.len() + ordinal % in_row;
        }
        while columns.len() < zones.len() + in_row {
            columns.push(Column { zone: None });
        }
    }
    for (i, row) in rows(network, &members, &zoned, &subnet_groups) {
        network.subnets[i].row = row;
    }
    network.vpcs[vpc].alone =
        subnet_groups.is_empty() && !members.is_empty() && members.len() == columns.len();
    network.vpcs[vpc].columns = columns;
}

/// The row of each subnet, once they have columns: tiers stand one below the other, each as many rows high as the column with
/// most of its subnets.
fn rows(
    network: &Network,
    members: &[usize],
    zoned: &[usize],
    subnet_groups: &[Vec<usize>],
) -> Vec<(usize, usize)> {
    let shared = private_tiers_share_a_row(network, members);
    let row_tier = |subnet: &Subnet| match subnet.tier {
        Tier::Isolated if shared => Tier::Egress,
        tier => tier,
    };
    let mut lines = lines(network, zoned, &row_tier);
    let mut begun: IndexMap<Tier, usize> = IndexMap::new();
    for subnet_group in subnet_groups {
        let in_row = row_length(subnet_group.len());
        let Some(tier) = subnet_group.first().map(|&i| row_tier(&network.subnets[i])) else {
            continue;
        };
        let first = begun.entry(tier).or_default();
        lines.extend(
            subnet_group.iter().enumerate().map(|(ordinal, &i)| (i, (tier, *first + ordinal / in_row))),
        );
        *first += subnet_group.len().div_ceil(in_row);
    }
    let mut heights: IndexMap<Tier, usize> = IndexMap::new();
    for &(tier, line) in lines.values() {
        let height = heights.entry(tier).or_default();
        *height = (*height).max(line + 1);
    }
    let above = |tier: Tier| {
        heights.iter().filter(|(other, _)| **other < tier).map(|(_, height)| height).sum::<usize>()
    };
    lines.into_iter().map(|(i, (tier, line))| (i, above(tier) + line)).collect()
}

/// The row of each subnet in a zone among those of its tier; those that somebody names together keep to one row.
fn lines(
    network: &Network,
    zoned: &[usize],
    row_tier: &dyn Fn(&Subnet) -> Tier,
) -> IndexMap<usize, (Tier, usize)> {
    let mut lines: IndexMap<usize, (Tier, usize)> = IndexMap::new();
    let mut filled: IndexSet<(Tier, usize, usize)> = IndexSet::new();
    for &i in zoned {
        let subnet = &network.subnets[i];
        let tier = row_tier(subnet);
        let subnet_group: Vec<usize> = match subnet.subnet_group {
            Some(_) => zoned.iter().copied().filter(|&other| is_of_group(network, i, other)).collect(),
            None => vec![i],
        };
        let column = |i: usize| network.subnets[i].column;
        let of_group = subnet_group.iter().filter_map(|mate| lines.get(mate)).map(|(_, line)| *line);
        let known = of_group.max().filter(|&line| !filled.contains(&(tier, column(i), line)));
        let is_free =
            |line: &usize| subnet_group.iter().all(|&mate| !filled.contains(&(tier, column(mate), *line)));
        let line = known.or_else(|| (0..=zoned.len()).find(is_free)).unwrap_or_default();
        filled.insert((tier, column(i), line));
        lines.insert(i, (tier, line));
    }
    lines
}

fn is_of_group(network: &Network, one: usize, other: usize) -> bool {
    let key =
        |i: usize| (network.subnets[i].tier, network.subnets[i].stores, network.subnets[i].subnet_group);
    key(one) == key(other)
}

/// The zones of a VPC's subnets, in the order of its columns.
fn zones(network: &Network, members: &[usize]) -> Vec<Zone> {
    let mut zones: Vec<Zone> = Vec::new();
    for zone in members.iter().filter_map(|&i| network.subnets[i].zone.as_ref()) {
        if !zones.contains(zone) {
            zones.push(zone.clone());
        }
    }
    // Positions and names have an order of their own; with anything deferred among them, the template's is best.
    let by_index = zones.iter().all(|zone| matches!(zone, Zone::Index(_)));
    let of_lists = zones.iter().all(|zone| matches!(zone, Zone::Item(..)));
    if by_index || of_lists || zones.iter().all(|zone| matches!(zone, Zone::Name(_))) {
        sorting::plain(&mut zones);
    }
    zones
}

/// Subnets that leave the zone to AWS, or whose zone the template does not say: they stand right of the zones, tier by
/// tier, and those side by side that somebody names together, since these are in different zones.
fn loose_subnet_groups(network: &Network, members: &[usize]) -> Vec<Vec<usize>> {
    let mut subnet_groups: IndexMap<(Tier, bool, usize), Vec<usize>> = IndexMap::new();
    // Those that nobody names together are a subnet group of their own.
    let mut others: IndexMap<(Tier, bool), usize> = IndexMap::new();
    for &i in members {
        let Subnet { tier, stores, subnet_group, ref zone, .. } = network.subnets[i];
        if zone.is_none() {
            let subnet_group = subnet_group.unwrap_or_else(|| *others.entry((tier, stores)).or_insert(i));
            subnet_groups.entry((tier, stores, subnet_group)).or_default().push(i);
        }
    }
    let mut subnet_groups: Vec<((Tier, bool, usize), Vec<usize>)> = subnet_groups.into_iter().collect();
    sorting::by_key(&mut subnet_groups, |(key, _)| *key);
    subnet_groups.into_iter().map(|(_, subnet_group)| subnet_group).collect()
}

/// Returns whether private subnets stand in one row whatever they reach: where no zone has both kinds, two rows would be
/// half empty (a NAT gateway that only one zone uses).
fn private_tiers_share_a_row(network: &Network, members: &[usize]) -> bool {
    let columns = |tier: Tier| {
        let subnets = members.iter().map(|&i| &network.subnets[i]);
        subnets.filter(move |subnet| subnet.tier == tier).map(|subnet| subnet.column)
    };
    let egress: IndexSet<usize> = columns(Tier::Egress).collect();
    columns(Tier::Isolated).all(|column| !egress.contains(&column))
}

/// Returns how many subnets without zones stand side by side: as few rows as a page takes, and then all of them alike.
fn row_length(count: usize) -> usize {
    /// More are wider than a page.
    const MOST: usize = 4;
    count.div_ceil(count.div_ceil(MOST).max(1)).max(1)
}
