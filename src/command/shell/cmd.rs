//! cmd.exe.

use super::super::request::Request;
use super::super::word::{Piece, Secret, Word};
use super::Page;
use super::windows::passing;

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
    if let Some(text) = word.as_text().filter(|text| is_bare(text)) {
        return text.to_owned();
    }
    let pieces = word.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => passing(text),
        Piece::Json(text) => text.replace('"', "\\\""),
        Piece::Secret(secret) => format!("%{}%", secret.variable),
    });
    let text: String = pieces.collect();
    // Before the closing quote a program reads two backslashes as one.
    let tail = text.len() - text.trim_end_matches('\\').len();
    format!("\"{text}{}\"", "\\".repeat(tail))
}

fn is_bare(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._:/".contains(c))
}
