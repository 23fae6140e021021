//! Services that are called though no resource is of them: only an action of a policy names them, or a step of a
//! workflow.

use crate::catalog::{self, Called};
use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::additions::{Additions, Extra, LinkEnd, Unless};
use super::context::Context;
use super::naming::name_of;
use super::owners::Drawn;
use super::service_calls::{Calls, calls};
use super::service_roles::{ServiceRole, service_roles};
use super::{Icon, Node, NodeIndex, Shape, Side, texts};

/// The most callers that each have a line to a service which half of the picture calls: more are what the whole is about.
const MOST_CALLERS: usize = 3;

/// Of more services that so many call none is drawn.
const MOST_COMMON: usize = 4;

/// Returns an icon for each such service, with a line from each of its callers and to what it calls itself.
pub(super) fn additions<'a>(context: &Context<'a>, drawn: &Drawn<'a>) -> Additions<'a> {
    let roles = service_roles(context.resources, drawn);
    let calls = with_roles(calls(context.resources, drawn), &roles, drawn);
    let common = calls.values().filter(|(_, callers)| is_common(callers, drawn)).count();
    let mut additions = Additions::new(context.draft.left_out);
    for (service, callers) in calls.values() {
        let roles = Roles::of(service, &roles);
        service_of_callers(context, &mut additions, drawn, (service, callers), &roles, common);
    }
    for role in &roles {
        for called in &role.calls {
            let title = format!("{} → {}", role.service.title, called.title);
            additions.flow(end(role.service), end(called), title, Unless::Never);
        }
    }
    additions
}

/// Of each service, who calls it, in the order in which they are drawn; those that act in a role and those that are called in
/// one among them.
fn with_roles<'a>(mut calls: Calls<'a>, roles: &[ServiceRole<'a>], drawn: &Drawn<'a>) -> Calls<'a> {
    for role in roles {
        let of_service = calls.entry(role.service.title).or_insert_with(|| (role.service, IndexSet::new()));
        of_service.1.extend(role.callers.iter().copied());
    }
    for &called in roles.iter().flat_map(|role| &role.calls) {
        calls.entry(called.title).or_insert_with(|| (called, IndexSet::new()));
    }
    for (_, callers) in calls.values_mut() {
        *callers = drawn.iter().copied().filter(|id| callers.contains(id)).collect();
    }
    calls
}

/// Adds a service with its lines, unless the picture says it already or half of the picture calls it.
fn service_of_callers<'a>(
    context: &Context<'a>,
    additions: &mut Additions<'a>,
    drawn: &Drawn<'a>,
    (service, callers): (&'static Called, &IndexSet<&'a LogicalId>),
    roles: &Roles<'_, 'a>,
    common: usize,
) {
    let mut left = callers.clone();
    left.retain(|id| !uses_own(context, id, service));
    if !callers.is_empty() && left.is_empty() && roles.own.is_empty() {
        return;
    }
    let mut involved = left.iter().chain(roles.own.iter().map(|role| &role.id)).chain(&roles.calling);
    let ghost = involved.all(|id| context.resources.is_ghost(id));
    if is_common(&left, drawn) {
        match roles.own.is_empty() {
            true if common > MOST_COMMON => return,
            true => {
                left.retain(|id| is_end(context, additions, id));
                if left.len() > MOST_CALLERS {
                    left.clear();
                }
            }
            // Of many who may call it those do who also hand it its role.
            false => left.retain(|id| roles.own.iter().any(|role| role.callers.contains(*id))),
        }
    }
    let title = service.title;
    let node = additions.icon(
        Extra::Service(service.segment),
        Node {
            id: format!("called/{}", service.segment).into(),
            title: format!("{title}, called by what may use it"),
            shape: Shape::Icon(icon(service)),
            label: texts::below(title.into()),
            place: context.beside_vpcs(Side::Right),
            ghost,
            ..Node::default()
        },
    );
    for caller in left {
        let title = format!("{} → {title}", name_of(context.resources, caller));
        additions.flow(LinkEnd::Resource(caller), node.clone(), title, Unless::Never);
    }
    for role in &roles.own {
        act(context, additions, drawn, role);
    }
}

/// The roles that have to do with a service.
struct Roles<'r, 'a> {
    /// Those that it acts in.
    own: Vec<&'r ServiceRole<'a>>,
    /// The ids of those in which others call it.
    calling: Vec<&'a LogicalId>,
}

impl<'r, 'a> Roles<'r, 'a> {
    fn of(service: &Called, roles: &'r [ServiceRole<'a>]) -> Self {
        let is_called = |role: &&ServiceRole| role.calls.iter().any(|called| called.title == service.title);
        Self {
            own: roles.iter().filter(|role| role.service.title == service.title).collect(),
            calling: roles.iter().filter(is_called).map(|role| role.id).collect(),
        }
    }
}

/// Returns whether a line already leads from a caller to what the template has of a service.
fn uses_own(context: &Context, caller: &LogicalId, service: &Called) -> bool {
    /// Services of which what is called beside something of the template is something else: a model beside an agent.
    const APART: [&str; 2] = ["Bedrock", "SageMaker"];
    let is_of = |node: NodeIndex| {
        let type_name = context.draft.nodes.get(node).and_then(|node| node.type_name.as_deref());
        type_name.map(catalog::service_of) == Some(service.segment)
    };
    let Some(source) = context.main(caller).filter(|_| !APART.contains(&service.segment)) else {
        return false;
    };
    context.draft.links.iter().any(|link| link.source == source && is_of(link.target))
}

/// Returns whether so many call a service, and half of the picture does.
fn is_common(callers: &IndexSet<&LogicalId>, drawn: &IndexSet<&LogicalId>) -> bool {
    callers.len() > MOST_CALLERS && 2 * callers.len() >= drawn.len()
}

/// Returns whether flow comes to somebody and leads nowhere else.
fn is_end<'a>(context: &Context<'a>, additions: &Additions<'a>, id: &'a LogicalId) -> bool {
    let Some(node) = context.main(id) else { return false };
    let (links, end) = (&context.draft.links, LinkEnd::Resource(id));
    let is_entered =
        links.iter().any(|link| link.target == node) || additions.links.iter().any(|link| link.target == end);
    let is_left =
        links.iter().any(|link| link.source == node) || additions.links.iter().any(|link| link.source == end);
    is_entered && !is_left
}

/// Links a service with what it may use in a role, which is part of it unless it belongs to somebody.
fn act<'a>(context: &Context<'a>, additions: &mut Additions<'a>, drawn: &Drawn<'a>, role: &ServiceRole<'a>) {
    if drawn.owners(role.id).is_empty() {
        additions.folded.push((role.id, end(role.service)));
    }
    for grant in &role.grants {
        let used = LinkEnd::Resource(grant.target);
        let ends = if grant.takes { (used, end(role.service)) } else { (end(role.service), used) };
        let title = format!("{} → {}", role.service.title, name_of(context.resources, grant.target));
        additions.flow(ends.0, ends.1, title, Unless::Joined);
    }
}

/// The icon of a service as an end of lines.
fn end<'a>(service: &Called) -> LinkEnd<'a> {
    LinkEnd::Extra(Extra::Service(service.segment))
}

/// The picture of a service.
pub(super) fn icon(service: &Called) -> Icon {
    match service.icon {
        "" => Icon::Letters(service.letters().into(), service.ink),
        icon => Icon::Service(icon, service.letters().into(), service.ink),
    }
}
