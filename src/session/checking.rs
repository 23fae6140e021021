//! The template held against the facts about resource types, which come only when somebody wants them: they are
//! larger than everything else that a page loads.

#[cfg(test)]
mod tests;

use std::rc::Rc;

use super::{Session, parts};
use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::TypeFacts;
use crate::pipeline::Source;

/// The progress of the check against the facts about resource types.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Check {
    /// Nobody wanted it so far.
    #[default]
    Unwanted,
    /// It is wanted: whoever shows the session gets the facts.
    Waiting,
    /// There are no facts: why, in words for the reader.
    Failed(Rc<str>),
    /// Its findings in this many places are among the diagnostics; each next template is checked, too.
    Done(usize),
}

impl Session {
    /// The reader wants the check, for the first time or once more after a failure.
    pub(super) fn want_check(&mut self) -> bool {
        let wanted = matches!(self.check, Check::Unwanted | Check::Failed(_));
        if wanted {
            self.check = Check::Waiting;
        }
        wanted
    }

    /// Somebody whose template is wrong is at work on it, and not only looking.
    pub(super) fn want_check_of(&mut self, source: &Source) {
        if self.check == Check::Unwanted
            && source.diagnostics.iter().any(|found| found.severity == Severity::Error)
        {
            self.check = Check::Waiting;
        }
    }

    pub(super) fn facts_failed(&mut self, why: &str) -> bool {
        let awaited = self.check == Check::Waiting;
        if awaited {
            self.check = Check::Failed(why.into());
        }
        awaited
    }

    pub(super) fn facts_loaded(&mut self, facts: Rc<TypeFacts>) -> bool {
        self.facts = Some(facts);
        match self.model.clone() {
            Some(model) => {
                let found = self.checked(&model.source);
                self.renew_with(model.source.clone(), found);
                // What the values of the selection may be is known now.
                self.select();
            }
            None => self.check = Check::Done(0),
        }
        true
    }

    /// Returns what the check finds in a template; nothing as long as there are no facts.
    pub(super) fn checked(&mut self, source: &Source) -> Rc<Vec<Diagnostic>> {
        let Some(facts) = &self.facts else { return Rc::default() };
        let Some(check) = parts::CHECK.get() else { return Rc::default() };
        let found = check(source, facts);
        self.check = Check::Done(found.len());
        Rc::new(found)
    }
}
