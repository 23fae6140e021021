//! The lenses where every resource is a node: in its VPC and subnet, with flows or with every reference.

use crate::catalog::Role;
use crate::graph::{Reference, ReferenceKind};
use crate::maps::{Entry, IndexMap, IndexSet};
use crate::template::LogicalId;

use super::additions::{Additions, LinkEnd, Unless};
use super::boxes::{NewBox, NewBoxes, boxed, subnet_look};
use super::containers::Container;
use super::context::Context;
use super::excerpt::{excerpt, shortened};
use super::find_network;
use super::naming::{label_text, own_label};
use super::network::Network;
use super::placement::{Placement, containers};
use super::resources::Resources;
use super::texts::{self, below, corner, existing_label, small_corner};
use super::{
    Arrangement, BoxStyle, Dash, Head, Icon, Ink, Link, LinkKind, Node, NodeIndex, NodeKind, Place, Scene,
    Shape, architecture, naming, other_stacks, sources,
};

/// Every resource in its VPC and subnet, and every reference that containment does not show.
pub(super) fn compose<'a>(resources: &'a Resources<'a>) -> Scene {
    let mut context = Context::new(resources);
    let network = find_network::find(context.resources);
    context.add_boxes(boxes(resources, &network));
    context.add(icons(&context, &network));
    context.add(links(&context));
    context.add(other_stacks::additions(&context, LinkKind::Reference));
    Scene { arrangement: Arrangement::Layers, ..architecture::finish(context) }
}

/// Returns a box for each VPC, then one for each subnet.
fn boxes<'a>(resources: &Resources<'a>, network: &Network<'a>) -> NewBoxes<'a> {
    let vpcs = network.vpcs.iter().map(|vpc| {
        let node = plain_box(resources, &vpc.container, NodeKind::Vpc, "VPC", Ink::Green, "vpc");
        NewBox { container: Some(vpc.container.clone()), within: None, node }
    });
    let subnets = network.subnets.iter().map(|(container, subnet)| {
        let (kind, title, glyph, ink) = subnet_look(subnet.tier);
        let node = plain_box(resources, container, kind, title, ink, glyph);
        NewBox { container: Some(container.clone()), within: Some(subnet.vpc), node }
    });
    NewBoxes { boxes: vpcs.chain(subnets).collect(), is_cut: network.is_cut }
}

/// Returns an icon for each resource that has no box.
fn icons<'a>(context: &Context<'a>, network: &Network<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    for (id, _) in context.resources.present().filter(|(id, _)| context.main(id).is_none()) {
        let place = context.resources.placement(id);
        let parent = box_around(context, network, place).or_else(|| box_named_by(context, id));
        additions.resources.extend(icon(context, id, parent).map(|node| (id, node)));
    }
    additions
}

/// The one subnet that a resource is in, else the VPC of all of them.
fn box_around<'a>(context: &Context<'a>, network: &Network<'a>, place: &Placement<'a>) -> Option<NodeIndex> {
    match place.subnets.as_slice() {
        [only] => context.container(only),
        _ => network
            .vpc_of(context.resources, place)
            .and_then(|vpc| network.vpcs.get(vpc))
            .and_then(|vpc| context.container(&vpc.container)),
    }
}

/// The subnet or the VPC that a relation is about: the association of a route table with a subnet is in that subnet.
fn box_named_by(context: &Context, id: &LogicalId) -> Option<NodeIndex> {
    let only = |path, role| match containers(context.resources, id, path, role).as_slice() {
        [only] => context.container(only),
        _ => None,
    };
    only("SubnetId", Role::Subnet).or_else(|| only("VpcId", Role::Vpc))
}

fn plain_box<'a>(
    resources: &Resources<'a>,
    container: &Container<'a>,
    kind: NodeKind,
    title: &'static str,
    ink: Ink,
    glyph: &'static str,
) -> Node {
    let label = match container {
        Container::Own(id) => own_label(resources, id).unwrap_or_else(|| title.into()),
        Container::Existing(existing) => existing_label(existing, title),
    };
    let (fill, label) = match kind {
        NodeKind::Vpc => (Ink::None, corner(label, Ink::Grey)),
        NodeKind::PublicSubnet => (Ink::PaleGreen, small_corner(label, ink)),
        NodeKind::PrivateSubnet => (Ink::PaleBlue, small_corner(label, ink)),
        _ => (Ink::None, small_corner(label, Ink::Ink)),
    };
    let badge = Some(Icon::Glyph(glyph, ink));
    let style = BoxStyle { stroke: ink, fill, dash: Dash::Solid, badge };
    let title = format!("{title} {}", container.full_name());
    let source = sources::of(resources, container);
    Node { kind, label, title, source, ..boxed(container, style) }
}

fn icon(context: &Context, id: &LogicalId, parent: Option<NodeIndex>) -> Option<Node> {
    let facts = context.resources.facts(id)?;
    // Here names tell resources apart: many have no name but their logical ID.
    let label = match facts.role {
        Role::SecurityGroup | Role::ScalingGroup | Role::Cluster | Role::DatabaseCluster => {
            id.as_str().into()
        }
        _ => label_text(context.resources, id),
    };
    let shape = Shape::Icon(texts::icon(facts));
    Some(Node {
        id: id.as_str().into(),
        parent,
        shape,
        label: below(label),
        source: naming::source_of(context.resources, id),
        place: Place::Flow,
        ..Node::default()
    })
}

/// One line between two resources, however often the one names the other; none to a box that the resource is in.
fn links<'a>(context: &Context<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let mut pairs: IndexMap<(NodeIndex, NodeIndex), Vec<&Reference>> = IndexMap::new();
    let graph = context.resources.graph();
    let mut last: Option<(&LogicalId, Option<NodeIndex>)> = None;
    for reference in graph.references() {
        // Those of one resource stand in a row.
        if last.is_none_or(|(id, _)| *id != reference.source) {
            last = Some((&reference.source, context.main(&reference.source)));
        }
        let source = last.and_then(|(_, source)| source);
        let (Some(source), Some(target)) = (source, context.main(&reference.target)) else {
            continue;
        };
        if source == target || context.draft.contains(target, source) {
            continue;
        }
        let room = pairs.len();
        match pairs.entry((source, target)) {
            Entry::Occupied(mut pair) => pair.get_mut().push(reference),
            Entry::Vacant(pair) => {
                if additions.left_out.takes_link(room) {
                    pair.insert(vec![reference]);
                }
            }
        }
    }
    for ((source, target), references) in pairs {
        let only_waits = references.iter().all(|reference| reference.kind == ReferenceKind::DependsOn);
        let link = Link {
            kind: LinkKind::Reference,
            ink: Ink::Black,
            dash: if only_waits { Dash::Dashed } else { Dash::Solid },
            head: Head::Solid,
            label: Some(properties(&references).into()),
            title: title(&references),
            ..Link::default()
        };
        additions.link(LinkEnd::Node(source), LinkEnd::Node(target), link, Unless::Never);
    }
    additions
}

/// `SubnetId, DependsOn`.
fn properties(references: &[&Reference]) -> String {
    let mut names: IndexSet<String> = IndexSet::new();
    for reference in references.iter().take(MAX_PLACES) {
        names.insert(match (reference.kind, reference.path.steps().get(3)) {
            (ReferenceKind::DependsOn, _) | (_, None) => reference.kind.name().to_owned(),
            (_, Some(property)) => excerpt(property),
        });
    }
    shortened(Vec::from_iter(names).join(", "))
}

/// Of the references between two resources no more are told.
const MAX_PLACES: usize = 1_000;

/// `Ec2WebHost → Subnet: SubnetId (Ref), DependsOn`.
fn title(references: &[&Reference]) -> String {
    let Some(first) = references.first() else {
        return String::new();
    };
    let mut places: IndexSet<String> = IndexSet::new();
    for reference in references.iter().take(MAX_PLACES) {
        places.insert(match (reference.kind, reference.path.steps().get(3)) {
            (ReferenceKind::DependsOn, _) | (_, None) => reference.kind.name().to_owned(),
            (kind, Some(property)) => format!("{} ({})", excerpt(property), kind.name()),
        });
    }
    let (source, target) = (excerpt(&first.source), excerpt(&first.target));
    format!("{source} → {target}: {}", Vec::from_iter(places).join(", "))
}
