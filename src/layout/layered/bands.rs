//! Modules that are too wide, as several bands below each other, as a text is broken into lines.

use super::super::geometry::{Rect, Size};
use super::super::proportions;
use super::modules::Module;
use super::pack::ASPECT;
use super::sketch::Sketch;
use crate::maps::SortedMap;
use crate::scene::NodeIndex;

/// The number of divisions into bands that are tried.
const TRIES: usize = 6;

/// In how many bands to divide what is wide in a drawing of a size: as few as may do, else more.
pub fn counts(size: Size) -> impl Iterator<Item = usize> {
    let least = proportions::misfit(size).sqrt().ceil() as usize;
    (least.max(2)..).take(TRIES)
}

/// Returns the modules with those divided that are wide; nothing when there are none.
pub fn divide(modules: &[Module], sketches: &[Sketch], count: usize) -> Option<Vec<Module>> {
    let mut divided = Vec::new();
    for (module, sketch) in modules.iter().zip(sketches) {
        match sketch.size.w > sketch.size.h * ASPECT {
            true => divided.extend(bands(module, sketch, count)),
            false => divided.push(Module { tops: module.tops.clone() }),
        }
    }
    (divided.len() > modules.len()).then_some(divided)
}

/// Returns the nodes of a module by where they stand, from the left.
fn bands(module: &Module, sketch: &Sketch, count: usize) -> Vec<Module> {
    let mut bands: Vec<Module> = (0..count).map(|_| Module::default()).collect();
    let rects: SortedMap<NodeIndex, Rect> = SortedMap::from_iter(sketch.rects.iter().copied());
    for &top in &module.tops {
        let share = rects.get(&top).map_or(0.0, |rect| rect.centre().x / sketch.size.w.max(1.0));
        let at = (share * count as f64) as usize;
        if let Some(band) = bands.get_mut(at.min(count - 1)) {
            band.tops.push(top);
        }
    }
    bands.retain(|band| !band.tops.is_empty());
    bands
}
