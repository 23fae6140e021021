//! What nodes look like, beside their names and links.

use crate::eval::MarkedText;
use crate::maps::SortedMap;
use crate::scene::{Icon, LinkKind, Node, NodeIndex, NodeKind, Place, Scene};

/// The look that siblings have in common, beside their names and links.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Look<'a> {
    parent: Option<NodeIndex>,
    place: (u8, usize, usize),
    kind: NodeKind,
    type_name: Option<&'a str>,
    ghost: bool,
    facts: Vec<(&'a MarkedText, &'a MarkedText, bool)>,
    badges: Vec<&'a str>,
    /// The spanning boxes around it.
    around: Vec<NodeIndex>,
}

impl Look<'_> {
    /// Returns its look in whatever box.
    pub fn without_parent(self) -> Self {
        Self { parent: None, ..self }
    }
}

/// The spanning boxes around each node.
pub(super) fn around(scene: &Scene) -> SortedMap<NodeIndex, Vec<NodeIndex>> {
    let mut around: SortedMap<NodeIndex, Vec<NodeIndex>> = SortedMap::new();
    for (index, node) in scene.nodes.iter().enumerate() {
        for &member in &node.members {
            around.entry(member).or_default().push(index);
        }
    }
    around
}

/// Returns what a node looks like with these boxes around it.
pub(super) fn look(node: &Node, around: Vec<NodeIndex>) -> Look<'_> {
    Look {
        parent: node.parent,
        place: place(node.place),
        kind: node.kind,
        type_name: node.type_name.as_deref(),
        ghost: node.ghost,
        facts: node.facts.iter().map(|fact| (&fact.text, &fact.name, fact.ghost)).collect(),
        badges: node.badges.iter().map(|badge| picture(&badge.icon)).collect(),
        around,
    }
}

/// An end of a link: whether it starts here, its kind, whether it is a ghost, and the class of the other end.
pub(super) type End = (bool, LinkKind, bool, usize);

fn picture(icon: &Icon) -> &str {
    match icon {
        Icon::Glyph(name, _) | Icon::Service(name, ..) => name,
        Icon::Letters(letters, _) => letters,
    }
}

/// A place as something to sort by.
pub(super) fn place(place: Place) -> (u8, usize, usize) {
    match place {
        Place::Flow => (0, 0, 0),
        Place::Cell { column, row } => (1, column, row),
        Place::Fill => (2, 0, 0),
        Place::Above => (3, 0, 0),
        Place::Border(side) => (4, side as usize, 0),
        Place::Beside(side) => (5, side as usize, 0),
        Place::Around => (6, 0, 0),
    }
}
