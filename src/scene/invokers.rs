//! Services that call functions of the template though no resource is of them: only a permission says so.

use crate::catalog::{self, Called};
use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::called_services;
use super::context::Context;
use super::naming::name_of;
use super::{Node, NodeIndex, Shape, Side, texts};

/// Adds an icon for each such service, and a link to each of the functions that it may call.
pub(super) fn draw(context: &mut Context, drawn: &IndexSet<&LogicalId>) {
    for (service, function) in invocations(context, drawn) {
        let Some(target) = context.main(&function) else { continue };
        let ghost = context.draft.nodes[target].ghost;
        let title = format!("{} → {}", service.title, name_of(context.resources, &function));
        let source = node(context, service, ghost);
        if !context.draft.is_linked(source, target) {
            context.draft.flow(source, target, title);
        }
    }
}

/// Which service may call which function.
fn invocations(context: &Context, drawn: &IndexSet<&LogicalId>) -> Vec<(&'static Called, LogicalId)> {
    let mut found = Vec::new();
    for permission in context.resources.of_type("Lambda::Permission") {
        // Where the permission is for one thing, that is who calls.
        if !context.resources.values(permission, "SourceArn").is_empty() {
            continue;
        }
        let Some(service) = invoker(context, permission).filter(|service| !is_made(context, service)) else {
            continue;
        };
        let functions = context.resources.named_at(permission, "FunctionName");
        for function in functions.into_iter().filter(|id| drawn.contains(id) && is_function(context, id)) {
            found.push((service, function.clone()));
        }
    }
    found
}

/// The service that a permission is for.
fn invoker(context: &Context, permission: &LogicalId) -> Option<&'static Called> {
    let principal = context.resources.text(permission, "Principal")?;
    catalog::called(principal.strip_suffix(".amazonaws.com")?)
}

/// Returns true if the template has anything of a service: that is who calls.
fn is_made(context: &Context, service: &Called) -> bool {
    let mut present = context.resources.present();
    present.any(|(_, resource)| catalog::service_of(&resource.type_name) == service.segment)
}

fn is_function(context: &Context, id: &LogicalId) -> bool {
    context.resources.type_name(id).ends_with("::Function")
}

/// The icon of a service: the one that others call, or one of its own.
fn node(context: &mut Context, service: &'static Called, ghost: bool) -> NodeIndex {
    let id = format!("invokes/{}", service.segment);
    let known = called_services::node(context, service.segment);
    if let Some(node) = known.or_else(|| context.draft.nodes.iter().position(|node| *node.id == *id)) {
        return node;
    }
    context.draft.add(Node {
        id: id.into(),
        title: format!("{}, which may call functions", service.title),
        shape: Shape::Icon(called_services::icon(service)),
        label: texts::below(service.title.into()),
        place: context.beside_vpcs(Side::Left),
        ghost,
        ..Node::default()
    })
}
