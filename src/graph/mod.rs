//! Who refers to whom: resources and their references, petgraph behind our own type.

use crate::diagnostic::Path;
use crate::template::{LogicalId, Template};

/// Every resource of a template and every reference between two of them, both branches of `Fn::If` included,
/// as cfn-lint counts them.
#[derive(Debug, Clone)]
pub struct ResourceGraph {
    // petgraph::graph::DiGraph and an index; private, outside speaks `LogicalId`.
}

/// One reference from a resource to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The resource that refers.
    pub source: LogicalId,
    /// The resource that is referred to.
    pub target: LogicalId,
    /// How.
    pub kind: ReferenceKind,
    /// Where in the template.
    pub path: Path,
}

/// How a resource refers to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceKind {
    /// `Ref`.
    Ref,
    /// `Fn::GetAtt`.
    GetAtt,
    /// `${…}` in an `Fn::Sub`.
    Sub,
    /// `DependsOn`.
    DependsOn,
}

/// Collects the references of a template.
pub fn build(_template: &Template) -> ResourceGraph {
    unimplemented!()
}
