//! References to what a deployment does not make: CloudFormation refuses them.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Path, Severity};
use crate::template::{LogicalId, ReferenceKind, references, references_in, resource_path};

use super::context::Context;
use super::{Existence, Stack, Value};

impl Context<'_> {
    /// Reports what is made and refers to what is not. An error under parameters that somebody gave, and a warning
    /// under the defaults, which may be there to be changed.
    pub(super) fn dangling(&mut self, stack: &Stack) {
        let template = self.template;
        let absent: HashSet<&LogicalId> = stack
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
        let mut written = None;
        for (id, resource) in &stack.resources {
            if resource.exists != Existence::Yes {
                continue;
            }
            // Each further one would be searched for in all references.
            if self.is_full() {
                return;
            }
            for target in missing(&resource.properties) {
                let all = written.get_or_insert_with(|| references(template));
                let found = all.iter().find(|found| {
                    found.kind != ReferenceKind::DependsOn && found.source == *id && found.target == target
                });
                let path = found.map_or_else(|| resource_path(id), |found| found.path.clone());
                self.refers_to_absent(id, &target, path);
            }
        }
        for (id, output) in &stack.outputs {
            let Some(declared) = template.outputs.get(id).filter(|_| output.exists == Existence::Yes) else {
                continue;
            };
            for target in missing(&output.value) {
                let path = Path::root().key("Outputs").key(id.as_str()).key("Value");
                let found = references_in(template, id, &declared.value, &path);
                let found = found.into_iter().find(|found| found.target == target);
                self.refers_to_absent(id, &target, found.map_or(path, |found| found.path));
            }
        }
    }

    fn refers_to_absent(&mut self, id: &LogicalId, target: &LogicalId, path: Path) {
        let message = format!("`{id}` refers to `{target}`, which its condition leaves out");
        let mut diagnostic = Diagnostic::warning("W1001", path, message)
            .hint(format!("give both the same condition, or choose with `Fn::If` what `{id}` refers to"));
        if !self.inputs.parameters.is_empty() {
            diagnostic.severity = Severity::Error;
        }
        self.find(diagnostic);
    }
}
