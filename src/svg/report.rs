//! The drawing as data: what `render --format json` prints.

use serde::{Serialize, Serializer};

use super::number::rounded;
use super::palette::{Paint, Theme};
use crate::layout::{Drawing, PlacedNode, PlacedText, Rect};
use crate::scene::{Dash, Extent, Head, LinkKind, Node, NodeKind, Place, Scene, Shape};

/// A drawing: sizes and places in units of one CSS pixel, absolute, from the top left, to two decimals.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    width: Coordinate,
    height: Coordinate,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    nodes: Vec<ReportedNode<'a>>,
    links: Vec<ReportedLink<'a>>,
}

#[derive(Debug, Serialize)]
struct ReportedNode<'a> {
    id: &'a str,
    parent: Option<&'a str>,
    kind: NodeKind,
    #[serde(rename = "type")]
    type_name: Option<&'a str>,
    container: bool,
    #[serde(flatten)]
    rect: ReportedRect,
    style: Style,
    label: Option<ReportedLabel<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<ReportedRect>,
    #[serde(skip_serializing_if = "Option::is_none")]
    collapsed: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stack: Option<usize>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    several: bool,
}

#[derive(Debug, Serialize)]
struct ReportedRect {
    x: Coordinate,
    y: Coordinate,
    w: Coordinate,
    h: Coordinate,
}

/// A number to two decimals, whole where it is whole.
#[derive(Debug)]
struct Coordinate(f64);

impl Serialize for Coordinate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = rounded(self.0);
        if value.fract() == 0.0 && value.abs() < 1e15 {
            serializer.serialize_i64(value as i64)
        } else {
            serializer.serialize_f64(value)
        }
    }
}

#[derive(Debug, Serialize)]
struct Style {
    stroke: &'static str,
    fill: &'static str,
    dash: &'static str,
}

#[derive(Debug, Serialize)]
struct ReportedLabel<'a> {
    text: &'a str,
    #[serde(flatten)]
    rect: ReportedRect,
}

#[derive(Debug, Serialize)]
struct ReportedLink<'a> {
    source: &'a str,
    target: &'a str,
    kind: LinkKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<&'static str>,
    points: Vec<[Coordinate; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<ReportedLabel<'a>>,
}

/// Lists what a drawing holds, in the order of its scene. Colours are those of the light theme.
pub fn report(drawing: &Drawing) -> Report<'_> {
    let scene = &*drawing.scene;
    let nodes = scene.nodes.iter().zip(&drawing.nodes).map(|(node, at)| reported_node(scene, node, at));
    let links = scene.links.iter().zip(&drawing.links).filter_map(|(link, at)| {
        Some(ReportedLink {
            source: &scene.nodes.get(link.source)?.id,
            target: &scene.nodes.get(link.target)?.id,
            kind: link.kind,
            head: head(link.head),
            label: link
                .label
                .as_deref()
                .zip(at.label.as_ref())
                .map(|(text, at)| ReportedLabel { text, rect: reported_rect(at.rect) }),
            points: at.points.iter().map(|point| [Coordinate(point.x), Coordinate(point.y)]).collect(),
        })
    });
    Report {
        width: Coordinate(drawing.width),
        height: Coordinate(drawing.height),
        notes: &scene.notes,
        nodes: nodes.collect(),
        links: links.collect(),
    }
}

/// Returns what stands at the end of a link.
fn head(head: Head) -> Option<&'static str> {
    match head {
        Head::None => None,
        Head::Open => Some("open"),
        Head::Both => Some("both"),
        Head::Solid => Some("solid"),
    }
}

fn reported_node<'a>(scene: &'a Scene, node: &'a Node, at: &PlacedNode) -> ReportedNode<'a> {
    let (collapsed, stack) = match node.extent {
        Extent::Collapsed(count) => (Some(count), None),
        Extent::Stack(count, _) => (None, Some(count)),
        Extent::Whole | Extent::Expanded | Extent::Loose(_) => (None, None),
    };
    let id = |index: usize| scene.nodes.get(index).map(|node| &*node.id);
    ReportedNode {
        id: &node.id,
        parent: node.parent.and_then(id),
        kind: node.kind,
        type_name: node.type_name.as_deref(),
        collapsed,
        stack,
        several: node.several,
        container: matches!(node.shape, Shape::Box(_)),
        rect: reported_rect(at.rect),
        style: style(&node.shape),
        label: node.label.as_ref().zip(at.label.as_ref()).map(|(label, PlacedText { rect, .. })| {
            // The whole text, also where the picture shortens it.
            ReportedLabel { text: &label.text, rect: reported_rect(*rect) }
        }),
        members: (node.place == Place::Around)
            .then(|| node.members.iter().filter_map(|member| id(*member)).collect()),
        parts: at.parts.iter().copied().map(reported_rect).collect(),
    }
}

/// Of an icon, the stroke is what it is drawn in.
fn style(shape: &Shape) -> Style {
    let color = |paint: Paint| Theme::Light.color(paint);
    match shape {
        Shape::Box(style) => {
            Style { stroke: color(style.stroke), fill: color(style.fill), dash: dash(style.dash) }
        }
        Shape::Icon(icon) => Style { stroke: color(icon.ink()), fill: "none", dash: "none" },
    }
}

fn dash(dash: Dash) -> &'static str {
    match dash {
        Dash::Solid => "none",
        Dash::Dashed => "3 3",
        Dash::Dotted => "1 1",
    }
}

fn reported_rect(rect: Rect) -> ReportedRect {
    ReportedRect {
        x: Coordinate(rect.x),
        y: Coordinate(rect.y),
        w: Coordinate(rect.w),
        h: Coordinate(rect.h),
    }
}
