//! What a plain scalar is: CloudFormation reads YAML 1.1, but keeps dates and leading zeros as text.

use std::rc::Rc;

use super::Node;

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

/// The text of a number: as written, but for the spellings that JSON lacks (`0x1F`, `1_000`, `+7`), which are
/// written out.
fn number(text: &str) -> Option<Rc<str>> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
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
    let plain = digits.replace('_', "");
    if !is_decimal(&plain) || digits.starts_with('_') {
        return None;
    }
    // An account number such as 012345678901 must not lose its zero.
    if plain.len() > 1 && plain.starts_with('0') && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(format!("{sign}{plain}").into())
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
