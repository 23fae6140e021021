//! What a text may hold, with all that its aliases repeat: an alias makes a copy of what it names.

use std::cell::Cell;

/// The most values that a text may hold: more than a template of 1 MB has.
pub(super) const MAX_VALUES: usize = 200_000;

/// The largest text that is read, which is what CloudFormation takes: 1 MB, from S3.
pub(super) const MAX_BYTES: usize = 1 << 20;

/// The most bytes that its scalars and keys may have together: twice those of the largest text.
pub(super) const MAX_SCALARS: usize = 2 * MAX_BYTES;

/// The rest of that.
pub(super) struct Budget {
    values: Cell<usize>,
    scalars: Cell<usize>,
}

/// A text that holds too much.
pub(super) enum Spent {
    Values,
    Scalars,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { values: Cell::new(MAX_VALUES), scalars: Cell::new(MAX_SCALARS) }
    }

    /// Counts a value.
    pub(super) fn value(&self) -> Result<(), Spent> {
        take(&self.values, 1).ok_or(Spent::Values)
    }

    /// Counts the bytes of a scalar or a key.
    pub(super) fn scalar(&self, text: &str) -> Result<(), Spent> {
        take(&self.scalars, text.len()).ok_or(Spent::Scalars)
    }
}

fn take(left: &Cell<usize>, amount: usize) -> Option<()> {
    left.set(left.get().checked_sub(amount)?);
    Some(())
}
