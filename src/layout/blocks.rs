//! One tree of everything that takes room: the scene's nodes, and for each spanning box the part of it in each parent.

use std::collections::BTreeMap;

use crate::scene::{Anchor, Node, NodeIndex, Place, Scene, Shape, Side};
use crate::sorting;

use super::TextMeasure;
use super::beside_span;
use super::border_icons;
use super::flows;
use super::geometry::{Edges, Rect, Size};
use super::main_groups;
use super::proportions::Form;
use super::room::{Axis, Room};
use super::short_names::Names;
use super::spacing;
use super::steps;
use super::text::{TextLimits, Wrapped};

/// A position in [`Blocks::all`]; the scene's nodes come first, in their order.
pub type BlockIndex = usize;

/// Everything that takes room.
#[derive(Debug, Default)]
pub struct Blocks {
    /// The scene's nodes, then the parts of spanning boxes and columns, then the root.
    pub all: Vec<Block>,
    /// The whole drawing.
    pub root: BlockIndex,
    /// The parts of each spanning box, by its node.
    pub parts: BTreeMap<NodeIndex, Vec<BlockIndex>>,
    /// Blocks with their depth below the root, each after its parent.
    pub order: Vec<BlockIndex>,
    /// What decides its shape.
    pub form: Form,
}

/// Lines of items in the order that suits their links.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The direction of the lines.
    pub axis: Axis,
    /// The items of each line.
    pub lines: Vec<Vec<BlockIndex>>,
    /// Which items are linked: their positions, as line and place in the line.
    pub ties: Vec<((usize, usize), (usize, usize))>,
}

/// What a block stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// The whole drawing.
    Root,
    /// A box of the scene.
    Frame,
    /// An icon of the scene.
    #[default]
    Icon,
    /// A part of a spanning box: what it holds in one parent.
    Part(NodeIndex),
    /// A column of a grid that no box of the scene stands for.
    Column,
    /// The main block among what stands beside it, or what stands on one side of it; no box is drawn for it.
    Group,
    /// A spanning box itself: its parts take the room.
    Spanning,
}

/// One thing that takes room.
#[derive(Debug, Default)]
pub struct Block {
    /// What it stands for.
    pub role: Role,
    /// What it is in.
    pub parent: Option<BlockIndex>,
    /// What is in it, in the order of the scene.
    pub children: Vec<BlockIndex>,
    /// Steps from the root.
    pub depth: usize,
    /// Where it goes in its parent.
    pub place: PlaceIn,
    /// The node whose look and label it has.
    pub node: Option<NodeIndex>,
    /// Its label in lines.
    pub label: Wrapped,
    /// Where the label stands, when there is one.
    pub anchor: Option<Anchor>,
    /// Its facts, a line each.
    pub facts: Vec<Wrapped>,
    /// Room inside its edges that its content must leave.
    pub insets: Edges,
    /// Room outside its edges that its neighbours must leave.
    pub outset: Edges,
    /// Size of the box, or of the icon.
    pub size: Size,
    /// Room beyond the insets, for links.
    pub grow: Edges,
    /// Whether it is a box with a grid or with icons on its border.
    pub framed: bool,
    /// What it holds, in lines.
    pub room: Room,
    /// Lines that were decided by links, not by size.
    pub plan: Option<Plan>,
    /// The item that stands in the row of what is beside this; the first where it is none.
    pub in_row: Option<BlockIndex>,
    /// The spanning box whose lane it shares, and on which side of that box it stands.
    pub beside_span: Option<(NodeIndex, Side)>,
    /// Whether its items stand in the order of what they are linked with, which nothing else may change.
    pub ordered: bool,
    /// Whether it holds boxes that follow each other, and nothing else.
    pub holds_steps: bool,
    /// How wide its rows may become, where that is decided by its neighbours.
    pub wrap_width: Option<f64>,
    /// Where the middle of its first row of icons is, from the top of its footprint.
    pub first_row: f64,
    /// How much of its footprint is only the overhang of labels, at its left and right.
    pub overhang: (f64, f64),
    /// Where it is: relative to nothing, the drawing's own units.
    pub rect: Rect,
}

impl Block {
    /// The size with the room around it.
    pub fn footprint(&self) -> Size {
        Size { w: self.size.w + self.outset.across(), h: self.size.h + self.outset.along() }
    }
}

/// [`Place`], once what cannot be as it asks was mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlaceIn {
    /// With its siblings, in rows.
    #[default]
    Flow,
    /// In the grid, at a column and a row.
    Cell(usize, usize),
    /// As large as its parent.
    Fill,
    /// In the row above the grid.
    Above,
    /// On the border.
    Border(Side),
    /// Outside, beside what the parent holds.
    Beside(Side),
    /// What others stand beside.
    Core,
    /// It takes no room by itself.
    Nowhere,
}

impl PlaceIn {
    /// Column and row, for a cell of a grid.
    pub fn cell(self) -> Option<(usize, usize)> {
        if let PlaceIn::Cell(column, row) = self { Some((column, row)) } else { None }
    }
}

/// Builds the tree and breaks all labels into lines.
pub fn build(scene: &Scene, text: &dyn TextMeasure, form: Form) -> Blocks {
    let mut blocks = Blocks { form, ..Blocks::default() };
    let names = Names::of(scene);
    for (index, node) in scene.nodes.iter().enumerate() {
        blocks.all.push(of_node(index, node, &names, text));
    }
    blocks.root = blocks.all.len();
    blocks.all.push(Block { role: Role::Root, ..Block::default() });
    for (index, node) in scene.nodes.iter().enumerate() {
        // A parent stands before its children; anything else would be a circle.
        let parent = node.parent.filter(|&parent| {
            parent < index && blocks.all.get(parent).is_some_and(|parent| parent.role == Role::Frame)
        });
        let parent = parent.unwrap_or(blocks.root);
        blocks.attach(index, parent);
    }
    gather_parts(&mut blocks, scene);
    mend_places(&mut blocks);
    steps::find(&mut blocks, scene);
    border_icons::share(&mut blocks, scene);
    wrap_columns(&mut blocks);
    for group in main_groups::divide(&mut blocks, scene) {
        set_aside(&mut blocks, group);
    }
    for parent in 0..blocks.all.len() {
        set_aside(&mut blocks, parent);
    }
    flows::arrange(&mut blocks, scene);
    beside_span::assign(&mut blocks, scene);
    sort(&mut blocks);
    blocks
}

/// The nodes alone, with their labels broken into lines: for a layout that has a tree of its own.
pub fn plain(scene: &Scene, text: &dyn TextMeasure) -> Blocks {
    let mut blocks = Blocks::default();
    let names = Names::of(scene);
    for (index, node) in scene.nodes.iter().enumerate() {
        let block = of_node(index, node, &names, text);
        let role = if block.role == Role::Spanning { Role::Frame } else { block.role };
        blocks.all.push(Block { role, ..block });
    }
    blocks
}

impl Blocks {
    /// Whether a spanning box has parts in several boxes.
    pub fn spans(&self, node: NodeIndex) -> bool {
        self.parts.get(&node).is_some_and(|parts| parts.len() > 1)
    }

    fn attach(&mut self, child: BlockIndex, parent: BlockIndex) {
        self.all[child].parent = Some(parent);
        self.all[parent].children.push(child);
    }

    /// Puts a new block in place of some children of a parent, where the first of them was.
    pub fn enclose(&mut self, parent: BlockIndex, children: &[BlockIndex], mut block: Block) -> BlockIndex {
        let index = self.all.len();
        block.parent = Some(parent);
        block.children = children.to_vec();
        for &child in children {
            self.all[child].parent = Some(index);
        }
        let siblings = &mut self.all[parent].children;
        let at = siblings.iter().position(|sibling| children.contains(sibling)).unwrap_or(siblings.len());
        siblings.retain(|sibling| !children.contains(sibling));
        siblings.insert(at.min(siblings.len()), index);
        self.all.push(block);
        index
    }
}

fn of_node(index: NodeIndex, node: &Node, names: &Names, text: &dyn TextMeasure) -> Block {
    let mut block = Block { node: Some(index), place: place_in(node), ..Block::default() };
    block.role = match (&node.shape, node.place) {
        (Shape::Box(_), Place::Around) => Role::Spanning,
        (Shape::Box(_), _) => Role::Frame,
        (Shape::Icon(_), _) => Role::Icon,
    };
    if let Some(label) = &node.label {
        block.anchor = Some(match (&node.shape, label.anchor) {
            (Shape::Icon(_), _) => Anchor::Below,
            (Shape::Box(_), Anchor::Below) => Anchor::Bottom,
            (Shape::Box(_), anchor) => anchor,
        });
        block.label = names.wrap(&label.text, spacing::label_limits(block.anchor, label.size), text);
    }
    let size = spacing::fact_size(block.anchor);
    let frame = TextLimits { width: spacing::FACT_WIDTH, lines: 1, size };
    block.facts = node.facts.iter().map(|fact| names.wrap_fact(&fact.text, frame, text)).collect();
    block
}

fn place_in(node: &Node) -> PlaceIn {
    match node.place {
        Place::Flow => PlaceIn::Flow,
        Place::Cell { column, row } => PlaceIn::Cell(column, row),
        Place::Fill => PlaceIn::Fill,
        Place::Above => PlaceIn::Above,
        Place::Border(side) => PlaceIn::Border(side),
        Place::Beside(side) => PlaceIn::Beside(side),
        Place::Around => PlaceIn::Nowhere,
    }
}

/// For each spanning box, one part in each parent that holds members of it; the innermost boxes first.
fn gather_parts(blocks: &mut Blocks, scene: &Scene) {
    let mut groups: Vec<(NodeIndex, Vec<NodeIndex>)> = Vec::new();
    for index in 0..scene.nodes.len() {
        if blocks.all[index].role == Role::Spanning {
            groups.push((index, leaves(scene, index)));
        }
    }
    // A box inside another has fewer members; of two with the same members the one that lists the other is outside.
    sorting::by_key(&mut groups, |(index, members)| (members.len(), listing_depth(scene, *index), *index));
    for (index, members) in groups {
        let mut by_parent: BTreeMap<BlockIndex, Vec<BlockIndex>> = BTreeMap::new();
        for member in members {
            let outermost = outermost(blocks, member);
            if let Some(parent) = blocks.all[outermost].parent {
                let part = by_parent.entry(parent).or_default();
                if !part.contains(&outermost) {
                    part.push(outermost);
                }
            }
        }
        let mut parts = Vec::new();
        for (parent, members) in by_parent {
            let place = common_place(blocks, &members);
            let model = &blocks.all[index];
            let block = Block {
                role: Role::Part(index),
                place,
                node: Some(index),
                anchor: model.anchor,
                label: model.label.clone(),
                facts: model.facts.clone(),
                ..Block::default()
            };
            parts.push(blocks.enclose(parent, &members, block));
        }
        blocks.parts.insert(index, parts);
    }
}

/// A part goes where all of its members would have gone.
fn common_place(blocks: &Blocks, members: &[BlockIndex]) -> PlaceIn {
    let mut places = members.iter().map(|&member| blocks.all[member].place);
    let first = places.next().unwrap_or_default();
    if places.all(|place| place == first) && first != PlaceIn::Fill { first } else { PlaceIn::Flow }
}

/// The members of a spanning box that are no spanning boxes, each once.
fn leaves(scene: &Scene, index: NodeIndex) -> Vec<NodeIndex> {
    let mut found = Vec::new();
    let mut seen = vec![index];
    let mut next = vec![index];
    while let Some(at) = next.pop() {
        for &member in scene.nodes.get(at).map_or(&[][..], |node| &node.members) {
            if seen.contains(&member) || member >= scene.nodes.len() {
                continue;
            }
            seen.push(member);
            if scene.nodes[member].place == Place::Around {
                next.push(member);
            } else {
                found.push(member);
            }
        }
    }
    sorting::plain(&mut found);
    found
}

/// How many spanning boxes one lists, directly or not.
fn listing_depth(scene: &Scene, index: NodeIndex) -> usize {
    let mut seen = vec![index];
    let mut next = vec![index];
    while let Some(at) = next.pop() {
        for &member in scene.nodes.get(at).map_or(&[][..], |node| &node.members) {
            let spans = scene.nodes.get(member).is_some_and(|node| node.place == Place::Around);
            if spans && !seen.contains(&member) {
                seen.push(member);
                next.push(member);
            }
        }
    }
    seen.len()
}

/// The part that a member is in already, or the member itself.
fn outermost(blocks: &Blocks, member: BlockIndex) -> BlockIndex {
    let mut at = member;
    while let Some(parent) = blocks.all[at].parent {
        if !matches!(blocks.all[parent].role, Role::Part(_)) {
            break;
        }
        at = parent;
    }
    at
}

/// A box can fill its parent only when it is alone in it and their labels stand apart; what has no grid has no cells.
fn mend_places(blocks: &mut Blocks) {
    for index in 0..blocks.all.len() {
        let in_parts = blocks.all[index].parent.is_some_and(|p| matches!(blocks.all[p].role, Role::Part(_)));
        let is_root = blocks.all[index].parent == Some(blocks.root);
        let place = blocks.all[index].place;
        let mended = match place {
            PlaceIn::Nowhere => PlaceIn::Nowhere,
            _ if in_parts => PlaceIn::Flow,
            PlaceIn::Fill if !may_fill(blocks, index) => PlaceIn::Flow,
            PlaceIn::Border(_) if is_root || blocks.all[index].role != Role::Icon => PlaceIn::Flow,
            PlaceIn::Cell(..) | PlaceIn::Above if is_root => PlaceIn::Flow,
            PlaceIn::Cell(..)
            | PlaceIn::Above
            | PlaceIn::Fill
            | PlaceIn::Flow
            | PlaceIn::Border(_)
            | PlaceIn::Core => place,
            PlaceIn::Beside(_) => {
                if has_grid(blocks, index) {
                    PlaceIn::Flow
                } else {
                    place
                }
            }
        };
        blocks.all[index].place = mended;
    }
}

/// Whether what a block is in has a grid, so that nothing can stand beside it inside.
fn has_grid(blocks: &Blocks, index: BlockIndex) -> bool {
    let siblings = blocks.all[index].parent.map_or(&[][..], |parent| &blocks.all[parent].children);
    siblings.iter().any(|&sibling| matches!(blocks.all[sibling].place, PlaceIn::Cell(..) | PlaceIn::Above))
}

fn may_fill(blocks: &Blocks, index: BlockIndex) -> bool {
    let block = &blocks.all[index];
    let Some(parent) = block.parent.map(|parent| &blocks.all[parent]) else { return false };
    let alone = parent.children.iter().all(|&sibling| {
        sibling == index || matches!(blocks.all[sibling].place, PlaceIn::Nowhere | PlaceIn::Border(_))
    });
    block.role == Role::Frame
        && parent.role == Role::Frame
        && alone
        && (parent.anchor.is_none() || parent.anchor != block.anchor)
}

/// In a grid whose columns hold grids of their own, what stands loose in a column is a column, too, so that rows
/// line up across all of them.
fn wrap_columns(blocks: &mut Blocks) {
    for parent in 0..blocks.all.len() {
        let children = blocks.all[parent].children.clone();
        let has_grid = |index: BlockIndex| {
            blocks.all[index].children.iter().any(|&c| matches!(blocks.all[c].place, PlaceIn::Cell(..)))
        };
        let cells: Vec<(usize, BlockIndex)> = children
            .iter()
            .filter_map(|&child| blocks.all[child].place.cell().map(|(column, _)| (column, child)))
            .collect();
        if !cells.iter().any(|&(_, child)| has_grid(child)) {
            continue;
        }
        let mut loose: BTreeMap<usize, Vec<BlockIndex>> = BTreeMap::new();
        for &(column, child) in cells.iter().filter(|&&(_, child)| !has_grid(child)) {
            // A box alone in its zone fills it: that zone is the column already.
            let is_zone = blocks.all[child].children.iter().any(|&c| blocks.all[c].place == PlaceIn::Fill);
            if !is_zone {
                loose.entry(column).or_default().push(child);
            }
        }
        for (column, children) in loose {
            let block = Block { role: Role::Column, place: PlaceIn::Cell(column, 0), ..Block::default() };
            blocks.enclose(parent, &children, block);
        }
    }
}

/// What stands left or right of the rest of a block becomes one block, and so does the rest.
fn set_aside(blocks: &mut Blocks, parent: BlockIndex) {
    let children = blocks.all[parent].children.clone();
    let at = |wanted: fn(PlaceIn) -> bool| -> Vec<BlockIndex> {
        children.iter().copied().filter(|&child| wanted(blocks.all[child].place)).collect()
    };
    let left = at(|place| place == PlaceIn::Beside(Side::Left));
    let right = at(|place| place == PlaceIn::Beside(Side::Right));
    let core = at(|place| matches!(place, PlaceIn::Flow | PlaceIn::Fill));
    let is_done = children.iter().any(|&child| blocks.all[child].place == PlaceIn::Core);
    if is_done || (left.is_empty() && right.is_empty()) {
        return;
    }
    let parts =
        [(left, PlaceIn::Beside(Side::Left)), (core, PlaceIn::Core), (right, PlaceIn::Beside(Side::Right))];
    for (children, place) in parts {
        if children.is_empty() {
            continue;
        }
        for &child in &children {
            blocks.all[child].place = PlaceIn::Flow;
        }
        blocks.enclose(parent, &children, Block { role: Role::Group, place, ..Block::default() });
    }
}

fn sort(blocks: &mut Blocks) {
    let mut order = vec![blocks.root];
    let mut at = 0;
    while let Some(&index) = order.get(at) {
        at += 1;
        let depth = blocks.all[index].depth + 1;
        for child in blocks.all[index].children.clone() {
            blocks.all[child].depth = depth;
            order.push(child);
        }
    }
    blocks.order = order;
}
