//! How a box spaces its content, by what it holds.

use crate::scene::{Anchor, Scene, Shape};

use super::node_texts::Texts;
use super::tree::{Block, BlockIndex, Role, Slot, Tree};

/// The ways in which boxes space their content, by what they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spacing {
    /// The whole drawing.
    #[default]
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

/// Returns which spacing suits a box.
pub fn spacing(tree: &Tree, texts: &Texts, scene: &Scene, index: BlockIndex) -> Spacing {
    let block = &tree[index];
    let holds = |wanted: fn(Slot) -> bool| block.children.iter().any(|&c| wanted(tree[c].slot));
    if block.role == Role::Root {
        return Spacing::Root;
    }
    if matches!(block.role, Role::Column | Role::Group) {
        return Spacing::Column;
    }
    if holds(|slot| slot == Slot::Fill) {
        return Spacing::Filled;
    }
    let in_cell = matches!(block.slot, Slot::Cell(..));
    if holds(|slot| matches!(slot, Slot::Cell(..))) {
        return if in_cell { Spacing::Column } else { Spacing::Grid };
    }
    if holds(|slot| matches!(slot, Slot::Border(_) | Slot::Above)) {
        return Spacing::Grid;
    }
    if !has_header(texts, scene, block) {
        return Spacing::Small;
    }
    let in_only_row = in_cell && block.parent.is_some_and(|parent| one_row(tree, parent));
    if block.slot == Slot::Fill || in_only_row { Spacing::Airy } else { Spacing::Titled }
}

/// Returns whether a block is a grid with one row, which is not itself in a grid.
fn one_row(tree: &Tree, parent: BlockIndex) -> bool {
    let parent = &tree[parent];
    let mut rows = parent.children.iter().filter_map(|&c| tree[c].slot.cell()).map(|(_, row)| row);
    let first = rows.next();
    rows.all(|row| Some(row) == first) && !matches!(parent.slot, Slot::Cell(..)) && parent.role == Role::Frame
}

/// Returns whether a box has a badge or a title along its top edge.
pub fn has_header(texts: &Texts, scene: &Scene, block: &Block) -> bool {
    texts.of(block).anchor == Some(Anchor::TopLeft) || has_badge(scene, block)
}

/// Returns whether a box has a glyph in its top left corner.
pub fn has_badge(scene: &Scene, block: &Block) -> bool {
    let node = block.node.and_then(|node| scene.nodes.get(node));
    node.is_some_and(|node| matches!(&node.shape, Shape::Box(style) if style.badge.is_some()))
}
