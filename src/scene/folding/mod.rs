//! How much of a scene is shown: alike siblings as a stack, containers without what is in them.
//!
//! Both only put nodes into others, on a scene that is already composed. What goes is listed with what stands for it,
//! so drawn plus folded is still every resource.

mod alike;
mod collapse;
mod common_names;
mod fitting;
mod look;
mod merge;
mod spanning_boxes;
mod stack;
mod summary;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use super::{Lens, Scene, Shape};
use crate::maps::SortedSet;

/// The folding of a drawing: where a drawing starts, and what the reader changed since.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folding {
    /// Where it starts.
    pub start: Start,
    /// Boxes that are collapsed, and loose members of a stack that are put together, by their ids.
    pub collapsed: SortedSet<Rc<str>>,
    /// Boxes and stacks that are expanded, by their ids; a stack also by that of a member, or by its logical ID.
    pub expanded: SortedSet<Rc<str>>,
}

/// The start of folding, before anybody asked for more or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Start {
    /// As much as fits the size: a small drawing shows everything. The other lenses than the architecture always do.
    #[default]
    Fitting,
    /// Nothing.
    Everything,
    /// The outermost boxes, and every stack.
    Overview,
}

impl Start {
    /// Returns the start of this name; the usual one when there is none.
    pub fn named(name: &str) -> Self {
        match name {
            "everything" => Self::Everything,
            "overview" => Self::Overview,
            _ => Self::Fitting,
        }
    }

    /// Its name in attributes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fitting => "fitting",
            Self::Everything => "everything",
            Self::Overview => "overview",
        }
    }
}

impl Folding {
    /// Collapses a box, or puts the members of a stack together again.
    pub fn collapse(&mut self, id: &Rc<str>) -> bool {
        self.expanded.remove(id) | self.collapsed.insert(id.clone())
    }

    /// Expands a box or a stack.
    pub fn expand(&mut self, id: &Rc<str>) -> bool {
        self.collapsed.remove(id) | self.expanded.insert(id.clone())
    }
}

/// Folds what is to be folded.
pub(super) fn fold(scene: Scene, lens: Lens, folding: &Folding) -> Scene {
    let start = match (folding.start, lens) {
        (Start::Fitting, Lens::AllResources | Lens::References) => Start::Everything,
        (start, _) => start,
    };
    let icons = scene.nodes.iter().filter(|node| matches!(node.shape, Shape::Icon(_))).count();
    let folded = |scene: Scene, collapsed: &SortedSet<Rc<str>>, folding: &Folding| {
        stack::stack(collapse::collapse(scene, collapsed, folding), icons, start, folding)
    };
    match start {
        Start::Fitting => {
            // What the reader changed does not count: it must not make boxes elsewhere open or close.
            let untouched = Folding::default();
            let fold = |collapsed: &SortedSet<Rc<str>>| folded(scene.clone(), collapsed, &untouched);
            let (collapsed, fitted) = fitting::fitting(&scene, fold);
            let is_changed = !(folding.collapsed.is_empty() && folding.expanded.is_empty());
            fitted.filter(|_| !is_changed).unwrap_or_else(|| folded(scene, &collapsed, folding))
        }
        Start::Everything => folded(scene, &SortedSet::new(), folding),
        Start::Overview => {
            let collapsed = fitting::overview(&scene);
            folded(scene, &collapsed, folding)
        }
    }
}
