//! What the inspector shows about the selected node or link.

use std::rc::Rc;

use super::Model;
use super::inspector::{Inspected, inspect};
use super::listed::{Listed, shown, shown_marked};
use super::written_values::{WrittenRule, WrittenValue, written_rules, written_values};
use crate::diagnostic::{Path, Position};
use crate::eval::MarkedText;
use crate::facts::TypeFacts;
use crate::graph::{Branches, ResourceGraph};
use crate::layout::Drawing;
use crate::pipeline;
use crate::pipeline::runs::{Stage, ran};
use crate::scene::{Detail, Extent, Node, NodeKind, Scene};
use crate::svg::Mark;
use crate::template::{Element, LogicalId, resource_path};

/// The selected node or link, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Details {
    /// Its id in the figure.
    pub id: Rc<str>,
    /// Its description in words: 'EC2 Website A: instance Ec2WebHostA'.
    pub title: String,
    /// Its kind, for a node.
    pub kind: Option<NodeKind>,
    /// The CloudFormation type, for a resource.
    pub type_name: Option<Rc<str>>,
    /// The resource it stands for.
    pub resource: Option<LogicalId>,
    /// Where the resource stands in the template.
    pub position: Option<Position>,
    /// The titles of what it is in, from the outermost.
    pub inside: Vec<String>,
    /// Short facts: `tcp 22 ← 203.0.113.7/32`.
    pub facts: Vec<MarkedText>,
    /// Properties and values.
    pub properties: Vec<Detail>,
    /// The values that its template writes, each of which can be changed.
    pub values: Listed<WrittenValue>,
    /// The rules of a security group that can be removed.
    pub rules: Vec<WrittenRule>,
    /// Resources folded into it.
    pub folded: Listed<FoldedResource>,
    /// Resources that it refers to.
    pub refers_to: Listed<Relation>,
    /// Resources that refer to it.
    pub referred_by: Listed<Relation>,
    /// True if its condition is false.
    pub ghost: bool,
    /// The extent to which it is shown.
    pub extent: Extent,
    /// The things that are said of it beyond its picture.
    pub inspected: Inspected,
}

/// A resource that has no node of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct FoldedResource {
    /// Its logical ID.
    pub id: LogicalId,
    /// Its CloudFormation type.
    pub type_name: Rc<str>,
    /// Where it stands in the template.
    pub position: Option<Position>,
}

/// A reference from or to the selected resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// The part of the template at the other end.
    pub other: Element,
    /// Where in the referring resource: `Properties/SubnetId/Ref`.
    pub property: String,
    /// The node or link that shows the resource: its own, or that of whom it is folded into.
    pub node: Option<Rc<str>>,
}

/// Returns what there is to say about the node or link with this id; `None` when the picture has none.
pub(super) fn details(model: &Model, id: &str, facts: Option<&TypeFacts>) -> Option<Details> {
    ran(Stage::Details);
    let scene = &model.picture.drawing.scene;
    if let Some(node) = scene.nodes.iter().find(|node| &*node.id == id) {
        return Some(of_node(model, node, facts));
    }
    let link = scene.links.iter().find(|link| scene.link_id(link).is_some_and(|link| link.reads(id)))?;
    let title = |index: usize| scene.nodes.get(index).map(node_title).unwrap_or_default();
    let property = link.label.as_ref().map(ToString::to_string);
    Some(Details {
        id: id.into(),
        title: format!("{} → {}", title(link.source), title(link.target)),
        kind: None,
        type_name: None,
        resource: None,
        position: None,
        inside: Vec::new(),
        facts: Vec::new(),
        values: Listed::default(),
        rules: Vec::new(),
        properties: property
            .map(|value| Detail { name: "By".into(), value: value.into() })
            .into_iter()
            .collect(),
        folded: folded(model, &link.folded),
        refers_to: Listed::default(),
        referred_by: Listed::default(),
        ghost: link.ghost,
        extent: Extent::Whole,
        inspected: Inspected::default(),
    })
}

/// Returns true if the picture has a node or a link with this id.
pub(super) fn is_shown(model: &Model, id: &str) -> bool {
    let scene = &model.picture.drawing.scene;
    let mut links = scene.links.iter().filter_map(|link| scene.link_id(link));
    scene.nodes.iter().any(|node| &*node.id == id) || links.any(|link| link.reads(id))
}

/// The collapsed box or the stack that a node went into; for a stack that was expanded, its first member.
pub(super) fn stands_for(model: &Model, id: &str) -> Option<Rc<str>> {
    let nodes = &model.picture.drawing.scene.nodes;
    let takes = |node: &&Node| {
        matches!(node.extent, Extent::Collapsed(_) | Extent::Stack(..))
            && node.folded.iter().any(|folded| folded.as_str() == id)
    };
    let of_stack = |node: &&Node| matches!(&node.extent, Extent::Loose(stack) if **stack == *id);
    nodes.iter().find(takes).or_else(|| nodes.iter().find(of_stack)).map(|node| node.id.clone())
}

/// The labels of links with these ids, and of those that start or end at nodes with these ids.
pub(super) fn labels(drawing: &Drawing, ids: &[&str]) -> Vec<Mark> {
    ran(Stage::Labels);
    pipeline::labels(drawing, &pipeline::links_of(drawing, ids))
}

fn of_node(model: &Model, node: &Node, facts: Option<&TypeFacts>) -> Details {
    let scene = &*model.picture.drawing.scene;
    let nodes = &scene.nodes;
    let mut inside = Vec::new();
    let mut parent = node.parent;
    // A parent always stands before its children, so this ends; the bound is for scenes that break that.
    while let (Some(outer), true) = (parent.and_then(|index| nodes.get(index)), inside.len() < nodes.len()) {
        inside.push(node_title(outer));
        parent = outer.parent;
    }
    inside.reverse();
    let resource = node.resource.as_ref();
    let ends = resource.map(|id| ends(&model.deployment.graph, id)).unwrap_or_default();
    let parts = resource.map(|id| parts(node, id)).unwrap_or_default();
    Details {
        id: node.id.clone(),
        title: node_title(node),
        kind: Some(node.kind),
        type_name: node.type_name.clone(),
        resource: node.resource.clone(),
        position: node.resource.as_ref().and_then(|id| position(model, id)),
        inside,
        // What is a property, too, is said once.
        facts: node
            .facts
            .iter()
            .filter(|fact| !node.details.iter().any(|detail| *detail.value == *fact.to_string()))
            .map(|fact| MarkedText::concat(&[fact.text.marked(), fact.name.marked()]))
            .collect(),
        properties: node
            .details
            .iter()
            .map(|detail| Detail { name: detail.name.clone(), value: shown_marked(&detail.value) })
            .chain(resource.and_then(|id| decided_by(&model.deployment.graph, id)))
            .collect(),
        values: written_values(model, &parts, facts),
        rules: written_rules(model, &parts),
        folded: folded(model, &node.folded),
        refers_to: relations(scene, ends.0),
        referred_by: relations(scene, ends.1),
        ghost: node.ghost,
        extent: node.extent.clone(),
        inspected: resource.map_or_else(Inspected::default, |id| inspect(model, node, id)),
    }
}

/// The parameters that a resource hangs on in this deployment, directly or through others; nothing where it hangs on none.
fn decided_by(graph: &ResourceGraph, id: &LogicalId) -> Option<Detail> {
    /// More names than these nobody reads.
    const MOST: usize = 12;
    let reached = graph.reaches(&Element::Resource(id.clone()), Branches::Taken);
    let parameters = reached.into_iter().filter_map(|element| match element {
        Element::Parameter(id) => Some(shown(id.as_str())),
        _ => None,
    });
    let mut names: Vec<_> = parameters.collect();
    let more = names.len().saturating_sub(MOST);
    names.truncate(MOST);
    names.extend((more > 0).then(|| format!("{more} more")));
    (!names.is_empty()).then(|| Detail { name: "Parameters".into(), value: names.join(", ").into() })
}

/// Returns the resources that a node shows as one: its own, and those that it is made of.
fn parts<'n>(node: &'n Node, own: &'n LogicalId) -> Vec<&'n LogicalId> {
    let mut parts = vec![own];
    if !matches!(node.extent, Extent::Collapsed(_) | Extent::Stack(..)) {
        parts.extend(node.folded.iter().filter(|id| *id != own));
    }
    parts
}

/// The other ends of references, and where each stands.
type Ends<'g> = Vec<(Element, &'g Path)>;

/// Returns what a resource names, and who names it.
fn ends<'g>(graph: &'g ResourceGraph, id: &LogicalId) -> (Ends<'g>, Ends<'g>) {
    let element = Element::Resource(id.clone());
    let mut named: Ends = graph.uses_by(&element).map(|used| (used.target.clone(), &used.path)).collect();
    named.extend(
        graph.references_from(id).map(|found| (Element::Resource(found.target.clone()), &found.path)),
    );
    let by = graph.references_to(id).map(|found| (Element::Resource(found.source.clone()), &found.path));
    (named, by.collect())
}

fn relations(scene: &Scene, ends: Ends) -> Listed<Relation> {
    Listed::of(ends, |(other, path)| {
        let steps: Vec<String> = path.steps().iter().skip(2).map(ToString::to_string).collect();
        let node = match &other {
            Element::Resource(id) => shown_as(scene, id),
            _ => None,
        };
        Relation { other, property: steps.join("/"), node }
    })
}

/// The id of the node or link that shows a resource.
pub(super) fn shown_as(scene: &Scene, resource: &LogicalId) -> Option<Rc<str>> {
    let own = scene.nodes.iter().find(|node| node.resource.as_ref() == Some(resource));
    if let Some(node) = own.or_else(|| scene.nodes.iter().find(|node| node.folded.contains(resource))) {
        return Some(node.id.clone());
    }
    let link = scene.links.iter().find(|link| link.folded.contains(resource))?;
    Some(scene.link_id(link)?.to_string().into())
}

/// Returns all that shows a resource: of one that stands in several places every icon.
pub(super) fn all_shown_as(scene: &Scene, resource: &LogicalId) -> Vec<Rc<str>> {
    let own = scene.nodes.iter().filter(|node| node.resource.as_ref() == Some(resource));
    let own: Vec<Rc<str>> = own.map(|node| node.id.clone()).collect();
    if own.is_empty() { shown_as(scene, resource).into_iter().collect() } else { own }
}

fn folded(model: &Model, ids: &[LogicalId]) -> Listed<FoldedResource> {
    let known = ids.iter().filter_map(|id| Some((id, model.deployment.stack.resources.get(id)?)));
    Listed::of(known, |(id, resource)| FoldedResource {
        id: id.clone(),
        type_name: resource.type_name.clone(),
        position: position(model, id),
    })
}

fn position(model: &Model, id: &LogicalId) -> Option<Position> {
    Some(model.source.document.position(&resource_path(id)))
}

/// A node's title: that of its picture, else its label, else its id.
pub(super) fn node_title(node: &Node) -> String {
    if !node.title.is_empty() {
        return node.title.clone();
    }
    node.label.as_ref().map_or_else(|| node.id.to_string(), |label| label.text.to_string())
}
