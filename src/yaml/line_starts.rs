//! Byte offsets to lines and columns.

use crate::diagnostic::Position;

/// A mark that says how bytes make a text; it stands in no column.
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';

/// The starts of the lines of a text: `\n`, `\r\n` and a lone `\r` end one, as YAML has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LineStarts(Vec<u32>);

impl LineStarts {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let first = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        let ends = bytes
            .iter()
            .enumerate()
            .filter(|&(i, byte)| *byte == b'\n' || (*byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')));
        let starts = std::iter::once(first).chain(ends.map(|(i, _)| i + 1));
        Self(starts.map(|start| u32::try_from(start).unwrap_or(u32::MAX)).collect())
    }

    /// The position of the byte at `offset` of the text whose lines these are.
    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let offset = offset.min(text.len());
        let line = self.0.partition_point(|&start| start as usize <= offset).max(1);
        let before = text.as_bytes().get(self.start(line)..offset).unwrap_or_default();
        // Characters, not bytes: every byte of a character but its first is a continuation.
        let column = before.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() + 1;
        Position { line, column }
    }

    /// The position of a place that a reader gives as line and column in bytes, both from 1.
    pub(super) fn position_in_line(&self, text: &str, line: usize, column: usize) -> Position {
        self.position(text, self.start(line) + column.saturating_sub(1))
    }

    fn start(&self, line: usize) -> usize {
        self.0.get(line.saturating_sub(1)).map_or(0, |&start| start as usize)
    }
}
