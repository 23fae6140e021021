//! Which boxes start collapsed.

use std::rc::Rc;

use super::collapse::contents;
use super::steps::depths;
use crate::maps::SortedSet;
use crate::scene::{NodeIndex, Scene};
use crate::sorting;

/// More nodes than these do not fit a screen at a size at which their labels can be read: four VPCs with what stands
/// beside them take 2,400 units by 1,450 with so many, and half as much again each way with half as many more.
pub(super) const MOST: usize = 100;

/// A box that holds fewer nodes is not much larger than a collapsed one.
const LEAST_HELD: usize = 6;

/// The boxes to collapse so that a large drawing can be read: the innermost level first, all boxes of a level at once,
/// so that neighbours look alike, until the drawing fits. Gives the drawing, too, where it was folded to see that.
pub(super) fn fitting(
    scene: &Scene,
    fold: impl Fn(&SortedSet<Rc<str>>) -> Scene,
) -> (SortedSet<Rc<str>>, Option<Scene>) {
    let mut collapsed = SortedSet::new();
    if scene.nodes.len() <= MOST {
        return (collapsed, None);
    }
    let inside = contents(scene);
    let boxes: Vec<NodeIndex> =
        (0..scene.nodes.len()).filter(|&node| inside[node].len() >= LEAST_HELD).collect();
    let depths = depths(scene);
    let mut levels: Vec<usize> = boxes.iter().map(|&node| depths[node]).collect();
    sorting::by_key(&mut levels, |&depth| std::cmp::Reverse(depth));
    levels.dedup();
    if levels.is_empty() {
        return (collapsed, None);
    }
    // Real boxes are nested five deep; what is nested without end is not tried level by level.
    for tried in 0..=levels.len() {
        if tried <= MAX_TRIED {
            let fitted = fold(&collapsed);
            if fitted.nodes.len() <= MOST || tried == levels.len() {
                return (collapsed, Some(fitted));
            }
        }
        let of_level = boxes.iter().filter(|&&node| levels.get(tried) == Some(&depths[node]));
        collapsed.extend(of_level.filter_map(|&node| scene.nodes.get(node)).map(|node| node.id.clone()));
    }
    (collapsed, None)
}

/// The most levels that are tried one by one.
const MAX_TRIED: usize = 8;

/// The outermost boxes that can be collapsed.
pub(super) fn overview(scene: &Scene) -> SortedSet<Rc<str>> {
    let mut collapsed = SortedSet::new();
    let mut hidden = vec![false; scene.nodes.len()];
    for (node, held) in contents(scene).iter().enumerate() {
        if let (false, false, Some(found)) = (hidden[node], held.is_empty(), scene.nodes.get(node)) {
            collapsed.insert(found.id.clone());
            held.iter().for_each(|&held| hidden[held] = true);
        }
    }
    collapsed
}
