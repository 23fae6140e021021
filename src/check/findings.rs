//! The findings so far.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path, Severity, nearest};
use crate::template::Template;

use super::ignored::Ignored;

/// The most findings that are reported; a text with more is broken in one way many times over.
const MAX_FINDINGS: usize = 500;

/// The most names that a hint lists.
const MAX_NAMES: usize = 12;

/// Collects findings.
pub(super) struct Findings {
    found: Vec<Diagnostic>,
    left_out: usize,
    ignored: Ignored,
    /// A macro of the template's owner.
    own_macro: Option<Rc<str>>,
}

impl Findings {
    pub(super) fn new(template: &Template) -> Self {
        Self {
            found: Vec::new(),
            left_out: 0,
            ignored: Ignored::of(template),
            own_macro: template.transforms.iter().find(|name| !name.starts_with("AWS::")).cloned(),
        }
    }

    pub(super) fn add(&mut self, mut diagnostic: Diagnostic) {
        if self.ignores(&diagnostic) {
            return;
        }
        if self.is_full() {
            self.left_out += 1;
            return;
        }
        if let Some(name) = &self.own_macro {
            diagnostic.severity = Severity::Warning;
            diagnostic = diagnostic.hint(format!("right all the same, if the macro `{name}` changes it"));
        }
        self.found.push(diagnostic);
    }

    /// Returns true if the template's author does not want to be told.
    pub(super) fn ignores(&self, diagnostic: &Diagnostic) -> bool {
        self.ignored.contains(diagnostic)
    }

    /// Returns true if nothing more will be kept, so that nobody need look for names that are near.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= MAX_FINDINGS
    }

    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if self.left_out > 0 {
            let message = format!("{} more findings are left out", self.left_out);
            self.found.push(Diagnostic::info("X0001", Path::root(), message));
        }
        self.found
    }
}

/// Adds 'did you mean' when a known name is near, else what the known names are.
pub(super) fn with_names<'n>(
    diagnostic: Diagnostic,
    name: &str,
    known: impl Iterator<Item = &'n str>,
    title: &str,
) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    match nearest(name, known.iter().copied()) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => match list(&known) {
            Some(names) => diagnostic.hint(format!("{title}: {names}")),
            None => diagnostic,
        },
    }
}

/// Names for a hint, as many as one reads; none when there are none.
pub(super) fn list(names: &[&str]) -> Option<String> {
    let shown: Vec<String> = names.iter().take(MAX_NAMES).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(MAX_NAMES) {
        _ if names.is_empty() => None,
        0 => Some(shown.join(", ")),
        more => Some(format!("{} and {more} more", shown.join(", "))),
    }
}
