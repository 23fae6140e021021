//! Whom values name: the resources that a property refers to, or that have the name in it. In a mapping, such as the
//! variables of an environment or the states of a definition, a name is one only where its key or its form says so:
//! `STAGE: dev` means no cluster that is called `dev`.

use crate::catalog;
use crate::eval::{Deferred, Marked, MarkedText, Value};
use crate::maps::IndexSet;
use crate::template::LogicalId;
use crate::words;

use super::addresses;
use super::excerpt::whole;
use super::index::Index;
use super::tagged;

/// Definitions are a dozen levels deep.
const MAX_DEPTH: usize = 40;

/// The letters of a definition that is one text.
const MOST_LETTERS: usize = 30_000;

impl<'a> Index<'a> {
    /// The present resources that the values at a path name: by reference, by the name that one is given, or by an
    /// ARN with that name; at `Path#`, by their logical ID as text, too, and at `Path~` by their tags.
    pub fn named_at(&self, id: &LogicalId, path: &str) -> Vec<&'a LogicalId> {
        if let Some(path) = path.strip_suffix('~') {
            let choices = self.values(id, path).into_iter();
            return distinct(choices.flat_map(|choice| tagged::chosen(self, id, choice)).collect());
        }
        let (path, is_id) = path.strip_suffix('#').map_or((path, false), |path| (path, true));
        let types = catalog::named(self.type_name(id));
        let types = types.iter().find(|named| named.path == path).map_or(&[][..], |named| &named.types);
        // Of variables the name says whether they name anybody.
        let variables = path.strip_suffix(".Value").filter(|path| path.contains("Environment"));
        let values = self.values(id, variables.unwrap_or(path)).into_iter();
        let named = values.flat_map(|value| {
            let own = match value {
                Value::String(text) if is_id => self.get(&LogicalId::from(text.as_ref())),
                _ => None,
            };
            own.map_or_else(|| self.named_as(value, types), |(id, _)| vec![id])
        });
        distinct(named.collect())
    }

    /// The present resources that a value names.
    pub fn named_by(&self, value: &'a Value) -> Vec<&'a LogicalId> {
        self.named_as(value, &[])
    }

    /// The present resources that a value names, where a plain name is that of one of some types (without `AWS::`); of
    /// any where there are none.
    pub fn named_as(&self, value: &'a Value, types: &[&'static str]) -> Vec<&'a LogicalId> {
        match value {
            Value::Map(_) => return mentioned(self, value),
            Value::List(items) if items.iter().any(|item| matches!(item, Value::Map(_))) => {
                return mentioned(self, value);
            }
            _ if is_definition(value) => return mentioned(self, value),
            _ => {}
        }
        let there = |id| self.get(id).map(|(id, _)| id).or_else(|| self.front_of(id));
        let targets: Vec<&LogicalId> = value.targets().into_iter().filter_map(there).collect();
        if !targets.is_empty() {
            let are_custom = targets.iter().all(|id| catalog::is_custom(self.type_name(id)));
            let told = whole(value).filter(|_| are_custom);
            let thing = told.and_then(|text| self.named_as_text(text.marked(), types));
            return thing.filter(|id| self.is_existing(id)).map_or(targets, |thing| vec![thing]);
        }
        match value {
            Value::String(_) | Value::Deferred(_) => {
                let Some(text) = whole(value) else { return Vec::new() };
                self.named_as_text(text.marked(), types).into_iter().collect()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::List(_) | Value::Map(_) => Vec::new(),
        }
    }
}

/// The same without repeats.
fn distinct(ids: Vec<&LogicalId>) -> Vec<&LogicalId> {
    match ids.len() {
        // Most properties name one.
        0 | 1 => ids,
        _ => Vec::from_iter(ids.into_iter().collect::<IndexSet<_>>()),
    }
}

/// The present resources that the values in a mapping or a list name.
pub(super) fn mentioned<'a>(index: &Index<'a>, value: &'a Value) -> Vec<&'a LogicalId> {
    let mut found = Vec::new();
    collect(index, "", value, MAX_DEPTH, &mut found);
    found
}

/// Returns whether a value is a definition that is one text.
pub(super) fn is_definition(value: &Value) -> bool {
    let first = match value {
        Value::Deferred(Deferred::Text(parts)) => parts.first(),
        other => Some(other),
    };
    matches!(first, Some(Value::String(text)) if text.trim_start().starts_with('{') && !text.starts_with("{{"))
}

/// Gives each text in a definition, with the key that it stands under and the value that it is, where the definition itself is not
/// one text; not what people read.
pub(super) fn texts(value: &Value, each: &mut dyn FnMut(&str, Option<&Value>, Marked)) {
    walk("", value, MAX_DEPTH, each);
}

fn walk(key: &str, value: &Value, depth: usize, each: &mut dyn FnMut(&str, Option<&Value>, Marked)) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Map(map) => {
            let told = map.iter().filter(|(key, _)| !is_remark(key));
            told.for_each(|(key, item)| walk(key, item, depth - 1, each));
        }
        Value::List(items) => items.iter().for_each(|item| walk(key, item, depth - 1, each)),
        definition if is_definition(definition) => {
            let text = MarkedText::within(definition, MOST_LETTERS).unwrap_or_else(|start| start);
            quoted(text.marked(), |key, text| {
                if !is_remark(key) {
                    each(key, None, text);
                }
            });
        }
        Value::String(_) | Value::Deferred(_) => {
            if let Some(text) = whole(value) {
                each(key, Some(value), text.marked());
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Services whose topics are none of SNS.
const OTHER_TOPICS: [&str; 3] = ["iot", "kafka", "mqtt"];

/// The type (without `AWS::`) of what a key of a definition names: `TableName`, `OrdersTable`, `QueueUrl`.
pub(super) fn told_by(key: &str) -> &'static [&'static str] {
    const ENDS: [(&str, &[&str]); 12] = [
        ("bucket", &["S3::Bucket"]),
        ("bus", &["Events::EventBus"]),
        ("deliverystream", &["KinesisFirehose::DeliveryStream"]),
        ("function", &["Lambda::Function"]),
        ("queue", &["SQS::Queue"]),
        ("statemachine", &["StepFunctions::StateMachine"]),
        ("stream", &["Kinesis::Stream"]),
        ("table", &["DynamoDB::Table"]),
        ("topic", &["SNS::Topic"]),
        ("webhook", &["Web::Endpoint"]),
        ("dbhost", &["RDS::DBInstance", "RDS::DBProxy"]),
        ("rdsendpoint", &["RDS::DBInstance", "RDS::DBProxy"]),
    ];
    let key = key.to_ascii_lowercase().replace(['-', '_'], "");
    // Parameters of a request stand under where they go: `integration.request.querystring.TopicArn`.
    let key = key.rsplit('.').next().unwrap_or_default();
    let key = ["arn", "name", "url"].iter().find_map(|end| key.strip_suffix(end)).unwrap_or(key);
    let is_other = OTHER_TOPICS.iter().any(|of| key.contains(of)) && key.ends_with("topic");
    ENDS.iter().find(|(end, _)| key.ends_with(end) && !is_other).map_or(&[], |(_, types)| types)
}

fn collect<'a>(index: &Index<'a>, key: &str, value: &'a Value, depth: usize, found: &mut Vec<&'a LogicalId>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Map(map) => {
            // Containers list their variables so.
            if let (Some(name), Some(variable)) = (map.get("Name"), map.get("Value")) {
                return collect(index, &whole(name).unwrap_or_default(), variable, depth - 1, found);
            }
            let told = map.iter().filter(|(key, _)| !is_remark(key));
            told.for_each(|(key, item)| collect(index, key, item, depth - 1, found));
        }
        Value::List(items) => items.iter().for_each(|item| collect(index, key, item, depth - 1, found)),
        Value::Deferred(Deferred::Either(_, yes, no)) => {
            collect(index, key, yes, depth - 1, found);
            collect(index, key, no, depth - 1, found);
        }
        Value::String(_) | Value::Deferred(_) => leaf(index, key, value, found),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn leaf<'a>(index: &Index<'a>, key: &str, value: &'a Value, found: &mut Vec<&'a LogicalId>) {
    let targets = value.targets();
    if !targets.is_empty() {
        found.extend(targets.into_iter().filter_map(|id| index.get(id)).map(|(id, _)| id));
        found.extend(in_parameter(index, value));
    }
    if is_definition(value) {
        let text = MarkedText::within(value, MOST_LETTERS).unwrap_or_else(|start| start);
        quoted(text.marked(), |key, text| found.extend(named(index, key, text)));
    } else if let Some(text) = whole(value) {
        found.extend(named(index, key, text.marked()));
    }
}

/// Returns whom the value of a parameter of SSM refers to that is all of a value.
fn in_parameter<'a>(index: &Index<'a>, value: &Value) -> Vec<&'a LogicalId> {
    let parameter = match value {
        Value::Deferred(Deferred::Attribute(id, attribute)) if &**attribute == "Value" => id,
        _ => return Vec::new(),
    };
    let is_parameter = index.short_name(parameter) == "SSM::Parameter";
    let values = is_parameter.then(|| index.values(parameter, "Value")).into_iter().flatten();
    let targets = values.flat_map(|value| value.targets()).filter_map(|id| index.get(id));
    targets.map(|(id, _)| id).collect()
}

/// Whom a text with a key names.
fn named<'a>(index: &Index<'a>, key: &str, text: Marked) -> Option<&'a LogicalId> {
    if is_remark(key) {
        return None;
    }
    let (id, resource) = index.get(index.named_as_text(text, told_by(key))?)?;
    let is_told = addresses::is_address(&text)
        || is_distinct(text)
        || tells(key, &resource.type_name)
        || index.is_existing(id) && told_by(key).contains(&catalog::short_name(&resource.type_name));
    is_told.then_some(id)
}

/// Returns whether a key is for what people read.
fn is_remark(key: &str) -> bool {
    ["comment", "description", "title"].iter().any(|word| key.eq_ignore_ascii_case(word))
}

/// Returns whether a name is long enough, and made of enough parts, that nobody has it by chance.
fn is_distinct(text: Marked) -> bool {
    const LEAST_LETTERS: usize = 6;
    let known = || text.known_letters().map(|(_, c)| c);
    known().any(|c| matches!(c, '-' | '_' | '.' | '/')) && known().count() >= LEAST_LETTERS
}

/// Returns whether a key has a word of a type: `TABLE_NAME` of a table.
fn tells(key: &str, type_name: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let words = words::spaced(type_name.rsplit("::").next().unwrap_or_default()).to_ascii_lowercase();
    words.split(' ').any(|word| word.len() > 2 && key.contains(word))
}

/// The texts between quotes in a definition that is one text, each with the key that stands before it.
fn quoted(text: Marked, mut each: impl FnMut(&str, Marked)) {
    let mut pieces = text.as_str().split('"').skip(1);
    let mut key = "";
    while let (Some(inside), Some(after)) = (pieces.next(), pieces.next()) {
        if after.trim_start().starts_with(':') {
            key = inside;
        } else {
            each(key, text.part(inside));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_forms_tell_names() {
        assert!(tells("TABLE_NAME", "AWS::DynamoDB::Table") && tells("bucket", "AWS::S3::Bucket"));
        assert!(!tells("STAGE", "AWS::ECS::Cluster") && !tells("ENVIRONMENT", "AWS::DynamoDB::Table"));
        let is_distinct = |name| is_distinct(MarkedText::with_brackets(name).marked());
        assert!(is_distinct("shop-orders") && is_distinct("‹AWS::StackName›-orders"));
        assert!(!is_distinct("orders") && !is_distinct("‹Env›") && !is_distinct("a-b"));
    }

    #[test]
    fn keys_of_definitions_tell_types() {
        for key in ["TableName", "OrdersTable", "ORDERS_TABLE", "x.y.tableName"] {
            assert_eq!(told_by(key), ["DynamoDB::Table"], "{key}");
        }
        assert_eq!(told_by("DeliveryStreamName"), ["KinesisFirehose::DeliveryStream"]);
        assert_eq!(told_by("stateMachineArn"), ["StepFunctions::StateMachine"]);
        assert!(told_by("IOT_TOPIC").is_empty() && told_by("KafkaTopicName").is_empty());
        assert!(told_by("Name").is_empty() && told_by("Payload").is_empty());
    }

    #[test]
    fn a_definition_that_is_one_text_has_keys_and_texts() {
        let mut found = Vec::new();
        let text = r#"{"Comment": "calls x", "One": {"Resource":"arn:x"}, "L": ["a", "b"]}"#;
        quoted(text.into(), |key, text| found.push(format!("{key}={}", text.as_str())));
        assert_eq!(found, ["Comment=calls x", "Resource=arn:x", "L=a", "L=b"]);
    }
}
