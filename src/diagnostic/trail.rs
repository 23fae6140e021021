//! A path while it is walked.

use super::{Path, Step};

/// The way to a part that a walk is at: each step borrows the one before, so that only who has something to say of the part
/// pays for its path.
#[derive(Debug, Clone, Copy)]
pub struct Trail<'a>(At<'a>);

#[derive(Debug, Clone, Copy)]
enum At<'a> {
    Path(&'a Path),
    Key(&'a Trail<'a>, &'a str),
    Index(&'a Trail<'a>, usize),
}

impl<'a> Trail<'a> {
    /// One step down into a mapping.
    pub fn key<'b>(&'b self, key: &'b str) -> Trail<'b> {
        Trail(At::Key(self, key))
    }

    /// One step down into a list.
    pub fn index(&self, index: usize) -> Trail<'_> {
        Trail(At::Index(self, index))
    }

    /// Returns the path.
    pub fn to_path(self) -> Path {
        let (before, step) = match self.0 {
            At::Path(path) => return path.clone(),
            At::Key(before, key) => (before, Step::Key(key.into())),
            At::Index(before, index) => (before, Step::Index(index)),
        };
        let mut path = before.to_path();
        path.extend(&[step]);
        path
    }

    /// Returns where the walk began.
    pub fn beginning(self) -> &'a Path {
        match self.0 {
            At::Path(path) => path,
            At::Key(before, _) | At::Index(before, _) => before.beginning(),
        }
    }
}

impl<'a> From<&'a Path> for Trail<'a> {
    fn from(path: &'a Path) -> Self {
        Trail(At::Path(path))
    }
}
