//! One deployment of a template: conditions decided, parameters filled in.
//!
//! Work is bounded: every function is charged for what its result holds (`context`). A `NoEcho` parameter is deferred: it reads as
//! its name through all functions, so no label, title, output or message can quote it; but conditions and rules are decided by
//! the true values, quietly (`Context::decided`). Single expressions are asked for by an [`Inquiry`]: the inspector's scripts
//! and reasons. Nobody looks for `‹` in a text: a [`MarkedText`] knows its parts that only AWS will know.

mod cidr;
mod condition;
mod constraint;
mod context;
mod dangling;
mod format;
mod function;
mod given;
mod globals;
mod inquiry;
mod json;
mod parameter;
mod pattern;
mod region;
mod rule;
#[cfg(test)]
mod tests;
mod text;
mod value;

use std::rc::Rc;

use crate::diagnostic::{Path, Reported};
use crate::maps::IndexMap;
use crate::template::{DEFAULT_REGION, LogicalId, StandIn, Template, resource_path};

use given::Given;

pub use pattern::arrived as patterns_arrived;

pub use crate::marked_text::{Beginning, Marked, MarkedText, Piece, Reads, Writer};
pub use given::Asked;
pub use inquiry::{Inquiry, inquire};
pub use text::base64;
pub use value::{Deferred, Value};

/// The inputs of a deployment.
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
    /// `AWS::Region`.
    pub region: String,
    /// `AWS::AccountId`, when somebody said.
    pub account_id: Option<String>,
    /// `AWS::StackName`, when somebody said and the template asks.
    pub stack_name: Option<String>,
    /// The inputs that the template asks for.
    pub asked: Asked,
    /// Every parameter with its value.
    pub parameters: IndexMap<LogicalId, ParameterValue>,
    /// Every condition: `None` hangs on something only AWS knows.
    pub conditions: IndexMap<LogicalId, Option<bool>>,
    /// The reasons for which each unknown condition is unknown, as they read: `‹AmiId›`. A condition in a circle hangs on nothing.
    pub undecided: IndexMap<LogicalId, Vec<Rc<str>>>,
    /// Every resource, absent ones too.
    pub resources: IndexMap<LogicalId, StackResource>,
    /// Every output, absent ones too.
    pub outputs: IndexMap<LogicalId, StackOutput>,
    /// The template with its loops unrolled for this deployment, where they hang on parameters.
    pub unrolled: Option<Rc<Template>>,
}

/// A parameter in one deployment.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterValue {
    /// Its type as written: `AWS::EC2::VPC::Id`.
    pub type_name: Rc<str>,
    /// Its effective value, that of a secret by its name; `None` when required and not given.
    pub value: Option<Value>,
    /// Why CloudFormation would refuse it, in words for the reader; never with the value of a secret.
    pub problems: Vec<String>,
    /// A remark on what only CloudFormation can check, in words for the reader.
    pub remark: Option<String>,
    /// The name under which AWS looks the value up in SSM, where it does.
    pub looked_up: Option<Rc<str>>,
}

/// A resource in one deployment.
#[derive(Debug, Clone, PartialEq)]
pub struct StackResource {
    /// Its type.
    pub type_name: Rc<str>,
    /// Its existence.
    pub exists: Existence,
    /// Its properties under this deployment, a [`Value::Map`]; `AWS::NoValue` has removed its keys.
    pub properties: Value,
    /// The work that hosts do when they start, as `AWS::CloudFormation::Init` in its metadata says.
    pub init: Option<Value>,
}

/// An output in one deployment.
#[derive(Debug, Clone, PartialEq)]
pub struct StackOutput {
    /// Its existence.
    pub exists: Existence,
    /// `Description`.
    pub description: Option<Rc<str>>,
    /// Its value.
    pub value: Value,
    /// The name it is exported under.
    pub export: Option<Value>,
}

/// The existence of something in one deployment.
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
        Self {
            parameters: IndexMap::new(),
            region: DEFAULT_REGION.into(),
            account_id: None,
            stack_name: None,
        }
    }
}

/// The treatment of the values of `NoEcho` parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Secrets {
    /// They read as their names, through all functions, as if only AWS knew them.
    #[default]
    Named,
    /// They are values like any other.
    Shown,
}

/// Evaluates a template under given inputs, for what others may see: secrets are named. What exists hangs on their values
/// all the same.
pub fn evaluate(template: &Template, inputs: &Inputs) -> Reported<Stack> {
    evaluate_with(template, inputs, Secrets::Named)
}

/// The same with secrets named or shown.
pub fn evaluate_with(template: &Template, inputs: &Inputs, secrets: Secrets) -> Reported<Stack> {
    let given = Given::new(inputs);
    match template.unrolled(&|name| loop_value(template, &given, secrets, name)) {
        Some(unrolled) => {
            let mut reported = evaluate_unrolled(&unrolled, inputs, &given, secrets);
            reported.value.unrolled = Some(Rc::new(unrolled));
            reported
        }
        None => evaluate_unrolled(template, inputs, &given, secrets),
    }
}

impl Stack {
    /// Returns whether other inputs differ from a stack's own in nothing that it was made of, but for its region's name.
    pub fn is_same_under(&self, own: &Inputs, other: &Inputs) -> bool {
        own.parameters == other.parameters
            && own.account_id == other.account_id
            && (own.region == other.region || !self.asked.region)
            && (own.stack_name == other.stack_name || !self.asked.stack_name)
    }
}

/// The key of the metadata that cfn-init reads on a host.
pub const INIT: &str = "AWS::CloudFormation::Init";

fn evaluate_unrolled(
    template: &Template,
    inputs: &Inputs,
    given: &Given,
    secrets: Secrets,
) -> Reported<Stack> {
    let mut context = context::Context::new(template, given, secrets);
    let parameters = context.parameters();
    let mut stack = Stack {
        region: inputs.region.clone(),
        account_id: inputs.account_id.clone(),
        parameters,
        ..Stack::default()
    };
    context.unknown_loops();
    context.decide_conditions();
    for id in template.conditions.keys() {
        let value = context.condition(id);
        stack.conditions.insert(id.clone(), value);
    }
    stack.undecided = context.undecided.clone();
    for (id, rule) in &template.rules {
        context.rule(id, rule);
    }
    let globals = globals::Globals::new(&mut context);
    for (id, resource) in &template.resources {
        let exists = match template.stand_in(id) {
            Some(StandIn::Nothing) => Existence::No,
            Some(StandIn::Several) | None => context.existence(resource.condition.as_ref()),
        };
        let path = resource_path(id).key("Properties");
        // What is absent is never evaluated by CloudFormation either, so it can hold no fault.
        let properties = context.quietly(exists == Existence::No, |context| {
            context.value(&resource.properties, &path.trail()).unwrap_or(Value::Map(IndexMap::new()))
        });
        let properties = globals.added_to(properties, &resource.type_name, &mut context);
        let init = resource.attributes.get("Metadata").and_then(|metadata| metadata.get(INIT));
        let init_path = resource_path(id).key("Metadata").key(INIT);
        let init = context.quietly(true, |context| context.value(init?, &init_path.trail()));
        let type_name = resource.type_name.clone();
        stack.resources.insert(id.clone(), StackResource { type_name, exists, properties, init });
    }
    for (id, output) in &template.outputs {
        let exists = context.existence(output.condition.as_ref());
        let path = Path::root().key("Outputs").key(id.as_str());
        let output = context.quietly(exists == Existence::No, |context| StackOutput {
            description: output.description.clone(),
            value: context.value(&output.value, &path.trail().key("Value")).unwrap_or_else(|| {
                context.no_value(&output.value, &path.trail().key("Value"));
                Value::Null
            }),
            export: output
                .export
                .as_ref()
                .and_then(|export| context.value(export, &path.trail().key("Export").key("Name"))),
            exists,
        });
        stack.outputs.insert(id.clone(), output);
    }
    context.dangling(&stack);
    stack.asked = given.asked();
    stack.stack_name = inputs.stack_name.clone().filter(|_| stack.asked.stack_name);
    Reported { value: stack, diagnostics: context.finish() }
}

/// Returns what a loop's collection sees of a parameter or a pseudo parameter. It makes names of it, so nothing of a secret.
fn loop_value(template: &Template, given: &Given, secrets: Secrets, name: &str) -> Option<Rc<str>> {
    if let Some(value) = given.pseudo(name) {
        return Some(value);
    }
    let declared = template.parameters.get(name)?;
    let is_secret = declared.no_echo && secrets == Secrets::Named;
    if is_secret || declared.value_type.is_looked_up() {
        return None;
    }
    given.parameter(name).map(Rc::from).or_else(|| declared.default.clone())
}
