//! Follows the reader through the text, so that every value has its place.
//!
//! serde_yaml and serde_json say what comes, in the order of the text, but not where it stands. The cursor knows as much of
//! the notation as it takes to step from one value to the next: blanks and comments, indicators, anchors and tags, and where
//! the scalar that begins here ends. What a value is, and where collections end, it is told.

mod scalar;

use super::mark::{Span, Style};
use super::source::{Format, Source};
use crate::maps::IndexMap;

pub(super) use scalar::Seen;

/// A place in the text that moves with the reader.
pub(super) struct Cursor<'t> {
    text: &'t str,
    format: Format,
    /// Behind what was read.
    at: usize,
    around: Around,
    /// The anchors by name, in the order of the text.
    anchors: IndexMap<&'t str, Vec<Anchor>>,
}

/// The collections that the cursor is in.
#[derive(Clone, Copy)]
struct Around {
    /// The least column, from 0, in which a part of the innermost block may stand: one more than its own.
    least: usize,
    /// True if the innermost collection has brackets.
    is_flow: bool,
}

/// The indicators before a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// The beginning of the text.
    Text,
    /// The beginning of an item of a list.
    Item,
    /// The beginning of an entry of a mapping: a key follows.
    Entry,
    /// A key: its value follows.
    Key,
}

/// The beginning of a value, behind the indicator that leads to it.
#[derive(Clone, Copy)]
pub(super) struct Start<'t> {
    /// Where its anchor and tag begin.
    pub(super) outer: usize,
    /// Where those of them begin that stand on the line of its content: in a block mapping they belong to the first key.
    line: usize,
    /// The tag, and where it stands.
    pub(super) tag: Option<(usize, &'t str)>,
    /// Where it begins itself.
    content: usize,
    /// True if nothing is written.
    is_absent: bool,
}

/// A value that an alias names.
#[derive(Clone, Copy)]
struct Anchor {
    at: usize,
    /// Where the value that has it begins.
    target: usize,
    before: Before,
    around: Around,
}

/// An alias, and where to go on when what it names was read.
#[derive(Clone, Copy)]
pub(super) struct Alias<'t> {
    pub(super) span: Span,
    pub(super) name: &'t str,
    anchor: Option<Anchor>,
    around: Around,
}

/// A collection whose parts are read.
#[derive(Clone, Copy)]
pub(super) struct Opened {
    start: usize,
    closing: Option<u8>,
    around: Around,
}

impl Opened {
    /// Returns how it is written.
    pub(super) fn style(self) -> Style {
        if self.closing.is_some() || self.around.is_flow { Style::Flow } else { Style::Block }
    }
}

impl Start<'_> {
    /// The same value as it begins behind its tag.
    pub(super) fn without_tag(self) -> Self {
        let at = self.content;
        Self { outer: at, tag: None, ..self }
    }
}

impl<'t> Cursor<'t> {
    pub(super) fn new(source: Source<'t>) -> Self {
        Self {
            text: source.whole,
            format: source.format,
            at: source.whole.len() - source.text.len(),
            around: Around { least: 0, is_flow: source.format == Format::Json },
            anchors: IndexMap::new(),
        }
    }

    /// Steps to the next value or key.
    pub(super) fn start(&mut self, before: Before) -> Start<'t> {
        let is_there = match before {
            Before::Text => self.skip_prologue(),
            Before::Item if self.around.is_flow => self.skip_comma(),
            Before::Item => {
                self.skip_blanks();
                self.take(b'-')
            }
            Before::Entry => {
                self.skip_comma();
                if self.byte(self.at) == Some(b'?') && self.is_blank(self.at + 1) {
                    self.at += 1;
                }
                true
            }
            Before::Key => {
                let behind_key = self.at;
                self.skip_blanks();
                let is_there = (self.around.is_flow || self.is_blank(self.at + 1)) && self.take(b':');
                if !is_there {
                    self.at = behind_key;
                }
                is_there
            }
        };
        match is_there {
            true => self.start_here(before),
            false => self.absent(self.at),
        }
    }

    /// The value that begins here.
    fn start_here(&mut self, before: Before) -> Start<'t> {
        let mut anchors = Vec::new();
        let mut tag = None;
        let mut outer = None;
        let mut line = None;
        loop {
            let from = self.at;
            let Some(is_new_line) = self.follows(before) else {
                self.at = from;
                let outer = outer.unwrap_or(from);
                self.remember(&anchors, before, outer, outer);
                return Start { outer, tag, ..self.absent(from) };
            };
            if is_new_line {
                line = None;
            }
            let at = self.at;
            match self.byte(at) {
                Some(b'&') if self.format == Format::Yaml => anchors.push((at, self.name())),
                Some(b'!') if self.format == Format::Yaml => tag = Some((at, self.tag())),
                _ => {
                    let (outer, line) = (outer.unwrap_or(at), line.unwrap_or(at));
                    self.remember(&anchors, before, outer, line);
                    return Start { outer, line, tag, content: at, is_absent: false };
                }
            }
            outer.get_or_insert(at);
            line.get_or_insert(at);
        }
    }

    fn absent(&self, at: usize) -> Start<'t> {
        Start { outer: at, line: at, tag: None, content: at, is_absent: true }
    }

    /// Goes to what comes next; returns whether that is on another line, and `None` when it is no part of this value.
    fn follows(&mut self, before: Before) -> Option<bool> {
        let is_new_line = self.skip_blanks();
        let next = self.byte(self.at)?;
        if before == Before::Entry && next == b':' && self.is_blank(self.at + 1) {
            return None;
        }
        if self.around.is_flow {
            return (!matches!(next, b',' | b']' | b'}')).then_some(is_new_line);
        }
        if is_new_line {
            let column = self.column(self.at);
            // The items of a list may stand below the key.
            let is_list = before == Before::Key && next == b'-' && self.is_blank(self.at + 1);
            if column + usize::from(is_list) < self.around.least {
                return None;
            }
        }
        Some(is_new_line)
    }

    /// Notes the anchors before a value; those on its line may be those of its first key.
    fn remember(&mut self, anchors: &[(usize, &'t str)], before: Before, outer: usize, line: usize) {
        for &(at, name) in anchors {
            let known = self.anchors.entry(name).or_default();
            // What an alias names is read again.
            if known.last().is_none_or(|last| last.at < at) {
                let target = if at < line { outer } else { line };
                known.push(Anchor { at, target, before, around: self.around });
            }
        }
    }

    /// The alias that stands in place of a value.
    pub(super) fn alias(&mut self, start: &Start<'t>, before: Before) -> Option<Alias<'t>> {
        let at = start.content;
        if self.format == Format::Json || start.is_absent || self.byte(at) != Some(b'*') {
            return None;
        }
        self.at = at;
        let name = self.name();
        let end = self.at;
        let is_key = {
            self.skip_spaces();
            self.byte(self.at) == Some(b':') && self.is_blank(self.at + 1)
        };
        // It is the first key of a mapping.
        if is_key && before != Before::Entry {
            self.at = at;
            return None;
        }
        self.at = end;
        // A name may be given anew further down, and what an alias names be read again from there.
        let known = self.anchors.get(name).map(Vec::as_slice).unwrap_or_default();
        let earlier = known.partition_point(|anchor| anchor.at < at);
        let anchor = earlier.checked_sub(1).and_then(|last| known.get(last)).copied();
        Some(Alias { span: Span::new(at, end), name, anchor, around: self.around })
    }

    /// Goes to what an alias names.
    pub(super) fn jump(&mut self, alias: &Alias<'t>) -> Start<'t> {
        match alias.anchor {
            Some(anchor) => {
                self.at = anchor.target;
                self.around = anchor.around;
                self.start_here(anchor.before)
            }
            None => self.absent(self.at),
        }
    }

    /// Goes on behind an alias.
    pub(super) fn back(&mut self, alias: &Alias<'t>) {
        self.at = alias.span.end();
        self.around = alias.around;
    }

    /// Goes into a mapping.
    pub(super) fn open_map(&mut self, start: &Start<'t>) -> Opened {
        self.open(start, b'{', b'}')
    }

    /// Goes into a list.
    pub(super) fn open_list(&mut self, start: &Start<'t>) -> Opened {
        self.open(start, b'[', b']')
    }

    fn open(&mut self, start: &Start<'t>, opening: u8, closing: u8) -> Opened {
        let around = self.around;
        if self.is_at(start, opening) {
            self.at = start.content + 1;
            self.around.is_flow = true;
            return Opened { start: start.content, closing: Some(closing), around };
        }
        self.at = start.line;
        if !around.is_flow {
            self.around.least = self.column(start.line) + 1;
        }
        Opened { start: start.line, closing: None, around }
    }

    /// Leaves a collection whose parts were read; returns where it stands.
    pub(super) fn close(&mut self, opened: Opened) -> Span {
        if let Some(closing) = opened.closing {
            self.skip_comma();
            self.take(closing);
        }
        self.around = opened.around;
        Span::new(opened.start, self.at)
    }

    /// Returns true if a value begins with this bracket.
    pub(super) fn is_at(&self, start: &Start<'t>, bracket: u8) -> bool {
        !start.is_absent && self.byte(start.content) == Some(bracket)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Returns true if a blank, the end of a line or of the text is at `at`.
    fn is_blank(&self, at: usize) -> bool {
        self.byte(at).is_none_or(|byte| matches!(byte, b' ' | b'\t') || self.line_break(at) > 0)
    }

    /// Returns how many bytes the break of a line at `at` has, as libyaml counts them; 0 where there is none.
    fn line_break(&self, at: usize) -> usize {
        match self.text.as_bytes().get(at..).unwrap_or_default() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            // U+0085, U+2028 and U+2029.
            [0xC2, 0x85, ..] => 2,
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
            _ => 0,
        }
    }

    /// The column of a byte, from 0.
    fn column(&self, at: usize) -> usize {
        let mut start = at;
        while let Some(before) = start.checked_sub(1) {
            let is_break = match self.byte(before) {
                Some(b'\r' | b'\n') => true,
                Some(0x85) => before.checked_sub(1).is_some_and(|before| self.line_break(before) == 2),
                Some(0xA8 | 0xA9) => before.checked_sub(2).is_some_and(|before| self.line_break(before) == 3),
                _ => false,
            };
            if is_break {
                break;
            }
            start = before;
        }
        let line = self.text.get(start..at).unwrap_or_default();
        line.chars().filter(|&c| c != super::line_starts::BYTE_ORDER_MARK).count()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.byte(self.at) == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn skip_comma(&mut self) -> bool {
        self.skip_blanks();
        if self.around.is_flow && self.take(b',') {
            self.skip_blanks();
        }
        true
    }

    fn skip_spaces(&mut self) {
        while matches!(self.byte(self.at), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Goes over blanks, ends of lines and comments; returns whether a line ended.
    fn skip_blanks(&mut self) -> bool {
        let mut is_new_line = false;
        loop {
            self.skip_spaces();
            if self.byte(self.at) == Some(b'#') && self.format == Format::Yaml {
                self.skip_line();
            }
            match self.line_break(self.at) {
                0 => return is_new_line,
                length => self.at += length,
            }
            is_new_line = true;
        }
    }

    /// Goes to the end of the line.
    fn skip_line(&mut self) {
        while self.byte(self.at).is_some() && self.line_break(self.at) == 0 {
            self.at += 1;
        }
    }

    /// Goes over directives (`%YAML 1.1`) and the mark of the document (`---`).
    fn skip_prologue(&mut self) -> bool {
        self.skip_blanks();
        while self.format == Format::Yaml && self.byte(self.at) == Some(b'%') {
            self.skip_line();
            self.skip_blanks();
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        if self.format == Format::Yaml && rest.starts_with("---") && self.is_blank(self.at + 3) {
            self.at += 3;
        }
        true
    }

    /// Goes over an anchor or an alias; returns its name.
    fn name(&mut self) -> &'t str {
        let from = self.at + 1;
        self.at = from;
        while self
            .byte(self.at)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        {
            self.at += 1;
        }
        self.text.get(from..self.at).unwrap_or_default()
    }

    /// Goes over a tag; returns it.
    fn tag(&mut self) -> &'t str {
        let from = self.at;
        let is_verbatim = self.byte(from + 1) == Some(b'<');
        while !self.is_blank(self.at) {
            let ends = match self.byte(self.at) {
                Some(b'>') => is_verbatim,
                Some(b',' | b'[' | b']' | b'{' | b'}') => self.around.is_flow && !is_verbatim,
                _ => false,
            };
            match (ends, is_verbatim) {
                (true, true) => {
                    self.at += 1;
                    break;
                }
                (true, false) => break,
                (false, _) => self.at += 1,
            }
        }
        self.text.get(from..self.at).unwrap_or_default()
    }
}
