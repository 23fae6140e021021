//! The default lens: containers, workloads and flow; relations and what supports folded.

use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::context::Context;
use super::decided::Decided;
use super::excerpt::shortened;
use super::owners::Drawn;
use super::resources::Resources;
use super::{
    LinkKind, Scene, arrow_heads, boxes, called_services, client_vpns, control_planes, describe,
    distinct_labels, event_sources, events, existing_route_tables, find_network, flows, group_disks, groups,
    hosting, intermediaries, invokers, leaves, lightsail, mutual_hosts, nested_stacks, network_acls,
    other_interfaces, other_stacks, owned, partner_sources, pipelines, region, security_group_flows, sides,
    subnet_routes, subscriptions, through_endpoints, transit_gateway_attachments, ways_out,
};

/// Composes the scene.
pub(super) fn compose(resources: Resources, region: Option<&str>) -> Scene {
    let Decided { resources, drawn, steps, between } = Decided::folded(resources);
    let mut context = Context::new(&resources);
    let network = find_network::find(&resources);
    context.add_boxes(boxes::boxes(&resources, &network));
    context.add(network_acls::additions(&context));
    let leaves = context.add_leaves(leaves::leaves(&context, &network, &drawn, &drawn));
    context.add(intermediaries::additions(&context, &between));
    context.add(groups::additions(&context, &network, &drawn, &leaves));
    context.add(group_disks::additions(&context));
    context.add(control_planes::additions(&context, &leaves));
    context.add(transit_gateway_attachments::additions(&context));
    context.add(other_interfaces::additions(&context));
    context.add(subnet_routes::additions(&context, &network));
    context.add(pipelines::additions(&context, &drawn));
    context.add(flows::additions(&context, &drawn, &steps));
    context.draft.unlink(&flows::known_networks(&context));
    context.add(hosting::additions(&context, &leaves));
    context.draft.unlink(&pipelines::said_elsewhere(&context));
    context.add(nested_stacks::additions(&context));
    context.add(security_group_flows::additions(&context, &drawn));
    context.add(client_vpns::additions(&context));
    context.add(ways_out::additions(&context, &network, &drawn));
    context.add(existing_route_tables::additions(&context));
    let (sam, rules) = events::additions(&context, &drawn);
    context.add(sam);
    context.draft.unlink(&events::told_by_rules(&context, &rules));
    context.add(called_services::additions(&context, &drawn));
    context.add(invokers::additions(&context, &drawn));
    context.add(subscriptions::additions(&context, &drawn));
    context.add(event_sources::additions(&context, &drawn, &rules));
    context.add(partner_sources::additions(&context, &drawn));
    context.draft.relink(through_endpoints::rerouted(&context));
    context.add(owned::additions(&context, &drawn));
    context.add(other_stacks::additions(&context, LinkKind::Output));
    context.add(lightsail::additions(&context));
    context.draft.relink(arrow_heads::without_repeats(&context));
    context.draft.point(&arrow_heads::pointed(&context));
    context.draft.relink(mutual_hosts::joined(&context));
    context.add(sides::additions(&context));
    context.add(region::additions(&context, region));
    finish(context)
}

/// Composes the scene with every resource a node, relations too.
pub(super) fn compose_all(resources: Resources, region: Option<&str>) -> Scene {
    let main = Drawn::decide(&resources);
    let Decided { resources, drawn, steps, .. } = Decided::every(resources);
    let mut context = Context { every: true, ..Context::new(&resources) };
    let network = find_network::find(&resources);
    context.add_boxes(boxes::boxes(&resources, &network));
    let leaves = context.add_leaves(leaves::leaves(&context, &network, &drawn, &main));
    context.add(groups::additions(&context, &network, &drawn, &leaves));
    context.add(flows::additions(&context, &drawn, &steps));
    context.draft.unlink(&flows::known_networks(&context));
    context.add(nested_stacks::additions(&context));
    context.add(other_stacks::additions(&context, LinkKind::Output));
    context.add(lightsail::additions(&context));
    context.add(sides::additions(&context));
    context.add(region::additions(&context, region));
    finish(context)
}

/// Adds title and description, and lists who is in no node.
pub(super) fn finish(mut context: Context) -> Scene {
    context.add(distinct_labels::additions(&context));
    let title = match &context.resources.template().description {
        Some(description) => description.lines().next().unwrap_or_default().trim().to_owned(),
        None => "CloudFormation template".to_owned(),
    };
    let mut left_out = context.draft.left_out;
    left_out.resources = context.resources.left_out();
    left_out.miss_remarks(context.resources.owner_budget.are_spent());
    let notes = left_out.notes();
    let description = describe::describe(&context, &notes);
    let ids: Vec<&LogicalId> = context.resources.own().map(|(id, _)| id).collect();
    let is_own = |id: &LogicalId| !context.resources.is_existing(id);
    let mut scene = context.draft.finish();
    // What exists already is no resource that anybody could select.
    for node in &mut scene.nodes {
        node.resource = node.resource.take().filter(|id| is_own(id));
        node.folded.retain(|id| is_own(id));
    }
    scene.links.iter_mut().for_each(|link| link.folded.retain(|id| is_own(id)));
    let mut shown: IndexSet<&LogicalId> = IndexSet::new();
    shown.extend(scene.nodes.iter().flat_map(|node| node.resource.iter().chain(&node.folded)));
    shown.extend(scene.links.iter().flat_map(|link| &link.folded));
    scene.unplaced = ids.into_iter().filter(|id| !shown.contains(*id)).cloned().collect();
    scene.title = shortened(title);
    scene.description = description;
    scene.notes = notes;
    scene
}
