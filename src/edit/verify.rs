//! Whether a change does what was asked, and nothing else.

use crate::diagnostic::{Diagnostic, Path, Step, nearest};
use crate::yaml::{self, Document, Map, Mark, Node};

use super::change::Change;
use super::path::{in_words, path_text};

/// The code of changes that are refused.
const REFUSED: &str = "X0030";

/// The most keys that a message lists.
const SHOWN_KEYS: usize = 5;

/// Returns the first of these changes after which the text has the wanted values.
pub(super) fn first_right(
    document: &Document,
    wanted: &Node,
    changes: impl IntoIterator<Item = Change>,
) -> Option<Change> {
    changes.into_iter().find(|change| {
        let read = yaml::read(&change.apply(document.text()));
        read.is_ok_and(|read| same(read.value.root(), wanted))
    })
}

/// Returns whether two values are the same, the order of keys included.
fn same(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Map(one), Node::Map(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|((a, x), (b, y))| a == b && same(x, y))
        }
        (Node::List(one), Node::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(x, y)| same(x, y))
        }
        _ => one == other,
    }
}

/// Returns the part of a value that a path leads to.
pub(super) fn part<'n>(root: &'n mut Node, steps: &[Step]) -> Option<&'n mut Node> {
    steps.iter().try_fold(root, |node, step| match (node, step) {
        (Node::Map(map), Step::Key(key)) => map.get_mut(key),
        (Node::List(items), Step::Index(index)) => items.get_mut(*index),
        _ => None,
    })
}

/// Says why something stays as it is.
pub(super) fn refused(document: &Document, path: &Path, why: impl Into<String>) -> Diagnostic {
    Diagnostic::error(REFUSED, path.clone(), why).at(document.position(path))
}

/// Says that the text would not hold what was asked, whatever way it is written.
pub(super) fn cannot(document: &Document, path: &Path) -> Diagnostic {
    refused(document, path, format!("{} cannot be changed here", in_words(path)))
        .hint("the text around it repeats keys or anchors, or is written in a way that no small change fits; edit it by hand")
}

/// Refuses what stands in the text only as an alias.
pub(super) fn not_an_alias(document: &Document, path: &Path) -> Result<(), Diagnostic> {
    let mut at = Path::root();
    for step in path.steps() {
        at = match step {
            Step::Key(key) => at.key(key.clone()),
            Step::Index(index) => at.index(*index),
        };
        let alias = document.find(&at).and_then(|(_, mark)| mark.alias);
        if let Some(alias) = alias {
            let name = alias.of(document.text());
            return Err(refused(
                document,
                &at,
                format!("{} stands here as the alias `{name}`", in_words(&at)),
            )
            .hint("change it where its anchor is, or write it out here"));
        }
    }
    Ok(())
}

/// Returns the value at a path and its mark, or says what there is instead.
pub(super) fn find<'d>(document: &'d Document, path: &Path) -> Result<(&'d Node, &'d Mark), Diagnostic> {
    document.find(path).ok_or_else(|| missing(document, path))
}

fn missing(document: &Document, path: &Path) -> Diagnostic {
    let found = refused(document, path, format!("there is no `{}` in the template", path_text(path)));
    let mut holder = path.clone();
    while holder.steps().len() > 1 && document.find(&holder).is_none() {
        holder.shorten(1);
    }
    if document.find(&holder).is_none() {
        holder = Path::root();
    }
    let step = path.steps().get(holder.steps().len());
    match (document.find(&holder).map(|(node, _)| node), step) {
        (Some(Node::Map(map)), Some(Step::Key(key))) => match nearest(key, map.keys().map(|key| &**key)) {
            Some(name) => found.hint(format!("did you mean `{name}`?")),
            None => found.hint(format!("{} has {}", in_words(&holder), some_of(map))),
        },
        (Some(Node::List(items)), _) => {
            found.hint(format!("{} has {} items, the first is 0", in_words(&holder), items.len()))
        }
        _ => found.hint(format!("{} is a single value", in_words(&holder))),
    }
}

/// The first keys of a mapping, for a message.
pub(super) fn some_of(map: &Map) -> String {
    let keys: Vec<_> = map.keys().take(SHOWN_KEYS).map(|key| format!("`{key}`")).collect();
    let more = if map.len() > SHOWN_KEYS { ", …" } else { "" };
    if keys.is_empty() { "nothing".to_owned() } else { format!("{}{more}", keys.join(", ")) }
}
