//! Conditions: true, false, or unknown until AWS decides.

use std::rc::Rc;

use crate::diagnostic::{Path, Trail};
use crate::maps::IndexSet;
use crate::template::{Expr, LogicalId, Template};

use super::Value;
use super::context::{Context, Decision};

/// The most reasons that are given for one unknown condition.
const MAX_REASONS: usize = 5;

impl<'t> Context<'t> {
    /// Decides every condition, each after those it names: a chain of thousands needs no deep stack then.
    pub(super) fn decide_conditions(&mut self) {
        let template: &'t Template = self.template;
        for start in template.conditions.keys() {
            // The conditions being decided, each with those it names that are still to be looked at.
            let mut open: Vec<(&'t LogicalId, Vec<&'t LogicalId>)> = Vec::new();
            self.open(start, &mut open);
            while let Some((id, named)) = open.last_mut() {
                let id = *id;
                match named.pop() {
                    Some(next) if self.conditions.get(next) == Some(&Decision::Open) => self.circular(next),
                    Some(next) => self.open(next, &mut open),
                    None => {
                        open.pop();
                        if self.conditions.get(id) == Some(&Decision::Open) {
                            let path = Path::root().key("Conditions").key(id.as_str());
                            let expr = template.conditions.get(id);
                            let value = expr
                                .and_then(|expr| self.decided(|context| context.truth(expr, &path.trail())));
                            self.conditions.insert(id.clone(), Decision::Made(value));
                            if value.is_none() {
                                let reasons = self.reasons(id);
                                self.undecided.insert(id.clone(), reasons);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Starts to decide a condition, unless that is done or there is none of the name.
    fn open(&mut self, id: &'t LogicalId, open: &mut Vec<(&'t LogicalId, Vec<&'t LogicalId>)>) {
        let template: &'t Template = self.template;
        let Some((id, expr)) = template.conditions.get_key_value(id) else { return };
        if self.conditions.contains_key(id) {
            return;
        }
        self.conditions.insert(id.clone(), Decision::Open);
        let mut named = Vec::new();
        expr.walk(&Path::root(), &mut |expr, _| match expr {
            Expr::Condition(name) | Expr::If(name, ..) => named.push(name),
            _ => {}
        });
        named.reverse();
        open.push((id, named));
    }

    /// Returns what an unknown condition hangs on, as it reads.
    fn reasons(&mut self, id: &LogicalId) -> Vec<Rc<str>> {
        let template: &'t Template = self.template;
        let Some(expr) = template.conditions.get(id) else { return Vec::new() };
        let mut leaves = Vec::new();
        expr.walk(&Path::root(), &mut |expr, _| match expr {
            Expr::Ref(_) | Expr::GetAtt(..) | Expr::ImportValue(_) | Expr::Other(..) | Expr::Condition(_) => {
                leaves.push(expr);
            }
            _ => {}
        });
        let mut reasons: Vec<Rc<str>> = Vec::new();
        for leaf in leaves {
            let of_leaf: Vec<Rc<str>> = match leaf {
                Expr::Condition(named) => self.undecided.get(named).cloned().unwrap_or_default(),
                // What is wrong with it was noticed when the condition was decided.
                leaf => self.quietly(true, |context| {
                    let value = context.openly(|context| context.value(leaf, &Path::root().trail()));
                    let hangs = value.is_some_and(|value| !value.is_known());
                    let named = hangs.then(|| context.value(leaf, &Path::root().trail())).flatten();
                    named.map(|value| value.to_string().into()).into_iter().collect()
                }),
            };
            for reason in of_leaf {
                if reasons.len() < MAX_REASONS && !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
        }
        reasons
    }

    /// A condition that was reached from itself can never be decided.
    fn circular(&mut self, id: &LogicalId) {
        let path = Path::root().key("Conditions").key(id.as_str());
        self.error("E8007", &path.trail(), format!("the condition `{id}` depends on itself"));
        self.conditions.insert(id.clone(), Decision::Made(None));
    }

    /// The value of a condition by name; `None` when it is unknown, undefined or part of a circle.
    pub(super) fn condition(&self, id: &LogicalId) -> Option<bool> {
        match self.conditions.get(id) {
            Some(Decision::Made(value)) => *value,
            Some(Decision::Open) | None => None,
        }
    }

    /// The truth of an expression.
    pub(super) fn truth(&mut self, expr: &Expr, path: &Trail<'_>) -> Option<bool> {
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
                let (list, pool) = (items(&list)?, items(&pool)?);
                let pool = Pool::new(pool);
                let compared = list.len().saturating_mul(pool.rest.len().max(1));
                if !self.spend(compared, &path) {
                    return None;
                }
                all(list.iter().map(|item| pool.contains(item)))
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
    fn several(&mut self, parts: &[Expr], decisive: bool, path: &Trail<'_>) -> Option<bool> {
        let values: Vec<Option<bool>> =
            parts.iter().enumerate().map(|(i, part)| self.truth(part, &path.index(i))).collect();
        if decisive { any(values) } else { all(values) }
    }

    fn argument(&mut self, expr: &Expr, path: &Trail<'_>) -> Value {
        self.value(expr, path).unwrap_or(Value::Null)
    }
}

/// Returns whether two values are equal: known when both are, and when both are the same deferred value.
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

/// Values to look others up in: texts at once, the rest one by one.
struct Pool<'v> {
    texts: IndexSet<Rc<str>>,
    rest: Vec<&'v Value>,
}

impl<'v> Pool<'v> {
    fn new(values: &'v [Value]) -> Self {
        let mut pool = Self { texts: IndexSet::new(), rest: Vec::new() };
        for value in values {
            match value.as_text() {
                Some(text) => drop(pool.texts.insert(text)),
                None => pool.rest.push(value),
            }
        }
        pool
    }

    fn contains(&self, value: &Value) -> Option<bool> {
        let text = value.as_text();
        let among_texts = match &text {
            Some(text) => Some(self.texts.contains(text)),
            None if self.texts.is_empty() || value.is_known() => Some(false),
            None => None,
        };
        any(std::iter::once(among_texts).chain(self.rest.iter().map(|other| equal(value, other))))
    }
}

fn items(value: &Value) -> Option<&[Value]> {
    match value {
        Value::List(items) => Some(items),
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Map(_)
        | Value::Deferred(_) => None,
    }
}
