//! What a collapsed box says about what is in it.

use std::rc::Rc;

use crate::catalog;
use crate::maps::{IndexMap, IndexSet};
use crate::scene::{Fact, Node, Shape};
use crate::sorting;

/// More lines than these make a collapsed box as tall as an open one.
const MOST_LINES: usize = 4;

/// Returns how many resources a collapsed box holds, then what the reader would see in it: `Instance ×5`, the most of a kind
/// first, kinds as often in the order of the drawing.
pub(super) fn summary<'a>(count: usize, held: impl Iterator<Item = &'a Node>) -> Vec<Fact> {
    let mut kinds: IndexMap<Rc<str>, IndexSet<&str>> = IndexMap::new();
    for node in held.filter(|node| matches!(node.shape, Shape::Icon(_))) {
        let Some(type_name) = &node.type_name else { continue };
        // What stands in several zones is one all the same.
        let id = node.resource.as_ref().map_or(&*node.id, |id| id.as_str());
        kinds.entry(type_name.clone()).or_default().insert(id);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    sorting::by(&mut kinds, |a, b| b.1.len().cmp(&a.1.len()));
    let lines = kinds.iter().map(|(type_name, held)| match held.len() {
        1 => catalog::facts(type_name).title.into_owned(),
        count => format!("{} ×{count}", catalog::facts(type_name).title),
    });
    let all = if count == 1 { "1 resource".to_owned() } else { format!("{count} resources") };
    let mut texts: Vec<String> = std::iter::once(all).chain(lines).collect();
    // A last line that counts stands for two kinds at least.
    if texts.len() > MOST_LINES + 1 {
        let more = texts.len() - MOST_LINES;
        texts.truncate(MOST_LINES);
        texts.push(format!("and {more} more kinds"));
    }
    texts.into_iter().map(Fact::new).collect()
}
