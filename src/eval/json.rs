//! Values as JSON, for `Fn::ToJsonString`.

use super::Value;

/// A value as JSON in one line, when every part of it is known; an object keeps its order.
pub(super) fn written(value: &Value) -> Option<String> {
    let mut out = String::new();
    write(&mut out, value)?;
    Some(out)
}

fn write(out: &mut String, value: &Value) -> Option<()> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(text) => match number(text) {
            Some(number) => out.push_str(&number),
            None => string(out, text),
        },
        Value::String(text) => string(out, text),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(out, index);
                write(out, item)?;
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (index, (key, value)) in map.iter().enumerate() {
                separate(out, index);
                string(out, key);
                out.push(':');
                write(out, value)?;
            }
            out.push('}');
        }
        Value::Deferred(_) => string(out, &value.as_text()?),
    }
    Some(())
}

fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push(',');
    }
}

/// A number as JSON spells it; `None` for what JSON has no number for, such as `.inf`.
fn number(text: &str) -> Option<String> {
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    if !is_digits(whole) || whole.len() > 1 && whole.starts_with('0') || !fraction.is_none_or(is_digits) {
        return None;
    }
    let Some(exponent) = exponent else { return Some(mantissa.to_owned()) };
    let (sign, digits) = match exponent.strip_prefix('-') {
        Some(digits) => ('-', digits),
        None => ('+', exponent.strip_prefix('+').unwrap_or(exponent)),
    };
    is_digits(digits).then(|| format!("{mantissa}e{sign}{digits}"))
}

fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..=' ' if c != ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_as_serde_json_writes_them() {
        let all: String = (0..0x250).filter_map(char::from_u32).chain(['‹', '😀']).collect();
        assert_eq!(written(&Value::String(all.as_str().into())), serde_json::to_string(&all).ok());
    }

    #[test]
    fn numbers_are_written_as_serde_json_writes_them() {
        let texts = "0 -0 7 12345678901234567890123 1.50 -0.5 1e5 1E5 1e+5 1.5e-07 .5 5. 01 1e .inf -.inf .nan 0x1F - -e1 1.e1";
        for text in texts.split(' ') {
            let theirs = text.parse::<serde_json::Number>().ok().map(|number| number.to_string());
            assert_eq!(number(text), theirs, "{text}");
        }
    }

    #[test]
    fn lists_and_objects_keep_their_order() {
        let map = Value::Map([("b".into(), Value::Null), ("a".into(), Value::Bool(true))].into());
        let list = Value::List(vec![Value::Number("1".into()), map, Value::List(Vec::new())]);
        assert_eq!(written(&list).as_deref(), Some(r#"[1,{"b":null,"a":true},[]]"#));
    }
}
