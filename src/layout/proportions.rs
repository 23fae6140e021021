//! Width by height: which drawings are out of proportion, and what is tried to mend that.

use crate::scene::{Scene, Shape};

use super::geometry::Size;

/// Drawings with fewer icons may have any shape: a pipeline of five is a line.
const FEW_ICONS: usize = 9;
/// The width by height that a drawing may have.
const WIDEST: f64 = 3.0;
/// The height by width that a drawing may have.
const HIGHEST: f64 = 2.2;
/// Width by height that suits a page.
const LANDSCAPE: f64 = 1.4;

/// Width by height of the rows of what has no room to be higher.
const WIDE: f64 = 2.4;

/// Returns whether the shape of a scene's drawing matters.
pub fn matters(scene: &Scene) -> bool {
    scene.nodes.iter().filter(|node| matches!(node.shape, Shape::Icon(_))).count() >= FEW_ICONS
}

/// Returns how many times wider or higher a drawing is than it may be; 1 where it is in proportion.
pub fn excess(size: Size) -> f64 {
    let aspect = size.w / size.h.max(1.0);
    (aspect / WIDEST).max(1.0 / (aspect.max(f64::MIN_POSITIVE) * HIGHEST)).max(1.0)
}

/// Returns the same for a layout without its links, which may reach a little further than all else.
pub fn misfit(size: Size) -> f64 {
    /// By so much.
    const SURE: f64 = 0.98;
    let (longer, shorter) = (size.w.max(size.h), size.w.min(size.h) * SURE);
    excess(if size.w > size.h { Size { w: longer, h: shorter } } else { Size { w: shorter, h: longer } })
}

/// The choices that decide the shape of a drawing, where its content leaves any.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Form {
    /// Width by height that rows of items aim at.
    pub aspect: f64,
    /// The distance of the layers of a flow, by the usual one.
    pub layers: f64,
    /// The most items in a column of a flow.
    pub column: usize,
    /// The most items of a flow; larger ones are cut where they are linked least.
    pub flow: usize,
    /// The width of zones, by the usual one.
    pub zones: f64,
    /// The height of boxes that hold little, by the usual one.
    pub heights: f64,
    /// True where steps that follow each other may take several rows.
    pub wraps: bool,
}

impl Default for Form {
    fn default() -> Self {
        // A column of more than seven icons is higher than a screen.
        Self { aspect: LANDSCAPE, layers: 1.0, column: 7, flow: 18, zones: 1.0, heights: 1.0, wraps: false }
    }
}

impl Form {
    /// The form for a room that is wide and low.
    pub fn wide() -> Self {
        Self { aspect: WIDE, ..Self::default() }
    }

    /// Returns the forms to try for a drawing that came out of proportion, the mildest first: rows and flows change before
    /// boxes get room that they have no use for.
    pub fn others(size: Size) -> Vec<Self> {
        let usual = Self::default();
        if size.w > size.h {
            let narrower =
                |aspect: f64, flow: usize, heights: f64| Self { aspect, flow, heights, wraps: true, ..usual };
            return vec![
                narrower(usual.aspect, 18, 1.0),
                narrower(0.7, 18, 1.0),
                narrower(0.5, 9, 1.0),
                narrower(0.35, 6, 1.0),
                narrower(0.35, 4, 1.6),
                narrower(0.35, 4, 2.5),
                narrower(0.35, 4, 4.0),
                narrower(0.35, 4, 8.0),
            ];
        }
        let wider = |aspect: f64, column: usize, zones: f64| Self { aspect, column, zones, ..usual };
        vec![
            Self { layers: 1.5, ..usual },
            wider(2.8, 5, 1.0),
            wider(4.2, 4, 1.0),
            wider(6.0, 3, 1.0),
            wider(6.0, 3, 1.4),
            wider(6.0, 3, 2.0),
            wider(6.0, 3, 3.0),
            wider(6.0, 3, 4.5),
        ]
    }
}
