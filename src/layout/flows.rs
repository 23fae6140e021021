//! What is linked stands together: layers from left to right in the direction of the links.

use crate::maps::{SortedMap, SortedSet};
use crate::scene::{Scene, Side};
use crate::sorting;

use super::layers;
use super::proportions::Form;
use super::sets::Sets;
use super::steps;
use super::tree::{BlockIndex, Changes, Lines, Meeting, NewGroup, Plan, Role, Slot, Tree};

/// A box with at least as many icons inside is no part of a flow: flows stand beside it, and whether it is collapsed makes no
/// difference.
const MAIN: usize = 4;

/// The flows of a tree.
pub struct Flows {
    /// The blocks and the lines that they ask for.
    pub changes: Changes,
    /// The large boxes that flows stand beside.
    pub mains: Vec<Mains>,
}

/// The large boxes among what a block holds.
pub struct Mains {
    /// The block.
    holder: BlockIndex,
    /// The boxes.
    mains: Vec<BlockIndex>,
    /// The pairs of linked children of the block.
    links: Vec<(BlockIndex, BlockIndex)>,
}

/// Finds the flows among what stands in rows in each block, and gives each a block of its own.
pub fn find(tree: &Tree, scene: &Scene, form: Form) -> Flows {
    let mut found = Flows { changes: Changes::default(), mains: Vec::new() };
    let ends = steps::ends(scene);
    for (index, links) in links_by_holder(tree) {
        let items = items(tree, index);
        if items.len() < 2 || tree[index].holds_steps() {
            continue;
        }
        // Boxes that are all linked themselves, rather than what is in them, are steps, however much each holds.
        let are_steps = steps::are_steps(tree, &items, &ends);
        let (mains, small): (Vec<BlockIndex>, Vec<BlockIndex>) =
            items.into_iter().partition(|&item| !are_steps && is_main(tree, item));
        let flows = cut(&small, &links, form.flow);
        let flows: Vec<Vec<BlockIndex>> = flows.into_iter().filter(|flow| flow.len() > 1).collect();
        let whole = mains.is_empty() && flows.len() == 1 && flows[0].len() == tree[index].children.len();
        if whole {
            let plan = Plan { in_row: gate(tree, index), ..plan(&flows[0], &links, form.column) };
            found.changes.lines.push((index, Lines::ByLinks(plan)));
            continue;
        }
        for flow in flows {
            let lines = Lines::ByLinks(plan(&flow, &links, form.column));
            let mut group = NewGroup::new(index, flow, Slot::Flow);
            group.block.lines = lines;
            found.changes.groups.push(group);
        }
        if !mains.is_empty() {
            found.mains.push(Mains { holder: index, mains, links });
        }
    }
    found
}

/// Of what stands beside a large box in layers the one item that is linked with what is outside, if only one is.
fn gate(tree: &Tree, index: BlockIndex) -> Option<BlockIndex> {
    if !matches!(tree[index].slot, Slot::Beside(_)) {
        return None;
    }
    let item = |block: BlockIndex| tree.chain(block).find(|&at| tree[at].parent == Some(index));
    let mut gates = tree.links.iter().filter_map(|link| match (item(link.source), item(link.target)) {
        (Some(item), None) | (None, Some(item)) => Some(item),
        (Some(_), Some(_)) | (None, None) => None,
    });
    let first = gates.next();
    if gates.all(|gate| Some(gate) == first) { first } else { None }
}

/// Returns the pairs of linked children of each block, each once: links that end inside a child count as its own.
pub fn links_by_holder(tree: &Tree) -> SortedMap<BlockIndex, Vec<(BlockIndex, BlockIndex)>> {
    let mut links: SortedMap<BlockIndex, Vec<(BlockIndex, BlockIndex)>> = SortedMap::new();
    let mut seen = SortedSet::new();
    for Meeting { holder, from, to } in tree.links.iter().filter_map(|link| tree.meeting(link)) {
        if seen.insert((from, to)) {
            links.entry(holder).or_default().push((from, to));
        }
    }
    links
}

/// Returns what stands in rows: not in a lane, not in a grid.
fn items(tree: &Tree, index: BlockIndex) -> Vec<BlockIndex> {
    let mut items = tree.children_at(index, |slot| slot == Slot::Flow);
    items.retain(|&item| tree[item].role != Role::Spanning && !tree.in_lane(item));
    items
}

/// Returns whether a box is no part of a flow: flows stand beside it.
pub fn is_main(tree: &Tree, index: BlockIndex) -> bool {
    tree[index].holds_steps() || icons_in(tree, index) >= MAIN
}

fn icons_in(tree: &Tree, index: BlockIndex) -> usize {
    let block = &tree[index];
    let own = usize::from(block.role == Role::Icon);
    own + block.folded + block.children.iter().map(|&child| icons_in(tree, child)).sum::<usize>()
}

/// Returns the flows among items: what hangs together, cut where it is linked least into parts of so many items at most.
fn cut(items: &[BlockIndex], links: &[(BlockIndex, BlockIndex)], most: usize) -> Vec<Vec<BlockIndex>> {
    let position: SortedMap<BlockIndex, usize> =
        SortedMap::from_iter(items.iter().enumerate().map(|(i, &item)| (item, i)));
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
    let mut sets = Sets::new(items.len());
    let mut size = vec![1_usize; items.len()];
    for (a, b) in by_strength {
        let (a, b) = (sets.of(a), sets.of(b));
        if a != b && size[a] + size[b] <= most {
            sets.join(a, b);
            size[a.min(b)] += size[a.max(b)];
        }
    }
    let mut flows: SortedMap<usize, Vec<BlockIndex>> = SortedMap::new();
    for (i, &item) in items.iter().enumerate() {
        flows.entry(sets.of(i)).or_default().push(item);
    }
    flows.into_values().collect()
}

fn plan(items: &[BlockIndex], links: &[(BlockIndex, BlockIndex)], column: usize) -> Plan {
    let position: SortedMap<BlockIndex, usize> =
        SortedMap::from_iter(items.iter().enumerate().map(|(i, &item)| (item, i)));
    let edges: Vec<(usize, usize)> =
        links.iter().filter_map(|(a, b)| Some((*position.get(a)?, *position.get(b)?))).collect();
    let layers = fold(layers::layers(items.len(), &edges), &edges, column);
    let mut at: SortedMap<usize, (usize, usize)> = SortedMap::new();
    for (l, layer) in layers.iter().enumerate() {
        for (i, &item) in layer.iter().enumerate() {
            at.insert(item, (l, i));
        }
    }
    Plan {
        lines: layers.iter().map(|layer| layer.iter().map(|&item| items[item]).collect()).collect(),
        ties: edges.iter().filter_map(|(a, b)| Some((*at.get(a)?, *at.get(b)?))).collect(),
        in_row: None,
    }
}

/// A layer of more than `most` items is several, all equally high where they can; chains side by side are folded together,
/// so that each of them runs straight on. What leads on stands in the last of them, so that its links pass nobody.
fn fold(layers: Vec<Vec<usize>>, edges: &[(usize, usize)], most: usize) -> Vec<Vec<usize>> {
    let mut folded = Vec::new();
    let mut before: SortedSet<usize> = SortedSet::new();
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

/// Returns who follows each chain, where that is one of the next layer for each, and each of them follows one.
fn followers(chains: &[Vec<usize>], next: &[usize], edges: &[(usize, usize)]) -> Option<Vec<usize>> {
    let mut followers = Vec::new();
    for chain in chains {
        let mut of_chain = neighbours(*chain.last()?, edges).filter(|other| next.contains(other));
        let (follower, None) = (of_chain.next()?, of_chain.next()) else { return None };
        followers.push(follower);
    }
    let different: SortedSet<usize> = SortedSet::from_iter(followers.iter().copied());
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
pub fn beside_mains(tree: &Tree, found: &[Mains]) -> Changes {
    let mut changes = Changes::default();
    for Mains { holder, mains, links } in found {
        let others: Vec<BlockIndex> =
            items(tree, *holder).into_iter().filter(|item| !mains.contains(item)).collect();
        let slots = || tree.children(*holder).map(|child| tree[child].slot);
        let framed = slots().any(|slot| slot != Slot::Flow);
        let only_below = slots().all(|slot| matches!(slot, Slot::Flow | Slot::Beside(Side::Bottom)));
        let are_steps = only_below && mains.iter().all(|&main| tree[main].holds_steps());
        if others.is_empty() || framed && !are_steps {
            continue;
        }
        for (main, others) in most_linked(tree, mains, &others, links) {
            let group = match tree[main].holds_steps() {
                true => steps::enclosed(tree, *holder, main, &others),
                false => beside_main(*holder, main, others),
            };
            changes.slots.extend(group.slots);
            changes.groups.extend(group.groups);
        }
    }
    changes
}

/// Returns for each large box those of the others that are linked with it most.
fn most_linked(
    tree: &Tree,
    mains: &[BlockIndex],
    others: &[BlockIndex],
    links: &[(BlockIndex, BlockIndex)],
) -> SortedMap<BlockIndex, Vec<BlockIndex>> {
    let holder: SortedMap<BlockIndex, BlockIndex> = SortedMap::from_iter(others.iter().flat_map(|&other| {
        let children = tree[other].children.iter().map(move |&child| (child, other));
        children.chain([(other, other)])
    }));
    let mut votes: SortedMap<BlockIndex, SortedMap<BlockIndex, usize>> = SortedMap::new();
    for &(a, b) in links {
        for (item, main) in [(a, b), (b, a)] {
            if let (Some(&other), true) = (holder.get(&item), mains.contains(&main)) {
                *votes.entry(other).or_default().entry(main).or_default() += 1;
            }
        }
    }
    let mut with: SortedMap<BlockIndex, Vec<BlockIndex>> = SortedMap::new();
    for &other in others {
        let best = votes
            .get(&other)
            .and_then(|votes| votes.iter().max_by_key(|(main, votes)| (**votes, std::cmp::Reverse(**main))));
        if let Some((&main, _)) = best {
            with.entry(main).or_default().push(other);
        }
    }
    with
}

/// A large box with what stands at its right.
fn beside_main(holder: BlockIndex, main: BlockIndex, others: Vec<BlockIndex>) -> Changes {
    let members = std::iter::once(main).chain(others.iter().copied()).collect();
    let inner = vec![(others, Slot::Beside(Side::Right)), (vec![main], Slot::Core)];
    let group = NewGroup { inner, ..NewGroup::new(holder, members, Slot::Flow) };
    Changes { groups: vec![group], ..Changes::default() }
}
