//! Circular dependencies as findings.

use crate::diagnostic::Diagnostic;
use crate::template::{LogicalId, resource_path};

use super::ResourceGraph;

/// The most circles that are reported.
const MAX_FINDINGS: usize = 100;

/// The most members of a circle that are named; of a longer one, those at both ends.
const MAX_MEMBERS: usize = 8;

/// Reports resources that wait for each other: CloudFormation can make none of them.
pub fn circular(graph: &ResourceGraph) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for chain in graph.cycles().into_iter().take(MAX_FINDINGS) {
        let Some(first) = chain.first() else { continue };
        let diagnostic = if chain.len() == 1 {
            let message = format!("`{first}` refers to itself, so it can never be made");
            Diagnostic::error("E3004", resource_path(first), message)
        } else {
            let message = format!("{}: each waits for the next, so none can be made", steps(&chain, first));
            Diagnostic::error("E3004", resource_path(first), message)
        };
        found.push(diagnostic.hint("remove one of the references, or move it into a resource of its own"));
    }
    found
}

/// The circle as a chain that ends where it starts.
fn steps(chain: &[LogicalId], first: &LogicalId) -> String {
    let name = |id: &LogicalId| format!("`{id}`");
    let left_out = chain.len().saturating_sub(MAX_MEMBERS);
    let mut steps: Vec<String> = if left_out == 0 {
        chain.iter().map(name).collect()
    } else {
        let (start, rest) = chain.split_at(MAX_MEMBERS / 2);
        let end = rest.iter().skip(left_out);
        let between = format!("({left_out} more)");
        start.iter().map(name).chain([between]).chain(end.map(name)).collect()
    };
    steps.push(name(first));
    steps.join(" → ")
}
