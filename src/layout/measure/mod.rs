//! Sizes, from the innermost blocks out: what each box must hold decides how large it is.

mod align;
mod columns;
mod edges;
mod fit;
mod insets;
mod items;
mod straighten;
mod wrap;

use crate::scene::{Anchor, Side};

use super::content::{self, Spacing};
use super::geometry::{Edges, Size};
use super::link_room::LinkRoom;
use super::measures::{Measure, Measured};
use super::room::LineKind;
use super::spacing;
use super::tree::{BlockIndex, Role, Slot};

pub use items::{gap, middle, middle_of};
pub use straighten::place_near;

/// The lowest content of a box that has its column to itself: an icon in a box of its own.
const AIRY_CONTENT: f64 = 130.0;
/// The lowest content of a titled box: an icon with its label.
const TITLED_CONTENT: f64 = 70.0;

/// Forms the lines of every block and measures it.
pub fn measure(mut measured: Measured) -> Measured {
    measured.all = vec![Measure::default(); measured.tree.len()];
    each_level(&mut measured, |measured, index| {
        wrap_beside(measured, index);
        measured.all[index].room = wrap::room(measured, index, None);
    });
    measured
}

/// Measures every block again, with the room that links need; lines stay as they are.
pub fn remeasure(measured: &mut Measured, links: LinkRoom) {
    links.give(measured);
    each_level(measured, |_, _| {});
}

fn each_level(measured: &mut Measured, form: impl Fn(&mut Measured, BlockIndex)) {
    let tree = measured.tree;
    for level in tree.levels.iter().rev() {
        for &index in level {
            measured.all[index].spacing = content::spacing(tree, measured.texts, measured.scene, index);
            measured.all[index].outset = outset(measured, index);
            measured.all[index].insets = insets::insets(measured, index);
            if measured.is_box(index) {
                form(measured, index);
                for changed in align::tiers(measured, index) {
                    fit_block(measured, changed);
                }
                fit_room(measured, index);
            }
        }
        let changed = align::lanes(measured, level);
        for &index in level {
            if changed.contains(&index) {
                fit_room(measured, index);
            }
            size_block(measured, index);
        }
    }
}

/// All that stands beside the main block stands in as many columns as its height asks for.
fn wrap_beside(measured: &mut Measured, index: BlockIndex) {
    let tree = measured.tree;
    let on = |slot: Slot| tree.children(index).find(|&child| tree[child].slot == slot);
    let Some(core) = on(Slot::Core) else { return };
    let height = measured.footprint(core).h - measured.all[core].first_row + spacing::ICON;
    let core = measured.footprint(core);
    let strips = [on(Slot::Beside(Side::Left)), on(Slot::Beside(Side::Right))];
    for strip in strips.into_iter().flatten() {
        if tree[strip].plan().is_some() {
            continue;
        }
        let widest = tree.children(strip).map(|child| measured.footprint(child).w).fold(0.0, f64::max);
        let mut best: Option<(f64, f64)> = None;
        for items in 1..=MOST_BESIDE {
            let width = widest * items as f64 + spacing::BOX_GAP * (items - 1) as f64;
            form_strip(measured, strip, width);
            let size = measured.footprint(strip);
            let area = (core.w + size.w) * core.h.max(size.h);
            if best.is_none_or(|(least, _)| area < least) {
                best = Some((area, width));
            }
            if size.h <= height {
                break;
            }
        }
        if let Some((_, width)) = best {
            form_strip(measured, strip, width);
        }
    }
}

/// The number of boxes that a row beside the main block has at most.
const MOST_BESIDE: usize = 8;

/// Forms the rows of what stands beside the main block.
fn form_strip(measured: &mut Measured, strip: BlockIndex, width: f64) {
    measured.all[strip].room = wrap::room(measured, strip, Some(width));
    fit_room(measured, strip);
    fit_block(measured, strip);
}

fn fit_room(measured: &mut Measured, index: BlockIndex) {
    let mut room = std::mem::take(&mut measured.all[index].room);
    fit::fit(measured, &mut room, measured.all[index].has_grid());
    measured.all[index].room = room;
}

fn fit_block(measured: &mut Measured, index: BlockIndex) {
    if measured.is_box(index) {
        fit_room(measured, index);
    }
    size_block(measured, index);
}

/// Finds the size of a block, from its room.
fn size_block(measured: &mut Measured, index: BlockIndex) {
    if measured.is_box(index) {
        measured.all[index].grow = grow(measured, index);
        measured.all[index].size = box_size(measured, index);
        let reach = beyond_gap(measured, index);
        let outset = &mut measured.all[index].outset;
        outset.right = outset.right.max(reach);
    } else {
        measured.all[index].size = Size { w: spacing::ICON, h: spacing::ICON };
    }
    measured.all[index].first_row = fit::first_row(measured, index);
    measured.all[index].overhang = fit::overhang(measured, index);
}

/// Returns the room that links need beyond the insets: along the edges, inside.
fn grow(measured: &Measured, index: BlockIndex) -> Edges {
    let room = &measured.all[index].room;
    let free = insets::free_insets(measured, index);
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

fn box_size(measured: &Measured, index: BlockIndex) -> Size {
    let (block, own, text) = (measured.block(index), &measured.all[index], measured.text(index));
    let room = &own.room;
    if let Some(fill) =
        room.lines.iter().find(|line| line.kind == LineKind::Fill).and_then(|l| l.items.first())
    {
        return measured.all[*fill].size;
    }
    let least = match own.spacing {
        // It has its texts; it is higher only where the drawing needs that.
        _ if text.is_summary => TITLED_CONTENT * (measured.form.heights - 1.0),
        Spacing::Airy => AIRY_CONTENT * measured.form.heights,
        Spacing::Titled => TITLED_CONTENT * measured.form.heights,
        Spacing::Root | Spacing::Grid | Spacing::Column | Spacing::Small | Spacing::Filled => 0.0,
    };
    let mut size = Size {
        w: room.size.w + own.insets.across() + own.grow.across(),
        h: room.size.h.max(least) + own.insets.along() + own.grow.along() - absorbed(measured, index),
    };
    if own.spacing == Spacing::Grid {
        let has_cells = room.lines.iter().any(|line| matches!(line.kind, LineKind::Grid { .. }));
        let least = if has_cells { spacing::GRID_WIDTH } else { spacing::OPEN_WIDTH };
        size.w = size.w.max(least * measured.form.zones);
    }
    if own.spacing == Spacing::Small {
        size.w = size.w.max(spacing::SMALL_BOX);
        let has_own_label = text.anchor == Some(Anchor::Bottom);
        size.h = size.h.max(if has_own_label { spacing::SMALL_BOX } else { 0.0 });
    }
    if !text.label.lines.is_empty() && !measured.tree.in_lane(index) {
        let title_start = if content::has_badge(measured.scene, block) { spacing::BADGE } else { 0.0 };
        let is_beside = text.anchor == Some(Anchor::TopLeft);
        let widest = if is_beside { text.title_width() } else { text.label.width };
        size.w = size.w.max(title_start + widest + 2.0 * spacing::TITLE_GAP);
    }
    size.w = size.w.max(text.icons.w).max(below_members(measured, index));
    let least = on_border(measured, index);
    Size { w: size.w.max(least.w), h: size.h.max(least.h) }
}

/// Returns the width that a box needs so that the facts below the boxes in it keep within it: captions move them to the
/// left for want of room at the right, up to the box that holds them.
fn below_members(measured: &Measured, index: BlockIndex) -> f64 {
    let tree = measured.tree;
    if !matches!(tree[index].role, Role::Frame | Role::Part(_)) {
        return 0.0;
    }
    let mut widest = 0.0_f64;
    let mut within = tree[index].children.clone();
    while let Some(at) = within.pop() {
        let text = measured.text(at);
        let has_facts = match tree[at].role {
            Role::Frame => text.anchor != Some(Anchor::TopLeft),
            // Those of what spans stand below its first part.
            Role::Part(node) => tree.parts.get(&node).and_then(|parts| parts.first()) == Some(&at),
            Role::Icon | Role::Root | Role::Spanning => continue,
            Role::Column | Role::Group => {
                within.extend(tree.children(at));
                continue;
            }
        };
        if has_facts && !text.facts.is_empty() {
            widest = widest.max(text.widest_fact(0.0) + 2.0 * spacing::FACT_GAP);
        }
    }
    widest
}

/// Returns how far the facts below a box reach beyond it and the gap to the next.
fn beyond_gap(measured: &Measured, index: BlockIndex) -> f64 {
    let text = measured.text(index);
    let hangs = measured.block(index).role == Role::Frame && text.anchor == Some(Anchor::Bottom);
    let widest = if hangs { text.widest_fact(0.0) } else { 0.0 };
    (widest + spacing::TITLE_GAP - measured.all[index].size.w - spacing::BOX_GAP).max(0.0)
}

/// Returns what a box needs so that several icons on one of its sides, with their labels, keep clear of each other.
fn on_border(measured: &Measured, index: BlockIndex) -> Size {
    let mut least = Size::default();
    for side in [Side::Top, Side::Right, Side::Bottom, Side::Left] {
        let icons = measured.tree.children_at(index, |slot| slot == Slot::Border(side));
        let icons: Vec<Size> = icons.into_iter().map(|icon| measured.footprint(icon)).collect();
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
fn absorbed(measured: &Measured, index: BlockIndex) -> f64 {
    let own = &measured.all[index];
    let Some(line) = own.room.lines.iter().rev().find(|line| !line.items.is_empty()) else { return 0.0 };
    let hanging = line.items.iter().map(|&item| hanging(measured, item)).fold(0.0, f64::max);
    let keep = spacing::BOTTOM_LABEL + spacing::FACT_GAP;
    if matches!(line.kind, LineKind::Plain | LineKind::Lane(_)) {
        hanging.min((own.insets.bottom - keep).max(0.0))
    } else {
        0.0
    }
}

/// Returns how far facts reach below what a block shows without them.
fn hanging(measured: &Measured, index: BlockIndex) -> f64 {
    if measured.is_box(index) { measured.all[index].outset.bottom } else { facts_below(measured, index) }
}

/// Returns the room for the facts below an icon's label or a box's edge; those beside a title need none.
fn facts_below(measured: &Measured, index: BlockIndex) -> f64 {
    let text = measured.text(index);
    let count = text.facts.len() as f64;
    match text.anchor {
        _ if text.facts.is_empty() => 0.0,
        Some(Anchor::TopLeft) => 0.0,
        _ if !measured.is_box(index) => spacing::FACT_PITCH * count,
        Some(Anchor::Bottom | Anchor::Below) | None => spacing::FACT_GAP + spacing::FACT_PITCH * count,
    }
}

/// Returns the room around a block: its label and facts, or the icons on its border.
fn outset(measured: &Measured, index: BlockIndex) -> Edges {
    let (block, text) = (measured.block(index), measured.text(index));
    let below = facts_below(measured, index);
    if !measured.is_box(index) {
        let node = block.node.and_then(|node| measured.scene.nodes.get(node));
        let size = node.and_then(|node| node.label.as_ref()).map_or(0.0, |label| label.size);
        let side = ((text.widest_fact(text.label.width) - spacing::ICON) / 2.0).max(0.0);
        let label = match text.label.lines.len() {
            0 => 0.0,
            lines => {
                spacing::LABEL_BELOW
                    + spacing::LABEL_DESCENT
                    + (lines - 1) as f64 * super::text::LINE_HEIGHT * size
            }
        };
        return Edges { top: 0.0, right: side, bottom: label + below, left: side };
    }
    let mut outset = Edges { bottom: below, ..Edges::default() };
    for child in measured.tree.children(index) {
        if let Slot::Border(side) = measured.block(child).slot {
            let icon = measured.all[child].outset;
            let half = spacing::ICON / 2.0;
            match side {
                Side::Top => outset.top = outset.top.max(half),
                Side::Right => outset.right = outset.right.max(half + icon.right),
                Side::Bottom => outset.bottom = outset.bottom.max(half + icon.bottom),
                Side::Left => outset.left = outset.left.max(half + icon.left),
            }
        }
    }
    outset
}
