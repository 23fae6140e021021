//! What stands beside a large box goes to the height of what it is linked with.

use std::collections::BTreeMap;

use crate::scene::{Scene, Side};
use crate::sorting;

use super::blocks::{BlockIndex, Blocks, PlaceIn, Role};
use super::flows;
use super::room::Axis;

/// Puts the items of each strip in the order of what they are linked with, from the top. Whether any moved: then
/// everything must be measured and placed again.
pub fn order(blocks: &mut Blocks, scene: &Scene) -> bool {
    let wanted = wanted(blocks, scene);
    let mut moved = false;
    for strip in strips(blocks) {
        let mut children = blocks.all[strip].children.clone();
        // Who is linked with nothing outside stands last.
        let height = |child: &BlockIndex| wanted.get(child).copied().unwrap_or(f64::INFINITY);
        sorting::by(&mut children, |a, b| height(a).total_cmp(&height(b)));
        if children.iter().filter(|child| wanted.contains_key(child)).count() > 1 {
            moved = true;
            blocks.all[strip].ordered = true;
            blocks.all[strip].children = children;
        }
    }
    moved
}

/// Moves the rows of each strip down to what they are linked with, no further than the large box reaches. Whether
/// any moved: then everything must be placed again.
pub fn spread(blocks: &mut Blocks, scene: &Scene) -> bool {
    let wanted = wanted(blocks, scene);
    let mut moved = false;
    for strip in strips(blocks) {
        let block = &blocks.all[strip];
        let reach = band_end(blocks, strip) - block.room.origin.y;
        let room = &block.room;
        let mut starts: Vec<f64> = Vec::new();
        let mut end = 0.0;
        for (i, line) in room.lines.iter().enumerate() {
            let heights: Vec<f64> = line.items.iter().filter_map(|item| wanted.get(item)).copied().collect();
            let least = if i == 0 { 0.0 } else { end + line.apart };
            let start = if heights.is_empty() {
                least
            } else {
                let middle = heights.iter().sum::<f64>() / heights.len() as f64;
                least.max(middle - room.origin.y - line.middle)
            };
            end = start + line.thickness;
            starts.push(start);
        }
        let mut limit = reach;
        for (line, start) in room.lines.iter().zip(&mut starts).rev() {
            *start = start.min(limit - line.thickness).max(line.across);
            limit = *start - line.apart;
        }
        for (line, start) in blocks.all[strip].room.lines.iter_mut().zip(starts) {
            moved |= start > line.across;
            line.across = start;
        }
    }
    moved
}

/// Turns what sits on the side of a box to the other side where all that it is linked with outside the box is beyond
/// that: its links need not run through the box. Whether any turned: then everything must be measured again.
pub fn face(blocks: &mut Blocks, scene: &Scene) -> bool {
    /// For who sits on a side: whether all partners are left of the box, and whether all are right of it.
    type Where = (bool, bool);
    let mut partners: BTreeMap<BlockIndex, Where> = BTreeMap::new();
    for link in &scene.links {
        let ends = (flows::stand_in(blocks, link.source), flows::stand_in(blocks, link.target));
        let (Some(source), Some(target)) = ends else { continue };
        for (end, other) in [(source, target), (target, source)] {
            let sits = matches!(blocks.all[end].place, PlaceIn::Border(Side::Left | Side::Right));
            let Some(parent) = blocks.all[end].parent.filter(|_| sits) else { continue };
            let is_inside =
                std::iter::successors(Some(other), |&at| blocks.all[at].parent).any(|at| at == parent);
            if is_inside {
                continue;
            }
            let (holder, other) = (blocks.all[parent].rect, blocks.all[other].rect);
            let found = partners.entry(end).or_insert((true, true));
            found.0 &= other.right() <= holder.x;
            found.1 &= other.x >= holder.right();
        }
    }
    let mut turned = false;
    for (index, found) in partners {
        let side = match found {
            (true, false) => PlaceIn::Border(Side::Left),
            (false, true) => PlaceIn::Border(Side::Right),
            // What is above or below is reached along the side that nothing stands beside.
            _ if has_beside(blocks, index, Side::Right) && !has_beside(blocks, index, Side::Left) => {
                PlaceIn::Border(Side::Left)
            }
            _ => continue,
        };
        turned |= blocks.all[index].place != side;
        blocks.all[index].place = side;
    }
    turned
}

/// Puts what sits on the left and the right side of a box in the order of what it is linked with, from the top. Whether
/// any moved: then everything must be placed again.
pub fn line_up(blocks: &mut Blocks, scene: &Scene) -> bool {
    let mut sums: BTreeMap<BlockIndex, (f64, f64)> = BTreeMap::new();
    for link in &scene.links {
        let ends = (flows::stand_in(blocks, link.source), flows::stand_in(blocks, link.target));
        let (Some(source), Some(target)) = ends else { continue };
        for (end, other) in [(source, target), (target, source)] {
            if matches!(blocks.all[end].place, PlaceIn::Border(Side::Left | Side::Right)) {
                let (sum, count) = sums.entry(end).or_default();
                let rect = blocks.all[other].rect;
                *sum += rect.y + rect.h / 2.0;
                *count += 1.0;
            }
        }
    }
    let mut moved = false;
    let holders = sorting::set(sums.keys().filter_map(|&icon| blocks.all[icon].parent));
    for holder in holders {
        for side in [Side::Left, Side::Right] {
            let children = &blocks.all[holder].children;
            let is_linked = |child: BlockIndex| {
                blocks.all[child].place == PlaceIn::Border(side) && sums.contains_key(&child)
            };
            let spots: Vec<usize> = (0..children.len()).filter(|&i| is_linked(children[i])).collect();
            let before: Vec<BlockIndex> = spots.iter().map(|&i| children[i]).collect();
            let mut after = before.clone();
            let height = |icon: &BlockIndex| sums.get(icon).map_or(0.0, |(sum, count)| sum / count);
            sorting::by(&mut after, |a, b| height(a).total_cmp(&height(b)));
            moved |= after != before;
            for (i, icon) in spots.into_iter().zip(after) {
                blocks.all[holder].children[i] = icon;
            }
        }
    }
    moved
}

/// Whether something stands beside the box that a node sits on the border of.
fn has_beside(blocks: &Blocks, sitting: BlockIndex, side: Side) -> bool {
    let parent = |of: BlockIndex| blocks.all[of].parent;
    let core = parent(sitting).and_then(parent).filter(|&core| blocks.all[core].place == PlaceIn::Core);
    let siblings = core.and_then(parent).map_or(&[][..], |group| &blocks.all[group].children);
    siblings.iter().any(|&sibling| blocks.all[sibling].place == PlaceIn::Beside(side))
}

/// What stands left or right of a main block, in rows.
fn strips(blocks: &Blocks) -> Vec<BlockIndex> {
    let is_strip = |index: &BlockIndex| {
        let block = &blocks.all[*index];
        let beside = matches!(block.place, PlaceIn::Beside(Side::Left | Side::Right));
        block.role == Role::Group && beside && block.plan.is_none() && block.room.axis == Axis::Rows
    };
    (0..blocks.all.len()).filter(is_strip).collect()
}

/// Where the band ends that a strip shares with the large box: what stands below that box is not for the strip to run
/// into.
fn band_end(blocks: &Blocks, strip: BlockIndex) -> f64 {
    let siblings = blocks.all[strip].parent.into_iter().flat_map(|parent| &blocks.all[parent].children);
    let others = siblings.map(|&sibling| &blocks.all[sibling]);
    let in_band = others.filter(|other| other.place != PlaceIn::Beside(Side::Bottom));
    in_band.map(|other| other.rect.bottom()).fold(0.0, f64::max)
}

/// For the items of strips: the mean height of what they are linked with outside their strip.
fn wanted(blocks: &Blocks, scene: &Scene) -> BTreeMap<BlockIndex, f64> {
    let mut item_of: BTreeMap<BlockIndex, (BlockIndex, BlockIndex)> = BTreeMap::new();
    for strip in strips(blocks) {
        for &item in &blocks.all[strip].children {
            let mut inside = vec![item];
            while let Some(at) = inside.pop() {
                item_of.insert(at, (strip, item));
                inside.extend(&blocks.all[at].children);
            }
        }
    }
    let mut sums: BTreeMap<BlockIndex, (f64, f64)> = BTreeMap::new();
    for link in &scene.links {
        let ends = (flows::stand_in(blocks, link.source), flows::stand_in(blocks, link.target));
        let (Some(source), Some(target)) = ends else { continue };
        for (end, other) in [(source, target), (target, source)] {
            if let Some(&(strip, item)) = item_of.get(&end)
                && item_of.get(&other).is_none_or(|(theirs, _)| *theirs != strip)
            {
                let (sum, count) = sums.entry(item).or_default();
                let rect = blocks.all[other].rect;
                *sum += rect.y + rect.h / 2.0;
                *count += 1.0;
            }
        }
    }
    sums.into_iter().map(|(item, (sum, count))| (item, sum / count)).collect()
}
