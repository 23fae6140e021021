//! Boxes around what belongs together: security groups, Auto Scaling groups, clusters, and what spans subnets.
//!
//! A box never lies: it goes around all of its members in one row of neighbouring columns and around nobody else.
//! Members elsewhere get a box of their own; groups that would cross each other become badges.

use crate::catalog::Role;
use crate::maps::{IndexMap, IndexSet};
use crate::sorting;
use crate::template::LogicalId;

use super::additions::{Additions, GroupBox, LinkEnd, Move};
use super::bounds::{LeftOut, MOST_EXISTING};
use super::containers::Container;
use super::context::Context;
use super::excerpt::shortened;
use super::hosting;
use super::instance_counts;
use super::leaf::{Leaf, Region};
use super::naming::label_text;
use super::network::{Network, group_vpc};
use super::texts::{self, bottom, existing_label};
use super::{
    Badge, BoxStyle, Dash, Icon, Ink, Node, NodeIndex, NodeKind, Place, Shape, security_group_rules, sources,
};

/// Returns a box for every group that can have one.
pub(super) fn additions<'a>(
    context: &Context<'a>,
    network: &Network<'a>,
    drawn: &IndexSet<&'a LogicalId>,
    leaves: &[Leaf<'a>],
) -> Additions<'a> {
    let mut pass = Pass::new(context, network, leaves);
    let mut groups = collect(context, &mut pass.additions.left_out, drawn, leaves);
    let empty: Vec<Group> = groups.extract_if(.., |group| group.members.is_empty()).collect();
    let (mut accepted, refused) = nested(groups, leaves.len());
    for group in &framed(&mut accepted) {
        pass.label_icons(group);
    }
    for group in &refused {
        pass.badge(group, &group.everybody());
        if context.every {
            pass.group_icon(group);
        }
    }
    // From the inside, so that an outer box finds its inner boxes made.
    let mut outermost: Vec<NodeIndex> = leaves.iter().map(|leaf| leaf.node).collect();
    for group in accepted.iter().rev() {
        let parts_needed = count_parts(leaves, &group.members);
        if parts_needed == 1 || pass.additions.left_out.takes_parts(parts_needed) {
            let parts = parts(leaves, &group.members);
            let look = look(context, group);
            for (number, part) in parts.into_iter().enumerate() {
                pass.draw_part(group, look.clone(), (number > 0, &part), &mut outermost);
            }
            pass.sign(group, &group.apart);
        } else {
            pass.badge(group, &group.everybody());
        }
    }
    pass.unused(&empty);
    pass.additions
}

/// The boxes so far.
struct Pass<'c, 'a> {
    context: &'c Context<'a>,
    network: &'c Network<'a>,
    leaves: &'c [Leaf<'a>],
    additions: Additions<'a>,
    /// Of each node of the picture, and then of each new box: what it is in, and where.
    around: Vec<(Option<NodeIndex>, Place)>,
}

impl<'c, 'a> Pass<'c, 'a> {
    fn new(context: &'c Context<'a>, network: &'c Network<'a>, leaves: &'c [Leaf<'a>]) -> Self {
        let around = context.draft.nodes.iter().map(|node| (node.parent, node.place)).collect();
        Self { context, network, leaves, additions: Additions::new(context.draft.left_out), around }
    }

    /// Makes each icon of a resource that has no box of its own stand for it, with its label, as if it were the only one.
    fn label_icons(&mut self, group: &Group<'a>) {
        let Some(id) = group.container.own() else {
            return;
        };
        let label = texts::below(label_text(self.context.resources, id));
        let mut known = Node { label, ..Node::default() };
        self.context.fill_in(id, &mut known);
        let nodes = group.members.iter().map(|&member| self.leaves[member].node);
        self.additions.known.extend(nodes.map(|node| (node, known.clone())));
    }

    /// Adds a box, or an icon, of a group; `is_more` where it has one already. Returns which node it will be.
    fn add(&mut self, container: &Container<'a>, is_more: bool, node: Node) -> NodeIndex {
        self.around.push((node.parent, node.place));
        self.additions.boxes.push(GroupBox { container: container.clone(), is_more, node });
        self.around.len() - 1
    }

    /// Puts a node of the picture, or a new box, into a new box.
    fn put(&mut self, element: NodeIndex, into: NodeIndex) {
        self.around[element] = (Some(into), Place::Flow);
        match element.checked_sub(self.context.draft.nodes.len()) {
            Some(new) => {
                let node = &mut self.additions.boxes[new].node;
                (node.parent, node.place) = (Some(into), Place::Flow);
            }
            None => {
                let (into, place) = (Some(LinkEnd::Node(into)), Some(Place::Flow));
                self.additions.moved.push(Move { node: element, into, place });
            }
        }
    }

    fn draw_part(
        &mut self,
        group: &Group<'a>,
        mut node: Node,
        (is_more, part): (bool, &[usize]),
        outermost: &mut [NodeIndex],
    ) {
        let elements: IndexSet<NodeIndex> = part.iter().map(|&member| outermost[member]).collect();
        let elements = Vec::from_iter(elements);
        let Some(&first) = elements.first() else {
            return;
        };
        let (parent, place) = self.around[first];
        let together = elements.iter().all(|&element| {
            let (own, place) = self.around[element];
            own == parent && place != Place::Around
        });
        if is_more && group.container.own().is_some() {
            node.facts.clear();
        }
        if together {
            node.parent = parent;
            node.place = place;
        } else {
            node.parent = self.common_parent(&elements);
            node.place = Place::Around;
            node.members = elements.clone();
        }
        let index = self.add(&group.container, is_more, node);
        if together {
            elements.into_iter().for_each(|element| self.put(element, index));
        }
        for &member in part {
            outermost[member] = index;
        }
    }

    fn common_parent(&self, elements: &[NodeIndex]) -> Option<NodeIndex> {
        let ancestors =
            |node: NodeIndex| std::iter::successors(self.around[node].0, |&node| self.around[node].0);
        let (&first, others) = elements.split_first()?;
        let around: IndexSet<NodeIndex> = ancestors(first).collect();
        let common =
            |other: &NodeIndex| ancestors(*other).find_map(|ancestor| around.get_index_of(&ancestor));
        // The outermost of those that the first has in common with each of the others.
        let common = others.iter().try_fold(0, |outermost, other| Some(common(other)?.max(outermost)))?;
        around.get_index(common).copied()
    }

    /// A group whose box would cross another's is a sign on each of its members, and folded into them.
    fn badge(&mut self, group: &Group<'a>, members: &[usize]) {
        self.sign(group, members);
        if let Container::Own(id) = &group.container {
            let nodes = members.iter().map(|&member| LinkEnd::Node(self.leaves[member].node));
            self.additions.folded.extend(nodes.map(|node| (*id, node)));
        }
    }

    /// Puts the sign of a group, with its rules, on some of its members.
    fn sign(&mut self, group: &Group<'a>, members: &[usize]) {
        if members.is_empty() {
            return;
        }
        let resources = self.context.resources;
        let node = look(self.context, group);
        let icon = match group.container.own().and_then(|id| resources.facts(id)) {
            Some(facts) => texts::icon(facts),
            None => Icon::Glyph("security-group", Ink::Red),
        };
        let rules: Vec<String> =
            node.facts.iter().filter(|fact| !fact.ghost).map(ToString::to_string).collect();
        let title = match (group.container.own(), rules.is_empty()) {
            (Some(id), true) => texts::title(resources, id),
            (Some(id), false) => format!("{}: {}", texts::title(resources, id), rules.join(", ")),
            (None, _) => node.title,
        };
        let badge = Badge { icon, title: shortened(title), resource: group.container.own().cloned() };
        for &member in members {
            self.additions.sign(self.leaves[member].node, badge.clone());
        }
    }

    /// Security groups around nobody: on the load balancer or endpoint that has them, else with their VPC, as a box
    /// where the VPC has nothing else to show.
    fn unused(&mut self, empty: &[Group<'a>]) {
        let context = self.context;
        let bare: Vec<NodeIndex> = self
            .network
            .vpcs
            .iter()
            .filter_map(|vpc| context.container(&vpc.container))
            .filter(|&vpc| self.around.iter().all(|(parent, _)| *parent != Some(vpc)))
            .collect();
        for group in empty {
            let Container::Own(id) = &group.container else {
                continue;
            };
            if context.every {
                self.group_icon(group);
                continue;
            }
            if !group.apart.is_empty() {
                self.badge(group, &group.apart);
                continue;
            }
            let vpc = group_vpc(context.resources, &group.container).and_then(|vpc| context.container(&vpc));
            match vpc {
                Some(vpc) if !bare.contains(&vpc) => {
                    self.additions.folded.push((*id, LinkEnd::Node(vpc)));
                }
                _ => {
                    let node = Node { parent: vpc, ..look(context, group) };
                    self.add(&group.container, false, node);
                }
            }
        }
    }

    /// An icon for a group that has no box, where every resource gets a node.
    fn group_icon(&mut self, group: &Group<'a>) {
        let resources = self.context.resources;
        let Some((id, facts)) = group.container.own().and_then(|id| Some((id, resources.facts(id)?))) else {
            return;
        };
        let shape = Shape::Icon(texts::icon(facts));
        let label = texts::below(label_text(resources, id));
        let vpc = group_vpc(resources, &group.container).and_then(|vpc| self.context.container(&vpc));
        let grid = self
            .network
            .vpcs
            .iter()
            .any(|known| self.context.container(&known.container) == vpc && !known.columns.is_empty());
        let place = if vpc.is_some() && grid { Place::Above } else { Place::Flow };
        let node = Node { id: id.as_str().into(), parent: vpc, place, shape, label, ..Node::default() };
        self.add(&group.container, false, node);
    }
}

/// A group and the icons in it, as positions among the leaves.
#[derive(Debug)]
struct Group<'a> {
    container: Container<'a>,
    kind: GroupKind,
    members: Vec<usize>,
    /// Who is in it as well but not in its box: what stands above the grid or on a border.
    apart: Vec<usize>,
}

impl Group<'_> {
    /// Who is in it, in its box or not.
    fn everybody(&self) -> Vec<usize> {
        self.members.iter().chain(&self.apart).copied().collect()
    }
}

/// Kinds of groups, the outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum GroupKind {
    Cluster,
    SecurityGroup,
    ScalingGroup,
    Spanning,
}

fn collect<'a>(
    context: &Context<'a>,
    left_out: &mut LeftOut,
    drawn: &IndexSet<&'a LogicalId>,
    leaves: &[Leaf<'a>],
) -> Vec<Group<'a>> {
    let members = Members::of(leaves);
    let mut groups = Vec::new();
    for &id in drawn {
        let mut apart = Vec::new();
        let (kind, members) = match context.resources.role(id) {
            Some(Role::Cluster | Role::DatabaseCluster) if members.clusters.contains_key(&id) => {
                (GroupKind::Cluster, found(&members.clusters, &id))
            }
            Some(Role::SecurityGroup) => {
                let holders = found(&members.containers, &&Container::Own(id));
                let members;
                (members, apart) = in_grid_first(context, leaves, holders);
                (GroupKind::SecurityGroup, members)
            }
            Some(Role::ScalingGroup) => (GroupKind::ScalingGroup, found(&members.resources, &id)),
            // A cluster without members is its own icons.
            Some(Role::Replicas | Role::Database | Role::Cluster | Role::DatabaseCluster) => {
                (GroupKind::Spanning, found(&members.resources, &id))
            }
            _ => continue,
        };
        let shown = match kind {
            GroupKind::Spanning => members.len() > 1,
            GroupKind::Cluster | GroupKind::SecurityGroup | GroupKind::ScalingGroup => true,
        };
        if shown {
            groups.push(Group { container: Container::Own(id), kind, members, apart });
        }
    }
    let mut existing = members.containers.into_iter().filter(|(container, _)| container.own().is_none());
    for (container, positions) in existing.by_ref().take(MOST_EXISTING) {
        let (members, apart) = in_grid_first(context, leaves, positions);
        groups.push(Group { container: container.clone(), kind: GroupKind::SecurityGroup, members, apart });
    }
    left_out.miss_nodes(existing.next().is_some());
    groups
}

/// The icons of each resource, cluster and security group, as positions among the leaves.
#[derive(Default)]
struct Members<'l, 'a> {
    resources: IndexMap<&'a LogicalId, Vec<usize>>,
    clusters: IndexMap<&'a LogicalId, Vec<usize>>,
    containers: IndexMap<&'l Container<'a>, Vec<usize>>,
}

impl<'l, 'a> Members<'l, 'a> {
    fn of(leaves: &'l [Leaf<'a>]) -> Self {
        let mut members = Self::default();
        for (i, leaf) in leaves.iter().enumerate() {
            if leaf.region != Region::Border {
                if !leaf.is_front {
                    members.resources.entry(leaf.of).or_default().push(i);
                }
                if let Some(cluster) = leaf.cluster {
                    members.clusters.entry(cluster).or_default().push(i);
                }
            }
            for container in &leaf.groups {
                let of_site = members.containers.entry(container).or_default();
                if of_site.last() != Some(&i) {
                    of_site.push(i);
                }
            }
        }
        members
    }
}

fn found<K: std::hash::Hash + Eq>(members: &IndexMap<K, Vec<usize>>, key: &K) -> Vec<usize> {
    members.get(key).cloned().unwrap_or_default()
}

/// The holders of a security group that its box goes around, and those that wear its sign: what sits on a border is in
/// no box, and a load balancer above the grid stays outside the box of the group that it shares with what is below.
fn in_grid_first(context: &Context, leaves: &[Leaf], holders: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
    let (border, inside): (Vec<_>, Vec<_>) =
        holders.into_iter().partition(|i| leaves[*i].region == Region::Border);
    let (above, below): (Vec<_>, Vec<_>) =
        inside.into_iter().partition(|i| matches!(leaves[*i].region, Region::Above(_)));
    if below.is_empty() {
        return (above, border);
    }
    // The series draws no sign on a load balancer that shares the group of hosts which are public themselves: the
    // group is theirs.
    let are_public = || below.iter().all(|i| is_public_host(context, &leaves[*i]));
    let is_balancer = |i: &usize| context.resources.role(leaves[*i].of) == Some(Role::Balancer);
    let mut apart = above;
    if !apart.is_empty() && are_public() {
        apart.retain(|i| !is_balancer(i));
    }
    apart.extend(border);
    sorting::plain(&mut apart);
    (below, apart)
}

/// Returns whether an icon is one instance in a public subnet.
fn is_public_host(context: &Context, leaf: &Leaf) -> bool {
    let subnet = context.draft.nodes[leaf.node].parent.map(|parent| context.draft.nodes[parent].kind);
    context.resources.short_name(leaf.of) == "EC2::Instance" && subnet == Some(NodeKind::PublicSubnet)
}

/// The groups that nest in each other without crossing, the outermost first, and the others.
fn nested(mut groups: Vec<Group>, leaves: usize) -> (Vec<Group>, Vec<Group>) {
    sorting::by_key(&mut groups, |group| (std::cmp::Reverse(group.members.len()), group.kind));
    let mut accepted: Vec<Group> = Vec::new();
    let mut refused = Vec::new();
    // The accepted groups that each icon is in.
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); leaves];
    for group in groups {
        // How many members it has in common with each accepted group.
        let mut common = vec![0; accepted.len()];
        for outer in group.members.iter().flat_map(|&member| &around[member]) {
            common[*outer] += 1;
        }
        let fits = accepted.iter().zip(common).all(|(outer, common)| {
            let same = common == group.members.len() && common == outer.members.len();
            let twice =
                same && group.kind == GroupKind::SecurityGroup && outer.kind == GroupKind::SecurityGroup;
            (common == 0 || common == group.members.len()) && !twice
        });
        if fits {
            group.members.iter().for_each(|&member| around[member].push(accepted.len()));
            accepted.push(group);
        } else {
            refused.push(group);
        }
    }
    (accepted, refused)
}

/// Takes out what spans exactly as far as a security group: two boxes around the same icons say no more than one.
fn framed<'a>(groups: &mut Vec<Group<'a>>) -> Vec<Group<'a>> {
    let around: Vec<Vec<usize>> = groups
        .iter()
        .filter(|group| group.kind == GroupKind::SecurityGroup)
        .map(|group| sorted(&group.members))
        .collect();
    let is_framed =
        |group: &mut Group| group.kind == GroupKind::Spanning && around.contains(&sorted(&group.members));
    groups.extract_if(.., is_framed).collect()
}

fn sorted(members: &[usize]) -> Vec<usize> {
    let mut members = members.to_vec();
    sorting::plain(&mut members);
    members
}

/// Members that one box can go around: of one region, in neighbouring columns.
fn parts(leaves: &[Leaf], members: &[usize]) -> Vec<Vec<usize>> {
    let mut regions: IndexMap<Region, Vec<usize>> = IndexMap::new();
    for &member in members {
        regions.entry(leaves[member].region).or_default().push(member);
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for (_, mut members) in regions {
        sorting::by_key(&mut members, |&member| leaves[member].column);
        let mut last = None;
        for member in members {
            let column = leaves[member].column;
            match (last, parts.last_mut()) {
                (Some(last), Some(part)) if column <= last + 1 => part.push(member),
                _ => parts.push(vec![member]),
            }
            last = Some(column);
        }
    }
    for part in &mut parts {
        sorting::plain(part);
    }
    parts
}

/// In how many places the members of a group are: a box around them has a part in each.
fn count_parts(leaves: &[Leaf], members: &[usize]) -> usize {
    let places = members.iter().map(|&member| (leaves[member].region, leaves[member].column));
    places.collect::<IndexSet<_>>().len()
}

fn look_kind(group: &Group) -> NodeKind {
    match group.kind {
        GroupKind::Cluster => NodeKind::Cluster,
        GroupKind::SecurityGroup => NodeKind::SecurityGroup,
        GroupKind::ScalingGroup => NodeKind::ScalingGroup,
        GroupKind::Spanning => NodeKind::Spanning,
    }
}

fn look(context: &Context, group: &Group) -> Node {
    let (stroke, dash, badge) =
        match (group.kind, group.container.own().and_then(|id| context.resources.facts(id))) {
            (GroupKind::SecurityGroup, _) | (_, None) => (Ink::Red, Dash::Solid, None),
            (GroupKind::Cluster, Some(facts)) => (facts.ink, Dash::Solid, Some(texts::icon(facts))),
            (GroupKind::ScalingGroup, Some(facts)) => (facts.ink, Dash::Dashed, Some(texts::icon(facts))),
            (GroupKind::Spanning, Some(facts)) => (facts.ink, Dash::Dashed, None),
        };
    let label = match &group.container {
        // Its instances have that name.
        Container::Own(id)
            if group.kind == GroupKind::ScalingGroup
                && instance_counts::passes_name_on(context.resources, id) =>
        {
            context.resources.facts(id).map_or_else(|| "".into(), |facts| facts.title.as_ref().into())
        }
        Container::Own(id) => label_text(context.resources, id),
        Container::Existing(existing) => existing_label(existing, "Security group"),
    };
    let facts = match (&group.container, group.kind) {
        (Container::Own(id), GroupKind::SecurityGroup) => security_group_rules::facts(context.resources, id),
        (Container::Own(id), GroupKind::ScalingGroup) => {
            hosting::group_fact(context.resources, id).into_iter().collect()
        }
        _ => Vec::new(),
    };
    Node {
        id: group.container.name().into(),
        kind: look_kind(group),
        title: format!("Security group {}", group.container.full_name()),
        source: sources::of(context.resources, &group.container),
        shape: Shape::Box(BoxStyle { stroke, fill: Ink::None, dash, badge }),
        label: bottom(label, stroke),
        facts,
        ..Node::default()
    }
}
