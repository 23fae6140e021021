//! What one evaluation is given from outside, and which of it it asked for.

use std::cell::Cell;
use std::rc::Rc;

use super::{Inputs, region};

/// The inputs that a deployment asked for, besides the parameters: nothing else of it hangs on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// `AWS::Region`, or what follows from it.
    pub region: bool,
    /// `AWS::StackName`.
    pub stack_name: bool,
}

/// The inputs of one evaluation.
pub(super) struct Given<'t> {
    inputs: &'t Inputs,
    asked: Cell<Asked>,
}

impl<'t> Given<'t> {
    pub fn new(inputs: &'t Inputs) -> Self {
        Self { inputs, asked: Cell::default() }
    }

    /// Returns what was set for a parameter.
    pub fn parameter(&self, id: &str) -> Option<&'t str> {
        self.inputs.parameters.get(id).map(String::as_str)
    }

    /// Returns whether no parameter was set.
    pub fn is_empty(&self) -> bool {
        self.inputs.parameters.is_empty()
    }

    pub fn region(&self) -> &'t str {
        self.asked.set(Asked { region: true, ..self.asked.get() });
        &self.inputs.region
    }

    /// Returns what a pseudo parameter is; `None` for one that only AWS knows, or that nobody said.
    pub fn pseudo(&self, name: &str) -> Option<Rc<str>> {
        match name {
            "AWS::Region" => Some(self.region().into()),
            "AWS::Partition" => Some(region::partition(self.region()).into()),
            "AWS::URLSuffix" => Some(region::url_suffix(self.region()).into()),
            "AWS::AccountId" => self.inputs.account_id.as_deref().map(Rc::from),
            "AWS::StackName" => {
                self.asked.set(Asked { stack_name: true, ..self.asked.get() });
                self.inputs.stack_name.as_deref().map(Rc::from)
            }
            _ => None,
        }
    }

    pub fn asked(&self) -> Asked {
        self.asked.get()
    }
}
