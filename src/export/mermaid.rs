//! A drawing as a Mermaid flowchart.

use std::fmt::Write;

use super::nesting::{Nesting, nest};
use super::node_text::{self, one_line};
use crate::graph::mermaid_escaped;
use crate::layout::Drawing;
use crate::maps::IndexMap;
use crate::scene::{Arrangement, Dash, Head, Ink, Node, NodeIndex, Shape};
use crate::svg::Theme;

/// Writes a flowchart. Nodes are numbered: no logical ID can be a keyword there.
pub(super) fn write(drawing: &Drawing) -> String {
    let scene = &drawing.scene;
    let nesting = nest(scene);
    let direction = match scene.arrangement {
        Arrangement::Places | Arrangement::WidePlaces => "TB",
        Arrangement::Layers => "LR",
    };
    let mut text = format!("flowchart {direction}\n");
    for note in &scene.notes {
        comment(&mut text, note);
    }
    for root in &nesting.roots {
        write_node(&mut text, drawing, &nesting, *root, 1);
    }
    for (around, member) in &nesting.beside {
        let _ = writeln!(text, "  n{around} -.- n{member}");
    }
    for (link, at) in scene.links.iter().zip(&drawing.links) {
        if nesting.overlap(link.source, link.target) {
            comment(&mut text, &link.title);
            continue;
        }
        let line = match (link.dash, link.head) {
            (Dash::Solid, Head::None) => "---",
            (Dash::Solid, Head::Open | Head::Solid) => "-->",
            (Dash::Solid, Head::Both) => "<-->",
            (Dash::Dashed | Dash::Dotted, Head::None) => "-.-",
            (Dash::Dashed | Dash::Dotted, Head::Open | Head::Solid) => "-.->",
            (Dash::Dashed | Dash::Dotted, Head::Both) => "<-.->",
        };
        let label = at.label.as_ref().map(|label| format!("|\"{}\"|", mermaid_escaped(&one_line(label))));
        let _ = writeln!(text, "  n{} {line}{} n{}", link.source, label.unwrap_or_default(), link.target);
    }
    write_styles(&mut text, drawing);
    text
}

fn write_node(text: &mut String, drawing: &Drawing, nesting: &Nesting, index: NodeIndex, depth: usize) {
    let Some(node) = drawing.scene.nodes.get(index) else { return };
    let indent = "  ".repeat(depth);
    let label: Vec<String> = node_text::lines(node).iter().map(|line| mermaid_escaped(line)).collect();
    let label = label.join("<br>");
    let children = nesting.children(index);
    if children.is_empty() {
        let _ = writeln!(text, "{indent}n{index}[\"{label}\"]");
        return;
    }
    let _ = writeln!(text, "{indent}subgraph n{index}[\"{label}\"]");
    for child in children {
        write_node(text, drawing, nesting, *child, depth + 1);
    }
    let _ = writeln!(text, "{indent}end");
}

/// Each look once, then who has it.
fn write_styles(text: &mut String, drawing: &Drawing) {
    let mut looks: IndexMap<String, Vec<String>> = IndexMap::new();
    for (index, node) in drawing.scene.nodes.iter().enumerate() {
        looks.entry(look(node)).or_default().push(format!("n{index}"));
    }
    for (number, (look, nodes)) in looks.iter().enumerate() {
        let _ = writeln!(text, "  classDef c{number} {look}");
        let _ = writeln!(text, "  class {} c{number}", nodes.join(","));
    }
}

fn look(node: &Node) -> String {
    let color = |ink| Theme::Light.color(ink);
    let (fill, stroke, dash) = match &node.shape {
        Shape::Box(style) => (style.fill, style.stroke, style.dash),
        Shape::Icon(icon) => (Ink::Paper, icon.ink(), Dash::Solid),
    };
    let ink = node.label.as_ref().map_or(Ink::Ink, |label| label.ink);
    let mut look =
        format!("fill:{},stroke:{},color:{}", color(fill), color(stroke), Theme::Light.text_color(ink));
    if node.ghost || dash != Dash::Solid {
        look.push_str(",stroke-dasharray:3 3");
    }
    if node.ghost || node.made {
        look.push_str(",opacity:0.5");
    }
    look
}

fn comment(text: &mut String, words: &str) {
    let _ = writeln!(text, "  %% {}", mermaid_escaped(words));
}
