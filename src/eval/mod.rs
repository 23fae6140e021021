//! One deployment of a template: conditions decided, parameters filled in.

mod value;

use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::Reported;
use crate::template::{LogicalId, Template};

pub use value::{Deferred, Value};

/// What a deployment is given from outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    /// Parameter values that were set; the others take their defaults.
    pub parameters: IndexMap<LogicalId, String>,
    /// `AWS::Region`.
    pub region: String,
    /// `AWS::AccountId`; deferred when nobody said.
    pub account_id: Option<String>,
    /// `AWS::StackName`; deferred when nobody said.
    pub stack_name: Option<String>,
}

/// One deployment: no conditions or parameters left, only values known now or [`Value::Deferred`] until AWS
/// makes them. Later stages never ask those questions again.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stack {
    /// Every parameter with its value.
    pub parameters: IndexMap<LogicalId, ParameterValue>,
    /// Every condition: `None` hangs on something only AWS knows.
    pub conditions: IndexMap<LogicalId, Option<bool>>,
    /// Every resource, absent ones too.
    pub resources: IndexMap<LogicalId, StackResource>,
    /// Every output, absent ones too.
    pub outputs: IndexMap<LogicalId, StackOutput>,
}

/// A parameter in one deployment.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterValue {
    /// Its effective value; `None` when required and not given.
    pub value: Option<Value>,
    /// Why CloudFormation would refuse it, in words for the reader.
    pub problems: Vec<String>,
}

/// A resource in one deployment.
#[derive(Debug, Clone, PartialEq)]
pub struct StackResource {
    /// Its type.
    pub type_name: Rc<str>,
    /// Whether it is made.
    pub exists: Existence,
    /// Its properties under this deployment, a [`Value::Map`]; `AWS::NoValue` has removed its keys.
    pub properties: Value,
}

/// An output in one deployment.
#[derive(Debug, Clone, PartialEq)]
pub struct StackOutput {
    /// Whether the stack has it.
    pub exists: Existence,
    /// `Description`.
    pub description: Option<Rc<str>>,
    /// Its value.
    pub value: Value,
    /// The name it is exported under.
    pub export: Option<Value>,
}

/// Whether something is made in one deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Existence {
    /// It is.
    Yes,
    /// Its condition is false.
    No,
    /// Its condition hangs on something that only AWS knows.
    Unknown,
}

impl Default for Inputs {
    fn default() -> Self {
        Self { parameters: IndexMap::new(), region: "us-east-1".into(), account_id: None, stack_name: None }
    }
}

/// Evaluates a template under given inputs.
pub fn evaluate(_template: &Template, _inputs: &Inputs) -> Reported<Stack> {
    unimplemented!()
}
