//! A scene as indented text: what tests compare, and what a terminal can show.

use std::fmt::Write;

use super::{Extent, Icon, Node, NodeIndex, Place, Scene, Shape};

/// One line a node, children indented, then the links and what has no place.
pub fn outline(scene: &Scene) -> String {
    let mut text = String::new();
    let depths = depths(scene);
    for (node, depth) in scene.nodes.iter().zip(depths) {
        let _ = writeln!(text, "{:indent$}{}", "", line(scene, node), indent = 2 * depth);
    }
    for link in &scene.links {
        let ghost = if link.ghost { " ghost" } else { "" };
        let through = joined(link.folded.iter().map(|id| id.as_str()));
        let through = if through.is_empty() { through } else { format!(" through {through}") };
        let _ = writeln!(
            text,
            "{} → {} {}{through}{ghost}",
            name(scene, link.source),
            name(scene, link.target),
            link.kind
        );
    }
    if !scene.unplaced.is_empty() {
        let _ = writeln!(text, "unplaced {}", joined(scene.unplaced.iter().map(|id| id.as_str())));
    }
    text
}

fn line(scene: &Scene, node: &Node) -> String {
    let mut line = format!("{} {} [{}]", node.kind, node.id, place(node.place));
    match &node.shape {
        Shape::Icon(icon) => {
            let _ = write!(line, " {}", icon_text(icon));
        }
        Shape::Box(style) => {
            let _ = write!(line, " {:?}/{:?}/{:?}", style.stroke, style.fill, style.dash);
            if let Some(badge) = &style.badge {
                let _ = write!(line, " {}", icon_text(badge));
            }
        }
    }
    if let Some(label) = &node.label {
        let _ = write!(line, " {:?}", &*label.text);
    }
    match node.extent {
        Extent::Collapsed(count) => {
            let _ = write!(line, " collapsed {count}");
        }
        Extent::Stack(count, _) => {
            let _ = write!(line, " ×{count}");
        }
        Extent::Whole | Extent::Expanded | Extent::Loose(_) => {}
    }
    if !node.members.is_empty() {
        let _ = write!(line, " around {}", joined(node.members.iter().map(|&member| name(scene, member))));
    }
    for fact in &node.facts {
        let _ = write!(line, " ({}{})", fact, if fact.ghost { ", ghost" } else { "" });
    }
    for badge in &node.badges {
        let _ = write!(line, " ^{}", badge.title);
    }
    if !node.folded.is_empty() {
        let _ = write!(line, " + {}", joined(node.folded.iter().map(|id| id.as_str())));
    }
    if node.several {
        line.push_str(" several");
    }
    if node.ghost {
        line.push_str(" ghost");
    }
    if node.made {
        line.push_str(" made");
    }
    line
}

fn place(place: Place) -> String {
    match place {
        Place::Flow => "flow".into(),
        Place::Cell { column, row } => format!("cell {column} {row}"),
        Place::Fill => "fill".into(),
        Place::Above => "above".into(),
        Place::Border(side) => format!("border {side:?}").to_ascii_lowercase(),
        Place::Beside(side) => format!("beside {side:?}").to_ascii_lowercase(),
        Place::Around => "around".into(),
    }
}

fn icon_text(icon: &Icon) -> String {
    let name: &str = match icon {
        Icon::Glyph(name, _) | Icon::Service(name, ..) => name,
        Icon::Letters(letters, _) => letters,
    };
    format!("{name}:{:?}", icon.ink())
}

fn name(scene: &Scene, node: NodeIndex) -> &str {
    scene.nodes.get(node).map_or("?", |node| &node.id)
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn depths(scene: &Scene) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(scene.nodes.len());
    for node in &scene.nodes {
        let depth = node.parent.and_then(|parent| depths.get(parent)).map_or(0, |depth| depth + 1);
        depths.push(depth);
    }
    depths
}
