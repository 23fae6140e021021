//! Network ACLs: a sign on each subnet that they guard, their rules in order with the facts of the first.

use crate::catalog::Role;
use crate::eval::{MarkedText, Value};
use crate::maps::IndexSet;
use crate::sorting;
use crate::template::LogicalId;

use super::additions::{Additions, Remark};
use super::bounds::MOST_FACTS;
use super::containers::Container;
use super::context::Context;
use super::excerpt::{marked, shortened};
use super::placement::containers;
use super::resources::Resources;
use super::security_group_rules::{protocol, range};
use super::texts;
use super::values::values_at;
use super::{Badge, Fact, NodeIndex};

/// More rules than these fill the subnet; the sign says them all.
const MOST_SHOWN: usize = 6;

/// Returns the signs and facts.
pub(super) fn additions<'a>(context: &Context<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    for acl in context.resources.of_type("EC2::NetworkAcl") {
        let guarded = guarded(context, acl);
        let Some(&first) = guarded.first() else { continue };
        let rules = rules(context.resources, acl);
        let texts: Vec<String> =
            rules.iter().take(MOST_FACTS).filter(|rule| !rule.ghost).map(ToString::to_string).collect();
        let title = texts::title(context.resources, acl);
        let title = if texts.is_empty() { title } else { format!("{title}: {}", texts.join(", ")) };
        if let (false, Some(facts)) = (context.resources.is_ghost(acl), context.resources.facts(acl)) {
            let badge =
                Badge { icon: texts::icon(facts), title: shortened(title), resource: Some(acl.clone()) };
            guarded.iter().for_each(|&subnet| additions.sign(subnet, badge.clone()));
        }
        additions.remarks.push(Remark { node: first, facts: shown(rules), ..Remark::default() });
    }
    additions
}

/// The boxes of the subnets that an ACL is associated with.
fn guarded(context: &Context, acl: &LogicalId) -> IndexSet<NodeIndex> {
    let ties = context.resources.users_of_type(acl, "EC2::SubnetNetworkAclAssociation");
    let ties = ties.filter(|(tie, _)| !context.resources.is_ghost(tie) || context.resources.is_ghost(acl));
    let subnets: Vec<Container> =
        ties.flat_map(|(tie, _)| containers(context.resources, tie, "SubnetId", Role::Subnet)).collect();
    subnets.iter().filter_map(|subnet| context.container(subnet)).collect()
}

/// The rules of an ACL in the order in which they are tried, those for what comes in before the others.
fn rules(resources: &Resources, acl: &LogicalId) -> Vec<Fact> {
    let entries = resources.users_of_type(acl, "EC2::NetworkAclEntry");
    let mut rules: Vec<((bool, u32), Fact)> = entries
        .filter(|(entry, _)| resources.named_at(entry, "NetworkAclId").contains(&acl))
        .map(|(entry, resource)| {
            let rule = &resource.properties;
            let is_out = part(rule, "Egress").as_deref() == Some("true");
            let number = part(rule, "RuleNumber").and_then(|number| number.parse().ok()).unwrap_or(u32::MAX);
            let ghost = resources.is_ghost(entry) || resources.is_ghost(acl);
            ((is_out, number), Fact { ghost, ..fact(rule, is_out) })
        })
        .collect();
    sorting::by_key(&mut rules, |(key, _)| *key);
    rules.into_iter().map(|(_, fact)| fact).collect()
}

/// `100 in tcp 443 allow ← 0.0.0.0/0`.
fn fact(rule: &Value, is_out: bool) -> Fact {
    let protocol = protocol(part(rule, "Protocol").as_deref());
    let ports = match (part(rule, "PortRange.From"), part(rule, "PortRange.To")) {
        _ if protocol == "all" => None,
        (Some(from), Some(to)) if &*from == "0" && &*to == "65535" => None,
        (from, to) => range(from, to),
    };
    let (way, arrow) = if is_out { ("out", "→") } else { ("in", "←") };
    let peer = part(rule, "CidrBlock").or_else(|| part(rule, "Ipv6CidrBlock"));
    let arrow = peer.is_some().then(|| arrow.into());
    let (number, action) = (part(rule, "RuleNumber"), part(rule, "RuleAction"));
    Fact::about(
        [number, Some(way.into()), Some(protocol.into()), ports, action, arrow],
        peer.unwrap_or_default(),
    )
}

fn part(rule: &Value, path: &str) -> Option<MarkedText> {
    values_at(rule, path).first().map(|part| marked(*part)).filter(|text| !text.is_empty())
}

/// As many rules as a subnet has room for.
fn shown(mut rules: Vec<Fact>) -> Vec<Fact> {
    if rules.len() > MOST_SHOWN {
        let more = rules.len() - (MOST_SHOWN - 1);
        rules.truncate(MOST_SHOWN - 1);
        rules.push(Fact::new(format!("and {more} more rules")));
    }
    rules
}
