//! Services that call functions of the template though no resource is of them: only a permission says so.

use crate::catalog::{self, Called};
use crate::eval::Value;
use crate::template::LogicalId;

use super::additions::{Additions, Extra, LinkEnd, Unless};
use super::called_services;
use super::context::Context;
use super::excerpt::excerpt;
use super::naming::name_of;
use super::owners::Drawn;
use super::permissions;
use super::resources::Resources;
use super::values::values_at;
use super::{Node, Shape, Side, texts};

/// Returns an icon for each such service, with a line to each of the functions that it may call.
pub(super) fn additions<'a>(context: &Context<'a>, drawn: &Drawn<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    for (service, function) in invocations(context.resources, drawn) {
        let Some(target) = context.main(function) else { continue };
        let source = additions.icon(
            Extra::Service(service.segment),
            Node {
                id: format!("invokes/{}", service.segment).into(),
                title: format!("{}, which may call functions", service.title),
                shape: Shape::Icon(called_services::icon(service)),
                label: texts::below(service.title.into()),
                place: context.beside_vpcs(Side::Left),
                ghost: context.draft.nodes[target].ghost,
                ..Node::default()
            },
        );
        let title = format!("{} → {}", service.title, name_of(context.resources, function));
        additions.flow(source, LinkEnd::Resource(function), title, Unless::Led);
    }
    additions
}

/// Which service may call which function.
fn invocations<'a>(resources: &Resources<'a>, drawn: &Drawn<'a>) -> Vec<(&'static Called, &'a LogicalId)> {
    let mut found = Vec::new();
    for permission in resources.of_type("Lambda::Permission") {
        // Where the permission is for one thing, that is who calls.
        if !resources.values(permission, "SourceArn").is_empty() {
            continue;
        }
        let Some(service) = invoker(resources, permission).filter(|service| !is_made(resources, service))
        else {
            continue;
        };
        let functions = resources.named_at(permission, "FunctionName");
        for function in functions.into_iter().filter(|id| drawn.contains(id) && is_function(resources, id)) {
            found.push((service, function));
        }
    }
    found.extend(steps_of_pipelines(resources, drawn));
    found
}

/// The functions that tell CodePipeline how the step ended in which that called them.
fn steps_of_pipelines<'a>(
    resources: &Resources<'a>,
    drawn: &Drawn<'a>,
) -> Vec<(&'static Called, &'a LogicalId)> {
    let mut present = resources.present();
    if !present.any(|(id, _)| is_function(resources, id)) {
        return Vec::new();
    }
    let Some(service) = catalog::called("codepipeline").filter(|service| !is_made(resources, service)) else {
        return Vec::new();
    };
    let is_answer = |action: &Value| excerpt(action).to_ascii_lowercase().starts_with("codepipeline:putjob");
    let tells = |statement: &&Value| values_at(statement, "Action[]").into_iter().any(is_answer);
    let held = permissions::held(resources, drawn).into_iter();
    let telling = held.filter(|(_, statements)| statements.iter().any(tells)).flat_map(|(actors, _)| actors);
    telling.filter(|id| drawn.contains(id) && is_function(resources, id)).map(|id| (service, id)).collect()
}

/// The service that a permission is for.
fn invoker(resources: &Resources, permission: &LogicalId) -> Option<&'static Called> {
    let principal = resources.text(permission, "Principal")?;
    catalog::called(principal.strip_suffix(".amazonaws.com")?)
}

/// Returns true if the template has anything of a service: that is who calls.
fn is_made(resources: &Resources, service: &Called) -> bool {
    let mut present = resources.present();
    present.any(|(_, resource)| catalog::service_of(&resource.type_name) == service.segment)
}

fn is_function(resources: &Resources, id: &LogicalId) -> bool {
    resources.type_name(id).ends_with("::Function")
}
