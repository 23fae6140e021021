//! Which part of a figure is seen: zoom and pan as plain numbers, the browser's part left out.

use crate::layout::{Drawing, Point, Rect};
use crate::pipeline::{AIR as MARGIN, Room, is_readable, least_scale, scale_at_fit};
use crate::scene::{Extent, Shape};

/// The part of a figure that is seen, in its own units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// The enlargement against 'everything fits': from 1 to what [`Viewport::closest`] says.
    pub zoom: f64,
    /// The point in the middle.
    pub center: Point,
}

/// The largest zoom of a drawing that is read without: a 12-unit label is then read from across a room.
const MAX_ZOOM: f64 = 8.0;

/// The most units of a figure that a pixel may be for its texts of 12 units to be read with ease.
const READABLE: f64 = 1.25;

/// One press of a zoom button.
pub const ZOOM_STEP: f64 = 1.4;

/// A drawing that has to be seen only so much larger to be read is shown whole: its texts are shown larger than they are drawn.
const SPARED: f64 = 1.15;

/// The smallest box that is made to fit, in units: a single icon does not fill the screen.
const LEAST: (f64, f64) = (360.0, 240.0);

impl Viewport {
    /// The whole of a figure of this size.
    pub fn fit(width: f64, height: f64) -> Self {
        Self { zoom: 1.0, center: Point { x: width / 2.0, y: height / 2.0 } }
    }

    /// Where a reader starts: all of a drawing that can be read then, else as much as can be, where most of it stands.
    pub fn start(drawing: &Drawing, room: Room) -> Self {
        let (w, h) = (drawing.width, drawing.height);
        let whole = Self::fit(w, h);
        let zoom = least_scale(drawing) / scale_at_fit(w, h, room);
        if is_readable(drawing, room) || !zoom.is_finite() || zoom <= SPARED {
            return whole;
        }
        let things = things(drawing);
        let first = Self { zoom, ..whole }.clamped(w, h);
        let unit = units_per_pixel(first.view_box(w, h), room.width, room.height);
        let seen = |view: &Self| {
            let (w, h) = (room.width * unit, room.height * unit);
            Rect { x: view.center.x - w / 2.0, y: view.center.y - h / 2.0, w, h }
        };
        let size = seen(&first);
        let is_seen = |rect: &Rect| rect.w <= size.w && rect.h <= size.h;
        let mut best = (worth(&things, &size), first);
        let beside = if things.len() > MOST_PAIRED { 1 } else { things.len() };
        for (at, one) in things.iter().enumerate() {
            // What two things end stands in the middle, so that as little as can be is cut at the edges.
            for other in things[at..].iter().take(beside) {
                let framed = one.rect.union(&other.rect);
                let view = Self { zoom, center: framed.centre() }.clamped(w, h);
                let worth = worth(&things, &seen(&view));
                if is_seen(&framed) && worth > best.0 {
                    best = (worth, view);
                }
            }
        }
        best.1
    }

    /// The view of another drawing in which what stands at a point of this one stands where it stood, as large as it was; in one
    /// that has opened, no larger than it is drawn, so that something is seen of what came.
    #[must_use]
    pub fn following(&self, from: &Drawing, to: &Drawing, about: Point, room: Room) -> Self {
        /// A drawing that is so much larger has opened.
        const OPENED: f64 = 1.3;
        let fit = |drawing: &Drawing| {
            units_per_pixel(whole(drawing.width, drawing.height), room.width, room.height)
        };
        let was = fit(from) / self.zoom;
        let has_opened = to.width * to.height > OPENED * from.width * from.height;
        let unit = if has_opened { was.max(1.0) } else { was };
        let moved = moved(from, to, about);
        let away = |center: f64, about: f64| (center - about) * unit / was;
        let center =
            Point { x: moved.x + away(self.center.x, about.x), y: moved.y + away(self.center.y, about.y) };
        Self { zoom: fit(to) / unit, center }.clamped(to.width, to.height)
    }

    /// Returns true if everything is seen.
    pub fn is_fit(&self) -> bool {
        self.zoom <= 1.0
    }

    /// Returns true if a figure of this size cannot be seen larger.
    pub fn is_closest(&self, width: f64, height: f64) -> bool {
        self.zoom >= Self::closest(width, height)
    }

    /// The largest zoom: of a large figure, what shows as little of it as fits a small one.
    pub fn closest(width: f64, height: f64) -> f64 {
        let whole = whole(width, height);
        MAX_ZOOM.max(whole.w / LEAST.0).max(whole.h / LEAST.1)
    }

    /// The part that is seen, as `viewBox` wants it.
    pub fn view_box(&self, width: f64, height: f64) -> Rect {
        let whole = whole(width, height);
        let (w, h) = (whole.w / self.zoom, whole.h / self.zoom);
        Rect { x: self.center.x - w / 2.0, y: self.center.y - h / 2.0, w, h }
    }

    /// Zooms by a factor; the point at `anchor` (from the middle of the view, in units) stays where it is.
    #[must_use]
    pub fn zoomed(&self, factor: f64, anchor: Point, width: f64, height: f64) -> Self {
        let zoom = (self.zoom * factor).clamp(1.0, Self::closest(width, height));
        // The distance from the middle shrinks as the zoom grows.
        let shift = 1.0 - self.zoom / zoom;
        let center = Point { x: self.center.x + anchor.x * shift, y: self.center.y + anchor.y * shift };
        Self { zoom, center }.clamped(width, height)
    }

    /// The middle of a part, from the middle of the view, if it is in view; else the middle of the view.
    pub fn anchor(&self, part: Rect, width: f64, height: f64) -> Point {
        let seen = self.view_box(width, height);
        let at = Point { x: part.x + part.w / 2.0 - self.center.x, y: part.y + part.h / 2.0 - self.center.y };
        let inside = at.x.abs() <= seen.w / 2.0 && at.y.abs() <= seen.h / 2.0;
        if inside { at } else { Point { x: 0.0, y: 0.0 } }
    }

    /// Moves what is seen by a distance in units.
    #[must_use]
    pub fn panned(&self, dx: f64, dy: f64, width: f64, height: f64) -> Self {
        let center = Point { x: self.center.x + dx, y: self.center.y + dy };
        Self { center, ..*self }.clamped(width, height)
    }

    /// Moves as little as makes a part visible.
    #[must_use]
    pub fn revealing(&self, part: Rect, width: f64, height: f64) -> Self {
        let seen = self.view_box(width, height);
        let dx = nearest(part.x, part.w, seen.x, seen.w);
        let dy = nearest(part.y, part.h, seen.y, seen.h);
        self.panned(dx, dy, width, height)
    }

    /// Moves to a part that is looked for, and as near as it is readable; `unit` is how many units of the figure a pixel is now.
    #[must_use]
    pub fn flying(&self, part: Rect, unit: f64, width: f64, height: f64) -> Self {
        let seen = self.view_box(width, height);
        // The whole of it must be in sight.
        let room = (seen.w / part.w.max(1.0)).min(seen.h / part.h.max(1.0));
        let factor = (unit / READABLE).min(room).max(1.0);
        if factor <= 1.0 {
            return self.revealing(part, width, height);
        }
        let center = Point { x: part.x + part.w / 2.0, y: part.y + part.h / 2.0 };
        Self { zoom: self.zoom * factor, center }.clamped(width, height)
    }

    /// The same view of a figure that may have another size now.
    #[must_use]
    pub fn clamped(&self, width: f64, height: f64) -> Self {
        let zoom =
            if self.zoom.is_finite() { self.zoom.clamp(1.0, Self::closest(width, height)) } else { 1.0 };
        let whole = whole(width, height);
        let (half_w, half_h) = (whole.w / zoom / 2.0, whole.h / zoom / 2.0);
        let center = Point {
            x: within(self.center.x, whole.x + half_w, whole.x + whole.w - half_w),
            y: within(self.center.y, whole.y + half_h, whole.y + whole.h - half_h),
        };
        Self { zoom, center }
    }
}

/// Of more things than these not every two are tried.
const MOST_PAIRED: usize = 100;

/// Something that a reader wants to see as a whole.
struct Thing {
    /// Its weight among others.
    weight: i64,
    /// Its place, its label and its facts included.
    rect: Rect,
}

fn things(drawing: &Drawing) -> Vec<Thing> {
    let nodes = drawing.scene.nodes.iter().zip(&drawing.nodes);
    let weighed = nodes.map(|(node, placed)| {
        // What a box or a stack stands for counts a little more than one.
        let weight = match (&node.shape, &node.extent) {
            _ if node.minor || node.ghost => 0,
            (_, Extent::Collapsed(_)) => 3,
            (Shape::Icon(_), Extent::Stack(..)) => 2,
            (Shape::Icon(_), _) => 1,
            (Shape::Box(_), _) => 0,
        };
        let texts = placed.label.iter().chain(&placed.facts).map(|text| text.rect);
        Thing { weight, rect: texts.fold(placed.rect, |all, text| all.union(&text)) }
    });
    weighed.filter(|thing| thing.weight > 0).collect()
}

/// Returns what a view is worth: what is seen as a whole, less what is cut at its edges.
fn worth(things: &[Thing], seen: &Rect) -> i64 {
    let worth = |thing: &Thing| match (seen.contains(&thing.rect), seen.overlaps(&thing.rect)) {
        (true, _) => 2 * thing.weight,
        (false, true) => -thing.weight,
        (false, false) => 0,
    };
    things.iter().map(worth).sum()
}

/// The room that a picture of these pixels has where it is looked at so many times as large as all of it; none where nothing is
/// seen of it. In steps, so that not every pixel and every turn of a wheel draws anew.
pub fn room_of(width: f64, height: f64, closer: f64) -> Option<Room> {
    /// Pixels.
    const STEP: f64 = 16.0;
    let (mut factor, mut next) = (1.0, ZOOM_STEP);
    // Rounding must not keep a press of the button from being one.
    while next <= closer * 1.001 && next < MAX_ROOM {
        (factor, next) = (next, next * ZOOM_STEP);
    }
    let side = |pixels: f64| (pixels / STEP).floor() * STEP * factor;
    let is_seen = width >= STEP && height >= STEP;
    is_seen.then(|| Room { width: side(width), height: side(height) })
}

/// The factor by which the room grows at the most: everything is open by then.
const MAX_ROOM: f64 = 64.0;

/// Units for one pixel of a view that is shown in `shown_w` by `shown_h` pixels, all of it visible.
pub fn units_per_pixel(view_box: Rect, shown_w: f64, shown_h: f64) -> f64 {
    if shown_w <= 0.0 || shown_h <= 0.0 {
        return 1.0;
    }
    (view_box.w / shown_w).max(view_box.h / shown_h)
}

/// Where a point of a drawing is in another: as far across what it is in, the smallest that both have, or as far from the
/// nearest that both have.
pub fn moved(from: &Drawing, to: &Drawing, at: Point) -> Point {
    let places = to.scene.places();
    let both = || {
        let nodes = from.scene.nodes.iter().zip(&from.nodes);
        nodes.filter_map(|(node, placed)| Some((placed.rect, to.nodes.get(*places.get(&node.id)?)?.rect)))
    };
    let area = |rect: &Rect| rect.w * rect.h;
    let holding = both().filter(|(old, _)| old.contains(&Rect { x: at.x, y: at.y, w: 0.0, h: 0.0 }));
    if let Some((old, new)) = holding.min_by(|a, b| area(&a.0).total_cmp(&area(&b.0))) {
        let across = |at: f64, old: f64, size: f64| if size > 0.0 { (at - old) / size } else { 0.5 };
        return Point {
            x: new.x + across(at.x, old.x, old.w) * new.w,
            y: new.y + across(at.y, old.y, old.h) * new.h,
        };
    }
    let away = |rect: &Rect| (rect.centre().x - at.x).hypot(rect.centre().y - at.y);
    match both().min_by(|a, b| away(&a.0).total_cmp(&away(&b.0))) {
        Some((old, new)) => {
            Point { x: at.x + new.centre().x - old.centre().x, y: at.y + new.centre().y - old.centre().y }
        }
        None => at,
    }
}

/// Returns what is seen when everything fits.
fn whole(width: f64, height: f64) -> Rect {
    let w = (width + 2.0 * MARGIN).max(LEAST.0);
    let h = (height + 2.0 * MARGIN).max(LEAST.1);
    Rect { x: (width - w) / 2.0, y: (height - h) / 2.0, w, h }
}

/// The way that a window has to move to show a part, as short as it can be.
fn nearest(part: f64, part_size: f64, seen: f64, seen_size: f64) -> f64 {
    if part < seen || part_size > seen_size {
        part - seen
    } else if part + part_size > seen + seen_size {
        part + part_size - seen - seen_size
    } else {
        0.0
    }
}

/// `f64::clamp` that takes bounds that rounding has crossed, and no number.
fn within(value: f64, low: f64, high: f64) -> f64 {
    if value.is_finite() { value.min(high).max(low) } else { (low + high) / 2.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const W: f64 = 566.0;
    const H: f64 = 432.0;

    fn at(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn fit_shows_everything_with_a_margin() {
        let seen = Viewport::fit(W, H).view_box(W, H);
        assert_eq!(seen, Rect { x: -MARGIN, y: -MARGIN, w: W + 2.0 * MARGIN, h: H + 2.0 * MARGIN });
    }

    #[test]
    fn a_tiny_figure_is_not_blown_up() {
        let seen = Viewport::fit(48.0, 48.0).view_box(48.0, 48.0);
        assert_eq!((seen.w, seen.h), LEAST);
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let before = Viewport::fit(W, H);
        let anchor = at(100.0, -50.0);
        let after = before.zoomed(2.0, anchor, W, H);
        // The point was `anchor` from the middle; in units of the new zoom it is half as far.
        assert_eq!(before.center.x + anchor.x, after.center.x + anchor.x / 2.0);
        assert_eq!(before.center.y + anchor.y, after.center.y + anchor.y / 2.0);
    }

    #[test]
    fn what_is_selected_stays_where_it_is_as_long_as_it_is_in_view() {
        let view = Viewport::fit(W, H).zoomed(2.0, at(0.0, 0.0), W, H);
        let part = Rect { x: view.center.x + 40.0, y: view.center.y - 10.0, w: 20.0, h: 20.0 };
        assert_eq!(view.anchor(part, W, H), at(50.0, 0.0));
        assert_eq!(view.anchor(Rect { x: W, ..part }, W, H), at(0.0, 0.0));
    }

    #[test]
    fn zoom_stays_within_its_limits() {
        let view = Viewport::fit(W, H);
        assert_eq!(view.zoomed(0.01, at(0.0, 0.0), W, H), view);
        assert_eq!(view.zoomed(1e9, at(0.0, 0.0), W, H).zoom, MAX_ZOOM);
        let large = Viewport::fit(7_000.0, 5_000.0).zoomed(1e9, at(0.0, 0.0), 7_000.0, 5_000.0);
        let seen = large.view_box(7_000.0, 5_000.0);
        assert!(large.is_closest(7_000.0, 5_000.0) && seen.w <= 360.0 && seen.w > 300.0);
        assert_eq!(view.zoomed(f64::NAN, at(0.0, 0.0), W, H).zoom, 1.0);
    }

    #[test]
    fn panning_never_leaves_the_figure() {
        let view = Viewport::fit(W, H).zoomed(2.0, at(0.0, 0.0), W, H).panned(1e6, -1e6, W, H);
        let seen = view.view_box(W, H);
        assert_eq!(seen.x + seen.w, W + MARGIN);
        assert_eq!(seen.y, -MARGIN);
    }

    #[test]
    fn everything_that_fits_cannot_be_panned() {
        let view = Viewport::fit(W, H);
        assert_eq!(view.panned(50.0, 50.0, W, H), view);
    }

    #[test]
    fn revealing_moves_only_as_far_as_needed() {
        let view = Viewport::fit(W, H).zoomed(4.0, at(0.0, 0.0), W, H);
        let seen = view.view_box(W, H);
        let inside = Rect { x: seen.x + 1.0, y: seen.y + 1.0, w: 5.0, h: 5.0 };
        assert_eq!(view.revealing(inside, W, H), view);
        let right = Rect { x: seen.x + seen.w + 10.0, y: seen.y + 1.0, w: 48.0, h: 48.0 };
        let moved = view.revealing(right, W, H);
        assert!((moved.center.x - view.center.x - 58.0).abs() < 1e-9);
        assert_eq!(moved.center.y, view.center.y);
    }

    #[test]
    fn flying_comes_as_near_as_a_part_is_readable() {
        let view = Viewport::fit(W, H);
        let icon = Rect { x: 500.0, y: 380.0, w: 48.0, h: 48.0 };
        assert_eq!(view.flying(icon, 1.0, W, H), view);
        let near = view.flying(icon, 2.5, W, H);
        assert_eq!(near.zoom, 2.0);
        let seen = near.view_box(W, H);
        assert!(seen.x <= icon.x && icon.x + icon.w <= seen.x + seen.w);
        // A large box stays in sight as a whole.
        let large = Rect { x: 0.0, y: 0.0, w: W, h: H };
        assert!(view.flying(large, 5.0, W, H).zoom < 1.1);
    }

    #[test]
    fn a_figure_that_shrank_is_still_in_view() {
        let view = Viewport { zoom: 3.0, center: at(1_500.0, 900.0) };
        let seen = view.clamped(W, H).view_box(W, H);
        assert!(seen.x + seen.w <= W + MARGIN + 1e-9 && seen.y + seen.h <= H + MARGIN + 1e-9);
    }

    #[test]
    fn pixels_count_in_the_direction_that_fills_the_stage() {
        let seen = Rect { x: 0.0, y: 0.0, w: 400.0, h: 300.0 };
        assert_eq!(units_per_pixel(seen, 800.0, 300.0), 1.0);
        assert_eq!(units_per_pixel(seen, 200.0, 300.0), 2.0);
        assert_eq!(units_per_pixel(seen, 0.0, 0.0), 1.0);
    }

    /// A box with icons in a row, `wide` units each.
    fn row(count: usize, wide: f64) -> Drawing {
        let icon = |i: usize| Rect { x: 20.0 + i as f64 * wide, y: 20.0, w: 48.0, h: 48.0 };
        let mut scene = crate::scene::Scene::default();
        let mut nodes = Vec::new();
        let whole = Rect { x: 0.0, y: 0.0, w: 40.0 + count as f64 * wide, h: 400.0 };
        let mut add = |id: String, rect: Rect| {
            let label = crate::scene::Label {
                text: id.as_str().into(),
                anchor: crate::scene::Anchor::Below,
                size: 12.0,
                ink: crate::scene::Ink::Ink,
            };
            scene.nodes.push(crate::scene::Node { id: id.into(), label: Some(label), ..Default::default() });
            let label = crate::layout::PlacedText {
                rect,
                lines: Vec::new(),
                align: crate::layout::Align::Middle,
                x: rect.x,
                size: 12.0,
                shortened: false,
                anchor: crate::scene::Anchor::Below,
            };
            nodes.push(crate::layout::PlacedNode { rect, label: Some(label), ..Default::default() });
        };
        (0..count).for_each(|i| add(format!("N{i}"), icon(i)));
        Drawing { scene: scene.into(), width: whole.w, height: whole.h, nodes, ..Drawing::default() }
    }

    const PHONE: Room = Room { width: 358.0, height: 272.0 };

    #[test]
    fn room_comes_in_steps() {
        let room = |width, closer| room_of(width, 272.0, closer).map(|room| room.width);
        assert_eq!((room(358.0, 1.0), room(360.0, 1.3)), (Some(352.0), Some(352.0)));
        assert_eq!(room(358.0, ZOOM_STEP), Some(352.0 * ZOOM_STEP));
        assert_eq!((room(0.0, 1.0), room(f64::NAN, 1.0)), (None, None));
        assert!(room(358.0, f64::INFINITY).is_some_and(f64::is_finite));
    }

    #[test]
    fn what_is_read_as_a_whole_starts_whole() {
        assert!(Viewport::start(&row(4, 120.0), PHONE).is_fit());
        assert!(Viewport::start(&Drawing::default(), PHONE).is_fit());
    }

    #[test]
    fn what_is_not_starts_where_most_of_it_stands_and_can_be_read() {
        let mut drawing = row(12, 120.0);
        // The first four stand apart from the other eight.
        for placed in &mut drawing.nodes[..4] {
            placed.rect.y = 340.0;
            placed.rect.x *= 0.5;
        }
        let view = Viewport::start(&drawing, PHONE);
        let seen = view.view_box(drawing.width, drawing.height);
        let unit = units_per_pixel(seen, PHONE.width, PHONE.height);
        assert!(!view.is_fit() && 12.0 * 1.25 / unit >= 8.0 - 1e-9, "{unit}");
        // The stage shows more than the view box where it has another form.
        let (w, h) = (PHONE.width * unit, PHONE.height * unit);
        let shown = Rect { x: view.center.x - w / 2.0, y: view.center.y - h / 2.0, w, h };
        assert!(drawing.nodes.iter().filter(|node| shown.contains(&node.rect)).count() >= 5);
    }

    #[test]
    fn what_a_reader_looks_at_stays_where_it_is_when_all_else_moves() {
        let (old, new) = (row(12, 120.0), row(20, 200.0));
        let view = Viewport { zoom: 3.0, center: at(500.0, 200.0) }.clamped(old.width, old.height);
        let about = old.nodes[4].rect.centre();
        let next = view.following(&old, &new, about, PHONE);
        let place = |view: &Viewport, drawing: &Drawing, point: Point| {
            let unit =
                units_per_pixel(view.view_box(drawing.width, drawing.height), PHONE.width, PHONE.height);
            ((point.x - view.center.x) / unit, (point.y - view.center.y) / unit, unit)
        };
        let (before, after) = (place(&view, &old, about), place(&next, &new, new.nodes[4].rect.centre()));
        assert!(
            (before.0 - after.0).abs() < 1e-6 && (before.1 - after.1).abs() < 1e-6,
            "{before:?} {after:?}"
        );
        assert!((before.2 - after.2).abs() < 1e-9);
    }
}
