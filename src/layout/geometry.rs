//! Points, rectangles and the room around them.

/// A point.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// A width and a height.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// Distances from the four edges of a rectangle, inwards or outwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Edges {
    /// At the top edge.
    pub top: f64,
    /// At the right edge.
    pub right: f64,
    /// At the bottom edge.
    pub bottom: f64,
    /// At the left edge.
    pub left: f64,
}

impl Edges {
    /// Both sides together.
    pub fn across(&self) -> f64 {
        self.left + self.right
    }

    /// Top and bottom together.
    pub fn along(&self) -> f64 {
        self.top + self.bottom
    }
}

impl Rect {
    /// Returns the right edge.
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    /// Returns the bottom edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// Returns the middle.
    pub fn centre(&self) -> Point {
        Point { x: self.x + self.w / 2.0, y: self.y + self.h / 2.0 }
    }

    /// Returns the smallest rectangle around both.
    pub fn union(&self, other: &Rect) -> Rect {
        let x = self.x.min(other.x);
        let y = self.y.min(other.y);
        let right = self.right().max(other.right());
        let bottom = self.bottom().max(other.bottom());
        Rect { x, y, w: right - x, h: bottom - y }
    }

    /// Returns the same with room around it.
    pub fn outset(&self, by: &Edges) -> Rect {
        Rect { x: self.x - by.left, y: self.y - by.top, w: self.w + by.across(), h: self.h + by.along() }
    }

    /// Returns the same, as much larger on each side.
    pub fn grown(&self, by: f64) -> Rect {
        self.outset(&Edges { top: by, right: by, bottom: by, left: by })
    }

    /// Returns whether the two share more than an edge.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Returns whether the other lies within, edges included.
    pub fn contains(&self, other: &Rect) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && self.right() >= other.right()
            && self.bottom() >= other.bottom()
    }
}
