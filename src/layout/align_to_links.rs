//! What stands beside a large box goes to the height of what it is linked with.

use crate::maps::{SortedMap, SortedSet};
use crate::scene::Side;
use crate::sorting;

use super::geometry::Rect;
use super::means::Means;
use super::measures::Measured;
use super::place::Placement;
use super::room::Room;
use super::tree::{BlockIndex, LiftedLink, Role, Slot, Tree};

/// Returns the strips whose items stand in the order of what they are linked with, from the top, each with that order.
pub fn strip_orders(tree: &Tree, rects: &[Rect]) -> Vec<(BlockIndex, Vec<BlockIndex>)> {
    let wanted = wanted(tree, rects);
    let mut orders = Vec::new();
    for strip in strips(tree) {
        let mut children = tree[strip].children.clone();
        // Who is linked with nothing outside stands last.
        let height = |child: &BlockIndex| wanted.get(child).copied().unwrap_or(f64::INFINITY);
        sorting::by(&mut children, |a, b| height(a).total_cmp(&height(b)));
        if children.iter().filter(|child| wanted.contains_key(child)).count() > 1 {
            orders.push((strip, children));
        }
    }
    orders
}

/// Moves the rows of each strip down to what they are linked with, no further than the large box reaches. Returns the rooms
/// in which any moved.
pub fn spread(measured: &Measured, placement: &Placement) -> Vec<(BlockIndex, Room)> {
    let wanted = wanted(measured.tree, &placement.rects);
    let mut rooms = Vec::new();
    for strip in strips(measured.tree) {
        let origin = placement.origins[strip];
        let reach = band_end(measured.tree, &placement.rects, strip) - origin.y;
        let mut room = measured.all[strip].room.clone();
        let mut starts: Vec<f64> = Vec::new();
        let mut end = 0.0;
        for (i, line) in room.lines.iter().enumerate() {
            let heights: Vec<f64> = line.items.iter().filter_map(|item| wanted.get(item)).copied().collect();
            let least = if i == 0 { 0.0 } else { end + line.apart };
            let start = if heights.is_empty() {
                least
            } else {
                let middle = heights.iter().sum::<f64>() / heights.len() as f64;
                least.max(middle - origin.y - line.middle)
            };
            end = start + line.thickness;
            starts.push(start);
        }
        let mut limit = reach;
        for (line, start) in room.lines.iter().zip(&mut starts).rev() {
            *start = start.min(limit - line.thickness).max(line.across);
            limit = *start - line.apart;
        }
        let mut moved = false;
        for (line, start) in room.lines.iter_mut().zip(starts) {
            moved |= start > line.across;
            line.across = start;
        }
        if moved {
            rooms.push((strip, room));
        }
    }
    rooms
}

/// Returns what sits on the side of a box and turns to the other side, with that: all that it is linked with outside the box is
/// beyond it, so that its links need not run through the box.
pub fn turned(tree: &Tree, rects: &[Rect]) -> Vec<(BlockIndex, Slot)> {
    /// For who sits on a side: whether all partners are left of the box, and whether all are right of it.
    type Where = (bool, bool);
    let mut partners: SortedMap<BlockIndex, Where> = SortedMap::new();
    for link in &tree.links {
        for (end, other) in link.ends() {
            let sits = matches!(tree[end].slot, Slot::Border(Side::Left | Side::Right));
            let Some(parent) = tree[end].parent.filter(|_| sits) else { continue };
            if tree.chain(other).any(|at| at == parent) {
                continue;
            }
            let (holder, other) = (rects[parent], rects[other]);
            let found = partners.entry(end).or_insert((true, true));
            found.0 &= other.right() <= holder.x;
            found.1 &= other.x >= holder.right();
        }
    }
    let mut turned = Vec::new();
    for (index, found) in partners {
        let side = match found {
            (true, false) => Slot::Border(Side::Left),
            (false, true) => Slot::Border(Side::Right),
            // What is above or below is reached along the side that nothing stands beside.
            _ if has_beside(tree, index, Side::Right) && !has_beside(tree, index, Side::Left) => {
                Slot::Border(Side::Left)
            }
            _ => continue,
        };
        if tree[index].slot != side {
            turned.push((index, side));
        }
    }
    turned
}

/// Returns the orders in which what sits on the left and the right side of a box stands in that of what it is linked with, from
/// the top.
pub fn border_orders(tree: &Tree, rects: &[Rect]) -> Vec<(BlockIndex, Vec<BlockIndex>)> {
    let mut means = Means::default();
    for (end, other) in tree.links.iter().flat_map(LiftedLink::ends) {
        if matches!(tree[end].slot, Slot::Border(Side::Left | Side::Right)) {
            means.add(end, rects[other].centre().y);
        }
    }
    let heights = means.all();
    let mut orders = Vec::new();
    let holders = SortedSet::from_iter(heights.keys().filter_map(|&icon| tree[icon].parent));
    for holder in holders {
        let mut children = tree[holder].children.clone();
        for side in [Side::Left, Side::Right] {
            let is_linked =
                |child: BlockIndex| tree[child].slot == Slot::Border(side) && heights.contains_key(&child);
            let spots: Vec<usize> = (0..children.len()).filter(|&i| is_linked(children[i])).collect();
            let mut after: Vec<BlockIndex> = spots.iter().map(|&i| children[i]).collect();
            let height = |icon: &BlockIndex| heights.get(icon).copied().unwrap_or(0.0);
            sorting::by(&mut after, |a, b| height(a).total_cmp(&height(b)));
            for (i, icon) in spots.into_iter().zip(after) {
                children[i] = icon;
            }
        }
        if children != tree[holder].children {
            orders.push((holder, children));
        }
    }
    orders
}

/// Returns whether something stands beside the box that a node sits on the border of.
fn has_beside(tree: &Tree, sitting: BlockIndex, side: Side) -> bool {
    let parent = |of: BlockIndex| tree[of].parent;
    let core = parent(sitting).and_then(parent).filter(|&core| tree[core].slot == Slot::Core);
    let mut siblings = core.and_then(parent).into_iter().flat_map(|group| tree.children(group));
    siblings.any(|sibling| tree[sibling].slot == Slot::Beside(side))
}

/// Returns what stands left or right of a main block, in rows.
fn strips(tree: &Tree) -> Vec<BlockIndex> {
    let is_strip = |index: &BlockIndex| {
        let block = &tree[*index];
        let beside = matches!(block.slot, Slot::Beside(Side::Left | Side::Right));
        block.role == Role::Group && beside && block.plan().is_none()
    };
    (0..tree.len()).filter(is_strip).collect()
}

/// Returns the end of the band that a strip shares with the large box: a strip does not run into what stands below that.
fn band_end(tree: &Tree, rects: &[Rect], strip: BlockIndex) -> f64 {
    let siblings = tree[strip].parent.into_iter().flat_map(|parent| tree.children(parent));
    let in_band = siblings.filter(|&sibling| tree[sibling].slot != Slot::Beside(Side::Bottom));
    in_band.map(|sibling| rects[sibling].bottom()).fold(0.0, f64::max)
}

/// For the items of strips: the mean height of what they are linked with outside their strip.
fn wanted(tree: &Tree, rects: &[Rect]) -> SortedMap<BlockIndex, f64> {
    let mut item_of: SortedMap<BlockIndex, (BlockIndex, BlockIndex)> = SortedMap::new();
    for strip in strips(tree) {
        for item in tree.children(strip) {
            let mut inside = vec![item];
            while let Some(at) = inside.pop() {
                item_of.insert(at, (strip, item));
                inside.extend(tree.children(at));
            }
        }
    }
    let mut means = Means::default();
    for (end, other) in tree.links.iter().flat_map(LiftedLink::ends) {
        if let Some(&(strip, item)) = item_of.get(&end)
            && item_of.get(&other).is_none_or(|(theirs, _)| *theirs != strip)
        {
            means.add(item, rects[other].centre().y);
        }
    }
    means.all()
}
