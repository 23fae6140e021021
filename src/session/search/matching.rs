//! What of a text matches what the reader typed, and how well.

use std::ops::Range;

use super::entries::{Entry, Field};
use crate::hidden::readable;
use crate::words::{self, words};

/// The most letters of what was typed that count, and the most words.
const LONGEST: usize = 64;
const MOST_WORDS: usize = 6;

/// The letters of a text that are shown around what matched.
const AROUND: usize = 90;

/// The letters before it, so that its beginning is in sight.
const BEFORE: usize = 30;

/// A match in a type costs so much more than the same in a name: see [`super::entries::FieldKind`].
const TYPE_COST: usize = 8;

/// The words that the reader typed, in lower case.
#[derive(Debug)]
pub(super) struct Query {
    words: Vec<String>,
    /// All of it, for lines.
    whole: String,
}

/// The quality of a match with a part of the template.
pub(super) struct Matching<'e> {
    /// The sum over the words; less is better.
    pub(super) cost: usize,
    /// The text that says why, where the name and the type do not.
    pub(super) field: Option<&'e Field>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its letters.
    pub text: String,
    /// True if it is what the reader typed.
    pub is_match: bool,
}

impl Query {
    pub(super) fn of(typed: &str) -> Self {
        let whole: String = typed.trim().chars().take(LONGEST).map(words::small).collect();
        let words = whole.split_whitespace().take(MOST_WORDS).map(str::to_owned).collect();
        Self { words, whole }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns how well all words match a part of the template; `None` when one does not.
    pub(super) fn matching<'e>(&self, entry: &'e Entry) -> Option<Matching<'e>> {
        let mut all = Matching { cost: 0, field: None };
        for word in &self.words {
            let own = [(&entry.name, 0), (&entry.type_name, TYPE_COST)];
            let own = own.into_iter().filter_map(|(text, cost)| Some(cost + rank(text, word)?)).min();
            let fields = entry.fields.iter().filter_map(|field| {
                let text = rank(&field.text, word);
                // The name of a property counts less than what it is set to.
                let name = rank(&field.name, word).map(|rank| rank + 2);
                let cost = text.into_iter().chain(name).min()?;
                Some((field.kind as usize + cost, field))
            });
            let best = fields.min_by_key(|(cost, _)| *cost);
            let (cost, field) = match (own, best) {
                (Some(own), Some((cost, field))) if cost < own => (cost, Some(field)),
                (Some(own), _) => (own, None),
                (None, Some((cost, field))) => (cost, Some(field)),
                (None, None) => return None,
            };
            all.cost += cost;
            all.field = all.field.or(field);
        }
        Some(all)
    }

    /// Returns true if a line has all that was typed. One letter is in nearly every line.
    pub(super) fn is_in_line(&self, line: &str) -> bool {
        self.whole.len() > 1 && occurrence(line, &self.whole, 0).is_some()
    }

    /// Returns a text in pieces.
    pub(super) fn marked(&self, text: &str) -> Vec<Piece> {
        pieces(text, &self.words)
    }

    /// Returns the part of a text that matches, with what is around it, in pieces.
    pub(super) fn excerpt(&self, text: &str) -> Vec<Piece> {
        excerpt(text, &self.words)
    }
}

/// Returns a line of the template in pieces, from its first letter.
pub(super) fn line_excerpt(query: &Query, line: &str) -> Vec<Piece> {
    excerpt(line.trim_start(), std::slice::from_ref(&query.whole))
}

fn excerpt(text: &str, words: &[String]) -> Vec<Piece> {
    let first = words.iter().filter_map(|word| occurrence(text, word, 0)).map(|range| range.start).min();
    let at = first.unwrap_or_default();
    // The line that it is in.
    let line_start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let line = &text[line_start..line_end];
    let before = line[..at - line_start].chars().count();
    let skipped = before.saturating_sub(BEFORE);
    let start = line.char_indices().nth(skipped).map_or(0, |(at, _)| at);
    let line = &line[start..];
    let end = line.char_indices().nth(AROUND).map_or(line.len(), |(end, _)| end);
    let mut found = pieces(line[..end].trim(), words);
    let dots = || Piece { text: "…".to_owned(), is_match: false };
    if skipped > 0 {
        found.insert(0, dots());
    }
    if end < line.len() {
        found.push(dots());
    }
    found
}

fn pieces(text: &str, words: &[String]) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut push = |range: Range<usize>, is_match| {
        let piece = text.get(range).unwrap_or_default();
        if !piece.is_empty() {
            found.push(Piece { text: readable(piece).into_owned(), is_match });
        }
    };
    while let Some(range) = next_of(text, words, at) {
        push(at..range.start, false);
        at = range.end;
        push(range, true);
    }
    push(at..text.len(), false);
    found
}

/// Returns the first place where any of the words stands, the longest there.
fn next_of(text: &str, words: &[String], from: usize) -> Option<Range<usize>> {
    let all = words.iter().filter_map(|word| occurrence(text, word, from));
    all.min_by_key(|range| (range.start, usize::MAX - range.end))
}

/// Returns how well a word matches a text: as all of it, at its beginning, at the beginning of a word, or anywhere.
fn rank(text: &str, word: &str) -> Option<usize> {
    let first = occurrence(text, word, 0)?;
    Some(match first {
        Range { start: 0, end } if end == text.len() => 0,
        Range { start: 0, .. } => 1,
        _ if words(text).iter().any(|part| begins(part, word).is_some()) => 2,
        _ => 3,
    })
}

/// Returns where a word in lower case stands in a text, from a byte on.
fn occurrence(text: &str, word: &str, from: usize) -> Option<Range<usize>> {
    let first = word.chars().next()?;
    let rest = text.get(from..)?;
    let mut places = rest.char_indices().filter(|(_, c)| words::small(*c) == first);
    places.find_map(|(at, _)| Some(from + at..from + at + begins(&rest[at..], word)?))
}

/// Returns how many bytes of a text a word in lower case takes at its beginning.
fn begins(text: &str, word: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    for wanted in word.chars() {
        letters.next().filter(|(_, c)| words::small(*c) == wanted)?;
    }
    Some(letters.offset())
}
