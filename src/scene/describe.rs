//! The picture in words: 'A VPC with one public subnet in one availability zone …'.

use crate::catalog::Role;
use crate::maps::{IndexMap, SortedMap, SortedSet};
use crate::template::LogicalId;
use crate::words;

use super::bounds::MOST_DESCRIBED;
use super::context::Context;
use super::excerpt::within;
use super::naming::name_of;
use super::nested_stacks::maker;
use super::texts::lower_first;
use super::{Link, LinkKind, NodeIndex, NodeKind};

/// Names counted in words up to here.
const WORDS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// So many that nobody knows how many.
const SEVERAL: usize = usize::MAX;

/// One sentence for each VPC, one for what else is in the region's frame, one for what is outside, one for the flows, one
/// for what the conditions leave out, one for each of the notes.
pub(super) fn describe(context: &Context, notes: &[String]) -> String {
    let mut sentences = Vec::new();
    let inventories = inventories(context);
    let vpcs: Vec<(NodeIndex, &Inventory)> = inventories
        .iter()
        .filter_map(|(area, inside)| match area {
            Area::Vpc(vpc) => Some((*vpc, inside)),
            Area::Region | Area::Outside => None,
        })
        .collect();
    let has_region = context.draft.nodes.iter().any(|node| node.kind == NodeKind::Region);
    for &(vpc, inside) in &vpcs {
        let subject = vpc_in_words(context, vpc, vpcs.len() > 1, has_region);
        let (subnets, held) = (subnets_in_words(inside), list(&inside.resources()));
        sentences.push(match (subnets.is_empty(), held.is_empty()) {
            (true, true) => format!("{subject}."),
            (true, false) => format!("{subject} with {held}."),
            (false, true) => format!("{subject} with {subnets}."),
            (false, false) => format!("{subject} with {subnets}, holding {held}."),
        });
    }
    let held_by = |area| list(&inventories.get(&area).map(Inventory::resources).unwrap_or_default());
    let (in_region, outside) = (held_by(Area::Region), held_by(Area::Outside));
    let has_vpc = !vpcs.is_empty();
    if !in_region.is_empty() {
        let where_ = if has_vpc { "Also in the region" } else { "In the region" };
        sentences.push(format!("{where_}: {in_region}."));
    }
    if !outside.is_empty() {
        sentences.push(match (has_region, has_vpc) {
            (true, _) => format!("Outside the region: {outside}."),
            (false, true) => format!("Outside the VPC{}: {outside}.", ending(vpcs.len())),
            (false, false) => format!("{}.", words::capitalized(&outside)),
        });
    }
    let flows = context.draft.links.iter().any(is_told);
    if flows {
        sentences.push(format!("Traffic or data flows {}.", flow_list(context)));
    }
    let absent = absent(context);
    if !absent.is_empty() {
        sentences.push(format!("Left out by conditions: {}.", list(&absent)));
    }
    let said = within(&sentences.join(" "), MOST_DESCRIBED).unwrap_or_else(|start| start + "…");
    let notes = notes.iter().map(|note| format!(" {}.", words::capitalized(note)));
    notes.fold(said, |said, note| said + &note)
}

/// `A VPC`, `An existing VPC`; with its name where there are others.
fn vpc_in_words(context: &Context, vpc: NodeIndex, has_others: bool, has_region: bool) -> String {
    let node = &context.draft.nodes[vpc];
    let by = context
        .containers
        .iter()
        .find(|(_, container)| **container == vpc)
        .and_then(|(container, _)| maker(container));
    let kind = match (&node.resource, by) {
        (Some(_), _) => "A VPC".to_owned(),
        (None, Some(stack)) => format!("A VPC by {}", name_of(context.resources, stack)),
        (None, None) => "An existing VPC".to_owned(),
    };
    let name = if has_others { format!(" named {}", node_name(context, vpc)) } else { String::new() };
    let is_abroad = has_region
        && context.draft.ancestors(vpc).all(|outer| context.draft.nodes[outer].kind != NodeKind::Region);
    let place = if is_abroad { " in another region" } else { "" };
    format!("{kind}{name}{place}")
}

/// `one public and two private subnets in two availability zones`.
fn subnets_in_words(inside: &Inventory) -> String {
    let count = |kind: NodeKind| inside.boxes.get(&kind).copied().unwrap_or(0);
    let kinds =
        [(NodeKind::PublicSubnet, "public "), (NodeKind::PrivateSubnet, "private "), (NodeKind::Subnet, "")];
    let counts = kinds.map(|(kind, name)| {
        let is_unknown = inside.several.contains(&kind);
        (if is_unknown { SEVERAL } else { count(kind) }, name)
    });
    let counts: Vec<(usize, &str)> = counts.into_iter().filter(|(count, _)| *count > 0).collect();
    if counts.is_empty() {
        return String::new();
    }
    let parts: Vec<String> = counts
        .iter()
        .enumerate()
        .map(|(position, &(count, name))| match (position, counts.get(position + 1)) {
            // `two public and four private subnets`
            (_, Some(&(_, next))) if !next.is_empty() => format!("{} {}", number(count), name.trim_end()),
            (1.., None) if name.is_empty() => format!("{} other{}", number(count), ending(count)),
            _ => format!("{} {name}subnet{}", number(count), ending(count)),
        })
        .collect();
    let zones = match count(NodeKind::Zone) {
        0 => String::new(),
        1 => " in one availability zone".to_owned(),
        zones => format!(" in {} availability zones", number(zones)),
    };
    format!("{}{zones}", list(&parts))
}

/// Returns whether a link is traffic or data, or the way that it takes.
fn is_told(link: &Link) -> bool {
    [LinkKind::Flow, LinkKind::Route].contains(&link.kind) && !link.ghost
}

/// The most that is spelled out; a reader of a big drawing needs the count, not the list.
const MAX_FLOWS: usize = 8;

/// The most names that begin or end a flow.
const MAX_NAMES: usize = 8;

fn flow_list(context: &Context) -> String {
    let mut by_source: IndexMap<NodeIndex, Vec<String>> = IndexMap::new();
    for link in context.draft.links.iter().filter(|link| is_told(link)) {
        let targets = by_source.entry(link.source).or_default();
        let target = node_name(context, link.target);
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    // Those that lead to the same are told in one breath.
    let mut by_targets: IndexMap<Vec<String>, Vec<String>> = IndexMap::new();
    for (source, targets) in by_source {
        by_targets.entry(targets).or_default().push(node_name(context, source));
    }
    let more: usize = by_targets.values().skip(MAX_FLOWS).map(Vec::len).sum();
    let mut parts: Vec<String> = by_targets
        .into_iter()
        .take(MAX_FLOWS)
        .map(|(targets, sources)| format!("from {} to {}", names(sources), names(targets)))
        .collect();
    if more > 0 {
        parts.push(format!("from {} other{}", number(more), ending(more)));
    }
    parts.join("; ")
}

/// As many names as one can listen to.
fn names(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(MAX_NAMES);
    if more > 1 {
        names.truncate(MAX_NAMES);
        names.push(format!("{} others", number(more)));
    }
    list(&names)
}

/// Returns what a node is called in a sentence.
fn node_name(context: &Context, node: NodeIndex) -> String {
    let node = &context.draft.nodes[node];
    match &node.resource {
        Some(id) if context.gathered.contains_key(id) => {
            counted(number_of(context, id), &common_name(context, id))
        }
        Some(id) if !node.made => name_of(context.resources, id).to_string(),
        _ => node.label.as_ref().map_or_else(|| node.title.clone(), |label| label.text.to_string()),
    }
}

/// Where something is, as far as a sentence tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Area {
    /// In this VPC.
    Vpc(NodeIndex),
    /// In the frame of the region, in no VPC.
    Region,
    /// In none of them.
    Outside,
}

/// The contents of one VPC, or of what is outside of all.
#[derive(Default)]
struct Inventory {
    /// Boxes by their kind.
    boxes: SortedMap<NodeKind, usize>,
    /// Kinds of which there are more than boxes.
    several: SortedSet<NodeKind>,
    /// The drawn resources that are no networks by the title of their type, in the order of the drawing.
    titles: IndexMap<String, usize>,
}

impl Inventory {
    fn resources(&self) -> Vec<String> {
        self.titles.iter().map(|(title, &count)| counted(count, title)).collect()
    }
}

/// Returns what is in each VPC, in their order, and what is outside of all.
fn inventories(context: &Context) -> IndexMap<Area, Inventory> {
    let draft = &context.draft;
    let shown = |node: &NodeIndex| !draft.nodes[*node].ghost;
    let is_vpc = |node: &NodeIndex| draft.nodes[*node].kind == NodeKind::Vpc && shown(node);
    let area_of = |node: NodeIndex| match draft.ancestors(node).find(is_vpc) {
        Some(vpc) => Area::Vpc(vpc),
        None if draft.ancestors(node).any(|outer| draft.nodes[outer].kind == NodeKind::Region) => {
            Area::Region
        }
        None => Area::Outside,
    };
    let vpcs = (0..draft.nodes.len()).filter(is_vpc).map(|vpc| (Area::Vpc(vpc), Inventory::default()));
    let mut inventories: IndexMap<Area, Inventory> = vpcs.collect();
    for node in (0..draft.nodes.len()).filter(shown) {
        let inventory = inventories.entry(area_of(node)).or_default();
        *inventory.boxes.entry(draft.nodes[node].kind).or_default() += 1;
        inventory.several.extend(draft.nodes[node].several.then_some(draft.nodes[node].kind));
    }
    for (id, stands) in &context.stands {
        let (Some(&node), Some(facts)) = (stands.first(), context.resources.facts(id)) else {
            continue;
        };
        let own = draft.nodes[node].resource.as_ref() == Some(*id);
        if own && !matches!(facts.role, Role::Vpc | Role::Subnet) && !context.resources.is_ghost(id) {
            let titles = &mut inventories.entry(area_of(node)).or_default().titles;
            *titles.entry(common_name(context, id)).or_default() += number_of(context, id);
        }
    }
    inventories
}

/// Returns what the drawing shows faint, by the title of its type.
fn absent(context: &Context) -> Vec<String> {
    let mut titles: IndexMap<String, usize> = IndexMap::new();
    for (id, stands) in &context.stands {
        let own =
            stands.first().is_some_and(|&node| context.draft.nodes[node].resource.as_ref() == Some(*id));
        if own && context.resources.is_ghost(id) {
            *titles.entry(common_name(context, id)).or_default() += number_of(context, id);
        }
    }
    titles.iter().map(|(title, &count)| counted(count, title)).collect()
}

/// Returns how many resources the icon of a resource stands for.
fn number_of(context: &Context, id: &LogicalId) -> usize {
    1 + context.gathered.get(id).map_or(0, Vec::len)
}

/// Returns what a resource is called in a sentence: `NAT gateway`, `SQS queue`.
fn common_name(context: &Context, id: &LogicalId) -> String {
    match (context.resources.get(id), context.resources.facts(id)) {
        (Some((_, resource)), _) if resource.type_name.starts_with("Custom::") => {
            "custom resource".to_owned()
        }
        (_, Some(facts)) if context.resources.is_existing(id) => {
            format!("existing {}", lower_first(&facts.title))
        }
        (_, Some(facts)) => lower_first(&facts.title),
        (_, None) => id.to_string(),
    }
}

/// `a queue`, `two queues`.
fn counted(count: usize, name: &str) -> String {
    if count == 1 {
        format!("{} {name}", article(name))
    } else {
        format!("{} {}", number(count), plural(name))
    }
}

fn ending(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn number(count: usize) -> String {
    if count == SEVERAL {
        return "several".to_owned();
    }
    WORDS.get(count).map_or_else(|| count.to_string(), ToString::to_string)
}

/// `an` where the name begins with the sound of a vowel: `an instance`, `an SQS queue`; `a NAT gateway`, `a user pool`.
fn article(name: &str) -> &'static str {
    /// Capitals that are read as a word.
    const WORDS: [&str; 3] = ["NAT", "REST", "SAML"];
    let word = name.split([' ', '-']).next().unwrap_or_default();
    let first = word.chars().next().unwrap_or_default();
    let is_capital = |c: char| c.is_uppercase() || c.is_ascii_digit();
    let is_spelled = word.chars().take(2).filter(|c| is_capital(*c)).count() == 2 && !WORDS.contains(&word);
    let has_vowel = match is_spelled {
        true => "AEFHILMNORSX8".contains(first),
        false => "aeioAEIO".contains(first) || word.starts_with("un") && !word.starts_with("uni"),
    };
    if has_vowel { "an" } else { "a" }
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
