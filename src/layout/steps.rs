//! Boxes that follow each other, such as the stages of a pipeline: a row of equal heights, or several, and below it what the
//! steps work on, each under the step that leads there.

use std::collections::{BTreeMap, BTreeSet};

use crate::scene::{Link, Scene, Side};
use crate::sorting;

use super::blocks::{Block, BlockIndex, Blocks, PlaceIn, Role};
use super::flows;
use super::measure;
use super::room::Line;

/// Whether items are boxes that are all linked themselves, rather than what is in them.
pub fn are_steps(blocks: &Blocks, items: &[BlockIndex], ends: &BTreeSet<BlockIndex>) -> bool {
    items.iter().all(|item| blocks.all[*item].role == Role::Frame && ends.contains(item))
}

/// Finds the boxes that hold nothing but steps, each linked with the next and with no other.
pub fn find(blocks: &mut Blocks, scene: &Scene) {
    let links: BTreeSet<(usize, usize)> =
        sorting::set(scene.links.iter().map(|link| (link.source, link.target)));
    let ends: BTreeSet<BlockIndex> = sorting::set(links.iter().flat_map(|&(a, b)| [a, b]));
    for index in 0..scene.nodes.len() {
        let items = &blocks.all[index].children;
        let in_rows = items.iter().all(|&item| blocks.all[item].place == PlaceIn::Flow);
        if items.len() < 2 || !in_rows || !are_steps(blocks, items, &ends) {
            continue;
        }
        let among = links.iter().filter(|(a, b)| items.contains(a) && items.contains(b)).count();
        let follow = |pair: &[BlockIndex]| matches!(*pair, [a, b] if links.contains(&(a, b)));
        blocks.all[index].holds_steps = among == items.len() - 1 && items.windows(2).all(follow);
    }
}

/// Encloses a box of steps with what is linked with it: at its left what leads there, at its right where it leads as a
/// whole, below it what single steps work on.
pub fn enclose(
    blocks: &mut Blocks,
    scene: &Scene,
    index: BlockIndex,
    main: BlockIndex,
    others: &[BlockIndex],
) {
    let sides: Vec<(BlockIndex, Side)> =
        others.iter().map(|&other| (other, side(blocks, scene, main, other))).collect();
    let on = |side: Side| -> Vec<BlockIndex> {
        sides.iter().filter(|(_, of)| *of == side).map(|(other, _)| *other).collect()
    };
    let members: Vec<BlockIndex> = std::iter::once(main).chain(others.iter().copied()).collect();
    let made = |place| Block { role: Role::Group, place, ..Block::default() };
    let group = blocks.enclose(index, &members, made(PlaceIn::Flow));
    for side in [Side::Left, Side::Right] {
        let strip = on(side);
        if !strip.is_empty() {
            blocks.enclose(group, &strip, made(PlaceIn::Beside(side)));
        }
    }
    blocks.enclose(group, &[main], made(PlaceIn::Core));
    for other in on(Side::Bottom) {
        blocks.all[other].place = PlaceIn::Beside(Side::Bottom);
    }
}

fn side(blocks: &Blocks, scene: &Scene, main: BlockIndex, other: BlockIndex) -> Side {
    let inside = |node: usize, outer: BlockIndex| {
        flows::stand_in(blocks, node).is_some_and(|node| chain(blocks, node).any(|at| at == outer))
    };
    let links = || scene.links.iter();
    let comes = |link: &&Link| inside(link.source, other) && inside(link.target, main);
    let goes = |link: &&Link| inside(link.source, main) && inside(link.target, other);
    let is_led = links().filter(comes).any(|link| link.target == main);
    let mut going = links().filter(goes).peekable();
    if is_led || going.peek().is_none() {
        Side::Left
    } else if going.all(|link| link.source == main) {
        Side::Right
    } else {
        Side::Bottom
    }
}

/// A block and all that it is in, from the innermost.
fn chain(blocks: &Blocks, block: BlockIndex) -> impl Iterator<Item = BlockIndex> {
    std::iter::successors(Some(block), |&at| blocks.all[at].parent)
}

/// Puts what stands below steps in the order of what it is linked with, from the left. Whether any moved: then everything
/// must be measured and placed again.
pub fn order(blocks: &mut Blocks, scene: &Scene) -> bool {
    let mut moved = false;
    for group in groups(blocks) {
        let wanted = wanted(blocks, scene, group);
        let mut children = blocks.all[group].children.clone();
        // The main block and what stands at its sides stay where they are.
        sorting::by(&mut children, |a, b| {
            let at = |child: &BlockIndex| wanted.get(child).copied().unwrap_or(f64::NEG_INFINITY);
            at(a).total_cmp(&at(b))
        });
        moved |= wanted.len() > 1 && blocks.all[group].children != children;
        blocks.all[group].children = children;
    }
    moved
}

/// Moves what stands below steps under what it is linked with, as far as its neighbours and the width allow. Whether any
/// moved: then everything must be placed again.
pub fn align(blocks: &mut Blocks, scene: &Scene) -> bool {
    let mut moved = false;
    for group in groups(blocks) {
        let wanted = wanted(blocks, scene, group);
        let mut room = std::mem::take(&mut blocks.all[group].room);
        for at in 0..room.lines.len() {
            let Some(line) = room.lines.get(at) else { continue };
            let is_below = |item: &BlockIndex| blocks.all[*item].place == PlaceIn::Beside(Side::Bottom);
            if line.pitch.is_some() || line.items.is_empty() || !line.items.iter().all(is_below) {
                continue;
            }
            let before = line.starts.clone();
            let origin = room.origin.x;
            let targets: Vec<(f64, f64)> = line
                .items
                .iter()
                .enumerate()
                .map(|(i, item)| match wanted.get(item) {
                    Some(x) => (x - origin, 1.0),
                    None => (measure::middle_of(blocks, room.axis, line, i), 0.1),
                })
                .collect();
            measure::place_near(blocks, &mut room, at, &targets);
            let width = room.size.w;
            if let Some(line) = room.lines.get_mut(at) {
                keep_within(blocks, line, width);
                moved |= line.starts != before;
            }
        }
        blocks.all[group].room = room;
    }
    moved
}

/// Moves the items of a line that reach beyond a width back into it.
fn keep_within(blocks: &Blocks, line: &mut Line, width: f64) {
    let extent = |item: BlockIndex| blocks.all[item].footprint().w;
    let gaps: Vec<f64> = line
        .items
        .windows(2)
        .map(|pair| match *pair {
            [a, b] => measure::gap(blocks, a, b),
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

/// The groups of a box of steps with what stands beside and below it.
fn groups(blocks: &Blocks) -> Vec<BlockIndex> {
    let holds_steps = |&child: &BlockIndex| {
        let core = &blocks.all[child];
        core.place == PlaceIn::Core && core.children.iter().any(|&main| blocks.all[main].holds_steps)
    };
    (0..blocks.all.len()).filter(|&index| blocks.all[index].children.iter().any(holds_steps)).collect()
}

/// For what stands below steps: the mean of where that stands, from the left, which it is linked with.
fn wanted(blocks: &Blocks, scene: &Scene, group: BlockIndex) -> BTreeMap<BlockIndex, f64> {
    let below = |node: usize| {
        let inside =
            chain(blocks, flows::stand_in(blocks, node)?).find(|&at| blocks.all[at].parent == Some(group))?;
        (blocks.all[inside].place == PlaceIn::Beside(Side::Bottom)).then_some(inside)
    };
    let mut sums: BTreeMap<BlockIndex, (f64, f64)> = BTreeMap::new();
    for link in &scene.links {
        for (end, other) in [(link.source, link.target), (link.target, link.source)] {
            if let (Some(item), None, Some(other)) =
                (below(end), below(other), flows::stand_in(blocks, other))
            {
                let rect = blocks.all[other].rect;
                let (sum, count) = sums.entry(item).or_default();
                *sum += rect.x + rect.w / 2.0;
                *count += 1.0;
            }
        }
    }
    sums.into_iter().map(|(item, (sum, count))| (item, sum / count)).collect()
}
