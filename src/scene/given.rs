//! What a scene is composed from.

use crate::eval::Stack;
use crate::graph::ResourceGraph;
use crate::template::Template;

use super::existing::Things;

/// One deployment, and what exists beside it.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    pub template: &'a Template,
    pub stack: &'a Stack,
    pub graph: &'a ResourceGraph,
    /// True if resources whose condition is false are there, too.
    pub ghosts: bool,
    pub things: &'a Things,
}
