//! What reads the entries of a template: what they must be, and the values in them.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path};
use crate::yaml::{Map, Node};

use super::findings::Findings;
use super::function::{self, ExprPlace};
use super::language::Language;
use super::{Expr, Loops, signature};

/// Reads sections into a template.
pub(super) struct Reader<'f> {
    pub(super) findings: &'f mut Findings,
    pub(super) language: Language,
    /// True if a macro that nobody knows may take what CloudFormation itself does not.
    pub(super) macros: bool,
    /// The resources that the template makes, by name.
    pub(super) resources: Option<&'f Map>,
    /// The loops that made some of its names.
    pub(super) loops: Option<Rc<Loops>>,
}

impl Reader<'_> {
    /// The mapping that an entry must be.
    pub(super) fn map<'n>(&mut self, node: &'n Node, path: &Path, code: &'static str) -> Option<&'n Map> {
        let map = node.as_map();
        if map.is_none() {
            let message = format!("{} is {}, and must be a mapping", last(path), node.kind());
            self.findings.add(Diagnostic::error(code, path.clone(), message));
        }
        map
    }

    /// The text that an attribute must be.
    pub(super) fn text(&mut self, node: &Node, path: &Path, code: &'static str) -> Option<Rc<str>> {
        let text = node.as_text();
        if text.is_none() {
            let message = format!("{} is {}, and must be text", last(path), node.kind());
            self.findings.add(Diagnostic::error(code, path.clone(), message));
        }
        text
    }

    /// Reports the keys that an entry must not have.
    pub(super) fn known_keys(&mut self, map: &Map, known: &[&str], path: &Path, code: &'static str) {
        for key in map.keys().filter(|key| !known.contains(&&***key) && !key.starts_with("Fn::")) {
            if self.findings.is_full() {
                return;
            }
            let message = format!("`{key}` does not belong here");
            let path = path.key(key.clone());
            if self.macros {
                let hint = "the template's macro may take it";
                self.findings.add(Diagnostic::warning(code, path, message).hint(hint));
            } else {
                let diagnostic = Diagnostic::error(code, path, message);
                self.findings.add_near(diagnostic, key, known.iter().copied());
            }
        }
    }

    pub(super) fn value(&mut self, node: &Node, path: &Path) -> Expr {
        function::expr(node, path, ExprPlace::Value, self.language, self.findings)
    }

    /// A condition; `code` is cfn-lint's for something else that stands in its place.
    pub(super) fn condition(&mut self, node: &Node, path: &Path, code: &'static str) -> Expr {
        signature::condition(node, code, path, self.language, self.findings);
        function::expr(node, path, ExprPlace::Condition, self.language, self.findings)
    }
}

/// Returns what an entry is called in a message: its last step.
pub(super) fn last(path: &Path) -> String {
    path.steps().last().map_or_else(|| "the template".to_owned(), |step| format!("`{step}`"))
}
