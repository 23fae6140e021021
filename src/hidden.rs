//! Characters that readers do not see, or that act instead of being seen: one list, for all that is printed, shown and
//! copied.
//!
//! [`visible`] is for messages, names in them, and terminals: nothing hidden is left. [`readable`] is for what is laid out,
//! a picture or a page, where white space is harmless and letters of some scripts and emoji need their joiners.
//!
//! It is written out where a text is made: what a finding says with the finding, a scene's texts before they are laid out, what is said of
//! parameters and commands where it is said. The command line prints for people through one type, `PrintedLines`.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

/// Returns true if readers would not see a character, or not in its place: controls, line separators, what has no width, what turns
/// the direction of writing, blanks other than the common one, variation selectors, tags, and what stands for nothing.
pub fn is_hidden(c: char) -> bool {
    // Most are ASCII, and answered soon.
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || is_shaping(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}'
            | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{13430}'..='\u{1343f}' | '\u{16fe4}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
        // The last two of every plane are no characters.
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Returns true if a text has a character that is hidden.
pub fn has_hidden(text: &str) -> bool {
    text.bytes().any(|byte| !matches!(byte, b' '..=b'~')) && text.chars().any(is_hidden)
}

/// Returns true if a text has only ASCII letters, digits and these signs: no shell and no language acts on letters, and each
/// caller knows of which signs that holds.
pub fn is_plain(text: &str, signs: &str) -> bool {
    text.chars().all(|c| is_plain_char(c, signs))
}

/// The same of one character.
pub fn is_plain_char(c: char, signs: &str) -> bool {
    c.is_ascii_alphanumeric() || signs.contains(c)
}

/// A text with all that is hidden written out: `\u{202e}`, and `\n`, `\r` and `\t` for those that have such a name.
pub fn visible(text: &str) -> Cow<'_, str> {
    written_out(text, |_, c, _| !is_hidden(c))
}

/// The same where text is laid out: white space stays what it is, and so do joiners and variation selectors that stand behind
/// a letter or sign outside ASCII, as in Persian, in Indic scripts and in emoji. Behind ASCII they could only make two names look
/// alike.
pub fn readable(text: &str) -> Cow<'_, str> {
    written_out(text, stays)
}

/// Writes out what must not stay, going by the character before (as it was left) and the one after.
fn written_out(text: &str, stays: fn(Option<char>, char, Option<char>) -> bool) -> Cow<'_, str> {
    if !has_hidden(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest: Peekable<Chars<'_>> = text.chars().peekable();
    while let Some(c) = rest.next() {
        if stays(out.chars().next_back(), c, rest.peek().copied()) {
            out.push(c);
        } else {
            out.extend(c.escape_default());
        }
    }
    Cow::Owned(out)
}

fn stays(before: Option<char>, c: char, after: Option<char>) -> bool {
    let follows_sign = before.is_some_and(|before| !before.is_ascii() && !is_hidden(before));
    match c {
        '\t' | '\n' | '\r' => true,
        // White space by Unicode, and controls all the same.
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => false,
        c if c.is_whitespace() => true,
        // A family: each member may have its own look.
        '\u{200c}' | '\u{200d}' => follows_sign || before == Some('\u{fe0f}'),
        // The digits of keycaps are ASCII.
        '\u{fe0f}' => follows_sign || after == Some('\u{20e3}'),
        c => !is_hidden(c) || (is_shaping(c) && follows_sign),
    }
}

/// Returns true if a character only shapes those beside it: joiners and variation selectors.
fn is_shaping(c: char) -> bool {
    matches!(c,
        '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_what_no_reader_sees() {
        let all = ['\0'..='\u{1f}', '\u{7f}'..='\u{a0}', '\u{200b}'..='\u{200f}', '\u{2028}'..='\u{202f}']
            .into_iter()
            .chain(['\u{2060}'..='\u{206f}', '\u{fe00}'..='\u{fe0f}', '\u{fff9}'..='\u{fffb}'])
            .chain(['\u{e0001}'..='\u{e0001}', '\u{e0020}'..='\u{e007f}', '\u{e0100}'..='\u{e01ef}'])
            .flatten();
        let single = "\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{180e}\u{2000}\u{2800}\u{3000}\u{3164}\u{feff}\u{ffa0}\u{ffff}\u{10fffe}";
        for c in all.chain(single.chars()) {
            assert!(is_hidden(c), "{c:?}");
            assert!(visible(&format!("a{c}b")).chars().all(|c| matches!(c, ' '..='~')), "{c:?}");
        }
        for c in ('!'..='~').chain("  é‹›…→×漢अنक्😀\u{301}\u{20e3}\u{fffd}".replace('\u{a0}', "").chars())
        {
            assert!(!is_hidden(c), "{c:?}");
        }
    }

    #[test]
    fn what_is_hidden_reads_as_its_number() {
        assert_eq!(
            visible("a\u{1b}[2J\u{202e}b\u{e0041}\n\t\u{a0}c"),
            r"a\u{1b}[2J\u{202e}b\u{e0041}\n\t\u{a0}c"
        );
        assert!(matches!(visible("plain ‹Vpc.Id› 漢"), Cow::Borrowed(_)));
        // Written out once is written out for good.
        assert_eq!(visible(&visible("\u{9b}1m")), visible("\u{9b}1m"));
    }

    #[test]
    fn what_is_laid_out_keeps_blanks_and_joiners_in_their_place() {
        for kept in [
            "a\nb\tc\r\n",
            "a\u{a0}b\u{3000}c",
            "❤\u{fe0f}\u{200d}🔥",
            "1\u{fe0f}\u{20e3}",
            "می\u{200c}خواهم",
            "葛\u{e0100}",
        ] {
            assert_eq!(readable(kept), kept);
        }
        for (text, shown) in [
            ("Prod\u{200d}", r"Prod\u{200d}"),
            ("Prod\u{fe0f}", r"Prod\u{fe0f}"),
            ("\u{fe0f}❤\u{fe0f}\u{fe0f}", "\\u{fe0f}❤\u{fe0f}\\u{fe0f}"),
            ("é\u{202e}\u{200d}", r"é\u{202e}\u{200d}"),
            ("a\u{2028}b\u{85}c\u{1b}d\u{feff}", r"a\u{2028}b\u{85}c\u{1b}d\u{feff}"),
        ] {
            assert_eq!(readable(text), shown);
        }
    }
}
