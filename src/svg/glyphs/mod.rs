//! Our own glyphs, drawn for this project: name → path data in a square of 48 units, lines 2 units wide.

use std::sync::OnceLock;

use crate::maps::SortedMap;

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
    table().get(name).copied()
}

/// The names of all glyphs, sorted.
pub fn glyph_names() -> impl Iterator<Item = &'static str> {
    table().keys().copied()
}

fn table() -> &'static SortedMap<&'static str, Glyph> {
    static GLYPHS: OnceLock<SortedMap<&'static str, Glyph>> = OnceLock::new();
    GLYPHS.get_or_init(read)
}

/// The table: a name, lines and solids in a row, with tabs between.
fn read() -> SortedMap<&'static str, Glyph> {
    let rows = include_str!("glyphs.tsv").lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
    rows.map(|row| {
        let mut columns = row.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        (next(), Glyph { lines: next(), solids: next() })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_of_the_catalog_is_drawn() {
        let types = include_str!("../../catalog/data/types.tsv").lines().skip(1);
        let of_boxes = ["region", "vpc", "public-subnet", "private-subnet", "security-group"];
        let names = types.filter_map(|row| row.split('\t').nth(2)).filter(|name| !name.is_empty());
        let names = names.chain(of_boxes);
        let missing: Vec<&str> = names.filter(|name| glyph(name).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn glyphs_are_sorted_absolute_paths_inside_their_square() {
        let rows: Vec<&str> = include_str!("glyphs.tsv").lines().skip(1).collect();
        assert!(rows.is_sorted(), "the table is not sorted");
        for row in rows {
            let (name, data) = row.split_once('\t').unwrap_or_default();
            assert!(data.split('\t').all(|d| d.starts_with('M')), "{name} does not begin with a place");
            let numbers = data.split(|c: char| c.is_ascii_uppercase() || " \t".contains(c));
            for number in numbers.filter(|number| !number.is_empty()) {
                let value: f64 = number.parse().expect("path data are letters and numbers");
                assert!((0.0..=SIDE).contains(&value), "{name} leaves its square: {number}");
            }
        }
    }
}
