//! Lines on top of each other: each stretch of a broken line is drawn by one link, as the gaps of one line would be filled by
//! the dots of the next.
//!
//! This is not the question which links belong together. That is told once for each kind of drawing, before there are
//! coordinates: by `route::trunks` (links of one end), by `layers::segments` (nets of a module) and by `layered::between`
//! (lanes between modules). What lies on the same line in the end comes from all of these, from simple ways (`route::plain`),
//! which know of no other link, and from different trunks that found no room side by side. Coordinates are all that they
//! have in common, and dots show through wherever they are equal, so coordinates are what is compared.

use crate::maps::SortedMap;
use crate::scene::Dash;

use super::{Drawing, Point};

/// Gives every link the stretches that it draws: all of an unbroken line, and of a broken one those that no link before it
/// draws with the same look.
pub fn share_out(drawing: &mut Drawing) {
    let mut drawn: SortedMap<(bool, bool), Drawn> = SortedMap::new();
    for (link, placed) in drawing.scene.links.iter().zip(&mut drawing.links) {
        placed.strokes = match link.dash {
            // Nothing shows through an unbroken line.
            Dash::Solid => vec![placed.points.clone()],
            Dash::Dashed | Dash::Dotted => {
                let look = (link.dash == Dash::Dotted, link.ghost);
                drawn.entry(look).or_default().strokes(&placed.points)
            }
        };
    }
}

/// The stretches that links of one look draw.
#[derive(Debug, Default)]
struct Drawn {
    /// Those of each vertical line, by its x in hundredths of a unit.
    vertical: SortedMap<i64, Vec<(f64, f64)>>,
    /// Those of each horizontal line, by its y in hundredths of a unit.
    horizontal: SortedMap<i64, Vec<(f64, f64)>>,
}

impl Drawn {
    /// Returns the parts of a line that nobody draws yet, each a line of its own; they are drawn from now on.
    fn strokes(&mut self, points: &[Point]) -> Vec<Vec<Point>> {
        let mut lines: Vec<Vec<Point>> = Vec::new();
        for pair in points.windows(2) {
            let &[a, b] = pair else { continue };
            for (from, to) in self.segment(a, b) {
                match lines.last_mut() {
                    Some(line) if line.last() == Some(&from) => line.push(to),
                    _ => lines.push(vec![from, to]),
                }
            }
        }
        lines
    }

    /// Returns the bare stretches of one segment, from `a` to `b`.
    fn segment(&mut self, a: Point, b: Point) -> Vec<(Point, Point)> {
        if a.x != b.x && a.y != b.y {
            return vec![(a, b)];
        }
        let upright = a.x == b.x;
        let (line, from, to) = if upright { (a.x, a.y, b.y) } else { (a.y, a.x, b.x) };
        let lines = if upright { &mut self.vertical } else { &mut self.horizontal };
        let drawn = lines.entry((line * 100.0).round() as i64).or_default();
        let at = |along: f64| if upright { Point { x: a.x, y: along } } else { Point { x: along, y: a.y } };
        let bare = bare(drawn, from.min(to), from.max(to));
        drawn.extend(&bare);
        let mut stretches: Vec<(Point, Point)> =
            bare.into_iter().map(|(low, high)| (at(low), at(high))).collect();
        if from > to {
            stretches = stretches.into_iter().rev().map(|(low, high)| (high, low)).collect();
        }
        stretches
    }
}

/// Returns the parts of `low..high` that no stretch covers, in order.
fn bare(drawn: &[(f64, f64)], low: f64, high: f64) -> Vec<(f64, f64)> {
    let mut bare = vec![(low, high)];
    for &(start, end) in drawn {
        bare = bare
            .into_iter()
            .flat_map(|(low, high)| {
                let before = (low, high.min(start));
                let after = (low.max(end), high);
                [before, after].into_iter().filter(|(low, high)| low < high)
            })
            .collect();
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Vec<Point> {
        points.iter().map(|&(x, y)| Point { x, y }).collect()
    }

    #[test]
    fn what_two_lines_share_is_drawn_once() {
        let mut drawn = Drawn::default();
        let first = line(&[(0.0, 0.0), (0.0, 100.0), (50.0, 100.0)]);
        assert_eq!(drawn.strokes(&first), std::slice::from_ref(&first));
        let second = line(&[(0.0, 0.0), (0.0, 150.0), (50.0, 150.0)]);
        assert_eq!(drawn.strokes(&second), [line(&[(0.0, 100.0), (0.0, 150.0), (50.0, 150.0)])]);
        assert_eq!(drawn.strokes(&first), [[]; 0]);
    }

    #[test]
    fn links_of_different_ends_on_one_line_draw_it_once() {
        let link = |source, target, dash| crate::scene::Link { source, target, dash, ..Default::default() };
        let links = vec![link(0, 1, Dash::Dotted), link(2, 3, Dash::Dotted), link(4, 5, Dash::Solid)];
        let scene = crate::scene::Scene { links, ..Default::default() };
        let placed =
            |points: &[(f64, f64)]| super::super::PlacedLink { points: line(points), ..Default::default() };
        let long = [(0.0, 0.0), (100.0, 0.0)];
        let links = vec![placed(&long), placed(&[(60.0, 0.0), (140.0, 0.0)]), placed(&long)];
        let mut drawing = Drawing { scene: scene.into(), links, ..Drawing::default() };
        share_out(&mut drawing);
        let strokes: Vec<_> = drawing.links.into_iter().map(|link| link.strokes).collect();
        let rest = line(&[(100.0, 0.0), (140.0, 0.0)]);
        assert_eq!(strokes, [[line(&long)], [rest], [line(&long)]]);
    }

    #[test]
    fn a_line_with_a_drawn_middle_falls_in_two() {
        let mut drawn = Drawn::default();
        drawn.strokes(&line(&[(20.0, 0.0), (30.0, 0.0)]));
        let parts = drawn.strokes(&line(&[(50.0, 0.0), (0.0, 0.0)]));
        assert_eq!(parts, [line(&[(50.0, 0.0), (30.0, 0.0)]), line(&[(20.0, 0.0), (0.0, 0.0)])]);
    }

    #[test]
    fn lines_that_only_cross_are_whole() {
        let mut drawn = Drawn::default();
        drawn.strokes(&line(&[(0.0, 10.0), (20.0, 10.0)]));
        let across = line(&[(10.0, 0.0), (10.0, 20.0)]);
        assert_eq!(drawn.strokes(&across), std::slice::from_ref(&across));
    }
}
