//! Alike siblings become one node: a stack with their number.

use std::rc::Rc;

use super::alike::alike;
use super::common_names::{Shapes, common_name, common_words};
use super::merge::merge;
use super::spanning_boxes::SpanningBox;
use super::{Folding, Start};
use crate::maps::SortedSet;
use crate::scene::Extent;
use crate::scene::{Badge, Node, NodeIndex, Scene};
use crate::sorting;
use crate::words;

/// A drawing with fewer icons is taken in at a glance.
const SMALL: usize = 24;

/// A drawing with fewer icons has room for the name of each.
const LARGE: usize = 60;

/// Up to three are drawn faster than they are explained.
const LEAST: usize = 4;

/// A drawing with more icons has room for fewer still.
const HUGE: usize = 120;

/// So many that are only told apart by their names make a row of which nobody reads all.
const LEAST_NAMED: usize = 5;

/// So many parameters or associations that nobody owns say no more than one with their number, however small the drawing.
const LEAST_MINOR: usize = 8;

/// In a huge drawing every row counts.
const LEAST_OF_HUGE: usize = 3;

/// A longer common name would take the place of the number.
const MAX_NAME: usize = 24;

/// Puts alike siblings together, but for stacks that are expanded.
///
/// `icons` is how many the drawing has with everything open: what a stack is must not hang on which boxes are collapsed.
pub(super) fn stack(mut scene: Scene, icons: usize, start: Start, folding: &Folding) -> Scene {
    let shapes = Shapes::of(&scene);
    // Who is in no stack by choice of the reader tells others apart, as any single node does.
    let found = alike(
        &scene,
        |group| choose(&scene, &shapes, group, icons, start),
        |group| choose_spans(&shapes, group, icons, start),
    );
    let starts_stacked = match start {
        Start::Fitting => icons >= SMALL,
        Start::Everything => false,
        Start::Overview => true,
    };
    let is_stacked = |group: &[NodeIndex]| {
        let is_wall = start == Start::Fitting && are_minor(&scene, group);
        (starts_stacked || is_wall || names_one_of(&scene, group, &folding.collapsed))
            && !names_one_of(&scene, group, &folding.expanded)
    };
    let are_stacked = |group: &[SpanningBox]| is_stacked(&nodes(group));
    let stacked = alike(
        &scene,
        |group| {
            let groups = choose(&scene, &shapes, group, icons, start).into_iter();
            groups.filter(|group| is_stacked(group)).collect()
        },
        |group| {
            let groups = choose_spans(&shapes, group, icons, start).into_iter();
            groups.filter(|group| are_stacked(group)).collect()
        },
    );
    let mut into: Vec<NodeIndex> = (0..scene.nodes.len()).collect();
    let mut stands: Vec<(NodeIndex, Node)> = Vec::new();
    let mut put_together = |group: &[NodeIndex], extent: Extent| {
        let Some(&first) = group.first() else { return };
        group.iter().for_each(|&member| into[member] = first);
        stands.push((first, Node { extent, ..stand_in(&scene, &shapes, group) }));
    };
    for group in &stacked.icons {
        put_together(group, Extent::Stack(group.len(), id(&scene, group)));
    }
    for group in &stacked.spans {
        // A box opens with the icons in it, and those open together.
        put_together(&boxes(group), Extent::Whole);
        let icons = positions(group);
        let id = icons.first().map_or_else(|| "".into(), |icons| id(&scene, icons));
        icons.iter().for_each(|icons| put_together(icons, Extent::Stack(icons.len(), id.clone())));
    }
    let loose_icons = found.icons.into_iter().filter(|group| !is_stacked(group));
    let loose_spans = found.spans.iter().filter(|group| !are_stacked(group));
    let loose_spans = loose_spans.map(|group| positions(group).concat());
    let loose: Vec<(Rc<str>, Vec<NodeIndex>)> =
        loose_icons.chain(loose_spans).map(|group| (id(&scene, &group), group)).collect();
    for (id, group) in loose {
        for member in group {
            if let (true, Some(node)) = (into[member] == member, scene.nodes.get_mut(member)) {
                node.extent = Extent::Loose(id.clone());
            }
        }
    }
    for (first, node) in stands {
        scene.nodes[first] = node;
    }
    merge(scene, &into)
}

/// The groups of alike boxes that can be a stack: in a small drawing those whose icons differ by number only.
fn choose_spans(
    shapes: &Shapes,
    group: Vec<SpanningBox>,
    icons: usize,
    start: Start,
) -> Vec<Vec<SpanningBox>> {
    let is_large = icons >= LARGE || start == Start::Overview;
    let least = if icons >= HUGE { LEAST_OF_HUGE } else { LEAST };
    let are_many =
        group.len() >= least && (is_large || positions(&group).iter().all(|icons| shapes.are_one(icons)));
    if are_many { vec![group] } else { Vec::new() }
}

/// The boxes of a group.
fn boxes(group: &[SpanningBox]) -> Vec<NodeIndex> {
    group.iter().map(|span| span.node).collect()
}

/// The icons of a group that correspond to each other.
fn positions(group: &[SpanningBox]) -> Vec<Vec<NodeIndex>> {
    let count = group.first().map_or(0, |span| span.members.len());
    (0..count).map(|at| group.iter().filter_map(|span| span.members.get(at).copied()).collect()).collect()
}

/// Everything in a group.
fn nodes(group: &[SpanningBox]) -> Vec<NodeIndex> {
    group.iter().flat_map(SpanningBox::nodes).collect()
}

/// The groups of alike siblings that can be a stack.
fn choose(
    scene: &Scene,
    shapes: &Shapes,
    group: Vec<NodeIndex>,
    icons: usize,
    start: Start,
) -> Vec<Vec<NodeIndex>> {
    if are_minor(scene, &group) {
        return vec![group];
    }
    let named = match icons {
        HUGE.. => LEAST_OF_HUGE,
        _ if icons >= LARGE || start == Start::Overview => LEAST_NAMED,
        _ => usize::MAX,
    };
    let (mut many, few): (Vec<_>, Vec<_>) =
        shapes.divide(&group).into_iter().partition(|group| group.len() >= LEAST);
    let mut rest: Vec<NodeIndex> = few.into_iter().flatten().collect();
    if rest.len() >= named {
        sorting::plain(&mut rest);
        many.push(rest);
    }
    many
}

/// Returns whether a group is a wall of icons that only support others.
fn are_minor(scene: &Scene, group: &[NodeIndex]) -> bool {
    let is_minor = |&node: &NodeIndex| scene.nodes.get(node).is_some_and(|node| node.minor);
    group.len() >= LEAST_MINOR && group.iter().all(is_minor)
}

/// Returns whether a set names a stack: by its own id, or by that of a member, or by the logical ID of one.
fn names_one_of(scene: &Scene, group: &[NodeIndex], set: &SortedSet<Rc<str>>) -> bool {
    let names = |&node: &NodeIndex| {
        let of_member = |node: &Node| {
            set.contains(&node.id) || node.resource.as_ref().is_some_and(|id| set.contains(id.as_str()))
        };
        set.contains(&id(scene, &[node])) || scene.nodes.get(node).is_some_and(of_member)
    };
    !set.is_empty() && group.iter().any(names)
}

/// A stack is called by its first member; no logical ID has a slash.
fn id(scene: &Scene, group: &[NodeIndex]) -> Rc<str> {
    let first = group.first().and_then(|&first| scene.nodes.get(first));
    format!("{}/stack", first.map_or("", |node| &node.id)).into()
}

/// The node that stands for a group.
fn stand_in(scene: &Scene, shapes: &Shapes, group: &[NodeIndex]) -> Node {
    let members: Vec<&Node> = group.iter().filter_map(|&node| scene.nodes.get(node)).collect();
    let Some(&first) = members.first() else {
        return Node::default();
    };
    let mut node = first.clone();
    let count = members.len();
    let what = if first.what.is_empty() { first.title.clone() } else { first.what.clone() };
    let common = match shapes.are_one(group) {
        true => common_name(scene, group),
        // What such names have in common is a path or an ending that says nothing.
        false if are_minor(scene, group) => String::new(),
        false => common_words(scene, group),
    };
    let name = if common.is_empty() { what.clone() } else { common };
    if let Some(label) = &mut node.label {
        let name = if name == what { telling_end(&name) } else { shortened(&name) };
        label.text = format!("{name} ×{count}").into();
    }
    node.id = id(scene, group);
    node.title = match name == what {
        true => format!("{name}: {count} alike"),
        false => format!("{name}: {count} alike, {what}"),
    };
    node.folded =
        members.iter().flat_map(|member| member.resource.iter().chain(&member.folded)).cloned().collect();
    node.resource = None;
    node.details.retain(|detail| members.iter().all(|member| member.details.contains(detail)));
    for (position, badge) in node.badges.iter_mut().enumerate() {
        join_badges(badge, &members, position);
    }
    node
}

/// A title of a type without its first words, where it is too long: `Transit gateway route table association` says what it
/// is at its end.
pub(super) fn telling_end(title: &str) -> String {
    let mut rest = title;
    while rest.chars().count() > MAX_NAME
        && let Some((_, shorter)) = rest.split_once(' ')
    {
        rest = shorter;
    }
    shortened(&words::capitalized(rest))
}

fn shortened(name: &str) -> String {
    match name.chars().count() > MAX_NAME {
        true => name.chars().take(MAX_NAME - 1).chain(['…']).collect(),
        false => name.to_owned(),
    }
}

/// A sign on all members says what it says on each.
fn join_badges(badge: &mut Badge, members: &[&Node], position: usize) {
    let mut titles: Vec<&str> = Vec::new();
    for other in members.iter().filter_map(|member| member.badges.get(position)) {
        if !titles.contains(&other.title.as_str()) {
            titles.push(&other.title);
        }
        if other.resource != badge.resource {
            badge.resource = None;
        }
    }
    badge.title = titles.join("\n");
}
