//! What is folded for want of room, step by step.

use std::rc::Rc;

use super::collapse::contents;
use crate::maps::SortedSet;
use crate::scene::{Arrangement, Scene};
use crate::sorting;

/// The things that a drawing folds to take less room.
#[derive(Debug, Default)]
pub(super) struct Step {
    /// True if alike siblings are a stack.
    pub stacks: bool,
    /// The boxes that are collapsed.
    pub collapsed: SortedSet<Rc<str>>,
    /// Siblings that are one icon, whatever tells them apart.
    pub together: Together,
    /// True if rows are as wide as a screen.
    pub is_wide: bool,
}

/// The siblings that are one icon, whatever tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Together {
    /// None.
    #[default]
    None,
    /// Those of one type, where they are many.
    Many,
    /// Those of one type.
    Types,
    /// Those of one service.
    Services,
}

/// A box that holds fewer nodes is not much larger than a collapsed one.
const LEAST_HELD: usize = 3;

/// More levels than these collapse in one step: what is nested without end is not gone through level by level.
const MOST_LEVELS: usize = 5;

/// The steps of a scene, each folding what the one before folds and more. Boxes collapse from the innermost level, all of a
/// level at once, so that neighbours look alike; siblings of a type come together before the second level does. Where a lens is
/// for seeing each resource, alike siblings stand apart in the first step.
pub(super) fn steps(scene: &Scene, starts_apart: bool) -> Vec<Step> {
    let inside = contents(scene);
    let depths = depths(scene);
    let boxes: Vec<usize> = (0..scene.nodes.len()).filter(|&node| inside[node].len() >= LEAST_HELD).collect();
    let mut levels: Vec<usize> = boxes.iter().map(|&node| depths[node]).collect();
    sorting::by_key(&mut levels, |&depth| std::cmp::Reverse(depth));
    levels.dedup();
    let up_to = |level: usize| -> SortedSet<Rc<str>> {
        let is_deep = |node: &&usize| depths[**node] >= level;
        boxes
            .iter()
            .filter(is_deep)
            .filter_map(|&node| scene.nodes.get(node))
            .map(|node| node.id.clone())
            .collect()
    };
    let step = |collapsed: SortedSet<Rc<str>>, together: Together| Step {
        stacks: true,
        collapsed,
        together,
        is_wide: false,
    };
    let mut steps = if starts_apart { vec![Step::default()] } else { Vec::new() };
    steps.push(step(SortedSet::new(), Together::None));
    if let Some(&first) = levels.first() {
        steps.push(step(up_to(first), Together::None));
    }
    let last = levels.len().saturating_sub(1);
    steps.push(step(levels.first().map(|&first| up_to(first)).unwrap_or_default(), Together::Many));
    for (at, &level) in levels.iter().enumerate().skip(1) {
        if at < MOST_LEVELS || at == last {
            steps.push(step(up_to(level), Together::Many));
        }
    }
    let all = || levels.last().map(|&level| up_to(level)).unwrap_or_default();
    steps.push(step(all(), Together::Types));
    steps.push(step(all(), Together::Services));
    if scene.arrangement == Arrangement::Places {
        steps.push(Step { is_wide: true, ..step(all(), Together::Services) });
    }
    steps
}

/// The depth of each node in boxes.
pub(super) fn depths(scene: &Scene) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(scene.nodes.len());
    for node in &scene.nodes {
        let depth = node.parent.and_then(|parent| depths.get(parent)).map_or(0, |depth| depth + 1);
        depths.push(depth);
    }
    depths
}
