//! bash, zsh and other POSIX shells.

use super::super::word::Request;
use super::super::word::{Piece, Secret, Word};
use super::page::Page;
use crate::hidden::{has_hidden, is_plain, is_plain_char};

/// Writes the text to paste. All of it is one list (`&&`): a paste never feeds the command's next line to `read`,
/// and what fails, or a shell that cannot read unseen, stops the rest.
pub(super) fn write(page: &mut Page, requests: &[&Request], one_line: bool) {
    let (continued, and) = if one_line { (" ", " && ") } else { (" \\\n", " && \\\n") };
    let mut first = true;
    for request in requests {
        for secret in &request.secrets {
            page.between(if first { "" } else { and });
            ask(page, secret, and);
            first = false;
        }
        for statement in &request.statements {
            page.between(if first { "" } else { and });
            page.statement(statement, continued, quoted);
            first = false;
        }
    }
}

/// Reads a secret unseen and escapes it for the inside of a JSON string.
fn ask(page: &mut Page, secret: &Secret, and: &str) {
    let (variable, prompt) = (secret.variable(), &secret.prompt);
    page.push(&format!("printf '%s: ' '{prompt}'"));
    page.between(" && ");
    page.push(&format!("IFS= read -rs {variable}"));
    page.between(" && ");
    page.push("echo");
    page.between(and);
    page.push(&format!("{variable}=$(printf '%s' \"${variable}\" | sed 's/[\\\\\"]/\\\\&/g')"));
}

fn quoted(word: &Word) -> String {
    if let Some(text) = word.as_text() {
        return quoted_text(text);
    }
    let pieces = word.pieces.iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Json(text) => single_quoted(text),
        Piece::Secret(secret) => format!("\"${}\"", secret.variable()),
    });
    pieces.collect()
}

fn quoted_text(text: &str) -> String {
    if is_bare(text) {
        text.to_owned()
    } else if has_hidden(text) {
        substituted(text)
    } else if text.contains('\'') && !text.contains(['"', '$', '`', '\\', '!']) {
        format!("\"{text}\"")
    } else {
        single_quoted(text)
    }
}

/// Returns true for what no shell gives a meaning of its own; zsh would expand a leading `=`.
fn is_bare(text: &str) -> bool {
    !text.is_empty() && !text.starts_with('=') && is_plain(text, "-._:/+@,=")
}

fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// `"$(printf '…')"`, for characters that must not stand in the text raw: each byte of them is a number. bash, dash
/// and zsh read it alike, which they do not with `$'…'`. What is taken for a file never ends with a line break, which
/// the substitution would drop.
fn substituted(text: &str) -> String {
    let mut out = String::from("\"$(printf '");
    for (i, c) in text.chars().enumerate() {
        // A leading hyphen would be an option; an interactive shell sees a `!` in double quotes.
        if is_plain_char(c, "-._:/+@,= ") && (i, c) != (0, '-') {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Three digits always: one that follows is not taken in.
                match byte {
                    b'%' => out.push_str("%%"),
                    byte => out.push_str(&format!("\\{byte:03o}")),
                }
            }
        }
    }
    out.push_str("')\"");
    out
}
