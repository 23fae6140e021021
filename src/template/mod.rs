//! What is written: the sections of a template, its intrinsic functions a closed set of [`Expr`]s.
//!
//! Loops are unrolled first (`expand`); what a collection hangs on is evaluated there (`known`), over data. A turn without a
//! value leaves holes in names, `Queue‹Colour›`, and variables in texts.

mod dynamic;
mod expand;
mod expr;
mod findings;
mod foreign;
mod function;
mod generated;
mod interface;
mod language;
mod modules;
mod parameter;
mod parameter_type;
mod policies;
mod reader;
mod reference;
mod resource;
mod sections;
mod signature;
mod substitution;
#[cfg(test)]
mod tests;
mod text_or_list;
mod undefined_names;
mod unused;
mod usage;

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path, Reported, Step};
use crate::maps::{IndexMap, IndexSet};
use crate::sorting;
use crate::yaml::{self, Document, Node};

pub use crate::logical_id::LogicalId;
pub use dynamic::candidates as dynamic_reference_candidates;
pub use expr::{Expr, SubPart};
pub use interface::{Interface, InterfaceGroup};
pub use parameter_type::{Existing, ParameterType, Shape};
pub use reference::{Reference, ReferenceKind, references, references_in};
pub use sections::loops_arrived;
pub use usage::{Element, Use, uses};

/// A template as it is written: nothing evaluated, every name kept.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Template {
    /// `Description`.
    pub description: Option<Rc<str>>,
    /// `Transform`: the names of macros, `AWS::Serverless-2016-10-31` among them.
    pub transforms: Vec<Rc<str>>,
    /// `Metadata`.
    pub metadata: Option<Expr>,
    /// The order and labels of parameters, as `Metadata` says.
    pub interface: Interface,
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
    /// `Rules`: assertions about parameter values.
    pub rules: IndexMap<LogicalId, Rule>,
    /// `Globals`: what SAM adds to every resource of a kind.
    pub globals: Option<Expr>,
    /// `Hooks`: how blue/green deployments shift traffic.
    pub hooks: Option<Expr>,
    /// The resources whose `Type` is no text (rain's modules): what they make is not known, and named after them.
    pub untyped: IndexSet<LogicalId>,
    /// True if its text has YAML's aliases or merge keys, which CloudFormation itself does not take.
    pub has_aliases: bool,
    /// Where it has loops (`Fn::ForEach`): what they are made of. The sections hold what the loops make.
    loops: Option<Rc<Loops>>,
}

/// An entry of `Parameters`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parameter {
    /// `Type`.
    pub value_type: ParameterType,
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
    /// `NoEcho`, unless it is `false`: the value is a secret.
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

/// `AWS::Region` while nobody has said another.
pub const DEFAULT_REGION: &str = "us-east-1";

/// Reads a template.
///
/// # Errors
/// When nothing can be shown: the text is no YAML or JSON mapping, or a file of another tool.
pub fn parse(text: &str) -> Result<Reported<Template>, Vec<Diagnostic>> {
    read(text).map(|(_, report)| report)
}

/// Reads a template; gives the text as it was read, too, in which its parts can be found.
///
/// # Errors
/// When nothing can be shown: the text is no YAML or JSON mapping, or a file of another tool.
pub fn read(text: &str) -> Result<(Document, Reported<Template>), Vec<Diagnostic>> {
    let Reported { value: document, diagnostics: noticed } =
        yaml::read(text).map_err(|diagnostic| vec![foreign::of_text(text).unwrap_or(diagnostic)])?;
    let root = document.root();
    let no_template =
        || yaml::no_mapping(root).map(|diagnostic| foreign::of_text(text).unwrap_or(diagnostic));
    if let Some(why) = foreign::of_node(root).or_else(no_template) {
        return Err(vec![why]);
    }
    let defaults = default_values(root);
    let value = |name: &str| match name {
        "AWS::Region" => Some(DEFAULT_REGION.into()),
        name => defaults.get(name).cloned(),
    };
    let mut reported = sections::read(root, &value);
    reported.value.has_aliases = noticed.iter().any(|found| found.code == yaml::ALIASES);
    let noticed = noticed.into_iter().map(|found| without_secret(found, &reported.value));
    reported.diagnostics.extend(noticed);
    document.place(&mut reported.diagnostics);
    sorting::by_key(&mut reported.diagnostics, |found| found.position);
    Ok((document, reported))
}

/// Returns what was noticed of a secret's value, which must not be repeated.
fn without_secret(found: Diagnostic, template: &Template) -> Diagnostic {
    let is_secret = match found.path.steps() {
        [Step::Key(section), Step::Key(id), Step::Key(key), ..] => {
            &**section == "Parameters"
                && matches!(&**key, "AllowedValues" | "Default")
                && template.parameters.get(&**id).is_some_and(|parameter| parameter.no_echo)
        }
        _ => false,
    };
    match is_secret && found.code == yaml::NUMBERS {
        true => Diagnostic {
            message: "the value is a number to CloudFormation, and not what it looks like".to_owned(),
            hints: vec!["quote it".to_owned()],
            ..found
        },
        false => found,
    }
}

impl Template {
    /// The template as it is with other values of the parameters (and pseudo parameters) that its loops hang on;
    /// `None` when no loop hangs on any.
    pub fn unrolled(&self, value: &dyn Fn(&str) -> Option<Rc<str>>) -> Option<Template> {
        let loops = self.loops.as_ref().filter(|loops| !loops.needs.is_empty())?;
        // What is wrong with the loops was said when the text was read.
        let template = sections::read(&loops.root, value).value;
        Some(Template { has_aliases: self.has_aliases, ..template })
    }

    /// Returns true if a macro that nobody knows may define names, attributes and keys of mappings.
    pub fn has_unknown_macros(&self) -> bool {
        generated::macros_define_names(self)
    }

    /// Returns whether the parameter or pseudo parameter of this name is a list; `None` for other names.
    pub fn is_list(&self, name: &LogicalId) -> Option<bool> {
        text_or_list::is_list(self, name)
    }

    /// The loops whose collections are not known.
    pub fn unknown_loops(&self) -> impl Iterator<Item = &UnknownLoop> {
        self.loops.iter().flat_map(|loops| &loops.unknown)
    }

    /// Returns what a resource or an output stands for, when it does for all that a loop makes: it has the loop's variable in its
    /// name, `Queue‹Colour›`.
    pub fn stand_in(&self, id: &LogicalId) -> Option<StandIn> {
        self.loops.as_ref()?.stand_ins.get(id.as_str()).copied()
    }

    /// Returns true if the name is that of a loop's variable that has no value.
    pub fn is_loop_variable(&self, name: &LogicalId) -> bool {
        self.loops.as_ref().is_some_and(|loops| loops.variables.contains(name.as_str()))
    }

    /// Returns true if a name has a hole where a loop's variable has no value; others may be the template's own text.
    fn has_hole(&self, name: &str) -> bool {
        self.loops.as_ref().is_some_and(|loops| loops.leave_a_hole_in(name))
    }

    /// Leads the paths of findings in what loops make to what the loops are written as.
    pub fn point_to_text(&self, diagnostics: &mut [Diagnostic]) {
        if let Some(loops) = &self.loops {
            for diagnostic in diagnostics {
                diagnostic.path = expand::written(&loops.origins, &diagnostic.path);
            }
        }
    }
}

/// The values that loops are unrolled with while nobody has set a parameter.
fn default_values(root: &Node) -> IndexMap<Rc<str>, Rc<str>> {
    let parameters = root.as_map().and_then(|map| map.get("Parameters")).and_then(Node::as_map);
    let defaults = parameters.into_iter().flatten().filter_map(|(name, parameter)| {
        let parameter = parameter.as_map()?;
        let default = parameter.get("Default")?.as_text()?;
        let type_name = parameter.get("Type")?.as_text()?;
        // AWS looks the value up; the text is only its name.
        let is_looked_up = ParameterType::new(type_name).is_looked_up();
        (!is_looked_up && !parameter::is_secret(parameter)).then(|| (name.clone(), default))
    });
    defaults.collect()
}

/// A template that has loops, as it is written.
#[derive(Debug, Clone, PartialEq)]
struct Loops {
    root: Node,
    /// The parameters and pseudo parameters that the loops' collections hang on.
    needs: IndexSet<Rc<str>>,
    /// The mappings that collections are found in.
    maps: IndexSet<Rc<str>>,
    /// Where in the text the parts that loops make come from.
    origins: expand::Origins,
    /// The variables that have no value somewhere.
    variables: IndexSet<Rc<str>>,
    /// The names that stand for all that a loop makes.
    stand_ins: IndexMap<Rc<str>, StandIn>,
    /// The loops whose collections are not known.
    unknown: IndexSet<UnknownLoop>,
    /// The names that the loops mention.
    mentions: expand::Mentions,
}

impl Loops {
    fn leave_a_hole_in(&self, name: &str) -> bool {
        expand::has_hole(name, &self.variables)
    }
}

/// The meaning of a resource or an output that one turn of a loop makes in place of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandIn {
    /// The loop is over nothing: nothing is made.
    Nothing,
    /// The loop is over something that is not known: one or several are made.
    Several,
}

/// A loop whose collection is not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownLoop {
    /// Its key: `Fn::ForEach::Queues`.
    pub name: Rc<str>,
    /// Where its collection stands in the text.
    pub path: Path,
    /// The secret that the collection hangs on, where that is why.
    pub secret: Option<Rc<str>>,
}

/// An entry of `Rules`.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// `RuleCondition`: the rule applies when it is true, or when there is none.
    pub condition: Option<Expr>,
    /// `Assertions`.
    pub assertions: Vec<Assertion>,
}

/// An entry of a rule's `Assertions`.
#[derive(Debug, Clone, PartialEq)]
pub struct Assertion {
    /// `Assert`: must be true.
    pub assert: Expr,
    /// `AssertDescription`: what CloudFormation says when it is not.
    pub description: Option<Rc<str>>,
}

/// The path of a resource: `Resources/Ec2WebHost`.
pub fn resource_path(id: &LogicalId) -> Path {
    Path::root().key("Resources").key(id.as_str())
}
