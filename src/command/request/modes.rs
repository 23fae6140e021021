//! How CloudFormation is to go about it: what it does with what fails, Express mode, validation, drift.

use super::super::word::Word;
use super::super::{Action, CommandOptions, Express, OnFailure};
use super::Builder;

/// The things that Express mode does not wait for.
const NOT_READY: &str = "In Express mode the stack counts as complete once everything is configured; some of it may not be ready.";
/// The steps that CloudFormation asks for after a failure without a rollback: a stack that failed takes no update that would roll
/// back (aws-cdk-cli, issue 1973).
const STAYS: &str = "What fails stays as it is, and the next update has to do without a rollback, too.";

impl Builder<'_> {
    /// Adds what becomes of a stack that could not be made. The request cannot have this and Express mode.
    pub(super) fn on_failure(&mut self) {
        match (self.options.on_failure, self.options.express) {
            (Some(choice), None) => {
                let why = "what becomes of a stack that could not be made";
                self.option("--on-failure", choice.name(), why);
            }
            (Some(choice), Some(express)) if !says_the_same(choice, express) => {
                self.request.problems.push(format!(
                    "In Express mode there is no `--on-failure {}`: what was made stays, or is rolled back where the mode is told to.",
                    choice.name()
                ));
            }
            _ => {}
        }
    }

    /// Adds what becomes of others' changes to the resources of a stack that is there.
    pub(super) fn drift(&mut self) {
        if self.options.revert_drift && !self.options.change_set_makes_stack {
            let why = "what others changed about the stack's resources goes back to what the template says";
            self.option("--deployment-mode", "REVERT_DRIFT", why);
        }
    }

    /// Adds whether CloudFormation waits until everything is ready.
    pub(super) fn express(&mut self) {
        let CommandOptions { action, express, .. } = *self.options;
        let Some(express) = express else { return };
        if !action.takes_express() {
            self.request.problems.push(
                "`deploy` has no Express mode: `create-stack`, `update-stack` and change sets have it."
                    .into(),
            );
            return;
        }
        // A deletion makes nothing that could be rolled back.
        let config = match express {
            Express::RollBack if action != Action::DeleteStack => "Mode=EXPRESS,DisableRollback=false",
            _ => "Mode=EXPRESS",
        };
        let why = "Express mode: the stack counts as complete before everything is ready";
        self.option("--deployment-config", config, why);
        let makes = match action {
            Action::CreateChangeSet => self.options.change_set_makes_stack,
            action => action == Action::CreateStack,
        };
        self.request.notes.push(match (action, express) {
            (Action::DeleteStack, _) => {
                "In Express mode the stack counts as deleted while some of it is still going.".into()
            }
            (_, Express::RollBack) => NOT_READY.into(),
            // It was refused until autumn 2026 at least (aws-cdk-cli, issue 1931).
            (_, Express::Keep) if !makes => {
                format!("{NOT_READY} {STAYS} An update that would replace a resource may be refused.")
            }
            (_, Express::Keep) => format!("{NOT_READY} {STAYS}"),
        });
    }

    /// Adds whether CloudFormation looks for mistakes before it begins.
    pub(super) fn validation(&mut self) {
        let CommandOptions { action, disable_validation, .. } = *self.options;
        if disable_validation && action.takes_validation() {
            let why = "CloudFormation begins without having looked for mistakes first";
            self.lines.push(vec![Word::text("--disable-validation").chosen(why)]);
        } else if disable_validation {
            self.request.problems.push(
                "`deploy` cannot do without the validation: `create-stack`, `update-stack` and change sets can.".into(),
            );
        }
    }
}

/// Returns true if a wish for what fails is what Express mode does with it.
fn says_the_same(choice: OnFailure, express: Express) -> bool {
    match choice {
        OnFailure::DoNothing => express == Express::Keep,
        OnFailure::Rollback => express == Express::RollBack,
        OnFailure::Delete => false,
    }
}
