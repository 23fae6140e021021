//! Links in trunks, trunks in order.

use super::super::geometry::Point;
use super::field::{Field, Plane, Run};
use super::grid::{self, Port};
use super::nudge;
use super::search::{MOST_VERTICES, Search, Trunk};
use crate::sorting;

/// Routes all links of a field: the corners of each, none where there is no way.
pub fn route(field: &Field) -> Vec<Vec<Point>> {
    let mut found = vec![Vec::new(); field.links.len()];
    if field.links.is_empty() {
        return found;
    }
    let planes = [Plane::new(field, Run::Across), Plane::new(field, Run::Down)];
    let grid = grid::lay(field, &planes);
    if grid.vertices.len() > MOST_VERTICES {
        return found;
    }
    let mut trunks = gather(field);
    let own_boxes = field.own_boxes();
    let mut search = Search::new(&grid, &own_boxes, field.links.len());
    let cost_at = |hub: usize, node: usize, port: Port| port_cost(field, hub, node, port);
    for trunk in &mut trunks {
        search.route(trunk, cost_at);
    }
    /// Drawings of few links are tried again, each trunk in sight of all others.
    const FEW_LINKS: usize = 40;
    if field.links.len() <= FEW_LINKS {
        for _ in 0..2 {
            for trunk in &mut trunks {
                if search.meets_others(trunk) {
                    search.lift(trunk);
                    search.route(trunk, cost_at);
                }
            }
        }
    }
    let mut starts_at_hub = vec![false; field.links.len()];
    for trunk in &trunks {
        for &(link, _) in &trunk.links {
            starts_at_hub[link] = trunk.hub == field.links[link].0;
        }
    }
    for (link, mut points) in nudge::nudge(field, &grid, &planes, &trunks) {
        if starts_at_hub[link] {
            points.reverse();
        }
        found[link] = points;
    }
    found
}

/// Returns what it costs to meet a node of a trunk at a port, beyond the way there: below the label of an icon hardly
/// anything is seen to arrive, and who comes from above arrives at the top.
fn port_cost(field: &Field, hub: usize, node: usize, port: Port) -> u32 {
    /// The cost of leaving an icon below its label.
    const BELOW_LABEL_COST: u32 = 70;
    /// The cost of arriving at the side where the top is in sight.
    const SIDE_COST: u32 = 30;
    let (Some(hub_end), Some(end)) = (field.ends.get(hub), field.ends.get(node)) else { return 0 };
    let (from, to) = (hub_end.rect.centre(), end.rect.centre());
    let is_above = hub != node && hub_end.below < end.rect.y && to.y - from.y > (to.x - from.x).abs();
    match port.out {
        1 if !end.is_box => BELOW_LABEL_COST,
        0 | 2 if is_above => SIDE_COST,
        // Of ways as good the one that meets the middle of a side.
        _ => u32::from(!port.faces),
    }
}

/// Each link goes with the others of its busier end.
fn gather(field: &Field) -> Vec<Trunk> {
    let count = field.ends.len();
    let (mut outs, mut ins) = (vec![0_u32; count], vec![0_u32; count]);
    for &(source, target) in &field.links {
        outs[source] += 1;
        ins[target] += 1;
    }
    let mut trunks: Vec<Trunk> = Vec::new();
    let mut of: [Vec<Option<usize>>; 2] = [vec![None; count], vec![None; count]];
    for (link, &(source, target)) in field.links.iter().enumerate() {
        let at_target = ins[target] >= outs[source];
        let (hub, other) = if at_target { (target, source) } else { (source, target) };
        let index = *of[usize::from(at_target)][hub].get_or_insert_with(|| {
            trunks.push(Trunk { hub, ..Trunk::default() });
            trunks.len() - 1
        });
        trunks[index].links.push((link, other));
    }
    let far = |hub: usize, other: usize| {
        let (a, b) = (field.ends[hub].rect.centre(), field.ends[other].rect.centre());
        ((a.x - b.x).abs() + (a.y - b.y).abs()) as u64
    };
    for trunk in &mut trunks {
        let hub = trunk.hub;
        sorting::by_key(&mut trunk.links, |&(link, other)| (far(hub, other), link));
    }
    // Short ones first: long ones have more ways around them.
    sorting::by_key(&mut trunks, |trunk| {
        let length: u64 = trunk.links.iter().map(|&(_, other)| far(trunk.hub, other)).sum();
        (length, trunk.hub)
    });
    trunks
}
