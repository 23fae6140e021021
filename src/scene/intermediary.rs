//! One icon that stands between others, such as an alarm between what it watches and whom it tells.

use crate::template::LogicalId;

/// One icon between others.
#[derive(Debug)]
pub(super) struct Intermediary<'a> {
    /// The resource that it is.
    pub head: &'a LogicalId,
    /// Others that say the same, which it stands for, too.
    pub others: Vec<&'a LogicalId>,
    /// Who leads to it, each with the one of them that says so.
    pub from: Vec<(&'a LogicalId, &'a LogicalId)>,
    pub to: Vec<&'a LogicalId>,
}
