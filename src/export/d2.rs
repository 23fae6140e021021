//! A drawing in D2.

use std::fmt::Write;

use super::keys::keys;
use super::nesting::{Nesting, nest};
use super::node_text::{self, one_line};
use crate::hidden::visible;
use crate::layout::Drawing;
use crate::scene::{Arrangement, Dash, Head, Ink, NodeIndex, Shape};
use crate::svg::Theme;

/// Writes a diagram with boxes as containers.
pub(super) fn write(drawing: &Drawing) -> String {
    let scene = &drawing.scene;
    let out = Out { drawing, nesting: nest(scene), keys: keys(scene) };
    let direction = match scene.arrangement {
        Arrangement::Places | Arrangement::WidePlaces => "down",
        Arrangement::Layers => "right",
    };
    let mut text = format!("direction: {direction}\n");
    for note in &scene.notes {
        let _ = writeln!(text, "# {}", visible(note));
    }
    for root in &out.nesting.roots {
        out.node(&mut text, *root, 0);
    }
    for (around, member) in &out.nesting.beside {
        let ends = (out.path(*around), out.path(*member));
        let _ = writeln!(text, "{} -- {}: {{style.stroke-dash: 3}}", ends.0, ends.1);
    }
    for (link, at) in scene.links.iter().zip(&drawing.links) {
        if out.nesting.overlap(link.source, link.target) {
            let _ = writeln!(text, "# {}", visible(&link.title));
            continue;
        }
        let line = match link.head {
            Head::None => "--",
            Head::Open | Head::Solid => "->",
            Head::Both => "<->",
        };
        let label = at.label.as_ref().map(|label| format!("{} ", quoted(&one_line(label))));
        let dash = if link.dash == Dash::Solid { "" } else { "; style.stroke-dash: 2" };
        let _ = writeln!(
            text,
            "{} {line} {}: {}{{style.stroke: \"{}\"{dash}}}",
            out.path(link.source),
            out.path(link.target),
            label.unwrap_or_default(),
            Theme::Light.color(link.ink)
        );
    }
    text
}

struct Out<'a> {
    drawing: &'a Drawing,
    nesting: Nesting,
    keys: Vec<String>,
}

impl Out<'_> {
    fn node(&self, text: &mut String, index: NodeIndex, depth: usize) {
        let Some(node) = self.drawing.scene.nodes.get(index) else { return };
        let indent = "  ".repeat(depth);
        let _ = writeln!(
            text,
            "{indent}\"{}\": {} {{",
            self.key(index),
            quoted(&node_text::lines(node).join("\n"))
        );
        let (fill, stroke, dash) = match &node.shape {
            Shape::Box(style) => (style.fill, style.stroke, style.dash),
            Shape::Icon(icon) => (Ink::Paper, icon.ink(), Dash::Solid),
        };
        let ink = node.label.as_ref().map_or(Ink::Ink, |label| label.ink);
        for (name, color) in [
            ("fill", Theme::Light.color(fill)),
            ("stroke", Theme::Light.color(stroke)),
            ("font-color", Theme::Light.text_color(ink)),
        ] {
            let color = if color == "none" { "transparent" } else { color };
            let _ = writeln!(text, "{indent}  style.{name}: \"{color}\"");
        }
        if node.ghost || dash != Dash::Solid {
            let _ = writeln!(text, "{indent}  style.stroke-dash: 3");
        }
        if node.ghost || node.made {
            let _ = writeln!(text, "{indent}  style.opacity: 0.5");
        }
        for child in self.nesting.children(index) {
            self.node(text, *child, depth + 1);
        }
        let _ = writeln!(text, "{indent}}}");
    }

    fn key(&self, index: NodeIndex) -> &str {
        self.keys.get(index).map_or("", String::as_str)
    }

    /// Returns what a node is called outside of its boxes.
    fn path(&self, index: NodeIndex) -> String {
        let keys: Vec<String> =
            self.nesting.path(index).into_iter().map(|index| format!("\"{}\"", self.key(index))).collect();
        keys.join(".")
    }
}

/// A text in double quotes, in which a backslash, a quote and a dollar sign would act.
fn quoted(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            let mut escaped = String::new();
            for c in visible(line).chars() {
                if matches!(c, '"' | '\\' | '$') {
                    escaped.push('\\');
                }
                escaped.push(c);
            }
            escaped
        })
        .collect();
    format!("\"{}\"", lines.join("\\n"))
}
