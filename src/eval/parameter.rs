//! Parameter values, and whether CloudFormation takes them.

use std::rc::Rc;

use crate::hidden::visible;
use crate::template::{LogicalId, Parameter, Shape};

use super::constraint::{items, named};
use super::pattern::Effort;
use super::{Deferred, ParameterValue, Value, constraint, format};

/// The effective value of a parameter, and how many of its problems are violated constraints of the template; the
/// others are guesses at what is in the account.
pub(super) fn value(
    id: &LogicalId,
    declared: &Parameter,
    given: Option<&str>,
    effort: &mut Effort,
) -> (ParameterValue, usize) {
    let type_name = declared.value_type.name().clone();
    let Some(text) = given.or(declared.default.as_deref()) else {
        let problems = vec!["a value is required: there is no default".into()];
        return (ParameterValue { type_name, value: None, problems, remark: None, looked_up: None }, 0);
    };
    let shape = declared.value_type.shape();
    let (mut problems, remark) = constraint::check(declared, text, effort);
    let violated = problems.len();
    problems.extend(unknown_thing(declared, text));
    let problems = problems.iter().map(|problem| visible(problem).into_owned()).collect();
    let remark = remark.map(|remark| visible(&remark).into_owned());
    let value = match shape {
        Shape::LookedUp => Value::Deferred(Deferred::Parameter(id.clone())),
        Shape::Text | Shape::Number => Value::String(text.into()),
        Shape::Existing => existing(id, text),
        Shape::TextList | Shape::NumberList => {
            Value::List(items(text).map(|item| Value::String(item.into())).collect())
        }
        Shape::ExistingList => Value::List(items(text).map(|item| existing(id, item)).collect()),
    };
    let looked_up = (shape == Shape::LookedUp && !declared.no_echo).then(|| text.into());
    (ParameterValue { type_name, value: Some(value), problems, remark, looked_up }, violated)
}

/// Why the text can name nothing of an AWS-specific type.
fn unknown_thing(declared: &Parameter, text: &str) -> Option<String> {
    let value_type = &declared.value_type;
    match value_type.shape() {
        Shape::Text | Shape::Existing => format::problem(value_type.names()?, text, &named(declared, text)),
        Shape::ExistingList => {
            if text.is_empty() {
                return Some("names nothing".to_owned());
            }
            let thing = value_type.names()?;
            items(text).find_map(|value| format::problem(thing, value, &named(declared, value)))
        }
        Shape::LookedUp => text.is_empty().then(|| "names no parameter of SSM".to_owned()),
        Shape::Number | Shape::TextList | Shape::NumberList => None,
    }
}

/// An empty text names nothing.
fn existing(id: &LogicalId, text: &str) -> Value {
    let text: Rc<str> = text.into();
    if text.is_empty() { Value::String(text) } else { Value::Deferred(Deferred::Existing(id.clone(), text)) }
}
