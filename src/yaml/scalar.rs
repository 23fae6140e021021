//! What a plain scalar is: CloudFormation reads YAML 1.1, but keeps dates as text.

use std::rc::Rc;

use super::Node;

/// A notation of YAML 1.1 whose numbers few authors know as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// `0755`, which is 493.
    Octal,
    /// `1:30`, which is 90.
    Sexagesimal,
}

/// The value of a plain (unquoted, untagged) scalar.
pub(super) fn resolve(text: &str) -> Node {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Node::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => return Node::Bool(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            return Node::Bool(false);
        }
        _ => {}
    }
    match number(text) {
        Some(number) => Node::Number(number),
        None => Node::String(text.into()),
    }
}

/// A plain key: a number is written out in decimal digits, everything else stays as it is. `None` for nothing.
pub(super) fn key(text: &str) -> Option<Rc<str>> {
    match resolve(text) {
        Node::Null => None,
        Node::Number(number) => Some(number),
        Node::Bool(_) | Node::String(_) | Node::List(_) | Node::Map(_) => Some(text.into()),
    }
}

/// The notation of a scalar that [`resolve`] takes for a number, when it is one that its author may not have meant.
pub(super) fn notation(text: &str) -> Option<Notation> {
    if text.contains(':') {
        return Some(Notation::Sexagesimal);
    }
    let (_, digits) = sign(text);
    is_octal(digits).then_some(Notation::Octal)
}

/// The text of a number: as written, but for the spellings that JSON lacks (`0x1F`, `1_000`, `+7`, `0755`, `1:30`),
/// which are written out.
fn number(text: &str) -> Option<Rc<str>> {
    let (sign, digits) = sign(text);
    let first = *digits.as_bytes().first()?;
    if !first.is_ascii_digit() && first != b'.' {
        return None;
    }
    if let ".inf" | ".Inf" | ".INF" = digits {
        return Some(format!("{sign}.inf").into());
    }
    if let ".nan" | ".NaN" | ".NAN" = text {
        return Some(".nan".into());
    }
    for (prefix, radix) in [("0x", 16), ("0b", 2)] {
        if let Some(rest) = digits.strip_prefix(prefix) {
            let value = u128::from_str_radix(&rest.replace('_', ""), radix).ok()?;
            return Some(format!("{sign}{value}").into());
        }
    }
    if digits.contains(':') {
        return sexagesimal(digits).map(|value| format!("{sign}{value}").into());
    }
    let plain = digits.replace('_', "");
    if is_octal(digits) {
        let value = u128::from_str_radix(&plain, 8).ok()?;
        return Some(if value == 0 { "0".into() } else { format!("{sign}{value}").into() });
    }
    if !is_decimal(&plain) {
        return None;
    }
    // Neither octal nor decimal: an account number such as 012345678901 is text.
    let is_whole = plain.bytes().all(|byte| byte.is_ascii_digit());
    if is_whole && plain.len() > 1 && plain.starts_with('0') {
        return None;
    }
    let significant = plain.trim_start_matches('0');
    let zero = if significant.starts_with(|first: char| first.is_ascii_digit()) || !plain.starts_with('0') {
        ""
    } else {
        "0"
    };
    Some(format!("{sign}{zero}{significant}").into())
}

fn sign(text: &str) -> (&'static str, &str) {
    match text.as_bytes().first() {
        Some(b'-') => ("-", &text[1..]),
        Some(b'+') => ("", &text[1..]),
        _ => ("", text),
    }
}

/// `0755`, `0_7`: a zero, and more digits below 8.
fn is_octal(digits: &str) -> bool {
    digits
        .strip_prefix('0')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| matches!(byte, b'0'..=b'7' | b'_')))
}

/// The value of `1:30`, `1:30:00` and `1:30.5`: each part counts sixty of the next, as hours and minutes do.
fn sexagesimal(digits: &str) -> Option<String> {
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction.replace('_', ""))),
        None => (digits, None),
    };
    let mut parts = whole.split(':');
    let first = parts.next()?;
    // Whole numbers do not begin with a zero: `01:30` is text.
    if fraction.is_none() && first.starts_with('0') {
        return None;
    }
    let mut value: u128 = number_in(first)?;
    for part in parts {
        let sixtieths = part.parse::<u128>().ok().filter(|&part| part < 60)?;
        if part.len() > 2 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        value = value.checked_mul(60)?.checked_add(sixtieths)?;
    }
    match fraction {
        None => Some(value.to_string()),
        Some(fraction) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => {
            let significant = fraction.trim_end_matches('0');
            Some(format!("{value}.{}", if significant.is_empty() { "0" } else { significant }))
        }
        Some(_) => None,
    }
}

/// Digits with underscores between and after them.
fn number_in(digits: &str) -> Option<u128> {
    let first_is_digit = digits.starts_with(|first: char| first.is_ascii_digit());
    let fine = first_is_digit && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    fine.then(|| digits.replace('_', "").parse().ok()).flatten()
}

/// `12`, `1.5`, `.5`, `1.`, `1.0e+3`; an exponent needs the point, as in YAML 1.1.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_is_number = match mantissa.split_once('.') {
        Some((whole, part)) => digits(whole) && digits(part) && !(whole.is_empty() && part.is_empty()),
        None => exponent.is_none() && digits(mantissa) && !mantissa.is_empty(),
    };
    mantissa_is_number
        && exponent.is_none_or(|exponent| {
            let rest = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            !rest.is_empty() && digits(rest)
        })
}
