//! What figures and files hold, by small drawings made by hand.

use std::rc::Rc;

use expect_test::{Expect, expect};

use super::*;
use crate::layout::{Align, Drawing, PlacedLink, PlacedNode, PlacedText, Point, Rect, TextLine};
use crate::maps::SortedSet;
use crate::scene::{
    Anchor, Badge, BoxStyle, Dash, Fact, Head, Icon, Ink, Label, Link, LinkKind, Node, NodeKind, Place,
    Scene, Shape,
};

#[test]
fn paint_goes_from_the_outside_in_then_what_spans_then_links_icons_and_badges() {
    let spanning = |id: &str, members| Node { place: Place::Around, members, ..boxed(id, None) };
    let mut wide = spanning("cluster", vec![5]);
    wide.parent = Some(0);
    let drawing = Drawing {
        links: vec![line(&[point(1.0, 2.0), point(1.0, 9.0)])],
        ..drawn(
            vec![
                (boxed("vpc", None), rect(0.0, 0.0, 90.0, 90.0)),
                (boxed("zone", Some(0)), rect(5.0, 5.0, 80.0, 80.0)),
                (Node { place: Place::Fill, ..boxed("subnet", Some(1)) }, rect(5.0, 5.0, 80.0, 80.0)),
                (Node { badges: vec![badge()], ..icon("web", Some(2)) }, rect(20.0, 20.0, 48.0, 48.0)),
                (spanning("group", vec![3]), rect(15.0, 15.0, 60.0, 60.0)),
                (wide, rect(10.0, 10.0, 70.0, 70.0)),
                (boxed("other", Some(0)), rect(1.0, 1.0, 2.0, 2.0)),
            ],
            vec![flow(0, 3)],
        )
    };
    let order: Vec<String> = figure(&drawing).groups.iter().map(|group| group.id.to_string()).collect();
    assert_eq!(order, ["vpc", "subnet", "zone", "other", "cluster", "group", "vpc→web", "web", "web#0"]);
}

#[test]
fn a_box_is_a_rectangle_with_a_solid_corner_and_its_texts() {
    let style = BoxStyle {
        stroke: Ink::Green,
        fill: Ink::PaleGreen,
        dash: Dash::Dashed,
        badge: Some(Icon::Letters("VP".into(), Ink::Green)),
    };
    let node = Node {
        shape: Shape::Box(style),
        label: Some(label("VPC", Ink::Grey)),
        facts: vec![Fact { ghost: true, ..Fact::new("tcp 22") }],
        title: "VPC Main".into(),
        kind: NodeKind::Vpc,
        type_name: Some("AWS::EC2::VPC".into()),
        ..icon("Main", None)
    };
    let mut drawing = drawn(vec![(node, rect(2.0, 35.424, 560.0, 392.576))], vec![]);
    drawing.nodes[0].label = Some(text("VPC", 34.0, 54.0, Align::Start));
    drawing.nodes[0].facts = vec![text("tcp 22", 40.0, 70.0, Align::Middle)];
    check(
        &drawing,
        expect![[
            r##"<g id="cfn-Main" class="node box vpc" data-id="Main" data-type="AWS::EC2::VPC"><title>VPC Main</title><path d="M2 35.42H562V428H2Z" fill="#E9F3E6" stroke="#248814" stroke-width="1" stroke-dasharray="3 3"/><path d="M0 0H48V48H0Z" transform="translate(2 35.42) scale(0.5208)" fill="#FFFFFF" stroke="#248814" stroke-width="2"/><text x="14.5" y="51.03" font-size="8.62" text-anchor="middle" fill="#1E7111">VP</text><text x="34" y="54" font-size="12" fill="#5C6363">VPC</text><text x="40" y="70" font-size="12" text-anchor="middle" fill="#5C6363">tcp 22</text></g>"##
        ]],
    );
}

#[test]
fn a_box_in_parts_is_drawn_in_parts() {
    let mut drawing = drawn(vec![(boxed("Group", None), rect(0.0, 0.0, 50.0, 10.0))], vec![]);
    drawing.nodes[0].parts = vec![rect(0.0, 0.0, 10.0, 10.0), rect(40.0, 0.0, 10.0, 10.0)];
    check(
        &drawing,
        expect![[
            r##"<g id="cfn-Group" class="node box resource" data-id="Group"><title>Group</title><path d="M0 0H10V10H0ZM40 0H50V10H40Z" fill="none" stroke="#DD3522" stroke-width="1"/></g>"##
        ]],
    );
}

#[test]
fn ghosts_are_faint_and_dashed() {
    let place = rect(0.0, 0.0, 10.0, 10.0);
    let ghost = |node: Node| (Node { ghost: true, ..node }, place);
    let style = BoxStyle {
        stroke: Ink::None,
        fill: Ink::PaleBlue,
        dash: Dash::Solid,
        badge: Some(Icon::Glyph("key", Ink::Blue)),
    };
    let no_line = Node { shape: Shape::Box(style), ..icon("NoLine", None) };
    check(
        &drawn(vec![ghost(boxed("Gone", None)), ghost(no_line), ghost(icon("Icon", None))], vec![]),
        expect![[r##"
            <g id="cfn-Gone" class="node box resource ghost" data-id="Gone"><title>Gone</title><g opacity="0.5"><path d="M0 0H10V10H0Z" fill="none" stroke="#DD3522" stroke-width="1" stroke-dasharray="4 3"/></g></g>
            <g id="cfn-NoLine" class="node box resource ghost" data-id="NoLine"><title>NoLine</title><g opacity="0.5"><path d="M0 0H10V10H0Z" fill="#E6F2F8" stroke="#147EBA" stroke-width="1" stroke-dasharray="4 3"/><path d="M0 0H48V48H0Z" transform="translate(0 0) scale(0.5208)" fill="#147EBA"/><path d="M13.5 13A11 11 0 0 1 13.5 35A11 11 0 0 1 13.5 13ZM24.5 24H46V33M37.5 24V31" transform="translate(3 3) scale(0.3958)" fill="none" stroke="#FFFFFF" stroke-width="2"/><path d="M10.5 21.2A2.8 2.8 0 0 1 10.5 26.8A2.8 2.8 0 0 1 10.5 21.2Z" transform="translate(3 3) scale(0.3958)" fill="#FFFFFF"/></g></g>
            <g id="cfn-Icon" class="node icon resource ghost" data-id="Icon"><title>Icon</title><g opacity="0.5"><path d="M7 1H41A6 6 0 0 1 47 7V41A6 6 0 0 1 41 47H7A6 6 0 0 1 1 41V7A6 6 0 0 1 7 1Z" transform="translate(0 0) scale(0.2083)" fill="none" stroke="#232F3E" stroke-width="2" stroke-dasharray="3 2"/></g><text x="5" y="6.24" font-size="3.45" text-anchor="middle" fill="#5C6363"></text></g>"##]],
    );
}

#[test]
fn flow_is_a_line_and_a_reference_an_arrow() {
    let nodes = || vec![(icon("A", None), Rect::default()), (icon("B", None), Rect::default())];
    let line = PlacedLink {
        label: Some(text("Ref", 30.0, 8.0, Align::Middle)),
        ..line(&[point(10.0, 10.0), point(50.0, 10.0), point(50.0, 40.0)])
    };
    let links = |link: Link| {
        let drawing = Drawing { links: vec![line.clone()], ..drawn(nodes(), vec![link]) };
        let figure = figure(&drawing);
        Figure { groups: figure.groups.into_iter().take(1).collect(), ..figure }
    };
    check_figure(
        &links(flow(0, 1)),
        expect![[
            r##"<g id="cfn-A_2192_B" class="link flow" data-source="A" data-target="B"><title>A to B</title><path d="M10 10L50 10L50 40" fill="none" stroke="#000000" stroke-width="1" stroke-dasharray="1 1"/><text x="30" y="8" font-size="12" text-anchor="middle" fill="#000000" stroke="#FFFFFF" stroke-width="3" stroke-linejoin="round" paint-order="stroke">Ref</text></g>"##
        ]],
    );
    check_figure(
        &links(Link { head: Head::Open, ..flow(0, 1) }),
        expect![[
            r##"<g id="cfn-A_2192_B" class="link flow" data-source="A" data-target="B"><title>A to B</title><path d="M10 10L50 10L50 40" fill="none" stroke="#000000" stroke-width="1" stroke-dasharray="1 1"/><path d="M53 33L50 40L47 33" fill="none" stroke="#000000" stroke-width="1"/><text x="30" y="8" font-size="12" text-anchor="middle" fill="#000000" stroke="#FFFFFF" stroke-width="3" stroke-linejoin="round" paint-order="stroke">Ref</text></g>"##
        ]],
    );
    check_figure(
        &links(Link { head: Head::Both, ..flow(0, 1) }),
        expect![[
            r##"<g id="cfn-A_2192_B" class="link flow" data-source="A" data-target="B"><title>A to B</title><path d="M10 10L50 10L50 40" fill="none" stroke="#000000" stroke-width="1" stroke-dasharray="1 1"/><path d="M53 33L50 40L47 33" fill="none" stroke="#000000" stroke-width="1"/><path d="M17 7L10 10L17 13" fill="none" stroke="#000000" stroke-width="1"/><text x="30" y="8" font-size="12" text-anchor="middle" fill="#000000" stroke="#FFFFFF" stroke-width="3" stroke-linejoin="round" paint-order="stroke">Ref</text></g>"##
        ]],
    );
    check_figure(
        &links(Link { kind: LinkKind::Reference, dash: Dash::Solid, head: Head::Solid, ..flow(0, 1) }),
        expect![[
            r##"<g id="cfn-A_2192_B" class="link reference" data-source="A" data-target="B"><title>A to B</title><path d="M10 10L50 10L50 40" fill="none" stroke="#000000" stroke-width="1"/><path d="M50 40L53 33L47 33Z" fill="#000000"/><text x="30" y="8" font-size="12" text-anchor="middle" fill="#000000" stroke="#FFFFFF" stroke-width="3" stroke-linejoin="round" paint-order="stroke">Ref</text></g>"##
        ]],
    );
}

#[test]
fn lines_between_the_same_nodes_have_ids_of_their_own() {
    let nodes = vec![(icon("A", None), Rect::default()), (icon("B", None), Rect::default())];
    let drawing = Drawing {
        links: vec![PlacedLink::default(); 3],
        ..drawn(nodes, vec![flow(0, 1), flow(0, 1), flow(0, 1)])
    };
    let ids: Vec<String> = figure(&drawing).groups.iter().map(|group| group.id.to_string()).collect();
    assert_eq!(ids, ["A→B", "A→B#2", "A→B#3", "A", "B"]);
}

#[test]
fn hostile_text_stays_text() {
    let hostile = "</text><script>alert(1)</script> & \"q\" 'a' \u{0}\u{8}\u{b}\u{1b}\u{fffe}\u{202e}abc]]>";
    let mut node = Node { title: hostile.into(), ..icon(hostile, None) };
    node.label = Some(label(hostile, Ink::Ink));
    node.type_name = Some("Custom::\"><script>\n\t\r".into());
    let mut drawing = drawn(vec![(node, rect(f64::NAN, f64::INFINITY, 48.0, 48.0))], vec![]);
    drawing.nodes[0].label = Some(text(hostile, 0.0, -0.001, Align::Middle));
    let mut figure = figure(&drawing);
    figure.title = hostile.into();
    figure.description = hostile.into();
    let options = SvgOptions { id_prefix: "\"><script>".into(), ..SvgOptions::default() };
    let file = write(&figure, &options);
    let document = roxmltree::Document::parse(&file).expect("the file is XML");
    let elements: SortedSet<&str> =
        document.descendants().filter(|node| node.is_element()).map(|node| node.tag_name().name()).collect();
    assert_eq!(elements, SortedSet::from(["svg", "title", "desc", "g", "path", "text"]));
    let shown = document.descendants().rfind(|node| node.has_tag_name("text")).and_then(|node| node.text());
    assert!(shown.is_some_and(|text| text.starts_with("</text><script>alert(1)</script> & \"q\" 'a' ")));
    assert!(!file.contains('\u{202e}') || shown.is_some_and(|text| !text.contains('\u{202e}')));
    assert!(!file.contains("NaN") && !file.contains("inf") && !file.contains("\"-0\""));
}

#[test]
fn ids_of_a_file_are_unique_and_begin_with_its_prefix() {
    let names = ["a b", "a_b", "a-b", "a.b", "a/b", "ab", "é", "a_20_b"];
    let nodes = names.iter().map(|name| (icon(name, None), Rect::default())).collect();
    let options = SvgOptions { id_prefix: "post-3-".into(), ..SvgOptions::default() };
    let mut figure = figure(&drawn(nodes, vec![]));
    figure.title = "A title".into();
    figure.description = "A description".into();
    let file = write(&figure, &options);
    let document = roxmltree::Document::parse(&file).expect("the file is XML");
    let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    assert_eq!(ids.len(), names.len() + 2);
    assert_eq!(ids.iter().collect::<SortedSet<_>>().len(), ids.len());
    assert!(ids.iter().all(|id| id.starts_with("post-3-")));
    for id in document.root_element().attribute("aria-labelledby").unwrap_or_default().split(' ') {
        assert!(ids.contains(&id), "{id} names nothing");
    }
}

#[test]
fn a_theme_changes_colours_only() {
    let nodes = || vec![(boxed("A", None), rect(0.0, 0.0, 9.0, 9.0)), (icon("B", None), Rect::default())];
    let figure = figure(&drawn(nodes(), vec![]));
    let of = |theme| write(&figure, &SvgOptions { theme, ..SvgOptions::default() });
    let (light, dark) = (of(Theme::Light), of(Theme::Dark));
    assert_ne!(light, dark);
    let dark_again = [Ink::Paper, Ink::Red, Ink::Ink]
        .into_iter()
        .fold(light, |text, ink| text.replace(Theme::Light.color(ink), Theme::Dark.color(ink)));
    assert_eq!(dark_again, dark);
}

#[test]
fn the_report_lists_every_node_and_link() {
    let group = Node {
        place: Place::Around,
        members: vec![1],
        kind: NodeKind::SecurityGroup,
        ..boxed("Group", None)
    };
    let mut web = icon("Web", Some(0));
    web.label = Some(label("A long name", Ink::Ink));
    web.type_name = Some("AWS::EC2::Instance".into());
    let mut drawing = drawn(
        vec![
            (boxed("Vpc", None), rect(2.0, 35.5, 560.0, 392.501)),
            (web, rect(257.414, 207.711, 48.0, 48.0)),
            (group, rect(217.0, 178.0, 130.0, 130.0)),
        ],
        vec![flow(0, 1)],
    );
    drawing.nodes[1].label = Some(text("A long…", 281.0, 275.0, Align::Middle));
    drawing.links = vec![line(&[point(1.0, 2.5), point(1.0, 9.999)])];
    let json = serde_json::to_string(&report(&drawing)).expect("a report is JSON");
    let lines = json.replace("{\"id\"", "\n{\"id\"").replace("],\"links\"", "\n],\"links\"");
    expect![[r##"
        {"width":100,"height":100,"nodes":[
        {"id":"Vpc","parent":null,"kind":"resource","type":null,"container":true,"x":2,"y":35.5,"w":560,"h":392.5,"style":{"stroke":"#DD3522","fill":"none","dash":"none"},"label":null},
        {"id":"Web","parent":"Vpc","kind":"resource","type":"AWS::EC2::Instance","container":false,"x":257.41,"y":207.71,"w":48,"h":48,"style":{"stroke":"#232F3E","fill":"none","dash":"none"},"label":{"text":"A long name","x":281,"y":263,"w":80,"h":15}},
        {"id":"Group","parent":null,"kind":"security-group","type":null,"container":true,"x":217,"y":178,"w":130,"h":130,"style":{"stroke":"#DD3522","fill":"none","dash":"none"},"label":null,"members":["Web"]}
        ],"links":[{"source":"Vpc","target":"Web","kind":"flow","points":[[1,2.5],[1,10]]}]}"##]]
    .assert_eq(&lines);
}

#[test]
fn the_report_says_what_stands_at_the_end_of_a_link() {
    let heads = [Head::None, Head::Open, Head::Both, Head::Solid].map(|head| {
        let mut drawing = drawn(
            vec![
                (icon("A", None), rect(0.0, 0.0, 48.0, 48.0)),
                (icon("B", None), rect(90.0, 0.0, 48.0, 48.0)),
            ],
            vec![Link { head, ..flow(0, 1) }],
        );
        drawing.links = vec![line(&[point(48.0, 24.0), point(90.0, 24.0)])];
        let report = serde_json::to_value(report(&drawing)).expect("a report is JSON");
        report["links"][0].get("head").and_then(|head| head.as_str()).map(str::to_owned)
    });
    assert_eq!(heads, [None, Some("open"), Some("both"), Some("solid")].map(|head| head.map(str::to_owned)));
}

#[test]
fn an_empty_drawing_is_an_empty_file() {
    let file = write(&figure(&Drawing::default()), &SvgOptions::default());
    assert!(roxmltree::Document::parse(&file).is_ok(), "{file}");
}

#[test]
fn a_picture_is_embedded_once_as_it_is_and_letters_stand_for_one_that_is_missing() {
    let picture = |id: &str| Node {
        shape: Shape::Icon(Icon::Service("AmazonThing", "TH".into(), Ink::Pink)),
        badges: vec![Badge {
            icon: Icon::Service("AWSOther", "OT".into(), Ink::Red),
            title: "Other".into(),
            resource: None,
        }],
        ..icon(id, None)
    };
    let placed = rect(10.0, 20.0, 48.0, 48.0);
    let figure = figure(&drawn(vec![(picture("a"), placed), (picture("b"), placed)], vec![]));
    assert_eq!(figure.images(), ["AmazonThing", "AWSOther"]);

    let options = SvgOptions {
        images: vec![("AmazonThing", "<svg id='x'/>".to_owned())],
        credit: "© Them".into(),
        ..SvgOptions::default()
    };
    let file = write(&figure, &options);
    let lines: Vec<&str> =
        file.lines().filter(|line| line.contains("a\"") || line.contains("mage")).collect();
    expect![[r##"
        <image id="cfn-_image_AmazonThing" width="48" height="48" href="data:image/svg+xml;base64,PHN2ZyBpZD0neCcvPg=="/></defs>
        <g id="cfn-a" class="node icon resource" data-id="a"><title>a</title><use href="#cfn-_image_AmazonThing" transform="translate(10 20)"/></g>
        <g id="cfn-b" class="node icon resource" data-id="b"><title>b</title><use href="#cfn-_image_AmazonThing" transform="translate(10 20)"/></g>
        <g id="cfn-a_23_0" class="badge" data-owner="a"><title>Other</title><path d="M6 0H42A6 6 0 0 1 48 6V42A6 6 0 0 1 42 48H6A6 6 0 0 1 0 42V6A6 6 0 0 1 6 0Z" transform="translate(10 20) scale(0.375)" fill="#FFFFFF" stroke="#FFFFFF" stroke-width="4"/><path d="M8.5 2.5H39.5A6 6 0 0 1 45.5 8.5V39.5A6 6 0 0 1 39.5 45.5H8.5A6 6 0 0 1 2.5 39.5V8.5A6 6 0 0 1 8.5 2.5Z" transform="translate(10 20) scale(0.375)" fill="none" stroke="#DD3522" stroke-width="2"/><text x="19" y="31.23" font-size="6.21" text-anchor="middle" fill="#C52F1E">OT</text></g>"##]].assert_eq(&lines.join("\n"));
    assert_eq!(file.matches("data:").count(), 1);
    assert!(file.contains("<metadata>© Them</metadata>"), "{file}");

    let without = write(&figure, &SvgOptions::default());
    assert!(!without.contains("href") && !without.contains("metadata"), "{without}");
    assert_eq!(without.matches(">TH<").count(), 2);
}

/// Checks the groups of a drawing's file, one a line.
fn check(drawing: &Drawing, expected: Expect) {
    check_figure(&figure(drawing), expected);
}

fn check_figure(figure: &Figure, expected: Expect) {
    let file = write(figure, &SvgOptions::default());
    let groups: Vec<&str> = file.lines().filter(|line| line.starts_with("<g ")).collect();
    expected.assert_eq(&groups.join("\n"));
}

fn drawn(nodes: Vec<(Node, Rect)>, links: Vec<Link>) -> Drawing {
    let placed = nodes
        .iter()
        .map(|(node, rect)| PlacedNode {
            rect: *rect,
            badges: vec![Rect { w: 18.0, h: 18.0, ..*rect }; node.badges.len()],
            ..PlacedNode::default()
        })
        .collect();
    let nodes = nodes.into_iter().map(|(node, _)| node).collect();
    let scene = Rc::new(Scene { nodes, links, ..Scene::default() });
    Drawing { scene, width: 100.0, height: 100.0, nodes: placed, ..Drawing::default() }
}

fn boxed(id: &str, parent: Option<usize>) -> Node {
    let style = BoxStyle { stroke: Ink::Red, fill: Ink::None, dash: Dash::Solid, badge: None };
    Node { shape: Shape::Box(style), ..icon(id, parent) }
}

fn icon(id: &str, parent: Option<usize>) -> Node {
    Node { id: id.into(), parent, ..Node::default() }
}

fn badge() -> Badge {
    Badge { icon: Icon::Glyph("key", Ink::Red), title: "Key".into(), resource: None }
}

fn flow(source: usize, target: usize) -> Link {
    Link { source, target, ..Link::default() }
}

fn label(text: &str, ink: Ink) -> Label {
    Label { text: text.into(), anchor: Anchor::TopLeft, size: 12.0, ink }
}

fn text(text: &str, x: f64, baseline: f64, align: Align) -> PlacedText {
    PlacedText {
        rect: rect(x, baseline - 12.0, 80.0, 15.0),
        lines: vec![TextLine { text: text.into(), baseline }],
        align,
        x,
        size: 12.0,
        shortened: false,
        anchor: Anchor::TopLeft,
    }
}

fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
    Rect { x, y, w, h }
}

/// A link that draws all of its line.
fn line(points: &[Point]) -> PlacedLink {
    PlacedLink { points: points.to_vec(), strokes: vec![points.to_vec()], label: None }
}

fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}
