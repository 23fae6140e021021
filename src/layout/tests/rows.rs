//! Tests of proportions: what stands side by side, and what in rows.

use super::*;

/// Zones with a spanning box around one icon of each; gives the subnets, the icons and the box.
fn spanned(draft: &mut Draft, count: usize) -> (Vec<NodeIndex>, Vec<NodeIndex>, NodeIndex) {
    let (vpc, subnets) = zones(draft, count);
    let icon = |(i, &subnet): (usize, &NodeIndex)| draft.icon(&format!("In{i}"), Some(subnet), Place::Flow);
    let members: Vec<NodeIndex> = subnets.iter().enumerate().map(icon).collect();
    let group = draft.around("Group", Some(vpc), &members);
    (subnets, members, group)
}

/// Returns how many different numbers there are.
fn different(values: impl Iterator<Item = f64>) -> usize {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.dedup_by(|a, b| (*a - *b).abs() < 0.01);
    values.len()
}

#[test]
fn two_icons_stand_side_by_side() {
    let mut draft = Draft::default();
    let group = draft.plain("Group", None, Place::Flow);
    let icons = ["one", "two"].map(|id| draft.icon(id, Some(group), Place::Flow));
    let drawing = draft.arranged();
    assert_eq!(drawing.nodes[icons[0]].rect.y, drawing.nodes[icons[1]].rect.y);
}

#[test]
fn an_icon_alone_in_an_outer_zone_stands_beside_what_spans() {
    let mut draft = Draft::default();
    let (subnets, members, group) = spanned(&mut draft, 3);
    let first = draft.icon("First", Some(subnets[0]), Place::Flow);
    let last = draft.icon("Last", Some(subnets[2]), Place::Flow);
    let drawing = draft.arranged();
    let rect = |node: NodeIndex| drawing.nodes[node].rect;
    assert_eq!(different([first, members[0], last].map(|node| rect(node).y).into_iter()), 1);
    assert!(rect(first).right() < rect(group).x && rect(group).right() < rect(last).x);
    assert!(drawing.nodes[group].parts.is_empty());
    assert_eq!(different(subnets.iter().map(|&subnet| rect(subnet).w)), 1, "zones are equally wide");
}

#[test]
fn where_a_zone_between_has_an_icon_too_all_stand_below_what_spans() {
    let mut draft = Draft::default();
    let (subnets, _, group) = spanned(&mut draft, 3);
    let loose: Vec<NodeIndex> =
        subnets.iter().map(|&subnet| draft.icon("Loose", Some(subnet), Place::Flow)).collect();
    let drawing = draft.arranged();
    for icon in loose {
        assert!(drawing.nodes[icon].rect.y > drawing.nodes[group].rect.bottom());
    }
}

#[test]
fn nothing_stands_between_what_spans_and_what_it_is_linked_with_outside() {
    let mut draft = Draft::default();
    let (subnets, members, group) = spanned(&mut draft, 2);
    let loose = draft.icon("Loose", Some(subnets[1]), Place::Flow);
    let table = draft.icon("Table", None, Place::Beside(Side::Right));
    draft.link(members[1], table);
    let drawing = draft.arranged();
    assert!(drawing.nodes[loose].rect.y > drawing.nodes[group].rect.bottom());
}

#[test]
fn a_high_fan_stands_in_two_columns() {
    for (count, columns) in [(7, 1), (11, 2)] {
        let mut draft = Draft::default();
        let topic = draft.icon("topic", None, Place::Flow);
        let queues: Vec<NodeIndex> =
            (0..count).map(|i| draft.icon(&format!("queue-{i}"), None, Place::Flow)).collect();
        queues.iter().for_each(|&queue| draft.link(topic, queue));
        let drawing = draft.arranged();
        assert_eq!(different(queues.iter().map(|&queue| drawing.nodes[queue].rect.x)), columns);
    }
}

#[test]
fn small_boxes_stand_below_large_ones() {
    let mut draft = Draft::default();
    let large = |draft: &mut Draft, id: &str| {
        let vpc = draft.titled(id, None, Place::Flow);
        for column in 0..2 {
            draft.titled("Subnet", Some(vpc), Place::Cell { column, row: 0 });
        }
        vpc
    };
    let first = large(&mut draft, "First");
    let small = draft.plain("Small", None, Place::Flow);
    let second = large(&mut draft, "Second");
    let drawing = draft.arranged();
    let rect = |node: NodeIndex| drawing.nodes[node].rect;
    assert!(rect(small).y > rect(first).y && rect(small).y > rect(second).y);
}

/// So many VPCs with hosts, the first of them linked with what sits on a side of the last; gives these, and that.
fn peered(count: usize, side: Side) -> (Draft, Vec<NodeIndex>, NodeIndex) {
    let mut draft = Draft::default();
    let mut vpc = || {
        let (vpc, subnets) = zones(&mut draft, 2);
        for subnet in subnets {
            for _ in 0..6 {
                draft.icon("Host", Some(subnet), Place::Flow);
            }
        }
        vpc
    };
    let vpcs: Vec<NodeIndex> = (0..count).map(|_| vpc()).collect();
    let peering = draft.icon("Peering", vpcs.last().copied(), Place::Border(side));
    draft.link(vpcs[0], peering);
    (draft, vpcs, peering)
}

#[test]
fn large_boxes_in_rows_stand_in_columns() {
    let (draft, vpcs, _) = peered(4, Side::Left);
    let drawing = draft.arranged();
    let of = |position: fn(&Rect) -> f64| {
        vpcs.iter().map(|&vpc| position(&drawing.nodes[vpc].rect)).collect::<Vec<f64>>()
    };
    assert_eq!(different(of(|rect| rect.y).into_iter()), 2, "{:?}", of(|rect| rect.y));
    assert_eq!(different(of(|rect| rect.x).into_iter()), 2, "{:?}", of(|rect| rect.x));
}

#[test]
fn who_is_linked_with_what_is_above_faces_the_side_that_nothing_stands_beside() {
    let (mut draft, vpcs, peering) = peered(3, Side::Right);
    let bucket = draft.icon("Bucket", None, Place::Beside(Side::Right));
    draft.link(vpcs[2], bucket);
    let drawing = draft.arranged();
    let (above, below) = (drawing.nodes[vpcs[0]].rect, drawing.nodes[vpcs[2]].rect);
    assert!(above.bottom() <= below.y && below.right() > above.x);
    assert_eq!(drawing.nodes[peering].rect.centre().x, below.x);
}

#[test]
fn chains_side_by_side_are_folded_together_and_run_straight() {
    let mut draft = Draft::default();
    let topic = draft.icon("topic", None, Place::Flow);
    let mut rows: Vec<(NodeIndex, NodeIndex)> = Vec::new();
    for i in 0..8 {
        let queue = draft.icon(&format!("queue-{i}"), None, Place::Flow);
        let worker = draft.icon(&format!("worker-{i}"), None, Place::Flow);
        draft.link(topic, queue);
        draft.link(queue, worker);
        rows.push((queue, worker));
    }
    let drawing = draft.arranged();
    let rect = |node: NodeIndex| drawing.nodes[node].rect;
    for &(queue, worker) in &rows {
        assert!((rect(queue).y - rect(worker).y).abs() < 0.5, "{:?} {:?}", rect(queue), rect(worker));
        assert!(rect(queue).x < rect(worker).x);
    }
    assert_eq!(different(rows.iter().flat_map(|&(queue, worker)| [rect(queue).x, rect(worker).x])), 4);
}
