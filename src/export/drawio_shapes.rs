//! Which of draw.io's shapes of AWS stand for our icons.

const TABLE: &str = include_str!("data/drawio.tsv");

/// The shapes of one icon in the library `mxgraph.aws4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shapes {
    /// The shape; empty where it is only the corner of a box.
    pub shape: &'static str,
    /// The corner of a box; empty where there is none of its own.
    pub group: &'static str,
}

/// Returns the shapes for a glyph or for a service's picture, by its name.
pub(super) fn shapes(name: &str) -> Option<Shapes> {
    TABLE.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut cells = line.split('\t');
        (cells.next() == Some(name)).then(|| Shapes {
            shape: cells.next().unwrap_or_default(),
            group: cells.next().unwrap_or_default(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::svg;

    /// The names of the pictures of services.
    fn services() -> Vec<&'static str> {
        let mut names: Vec<&str> = include_str!("../catalog/data/services.tsv")
            .lines()
            .skip(1)
            .filter_map(|line| line.split('\t').nth(2).filter(|name| !name.is_empty()))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn the_table_is_sorted_and_names_only_what_there_is() {
        let names: Vec<&str> = TABLE.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
        assert!(names.is_sorted_by(|a, b| a < b));
        let glyphs: Vec<&str> = svg::glyph_names().collect();
        let services = services();
        for name in names {
            assert!(glyphs.contains(&name) || services.contains(&name), "{name}");
        }
    }

    #[test]
    fn most_glyphs_and_services_have_a_shape() {
        let share = |names: &[&str]| {
            let known = names.iter().filter(|name| shapes(name).is_some()).count();
            100 * known / names.len()
        };
        let glyphs: Vec<&str> = svg::glyph_names().collect();
        assert!(share(&glyphs) >= 90 && share(&services()) >= 85);
    }
}
