//! PowerShell, 5 and 7.

use super::super::request::Request;
use super::super::word::{Piece, Secret, Word, is_hidden};
use super::Page;

/// Writes the text to paste. PowerShell 7.3 changed how quotes inside an argument reach a program; where there are
/// any, the text asks for the older way, which 5 always has, and escapes them for that. `& { … }` keeps the wish from
/// the rest of the session, and makes one statement of several, which the first that fails ends.
pub(super) fn write(page: &mut Page, requests: &[Request], one_line: bool) {
    let (continued, next) = if one_line { (" ", "; ") } else { (" `\n", "\n") };
    let statements: Vec<_> = requests.iter().flat_map(|request| &request.statements).collect();
    let has_quote = |word: &Word| word.as_text().is_none_or(|text| text.contains('"'));
    let quotes = statements.iter().flat_map(|lines| lines.iter()).flatten().any(has_quote);
    let block = quotes || statements.len() > 1;
    if block {
        page.push(if one_line { "& { " } else { "& {\n" });
    }
    if quotes {
        page.push("$PSNativeCommandArgumentPassing = 'Legacy'");
        page.push(next);
    }
    for secret in requests.iter().flat_map(|request| &request.secrets) {
        page.push(&ask(secret, next));
    }
    for (i, statement) in statements.iter().enumerate() {
        if i > 0 {
            page.push(next);
            page.push("if ($LASTEXITCODE -ne 0) { return }");
            page.push(next);
        }
        page.statement(statement, continued, quoted);
    }
    if block {
        page.push(if one_line { " }" } else { "\n}" });
    }
}

/// Reads a secret unseen and writes each of its UTF-16 units as JSON's `\uXXXX`.
fn ask(secret: &Secret, next: &str) -> String {
    let Secret { variable, prompt } = secret;
    format!(
        "${variable} = Read-Host -AsSecureString -Prompt '{prompt}'{next}\
         ${variable} = [Runtime.InteropServices.Marshal]::PtrToStringBSTR(\
         [Runtime.InteropServices.Marshal]::SecureStringToBSTR(${variable})){next}\
         ${variable} = -join (${variable}.ToCharArray() | ForEach-Object {{ '\\u{{0:x4}}' -f [int]$_ }}){next}"
    )
}

fn quoted(word: &Word) -> String {
    if let Some(text) = word.as_text() {
        return if is_bare(text) { text.to_owned() } else { quoted_text(text) };
    }
    let pieces = word.pieces.iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Json(text) => quoted_text(text),
        Piece::Secret(secret) => format!("${}", secret.variable),
    });
    format!("({})", pieces.collect::<Vec<_>>().join(" + "))
}

/// A comma makes an array, `@` splats, a leading hyphen with a dot or a colon is split in two.
fn is_bare(text: &str) -> bool {
    let option = text.starts_with('-') && text.contains(['.', ':']);
    !text.is_empty() && !option && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._:/".contains(c))
}

/// Every kind of single quote that PowerShell knows ends a string, and stands for itself when doubled. What cannot
/// be seen is computed from its number, in a double-quoted string of its own.
fn quoted_text(text: &str) -> String {
    let text = escaped_quotes(text);
    if !text.chars().any(is_hidden) {
        let mut out = String::from("'");
        for c in text.chars() {
            out.push(c);
            if matches!(c, '\'' | '\u{2018}'..='\u{201b}') {
                out.push(c);
            }
        }
        out.push('\'');
        return out;
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        if is_hidden(c) || matches!(c, '"' | '$' | '`' | '\u{201c}'..='\u{201e}') {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("$([char]{unit})"));
            }
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}

/// Quotes as a Windows program reads them from its command line: a backslash before each, and the backslashes
/// that already stand there doubled.
fn escaped_quotes(text: &str) -> String {
    let mut out = String::new();
    let mut backslashes = 0;
    for c in text.chars() {
        if c == '"' {
            out.push_str(&"\\".repeat(backslashes + 1));
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        out.push(c);
    }
    out
}
