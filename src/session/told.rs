//! What a change did to the picture, in words for who does not see it: 'SSH rule added to Ec2WebHostSecurityGroup'.

use crate::scene::{Fact, Node, Scene, Shape};

/// More are only counted: nobody listens to a list.
const MOST: usize = 3;

/// Ports that everybody knows by a name.
const PORTS: &[(&str, &str)] = &[
    ("tcp 22", "SSH"),
    ("tcp 80", "HTTP"),
    ("tcp 443", "HTTPS"),
    ("tcp 3389", "RDP"),
    ("tcp 3306", "MySQL"),
    ("tcp 5432", "PostgreSQL"),
];

/// Returns what came, went or became another thing between two scenes that are folded alike; none where nothing did.
pub(super) fn told(old: &Scene, new: &Scene) -> Option<String> {
    let (before, after) = (old.places(), new.places());
    let mut said: Vec<String> = Vec::new();
    // Of one resource several icons may stand: one more or less is no other resource.
    let is_like = |one: &Node, other: &Node| one.resource.is_some() && one.resource == other.resource;
    let stands = |scene: &Scene, node: &Node| scene.nodes.iter().any(|other| is_like(other, node));
    let count = |scene: &Scene, node: &Node| {
        let icons = scene.nodes.iter().filter(|other| matches!(other.shape, Shape::Icon(_)));
        icons.filter(|other| is_like(other, node)).count()
    };
    for node in &new.nodes {
        match before.get(&node.id).and_then(|&index| old.nodes.get(index)) {
            None if stands(old, node) => number(node, count(old, node), count(new, node), &mut said),
            None => said.push(format!("{} added", name(node))),
            Some(was) => match (was.ghost, node.ghost) {
                (true, false) => said.push(format!("{} added", name(node))),
                (false, true) => said.push(format!("{} left out", name(node))),
                (true, true) | (false, false) => {
                    moved((old, was), (new, node), &mut said);
                    rules(was, node, &mut said);
                }
            },
        }
    }
    for node in old.nodes.iter().filter(|node| after.get(&node.id).is_none()) {
        match stands(new, node) {
            true => number(node, count(old, node), count(new, node), &mut said),
            false => said.push(format!("{} removed", name(node))),
        }
    }
    let more = said.len().saturating_sub(MOST);
    said.truncate(MOST);
    if more > 0 {
        said.push(format!("and {more} more changes"));
    }
    (!said.is_empty()).then(|| said.join(", "))
}

/// Says that a resource has another number of icons, once.
fn number(node: &Node, before: usize, now: usize, said: &mut Vec<String>) {
    let words = format!("{}: {now} in the picture, {before} before", name(node));
    if before != now && !said.contains(&words) {
        said.push(words);
    }
}

/// Says in which subnet a resource is now, where it was in another one.
fn moved((old, was): (&Scene, &Node), (new, is): (&Scene, &Node), said: &mut Vec<String>) {
    if let (Shape::Icon(_), Some(before), Some(now)) = (&is.shape, subnet(old, was), subnet(new, is))
        && before.id != now.id
    {
        said.push(format!("{} moved to {}", name(is), name(now)));
    }
}

/// Returns the subnet that a node is drawn in.
fn subnet<'s>(scene: &'s Scene, node: &'s Node) -> Option<&'s Node> {
    let outer = |node: &&'s Node| node.parent.and_then(|parent| scene.nodes.get(parent));
    // The bound is for scenes in which a box is in itself.
    std::iter::successors(outer(&node), outer).take(scene.nodes.len()).find(|node| node.kind.is_subnet())
}

/// Says which facts of a node are new, and which are no more.
fn rules(was: &Node, is: &Node, said: &mut Vec<String>) {
    let holds = |node: &Node, fact: &Fact| node.facts.iter().any(|other| other == fact);
    let present = |node: &Node, fact: &Fact| {
        node.facts.iter().any(|other| other.text == fact.text && other.name == fact.name)
    };
    for fact in is.facts.iter().filter(|fact| !holds(was, fact)) {
        let verb = if fact.ghost { "left out of" } else { "added to" };
        said.push(format!("{} {verb} {}", rule(fact), name(is)));
    }
    for fact in was.facts.iter().filter(|fact| !present(is, fact)) {
        said.push(format!("{} removed from {}", rule(fact), name(is)));
    }
}

/// A fact as it is said: a rule by its port's name.
fn rule(fact: &Fact) -> String {
    let text = fact.to_string();
    let known = |(port, _): &&(&str, &str)| {
        text.strip_prefix(port)
            .is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit() || next == '-'))
    };
    match PORTS.iter().find(known) {
        Some((_, name)) => format!("{name} rule"),
        None => text.replace('←', "from").replace('→', "to"),
    }
}

/// The logical ID, which readers know from the template, else what the picture calls it.
fn name(node: &Node) -> String {
    match (&node.resource, &node.label) {
        (Some(id), _) => id.to_string(),
        (None, Some(label)) => label.text.to_string(),
        (None, None) => node.title.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use crate::session::{Action, Session, TextAction};

    const TEMPLATE: &str = "
Parameters: {Key: {Type: String, Default: ''}, Range: {Type: String, Default: 10.0.0.0/16}}
Conditions: {HasKey: !Not [!Equals [!Ref Key, '']]}
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Range}}
  Part: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24}}
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Net
      GroupDescription: web
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}
        - !If [HasKey, {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 203.0.113.7/32}, !Ref AWS::NoValue]
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Part, SecurityGroupIds: [!Ref Web]}}
  Alerts: {Type: AWS::SNS::Topic, Condition: HasKey}
";

    fn said(session: &Session) -> Option<&str> {
        session.said.as_deref()
    }

    fn set(name: &str, value: &str) -> Action {
        Action::SetParameter(name.into(), value.into())
    }

    #[test]
    fn who_moves_to_another_subnet_is_told_with_it() {
        let more = TEMPLATE.replace(
            "  Web:\n",
            "  Other: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.1.0/24}}\n  Web:\n",
        );
        let session =
            Rc::new(Session::new("demo")).apply(Action::Load("a.yaml".into(), more.as_str().into()));
        let path = ["Resources", "Host", "Properties", "SubnetId", "Ref"];
        let path = path.iter().fold(crate::diagnostic::Path::root(), |path, key| path.key(*key));
        let moved =
            session.apply(Action::Text(TextAction::Edit(crate::session::Edit::Set(path, "Other".into()))));
        assert_eq!(said(&moved), Some("Host moved to Other"));
    }

    #[test]
    fn what_a_value_changed_is_said() {
        let start = Rc::new(Session::new("demo")).apply(Action::Load("a.yaml".into(), TEMPLATE.into()));
        assert_eq!(said(&start), None);
        let with_key = start.apply(set("Key", "mine"));
        assert_eq!(said(&with_key), Some("SSH rule added to Web, Alerts added"));
        let without = with_key.apply(set("Key", ""));
        assert_eq!(said(&without), Some("SSH rule removed from Web, Alerts left out"));
        // What only looks otherwise is not said again.
        assert_eq!(said(&without.clone().apply(Action::Select(Some("Host".into())))), said(&without));
        let ranged = without.apply(set("Range", "10.0.0.0/8"));
        assert_eq!(said(&ranged), Some("10.0.0.0/8 added to Net, 10.0.0.0/16 removed from Net"));
    }

    #[test]
    fn another_icon_of_a_resource_is_no_other_resource() {
        const GROUP: &str = "
Parameters: {Least: {Type: String, Default: '1'}}
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, AvailabilityZone: !Select [0, !GetAZs '']}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, AvailabilityZone: !Select [1, !GetAZs '']}}
  Site:
    Type: AWS::ECS::Service
    Properties:
      LaunchType: FARGATE
      DesiredCount: !Ref Least
      NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A, !Ref B]}}
";
        let one = Rc::new(Session::new("demo")).apply(Action::Load("a.yaml".into(), GROUP.into()));
        let two = one.apply(set("Least", "2"));
        let words = said(&two).unwrap_or_default();
        assert!(words == "Site: 2 in the picture, 1 before", "{words}");
    }

    #[test]
    fn folding_and_lenses_are_no_changes() {
        let start = Rc::new(Session::new("demo")).apply(Action::Load("a.yaml".into(), TEMPLATE.into()));
        let folded = start.apply(Action::Collapse("Net".into()));
        assert_eq!(said(&folded), None);
        assert_eq!(said(&folded.apply(Action::SetGhosts(false))), None);
    }

    #[test]
    fn many_changes_are_counted() {
        let start = Rc::new(Session::new("demo")).apply(Action::Load("a.yaml".into(), TEMPLATE.into()));
        let removed =
            start.apply(Action::Text(TextAction::Write("Resources: {Net: {Type: AWS::EC2::VPC}}".into())));
        assert!(
            said(&removed).is_some_and(|said| said.ends_with("more changes") || said.contains("removed"))
        );
    }
}
