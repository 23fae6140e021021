//! What is drawn, with no coordinates: boxes in boxes, icons, links, and who was folded into whom.

mod addresses;
mod alarms;
mod architecture;
mod arn;
mod arrow_heads;
mod badges;
mod blank_defaults;
mod bounds;
mod boxes;
mod called_services;
mod cdk;
mod client_vpns;
mod common_name_parts;
mod connectors;
mod containers;
mod context;
mod control_planes;
mod custom_resources;
mod decided;
mod describe;
mod distinct_labels;
mod draft;
mod event_patterns;
mod event_sources;
mod events;
mod excerpt;
mod existing;
mod find_existing;
mod find_network;
mod fixed_addresses;
mod flow_steps;
mod flows;
mod folding;
mod given;
mod given_names;
mod grid;
mod group_disks;
mod groups;
mod hidden_characters;
mod hosting;
mod id_lists;
mod images;
mod included_apis;
mod index;
mod instance_counts;
mod integrations;
mod intermediaries;
mod intermediary;
mod invokers;
mod kinds;
mod launch_names;
mod leaf;
mod leaves;
mod lightsail;
mod link_ends;
mod link_id;
mod link_verbs;
mod mentions;
mod name_properties;
mod named;
mod naming;
mod nested_stacks;
mod network;
mod network_acls;
mod other_interfaces;
mod other_stacks;
mod outline;
mod outside_region;
mod owners;
mod permissions;
mod pipelines;
mod placement;
mod public_subnets;
mod readings;
mod references;
mod region;
mod resource_policies;
mod resources;
mod role_overrides;
mod routing;
mod security_group_flows;
mod security_group_rules;
mod sides;
mod sources;
mod ssm_parameters;
mod stepped_names;
mod subnet_groups;
mod subnet_routes;
mod subscriptions;
mod task_tokens;
#[cfg(test)]
mod tests;
mod texts;
mod through_endpoints;
mod transit_gateway_attachments;
mod values;
mod variants;
mod vpc_links;
mod ways_out;

use std::fmt;
use std::rc::Rc;

use crate::eval::{MarkedText, Stack};
use crate::graph::ResourceGraph;
use crate::template::{LogicalId, Template};

pub use crate::catalog::Ink;
use existing::Things;
use given::Given;
use index::Index;
use resources::Resources;

pub use folding::{Extent, Folding, MOST_STEPS, Start, Unfolded};
pub use kinds::{LinkKind, NodeKind};
pub use link_id::LinkId;
pub use outline::outline;
pub use sources::Source;

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
    fn shown_label(&self) -> Option<MarkedText> {
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

/// The lines and the corner of a box. Colours are names in the palette of [`crate::svg`].
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
    fn about<const N: usize>(words: [Option<MarkedText>; N], name: MarkedText) -> Self {
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

/// The lenses: ways to look at a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lens {
    /// Containers, workloads and flow; glue folded.
    #[default]
    Architecture,
    /// Every resource a node, glue too, in the containers of the architecture.
    AllResources,
    /// Every resource a node, every reference an arrow.
    References,
}

impl Lens {
    /// All of them, as readers are offered them.
    pub const ALL: [Self; 3] = [Self::Architecture, Self::AllResources, Self::References];

    /// Returns the lens of this name; the usual one when there is none.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|lens| lens.name() == name).unwrap_or_default()
    }

    /// Its name in attributes and files.
    pub fn name(self) -> &'static str {
        match self {
            Lens::Architecture => "architecture",
            Lens::AllResources => "all-resources",
            Lens::References => "references",
        }
    }
}

/// The options of a scene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposeOptions {
    /// The lenses: ways to look at a template.
    pub lens: Lens,
    /// True if resources whose condition is false leave a ghost.
    pub ghosts: bool,
    /// The choice of what is shown as a stack, or as a box without what is in it.
    pub folding: Folding,
    /// The region that somebody chose to deploy to: what its frame is called, where one is drawn.
    pub region: Option<Rc<str>>,
}

impl Default for ComposeOptions {
    fn default() -> Self {
        Self { lens: Lens::Architecture, ghosts: true, folding: Folding::default(), region: None }
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

/// Composes the scene of one deployment.
pub fn compose(template: &Template, stack: &Stack, graph: &ResourceGraph, options: &ComposeOptions) -> Scene {
    finish(compose_unfolded(template, stack, graph, options), &options.folding)
}

/// Folds a scene, and writes what readers see of it.
pub fn finish(unfolded: Unfolded, folding: &Folding) -> Scene {
    let mut scene = unfolded.fold(folding);
    sources::say(&mut scene);
    hidden_characters::write_out(&mut scene);
    scene
}

/// Composes the scene of one deployment before anything of it is folded; the folding of the options does not count.
pub fn compose_unfolded(
    template: &Template,
    stack: &Stack,
    graph: &ResourceGraph,
    options: &ComposeOptions,
) -> Unfolded {
    let stack = &*event_patterns::read(stack);
    let none = Things::default();
    let given = Given { template, stack, graph, ghosts: options.ghosts, things: &none };
    let region = options.region.as_deref();
    let scene = match options.lens {
        Lens::Architecture => linked(given, |resources| architecture::compose(resources, region)),
        Lens::AllResources => linked(given, |resources| architecture::compose_all(resources, region)),
        Lens::References => references::compose(&Resources::resolve(given)),
    };
    Unfolded::new(scene, options.lens)
}

/// Composes a scene in which each thing that exists already is linked with something.
fn linked(given: Given, compose: impl Fn(Resources) -> Scene) -> Scene {
    let blank = blank_defaults::read(given.template, given.stack);
    let mut things = find_existing::find(&Index::read(given), &blank);
    let scene = compose(Resources::resolve(Given { things: &things, ..given }));
    let loose = existing::loose(&scene);
    if loose.is_empty() {
        return scene;
    }
    things.remove(&loose);
    compose(Resources::resolve(Given { things: &things, ..given }))
}
