//! One deployment of a template: conditions decided, parameters filled in.

mod cidr;
mod condition;
mod constraint;
mod context;
mod format;
mod function;
mod parameter;
mod pattern;
mod region;
#[cfg(test)]
mod tests;
mod text;
mod value;

use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::{Path, Reported};
use crate::template::{LogicalId, Template, resource_path};

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
    /// Its type as written: `AWS::EC2::VPC::Id`.
    pub type_name: Rc<str>,
    /// Its effective value; `None` when required and not given.
    pub value: Option<Value>,
    /// Why CloudFormation would refuse it, in words for the reader.
    pub problems: Vec<String>,
    /// What only CloudFormation can check, in words for the reader.
    pub remark: Option<String>,
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
pub fn evaluate(template: &Template, inputs: &Inputs) -> Reported<Stack> {
    let mut context = context::Context::new(template, inputs);
    let mut stack = Stack { parameters: context.parameters().clone(), ..Stack::default() };
    for id in template.conditions.keys() {
        let value = context.condition(id);
        stack.conditions.insert(id.clone(), value);
    }
    for (id, resource) in &template.resources {
        let exists = context.existence(resource.condition.as_ref());
        let path = resource_path(id).key("Properties");
        // What is absent is never evaluated by CloudFormation either, so it can hold no fault.
        let properties = context.quietly(exists == Existence::No, |context| {
            context.value(&resource.properties, &path).unwrap_or(Value::Map(IndexMap::new()))
        });
        let type_name = resource.type_name.clone();
        stack.resources.insert(id.clone(), StackResource { type_name, exists, properties });
    }
    for (id, output) in &template.outputs {
        let exists = context.existence(output.condition.as_ref());
        let path = Path::root().key("Outputs").key(id.as_str());
        let output = context.quietly(exists == Existence::No, |context| StackOutput {
            description: output.description.clone(),
            value: context.value(&output.value, &path.key("Value")).unwrap_or(Value::Null),
            export: output
                .export
                .as_ref()
                .and_then(|export| context.value(export, &path.key("Export").key("Name"))),
            exists,
        });
        stack.outputs.insert(id.clone(), output);
    }
    Reported { value: stack, diagnostics: context.finish() }
}
