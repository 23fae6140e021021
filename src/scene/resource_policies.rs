//! Who may use a resource, as the policy on it says: a topic takes what a bucket publishes, a bucket serves an endpoint.

use crate::catalog;
use crate::eval::{StackResource, Value};
use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::index::Index;
use super::owners::Drawn;
use super::permissions::{self, Grant, Use, is_used, statements};
use super::values::values_at;

/// Types whose policies are about the resources that a property names; about itself where it is none.
const POLICIES: [(&str, &str); 10] = [
    ("ApiGateway::RestApi", ""),
    ("Serverless::Api", ""),
    ("Events::EventBusPolicy", "EventBusName"),
    ("S3::BucketPolicy", "Bucket"),
    ("SNS::TopicInlinePolicy", "TopicArn"),
    ("SNS::TopicPolicy", "Topics[]"),
    ("SQS::QueueInlinePolicy", "Queue"),
    ("SQS::QueuePolicy", "Queues[]"),
    ("S3::AccessPoint", "Bucket"),
    ("SecretsManager::ResourcePolicy", "SecretId"),
];

/// Keys of conditions that say which resource it must be that comes.
const SOURCES: [&str; 2] = ["aws:sourcearn", "aws:sourcevpce"];

/// Everything that policies on resources let others do with them, in template order.
pub(super) fn uses<'a>(index: &Index<'a>, drawn: &Drawn<'a>) -> IndexSet<Use<'a>> {
    let mut uses = IndexSet::new();
    for (id, resource) in index.present() {
        let short = catalog::short_name(&resource.type_name);
        if short == "EC2::VPCEndpoint" {
            for grant in statements(index, index.values(id, "PolicyDocument.Statement[]")) {
                uses.insert(Use::new(id, grant.target));
            }
        }
        let Some((_, path)) = POLICIES.iter().find(|(policy, _)| *policy == short) else { continue };
        let targets = if path.is_empty() { vec![id] } else { index.named_at(id, path) };
        for statement in statement_values(index, id) {
            let sources = sources(index, statement);
            for &to in &targets {
                uses.extend(sources.iter().filter(|from| **from != to).map(|&from| Use::new(from, to)));
            }
            let actors = actors(index, statement, drawn);
            if !actors.is_empty() {
                permissions::grant(index, &actors, &grants_on(index, statement, &targets), &mut uses);
            }
        }
    }
    uses
}

/// Who acts in the roles that a statement lets in.
fn actors<'a>(index: &Index<'a>, statement: &'a Value, drawn: &Drawn<'a>) -> IndexSet<&'a LogicalId> {
    if statement.get("Effect").is_some_and(|effect| excerpt(effect) != "Allow") {
        return IndexSet::new();
    }
    let principals = values_at(statement, "Principal.AWS[]");
    let made = principals.iter().flat_map(|value| value.targets()).filter_map(|id| index.actor_of(id));
    let mut actors: IndexSet<&LogicalId> = made.filter(|id| drawn.contains(id)).collect();
    let named = principals.iter().flat_map(|value| index.named_by(value));
    let roles = named.filter(|id| is_of_type(index, id, "AWS::IAM::Role"));
    actors.extend(roles.flat_map(|role| permissions::actors(index, role, drawn)));
    actors
}

/// Returns what a statement of a policy on some resources lets those do whom it lets in.
fn grants_on<'a>(index: &Index, statement: &Value, targets: &[&'a LogicalId]) -> IndexSet<Grant<'a>> {
    let Some(takes) = permissions::direction(statement) else { return IndexSet::new() };
    let used = targets.iter().copied().filter(|target| is_used(index, target));
    used.map(|target| Grant { target, takes, writes: false, as_text: false }).collect()
}

/// Whom the policy on a key lets use it, as far as each is drawn: holders of roles, and what the key is used for.
pub(super) fn key_users<'a>(
    index: &Index<'a>,
    key: &LogicalId,
    drawn: &Drawn<'a>,
) -> IndexSet<&'a LogicalId> {
    const USES: [&str; 7] =
        ["kms:*", "kms:decrypt", "kms:encrypt", "kms:generate", "kms:reencrypt", "kms:sign", "kms:verify"];
    let is_use = |action: &Value| {
        let action = excerpt(action).to_ascii_lowercase();
        USES.iter().any(|used| action.starts_with(used))
    };
    let mut found = IndexSet::new();
    for statement in index.values(key, "KeyPolicy.Statement[Effect=Allow]") {
        if !values_at(statement, "Action[]").into_iter().any(is_use) {
            continue;
        }
        let principals = values_at(statement, "Principal.AWS[]").into_iter();
        let named = principals.flat_map(|value| index.named_by(value)).chain(sources(index, statement));
        for id in named.filter(|id| !index.is_ghost(id)) {
            match drawn.contains(id) {
                true => drop(found.insert(id)),
                false => found.extend(drawn.owners(id)),
            }
        }
    }
    found
}

/// The users whom policies on resources let in.
pub(super) fn users<'a>(index: &Index<'a>) -> IndexSet<&'a LogicalId> {
    let of_policy = |(id, resource): (&'a LogicalId, &StackResource)| {
        let short = catalog::short_name(&resource.type_name);
        POLICIES.iter().any(|(policy, _)| *policy == short).then_some(id)
    };
    let statements = index.present().filter_map(of_policy).flat_map(|id| statement_values(index, id));
    statements.flat_map(|statement| sources(index, statement)).filter(|id| is_user(index, id)).collect()
}

fn is_user(index: &Index, id: &LogicalId) -> bool {
    is_of_type(index, id, "AWS::IAM::User")
}

fn is_of_type(index: &Index, id: &LogicalId, type_name: &str) -> bool {
    index.type_name(id) == type_name
}

fn statement_values<'a>(index: &Index<'a>, id: &LogicalId) -> Vec<&'a Value> {
    const PATHS: [&str; 5] = [
        "Body.x-amazon-apigateway-policy.Statement[]",
        "DefinitionBody.x-amazon-apigateway-policy.Statement[]",
        "Policy.Statement[]",
        "PolicyDocument.Statement[]",
        "ResourcePolicy.Statement[]",
    ];
    PATHS.iter().flat_map(|path| index.values(id, path)).collect()
}

/// Whom a statement lets in: those whom it allows by name, or who are all that it does not refuse.
fn sources<'a>(index: &Index<'a>, statement: &'a Value) -> IndexSet<&'a LogicalId> {
    let allows = statement.get("Effect").is_none_or(|effect| excerpt(effect) == "Allow");
    let mut found = IndexSet::new();
    if let Some(Value::Map(conditions)) = statement.get("Condition") {
        for (operator, keys) in conditions {
            let refuses = operator.contains("Not");
            let Value::Map(keys) = keys else { continue };
            for (key, value) in keys.iter().filter(|_| allows != refuses) {
                if SOURCES.contains(&key.to_ascii_lowercase().as_str()) {
                    let values = match value {
                        Value::List(items) => items.iter().collect(),
                        single => vec![single],
                    };
                    found.extend(values.into_iter().flat_map(|value| index.named_by(value)));
                }
            }
        }
    }
    if allows {
        let named =
            values_at(statement, "Principal.AWS[]").into_iter().flat_map(|value| index.named_by(value));
        found.extend(named.filter(|id| is_user(index, id)));
    }
    found.retain(|id| is_used(index, id) || is_user(index, id) || index.short_name(id) == "EC2::VPCEndpoint");
    found
}
