//! A picture as one tree, for keyboards and for who hears it: what is in what, in the order in which it is read, and from each
//! node the ways that lead on.

use std::rc::Rc;

use crate::layout::{Drawing, Rect};
use crate::maps::SortedMap;
use crate::scene::{Node, NodeIndex, NodeKind, link_verbs};
use crate::sorting;

/// A picture as a tree.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tree {
    /// Its items, each before what is in it.
    pub items: Vec<Item>,
    places: SortedMap<Rc<str>, usize>,
}

/// A node in the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The node's id.
    pub id: Rc<str>,
    /// Its depth, from 1.
    pub level: usize,
    /// Its place among those beside it, from 1.
    pub position: usize,
    /// The number of those, itself and the ways of what it is in among them.
    pub count: usize,
    /// The item that it is in.
    pub parent: Option<usize>,
    /// The items that are in it.
    pub children: Vec<usize>,
    /// The ways that lead on from it.
    pub ways: Vec<Way>,
}

/// A way from one node to another that is neither in it nor around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The way in words: `balances to EC2 website A`.
    pub text: String,
    /// The node that it leads to.
    pub to: Rc<str>,
    /// The link that it goes along, where there is one.
    pub link: Option<Rc<str>>,
}

/// A step in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Into what is in it.
    In,
    /// To what it is in.
    Out,
    /// To the next beside it.
    Next,
    /// To the one before it.
    Before,
    /// To the first of all.
    First,
    /// To the last of all.
    Last,
}

/// Where a step stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop<'a> {
    /// To the node with this id.
    Node(&'a str),
    /// To this of the ways of the node with this id.
    Way(&'a str, usize),
}

impl Tree {
    /// Makes the tree of a drawing.
    pub fn of(drawing: &Drawing) -> Self {
        let nodes = &drawing.scene.nodes;
        let mut inside: Vec<Vec<NodeIndex>> = vec![Vec::new(); nodes.len()];
        let mut roots = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            match node.parent.filter(|&parent| parent < index) {
                Some(parent) => inside[parent].push(index),
                None => roots.push(index),
            }
        }
        let mut tree = Self::default();
        let mut ways = ways(drawing);
        // From the last to the first, so that the first is taken next.
        let mut open: Vec<(NodeIndex, Option<usize>, usize, usize)> = Vec::new();
        let push = |open: &mut Vec<_>, group: &[NodeIndex], parent: Option<usize>, ways: usize| {
            let (ordered, count) = (in_order(drawing, group), group.len() + ways);
            open.extend(ordered.iter().enumerate().rev().map(|(i, &node)| (node, parent, i + 1, count)));
        };
        push(&mut open, &roots, None, 0);
        while let Some((node, parent, position, count)) = open.pop() {
            let at = tree.items.len();
            let level = parent.and_then(|parent| tree.items.get(parent)).map_or(1, |item| item.level + 1);
            if let Some(parent) = parent.and_then(|parent| tree.items.get_mut(parent)) {
                parent.children.push(at);
            }
            let id = nodes.get(node).map(|node| node.id.clone()).unwrap_or_else(|| "".into());
            tree.places.insert(id.clone(), at);
            let ways = ways.get_mut(node).map(std::mem::take).unwrap_or_default();
            push(&mut open, &inside[node], Some(at), ways.len());
            tree.items.push(Item { id, level, position, count, parent, children: Vec::new(), ways });
        }
        tree
    }

    /// Returns the item of a node.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.places.get(id).and_then(|&at| self.items.get(at))
    }

    /// Returns where a step leads; none where there is nothing that way.
    pub fn step(&self, from: Stop, step: Step) -> Option<Stop<'_>> {
        let node = |at: usize| self.items.get(at).map(|item| Stop::Node(&item.id));
        match step {
            Step::First => return node(0),
            Step::Last => return node(self.items.len().checked_sub(1)?),
            Step::In | Step::Out | Step::Next | Step::Before => {}
        }
        match from {
            Stop::Node(id) => {
                let item = self.item(id)?;
                let beside = |by: isize| {
                    let at = *self.places.get(id)?;
                    let roots: Vec<usize>;
                    let siblings = match item.parent.and_then(|parent| self.items.get(parent)) {
                        Some(parent) => &parent.children,
                        None => {
                            roots = (0..self.items.len()).filter(|&at| self.items[at].level == 1).collect();
                            &roots
                        }
                    };
                    let place = siblings.iter().position(|&sibling| sibling == at)?;
                    node(*siblings.get(place.checked_add_signed(by)?)?)
                };
                match step {
                    Step::In => match item.children.first() {
                        Some(&first) => node(first),
                        None if !item.ways.is_empty() => Some(Stop::Way(&item.id, 0)),
                        None => None,
                    },
                    Step::Out => node(item.parent?),
                    Step::Next => beside(1),
                    Step::Before => beside(-1),
                    Step::First | Step::Last => None,
                }
            }
            Stop::Way(id, way) => {
                let item = self.item(id)?;
                let beside = |to: Option<usize>| {
                    let to = to.filter(|&to| to < item.ways.len())?;
                    Some(Stop::Way(&item.id, to))
                };
                match step {
                    // The things in a box stand before its ways.
                    Step::Before if way == 0 => node(*item.children.last()?),
                    Step::Before => beside(way.checked_sub(1)),
                    Step::Next => beside(Some(way + 1)),
                    Step::In => Some(Stop::Node(&item.ways.get(way)?.to)),
                    Step::Out => Some(Stop::Node(&item.id)),
                    Step::First | Step::Last => None,
                }
            }
        }
        .or_else(|| self.past_the_last(from, step))
    }

    /// After the last that is in a box come the ways of the box.
    fn past_the_last(&self, from: Stop, step: Step) -> Option<Stop<'_>> {
        let (Stop::Node(id), Step::Next) = (from, step) else { return None };
        let parent = self.items.get(self.item(id)?.parent?)?;
        (!parent.ways.is_empty()).then_some(Stop::Way(&parent.id, 0))
    }
}

/// Those beside each other in the order in which they are read: in rows, each from the left.
fn in_order(drawing: &Drawing, group: &[NodeIndex]) -> Vec<NodeIndex> {
    let rect = |node: NodeIndex| drawing.nodes.get(node).map_or_else(Rect::default, |placed| placed.rect);
    let mut rest = group.to_vec();
    sorting::by(&mut rest, |&a, &b| rect(a).y.total_cmp(&rect(b).y));
    let mut ordered = Vec::with_capacity(rest.len());
    let mut row: Vec<NodeIndex> = Vec::new();
    let mut end = f64::NEG_INFINITY;
    let finish = |row: &mut Vec<NodeIndex>, ordered: &mut Vec<NodeIndex>| {
        sorting::by(row, |&a, &b| rect(a).x.total_cmp(&rect(b).x));
        ordered.append(row);
    };
    for node in rest {
        let Rect { y, h, .. } = rect(node);
        // Whoever begins below the middle of the row's first is in the next.
        if y > end {
            finish(&mut row, &mut ordered);
            end = y + h / 2.0;
        }
        row.push(node);
    }
    finish(&mut row, &mut ordered);
    ordered
}

/// The ways from each node: its links, the groups that it is in, and for a group its members.
fn ways(drawing: &Drawing) -> Vec<Vec<Way>> {
    let scene = &drawing.scene;
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); scene.nodes.len()];
    let mut add = |from: NodeIndex, words: &str, to: NodeIndex, link: Option<Rc<str>>| {
        if let (Some(list), Some(other)) = (ways.get_mut(from), scene.nodes.get(to)) {
            list.push(Way { text: format!("{words} {}", name(other)), to: other.id.clone(), link });
        }
    };
    for (index, node) in scene.nodes.iter().enumerate() {
        let what = match node.kind {
            NodeKind::SecurityGroup => "in security group",
            NodeKind::ScalingGroup => "in Auto Scaling group",
            _ => "in",
        };
        for &member in &node.members {
            add(member, what, index, None);
            add(index, "holds", member, None);
        }
    }
    for link in &scene.links {
        let (to, from) = link_verbs(scene, link);
        let id: Option<Rc<str>> = scene.link_id(link).map(|id| id.to_string().into());
        add(link.source, to, link.target, id.clone());
        add(link.target, from, link.source, id);
    }
    ways
}

/// The name of a node: its label, else its title.
fn name(node: &Node) -> String {
    match &node.label {
        Some(label) if !label.text.is_empty() => label.text.to_string(),
        _ if !node.title.is_empty() => node.title.clone(),
        _ => node.id.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::session::{Action, Session};

    const TEMPLATE: &str = "
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  PartA: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs '']}}
  PartB: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Select [1, !GetAZs '']}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Net, GroupDescription: web}}
  HostA: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref PartA, SecurityGroupIds: [!Ref Group]}}
  HostB: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref PartB, SecurityGroupIds: [!Ref Group]}}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref PartA, !Ref PartB]}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Net, Port: 80, Protocol: HTTP, Targets: [{Id: !Ref HostA}, {Id: !Ref HostB}]}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}
  Jobs: {Type: AWS::SQS::Queue}
";

    fn tree() -> Tree {
        let session = Rc::new(Session::new("demo")).apply(Action::Load("a.yaml".into(), TEMPLATE.into()));
        Tree::of(&session.model.as_ref().expect("the template is valid").picture.drawing)
    }

    #[test]
    fn what_is_in_what_and_what_leads_where() {
        let mut text = String::new();
        for item in &tree().items {
            let Item { id, level, position, count, ways, .. } = item;
            text.push_str(&format!("{}{id} {position}/{count}\n", "  ".repeat(level - 1)));
            for way in ways {
                text.push_str(&format!("{}- {}\n", "  ".repeat(*level), way.text));
            }
        }
        expect![[r#"
            Net 1/2
              Balancer 1/4
                - balances to HostA
                - balances to HostB
              Net/az-a 2/4
                PartA 1/1
                  HostA 1/1
                    - in security group Security group
                    - is balanced to by Balancer
              Group 3/4
                - holds HostA
                - holds HostB
              Net/az-b 4/4
                PartB 1/1
                  HostB 1/1
                    - in security group Security group
                    - is balanced to by Balancer
            Jobs 2/2
        "#]]
        .assert_eq(&text);
    }

    #[test]
    fn every_node_is_reached_by_steps_and_every_step_back() {
        let tree = tree();
        let mut seen: Vec<String> = Vec::new();
        let mut open = vec![tree.items[0].id.clone()];
        while let Some(id) = open.pop() {
            if seen.contains(&id.to_string()) {
                continue;
            }
            seen.push(id.to_string());
            for (step, back) in [(Step::In, Step::Out), (Step::Next, Step::Before)] {
                if let Some(Stop::Node(to)) = tree.step(Stop::Node(&id), step) {
                    assert_eq!(tree.step(Stop::Node(to), back), Some(Stop::Node(&id)), "{id} {step:?}");
                    open.push(to.into());
                }
            }
        }
        assert_eq!(seen.len(), tree.items.len());
    }

    #[test]
    fn ways_are_steps_too() {
        let tree = tree();
        let host = tree.step(Stop::Node("HostA"), Step::In).expect("it has ways");
        assert_eq!(host, Stop::Way("HostA", 0));
        assert_eq!(tree.step(host, Step::Out), Some(Stop::Node("HostA")));
        assert_eq!(tree.step(host, Step::Before), None);
        let last = tree.item("HostA").map_or(0, |item| item.ways.len()) - 1;
        assert_eq!(tree.step(Stop::Way("HostA", last), Step::Next), None);
        let Some(Stop::Node(to)) = tree.step(host, Step::In) else { panic!("a way leads on") };
        assert_eq!(to, &*tree.item("HostA").expect("it is there").ways[0].to);
        assert_eq!(tree.step(Stop::Node("nobody"), Step::Next), None);
        assert_eq!(Tree::default().step(Stop::Node("a"), Step::First), None);
        assert_eq!(tree.step(Stop::Node("Jobs"), Step::First), Some(Stop::Node(&tree.items[0].id)));
    }
}
