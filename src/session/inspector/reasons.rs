//! Why a condition is true or false, in words: 'HasKeyName is true, because KeyName is not empty'.

use std::cell::Cell;

use crate::eval::{Inquiry, Stack, Value};
use crate::template::{Expr, LogicalId, Template};

/// The depth to which conditions are followed into each other.
const DEEPEST: usize = 8;

/// The most expressions that are looked at for one reason: conditions may name each other many times.
const MOST_LOOKS: usize = 100;

/// The most reasons that are named at once.
const MOST: usize = 5;

/// The most letters of a name or value.
const MOST_LETTERS: usize = 60;

/// A condition, whether it holds, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// Its name.
    pub condition: LogicalId,
    /// Its truth; `None` hangs on what only AWS knows.
    pub truth: Option<bool>,
    /// Why, as what follows 'because'; empty where nothing can be said.
    pub because: String,
}

/// Returns the reason of a condition.
pub(in crate::session) fn reason(
    ask: &mut Inquiry<'_>,
    template: &Template,
    stack: &Stack,
    id: &LogicalId,
) -> Reason {
    let truth = stack.conditions.get(id).copied().flatten();
    let because = match (truth, stack.undecided.get(id)) {
        (None, Some(unknown)) if !unknown.is_empty() => {
            let names: Vec<String> = unknown.iter().take(MOST).map(|name| cut(name)).collect();
            format!("it hangs on {}", names.join(" and "))
        }
        _ => {
            let words = Words { template, stack, left: Cell::new(MOST_LOOKS) };
            template.conditions.get(id).map(|expr| words.because(ask, expr, 0)).unwrap_or_default()
        }
    };
    Reason { condition: id.clone(), truth, because }
}

struct Words<'t> {
    template: &'t Template,
    stack: &'t Stack,
    /// The number of expressions that may still be looked at.
    left: Cell<usize>,
}

impl Words<'_> {
    fn because(&self, ask: &mut Inquiry<'_>, expr: &Expr, depth: usize) -> String {
        let Some(left) = self.left.get().checked_sub(1) else { return String::new() };
        self.left.set(left);
        match expr {
            Expr::Equals(a, b) => self.equals(ask, expr, a, b),
            Expr::Not(inner) => self.because(ask, inner, depth + 1),
            Expr::And(parts) => self.parts(ask, parts, false, depth),
            Expr::Or(parts) => self.parts(ask, parts, true, depth),
            Expr::Condition(id) => match self.template.conditions.get(id) {
                Some(inner) if depth + 1 < DEEPEST => self.because(ask, inner, depth + 1),
                _ => match self.stack.conditions.get(id).copied().flatten() {
                    Some(truth) => format!("{} is {truth}", cut(id.as_str())),
                    None => format!("nobody knows {} yet", cut(id.as_str())),
                },
            },
            _ => String::new(),
        }
    }

    /// Of several the first decides that is `alone`; else all do.
    fn parts(&self, ask: &mut Inquiry<'_>, parts: &[Expr], alone: bool, depth: usize) -> String {
        if depth >= DEEPEST {
            return String::new();
        }
        let decides = parts.iter().find(|part| ask.truth(part) == Some(alone));
        if let Some(part) = decides {
            return self.because(ask, part, depth + 1);
        }
        let mut all: Vec<String> = Vec::new();
        for part in parts.iter().take(MOST) {
            let words = self.because(ask, part, depth + 1);
            if !words.is_empty() && !all.contains(&words) {
                all.push(words);
            }
        }
        all.join(" and ")
    }

    fn equals(&self, ask: &mut Inquiry<'_>, whole: &Expr, a: &Expr, b: &Expr) -> String {
        // What is fixed is said of what is not.
        let (subject, object) = if literal(a).is_some() { (b, a) } else { (a, b) };
        let said = literal(object).map_or_else(|| self.name(object), |text| told(&text));
        let name = literal(subject).map_or_else(|| self.name(subject), |text| told(&text));
        match ask.truth(whole) {
            Some(true) => format!("{name} is {said}"),
            Some(false) => match self.actual(ask, subject) {
                Some(actual) if said != EMPTY && literal(subject).is_none() => {
                    format!("{name} is {actual}, not {said}")
                }
                _ => format!("{name} is not {said}"),
            },
            None => format!("nobody knows yet whether {name} is {said}"),
        }
    }

    /// Returns the value of an expression as it is told, where it is known and no secret.
    fn actual(&self, ask: &mut Inquiry<'_>, expr: &Expr) -> Option<String> {
        match ask.value(expr)? {
            value @ (Value::String(_) | Value::Number(_) | Value::Bool(_)) => Some(told(&value.as_text()?)),
            _ => None,
        }
    }

    fn name(&self, expr: &Expr) -> String {
        cut(&super::script::origin(expr))
    }
}

const EMPTY: &str = "empty";

fn told(text: &str) -> String {
    if text.is_empty() { EMPTY.to_owned() } else { cut(text) }
}

fn cut(text: &str) -> String {
    let shown = super::super::listed::shown(text);
    match shown.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown,
    }
}

fn literal(expr: &Expr) -> Option<String> {
    match expr {
        Expr::String(text) | Expr::Number(text) => Some(text.to_string()),
        Expr::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}
