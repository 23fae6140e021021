//! A drawing as a file of draw.io: mxGraph XML, boxes as containers, everything where it is drawn.

use super::drawio_shapes::{Shapes, shapes};
use super::node_text::one_line;
use crate::hidden::visible;
use crate::layout::{Drawing, PlacedLink, PlacedNode, PlacedText, Point, Rect};
use crate::scene::{
    Anchor, BoxStyle, Dash, Extent, Head, Icon, Ink, Link, Node, NodeIndex, Place, Scene, Shape,
};
use crate::svg::{Elem, Theme, number};
use crate::words;

/// The side of the sign in a box's corner.
const CORNER_SIDE: f64 = 25.0;

/// The room that it takes of a box's title.
const TITLE_INDENT: &str = "30";

/// The cell that all others are in: draw.io's layer.
const LAYER: &str = "1";

/// Writes a drawing as a file of draw.io.
pub(super) fn write(drawing: &Drawing) -> String {
    let mut out = String::new();
    {
        let mut file = Elem::new(&mut out, "mxfile");
        file.attr("host", "cfn-explorer");
        let mut diagram = file.line("diagram");
        diagram.attr("id", "architecture");
        diagram.attr("name", "Architecture");
        let mut model = diagram.line("mxGraphModel");
        model.attr("grid", "0");
        model.attr("page", "0");
        model.attr("pageWidth", number(drawing.width));
        model.attr("pageHeight", number(drawing.height));
        let mut root = model.line("root");
        root.line("mxCell").attr("id", "0");
        {
            let mut layer = root.line("mxCell");
            layer.attr("id", LAYER);
            layer.attr("parent", "0");
        }
        let scene = &drawing.scene;
        for index in paint_order(scene) {
            if let (Some(node), Some(at)) = (scene.nodes.get(index), drawing.nodes.get(index)) {
                write_node(&mut root, drawing, index, node, at);
            }
        }
        for (index, (link, at)) in scene.links.iter().zip(&drawing.links).enumerate() {
            write_link(&mut root, drawing, index, link, at);
        }
        for (index, note) in drawing.notes.iter().enumerate() {
            let text = Text { value: lines(note), ink: Ink::Red, size: note.size, align: "left" };
            write_text(&mut root, &format!("note{index}"), LAYER, note.rect, &text);
        }
    }
    out.push('\n');
    out
}

/// Boxes as they are in each other, then what spans others, then icons: draw.io paints siblings in the order of the file.
fn paint_order(scene: &Scene) -> Vec<NodeIndex> {
    let rank = |node: &Node| match (&node.shape, node.place) {
        (Shape::Box(_), Place::Around) => 1,
        (Shape::Box(_), _) => 0,
        (Shape::Icon(_), _) => 2,
    };
    let mut order: Vec<NodeIndex> = (0..scene.nodes.len()).collect();
    crate::sorting::by_key(&mut order, |index| scene.nodes.get(*index).map_or(0, rank));
    order
}

fn cell_id(index: NodeIndex) -> String {
    format!("n{index}")
}

/// Returns the rectangle of a node's own cell; further parts are cells of their own.
fn cell_rect(at: &PlacedNode) -> Rect {
    at.parts.first().copied().unwrap_or(at.rect)
}

/// Returns the cell that a node is in, and where that is.
fn container(drawing: &Drawing, node: &Node) -> (String, Point) {
    let placed = node.parent.and_then(|parent| Some((parent, drawing.nodes.get(parent)?)));
    placed.map_or((LAYER.to_owned(), Point::default()), |(parent, at)| {
        let Rect { x, y, .. } = cell_rect(at);
        (cell_id(parent), Point { x, y })
    })
}

fn write_node(root: &mut Elem, drawing: &Drawing, index: NodeIndex, node: &Node, at: &PlacedNode) {
    let (parent, origin) = container(drawing, node);
    let id = cell_id(index);
    let style = match &node.shape {
        Shape::Box(style) => box_style(node, style, filling(&drawing.scene, index)),
        Shape::Icon(icon) => icon_style(icon),
    };
    let mut style = faded(style, node);
    if let Some(label) = &node.label {
        style.push_str(&label_style(&node.shape, label.anchor, label.size, label.ink));
    }
    let rect = cell_rect(at);
    {
        let mut object = root.line("object");
        object.attr("id", &id);
        object.attr("label", at.label.as_ref().map(lines).unwrap_or_default());
        for (name, value) in
            [("type", &node.type_name), ("resource", &node.resource.as_ref().map(|id| id.as_str().into()))]
        {
            if let Some(value) = value {
                object.attr(name, visible(value));
            }
        }
        if !node.title.is_empty() {
            object.attr("about", &node.title);
        }
        write_vertex(&mut object, None, &style, &parent, relative(rect, origin));
    }
    for (number, part) in at.parts.iter().enumerate().skip(1) {
        let id = format!("{id}-part{number}");
        write_vertex(root, Some((&id, "")), &style, &parent, relative(*part, origin));
    }
    let inside = Point { x: rect.x, y: rect.y };
    match &node.shape {
        Shape::Box(BoxStyle { badge: Some(icon), .. }) if group(icon).is_empty() => {
            let corner = Rect { x: 0.0, y: 0.0, w: CORNER_SIDE, h: CORNER_SIDE };
            write_sign(root, &format!("{id}-corner"), "", &id, corner, icon);
        }
        Shape::Icon(icon) => write_letters(root, &id, icon, Rect { x: 0.0, y: 0.0, ..rect }),
        Shape::Box(_) => {}
    }
    let ink = match &node.shape {
        Shape::Box(style) if style.stroke != Ink::None => style.stroke,
        _ => node.label.as_ref().map_or(Ink::Ink, |label| label.ink),
    };
    for (number, (fact, text)) in node.facts.iter().zip(&at.facts).enumerate() {
        let align = if text.anchor == Anchor::TopLeft { "left" } else { "center" };
        let ink = if fact.ghost { Ink::Grey } else { ink };
        let said = Text { value: lines(text), ink, size: text.size, align };
        write_text(root, &format!("{id}-fact{number}"), &id, relative(text.rect, inside), &said);
    }
    for (number, (badge, place)) in node.badges.iter().zip(&at.badges).enumerate() {
        let sign = format!("{id}-sign{number}");
        write_sign(root, &sign, &badge.title, &id, relative(*place, inside), &badge.icon);
    }
}

/// Returns the colour of what fills a box all over: its own cell has it, since a child would hide its line and its name.
fn filling(scene: &Scene, index: NodeIndex) -> Option<Ink> {
    let fills = |node: &&Node| node.parent == Some(index) && node.place == Place::Fill;
    match scene.nodes.iter().find(fills).map(|node| &node.shape) {
        Some(Shape::Box(style)) if style.fill != Ink::None => Some(style.fill),
        _ => None,
    }
}

fn box_style(node: &Node, style: &BoxStyle, filling: Option<Ink>) -> String {
    let fill = match node.place {
        Place::Fill => Ink::None,
        _ => filling.unwrap_or(style.fill),
    };
    let group = style.badge.as_ref().map(group).unwrap_or_default();
    let shape = match group {
        "" => String::new(),
        name => {
            // Such a shape has a line only where it is asked for, and the colour of its corner is that of the line.
            let has_line = if style.stroke == Ink::None { "0" } else { "1" };
            format!("shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.{name};grStroke={has_line};")
        }
    };
    let stroke = match (style.stroke, &style.badge) {
        (Ink::None, Some(badge)) if !group.is_empty() => badge.ink(),
        (stroke, _) => stroke,
    };
    let container = if node.place == Place::Around {
        // What is in it is in boxes of its own: a click goes through to that.
        "pointerEvents=0;"
    } else {
        "container=1;collapsible=0;recursiveResize=0;"
    };
    format!(
        "{shape}fillColor={};strokeColor={};{}{container}html=0;",
        color(fill),
        color(stroke),
        dashes(style.dash)
    )
}

fn icon_style(icon: &Icon) -> String {
    match known(icon) {
        Some(shape) => format!("{};", sign_style(icon, shape)),
        None => format!(
            "rounded=1;arcSize=12;fillColor=none;strokeColor={};strokeWidth=2;html=0;",
            color(icon.ink())
        ),
    }
}

/// Returns the style of draw.io's own shape: a service is white on a square, anything else is in its colour.
fn sign_style(icon: &Icon, shape: &str) -> String {
    let ink = color(icon.ink());
    match icon {
        Icon::Service(..) => format!(
            "shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.{shape};fillColor={ink};strokeColor=#ffffff;aspect=fixed;html=0"
        ),
        Icon::Glyph(..) | Icon::Letters(..) => {
            format!("shape=mxgraph.aws4.{shape};fillColor={ink};strokeColor=none;aspect=fixed;html=0")
        }
    }
}

/// Returns the shape of an icon, where draw.io has one.
fn known(icon: &Icon) -> Option<&'static str> {
    let shape = named(icon)?.shape;
    (!shape.is_empty()).then_some(shape)
}

/// Returns the shape of a box with this icon in its corner; empty where draw.io has none of its own.
fn group(icon: &Icon) -> &'static str {
    named(icon).map_or("", |shapes| shapes.group)
}

fn named(icon: &Icon) -> Option<Shapes> {
    match icon {
        Icon::Glyph(name, _) | Icon::Service(name, ..) => shapes(name),
        Icon::Letters(..) => None,
    }
}

/// Letters stand on an icon that draw.io has no shape for.
fn write_letters(root: &mut Elem, owner: &str, icon: &Icon, rect: Rect) {
    let letters = match icon {
        _ if known(icon).is_some() => return,
        Icon::Letters(letters, _) | Icon::Service(_, letters, _) => letters.to_string(),
        Icon::Glyph(name, _) => {
            name.split('-').filter_map(|word| word.chars().next()).take(3).map(words::capital).collect()
        }
    };
    let text = Text { value: letters, ink: icon.ink(), size: (rect.h / 3.0).round(), align: "center" };
    write_text(root, &format!("{owner}-letters"), owner, rect, &text);
}

/// A small sign: white on a square of its colour.
fn write_sign(root: &mut Elem, id: &str, about: &str, parent: &str, rect: Rect, icon: &Icon) {
    let style = match known(icon) {
        Some(shape) => format!(
            "shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.{shape};fillColor={};strokeColor=#ffffff;aspect=fixed;html=0;connectable=0;",
            color(icon.ink())
        ),
        None => {
            format!("rounded=1;fillColor={};strokeColor=#ffffff;html=0;connectable=0;", color(icon.ink()))
        }
    };
    if about.is_empty() {
        write_vertex(root, Some((id, "")), &style, parent, rect);
    } else {
        let mut object = root.line("object");
        object.attr("id", id);
        object.attr("label", "");
        object.attr("about", about);
        write_vertex(&mut object, None, &style, parent, rect);
    }
}

/// A text of its own.
struct Text {
    value: String,
    ink: Ink,
    size: f64,
    align: &'static str,
}

fn write_text(root: &mut Elem, id: &str, parent: &str, rect: Rect, text: &Text) {
    let style = format!(
        "text;html=0;align={};verticalAlign=middle;fontSize={};fontColor={};spacing=0;connectable=0;",
        text.align,
        number(text.size),
        text_color(text.ink)
    );
    write_vertex(root, Some((id, &text.value)), &style, parent, rect);
}

/// A cell with a place. Its id and text are on itself or on the object around it.
fn write_vertex(out: &mut Elem, named: Option<(&str, &str)>, style: &str, parent: &str, rect: Rect) {
    let mut cell = out.line("mxCell");
    if let Some((id, value)) = named {
        cell.attr("id", id);
        cell.attr("value", value);
    }
    cell.attr("style", style);
    cell.attr("parent", parent);
    cell.attr("vertex", "1");
    let mut geometry = cell.elem("mxGeometry");
    geometry.attr("x", number(rect.x));
    geometry.attr("y", number(rect.y));
    geometry.attr("width", number(rect.w));
    geometry.attr("height", number(rect.h));
    geometry.attr("as", "geometry");
}

fn write_link(root: &mut Elem, drawing: &Drawing, index: usize, link: &Link, at: &PlacedLink) {
    let ends = (drawing.nodes.get(link.source), drawing.nodes.get(link.target));
    let (Some(source), Some(target), [first, between @ .., last]) = (ends.0, ends.1, at.points.as_slice())
    else {
        return;
    };
    let (head, filled) = match link.head {
        Head::None => ("none", "0"),
        Head::Open | Head::Both => ("open", "0"),
        Head::Solid => ("block", "1"),
    };
    let start = if link.head == Head::Both { "open;startFill=0;startSize=6" } else { "none" };
    let mut style = format!(
        "edgeStyle=orthogonalEdgeStyle;rounded=0;html=0;startArrow={start};endArrow={head};endFill={filled};endSize=6;strokeColor={};fontColor={};fontSize=10;{}",
        color(link.ink),
        text_color(link.ink),
        dashes(link.dash)
    );
    if link.ghost {
        style.push_str("opacity=50;");
    }
    style.push_str(&fixed_end("exit", cell_rect(source), *first));
    style.push_str(&fixed_end("entry", cell_rect(target), *last));
    let mut object = root.line("object");
    object.attr("id", format_args!("l{index}"));
    object.attr("label", at.label.as_ref().map(one_line).unwrap_or_default());
    if !link.title.is_empty() {
        object.attr("about", &link.title);
    }
    let mut cell = object.line("mxCell");
    cell.attr("style", style);
    cell.attr("parent", LAYER);
    cell.attr("source", cell_id(link.source));
    cell.attr("target", cell_id(link.target));
    cell.attr("edge", "1");
    let mut geometry = cell.elem("mxGeometry");
    geometry.attr("relative", "1");
    geometry.attr("as", "geometry");
    if !between.is_empty() {
        let mut array = geometry.elem("Array");
        array.attr("as", "points");
        for point in between {
            let mut corner = array.elem("mxPoint");
            corner.attr("x", number(point.x));
            corner.attr("y", number(point.y));
        }
    }
}

/// An end stays where it is drawn on its node, also when that is moved.
fn fixed_end(end: &str, rect: Rect, point: Point) -> String {
    let share = |from: f64, length: f64| if length > 0.0 { number4(from / length) } else { "0.5".to_owned() };
    format!(
        "{end}X={};{end}Y={};{end}Dx=0;{end}Dy=0;{end}Perimeter=0;",
        share(point.x - rect.x, rect.w),
        share(point.y - rect.y, rect.h)
    )
}

/// Returns a share of a side: fine enough that it is off by less than what a drawing's numbers have.
fn number4(share: f64) -> String {
    ((share * 100_000.0).round() / 100_000.0 + 0.0).to_string()
}

fn label_style(shape: &Shape, anchor: Anchor, size: f64, ink: Ink) -> String {
    let place = match (anchor, shape) {
        (Anchor::TopLeft, Shape::Box(BoxStyle { badge: Some(_), .. })) => {
            format!("verticalAlign=top;align=left;spacingLeft={TITLE_INDENT};")
        }
        (Anchor::TopLeft, _) => "verticalAlign=top;align=left;".to_owned(),
        (Anchor::Bottom, _) => "verticalAlign=bottom;align=center;".to_owned(),
        (Anchor::Below, _) => "verticalLabelPosition=bottom;verticalAlign=top;align=center;".to_owned(),
    };
    format!("{place}fontSize={};fontColor={};", number(size), text_color(ink))
}

/// The same style for what is faint.
fn faded(mut style: String, node: &Node) -> String {
    if node.ghost || node.made {
        style.push_str("opacity=50;");
    }
    if node.ghost && !style.contains("dashed=1") {
        style.push_str("dashed=1;");
    }
    if matches!(node.extent, Extent::Stack(..)) || node.several {
        style.push_str("shadow=1;");
    }
    style
}

fn dashes(dash: Dash) -> &'static str {
    match dash {
        Dash::Solid => "",
        Dash::Dashed => "dashed=1;dashPattern=3 3;",
        Dash::Dotted => "dashed=1;dashPattern=1 1;",
    }
}

fn color(ink: Ink) -> &'static str {
    Theme::Light.color(ink)
}

fn text_color(ink: Ink) -> &'static str {
    Theme::Light.text_color(ink)
}

fn relative(rect: Rect, origin: Point) -> Rect {
    Rect { x: rect.x - origin.x, y: rect.y - origin.y, ..rect }
}

fn lines(text: &PlacedText) -> String {
    text.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
}
