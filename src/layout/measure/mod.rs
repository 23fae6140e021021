//! Sizes, from the innermost blocks out: what each box must hold decides how large it is.

mod grid;
mod lanes;
mod rows;
mod sides;

use crate::scene::{Anchor, Scene};

use super::blocks::{Block, BlockIndex, Blocks, PlaceIn, Role};
use super::geometry::{Edges, Size};
use super::spacing::{self, Spacing};

pub use grid::Grid;
pub use lanes::Lane;
pub use rows::Strip;
pub use sides::{Sides, gap_beside};

/// How what a block holds stands in it, from the top: a row, a grid, lanes of items.
#[derive(Debug, Default)]
pub struct Content {
    /// The row above the grid.
    pub above: Strip,
    /// Columns and rows.
    pub grid: Grid,
    /// Items in rows, a lane for each spanning box and one for the rest.
    pub lanes: Vec<Lane>,
    /// What stands around all of it.
    pub sides: Sides,
    /// The room that the row, the grid and the lanes take.
    pub core: Size,
    /// Between the row above and the grid, and between lanes.
    pub gap: f64,
}

/// From the labels of the row above to the grid.
const ABOVE_GAP: f64 = 13.0;
/// Between two lanes: the edges of two spanning boxes and air.
const LANE_GAP: f64 = 20.0;
/// The lowest content of a box that has its column to itself: an icon in a box of its own.
const AIRY_CONTENT: f64 = 130.0;
/// The lowest content of a titled box: an icon with its label.
const TITLED_CONTENT: f64 = 70.0;

/// Measures every block.
pub fn measure(blocks: &mut Blocks, scene: &Scene) {
    let deepest = blocks.all.iter().map(|block| block.depth).max().unwrap_or(0);
    for depth in (0..=deepest).rev() {
        let level: Vec<BlockIndex> =
            blocks.order.iter().copied().filter(|&index| blocks.all[index].depth == depth).collect();
        for &index in &level {
            measure_outset(blocks, scene, index);
            blocks.all[index].insets = spacing::insets(blocks, scene, index);
            gather(blocks, scene, index);
        }
        lanes::line_up(blocks, &level);
        for &index in &level {
            fit(blocks, scene, index);
        }
    }
}

/// Fills in the content of a block, whose children are measured.
fn gather(blocks: &mut Blocks, scene: &Scene, index: BlockIndex) {
    let mut content = Content { gap: LANE_GAP, ..Content::default() };
    let above: Vec<rows::Item> = items(blocks, index, PlaceIn::Above);
    content.above = rows::rows(&above, rows::Filling { width: f64::INFINITY, box_gap: spacing::BOX_GAP });
    line_up_rows(blocks, scene, index);
    content.grid = grid::grid(blocks, index);
    if spacing::spacing(blocks, scene, index) == Spacing::Grid {
        content.grid.widen();
    }
    content.lanes = lanes::lanes(blocks, index, content.grid.size().w);
    blocks.all[index].content = content;
}

fn items(blocks: &Blocks, index: BlockIndex, place: PlaceIn) -> Vec<rows::Item> {
    let children = blocks.all[index].children.iter().copied();
    children.filter(|&child| blocks.all[child].place == place).map(|child| item(blocks, child)).collect()
}

fn item(blocks: &Blocks, block: BlockIndex) -> rows::Item {
    let is_box = blocks.all[block].role != Role::Icon;
    rows::Item { block, size: blocks.all[block].footprint(), is_box }
}

/// Rows of the grids inside one row of a grid are as high as the highest of them.
fn line_up_rows(blocks: &mut Blocks, scene: &Scene, index: BlockIndex) {
    let inner: Vec<(usize, BlockIndex)> = blocks.all[index]
        .children
        .iter()
        .filter(|&&child| !blocks.all[child].content.grid.cells.is_empty())
        .filter_map(|&child| blocks.all[child].place.cell().map(|(_, row)| (row, child)))
        .collect();
    for &(row, _) in &inner {
        let group: Vec<BlockIndex> =
            inner.iter().filter(|(r, _)| *r == row).map(|(_, child)| *child).collect();
        let mut rows = std::collections::BTreeMap::new();
        let mut top = 0.0_f64;
        for &child in &group {
            top = top.max(blocks.all[child].insets.top);
            for (&row, &height) in &blocks.all[child].content.grid.rows {
                let track = rows.entry(row).or_insert(0.0_f64);
                *track = track.max(height);
            }
        }
        for &child in &group {
            blocks.all[child].content.grid.rows = rows.clone();
            blocks.all[child].insets.top = top;
            fit(blocks, scene, child);
        }
    }
}

/// The size of a block, from its content.
fn fit(blocks: &mut Blocks, scene: &Scene, index: BlockIndex) {
    if blocks.all[index].role == Role::Icon {
        blocks.all[index].size = Size { w: spacing::ICON, h: spacing::ICON };
        return;
    }
    let kind = spacing::spacing(blocks, scene, index);
    let fill = blocks.all[index].children.iter().copied().find(|&c| blocks.all[c].place == PlaceIn::Fill);
    if let Some(fill) = fill {
        blocks.all[index].size = blocks.all[fill].size;
        return;
    }
    let mut core = core(&blocks.all[index].content);
    blocks.all[index].content.core = core;
    let sides = sides::sides(blocks, index, core);
    core.w += sides.room.across();
    core.h = (core.h + sides.room.along()).max(sides.least_height);
    let block = &blocks.all[index];
    let least = match kind {
        Spacing::Airy => AIRY_CONTENT,
        Spacing::Titled => TITLED_CONTENT,
        Spacing::Root | Spacing::Grid | Spacing::Column | Spacing::Small | Spacing::Filled => 0.0,
    };
    let insets = block.insets;
    let mut size =
        Size { w: core.w + insets.across(), h: core.h.max(least) + insets.along() - absorbed(blocks, index) };
    if kind == Spacing::Grid {
        size.w = size.w.max(Grid::usual_box());
    }
    if kind == Spacing::Small {
        size.w = size.w.max(spacing::SMALL_BOX);
        let has_own_label = block.anchor == Some(Anchor::Bottom);
        size.h = size.h.max(if has_own_label { spacing::SMALL_BOX } else { 0.0 });
    }
    let title_start = if spacing::has_badge(blocks, scene, index) { spacing::BADGE } else { 0.0 };
    let spans =
        matches!(block.role, Role::Part(node) if blocks.parts.get(&node).is_some_and(|p| p.len() > 1));
    if !block.label.lines.is_empty() && !spans {
        let beside = block.facts.iter().filter(|_| block.anchor == Some(Anchor::TopLeft));
        let widest = beside.map(|fact| fact.width).fold(block.label.width, f64::max);
        size.w = size.w.max(title_start + widest + 2.0 * spacing::TITLE_GAP);
    }
    let block = &mut blocks.all[index];
    block.content.sides = sides;
    block.size = size;
}

/// The room of the row above, the grid and the lanes.
fn core(content: &Content) -> Size {
    let mut size = Size::default();
    let mut add = |part: Size, gap: f64| {
        if part.h > 0.0 {
            size.h += part.h + if size.h > 0.0 { gap } else { 0.0 };
            size.w = size.w.max(part.w);
        }
    };
    add(content.above.size, 0.0);
    add(content.grid.size(), ABOVE_GAP);
    for lane in &content.lanes {
        add(Size { w: lane.strip.size.w, h: lane.height }, content.gap);
    }
    size
}

/// The gap that stands between the row above and what follows.
pub fn above_gap() -> f64 {
    ABOVE_GAP
}

/// Facts that hang below the last items use the air that is there anyway.
fn absorbed(blocks: &Blocks, index: BlockIndex) -> f64 {
    let block = &blocks.all[index];
    let Some(lane) = block.content.lanes.last() else { return 0.0 };
    let hanging = lane.strip.items.iter().map(|&(item, _)| hanging(blocks, item)).fold(0.0, f64::max);
    let keep = spacing::BOTTOM_LABEL + spacing::FACT_GAP;
    hanging.min((block.insets.bottom - keep).max(0.0))
}

/// How far facts reach below what a block shows without them.
fn hanging(blocks: &Blocks, index: BlockIndex) -> f64 {
    let block = &blocks.all[index];
    if block.role == Role::Icon { facts_below(block) } else { block.outset.bottom }
}

/// The room for the facts below an icon's label or a box's edge; those beside a title need none.
fn facts_below(block: &Block) -> f64 {
    let count = block.facts.len() as f64;
    match block.anchor {
        _ if block.facts.is_empty() => 0.0,
        Some(Anchor::TopLeft) => 0.0,
        _ if block.role == Role::Icon => spacing::FACT_PITCH * count,
        Some(Anchor::Bottom | Anchor::Below) | None => spacing::FACT_GAP + spacing::FACT_PITCH * count,
    }
}

/// The room around a block: its label and facts, and the icons on its border.
fn measure_outset(blocks: &mut Blocks, scene: &Scene, index: BlockIndex) {
    let block = &blocks.all[index];
    let mut outset = Edges::default();
    if block.role == Role::Icon {
        let size =
            block.node.and_then(|n| scene.nodes.get(n)?.label.as_ref()).map_or(0.0, |label| label.size);
        let widest = block.facts.iter().map(|fact| fact.width).fold(block.label.width, f64::max);
        let side = ((widest - spacing::ICON) / 2.0).max(0.0);
        outset.left = side;
        outset.right = side;
        if !block.label.lines.is_empty() {
            outset.bottom = spacing::LABEL_BELOW
                + spacing::LABEL_DESCENT
                + (block.label.lines.len() - 1) as f64 * super::text::LINE_HEIGHT * size;
        }
    }
    outset.bottom += facts_below(block);
    if block.role != Role::Icon {
        for &child in &block.children {
            let icon = &blocks.all[child];
            if let PlaceIn::Border(side) = icon.place {
                let half = spacing::ICON / 2.0;
                match side {
                    crate::scene::Side::Top => outset.top = outset.top.max(half),
                    crate::scene::Side::Right => outset.right = outset.right.max(half + icon.outset.right),
                    crate::scene::Side::Bottom => {
                        outset.bottom = outset.bottom.max(half + icon.outset.bottom)
                    }
                    crate::scene::Side::Left => outset.left = outset.left.max(half + icon.outset.left),
                }
            }
        }
    }
    blocks.all[index].outset = outset;
}
