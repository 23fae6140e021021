//! PowerShell, 5 and 7.

use crate::hidden::is_plain;

use super::super::word::Request;
use super::super::word::{Piece, Secret, Word};
use super::page::Page;
use super::windows::passing;

/// Writes the text to paste. PowerShell 7.3 changed how quotes inside an argument reach a program; where there are
/// any, the text asks for the older way, which 5 always has, and escapes them for that. `& { … }` keeps the wish from
/// the rest of the session, and makes one statement of several, which the first that fails ends.
pub(super) fn write(page: &mut Page, requests: &[&Request], one_line: bool) {
    let (continued, next) = if one_line { (" ", "; ") } else { (" `\n", "\n") };
    let statements: Vec<_> = requests.iter().flat_map(|request| &request.statements).collect();
    let has_quote = |word: &Word| word.pieces.iter().any(|piece| !matches!(piece, Piece::Text(_)));
    let quotes = statements.iter().flat_map(|lines| lines.iter()).flatten().any(has_quote);
    let block = quotes || statements.len() > 1;
    if block {
        page.push(if one_line { "& { " } else { "& {\n" });
    }
    if quotes {
        page.push("$PSNativeCommandArgumentPassing = 'Legacy'");
        page.between(next);
    }
    for secret in requests.iter().flat_map(|request| &request.secrets) {
        page.push(&ask(secret, next));
    }
    for (i, statement) in statements.iter().enumerate() {
        if i > 0 {
            page.between(next);
            page.push("if ($LASTEXITCODE -ne 0) { return }");
            page.between(next);
        }
        page.statement(statement, continued, quoted);
    }
    if block {
        page.push(if one_line { " }" } else { "\n}" });
    }
}

/// Reads a secret unseen and writes each of its UTF-16 units as JSON's `\uXXXX`.
fn ask(secret: &Secret, next: &str) -> String {
    let (variable, prompt) = (secret.variable(), &secret.prompt);
    format!(
        "${variable} = Read-Host -AsSecureString -Prompt '{prompt}'{next}\
         ${variable} = [Runtime.InteropServices.Marshal]::PtrToStringBSTR(\
         [Runtime.InteropServices.Marshal]::SecureStringToBSTR(${variable})){next}\
         ${variable} = -join (${variable}.ToCharArray() | ForEach-Object {{ '\\u{{0:x4}}' -f [int]$_ }}){next}"
    )
}

fn quoted(word: &Word) -> String {
    if let Some(text) = word.as_text().filter(|text| is_bare(text)) {
        return text.to_owned();
    }
    let pieces: Vec<_> = word
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => single_quoted(&passing(text)),
            // As a Windows program reads quotes from its command line.
            Piece::Json(text) => single_quoted(&text.replace('"', "\\\"")),
            Piece::Secret(secret) => format!("${}", secret.variable()),
        })
        .collect();
    match pieces.as_slice() {
        [one] => one.clone(),
        pieces => format!("({})", pieces.join(" + ")),
    }
}

/// A comma makes an array, `@` splats, a leading hyphen with a dot or a colon is split in two.
fn is_bare(text: &str) -> bool {
    let option = text.starts_with('-') && text.contains(['.', ':']);
    !text.is_empty() && !option && is_plain(text, "-._:/")
}

/// A quote stands for itself when doubled; of the other characters that PowerShell takes for one, none gets here.
fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
