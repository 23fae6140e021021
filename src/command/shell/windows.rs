//! What Windows leaves as it is between its shells and a program.

use crate::hidden::{is_hidden, is_plain_char};

/// Returns true if a character gets from PowerShell or cmd.exe to the AWS CLI as itself, in quotes or not.
///
/// The AWS CLI that pip installs is `aws.cmd`: cmd.exe reads the line, once more where `%*` stands for it in that
/// file, and once before both when PowerShell starts it. Quotes are not the same each time. So nothing is here that
/// cmd.exe acts on outside of quotes (`& | < > ^`) or inside (`%`, and `!` under `/V:ON`), no kind of double quote,
/// and nothing that PowerShell acts on besides the single quote. A backslash is none either: at the end of a word
/// PowerShell 5 makes it escape the quote that follows.
pub(super) fn passes(c: char) -> bool {
    is_plain_char(c, " -._:/=,@+~#?()[]'") || (is_letter_of_words(c) && !is_hidden(c))
}

/// Returns true if a character is a letter that names are written with. Code pages make quotes, bars and exclamation marks of a few
/// that Unicode counts among the letters too (`ʺ`, `ǀ`, `ǃ`), and of wide forms (`＂`).
fn is_letter_of_words(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c,
            '\u{c0}'..='\u{17f}' // Latin
            | '\u{391}'..='\u{3c9}' // Greek
            | '\u{401}'..='\u{45f}' // Cyrillic
            | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' // kana
            | '\u{4e00}'..='\u{9fff}' // ideographs
            | '\u{ac00}'..='\u{d7a3}') // Hangul
}

/// Text with nothing else in it. The request has seen to that already; here nothing relies on it.
pub(super) fn passing(text: &str) -> String {
    text.chars().map(|c| if passes(c) || c == '\\' { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_pass_but_those_that_code_pages_take_for_signs() {
        for c in "azAZ09äßŁж漢かカ한Ω".chars() {
            assert!(passes(c), "{c}");
        }
        for c in "ʺǀǃ＂！ｆ׳“”«»‹›×\u{2c8}\u{374}\u{37e}\u{301}😀".chars() {
            assert!(!passes(c), "{c}");
        }
    }
}
