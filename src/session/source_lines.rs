//! A template's text in lines, with the colours of their parts. The text may be broken: it is coloured while it is typed.

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::rc::Rc;

/// A text in lines.
#[derive(Debug, Clone, Default)]
pub struct SourceLines {
    text: Rc<str>,
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
    /// The state that each line begins in.
    states: Vec<State>,
}

/// The colour of a part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Anything that is nothing of the below.
    Plain,
    /// The key of an entry.
    Key,
    /// A quoted text, or a line of a block.
    Text,
    /// `!Ref` and its kind.
    Tag,
    /// A number, a boolean, or null.
    Constant,
    /// From `#` on.
    Comment,
}

/// The number of bytes of a line that are coloured: longer ones are no text that somebody reads.
const MOST_COLOURED: usize = 2_000;

/// The state that a line begins in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct State {
    /// The number of open brackets.
    flow: usize,
    /// The indentation of the key whose value is a block of lines.
    block: Option<usize>,
    /// The quote that is open.
    quote: Option<u8>,
}

impl SourceLines {
    /// Finds the lines of a text.
    pub fn of(text: Rc<str>) -> Self {
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1));
        let mut lines = Self { text, states: Vec::with_capacity(starts.len()), starts };
        let mut state = State::default();
        for line in 0..lines.len() {
            lines.states.push(state);
            let (text, before) = (lines.line(line), state);
            Painter { line: text, at: 0, state: &mut state, before, parts: &mut Vec::new() }.paint();
        }
        lines
    }

    /// Returns the text.
    pub fn text(&self) -> &Rc<str> {
        &self.text
    }

    /// Returns the number of lines; there is at least one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Returns true if there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns a line, counted from 0, without its break.
    pub fn line(&self, line: usize) -> &str {
        let Some(start) = self.starts.get(line).copied() else { return "" };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// Returns where a line, counted from 0, begins, in bytes; the end of the text when there is no such line.
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// Returns the line, counted from 0, that a byte is in.
    pub fn line_at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// Returns true if a line is a part of a text that began before it: of a block of lines, or between quotes.
    pub(super) fn is_in_text(&self, line: usize) -> bool {
        let state = self.states.get(line).copied().unwrap_or_default();
        let text = self.line(line);
        let indent = text.len() - text.trim_start().len();
        state.quote.is_some() || state.block.is_some_and(|block| indent > block)
    }

    /// Returns the parts of a line with their colours, all of it in order.
    pub fn colours(&self, line: usize) -> Vec<(Colour, &str)> {
        let text = self.line(line);
        let mut state = self.states.get(line).copied().unwrap_or_default();
        let (before, mut parts) = (state, Vec::new());
        Painter { line: text, at: 0, state: &mut state, before, parts: &mut parts }.paint();
        parts.into_iter().filter_map(|(colour, span)| Some((colour, text.get(span)?))).collect()
    }
}

/// A walk through one line.
struct Painter<'a> {
    line: &'a str,
    at: usize,
    state: &'a mut State,
    before: State,
    parts: &'a mut Vec<(Colour, Range<usize>)>,
}

impl Painter<'_> {
    fn paint(&mut self) {
        let indent = self.line.len() - self.line.trim_start().len();
        let is_blank = indent == self.line.len();
        if let Some(block) = self.before.block {
            if is_blank || indent > block {
                return self.push(Colour::Text, self.line.len());
            }
            self.state.block = None;
        }
        if let Some(quote) = self.state.quote {
            self.quoted(quote);
        }
        while self.at < self.line.len() {
            if self.at > MOST_COLOURED {
                return self.push(Colour::Plain, self.line.len());
            }
            self.token(indent);
        }
    }

    fn token(&mut self, indent: usize) {
        let rest = &self.line[self.at..];
        let next = rest.bytes().next().unwrap_or(b' ');
        let begins = self.line[..self.at].ends_with([' ', '\t']) || self.at == 0;
        match next {
            b' ' | b'\t' => {
                self.push(Colour::Plain, self.at + (rest.len() - rest.trim_start_matches([' ', '\t']).len()))
            }
            b'#' if begins => self.push(Colour::Comment, self.line.len()),
            b'"' | b'\'' => {
                let from = self.at;
                self.at += 1;
                self.quoted_from(from, next);
            }
            b'!' => {
                let end = rest.find([' ', '\t', ',', '[', '{', ']', '}']).unwrap_or(rest.len());
                self.push(Colour::Tag, self.at + end);
            }
            b'{' | b'[' => {
                self.state.flow += 1;
                self.push(Colour::Plain, self.at + 1);
            }
            b'}' | b']' => {
                self.state.flow = self.state.flow.saturating_sub(1);
                self.push(Colour::Plain, self.at + 1);
            }
            b'-' | b',' | b'?' | b':' if rest.len() == 1 || rest.as_bytes().get(1) == Some(&b' ') => {
                self.push(Colour::Plain, self.at + 1);
            }
            b',' if self.state.flow > 0 => self.push(Colour::Plain, self.at + 1),
            b'|' | b'>' if self.state.flow == 0 && is_block_header(rest) => {
                self.state.block = Some(indent);
                let end = rest.find([' ', '#']).unwrap_or(rest.len());
                self.push(Colour::Tag, self.at + end);
            }
            _ => self.plain(rest),
        }
    }

    /// A scalar without quotes: a key where a colon follows.
    fn plain(&mut self, rest: &str) {
        let bytes = rest.as_bytes();
        let ends = |at: &usize| {
            let (byte, next) = (bytes[*at], bytes.get(at + 1));
            let before = at.checked_sub(1).map(|at| bytes[at]);
            (byte == b':' && matches!(next, None | Some(b' ' | b'\t')))
                || (byte == b'#' && matches!(before, Some(b' ' | b'\t')))
                || (self.state.flow > 0 && matches!(byte, b',' | b']' | b'}' | b'[' | b'{'))
        };
        let end = (0..bytes.len()).find(ends).unwrap_or(bytes.len()).max(1);
        let end = (end..=rest.len()).find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
        let scalar = rest[..end].trim_end();
        let colour = match (bytes.get(end), scalar) {
            (Some(b':'), _) => Colour::Key,
            (_, "true" | "false" | "null" | "~") => Colour::Constant,
            (_, scalar)
                if scalar.parse::<f64>().is_ok()
                    && scalar.starts_with(|c: char| c.is_ascii_digit() || c == '-') =>
            {
                Colour::Constant
            }
            _ => Colour::Plain,
        };
        self.push(colour, self.at + end);
    }

    /// The rest of a quoted scalar that began in a line before.
    fn quoted(&mut self, quote: u8) {
        self.quoted_from(self.at, quote);
    }

    fn quoted_from(&mut self, from: usize, quote: u8) {
        let bytes = self.line.as_bytes();
        let mut at = self.at;
        self.state.quote = Some(quote);
        while let Some(byte) = bytes.get(at) {
            at += match byte {
                b'\\' if quote == b'"' => 2,
                b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => 2,
                byte if *byte == quote => {
                    self.state.quote = None;
                    at += 1;
                    break;
                }
                _ => 1,
            };
        }
        let end = (at.min(bytes.len())..=bytes.len())
            .find(|at| self.line.is_char_boundary(*at))
            .unwrap_or(bytes.len());
        let is_key = self.state.quote.is_none() && self.line[end..].trim_start().starts_with(':');
        self.at = from;
        self.push(if is_key { Colour::Key } else { Colour::Text }, end);
    }

    fn push(&mut self, colour: Colour, end: usize) {
        if end > self.at {
            self.parts.push((colour, self.at..end));
        }
        self.at = end.max(self.at);
    }
}

/// Returns true if the rest of a line announces a block of lines: `|`, `>-`, `|2+`, with a comment or without.
fn is_block_header(rest: &str) -> bool {
    let header = rest.split(" #").next().unwrap_or_default().trim_end();
    header.len() <= 3 && header.chars().skip(1).all(|c| matches!(c, '+' | '-' | '1'..='9'))
}
