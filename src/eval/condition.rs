//! Conditions: true, false, or unknown until AWS decides.

use crate::diagnostic::Path;
use crate::template::{Expr, LogicalId};

use super::Value;
use super::context::{Context, Decision};

impl Context<'_> {
    /// The value of a condition by name; `None` when it is unknown, undefined or part of a cycle.
    pub(super) fn condition(&mut self, id: &LogicalId) -> Option<bool> {
        match self.conditions.get(id) {
            Some(Decision::Made(value)) => return *value,
            Some(Decision::Open) => {
                let path = Path::root().key("Conditions").key(id.as_str());
                self.quietly(false, |context| {
                    context.error("E8007", &path, format!("the condition `{id}` depends on itself"));
                });
                return None;
            }
            None => {}
        }
        let expr = self.template.conditions.get(id)?;
        self.conditions.insert(id.clone(), Decision::Open);
        let value = self.truth(expr, &Path::root().key("Conditions").key(id.as_str()));
        self.conditions.insert(id.clone(), Decision::Made(value));
        value
    }

    /// The truth of an expression.
    pub(super) fn truth(&mut self, expr: &Expr, path: &Path) -> Option<bool> {
        if !self.spend(1, path) {
            return None;
        }
        match expr {
            Expr::Bool(value) => Some(*value),
            Expr::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Expr::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
            Expr::Condition(id) => self.condition(id),
            Expr::Not(inner) => self.truth(inner, &path.key("Fn::Not").index(0)).map(|value| !value),
            Expr::And(parts) => self.several(parts, false, &path.key("Fn::And")),
            Expr::Or(parts) => self.several(parts, true, &path.key("Fn::Or")),
            Expr::Equals(a, b) => {
                let a = self.argument(a, &path.key("Fn::Equals").index(0));
                let b = self.argument(b, &path.key("Fn::Equals").index(1));
                equal(&a, &b)
            }
            Expr::Contains(list, text) => {
                let path = path.key("Fn::Contains");
                let list = self.argument(list, &path.index(0));
                let text = self.argument(text, &path.index(1));
                any(items(&list)?.iter().map(|item| equal(item, &text)))
            }
            Expr::EachMemberEquals(list, text) => {
                let path = path.key("Fn::EachMemberEquals");
                let list = self.argument(list, &path.index(0));
                let text = self.argument(text, &path.index(1));
                all(items(&list)?.iter().map(|item| equal(item, &text)))
            }
            Expr::EachMemberIn(list, pool) => {
                let path = path.key("Fn::EachMemberIn");
                let list = self.argument(list, &path.index(0));
                let pool = self.argument(pool, &path.index(1));
                let pool = items(&pool)?;
                all(items(&list)?.iter().map(|item| any(pool.iter().map(|other| equal(item, other)))))
            }
            _ => {
                let value = self.argument(expr, path);
                match value.as_text().as_deref() {
                    Some("true") => Some(true),
                    Some("false") => Some(false),
                    _ => None,
                }
            }
        }
    }

    /// And, or: one part that equals `decisive` decides.
    fn several(&mut self, parts: &[Expr], decisive: bool, path: &Path) -> Option<bool> {
        let values: Vec<Option<bool>> =
            parts.iter().enumerate().map(|(i, part)| self.truth(part, &path.index(i))).collect();
        if decisive { any(values) } else { all(values) }
    }

    fn argument(&mut self, expr: &Expr, path: &Path) -> Value {
        self.value(expr, path).unwrap_or(Value::Null)
    }
}

/// Whether two values are equal: known when both are, and when both are the same deferred value.
pub(super) fn equal(a: &Value, b: &Value) -> Option<bool> {
    if let (Some(a), Some(b)) = (a.as_text(), b.as_text()) {
        return Some(a == b);
    }
    if a == b {
        return Some(true);
    }
    if a.is_known() && b.is_known() { Some(false) } else { None }
}

fn any(values: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut unknown = false;
    for value in values {
        match value {
            Some(true) => return Some(true),
            Some(false) => {}
            None => unknown = true,
        }
    }
    if unknown { None } else { Some(false) }
}

fn all(values: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    any(values.into_iter().map(|value| value.map(|value| !value))).map(|value| !value)
}

fn items(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::List(items) => Some(items.clone()),
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Map(_)
        | Value::Deferred(_) => None,
    }
}
