//! Kinds of values: of which kind what is written is, and what it is called in a message.

use crate::facts::{Choices, ValueKind};
use crate::template::Expr;

use super::place::shortened;

/// Returns true if the value is of this kind, as CloudFormation converts scalars.
pub(super) fn fits(kind: &ValueKind<'_>, expr: &Expr) -> bool {
    match kind {
        ValueKind::Text(_) | ValueKind::LocalFile => text(expr).is_some(),
        ValueKind::Integer(_) => match expr {
            Expr::Number(_) => true,
            Expr::String(text) => text.trim().parse::<i128>().is_ok(),
            _ => false,
        },
        ValueKind::Number(_) => match expr {
            Expr::Number(_) => true,
            Expr::String(text) => text.trim().parse::<f64>().is_ok(),
            _ => false,
        },
        ValueKind::Boolean => match expr {
            Expr::Bool(_) => true,
            Expr::String(text) => ["true", "True", "TRUE", "false", "False", "FALSE"].contains(&&**text),
            _ => false,
        },
        ValueKind::Json | ValueKind::Object(_) | ValueKind::Map(_) => expr.as_map().is_some(),
        ValueKind::List { .. } => expr.as_list().is_some(),
    }
}

/// Returns true if the kind takes this very value.
pub(super) fn allows(kind: &ValueKind<'_>, expr: &Expr) -> bool {
    match (choices(kind), text(expr)) {
        (Some(choices), Some(value)) => choices.allow(value),
        _ => true,
    }
}

pub(super) fn choices<'k, 'f>(kind: &'k ValueKind<'f>) -> Option<&'k Choices<'f>> {
    match kind {
        ValueKind::Text(choices) | ValueKind::Integer(choices) | ValueKind::Number(choices) => Some(choices),
        ValueKind::Boolean
        | ValueKind::LocalFile
        | ValueKind::Json
        | ValueKind::Object(_)
        | ValueKind::List { .. }
        | ValueKind::Map(_) => None,
    }
}

/// A scalar as text.
pub(super) fn text(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::String(text) | Expr::Number(text) => Some(text),
        Expr::Bool(true) => Some("true"),
        Expr::Bool(false) => Some("false"),
        _ => None,
    }
}

/// Returns true if the value is one that CloudFormation looks up when it deploys: `{{resolve:ssm:…}}`.
pub(super) fn is_resolved_late(expr: &Expr) -> bool {
    matches!(expr, Expr::String(text) if looks_resolved(text))
}

/// Returns true if a text has a reference in it that CloudFormation looks up; blanks in it are another rule's matter.
pub(super) fn looks_resolved(text: &str) -> bool {
    text.split("{{").skip(1).any(|behind| behind.trim_start().starts_with("resolve:"))
}

pub(super) fn name(kind: &ValueKind<'_>) -> &'static str {
    match kind {
        ValueKind::Text(_) => "text",
        ValueKind::LocalFile => "the path of a file",
        ValueKind::Integer(_) => "a whole number",
        ValueKind::Number(_) => "a number",
        ValueKind::Boolean => "`true` or `false`",
        ValueKind::Json | ValueKind::Object(_) | ValueKind::Map(_) => "a mapping",
        ValueKind::List { .. } => "a list",
    }
}

pub(super) fn written(expr: &Expr) -> String {
    match expr {
        Expr::List(_) => "a list".into(),
        Expr::Map(_) => "a mapping".into(),
        _ => match text(expr) {
            Some(text) => format!("`{}`", shortened(text)),
            None => "something else".into(),
        },
    }
}
