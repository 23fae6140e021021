//! Which siblings differ in nothing but their names.

use super::look::{End, Look, around, look};
use super::spanning_boxes::{self, SpanningBox};
use crate::maps::{SortedMap, SortedSet};
use crate::scene::{Link, NodeIndex, Scene, Shape};
use crate::sorting;

/// Nodes that are alike in all but their names, in the order of the scene.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// Icons.
    pub icons: Vec<Vec<NodeIndex>>,
    /// Boxes around icons.
    pub spans: Vec<Vec<SpanningBox>>,
}

/// Real drawings settle after two or three rounds; a chain of thousands would take as many.
const MAX_ROUNDS: usize = 12;

/// Returns what is alike, as far as `icons` and `spans` make groups of it. Links end at the same nodes, or at such groups: of a
/// hundred queues with a topic each, all are alike.
pub(super) fn alike(
    scene: &Scene,
    icons: impl Fn(Vec<NodeIndex>) -> Vec<Vec<NodeIndex>>,
    spans: impl Fn(Vec<SpanningBox>) -> Vec<Vec<SpanningBox>>,
) -> Alike {
    let mut found = spanning_boxes::groups(scene, &spans);
    for _ in 0..MAX_ROUNDS {
        let Some(icons) = icons_beside(scene, &icons, &found) else { break };
        let classes = classes(scene.nodes.len(), &icons, &found);
        let next = spanning_boxes::split(&found, &ends(scene, &classes), &classes, &spans);
        if next.iter().map(Vec::len).eq(found.iter().map(Vec::len)) {
            return Alike { icons, spans: next };
        }
        found = next;
    }
    Alike::default()
}

/// Icons that are alike where these boxes are; none when they do not settle.
fn icons_beside(
    scene: &Scene,
    chosen: impl Fn(Vec<NodeIndex>) -> Vec<Vec<NodeIndex>>,
    spans: &[Vec<SpanningBox>],
) -> Option<Vec<Vec<NodeIndex>>> {
    let in_spans: SortedSet<NodeIndex> = spans.iter().flatten().flat_map(SpanningBox::nodes).collect();
    let looks = looks(scene).into_iter().filter(|(node, _)| !in_spans.contains(node)).collect();
    let mut groups = groups(looks).into_iter().flat_map(&chosen).collect::<Vec<_>>();
    for _ in 0..MAX_ROUNDS {
        let classes = classes(scene.nodes.len(), &groups, spans);
        let ends = ends(scene, &classes);
        let mut split: SortedMap<(usize, &SortedSet<End>), Vec<NodeIndex>> = SortedMap::new();
        for &node in groups.iter().flatten() {
            split.entry((classes[node], &ends[node])).or_default().push(node);
        }
        let mut next: Vec<Vec<NodeIndex>> = split.into_values().flat_map(&chosen).collect();
        let count = |groups: &[Vec<NodeIndex>]| (groups.len(), groups.iter().map(Vec::len).sum::<usize>());
        if count(&next) == count(&groups) {
            // A link within a group tells its members apart, whatever they have in common.
            let inner = |node: &NodeIndex| ends[*node].iter().any(|end| end.3 == classes[*node]);
            next.retain(|group| !group.iter().any(inner));
            if next.len() == groups.len() {
                sorting::plain(&mut next);
                return Some(next);
            }
        }
        groups = next;
    }
    None
}

/// The ends of the links of each node.
fn ends(scene: &Scene, classes: &[usize]) -> Vec<SortedSet<End>> {
    let mut ends: Vec<SortedSet<End>> = vec![SortedSet::new(); scene.nodes.len()];
    for Link { source, target, kind, ghost, .. } in &scene.links {
        let (Some(&from), Some(&to)) = (classes.get(*source), classes.get(*target)) else { continue };
        ends[*source].insert((true, *kind, *ghost, to));
        ends[*target].insert((false, *kind, *ghost, from));
    }
    ends
}

/// Returns what each icon looks like that can be one of a group.
fn looks(scene: &Scene) -> Vec<(NodeIndex, Look<'_>)> {
    let mut around = around(scene);
    let mut stands: SortedMap<&str, usize> = SortedMap::new();
    for id in scene.nodes.iter().filter_map(|node| node.resource.as_ref()) {
        *stands.entry(id.as_str()).or_default() += 1;
    }
    let mut looks = Vec::new();
    for (index, node) in scene.nodes.iter().enumerate() {
        let (Shape::Icon(_), Some(_), Some(id)) = (&node.shape, &node.type_name, &node.resource) else {
            continue;
        };
        // One of several pictures of one resource is no sibling of others.
        if stands.get(id.as_str()) == Some(&1) {
            looks.push((index, look(node, around.remove(&index).unwrap_or_default())));
        }
    }
    looks
}

fn groups(looks: Vec<(NodeIndex, Look)>) -> Vec<Vec<NodeIndex>> {
    let mut groups: SortedMap<Look, Vec<NodeIndex>> = SortedMap::new();
    for (node, look) in looks {
        groups.entry(look).or_default().push(node);
    }
    groups.into_values().collect()
}

/// A number for each node: the same for those of a group.
fn classes(count: usize, icons: &[Vec<NodeIndex>], spans: &[Vec<SpanningBox>]) -> Vec<usize> {
    let mut classes: Vec<usize> = (0..count).collect();
    for group in icons {
        for &node in group {
            classes[node] = group.first().copied().unwrap_or(node);
        }
    }
    for group in spans {
        let Some(first) = group.first() else { continue };
        for (node, class) in group.iter().flat_map(|span| span.nodes().zip(first.nodes())) {
            classes[node] = class;
        }
    }
    classes
}
