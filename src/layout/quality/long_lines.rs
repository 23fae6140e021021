//! What is too long: a drawing as a whole, and rows and columns of like icons in it.

use crate::maps::SortedMap;
use crate::scene::{Node, NodeIndex, Place};

use super::super::geometry::{Point, Size};
use super::super::proportions;
use super::super::spacing::ICON;
use super::{Quality, View};

/// So many like icons may stand in one line anywhere.
const MOST_IN_LINE: usize = 7;
/// Inside a box an eye sees no line stand out that is less than so many times as long as all else.
const IN_BOX: f64 = 1.2;

/// Judges the shape of a drawing whose aspect is known.
pub fn judge(view: &View, found: &mut Quality) {
    let icons: Vec<NodeIndex> = (0..view.drawing.nodes.len()).filter(|&node| !view.is_box(node)).collect();
    let is_out = proportions::excess(Size { w: found.aspect, h: 1.0 }) > 1.0;
    found.out_of_proportion += usize::from(proportions::matters(view.scene) && is_out);
    found.long_lines += long_lines(view, &icons);
}

/// Counts lines of like icons that are longer than all else in the box that they are in.
fn long_lines(view: &View, icons: &[NodeIndex]) -> usize {
    let mut lines: SortedMap<LongLine, Vec<NodeIndex>> = SortedMap::new();
    for &icon in icons {
        let (Some(node), Some(placed)) = (view.scene.nodes.get(icon), view.drawing.nodes.get(icon)) else {
            continue;
        };
        if matches!(node.place, Place::Border(_)) {
            continue;
        }
        let (holder, like) = (node.parent, like(node));
        let Point { x, y } = placed.rect.centre();
        for (is_row, at) in [(true, y.round() as i64), (false, x.round() as i64)] {
            lines.entry(LongLine { is_row, at, holder, like }).or_default().push(icon);
        }
    }
    lines.iter().filter(|(line, icons)| icons.len() > MOST_IN_LINE && is_long(view, line, icons)).count()
}

/// Like icons whose middles are at one height, or in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct LongLine<'a> {
    is_row: bool,
    at: i64,
    holder: Option<NodeIndex>,
    like: &'a str,
}

/// Returns whether a line reaches further than all else in its box: by more than an icon, since rows of a block are as
/// long as each other, and inside a box, which reaches around all of them anyway, by more than a fifth.
fn is_long(view: &View, line: &LongLine, icons: &[NodeIndex]) -> bool {
    let extent = |nodes: &mut dyn Iterator<Item = NodeIndex>| {
        let whole = nodes.flat_map(|node| view.rects(node)).copied().reduce(|a, b| a.union(&b));
        whole.map(|whole| if line.is_row { whole.w } else { whole.h })
    };
    let is_other = |node: &NodeIndex| {
        view.scene.nodes.get(*node).is_some_and(|node| node.parent == line.holder) && !icons.contains(node)
    };
    let others = extent(&mut (0..view.scene.nodes.len()).filter(is_other));
    let own = extent(&mut icons.iter().copied());
    let rest = |others: f64| if line.holder.is_some() { others * IN_BOX } else { others };
    own.zip(others).is_some_and(|(own, others)| own > rest(others) + ICON)
}

/// Returns a word that alike nodes have in common.
fn like(node: &Node) -> &str {
    node.type_name.as_deref().unwrap_or(node.kind.name())
}
