//! Sizes, from the innermost blocks out: what each box must hold decides how large it is.

mod align;
mod columns;
mod edges;
mod fit;
mod straighten;
mod wrap;

use crate::scene::{Anchor, Scene, Side};

use super::blocks::{Block, BlockIndex, Blocks, PlaceIn, Role};
use super::geometry::{Edges, Size};
use super::room::{Axis, LineKind};
use super::spacing::{self, Spacing};

pub use fit::{middle, middle_of};
pub use straighten::place_near;

/// The lowest content of a box that has its column to itself: an icon in a box of its own.
const AIRY_CONTENT: f64 = 130.0;
/// The lowest content of a titled box: an icon with its label.
const TITLED_CONTENT: f64 = 70.0;

/// Forms the lines of every block and measures it.
pub fn measure(blocks: &mut Blocks, scene: &Scene) {
    each_level(blocks, scene, |blocks, index| {
        wrap_beside(blocks, scene, index);
        let room = wrap::room(blocks, index);
        blocks.all[index].room = room;
    });
}

/// Measures every block again, with the room that links need; lines stay as they are.
pub fn remeasure(blocks: &mut Blocks, scene: &Scene) {
    each_level(blocks, scene, |_, _| {});
}

fn each_level(blocks: &mut Blocks, scene: &Scene, form: impl Fn(&mut Blocks, BlockIndex)) {
    let deepest = blocks.all.iter().map(|block| block.depth).max().unwrap_or(0);
    let mut levels: Vec<Vec<BlockIndex>> = vec![Vec::new(); deepest + 1];
    for &index in &blocks.order {
        levels[blocks.all[index].depth].push(index);
    }
    for level in levels.iter().rev() {
        for &index in level {
            let outset = outset(blocks, scene, index);
            blocks.all[index].outset = outset;
            let insets = spacing::insets(blocks, scene, index);
            blocks.all[index].insets = insets;
            blocks.all[index].framed = spacing::spacing(blocks, scene, index) == Spacing::Grid;
            if blocks.all[index].role != Role::Icon {
                form(blocks, index);
                for changed in align::tiers(blocks, index) {
                    fit_block(blocks, scene, changed);
                }
                fit_room(blocks, scene, index);
            }
        }
        let changed = align::lanes(blocks, level);
        for &index in level {
            if changed.contains(&index) {
                fit_room(blocks, scene, index);
            }
            size_block(blocks, scene, index);
        }
    }
}

/// What stands beside the main block stands in as many columns as its height asks for.
fn wrap_beside(blocks: &mut Blocks, scene: &Scene, index: BlockIndex) {
    let children = blocks.all[index].children.clone();
    let on = |side: PlaceIn| children.iter().copied().find(|&child| blocks.all[child].place == side);
    let Some(core) = on(PlaceIn::Core) else { return };
    let height = blocks.all[core].footprint().h - blocks.all[core].first_row + spacing::ICON;
    let core = blocks.all[core].footprint();
    let strips = [on(PlaceIn::Beside(Side::Left)), on(PlaceIn::Beside(Side::Right))];
    for strip in strips.into_iter().flatten() {
        if blocks.all[strip].plan.is_some() {
            continue;
        }
        let children = &blocks.all[strip].children;
        let widest = children.iter().map(|&child| blocks.all[child].footprint().w).fold(0.0, f64::max);
        let mut best: Option<(f64, f64)> = None;
        for items in 1..=MOST_BESIDE {
            let width = widest * items as f64 + spacing::BOX_GAP * (items - 1) as f64;
            form_strip(blocks, scene, strip, width);
            let size = blocks.all[strip].footprint();
            let area = (core.w + size.w) * core.h.max(size.h);
            if best.is_none_or(|(least, _)| area < least) {
                best = Some((area, width));
            }
            if size.h <= height {
                break;
            }
        }
        if let Some((_, width)) = best {
            form_strip(blocks, scene, strip, width);
        }
    }
}

/// The least distance between two items of a row.
pub fn gap(blocks: &Blocks, before: BlockIndex, after: BlockIndex) -> f64 {
    wrap::gap(blocks, Axis::Rows, before, after)
}

/// How many boxes a row beside the main block has at most.
const MOST_BESIDE: usize = 8;

/// Forms the rows of what stands beside the main block.
fn form_strip(blocks: &mut Blocks, scene: &Scene, strip: BlockIndex, width: f64) {
    blocks.all[strip].wrap_width = Some(width);
    blocks.all[strip].room = wrap::room(blocks, strip);
    fit_room(blocks, scene, strip);
    fit_block(blocks, scene, strip);
}

fn fit_room(blocks: &mut Blocks, scene: &Scene, index: BlockIndex) {
    let wide = spacing::spacing(blocks, scene, index) == Spacing::Grid;
    let mut room = std::mem::take(&mut blocks.all[index].room);
    fit::fit(blocks, &mut room, wide);
    blocks.all[index].room = room;
}

fn fit_block(blocks: &mut Blocks, scene: &Scene, index: BlockIndex) {
    if blocks.all[index].role != Role::Icon {
        fit_room(blocks, scene, index);
    }
    size_block(blocks, scene, index);
}

/// The size of a block, from its room.
fn size_block(blocks: &mut Blocks, scene: &Scene, index: BlockIndex) {
    if blocks.all[index].role == Role::Icon {
        blocks.all[index].size = Size { w: spacing::ICON, h: spacing::ICON };
    } else {
        blocks.all[index].grow = grow(blocks, scene, index);
        blocks.all[index].size = box_size(blocks, scene, index);
        let reach = beyond_gap(&blocks.all[index]);
        let outset = &mut blocks.all[index].outset;
        outset.right = outset.right.max(reach);
    }
    blocks.all[index].first_row = fit::first_row(blocks, index);
    blocks.all[index].overhang = fit::overhang(blocks, index);
}

/// The room that links need beyond the insets: along the edges, inside.
fn grow(blocks: &Blocks, scene: &Scene, index: BlockIndex) -> Edges {
    let block = &blocks.all[index];
    let room = &block.room;
    let free = spacing::free_insets(blocks, scene, index);
    let (before, after) = room.axis.edges_across(free);
    let first = room.corridors.first().copied().unwrap_or(0.0);
    let last = room.corridors.last().copied().unwrap_or(0.0);
    let across = ((first - before).max(0.0), (last - after).max(0.0));
    // Lines that are no grid have the room at their ends in their own length.
    let ends = |pick: fn(&[f64]) -> Option<&f64>| {
        let grids = room.lines.iter().filter(|line| matches!(line.kind, LineKind::Grid { .. }));
        grids.filter_map(|line| pick(&line.gaps).copied()).fold(0.0, f64::max)
    };
    let (before, after) = room.axis.edges_along(free);
    let along = ((ends(<[f64]>::first) - before).max(0.0), (ends(<[f64]>::last) - after).max(0.0));
    room.axis.edges(along, across)
}

fn box_size(blocks: &Blocks, scene: &Scene, index: BlockIndex) -> Size {
    let block = &blocks.all[index];
    let room = &block.room;
    if let Some(fill) =
        room.lines.iter().find(|line| line.kind == LineKind::Fill).and_then(|l| l.items.first())
    {
        return blocks.all[*fill].size;
    }
    let kind = spacing::spacing(blocks, scene, index);
    let least = match kind {
        Spacing::Airy => AIRY_CONTENT * blocks.form.heights,
        Spacing::Titled => TITLED_CONTENT * blocks.form.heights,
        Spacing::Root | Spacing::Grid | Spacing::Column | Spacing::Small | Spacing::Filled => 0.0,
    };
    let mut size = Size {
        w: room.size.w + block.insets.across() + block.grow.across(),
        h: room.size.h.max(least) + block.insets.along() + block.grow.along() - absorbed(blocks, index),
    };
    if kind == Spacing::Grid {
        size.w = size.w.max(spacing::GRID_WIDTH * blocks.form.zones);
    }
    if kind == Spacing::Small {
        size.w = size.w.max(spacing::SMALL_BOX);
        let has_own_label = block.anchor == Some(Anchor::Bottom);
        size.h = size.h.max(if has_own_label { spacing::SMALL_BOX } else { 0.0 });
    }
    let spans = matches!(block.role, Role::Part(node) if blocks.spans(node));
    if !block.label.lines.is_empty() && !spans {
        let title_start = if spacing::has_badge(blocks, scene, index) { spacing::BADGE } else { 0.0 };
        let beside = block.facts.iter().filter(|_| block.anchor == Some(Anchor::TopLeft));
        let widest = beside.map(|fact| fact.width).fold(block.label.width, f64::max);
        size.w = size.w.max(title_start + widest + 2.0 * spacing::TITLE_GAP);
    }
    size.w = size.w.max(below_members(blocks, index));
    let least = on_border(blocks, index);
    Size { w: size.w.max(least.w), h: size.h.max(least.h) }
}

/// What a box needs to be wide, so that the facts below the boxes in it keep within it: captions move them to the left
/// for want of room at the right, up to the box that holds them.
fn below_members(blocks: &Blocks, index: BlockIndex) -> f64 {
    let block = &blocks.all[index];
    if !matches!(block.role, Role::Frame | Role::Part(_)) {
        return 0.0;
    }
    let mut widest = 0.0_f64;
    let mut within = block.children.clone();
    while let Some(at) = within.pop() {
        let member = &blocks.all[at];
        let has_facts = match member.role {
            Role::Frame => member.anchor != Some(Anchor::TopLeft),
            // Those of what spans stand below its first part.
            Role::Part(node) => blocks.parts.get(&node).and_then(|parts| parts.first()) == Some(&at),
            Role::Icon | Role::Root | Role::Spanning => continue,
            Role::Column | Role::Group => {
                within.extend(&member.children);
                continue;
            }
        };
        if has_facts {
            let facts = member.facts.iter();
            widest = facts.map(|fact| fact.width + 2.0 * spacing::FACT_GAP).fold(widest, f64::max);
        }
    }
    widest
}

/// How far the facts below a box reach beyond it and the gap to the next.
fn beyond_gap(block: &Block) -> f64 {
    let hanging =
        block.facts.iter().filter(|_| block.role == Role::Frame && block.anchor == Some(Anchor::Bottom));
    let widest = hanging.map(|fact| fact.width).fold(0.0, f64::max);
    (widest + spacing::TITLE_GAP - block.size.w - spacing::BOX_GAP).max(0.0)
}

/// What a box needs so that several icons on one of its sides, with their labels, keep clear of each other.
fn on_border(blocks: &Blocks, index: BlockIndex) -> Size {
    let mut least = Size::default();
    for side in [Side::Top, Side::Right, Side::Bottom, Side::Left] {
        let icons = blocks.all[index].children.iter().map(|&child| &blocks.all[child]);
        let icons: Vec<Size> =
            icons.filter(|icon| icon.place == PlaceIn::Border(side)).map(Block::footprint).collect();
        if icons.len() < 2 {
            continue;
        }
        // They stand evenly, as far from the corners as from each other.
        let parts = icons.len() as f64 + 1.0;
        let pitch =
            |extent: fn(&Size) -> f64| icons.iter().map(extent).fold(0.0, f64::max) + spacing::LABEL_BELOW;
        match side {
            Side::Top | Side::Bottom => least.w = least.w.max(parts * pitch(|size| size.w)),
            Side::Left | Side::Right => least.h = least.h.max(parts * pitch(|size| size.h)),
        }
    }
    least
}

/// Facts that hang below the last items use the air that is there anyway.
fn absorbed(blocks: &Blocks, index: BlockIndex) -> f64 {
    let block = &blocks.all[index];
    let Some(line) = block.room.lines.iter().rev().find(|line| !line.items.is_empty()) else { return 0.0 };
    let hanging = line.items.iter().map(|&item| hanging(&blocks.all[item])).fold(0.0, f64::max);
    let keep = spacing::BOTTOM_LABEL + spacing::FACT_GAP;
    if matches!(line.kind, LineKind::Plain | LineKind::Lane(_)) {
        hanging.min((block.insets.bottom - keep).max(0.0))
    } else {
        0.0
    }
}

/// How far facts reach below what a block shows without them.
fn hanging(block: &Block) -> f64 {
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
fn outset(blocks: &Blocks, scene: &Scene, index: BlockIndex) -> Edges {
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
    for &child in block.children.iter().filter(|_| block.role != Role::Icon) {
        let icon = &blocks.all[child];
        if let PlaceIn::Border(side) = icon.place {
            let half = spacing::ICON / 2.0;
            match side {
                Side::Top => outset.top = outset.top.max(half),
                Side::Right => outset.right = outset.right.max(half + icon.outset.right),
                Side::Bottom => outset.bottom = outset.bottom.max(half + icon.outset.bottom),
                Side::Left => outset.left = outset.left.max(half + icon.outset.left),
            }
        }
    }
    outset
}
