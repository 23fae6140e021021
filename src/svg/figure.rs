//! A drawing as primitives, in paint order.

use std::borrow::Cow;
use std::rc::Rc;

use super::icon;
use super::mark::{Frame, Mark};
use super::number::number;
use super::palette::Paint;
use crate::hidden::readable;
use crate::layout::{Align, Drawing, PlacedLink, PlacedNode, PlacedText, Point, Rect};
use crate::maps::SortedMap;
use crate::scene::{BoxStyle, Dash, Extent, Head, Link, LinkId, Node, Place, Shape};
use crate::sorting;

/// A drawing as a few primitives, in paint order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// Width in units.
    pub width: f64,
    /// Height in units.
    pub height: f64,
    /// `<title>`.
    pub title: String,
    /// `<desc>`.
    pub description: String,
    /// The groups of shapes, from the back.
    pub groups: Vec<Group>,
}

/// The parts of one node, badge or link.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The node's id, or `source→target` for a link; unique in the figure.
    pub id: Rc<str>,
    /// CSS classes: `node box vpc`, `link flow`, `ghost`.
    pub class: String,
    /// `<title>`: the whole text, for the pointer and screen readers.
    pub title: String,
    /// `data-` attributes: what it stands for.
    pub data: Vec<(&'static str, Rc<str>)>,
    /// True if its shapes are painted at [`FAINT`]. Its texts are grey instead: they are to be read.
    pub faint: bool,
    /// Its marks.
    pub marks: Vec<Mark>,
}

impl Group {
    /// Its marks but for the texts, which stand above them.
    pub fn shapes(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| !mark.is_text())
    }

    /// Its texts.
    pub fn texts(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| mark.is_text())
    }
}

impl Figure {
    /// The names of the files whose pictures are in it, in paint order, each once.
    pub fn images(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for mark in self.groups.iter().flat_map(|group| &group.marks) {
            if let Mark::Image { name, .. } = mark
                && !names.contains(name)
            {
                names.push(*name);
            }
        }
        names
    }
}

/// The opacity of shapes that are not there under these parameters.
pub const FAINT: &str = "0.5";

/// The pattern of a ghost's lines.
const GHOST_DASH: &str = "4 3";

/// The same for its icon, in the glyph's units: finer, as the lines of a glyph are short.
const GHOST_ICON_DASH: &str = "3 2";

/// The side of the square in a box's top left corner.
const CORNER_SIDE: f64 = 25.0;

/// Breaks a drawing down into primitives.
pub fn figure(drawing: &Drawing) -> Figure {
    let scene = &drawing.scene;
    let placed: Vec<(&Node, &PlacedNode)> = scene.nodes.iter().zip(&drawing.nodes).collect();
    let mut groups = Vec::with_capacity(placed.len() + drawing.links.len());
    for (node, at, style) in boxes(&placed) {
        groups.push(box_group(node, at, style));
    }
    for (link, at) in scene.links.iter().zip(&drawing.links) {
        let (Some(source), Some(target)) = (scene.nodes.get(link.source), scene.nodes.get(link.target))
        else {
            continue;
        };
        groups.push(link_group(link, at, source, target));
    }
    for (node, at) in &placed {
        if let Shape::Icon(picture) = &node.shape {
            let mut group = node_group(node, "icon");
            let ghost_dash = node.ghost.then_some(GHOST_ICON_DASH);
            let marks = match node.extent {
                Extent::Stack(..) => icon::stacked(picture, at.rect),
                Extent::Whole | Extent::Expanded | Extent::Collapsed(_) | Extent::Loose(_) => {
                    icon::outlined(picture, at.rect)
                }
            };
            group.marks.extend(marks.into_iter().map(|mark| mark.dashed(ghost_dash)));
            texts(&mut group, node, at, Paint::Ink);
            groups.push(group);
        }
    }
    for (node, at) in &placed {
        groups.extend(badge_groups(node, at));
    }
    groups.extend(note_group(drawing));
    for group in groups.iter_mut().filter(|group| group.faint) {
        group.marks = group.marks.drain(..).map(Mark::absent).collect();
    }
    make_unique(&mut groups);
    Figure {
        width: drawing.width,
        height: drawing.height,
        title: scene.title.clone(),
        description: scene.description.clone(),
        groups,
    }
}

/// Boxes from the outside in, those that span others last, the largest first.
fn boxes<'a>(placed: &[(&'a Node, &'a PlacedNode)]) -> Vec<(&'a Node, &'a PlacedNode, &'a BoxStyle)> {
    let mut order: Vec<usize> = Vec::with_capacity(placed.len());
    for (index, (node, _)) in placed.iter().enumerate() {
        // A subnet that fills its zone comes before it: the zone's dashed line must not vanish below the fill.
        let below = node.parent.filter(|_| node.place == Place::Fill);
        match below.and_then(|parent| order.iter().rposition(|other| *other == parent)) {
            Some(position) => order.insert(position, index),
            None => order.push(index),
        }
    }
    let mut boxes: Vec<_> = order
        .into_iter()
        .filter_map(|index| placed.get(index))
        .filter_map(|(node, at)| match &node.shape {
            Shape::Box(style) => Some((*node, *at, style)),
            Shape::Icon(_) => None,
        })
        .collect();
    // 0 for all but spanning boxes keeps the order of the others.
    let key = |node: &Node, at: &PlacedNode| match node.place {
        Place::Around => (1, -at.rect.w * at.rect.h),
        _ => (0, 0.0),
    };
    sorting::by(&mut boxes, |(a, at_a, _), (b, at_b, _)| {
        let (a, b) = (key(a, at_a), key(b, at_b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    boxes
}

fn box_group(node: &Node, at: &PlacedNode, style: &BoxStyle) -> Group {
    let mut group = node_group(node, "box");
    let mut stroke = style.stroke;
    if let (true, Paint::None, Some(badge)) = (node.ghost, stroke, &style.badge) {
        // A ghost is told by its dashed line, also where such a box has none.
        stroke = badge.ink();
    }
    if node.several {
        group.marks.extend(sheets(at, style));
    }
    if style.fill != Paint::None || stroke != Paint::None {
        group.marks.push(Mark::Path {
            d: outline(at).into(),
            frame: Frame::default(),
            fill: style.fill,
            stroke,
            width: 1.0,
            dash: dash(style.dash).or(node.ghost.then_some(GHOST_DASH)),
        });
    }
    if let Some(badge) = &style.badge {
        for part in parts(at) {
            let corner = Rect { w: CORNER_SIDE, h: CORNER_SIDE, ..*part };
            group.marks.extend(icon::solid(badge, corner));
        }
    }
    // Facts have the colour of the border, or of the title where the box has no border of its own.
    let title_ink = node.label.as_ref().map_or(Paint::Ink, |label| label.ink);
    texts(&mut group, node, at, if style.stroke == Paint::None { title_ink } else { style.stroke });
    group
}

/// The edges of more boxes behind one that stands for several.
fn sheets(at: &PlacedNode, style: &BoxStyle) -> impl Iterator<Item = Mark> {
    /// The distance by which each looks out behind the one before it.
    const STEP: f64 = 4.0;
    let ink = match (style.stroke, &style.badge) {
        (Paint::None, Some(badge)) => badge.ink(),
        (stroke, _) => stroke,
    };
    let Rect { x, y, w, h } = at.rect;
    [2.0, 1.0].into_iter().map(move |steps| {
        let (out, before) = (STEP * steps, STEP * (steps - 1.0));
        let (left, right, bottom) = (number(x + out), number(x + w + out), number(y + h - out));
        let (top, end) = (number(y - out), number(x + w + before));
        let start = number(y - before);
        Mark::Path {
            d: format!("M{left} {start}V{top}H{right}V{bottom}H{end}").into(),
            frame: Frame::default(),
            fill: Paint::None,
            stroke: ink,
            width: 1.0,
            dash: None,
        }
    })
}

/// Badges are groups of their own: each has its own title.
fn badge_groups(node: &Node, at: &PlacedNode) -> impl Iterator<Item = Group> {
    node.badges.iter().zip(&at.badges).enumerate().map(|(index, (badge, rect))| Group {
        id: format!("{}#{index}", node.id).into(),
        class: class("badge", "", "", node.ghost),
        title: badge.title.clone(),
        data: vec![("owner", node.id.clone())],
        faint: node.ghost,
        marks: icon::sign(&badge.icon, *rect),
    })
}

fn link_group(link: &Link, at: &PlacedLink, source: &Node, target: &Node) -> Group {
    let mut marks = Vec::new();
    if at.points.len() >= 2 {
        let d: String = at.strokes.iter().map(|line| polyline(line)).collect();
        marks.extend((!d.is_empty()).then(|| Mark::Path {
            d: d.into(),
            frame: Frame::default(),
            fill: Paint::None,
            stroke: link.ink,
            width: 1.0,
            dash: dash(link.dash).or(link.ghost.then_some(GHOST_DASH)),
        }));
        marks.extend(head(link.head, &at.points, link.ink));
        if link.head == Head::Both {
            let back: Vec<Point> = at.points.iter().rev().copied().collect();
            marks.extend(head(link.head, &back, link.ink));
        }
    }
    if let Some(label) = &at.label {
        marks.extend(link_label(label, link.ink));
    }
    Group {
        id: LinkId { source: source.id.clone(), target: target.id.clone() }.to_string().into(),
        class: class("link", link.kind.name(), "", link.ghost),
        title: if link.title.is_empty() {
            format!("{} to {}", name(source), name(target))
        } else {
            link.title.clone()
        },
        data: vec![("source", source.id.clone()), ("target", target.id.clone())],
        faint: link.ghost,
        marks,
    }
}

/// Returns a note of what the picture lacks.
fn note_group(drawing: &Drawing) -> Option<Group> {
    let marks: Vec<Mark> = drawing.notes.iter().flat_map(|note| lines(note, Paint::Red, false)).collect();
    (!marks.is_empty()).then(|| Group {
        id: "note".into(),
        class: "note".to_owned(),
        title: drawing.scene.notes.join("\n"),
        data: Vec::new(),
        faint: false,
        marks,
    })
}

/// The text of a link, which stands on its line.
pub fn link_label(text: &PlacedText, ink: Paint) -> impl Iterator<Item = Mark> + '_ {
    lines(text, ink, true)
}

fn node_group(node: &Node, shape: &str) -> Group {
    let mut data = vec![("id", node.id.clone())];
    data.extend(node.type_name.clone().map(|name| ("type", name)));
    let made = if node.made { " made" } else { "" };
    Group {
        id: node.id.clone(),
        class: class("node", shape, node.kind.name(), node.ghost) + made,
        title: node.tooltip(),
        data,
        faint: node.ghost || node.made,
        marks: Vec::new(),
    }
}

/// Two lines between the same nodes would share an id: the second gets a number.
fn make_unique(groups: &mut [Group]) {
    let mut seen: SortedMap<Rc<str>, usize> = SortedMap::new();
    for group in groups {
        while let Some(count) = seen.get_mut(&group.id) {
            *count += 1;
            group.id = format!("{}#{count}", group.id).into();
        }
        seen.insert(group.id.clone(), 1);
    }
}

/// Returns what a node is called in the title of a link.
fn name(node: &Node) -> Cow<'_, str> {
    node.label.as_ref().map_or_else(|| readable(&node.id), |label| Cow::Borrowed(&*label.text))
}

fn class(what: &str, how: &str, kind: &str, ghost: bool) -> String {
    let mut class = what.to_owned();
    for part in [how, kind, if ghost { "ghost" } else { "" }] {
        if !part.is_empty() {
            class.push(' ');
            class.push_str(part);
        }
    }
    class
}

/// A node's label and its facts.
fn texts(group: &mut Group, node: &Node, at: &PlacedNode, fact_ink: Paint) {
    if let (Some(label), Some(text)) = (&node.label, &at.label) {
        let on_line = matches!(node.place, Place::Border(_));
        group.marks.extend(lines(text, label.ink, on_line));
    }
    for (fact, text) in node.facts.iter().zip(&at.facts) {
        let ink = if fact.ghost { Paint::Grey } else { fact_ink };
        group.marks.extend(lines(text, ink, false));
    }
}

fn lines(text: &PlacedText, ink: Paint, halo: bool) -> impl Iterator<Item = Mark> {
    text.lines.iter().map(move |line| Mark::Text {
        text: line.text.clone(),
        x: text.x,
        y: line.baseline,
        size: text.size,
        middle: text.align == Align::Middle,
        fill: ink,
        halo,
    })
}

fn dash(dash: Dash) -> Option<&'static str> {
    match dash {
        Dash::Solid => None,
        Dash::Dashed => Some("3 3"),
        Dash::Dotted => Some("1 1"),
    }
}

/// The box, or each part of one whose members are apart.
fn parts(at: &PlacedNode) -> &[Rect] {
    if at.parts.is_empty() { std::slice::from_ref(&at.rect) } else { &at.parts }
}

fn outline(at: &PlacedNode) -> String {
    parts(at).iter().copied().map(rectangle).collect()
}

fn rectangle(rect: Rect) -> String {
    let (left, top) = (number(rect.x), number(rect.y));
    let (right, bottom) = (number(rect.x + rect.w), number(rect.y + rect.h));
    format!("M{left} {top}H{right}V{bottom}H{left}Z")
}

fn polyline(points: &[Point]) -> String {
    let mut d = String::new();
    for (i, point) in points.iter().enumerate() {
        d.push(if i == 0 { 'M' } else { 'L' });
        d.push_str(&number(point.x));
        d.push(' ');
        d.push_str(&number(point.y));
    }
    d
}

/// The head at the end of a line whose segments are horizontal and vertical.
fn head(head: Head, points: &[Point], ink: Paint) -> Option<Mark> {
    const LENGTH: f64 = 7.0;
    const HALF_WIDTH: f64 = 3.0;
    let tip = *points.last()?;
    let before = *points.iter().rev().find(|point| **point != tip)?;
    let (along_x, along_y) = if (tip.x - before.x).abs() >= (tip.y - before.y).abs() {
        ((tip.x - before.x).signum(), 0.0)
    } else {
        (0.0, (tip.y - before.y).signum())
    };
    let back = Point { x: tip.x - LENGTH * along_x, y: tip.y - LENGTH * along_y };
    let corner = |side: f64| Point { x: back.x + side * along_y, y: back.y + side * along_x };
    let (one, other) = (corner(HALF_WIDTH), corner(-HALF_WIDTH));
    let (d, fill, stroke, width) = match head {
        Head::None => return None,
        Head::Open | Head::Both => (polyline(&[one, tip, other]), Paint::None, ink, 1.0),
        Head::Solid => (polyline(&[tip, one, other]) + "Z", ink, Paint::None, 0.0),
    };
    Some(Mark::Path { d: d.into(), frame: Frame::default(), fill, stroke, width, dash: None })
}
