//! What is said of values that a property does not take.

use crate::diagnostic::{Diagnostic, nearest};
use crate::facts::{Value, ValueKind};
use crate::maps::IndexSet;
use crate::template::Expr;

use super::findings::{Findings, list};
use super::place::{PropertyPlace, shortened};
use super::value_kinds::{choices, name, text, written};

/// Warns of a path that AWS cannot follow.
pub(super) fn local_file(file: &str, place: &PropertyPlace, findings: &mut Findings) {
    if file.starts_with("s3://") || file.starts_with("https://") {
        return;
    }
    let message = format!("`{}` is a file of your own, and AWS cannot read it", place.name());
    let hint = "`aws cloudformation package` uploads it and writes a template to deploy";
    findings.add(Diagnostic::warning("W3002", place.path(), message).hint(hint));
}

/// Reports the first item of a list that is there twice.
pub(super) fn repetition(list: &[Expr], place: &PropertyPlace, findings: &mut Findings) {
    let mut seen = IndexSet::new();
    if let Some(item) = list.iter().filter_map(text).find(|item| !seen.insert(*item)) {
        let item = shortened(item);
        let message = format!("the items of `{}` must differ, and `{item}` is there twice", place.name());
        findings.add(Diagnostic::error("E3037", place.property_path(), message));
    }
}

/// Reports a value of a kind that the property does not take.
pub(super) fn wrong_kind(value: &Value<'_>, expr: &Expr, place: &PropertyPlace, findings: &mut Findings) {
    let mut wanted: Vec<&str> = value.kinds.iter().map(name).collect();
    wanted.dedup();
    let wanted = wanted.join(" or ");
    let message = format!("`{}` must be {wanted}, and is {}", place.name(), written(expr));
    let diagnostic = Diagnostic::error("E3012", place.path(), message);
    let wants_list = value.kinds.iter().any(|kind| matches!(kind, ValueKind::List { .. }));
    findings.add(match expr {
        Expr::List(items) if items.len() == 1 => diagnostic.hint("write the one item without the list"),
        Expr::List(_) => diagnostic,
        _ if wants_list => diagnostic.hint("make it a list: `- ` before each item in YAML, `[…]` in JSON"),
        _ => diagnostic,
    });
}

/// Reports a value that is none of those to choose from.
pub(super) fn wrong_choice(
    kinds: &[&ValueKind<'_>],
    expr: &Expr,
    place: &PropertyPlace,
    findings: &mut Findings,
) {
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
    findings.add(diagnostic);
}
