//! What the passes of composing share.

use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::additions::{Additions, Extra, GroupBox, LinkEnd, Move, NewIcon, NewLink, Remark, Rename, Unless};
use super::boxes::{NewBox, NewBoxes};
use super::containers::Container;
use super::draft::Draft;
use super::leaf::{Leaf, NewLeaves, NewNode};
use super::naming::name_of;
use super::resources::Resources;
use super::{Link, Node, NodeIndex, NodeKind, Place, Shape, Side};
use super::{sources, texts};

/// The scene so far, and what it is made from.
pub(super) struct Context<'a> {
    pub resources: &'a Resources<'a>,
    /// True if every resource gets a node of its own, whatever its role.
    pub every: bool,
    pub draft: Draft,
    /// The box of each container that is drawn.
    pub containers: IndexMap<Container<'a>, NodeIndex>,
    /// The nodes that stand for each resource that is drawn, the main one first.
    pub stands: IndexMap<&'a LogicalId, Vec<NodeIndex>>,
    /// The icon of each thing that no resource is of.
    pub extras: IndexMap<Extra<'a>, NodeIndex>,
    /// The nodes of what is in another region, beside the VPCs there.
    pub abroad: IndexSet<NodeIndex>,
    /// Of icons that stand for several resources, the others by the one that they are.
    pub gathered: IndexMap<&'a LogicalId, Vec<&'a LogicalId>>,
}

impl<'a> Context<'a> {
    /// An empty scene of some resources.
    pub fn new(resources: &'a Resources<'a>) -> Self {
        let mut context = Context {
            resources,
            every: false,
            draft: Draft::default(),
            containers: IndexMap::new(),
            stands: IndexMap::new(),
            extras: IndexMap::new(),
            abroad: IndexSet::new(),
            gathered: IndexMap::new(),
        };
        context.draft.left_out.miss_nodes(resources.has_more_things());
        context
    }

    /// Adds what a pass gives.
    pub fn add(&mut self, additions: Additions<'a>) {
        let Additions {
            boxes,
            resources,
            known,
            icons,
            opened,
            moved,
            renamed,
            links,
            remarks,
            folded,
            gathered,
            abroad,
            left_out,
        } = additions;
        self.gathered.extend(gathered);
        self.draft.left_out = left_out;
        boxes.into_iter().for_each(|group| self.add_group_box(group));
        for (id, node) in resources {
            self.add_resource(id, node);
        }
        for (node, Node { label, title, what, details, facts, badges, .. }) in known {
            let own = &mut self.draft.nodes[node];
            (own.label, own.title, own.what, own.details) = (label, title, what, details);
            self.draft.remark(node, facts, badges);
        }
        for (node, kind, style, label) in opened {
            let node = &mut self.draft.nodes[node];
            (node.kind, node.shape, node.label) = (kind, Shape::Box(style), label);
        }
        for (extra, NewIcon { node, of, within }) in icons {
            if !self.extras.contains_key(&extra) {
                let parent = within.and_then(|within| self.extras.get(&within).copied()).or(node.parent);
                let node = Node { parent, ..node };
                let index = match of {
                    Some(id) => self.add_stand_in(id, node),
                    None => self.draft.add(node),
                };
                self.extras.insert(extra, index);
            }
        }
        for Move { node, into, place } in moved {
            let parent = into.and_then(|into| self.node_of(&into));
            let node = &mut self.draft.nodes[node];
            node.parent = parent.or(node.parent);
            node.place = place.unwrap_or(node.place);
        }
        for Rename { node, label, title } in renamed {
            let node = &mut self.draft.nodes[node];
            if let Some(own) = &mut node.label {
                own.text = label;
                node.existing = false;
            }
            node.title = title.unwrap_or_else(|| std::mem::take(&mut node.title));
        }
        for Remark { node, facts, badges, details } in remarks {
            self.draft.remark(node, facts, badges);
            self.draft.nodes[node].details.extend(details);
        }
        for (id, into) in folded {
            if let Some(node) = self.node_of(&into) {
                self.fold(id, node);
            }
        }
        for end in abroad {
            self.abroad.extend(self.node_of(&end));
        }
        links.into_iter().for_each(|link| self.link(link));
    }

    /// Adds boxes, each behind those that it is in.
    pub fn add_boxes(&mut self, NewBoxes { boxes, is_cut }: NewBoxes<'a>) {
        self.draft.left_out.miss_nodes(is_cut);
        let mut added: Vec<NodeIndex> = Vec::new();
        for NewBox { container, within, node } in boxes {
            let node = Node { parent: within.and_then(|within| added.get(within).copied()), ..node };
            added.push(match container {
                Some(container) => self.add_container(&container, node),
                None => self.draft.add(node),
            });
        }
    }

    fn add_group_box(&mut self, GroupBox { container, is_more, mut node }: GroupBox<'a>) {
        let index = match &container {
            Container::Own(id) if is_more => self.add_stand_in(id, node),
            Container::Own(id) => self.add_resource(id, node),
            Container::Existing(existing) => {
                node.existing = texts::says_existing(existing);
                self.draft.add(node)
            }
        };
        self.containers.entry(container).or_insert(index);
    }

    /// Adds icons of resources.
    pub fn add_leaves(&mut self, NewLeaves { leaves, left_out }: NewLeaves<'a>) -> Vec<Leaf<'a>> {
        self.draft.left_out = left_out;
        let add = |leaf: Leaf<'a, NewNode>| {
            leaf.with(|of, node| match node {
                NewNode::Main(node) => self.add_resource(of, node),
                NewNode::StandIn(node) => self.add_stand_in(of, node),
            })
        };
        leaves.into_iter().map(add).collect()
    }

    /// Adds a line, where both of its ends are in the picture.
    fn link(&mut self, NewLink { source, target, link, unless }: NewLink<'a>) {
        let (Some(source), Some(target)) = (self.node_of(&source), self.node_of(&target)) else { return };
        let is_led = |draft: &Draft| source == target || draft.is_linked(source, target);
        let is_known = match unless {
            Unless::Never => false,
            Unless::Led => is_led(&self.draft),
            Unless::Within => {
                source == target || self.draft.contains(source, target) || self.draft.contains(target, source)
            }
            Unless::Joined => is_led(&self.draft) || self.draft.is_linked(target, source),
        };
        if !is_known {
            let title = match link.title.is_empty() {
                true => format!("{} → {}", self.name(source), self.name(target)),
                false => link.title,
            };
            self.draft.link(Link { source, target, title, ..link });
        }
    }

    /// Returns the node that the end of a line is at.
    pub fn node_of(&self, end: &LinkEnd<'a>) -> Option<NodeIndex> {
        match end {
            LinkEnd::Resource(id) => self.main(id),
            LinkEnd::Container(container) => self.container(container),
            LinkEnd::Extra(extra) => self.extras.get(extra).copied(),
            LinkEnd::Node(node) => Some(*node),
        }
    }

    /// Returns what a node is called in the title of a line.
    fn name(&self, node: NodeIndex) -> String {
        match &self.draft.nodes[node] {
            Node { resource: Some(id), .. } => name_of(self.resources, id).to_string(),
            Node { label: Some(label), .. } => label.text.to_string(),
            other => other.title.clone(),
        }
    }

    /// Adds the box of a container.
    fn add_container(&mut self, container: &Container<'a>, mut node: Node) -> NodeIndex {
        let index = match container {
            Container::Own(id) => self.add_resource(id, node),
            Container::Existing(existing) => {
                node.existing = texts::says_existing(existing);
                self.draft.add(node)
            }
        };
        self.containers.insert(container.clone(), index);
        index
    }

    /// Adds the main node of a resource and fills in what is known about it.
    fn add_resource(&mut self, id: &'a LogicalId, mut node: Node) -> NodeIndex {
        self.fill_in(id, &mut node);
        if self.resources.is_existing(id) {
            node.kind = NodeKind::Existing;
            let import = self.resources.import(id);
            if let Some(label) = &mut node.label {
                match import {
                    Some(import) => label.text = import.text.clone(),
                    None => node.existing = true,
                }
            }
            node.source = node.source.or_else(|| sources::of_whole(self.resources, &import?.origin));
        }
        let index = self.add_stand_in(id, node);
        // The main node comes first, whenever it is made.
        if let Some(stands) = self.stands.get_mut(id) {
            stands.rotate_right(1);
        }
        index
    }

    /// Fills in what is known about a resource.
    pub fn fill_in(&self, id: &LogicalId, node: &mut Node) {
        node.title = texts::title(self.resources, id);
        node.what = texts::what(self.resources, id);
        node.details = texts::details(self.resources, id);
        if !self.every {
            let (facts, badges) = texts::shown(self.resources, id);
            node.facts.extend(facts);
            node.badges.extend(badges);
        }
    }

    /// Adds another node of a resource, such as one of its instances.
    fn add_stand_in(&mut self, id: &'a LogicalId, node: Node) -> NodeIndex {
        let type_name = self.resources.get(id).map(|(_, resource)| resource.type_name.clone());
        let ghost = self.resources.is_ghost(id);
        let index = self.draft.add(Node { resource: Some(id.clone()), type_name, ghost, ..node });
        self.stands.entry(id).or_default().push(index);
        index
    }

    /// Folds a resource into a node; it is selected with it.
    fn fold(&mut self, id: &'a LogicalId, node: NodeIndex) {
        let stands = self.stands.entry(id).or_default();
        if let Some(owner) = self.draft.nodes.get_mut(node)
            && !stands.contains(&node)
        {
            owner.folded.push(id.clone());
        }
        stands.push(node);
    }

    /// Returns whether a resource has an icon of its own.
    pub fn has_icon(&self, id: &LogicalId) -> bool {
        let stands = self.stands.get(id).map_or(&[][..], Vec::as_slice);
        stands.iter().map(|&node| &self.draft.nodes[node]).any(|node| node.resource.as_ref() == Some(id))
    }

    /// The node of a container.
    pub fn container(&self, container: &Container<'a>) -> Option<NodeIndex> {
        self.containers.get(container).copied()
    }

    /// The icons of a resource that has several and no box of its own, such as one in each zone; else its main node.
    pub fn equals(&self, id: &LogicalId) -> Vec<NodeIndex> {
        let stands = self.stands.get(id).map_or(&[][..], Vec::as_slice);
        let is_icon = |node: &&NodeIndex| {
            let node = &self.draft.nodes[**node];
            matches!(node.shape, Shape::Icon(_)) && node.resource.as_ref() == Some(id)
        };
        match stands.first() {
            Some(main) if is_icon(&main) => stands.iter().filter(is_icon).copied().collect(),
            main => main.copied().into_iter().collect(),
        }
    }

    /// Returns where something stands that is in no VPC: where there are VPCs, what comes in left of them and what they
    /// use right of them.
    pub fn beside_vpcs(&self, side: Side) -> Place {
        let has_vpc = self.draft.nodes.iter().any(|node| node.kind == NodeKind::Vpc);
        if has_vpc { Place::Beside(side) } else { Place::Flow }
    }

    /// The main node of a resource.
    pub fn main(&self, id: &LogicalId) -> Option<NodeIndex> {
        self.stands.get(id).and_then(|stands| stands.first()).copied()
    }
}
