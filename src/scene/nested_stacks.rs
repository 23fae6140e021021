//! Links from nested stacks to what they make, as far as others of the template are in it, and what they write to.

use crate::eval::Value;
use crate::maps::IndexSet;
use crate::template::LogicalId;
use crate::words;

use super::additions::{Additions, LinkEnd, Unless};
use super::containers::Container;
use super::context::Context;
use super::index::Index;
use super::mentions;
use super::naming::name_of;
use super::readings::Origin;
use super::{Link, LinkKind, NodeIndex};

/// Returns a line to the outermost boxes of what each nested stack makes: what is in these is by the same.
pub(super) fn additions<'a>(context: &Context<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let made: Vec<(&LogicalId, NodeIndex)> =
        context.containers.iter().filter_map(|(container, &node)| Some((nested(container)?, node))).collect();
    for (stack, node) in &made {
        let is_by_it = |other: NodeIndex| made.iter().any(|(its, made)| its == stack && *made == other);
        let Some(source) = context.main(stack).filter(|source| source != node) else { continue };
        if context.draft.ancestors(*node).any(is_by_it) {
            continue;
        }
        let what = context.draft.nodes[*node]
            .label
            .as_ref()
            .map_or_else(String::new, |label| label.text.to_string());
        let title = format!("{} makes {what}", name_of(context.resources, stack));
        let link = Link { kind: LinkKind::Making, title, ..Link::default() };
        additions.link(LinkEnd::Node(source), LinkEnd::Node(*node), link, Unless::Never);
    }
    additions
}

/// Returns the things that the parameters of a nested stack name as those that it writes to: `DestinationBucket`, `LogBucketName`.
pub(super) fn written_to<'a>(index: &Index<'a>, stack: &LogicalId) -> IndexSet<&'a LogicalId> {
    let maps = index.values(stack, "Parameters").into_iter();
    let entries = maps.filter_map(|value| match value {
        Value::Map(map) => Some(map.iter()),
        _ => None,
    });
    let told = entries.flatten().filter(|(key, _)| is_written_to(key));
    let named = told.flat_map(|(key, value)| index.named_as(value, mentions::told_by(key)));
    // What comes from another nested stack may be anything of it.
    named.filter(|id| index.short_name(id) != "CloudFormation::Stack").collect()
}

/// Returns whether the name of a parameter says that something writes to what it holds.
fn is_written_to(key: &str) -> bool {
    const WORDS: [&str; 9] =
        ["dest", "destination", "dlq", "letter", "log", "logging", "logs", "output", "sink"];
    let spaced = words::spaced(key).to_ascii_lowercase();
    let mut words = spaced.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| WORDS.contains(&word))
}

/// Returns what makes a container: a nested stack, or another resource.
pub(super) fn maker<'s>(container: &'s Container) -> Option<&'s LogicalId> {
    match container {
        Container::Existing(existing) => match &existing.origin {
            Origin::Nested(maker) | Origin::Made(maker) => Some(maker),
            Origin::Existing | Origin::Import(_) | Origin::Output(_) | Origin::Kept(_) => None,
        },
        Container::Own(_) => None,
    }
}

/// The nested stack that makes a container.
fn nested<'s>(container: &'s Container) -> Option<&'s LogicalId> {
    maker(container)
        .filter(|_| matches!(container, Container::Existing(existing) if matches!(existing.origin, Origin::Nested(_))))
}
