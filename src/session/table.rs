//! All resources of a template, a row each: what it is, where it stands, whether the stack will have it.

use std::rc::Rc;

use super::Model;
use super::details::shown_as;
use super::listed::{Listed, shown};
use crate::eval::Existence;
use crate::maps::SortedMap;
use crate::scene::{Node, NodeIndex};
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
    /// The boxes that it is in, from the outermost, or the node that it is shown with.
    pub place: String,
    /// True if the stack will have it.
    pub state: String,
    /// The node or link that shows it.
    pub shown: Option<Rc<str>>,
}

/// Returns a row for each resource, in the order of the template.
pub fn table_rows(model: &Model) -> Listed<TableRow> {
    let nodes = &model.picture.drawing.scene.nodes;
    let stack = &model.deployment.stack;
    let template = stack.unrolled.as_deref().unwrap_or(&model.source.template);
    let mut own: SortedMap<&LogicalId, NodeIndex> = SortedMap::new();
    let mut with: SortedMap<&LogicalId, NodeIndex> = SortedMap::new();
    for (index, node) in nodes.iter().enumerate() {
        if let Some(id) = &node.resource {
            own.entry(id).or_insert(index);
        }
        for id in &node.folded {
            with.entry(id).or_insert(index);
        }
    }
    Listed::of(&stack.resources, |(id, resource)| {
        let node = own.get(id).and_then(|&index| nodes.get(index));
        let owner = with.get(id).and_then(|&index| nodes.get(index));
        let place = match (node, owner) {
            (Some(node), _) => path(nodes, node.parent),
            (None, Some(owner)) => format!("with {}", said(owner)),
            (None, None) => String::new(),
        };
        let name = node.and_then(|node| node.label.as_ref()).map(|label| label.text.to_string());
        TableRow {
            name: name.filter(|name| name != id.as_str()),
            type_name: resource.type_name.clone(),
            place,
            state: state(
                &resource.exists,
                template.resources.get(id).and_then(|written| written.condition.as_ref()),
            ),
            shown: node.map(|node| node.id.clone()).or_else(|| shown_as(&model.picture.drawing.scene, id)),
            id: id.clone(),
        }
    })
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
        assert!(rows.iter().all(|row| row.shown.is_some()));
    }
}
