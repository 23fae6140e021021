//! cmd.exe.

use super::super::request::Request;
use super::super::word::{Piece, Secret, Word, is_hidden};
use super::Page;

/// Writes the text to paste. A caret at the end of a line takes the meaning from the first character of the next, so
/// that is always a blank: a quote there would not begin a string.
pub(super) fn write(page: &mut Page, requests: &[Request], one_line: bool) {
    let (continued, and) = if one_line { (" ", " && ") } else { (" ^\n ", " && ^\n ") };
    // Variables are filled in before a line runs, so a secret is asked for in a line of its own.
    for secret in requests.iter().flat_map(|request| &request.secrets) {
        page.push(&ask(secret));
    }
    for (i, statement) in requests.iter().flat_map(|request| &request.statements).enumerate() {
        page.push(if i > 0 { and } else { "" });
        page.statement(statement, continued, quoted);
    }
}

/// cmd.exe cannot read unseen; PowerShell, which every Windows has, does it and hands back nothing but `\uXXXX`s,
/// in which there is nothing to expand or to run.
fn ask(secret: &Secret) -> String {
    let Secret { variable, prompt } = secret;
    format!(
        "for /f \"delims=\" %s in ('powershell -NoProfile -Command \"$s = Read-Host -AsSecureString -Prompt '{prompt}'; \
         $s = [Runtime.InteropServices.Marshal]::PtrToStringBSTR(\
         [Runtime.InteropServices.Marshal]::SecureStringToBSTR($s)); \
         -join ($s.ToCharArray() ^| ForEach-Object {{ '\\u{{0:x4}}' -f [int]$_ }})\"') do @set \"{variable}=%s\"\n"
    )
}

fn quoted(word: &Word) -> String {
    if let Some(text) = word.as_text() {
        if is_bare(text) {
            return text.to_owned();
        }
        if is_escaped_url(text) {
            return careted(text);
        }
    }
    let mut out = String::from("\"");
    let mut backslashes = 0;
    for piece in &word.pieces {
        match piece {
            Piece::Text(text) => {
                for c in text.chars() {
                    // What cannot be seen, and what cmd.exe acts on even inside quotes, has no form of its own here;
                    // the request has told the reader to change it.
                    let c = if is_hidden(c) || matches!(c, '%' | '"') { '_' } else { c };
                    backslashes = if c == '\\' { backslashes + 1 } else { 0 };
                    out.push(c);
                }
            }
            Piece::Json(text) => {
                backslashes = 0;
                out.push_str(&text.replace('"', "\\\""));
            }
            Piece::Secret(secret) => {
                backslashes = 0;
                out.push_str(&format!("%{}%", secret.variable));
            }
        }
    }
    out.push_str(&"\\".repeat(backslashes));
    out.push('"');
    out
}

fn is_bare(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._:/".contains(c))
}

/// Whether a text is a URL with percent signs that escape something.
fn is_escaped_url(text: &str) -> bool {
    let escape = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    text.contains('%')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._:/%?=&+~#@".contains(c))
        && text.split('%').skip(1).all(escape)
}

/// Without quotes, a caret after a percent sign makes a name of what follows that no variable has, and is then taken
/// away, as before all else that cmd.exe acts on.
fn careted(text: &str) -> String {
    text.replace('&', "^&").replace('%', "%^")
}
