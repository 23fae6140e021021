//! Parameter values, and whether CloudFormation takes them.

use std::rc::Rc;

use crate::hidden::visible;
use crate::template::{LogicalId, Parameter};

use super::constraint::named;
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
    let type_name = declared.type_name.clone();
    let Some(text) = given.or(declared.default.as_deref()) else {
        let problems = vec!["a value is required: there is no default".into()];
        return (ParameterValue { type_name, value: None, problems, remark: None, looked_up: None }, 0);
    };
    let kind = Kind::of(&declared.type_name);
    let (mut problems, remark) = constraint::check(declared, kind, text, effort);
    let violated = problems.len();
    problems.extend(unknown_thing(declared, kind, text));
    let problems = problems.iter().map(|problem| visible(problem).into_owned()).collect();
    let remark = remark.map(|remark| visible(&remark).into_owned());
    let value = match kind {
        Kind::Looked => Value::Deferred(Deferred::Parameter(id.clone())),
        Kind::Text | Kind::Number => Value::String(text.into()),
        Kind::Existing => existing(id, text),
        Kind::TextList | Kind::NumberList => {
            Value::List(items(text).map(|item| Value::String(item.into())).collect())
        }
        Kind::ExistingList => Value::List(items(text).map(|item| existing(id, item)).collect()),
    };
    let looked_up = (kind == Kind::Looked && !declared.no_echo).then(|| text.into());
    (ParameterValue { type_name, value: Some(value), problems, remark, looked_up }, violated)
}

/// What a parameter type makes of the text it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `String`.
    Text,
    /// `Number`; CloudFormation passes it on as text.
    Number,
    /// `CommaDelimitedList`, `List<String>`.
    TextList,
    /// `List<Number>`.
    NumberList,
    /// `AWS::EC2::VPC::Id` and the like: names something that exists.
    Existing,
    /// `List<AWS::EC2::Subnet::Id>` and the like.
    ExistingList,
    /// `AWS::SSM::Parameter::Value<…>`: the text is a name, AWS looks the value up.
    Looked,
}

impl Kind {
    pub(super) fn of(type_name: &str) -> Self {
        match type_name {
            "Number" => Kind::Number,
            "CommaDelimitedList" | "List<String>" => Kind::TextList,
            "List<Number>" => Kind::NumberList,
            _ if type_name.starts_with("AWS::SSM::Parameter::Value<") => Kind::Looked,
            // The name of an SSM parameter is used as text.
            "AWS::SSM::Parameter::Name" => Kind::Text,
            _ if type_name.starts_with("List<AWS::") => Kind::ExistingList,
            _ if type_name.starts_with("AWS::") => Kind::Existing,
            _ => Kind::Text,
        }
    }

    pub(super) fn is_list(self) -> bool {
        match self {
            Kind::TextList | Kind::NumberList | Kind::ExistingList => true,
            Kind::Text | Kind::Number | Kind::Existing | Kind::Looked => false,
        }
    }
}

/// The items of a comma-delimited text, without the blanks around them. Blank text has one, which is blank:
/// CloudFormation has no empty list.
pub(super) fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim)
}

/// Why the text can name nothing of an AWS-specific type.
fn unknown_thing(declared: &Parameter, kind: Kind, text: &str) -> Option<String> {
    let type_name = &declared.type_name;
    match kind {
        Kind::Existing => format::problem(type_name, text, &named(declared, text)),
        Kind::Text if &**type_name == "AWS::SSM::Parameter::Name" => {
            format::problem(type_name, text, &named(declared, text))
        }
        Kind::ExistingList => {
            let item = type_name.strip_prefix("List<")?.strip_suffix('>')?;
            if text.is_empty() {
                return Some("names nothing".to_owned());
            }
            items(text).find_map(|value| format::problem(item, value, &named(declared, value)))
        }
        Kind::Looked => text.is_empty().then(|| "names no parameter of SSM".to_owned()),
        Kind::Text | Kind::Number | Kind::TextList | Kind::NumberList => None,
    }
}

/// An empty text names nothing.
fn existing(id: &LogicalId, text: &str) -> Value {
    let text: Rc<str> = text.into();
    if text.is_empty() { Value::String(text) } else { Value::Deferred(Deferred::Existing(id.clone(), text)) }
}
