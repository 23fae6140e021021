//! Finds what exists already and a template only names, by what the flow rules, the policies and the tables say of each
//! resource.

use std::rc::Rc;

use crate::catalog::{self, FlowEnd};
use crate::eval::{Deferred, Marked, MarkedText, Value};
use crate::maps::IndexSet;
use crate::sorting;
use crate::template::LogicalId;
use crate::words;

use super::addresses;
use super::arn;
use super::excerpt::whole;
use super::existing::{ANY, Elsewhere, Things, exported};
use super::index::Index;
use super::mentions;
use super::sam_policies;
use super::script_buckets;
use super::ssm_parameters::{self, kept_in};
use super::values::values_at;

/// Returns what the resources of an index name and nobody of them is. A `blank` name is that of nothing.
pub(super) fn find(index: &Index, blank: &IndexSet<Rc<str>>) -> Things {
    let mut finder = Finder { index, blank, things: Things::default(), of_any_kind: Vec::new() };
    for (id, resource) in index.present().filter(|(id, _)| !index.is_ghost(id)) {
        let named = catalog::named(&resource.type_name);
        for named in named {
            for value in index.certain_values(id, named.path).into_iter().flat_map(items) {
                finder.add(id, value, &named.types);
            }
        }
        for flow in catalog::flows(&resource.type_name) {
            for path in [flow.from, flow.to].into_iter().filter_map(definition) {
                index.values(id, path).into_iter().for_each(|value| finder.add_defined(id, value));
            }
            for path in [flow.from, flow.to].into_iter().filter_map(FlowEnd::path) {
                let is_known = path.contains("Environment") || named.iter().any(|named| named.path == path);
                for value in index.certain_values(id, path).into_iter().filter(|_| !is_known).flat_map(items)
                {
                    finder.add(id, value, &[]);
                }
            }
        }
        for (key, value) in variables(index, id) {
            finder.add(id, value, mentions::told_by(key));
        }
        if is_of_policies(catalog::short_name(&resource.type_name)) {
            STATEMENTS.iter().for_each(|path| finder.add_of_policy(id, path));
            for (key, value) in sam_policies::arguments(&index.values(id, "Policies[]")) {
                finder.add(id, value, mentions::told_by(key));
            }
        }
    }
    for (id, name) in script_buckets::written(index) {
        if index.named_as_text(name.marked(), &["S3::Bucket"]).is_none() {
            finder.add_text(id, None, name.marked(), &["S3::Bucket"]);
        }
    }
    finder.add_of_any_kind();
    finder.things
}

/// The things found so far.
struct Finder<'i, 'a> {
    index: &'i Index<'a>,
    blank: &'i IndexSet<Rc<str>>,
    things: Things,
    /// The things that properties name which take several kinds, and nothing says of which this is; each with who names it.
    of_any_kind: Vec<(LogicalId, Value)>,
}

impl Finder<'_, '_> {
    fn add(&mut self, user: &LogicalId, value: &Value, types: &[&'static str]) {
        let is_one = exported(value).is_some()
            || matches!(
                value,
                Value::String(_)
                    | Value::Deferred(Deferred::Parameter(_) | Deferred::Existing(..) | Deferred::Text(_))
            );
        let Some(text) = whole(value).filter(|_| is_one && !self.index.is_left_out(value)) else { return };
        let is_new = match value.targets().is_empty() {
            true => self.index.named_as(value, types).is_empty(),
            // What a custom resource tells the name of, its function makes or looks up.
            false => {
                addresses::read(text.marked()).is_some_and(|found| is_told(self.index, value, found.name))
            }
        };
        if is_new {
            self.add_text(user, Some(value), text.marked(), types);
        }
    }

    /// Adds what a text names, which may be a whole value, and whom nobody of the template is.
    fn add_text(&mut self, user: &LogicalId, value: Option<&Value>, text: Marked, types: &[&'static str]) {
        let known = addresses::read(text).map(|found| (found.short, found.name));
        let (short, name) = match known {
            Some(found) => found,
            None if addresses::is_address(&text) => return,
            None => match pick(types, &text) {
                // What follows the bucket or the API in a path is in it.
                Some(short @ ("S3::Bucket" | "ApiGateway::RestApi")) => {
                    let end = arn::joints(text)
                        .find(|at| text.as_str().get(*at..).is_some_and(|rest| rest.starts_with('/')));
                    (short, end.and_then(|end| text.get(0..end)).unwrap_or(text))
                }
                // An image that is yet to be put somewhere is no repository.
                Some("ECR::Repository") if text.contains(':') => return,
                Some(short) => (short, text),
                None => {
                    if let Some(value) = value.filter(|_| types.len() > 1)
                        && !matches!(value, Value::String(_) | Value::Deferred(Deferred::Existing(..)))
                    {
                        self.of_any_kind.push((user.clone(), value.clone()));
                    }
                    return;
                }
            },
        };
        let value = value.map(|value| import_in(value, name).unwrap_or(value));
        let export = value.and_then(exported);
        if !self.blank.contains(name.as_str())
            && is_definite(export.as_ref().map_or(name, MarkedText::marked))
        {
            let kept = value.and_then(|value| self.kept_elsewhere(value));
            self.things.insert(user, value, (short, name, text), kept, types);
        }
    }

    /// Returns where the name is kept that a value looks up.
    fn kept_elsewhere(&self, value: &Value) -> Option<Elsewhere> {
        let parameter = match value {
            Value::Deferred(Deferred::Parameter(id)) => {
                self.index.looked_up(id).map(|name| name.to_string().into())
            }
            Value::String(_) | Value::Deferred(Deferred::Text(_)) => {
                let text = whole(value)?;
                let kept = kept_in(text.marked());
                kept.first().filter(|kept| kept.text == text.marked()).map(|kept| kept.name.to_owned())
            }
            _ => return exported(value).map(Elsewhere::Export),
        };
        parameter.map(Elsewhere::Parameter)
    }

    /// Adds what a definition names: by an ARN or an address, or under a key that says of which kind it is.
    fn add_defined(&mut self, user: &LogicalId, definition: &Value) {
        let mut is_private = false;
        mentions::texts(definition, &mut |_, _, text| is_private |= text.as_str() == "VPC_LINK");
        mentions::texts(definition, &mut |key, value, text| {
            // Behind a VPC link the host is what is written in the request.
            let host = if is_private { None } else { web_host(key, text) };
            if let Some(host) = host.filter(|host| !names_own(self.index, *host)) {
                let taken = (WEB, host, text);
                return self.things.insert(user, value, taken, None, &[]);
            }
            let types = mentions::told_by(key);
            if types.is_empty() && addresses::read(text).is_none()
                || is_filled_in(text)
                || names_own(self.index, text)
            {
                return;
            }
            match value {
                Some(value) => self.add(user, value, types),
                None if self.index.named_as_text(text, types).is_none() => {
                    self.add_text(user, None, text, types);
                }
                None => {}
            }
        });
    }

    /// Adds what the statements of a policy are about.
    fn add_of_policy(&mut self, user: &LogicalId, path: &str) {
        for statement in self.index.values(user, path) {
            let actions: Vec<MarkedText> =
                values_at(statement, "Action[]").into_iter().filter_map(|action| whole(action)).collect();
            let services: IndexSet<&str> =
                actions.iter().filter_map(|action| action.split(':').next()).collect();
            let types: Vec<&'static str> = match services.first() {
                Some(service) if services.len() == 1 => worked_with(service).into_iter().collect(),
                _ => Vec::new(),
            };
            for value in values_at(statement, "Resource[]") {
                self.add(user, value, &types);
            }
        }
    }

    /// Adds what may be of several kinds, unless it was named elsewhere, where its kind is told.
    fn add_of_any_kind(&mut self) {
        for (user, value) in std::mem::take(&mut self.of_any_kind) {
            let Some(text) = whole(&value) else { continue };
            let text = text.marked();
            let is_told = self.things.by_text(text).is_some_and(|thing| &*thing.resource.type_name != ANY);
            if is_definite(text) && self.index.named_by(&value).is_empty() && !is_told {
                let kept = self.kept_elsewhere(&value);
                self.things.insert(&user, Some(&value), (catalog::short_name(ANY), text, text), kept, &[]);
            }
        }
    }
}

/// The type of who answers on the web and is none of AWS.
const WEB: &str = "Web::Endpoint";

/// The host outside of AWS that an integration or a step calls: `https://shop.example.com/orders/{id}`.
fn web_host<'t>(key: &str, text: Marked<'t>) -> Option<Marked<'t>> {
    const CALLS: [&str; 3] = ["uri", "integrationuri", "apiendpoint"];
    let rest = ["https://", "http://"].iter().find_map(|start| text.as_str().strip_prefix(start))?;
    let host = text.part(rest.split('/').next()?);
    let is_called = CALLS.iter().any(|call| key.eq_ignore_ascii_case(call));
    (is_called && !addresses::is_address(&host) && !is_filled_in(host) && is_definite(host)).then_some(host)
}

/// The import in a text that is all of a name there: `arn:aws:s3:::‹ImportValue lake-Name›/*`.
fn import_in<'v>(value: &'v Value, name: Marked) -> Option<&'v Value> {
    let Value::Deferred(Deferred::Text(parts)) = value else { return None };
    let is_all = |part: &&Value| whole(*part).is_some_and(|part| part.marked() == name);
    parts.iter().find(|part| exported(part).is_some() && is_all(part))
}

/// Returns whether all of a name in a text is what a custom resource tells, and nobody else is in it.
fn is_told(index: &Index, value: &Value, name: Marked) -> bool {
    let Value::Deferred(Deferred::Text(parts)) = value else { return false };
    let is_name = |part: &Value| {
        matches!(part, Value::Deferred(Deferred::Attribute(..)))
            && whole(part).is_some_and(|part| part.marked() == name)
    };
    parts.iter().any(is_name) && value.targets().into_iter().all(|id| catalog::is_custom(index.type_name(id)))
}

/// The variables of a function's environment that hold what a parameter, SSM or another stack gives, under a key that says of which
/// kind it is: `TABLE_NAME`, `CENTRAL_EVENT_BUS_ARN`.
fn variables<'a>(index: &Index<'a>, id: &LogicalId) -> Vec<(&'a str, &'a Value)> {
    let maps = index.values(id, "Environment.Variables").into_iter();
    let entries = maps.filter_map(|value| match value {
        Value::Map(map) => Some(map.iter().map(|(key, value)| (&**key, value))),
        _ => None,
    });
    let is_given = |value: &Value| {
        exported(value).is_some()
            || matches!(value, Value::String(text) if ssm_parameters::may_be_in(text))
            || matches!(value, Value::Deferred(Deferred::Parameter(_) | Deferred::Existing(..)))
    };
    entries.flatten().filter(|(key, value)| is_given(value) && !mentions::told_by(key).is_empty()).collect()
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

/// Returns whether a text is yet to be filled in, from a request, an input or a state, rather than from SSM.
fn is_filled_in(text: Marked) -> bool {
    const REQUESTS: [&str; 3] = ["context.", "method.request.", "stageVariables."];
    let kept = kept_in(text);
    let rest = kept.iter().fold(text.as_str().to_owned(), |rest, kept| rest.replace(kept.text.as_str(), ""));
    rest.contains(['$', '{', '%', '\'', '"']) || REQUESTS.iter().any(|start| rest.starts_with(start))
}

/// Returns whether a text holds what a resource of the template is called by.
fn names_own(index: &Index, text: Marked) -> bool {
    text.unknown().any(|(_, part)| part.of.as_ref().is_some_and(|of| index.get(of).is_some()))
}

/// Where the statements of policies are that say what somebody may do.
const STATEMENTS: [&str; 3] =
    ["Policies[].PolicyDocument.Statement[]", "PolicyDocument.Statement[]", "Policies[].Statement[]"];

fn is_of_policies(short: &str) -> bool {
    short.starts_with("IAM::") || short.starts_with("Serverless::")
}

/// Returns what the actions of a service are about, where that is one type.
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
        "elasticloadbalancing" => "ElasticLoadBalancingV2::LoadBalancer",
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

/// Types by what everybody calls them for short.
const SHORT_WORDS: [(&str, &str); 7] = [
    ("ElasticLoadBalancingV2::LoadBalancer", "alb"),
    ("ElasticLoadBalancingV2::LoadBalancer", "elb"),
    ("ElasticLoadBalancingV2::LoadBalancer", "nlb"),
    ("EC2::EIP", "eip"),
    ("RDS::DBInstance", "database"),
    ("RDS::DBInstance", "db"),
    ("RDS::DBInstance", "rds"),
];

/// Of several types the only one whose words a name holds: of `TopicArn` a topic.
fn pick(types: &[&'static str], text: &str) -> Option<&'static str> {
    if let [only] = types {
        return Some(only);
    }
    let spaced = words::spaced(text);
    let spoken = |word: &str| {
        let mut words = spaced.split(|c: char| !c.is_ascii_alphanumeric());
        // In capitals the next word follows at once: `ALBDNSName`.
        words
            .any(|spoken| spoken.eq_ignore_ascii_case(word) || spoken.starts_with(&word.to_ascii_uppercase()))
    };
    let text = text.to_ascii_lowercase();
    let score = |short_type: &&'static str| {
        let form = catalog::arn(&format!("AWS::{short_type}")).map_or("", |form| form.service);
        let (service, last) = short_type.split_once("::").unwrap_or(("", short_type));
        let words = words::spaced(last);
        let words =
            [service, form, last, words.rsplit(' ').next().unwrap_or_default()].map(str::to_ascii_lowercase);
        let found = words.iter().filter(|word| !word.is_empty() && text.contains(word.as_str()));
        let is_short = |(of, short): &&(&str, &str)| of == short_type && spoken(short);
        let short = SHORT_WORDS.iter().find(is_short).map(|(_, word)| (word.len(), true));
        found.map(|word| (word.len(), *word == last.to_ascii_lowercase())).chain(short).max()
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

/// Returns whether a name is that of one thing which is there before the stack.
fn is_definite(name: Marked) -> bool {
    const MOST_LETTERS: usize = 256;
    let is_made =
        ["AWS::StackName", "AWS::StackId"].iter().any(|pseudo| addresses::is_made_with(name, pseudo));
    !name.is_empty()
        && name.as_str() != "default"
        && !is_made
        && !name.known_letters().any(|(_, c)| matches!(c, '*' | '?' | ' ' | ',' | '<' | '%'))
        && name.chars().count() <= MOST_LETTERS
}
