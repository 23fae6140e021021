//! The picture in words: 'A VPC with one public subnet in one availability zone …'.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::catalog::Role;

use super::context::Context;
use super::texts::{lower_first, name_of};
use super::{Link, NodeIndex, region};

/// Names counted in words up to here.
const WORDS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// One sentence for each VPC, one for what else is in the region's frame, one for what is outside, one for the flows.
pub(super) fn describe(context: &Context) -> String {
    let mut sentences = Vec::new();
    let inventories = inventories(context);
    let vpcs = inventories.iter().filter(|(home, _)| matches!(home, Home::Vpc(_)));
    let has_vpc = vpcs.clone().next().is_some();
    let has_region = context.draft.nodes.iter().any(|node| node.kind == region::KIND);
    for (_, inside) in vpcs {
        let count = |kind: &str| inside.boxes.get(kind).copied().unwrap_or(0);
        let mut parts: Vec<String> =
            [("public-subnet", "public subnet"), ("private-subnet", "private subnet"), ("subnet", "subnet")]
                .into_iter()
                .map(|(kind, name)| (count(kind), name))
                .filter(|(count, _)| *count > 0)
                .map(|(count, name)| counted(count, name))
                .collect();
        if let (zones @ 1.., Some(last)) = (count("availability-zone"), parts.last_mut()) {
            last.push_str(&format!(" in {}", counted(zones, "availability zone")));
        }
        let held = inside.resources();
        let with = if parts.is_empty() { String::new() } else { format!(" with {}", list(&parts)) };
        let holding = if held.is_empty() { String::new() } else { format!(", holding {}", list(&held)) };
        sentences.push(format!("A VPC{with}{holding}."));
    }
    let held_by = |home| list(&inventories.get(&home).map(Inventory::resources).unwrap_or_default());
    let (in_region, outside) = (held_by(Home::Region), held_by(Home::Outside));
    if !in_region.is_empty() {
        let where_ = if has_vpc { "Also in the region" } else { "In the region" };
        sentences.push(format!("{where_}: {in_region}."));
    }
    if !outside.is_empty() {
        sentences.push(match (has_region, has_vpc) {
            (true, _) => format!("Outside the region: {outside}."),
            (false, true) => format!("Outside: {outside}."),
            (false, false) => format!("{}.", upper_first(&outside)),
        });
    }
    let flows = context.draft.links.iter().filter(|link| link.kind == "flow").count();
    if flows > 0 {
        sentences.push(format!("Traffic or data flows {}.", flow_list(context)));
    }
    sentences.join(" ")
}

/// The most that is spelled out; a reader of a big drawing needs the count, not the list.
const MAX_FLOWS: usize = 8;

fn flow_list(context: &Context) -> String {
    let name = |node: NodeIndex| {
        let node = &context.draft.nodes[node];
        match &node.resource {
            Some(id) => name_of(&context.world, id).to_string(),
            None => node.label.as_ref().map_or_else(|| node.title.clone(), |label| label.text.to_string()),
        }
    };
    let mut by_source: IndexMap<NodeIndex, Vec<&Link>> = IndexMap::new();
    for link in context.draft.links.iter().filter(|link| link.kind == "flow") {
        by_source.entry(link.source).or_default().push(link);
    }
    let more = by_source.len().saturating_sub(MAX_FLOWS);
    let mut parts: Vec<String> = by_source
        .into_iter()
        .take(MAX_FLOWS)
        .map(|(source, links)| {
            let mut targets: Vec<String> = Vec::new();
            for target in links.iter().map(|link| name(link.target)) {
                if !targets.contains(&target) {
                    targets.push(target);
                }
            }
            format!("from {} to {}", name(source), list(&targets))
        })
        .collect();
    if more > 0 {
        parts.push(format!("from {more} more"));
    }
    parts.join("; ")
}

/// Where something is, as far as a sentence tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Home {
    /// In this VPC.
    Vpc(NodeIndex),
    /// In the frame of the region, in no VPC.
    Region,
    /// In none of them.
    Outside,
}

/// What is in one VPC, or outside of all.
#[derive(Default)]
struct Inventory {
    /// Boxes by their kind.
    boxes: BTreeMap<&'static str, usize>,
    /// The drawn resources that are no networks by the title of their type, in the order of the drawing.
    titles: IndexMap<String, usize>,
}

impl Inventory {
    fn resources(&self) -> Vec<String> {
        self.titles.iter().map(|(title, &count)| counted(count, title)).collect()
    }
}

/// What is in each VPC, in their order, and what is outside of all.
fn inventories(context: &Context) -> IndexMap<Home, Inventory> {
    let draft = &context.draft;
    let shown = |node: &NodeIndex| !draft.nodes[*node].ghost;
    let is_vpc = |node: &NodeIndex| draft.nodes[*node].kind == "vpc" && shown(node);
    let home_of = |node: NodeIndex| match draft.ancestors(node).find(is_vpc) {
        Some(vpc) => Home::Vpc(vpc),
        None if draft.ancestors(node).any(|outer| draft.nodes[outer].kind == region::KIND) => Home::Region,
        None => Home::Outside,
    };
    let vpcs = (0..draft.nodes.len()).filter(is_vpc).map(|vpc| (Home::Vpc(vpc), Inventory::default()));
    let mut inventories: IndexMap<Home, Inventory> = vpcs.collect();
    for node in (0..draft.nodes.len()).filter(shown) {
        let inventory = inventories.entry(home_of(node)).or_default();
        *inventory.boxes.entry(draft.nodes[node].kind).or_default() += 1;
    }
    for (id, stands) in &context.stands {
        let (Some(&node), Some(facts)) = (stands.first(), context.world.facts(id)) else {
            continue;
        };
        let own = draft.nodes[node].resource.as_ref() == Some(*id);
        if own && !matches!(facts.role, Role::Vpc | Role::Subnet) && !context.world.is_ghost(id) {
            let titles = &mut inventories.entry(home_of(node)).or_default().titles;
            *titles.entry(lower_first(&facts.title)).or_default() += 1;
        }
    }
    inventories
}

fn counted(count: usize, name: &str) -> String {
    let number = WORDS.get(count).map_or_else(|| count.to_string(), ToString::to_string);
    if count == 1 { format!("one {name}") } else { format!("{number} {}", plural(name)) }
}

fn plural(name: &str) -> String {
    let consonant_y = |stem: &str| !stem.ends_with(['a', 'e', 'i', 'o', 'u']);
    match name.strip_suffix('y') {
        Some(stem) if consonant_y(stem) => format!("{stem}ies"),
        _ if name.ends_with(['s', 'x']) || name.ends_with("ch") => format!("{name}es"),
        _ => format!("{name}s"),
    }
}

fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
