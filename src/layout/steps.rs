//! Boxes that follow each other, such as the stages of a pipeline: a row of equal heights, or several, and below it what the
//! steps work on, each under the step that leads there.

use crate::maps::{SortedMap, SortedSet};
use crate::scene::{NodeIndex, Scene, Side};
use crate::sorting;

use super::geometry::Rect;
use super::means::Means;
use super::measure;
use super::measures::Measured;
use super::place::Placement;
use super::room::{Axis, Line, Room};
use super::tree::{BlockIndex, Changes, LiftedLink, Lines, NewGroup, Role, Slot, Tree};

/// Returns whether items are boxes that are all linked themselves, rather than what is in them.
pub fn are_steps(tree: &Tree, items: &[BlockIndex], ends: &SortedSet<BlockIndex>) -> bool {
    items.iter().all(|item| tree[*item].role == Role::Frame && ends.contains(item))
}

/// Returns all nodes that links start or end at.
pub fn ends(scene: &Scene) -> SortedSet<NodeIndex> {
    SortedSet::from_iter(scene.links.iter().flat_map(|link| [link.source, link.target]))
}

/// Finds the boxes that hold nothing but steps, each linked with the next and with no other.
pub fn find(tree: &Tree, scene: &Scene) -> Changes {
    let links: SortedSet<(usize, usize)> =
        SortedSet::from_iter(scene.links.iter().map(|link| (link.source, link.target)));
    let ends = ends(scene);
    let holds_steps = |&index: &BlockIndex| {
        let items = &tree[index].children;
        let in_rows = items.iter().all(|&item| tree[item].slot == Slot::Flow);
        if items.len() < 2 || !in_rows || !are_steps(tree, items, &ends) {
            return false;
        }
        let among = links.iter().filter(|(a, b)| items.contains(a) && items.contains(b)).count();
        let follow = |pair: &[BlockIndex]| matches!(*pair, [a, b] if links.contains(&(a, b)));
        among == items.len() - 1 && items.windows(2).all(follow)
    };
    let found = (0..scene.nodes.len()).filter(holds_steps);
    Changes { lines: found.map(|index| (index, Lines::Steps)).collect(), ..Changes::default() }
}

/// Encloses a box of steps with what is linked with it: at its left what leads there, at its right where it leads as a
/// whole, below it what single steps work on.
pub fn enclosed(tree: &Tree, index: BlockIndex, main: BlockIndex, others: &[BlockIndex]) -> Changes {
    let sides: Vec<(BlockIndex, Side)> =
        others.iter().map(|&other| (other, side(tree, main, other))).collect();
    let on = |side: Side| -> Vec<BlockIndex> {
        sides.iter().filter(|(_, of)| *of == side).map(|(other, _)| *other).collect()
    };
    let members: Vec<BlockIndex> = std::iter::once(main).chain(others.iter().copied()).collect();
    let strips = [Side::Left, Side::Right].map(|side| (on(side), Slot::Beside(side)));
    let strips = strips.into_iter().filter(|(strip, _)| !strip.is_empty());
    let inner = strips.chain([(vec![main], Slot::Core)]).collect();
    let below = on(Side::Bottom).into_iter();
    Changes {
        slots: below.map(|other| (other, Slot::Beside(Side::Bottom))).collect(),
        groups: vec![NewGroup { inner, ..NewGroup::new(index, members, Slot::Flow) }],
        ..Changes::default()
    }
}

fn side(tree: &Tree, main: BlockIndex, other: BlockIndex) -> Side {
    let inside = |block: BlockIndex, outer: BlockIndex| tree.chain(block).any(|at| at == outer);
    let comes = |link: &&LiftedLink| inside(link.source, other) && inside(link.target, main);
    let goes = |link: &&LiftedLink| inside(link.source, main) && inside(link.target, other);
    let is_led = tree.links.iter().filter(comes).any(|link| link.target == main);
    let mut going = tree.links.iter().filter(goes).peekable();
    if is_led || going.peek().is_none() {
        Side::Left
    } else if going.all(|link| link.source == main) {
        Side::Right
    } else {
        Side::Bottom
    }
}

/// Returns the orders in which what stands below steps stands in that of what it is linked with, from the left.
pub fn orders(tree: &Tree, rects: &[Rect]) -> Vec<(BlockIndex, Vec<BlockIndex>)> {
    let mut orders = Vec::new();
    for group in groups(tree) {
        let wanted = wanted(tree, rects, group);
        let mut children = tree[group].children.clone();
        // The main block and what stands at its sides stay where they are.
        sorting::by(&mut children, |a, b| {
            let at = |child: &BlockIndex| wanted.get(child).copied().unwrap_or(f64::NEG_INFINITY);
            at(a).total_cmp(&at(b))
        });
        if wanted.len() > 1 && tree[group].children != children {
            orders.push((group, children));
        }
    }
    orders
}

/// Moves what stands below steps under what it is linked with, as far as its neighbours and the width allow. Returns the rooms
/// in which any moved.
pub fn align(measured: &Measured, placement: &Placement) -> Vec<(BlockIndex, Room)> {
    let tree = measured.tree;
    let mut rooms = Vec::new();
    for group in groups(tree) {
        let wanted = wanted(tree, &placement.rects, group);
        let mut room = measured.all[group].room.clone();
        let mut moved = false;
        for at in 0..room.lines.len() {
            let Some(line) = room.lines.get(at) else { continue };
            let is_below = |item: &BlockIndex| tree[*item].slot == Slot::Beside(Side::Bottom);
            if line.pitch.is_some() || line.items.is_empty() || !line.items.iter().all(is_below) {
                continue;
            }
            let before = line.starts.clone();
            let origin = placement.origins[group].x;
            let targets: Vec<(f64, f64)> = line
                .items
                .iter()
                .enumerate()
                .map(|(i, item)| match wanted.get(item) {
                    Some(x) => (x - origin, 1.0),
                    None => (measure::middle_of(measured, room.axis, line, i), 0.1),
                })
                .collect();
            measure::place_near(measured, &mut room, at, &targets);
            let width = room.size.w;
            if let Some(line) = room.lines.get_mut(at) {
                keep_within(measured, line, width);
                moved |= line.starts != before;
            }
        }
        if moved {
            rooms.push((group, room));
        }
    }
    rooms
}

/// Moves the items of a line that reach beyond a width back into it.
fn keep_within(measured: &Measured, line: &mut Line, width: f64) {
    let extent = |item: BlockIndex| measured.footprint(item).w;
    let gaps: Vec<f64> = line
        .items
        .windows(2)
        .map(|pair| match *pair {
            [a, b] => measure::gap(measured, Axis::Rows, a, b),
            _ => 0.0,
        })
        .collect();
    let mut limit = width;
    for (i, (start, &item)) in line.starts.iter_mut().zip(&line.items).enumerate().rev() {
        *start = start.min(limit - extent(item));
        limit = *start - i.checked_sub(1).and_then(|before| gaps.get(before)).copied().unwrap_or(0.0);
    }
    let mut least = 0.0_f64;
    for (i, (start, &item)) in line.starts.iter_mut().zip(&line.items).enumerate() {
        *start = start.max(least);
        least = *start + extent(item) + gaps.get(i).copied().unwrap_or(0.0);
    }
}

/// Returns the groups of a box of steps with what stands beside and below it.
fn groups(tree: &Tree) -> Vec<BlockIndex> {
    let holds_steps = |child: BlockIndex| {
        tree[child].slot == Slot::Core && tree.children(child).any(|main| tree[main].holds_steps())
    };
    (0..tree.len()).filter(|&index| tree.children(index).any(holds_steps)).collect()
}

/// For what stands below steps: the mean of where that stands, from the left, which it is linked with.
fn wanted(tree: &Tree, rects: &[Rect], group: BlockIndex) -> SortedMap<BlockIndex, f64> {
    let below = |block: BlockIndex| {
        let inside = tree.chain(block).find(|&at| tree[at].parent == Some(group))?;
        (tree[inside].slot == Slot::Beside(Side::Bottom)).then_some(inside)
    };
    let mut means = Means::default();
    for (end, other) in tree.links.iter().flat_map(LiftedLink::ends) {
        if let (Some(item), None) = (below(end), below(other)) {
            means.add(item, rects[other].centre().x);
        }
    }
    means.all()
}
