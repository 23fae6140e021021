//! Names that a command carries: the stack's, the template file's.

use super::TEMPLATE_FILE;

/// Why CloudFormation would refuse a stack name.
pub fn stack_name_problem(name: &str) -> Option<String> {
    let fits = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if name.is_empty() {
        Some("The stack needs a name.".into())
    } else if name.len() > 128 {
        Some(format!("A stack name has at most 128 characters; this one has {}.", name.chars().count()))
    } else if !fits {
        Some("A stack name starts with a letter and has only letters, digits and hyphens.".into())
    } else {
        None
    }
}

/// The file name for `file://` of a template that came from a URL or a path: its last part, without query and
/// fragment, percent-decoded where it came from a URL.
pub fn file_name(source: &str) -> String {
    let name = match source.split_once("://") {
        Some((_, rest)) => {
            let rest = rest.split(['?', '#']).next().unwrap_or_default();
            // The part before the first slash is the host.
            percent_decoded(rest.split_once('/').map_or("", |(_, path)| last_part(path)))
        }
        None => last_part(source).to_owned(),
    };
    if matches!(name.as_str(), "" | "." | ".." | "-") { TEMPLATE_FILE.into() } else { name }
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        rest = match (first, tail) {
            (b'%', [high, low, after @ ..]) if hex(high).is_some() && hex(low).is_some() => {
                bytes.push(hex(high).unwrap_or_default() * 16 + hex(low).unwrap_or_default());
                after
            }
            _ => {
                bytes.push(*first);
                tail
            }
        };
    }
    // A decoded slash would make a path of the name.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned()).replace(['/', '\\'], "_")
}
