//! What is written: the sections of a template, its intrinsic functions a closed set of [`Expr`]s.

use std::fmt;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Path, Reported};

/// A template as it is written: nothing evaluated, every name kept.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Template {
    /// `Description`.
    pub description: Option<Rc<str>>,
    /// `Transform`: the names of macros, `AWS::Serverless-2016-10-31` among them.
    pub transforms: Vec<Rc<str>>,
    /// `Metadata`, AWS::CloudFormation::Interface among it.
    pub metadata: Option<Expr>,
    /// `Parameters`.
    pub parameters: IndexMap<LogicalId, Parameter>,
    /// `Mappings`: map name → top-level key → second-level key → value.
    pub mappings: IndexMap<LogicalId, Expr>,
    /// `Conditions`.
    pub conditions: IndexMap<LogicalId, Expr>,
    /// `Resources`.
    pub resources: IndexMap<LogicalId, Resource>,
    /// `Outputs`.
    pub outputs: IndexMap<LogicalId, Output>,
}

/// The name of a resource, parameter, condition, mapping or output: its logical ID.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogicalId(Rc<str>);

/// An entry of `Parameters`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parameter {
    /// `Type` as written: `String`, `AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>`, …
    pub type_name: Rc<str>,
    /// `Default` as text, as CloudFormation passes it.
    pub default: Option<Rc<str>>,
    /// `Description`.
    pub description: Option<Rc<str>>,
    /// `AllowedValues`, each as text.
    pub allowed_values: Vec<Rc<str>>,
    /// `AllowedPattern`, a regular expression for the whole value.
    pub allowed_pattern: Option<Rc<str>>,
    /// `ConstraintDescription`.
    pub constraint_description: Option<Rc<str>>,
    /// `MinLength`, in characters.
    pub min_length: Option<u64>,
    /// `MaxLength`, in characters.
    pub max_length: Option<u64>,
    /// `MinValue`.
    pub min_value: Option<f64>,
    /// `MaxValue`.
    pub max_value: Option<f64>,
    /// `NoEcho`: the value is a secret.
    pub no_echo: bool,
}

/// An entry of `Resources`.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// `Type`: `AWS::EC2::Instance`, `Custom::Thing`, …
    pub type_name: Rc<str>,
    /// `Condition`: the resource exists when it is true.
    pub condition: Option<LogicalId>,
    /// `DependsOn`.
    pub depends_on: Vec<LogicalId>,
    /// `Properties`, an [`Expr::Map`] (empty where there are none).
    pub properties: Expr,
    /// The other attributes by name: `Metadata`, `CreationPolicy`, `UpdatePolicy`, `DeletionPolicy`, …
    pub attributes: IndexMap<Rc<str>, Expr>,
}

/// An entry of `Outputs`.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// `Description`.
    pub description: Option<Rc<str>>,
    /// `Value`.
    pub value: Expr,
    /// `Condition`: the output exists when it is true.
    pub condition: Option<LogicalId>,
    /// `Export` / `Name`.
    pub export: Option<Expr>,
}

/// A value as it is written: data, or one of the intrinsic functions.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// Nothing.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number as it is written.
    Number(Rc<str>),
    /// Text.
    String(Rc<str>),
    /// A list.
    List(Vec<Expr>),
    /// A mapping that is no intrinsic function.
    Map(IndexMap<Rc<str>, Expr>),
    /// `Ref` to a parameter, a resource or a pseudo parameter (`AWS::Region`).
    Ref(LogicalId),
    /// `Fn::GetAtt`; the attribute name may itself be computed.
    GetAtt(LogicalId, Box<Expr>),
    /// `Fn::Sub`: text with `${…}` in it, and the variables it defines.
    Sub(Vec<SubPart>, IndexMap<Rc<str>, Expr>),
    /// `Fn::If`: condition, then, else.
    If(LogicalId, Box<Expr>, Box<Expr>),
    /// `Fn::Equals`.
    Equals(Box<Expr>, Box<Expr>),
    /// `Fn::Not`.
    Not(Box<Expr>),
    /// `Fn::And`.
    And(Vec<Expr>),
    /// `Fn::Or`.
    Or(Vec<Expr>),
    /// `Condition`: the value of another condition.
    Condition(LogicalId),
    /// `Fn::Select`: index, list.
    Select(Box<Expr>, Box<Expr>),
    /// `Fn::GetAZs`: region.
    GetAzs(Box<Expr>),
    /// `Fn::Base64`.
    Base64(Box<Expr>),
    /// `Fn::Join`: delimiter, list.
    Join(Box<Expr>, Box<Expr>),
    /// `Fn::Split`: delimiter, text.
    Split(Box<Expr>, Box<Expr>),
    /// `Fn::FindInMap`: map, top-level key, second-level key, default.
    FindInMap(Box<Expr>, Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// `Fn::ImportValue`.
    ImportValue(Box<Expr>),
    /// `Fn::Cidr`: block, count, bits.
    Cidr(Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// Any other `Fn::…`, kept as it is.
    Other(Rc<str>, Box<Expr>),
}

/// One part of an `Fn::Sub` text.
#[derive(Debug, Clone, PartialEq)]
pub enum SubPart {
    /// Text, `${!x}` already made `${x}`.
    Text(Rc<str>),
    /// `${Name}`: a variable of the same `Fn::Sub`, a parameter, a resource or a pseudo parameter.
    Name(LogicalId),
    /// `${Resource.Attribute}`.
    Attribute(LogicalId, Rc<str>),
}

/// Reads a template.
///
/// # Errors
/// When nothing can be shown: the text is no YAML or JSON mapping.
pub fn parse(_text: &str) -> Result<Reported<Template>, Vec<Diagnostic>> {
    unimplemented!()
}

impl LogicalId {
    /// A name as it is written; whether it is well-formed is checked where it is defined.
    pub fn new(name: impl Into<Rc<str>>) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this names a pseudo parameter (`AWS::Region`).
    pub fn is_pseudo(&self) -> bool {
        self.0.starts_with("AWS::")
    }
}

impl std::borrow::Borrow<str> for LogicalId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for LogicalId {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for LogicalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The path of a resource: `Resources/Ec2WebHost`.
pub fn resource_path(id: &LogicalId) -> Path {
    Path::root().key("Resources").key(id.as_str())
}
