//! A drawing in Graphviz's language.

use std::fmt::Write;

use super::keys::keys;
use super::nesting::{Nesting, nest};
use super::node_text::{self, one_line};
use crate::graph::dot_escaped;
use crate::layout::Drawing;
use crate::scene::{Arrangement, Dash, Head, Ink, NodeIndex, Shape};
use crate::svg::Theme;

/// Writes a digraph with boxes as clusters.
pub(super) fn write(drawing: &Drawing) -> String {
    let scene = &drawing.scene;
    let out = Out { drawing, nesting: nest(scene), keys: keys(scene) };
    let direction = match scene.arrangement {
        Arrangement::Places | Arrangement::WidePlaces => "TB",
        Arrangement::Layers => "LR",
    };
    let mut text = String::from("digraph architecture {\n");
    let _ = writeln!(text, "  graph [compound=true, rankdir={direction}, fontname=\"Helvetica\"]");
    text.push_str("  node [shape=box, style=rounded, fontname=\"Helvetica\"]\n");
    text.push_str("  edge [fontname=\"Helvetica\"]\n");
    for note in &scene.notes {
        let _ = writeln!(text, "  // {}", dot_escaped(note));
    }
    for root in &out.nesting.roots {
        out.node(&mut text, *root, 1);
    }
    for (around, member) in &out.nesting.beside {
        out.edge(&mut text, *around, *member, "style=dashed, dir=none");
    }
    for (link, at) in scene.links.iter().zip(&drawing.links) {
        if out.nesting.overlap(link.source, link.target) {
            let _ = writeln!(text, "  // {}", dot_escaped(&link.title));
            continue;
        }
        let style = match link.dash {
            Dash::Solid => "solid",
            Dash::Dashed => "dashed",
            Dash::Dotted => "dotted",
        };
        let head = match link.head {
            Head::None => "none",
            Head::Open | Head::Both => "vee",
            Head::Solid => "normal",
        };
        let mut look = format!("style={style}, arrowhead={head}, color=\"{}\"", Theme::Light.color(link.ink));
        if link.head == Head::Both {
            look.push_str(", dir=both, arrowtail=vee");
        }
        if let Some(label) = &at.label {
            let _ = write!(look, ", label=\"{}\"", dot_escaped(&one_line(label)));
        }
        out.edge(&mut text, link.source, link.target, &look);
    }
    text.push_str("}\n");
    text
}

struct Out<'a> {
    drawing: &'a Drawing,
    nesting: Nesting,
    keys: Vec<String>,
}

impl Out<'_> {
    fn key(&self, index: NodeIndex) -> &str {
        self.keys.get(index).map_or("", String::as_str)
    }

    fn node(&self, text: &mut String, index: NodeIndex, depth: usize) {
        let Some(node) = self.drawing.scene.nodes.get(index) else { return };
        let indent = "  ".repeat(depth);
        let label: Vec<String> = node_text::lines(node).iter().map(|line| dot_escaped(line)).collect();
        let label = label.join("\\n");
        let color = |ink| match Theme::Light.color(ink) {
            "none" => "transparent",
            color => color,
        };
        let (fill, stroke, dash) = match &node.shape {
            Shape::Box(style) => (style.fill, style.stroke, style.dash),
            Shape::Icon(icon) => (Ink::None, icon.ink(), Dash::Solid),
        };
        let dashed = if node.ghost || dash != Dash::Solid { ",dashed" } else { "" };
        let ink = Theme::Light.text_color(node.label.as_ref().map_or(Ink::Ink, |label| label.ink));
        let colors =
            format!("color=\"{}\", fillcolor=\"{}\", fontcolor=\"{ink}\"", color(stroke), color(fill));
        let children = self.nesting.children(index);
        if children.is_empty() {
            let style = format!("style=\"rounded,filled{dashed}\"");
            let _ = writeln!(text, "{indent}\"{}\" [label=\"{label}\", {style}, {colors}]", self.key(index));
            return;
        }
        let _ = writeln!(text, "{indent}subgraph \"cluster_{}\" {{", self.key(index));
        let _ = writeln!(text, "{indent}  graph [label=\"{label}\", style=\"filled{dashed}\", {colors}]");
        for child in children {
            self.node(text, *child, depth + 1);
        }
        let _ = writeln!(text, "{indent}}}");
    }

    /// An edge ends at an icon; one that means a box ends at the line around that icon.
    fn edge(&self, text: &mut String, source: NodeIndex, target: NodeIndex, look: &str) {
        let (tail, head) = (self.nesting.first_leaf(source), self.nesting.first_leaf(target));
        let mut look = look.to_owned();
        for (side, end, leaf) in [("ltail", source, tail), ("lhead", target, head)] {
            if end != leaf {
                let _ = write!(look, ", {side}=\"cluster_{}\"", self.key(end));
            }
        }
        let _ = writeln!(text, "  \"{}\" -> \"{}\" [{look}]", self.key(tail), self.key(head));
    }
}
