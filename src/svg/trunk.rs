//! Lines that share a trunk: each stretch of a broken line is painted once, as the gaps of one line would be
//! filled by the dots of the next.

use std::collections::BTreeMap;

use crate::layout::Point;

use super::number::rounded;

/// What has been painted of one kind of line.
#[derive(Debug, Default)]
pub(super) struct Trunks {
    /// The painted stretches of each vertical line, by its x in hundredths of a unit.
    vertical: BTreeMap<i64, Vec<(f64, f64)>>,
    /// The painted stretches of each horizontal line, by its y in hundredths of a unit.
    horizontal: BTreeMap<i64, Vec<(f64, f64)>>,
}

impl Trunks {
    /// The parts of a line that nobody painted yet, each a line of its own; they count as painted from now on.
    pub fn paint(&mut self, points: &[Point]) -> Vec<Vec<Point>> {
        let mut lines: Vec<Vec<Point>> = Vec::new();
        for pair in points.windows(2) {
            let [a, b] = pair else {
                continue;
            };
            for (from, to) in self.segment(*a, *b) {
                match lines.last_mut() {
                    Some(line) if line.last() == Some(&from) => line.push(to),
                    _ => lines.push(vec![from, to]),
                }
            }
        }
        lines
    }

    /// The bare stretches of one segment, from `a` to `b`.
    fn segment(&mut self, a: Point, b: Point) -> Vec<(Point, Point)> {
        if a.x != b.x && a.y != b.y {
            return vec![(a, b)];
        }
        let upright = a.x == b.x;
        let (line, from, to) = if upright { (a.x, a.y, b.y) } else { (a.y, a.x, b.x) };
        let lines = if upright { &mut self.vertical } else { &mut self.horizontal };
        let painted = lines.entry((rounded(line) * 100.0) as i64).or_default();
        let at = |along: f64| if upright { Point { x: a.x, y: along } } else { Point { x: along, y: a.y } };
        let bare = bare(painted, from.min(to), from.max(to));
        painted.extend(&bare);
        let mut stretches: Vec<(Point, Point)> =
            bare.into_iter().map(|(low, high)| (at(low), at(high))).collect();
        if from > to {
            stretches = stretches.into_iter().rev().map(|(low, high)| (high, low)).collect();
        }
        stretches
    }
}

/// What of `low..high` no stretch covers, in order.
fn bare(painted: &[(f64, f64)], low: f64, high: f64) -> Vec<(f64, f64)> {
    let mut bare = vec![(low, high)];
    for &(start, end) in painted {
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
    fn what_two_lines_share_is_painted_once() {
        let mut trunks = Trunks::default();
        let first = line(&[(0.0, 0.0), (0.0, 100.0), (50.0, 100.0)]);
        assert_eq!(trunks.paint(&first), std::slice::from_ref(&first));
        let second = line(&[(0.0, 0.0), (0.0, 150.0), (50.0, 150.0)]);
        assert_eq!(trunks.paint(&second), [line(&[(0.0, 100.0), (0.0, 150.0), (50.0, 150.0)])]);
        assert_eq!(trunks.paint(&first), [[]; 0]);
    }

    #[test]
    fn a_line_with_a_painted_middle_falls_in_two() {
        let mut trunks = Trunks::default();
        trunks.paint(&line(&[(20.0, 0.0), (30.0, 0.0)]));
        let parts = trunks.paint(&line(&[(50.0, 0.0), (0.0, 0.0)]));
        assert_eq!(parts, [line(&[(50.0, 0.0), (30.0, 0.0)]), line(&[(20.0, 0.0), (0.0, 0.0)])]);
    }

    #[test]
    fn lines_that_only_cross_are_whole() {
        let mut trunks = Trunks::default();
        trunks.paint(&line(&[(0.0, 10.0), (20.0, 10.0)]));
        let across = line(&[(10.0, 0.0), (10.0, 20.0)]);
        assert_eq!(trunks.paint(&across), std::slice::from_ref(&across));
    }
}
