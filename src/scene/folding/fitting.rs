//! Which boxes start collapsed.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::collapse::{collapse, contents};
use super::stack::stack;
use super::{Folding, Start};
use crate::scene::{NodeIndex, Scene};
use crate::sorting;

/// More nodes than these do not fit a page at a size at which their labels can be read.
const MOST: usize = 150;

/// A box that holds fewer nodes is not much larger than a collapsed one.
const LEAST_HELD: usize = 6;

/// The boxes to collapse so that a large drawing can be read: the innermost level first, all boxes of a level at once,
/// so that neighbours look alike, until the drawing fits. What the reader changed does not count: it must not make
/// boxes elsewhere open or close.
pub(super) fn fitting(scene: &Scene, icons: usize) -> BTreeSet<Rc<str>> {
    let mut collapsed = BTreeSet::new();
    if scene.nodes.len() <= MOST {
        return collapsed;
    }
    let untouched = Folding::default();
    let shown = |collapsed: &BTreeSet<Rc<str>>| {
        stack(collapse(scene.clone(), collapsed, &untouched), icons, Start::Fitting, &untouched).nodes.len()
    };
    let inside = contents(scene);
    let boxes: Vec<NodeIndex> =
        (0..scene.nodes.len()).filter(|&node| inside[node].len() >= LEAST_HELD).collect();
    let depths = depths(scene);
    let mut levels: Vec<usize> = boxes.iter().map(|&node| depths[node]).collect();
    sorting::by_key(&mut levels, |&depth| std::cmp::Reverse(depth));
    levels.dedup();
    if shown(&collapsed) <= MOST {
        return collapsed;
    }
    for (position, &level) in levels.iter().enumerate() {
        let of_level = boxes.iter().filter(|&&node| depths[node] == level);
        collapsed.extend(of_level.filter_map(|&node| scene.nodes.get(node)).map(|node| node.id.clone()));
        // Real boxes are nested five deep; what is nested without end is not tried level by level.
        if position < MAX_TRIED && shown(&collapsed) <= MOST {
            break;
        }
    }
    collapsed
}

/// How many levels are tried one by one.
const MAX_TRIED: usize = 8;

/// The outermost boxes that can be collapsed.
pub(super) fn overview(scene: &Scene) -> BTreeSet<Rc<str>> {
    let mut collapsed = BTreeSet::new();
    let mut hidden = vec![false; scene.nodes.len()];
    for (node, held) in contents(scene).iter().enumerate() {
        if let (false, false, Some(found)) = (hidden[node], held.is_empty(), scene.nodes.get(node)) {
            collapsed.insert(found.id.clone());
            held.iter().for_each(|&held| hidden[held] = true);
        }
    }
    collapsed
}

fn depths(scene: &Scene) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(scene.nodes.len());
    for node in &scene.nodes {
        let depth = node.parent.and_then(|parent| depths.get(parent)).map_or(0, |depth| depth + 1);
        depths.push(depth);
    }
    depths
}
