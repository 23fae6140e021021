//! Patterns of names in ARNs: `arn:aws:sqs:…:shop-*` is about the queues of the template whose names begin so.

use crate::catalog;
use crate::eval::{Marked, MarkedText, Value};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::arn;
use super::excerpt::whole;
use super::index::Index;
use super::name_properties::naming_property;
use super::sam_policies;

/// Of more that one pattern takes in nobody can tell which is meant.
pub(super) const MOST_MEANT: usize = 3;

/// Patterns that are compared with names; hostile templates must not take for ever.
const MOST_PATTERNS: usize = 400;

/// Returns the resources that a pattern in an ARN takes in, where that tells a few from others.
pub(super) fn meant<'a>(index: &Index<'a>, value: &Value) -> Vec<&'a LogicalId> {
    let Some(text) = whole(value).filter(|text| text.contains('*') && value.targets().is_empty()) else {
        return Vec::new();
    };
    let Some(arn) = arn::read(text.marked()) else { return Vec::new() };
    let of_kind = arn.kind().and_then(|(kind, rest)| Some((catalog::of_arn(arn.service, kind)?, rest)));
    let found = of_kind.or_else(|| Some((catalog::of_arn(arn.service, "")?, arn.resource)));
    let Some((short, name)) = found else { return Vec::new() };
    let Some(beginning) = beginning(name).filter(|beginning| tells(*beginning)) else { return Vec::new() };
    let stack = index.stack_name();
    let is_meant = |id: &LogicalId| {
        catalog::are_alike(index.short_name(id), short)
            && name_of(index, id, stack.marked()).is_some_and(|name| begins(name.marked(), beginning))
    };
    let found: Vec<&LogicalId> =
        index.own().map(|(id, _)| id).filter(|id| index.get(id).is_some() && is_meant(id)).collect();
    if found.len() > MOST_MEANT { Vec::new() } else { found }
}

/// Returns the parameters of SSM that policies name by text, each with who holds the policy: one by its name, several by the path
/// that they are in.
pub(super) fn parameters<'a>(index: &Index<'a>) -> IndexMap<&'a LogicalId, IndexSet<&'a LogicalId>> {
    let stack = index.stack_name();
    let parameters: Vec<(MarkedText, &LogicalId)> = index
        .of_type("SSM::Parameter")
        .into_iter()
        .filter_map(|id| Some((name_of(index, id, stack.marked())?, id)))
        .collect();
    let mut found: IndexMap<&LogicalId, IndexSet<&LogicalId>> = IndexMap::new();
    if parameters.is_empty() {
        return found;
    }
    for (holder, text) in named_in_policies(index).into_iter().take(MOST_PATTERNS) {
        let pattern = rooted(text.marked());
        let beginning = beginning(pattern).filter(|beginning| tells(*beginning));
        let is_meant = |name: Marked| {
            let name = rooted(name);
            name == pattern || beginning.is_some_and(|beginning| begins(name, beginning))
        };
        for (_, id) in parameters.iter().filter(|(name, _)| is_meant(name.marked())) {
            found.entry(id).or_default().insert(holder);
        }
    }
    found
}

/// The names and paths of SSM's parameters in all policies, with who holds these.
fn named_in_policies<'a>(index: &Index<'a>) -> Vec<(&'a LogicalId, MarkedText)> {
    const PATHS: [&str; 3] = [
        "Policies[].PolicyDocument.Statement[].Resource[]",
        "PolicyDocument.Statement[].Resource[]",
        "Policies[].Statement[].Resource[]",
    ];
    let mut found = Vec::new();
    for (id, resource) in index.present() {
        let short = catalog::short_name(&resource.type_name);
        if !short.starts_with("IAM::") && !short.starts_with("Serverless::") {
            continue;
        }
        let values = PATHS.iter().flat_map(|path| index.values(id, path)).filter_map(|value| whole(value));
        found.extend(values.filter_map(|text| {
            let arn = arn::read(text.marked()).filter(|arn| arn.service == "ssm")?;
            let (kind, name) = arn.kind()?;
            (kind == "parameter").then(|| (id, name.to_owned()))
        }));
        let arguments = sam_policies::arguments(&index.values(id, "Policies[]")).into_iter();
        let names = arguments.filter(|(key, _)| *key == "ParameterName");
        found.extend(names.filter_map(|(_, value)| Some((id, whole(value)?))));
    }
    found
}

/// A name without the slash that it may begin with.
fn rooted(name: Marked) -> Marked {
    name.as_str().strip_prefix('/').map_or(name, |rest| name.part(rest))
}

/// The name of a resource: its own, or the beginning of the one that CloudFormation makes of the stack's and its logical ID.
fn name_of(index: &Index, id: &LogicalId, stack: Marked) -> Option<MarkedText> {
    let (_, resource) = index.get(id)?;
    match naming_property(resource) {
        Some(name) => whole(name),
        None => Some(MarkedText::concat(&[stack, "-".into(), id.as_str().into(), "-".into()])),
    }
}

/// Returns what stands before the star of a pattern, behind which there is nothing, or what is in the thing.
fn beginning(pattern: Marked) -> Option<Marked> {
    let (at, _) = pattern.known_letters().find(|(_, letter)| *letter == '*')?;
    let rest = pattern.as_str().get(at + 1..)?;
    (rest.is_empty() || rest.starts_with([':', '/'])).then(|| pattern.get(0..at)).flatten()
}

/// Returns whether the beginning of names is more than the stack's, which all have.
fn tells(beginning: Marked) -> bool {
    const LEAST_LETTERS: usize = 2;
    beginning.known_letters().filter(|(_, letter)| letter.is_alphanumeric()).count() >= LEAST_LETTERS
        || beginning.as_str().ends_with('/') && beginning.unknown().next().is_some()
}

fn begins(name: Marked, beginning: Marked) -> bool {
    name.get(0..beginning.len()) == Some(beginning)
}
