//! What the readers of sections and functions share: the findings so far.

use crate::diagnostic::{Diagnostic, nearest};

/// The most findings that are reported; a text with more is broken in one way many times over.
const MAX_FINDINGS: usize = 500;

/// For how many findings a near name is looked for: nobody reads on through more.
const MAX_GUESSES: usize = 100;

/// Collects findings.
#[derive(Default)]
pub(super) struct Findings {
    found: Vec<Diagnostic>,
    left_out: usize,
    guesses: usize,
}

impl Findings {
    pub(super) fn add(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < MAX_FINDINGS {
            self.found.push(diagnostic);
        } else {
            self.left_out += 1;
        }
    }

    /// Adds a finding about a name that is not known, with 'did you mean' when a known one is near.
    pub(super) fn add_near<'n>(
        &mut self,
        diagnostic: Diagnostic,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        self.guesses += 1;
        let near = (self.guesses <= MAX_GUESSES).then(|| nearest(name, known)).flatten();
        self.add(match near {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic,
        });
    }

    /// Returns true if nothing more is kept: checks that only look for more may stop.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= MAX_FINDINGS
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut found = self.found;
        if self.left_out > 0 {
            let message = format!("{} more findings are left out", self.left_out);
            found.push(Diagnostic::info("X0001", crate::diagnostic::Path::root(), message));
        }
        found
    }
}
