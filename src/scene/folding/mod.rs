//! How much of a scene is shown: alike siblings as a stack, containers without what is in them.
//!
//! Both only put nodes into others, on a scene that is already composed. What goes is listed with what stands for it,
//! so drawn plus folded is still every resource.

mod alike;
mod by_type;
mod collapse;
mod common_names;
mod fitting;
mod look;
mod merge;
mod opened;
mod spanning_boxes;
mod stack;
mod steps;
mod summary;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use super::{Arrangement, Lens, Scene, Shape};
use crate::late::{Late, Need};
use crate::maps::SortedSet;
use steps::Together;

/// The folding of a drawing: where a drawing starts, and what the reader changed since.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folding {
    /// Where it starts.
    pub start: Start,
    /// Boxes that are collapsed, and loose members of a stack that are put together, by their ids.
    pub collapsed: SortedSet<Rc<str>>,
    /// Boxes and stacks that are expanded, by their ids; a stack also by that of a member, or by its logical ID.
    pub expanded: SortedSet<Rc<str>>,
    /// The steps that a fitting start takes for want of room, where somebody measured that; else the number of nodes decides.
    /// What the reader folded wins over it.
    pub step: Option<usize>,
}

/// The start of folding, before anybody asked for more or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Start {
    /// As much as fits: a small drawing shows everything. The other lenses than the architecture do as long as nobody measured their room.
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

/// Folds a scene, and counts the steps that can be taken for want of room.
#[derive(Clone, Copy)]
struct Folder {
    fold: fn(Scene, Lens, &Folding) -> Scene,
    steps: fn(&Scene, Lens) -> usize,
}

static FOLDER: Late<Folder> = Late::new(Folder { fold, steps });

/// Folding is there.
pub fn folding_arrived() {
    FOLDER.arrive(Folder { fold, steps });
}

/// The most steps that any scene has.
pub const MOST_STEPS: usize = 11;

/// A composed scene of which nothing is folded yet.
#[derive(Debug, Clone)]
pub struct Unfolded {
    scene: Scene,
    lens: Lens,
}

impl Unfolded {
    pub(super) fn new(scene: Scene, lens: Lens) -> Self {
        Self { scene, lens }
    }

    /// Returns how many steps can be taken for want of room; small drawings, and those that show everything, take none.
    pub fn steps(&self, folding: &Folding) -> usize {
        match folding.start {
            Start::Fitting if is_large(&self.scene) => {
                FOLDER.needed(Need::Folding).map_or(0, |folder| (folder.steps)(&self.scene, self.lens))
            }
            Start::Fitting | Start::Everything | Start::Overview => 0,
        }
    }

    /// Folds what is to be folded.
    pub(super) fn fold(self, folding: &Folding) -> Scene {
        if opened::is_open(&self.scene, folding.start, folding) {
            return opened::opened(self.scene);
        }
        match FOLDER.needed(Need::Folding) {
            Some(folder) => (folder.fold)(self.scene, self.lens, folding),
            None => self.scene,
        }
    }
}

/// A drawing with no more icons never folds by itself.
const MOST_ICONS: usize = 24;

fn is_large(scene: &Scene) -> bool {
    icons(scene) > MOST_ICONS
}

fn icons(scene: &Scene) -> usize {
    scene.nodes.iter().filter(|node| matches!(node.shape, Shape::Icon(_))).count()
}

/// Returns true for the lenses that are for seeing each resource.
fn starts_apart(lens: Lens) -> bool {
    match lens {
        Lens::Architecture => false,
        Lens::AllResources | Lens::References => true,
    }
}

fn steps(scene: &Scene, lens: Lens) -> usize {
    steps::steps(scene, starts_apart(lens)).len() - 1
}

fn fold(scene: Scene, lens: Lens, folding: &Folding) -> Scene {
    let icons = icons(&scene);
    let folded = |scene: Scene, start: Start, collapsed: &SortedSet<Rc<str>>, folding: &Folding| {
        stack::stack(collapse::collapse(scene, collapsed, folding), icons, start, folding)
    };
    match (folding.start, folding.step) {
        (Start::Fitting, Some(step)) => {
            let mut steps = steps::steps(&scene, starts_apart(lens));
            let step = steps.swap_remove(step.min(steps.len() - 1));
            let start = if step.stacks { Start::Fitting } else { Start::Everything };
            let folded = folded(scene, start, &step.collapsed, folding);
            let mut scene = by_type::put_together(folded, step.together, folding);
            if step.is_wide {
                scene.arrangement = Arrangement::WidePlaces;
            }
            scene
        }
        (Start::Fitting, None) if starts_apart(lens) => {
            folded(scene, Start::Everything, &SortedSet::new(), folding)
        }
        (Start::Fitting, None) => {
            // What the reader changed does not count: it must not make boxes elsewhere open or close.
            let untouched = Folding::default();
            let fold =
                |collapsed: &SortedSet<Rc<str>>| folded(scene.clone(), Start::Fitting, collapsed, &untouched);
            let (collapsed, fitted) = fitting::fitting(&scene, fold);
            let is_changed = !(folding.collapsed.is_empty() && folding.expanded.is_empty());
            let anew = || folded(scene.clone(), Start::Fitting, &collapsed, folding);
            fitted.filter(|_| !is_changed).unwrap_or_else(anew)
        }
        (Start::Everything, _) => folded(scene, Start::Everything, &SortedSet::new(), folding),
        (Start::Overview, step) => {
            let (collapsed, is_large) = (fitting::overview(&scene), is_large(&scene));
            let folded = folded(scene, Start::Overview, &collapsed, folding);
            // What a measured drawing of this size may have put together for want of room must not come apart.
            if is_large && step.is_some() {
                by_type::put_together(folded, Together::Types, folding)
            } else {
                folded
            }
        }
    }
}
