//! Rules of a security group.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path};
use crate::yaml::{Document, Map, Node};

use super::change::Change;
use super::entries::is_json;
use super::put::put;
use super::verify::{find, refused};

/// Who may come in, or where to one may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Into the group, or out of it.
    pub direction: Direction,
    /// `tcp`, `udp`, `icmp`, `-1` for all, or a number.
    pub protocol: Rc<str>,
    /// The first and the last port; none for all.
    pub ports: Option<(u16, u16)>,
    /// Who is on the other side.
    pub peer: Peer,
    /// The purpose of the rule, in its author's words.
    pub description: Option<Rc<str>>,
}

/// Which way a rule lets traffic pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Ingress.
    In,
    /// Egress.
    Out,
}

/// The other side of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Peer {
    /// A range of IPv4 or IPv6 addresses.
    Cidr(Rc<str>),
    /// A security group of the template.
    Group(Rc<str>),
    /// A prefix list, by its ID.
    PrefixList(Rc<str>),
}

/// Adds a rule to a security group of the template, as the last of its own list; one about the group itself as a resource of its
/// own, since no resource can wait for itself.
///
/// # Errors
/// When there is no such group, its rules are not a list, or what the rule names is none.
pub fn add_rule(document: &Document, group: &str, rule: &Rule) -> Result<Change, Diagnostic> {
    let resource = Path::root().key("Resources").key(group);
    let (node, _) = find(document, &resource)?;
    let kind = |node: &Node| node.as_map().and_then(|map| map.get("Type")).and_then(Node::as_text);
    if kind(node).as_deref() != Some("AWS::EC2::SecurityGroup") {
        return Err(refused(document, &resource, format!("`{group}` is no AWS::EC2::SecurityGroup")));
    }
    if let Peer::Group(other) = &rule.peer {
        find(document, &Path::root().key("Resources").key(other.clone()))?;
    }
    if rule.peer == Peer::Group(group.into()) {
        return beside(document, group, rule);
    }
    let list = resource.key("Properties").key(rule.direction.property());
    let index = match document.find(&list) {
        None | Some((Node::Null, _)) => 0,
        Some((Node::List(items), _)) => items.len(),
        Some((other, _)) => {
            let what = format!("{} of {group} is {}, and no list", rule.direction.property(), other.kind());
            return Err(refused(document, &list, what).hint(format!(
                "add a resource of type AWS::EC2::SecurityGroup{} instead",
                rule.direction.name()
            )));
        }
    };
    let change = put(document, &list.index(index), &rule.node(is_json(document)))?;
    Ok(Change { what: format!("a rule of {group}"), ..change })
}

/// A rule as a resource.
fn beside(document: &Document, group: &str, rule: &Rule) -> Result<Change, Diagnostic> {
    let resources = Path::root().key("Resources");
    let names = (1..).map(|number| match number {
        1 => format!("{group}To{group}"),
        number => format!("{group}To{group}{number}"),
    });
    let mut free = names.map(|name| resources.key(name)).filter(|path| document.find(path).is_none());
    let path = free.next().unwrap_or_default();
    let text = |text: &str| Node::String(text.into());
    let mut properties = Map::from([("GroupId".into(), Rule::group_id(group, is_json(document)))]);
    if let Node::Map(rule) = rule.node(is_json(document)) {
        properties.extend(rule);
    }
    let kind = format!("AWS::EC2::SecurityGroup{}", rule.direction.name());
    let resource = Map::from([("Type".into(), text(&kind)), ("Properties".into(), Node::Map(properties))]);
    let change = put(document, &path, &Node::Map(resource))?;
    Ok(Change { what: format!("a rule of {group}"), ..change })
}

impl Direction {
    /// The property that lists rules of this direction.
    pub fn property(self) -> &'static str {
        match self {
            Direction::In => "SecurityGroupIngress",
            Direction::Out => "SecurityGroupEgress",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Direction::In => "Ingress",
            Direction::Out => "Egress",
        }
    }
}

impl Rule {
    /// The rule as an item of the property's list.
    fn node(&self, is_json: bool) -> Node {
        let text = |text: &str| Node::String(text.into());
        let mut map = Map::new();
        let protocol = if &*self.protocol == "-1" { Node::Number("-1".into()) } else { text(&self.protocol) };
        map.insert("IpProtocol".into(), protocol);
        let ports = match (self.ports, &*self.protocol) {
            (Some((from, to)), _) => Some((from.to_string(), to.to_string())),
            // AWS wants both ends of these; of ICMP, types and codes, of which -1 is all.
            (None, "tcp" | "udp" | "6" | "17") => Some(("0".to_owned(), u16::MAX.to_string())),
            (None, "icmp" | "icmpv6" | "1" | "58") => Some(("-1".to_owned(), "-1".to_owned())),
            (None, _) => None,
        };
        if let Some((from, to)) = ports {
            map.insert("FromPort".into(), Node::Number(from.into()));
            map.insert("ToPort".into(), Node::Number(to.into()));
        }
        let (key, peer) = match (&self.peer, self.direction) {
            (Peer::Cidr(range), _) if range.contains(':') => ("CidrIpv6", text(range)),
            (Peer::Cidr(range), _) => ("CidrIp", text(range)),
            (Peer::Group(id), direction) => {
                let key = match direction {
                    Direction::In => "SourceSecurityGroupId",
                    Direction::Out => "DestinationSecurityGroupId",
                };
                (key, Self::group_id(id, is_json))
            }
            (Peer::PrefixList(id), Direction::In) => ("SourcePrefixListId", text(id)),
            (Peer::PrefixList(id), Direction::Out) => ("DestinationPrefixListId", text(id)),
        };
        map.insert(key.into(), peer);
        if let Some(description) = &self.description {
            map.insert("Description".into(), text(description));
        }
        Node::Map(map)
    }

    /// The ID of a group of the template.
    fn group_id(group: &str, is_json: bool) -> Node {
        // JSON has no form with a dot.
        let attribute = match is_json {
            true => Node::List(vec![Node::String(group.into()), Node::String("GroupId".into())]),
            false => Node::String(format!("{group}.GroupId").into()),
        };
        Node::Map(Map::from([("Fn::GetAtt".into(), attribute)]))
    }
}
