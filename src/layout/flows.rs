//! What is linked stands together: layers from left to right in the direction of the links.

use std::collections::{BTreeMap, BTreeSet};

use crate::scene::{Scene, Side};
use crate::sorting;

use super::blocks::{Block, BlockIndex, Blocks, PlaceIn, Plan, Role};
use super::layers;
use super::room::Axis;
use super::steps;

/// A box with at least as many icons inside is no part of a flow: flows stand beside it.
const MAIN: usize = 4;

/// Finds the flows among what stands in rows in each block, and gives each a block of its own.
pub fn arrange(blocks: &mut Blocks, scene: &Scene) {
    let count = blocks.all.len();
    let lifted = lifted(blocks, scene);
    let ends: BTreeSet<BlockIndex> =
        sorting::set(scene.links.iter().flat_map(|link| [link.source, link.target]));
    for index in 0..count {
        let Some(links) = lifted.get(&index) else { continue };
        let items = items(blocks, index);
        if items.len() < 2 || blocks.all[index].holds_steps {
            continue;
        }
        // Boxes that are all linked themselves, rather than what is in them, are steps, however much each holds.
        let are_steps = steps::are_steps(blocks, &items, &ends);
        let (mains, small): (Vec<BlockIndex>, Vec<BlockIndex>) =
            items.into_iter().partition(|&item| !are_steps && is_main(blocks, item));
        let flows = cut(&small, links, blocks.form.flow);
        let groups: Vec<Vec<BlockIndex>> = flows.into_iter().filter(|flow| flow.len() > 1).collect();
        let whole =
            mains.is_empty() && groups.len() == 1 && groups[0].len() == blocks.all[index].children.len();
        if whole {
            blocks.all[index].plan = Some(plan(&groups[0], links, blocks.form.column));
            blocks.all[index].in_row = gate(blocks, scene, index);
            continue;
        }
        for group in groups {
            let plan = plan(&group, links, blocks.form.column);
            let block = Block { role: Role::Group, plan: Some(plan), ..Block::default() };
            blocks.enclose(index, &group, block);
        }
        beside_mains(blocks, scene, index, &mains, links);
    }
}

/// Of what stands beside a large box in layers the one item that is linked with what is outside, if only one is.
fn gate(blocks: &Blocks, scene: &Scene, index: BlockIndex) -> Option<BlockIndex> {
    if !matches!(blocks.all[index].place, PlaceIn::Beside(_)) {
        return None;
    }
    let item = |node: usize| {
        let parent = |&at: &BlockIndex| blocks.all[at].parent;
        let mut chain = std::iter::successors(stand_in(blocks, node), parent);
        chain.find(|&at| blocks.all[at].parent == Some(index))
    };
    let mut gates = scene.links.iter().filter_map(|link| match (item(link.source), item(link.target)) {
        (Some(item), None) | (None, Some(item)) => Some(item),
        (Some(_), Some(_)) | (None, None) => None,
    });
    let first = gates.next();
    if gates.all(|gate| Some(gate) == first) { first } else { None }
}

/// The links between the children of each block, by block: those that end inside a child count as its own.
pub fn lifted(blocks: &Blocks, scene: &Scene) -> BTreeMap<BlockIndex, Vec<(BlockIndex, BlockIndex)>> {
    let mut lifted: BTreeMap<BlockIndex, Vec<(BlockIndex, BlockIndex)>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for link in &scene.links {
        let (Some(source), Some(target)) = (stand_in(blocks, link.source), stand_in(blocks, link.target))
        else {
            continue;
        };
        if let Some((parent, a, b)) = meet(blocks, source, target)
            && seen.insert((a, b))
        {
            lifted.entry(parent).or_default().push((a, b));
        }
    }
    lifted
}

/// The block that takes the room of a node: for a spanning box its first part.
pub fn stand_in(blocks: &Blocks, node: usize) -> Option<BlockIndex> {
    match blocks.all.get(node)?.role {
        Role::Spanning => blocks.parts.get(&node)?.first().copied(),
        Role::Root | Role::Frame | Role::Icon | Role::Part(_) | Role::Column | Role::Group => Some(node),
    }
}

/// The innermost block that holds both, and its children that hold one each; none when one is in the other.
pub fn meet(
    blocks: &Blocks,
    mut a: BlockIndex,
    mut b: BlockIndex,
) -> Option<(BlockIndex, BlockIndex, BlockIndex)> {
    let parent = |of: BlockIndex| blocks.all[of].parent;
    let depth = |of: BlockIndex| std::iter::successors(parent(of), |&at| parent(at)).count();
    let (mut below_a, mut below_b) = (depth(a), depth(b));
    while below_a > below_b {
        (a, below_a) = (parent(a)?, below_a - 1);
    }
    while below_b > below_a {
        (b, below_b) = (parent(b)?, below_b - 1);
    }
    while a != b {
        let (above_a, above_b) = (parent(a)?, parent(b)?);
        if above_a == above_b {
            return Some((above_a, a, b));
        }
        (a, b) = (above_a, above_b);
    }
    None
}

/// What stands in rows: not in a lane, not in a grid.
fn items(blocks: &Blocks, index: BlockIndex) -> Vec<BlockIndex> {
    let children = blocks.all[index].children.iter().copied();
    children
        .filter(|&child| {
            let block = &blocks.all[child];
            let in_lane = matches!(block.role, Role::Part(node) if blocks.spans(node));
            block.place == PlaceIn::Flow && block.role != Role::Spanning && !in_lane
        })
        .collect()
}

/// Whether a box is no part of a flow: flows stand beside it.
pub fn is_main(blocks: &Blocks, index: BlockIndex) -> bool {
    blocks.all[index].holds_steps || icons_in(blocks, index) >= MAIN
}

fn icons_in(blocks: &Blocks, index: BlockIndex) -> usize {
    let block = &blocks.all[index];
    let own = usize::from(block.role == Role::Icon);
    own + block.children.iter().map(|&child| icons_in(blocks, child)).sum::<usize>()
}

/// The flows among items: what hangs together, cut where it is linked least into parts of so many items at most.
fn cut(items: &[BlockIndex], links: &[(BlockIndex, BlockIndex)], most: usize) -> Vec<Vec<BlockIndex>> {
    let position: BTreeMap<BlockIndex, usize> =
        sorting::map(items.iter().enumerate().map(|(i, &item)| (item, i)));
    let edges: Vec<(usize, usize)> = links
        .iter()
        .filter_map(|(a, b)| Some((*position.get(a)?, *position.get(b)?)))
        .filter(|(a, b)| a != b)
        .collect();
    let mut degree = vec![0_usize; items.len()];
    for &(a, b) in &edges {
        degree[a] += 1;
        degree[b] += 1;
    }
    // Links between items that have few others hold together most: a hub belongs to nobody in particular.
    let mut by_strength = edges.clone();
    sorting::by_key(&mut by_strength, |&(a, b)| (degree[a].min(degree[b]) * degree[a].max(degree[b]), a, b));
    let mut of: Vec<usize> = (0..items.len()).collect();
    let mut size = vec![1_usize; items.len()];
    for (a, b) in by_strength {
        let (a, b) = (root(&of, a), root(&of, b));
        if a != b && size[a] + size[b] <= most {
            let (first, second) = (a.min(b), a.max(b));
            of[second] = first;
            size[first] += size[second];
        }
    }
    let mut flows: BTreeMap<usize, Vec<BlockIndex>> = BTreeMap::new();
    for (i, &item) in items.iter().enumerate() {
        flows.entry(root(&of, i)).or_default().push(item);
    }
    flows.into_values().collect()
}

fn root(of: &[usize], mut at: usize) -> usize {
    while of[at] != at {
        at = of[at];
    }
    at
}

fn plan(items: &[BlockIndex], links: &[(BlockIndex, BlockIndex)], column: usize) -> Plan {
    let position: BTreeMap<BlockIndex, usize> =
        sorting::map(items.iter().enumerate().map(|(i, &item)| (item, i)));
    let edges: Vec<(usize, usize)> =
        links.iter().filter_map(|(a, b)| Some((*position.get(a)?, *position.get(b)?))).collect();
    let layers = fold(layers::layers(items.len(), &edges), &edges, column);
    let mut at: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (l, layer) in layers.iter().enumerate() {
        for (i, &item) in layer.iter().enumerate() {
            at.insert(item, (l, i));
        }
    }
    Plan {
        axis: Axis::Columns,
        lines: layers.iter().map(|layer| layer.iter().map(|&item| items[item]).collect()).collect(),
        ties: edges.iter().filter_map(|(a, b)| Some((*at.get(a)?, *at.get(b)?))).collect(),
    }
}

/// A layer of more than `most` items is several, all equally high where they can; chains side by side are folded together,
/// so that each of them runs straight on. What leads on stands in the last of them, so that its links pass nobody.
fn fold(layers: Vec<Vec<usize>>, edges: &[(usize, usize)], most: usize) -> Vec<Vec<usize>> {
    let mut folded = Vec::new();
    let mut before: BTreeSet<usize> = BTreeSet::new();
    let mut waiting = layers.into_iter().peekable();
    while let Some(first) = waiting.next() {
        let mut chains: Vec<Vec<usize>> = first.into_iter().map(|item| vec![item]).collect();
        while let Some(next) = waiting.peek()
            && chains.len() > most
            && let Some(nexts) = followers(&chains, next, edges)
        {
            chains.iter_mut().zip(nexts).for_each(|(chain, next)| chain.push(next));
            waiting.next();
        }
        before.extend(chains.iter().flatten());
        let columns = chains.len().div_ceil(most).max(1);
        if columns > 1 {
            let leads_on = |item: &usize| neighbours(*item, edges).any(|other| !before.contains(&other));
            sorting::by_key(&mut chains, |chain| chain.iter().any(leads_on));
        }
        for chains in chains.chunks(chains.len().div_ceil(columns).max(1)) {
            let length = chains.first().map_or(0, Vec::len);
            let layer = |at: usize| chains.iter().filter_map(|chain| chain.get(at).copied()).collect();
            folded.extend((0..length).map(layer));
        }
    }
    folded
}

/// Who follows each chain, where that is one of the next layer for each, and each of them follows one.
fn followers(chains: &[Vec<usize>], next: &[usize], edges: &[(usize, usize)]) -> Option<Vec<usize>> {
    let mut followers = Vec::new();
    for chain in chains {
        let mut of_chain = neighbours(*chain.last()?, edges).filter(|other| next.contains(other));
        let (follower, None) = (of_chain.next()?, of_chain.next()) else { return None };
        followers.push(follower);
    }
    let different: BTreeSet<usize> = sorting::set(followers.iter().copied());
    (chains.len() == next.len() && different.len() == next.len()).then_some(followers)
}

fn neighbours(item: usize, edges: &[(usize, usize)]) -> impl Iterator<Item = usize> {
    edges.iter().filter_map(move |&(a, b)| match (a == item, b == item) {
        (true, false) => Some(b),
        (false, true) => Some(a),
        (true, true) | (false, false) => None,
    })
}

/// Each large box gets beside it the flows and icons that are linked with it most.
fn beside_mains(
    blocks: &mut Blocks,
    scene: &Scene,
    index: BlockIndex,
    mains: &[BlockIndex],
    links: &[(BlockIndex, BlockIndex)],
) {
    let others: Vec<BlockIndex> =
        items(blocks, index).into_iter().filter(|item| !mains.contains(item)).collect();
    let place = |&child: &BlockIndex| blocks.all[child].place;
    let framed = blocks.all[index].children.iter().any(|child| place(child) != PlaceIn::Flow);
    let only_below = blocks.all[index]
        .children
        .iter()
        .all(|child| matches!(place(child), PlaceIn::Flow | PlaceIn::Beside(Side::Bottom)));
    let are_steps = only_below && mains.iter().all(|&main| blocks.all[main].holds_steps);
    if mains.is_empty() || others.is_empty() || framed && !are_steps {
        return;
    }
    let holder: BTreeMap<BlockIndex, BlockIndex> = sorting::map(others.iter().flat_map(|&other| {
        let children = blocks.all[other].children.iter().map(move |&child| (child, other));
        children.chain([(other, other)])
    }));
    let mut votes: BTreeMap<BlockIndex, BTreeMap<BlockIndex, usize>> = BTreeMap::new();
    for &(a, b) in links {
        for (item, main) in [(a, b), (b, a)] {
            if let (Some(&other), true) = (holder.get(&item), mains.contains(&main)) {
                *votes.entry(other).or_default().entry(main).or_default() += 1;
            }
        }
    }
    let mut with: BTreeMap<BlockIndex, Vec<BlockIndex>> = BTreeMap::new();
    for &other in &others {
        let best = votes
            .get(&other)
            .and_then(|votes| votes.iter().max_by_key(|(main, votes)| (**votes, std::cmp::Reverse(**main))));
        if let Some((&main, _)) = best {
            with.entry(main).or_default().push(other);
        }
    }
    let known: BTreeSet<BlockIndex> = sorting::set(blocks.all[index].children.iter().copied());
    for (main, others) in with {
        let mut members = vec![main];
        members.extend(others.iter().filter(|other| known.contains(other)));
        if blocks.all[main].holds_steps {
            steps::enclose(blocks, scene, index, main, &members[1..]);
            continue;
        }
        let group = blocks.enclose(index, &members, Block { role: Role::Group, ..Block::default() });
        let strip = Block { role: Role::Group, place: PlaceIn::Beside(Side::Right), ..Block::default() };
        blocks.enclose(group, &members[1..], strip);
        let core = Block { role: Role::Group, place: PlaceIn::Core, ..Block::default() };
        blocks.enclose(group, &[main], core);
    }
}
