//! What a pass gives to a picture: icons, lines, what is said of nodes, and who folds into whom. One place adds it:
//! `Context::add`.

use std::rc::Rc;

use crate::eval::MarkedText;
use crate::maps::IndexMap;
use crate::template::LogicalId;

use super::bounds::LeftOut;
use super::containers::Container;
use super::draft::Draft;
use super::{Badge, BoxStyle, Detail, Fact, Label, Link, Node, NodeIndex, NodeKind, Place};

/// The end of a line that a pass gives. Where nothing in the picture is that, there is no line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum LinkEnd<'a> {
    /// A resource of the template, or one that exists already: its main node.
    Resource(&'a LogicalId),
    /// A network, a subnet or a group, of the template or one that exists already: its box.
    Container(Container<'a>),
    /// Something that no resource is of.
    Extra(Extra<'a>),
    /// One of the nodes that a resource has.
    Node(NodeIndex),
}

/// The thing that an icon stands for which no resource is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Extra<'a> {
    /// A service of AWS, by its segment of types.
    Service(&'static str),
    /// A thing that the SAM transform makes once for all who use it, by its logical ID.
    Shared(&'static str),
    /// A partner whose events come in, by its name as far as that is known.
    Partner(Rc<str>),
    /// Something that a resource only says, by the name that it has there.
    SaidBy(&'a LogicalId, Rc<str>),
    /// The frame of a region, or of a network that a service has for itself.
    Frame(NodeKind),
    /// Another stack, by what it is called in ids.
    Stack(Rc<str>),
    /// A stage of a pipeline, by its number.
    Stage(&'a LogicalId, usize),
    /// An action of a pipeline, by the number of its stage and its own there.
    Action(&'a LogicalId, usize, usize),
    /// An interface of a resource in a subnet.
    InterfaceIn(&'a LogicalId, NodeIndex),
}

/// The additions of one pass.
#[derive(Debug)]
pub(super) struct Additions<'a> {
    /// The icons of what no resource is of, or where a resource is as well. The first for each stands for all.
    pub icons: IndexMap<Extra<'a>, NewIcon<'a>>,
    /// The boxes of groups, each around nodes that are there or around those before it: it will be the next node.
    pub boxes: Vec<GroupBox<'a>>,
    /// The main icons of resources.
    pub resources: Vec<(&'a LogicalId, Node)>,
    /// The icons that stand for a resource as if each were the only one, with all that is known of it.
    pub known: Vec<(NodeIndex, Node)>,
    /// The icons that become boxes.
    pub opened: Vec<(NodeIndex, NodeKind, BoxStyle, Option<Label>)>,
    pub moved: Vec<Move<'a>>,
    pub renamed: Vec<Rename>,
    pub links: Vec<NewLink<'a>>,
    pub remarks: Vec<Remark>,
    /// The resources that fold into others, or into an icon.
    pub folded: Vec<(&'a LogicalId, LinkEnd<'a>)>,
    /// The resources that an icon stands for beside its own.
    pub gathered: Vec<(&'a LogicalId, Vec<&'a LogicalId>)>,
    /// Those that are in another region.
    pub abroad: Vec<LinkEnd<'a>>,
    /// The parts that the picture has no room for, with what this pass takes of it.
    pub left_out: LeftOut,
}

/// An icon or a box.
#[derive(Debug)]
pub(super) struct NewIcon<'a> {
    pub node: Node,
    /// The resource that it is one more icon of.
    pub of: Option<&'a LogicalId>,
    /// The box of the same pass that it is in.
    pub within: Option<Extra<'a>>,
}

/// A box of a group.
#[derive(Debug)]
pub(super) struct GroupBox<'a> {
    pub container: Container<'a>,
    /// True if the group has a box already, of which this is another part.
    pub is_more: bool,
    pub node: Node,
}

/// A node that goes into another, or elsewhere in it.
#[derive(Debug)]
pub(super) struct Move<'a> {
    pub node: NodeIndex,
    /// The box that it goes into.
    pub into: Option<LinkEnd<'a>>,
    pub place: Option<Place>,
}

/// A node whose label says something else than its name.
#[derive(Debug)]
pub(super) struct Rename {
    pub node: NodeIndex,
    pub label: MarkedText,
    /// Its title, where that changes, too.
    pub title: Option<String>,
}

/// The facts, signs and details that a pass adds to a node.
#[derive(Debug, Default)]
pub(super) struct Remark {
    pub node: NodeIndex,
    pub facts: Vec<Fact>,
    pub badges: Vec<Badge>,
    pub details: Vec<Detail>,
}

/// A line between ends.
#[derive(Debug)]
pub(super) struct NewLink<'a> {
    pub source: LinkEnd<'a>,
    pub target: LinkEnd<'a>,
    /// All but its ends; a title that is empty says their names.
    pub link: Link,
    pub unless: Unless,
}

/// The condition under which a line is not added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unless {
    Never,
    /// Where one leads from its source to its target already, or where both are the same.
    Led,
    /// Where one leads from one of its ends to the other.
    Joined,
    /// Where one of its ends is in the other, or both are the same.
    Within,
}

impl<'a> Additions<'a> {
    /// Nothing yet, for a picture that has left out so much.
    pub fn new(left_out: LeftOut) -> Self {
        Self {
            icons: IndexMap::new(),
            boxes: Vec::new(),
            resources: Vec::new(),
            known: Vec::new(),
            opened: Vec::new(),
            moved: Vec::new(),
            renamed: Vec::new(),
            links: Vec::new(),
            remarks: Vec::new(),
            folded: Vec::new(),
            gathered: Vec::new(),
            abroad: Vec::new(),
            left_out,
        }
    }

    /// Adds the icon of what no resource is of, unless it has one; returns the end that it is.
    pub fn icon(&mut self, extra: Extra<'a>, node: Node) -> LinkEnd<'a> {
        self.new_icon(extra, NewIcon { node, of: None, within: None })
    }

    /// Adds one more icon of a resource.
    pub fn icon_of(&mut self, extra: Extra<'a>, of: &'a LogicalId, node: Node) -> LinkEnd<'a> {
        self.new_icon(extra, NewIcon { node, of: Some(of), within: None })
    }

    /// Adds an icon in a box of the same pass.
    pub fn icon_within(&mut self, extra: Extra<'a>, within: Extra<'a>, node: Node) -> LinkEnd<'a> {
        self.new_icon(extra, NewIcon { node, of: None, within: Some(within) })
    }

    fn new_icon(&mut self, extra: Extra<'a>, icon: NewIcon<'a>) -> LinkEnd<'a> {
        self.icons.entry(extra.clone()).or_insert(icon);
        LinkEnd::Extra(extra)
    }

    /// Returns whether there is room for another line beside those of a draft; else one is missing.
    pub fn has_room_for_link(&mut self, draft: &Draft) -> bool {
        self.left_out.takes_link(draft.links.len() + self.links.len())
    }

    /// Puts a sign on a node.
    pub fn sign(&mut self, node: NodeIndex, badge: Badge) {
        self.remarks.push(Remark { node, badges: vec![badge], ..Remark::default() });
    }

    /// Adds a flow that nothing but its ends says.
    pub fn flow(&mut self, source: LinkEnd<'a>, target: LinkEnd<'a>, title: String, unless: Unless) {
        self.link(source, target, Link { title, ..Link::default() }, unless);
    }

    /// Leads from one end to another, by their names, unless a line does already.
    pub fn lead(&mut self, source: LinkEnd<'a>, target: LinkEnd<'a>) {
        self.flow(source, target, String::new(), Unless::Led);
    }

    /// Adds a line.
    pub fn link(&mut self, source: LinkEnd<'a>, target: LinkEnd<'a>, link: Link, unless: Unless) {
        self.links.push(NewLink { source, target, link, unless });
    }
}
