//! Our own glyphs, drawn for this project: name → path data in a square of 48 units, lines 2 units wide.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The side of the square that glyphs are drawn in.
pub(super) const SIDE: f64 = 48.0;

/// A picture of one colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    /// Path data of what is drawn in lines.
    pub(super) lines: &'static str,
    /// Path data of what is filled.
    pub(super) solids: &'static str,
}

/// A glyph by its name in the catalog.
pub(super) fn glyph(name: &str) -> Option<Glyph> {
    static GLYPHS: OnceLock<BTreeMap<&str, Glyph>> = OnceLock::new();
    GLYPHS.get_or_init(read).get(name).copied()
}

/// The table: a name, lines and solids in a row, with tabs between.
fn read() -> BTreeMap<&'static str, Glyph> {
    let rows = include_str!("glyphs.tsv").lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
    rows.map(|row| {
        let mut columns = row.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        (next(), Glyph { lines: next(), solids: next() })
    })
    .collect()
}
