//! Builds the tree of everything that takes room.

use crate::maps::SortedMap;
use crate::scene::{Extent, Node, NodeIndex, Place, Scene, Shape, Side};
use crate::sorting;

use super::border_icons;
use super::flows::{self, Flows};
use super::main_groups;
use super::node_texts::Texts;
use super::proportions::Form;
use super::steps;
use super::tree::{Block, BlockIndex, Changes, NewGroup, Role, Slot, Tree};

/// Builds the tree; two labels at one place of nested boxes decide whether the inner one may fill the outer.
pub fn build(scene: &Scene, texts: &Texts, form: Form) -> Tree {
    let mut tree = of_nodes(scene, Role::Spanning);
    tree.add_root();
    for (index, node) in scene.nodes.iter().enumerate() {
        // A parent stands before its children; anything else would be a circle.
        let parent = node.parent.filter(|&parent| parent < index && tree[parent].role == Role::Frame);
        let parent = parent.unwrap_or(tree.root);
        tree.attach(index, parent);
    }
    gather_parts(&mut tree, scene);
    tree.lift(scene);
    tree.change(mended_slots(&tree, texts));
    tree.change(steps::find(&tree, scene));
    tree.change(border_icons::shared(&tree, scene));
    tree.change(wrapped_columns(&tree));
    tree.change(main_groups::divided(&tree));
    tree.change(set_aside(&tree));
    let Flows { changes, mains } = flows::find(&tree, scene, form);
    tree.change(changes);
    tree.change(flows::beside_mains(&tree, &mains));
    tree.finish();
    tree
}

/// Returns the nodes alone, side by side: for a layout that has a tree of its own.
pub fn plain(scene: &Scene) -> Tree {
    of_nodes(scene, Role::Frame)
}

/// Returns the nodes side by side, boxes around others in a role.
fn of_nodes(scene: &Scene, around: Role) -> Tree {
    Tree::new(scene.nodes.iter().enumerate().map(|(index, node)| of_node(index, node, around)).collect())
}

fn of_node(index: NodeIndex, node: &Node, around: Role) -> Block {
    let role = match (&node.shape, node.place) {
        (Shape::Box(_), Place::Around) => around,
        (Shape::Box(_), _) => Role::Frame,
        (Shape::Icon(_), _) => Role::Icon,
    };
    let folded = match node.extent {
        Extent::Collapsed(count) => count,
        Extent::Whole | Extent::Expanded | Extent::Stack(..) | Extent::Loose(_) => 0,
    };
    Block { role, node: Some(index), slot: slot(node), folded, ..Block::default() }
}

fn slot(node: &Node) -> Slot {
    match node.place {
        Place::Flow => Slot::Flow,
        Place::Cell { column, row } => Slot::Cell(column, row),
        Place::Fill => Slot::Fill,
        Place::Above => Slot::Above,
        Place::Border(side) => Slot::Border(side),
        Place::Beside(side) => Slot::Beside(side),
        Place::Around => Slot::Nowhere,
    }
}

/// For each spanning box, one part in each parent that holds members of it; the innermost boxes first.
fn gather_parts(tree: &mut Tree, scene: &Scene) {
    let mut groups: Vec<(NodeIndex, Vec<NodeIndex>)> = Vec::new();
    for index in 0..scene.nodes.len() {
        if tree[index].role == Role::Spanning {
            groups.push((index, leaves(scene, index)));
        }
    }
    // A box inside another has fewer members; of two with the same members the one that lists the other is outside.
    sorting::by_key(&mut groups, |(index, members)| (members.len(), listing_depth(scene, *index), *index));
    for (index, members) in groups {
        let mut by_parent: SortedMap<BlockIndex, Vec<BlockIndex>> = SortedMap::new();
        for member in members {
            let outermost = outermost(tree, member);
            if let Some(parent) = tree[outermost].parent {
                let part = by_parent.entry(parent).or_default();
                if !part.contains(&outermost) {
                    part.push(outermost);
                }
            }
        }
        let mut parts = Vec::new();
        for (parent, members) in by_parent {
            let slot = common_slot(tree, &members);
            let block = Block { role: Role::Part(index), slot, node: Some(index), ..Block::default() };
            parts.push(tree.enclose(parent, &members, block));
        }
        tree.parts.insert(index, parts);
    }
}

/// A part goes where all of its members would have gone.
fn common_slot(tree: &Tree, members: &[BlockIndex]) -> Slot {
    let mut slots = members.iter().map(|&member| tree[member].slot);
    let first = slots.next().unwrap_or_default();
    if slots.all(|slot| slot == first) && first != Slot::Fill { first } else { Slot::Flow }
}

/// Returns the members of a spanning box that are no spanning boxes, each once.
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

/// Returns how many spanning boxes one lists, directly or not.
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

/// Returns the outermost part that a member is in already, or the member itself.
fn outermost(tree: &Tree, member: BlockIndex) -> BlockIndex {
    let parts = tree.chain(member).skip(1).take_while(|&at| matches!(tree[at].role, Role::Part(_)));
    parts.last().unwrap_or(member)
}

/// A box can fill its parent only when it is alone in it and their labels stand apart; what has no grid has no cells.
fn mended_slots(tree: &Tree, texts: &Texts) -> Changes {
    let mended = |index: BlockIndex| {
        let in_parts = tree[index].parent.is_some_and(|p| matches!(tree[p].role, Role::Part(_)));
        let is_root = tree[index].parent == Some(tree.root);
        let slot = tree[index].slot;
        match slot {
            Slot::Nowhere => Slot::Nowhere,
            _ if in_parts => Slot::Flow,
            Slot::Fill if !may_fill(tree, texts, index) => Slot::Flow,
            Slot::Border(_) if is_root || tree[index].role != Role::Icon => Slot::Flow,
            Slot::Cell(..) | Slot::Above if is_root => Slot::Flow,
            Slot::Beside(_) if has_grid(tree, index) => Slot::Flow,
            Slot::Cell(..)
            | Slot::Above
            | Slot::Fill
            | Slot::Flow
            | Slot::Border(_)
            | Slot::Core
            | Slot::Beside(_) => slot,
        }
    };
    let slots = (0..tree.len()).map(|index| (index, mended(index)));
    let slots = slots.filter(|&(index, slot)| slot != tree[index].slot).collect();
    Changes { slots, ..Changes::default() }
}

/// Returns whether what a block is in has a grid, so that nothing can stand beside it inside.
fn has_grid(tree: &Tree, index: BlockIndex) -> bool {
    let siblings = tree[index].parent.map_or(&[][..], |parent| &tree[parent].children);
    siblings.iter().any(|&sibling| matches!(tree[sibling].slot, Slot::Cell(..) | Slot::Above))
}

fn may_fill(tree: &Tree, texts: &Texts, index: BlockIndex) -> bool {
    let block = &tree[index];
    let Some(parent) = block.parent.map(|parent| &tree[parent]) else { return false };
    let outer = texts.of(parent).anchor;
    let alone = parent
        .children
        .iter()
        .all(|&sibling| sibling == index || matches!(tree[sibling].slot, Slot::Nowhere | Slot::Border(_)));
    block.role == Role::Frame
        && parent.role == Role::Frame
        && alone
        && (outer.is_none() || outer != texts.of(block).anchor)
}

/// In a grid whose columns hold grids of their own, what stands loose in a column is a column, too, so that rows
/// line up across all of them.
fn wrapped_columns(tree: &Tree) -> Changes {
    let mut groups = Vec::new();
    let has_cell = |index: BlockIndex| tree.children(index).any(|child| tree[child].slot.cell().is_some());
    for parent in 0..tree.len() {
        let cell = |child: BlockIndex| tree[child].slot.cell().map(|(column, _)| (column, child));
        let cells: Vec<(usize, BlockIndex)> = tree.children(parent).filter_map(cell).collect();
        if !cells.iter().any(|&(_, child)| has_cell(child)) {
            continue;
        }
        let mut loose: SortedMap<usize, Vec<BlockIndex>> = SortedMap::new();
        for &(column, child) in cells.iter().filter(|&&(_, child)| !has_cell(child)) {
            // A box alone in its zone fills it: that zone is the column already.
            let is_zone = tree.children(child).any(|inner| tree[inner].slot == Slot::Fill);
            if !is_zone {
                loose.entry(column).or_default().push(child);
            }
        }
        groups.extend(loose.into_iter().map(|(column, children)| {
            let block = Block { role: Role::Column, slot: Slot::Cell(column, 0), ..Block::default() };
            NewGroup { parent, children, block, inner: Vec::new() }
        }));
    }
    Changes { groups, ..Changes::default() }
}

/// All that stands left or right of the rest of a block becomes one block, and so does the rest.
fn set_aside(tree: &Tree) -> Changes {
    let mut changes = Changes::default();
    for parent in 0..tree.len() {
        let at = |wanted: fn(Slot) -> bool| tree.children_at(parent, wanted);
        let left = at(|slot| slot == Slot::Beside(Side::Left));
        let right = at(|slot| slot == Slot::Beside(Side::Right));
        if left.is_empty() && right.is_empty() {
            continue;
        }
        let core = at(|slot| matches!(slot, Slot::Flow | Slot::Fill));
        let parts =
            [(left, Slot::Beside(Side::Left)), (core, Slot::Core), (right, Slot::Beside(Side::Right))];
        for (children, slot) in parts.into_iter().filter(|(children, _)| !children.is_empty()) {
            changes.slots.extend(children.iter().map(|&child| (child, Slot::Flow)));
            changes.groups.push(NewGroup::new(parent, children, slot));
        }
    }
    changes
}
