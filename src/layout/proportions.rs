//! Width by height: which drawings are out of proportion.

use crate::scene::{Scene, Shape};

use super::geometry::Size;

/// Drawings with fewer icons may have any shape: a pipeline of five is a line.
const FEW_ICONS: usize = 9;
/// How wide a drawing may be by its height.
const WIDEST: f64 = 3.0;
/// How high a drawing may be by its width.
const HIGHEST: f64 = 2.2;

/// Whether the shape of a scene's drawing matters.
pub fn matters(scene: &Scene) -> bool {
    scene.nodes.iter().filter(|node| matches!(node.shape, Shape::Icon(_))).count() >= FEW_ICONS
}

/// How many times wider or higher a drawing is than it may be; 1 where it is in proportion.
pub fn excess(size: Size) -> f64 {
    let aspect = size.w / size.h.max(1.0);
    (aspect / WIDEST).max(1.0 / (aspect.max(f64::MIN_POSITIVE) * HIGHEST)).max(1.0)
}
