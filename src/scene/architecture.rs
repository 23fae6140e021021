//! The default lens: containers, workloads and flow; relations and what supports folded.

use indexmap::IndexSet;

use crate::template::LogicalId;

use super::context::Context;
use super::excerpt::shortened;
use super::owners::owners;
use super::resource_policies::key_users;
use super::signs::{self, Signs};
use super::{
    Scene, acls, admissions, apart, attachments, boxes, calls, control_planes, describe, emitters, events,
    flows, go_betweens, groups, heads, hops, hosting, leaves, lightsail, makers, network, other_stacks,
    owners, pipelines, region, sides, subscriptions, ways,
};

/// Composes the scene.
pub(super) fn compose(mut context: Context, region: Option<&str>) -> Scene {
    let network = network::read(&context.world);
    context.draft.left_out.miss_nodes(network.is_cut);
    boxes::draw(&mut context, &network);
    acls::draw(&mut context);
    attachments::draw(&mut context);
    let mut drawn = owners::drawn(&context.world);
    calls::set_aside(&context.world, &mut drawn);
    let mut hops = hops::hops(&context, &drawn);
    let between = go_betweens::bring_forward(&mut context.world, &mut drawn, &mut hops);
    let leaves = leaves::draw(&mut context, &network, &drawn);
    go_betweens::gather(&mut context, &between);
    groups::draw(&mut context, &network, &drawn, &leaves);
    control_planes::draw(&mut context, &leaves);
    ways::draw(&mut context, &network);
    pipelines::draw(&mut context, &drawn);
    flows::draw(&mut context, &drawn, &hops);
    hosting::draw(&mut context, &leaves);
    pipelines::settle(&mut context);
    makers::draw(&mut context);
    admissions::draw(&mut context, &drawn);
    let rules = events::draw(&mut context, &drawn);
    calls::draw(&mut context, &drawn);
    subscriptions::draw(&mut context, &drawn);
    emitters::draw(&mut context, &drawn, &rules);
    fold(&mut context, &drawn);
    other_stacks::draw(&mut context, "output");
    lightsail::draw(&mut context);
    heads::draw(&mut context);
    sides::settle(&mut context);
    region::draw(&mut context, region);
    finish(context)
}

/// Composes the scene with every resource a node, relations too.
pub(super) fn compose_all(mut context: Context, region: Option<&str>) -> Scene {
    context.every = true;
    let network = network::read(&context.world);
    context.draft.left_out.miss_nodes(network.is_cut);
    boxes::draw(&mut context, &network);
    let drawn = context.world.present().map(|(id, _)| id).collect();
    let leaves = leaves::draw(&mut context, &network, &drawn);
    groups::draw(&mut context, &network, &drawn, &leaves);
    let hops = hops::hops(&context, &drawn);
    flows::draw(&mut context, &drawn, &hops);
    makers::draw(&mut context);
    other_stacks::draw(&mut context, "output");
    lightsail::draw(&mut context);
    sides::settle(&mut context);
    region::draw(&mut context, region);
    finish(context)
}

/// Adds title and description, and lists who is in no node.
pub(super) fn finish(mut context: Context) -> Scene {
    apart::tell(&mut context);
    let title = match &context.template.description {
        Some(description) => description.lines().next().unwrap_or_default().trim().to_owned(),
        None => "CloudFormation template".to_owned(),
    };
    context.draft.left_out.resources = context.world.left_out();
    context.draft.left_out.miss_remarks(context.world.owner_steps.are_spent());
    let notes = context.draft.left_out.notes();
    let description = describe::describe(&context, &notes);
    let ids: Vec<&LogicalId> = context.world.all().collect();
    let is_own = |id: &LogicalId| !context.world.is_existing(id);
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

/// Folds everybody who has no node and is in no link into the nodes of its owners.
fn fold<'a>(context: &mut Context<'a>, drawn: &IndexSet<&'a LogicalId>) {
    let linked: IndexSet<LogicalId> =
        context.draft.links.iter().flat_map(|link| link.folded.iter().cloned()).collect();
    let waiting: Vec<&LogicalId> =
        context.world.present().map(|(id, _)| id).filter(|id| !drawn.contains(id)).collect();
    let mut signs = Signs::default();
    let gathered: IndexSet<&LogicalId> = context.gathered.values().flatten().copied().collect();
    for id in waiting.into_iter().filter(|id| !gathered.contains(id)) {
        let (is_linked, is_sign) = (linked.contains(id), signs::is_sign(&context.world, id));
        if is_linked && !is_sign {
            continue;
        }
        let owners = owners(&context.world, id, drawn);
        if is_sign {
            let users = key_users(&context.world, id, drawn);
            users.iter().filter(|user| !owners.contains(user)).for_each(|user| signs.put(user, id));
        }
        for owner in owners {
            let Some(node) = context.main(owner) else {
                continue;
            };
            if !is_linked {
                context.fold(id, node);
            }
            if is_sign {
                signs.put(owner, id);
            }
        }
    }
    signs.draw(context);
}
