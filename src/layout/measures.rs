//! What measuring finds out about every block: how large it is, and how what it holds is spaced.

use crate::scene::Scene;

use super::beside_span::BesideSpans;
use super::content::Spacing;
use super::geometry::{Edges, Size};
use super::node_texts::{NodeText, Texts};
use super::proportions::Form;
use super::room::Room;
use super::tree::{Block, BlockIndex, Role, Tree};

/// A tree with the measures of its blocks.
#[derive(Debug)]
pub struct Measured<'a> {
    /// The scene that is drawn.
    pub scene: &'a Scene,
    /// Its blocks.
    pub tree: &'a Tree,
    /// The icons that share the lane of a spanning box.
    pub beside_spans: &'a BesideSpans,
    /// Its texts in lines.
    pub texts: &'a Texts,
    /// The choices that decide the shape of the drawing.
    pub form: Form,
    /// One for each block.
    pub all: Vec<Measure>,
}

/// The measures of one block.
#[derive(Debug, Default, Clone)]
pub struct Measure {
    /// The spacing of its content.
    pub spacing: Spacing,
    /// Room inside its edges that its content must leave.
    pub insets: Edges,
    /// Room outside its edges that its neighbours must leave.
    pub outset: Edges,
    /// Size of the box, or of the icon.
    pub size: Size,
    /// Room beyond the insets, for links.
    pub grow: Edges,
    /// Its content, in lines.
    pub room: Room,
    /// The middle of its first row of icons, from the top of its footprint.
    pub first_row: f64,
    /// The part of its footprint that is only the overhang of labels, at its left and right.
    pub overhang: (f64, f64),
}

impl Measure {
    /// Returns whether it is a box with a grid or with icons on its border.
    pub fn has_grid(&self) -> bool {
        self.spacing == Spacing::Grid
    }

    /// Returns the size with the room around it.
    pub fn footprint(&self) -> Size {
        Size { w: self.size.w + self.outset.across(), h: self.size.h + self.outset.along() }
    }
}

impl<'a> Measured<'a> {
    /// Returns a block.
    pub fn block(&self, index: BlockIndex) -> &'a Block {
        &self.tree[index]
    }

    /// Returns the texts of a block.
    pub fn text(&self, index: BlockIndex) -> &'a NodeText {
        self.texts.of(self.block(index))
    }

    /// Returns the size of a block with the room around it.
    pub fn footprint(&self, index: BlockIndex) -> Size {
        self.all[index].footprint()
    }

    /// Returns whether a block is more than an icon.
    pub fn is_box(&self, index: BlockIndex) -> bool {
        self.block(index).role != Role::Icon
    }
}
