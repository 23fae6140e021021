//! Texts as readers see them, which know which of their parts only AWS will know: `http://‹Ec2WebHost.PublicIp›:5000`. A
//! template may write `‹` and `›` itself, so nobody looks for these.

use std::cmp::Ordering;
use std::fmt::{self, Write};
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::rc::Rc;

use crate::logical_id::LogicalId;

/// A text and its parts that only AWS will know.
#[derive(Debug, Clone)]
pub struct MarkedText {
    text: Rc<str>,
    unknown: Vec<Unknown>,
}

/// A part that only AWS will know, its brackets included; others may be in it, and follow it.
#[derive(Debug, Clone)]
pub struct Unknown {
    range: Range<usize>,
    /// The resource, the parameter or the pseudo parameter that it is of.
    pub of: Option<LogicalId>,
}

/// A stretch of a marked text.
#[derive(Debug, Clone, Copy)]
pub struct Marked<'t> {
    text: &'t str,
    /// Where it begins in the whole.
    start: usize,
    /// The parts of the whole.
    unknown: &'t [Unknown],
}

/// A part of a text, by who knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// A part that the template says.
    Known(&'t str),
    /// A part that only AWS will know, as it reads.
    Unknown(&'t str),
}

impl MarkedText {
    /// Returns what a value reads as.
    pub fn of(value: &dyn Reads) -> Self {
        Self::within(value, usize::MAX).unwrap_or_else(|start| start)
    }

    /// Returns what something reads as when it has at most so many letters; else its beginning. No more than that is ever
    /// written.
    pub fn within(of: &dyn Reads, most: usize) -> Result<Self, Self> {
        let mut start = Beginning::new(most);
        match of.read_to(&mut start) {
            Ok(()) => Ok(start.finish()),
            Err(fmt::Error) => Err(start.finish()),
        }
    }

    /// Returns a text with some of its parts marked.
    pub fn with_unknown(text: String, ranges: impl Iterator<Item = Range<usize>>) -> Self {
        MarkedText { text: text.into(), unknown: ranges.map(|range| Unknown { range, of: None }).collect() }
    }

    /// Returns the name of something that only AWS will know.
    pub fn unknown(name: &str) -> Self {
        let text = format!("‹{name}›");
        let all = 0..text.len();
        Self::with_unknown(text, std::iter::once(all))
    }

    /// Returns a text in which whatever is in brackets is marked, for scenes and names that are made by hand.
    pub fn with_brackets(text: &str) -> Self {
        let mut all = Beginning::new(usize::MAX);
        for (at, c) in text.char_indices() {
            let name = text.get(at..).unwrap_or_default().trim_start_matches('‹').split(['›', '.']).next();
            // It takes any number of letters.
            let _ = match c {
                '‹' => all.open(name.map(LogicalId::from).as_ref()),
                '›' => all.close(),
                c => all.write_char(c),
            };
        }
        all.finish()
    }

    /// Puts texts together.
    pub fn concat(parts: &[Marked]) -> Self {
        let mut all = Beginning::new(usize::MAX);
        for part in parts {
            let written = all.write_marked(*part);
            debug_assert!(written.is_ok(), "there is room for all");
        }
        all.finish()
    }

    /// Puts texts together, with another between them.
    pub fn joined<'t>(parts: impl IntoIterator<Item = Marked<'t>>, between: &'t str) -> Self {
        let all = parts.into_iter().flat_map(|part| [between.into(), part]).skip(1);
        Self::concat(&Vec::from_iter(all))
    }

    /// Returns its letters.
    pub fn letters(&self) -> Rc<str> {
        self.text.clone()
    }

    /// Returns all of it.
    pub fn marked(&self) -> Marked<'_> {
        Marked { text: &self.text, start: 0, unknown: &self.unknown }
    }

    /// Rewrites the letters, but for those that a mark begins or ends with.
    pub fn rewritten(&self, rewrite: impl Fn(&str) -> String) -> Self {
        const OPENING: usize = '‹'.len_utf8();
        let length = |end: usize| self.text.get(..end).map_or(0, |before| rewrite(before).len());
        let unknown = self.unknown.iter().map(|Unknown { range, of }| Unknown {
            range: length(range.start + OPENING).saturating_sub(OPENING)..length(range.end),
            of: of.clone(),
        });
        MarkedText { text: rewrite(&self.text).into(), unknown: unknown.collect() }
    }
}

impl<'t> Marked<'t> {
    /// Returns its letters.
    pub fn as_str(self) -> &'t str {
        self.text
    }

    /// Returns the same as a text of its own.
    #[inline(never)]
    pub fn to_owned(self) -> MarkedText {
        MarkedText::concat(&[self])
    }

    /// Returns the stretch that some of its letters are.
    #[inline(never)]
    pub fn part(self, letters: &'t str) -> Self {
        let at = (letters.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        self.get(at..at.saturating_add(letters.len())).unwrap_or_else(|| letters.into())
    }

    /// Returns a stretch of it.
    pub fn get(self, range: Range<usize>) -> Option<Self> {
        let start = self.start + range.start;
        self.text.get(range).map(|text| Marked { text, start, ..self })
    }

    /// Returns the parts in it that only AWS will know and where they are, outer ones before those in them.
    pub fn unknown(self) -> impl Iterator<Item = (Range<usize>, &'t Unknown)> {
        let all = self.unknown.iter().filter(move |part| {
            part.range.start >= self.start && part.range.end <= self.start + self.text.len()
        });
        all.map(move |part| (part.range.start - self.start..part.range.end - self.start, part))
    }

    /// Returns the same parts but for those in others.
    fn outer(self) -> impl Iterator<Item = Range<usize>> + 't {
        let mut end = 0;
        self.unknown().map(|(range, _)| range).filter(move |range| {
            let is_outer = range.start >= end;
            end = end.max(range.end);
            is_outer
        })
    }

    /// Returns its letters that the template says, and where they are.
    pub fn known_letters(self) -> impl Iterator<Item = (usize, char)> + 't {
        let mut outer = self.outer().peekable();
        self.text.char_indices().filter(move |(at, _)| {
            while outer.next_if(|range| range.end <= *at).is_some() {}
            outer.peek().is_none_or(|range| *at < range.start)
        })
    }

    /// Returns its parts in order.
    pub fn pieces(self) -> Vec<Piece<'t>> {
        let mut pieces = Vec::new();
        let mut end = 0;
        let letters = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        for range in self.outer() {
            pieces.push(Piece::Known(letters(end..range.start)));
            pieces.push(Piece::Unknown(letters(range.clone())));
            end = range.end;
        }
        pieces.push(Piece::Known(letters(end..self.text.len())));
        pieces.retain(|piece| !matches!(piece, Piece::Known("")));
        pieces
    }

    /// Returns the only part of which all of it is made and which has no other in it.
    pub fn only_unknown(self) -> Option<&'t Unknown> {
        let mut unknown = self.unknown();
        let (range, only) = unknown.next()?;
        (range == (0..self.text.len()) && unknown.next().is_none()).then_some(only)
    }

    /// Returns what only AWS will know of a name without its brackets, where that is all of it: `VpcId` of `‹VpcId›`.
    pub fn bare(self) -> &'t str {
        match self.only_unknown() {
            Some(_) => self.text.trim_start_matches('‹').trim_end_matches('›'),
            None => self.text,
        }
    }
}

impl Deref for MarkedText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Deref for Marked<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}

impl Default for MarkedText {
    fn default() -> Self {
        "".into()
    }
}

impl<T: Into<Rc<str>>> From<T> for MarkedText {
    fn from(text: T) -> Self {
        MarkedText { text: text.into(), unknown: Vec::new() }
    }
}

impl<'t, T: AsRef<str> + ?Sized> From<&'t T> for Marked<'t> {
    fn from(text: &'t T) -> Self {
        Marked { text: text.as_ref(), start: 0, unknown: &[] }
    }
}

impl fmt::Display for MarkedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl PartialEq for Marked<'_> {
    fn eq(&self, other: &Self) -> bool {
        let ranges = |marked: &Self| marked.unknown().map(|(range, _)| range);
        self.text == other.text && ranges(self).eq(ranges(other))
    }
}

impl Eq for Marked<'_> {}

impl Hash for Marked<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl PartialEq for MarkedText {
    fn eq(&self, other: &Self) -> bool {
        self.marked() == other.marked()
    }
}

impl Eq for MarkedText {}

impl PartialOrd for MarkedText {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By its letters.
impl Ord for MarkedText {
    fn cmp(&self, other: &Self) -> Ordering {
        let marks = |text: &Self| {
            text.unknown.iter().map(|part| (part.range.start, part.range.end)).collect::<Vec<_>>()
        };
        self.text.cmp(&other.text).then_with(|| marks(self).cmp(&marks(other)))
    }
}

impl Hash for MarkedText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// Maps by marked texts are asked with stretches of others.
impl crate::maps::Equivalent<MarkedText> for Marked<'_> {
    fn is(&self, key: &MarkedText) -> bool {
        *self == key.marked()
    }
}

/// Takes a text piece by piece.
pub trait Writer: Write {
    /// Says that only AWS will know what follows.
    fn open(&mut self, _of: Option<&LogicalId>) -> fmt::Result {
        self.write_char('‹')
    }

    /// Says that this was all of it.
    fn close(&mut self) -> fmt::Result {
        self.write_char('›')
    }

    /// Writes what is marked already.
    fn write_marked(&mut self, text: Marked) -> fmt::Result {
        self.write_str(&text)
    }
}

impl Writer for fmt::Formatter<'_> {}

/// Can be read with marks.
pub trait Reads {
    /// Writes what it reads as.
    fn read_to(&self, out: &mut dyn Writer) -> fmt::Result;
}

impl Reads for &str {
    fn read_to(&self, out: &mut dyn Writer) -> fmt::Result {
        out.write_str(self)
    }
}

impl Reads for MarkedText {
    fn read_to(&self, out: &mut dyn Writer) -> fmt::Result {
        out.write_marked(self.marked())
    }
}

/// The beginning of a text; writing more of it fails.
#[derive(Debug, Default)]
pub struct Beginning {
    text: String,
    /// The number of letters that may follow.
    left: usize,
    unknown: Vec<Unknown>,
    /// The parts that are not closed yet.
    open: Vec<usize>,
}

impl Beginning {
    /// Returns an empty one that takes so many letters.
    pub fn new(left: usize) -> Self {
        Beginning { left, ..Beginning::default() }
    }

    /// Returns the letters that were taken.
    pub fn into_letters(self) -> String {
        self.text
    }

    fn finish(mut self) -> MarkedText {
        for part in self.open {
            if let Some(part) = self.unknown.get_mut(part) {
                part.range.end = self.text.len();
            }
        }
        MarkedText { text: self.text.into(), unknown: self.unknown }
    }
}

impl Write for Beginning {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // No letter is less than a byte.
        let is_short = text.len() <= self.left;
        let cut = if is_short { None } else { text.char_indices().nth(self.left).map(|(cut, _)| cut) };
        self.text.push_str(cut.and_then(|cut| text.get(..cut)).unwrap_or(text));
        self.left = if cut.is_none() { self.left - text.chars().count() } else { 0 };
        if cut.is_none() { Ok(()) } else { Err(fmt::Error) }
    }
}

impl Writer for Beginning {
    fn open(&mut self, of: Option<&LogicalId>) -> fmt::Result {
        let start = self.text.len();
        self.write_char('‹')?;
        self.open.push(self.unknown.len());
        self.unknown.push(Unknown { range: start..start, of: of.cloned() });
        Ok(())
    }

    fn close(&mut self) -> fmt::Result {
        self.write_char('›')?;
        if let Some(part) = self.open.pop().and_then(|part| self.unknown.get_mut(part)) {
            part.range.end = self.text.len();
        }
        Ok(())
    }

    fn write_marked(&mut self, text: Marked) -> fmt::Result {
        let start = self.text.len();
        let written = self.write_str(&text);
        let end = self.text.len();
        let parts = text.unknown().map(|(range, part)| Unknown {
            range: start + range.start..(start + range.end).min(end),
            of: part.of.clone(),
        });
        self.unknown.extend(parts.filter(|part| part.range.start < end));
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> MarkedText {
        let all = MarkedText::with_brackets;
        let (stage, names) = (all("‹Stage›"), all("‹Join /, ‹Names››"));
        MarkedText::concat(&["‹a›-".into(), stage.marked(), ":x".into(), names.marked()])
    }

    #[test]
    fn what_the_template_writes_is_no_mark() {
        let text = text();
        assert_eq!(&*text, "‹a›-‹Stage›:x‹Join /, ‹Names››");
        let pieces = [
            Piece::Known("‹a›-"),
            Piece::Unknown("‹Stage›"),
            Piece::Known(":x"),
            Piece::Unknown("‹Join /, ‹Names››"),
        ];
        assert_eq!(text.marked().pieces(), pieces);
        let known: String = text.marked().known_letters().map(|(_, c)| c).collect();
        assert_eq!(known, "‹a›-:x");
        assert_ne!(text, MarkedText::from(&*text));
    }

    #[test]
    fn stretches_know_what_they_are_of() {
        let text = text();
        let stage = text
            .marked()
            .part(text.get("‹a›-".len()..).unwrap_or_default().split(':').next().unwrap_or_default());
        assert_eq!(stage.only_unknown().and_then(|part| part.of.clone()), Some("Stage".into()));
        assert_eq!((stage.as_str(), stage.bare()), ("‹Stage›", "Stage"));
        assert_eq!(text.marked().unknown().count(), 3);
        assert_eq!(text.marked().only_unknown().map(|_| ()), None);
        assert_eq!(Marked::from("‹Stage›").only_unknown().map(|_| ()), None);
    }

    #[test]
    fn marks_move_with_the_letters() {
        let name = MarkedText::with_brackets("‹Stage›");
        let text = MarkedText::concat(&["a  b ".into(), name.marked(), " c".into()]);
        let tidy = text.rewritten(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        assert_eq!(
            tidy.marked().pieces(),
            [Piece::Known("a b "), Piece::Unknown("‹Stage›"), Piece::Known(" c")]
        );
    }

    #[test]
    fn of_long_texts_there_is_the_beginning() {
        let name = MarkedText::with_brackets("‹Stage›");
        let start = MarkedText::within(&name, 3).unwrap_err();
        assert_eq!(start.marked().pieces(), [Piece::Unknown("‹St")]);
    }
}
