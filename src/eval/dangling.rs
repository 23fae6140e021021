//! References to what a deployment does not make: CloudFormation refuses them.

use crate::diagnostic::{Diagnostic, Path, Severity};
use crate::maps::{IndexMap, IndexSet};
use crate::template::{LogicalId, Reference, ReferenceKind, references, references_in, resource_path};

use super::context::Context;
use super::{Existence, Stack, Value};

impl Context<'_> {
    /// Reports what is made and refers to what is not. An error under parameters that somebody gave, and a warning
    /// under the defaults, which may be there to be changed.
    pub(super) fn dangling(&mut self, stack: &Stack) {
        let template = self.template;
        let absent: IndexSet<&LogicalId> = stack
            .resources
            .iter()
            .filter(|(_, resource)| resource.exists == Existence::No)
            .map(|(id, _)| id)
            .collect();
        if absent.is_empty() {
            return;
        }
        let missing = |value: &Value| -> Vec<LogicalId> {
            value.targets().into_iter().filter(|target| absent.contains(target)).cloned().collect()
        };
        let mut written: Option<IndexMap<[LogicalId; 2], Path>> = None;
        for (id, resource) in &stack.resources {
            if resource.exists != Existence::Yes {
                continue;
            }
            for target in missing(&resource.properties) {
                if self.is_full() {
                    return;
                }
                let all = written.get_or_insert_with(|| places(references(template)));
                let found = all.get(&[id.clone(), target.clone()]);
                let path = found.cloned().unwrap_or_else(|| resource_path(id));
                self.refers_to_absent(id, &target, path);
            }
        }
        for (id, output) in &stack.outputs {
            let Some(declared) = template.outputs.get(id).filter(|_| output.exists == Existence::Yes) else {
                continue;
            };
            let missing = missing(&output.value);
            if missing.is_empty() {
                continue;
            }
            let path = Path::root().key("Outputs").key(id.as_str()).key("Value");
            let all = places(references_in(template, id, &declared.value, &path));
            for target in missing {
                if self.is_full() {
                    return;
                }
                let found = all.get(&[id.clone(), target.clone()]).cloned();
                self.refers_to_absent(id, &target, found.unwrap_or_else(|| path.clone()));
            }
        }
    }

    fn refers_to_absent(&mut self, id: &LogicalId, target: &LogicalId, path: Path) {
        let message = format!("`{id}` refers to `{target}`, which its condition leaves out");
        let mut diagnostic = Diagnostic::warning("W1001", path, message)
            .hint(format!("give both the same condition, or choose with `Fn::If` what `{id}` refers to"));
        if !self.given.is_empty() {
            diagnostic.severity = Severity::Error;
        }
        self.find(diagnostic);
    }
}

/// Where each pair's first reference stands; what only waits for another does not name it.
fn places(references: Vec<Reference>) -> IndexMap<[LogicalId; 2], Path> {
    let mut places = IndexMap::new();
    for Reference { source, target, kind, path, .. } in references {
        if kind != ReferenceKind::DependsOn {
            places.entry([source, target]).or_insert(path);
        }
    }
    places
}
