//! The distances of the drawing: units of one CSS pixel, taken from how architects space the series' drawings.

use crate::scene::{Anchor, Scene, Shape, Side};

use super::blocks::{Block, BlockIndex, Blocks, PlaceIn, Role};
use super::geometry::Edges;
use super::text::TextLimits;

/// Every icon is drawn in a square of this side.
pub const ICON: f64 = 48.0;
/// The square glyph in the corner of a box.
pub const BADGE: f64 = 25.0;
/// The side of a badge on a node: readable, and small enough to leave the icon alone.
pub const SIGN: f64 = 18.0;
/// From an icon's bottom to the baseline of its label: the label's ascent and a little air.
pub const LABEL_BELOW: f64 = 19.3;
/// From a label's last baseline to the bottom edge that it stands on: its descent and a little air.
pub const LABEL_ABOVE_EDGE: f64 = 5.5;
/// What a one-line label on the bottom edge adds to the height of its box.
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
const FACT_SIZE: f64 = 10.0;
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
/// Smallest box without a title: one icon with its label, and air.
pub const SMALL_BOX: f64 = 130.0;

/// Air between the title of an airy box and its content, and below the content.
const AIR: f64 = 37.85;
/// Least air between an edge and what is inside.
const TIGHT: f64 = 16.0;
/// From the top of a small box to its content: less than at its sides, since its own label stands at the bottom.
const SMALL_TOP: f64 = 29.7;
/// From the content of a small box to its bottom edge, the label between them.
const SMALL_BOTTOM: f64 = 30.3;
/// Air left and right of labels in a small box.
pub const SMALL_SIDE: f64 = 16.0;
/// From the lower end of an icon on the top border to the row of icons above a grid.
const BORDER_TO_ABOVE: f64 = 26.0;
/// From the lower end of an icon on the top border to a grid: no row stands between them.
const BORDER_TO_GRID: f64 = 56.0;
/// Air left and right of a grid.
const GRID_SIDE: f64 = 35.6;
/// Air below a grid; a lone column stands in more of it, as at its sides.
const GRID_BOTTOM: f64 = 15.0;
/// Air below a lone column.
const LONE_BOTTOM: f64 = 40.0;

/// How far a label below an icon reaches, its lines apart.
pub const LABEL_DESCENT: f64 = 2.9;

/// The room that a label may take.
pub fn label_limits(anchor: Option<Anchor>, size: f64) -> TextLimits {
    let (width, lines) = match anchor {
        Some(Anchor::TopLeft) => (TITLE_WIDTH, 1),
        Some(Anchor::Bottom) => (TITLE_WIDTH, 1),
        Some(Anchor::Below) | None => (ICON_LABEL_WIDTH, ICON_LABEL_LINES),
    };
    TextLimits { width, lines, size }
}

/// The font size of the facts of a node, by where its label stands.
pub fn fact_size(anchor: Option<Anchor>) -> f64 {
    match anchor {
        Some(Anchor::TopLeft | Anchor::Below) => SMALL_FACT_SIZE,
        Some(Anchor::Bottom) | None => FACT_SIZE,
    }
}

/// How a box spaces its content, by what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// The whole drawing.
    Root,
    /// A box with a grid of columns: a VPC.
    Grid,
    /// A column that surrounds boxes: a zone with several subnets.
    Column,
    /// A box that has its column to itself: a subnet that is its zone.
    Airy,
    /// A box with a title among others.
    Titled,
    /// A box without a title, around icons: a security group.
    Small,
    /// It is filled by another box.
    Filled,
}

/// Which spacing suits a box.
pub fn spacing(blocks: &Blocks, scene: &Scene, index: BlockIndex) -> Spacing {
    let block = &blocks.all[index];
    let holds = |wanted: fn(PlaceIn) -> bool| block.children.iter().any(|&c| wanted(blocks.all[c].place));
    if block.role == Role::Root {
        return Spacing::Root;
    }
    if matches!(block.role, Role::Column | Role::Group) {
        return Spacing::Column;
    }
    if holds(|place| place == PlaceIn::Fill) {
        return Spacing::Filled;
    }
    let in_cell = matches!(block.place, PlaceIn::Cell(..));
    if holds(|place| matches!(place, PlaceIn::Cell(..))) {
        return if in_cell { Spacing::Column } else { Spacing::Grid };
    }
    if holds(|place| matches!(place, PlaceIn::Border(_) | PlaceIn::Above)) {
        return Spacing::Grid;
    }
    if !has_header(blocks, scene, index) {
        return Spacing::Small;
    }
    let in_only_row = in_cell && block.parent.is_some_and(|parent| one_row(blocks, parent));
    if block.place == PlaceIn::Fill || in_only_row { Spacing::Airy } else { Spacing::Titled }
}

/// A grid with one row, which is not itself in a grid.
fn one_row(blocks: &Blocks, parent: BlockIndex) -> bool {
    let parent = &blocks.all[parent];
    let mut rows = parent.children.iter().filter_map(|&c| blocks.all[c].place.cell()).map(|(_, row)| row);
    let first = rows.next();
    rows.all(|row| Some(row) == first)
        && !matches!(parent.place, PlaceIn::Cell(..))
        && parent.role == Role::Frame
}

/// Whether a box has a badge or a title along its top edge.
pub fn has_header(blocks: &Blocks, scene: &Scene, index: BlockIndex) -> bool {
    let block = &blocks.all[index];
    block.anchor == Some(Anchor::TopLeft) || has_badge(blocks, scene, index)
}

/// Whether a box has a glyph in its top left corner.
pub fn has_badge(blocks: &Blocks, scene: &Scene, index: BlockIndex) -> bool {
    blocks.all[index]
        .node
        .and_then(|node| scene.nodes.get(node))
        .is_some_and(|node| matches!(&node.shape, Shape::Box(style) if style.badge.is_some()))
}

/// The room that a box keeps between its edges and its content.
pub fn insets(blocks: &Blocks, scene: &Scene, index: BlockIndex) -> Edges {
    let block = &blocks.all[index];
    let header = if has_header(blocks, scene, index) { BADGE } else { 0.0 };
    let label_room = if block.anchor == Some(Anchor::Bottom) { BOTTOM_LABEL } else { 0.0 };
    let even = |top: f64, side: f64, bottom: f64| Edges { top, right: side, bottom, left: side };
    let insets = match spacing(blocks, scene, index) {
        Spacing::Root | Spacing::Filled => Edges::default(),
        Spacing::Grid => {
            let border = border_room(blocks, index);
            let above = block.children.iter().any(|&c| blocks.all[c].place == PlaceIn::Above);
            let top = if above {
                row_above(blocks, index)
            } else {
                (border.top + BORDER_TO_GRID).max(header + TIGHT)
            };
            let bottom = if lone_column(blocks, index) { LONE_BOTTOM } else { GRID_BOTTOM };
            Edges {
                top,
                right: GRID_SIDE.max(border.right + TIGHT),
                bottom: bottom.max(border.bottom + TIGHT) + label_room,
                left: GRID_SIDE.max(border.left + TIGHT),
            }
        }
        Spacing::Column if matches!(block.role, Role::Column | Role::Group) => Edges::default(),
        Spacing::Column => even(header.max(TIGHT), TIGHT, TIGHT + label_room),
        Spacing::Airy => even(header + AIR, TIGHT, header + AIR + fill_room(blocks, index) + label_room),
        Spacing::Titled => even(header + TIGHT, TIGHT, TIGHT + fill_room(blocks, index) + label_room),
        Spacing::Small if label_room > 0.0 => even(SMALL_TOP, SMALL_SIDE, SMALL_BOTTOM),
        Spacing::Small => even(TIGHT, SMALL_SIDE, TIGHT),
    };
    Edges { top: insets.top.max(title_room(block)), ..insets }
}

/// What a title with several facts below it takes of the top of its box; there is room for one in any case.
fn title_room(block: &Block) -> f64 {
    match (block.role, block.anchor, block.facts.len()) {
        (Role::Icon, ..) | (_, _, 0 | 1) => 0.0,
        (_, Some(Anchor::TopLeft), facts) => TITLE_BASELINE + FACT_PITCH * (facts as f64 + 0.5),
        (_, Some(Anchor::Bottom | Anchor::Below) | None, _) => 0.0,
    }
}

/// From the top of a box with a grid to the icons above the grid, whether there are any or not.
pub fn row_above(blocks: &Blocks, index: BlockIndex) -> f64 {
    (border_room(blocks, index).top + BORDER_TO_ABOVE).max(BADGE + TIGHT)
}

/// The part of the insets where links can run: not where a title or a label stands.
pub fn free_insets(blocks: &Blocks, scene: &Scene, index: BlockIndex) -> Edges {
    let block = &blocks.all[index];
    let mut free = block.insets;
    if has_header(blocks, scene, index) {
        free.top -= BADGE;
    }
    free.top -= (title_room(block) - BADGE).max(0.0);
    if block.anchor == Some(Anchor::Bottom) {
        free.bottom -= BOTTOM_LABEL;
    }
    free.bottom -= fill_room(blocks, index);
    let border = border_room(blocks, index);
    free.top -= (border.top - BADGE).max(0.0);
    Edges { top: free.top.max(0.0), right: free.right, bottom: free.bottom.max(0.0), left: free.left }
}

/// The label of the box that this one fills stands at the bottom of both.
fn fill_room(blocks: &Blocks, index: BlockIndex) -> f64 {
    let block = &blocks.all[index];
    let parent = block.parent.map(|parent| &blocks.all[parent]);
    match parent {
        Some(parent) if block.place == PlaceIn::Fill && parent.anchor == Some(Anchor::Bottom) => BOTTOM_LABEL,
        Some(_) | None => 0.0,
    }
}

/// Whether a grid has one column.
pub fn lone_column(blocks: &Blocks, index: BlockIndex) -> bool {
    let children = blocks.all[index].children.iter();
    let mut columns = children.filter_map(|&c| blocks.all[c].place.cell()).map(|(column, _)| column);
    let first = columns.next();
    columns.all(|column| Some(column) == first)
}

/// How far the icons on a box's border reach into it, with their labels.
pub fn border_room(blocks: &Blocks, index: BlockIndex) -> Edges {
    let mut room = Edges::default();
    for &child in &blocks.all[index].children {
        let icon = &blocks.all[child];
        if let PlaceIn::Border(side) = icon.place {
            let half = (icon.size.w / 2.0).max(icon.label.width / 2.0);
            match side {
                Side::Top => room.top = room.top.max(icon.size.h / 2.0 + icon.outset.bottom),
                Side::Right => room.right = room.right.max(half),
                Side::Bottom => room.bottom = room.bottom.max(icon.size.h / 2.0),
                Side::Left => room.left = room.left.max(half),
            }
        }
    }
    room
}
