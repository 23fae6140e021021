//! Rules: assertions that parameter values must meet.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path, Trail};
use crate::template::{LogicalId, Rule};

use super::context::Context;
use super::{Value, text};

impl Context<'_> {
    /// Decides a rule under the given parameters. What fails is an error for values that somebody gave, and a warning for
    /// the defaults, which may be there to be changed.
    pub(super) fn rule(&mut self, id: &LogicalId, rule: &Rule) {
        let path = Path::root().key("Rules").key(id.as_str());
        let applies = match &rule.condition {
            Some(condition) => {
                let path = path.key("RuleCondition");
                self.decided(|context| context.truth(condition, &path.trail()))
            }
            None => Some(true),
        };
        for (i, assertion) in rule.assertions.iter().enumerate() {
            let path = path.key("Assertions").index(i);
            let assert_path = path.key("Assert");
            let holds = self.decided(|context| context.truth(&assertion.assert, &assert_path.trail()));
            if applies != Some(true) || holds != Some(false) {
                continue;
            }
            let words = match &assertion.description {
                Some(description) => text::one_line(description),
                None => format!("assertion {} of the rule `{id}` fails", i + 1),
            };
            let message = format!("the rule `{id}` refuses the parameters: {words}");
            self.find(match self.given.is_empty() {
                true => Diagnostic::warning("X1700", path, message).hint("change the parameters' values"),
                false => Diagnostic::error("X1700", path, message).hint("change the parameters' values"),
            });
        }
    }

    /// `Fn::RefAll`: the values of every parameter of a type; `None` while one has none.
    pub(super) fn ref_all(&mut self, type_name: &str, path: &Trail<'_>) -> Option<Vec<Value>> {
        if !self.spend(self.template.parameters.len(), path) {
            return None;
        }
        let mut values = Vec::new();
        for value in self.parameters_of_type(type_name) {
            match value? {
                Value::List(items) => values.extend(items),
                single => values.push(single),
            }
        }
        let size = values.iter().map(text::size).sum();
        self.spend(size, path).then_some(values)
    }
}

/// The name that `Fn::RefAll` takes.
pub(super) fn type_name(value: &Value) -> Option<Rc<str>> {
    match value {
        Value::String(name) => Some(name.clone()),
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::List(_)
        | Value::Map(_)
        | Value::Deferred(_) => None,
    }
}
