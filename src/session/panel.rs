//! What the panel shows: parameters in their groups, and outputs, ready to be shown.

use std::rc::Rc;

use super::listed::{Listed, shown, shown_marked};
use crate::eval::{Existence, Inputs, MarkedText, Stack, Value};
use crate::maps::IndexSet;
use crate::pipeline::runs::{Stage, ran};
use crate::template::{Interface, InterfaceGroup, LogicalId, Parameter, ParameterType, Template};

/// The most fields that a form has: more than CloudFormation takes parameters.
const MOST_FIELDS: usize = 500;

/// The most values that a field offers to choose from; beyond that one types.
const MOST_CHOICES: usize = 1_000;

/// The parameters and outputs of one deployment, in the order to show them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Panel {
    /// Parameters in the groups of `AWS::CloudFormation::Interface`; without it, one group with no label.
    pub groups: Vec<ParameterGroup>,
    /// The number of parameters that are in none of these groups, since there are too many.
    pub parameters_left_out: usize,
    /// Outputs, in the order of the template.
    pub outputs: Listed<OutputView>,
    /// True if the reader set any parameter.
    pub changed: bool,
}

/// Parameters that belong together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ParameterGroup {
    /// Its heading.
    pub label: Option<Rc<str>>,
    /// Its parameters.
    pub parameters: Vec<ParameterView>,
}

/// One parameter and its field.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterView {
    /// Its name.
    pub id: LogicalId,
    /// The name of the field: the label that the template gives it, else its name.
    pub label: Rc<str>,
    /// Its purpose.
    pub description: Option<Rc<str>>,
    /// Its CloudFormation type.
    pub value_type: ParameterType,
    /// Its default as text, a secret's as what the reader is told of it; `None` when it has to be filled in.
    pub default: Option<Rc<str>>,
    /// The text in the field: what was typed, else the default unless that is a secret, else nothing.
    pub text: Rc<str>,
    /// True if the reader set it, so that a reset does something.
    pub typed: bool,
    /// True if its value differs from the default, so that the command carries it.
    pub changed: bool,
    /// The only values it takes; empty when it takes others, or too many to choose from.
    pub choices: Vec<Rc<str>>,
    /// True if the field hides what is typed.
    pub secret: bool,
    /// Why CloudFormation would refuse the value, a sentence each.
    pub problems: Vec<String>,
}

/// One output.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputView {
    /// Its name.
    pub id: LogicalId,
    /// Its kind.
    pub description: Option<Rc<str>>,
    /// Its value as it evaluates.
    pub value: Value,
    /// The value as the reader sees it: `http://‹Ec2WebHost.PublicIp›:5000`.
    pub text: MarkedText,
    /// Its existence in the stack.
    pub exists: Existence,
    /// The name it is exported under, as the reader sees it.
    pub export: Option<String>,
}

/// The text in place of a secret's default.
const SECRET_DEFAULT: &str = "The template’s default";

/// Returns what to show of a deployment.
pub(super) fn panel(template: &Template, stack: &Stack, inputs: &Inputs) -> Panel {
    ran(Stage::Panel);
    let view = |id: &LogicalId| {
        template
            .parameters
            .get(id)
            .map(|parameter| parameter_view(id, parameter, stack, inputs, &template.interface))
    };
    let mut groups: Vec<ParameterGroup> = Vec::new();
    let mut seen: IndexSet<&LogicalId> = IndexSet::new();
    for InterfaceGroup { label, parameters: names } in &template.interface.groups {
        let mut parameters = Vec::new();
        for name in names {
            if seen.len() < MOST_FIELDS
                && !seen.contains(name)
                && let Some(view) = view(name)
            {
                seen.insert(name);
                parameters.push(view);
            }
        }
        if !parameters.is_empty() {
            groups.push(ParameterGroup {
                label: label.as_deref().map(|label| shown(label).into()),
                parameters,
            });
        }
    }
    let rest = template.parameters.keys().filter(|id| !seen.contains(id)).take(MOST_FIELDS - seen.len());
    let rest: Vec<_> = rest.filter_map(view).collect();
    let parameters_left_out = template.parameters.len() - seen.len() - rest.len();
    if !rest.is_empty() {
        // As the console calls them; with no other group they need no heading.
        let label = (!groups.is_empty()).then(|| "Other parameters".into());
        groups.push(ParameterGroup { label, parameters: rest });
    }
    let changed = !inputs.parameters.is_empty();
    Panel { groups, parameters_left_out, outputs: outputs(stack), changed }
}

fn parameter_view(
    id: &LogicalId,
    parameter: &Parameter,
    stack: &Stack,
    inputs: &Inputs,
    interface: &Interface,
) -> ParameterView {
    let typed: Option<Rc<str>> = inputs.parameters.get(id).map(|text| text.as_str().into());
    let default = parameter.default.clone();
    ParameterView {
        id: id.clone(),
        label: shown(interface.labels.get(id).map_or(id.as_str(), |label| label)).into(),
        description: parameter.description.as_deref().map(|text| shown(text).into()),
        value_type: parameter.value_type.clone(),
        text: typed
            .clone()
            .or_else(|| default.clone().filter(|_| !parameter.no_echo))
            .unwrap_or_else(|| "".into()),
        typed: typed.is_some(),
        changed: typed.is_some() && typed != default,
        choices: match parameter.allowed_values.as_slice() {
            values if values.len() <= MOST_CHOICES => values.to_vec(),
            _ => Vec::new(),
        },
        secret: parameter.no_echo,
        problems: stack.parameters.get(id).map(|value| value.problems.clone()).unwrap_or_default(),
        default: default
            .map(|text| if parameter.no_echo && !text.is_empty() { SECRET_DEFAULT.into() } else { text }),
    }
}

fn outputs(stack: &Stack) -> Listed<OutputView> {
    Listed::of(&stack.outputs, |(id, output)| OutputView {
        id: id.clone(),
        description: output.description.as_deref().map(|text| shown(text).into()),
        text: shown_marked(&output.value),
        value: output.value.clone(),
        exists: output.exists.clone(),
        export: output.export.as_ref().map(|name| shown(&name.to_string())),
    })
}
