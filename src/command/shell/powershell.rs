//! PowerShell, 5 and 7.

use super::super::request::Request;
use super::super::word::{Piece, Secret, Word, is_hidden};
use super::joined;

/// The text to paste. PowerShell 7.3 changed how quotes inside an argument reach a program; where there are any,
/// the command asks for the older way, which 5 always has, and escapes them for that. `& { … }` keeps the wish
/// from the rest of the session.
pub(super) fn write(request: &Request) -> String {
    let has_quote = |word: &Word| word.has_secret() || word.known().any(|text| text.contains('"'));
    let command = joined(request, " `\n", quoted);
    if !request.lines.iter().flatten().any(has_quote) {
        return command;
    }
    let mut text = String::from("& {\n$PSNativeCommandArgumentPassing = 'Legacy'\n");
    for secret in &request.secrets {
        text.push_str(&ask(secret));
    }
    text.push_str(&command);
    text.push_str("\n}");
    text
}

/// Reads a secret unseen and writes each of its UTF-16 units as JSON's `\uXXXX`.
fn ask(secret: &Secret) -> String {
    let Secret { variable, prompt } = secret;
    format!(
        "${variable} = Read-Host -AsSecureString -Prompt '{prompt}'\n\
         ${variable} = [Runtime.InteropServices.Marshal]::PtrToStringBSTR(\
         [Runtime.InteropServices.Marshal]::SecureStringToBSTR(${variable}))\n\
         ${variable} = -join (${variable}.ToCharArray() | ForEach-Object {{ '\\u{{0:x4}}' -f [int]$_ }})\n"
    )
}

fn quoted(word: &Word) -> String {
    if let [Piece::Text(text)] = word.0.as_slice() {
        return if is_bare(text) { text.clone() } else { quoted_text(text) };
    }
    let pieces = word.0.iter().map(|piece| match piece {
        Piece::Text(text) => quoted_text(text),
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
