//! Where a scalar ends.

use super::super::mark::{Span, Style};
use super::super::source::Format;
use super::{Cursor, Start};

/// A scalar as the reader sees it.
#[derive(Clone, Copy)]
pub(in super::super) enum Seen<'a> {
    /// Text that stands in the text as it is, from this byte on.
    Borrowed(usize, &'a str),
    /// Text.
    Text(&'a str),
    /// A number, a boolean or nothing.
    Word,
}

impl<'t> Cursor<'t> {
    /// Goes over the scalar that begins here; returns where it stands and how it is written.
    pub(in super::super) fn scalar(&mut self, start: &Start<'t>, seen: Seen<'_>) -> (Span, Style) {
        let from = start.content;
        if start.is_absent {
            self.at = from;
            return (Span::new(from, from), Style::Absent);
        }
        let is_block = self.format == Format::Yaml && !self.around.is_flow;
        let (end, style) = match self.byte(from) {
            Some(b'"') => (self.end_of_quotes(from, b'"', Some(b'\\')), Style::DoubleQuoted),
            Some(b'\'') => (self.end_of_quotes(from, b'\'', None), Style::SingleQuoted),
            Some(b'|') if is_block => (self.end_of_block(from), Style::Literal),
            Some(b'>') if is_block => (self.end_of_block(from), Style::Folded),
            _ => (self.end_of_plain(from, seen), Style::Plain),
        };
        self.at = end;
        match style {
            // What is no word of this kind is the beginning of what comes next.
            Style::Plain if end == from => (Span::new(from, from), Style::Absent),
            style => (Span::new(from, end), style),
        }
    }

    /// Behind the quote that closes: one that stands twice closes nothing, nor does one behind `escape`.
    fn end_of_quotes(&self, from: usize, quote: u8, escape: Option<u8>) -> usize {
        let mut at = from + 1;
        while let Some(byte) = self.byte(at) {
            if Some(byte) == escape {
                at += 2;
            } else if byte != quote {
                at += 1;
            } else if escape.is_none() && self.byte(at + 1) == Some(quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        self.text.len()
    }

    /// Behind the last letter of a plain scalar: it has no escapes, so all that is no blank stands there as the reader gives
    /// it, in however many lines.
    fn end_of_plain(&self, from: usize, seen: Seen<'_>) -> usize {
        match seen {
            Seen::Borrowed(at, text) => at + text.len(),
            Seen::Text(text) => {
                let mut at = from;
                for letter in text.chars().filter(|letter| !is_blank(*letter)) {
                    let rest = self.text.get(at..).unwrap_or_default();
                    let next = rest.char_indices().find(|(_, letter)| !is_blank(*letter));
                    match next {
                        Some((distance, found)) if found == letter => at += distance + letter.len_utf8(),
                        _ => break,
                    }
                }
                at
            }
            Seen::Word => {
                let rest = self.text.as_bytes().get(from..).unwrap_or_default();
                let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-._~".contains(byte);
                from + rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len())
            }
        }
    }

    /// Behind the last line of a block scalar whose `|` or `>` is at `from`.
    fn end_of_block(&self, from: usize) -> usize {
        let mut at = from + 1;
        let mut keeps = false;
        let mut indent = 0;
        // `|2-`: how far it is indented, and what becomes of the line ends behind it.
        while let Some(byte @ (b'+' | b'-' | b'0'..=b'9')) = self.byte(at) {
            match byte {
                b'+' => keeps = true,
                b'-' => {}
                digit => indent = self.around.least.saturating_sub(1) + usize::from(digit - b'0'),
            }
            at += 1;
        }
        at = self.next_line(at);
        // Without a digit the first line tells, blank ones before it included.
        if indent == 0 {
            let mut line = at;
            loop {
                let blanks = self.spaces(line, usize::MAX);
                indent = indent.max(blanks);
                match self.line_break(line + blanks) {
                    0 => break,
                    length => line += blanks + length,
                }
            }
            indent = indent.max(self.around.least).max(1);
        }
        let mut end = at;
        loop {
            let blanks = self.spaces(at, indent);
            let length = self.line_break(at + blanks);
            if length > 0 {
                at += blanks + length;
                if keeps {
                    end = at;
                }
            } else if blanks == indent && self.byte(at + blanks).is_some() {
                at = self.next_line(at + blanks);
                end = at;
            } else {
                return end;
            }
        }
    }

    /// The beginning of the next line.
    fn next_line(&self, mut at: usize) -> usize {
        while self.byte(at).is_some() && self.line_break(at) == 0 {
            at += 1;
        }
        at + self.line_break(at)
    }

    /// Returns how many spaces stand at `at`, up to so many.
    fn spaces(&self, at: usize, most: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        rest.iter().take(most).take_while(|byte| **byte == b' ').count()
    }
}

/// Returns true if a reader folds it: a blank, or an end of a line.
fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
