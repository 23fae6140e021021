//! What Elastic Beanstalk makes for an environment by its options: instances, and what stands before them: a load
//! balancer, the queue of a worker, or nothing but an address.

use crate::catalog::{self, Role};
use crate::eval::Value;
use crate::template::LogicalId;

use super::additions::{Additions, LinkEnd, Unless};
use super::containers::Container;
use super::context::Context;
use super::excerpt::excerpt;
use super::leaf::Leaf;
use super::naming::name_of;
use super::placement::{Placement, containers};
use super::resources::Resources;
use super::{Badge, Fact, Icon, Ink, Node, Shape, texts};

/// The entrance to the instances that are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Front {
    /// A load balancer: what it is called, its glyph.
    Balancer(&'static str, &'static str),
    /// A queue, which the instances of a worker take their work from.
    Queue,
    /// The address of a single instance.
    Address,
}

/// The kinds of load balancer by what an environment's options call them, with titles and glyphs; the first where they
/// say nothing.
const BALANCERS: [(&str, &str, &str); 4] = [
    ("", "Load balancer", "load-balancer"),
    ("application", "Application Load Balancer", "load-balancer"),
    ("network", "Network Load Balancer", "network-load-balancer"),
    ("classic", "Classic Load Balancer", "classic-load-balancer"),
];

/// Who makes the hosts of a resource that says only what is to run on them.
pub(super) fn maker(resources: &Resources, id: &LogicalId) -> Option<&'static str> {
    let (_, resource) = resources.get(id)?;
    let is_environment = catalog::short_name(&resource.type_name) == "ElasticBeanstalk::Environment";
    is_environment.then_some("Elastic Beanstalk")
}

/// Returns what stands before the instances of an environment; nothing where it has that already, or where its options do not
/// tell.
pub(super) fn front(resources: &Resources, id: &LogicalId) -> Option<Front> {
    maker(resources, id)?;
    // A template that is not in this one may say anything.
    let set_elsewhere =
        resources.text(id, "TemplateName").is_some() && resources.named_at(id, "TemplateName").is_empty();
    if set_elsewhere {
        return None;
    }
    let option = |name: &str| option(resources, id, ENVIRONMENT, name);
    let has_queue = self::option(resources, id, "aws:elasticbeanstalk:sqsd", "WorkerQueueURL").is_some();
    let is_worker = has_queue || resources.text(id, "Tier.Name").is_some_and(|tier| tier == "Worker");
    match option("EnvironmentType").as_deref() {
        _ if is_worker => (!has_queue).then_some(Front::Queue),
        Some("SingleInstance") => Some(Front::Address),
        Some("LoadBalanced") | None
            if option("LoadBalancerIsShared").is_none_or(|shared| shared == "false") =>
        {
            let wanted = option("LoadBalancerType").unwrap_or_default();
            let kind = BALANCERS.iter().find(|(kind, ..)| *kind == wanted);
            kind.map(|(_, title, glyph)| Front::Balancer(title, glyph))
        }
        _ => None,
    }
}

/// Returns whether an environment runs one instance, whatever its group could have.
pub(super) fn is_single(resources: &Resources, id: &LogicalId) -> bool {
    front(resources, id) == Some(Front::Address)
}

/// Where the load balancer of an environment is, by its own subnets and security groups.
pub(super) fn front_placement<'a>(
    resources: &Resources<'a>,
    id: &'a LogicalId,
    front: Front,
    place: &Placement<'a>,
) -> Placement<'a> {
    let Front::Balancer(..) = front else {
        return Placement { cluster: place.cluster, ..Placement::default() };
    };
    let named = |paths: &[(&str, &str)], role: Role| -> Vec<Container<'a>> {
        let found = paths.iter().flat_map(|(namespace, name)| {
            said(resources, id)
                .flat_map(move |of| containers(resources, of, &path(namespace, name), role))
                .collect::<Vec<_>>()
        });
        let mut distinct = Vec::new();
        found.for_each(|container| {
            if !distinct.contains(&container) {
                distinct.push(container);
            }
        });
        distinct
    };
    let own = named(&[(NETWORK, "ELBSubnets")], Role::Subnet);
    let groups = [("aws:elbv2:loadbalancer", "SecurityGroups"), ("aws:elb:loadbalancer", "SecurityGroups")];
    Placement {
        vpc: place.vpc.clone(),
        subnets: if own.is_empty() { place.subnets.clone() } else { own },
        groups: named(&groups, Role::SecurityGroup),
        cluster: place.cluster,
    }
}

/// The icon of what stands before the instances; none for an address, which is a sign on the instance.
pub(super) fn front_icon(id: &LogicalId, front: Front, maker: &str) -> Option<Node> {
    let (name, icon) = match front {
        Front::Balancer(title, glyph) => (title, Icon::Glyph(glyph, Ink::Purple)),
        Front::Queue => ("Queue", Icon::Glyph("queue", Ink::Pink)),
        Front::Address => return None,
    };
    Some(Node {
        id: format!("{id}/{}", if front == Front::Queue { "queue" } else { "balancer" }).into(),
        title: format!("{name} of {id}, made by {maker}"),
        shape: Shape::Icon(icon),
        label: texts::below(name.into()),
        facts: vec![making(maker)],
        made: true,
        ..Node::default()
    })
}

/// Returns whether an icon is a load balancer that is made for an environment.
pub(super) fn is_balancer(node: &Node) -> bool {
    let is_glyph = |name: &str| BALANCERS.iter().any(|(_, _, glyph)| *glyph == name);
    node.made && matches!(node.shape, Shape::Icon(Icon::Glyph(name, _)) if is_glyph(name))
}

/// The sign on an instance that is reached by an address of its own.
pub(super) fn address(maker: &str) -> Badge {
    Badge {
        icon: Icon::Glyph("elastic-ip", Ink::Orange),
        title: format!("Elastic IP, made by {maker}"),
        resource: None,
    }
}

/// Returns what is said of the group of instances.
pub(super) fn group_fact(resources: &Resources, id: &LogicalId) -> Option<Fact> {
    maker(resources, id).map(|_| Fact::new("Auto Scaling group"))
}

/// Returns what is said of whatever is made.
pub(super) fn making(maker: &str) -> Fact {
    Fact::new(format!("made by {maker}"))
}

/// Returns a line from what stands before instances to each of these.
pub(super) fn additions<'a>(context: &Context<'a>, leaves: &[Leaf<'a>]) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    for front in leaves.iter().filter(|leaf| leaf.is_front) {
        let hosts = leaves.iter().filter(|leaf| leaf.of == front.of && !leaf.is_front);
        let hosts = hosts.filter(|leaf| matches!(context.draft.nodes[leaf.node].shape, Shape::Icon(_)));
        let before = context.draft.nodes[front.node].label.as_ref().map(|label| label.text.clone());
        let title = format!("{} → {}", before.unwrap_or_default(), name_of(context.resources, front.of));
        for host in hosts {
            let (source, target) = (LinkEnd::Node(front.node), LinkEnd::Node(host.node));
            additions.flow(source, target, title.clone(), Unless::Never);
        }
    }
    additions
}

const ENVIRONMENT: &str = "aws:elasticbeanstalk:environment";
const NETWORK: &str = "aws:ec2:vpc";

/// The value of an option of an environment, by itself or by its configuration template.
fn option(resources: &Resources, id: &LogicalId, namespace: &str, name: &str) -> Option<String> {
    let value =
        said(resources, id).find_map(|of| resources.values(of, &path(namespace, name)).into_iter().next())?;
    match value {
        Value::Null => None,
        value => Some(excerpt(value)),
    }
}

/// Who says the options of an environment: itself, then its configuration template.
fn said<'a>(resources: &Resources<'a>, id: &LogicalId) -> impl Iterator<Item = &'a LogicalId> {
    let own = resources.get(id).map(|(id, _)| id);
    own.into_iter().chain(resources.named_at(id, "TemplateName"))
}

fn path(namespace: &str, name: &str) -> String {
    format!("OptionSettings[Namespace={namespace}&OptionName={name}].Value")
}
