//! Draws VPCs, their zones and their subnets.

use super::containers::Container;
use super::naming::{label_text, own_label};
use super::network::{Column, Network, Subnet, Zone};
use super::resources::Resources;
use super::routing::Tier;
use super::texts::{self, corner, existing_label, small_corner};
use super::{BoxStyle, Dash, Icon, Ink, Node, NodeKind, Place, Shape, sources};
use crate::eval::MarkedText;

/// A box that is not in the picture yet.
#[derive(Debug)]
pub(super) struct NewBox<'a> {
    /// The container that it is, if any: a zone is none.
    pub container: Option<Container<'a>>,
    /// The box around it, by its position among these.
    pub within: Option<usize>,
    pub node: Node,
}

/// The boxes that a pass gives.
#[derive(Debug)]
pub(super) struct NewBoxes<'a> {
    pub boxes: Vec<NewBox<'a>>,
    /// True if there are more networks than the picture has room for.
    pub is_cut: bool,
}

/// Returns the boxes of every VPC with its zones and subnets, each behind those that it is in.
pub(super) fn boxes<'a>(resources: &Resources<'a>, network: &Network<'a>) -> NewBoxes<'a> {
    let mut boxes = Vec::new();
    for (index, vpc) in network.vpcs.iter().enumerate() {
        let own = boxes.len();
        boxes.push(vpc_box(resources, &vpc.container));
        let stated = vpc.columns.iter().filter(|column| column.zone.is_some()).count();
        let mut zones: Vec<Option<usize>> = Vec::new();
        for (position, column) in vpc.columns.iter().enumerate() {
            let label = column.zone.as_ref().map(|zone| zone_label(zone, &vpc.columns));
            let node = zone_box(&vpc.container, position, column, label.filter(|_| stated > 1));
            zones.push(node.is_some().then_some(boxes.len()));
            boxes.extend(node.map(|node| NewBox { container: None, within: Some(own), node }));
        }
        for (container, subnet) in network.subnets_of(index) {
            let zone = zones.get(subnet.column).copied().flatten();
            let place = match zone {
                Some(_) if vpc.alone => Place::Fill,
                _ => Place::Cell { column: subnet.column, row: subnet.row },
            };
            let node = subnet_box(resources, container, place, subnet);
            boxes.push(NewBox { container: Some(container.clone()), within: zone.or(Some(own)), node });
        }
    }
    NewBoxes { boxes, is_cut: network.is_cut }
}

fn vpc_box<'a>(resources: &Resources<'a>, container: &Container<'a>) -> NewBox<'a> {
    let label = match container {
        Container::Own(id) => label_text(resources, id),
        Container::Existing(existing) => existing_label(existing, "VPC"),
    };
    let style = BoxStyle {
        stroke: Ink::Green,
        fill: Ink::None,
        dash: Dash::Solid,
        badge: Some(Icon::Glyph("vpc", Ink::Green)),
    };
    let node = Node {
        kind: NodeKind::Vpc,
        title: format!("VPC {}", container.full_name()),
        source: sources::of(resources, container),
        label: corner(label, Ink::Grey),
        ..boxed(container, style)
    };
    NewBox { container: Some(container.clone()), within: None, node }
}

/// A dashed column; none where AWS picks the zone.
fn zone_box(
    container: &Container,
    position: usize,
    column: &Column,
    label: Option<MarkedText>,
) -> Option<Node> {
    let (name, title) = match column.zone.as_ref()? {
        Zone::Index(index) => (letter(*index).to_ascii_lowercase(), None),
        Zone::Item(list, index) => {
            let number = index.saturating_add(1);
            (number.to_string(), Some(format!("Availability zone {number} of {list}")))
        }
        Zone::Name(name) => (name.to_string(), None),
        Zone::Deferred(name) => (name.to_string(), None),
    };
    let style = BoxStyle { stroke: Ink::Blue, fill: Ink::None, dash: Dash::Dashed, badge: None };
    Some(Node {
        id: format!("{}/az-{name}", container.name()).into(),
        kind: NodeKind::Zone,
        place: Place::Cell { column: position, row: 0 },
        title: title.unwrap_or_else(|| "Availability zone".into()),
        label: texts::bottom(label.unwrap_or_else(|| "AZ".into()), Ink::Blue),
        shape: Shape::Box(style),
        ..Node::default()
    })
}

/// Returns what a zone is called among those of its VPC.
fn zone_label(zone: &Zone, columns: &[Column]) -> MarkedText {
    match zone {
        Zone::Index(index) => format!("AZ {}", letter(*index)).into(),
        Zone::Item(list, index) => {
            let number = index.saturating_add(1);
            let is_of_other =
                |column: &Column| matches!(&column.zone, Some(Zone::Item(other, _)) if other != list);
            match columns.iter().any(is_of_other) {
                true => format!("AZ {number} of {list}").into(),
                false => format!("AZ {number}").into(),
            }
        }
        Zone::Name(name) => name.clone().into(),
        Zone::Deferred(name) => name.clone(),
    }
}

fn subnet_box(resources: &Resources, container: &Container, place: Place, subnet: &Subnet) -> Node {
    let tier = subnet.tier;
    let (kind, title, glyph, ink) = subnet_look(tier);
    let fill = match tier {
        Tier::Public | Tier::Inspected => Ink::PaleGreen,
        Tier::Egress | Tier::Isolated => Ink::PaleBlue,
        Tier::Unknown => Ink::None,
    };
    // A subnet that fills its zone has the zone's border, as the one rectangle that both are.
    let stroke = if tier == Tier::Unknown && place != Place::Fill { Ink::Grey } else { Ink::None };
    let label = match container {
        Container::Own(id) => own_label(resources, id).unwrap_or_else(|| title.into()),
        Container::Existing(existing) => existing_label(existing, title),
    };
    let style = BoxStyle { stroke, fill, dash: Dash::Solid, badge: Some(Icon::Glyph(glyph, ink)) };
    let text_ink = if tier == Tier::Unknown { Ink::Ink } else { ink };
    Node {
        kind,
        place,
        title: format!("{title} {}", container.full_name()),
        source: sources::of(resources, container),
        label: small_corner(label, text_ink),
        several: subnet.several,
        ..boxed(container, style)
    }
}

/// Returns what a subnet is called, and its badge: kind, title, glyph, colour.
pub(super) fn subnet_look(tier: Tier) -> (NodeKind, &'static str, &'static str, Ink) {
    match tier {
        Tier::Public | Tier::Inspected => {
            (NodeKind::PublicSubnet, "Public subnet", "public-subnet", Ink::Green)
        }
        Tier::Egress | Tier::Isolated => {
            (NodeKind::PrivateSubnet, "Private subnet", "private-subnet", Ink::Blue)
        }
        Tier::Unknown => (NodeKind::Subnet, "Subnet", "private-subnet", Ink::Grey),
    }
}

/// A box for a container; `Context::add_container` fills in what is known of its resource.
pub(super) fn boxed(container: &Container, style: BoxStyle) -> Node {
    Node { id: container.name().into(), shape: Shape::Box(style), ..Node::default() }
}

/// `A` for the first zone; numbers after `Z`.
fn letter(index: usize) -> String {
    match u8::try_from(index).ok().filter(|index| *index < 26) {
        Some(index) => char::from(b'A' + index).to_string(),
        None => (index + 1).to_string(),
    }
}
