//! Who uses what, as policies say: a function whose role may write to a table writes to it.

use crate::catalog::{self, Role};
use crate::eval::Value;
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::included_apis::included_api;
use super::index::Index;
use super::inline_code;
use super::mentions;
use super::name_patterns;
use super::owners::Drawn;
use super::profile_names::by_profile_name;
use super::sam_policies::entries;
use super::values::values_at;

/// One resource may use another, so that data flows between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Use<'a> {
    pub from: &'a LogicalId,
    pub to: &'a LogicalId,
    /// True if a policy says in so many words that it writes there, be it also called from there.
    pub writes: bool,
}

impl<'a> Use<'a> {
    /// A use of which no more is known.
    pub fn new(from: &'a LogicalId, to: &'a LogicalId) -> Self {
        Use { from, to, writes: false }
    }
}

/// Real templates have some dozens; hostile ones must not take for ever.
const MAX_USES: usize = 4_000;

/// Everything that policies let drawn resources do with others, in template order.
pub(super) fn uses<'a>(index: &Index<'a>, drawn: &Drawn<'a>) -> IndexSet<Use<'a>> {
    let mut uses = IndexSet::new();
    let attached = attached_policies(index);
    // What each policy that stands by itself lets its holders do: many roles may hold it.
    let mut known: IndexMap<&LogicalId, IndexSet<Grant>> = IndexMap::new();
    for (id, resource) in index.present() {
        match catalog::short_name(&resource.type_name) {
            "IAM::Role" => {
                let mut grants = statements(index, index.values(id, "Policies[].PolicyDocument.Statement[]"));
                for &policy in attached.get(id).into_iter().flatten() {
                    let of_policy = || statements(index, index.values(policy, "PolicyDocument.Statement[]"));
                    grants.extend(known.entry(policy).or_insert_with(of_policy).iter().copied());
                }
                let received = received(index.values(id, "ManagedPolicyArns[]"));
                if invokes_apis(index, id) {
                    for pool in actors(index, id, drawn) {
                        uses.extend(invoked(index, pool).into_iter().map(|api| Use::new(pool, api)));
                    }
                }
                if !grants.is_empty() || received.is_some() {
                    let mut actors = actors(index, id, drawn);
                    if actors.is_empty() {
                        actors.extend(included_api(index, id));
                    }
                    grant(index, &actors, &grants, &mut uses);
                    receive(index, &actors, received, &mut uses);
                }
            }
            "IAM::User" => {
                let grants = user_grants(index, id, &attached);
                grant(index, &IndexSet::from([id]), &grants, &mut uses);
            }
            "Serverless::Function" | "Serverless::StateMachine" => {
                let mut grants = IndexSet::new();
                for policy in index.values(id, "Policies[]") {
                    grants.extend(statements(index, values_at(policy, "Statement[]")));
                    grants.extend(policy_templates(index, policy));
                }
                let actors = IndexSet::from([id]);
                grant(index, &actors, &grants, &mut uses);
                receive(index, &actors, received(index.values(id, "Policies[]")), &mut uses);
            }
            _ => {}
        }
        if uses.len() > MAX_USES {
            break;
        }
    }
    for (parameter, holders) in name_patterns::parameters(index) {
        let holders = holders.into_iter().filter(|_| drawn.contains(parameter));
        for holder in holders.flat_map(|holder| holding(index, holder, drawn)) {
            uses.insert(Use::new(holder, parameter));
        }
    }
    without_common_ground(uses)
}

/// Returns whether a role lets its holders call whatever API there is.
fn invokes_apis(index: &Index, role: &LogicalId) -> bool {
    let managed = index.values(role, "ManagedPolicyArns[]").into_iter();
    managed.into_iter().any(|policy| excerpt(policy).ends_with("/AmazonAPIGatewayInvokeFullAccess"))
        || index
            .values(role, "Policies[].PolicyDocument.Statement[]")
            .into_iter()
            .any(|statement| everything(statement).contains_key("execute-api"))
}

/// The APIs that who has signed in at a pool calls; none where there are many.
fn invoked<'a>(index: &Index<'a>, pool: &LogicalId) -> Vec<&'a LogicalId> {
    const MOST_APIS: usize = 3;
    const APIS: [&str; 4] =
        ["ApiGateway::RestApi", "ApiGatewayV2::Api", "Serverless::Api", "Serverless::HttpApi"];
    let mut apis: Vec<&LogicalId> = APIS.iter().flat_map(|short| index.of_type(short)).collect();
    apis.retain(|_| index.short_name(pool) == "Cognito::IdentityPool");
    if apis.len() > MOST_APIS { Vec::new() } else { apis }
}

/// Those drawn who act under what a role, a policy, or a function of SAM's holds.
fn holding<'a>(index: &Index<'a>, holder: &'a LogicalId, drawn: &Drawn<'a>) -> IndexSet<&'a LogicalId> {
    match index.short_name(holder) {
        "IAM::Role" => actors(index, holder, drawn),
        _ => drawn.stand_ins(holder).into_iter().collect(),
    }
}

/// Returns what the policies in and on a role, a user or a group let it do.
pub(super) fn grants_of<'a>(
    index: &Index<'a>,
    holder: &'a LogicalId,
    attached: &IndexMap<&'a LogicalId, Vec<&'a LogicalId>>,
) -> IndexSet<Grant<'a>> {
    let mut grants = statements(index, index.values(holder, "Policies[].PolicyDocument.Statement[]"));
    for &policy in attached.get(holder).into_iter().flatten() {
        grants.extend(statements(index, index.values(policy, "PolicyDocument.Statement[]")));
    }
    grants
}

/// The users whose policies let them work with resources of the template, rather than run the account.
pub(super) fn working_users<'a>(index: &Index<'a>) -> Vec<&'a LogicalId> {
    let mut users = index.of_type("IAM::User");
    if !users.is_empty() {
        let attached = attached_policies(index);
        users.retain(|user| !user_grants(index, user, &attached).is_empty());
    }
    users
}

/// Returns what a user may do by the policies in it, on it, and of its groups.
fn user_grants<'a>(
    index: &Index<'a>,
    user: &'a LogicalId,
    attached: &IndexMap<&'a LogicalId, Vec<&'a LogicalId>>,
) -> IndexSet<Grant<'a>> {
    let is_group = |id: &&LogicalId| index.type_name(id) == "AWS::IAM::Group";
    let mut groups = index.named_at(user, "Groups[]");
    let joined = index.users_of_type(user, "IAM::UserToGroupAddition");
    groups.extend(joined.flat_map(|(addition, _)| index.named_at(addition, "GroupName")));
    let holders = std::iter::once(user).chain(groups.into_iter().filter(is_group));
    let mut grants = IndexSet::new();
    for holder in holders {
        grants.extend(grants_of(index, holder, attached));
    }
    grants
}

/// Policies of AWS that let a function run and be watched, and use nothing.
const WATCHING: [&str; 7] = [
    "AWSLambdaBasicExecutionRole",
    "AWSLambdaVPCAccessExecutionRole",
    "AWSXRayDaemonWriteAccess",
    "AWSXrayFullAccess",
    "AWSXrayWriteOnlyAccess",
    "CloudWatchLambdaApplicationSignalsExecutionRolePolicy",
    "CloudWatchLambdaInsightsExecutionRolePolicy",
];

/// Returns whether a function may not use what its environment names: SAM gives it a role of its own, whose policies are all in the
/// template, and others are allowed to use it. Such names come from what all functions share (`Globals`).
pub(super) fn is_refused(index: &Index, uses: &IndexSet<Use>, id: &LogicalId, target: &LogicalId) -> bool {
    let is_sam = index.short_name(id) == "Serverless::Function";
    if !is_sam || index.text(id, "Role").is_some() {
        return false;
    }
    let form = catalog::arn(index.type_name(target));
    let is_of_target = |action: &&Value| {
        let action = excerpt(action).to_ascii_lowercase();
        form.is_none_or(|form| action == "*" || action.split(':').next() == Some(form.service))
    };
    // What a pattern takes in may be what the environment names.
    let is_wide = |statement: &&Value| {
        let is_pattern = |value: &&Value| value.targets().is_empty() && excerpt(value).contains('*');
        values_at(statement, "Resource[]").iter().any(is_pattern)
            && direction(statement).is_some()
            && values_at(statement, "Action[]").iter().any(is_of_target)
    };
    let service = |action: &&Value| {
        excerpt(action).to_ascii_lowercase().split(':').next().unwrap_or_default().to_owned()
    };
    let own_service = catalog::service_of(index.type_name(target)).to_ascii_lowercase();
    // Whatever the actions are called.
    let names_target = |statement: &&Value| {
        let resources = values_at(statement, "Resource[]");
        resources.iter().any(|value| value.targets().contains(&target))
            // What is in something else of its service is named by a pattern behind that.
            || form.is_none()
                && resources.iter().any(|value| excerpt(value).contains('*'))
                && values_at(statement, "Action[]").iter().any(|action| service(action) == own_service)
    };
    let is_told = |policy: &&Value| match policy {
        Value::Map(_) => {
            let statements = values_at(policy, "Statement[]");
            !statements.iter().any(is_wide) && !statements.iter().any(names_target)
        }
        policy => {
            let name = excerpt(policy);
            WATCHING.contains(&name.rsplit('/').next().unwrap_or(&name))
        }
    };
    let among = |used: &Use, one: &LogicalId| used.from == one || used.to == one;
    let mut allowed = uses.iter().filter(|used| among(used, target)).peekable();
    index.values(id, "Policies[]").iter().all(is_told)
        && allowed.peek().is_some()
        && !allowed.any(|used| among(used, id))
}

/// The most users that each have a line to what nearly everybody uses (the bucket of all logs).
const MOST_USERS: usize = 12;

fn without_common_ground<'a>(uses: IndexSet<Use<'a>>) -> IndexSet<Use<'a>> {
    let mut users: IndexMap<&LogicalId, usize> = IndexMap::new();
    for used in &uses {
        *users.entry(used.to).or_default() += 1;
    }
    uses.into_iter().filter(|used| users.get(used.to).is_none_or(|&count| count <= MOST_USERS)).collect()
}

/// A thing that a policy lets its holder use, and whether it takes from it rather than calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Grant<'a> {
    pub target: &'a LogicalId,
    pub takes: bool,
    /// True if it says in so many words that its holder writes there, and takes nothing.
    pub writes: bool,
    /// True if the policy writes the target's ARN as text, rather than refers to it.
    pub as_text: bool,
}

/// Servers: what they use by an ARN written as text is left to whoever runs programs on them, as the series has it.
const HOSTS: [&str; 2] = ["EC2::Instance", "AutoScaling::AutoScalingGroup"];

fn is_host(index: &Index, id: &LogicalId) -> bool {
    HOSTS.contains(&index.short_name(id))
}

/// Adds what grants let actors do.
pub(super) fn grant<'a>(
    index: &Index<'a>,
    actors: &IndexSet<&'a LogicalId>,
    grants: &IndexSet<Grant<'a>>,
    uses: &mut IndexSet<Use<'a>>,
) {
    for &Grant { target, takes, writes, as_text } in grants {
        // Of several that share a role, those use a resource that name it, when any does.
        let named = |actor: &'a LogicalId| {
            index.uses(actor, target)
                || is_tied(index, actor, target)
                || actors.len() > 1 && index.named_at(actor, "Environment.Variables").contains(&target)
        };
        let shared = actors.len() > 1 && actors.iter().any(|actor| named(actor));
        let mut speaking = speaking(index, actors, catalog::service_of(index.type_name(target)));
        // What a role lets take from queues and streams, it lets those who have event sources.
        if takes && speaking.iter().any(|actor| has_event_source(index, actor)) {
            speaking.retain(|actor| has_event_source(index, actor));
        }
        let is_user = |actor: &'a LogicalId| if shared { named(actor) } else { speaking.contains(actor) };
        for &actor in actors.iter().filter(|actor| **actor != target && is_user(actor)) {
            // What a provider of custom resources does, it does while the stack is deployed.
            if as_text && is_host(index, actor) || index.role(actor) == Some(Role::Support) {
                continue;
            }
            if uses.len() > MAX_USES {
                return;
            }
            let (from, to) = if takes { (target, actor) } else { (actor, target) };
            // Crawlers and builds are given more than they do.
            let acts =
                ["::Function", "::StateMachine"].iter().any(|end| index.type_name(actor).ends_with(end));
            let writes = writes && acts;
            uses.insert(Use { from, to, writes });
        }
    }
}

/// Of several that share a role, those that can use a service: code that stands in the template must name it.
pub(super) fn speaking<'a>(
    index: &Index<'a>,
    actors: &IndexSet<&'a LogicalId>,
    segment: &str,
) -> IndexSet<&'a LogicalId> {
    let mut speaking = actors.clone();
    if actors.len() > 1 {
        speaking.retain(|actor| !inline_code::is_silent(index, actor, segment));
    }
    if speaking.is_empty() { actors.clone() } else { speaking }
}

/// The type (without `AWS::`) of what the managed policies of functions let them take from, without naming it.
fn received(policies: Vec<&Value>) -> Option<&'static str> {
    policies.into_iter().find_map(|policy| match excerpt(policy).rsplit('/').next()? {
        "AWSLambdaSQSQueueExecutionRole" => Some("SQS::Queue"),
        "AWSLambdaKinesisExecutionRole" => Some("Kinesis::Stream"),
        _ => None,
    })
}

/// Returns whether somebody is called by events.
fn has_event_source(index: &Index, id: &LogicalId) -> bool {
    !index.values(id, "Events.*").is_empty()
        || index.users_of_type(id, "Lambda::EventSourceMapping").next().is_some()
}

/// Adds that actors take from what their environments name of a type, unless that is for the event sources that they have.
fn receive<'a>(
    index: &Index<'a>,
    actors: &IndexSet<&'a LogicalId>,
    received: Option<&'static str>,
    uses: &mut IndexSet<Use<'a>>,
) {
    let Some(received) = received else { return };
    for &actor in actors.iter().filter(|actor| !has_event_source(index, actor)) {
        for source in index.named_at(actor, "Environment.Variables") {
            let is_source = index.short_name(source) == received;
            let is_used = uses.iter().any(|known| (known.from, known.to) == (actor, source));
            if is_source && !is_used {
                uses.insert(Use::new(source, actor));
            }
        }
    }
}

/// Who may use everything of a service, which service, and whether to take from it.
pub(super) type Wide<'a> = (&'a LogicalId, String, bool);

/// Everybody whom policies let use all that there is of a service.
pub(super) fn wide<'a>(index: &Index<'a>, drawn: &Drawn<'a>) -> IndexSet<Wide<'a>> {
    let mut wide = IndexSet::new();
    for (actors, statements) in held(index, drawn) {
        let services: IndexMap<String, bool> = statements.into_iter().flat_map(everything).collect();
        let works = |actor: &&LogicalId| index.role(actor) != Some(Role::Support) && !is_host(index, actor);
        for actor in actors.into_iter().filter(works) {
            wide.extend(services.iter().map(|(service, takes)| (actor, service.clone(), *takes)));
        }
    }
    wide
}

/// Those who act in a role, and the statements of the policies in and on it.
type Held<'a> = (IndexSet<&'a LogicalId>, Vec<&'a Value>);

/// The roles of the template, and those of SAM for its functions and workflows, with who acts in them.
pub(super) fn held<'a>(index: &Index<'a>, drawn: &Drawn<'a>) -> Vec<Held<'a>> {
    let attached = attached_policies(index);
    let mut held = Vec::new();
    for (id, resource) in index.present() {
        let (actors, holders, path) = match catalog::short_name(&resource.type_name) {
            "IAM::Role" => {
                let policies = attached.get(id).into_iter().flatten().copied();
                (actors(index, id, drawn), policies.collect(), "Policies[].PolicyDocument.Statement[]")
            }
            "Serverless::Function" | "Serverless::StateMachine" => {
                (IndexSet::from([id]), Vec::new(), "Policies[].Statement[]")
            }
            _ => continue,
        };
        let mut statements = index.values(id, path);
        statements.extend(
            holders.into_iter().flat_map(|policy| index.values(policy, "PolicyDocument.Statement[]")),
        );
        held.push((actors, statements));
    }
    held
}

/// The services of which a statement allows to use everything, and whether to take from it.
fn everything(statement: &Value) -> IndexMap<String, bool> {
    let allows = statement.get("Effect").is_none_or(|effect| excerpt(effect) == "Allow");
    let is_any = |value: &&Value| {
        let text = excerpt(value);
        text == "*" || text.starts_with("arn:") && [":*", ":::*"].iter().any(|end| text.ends_with(end))
    };
    let mut services: IndexMap<String, bool> = IndexMap::new();
    if allows && values_at(statement, "Resource[]").iter().any(is_any) {
        for action in values_at(statement, "Action[]") {
            let action = excerpt(action).to_ascii_lowercase();
            let Some((service, verb)) = action.split_once(':').filter(|_| moves(&action)) else { continue };
            let is_look = ["describe", "list"].iter().any(|look| verb.starts_with(look));
            if !is_look {
                let takes = takes(&action);
                services.entry(service.to_owned()).and_modify(|all| *all &= takes).or_insert(takes);
            }
        }
    }
    services
}

/// Returns whether a relation says that two have to do with each other: a function is called by this queue.
fn is_tied(index: &Index, actor: &LogicalId, target: &LogicalId) -> bool {
    let relations = index.users(target).into_iter().filter(|user| index.role(user) == Some(Role::Glue));
    relations.into_iter().any(|relation| {
        let is_policy = index.type_name(relation).ends_with("Policy");
        !is_policy && index.uses(relation, actor)
    })
}

/// The policies that stand by themselves, by the roles, users and groups that they are attached to.
pub(super) fn attached_policies<'a>(index: &Index<'a>) -> IndexMap<&'a LogicalId, Vec<&'a LogicalId>> {
    let mut attached: IndexMap<&LogicalId, Vec<&LogicalId>> = IndexMap::new();
    for (id, resource) in index.present() {
        let holders: &[&str] = match catalog::short_name(&resource.type_name) {
            "IAM::Policy" | "IAM::ManagedPolicy" => &["Roles[]", "Users[]", "Groups[]"],
            "IAM::RolePolicy" => &["RoleName"],
            "IAM::UserPolicy" => &["UserName"],
            "IAM::GroupPolicy" => &["GroupName"],
            _ => &[],
        };
        let held = holders.iter().flat_map(|path| index.named_at(id, path)).map(|holder| (holder, id));
        let mut pairs: Vec<(&LogicalId, &LogicalId)> = held.collect();
        if ["IAM::Role", "IAM::User", "IAM::Group"].contains(&catalog::short_name(&resource.type_name)) {
            pairs.extend(index.named_at(id, "ManagedPolicyArns[]").into_iter().map(|policy| (id, policy)));
        }
        for (role, policy) in pairs {
            attached.entry(role).or_default().push(policy);
        }
    }
    attached
}

/// The drawn resources that act in a role: whoever names it as its role, or what that folds into.
pub(super) fn actors<'a>(
    index: &Index<'a>,
    role: &'a LogicalId,
    drawn: &Drawn<'a>,
) -> IndexSet<&'a LogicalId> {
    let mut actors = IndexSet::new();
    let profiles =
        index.users(role).into_iter().filter(|user| index.short_name(user) == "IAM::InstanceProfile");
    for held in std::iter::once(role).chain(profiles) {
        let acts = |user: &&LogicalId| {
            let properties = index.get(user).map(|(_, resource)| &resource.properties);
            !index.short_name(user).starts_with("IAM::")
                && properties.is_some_and(|properties| names_as_role(properties, held))
        };
        let users = index.users(held).into_iter().filter(acts).chain(by_profile_name(index, held));
        for user in users {
            match drawn.contains(user) {
                true => drop(actors.insert(user)),
                false => actors.extend(drawn.owners(user)),
            }
        }
    }
    actors
}

/// Returns whether a property anywhere in a value is called a role and names one.
fn names_as_role(value: &Value, role: &LogicalId) -> bool {
    const WORDS: &[&str] = &["Role", "Credentials", "InstanceProfile"];
    match value {
        Value::Map(map) => map.iter().any(|(key, value)| {
            let is_role = WORDS.iter().any(|word| key.contains(word));
            (is_role && value.targets().contains(&role)) || names_as_role(value, role)
        }),
        Value::List(items) => items.iter().any(|item| names_as_role(item, role)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Deferred(_) => false,
    }
}

/// Returns what statements allow.
pub(super) fn statements<'a>(index: &Index<'a>, statements: Vec<&'a Value>) -> IndexSet<Grant<'a>> {
    let mut grants = IndexSet::new();
    for statement in statements {
        let allows = statement.get("Effect").is_none_or(|effect| excerpt(effect) == "Allow");
        let Some(takes) = direction(statement).filter(|_| allows) else { continue };
        let writes = writes(statement);
        for resource in values_at(statement, "Resource[]") {
            let named = match index.named_by(resource) {
                named if named.is_empty() => name_patterns::meant(index, resource),
                named => named,
            };
            let targets = named.into_iter().filter(|target| is_used(index, target));
            let as_text = resource.targets().is_empty();
            grants.extend(targets.map(|target| Grant { target, takes, writes, as_text }));
        }
    }
    grants
}

/// Returns whether who may do what a statement says takes from its resources; none where that moves no data.
pub(super) fn direction(statement: &Value) -> Option<bool> {
    let actions: Vec<String> = values_at(statement, "Action[]")
        .into_iter()
        .map(|action| excerpt(action).to_ascii_lowercase())
        .collect();
    let is_any = actions.iter().any(|action| moves(action));
    is_any.then(|| actions.iter().all(|action| takes(action)))
}

/// Returns whether a statement says in so many words that data is written, and nothing of what is taken from queues and streams.
fn writes(statement: &Value) -> bool {
    const WRITING: [&str; 7] = [
        "dynamodb:batchwriteitem",
        "dynamodb:putitem",
        "dynamodb:updateitem",
        "events:putevents",
        "kinesis:putrecord",
        "s3:putobject",
        "sns:publish",
    ];
    // Of an object that is there already.
    const ABOUT: [&str; 4] = ["acl", "legalhold", "retention", "tagging"];
    let actions: Vec<String> = values_at(statement, "Action[]")
        .into_iter()
        .map(|action| excerpt(action).to_ascii_lowercase())
        .collect();
    let is_writing = |action: &String| {
        let rest = WRITING.iter().find_map(|writing| action.strip_prefix(writing));
        rest.is_some_and(|rest| !ABOUT.iter().any(|about| rest.ends_with(about)))
    };
    actions.iter().any(is_writing) && !actions.iter().any(|action| takes(action))
}

/// The policies that SAM knows by name: `DynamoDBCrudPolicy: {TableName: !Ref Table}`.
fn policy_templates<'a>(index: &Index<'a>, policy: &'a Value) -> Vec<Grant<'a>> {
    let mut grants = Vec::new();
    let Value::Map(named) = policy else {
        return grants;
    };
    for (name, arguments) in named.iter().filter(|(_, arguments)| matches!(arguments, Value::Map(_))) {
        let takes = name.ends_with("PollerPolicy") || name.ends_with("StreamReadPolicy");
        let writes =
            ["WritePolicy", "SendMessagePolicy", "PutEventsPolicy"].iter().any(|end| name.ends_with(end));
        for (key, argument) in entries(arguments) {
            let named = index.named_as(argument, mentions::told_by(key)).into_iter();
            let targets = named.filter(|target| is_used(index, target));
            grants.extend(targets.map(|target| Grant { target, takes, writes, as_text: false }));
        }
    }
    grants
}

/// Returns whether a resource is something that others work with: no role, key, log group or network.
pub(super) fn is_used(index: &Index, id: &LogicalId) -> bool {
    let is_policy = index.type_name(id).starts_with("AWS::IAM::");
    // Targets are added to load balancers that exist already; whom those of the template lead to, they say themselves.
    let is_balancer_elsewhere = index.role(id) == Some(Role::Balancer) && index.is_existing(id);
    let works = matches!(
        index.role(id),
        Some(
            Role::Node
                | Role::Replicas
                | Role::Database
                | Role::DatabaseCluster
                | Role::Cluster
                | Role::Edge
                | Role::Glue
        )
    );
    (works || is_balancer_elsewhere) && !is_policy
}

/// Returns whether an action moves data rather than runs the account.
fn moves(action: &str) -> bool {
    const SERVICES: &[&str] = &[
        "apigateway",
        "autoscaling",
        "cloudformation",
        "cloudwatch",
        "ec2",
        "iam",
        "kms",
        "logs",
        "sts",
        "xray",
    ];
    !action.split_once(':').is_some_and(|(service, _)| SERVICES.contains(&service))
}

/// Returns whether an action takes from a queue or stream what others put into it.
fn takes(action: &str) -> bool {
    let Some((service, verb)) = action.split_once(':') else {
        return false;
    };
    let verbs: &[&str] = match service {
        "sqs" => &["receive", "delete", "get", "list", "change"],
        "kinesis" => &["get", "describe", "list", "subscribe"],
        "dynamodb" => &["getrecords", "getsharditerator", "describestream", "liststreams"],
        _ => &[],
    };
    verbs.iter().any(|beginning| verb.starts_with(beginning))
}
