//! What routes know of a drawing: what they keep out of, which borders they cross, where links may end.

use super::super::geometry::{Point, Rect};
use crate::sorting;

/// Lines keep this from everything they run along.
const CLEAR: f64 = 3.0;
/// Lines that are moved aside keep this.
const ASIDE: f64 = 5.0;
/// Lines keep this from borders they run along.
const OFF_BORDER: f64 = 4.0;
/// The distance within which lines look for what stands beside them.
const SIGHT: f64 = 64.0;

/// The end of something; true where that is only a border.
type Edge = (f64, bool);

/// A drawing as routes see it.
#[derive(Debug, Default)]
pub struct Field {
    /// One for each node of the scene.
    pub ends: Vec<End>,
    /// Icons, labels, facts, titles: no line runs through them if there is any other way.
    pub solids: Vec<Rect>,
    /// Groups that stand together, as an icon with its label: lines run between these.
    pub groups: Vec<Rect>,
    /// Boxes, whose borders are crossed at a cost.
    pub frames: Vec<Rect>,
    /// The node of each frame: a spanning box has several.
    pub framed: Vec<usize>,
    /// Source and target of each link.
    pub links: Vec<(usize, usize)>,
    /// The lower right corner of the drawing.
    pub corner: Point,
}

impl Field {
    /// For each node with links the frames of all nodes that it is in, that are in it, or that it sits on the edge of:
    /// its links may well run through these.
    pub fn own_boxes(&self) -> Vec<Vec<u32>> {
        let mut linked = vec![false; self.ends.len()];
        for &(source, target) in &self.links {
            linked[source] = true;
            linked[target] = true;
        }
        let mut own_boxes = vec![Vec::new(); self.ends.len()];
        let mut is_own_box = vec![false; self.ends.len()];
        for (node, own_boxes) in own_boxes.iter_mut().enumerate().filter(|(node, _)| linked[*node]) {
            let meeting = || {
                let frames = self.frames.iter().zip(&self.framed);
                frames.filter(|(frame, _)| frame.overlaps(&self.ends[node].rect)).map(|(_, &of)| of)
            };
            meeting().for_each(|of| is_own_box[of] = true);
            own_boxes.extend(
                (0..self.frames.len() as u32).filter(|&frame| is_own_box[self.framed[frame as usize]]),
            );
            meeting().for_each(|of| is_own_box[of] = false);
        }
        own_boxes
    }
}

/// A node as the end of a link.
#[derive(Debug, Clone, Copy, Default)]
pub struct End {
    /// Its icon or its box.
    pub rect: Rect,
    /// The place where its label ends, below an icon.
    pub below: f64,
    /// True where it is a box.
    pub is_box: bool,
}

/// The directions of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Run {
    /// From left to right.
    Across,
    /// From top to bottom.
    Down,
}

/// A rectangle as lines of one run see it: what it takes beside them and along them.
#[derive(Debug, Clone, Copy)]
pub struct RunRect {
    /// Lowest and highest position beside the line.
    pub beside: (f64, f64),
    /// Lowest and highest position along the line.
    pub along: (f64, f64),
}

impl RunRect {
    /// Returns the rectangle, seen from lines of a run.
    pub fn of(rect: &Rect, run: Run) -> Self {
        let (x, y) = ((rect.x, rect.right()), (rect.y, rect.bottom()));
        match run {
            Run::Across => Self { beside: y, along: x },
            Run::Down => Self { beside: x, along: y },
        }
    }
}

/// The field for lines of one run, with what stands in each stripe beside each other.
#[derive(Debug)]
pub struct Plane {
    solids: Vec<RunRect>,
    frames: Vec<RunRect>,
    by_stripe: Vec<Stripe>,
    /// The extent that lines may not leave.
    pub limit: RunRect,
}

#[derive(Debug, Default, Clone)]
struct Stripe {
    solids: Vec<u32>,
    /// Frames that have a border along the lines in this stripe.
    borders: Vec<u32>,
    /// Frames that lines in this stripe run through.
    frames: Vec<u32>,
}

/// Width of a stripe.
const STRIPE: f64 = 64.0;

impl Plane {
    /// Sorts the field into stripes.
    pub fn new(field: &Field, run: Run) -> Self {
        let whole = Rect { x: 0.0, y: 0.0, w: field.corner.x, h: field.corner.y };
        let limit = RunRect::of(&whole, run);
        let solids: Vec<RunRect> = field.solids.iter().map(|rect| RunRect::of(rect, run)).collect();
        let frames: Vec<RunRect> = field.frames.iter().map(|rect| RunRect::of(rect, run)).collect();
        let mut plane =
            Self { solids, frames, by_stripe: vec![Stripe::default(); stripe(limit.beside.1) + 2], limit };
        for (i, span) in plane.solids.iter().enumerate() {
            for s in plane.stripes(span.beside.0 - CLEAR, span.beside.1 + CLEAR) {
                plane.by_stripe[s].solids.push(i as u32);
            }
        }
        for (i, span) in plane.frames.iter().enumerate() {
            for s in plane.stripes(span.beside.0, span.beside.1) {
                plane.by_stripe[s].frames.push(i as u32);
            }
            let first = plane.stripes(span.beside.0 - OFF_BORDER, span.beside.0 + OFF_BORDER);
            let last = plane.stripes(span.beside.1 - OFF_BORDER, span.beside.1 + OFF_BORDER);
            for s in first.clone() {
                plane.by_stripe[s].borders.push(i as u32);
            }
            for s in last.filter(|s| !first.contains(s)) {
                plane.by_stripe[s].borders.push(i as u32);
            }
        }
        plane
    }

    fn stripes(&self, from: f64, to: f64) -> std::ops::Range<usize> {
        let last = self.by_stripe.len();
        stripe(from).min(last)..(stripe(to) + 1).min(last)
    }

    /// Returns how far a line can go both ways from a point on it; none when something stands on the point.
    pub fn reach(&self, at: f64, from: f64) -> Option<(f64, f64)> {
        /// Lines may start on an edge.
        const TOUCH: f64 = 0.01;
        let (mut low, mut high) = self.limit.along;
        let stripe = self.by_stripe.get(stripe(at))?;
        let mut bound = |along: (f64, f64)| {
            if along.1 <= from + TOUCH {
                low = low.max(along.1);
            } else if along.0 >= from - TOUCH {
                high = high.min(along.0);
            } else {
                return false;
            }
            true
        };
        for &i in &stripe.solids {
            let span = &self.solids[i as usize];
            if span.beside.0 - CLEAR < at && at < span.beside.1 + CLEAR && !bound(span.along) {
                return None;
            }
        }
        for &i in &stripe.borders {
            let span = &self.frames[i as usize];
            let near = |edge: f64| (edge - at).abs() < OFF_BORDER;
            if (near(span.beside.0) || near(span.beside.1)) && !bound(span.along) {
                return None;
            }
        }
        (low < high).then_some((low, high))
    }

    /// Returns how far a line can move to either side without coming too close to anything.
    pub fn room(&self, at: f64, along: (f64, f64)) -> (f64, f64) {
        let (low, high) = self.clear((at, at), along);
        let low =
            low.map_or(at - SIGHT, |(edge, is_border)| edge + if is_border { OFF_BORDER } else { ASIDE });
        let high =
            high.map_or(at + SIGHT, |(edge, is_border)| edge - if is_border { OFF_BORDER } else { ASIDE });
        (low.max(self.limit.beside.0 + 1.0).min(at), high.min(self.limit.beside.1 - 1.0).max(at))
    }

    /// Returns the next edges on both sides of something, each with whether it is a border.
    pub fn clear(&self, beside: (f64, f64), along: (f64, f64)) -> (Option<Edge>, Option<Edge>) {
        const TOUCH: f64 = 0.5;
        let (mut low, mut high): (Option<Edge>, Option<Edge>) = (None, None);
        let mut meet = |edge: f64, is_border: bool, below: bool| {
            if below && low.is_none_or(|(so_far, _)| edge > so_far) {
                low = Some((edge, is_border));
            } else if !below && high.is_none_or(|(so_far, _)| edge < so_far) {
                high = Some((edge, is_border));
            }
        };
        let meets = |span: &RunRect| span.along.0 < along.1 - TOUCH && span.along.1 > along.0 + TOUCH;
        for s in self.stripes(beside.0 - SIGHT, beside.1 + SIGHT) {
            for &i in &self.by_stripe[s].solids {
                let span = &self.solids[i as usize];
                if meets(span) {
                    if span.beside.1 <= beside.0 + TOUCH {
                        meet(span.beside.1, false, true);
                    } else if span.beside.0 >= beside.1 - TOUCH {
                        meet(span.beside.0, false, false);
                    }
                }
            }
            for &i in &self.by_stripe[s].borders {
                let span = &self.frames[i as usize];
                if meets(span) {
                    for edge in [span.beside.0, span.beside.1] {
                        if edge < beside.0 - TOUCH {
                            meet(edge, true, true);
                        } else if edge > beside.1 + TOUCH {
                            meet(edge, true, false);
                        }
                    }
                }
            }
        }
        (low, high)
    }

    /// Finds where a line crosses borders, sorted, each with the frame; and the frames that its start is in.
    pub fn borders(&self, at: f64, along: (f64, f64), found: &mut Vec<(f64, u32)>, around: &mut Vec<u32>) {
        found.clear();
        around.clear();
        let Some(stripe) = self.by_stripe.get(stripe(at)) else { return };
        for &i in &stripe.frames {
            let span = &self.frames[i as usize];
            if span.beside.0 < at && at < span.beside.1 {
                let edges = [span.along.0, span.along.1];
                found.extend(edges.into_iter().filter(|&p| along.0 < p && p < along.1).map(|p| (p, i)));
                if span.along.0 <= along.0 && along.0 < span.along.1 {
                    around.push(i);
                }
            }
        }
        sorting::quickly(found, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    }
}

fn stripe(at: f64) -> usize {
    (at.max(0.0) / STRIPE) as usize
}
