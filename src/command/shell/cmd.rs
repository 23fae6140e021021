//! cmd.exe.

use crate::hidden::is_plain;

use super::super::word::Request;
use super::super::word::{Piece, Secret, Word};
use super::page::Page;
use super::windows::passing;

/// As many secrets as a loop has letters for.
const SECRETS: usize = 26;

/// Writes the text to paste. A caret at the end of a line takes the meaning from the first character of the next, so
/// that is always a blank: a quote there would not begin a string.
pub(super) fn write(page: &mut Page, requests: &[&Request], one_line: bool) {
    let continued = if one_line { " " } else { " ^\n " };
    let secrets: Vec<_> = requests.iter().flat_map(|request| &request.secrets).collect();
    // What a loop runs is shown before, secrets and all, unless each of it says not to.
    let unseen = if secrets.is_empty() { "" } else { "@" };
    if !secrets.is_empty() {
        page.push(&ask(&secrets));
        page.between(continued);
    }
    for (i, statement) in requests.iter().flat_map(|request| &request.statements).enumerate() {
        if i > 0 {
            page.between(" &&");
            page.between(continued);
        }
        page.push(unseen);
        page.statement(statement, continued, quoted);
    }
}

/// Why cmd.exe cannot run a command that asks for so many secrets.
pub(super) fn too_many_secrets(count: usize) -> Option<String> {
    (count > SECRETS).then(|| format!("cmd.exe can ask for {SECRETS} secrets at most; these are {count}."))
}

/// The beginning of a loop over the one line that the secrets are, a word each, which are the loop's own variables: so all
/// is one command, and a paste never feeds its rest to a prompt; nothing runs where an answer is missing; and no variable
/// keeps a secret.
///
/// cmd.exe cannot read unseen; PowerShell, which every Windows has, does it and hands back nothing but `\uXXXX`s, in which
/// there is nothing to expand or to run. Within the quotes no sign is one of cmd.exe's, nor an escape of it
/// (but Wine 10 takes a word `in` there for its own).
fn ask(secrets: &[&Secret]) -> String {
    let prompts: Vec<_> = secrets.iter().map(|secret| format!("'{}'", secret.prompt)).collect();
    let tokens = match secrets.len() {
        1 => "1".to_owned(),
        count => format!("1-{count}"),
    };
    format!(
        "for /f \"tokens={tokens}\" %a in ('powershell -NoProfile -Command \"$all = {} | ForEach-Object {{ \
         $s = Read-Host -AsSecureString -Prompt $_; \
         $s = [Runtime.InteropServices.Marshal]::PtrToStringBSTR(\
         [Runtime.InteropServices.Marshal]::SecureStringToBSTR($s)); \
         -join ($s.ToCharArray() | ForEach-Object {{ '\\u{{0:x4}}' -f [int]$_ }}) }}; \
         if ($all -notcontains '') {{ $all -join ' ' }}\"') do",
        prompts.join(",")
    )
}

/// `%a` and its next, or for a secret too many what no loop fills in.
fn variable(secret: &Secret) -> String {
    let letter = ('a'..='z').nth(secret.number.saturating_sub(1));
    letter.map_or_else(|| "SECRET".into(), |letter| format!("%{letter}"))
}

fn quoted(word: &Word) -> String {
    if let Some(text) = word.as_text().filter(|text| is_bare(text)) {
        return text.to_owned();
    }
    let pieces = word.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => passing(text),
        Piece::Json(text) => text.replace('"', "\\\""),
        Piece::Secret(secret) => variable(secret),
    });
    let text: String = pieces.collect();
    // Before the closing quote a program reads two backslashes as one.
    let tail = text.len() - text.trim_end_matches('\\').len();
    format!("\"{text}{}\"", "\\".repeat(tail))
}

fn is_bare(text: &str) -> bool {
    !text.is_empty() && is_plain(text, "-._:/")
}
