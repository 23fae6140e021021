//! Answers to a workflow that waits: from whoever may send the token of a task back to it.

use crate::catalog;
use crate::eval::{MarkedText, Value};
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::owners::Drawn;
use super::permissions::{self, Use};
use super::resources::Resources;
use super::values::values_at;

/// Returns who sends tokens back to which workflow, where the policies do not say and only one can be meant.
pub(super) fn uses<'a>(resources: &Resources<'a>, drawn: &Drawn<'a>) -> Vec<Use<'a>> {
    let Some(to) = waiting(resources, drawn) else { return Vec::new() };
    let held = permissions::held(resources, drawn).into_iter();
    let answering = held.filter(|(_, statements)| statements.iter().any(|statement| sends_back(statement)));
    let actors = answering.flat_map(|(actors, _)| actors).filter(|actor| *actor != to);
    actors.map(|from| Use::new(from, to)).collect()
}

/// The only workflow that waits for a token; of those whose definitions are elsewhere nobody knows.
fn waiting<'a>(resources: &Resources<'a>, drawn: &Drawn<'a>) -> Option<&'a LogicalId> {
    const TYPES: [&str; 2] = ["StepFunctions::StateMachine", "Serverless::StateMachine"];
    let is_workflow = |id: &&LogicalId| {
        let short = resources.get(id).map(|(_, resource)| catalog::short_name(&resource.type_name));
        short.is_some_and(|short| TYPES.contains(&short))
    };
    let workflows: Vec<&LogicalId> = drawn.iter().copied().filter(is_workflow).collect();
    let waits = |id: &&LogicalId| definitions(resources, id).iter().any(|value| says_to_wait(value));
    let mut known = workflows.iter().copied().filter(waits);
    match (known.next(), known.next(), workflows.as_slice()) {
        (Some(only), None, _) => Some(only),
        (None, None, [only]) if definitions(resources, only).is_empty() => Some(*only),
        _ => None,
    }
}

fn definitions<'a>(resources: &Resources<'a>, id: &LogicalId) -> Vec<&'a Value> {
    ["Definition", "DefinitionString"].iter().flat_map(|path| resources.values(id, path)).collect()
}

/// The letters of a definition that is one text.
const MOST_LETTERS: usize = 30_000;

/// Returns whether a step anywhere in a definition waits until its token comes back.
fn says_to_wait(value: &Value) -> bool {
    match value {
        Value::Map(map) => map.values().any(says_to_wait),
        Value::List(items) => items.iter().any(says_to_wait),
        Value::String(text) => text.contains(WAITING),
        Value::Deferred(_) => {
            let text = MarkedText::within(value, MOST_LETTERS).unwrap_or_else(|start| start);
            text.contains(WAITING)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The end of the resource of such a step.
const WAITING: &str = ".waitForTaskToken";

/// Returns whether a statement lets its holder send tokens back, to whomever.
fn sends_back(statement: &Value) -> bool {
    let allows = statement.get("Effect").is_none_or(|effect| excerpt(effect) == "Allow");
    let is_any = values_at(statement, "Resource[]").into_iter().any(|value| excerpt(value) == "*");
    let actions = values_at(statement, "Action[]").into_iter();
    allows
        && is_any
        && actions
            .map(|action| excerpt(action))
            .any(|action| action.to_ascii_lowercase().starts_with("states:sendtask"))
}
