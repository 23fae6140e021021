//! The rules of a security group in words: `tcp 22 ← 203.0.113.7/32`.

use crate::eval::{Deferred, MarkedText, Value};
use crate::maps::IndexMap;
use crate::template::LogicalId;

use super::Fact;
use super::bounds::MOST_FACTS;
use super::naming::name_of;
use super::resources::Resources;
use super::values::values_at;

/// The rules of a security group, its own and those that stand by themselves, without repeats.
pub(super) fn facts(resources: &Resources, group: &LogicalId) -> Vec<Fact> {
    // The text of each, and whether it is a ghost; one more than is shown, so that more can be told.
    let mut facts: IndexMap<(MarkedText, MarkedText), bool> = IndexMap::new();
    let mut add = |rule: &dyn Fn() -> Option<Fact>, ghost: bool| {
        if facts.len() <= MOST_FACTS
            && let Some(Fact { text, name, .. }) = rule()
        {
            facts.entry((text, name)).or_insert(ghost);
        }
    };
    let ghost = resources.is_ghost(group);
    for rule in resources.values(group, "SecurityGroupIngress[]") {
        add(&|| fact(resources, Some(group), rule, Direction::In), ghost);
    }
    for rule in resources.values(group, "SecurityGroupEgress[]") {
        add(&|| fact(resources, Some(group), rule, Direction::Out), ghost);
    }
    for (short, direction) in
        [("EC2::SecurityGroupIngress", Direction::In), ("EC2::SecurityGroupEgress", Direction::Out)]
    {
        for (id, rule) in resources.users_of_type(group, short) {
            let named =
                resources.named_at(id, "GroupId").into_iter().chain(resources.named_at(id, "GroupName"));
            if named.into_iter().any(|named| named == group) {
                add(&|| fact(resources, Some(group), &rule.properties, direction), resources.is_ghost(id));
            }
        }
    }
    facts.into_iter().map(|((text, name), ghost)| Fact { text, name, ghost }).collect()
}

/// One rule of a group for what comes in.
pub(super) fn inward(resources: &Resources, group: Option<&LogicalId>, rule: &Value) -> Option<String> {
    fact(resources, group, rule, Direction::In).map(|fact| fact.to_string())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    In,
    Out,
}

/// `None` for what says nothing: no rule at all, or the outward rule that AWS makes by itself.
fn fact(
    resources: &Resources,
    group: Option<&LogicalId>,
    rule: &Value,
    direction: Direction,
) -> Option<Fact> {
    let Value::Map(_) = rule else {
        return None;
    };
    let spoken = |part: &Value| resources.readings().spoken(part);
    let part = |key: &str| rule.get(key).map(spoken).filter(|text| !text.is_empty());
    let protocol = protocol(part("IpProtocol").as_deref());
    // Whose port it is, the rule's other side tells.
    let port = |key: &str| match rule.get(key) {
        Some(Value::Deferred(Deferred::Attribute(_, attribute))) => {
            attribute.rsplit('.').next().map(MarkedText::unknown)
        }
        _ => part(key),
    };
    let ports = match (port("FromPort"), port("ToPort")) {
        _ if protocol == "all" => None,
        // The type and the code of a message, of which the code is mostly any.
        (Some(kind), Some(code)) if protocol.starts_with("icmp") && &*code == "-1" && &*kind != "-1" => {
            Some(kind)
        }
        (Some(from), _) if &*from == "-1" => None,
        (from, to) => range(from, to),
    };
    let (arrow, peers) = match direction {
        Direction::In => (
            "←",
            ["CidrIp", "CidrIpv6", "SourceSecurityGroupId", "SourceSecurityGroupName", "SourcePrefixListId"],
        ),
        Direction::Out => {
            ("→", ["CidrIp", "CidrIpv6", "DestinationSecurityGroupId", "", "DestinationPrefixListId"])
        }
    };
    let peer = peers.into_iter().find_map(|key| peer(resources, group, rule, key))?;
    if direction == Direction::Out && protocol == "all" && matches!(&*peer, "0.0.0.0/0" | "::/0") {
        return None;
    }
    // Nobody has this address: a rule for it is there to take the place of the one that AWS would make.
    if &*peer == "255.255.255.255/32" {
        return None;
    }
    Some(Fact::about([Some(protocol.into()), ports, Some(arrow.into())], peer))
}

/// The ports from one to another, where there are any.
pub(super) fn range(from: Option<MarkedText>, to: Option<MarkedText>) -> Option<MarkedText> {
    match (from, to) {
        (Some(from), Some(to)) if from != to => {
            Some(MarkedText::concat(&[from.marked(), "-".into(), to.marked()]))
        }
        (from, to) => from.or(to),
    }
}

/// Returns what a protocol is called, by its number or name.
pub(super) fn protocol(written: Option<&str>) -> String {
    match written {
        Some("-1") | None => "all".to_owned(),
        Some("6") => "tcp".to_owned(),
        Some("17") => "udp".to_owned(),
        Some("1") => "icmp".to_owned(),
        Some("58") => "icmpv6".to_owned(),
        Some(other) => other.to_ascii_lowercase(),
    }
}

/// Who is on the other side: an address range, or another security group by its name.
fn peer(resources: &Resources, group: Option<&LogicalId>, rule: &Value, key: &str) -> Option<MarkedText> {
    let value = *values_at(rule, key).first()?;
    // A group is called as its box is.
    if let Some(reading) = resources.readings().of(value).filter(|_| key.contains("SecurityGroup")) {
        return Some(reading.label());
    }
    let text = resources.readings().spoken(value);
    match resources.named_by(value).first() {
        Some(named) if Some(*named) == group => Some("itself".into()),
        Some(named) => Some(name_of(resources, named)),
        None => (!text.is_empty()).then_some(text),
    }
}
