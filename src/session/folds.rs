//! The template's text with blocks of it folded away, and what is typed in what is left of it.

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::rc::Rc;

use super::source_lines::SourceLines;
use crate::edit::Change;

/// A text without the blocks that are folded: what a field shows.
#[derive(Debug, Clone, PartialEq)]
pub struct FoldedText {
    /// The text that is left.
    text: Rc<str>,
    /// The lines that are left, counted from 0.
    rows: Vec<usize>,
    /// Where each of them begins in what is left, in bytes.
    starts: Vec<usize>,
}

impl FoldedText {
    /// Leaves the blocks out that these lines begin.
    pub fn of(lines: &SourceLines, closed: &[usize]) -> Self {
        let mut folded =
            Self { text: lines.text().clone(), rows: Vec::with_capacity(lines.len()), starts: Vec::new() };
        let (mut line, mut left) = (0, String::new());
        while line < lines.len() {
            folded.rows.push(line);
            folded.starts.push(left.len());
            left.push_str(lines.text().get(lines.start(line)..lines.start(line + 1)).unwrap_or_default());
            let block = closed.binary_search(&line).ok().and_then(|_| lines.block(line));
            line = block.map_or(line + 1, |block| block.end);
        }
        // Behind a block at the very end there is no further line.
        if folded.rows.last().is_some_and(|last| last + 1 < lines.len()) {
            left.truncate(left.trim_end_matches('\n').len());
        }
        if folded.rows.len() < lines.len() {
            folded.text = left.into();
        }
        folded
    }

    /// Returns the text that is left.
    pub fn text(&self) -> &Rc<str> {
        &self.text
    }

    /// Returns the lines of the whole text that are left.
    pub fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// Returns the row of a line; of one that is folded away, that of the line which begins its block.
    pub fn row_of(&self, line: usize) -> usize {
        self.rows.partition_point(|row| *row <= line).saturating_sub(1)
    }

    /// Returns true if a line is folded away.
    pub fn hides(&self, line: usize) -> bool {
        self.rows.get(self.row_of(line)) != Some(&line)
    }

    /// Returns where a byte of what is left is in the whole text.
    pub fn byte_in(&self, whole: &SourceLines, byte: usize) -> usize {
        let row = self.row_at(byte);
        let (Some(line), Some(start)) = (self.rows.get(row), self.starts.get(row)) else { return byte };
        whole.start(*line) + (byte - start)
    }

    /// Returns where a byte of the whole text is in what is left.
    pub fn byte_of(&self, whole: &SourceLines, byte: usize) -> usize {
        let line = whole.line_at(byte);
        let row = self.row_of(line);
        let start = self.starts.get(row).copied().unwrap_or_default();
        if self.hides(line) { start } else { start + (byte - whole.start(line)) }
    }

    /// Returns the whole text after what is left was changed to this; `None` where the change would join a line with a block
    /// that nobody sees. What is deleted with both its ends goes with all that is folded in it.
    pub fn typed(&self, whole: &SourceLines, typed: &str) -> Option<String> {
        let mut change = Change::between(&self.text, typed);
        for piece in &mut change.pieces {
            let (first, last) = (self.row_at(piece.span.start), self.row_at(piece.span.end));
            let lines = self.rows.get(last)? - self.rows.get(first)?;
            let is_over_block = lines > last - first;
            if is_over_block && self.text.get(piece.span.clone())?.trim().is_empty() {
                return None;
            }
            piece.span = self.byte_in(whole, piece.span.start)..self.byte_in(whole, piece.span.end);
        }
        Some(change.apply(whole.text()))
    }

    fn row_at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }
}

impl SourceLines {
    /// Returns true if a line begins a block: those below it are indented deeper.
    pub fn begins_block(&self, line: usize) -> bool {
        self.may_begin(line) && self.first_below(line).is_some_and(|next| self.is_below(line, next))
    }

    /// Returns the lines of the block that a line begins.
    pub fn block(&self, line: usize) -> Option<Range<usize>> {
        if !self.begins_block(line) {
            return None;
        }
        let mut end = line + 1;
        for next in line + 1..self.len() {
            if self.says_nothing(next) {
                continue;
            }
            if !self.is_below(line, next) {
                break;
            }
            end = next + 1;
        }
        Some(line + 1..end)
    }

    /// Returns the line that begins the innermost block which a line begins or is in.
    pub fn block_around(&self, line: usize) -> Option<usize> {
        (0..=line.min(self.len())).rev().find(|begin| {
            *begin == line && self.begins_block(line)
                || self.block(*begin).is_some_and(|block| block.contains(&line))
        })
    }

    /// Returns the lines that begin the entries of all sections: parameters, resources, outputs.
    pub fn entries(&self) -> Vec<usize> {
        let sections = (0..self.len()).filter(|line| self.indent(*line) == 0 && self.begins_block(*line));
        let mut found = Vec::new();
        // In JSON the sections are in an object of their own.
        let outermost: Vec<usize> = sections.collect();
        let sections: Vec<usize> = match outermost[..] {
            [only] if self.line(only).trim_start().starts_with('{') => self.blocks_in(only),
            _ => outermost,
        };
        for section in sections {
            found.extend(self.blocks_in(section));
        }
        found
    }

    /// Returns the lines that begin the blocks right in a block.
    fn blocks_in(&self, line: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let Some(block) = self.block(line) else { return found };
        let mut at = block.start;
        while at < block.end {
            let inner = self.block(at);
            if inner.is_some() {
                found.push(at);
            }
            at = inner.map_or(at + 1, |inner| inner.end);
        }
        found
    }

    fn may_begin(&self, line: usize) -> bool {
        line < self.len() && !self.says_nothing(line) && !self.is_in_text(line)
    }

    fn first_below(&self, line: usize) -> Option<usize> {
        (line + 1..self.len()).find(|next| !self.says_nothing(*next))
    }

    fn is_below(&self, line: usize, next: usize) -> bool {
        let (above, below) = (self.indent(line), self.indent(next));
        let item = self.line(next).trim_start();
        let is_item = item == "-" || item.starts_with("- ");
        // The items of a list may stand right below its key.
        let is_key = || {
            let text = self.line(line).split(" #").next().unwrap_or_default().trim();
            text.ends_with(':') && !text.starts_with("- ")
        };
        below > above || (below == above && is_item && is_key())
    }

    /// Returns true for a line that ends no block: it is empty, or a comment.
    fn says_nothing(&self, line: usize) -> bool {
        let text = self.line(line).trim_start();
        text.is_empty() || (text.starts_with('#') && !self.is_in_text(line))
    }

    fn indent(&self, line: usize) -> usize {
        let text = self.line(line);
        text.len() - text.trim_start().len()
    }
}

/// Returns the lines that are still folded in a text after another: those that stayed, with what begins their block and all that is in it.
pub fn still_closed(closed: &[usize], before: &SourceLines, after: &SourceLines) -> Vec<usize> {
    let (old, new) = (before.len(), after.len());
    let same = |at: &usize| before.line(*at) == after.line(*at);
    let first = (0..old.min(new)).take_while(same).count();
    let alike = |from_end: &usize| before.line(old - 1 - from_end) == after.line(new - 1 - from_end);
    let last = (0..old.min(new) - first).take_while(alike).count();
    let moved = |line: &usize| match *line {
        line if line + 1 < first => Some(line),
        line if line >= old - last => Some(line + new - old),
        _ => None,
    };
    let length = |lines: &SourceLines, line| lines.block(line).map(|block| block.len());
    let stays = |line: &usize| moved(line).filter(|to| length(before, *line) == length(after, *to));
    closed.iter().filter_map(stays).collect()
}
