//! Tests of the passes together, on scenes made by hand.

mod rows;
mod steps;

use std::rc::Rc;

use crate::scene::{
    Anchor, Badge, BoxStyle, Dash, Fact, Head, Icon, Ink, Label, Link, LinkKind, Node, NodeIndex, Place,
    Scene, Shape, Side,
};

use super::{Drawing, PlacedText, Rect, SansMetrics, arrange};

/// A scene that grows node by node.
#[derive(Default)]
struct Draft(Scene);

impl Draft {
    fn add(
        &mut self,
        id: &str,
        parent: Option<NodeIndex>,
        place: Place,
        shape: Shape,
        anchor: Anchor,
    ) -> NodeIndex {
        let label = Label { text: id.into(), anchor, size: 12.0, ink: Ink::Ink };
        self.0.nodes.push(Node {
            id: id.into(),
            parent,
            place,
            shape,
            label: Some(label),
            ..Node::default()
        });
        self.0.nodes.len() - 1
    }

    fn titled(&mut self, id: &str, parent: Option<NodeIndex>, place: Place) -> NodeIndex {
        let badge = Some(Icon::Glyph("vpc", Ink::Green));
        let style = BoxStyle { stroke: Ink::Green, fill: Ink::None, dash: Dash::Solid, badge };
        self.add(id, parent, place, Shape::Box(style), Anchor::TopLeft)
    }

    fn plain(&mut self, id: &str, parent: Option<NodeIndex>, place: Place) -> NodeIndex {
        let style = BoxStyle { stroke: Ink::Red, fill: Ink::None, dash: Dash::Solid, badge: None };
        self.add(id, parent, place, Shape::Box(style), Anchor::Bottom)
    }

    fn icon(&mut self, id: &str, parent: Option<NodeIndex>, place: Place) -> NodeIndex {
        self.add(id, parent, place, Shape::Icon(Icon::Glyph("instance", Ink::Orange)), Anchor::Below)
    }

    fn around(&mut self, id: &str, parent: Option<NodeIndex>, members: &[NodeIndex]) -> NodeIndex {
        let index = self.plain(id, parent, Place::Around);
        self.0.nodes[index].members = members.to_vec();
        index
    }

    fn link(&mut self, source: NodeIndex, target: NodeIndex) {
        self.0.links.push(Link {
            source,
            target,
            kind: LinkKind::Flow,
            ink: Ink::Black,
            dash: Dash::Dotted,
            head: Head::None,
            label: None,
            title: String::new(),
            ghost: false,
            folded: Vec::new(),
        });
    }

    /// Places the scene; nothing overlaps, and everything is in its parent and in the drawing.
    fn arranged(self) -> Drawing {
        let drawing = arrange(Rc::new(self.0), &SansMetrics);
        check(&drawing);
        drawing
    }
}

/// Returns a VPC with as many zones, each filled by its subnet; gives the VPC and the subnets.
fn zones(draft: &mut Draft, count: usize) -> (NodeIndex, Vec<NodeIndex>) {
    let vpc = draft.titled("VPC", None, Place::Flow);
    let subnets = (0..count)
        .map(|column| {
            let zone = draft.plain(&format!("AZ {column}"), Some(vpc), Place::Cell { column, row: 0 });
            draft.titled(&format!("Subnet {column}"), Some(zone), Place::Fill)
        })
        .collect();
    (vpc, subnets)
}

fn check(drawing: &Drawing) {
    let nodes = &drawing.scene.nodes;
    let page = Rect { x: 0.0, y: 0.0, w: drawing.width, h: drawing.height };
    for (i, node) in nodes.iter().enumerate() {
        let rect = drawing.nodes[i].rect;
        assert!(page.contains(&rect), "{} is on the page: {rect:?}", node.id);
        for badge in &drawing.nodes[i].badges {
            assert!(page.contains(badge), "the badges of {} are on the page: {badge:?}", node.id);
        }
        for text in texts(drawing, i) {
            assert!(page.contains(&text.rect), "the text of {} is on the page: {:?}", node.id, text.rect);
        }
        let parent = node.parent.filter(|_| !matches!(node.place, Place::Border(_)));
        if let Some(parent) = parent {
            assert!(drawing.nodes[parent].rect.grown(0.01).contains(&rect), "{} is in its parent", node.id);
        }
        for j in i + 1..nodes.len() {
            if is_icon(&nodes[i]) && is_icon(&nodes[j]) {
                assert!(!rect.overlaps(&drawing.nodes[j].rect), "{} and {}", node.id, nodes[j].id);
            }
            for a in texts(drawing, i) {
                for b in texts(drawing, j) {
                    assert!(!a.rect.overlaps(&b.rect), "the texts of {} and {}", node.id, nodes[j].id);
                }
            }
        }
    }
}

fn is_icon(node: &Node) -> bool {
    matches!(node.shape, Shape::Icon(_))
}

fn texts(drawing: &Drawing, index: NodeIndex) -> impl Iterator<Item = &PlacedText> {
    let node = &drawing.nodes[index];
    node.label.iter().chain(&node.facts)
}

#[test]
fn nothing_at_all_is_a_drawing_too() {
    let drawing = Draft::default().arranged();
    assert!(drawing.nodes.is_empty() && drawing.width >= 0.0);
}

#[test]
fn a_subnet_fills_its_zone() {
    let mut draft = Draft::default();
    let (_, subnets) = zones(&mut draft, 2);
    let drawing = draft.arranged();
    for subnet in subnets {
        let zone = drawing.scene.nodes[subnet].parent.expect("a subnet is in a zone");
        assert_eq!(drawing.nodes[subnet].rect, drawing.nodes[zone].rect);
    }
}

#[test]
fn a_group_spans_its_members_and_nobody_else() {
    let mut draft = Draft::default();
    let (vpc, subnets) = zones(&mut draft, 3);
    let members: Vec<NodeIndex> = subnets
        .iter()
        .enumerate()
        .map(|(i, &s)| draft.icon(&format!("In{i}"), Some(s), Place::Flow))
        .collect();
    let stranger = draft.icon("Stranger", Some(subnets[1]), Place::Flow);
    let group = draft.around("Group", Some(vpc), &members);
    let drawing = draft.arranged();
    let rect = drawing.nodes[group].rect;
    for member in members {
        assert!(rect.contains(&drawing.nodes[member].rect));
    }
    assert!(!rect.overlaps(&drawing.nodes[stranger].rect));
    assert!(drawing.nodes[group].parts.is_empty());
}

#[test]
fn a_group_over_two_tiers_is_in_parts() {
    let mut draft = Draft::default();
    let vpc = draft.titled("VPC", None, Place::Flow);
    let zone = draft.plain("AZ", Some(vpc), Place::Cell { column: 0, row: 0 });
    let mut icons = Vec::new();
    for row in 0..2 {
        let subnet = draft.titled(&format!("Subnet{row}"), Some(zone), Place::Cell { column: 0, row });
        icons.push(draft.icon(&format!("Host{row}"), Some(subnet), Place::Flow));
    }
    let group = draft.around("Group", Some(vpc), &icons);
    let drawing = draft.arranged();
    assert_eq!(drawing.nodes[group].parts.len(), 2);
}

#[test]
fn groups_in_groups_are_nested() {
    let mut draft = Draft::default();
    let (vpc, subnets) = zones(&mut draft, 2);
    let members: Vec<NodeIndex> = subnets
        .iter()
        .enumerate()
        .map(|(i, &s)| draft.icon(&format!("In{i}"), Some(s), Place::Flow))
        .collect();
    let inner = draft.around("Inner", Some(vpc), &members);
    let outer = draft.around("Outer", Some(vpc), &[inner]);
    let drawing = draft.arranged();
    assert!(drawing.nodes[outer].rect.contains(&drawing.nodes[inner].rect));
    assert_ne!(drawing.nodes[outer].rect, drawing.nodes[inner].rect);
}

#[test]
fn a_group_in_a_group_that_holds_more_stays_in_one_piece() {
    let mut draft = Draft::default();
    let (vpc, subnets) = zones(&mut draft, 2);
    let left = draft.icon("left", Some(subnets[0]), Place::Flow);
    let alone = draft.icon("alone", Some(subnets[0]), Place::Flow);
    let right = draft.icon("right", Some(subnets[1]), Place::Flow);
    let inner = draft.around("inner", Some(vpc), &[left, right]);
    let outer = draft.around("outer", Some(vpc), &[inner, alone]);
    let drawing = draft.arranged();
    let rect = |node: NodeIndex| drawing.nodes[node].rect;
    assert!(rect(inner).contains(&rect(left)) && rect(inner).contains(&rect(right)), "{:?}", rect(inner));
    assert!(!rect(inner).overlaps(&rect(alone)), "{:?} {:?}", rect(inner), rect(alone));
    assert!(rect(outer).contains(&rect(inner)));
}

#[test]
fn a_group_with_facts_in_a_group_over_three_zones_leaves_both_in_one_piece() {
    let mut draft = Draft::default();
    let (vpc, subnets) = zones(&mut draft, 3);
    let icons: Vec<NodeIndex> =
        subnets.iter().map(|&subnet| draft.icon("node", Some(subnet), Place::Flow)).collect();
    let inner = draft.around("inner", Some(vpc), &icons);
    draft.0.nodes[inner].facts = vec![Fact { name: "itself".into(), ..Fact::new("all ← ") }];
    let outer = draft.around("outer", Some(vpc), &[inner]);
    let drawing = draft.arranged();
    for node in [inner, outer] {
        assert!(drawing.nodes[node].parts.is_empty(), "{:?}", drawing.nodes[node].parts);
    }
}

#[test]
fn tiers_line_up_across_zones() {
    let mut draft = Draft::default();
    let vpc = draft.titled("VPC", None, Place::Flow);
    let mut subnets = Vec::new();
    for column in 0..3 {
        let zone = draft.plain(&format!("AZ{column}"), Some(vpc), Place::Cell { column, row: 0 });
        // The first zone has no first tier.
        for row in usize::from(column == 0)..3 {
            let id = format!("S{column}{row}");
            let subnet = draft.titled(&id, Some(zone), Place::Cell { column, row });
            for i in 0..column * row {
                draft.icon(&format!("{id}I{i}"), Some(subnet), Place::Flow);
            }
            subnets.push((row, subnet));
        }
    }
    let drawing = draft.arranged();
    for &(row, a) in &subnets {
        for &(other, b) in &subnets {
            assert_eq!(row == other, drawing.nodes[a].rect.y == drawing.nodes[b].rect.y);
        }
    }
}

#[test]
fn icons_on_a_border_are_centred_on_it() {
    let mut draft = Draft::default();
    let (vpc, _) = zones(&mut draft, 1);
    let icons: Vec<(Side, NodeIndex)> = [Side::Top, Side::Right, Side::Bottom, Side::Left]
        .into_iter()
        .map(|side| (side, draft.icon(&format!("{side:?}"), Some(vpc), Place::Border(side))))
        .collect();
    let drawing = draft.arranged();
    let vpc = drawing.nodes[vpc].rect;
    for (side, icon) in icons {
        let centre = drawing.nodes[icon].rect.centre();
        match side {
            Side::Top => assert_eq!((centre.x, centre.y), (vpc.centre().x, vpc.y)),
            Side::Right => assert_eq!(centre.x, vpc.right()),
            Side::Bottom => assert_eq!(centre.y, vpc.bottom()),
            Side::Left => assert_eq!(centre.x, vpc.x),
        }
    }
}

#[test]
fn icons_on_one_side_of_an_empty_box_keep_clear_of_each_other() {
    let mut draft = Draft::default();
    let vpc = draft.titled("Vpc", None, Place::Flow);
    let icons: Vec<NodeIndex> =
        (0..4).map(|i| draft.icon(&format!("endpoint-{i}"), Some(vpc), Place::Border(Side::Right))).collect();
    let drawing = draft.arranged();
    for pair in icons.windows(2) {
        let (above, below) = (drawing.nodes[pair[0]].rect, drawing.nodes[pair[1]].rect);
        assert!(below.y - above.bottom() > 20.0, "no room for a label between {above:?} and {below:?}");
    }
}

#[test]
fn what_stands_beside_is_outside_in_the_row_of_what_uses_it() {
    let mut draft = Draft::default();
    let (vpc, _) = zones(&mut draft, 2);
    let above = draft.icon("Balancer", Some(vpc), Place::Above);
    let beside: Vec<NodeIndex> = (0..9)
        .map(|i| draft.icon(&format!("files-of-everybody-{i}"), None, Place::Beside(Side::Right)))
        .collect();
    draft.icon("Names", None, Place::Beside(Side::Left));
    draft.icon("Edge", None, Place::Beside(Side::Top));
    draft.icon("Logs", None, Place::Beside(Side::Bottom));
    let drawing = draft.arranged();
    assert_eq!(drawing.nodes[beside[0]].rect.centre().y, drawing.nodes[above].rect.centre().y);
    for icon in beside {
        assert!(drawing.nodes[icon].rect.x > drawing.nodes[vpc].rect.right());
    }
}

#[test]
fn a_flow_runs_from_left_to_right() {
    let mut draft = Draft::default();
    let ids = ["api", "function", "table"];
    let chain: Vec<NodeIndex> = ids.iter().map(|id| draft.icon(id, None, Place::Flow)).collect();
    draft.link(chain[1], chain[2]);
    draft.link(chain[0], chain[1]);
    draft.icon("alone", None, Place::Flow);
    let drawing = draft.arranged();
    let rects: Vec<Rect> = chain.iter().map(|&node| drawing.nodes[node].rect).collect();
    assert!(rects[0].right() < rects[1].x && rects[1].right() < rects[2].x);
    assert!(rects[0].y == rects[1].y && rects[1].y == rects[2].y);
}

#[test]
fn badges_of_the_last_icon_are_on_the_page() {
    let mut draft = Draft::default();
    let api = draft.icon("api", None, Place::Flow);
    let web = draft.icon("web", None, Place::Flow); // a label no wider than the icon
    draft.link(api, web);
    let icon = Icon::Glyph("log-group", Ink::Pink);
    draft.0.nodes[web].badges = vec![Badge { icon, title: "Logs".into(), resource: None }];
    let drawing = draft.arranged();
    let [badge] = drawing.nodes[web].badges[..] else { panic!("one badge") };
    assert!(badge.right() > drawing.nodes[web].rect.right());
    assert!(drawing.width >= badge.right() + 2.0, "with its rim");
}

#[test]
fn boxes_that_are_linked_themselves_stand_in_their_order_however_much_each_holds() {
    let mut draft = Draft::default();
    let line = draft.titled("Line", None, Place::Flow);
    let steps: Vec<NodeIndex> = [1, 4, 2]
        .iter()
        .enumerate()
        .map(|(step, &count)| {
            let stage = draft.titled(&format!("Stage {step}"), Some(line), Place::Flow);
            for i in 0..count {
                draft.icon(&format!("{step}.{i}"), Some(stage), Place::Flow);
            }
            stage
        })
        .collect();
    draft.link(steps[0], steps[1]);
    draft.link(steps[1], steps[2]);
    let drawing = draft.arranged();
    let rects: Vec<Rect> = steps.iter().map(|&step| drawing.nodes[step].rect).collect();
    assert!(rects[0].right() < rects[1].x && rects[1].right() < rects[2].x, "{rects:?}");
}

#[test]
fn many_links_are_given_room() {
    let place = |links: usize| {
        let mut draft = Draft::default();
        let (vpc, subnets) = zones(&mut draft, 1);
        for i in 0..12 {
            let above = draft.icon(&format!("above-{i}"), Some(vpc), Place::Above);
            let below = draft.icon(&format!("below-{i}"), Some(subnets[0]), Place::Flow);
            if i < links {
                draft.link(above, below);
            }
        }
        draft.arranged().height
    };
    assert!(place(12) > place(2));
}

#[test]
fn what_contradicts_itself_is_still_placed() {
    let mut draft = Draft::default();
    // A parent that comes later, an icon as a parent, members that do not exist, groups that list each other.
    let icon = draft.icon("Icon", Some(9), Place::Fill);
    let child = draft.icon("Child", Some(icon), Place::Cell { column: 7, row: 7 });
    let a = draft.around("A", None, &[icon, 99]);
    let b = draft.around("B", None, &[a, child]);
    draft.0.nodes[a].members.push(b);
    draft.around("Empty", None, &[]);
    let frame = draft.titled("Frame", None, Place::Border(Side::Top));
    draft.titled("Fills", Some(frame), Place::Fill);
    draft.titled("Fills too", Some(frame), Place::Fill);
    draft.link(99, icon);
    draft.link(icon, icon);
    let drawing = arrange(Rc::new(draft.0), &SansMetrics);
    assert_eq!(drawing.nodes.len(), drawing.scene.nodes.len());
    assert!(drawing.nodes.iter().all(|node| node.rect.x.is_finite() && node.rect.w.is_finite()));
}

#[test]
fn more_facts_than_fit_make_the_box_around_grow() {
    let place = |facts: usize| {
        let mut draft = Draft::default();
        let (_, subnets) = zones(&mut draft, 1);
        let group = draft.plain("Group", Some(subnets[0]), Place::Flow);
        draft.icon("Host", Some(group), Place::Flow);
        let fact = |i: usize| Fact { name: "0.0.0.0/0".into(), ..Fact::new(format!("tcp {i} ← ")) };
        draft.0.nodes[group].facts = (0..facts).map(fact).collect();
        draft.arranged().height
    };
    assert_eq!(place(0), place(3));
    assert!(place(12) > place(3));
}

#[test]
fn what_sits_on_a_side_faces_what_it_is_linked_with() {
    let mut draft = Draft::default();
    let (left, subnets) = zones(&mut draft, 1);
    draft.icon("Host", Some(subnets[0]), Place::Flow);
    let (right, subnets) = zones(&mut draft, 1);
    draft.icon("Host", Some(subnets[0]), Place::Flow);
    let peering = draft.icon("Peering", Some(right), Place::Border(Side::Right));
    let endpoint = draft.icon("Endpoint", Some(right), Place::Border(Side::Right));
    draft.link(left, peering);
    let drawing = draft.arranged();
    let rect = |node: NodeIndex| drawing.nodes[node].rect;
    assert!(rect(left).right() < rect(right).x, "{:?} {:?}", rect(left), rect(right));
    assert_eq!(rect(peering).centre().x, rect(right).x);
    assert_eq!(rect(endpoint).centre().x, rect(right).right());
}

#[test]
fn a_row_much_longer_than_the_grid_below_is_several() {
    for (icons, several) in [(3, false), (30, true)] {
        let mut draft = Draft::default();
        let (vpc, subnets) = zones(&mut draft, 2);
        draft.icon("Host", Some(subnets[0]), Place::Flow);
        let above: Vec<NodeIndex> =
            (0..icons).map(|i| draft.icon(&format!("Table {i}"), Some(vpc), Place::Above)).collect();
        let drawing = draft.arranged();
        let mut rows: Vec<f64> = above.iter().map(|&icon| drawing.nodes[icon].rect.y).collect();
        rows.dedup();
        assert_eq!(rows.len() > 1, several);
        assert!(drawing.nodes[vpc].rect.w < 700.0, "{:?}", drawing.nodes[vpc].rect);
    }
}
