//! A sheet of all glyphs, as icons, as signs and in corners: `cargo run --example glyphs -- dark > sheet.svg`.

use std::rc::Rc;

use cfn_explorer::layout::{Align, Drawing, PlacedNode, PlacedText, Rect, TextLine};
use cfn_explorer::scene::{
    Anchor, Badge, BoxStyle, Dash, Icon, Ink, Label, Node, NodeIndex, Place, Scene, Shape,
};
use cfn_explorer::svg::{self, SvgOptions, Theme};

const COLUMNS: usize = 10;
const CELL: f64 = 120.0;
const INKS: [Ink; 8] =
    [Ink::Purple, Ink::Orange, Ink::DarkGreen, Ink::Indigo, Ink::Pink, Ink::Red, Ink::Blue, Ink::Ink];

fn main() {
    let theme = if std::env::args().any(|arg| arg == "dark") { Theme::Dark } else { Theme::Light };
    let mut scene = Scene { title: "All glyphs".into(), ..Scene::default() };
    let mut nodes = Vec::new();
    let letters = ["SQ", "IAM", "MSKC", "?"].map(|letters| Icon::Letters(letters.into(), Ink::Ink));
    let glyphs: Vec<&str> = svg::glyph_names().collect();
    let icons = glyphs.iter().enumerate().map(|(i, name)| Icon::Glyph(name, INKS[i % INKS.len()]));
    for (i, icon) in icons.chain(letters).enumerate() {
        let (x, y) = ((i % COLUMNS) as f64 * CELL, (i / COLUMNS) as f64 * CELL);
        add(&mut scene, &mut nodes, &icon, x + 6.0, y + 6.0);
    }
    let rows = nodes.len().div_ceil(2).div_ceil(COLUMNS);
    let (width, height) = (COLUMNS as f64 * CELL, rows as f64 * CELL);
    let drawing = Drawing { scene: Rc::new(scene), width, height, nodes, ..Drawing::default() };
    print!("{}", svg::write(&svg::figure(&drawing), &SvgOptions { theme, ..SvgOptions::default() }));
}

/// A box with the icon in its corner, and the icon itself with itself as a badge and its name below.
fn add(scene: &mut Scene, nodes: &mut Vec<PlacedNode>, icon: &Icon, x: f64, y: f64) {
    let name = match icon {
        Icon::Glyph(name, _) | Icon::Service(name, ..) => *name,
        Icon::Letters(letters, _) => &**letters,
    };
    let ink = icon.ink();
    let style = BoxStyle { stroke: ink, fill: Ink::None, dash: Dash::Solid, badge: Some(icon.clone()) };
    let parent: NodeIndex = scene.nodes.len();
    scene.nodes.push(Node { id: format!("{name}-box").into(), shape: Shape::Box(style), ..Node::default() });
    let side = CELL - 12.0;
    nodes.push(PlacedNode { rect: Rect { x, y, w: side, h: side }, ..PlacedNode::default() });

    let size = 9.0;
    scene.nodes.push(Node {
        id: name.into(),
        parent: Some(parent),
        shape: Shape::Icon(icon.clone()),
        label: Some(Label { text: name.into(), anchor: Anchor::Below, size, ink: Ink::Ink }),
        badges: vec![Badge { icon: icon.clone(), title: name.into(), resource: None }],
        place: Place::Flow,
        ..Node::default()
    });
    let text = PlacedText {
        rect: Rect { x, y: y + side - 18.0, w: side, h: 12.0 },
        lines: vec![TextLine { text: name.to_owned(), baseline: y + side - 8.0 }],
        align: Align::Middle,
        x: x + side / 2.0,
        size,
        shortened: false,
        anchor: Anchor::Below,
    };
    nodes.push(PlacedNode {
        rect: Rect { x: x + 32.0, y: y + 32.0, w: 48.0, h: 48.0 },
        label: Some(text),
        badges: vec![Rect { x: x + side - 18.0, y, w: 18.0, h: 18.0 }],
        ..PlacedNode::default()
    });
}
