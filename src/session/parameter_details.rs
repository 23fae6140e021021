//! What the inspector shows about a parameter: everything that hangs on it.

use super::Model;
use super::details::{Details, Relation, shown_as};
use super::inspector::{Inspected, outputs, reason};
use super::listed::{Listed, shown, shown_marked};
use crate::eval::inquire;
use crate::graph::Branches;
use crate::scene::{Detail, Extent};
use crate::template::{Element, LogicalId};

/// Returns everything that hangs on a parameter; `None` when there is no such.
pub(super) fn parameter(model: &Model, id: &LogicalId) -> Option<Details> {
    let stack = &model.deployment.stack;
    let value = stack.parameters.get(id)?;
    let template = stack.unrolled.as_deref().unwrap_or(&model.source.template);
    let graph = &model.deployment.graph;
    let element = Element::Parameter(id.clone());
    let reached = graph.reached_by(&element, Branches::Every);
    let conditions = reached.iter().filter_map(|element| match element {
        Element::Condition(id) => Some(id),
        _ => None,
    });
    let reasons = inquire(template, model.inputs(), |ask| {
        conditions.map(|id| reason(ask, template, stack, id)).collect()
    });
    let resources = reached.iter().filter_map(|element| match element {
        Element::Resource(id) => Some(id),
        _ => None,
    });
    // Where a resource names the parameter itself, that place; else it is a condition's doing.
    let place = |resource: &LogicalId| {
        let own = graph.uses_of(&element).find(|used| used.source == Element::Resource(resource.clone()));
        let steps =
            own.map(|used| used.path.steps().iter().skip(2).map(ToString::to_string).collect::<Vec<_>>());
        steps.map(|steps| steps.join("/")).unwrap_or_default()
    };
    let scene = &model.picture.drawing.scene;
    let detail = |name: &str, value| Detail { name: name.to_owned(), value };
    let mut properties = vec![detail("Type", shown(&value.type_name).into())];
    properties.extend(value.value.as_ref().map(|value| detail("Value", shown_marked(value))));
    Some(Details {
        id: id.as_str().into(),
        title: format!("Parameter {}", shown(id.as_str())),
        kind: None,
        type_name: None,
        resource: None,
        position: None,
        inside: Vec::new(),
        facts: Vec::new(),
        properties,
        values: Listed::default(),
        rules: Vec::new(),
        folded: Listed::default(),
        refers_to: Listed::default(),
        referred_by: Listed::of(resources, |id| Relation {
            other: Element::Resource(id.clone()),
            property: place(id),
            node: shown_as(scene, id),
        }),
        ghost: false,
        extent: Extent::Whole,
        inspected: Inspected {
            is_parameter: true,
            reasons,
            outputs: outputs(model, &element),
            ..Inspected::default()
        },
    })
}
