//! cmd.exe.

use super::super::request::Request;
use super::super::word::{Piece, Secret, Word, is_hidden};
use super::joined;

/// The text to paste.
pub(super) fn write(request: &Request) -> String {
    let mut text = String::new();
    for secret in &request.secrets {
        text.push_str(&ask(secret));
    }
    text.push_str(&joined(request, " ^\n", quoted));
    text
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
    if let [Piece::Text(text)] = word.0.as_slice()
        && is_bare(text)
    {
        return text.clone();
    }
    let mut out = String::from("\"");
    let mut backslashes = 0;
    for piece in &word.0 {
        match piece {
            Piece::Text(text) => {
                for c in text.chars() {
                    // What cannot be seen, and what cmd.exe expands even inside quotes, has no form of its own
                    // there; the request has told the reader to change it.
                    let c = if is_hidden(c) || c == '%' { '_' } else { c };
                    if c == '"' {
                        out.push_str(&"\\".repeat(backslashes + 1));
                    }
                    backslashes = if c == '\\' { backslashes + 1 } else { 0 };
                    out.push(c);
                }
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
