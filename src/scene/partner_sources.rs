//! Partners whose events come in by a bus of their own: an icon each, before that bus.

use crate::catalog::Ink;
use crate::eval::MarkedText;
use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::additions::{Additions, Extra, LinkEnd, Unless};
use super::context::Context;
use super::excerpt::marked;
use super::naming::name_of;
use super::{Icon, Node, Shape, Side, texts};

/// The beginning of the name of every source of a partner.
const PARTNERS: &str = "aws.partner/";

/// Returns an icon for each partner, with a line to each bus that its events come in by.
pub(super) fn additions<'a>(context: &Context<'a>, drawn: &IndexSet<&'a LogicalId>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    for bus in context.resources.of_type("Events::EventBus").into_iter().filter(|id| drawn.contains(id)) {
        let Some((target, name)) = context.main(bus).zip(source_name(context, bus)) else { continue };
        let partner = partner(&name);
        let node = node(context, partner.as_ref(), context.draft.nodes[target].ghost);
        let title = format!("{} → {}", node.title, name_of(context.resources, bus));
        let source = additions.icon(Extra::Partner(partner.as_deref().unwrap_or_default().into()), node);
        additions.flow(source, LinkEnd::Resource(bus), title, Unless::Never);
    }
    additions
}

/// The name of the partner's source that a bus is for; one that exists is called by it.
fn source_name(context: &Context, bus: &LogicalId) -> Option<MarkedText> {
    let own = context.resources.values(bus, "EventSourceName").first().map(|name| marked(*name));
    let called = || Some(name_of(context.resources, bus)).filter(|name| name.starts_with(PARTNERS));
    own.filter(|name| !name.is_empty()).or_else(called)
}

/// The partner, as far as the name of its source tells it: `auth0.com` of `aws.partner/auth0.com/tenant/logs`.
fn partner(name: &MarkedText) -> Option<MarkedText> {
    let partner = name.strip_prefix(PARTNERS)?.split('/').next().filter(|partner| !partner.is_empty())?;
    Some(name.marked().part(partner).to_owned())
}

/// The icon of a partner, one for all of its buses.
fn node(context: &Context, partner: Option<&MarkedText>, ghost: bool) -> Node {
    let what = "partner event source";
    Node {
        id: format!("partner/{}", partner.map_or("", |partner| partner)).into(),
        title: partner.map_or_else(|| what.to_owned(), |partner| format!("{partner}: {what}")),
        shape: Shape::Icon(Icon::Letters("SaaS".into(), Ink::Pink)),
        label: texts::below(partner.cloned().unwrap_or_else(|| "Partner event source".into())),
        place: context.beside_vpcs(Side::Left),
        ghost,
        ..Node::default()
    }
}
