//! Lightsail: a network of its own, beside the VPCs of the account, and the firewalls of its instances.

use crate::eval::{MarkedText, Value};
use crate::template::LogicalId;

use super::additions::{Additions, Extra, Move, Remark};
use super::context::Context;
use super::resources::Resources;
use super::security_group_rules::{protocol, range};
use super::values::values_at;
use super::{BoxStyle, Dash, Fact, Icon, Ink, Node, NodeIndex, NodeKind, Place, Shape, Side, texts};

/// Puts all that Lightsail runs into one box, and says at its instances what their firewalls let in.
pub(super) fn additions<'a>(context: &Context<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let own: Vec<NodeIndex> = (0..context.draft.nodes.len()).filter(|&node| stands(context, node)).collect();
    if own.is_empty() {
        return additions;
    }
    for id in context.resources.of_type("Lightsail::Instance") {
        let facts = firewall(context.resources, id);
        if let Some(node) = context.main(id).filter(|_| !context.every) {
            additions.remarks.push(Remark { node, facts, ..Remark::default() });
        }
    }
    let ghost = own.iter().all(|&node| context.draft.nodes[node].ghost);
    let icon = Icon::Glyph("lightsail", Ink::Orange);
    let frame = Node {
        id: "Lightsail".into(),
        kind: NodeKind::Lightsail,
        title: "Lightsail: a network of its own, in no VPC of the account".into(),
        shape: Shape::Box(BoxStyle {
            stroke: Ink::Orange,
            fill: Ink::None,
            dash: Dash::Solid,
            badge: Some(icon),
        }),
        label: texts::corner("Lightsail".into(), Ink::Orange),
        place: context.beside_vpcs(Side::Right),
        ghost,
        ..Node::default()
    };
    let frame = additions.icon(Extra::Frame(NodeKind::Lightsail), frame);
    for node in own {
        additions.moved.push(Move { node, into: Some(frame.clone()), place: Some(Place::Flow) });
    }
    additions
}

/// Returns whether a node is in no box yet and stands for what Lightsail runs. What only watches it or belongs to it stands below.
fn stands(context: &Context, node: NodeIndex) -> bool {
    let node = &context.draft.nodes[node];
    let is_lightsail = |id: &LogicalId| context.resources.short_name(id).starts_with("Lightsail::");
    let shown = !node.minor || context.every;
    node.parent.is_none() && shown && node.resource.as_ref().is_some_and(is_lightsail)
}

/// Returns what a firewall lets in, a port and a range of addresses each: `tcp 443 ← 203.0.113.7/32`.
fn firewall(resources: &Resources, id: &LogicalId) -> Vec<Fact> {
    let ports = resources.values(id, "Networking.Ports[]").into_iter();
    ports.filter_map(|port| fact(resources, port)).collect()
}

/// `None` for what opens no port.
fn fact(resources: &Resources, port: &Value) -> Option<Fact> {
    let Value::Map(_) = port else {
        return None;
    };
    let part = |key: &str| port.get(key).map(|part| resources.readings().spoken(part));
    let protocol = part("Protocol").map_or_else(|| "tcp".to_owned(), |name| protocol(Some(&name)));
    let ports = match (part("FromPort"), part("ToPort")) {
        _ if protocol == "all" => None,
        (from, to) => range(from, to),
    };
    let from =
        ["Cidrs[]", "Ipv6Cidrs[]", "CidrListAliases[]"].into_iter().flat_map(|path| values_at(port, path));
    let from: Vec<MarkedText> = from.map(|value| resources.readings().spoken(value)).collect();
    // Whoever names nobody lets everybody in.
    let name = match from.is_empty() {
        true => "0.0.0.0/0".into(),
        false => MarkedText::joined(from.iter().map(MarkedText::marked), ", "),
    };
    Some(Fact::about([Some(protocol.into()), ports, Some("←".into())], name))
}
