//! Values: whether what is written is of a kind that the property takes.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, nearest};
use crate::facts::{Choices, Value, ValueKind};
use crate::template::Expr;

use super::findings::list;
use super::place::{PropertyPlace, shortened};
use super::properties::{Walk, brings_properties};
use super::{functions, limits};

/// Checks what is written for a property, down to its deepest part.
pub(super) fn check<'f>(walk: &mut Walk<'f, '_>, value: &Value<'f>, expr: &Expr, place: &PropertyPlace) {
    if let Expr::If(_, yes, no) = expr {
        check(walk, value, yes, &place.argument("Fn::If", 1));
        check(walk, value, no, &place.argument("Fn::If", 2));
        return;
    }
    // What a function makes is known when it is evaluated; nothing is reported where it is read.
    if matches!(expr, Expr::Null) || value.kinds.is_empty() || is_resolved_late(expr) {
        return;
    }
    if let Some(function) = expr.function() {
        functions::check(walk, value, expr, function, place);
        return;
    }
    // Where several kinds fit, the first that takes the value itself is meant.
    let fitting: Vec<&ValueKind<'f>> = value.kinds.iter().filter(|kind| fits(kind, expr)).collect();
    match fitting.iter().find(|kind| allows(kind, expr)).or(fitting.first()) {
        None => wrong_kind(walk, value, expr, place),
        Some(kind) if !allows(kind, expr) => wrong_choice(walk, &fitting, expr, place),
        Some(kind) => {
            limited(walk, &fitting, expr, place);
            parts(walk, kind, expr, place);
        }
    }
}

/// Limits and patterns: one of the kinds must have none that the value breaks.
fn limited<'f>(walk: &mut Walk<'f, '_>, kinds: &[&ValueKind<'f>], expr: &Expr, place: &PropertyPlace) {
    let mut all =
        kinds.iter().filter(|kind| allows(kind, expr)).map(|kind| limits::broken(walk, kind, expr, place));
    let Some(Some(first)) = all.next() else { return };
    let others: Option<Vec<_>> = all.collect();
    match others {
        None => {}
        Some(others) if others.is_empty() => walk.findings.add(first),
        Some(_) => {
            let message = format!("`{}` is none of what the property takes", place.name());
            let mut diagnostic = Diagnostic::error("E3017", first.path, message);
            diagnostic.hints.extend(first.hints);
            walk.findings.add(diagnostic);
        }
    }
}

fn parts<'f>(walk: &mut Walk<'f, '_>, kind: &ValueKind<'f>, expr: &Expr, place: &PropertyPlace) {
    match (kind, expr) {
        (ValueKind::Object(name), _) => walk.object(name, expr, place),
        (ValueKind::LocalFile, Expr::String(file)) => local_file(walk, file, place),
        (ValueKind::Map(values), Expr::Map(map)) => {
            for (name, expr) in map.iter().filter(|(name, _)| !brings_properties(name)) {
                check(walk, values, expr, &place.property(name));
            }
        }
        (ValueKind::List { items, distinct, .. }, Expr::List(list)) => {
            for (i, expr) in list.iter().enumerate() {
                check(walk, items, expr, &place.item(i));
            }
            if *distinct {
                repetition(walk, list, place);
            }
        }
        _ => {}
    }
}

/// Warns of a path that AWS cannot follow.
fn local_file(walk: &mut Walk<'_, '_>, file: &str, place: &PropertyPlace) {
    if file.starts_with("s3://") || file.starts_with("https://") {
        return;
    }
    let message = format!("`{}` is a file of your own, and AWS cannot read it", place.name());
    let hint = "`aws cloudformation package` uploads it and writes a template to deploy";
    walk.findings.add(Diagnostic::warning("W3002", place.path(), message).hint(hint));
}

/// Reports the first item of a list that is there twice.
fn repetition(walk: &mut Walk<'_, '_>, list: &[Expr], place: &PropertyPlace) {
    let mut seen = HashSet::new();
    if let Some(item) = list.iter().filter_map(text).find(|item| !seen.insert(*item)) {
        let item = shortened(item);
        let message = format!("the items of `{}` must differ, and `{item}` is there twice", place.name());
        walk.findings.add(Diagnostic::error("E3037", place.property_path(), message));
    }
}

fn wrong_kind(walk: &mut Walk<'_, '_>, value: &Value<'_>, expr: &Expr, place: &PropertyPlace) {
    let mut wanted: Vec<&str> = value.kinds.iter().map(name).collect();
    wanted.dedup();
    let wanted = wanted.join(" or ");
    let message = format!("`{}` must be {wanted}, and is {}", place.name(), written(expr));
    let diagnostic = Diagnostic::error("E3012", place.path(), message);
    let wants_list = value.kinds.iter().any(|kind| matches!(kind, ValueKind::List { .. }));
    walk.findings.add(match expr {
        Expr::List(items) if items.len() == 1 => diagnostic.hint("write the one item without the list"),
        Expr::List(_) => diagnostic,
        _ if wants_list => diagnostic.hint("make it a list: `- ` before each item in YAML, `[…]` in JSON"),
        _ => diagnostic,
    });
}

fn wrong_choice(walk: &mut Walk<'_, '_>, kinds: &[&ValueKind<'_>], expr: &Expr, place: &PropertyPlace) {
    let Some(value) = text(expr) else { return };
    let values =
        || kinds.iter().filter_map(|kind| choices(kind)).flat_map(|choices| choices.values.iter().copied());
    let message = format!("`{}` cannot be `{}`", place.name(), shortened(value));
    let mut diagnostic = Diagnostic::error("E3030", place.path(), message);
    // Between short values, numbers above all, one slip is all there is.
    if value.len() > 2
        && let Some(near) = nearest(value, values())
    {
        diagnostic = diagnostic.hint(format!("did you mean `{near}`?"));
    }
    if let Some(values) = list(&values().collect::<Vec<_>>()) {
        diagnostic = diagnostic.hint(format!("it can be: {values}"));
    }
    walk.findings.add(diagnostic);
}

/// Whether the value is of this kind, as CloudFormation converts scalars.
fn fits(kind: &ValueKind<'_>, expr: &Expr) -> bool {
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
        ValueKind::Json | ValueKind::Object(_) | ValueKind::Map(_) => matches!(expr, Expr::Map(_)),
        ValueKind::List { .. } => matches!(expr, Expr::List(_)),
    }
}

/// Whether the kind takes this very value.
fn allows(kind: &ValueKind<'_>, expr: &Expr) -> bool {
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

/// Whether the value is one that CloudFormation looks up when it deploys: `{{resolve:ssm:…}}`.
fn is_resolved_late(expr: &Expr) -> bool {
    matches!(expr, Expr::String(text) if looks_resolved(text))
}

/// Whether a text has a reference in it that CloudFormation looks up; blanks in it are another rule's matter.
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

fn written(expr: &Expr) -> String {
    match expr {
        Expr::List(_) => "a list".into(),
        Expr::Map(_) => "a mapping".into(),
        _ => match text(expr) {
            Some(text) => format!("`{}`", shortened(text)),
            None => "something else".into(),
        },
    }
}
