//! Other stacks whose outputs a template reads (`Fn::GetStackOutput`): an icon each, with where it is, linked to what is
//! made of its outputs.

use crate::catalog::{self, Role};
use crate::eval::{Deferred, Value};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::additions::{Additions, Extra, LinkEnd, Unless};
use super::bounds::MOST_EXISTING;
use super::containers::Container;
use super::context::Context;
use super::excerpt::{excerpt, shortened};
use super::naming::name_of;
use super::placement::containers_of;
use super::{Dash, Fact, Link, LinkKind, Node, NodeIndex, NodeKind, Shape, Side, texts};

/// The function that reads an output.
const FUNCTION: &str = "Fn::GetStackOutput";

/// An output of another stack, as a value says it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Output {
    stack: OtherStack,
    name: String,
}

/// A stack that is there already.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct OtherStack {
    name: String,
    /// Where it is; empty for the stack's own region.
    region: String,
    /// The account of the role that reads it; empty for the stack's own.
    account: String,
}

/// Of each reader of a stack, the outputs that it reads.
type Readers<'a> = IndexMap<LinkEnd<'a>, IndexSet<String>>;

/// Returns an icon for each other stack, with a line of a kind from it to each container that it gives and to whoever else
/// reads it.
pub(super) fn additions<'a>(context: &Context<'a>, kind: LinkKind) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let dash = if kind == LinkKind::Reference { Dash::Solid } else { Dash::Dotted };
    for (stack, readers) in readers(context, &mut additions) {
        let title = format!("{} → ", stack.title());
        let nodes: IndexSet<NodeIndex> =
            readers.keys().filter_map(|reader| context.node_of(reader)).collect();
        let ghost = nodes.iter().all(|&reader| context.draft.nodes[reader].ghost);
        let abroad = !stack.region.is_empty();
        let source = additions.icon(Extra::Stack(stack.id().into()), node(context, &stack, ghost));
        additions.abroad.extend(abroad.then(|| source.clone()));
        // A VPC and its subnets from one stack are one thing.
        let is_inside =
            |reader: NodeIndex| context.draft.ancestors(reader).any(|outer| nodes.contains(&outer));
        for (target, names) in readers {
            let Some(node) = context.node_of(&target).filter(|&node| !is_inside(node)) else { continue };
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let title = title.clone() + &name(context, node);
            let label = Some(shortened(names.join(", ")).into());
            let link = Link { kind, dash, label, title, ..Link::default() };
            additions.link(source.clone(), target, link, Unless::Never);
        }
    }
    additions
}

/// The other stacks that the picture has room for, with who reads them.
fn readers<'a>(context: &Context<'a>, additions: &mut Additions) -> IndexMap<OtherStack, Readers<'a>> {
    let mut found: IndexMap<OtherStack, Readers> = IndexMap::new();
    for (id, resource) in context.resources.present() {
        let mut read = Vec::new();
        collect(&resource.properties, &mut read);
        for value in read {
            let Some(output) = output(value) else { continue };
            if found.len() >= MOST_EXISTING && !found.contains_key(&output.stack) {
                additions.left_out.miss_nodes(true);
                continue;
            }
            let reader = container(context, value).unwrap_or(LinkEnd::Resource(id));
            if context.node_of(&reader).is_some() {
                found.entry(output.stack).or_default().entry(reader).or_default().insert(output.name);
            }
        }
    }
    found
}

impl OtherStack {
    /// `Stack network in eu-west-1`.
    fn title(&self) -> String {
        let place: Vec<String> = self.places().collect();
        match place.is_empty() {
            true => format!("Stack {}", self.name),
            false => format!("Stack {} in {}", self.name, place.join(", ")),
        }
    }

    /// The region and the account, where they are not the stack's own.
    fn places(&self) -> impl Iterator<Item = String> {
        let account = (!self.account.is_empty()).then(|| format!("account {}", self.account));
        (!self.region.is_empty()).then(|| self.region.clone()).into_iter().chain(account)
    }

    /// Returns what its icon is called.
    fn id(&self) -> String {
        let parts = [&self.name[..], &self.region, &self.account].join("/");
        format!("stack/{}", parts.trim_end_matches('/'))
    }
}

fn node(context: &Context, stack: &OtherStack, ghost: bool) -> Node {
    let facts = catalog::facts("AWS::CloudFormation::Stack");
    let label = stack.name.as_str().into();
    Node {
        id: stack.id().into(),
        kind: NodeKind::OtherStack,
        title: format!("{}, of which outputs are read", stack.title()),
        shape: Shape::Icon(texts::icon(&facts)),
        label: texts::below(label),
        facts: stack.places().map(Fact::new).collect(),
        place: context.beside_vpcs(Side::Left),
        ghost,
        ..Node::default()
    }
}

/// The container that a value stands for, where one is drawn.
fn container<'a>(context: &Context<'a>, value: &'a Value) -> Option<LinkEnd<'a>> {
    let containers = containers_of(context.resources, value, Role::Vpc);
    let existing = containers.into_iter().filter(|container| matches!(container, Container::Existing(_)));
    existing.map(LinkEnd::Container).find(|container| context.node_of(container).is_some())
}

fn name(context: &Context, node: NodeIndex) -> String {
    let node = &context.draft.nodes[node];
    let id: &LogicalId = match &node.resource {
        Some(id) => id,
        None => {
            return node.shown_label().map_or_else(|| node.id.to_string(), |label| label.to_string());
        }
    };
    name_of(context.resources, id).to_string()
}

/// Every value in another that reads an output.
fn collect<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    match value {
        Value::Deferred(Deferred::Function(name, _)) if &**name == FUNCTION => found.push(value),
        Value::List(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Map(map) => map.values().for_each(|item| collect(item, found)),
        Value::Deferred(Deferred::Text(parts) | Deferred::Function(_, parts)) => {
            parts.iter().for_each(|part| collect(part, found));
        }
        Value::Deferred(Deferred::Either(_, yes, no)) => {
            collect(yes, found);
            collect(no, found);
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Deferred(
            Deferred::Resource(_)
            | Deferred::Attribute(..)
            | Deferred::Parameter(_)
            | Deferred::Existing(..)
            | Deferred::Pseudo(_)
            | Deferred::Zone(..),
        ) => {}
    }
}

/// The output that a value reads; `None` where it does not say of which stack, or which.
fn output(value: &Value) -> Option<Output> {
    let Value::Deferred(Deferred::Function(name, arguments)) = value else {
        return None;
    };
    let arguments = arguments.first().filter(|_| &**name == FUNCTION)?;
    let text = |key: &str| arguments.get(key).map(|value| excerpt(value)).unwrap_or_default();
    let account = text("RoleArn").split(':').nth(4).unwrap_or_default().to_owned();
    let stack = OtherStack { name: text("StackName"), region: text("Region"), account };
    let output = Output { stack, name: text("OutputName") };
    (!output.stack.name.is_empty() && !output.name.is_empty()).then_some(output)
}
