//! What is written on a node where no icon says what it is.

use crate::layout::PlacedText;
use crate::scene::{Node, Shape};

/// Returns the lines: its name, its type, its facts.
pub(super) fn lines(node: &Node) -> Vec<String> {
    let name = node.label.as_ref().map_or_else(|| node.id.to_string(), |label| label.text.to_string());
    let mut lines = vec![name];
    if let (Shape::Icon(_), Some(type_name)) = (&node.shape, &node.type_name) {
        lines.push(type_name.strip_prefix("AWS::").unwrap_or(type_name).to_owned());
    }
    lines.extend(node.facts.iter().map(ToString::to_string));
    lines
}

/// Returns a placed text as one line.
pub(super) fn one_line(text: &PlacedText) -> String {
    text.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
}
