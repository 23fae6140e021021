//! All resources of a template, a row each: what it is, where it stands, whether the stack will have it.

use std::rc::Rc;

use super::Model;
use super::details::shown_as;
use super::listed::{Listed, shown};
use crate::eval::Existence;
use crate::maps::SortedMap;
use crate::pipeline;
use crate::scene::{ComposeOptions, Extent, Folding, Node, NodeIndex, Scene, Start};
use crate::template::LogicalId;

/// One resource.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// Its logical ID.
    pub id: LogicalId,
    /// Its name in the picture, where that is more.
    pub name: Option<String>,
    /// Its CloudFormation type.
    pub type_name: Rc<str>,
    /// The boxes that it is in, from the outermost, or who it is shown with.
    pub place: String,
    /// In words, whether the stack will have it.
    pub state: String,
    /// The node or link that shows it.
    pub shown: Option<Rc<str>>,
    /// True if that is a box or a stack that is folded, and opens for it.
    pub is_folded: bool,
}

/// Returns a row for each resource, in the order of the template.
pub fn table_rows(model: &Model) -> Listed<TableRow> {
    let drawn = &model.picture.drawing.scene;
    let open = open(model);
    let (places, shown) = (Nodes::of(&open), Nodes::of(drawn));
    let stack = &model.deployment.stack;
    let template = stack.unrolled.as_deref().unwrap_or(&model.source.template);
    Listed::of(&stack.resources, |(id, resource)| {
        let node = places.own(id);
        let place = match (node, places.with(id)) {
            (Some(node), _) => path(&open.nodes, node.parent),
            (None, Some(owner)) => format!("with {}", said(owner)),
            (None, None) => String::new(),
        };
        let name = node.and_then(|node| node.label.as_ref()).map(|label| label.text.to_string());
        let in_picture = shown.own(id).or_else(|| shown.with(id));
        TableRow {
            name: name.filter(|name| name != id.as_str()),
            type_name: resource.type_name.clone(),
            place,
            state: state(
                &resource.exists,
                template.resources.get(id).and_then(|written| written.condition.as_ref()),
            ),
            shown: in_picture.map(|node| node.id.clone()).or_else(|| shown_as(drawn, id)),
            is_folded: in_picture.is_some_and(|node| {
                matches!(node.extent, Extent::Collapsed(_) | Extent::Stack(..))
                    && node.resource.as_ref() != Some(id)
            }),
            id: id.clone(),
        }
    })
}

/// The scene with nothing folded: where something stands does not hang on the room that there is to show it.
fn open(model: &Model) -> Rc<Scene> {
    let drawn = &model.picture.drawing.scene;
    if !drawn.nodes.iter().any(|node| matches!(node.extent, Extent::Collapsed(_) | Extent::Stack(..))) {
        return drawn.clone();
    }
    let folding = Folding { start: Start::Everything, ..Folding::default() };
    let options = ComposeOptions { folding, ..model.composed.clone() };
    Rc::new(pipeline::compose(&model.source, &model.deployment, &options))
}

/// The nodes of a scene by the resources that they show.
struct Nodes<'s> {
    nodes: &'s [Node],
    own: SortedMap<&'s LogicalId, NodeIndex>,
    with: SortedMap<&'s LogicalId, NodeIndex>,
}

impl<'s> Nodes<'s> {
    fn of(scene: &'s Scene) -> Self {
        let mut all = Self { nodes: &scene.nodes, own: SortedMap::new(), with: SortedMap::new() };
        for (index, node) in scene.nodes.iter().enumerate() {
            if let Some(id) = &node.resource {
                all.own.entry(id).or_insert(index);
            }
            for id in &node.folded {
                all.with.entry(id).or_insert(index);
            }
        }
        all
    }

    /// Returns the node that is a resource.
    fn own(&self, id: &LogicalId) -> Option<&'s Node> {
        self.own.get(&id).and_then(|&index| self.nodes.get(index))
    }

    /// Returns the node that a resource is shown with.
    fn with(&self, id: &LogicalId) -> Option<&'s Node> {
        self.with.get(&id).and_then(|&index| self.nodes.get(index))
    }
}

/// The boxes that a node is in, from the outermost.
fn path(nodes: &[Node], parent: Option<NodeIndex>) -> String {
    let outer = |node: &&Node| node.parent.and_then(|parent| nodes.get(parent));
    // The bound is for scenes in which a box is in itself.
    let chain = std::iter::successors(parent.and_then(|parent| nodes.get(parent)), outer).take(nodes.len());
    let mut names: Vec<String> = chain.map(said).collect();
    names.reverse();
    names.join(" › ")
}

fn said(node: &Node) -> String {
    shown(&node.label.as_ref().map_or_else(|| node.title.clone(), |label| label.text.to_string()))
}

fn state(exists: &Existence, condition: Option<&LogicalId>) -> String {
    match (exists, condition) {
        (Existence::Yes, _) => "in the stack".into(),
        (Existence::No, Some(condition)) => format!("left out: {condition} is false"),
        (Existence::No, None) => "left out".into(),
        (Existence::Unknown, Some(condition)) => format!("if {condition} is true"),
        (Existence::Unknown, None) => "known to AWS alone".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Action, Session};

    const TEMPLATE: &str = "
Conditions: {Never: !Equals [a, b]}
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Part: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24}}
  Routes: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  Way: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Part, RouteTableId: !Ref Routes}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Part, Tags: [{Key: Name, Value: Web}]}}
  Jobs: {Type: AWS::SQS::Queue, Condition: Never}
";

    #[test]
    fn every_resource_has_a_row_that_says_where_it_is() {
        let session = Rc::new(Session::new("demo")).apply(Action::Load("a.yaml".into(), TEMPLATE.into()));
        let rows = table_rows(session.model.as_deref().expect("the template is valid"));
        let said: Vec<String> = rows
            .iter()
            .map(|row| {
                format!("{} ({}): {}; {}", row.id, row.name.as_deref().unwrap_or("-"), row.place, row.state)
            })
            .collect();
        expect_test::expect![[r#"
            Net (VPC): ; in the stack
            Part (Private subnet): VPC; in the stack
            Routes (-): with Private subnet; in the stack
            Way (-): with Private subnet; in the stack
            Host (Web): VPC › Private subnet; in the stack
            Jobs (-): ; left out: Never is false"#]]
        .assert_eq(&said.join("\n"));
        assert!(rows.iter().all(|row| row.shown.is_some() && !row.is_folded));
    }

    #[test]
    fn folding_changes_no_place_and_is_told() {
        let session = Rc::new(Session::new("demo")).apply(Action::Load("a.yaml".into(), TEMPLATE.into()));
        let places = |session: &Session| {
            let rows = table_rows(session.model.as_deref().expect("the template is valid"));
            rows.iter().map(|row| (row.name.clone(), row.place.clone())).collect::<Vec<_>>()
        };
        let folded = session.clone().apply(Action::Collapse("Net".into()));
        assert_eq!(places(&folded), places(&session));
        let rows = table_rows(folded.model.as_deref().expect("the template is valid"));
        let told: Vec<&str> = rows.iter().filter(|row| row.is_folded).map(|row| row.id.as_str()).collect();
        assert_eq!(told, ["Part", "Routes", "Way", "Host"]);
    }
}
