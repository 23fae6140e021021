//! Disjoint sets of numbered things, which grow together (union-find).

/// Sets, each known by its first member.
#[derive(Debug)]
pub struct Sets {
    first: Vec<usize>,
}

impl Sets {
    /// Starts with a set for each of so many things.
    pub fn new(count: usize) -> Self {
        Self { first: (0..count).collect() }
    }

    /// Returns the set that a thing is in.
    pub fn of(&mut self, thing: usize) -> usize {
        let mut at = thing;
        while self.first[at] != at {
            self.first[at] = self.first[self.first[at]];
            at = self.first[at];
        }
        at
    }

    /// Joins the sets of two things.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.put_into(a.max(b), a.min(b));
    }

    /// Puts one set into another, which it is then known by.
    pub fn put_into(&mut self, gone: usize, kept: usize) {
        self.first[gone] = kept;
    }
}
