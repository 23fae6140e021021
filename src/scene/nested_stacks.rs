//! Links from nested stacks to what they make, as far as others of the template are in it.

use crate::template::LogicalId;

use super::additions::{Additions, LinkEnd, Unless};
use super::containers::Container;
use super::context::Context;
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
