//! What exists already and a template only names: a queue by a parameter, a bucket by its name in a policy. Each is a
//! resource of the world that has a type and a name and nothing else, and is one, however it is named.

use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use crate::catalog::{self, FlowEnd};
use crate::eval::{Deferred, Existence, Stack, StackResource, Value};
use crate::graph::ResourceGraph;
use crate::sorting;
use crate::template::{LogicalId, Template};

use super::Scene;
use super::addresses;
use super::bounds::MOST_EXISTING;
use super::excerpt::whole;
use super::mentions;
use super::resources::Resources;
use super::values::values_at;

/// The things that a template names and does not make.
#[derive(Debug, Default)]
pub(super) struct Things {
    all: IndexMap<LogicalId, Thing>,
    /// What each text names wherever it stands: an ARN, an address, a parameter.
    by_text: IndexMap<String, LogicalId>,
    /// What a plain name names where a property says of which type it is.
    by_name: IndexMap<(&'static str, String), LogicalId>,
    /// What exports of other stacks name that differ in no more than what they give of one thing: `base-LakeArn`, `base-Lake`.
    by_stem: IndexMap<(&'static str, String), LogicalId>,
    /// What a property names that takes several kinds, and nothing says of which this is; each with who names it.
    of_any_kind: Vec<(LogicalId, Value)>,
    /// Whether there are more.
    pub is_cut: bool,
}

/// Something that exists already.
#[derive(Debug)]
pub(super) struct Thing {
    pub resource: StackResource,
    /// As it is named first.
    pub name: Value,
    /// The resources that name it.
    pub users: IndexSet<LogicalId>,
}

impl Things {
    /// Each, with what it is called in ids.
    pub fn iter(&self) -> impl Iterator<Item = (&LogicalId, &Thing)> {
        self.all.iter()
    }

    /// Whether something is one of them.
    pub fn contains(&self, id: &LogicalId) -> bool {
        self.all.contains_key(id)
    }

    /// The name of one, as it is named first.
    pub fn name(&self, id: &LogicalId) -> Option<&Value> {
        self.all.get(id).map(|thing| &thing.name)
    }

    /// What a text names, where one of these types (without `AWS::`) may be meant.
    pub fn named(&self, text: &str, types: &[&'static str]) -> Option<&LogicalId> {
        let of_type = || types.iter().find_map(|&short| self.by_name.get(&(short, text.to_owned())));
        let found = self.by_text.get(text).or_else(of_type)?;
        self.all.get_key_value(found).map(|(id, _)| id)
    }

    /// Forgets some of them.
    pub fn remove(&mut self, ids: &IndexSet<LogicalId>) {
        self.all.retain(|id, _| !ids.contains(id));
    }

    fn add(&mut self, resources: &Resources, user: &LogicalId, value: &Value, types: &[&'static str]) {
        let export = exported(value);
        let is_one = export.is_some()
            || matches!(
                value,
                Value::String(_)
                    | Value::Deferred(Deferred::Parameter(_) | Deferred::Existing(..) | Deferred::Text(_))
            );
        let Some(text) = whole(value).filter(|_| is_one && !resources.is_left_out(value)) else { return };
        if !value.targets().is_empty() || !resources.named_as(value, types).is_empty() {
            return;
        }
        let known = addresses::read(&text).map(|found| (found.short, found.name));
        let (short, name) = match known {
            Some(found) => found,
            None if addresses::is_address(&text) => return,
            None => match pick(types, &text) {
                // What follows the bucket or the API in a path is in it.
                Some(short @ ("S3::Bucket" | "ApiGateway::RestApi")) => {
                    (short, text.split('/').next().unwrap_or_default())
                }
                Some(short) => (short, text.as_str()),
                None => {
                    if types.len() > 1
                        && !matches!(value, Value::String(_) | Value::Deferred(Deferred::Existing(..)))
                    {
                        self.of_any_kind.push((user.clone(), value.clone()));
                    }
                    return;
                }
            },
        };
        if !is_definite(export.as_deref().unwrap_or(name)) {
            return;
        }
        self.insert(user, value, (short, name, &text), types);
    }

    /// Adds what a value names: its type without `AWS::`, its name, and the text that it is named by.
    fn insert(
        &mut self,
        user: &LogicalId,
        value: &Value,
        (short, name, text): (&'static str, &str, &str),
        types: &[&'static str],
    ) {
        let is_apart = NONE.iter().any(|none| short.starts_with(none)) && !types.contains(&short);
        if is_apart {
            return;
        }
        let stem = exported(value).map(|export| (short, stem(&export).to_owned()));
        let known = stem.as_ref().and_then(|stem| self.by_stem.get(stem)).cloned();
        let id = known.unwrap_or_else(|| self.same(short, name));
        if !self.all.contains_key(&id) && self.all.len() >= MOST_EXISTING {
            self.is_cut = true;
            return;
        }
        let is_whole = text == name;
        let thing = self.all.entry(id.clone()).or_insert_with(|| Thing {
            resource: StackResource {
                type_name: format!("AWS::{short}").into(),
                exists: Existence::Yes,
                properties: Value::Map(IndexMap::new()),
                init: None,
            },
            name: if is_whole { value.clone() } else { Value::String(Rc::from(name)) },
            users: IndexSet::new(),
        });
        thing.users.insert(user.clone());
        if let Some(stem) = stem {
            self.by_stem.entry(stem).or_insert_with(|| id.clone());
        }
        self.by_name.insert((short, name.to_owned()), id.clone());
        self.by_name.insert((short, text.to_owned()), id.clone());
        let is_deferred =
            matches!(value, Value::Deferred(_)) && !matches!(value, Value::Deferred(Deferred::Existing(..)));
        if is_deferred || addresses::read(text).is_some() {
            self.by_text.insert(text.to_owned(), id);
        }
    }

    /// What a thing is called in ids: as one that another parameter names, where the two differ in what they hold of it.
    fn same(&self, short: &str, name: &str) -> LogicalId {
        let kind = format!("existing/{short}/");
        let is_same = |id: &&LogicalId| {
            let known = id.as_str().strip_prefix(&kind).and_then(parameter_of);
            known.is_some() && known == parameter_of(name)
        };
        let known = self.all.keys().find(is_same).cloned();
        known.unwrap_or_else(|| LogicalId::from(format!("{kind}{name}").as_str()))
    }

    /// Adds what may be of several kinds, unless it was named elsewhere, where its kind is told.
    fn add_of_any_kind(&mut self, resources: &Resources) {
        for (user, value) in std::mem::take(&mut self.of_any_kind) {
            let Some(text) = whole(&value) else { continue };
            let of_any_kind =
                |id: &LogicalId| self.all.get(id).is_some_and(|thing| &*thing.resource.type_name == ANY);
            if is_definite(&text)
                && resources.named_by(&value).is_empty()
                && self.by_text.get(&text).is_none_or(of_any_kind)
            {
                self.insert(&user, &value, (catalog::short_name(ANY), &text, &text), &[]);
            }
        }
    }
}

/// The name of an export without the word for what it gives of a thing: `base-Lake` of `base-LakeArn`.
fn stem(export: &str) -> &str {
    const OF_IT: [&str; 7] = ["Arn", "ARN", "Id", "ID", "Name", "Url", "URL"];
    let stem = OF_IT.iter().find_map(|word| export.strip_suffix(word));
    stem.filter(|stem| stem.ends_with(char::is_alphanumeric)).unwrap_or(export)
}

/// What a parameter is about of which a name holds nothing else, whatever it holds of that: of `‹OrdersArn›` and of
/// `‹OrdersName›` the orders.
fn parameter_of(name: &str) -> Option<&str> {
    const HELD: [&str; 4] = ["arn", "id", "name", "url"];
    let parameter =
        name.strip_prefix('‹')?.strip_suffix('›').filter(|inside| !inside.contains(['‹', '.']))?;
    let held = HELD.iter().find_map(|held| {
        let at = parameter.len().checked_sub(held.len())?;
        let (about, end) = parameter.split_at_checked(at)?;
        // A word begins with a capital letter, or behind a joint.
        let is_word = end.starts_with(|c: char| c.is_ascii_uppercase()) || about.ends_with(['-', '_']);
        (is_word && end.eq_ignore_ascii_case(held)).then_some(about)
    })?;
    Some(held.trim_end_matches(['-', '_'])).filter(|about| !about.is_empty())
}

/// The type of what may be of several kinds.
pub(super) const ANY: &str = "AWS::Any::Resource";

/// The name of the export that a value imports.
fn exported(value: &Value) -> Option<String> {
    match value {
        Value::Deferred(Deferred::Function(function, arguments)) if &**function == "Fn::ImportValue" => {
            arguments.first().and_then(|name| whole(name))
        }
        _ => None,
    }
}

/// The kind of the nodes of such things.
pub(super) const KIND: &str = "existing";

/// The things that a scene shows with neither a link nor something that belongs to them.
pub(super) fn loose(scene: &Scene) -> IndexSet<LogicalId> {
    let mut held: IndexSet<usize> = scene.links.iter().flat_map(|link| [link.source, link.target]).collect();
    held.extend(scene.nodes.iter().filter_map(|node| node.parent));
    let nodes = scene.nodes.iter().enumerate().filter(|(_, node)| node.kind == KIND);
    let loose = nodes
        .filter(|(index, node)| !held.contains(index) && node.members.is_empty() && node.folded.is_empty());
    loose.map(|(_, node)| LogicalId::from(node.id.as_ref())).collect()
}

/// Reads what the flow rules, the policies and the tables say of each resource.
pub(super) fn read(template: &Template, stack: &Stack, graph: &ResourceGraph, ghosts: bool) -> Things {
    let none = Things::default();
    let resources = Resources::new(template, stack, graph, ghosts, &none);
    let mut things = Things::default();
    for (id, resource) in resources.present().filter(|(id, _)| !resources.is_ghost(id)) {
        let named = catalog::named(&resource.type_name);
        for named in named {
            for value in resources.values(id, named.path).into_iter().flat_map(items) {
                things.add(&resources, id, value, &named.types);
            }
        }
        for flow in catalog::flows(&resource.type_name) {
            for end in [flow.from, flow.to] {
                if let Some(path) = definition(end) {
                    resources
                        .values(id, path)
                        .into_iter()
                        .for_each(|value| defined(&resources, id, value, &mut things));
                }
            }
            for path in [flow.from, flow.to].into_iter().filter_map(FlowEnd::path) {
                let is_known = path.contains("Environment") || named.iter().any(|named| named.path == path);
                for value in resources.values(id, path).into_iter().filter(|_| !is_known).flat_map(items) {
                    things.add(&resources, id, value, &[]);
                }
            }
        }
        if is_of_policies(catalog::short_name(&resource.type_name)) {
            STATEMENTS.iter().for_each(|path| policy(&resources, id, path, &mut things));
        }
    }
    things.add_of_any_kind(&resources);
    things
}

/// Where a definition is in which names are told by their keys.
fn definition(end: FlowEnd) -> Option<&'static str> {
    const PATHS: [&str; 4] =
        ["Definition", "DefinitionString", "DefinitionSubstitutions", "Target[Arn~=:scheduler:::].Input"];
    match end {
        FlowEnd::Integrations(path) => Some(path),
        end => end.path().filter(|path| PATHS.contains(path)),
    }
}

/// What a definition names: by an ARN or an address, or under a key that says of which kind it is.
fn defined(resources: &Resources, id: &LogicalId, definition: &Value, things: &mut Things) {
    mentions::texts(definition, &mut |key, value| {
        let Some(text) = whole(value) else { return };
        let types = mentions::told_by(key);
        if (!types.is_empty() || addresses::read(&text).is_some())
            && !is_filled_in(&text)
            && !names_own(resources, &text)
        {
            things.add(resources, id, value, types);
        }
    });
}

/// Whether a text is yet to be filled in, from a request, an input or a state.
fn is_filled_in(text: &str) -> bool {
    const REQUESTS: [&str; 3] = ["context.", "method.request.", "stageVariables."];
    text.contains(['$', '{', '%', '\'', '"']) || REQUESTS.iter().any(|start| text.starts_with(start))
}

/// Whether a text holds what a resource of the template is called by.
fn names_own(resources: &Resources, text: &str) -> bool {
    let mut held = text.split('‹').skip(1).filter_map(|rest| rest.split(['›', '.']).next());
    held.any(|name| resources.get(&LogicalId::from(name)).is_some())
}

/// Where the statements of policies are that say what somebody may do.
const STATEMENTS: [&str; 3] =
    ["Policies[].PolicyDocument.Statement[]", "PolicyDocument.Statement[]", "Policies[].Statement[]"];

fn is_of_policies(short: &str) -> bool {
    short.starts_with("IAM::") || short.starts_with("Serverless::")
}

fn policy(resources: &Resources, id: &LogicalId, path: &str, things: &mut Things) {
    for statement in resources.values(id, path) {
        let actions: Vec<String> =
            values_at(statement, "Action[]").into_iter().filter_map(|action| whole(action)).collect();
        let services: IndexSet<&str> = actions.iter().filter_map(|action| action.split(':').next()).collect();
        let types: Vec<&'static str> = match services.first() {
            Some(service) if services.len() == 1 => worked_with(service).into_iter().collect(),
            _ => Vec::new(),
        };
        for value in values_at(statement, "Resource[]") {
            things.add(resources, id, value, &types);
        }
    }
}

/// What nothing flows to or from, unless a property says that something does: it is a part of something else, or watches.
const NONE: [&str; 4] = ["Events::Rule", "IAM::", "Logs::LogGroup", "Logs::LogStream"];

/// What the actions of a service are about, where that is one type.
fn worked_with(service: &str) -> Option<&'static str> {
    Some(match service {
        "sqs" => "SQS::Queue",
        "sns" => "SNS::Topic",
        "dynamodb" => "DynamoDB::Table",
        "s3" => "S3::Bucket",
        "lambda" => "Lambda::Function",
        "states" => "StepFunctions::StateMachine",
        "kinesis" => "Kinesis::Stream",
        "firehose" => "KinesisFirehose::DeliveryStream",
        "events" => "Events::EventBus",
        "execute-api" => "ApiGateway::RestApi",
        _ => return None,
    })
}

/// A value, or the items of a list; what stands in mappings is named for other reasons, too.
fn items(value: &Value) -> Vec<&Value> {
    match value {
        Value::List(items) => items.iter().collect(),
        single => vec![single],
    }
}

/// Of several types the only one whose words a name holds: of `TopicArn` a topic.
fn pick(types: &[&'static str], text: &str) -> Option<&'static str> {
    if let [only] = types {
        return Some(only);
    }
    let text = text.to_lowercase();
    let score = |short: &&'static str| {
        let form = catalog::arn(&format!("AWS::{short}")).map_or("", |form| form.service);
        let (service, last) = short.split_once("::").unwrap_or(("", short));
        let words = catalog::spaced(last);
        let words =
            [service, form, last, words.rsplit(' ').next().unwrap_or_default()].map(str::to_lowercase);
        let found = words.iter().filter(|word| !word.is_empty() && text.contains(word.as_str()));
        found.map(|word| (word.len(), *word == last.to_lowercase())).max()
    };
    let mut scored: Vec<((usize, bool), &'static str)> =
        types.iter().filter_map(|short| Some((score(short)?, *short))).collect();
    sorting::by_key(&mut scored, |(score, _)| *score);
    match scored.as_slice() {
        [(_, only)] => Some(only),
        [.., (second, _), (best, short)] if best > second => Some(short),
        _ => None,
    }
}

/// Whether a name is that of one thing which is there before the stack.
fn is_definite(name: &str) -> bool {
    const MOST_LETTERS: usize = 256;
    let is_made = name.contains("‹AWS::StackName›") || name.contains("‹AWS::StackId›");
    !name.is_empty()
        && name != "default"
        && !is_made
        && !name.contains(['*', '?', ' ', ',', '<'])
        && name.chars().count() <= MOST_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_that_hold_two_things_of_one_are_about_it() {
        for name in
            ["‹OrdersArn›", "‹OrdersName›", "‹OrdersId›", "‹OrdersURL›", "‹Orders-url›", "‹Orders_name›"]
        {
            assert_eq!(parameter_of(name), Some("Orders"), "{name}");
        }
        for name in [
            "‹Orders›",
            "orders-arn",
            "‹Username›",
            "‹Paid›",
            "‹Name›",
            "‹Orders.Arn›",
            "‹Stage›-‹OrdersArn›",
        ] {
            assert_eq!(parameter_of(name), None, "{name}");
        }
    }
}
