//! The `${…}` language of `Fn::Sub`.

use super::{LogicalId, SubPart};

/// Splits a text at its `${…}`. A `${` that is never closed, and an empty `${}`, are text.
pub(super) fn parse(text: &str) -> Vec<SubPart> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let (before, from) = rest.split_at(start);
        plain.push_str(before);
        let Some(end) = from.find('}') else {
            rest = from;
            break;
        };
        let inner = &from[2..end];
        match variable(inner) {
            Some(part) => {
                if !plain.is_empty() {
                    parts.push(SubPart::Text(std::mem::take(&mut plain).into()));
                }
                parts.push(part);
            }
            None => match inner.strip_prefix('!') {
                Some(literal) => {
                    plain.push_str("${");
                    plain.push_str(literal);
                    plain.push('}');
                }
                None => plain.push_str(&from[..=end]),
            },
        }
        rest = &from[end + 1..];
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        parts.push(SubPart::Text(plain.into()));
    }
    parts
}

fn variable(inner: &str) -> Option<SubPart> {
    if inner.trim().is_empty() || inner.starts_with('!') {
        return None;
    }
    Some(match inner.split_once('.') {
        Some((resource, attribute)) => SubPart::Attribute(LogicalId::new(resource), attribute.into()),
        None => SubPart::Name(LogicalId::new(inner)),
    })
}
