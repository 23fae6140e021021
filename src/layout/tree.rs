//! One tree of everything that takes room: the scene's nodes, and for each spanning box the part of it in each parent.
//! `blocks` plants it. A pass is given the tree and returns [`Changes`], which `Tree::change` puts in: nothing else writes to
//! a block.

use std::ops::Index;

use crate::maps::SortedMap;
use crate::scene::{NodeIndex, Scene, Side};

/// The number of a block in its [`Tree`]; the scene's nodes come first, in their order.
pub type BlockIndex = usize;

/// Everything that takes room.
#[derive(Debug, Default)]
pub struct Tree {
    /// The scene's nodes, then the root, then the parts of spanning boxes, columns and groups.
    all: Vec<Block>,
    /// The whole drawing.
    pub root: BlockIndex,
    /// The parts of each spanning box, by its node.
    pub parts: SortedMap<NodeIndex, Vec<BlockIndex>>,
    /// The blocks of each depth below the root, from the root down.
    pub levels: Vec<Vec<BlockIndex>>,
    /// The links whose ends take room, in the order of the scene.
    pub links: Vec<LiftedLink>,
}

/// A link, raised to the blocks that it joins.
#[derive(Debug)]
pub struct LiftedLink {
    /// The block that takes the room of its source.
    pub source: BlockIndex,
    /// The block that takes the room of its target.
    pub target: BlockIndex,
}

/// The innermost block that holds both ends of a link, each in another child.
#[derive(Debug, Clone, Copy)]
pub struct Meeting {
    /// The block.
    pub holder: BlockIndex,
    /// Its child that holds the source, or is it.
    pub from: BlockIndex,
    /// Its child that holds the target, or is it.
    pub to: BlockIndex,
}

impl LiftedLink {
    /// Returns both ends, each with the other.
    pub fn ends(&self) -> [(BlockIndex, BlockIndex); 2] {
        [(self.source, self.target), (self.target, self.source)]
    }
}

/// One thing that takes room.
#[derive(Debug, Default)]
pub struct Block {
    /// The thing that it stands for.
    pub role: Role,
    /// The block that it is in.
    pub parent: Option<BlockIndex>,
    /// The blocks that are in it, in the order of the scene or of their links.
    pub children: Vec<BlockIndex>,
    /// Its place in its parent.
    pub slot: Slot,
    /// The node whose look and texts it has.
    pub node: Option<NodeIndex>,
    /// The number of resources that are folded into it while it is collapsed.
    pub folded: usize,
    /// Who decided the lines of its items.
    pub lines: Lines,
}

/// The one who decides the lines of a block's items.
#[derive(Debug, Default)]
pub enum Lines {
    /// Their sizes.
    #[default]
    BySize,
    /// Their links: columns.
    ByLinks(Plan),
    /// Their sizes, in the order of their links, which nothing else may change.
    InOrder,
    /// They are boxes that follow each other, and nothing else.
    Steps,
}

/// The changes that a pass asks for.
#[derive(Debug, Default)]
pub struct Changes {
    /// The blocks that go to another place in their parents.
    pub slots: Vec<(BlockIndex, Slot)>,
    /// The blocks whose children stand in another order.
    pub orders: Vec<(BlockIndex, Vec<BlockIndex>)>,
    /// The blocks whose lines somebody else decides from now on.
    pub lines: Vec<(BlockIndex, Lines)>,
    /// The blocks that some children of a block get around them, once all else is changed.
    pub groups: Vec<NewGroup>,
}

/// A block around some children of another.
#[derive(Debug)]
pub struct NewGroup {
    /// The block that it will be in.
    pub parent: BlockIndex,
    /// The children of that which it will hold; it stands where the first of them was.
    pub children: Vec<BlockIndex>,
    /// The block itself.
    pub block: Block,
    /// The blocks around some of what it holds.
    pub inner: Vec<(Vec<BlockIndex>, Slot)>,
}

impl NewGroup {
    /// Returns a group for which no box is drawn.
    pub fn new(parent: BlockIndex, children: Vec<BlockIndex>, slot: Slot) -> Self {
        Self { parent, children, block: Block::group(slot), inner: Vec::new() }
    }
}

impl Block {
    /// Returns a group for which no box is drawn, with nothing in it yet.
    fn group(slot: Slot) -> Self {
        Self { role: Role::Group, slot, ..Self::default() }
    }

    /// Returns whether it holds boxes that follow each other, and nothing else.
    pub fn holds_steps(&self) -> bool {
        matches!(self.lines, Lines::Steps)
    }

    /// Returns the columns of its items, where links decided them.
    pub fn plan(&self) -> Option<&Plan> {
        if let Lines::ByLinks(plan) = &self.lines { Some(plan) } else { None }
    }
}

/// The thing that a block stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// The whole drawing.
    Root,
    /// A box of the scene.
    Frame,
    /// An icon of the scene.
    #[default]
    Icon,
    /// A part of a spanning box: its members in one parent.
    Part(NodeIndex),
    /// A column of a grid that no box of the scene stands for.
    Column,
    /// The main block among what stands beside it, or all on one side of it; no box is drawn for it.
    Group,
    /// A spanning box itself: its parts take the room.
    Spanning,
}

/// The place of a block in its parent: the scene's [`Place`](crate::scene::Place), once what cannot be as it asks was
/// mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Slot {
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
    /// In the middle of what stands beside it.
    Core,
    /// It takes no room by itself.
    Nowhere,
}

/// Columns of items in the order that suits their links.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The items of each column.
    pub lines: Vec<Vec<BlockIndex>>,
    /// Pairs of linked items: their positions, as line and place in the line.
    pub ties: Vec<((usize, usize), (usize, usize))>,
    /// The item that stands in the row of what is beside the block; the first where it is none.
    pub in_row: Option<BlockIndex>,
}

impl Slot {
    /// Returns column and row, for a cell of a grid.
    pub fn cell(self) -> Option<(usize, usize)> {
        if let Slot::Cell(column, row) = self { Some((column, row)) } else { None }
    }
}

impl Index<BlockIndex> for Tree {
    type Output = Block;

    fn index(&self, index: BlockIndex) -> &Block {
        &self.all[index]
    }
}

impl Tree {
    /// Returns a tree of these blocks, side by side.
    pub fn new(all: Vec<Block>) -> Self {
        Self { all, ..Self::default() }
    }

    /// Returns how many blocks there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Adds the whole drawing.
    pub fn add_root(&mut self) {
        self.root = self.all.len();
        self.all.push(Block { role: Role::Root, ..Block::default() });
    }

    /// Returns whether a spanning box has parts in several boxes.
    pub fn spans(&self, node: NodeIndex) -> bool {
        self.parts.get(&node).is_some_and(|parts| parts.len() > 1)
    }

    /// Returns whether a block runs in a lane, as a part of a box that spans several.
    pub fn in_lane(&self, index: BlockIndex) -> bool {
        matches!(self.all[index].role, Role::Part(node) if self.spans(node))
    }

    /// Returns the children of a block in their order.
    pub fn children(&self, index: BlockIndex) -> impl Iterator<Item = BlockIndex> + '_ {
        self.all[index].children.iter().copied()
    }

    /// Returns the children of a block that have a slot.
    pub fn children_at(&self, index: BlockIndex, wanted: impl Fn(Slot) -> bool) -> Vec<BlockIndex> {
        self.children(index).filter(|&child| wanted(self.all[child].slot)).collect()
    }

    /// Returns a block and all blocks that it is in, from the innermost.
    pub fn chain(&self, block: BlockIndex) -> impl Iterator<Item = BlockIndex> + '_ {
        std::iter::successors(Some(block), |&at| self.all[at].parent)
    }

    /// Returns the block that takes the room of a node: for a spanning box its first part.
    pub fn stand_in(&self, node: NodeIndex) -> Option<BlockIndex> {
        match self.all.get(node)?.role {
            Role::Spanning => self.parts.get(&node)?.first().copied(),
            Role::Root | Role::Frame | Role::Icon | Role::Part(_) | Role::Column | Role::Group => Some(node),
        }
    }

    /// Returns where the ends of a link meet, in the tree as it is now; nowhere when one is in the other.
    pub fn meeting(&self, link: &LiftedLink) -> Option<Meeting> {
        let (mut a, mut b) = (link.source, link.target);
        let parent = |of: BlockIndex| self.all[of].parent;
        let (mut below_a, mut below_b) = (self.chain(a).count(), self.chain(b).count());
        while below_a > below_b {
            (a, below_a) = (parent(a)?, below_a - 1);
        }
        while below_b > below_a {
            (b, below_b) = (parent(b)?, below_b - 1);
        }
        while a != b {
            let (above_a, above_b) = (parent(a)?, parent(b)?);
            if above_a == above_b {
                return Some(Meeting { holder: above_a, from: a, to: b });
            }
            (a, b) = (above_a, above_b);
        }
        None
    }

    /// Puts a block into another, after what that holds already.
    pub fn attach(&mut self, child: BlockIndex, parent: BlockIndex) {
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

    /// Lifts all links, once the parts of spanning boxes are known.
    pub fn lift(&mut self, scene: &Scene) {
        let lifted = scene.links.iter().filter_map(|link| {
            Some(LiftedLink { source: self.stand_in(link.source)?, target: self.stand_in(link.target)? })
        });
        self.links = lifted.collect();
    }

    /// Sorts all blocks by their depth: nothing is enclosed any more.
    pub fn finish(&mut self) {
        let mut level = vec![self.root];
        while !level.is_empty() {
            let next = level.iter().flat_map(|&index| self.children(index)).collect();
            self.levels.push(std::mem::replace(&mut level, next));
        }
    }

    /// Changes what a pass asks for. Returns true if that is anything.
    pub fn change(&mut self, changes: Changes) -> bool {
        let Changes { slots, orders, lines, groups } = changes;
        let is_any = !(slots.is_empty() && orders.is_empty() && lines.is_empty() && groups.is_empty());
        for (block, slot) in slots {
            self.all[block].slot = slot;
        }
        for (block, children) in orders {
            self.all[block].children = children;
        }
        for (block, lines) in lines {
            self.all[block].lines = lines;
        }
        for NewGroup { parent, children, block, inner } in groups {
            let group = self.enclose(parent, &children, block);
            for (children, slot) in inner {
                self.enclose(group, &children, Block::group(slot));
            }
        }
        is_any
    }
}
