//! The types of a scene: all that layout reads, and so in its package.

mod kinds;
mod link_id;

use std::fmt;
use std::rc::Rc;

use crate::logical_id::LogicalId;
use crate::marked_text::MarkedText;

pub use crate::ink::Ink;
pub use kinds::{LinkKind, NodeKind};
pub use link_id::LinkId;

/// A picture before anything has a place. Layout reads only this, and knows no AWS.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// One line for `<title>`.
    pub title: String,
    /// The picture in words for `<desc>`: 'A VPC with one public subnet …'.
    pub description: String,
    /// Boxes and icons; a parent always stands before its children.
    pub nodes: Vec<Node>,
    /// Lines between nodes.
    pub links: Vec<Link>,
    /// Resources that have no node of their own and no owner either.
    pub unplaced: Vec<LogicalId>,
    /// The arrangement of its nodes.
    pub arrangement: Arrangement,
    /// The parts that it lacks because they would be too much for any picture, in sentences: 'not all links are drawn'.
    pub notes: Vec<String>,
}

impl Scene {
    /// Returns true if each box and stack of two scenes is as open in the one as in the other.
    pub fn is_folded_like(&self, other: &Scene) -> bool {
        let (ours, theirs) = (self.places(), other.places());
        let extent = |scene: &Scene, place: Option<&usize>| {
            place.and_then(|place| scene.nodes.get(*place)).map(|node| std::mem::discriminant(&node.extent))
        };
        let is_stack = |node: &Node| matches!(node.extent, Extent::Stack(..));
        let same = |node: &Node| match (extent(self, ours.get(&node.id)), extent(other, theirs.get(&node.id)))
        {
            (Some(one), Some(another)) => one == another,
            _ => !is_stack(node),
        };
        self.nodes.iter().all(same) && other.nodes.iter().all(same)
    }

    /// Returns whether two scenes differ in nothing but the details of nodes, which have no place in a picture.
    pub fn is_but_for_details(&self, other: &Scene) -> bool {
        let Scene { title, description, nodes, links, unplaced, arrangement, notes } = self;
        let bare = |node: &Node| Node { details: Vec::new(), ..node.clone() };
        let alike = |(a, b): (&Node, &Node)| a == b || bare(a) == bare(b);
        nodes.len() == other.nodes.len()
            && (title, description, links) == (&other.title, &other.description, &other.links)
            && (unplaced, arrangement, notes) == (&other.unplaced, &other.arrangement, &other.notes)
            && nodes.iter().zip(&other.nodes).all(alike)
    }
}

/// The arrangement of a scene's nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Arrangement {
    /// By their [`Place`]s: what they are in comes first, links find their way.
    #[default]
    Places,
    /// The same in rows that are as wide as a screen: for what has no room to be higher.
    WidePlaces,
    /// By their links: in layers that links run through, as straight and with as few crossings as can be.
    Layers,
}

/// A position in [`Scene::nodes`].
pub type NodeIndex = usize;

/// A box or an icon.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Unique in the scene: the logical ID where there is one.
    pub id: Rc<str>,
    /// The box it is in.
    pub parent: Option<NodeIndex>,
    /// Its kind.
    pub kind: NodeKind,
    /// The CloudFormation type, for a resource.
    pub type_name: Option<Rc<str>>,
    /// The resource it stands for.
    pub resource: Option<LogicalId>,
    /// A box or an icon, and how it looks.
    pub shape: Shape,
    /// Its text.
    pub label: Option<Label>,
    /// Where it goes in its parent.
    pub place: Place,
    /// The nodes a spanning box goes around ([`Place::Around`]); one of them may be such a box itself, never the
    /// other way round.
    pub members: Vec<NodeIndex>,
    /// Short facts shown on it: `tcp 22 ← 203.0.113.7/32`.
    pub facts: Vec<Fact>,
    /// Where it is from, when the template names it and does not make it.
    pub source: Option<Source>,
    /// Small signs on it, such as an Elastic IP or a security group that cannot be drawn as a box.
    pub badges: Vec<Badge>,
    /// Its description in words, for `<title>`: 'EC2 Website A: instance Ec2WebHostA'.
    pub title: String,
    /// The kind of thing that it is, in words; empty where its title says no more than that.
    pub what: String,
    /// The properties that the inspector shows beside it: property and value, such as `InstanceType` and `t3a.medium`.
    pub details: Vec<Detail>,
    /// Resources folded into it: a route table into its subnets, a listener into its load balancer.
    pub folded: Vec<LogicalId>,
    /// The extent to which it is shown.
    pub extent: Extent,
    /// Faint and dashed: its condition is false.
    pub ghost: bool,
    /// Faint: no resource of the template, but made by a service for the one it stands for.
    pub made: bool,
    /// It supports or relates others and is drawn because nobody owns it: of many alike, how many they are says enough.
    pub minor: bool,
    /// It stands for several of its kind, of which nobody knows how many: a list that somebody else keeps.
    pub several: bool,
    /// It exists already and its label says so: the finished scene's label ends in ` (existing)`.
    pub existing: bool,
}

impl Node {
    /// The label as it is shown.
    pub fn shown_label(&self) -> Option<MarkedText> {
        self.label.as_ref().map(|label| match self.existing {
            true => MarkedText::concat(&[label.text.marked(), " (existing)".into()]),
            false => label.text.clone(),
        })
    }

    /// Returns what `<title>` says: what the node is, then its first details, a line each.
    pub fn tooltip(&self) -> String {
        let name = match (self.title.as_str(), &self.label) {
            ("", Some(label)) => label.text.to_string(),
            ("", None) => self.id.to_string(),
            (title, _) => title.to_owned(),
        };
        let details = self.details.iter().take(MAX_TOOLTIP_DETAILS);
        details.fold(name, |text, detail| format!("{text}\n{}: {}", detail.name, detail.value))
    }
}

/// More lines than these hide the picture.
const MAX_TOOLTIP_DETAILS: usize = 8;

/// Where something is from that the template names and does not make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// `from ‹Network›`.
    pub from: Rc<str>,
    /// The mark where that has been said before: `imported`. Empty for what is only made with something from there.
    pub mark: Rc<str>,
}

/// The extent to which a node is shown, and so what a reader can change about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Extent {
    /// All there is.
    #[default]
    Whole,
    /// A box with what is in it, which can be collapsed.
    Expanded,
    /// A box without what is in it: how many resources that is.
    Collapsed(usize),
    /// So many icons alike as one, with the id that expands it: what stacks in one box stand for opens together.
    Stack(usize, Rc<str>),
    /// One of a stack that was expanded, with the id that puts it together again.
    Loose(Rc<str>),
}

/// A small sign on a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Badge {
    /// Its picture.
    pub icon: Icon,
    /// Its description in words, for `<title>`.
    pub title: String,
    /// The resource it stands for.
    pub resource: Option<LogicalId>,
}

/// One property of a node, for the inspector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The property: `InstanceType`.
    pub name: String,
    /// Its value as it evaluates: `t3a.medium`.
    pub value: MarkedText,
}

/// The look of a node.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A box that others can be in.
    Box(BoxStyle),
    /// An icon with its label below.
    Icon(Icon),
}

/// The lines and the corner of a box. Colours are names in the palette, [`Ink`].
#[derive(Debug, Clone, PartialEq)]
pub struct BoxStyle {
    /// Border.
    pub stroke: Ink,
    /// Background.
    pub fill: Ink,
    /// Border pattern.
    pub dash: Dash,
    /// Glyph in the top left corner.
    pub badge: Option<Icon>,
}

/// A picture in the catalog.
#[derive(Debug, Clone, PartialEq)]
pub enum Icon {
    /// One of our own glyphs, compiled in, in the given colour.
    Glyph(&'static str, Ink),
    /// Letters in a box, for a type that nobody knows.
    Letters(Rc<str>, Ink),
    /// The picture of a service, a file with this name that whoever shows the drawing may have; the letters and the
    /// colour are for whoever has not.
    Service(&'static str, Rc<str>, Ink),
}

impl Icon {
    /// Its colour.
    pub fn ink(&self) -> Ink {
        match self {
            Icon::Glyph(_, ink) | Icon::Letters(_, ink) | Icon::Service(_, _, ink) => *ink,
        }
    }
}

/// A border's or link's pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// `3 3`: availability zones.
    Dashed,
    /// `1 1`: flow.
    Dotted,
}

/// The head at the end of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Head {
    /// Nothing.
    #[default]
    None,
    /// Two strokes: where a flow goes.
    Open,
    /// Two strokes at both ends: where each names the other.
    Both,
    /// A triangle: what a reference names.
    Solid,
}

/// A node's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The whole text; layout wraps and shortens what it shows.
    pub text: MarkedText,
    /// Where it stands.
    pub anchor: Anchor,
    /// Its size in units.
    pub size: f64,
    /// Its colour.
    pub ink: Ink,
}

/// Where a label stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// In the top left corner of a box, right of its badge.
    TopLeft,
    /// Centred on the bottom edge of a box, inside.
    Bottom,
    /// Centred below an icon.
    Below,
}

/// A short fact on a node.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fact {
    /// The words: `tcp 22 ← `, or all of it.
    pub text: MarkedText,
    /// Of whom it is said; empty where it is of nobody.
    pub name: MarkedText,
    /// Its condition is false under these parameters, or was: shown faint.
    pub ghost: bool,
}

impl Fact {
    /// Returns a fact that names nobody.
    pub fn new(text: impl Into<MarkedText>) -> Self {
        Fact { text: text.into(), ..Fact::default() }
    }

    /// Returns a fact that ends in a name, if it has one: its words, a space behind each.
    pub fn about<const N: usize>(words: [Option<MarkedText>; N], name: MarkedText) -> Self {
        let end = (!name.is_empty()).then(|| "".into());
        let words = words.iter().chain([&end]).flatten().map(MarkedText::marked);
        Fact { text: MarkedText::joined(words, " "), name, ghost: false }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.text, self.name)
    }
}

/// Where a node goes in its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// With its siblings, in the order of the scene, in rows.
    Flow,
    /// In the grid of its parent, columns and rows from 0.
    Cell {
        /// Column: an availability zone.
        column: usize,
        /// Row: a tier.
        row: usize,
    },
    /// Fills its parent (a subnet with its zone to itself).
    Fill,
    /// In a row above the parent's grid, centred (a load balancer over the zones).
    Above,
    /// Centred on the parent's border.
    Border(Side),
    /// Outside, beside the drawing's main box, in the row of what uses it.
    Beside(Side),
    /// Around its [`Node::members`], which stay in their own parents.
    Around,
}

/// A side of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The top edge.
    Top,
    /// The right edge.
    Right,
    /// The bottom edge.
    Bottom,
    /// The left edge.
    Left,
}

/// A line between two nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Where it starts.
    pub source: NodeIndex,
    /// Where it ends.
    pub target: NodeIndex,
    /// Its kind.
    pub kind: LinkKind,
    /// Its colour.
    pub ink: Ink,
    /// Its pattern.
    pub dash: Dash,
    /// The head at its end.
    pub head: Head,
    /// Its text, if any.
    pub label: Option<Rc<str>>,
    /// Its description in words, for `<title>`: 'Ec2WebHost refers to Subnet (Ref at SubnetId)'.
    pub title: String,
    /// Faint: one of its ends is a ghost.
    pub ghost: bool,
    /// The glue resources that it is made of (listener, target group).
    pub folded: Vec<LogicalId>,
}

/// A flow from the first node to itself: what tests and layouts fill in from.
impl Default for Link {
    fn default() -> Self {
        Self {
            source: 0,
            target: 0,
            kind: LinkKind::Flow,
            ink: Ink::Black,
            dash: Dash::Dotted,
            head: Head::None,
            label: None,
            title: String::new(),
            ghost: false,
            folded: Vec::new(),
        }
    }
}

/// An empty icon at the top level: what tests and layouts fill in from.
impl Default for Node {
    fn default() -> Self {
        Self {
            id: "".into(),
            parent: None,
            kind: NodeKind::Resource,
            type_name: None,
            resource: None,
            shape: Shape::Icon(Icon::Letters("".into(), Ink::Ink)),
            label: None,
            place: Place::Flow,
            members: Vec::new(),
            facts: Vec::new(),
            source: None,
            badges: Vec::new(),
            title: String::new(),
            what: String::new(),
            details: Vec::new(),
            folded: Vec::new(),
            extent: Extent::Whole,
            ghost: false,
            made: false,
            minor: false,
            several: false,
            existing: false,
        }
    }
}
