//! What a collapsed box says about what is in it.

use std::rc::Rc;

use crate::catalog;
use crate::maps::{IndexMap, IndexSet};
use crate::scene::{Badge, Fact, Icon, Node, Shape};
use crate::sorting;

/// More lines than these make a collapsed box as tall as an open one.
const MOST_LINES: usize = 4;

/// More icons than these take the room of a name.
const MOST_ICONS: usize = 3;

/// The summary of a collapsed box.
pub(super) struct Summary {
    /// The number of resources that it holds, then what the reader would see in it: `Instance ×5`.
    pub facts: Vec<Fact>,
    /// Their icons.
    pub badges: Vec<Badge>,
}

/// Returns what a collapsed box says: the most of a kind first, kinds as often in the order of the drawing.
pub(super) fn summary<'a>(count: usize, held: impl Iterator<Item = &'a Node>) -> Summary {
    let mut kinds: IndexMap<Rc<str>, (&Icon, IndexSet<&str>)> = IndexMap::new();
    for node in held {
        let (Shape::Icon(icon), Some(type_name)) = (&node.shape, &node.type_name) else { continue };
        // What stands in several zones is one all the same.
        let id = node.resource.as_ref().map_or(&*node.id, |id| id.as_str());
        kinds.entry(type_name.clone()).or_insert_with(|| (icon, IndexSet::new())).1.insert(id);
    }
    let mut kinds: Vec<(&Icon, String, usize)> = kinds
        .into_iter()
        .map(|(type_name, (icon, held))| {
            let title = catalog::facts(&type_name).title;
            let line = if held.len() == 1 { title.into_owned() } else { format!("{title} ×{}", held.len()) };
            (icon, line, held.len())
        })
        .collect();
    sorting::by(&mut kinds, |a, b| b.2.cmp(&a.2));
    let badges = kinds.iter().take(MOST_ICONS).map(|(icon, line, _)| Badge {
        icon: Icon::clone(icon),
        title: line.clone(),
        resource: None,
    });
    let badges = badges.collect();
    let lines = kinds.into_iter().map(|(_, line, _)| line);
    let all = if count == 1 { "1 resource".to_owned() } else { format!("{count} resources") };
    let mut texts: Vec<String> = std::iter::once(all).chain(lines).collect();
    // A last line that counts stands for two kinds at least.
    if texts.len() > MOST_LINES + 1 {
        let more = texts.len() - MOST_LINES;
        texts.truncate(MOST_LINES);
        texts.push(format!("and {more} more kinds"));
    }
    Summary { facts: texts.into_iter().map(Fact::new).collect(), badges }
}
