//! Which part of a figure is seen: zoom and pan as plain numbers, the browser's part left out.

use crate::layout::{Point, Rect};

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

/// One press of a zoom button.
pub const ZOOM_STEP: f64 = 1.4;

/// Room around a figure that fits, in units: its outermost lines and icons never touch the frame.
const MARGIN: f64 = 8.0;

/// The smallest box that is made to fit, in units: a single icon does not fill the screen.
const LEAST: (f64, f64) = (360.0, 240.0);

impl Viewport {
    /// The whole of a figure of this size.
    pub fn fit(width: f64, height: f64) -> Self {
        Self { zoom: 1.0, center: Point { x: width / 2.0, y: height / 2.0 } }
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

/// Units for one pixel of a view that is shown in `shown_w` by `shown_h` pixels, all of it visible.
pub fn units_per_pixel(view_box: Rect, shown_w: f64, shown_h: f64) -> f64 {
    if shown_w <= 0.0 || shown_h <= 0.0 {
        return 1.0;
    }
    (view_box.w / shown_w).max(view_box.h / shown_h)
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
}
