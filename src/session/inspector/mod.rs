//! What is said of a selected resource beyond its picture: where its values come from, what its hosts do when they start, why
//! it is there.

mod evaluated;
mod init;
mod reasons;
mod script;
#[cfg(test)]
mod tests;

use super::Model;
use super::listed::{Listed, shown_marked};
use crate::eval::{MarkedText, inquire};
use crate::maps::IndexSet;
use crate::scene::{Fact, Node, NodeKind};
use crate::template::{Element, LogicalId};

pub use evaluated::Evaluated;
pub use init::InitStep;
pub use reasons::Reason;
pub use script::ScriptPiece;

pub(super) use reasons::reason;

/// The things that are said of a resource beyond its picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Inspected {
    /// True for a parameter: what refers to it is what it changes.
    pub is_parameter: bool,
    /// The address of AWS's page about its type.
    pub page: Option<String>,
    /// The conditions that it hangs on; of a parameter, those that hang on it.
    pub reasons: Vec<Reason>,
    /// The rules of a security group in words: 'tcp 5000 from anywhere'.
    pub rules: Vec<MarkedText>,
    /// The values that are not as they are written.
    pub evaluated: Listed<Evaluated>,
    /// The script that its hosts start with, piece by piece.
    pub script: Vec<ScriptPiece>,
    /// The steps of cfn-init on its hosts.
    pub init: Listed<InitStep>,
    /// The outputs that use it: name and value.
    pub outputs: Listed<(LogicalId, MarkedText)>,
}

/// Returns what there is to say of the resource that a node stands for.
pub(super) fn inspect(model: &Model, node: &Node, id: &LogicalId) -> Inspected {
    let stack = &model.deployment.stack;
    let template = stack.unrolled.as_deref().unwrap_or(&model.source.template);
    let mut inspected = Inspected {
        page: node.type_name.as_deref().and_then(page),
        evaluated: evaluated::evaluated(model, id),
        init: init::steps(stack, id),
        outputs: outputs(model, &Element::Resource(id.clone())),
        ..Inspected::default()
    };
    if node.kind == NodeKind::SecurityGroup {
        inspected.rules = node.facts.iter().map(in_words).collect();
    }
    if let Some(resource) = template.resources.get(id) {
        inquire(template, model.inputs(), |ask| {
            inspected.reasons.extend(resource.condition.iter().map(|id| reason(ask, template, stack, id)));
            inspected.script = script::pieces(ask, template, resource);
        });
    }
    inspected
}

/// Returns the outputs that name an element, with their values.
pub(super) fn outputs(model: &Model, element: &Element) -> Listed<(LogicalId, MarkedText)> {
    let graph = &model.deployment.graph;
    let mut found: IndexSet<&LogicalId> = IndexSet::new();
    for used in graph.uses_of(element) {
        if let Element::Output(id) = &used.source {
            found.insert(id);
        }
    }
    let known = found.iter().filter_map(|id| Some((*id, model.deployment.stack.outputs.get(*id)?)));
    Listed::of(known, |(id, output)| (id.clone(), shown_marked(&output.value)))
}

/// Returns the address of AWS's page about a type; none for one that is not AWS's, or that modules and macros make.
fn page(type_name: &str) -> Option<String> {
    let mut parts = type_name.split("::");
    let (Some("AWS"), Some(service), Some(name), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_plain(service) || !is_plain(name) {
        return None;
    }
    let (service, name) = (service.to_ascii_lowercase(), name.to_ascii_lowercase());
    Some(match &*service {
        "serverless" => {
            format!(
                "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-{name}.html"
            )
        }
        _ => format!(
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-{service}-{name}.html"
        ),
    })
}

/// Says a rule in words: `tcp 5000 ← 0.0.0.0/0` is 'tcp 5000 from anywhere'.
fn in_words(rule: &Fact) -> MarkedText {
    let (what, direction) = match (rule.text.strip_suffix("← "), rule.text.strip_suffix("→ ")) {
        (Some(what), _) => (what, "from "),
        (None, Some(what)) => (what, "to "),
        (None, None) => return rule.to_string().into(),
    };
    let what = match what.trim_end() {
        "all" => "everything ".to_owned(),
        what => format!("{what} "),
    };
    let peer: MarkedText = match &*rule.name {
        "0.0.0.0/0" => "anywhere".into(),
        "::/0" => "anywhere (IPv6)".into(),
        _ => rule.name.clone(),
    };
    let ghost = if rule.ghost { " (not under these parameters)" } else { "" };
    MarkedText::concat(&[what.as_str().into(), direction.into(), peer.marked(), ghost.into()])
}
