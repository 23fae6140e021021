//! How long a text, how large a number may be, how many items a list may have, and how a text must look.

use crate::diagnostic::Diagnostic;
use crate::facts::{Limits, ValueKind};
use crate::template::Expr;

use super::findings::Findings;
use super::patterns::Patterns;
use super::place::{PropertyPlace, shortened};
use super::value_kinds;

/// Limits and patterns: one of the kinds must have none that the value breaks.
pub(super) fn check<'k, 'f: 'k>(
    kinds: impl Iterator<Item = &'k &'k ValueKind<'f>>,
    expr: &Expr,
    place: &PropertyPlace,
    patterns: &mut Patterns<'f>,
    findings: &mut Findings,
) {
    let mut all = kinds.map(|kind| broken(kind, expr, place, patterns));
    let Some(Some(first)) = all.next() else { return };
    let others: Option<Vec<_>> = all.collect();
    match others {
        None => {}
        Some(others) if others.is_empty() => findings.add(first),
        Some(_) => {
            let message = format!("`{}` is none of what the property takes", place.name());
            let mut diagnostic = Diagnostic::error("E3017", first.path, message);
            diagnostic.hints.extend(first.hints);
            findings.add(diagnostic);
        }
    }
}

/// Returns what is wrong with a value of this kind.
fn broken<'f>(
    kind: &ValueKind<'f>,
    expr: &Expr,
    place: &PropertyPlace,
    patterns: &mut Patterns<'f>,
) -> Option<Diagnostic> {
    match (kind, expr) {
        (ValueKind::Text(choices), Expr::String(text)) => {
            let length = text.chars().count();
            outside(&choices.limits, as_number(length), "E3033", place, |bound| {
                format!("has {bound} characters")
            })
            .or_else(|| mismatched(patterns, &choices.patterns, text, place))
        }
        // CloudFormation makes text of a whole number as it is; of others nobody says how.
        (ValueKind::Text(choices), Expr::Number(number))
            if number.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            mismatched(patterns, &choices.patterns, number, place)
        }
        (ValueKind::Integer(_) | ValueKind::Number(_), _) => {
            let number: f64 = value_kinds::text(expr)?.trim().parse().ok()?;
            let limits = &value_kinds::choices(kind)?.limits;
            outside(limits, number, "E3034", place, |bound| format!("is {bound}"))
        }
        (ValueKind::List { count, .. }, Expr::List(items)) => {
            // A condition may leave an item out, and a macro may bring others.
            if items.iter().any(|item| matches!(item, Expr::If(..) | Expr::Other(..)) || is_left_out(item)) {
                return None;
            }
            outside(count, as_number(items.len()), "E3032", place, |bound| format!("has {bound} item(s)"))
        }
        _ => None,
    }
}

fn mismatched<'f>(
    known: &mut Patterns<'f>,
    patterns: &[usize],
    text: &str,
    place: &PropertyPlace,
) -> Option<Diagnostic> {
    let (code, pattern) = known.mismatch(patterns, text)?;
    let message = format!("`{}` cannot be `{}`", place.name(), shortened(text));
    Some(Diagnostic::error(code, place.path(), message).hint(meaning(code, pattern)))
}

/// A count as a number; counts are far below what such a number holds exactly.
fn as_number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

fn is_left_out(item: &Expr) -> bool {
    matches!(item, Expr::Ref(name) if name.as_str() == "AWS::NoValue")
}

fn outside(
    limits: &Limits<'_>,
    value: f64,
    code: &'static str,
    place: &PropertyPlace,
    says: impl Fn(&str) -> String,
) -> Option<Diagnostic> {
    let below = limits.least.parse().is_ok_and(|least: f64| value < least);
    let above = limits.most.parse().is_ok_and(|most: f64| value > most);
    let bound = match (below, above) {
        (true, _) => format!("at least {}", limits.least),
        (_, true) => format!("at most {}", limits.most),
        _ => return None,
    };
    Some(Diagnostic::error(code, place.path(), format!("`{}` {}, not {value}", place.name(), says(&bound))))
}

/// Returns what a text must be, in words where the rule has a name.
fn meaning(code: &str, pattern: &str) -> String {
    let example = match code {
        "E1150" => "the ID of a security group, such as `sg-0123456789abcdef0`",
        "E1151" => "the ID of a VPC, such as `vpc-0123456789abcdef0`",
        "E1152" => "the ID of an image, such as `ami-0123456789abcdef0`",
        "E1154" => "the ID of a subnet, such as `subnet-0123456789abcdef0`",
        "E1156" => "the ARN of a role, such as `arn:aws:iam::123456789012:role/Name`",
        "E1157" => "the ARN of a key, such as `arn:aws:kms:us-east-1:123456789012:key/…`",
        "E1158" => "the ARN of a topic, such as `arn:aws:sns:us-east-1:123456789012:Name`",
        "E1159" => "the ARN of a certificate, such as `arn:aws:acm:us-east-1:123456789012:certificate/…`",
        "E1160" => "the ARN of a function, such as `arn:aws:lambda:us-east-1:123456789012:function:Name`",
        _ => return format!("it must match `{}`", shortened(pattern)),
    };
    format!("write {example}, or a `Ref` to a parameter or a resource")
}
