//! Whether CloudFormation takes a parameter value, in words for the reader.

use crate::maps::IndexSet;
use crate::template::{Parameter, Shape};

use super::pattern::{self, Effort};
use super::text;

/// The most allowed values that a message lists.
const MAX_LISTED: usize = 10;

/// The most characters of a value or a pattern that a message repeats.
const MAX_QUOTED: usize = 100;

/// The longest text a parameter takes, in bytes.
const MAX_VALUE: usize = 4096;

/// Why CloudFormation would refuse `text` as the value of a parameter, by what the template itself demands, and
/// what only CloudFormation can check.
pub(super) fn check(declared: &Parameter, text: &str, effort: &mut Effort) -> (Vec<String>, Option<String>) {
    let mut remark = None;
    let mut problems = Vec::new();
    let shape = declared.value_type.shape();
    let values: Vec<&str> = if shape.is_list() { items(text).collect() } else { vec![text] };
    let mut first = |problem: Option<String>| problems.extend(problem);
    if text.len() > MAX_VALUE {
        first(Some(format!("has at most {MAX_VALUE} bytes")));
        return (problems, remark);
    }
    first(not_allowed(declared, &values));
    if let Some(pattern) = &declared.allowed_pattern {
        match pattern::MISMATCH.get().map_or(Ok(None), |mismatch| mismatch(pattern, &values, effort)) {
            Ok(wrong) => {
                first(wrong.map(|value| {
                    format!("{} does not match the pattern {}", named(declared, value), quoted(pattern))
                }));
            }
            Err(_) => remark = Some(format!("the pattern {} is checked when you deploy", quoted(pattern))),
        }
    }
    let length = text.chars().count() as u64;
    first(declared.min_length.filter(|&least| length < least).map(|least| {
        if least == 1 { "must not be empty".to_owned() } else { format!("has at least {least} characters") }
    }));
    first(
        declared
            .max_length
            .filter(|&most| length > most)
            .map(|most| format!("has at most {most} characters")),
    );
    if let Shape::Number | Shape::NumberList = shape {
        // A blank list has one item, which is blank.
        let is_blank = shape.is_list() && text.trim().is_empty();
        first(values.iter().filter(|_| !is_blank).find_map(|value| numeric(declared, value)));
    }
    match &declared.constraint_description {
        Some(description) if !problems.is_empty() => (vec![text::one_line(description)], remark),
        _ => (problems, remark),
    }
}

fn not_allowed(declared: &Parameter, values: &[&str]) -> Option<String> {
    let allowed = &declared.allowed_values;
    let known: IndexSet<&str> = allowed.iter().map(AsRef::as_ref).collect();
    if allowed.is_empty() || values.iter().all(|value| known.contains(value)) {
        return None;
    }
    if declared.no_echo {
        // The secret is one of them.
        return Some("must be one of the values that the template allows".to_owned());
    }
    let listed: Vec<String> = allowed.iter().take(MAX_LISTED).map(|value| quoted(value)).collect();
    let more = if allowed.len() > MAX_LISTED { ", …" } else { "" };
    Some(match allowed.len() {
        1 => format!("must be {}", listed.join("")),
        _ => format!("must be one of {}{more}", listed.join(", ")),
    })
}

fn numeric(declared: &Parameter, text: &str) -> Option<String> {
    if !is_number(text) {
        return Some(format!("{} is no number", named(declared, text)));
    }
    let number: f64 = text.parse().ok()?;
    let least = declared.min_value.filter(|&least| number < least);
    let most = declared.max_value.filter(|&most| number > most);
    least
        .map(|least| format!("must be {least} or more"))
        .or_else(|| most.map(|most| format!("must be {most} or less")))
}

/// Decimal digits, with a point and an exponent if need be; Rust's own reading also takes `inf`.
pub(super) fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned.bytes().any(|byte| byte.is_ascii_digit())
        && text.parse::<f64>().is_ok()
}

/// The items of a comma-delimited text, without the blanks around them. Blank text has one, which is blank:
/// CloudFormation has no empty list.
pub(super) fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim)
}

/// A value in a message, shortened when it is long; nothing of a secret.
pub(super) fn named(declared: &Parameter, value: &str) -> String {
    match value {
        _ if declared.no_echo => "the value".to_owned(),
        "" => "the blank text".to_owned(),
        value => quoted(value),
    }
}

fn quoted(value: &str) -> String {
    match value.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("`{}…`", &value[..end]),
        None => format!("`{value}`"),
    }
}
