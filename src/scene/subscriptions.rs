//! Subscriptions as icons: where nobody of the picture is the end of one, it stands for who is: somebody's mailbox, a phone,
//! an address.

use crate::catalog::{self, Ink};
use crate::eval::Value;
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::additions::{Additions, Extra, LinkEnd, Unless};
use super::context::Context;
use super::excerpt::{excerpt, shortened};
use super::intermediary::Intermediary;
use super::naming::name_of;
use super::resources::Resources;
use super::texts::{below, lower_first};
use super::{Icon, Node, Shape, Side};

/// The subscriptions that are drawn; those of one topic by one protocol are one.
pub(super) fn between<'a>(
    resources: &Resources<'a>,
    drawn: &IndexSet<&'a LogicalId>,
) -> Vec<Intermediary<'a>> {
    type Key<'a> = (&'a LogicalId, Option<String>, bool);
    let mut found: IndexMap<Key, Intermediary> = IndexMap::new();
    for id in resources.of_type("SNS::Subscription").into_iter().filter(|id| !drawn.contains(id)) {
        let topics = resources.named_at(id, "TopicArn");
        let Some(&topic) = topics.iter().find(|topic| drawn.contains(**topic)) else { continue };
        if resources.values(id, "Endpoint").is_empty() || !resources.named_at(id, "Endpoint").is_empty() {
            continue;
        }
        let key = (topic, resources.text(id, "Protocol"), resources.is_ghost(id));
        match found.get_mut(&key) {
            Some(group) => group.others.push(id),
            None => {
                let from = vec![(topic, id)];
                found.insert(key, Intermediary { head: id, others: Vec::new(), from, to: Vec::new() });
            }
        }
    }
    found.into_values().collect()
}

/// Returns an icon for those that topics list themselves, which are no resources.
pub(super) fn additions<'a>(context: &Context<'a>, drawn: &IndexSet<&'a LogicalId>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let place = context.beside_vpcs(Side::Right);
    for topic in context
        .resources
        .of_type("SNS::Topic")
        .into_iter()
        .filter(|id| drawn.contains(id) && context.main(id).is_some())
    {
        for (protocol, ends) in listed(context.resources, topic) {
            let title = title(&protocol);
            let label = match ends.as_slice() {
                [end] if !excerpt(end).is_empty() => context.resources.readings().spoken(end),
                [_] => title.into(),
                ends => format!("{title} ×{}", ends.len()).into(),
            };
            if additions.left_out.take_repeated(1) == 0 {
                return additions;
            }
            let name = name_of(context.resources, topic);
            let ghost = context.resources.is_ghost(topic);
            let node = Node {
                id: format!("{topic}/{protocol}").into(),
                title: shortened(format!("{label}: {} of {name}", lower_first(title))),
                shape: Shape::Icon(Icon::Glyph("subscription", Ink::Pink)),
                label: below(label.clone()),
                place,
                ghost,
                ..Node::default()
            };
            let title = format!("{name} → {label}");
            let end = additions.icon(Extra::SaidBy(topic, protocol.into()), node);
            additions.flow(LinkEnd::Resource(topic), end, title, Unless::Never);
        }
    }
    additions
}

/// The ends that a topic lists and that nobody of the picture is, by protocol.
fn listed<'a>(resources: &Resources<'a>, topic: &LogicalId) -> IndexMap<String, Vec<&'a Value>> {
    let mut found: IndexMap<String, Vec<&Value>> = IndexMap::new();
    for listed in resources.values(topic, "Subscription[]") {
        if let (Some(protocol), Some(end)) = (listed.get("Protocol"), listed.get("Endpoint"))
            && resources.named_by(end).is_empty()
        {
            found.entry(excerpt(protocol)).or_default().push(end);
        }
    }
    found
}

/// `Email subscription`.
fn title(protocol: &str) -> &'static str {
    let mut variants = catalog::variants("AWS::SNS::Subscription").iter();
    variants.find(|variant| variant.value == protocol).map_or("Subscription", |variant| variant.title)
}
