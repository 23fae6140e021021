//! Labels become lines: broken at words and camel-case borders, cut with an ellipsis.

use super::TextMeasure;
use crate::marked_text::{Marked, MarkedText};
use crate::words::is_first_capital;

/// From one baseline to the next, in font sizes.
pub const LINE_HEIGHT: f64 = 1.2;
/// The height of letters above their baseline, in font sizes.
pub const ASCENT: f64 = 0.93;
/// The height of letters below their baseline, in font sizes.
pub const DESCENT: f64 = 0.24;

/// The room that a text may take.
#[derive(Debug, Clone, Copy)]
pub struct TextLimits {
    /// Widest line, in units.
    pub width: f64,
    /// Most lines.
    pub lines: usize,
    /// Font size, in units.
    pub size: f64,
}

/// A text that was broken into lines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wrapped {
    /// Its lines from the top.
    pub lines: Vec<String>,
    /// Width of the widest, in units.
    pub width: f64,
    /// True where anything was left out.
    pub shortened: bool,
}

/// Breaks a text into lines that fit a frame.
pub fn wrap(text: Marked, frame: TextLimits, measure: &dyn TextMeasure) -> Wrapped {
    let text = tidy(text);
    fill(&text, pieces(text.marked()), frame, measure)
}

/// Returns the same, and of a word that is wider than the frame the rest stands in the next line.
pub fn wrap_anywhere(text: Marked, frame: TextLimits, measure: &dyn TextMeasure) -> Wrapped {
    let text = tidy(text);
    let fits = |piece: &str| measure.width(piece.trim_end(), frame.size) <= frame.width;
    let parts = pieces(text.marked()).into_iter().flat_map(|piece| match fits(piece) {
        true => vec![piece],
        false => piece.split_inclusive(|_| true).collect(),
    });
    fill(&text, parts.collect(), frame, measure)
}

/// Fills lines with the pieces of a text, one after the other.
fn fill(text: &str, pieces: Vec<&str>, frame: TextLimits, measure: &dyn TextMeasure) -> Wrapped {
    let width = |line: &str| measure.width(line.trim_end(), frame.size);
    let mut wrapped = Wrapped::default();
    // The line that is being filled, and how wide it is.
    let (mut start, mut end, mut filled) = (0, 0, 0.0);
    for piece in pieces {
        let next = end + piece.len();
        let mut longer = width(&text[start..next]);
        if longer > frame.width && end > start && wrapped.lines.len() + 1 < frame.lines {
            wrapped.add(text[start..end].trim_end().to_owned(), filled);
            start = end;
            longer = width(piece);
        }
        if longer > frame.width {
            let line = cut(&text[start..next], frame, measure);
            let width = width(&line);
            wrapped.add(line, width);
            return Wrapped { shortened: true, ..wrapped };
        }
        (end, filled) = (next, longer);
    }
    let line = text[start..end].trim_end();
    if !line.is_empty() {
        wrapped.add(line.to_owned(), filled);
    }
    wrapped
}

impl Wrapped {
    fn add(&mut self, line: String, width: f64) {
        self.lines.push(line);
        self.width = self.width.max(width);
    }
}

/// As much of a text as fits one line with its ellipsis.
fn cut(text: &str, frame: TextLimits, measure: &dyn TextMeasure) -> String {
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        kept.push('…');
        let fits = measure.width(&kept, frame.size) <= frame.width;
        kept.pop();
        if !fits {
            kept.pop();
            break;
        }
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// Returns where the parts of a tidy text begin, as [`wrap`] breaks it.
pub fn borders(text: Marked) -> Vec<usize> {
    let mut end = 0;
    let begins = |piece: &str| {
        end += piece.len();
        end - piece.len()
    };
    pieces(text).into_iter().map(begins).collect()
}

/// A text in which white space of any kind is one blank.
pub fn tidy(text: Marked) -> MarkedText {
    text.to_owned().rewritten(printable)
}

/// White space of any kind is one blank.
pub fn printable(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if c.is_whitespace() {
            if !clean.ends_with(' ') {
                clean.push(' ');
            }
        } else {
            clean.push(c);
        }
    }
    clean
}

/// Returns the parts that a line may be made of: broken after blanks and punctuation, before a capital that starts a word, and
/// where what only AWS will know begins and ends.
fn pieces(marked: Marked<'_>) -> Vec<&str> {
    let text = marked.as_str();
    let (opening, closing): (Vec<usize>, Vec<usize>) =
        marked.unknown().map(|(range, _)| (range.start, range.end)).unzip();
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((i, c)) = characters.next() {
        let after = characters.peek().map(|&(_, c)| c);
        let breaks = match before {
            Some(' ') => true,
            Some(_) if opening.contains(&i) => true,
            Some(_) if closing.contains(&i) => c.is_alphanumeric(),
            Some('-' | '_' | '.' | '/' | ':' | ',') => c.is_alphanumeric(),
            before => is_first_capital(before, c, after),
        };
        if breaks && i > start {
            pieces.push(&text[start..i]);
            start = i;
        }
        before = Some(c);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Every character is one unit wide at size 1.
    pub struct Mono;

    impl TextMeasure for Mono {
        fn width(&self, text: &str, size: f64) -> f64 {
            text.chars().count() as f64 * size
        }
    }

    fn check(text: &str, width: f64, lines: usize, expected: &str) {
        let wrapped = wrap(text.into(), TextLimits { width, lines, size: 1.0 }, &Mono);
        assert_eq!(wrapped.lines.join("|"), expected);
    }

    #[test]
    fn breaks_at_words() {
        check("EC2 Website A", 12.0, 2, "EC2 Website|A");
    }

    #[test]
    fn breaks_at_camel_case_and_punctuation() {
        check("Ec2WebHostSecurityGroup", 12.0, 3, "Ec2WebHost|Security|Group");
        check("AWSLambdaRole", 10.0, 2, "AWSLambda|Role");
        check("ec2-website-file-upload", 13.0, 2, "ec2-website-|file-upload");
    }

    #[test]
    fn ends_in_an_ellipsis() {
        check("one two three four", 7.0, 2, "one two|three…");
        check("abcdefghijklmnopqrstuvwxyz", 6.0, 3, "abcde…");
        assert!(wrap("one two".into(), TextLimits { width: 4.0, lines: 1, size: 1.0 }, &Mono).shortened);
    }

    #[test]
    fn keeps_blanks_single() {
        check(" a \n\t b\u{a0}c ", 20.0, 1, "a b c");
        check("", 20.0, 1, "");
    }
}
