//! The distances of the drawing: units of one CSS pixel, taken from how architects space the series' drawings.

use crate::scene::{Anchor, Extent, Node};

use super::text::TextLimits;

/// Every icon is drawn in a square of this side.
pub const ICON: f64 = 48.0;
/// The square glyph in the corner of a box.
pub const BADGE: f64 = 25.0;
/// The side of a badge on a node: readable, and small enough to leave the icon alone.
pub const SIGN: f64 = 18.0;
/// The side of the icons in a collapsed box that say what is in it: they are told apart where its title is read.
pub const SUMMARY_ICON: f64 = 38.0;
/// The texts of a collapsed box may be shown so much larger than they are drawn: it has room for that.
pub const SUMMARY_GROWTH: f64 = 1.25;
/// Font size of what it says of what is in it: as large as its title, since that is all there is to read.
pub const SUMMARY_SIZE: f64 = 12.0;
/// From the baseline of one of its lines to the next.
pub const SUMMARY_PITCH: f64 = 17.0;
/// The room that the button which opens it takes of its first two lines: 20 pixels where the texts are just read.
pub const SUMMARY_BUTTON: f64 = 38.0;
/// Around and between them.
pub const SUMMARY_GAP: f64 = 6.0;
/// From an icon's bottom to the baseline of its label: the label's ascent and a little air.
pub const LABEL_BELOW: f64 = 19.3;
/// From a label's last baseline to the bottom edge that it stands on: its descent and a little air.
pub const LABEL_ABOVE_EDGE: f64 = 5.5;
/// The height that a one-line label on the bottom edge adds to its box.
pub const BOTTOM_LABEL: f64 = 17.4;
/// From the badge to the title beside it.
pub const TITLE_GAP: f64 = 7.0;
/// From the top of a box to the baseline of its title: centres it in the height of the badge.
pub const TITLE_BASELINE: f64 = 17.0;
/// Widest label below an icon: two icons side by side keep their labels apart.
pub const ICON_LABEL_WIDTH: f64 = 112.0;
/// Most lines of a label below an icon.
pub const ICON_LABEL_LINES: usize = 3;
/// Widest title of a box before it ends in an ellipsis: boxes never grow much beyond their content for it.
pub const TITLE_WIDTH: f64 = 190.0;
/// Font size of the facts that hang below a box.
pub const FACT_SIZE: f64 = 10.0;
/// Font size of the facts that stand beside or below a label: smaller than every label.
const SMALL_FACT_SIZE: f64 = 9.0;
/// From one fact's baseline to the next.
pub const FACT_PITCH: f64 = 12.0;
/// Widest fact: one that names an IPv6 range still fits a zone, and so does a rule for all the ports of answers.
pub const FACT_WIDTH: f64 = 204.0;
/// From a box's bottom edge to the top of its facts.
pub const FACT_GAP: f64 = 3.0;
/// Between the drawing and its edge: half a border and the anti-aliasing.
pub const MARGIN: f64 = 2.0;
/// Between two columns of a grid.
pub const COLUMN_GAP: f64 = 28.0;
/// Between two rows of a grid.
pub const ROW_GAP: f64 = 20.0;
/// Between two items of a row, labels included.
pub const ITEM_GAP: f64 = 32.0;
/// Between two rows of items.
pub const LINE_GAP: f64 = 28.0;
/// From the main box to what stands outside, beside it.
pub const BESIDE_GAP: f64 = 40.0;
/// Between two boxes that stand side by side outside of any grid.
pub const BOX_GAP: f64 = 40.0;
/// The width of a zone: a title, or a boxed icon with air on both sides. A lone column is as wide as two.
pub const COLUMN_WIDTH: f64 = 230.6;
/// The width of a box with a grid: two columns with air around them.
pub const GRID_WIDTH: f64 = 560.0;
/// The width of a box whose border or top has items, but which has no grid: a column with air around it.
pub const OPEN_WIDTH: f64 = 280.0;
/// Smallest box without a title: one icon with its label, and air.
pub const SMALL_BOX: f64 = 130.0;

/// Air left and right of labels in a small box.
pub const SMALL_SIDE: f64 = 16.0;
/// The distance by which a label below an icon reaches, its lines apart.
pub const LABEL_DESCENT: f64 = 2.9;

/// Returns the room that a label may take.
pub fn label_limits(anchor: Option<Anchor>, size: f64) -> TextLimits {
    let (width, lines) = match anchor {
        Some(Anchor::TopLeft) => (TITLE_WIDTH, 1),
        Some(Anchor::Bottom) => (TITLE_WIDTH, 1),
        Some(Anchor::Below) | None => (ICON_LABEL_WIDTH, ICON_LABEL_LINES),
    };
    TextLimits { width, lines, size }
}

/// Returns the font size of the facts of a node, by where its label stands.
pub fn fact_size(anchor: Option<Anchor>) -> f64 {
    match anchor {
        Some(Anchor::TopLeft | Anchor::Below) => SMALL_FACT_SIZE,
        Some(Anchor::Bottom) | None => FACT_SIZE,
    }
}

/// Returns true if the badges of a node stand in a row below its facts: those of what is in a collapsed box.
pub fn has_icon_row(node: &Node) -> bool {
    matches!(node.extent, Extent::Collapsed(_)) && !node.badges.is_empty()
}
