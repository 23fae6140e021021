//! What Windows leaves as it is between its shells and a program.

use crate::hidden::is_hidden;

/// Whether a character gets from PowerShell or cmd.exe to the AWS CLI as itself, in quotes or not.
///
/// The AWS CLI that pip installs is `aws.cmd`: cmd.exe reads the line, once more where `%*` stands for it in that
/// file, and once before both when PowerShell starts it. Quotes are not the same each time. So nothing is here that
/// cmd.exe acts on outside of quotes (`& | < > ^`) or inside (`%`, and `!` under `/V:ON`), no kind of double quote,
/// and nothing that PowerShell acts on besides the single quote. A backslash is none either: at the end of a word
/// PowerShell 5 makes it escape the quote that follows.
pub(super) fn passes(c: char) -> bool {
    // A few symbols of other scripts become quotes and backslashes in code pages; letters become letters.
    (c.is_alphanumeric() && !is_hidden(c)) || " -._:/=,@+~#?()[]'".contains(c)
}

/// Text with nothing else in it. The request has seen to that already; here nothing relies on it.
pub(super) fn passing(text: &str) -> String {
    text.chars().map(|c| if passes(c) || c == '\\' { c } else { '_' }).collect()
}
