//! Circular dependencies as findings.

use crate::diagnostic::Diagnostic;
use crate::template::resource_path;

use super::ResourceGraph;

/// How many circles are reported.
const MAX_FINDINGS: usize = 100;

/// Reports resources that wait for each other: CloudFormation can make none of them.
pub fn circular(graph: &ResourceGraph) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for chain in graph.cycles().into_iter().take(MAX_FINDINGS) {
        let Some(first) = chain.first() else { continue };
        let diagnostic = if chain.len() == 1 {
            let message = format!("`{first}` refers to itself, so it can never be made");
            Diagnostic::error("E3004", resource_path(first), message)
        } else {
            let steps: Vec<String> = chain.iter().chain([first]).map(|id| format!("`{id}`")).collect();
            let message = format!("{}: each waits for the next, so none can be made", steps.join(" → "));
            Diagnostic::error("E3004", resource_path(first), message)
        };
        found.push(diagnostic.hint("remove one of the references, or move it into a resource of its own"));
    }
    found
}
