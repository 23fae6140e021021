//! Elements of an XML file: one place that escapes, and that closes what was opened.

use std::fmt::{Display, Write as _};

use crate::hidden::is_hidden;

/// An element that is being written; it ends when it is dropped.
pub(crate) struct Elem<'a> {
    out: &'a mut String,
    name: &'static str,
    /// True if its start tag is complete.
    open: bool,
}

impl<'a> Elem<'a> {
    /// Starts an element at the end of `out`.
    pub(crate) fn new(out: &'a mut String, name: &'static str) -> Self {
        out.push('<');
        out.push_str(name);
        Self { out, name, open: false }
    }

    /// An attribute; all of them come before any content.
    pub(crate) fn attr(&mut self, name: &str, value: impl Display) {
        self.attr_of(name, &value);
    }

    /// The same, compiled once for all kinds of values: the page pays for every byte.
    fn attr_of(&mut self, name: &str, value: &dyn Display) {
        let mut text = String::new();
        let _ = write!(text, "{value}");
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(self.out, &text);
        self.out.push('"');
    }

    /// A child.
    pub(crate) fn elem(&mut self, name: &'static str) -> Elem<'_> {
        self.start_content();
        Elem::new(self.out, name)
    }

    /// A child on a line of its own.
    pub(crate) fn line(&mut self, name: &'static str) -> Elem<'_> {
        self.start_content();
        self.out.push('\n');
        Elem::new(self.out, name)
    }

    /// Text.
    pub(crate) fn text(&mut self, text: &str) {
        self.start_content();
        escape(self.out, text);
    }

    fn start_content(&mut self) {
        if !self.open {
            self.out.push('>');
            self.open = true;
        }
    }
}

impl Drop for Elem<'_> {
    fn drop(&mut self) {
        if !self.open {
            self.out.push_str("/>");
            return;
        }
        if self.out.ends_with('>') && self.name == "svg" {
            self.out.push('\n');
        }
        let _ = write!(self.out, "</{}>", self.name);
    }
}

/// Text as XML has it, the same in attributes and in content.
fn escape(out: &mut String, text: &str) {
    // Most texts are written as they are.
    let stays = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'&' | b'<' | b'>' | b'"');
    let (as_it_is, rest) = text.split_at(text.bytes().take_while(stays).count());
    out.push_str(as_it_is);
    for c in rest.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // As it is, a parser would make a blank of it in an attribute.
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            // XML 1.0 has no way to write these.
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            // What nobody sees in a file is written as a number: a blank that does not break, the joiner of an emoji.
            c if is_hidden(c) => {
                let _ = write!(out, "&#x{:x};", u32::from(c));
            }
            _ => out.push(c),
        }
    }
}
