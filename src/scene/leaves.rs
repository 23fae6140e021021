//! Puts an icon where each resource is: in its subnet, above the grid, on a border, or beside the VPC.

use std::rc::Rc;

use crate::catalog::{self, CatalogEntry, Role};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::bounds::LeftOut;
use super::containers::Container;
use super::context::Context;
use super::control_planes;
use super::hosting;
use super::instance_counts;
use super::leaf::{Leaf, NewLeaves, NewNode, Region, Spot};
use super::naming::{label_text, source_of};
use super::network::Network;
use super::owners::Drawn;
use super::placement::{Placement, is_managed_cluster};
use super::resources::Resources;
use super::texts::{self, below};
use super::{BoxStyle, Dash, Ink, Node, NodeKind, Place, Shape, Side, sides};

/// Returns the icons of all drawn resources, in the order of the template. The main ones need no relation to place them.
pub(super) fn leaves<'a>(
    context: &Context<'a>,
    network: &Network<'a>,
    drawn: &Drawn<'a>,
    main: &Drawn<'a>,
) -> NewLeaves<'a> {
    let mut places: IndexMap<&LogicalId, Placement> =
        drawn.iter().map(|&id| (id, context.resources.placement(id).clone())).collect();
    place_on_hosts(context, &mut places);
    let clusters: IndexSet<&LogicalId> = places.values().filter_map(|place| place.cluster).collect();
    let only_support = drawn.iter().all(|id| sides::is_at_bottom(context.resources.role(id)));
    let (leaves, left_out, siblings) = (Vec::new(), context.draft.left_out, IndexMap::new());
    let mut pass = Pass { context, network, main, siblings, only_support, leaves, left_out };
    for (&id, place) in &places {
        if let Some(facts) = context.resources.facts(id) {
            pass.add(id, place, facts, &clusters);
        }
    }
    for (id, place) in joined(context.resources, &places, &clusters, &pass.leaves) {
        pass.storage(id, place);
    }
    NewLeaves { leaves: pass.leaves, left_out: pass.left_out }
}

/// The clusters of databases that storage is drawn for, beside their members.
fn joined<'p, 'a>(
    resources: &Resources<'a>,
    places: &'p IndexMap<&'a LogicalId, Placement<'a>>,
    clusters: &IndexSet<&'a LogicalId>,
    leaves: &[Leaf<'a, NewNode>],
) -> Vec<(&'a LogicalId, &'p Placement<'a>)> {
    let is_joined =
        |id: &LogicalId| resources.role(id) == Some(Role::DatabaseCluster) && clusters.contains(id);
    let mut joined: Vec<(&LogicalId, &Placement)> =
        places.iter().map(|(&id, place)| (id, place)).filter(|(id, _)| is_joined(id)).collect();
    if joined.is_empty() {
        return joined;
    }
    let shared = shared_groups(leaves);
    // A security group that others are in, too, would cross a box that is larger than its databases.
    joined.retain(|(id, _)| {
        let mut groups = leaves.iter().filter(|leaf| leaf.cluster == Some(*id)).flat_map(|leaf| &leaf.groups);
        !groups.any(|group| shared.contains(group))
    });
    joined
}

/// The security groups whose icons are not all in one cluster.
fn shared_groups<'a>(leaves: &[Leaf<'a, NewNode>]) -> IndexSet<Container<'a>> {
    let mut clusters: IndexMap<&Container, Option<&LogicalId>> = IndexMap::new();
    let mut shared = IndexSet::new();
    for leaf in leaves {
        for group in &leaf.groups {
            if *clusters.entry(group).or_insert(leaf.cluster) != leaf.cluster {
                shared.insert(group.clone());
            }
        }
    }
    shared
}

struct Pass<'n, 'a> {
    context: &'n Context<'a>,
    network: &'n Network<'a>,
    /// The resources that no relation needs to place.
    main: &'n Drawn<'a>,
    /// The number of databases of each cluster that have a subnet already.
    siblings: IndexMap<&'a LogicalId, usize>,
    /// True if the scene has nothing but what would otherwise stand in the strip below.
    only_support: bool,
    leaves: Vec<Leaf<'a, NewNode>>,
    left_out: LeftOut,
}

impl<'a> Pass<'_, 'a> {
    /// Adds the icons of a resource, as its role has it.
    fn add(
        &mut self,
        id: &'a LogicalId,
        place: &Placement<'a>,
        facts: &CatalogEntry,
        clusters: &IndexSet<&'a LogicalId>,
    ) {
        match facts.role {
            Role::Vpc | Role::Subnet | Role::SecurityGroup => {}
            Role::Cluster if self.made_nodes(id, place) || clusters.contains(id) => {
                self.control_plane(id, place);
            }
            Role::DatabaseCluster if clusters.contains(id) => {}
            Role::ScalingGroup | Role::Replicas | Role::Cluster | Role::DatabaseCluster => {
                self.replicas(id, place, facts);
                self.front(id, place);
            }
            Role::Database if spans_zones(self.context, id) => {
                // One in use, one standing by: two zones of however many its subnets are in.
                let mut place = place.clone();
                place.subnets.truncate(2);
                self.replicas(id, &place, facts);
            }
            Role::Balancer
            | Role::Gateway
            | Role::Border
            | Role::BorderLeft
            | Role::Database
            | Role::Node
            | Role::Edge
            | Role::Badge
            | Role::Support
            | Role::Glue => {
                let spot = self.spot(id, place, facts.role);
                self.main(id, place, &spot, facts);
            }
        }
    }

    /// Adds the icon that a resource is.
    fn main(&mut self, id: &'a LogicalId, place: &Placement<'a>, spot: &Spot, facts: &CatalogEntry) {
        let node = main_icon(self.context, id, facts);
        // A gateway on the top border is known by its picture; the reference gives it no text.
        let label = if spot.place == Place::Border(Side::Top) { None } else { node.label };
        let node = Node { parent: spot.parent, place: spot.place, label, ..node };
        self.leaves.push(Leaf::new(NewNode::Main(node), id, spot, place));
    }

    /// One more icon of a resource, in a spot.
    fn stand_in(
        &self,
        id: &'a LogicalId,
        place: &Placement<'a>,
        spot: &Spot,
        node: Node,
    ) -> Leaf<'a, NewNode> {
        let node = Node { parent: spot.parent, place: spot.place, ..node };
        Leaf::new(NewNode::StandIn(node), id, spot, place)
    }

    /// One icon in each subnet, or one where the resource is.
    fn replicas(&mut self, id: &'a LogicalId, place: &Placement<'a>, facts: &CatalogEntry) {
        let mut spots: Vec<(Spot, Rc<str>)> = Vec::new();
        for subnet in &place.subnets {
            if let Some(spot) = self.in_subnet(subnet) {
                spots.push((spot, subnet.name().into()));
            }
        }
        let most = 1 + self.left_out.take_repeated(spots.len().saturating_sub(1));
        spots.truncate(most);
        if spots.is_empty() {
            spots.push((self.spot(id, place, facts.role), "".into()));
        }
        let scaling = facts.role == Role::ScalingGroup;
        let running = instance_counts::most(self.context.resources, id).unwrap_or(usize::MAX);
        if !scaling {
            // Nobody knows which of its subnets it is in.
            spots.truncate(running);
        }
        if spots.len() == 1 && !scaling {
            spots.iter().for_each(|(spot, _)| self.main(id, place, spot, facts));
            return;
        }
        let name = if scaling { instance_counts::instance_name(self.context.resources, id) } else { None };
        let maker = hosting::maker(self.context.resources, id);
        for (position, (spot, subnet)) in spots.into_iter().enumerate() {
            let label = if scaling { below(name.clone().unwrap_or("Instance".into())) } else { None };
            let icon = if scaling { super::Icon::Glyph("instance", facts.ink) } else { texts::icon(facts) };
            let node = Node {
                id: if subnet.is_empty() { format!("{id}/instance") } else { format!("{id}/{subnet}") }
                    .into(),
                title: match maker {
                    Some(maker) => format!("Instance of {id}, made by {maker}"),
                    None => format!("{} {id}", facts.title),
                },
                what: if maker.is_some() { String::new() } else { facts.title.to_string() },
                made: maker.is_some(),
                ..Node::default()
            };
            let address =
                maker.filter(|_| hosting::is_single(self.context.resources, id)).map(hosting::address);
            let badges = address.into_iter().collect();
            let facts = maker.map(hosting::making).into_iter().collect();
            let node = match position < running {
                true => Node { shape: Shape::Icon(icon), label, badges, facts, ..node },
                // The group reaches as far as its subnets, though it has fewer instances.
                false => blank(node),
            };
            self.leaves.push(self.stand_in(id, place, &spot, node));
        }
    }

    /// Adds what a service makes to stand before the instances of a resource.
    fn front(&mut self, id: &'a LogicalId, place: &Placement<'a>) {
        let resources = self.context.resources;
        let (Some(front), Some(maker)) = (hosting::front(resources, id), hosting::maker(resources, id))
        else {
            return;
        };
        let Some(node) = hosting::front_icon(id, front, maker).filter(|_| !self.context.every) else {
            return;
        };
        let mut place = hosting::front_placement(resources, id, front, place);
        let spot = self.spot(id, &place, Role::Balancer);
        // Its application's box goes around what is in its subnets.
        place.cluster = place.cluster.filter(|_| matches!(spot.region, Region::Open(None)));
        self.leaves.push(Leaf { is_front: true, ..self.stand_in(id, &place, &spot, node) });
    }

    /// The nodes that a cluster makes itself, in each of its subnets; whether there are any.
    fn made_nodes(&mut self, id: &'a LogicalId, place: &Placement<'a>) -> bool {
        let before = self.leaves.len();
        if !control_planes::makes_nodes(self.context.resources, id) {
            return false;
        }
        for subnet in &place.subnets {
            let Some(spot) = self.in_subnet(subnet) else {
                continue;
            };
            if self.leaves.len() > before && self.left_out.take_repeated(1) == 0 {
                break;
            }
            let node = control_planes::nodes(self.context.resources, id, subnet.name());
            // Their security groups are none of the template's.
            let leaf = self.stand_in(id, place, &spot, node);
            self.leaves.push(Leaf { groups: Vec::new(), cluster: Some(id), ..leaf });
        }
        self.leaves.len() > before
    }

    /// The control plane that AWS runs for a cluster, on the border of the VPC that it serves.
    fn control_plane(&mut self, id: &'a LogicalId, place: &Placement<'a>) {
        let vpc = self.network.vpc_of(self.context.resources, place);
        let Some(vpc) = vpc.filter(|_| is_managed_cluster(self.context.resources, id)) else {
            return;
        };
        let spot = Spot {
            parent: self.context.container(&self.network.vpcs[vpc].container),
            place: Place::Border(sides::on_border(Role::Border)),
            region: Region::Border,
            column: 0,
        };
        let node = control_planes::icon(self.context.resources, id);
        self.leaves.push(self.stand_in(id, place, &spot, node));
    }

    /// A blank in each subnet of a database cluster beside those with its instances: what they store is there, too.
    fn storage(&mut self, id: &'a LogicalId, place: &Placement<'a>) {
        let members: IndexSet<(Region, usize)> = self
            .leaves
            .iter()
            .filter(|leaf| leaf.cluster == Some(id))
            .map(|leaf| (leaf.region, leaf.column))
            .collect();
        for subnet in &place.subnets {
            let Some(spot) = self.in_subnet(subnet) else {
                continue;
            };
            let beside = members.iter().any(|(region, _)| *region == spot.region);
            if !beside || members.contains(&(spot.region, spot.column)) {
                continue;
            }
            if self.left_out.take_repeated(1) == 0 {
                break;
            }
            let node = Node {
                id: format!("{id}/{}", subnet.name()).into(),
                kind: NodeKind::Storage,
                title: format!("Storage of {id}"),
                ..blank(Node::default())
            };
            let leaf = self.stand_in(id, place, &spot, node);
            self.leaves.push(Leaf { groups: Vec::new(), cluster: Some(id), ..leaf });
        }
    }

    /// Where the one icon of a resource goes.
    fn spot(&mut self, id: &'a LogicalId, place: &Placement<'a>, role: Role) -> Spot {
        let vpc = self.network.vpc_as(role, self.context.resources, id, place);
        match role {
            Role::Gateway | Role::Border | Role::BorderLeft => {
                if let Some(vpc) = vpc {
                    return Spot {
                        parent: self.context.container(&self.network.vpcs[vpc].container),
                        place: Place::Border(sides::on_border(role)),
                        region: Region::Border,
                        column: 0,
                    };
                }
            }
            Role::Balancer
                if place.subnets.len() != 1
                    || matches!(place.subnets[..], [Container::Existing(_)])
                    || self.context.resources.is_existing(id) =>
            {
                if let Some(vpc) = vpc {
                    return Spot {
                        parent: self.context.container(&self.network.vpcs[vpc].container),
                        place: Place::Above,
                        region: Region::Above(vpc),
                        column: 0,
                    };
                }
            }
            _ => {
                if let Some(spot) = self.in_one_of(place) {
                    return spot;
                }
            }
        }
        if let Some(spot) = self.in_one_of(place) {
            return spot;
        }
        match vpc {
            Some(vpc) => {
                // What keeps data stands below the subnets, of which nobody says whose it is in.
                let is_store = catalog::is_store(self.context.resources.type_name(id));
                let grid = !self.network.vpcs[vpc].columns.is_empty() && !is_store;
                Spot {
                    parent: self.context.container(&self.network.vpcs[vpc].container),
                    place: if grid { Place::Above } else { Place::Flow },
                    region: if grid { Region::Above(vpc) } else { Region::Open(Some(vpc)) },
                    column: 0,
                }
            }
            None => self.with_owner(id).unwrap_or_else(|| self.outside(role)),
        }
    }

    /// Where the resource is that a relation belongs to.
    fn with_owner(&mut self, id: &'a LogicalId) -> Option<Spot> {
        if self.main.contains(id) {
            return None;
        }
        let owner = *self.main.owners(id).first()?;
        let container = Container::Own(owner);
        match self.context.resources.role(owner)? {
            Role::Subnet => self.in_subnet(&container),
            Role::Vpc => {
                let place = Placement { vpc: Some(container), ..Placement::default() };
                Some(self.spot(owner, &place, Role::Node))
            }
            role => {
                // Beside a load balancer above the grid; nothing joins a gateway on its border.
                let role = if role == Role::Balancer { role } else { Role::Node };
                Some(self.spot(owner, self.context.resources.placement(owner), role))
            }
        }
    }

    /// In the first subnet; the databases of one cluster in one after the other.
    fn in_one_of(&mut self, place: &Placement<'a>) -> Option<Spot> {
        let turn = match place.cluster {
            Some(cluster) => {
                let turn = self.siblings.entry(cluster).or_default();
                *turn += 1;
                *turn - 1
            }
            None => 0,
        };
        let subnet = place.subnets.get(turn % place.subnets.len().max(1))?;
        self.in_subnet(subnet)
    }

    fn in_subnet(&self, container: &Container<'a>) -> Option<Spot> {
        let subnet = self.network.subnets.get(container)?;
        let alone = self.network.vpcs.get(subnet.vpc).is_some_and(|vpc| vpc.alone);
        Some(Spot {
            parent: self.context.container(container),
            place: Place::Flow,
            region: Region::Row(subnet.vpc, if alone { 0 } else { subnet.row }),
            column: subnet.column,
        })
    }

    fn outside(&self, role: Role) -> Spot {
        let has_vpcs = !self.network.vpcs.is_empty();
        let has_sides = !self.only_support && (has_vpcs || sides::is_at_bottom(Some(role)));
        let place = if has_sides { Place::Beside(sides::beside_vpcs(role)) } else { Place::Flow };
        Spot { parent: None, place, region: Region::Open(None), column: 0 }
    }
}

/// Room that a box goes around, with nothing to see.
fn blank(node: Node) -> Node {
    let style = BoxStyle { stroke: Ink::None, fill: Ink::None, dash: Dash::Solid, badge: None };
    Node { kind: NodeKind::Room, shape: Shape::Box(style), ..node }
}

/// Services that name no subnets run on the instances of their cluster.
fn place_on_hosts<'a>(context: &Context<'a>, places: &mut IndexMap<&'a LogicalId, Placement<'a>>) {
    let is = |id: &LogicalId, role: Role| context.resources.role(id) == Some(role);
    let mut hosts: IndexMap<&LogicalId, Placement> = IndexMap::new();
    for (_, place) in places.iter().filter(|(id, _)| is(id, Role::ScalingGroup)) {
        if let Some(cluster) = place.cluster.filter(|_| !place.subnets.is_empty()) {
            hosts.entry(cluster).or_insert_with(|| place.clone());
        }
    }
    for (_, place) in places.iter_mut().filter(|(id, _)| is(id, Role::Replicas)) {
        if let Some(host) = place.cluster.and_then(|cluster| hosts.get(cluster))
            && place.subnets.is_empty()
        {
            *place = host.clone();
        }
    }
}

/// Returns whether a database stands by in a second zone.
fn spans_zones(context: &Context, id: &LogicalId) -> bool {
    context.resources.text(id, "MultiAZ").as_deref() == Some("true")
        || context.resources.text(id, "AZMode").as_deref() == Some("cross-az")
}

fn main_icon(context: &Context, id: &LogicalId, facts: &CatalogEntry) -> Node {
    let label = label_text(context.resources, id);
    Node {
        id: id.as_str().into(),
        shape: Shape::Icon(texts::icon(facts)),
        label: below(label),
        minor: sides::is_at_bottom(Some(facts.role)) || is_one_of_many(context, id),
        source: source_of(context.resources, id),
        ..Node::default()
    }
}

/// Returns whether something says no more than others of its kind: one of the queries that are kept for a catalog.
fn is_one_of_many(context: &Context, id: &LogicalId) -> bool {
    context.resources.short_name(id) == "Athena::NamedQuery"
}
