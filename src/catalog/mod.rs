//! Facts about resource types, as data: title, service, icon, role, placement paths, owners, flow rules.
//!
//! The tables in `data/` are ours to edit: one line a fact, tabs between columns, sorted by type, types without
//! their `AWS::`. A type that no table knows gets sane facts from its name.

#[cfg(test)]
mod packing;
mod table;

use crate::words;
use std::borrow::Cow;

pub use crate::ink::Ink;

use table::tables;

/// The facts about one resource type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogEntry {
    /// Its name: 'Internet gateway'.
    pub title: Cow<'static, str>,
    /// The name of its glyph, where we have drawn one.
    pub glyph: Option<&'static str>,
    /// The colour of its kind.
    pub ink: Ink,
    /// Its role in a drawing.
    pub role: Role,
    /// The letters in its box when there is no picture: `SQS` → `SQ`.
    pub letters: Cow<'static, str>,
    /// The service's icon in the npm package `aws-icons`, without `.svg`; empty when there is none.
    pub service_icon: &'static str,
}

/// The role of a resource in a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A box around zones and subnets.
    Vpc,
    /// A box in a zone.
    Subnet,
    /// A box around what it protects.
    SecurityGroup,
    /// A box around instances of its own, one in each subnet.
    ScalingGroup,
    /// A box around the resources that name it as their cluster.
    Cluster,
    /// A box around the databases that name it as their cluster, and no other resource.
    DatabaseCluster,
    /// Stands above the subnets that it spreads over.
    Balancer,
    /// Sits on the top border of the VPC that it is attached to.
    Gateway,
    /// Sits on the right side of its VPC.
    Border,
    /// Sits on the left side of its VPC.
    BorderLeft,
    /// An icon, once in each of its subnets.
    Replicas,
    /// An icon in the first of its subnets, in all of them when it spans zones.
    Database,
    /// An icon.
    Node,
    /// An icon where the outside world comes in: DNS, CDN, API.
    Edge,
    /// A small sign on the resource that uses it; an icon when nobody does.
    Badge,
    /// Folded into the resources that use it; an icon in a strip when nobody does.
    Support,
    /// A relation between others: folded, or part of a link.
    Glue,
}

/// A property that says where a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacePath {
    /// The path, as [`crate::eval::Value::at`] takes it.
    pub path: &'static str,
    /// The kind of thing that the property names.
    pub kind: PlaceKind,
}

/// The kinds of things that a placement property names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// A VPC.
    Vpc,
    /// An availability zone.
    Zone,
    /// Subnets.
    Subnet,
    /// Security groups.
    SecurityGroup,
    /// A cluster, mesh or application that contains it.
    Cluster,
    /// A VPC on the other side, which it leads to.
    Peer,
    /// A resource whose own places hold for this one too: a subnet group, a launch template.
    Like,
}

/// Whom a resource folds into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The resources that a property names.
    Path(&'static str),
    /// The resources of a type (without `AWS::`) that refer to it.
    UsersOfType(&'static str),
    /// The resources of a type (without `AWS::`) that name it at a path.
    UsersAt(&'static str, &'static str),
    /// Every resource of a type (without `AWS::`), for what is set once for all of them.
    OfType(&'static str),
    /// Every resource of a type (without `AWS::`) that a metric of a namespace is about when it names none of them.
    Metric(&'static str, &'static str),
    /// Whoever writes a log that has its name: `/aws/lambda/resize`.
    Writer,
    /// The first of the template that is drawn, for what is about the template as a whole.
    First,
    /// Every resource that refers to it.
    Users,
    /// Every resource that it refers to.
    Used,
}

/// One way that traffic or data takes through a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    /// Where from.
    pub from: FlowEnd,
    /// Where to.
    pub to: FlowEnd,
}

/// One end of a [`Flow`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlowEnd {
    /// The resource itself.
    Itself,
    /// The resource itself, where it is a step of a flow though others of its type support.
    ItselfForward,
    /// The alarms on the metric that it makes.
    Alarms,
    /// The event rules that listen to a source.
    Listeners(&'static str),
    /// The resources that a property names.
    Path(&'static str),
    /// The resources that the integrations of an API in a property call: its definition, or one integration.
    Integrations(&'static str),
    /// Every resource of a type (without `AWS::`), for what there is one of and nobody names.
    OfType(&'static str),
}

impl FlowEnd {
    /// The property that names the resources at this end, where one does by itself.
    pub fn path(self) -> Option<&'static str> {
        match self {
            FlowEnd::Path(path) => Some(path),
            FlowEnd::Itself
            | FlowEnd::ItselfForward
            | FlowEnd::Alarms
            | FlowEnd::Listeners(_)
            | FlowEnd::Integrations(_)
            | FlowEnd::OfType(_) => None,
        }
    }
}

/// A property that shows on a resource's node, for readers who change a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As small text: an address range, a size.
    Fact(&'static str),
    /// As the badge of a key pair.
    Key(&'static str),
    /// As the badge of the service that an endpoint leads to.
    Behind(&'static str),
    /// As the badge of the disks beside the first, which every host has.
    Disks(&'static str),
}

/// A service that an endpoint leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behind {
    /// `Amazon S3`.
    pub title: &'static str,
    /// The type (without `AWS::`) that it looks like.
    pub like: &'static str,
    /// The service segment of the types that hosts work with through it; empty where they only set something up.
    pub worked_with: &'static str,
}

/// A type as it is where a property has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// The property.
    pub path: &'static str,
    /// Its value.
    pub value: &'static str,
    /// Its name then.
    pub title: &'static str,
    /// The name of its glyph.
    pub glyph: &'static str,
}

/// When a resource is in no region: what AWS runs at its edge or everywhere, and what is not AWS's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// Whatever its properties.
    Always,
    /// When a property has a value.
    When(&'static str, &'static str),
    /// When it does not have a property.
    Without(&'static str),
    /// Unless a property names a resource that is in a region.
    Like(&'static str),
}

/// The form of a resource's ARN, which is made of its name: `arn:aws:lambda:eu-west-1:123456789012:function:resize`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArnForm {
    /// `lambda`.
    pub service: &'static str,
    /// `function`; empty where the name follows the account.
    pub kind: &'static str,
}

/// A property that names something by its name, id or ARN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The path.
    pub path: &'static str,
    /// The types (without `AWS::`) that it may be of.
    pub types: Vec<&'static str>,
}

/// An action of a pipeline, by who provides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    /// The thing that it works with: 'CodeBuild project'.
    pub title: &'static str,
    /// The type (without `AWS::`) whose picture it has.
    pub like: &'static str,
    /// The keys of its configuration that name what it works with, with `;` between them.
    names: &'static str,
}

impl Action {
    /// The keys of its configuration that name what it works with, the first that is there.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.split(';').filter(|name| !name.is_empty())
    }
}

/// A service that others call without that there is a resource of it: AWS runs it for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called {
    /// Its name: 'Amazon Textract'.
    pub title: &'static str,
    /// The service segment of types that are of it, if any.
    pub segment: &'static str,
    /// The colour of its kind.
    pub ink: Ink,
    /// Its icon in the npm package `aws-icons`, without `.svg`; empty when there is none.
    pub icon: &'static str,
    /// The beginning that managed policies have in common which let it be called, if any.
    policies: &'static str,
    /// The beginnings of those of its actions that are calls, with `;` between them; empty where all are.
    actions: &'static str,
}

impl Called {
    /// Returns true if an action of it, such as `detecttext` or `detect*`, is a call.
    pub fn is_call(&self, action: &str) -> bool {
        self.actions.is_empty() || self.actions.split(';').any(|wanted| action.starts_with(wanted))
    }

    /// Returns the letters in its box when there is no picture.
    pub fn letters(&self) -> String {
        letters_of(self.segment, "")
    }
}

/// A service that sends events of its own, which rules may listen to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Emitter {
    /// Its name: 'Amazon EC2'.
    pub title: &'static str,
    /// The service segment of types that are of it, if any.
    pub segment: &'static str,
    /// The colour of its kind.
    pub ink: Ink,
    /// Its icon in the npm package `aws-icons`, without `.svg`; empty when there is none.
    pub icon: &'static str,
    /// The type (without `AWS::`) whose resources send its events, where it is one.
    pub sender: &'static str,
}

impl Emitter {
    /// Returns the letters in its box when there is no picture.
    pub fn letters(&self) -> String {
        letters_of(self.segment, "")
    }
}

/// Returns what is known about a type, or can be guessed from its name.
pub fn facts(type_name: &str) -> CatalogEntry {
    let short = short_name(type_name);
    let mut segments = short.split("::");
    let service = segments.next().unwrap_or_default();
    let last = segments.filter(|segment| *segment != "MODULE").last().unwrap_or(service);
    let service_row = tables().service(short);
    let (service_ink, service_icon) = match service_row {
        Some(row) if is_aws(type_name) => (row.ink, row.icon),
        _ => (Ink::Ink, ""),
    };
    let letters = Cow::Owned(letters_of(service, last));
    match tables().type_row(short).filter(|_| is_aws(type_name)) {
        Some(row) => CatalogEntry {
            title: match row.title {
                "" => Cow::Owned(words::spaced(last)),
                title => Cow::Borrowed(title),
            },
            glyph: row.glyph,
            ink: row.ink,
            role: row.role,
            letters,
            service_icon,
        },
        None => CatalogEntry {
            title: Cow::Owned(words::spaced(last)),
            glyph: (!is_aws(type_name)).then_some("custom-resource"),
            ink: service_ink,
            role: guessed_role(type_name, last),
            letters,
            service_icon,
        },
    }
}

/// The properties that say where a resource of this type is.
pub fn places(type_name: &str) -> &'static [PlacePath] {
    if is_aws(type_name) { tables().places(short_name(type_name)) } else { &[] }
}

/// Whom a resource of this type folds into, the first that is drawn; nobody for a type that stands by itself.
pub fn owners(type_name: &str) -> &'static [Owner] {
    const CUSTOM: &[Owner] = &[Owner::Path("ServiceToken")];
    const BY_REFERENCE: &[Owner] = &[Owner::Users, Owner::Used];
    if !is_aws(type_name) {
        return CUSTOM;
    }
    match tables().owners(short_name(type_name)) {
        Some(owners) => owners,
        None => match facts(type_name).role {
            Role::Glue | Role::Badge => BY_REFERENCE,
            Role::Support => &BY_REFERENCE[..1],
            _ => &[],
        },
    }
}

/// The ways that traffic or data takes through a resource of this type.
pub fn flows(type_name: &str) -> &'static [Flow] {
    if is_aws(type_name) { tables().flows(short_name(type_name)) } else { &[] }
}

/// The properties that show on the node of a resource of this type.
pub fn shown(type_name: &str) -> &'static [Shown] {
    if is_aws(type_name) { tables().shown(short_name(type_name)) } else { &[] }
}

/// The service that an endpoint leads to whose own name for it ends so: `com.amazonaws.eu-west-1.ecr.api`.
pub fn behind(endpoint: &str) -> Option<&'static Behind> {
    let (_, of_region) = endpoint.split_once("com.amazonaws.")?;
    let (_, service) = of_region.split_once('.')?;
    let first = service.split('.').next().unwrap_or_default();
    tables().behind(service).or_else(|| tables().behind(first))
}

/// When a resource of this type is in no region; none when it always is in one.
pub fn outside(type_name: &str) -> Option<Outside> {
    if is_aws(type_name) { tables().outside(short_name(type_name)) } else { None }
}

/// Returns how the ARN of a resource of this type is made of its name, where it is.
pub fn arn(type_name: &str) -> Option<ArnForm> {
    if is_aws(type_name) { tables().arn(short_name(type_name)) } else { None }
}

/// Returns what a resource of this type is called by what it says about itself.
pub fn variants(type_name: &str) -> &'static [Variant] {
    if is_aws(type_name) { tables().variants(short_name(type_name)) } else { &[] }
}

/// The property that says how many instances a resource of this type runs at most, where there is one.
pub fn capacity(type_name: &str) -> Option<&'static str> {
    if is_aws(type_name) { tables().capacity(short_name(type_name)) } else { None }
}

/// The type (without `AWS::`) whose ARNs name a service and a kind so.
pub fn of_arn(service: &str, kind: &str) -> Option<&'static str> {
    tables().of_arn(service, kind)
}

/// Returns true if two types (without `AWS::`) are of one kind: tables of SAM and of DynamoDB.
pub fn are_alike(one: &str, other: &str) -> bool {
    one == other || tables().arn(one).is_some_and(|form| tables().arn(other) == Some(form))
}

/// The properties of this type that name something by its name, id or ARN, and what it may be of.
pub fn named(type_name: &str) -> &'static [Named] {
    if is_aws(type_name) { tables().named(short_name(type_name)) } else { &[] }
}

/// Returns true if what a resource of this type runs in a VPC keeps data, which others come for.
pub fn is_store(type_name: &str) -> bool {
    let service = short_name(type_name).split("::").next().unwrap_or_default();
    is_aws(type_name) && tables().is_store(service)
}

/// Returns what the actions of a pipeline are that a provider offers, where that is known.
pub fn action(provider: &str) -> Option<&'static Action> {
    tables().action(provider)
}

/// The service that actions and ARNs name so, where it is one that is called without a resource.
pub fn called(service: &str) -> Option<&'static Called> {
    tables().called(service)
}

/// The service that a managed policy or a policy template lets its holder call, by its name: `AmazonTextractFullAccess`.
pub fn called_by_policy(name: &str) -> Option<&'static Called> {
    let name = ["Amazon", "AWS"].iter().find_map(|maker| name.strip_prefix(maker)).unwrap_or(name);
    tables().called_by_policy(name)
}

/// The service whose events have a source, such as `aws.ec2`.
pub fn emitter(source: &str) -> Option<&'static Emitter> {
    source.strip_prefix("aws.").and_then(|service| tables().emitter(service))
}

/// Returns true if a small sign on its users says that there is a resource of this type.
pub fn is_sign(type_name: &str) -> bool {
    is_aws(type_name) && tables().is_sign(short_name(type_name))
}

/// Returns true if a function or a topic of a template's author makes resources of this type.
pub fn is_custom(type_name: &str) -> bool {
    !type_name.starts_with("AWS::") || type_name == "AWS::CloudFormation::CustomResource"
}

/// The type without its `AWS::`, as the tables have it.
pub fn short_name(type_name: &str) -> &str {
    type_name.strip_prefix("AWS::").unwrap_or(type_name)
}

/// `SageMaker` of `AWS::SageMaker::Endpoint`.
pub fn service_of(type_name: &str) -> &str {
    short_name(type_name).split("::").next().unwrap_or_default()
}

fn is_aws(type_name: &str) -> bool {
    type_name.starts_with("AWS::") && !type_name.ends_with("::MODULE")
}

/// Endings that make a type a relation between others, whatever the service.
const GLUE_ENDINGS: &[&str] = &[
    "Policy",
    "Permission",
    "Permissions",
    "Association",
    "Attachment",
    "Membership",
    "Assignment",
    "Entry",
    "ParameterGroup",
    "OptionGroup",
    "SubnetGroup",
    "Version",
    "Alias",
    "Authorization",
    "Acceptance",
    "Addition",
    "Registration",
    "Invitation",
    "Definition",
    "Mapping",
    "Route",
    "Target",
    "Tag",
    "DefaultConfiguration",
];

fn guessed_role(type_name: &str, last: &str) -> Role {
    if !is_aws(type_name) {
        Role::Support
    } else if GLUE_ENDINGS.iter().any(|ending| last.ends_with(ending)) {
        Role::Glue
    } else {
        Role::Node
    }
}

/// Two or three letters for a box: the service's capitals (`CodeBuild` → `CB`), else its beginning.
fn letters_of(service: &str, last: &str) -> String {
    let name = if service == "Custom" { last } else { service };
    let capitals: String = name.chars().filter(|c| c.is_uppercase() || c.is_ascii_digit()).take(3).collect();
    if capitals.chars().count() >= 2 {
        return capitals;
    }
    let mut letters = String::new();
    for (i, c) in name.chars().filter(|c| c.is_alphanumeric()).take(2).enumerate() {
        letters.push(if i == 0 { words::capital(c) } else { c });
    }
    if letters.is_empty() { "?".into() } else { letters }
}

#[cfg(test)]
mod tests;
