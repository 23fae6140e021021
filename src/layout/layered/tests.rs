//! Drawings in layers: where links lead, what boxes hold, and that nothing is in the way of anything.

use std::rc::Rc;

use crate::scene::{Arrangement, BoxStyle, Dash, Icon, Ink, Label, Link, LinkKind, Node, Scene, Shape};

use super::super::{Drawing, Quality, SansMetrics, arrange, quality};

/// Returns a scene in a few words: `[` opens a box, `]` closes it, every other word is a node; `a>b` is a link.
fn drawn(nodes: &str, links: &str) -> Drawing {
    let mut scene = Scene { arrangement: Arrangement::Layers, ..Scene::default() };
    let mut open: Vec<usize> = Vec::new();
    for word in nodes.split_whitespace() {
        if word == "]" {
            open.pop();
            continue;
        }
        let name = word.trim_start_matches('[');
        let anchor =
            if word.starts_with('[') { crate::scene::Anchor::TopLeft } else { crate::scene::Anchor::Below };
        let shape = if word.starts_with('[') {
            let badge = Some(Icon::Glyph("vpc", Ink::Green));
            Shape::Box(BoxStyle { stroke: Ink::Green, fill: Ink::None, dash: Dash::Solid, badge })
        } else {
            Shape::Icon(Icon::Letters("X".into(), Ink::Ink))
        };
        let label = Label { text: name.into(), anchor, size: 12.0, ink: Ink::Ink };
        let parent = open.last().copied();
        scene.nodes.push(Node { id: name.into(), parent, shape, label: Some(label), ..Node::default() });
        if word.starts_with('[') {
            open.push(scene.nodes.len() - 1);
        }
    }
    for link in links.split_whitespace() {
        let at = |name: &str| scene.nodes.iter().position(|node| &*node.id == name).expect("a node");
        let (source, target) = link.split_once('>').expect("a link");
        let link =
            Link { source: at(source), target: at(target), kind: LinkKind::Reference, ..Link::default() };
        scene.links.push(link);
    }
    arrange(Rc::new(scene), &SansMetrics)
}

/// Draws a scene without anything that an eye would object to; returns its crossings.
fn check(nodes: &str, links: &str) -> usize {
    let drawing = drawn(nodes, links);
    let found = quality(&drawing);
    let Quality { nodes, links, drawn_links, crossings, aspect, density, icon_density, .. } = found;
    assert_eq!(drawn_links, links, "every link is drawn");
    let clean =
        Quality { nodes, links, drawn_links, crossings, aspect, density, icon_density, ..Quality::default() };
    assert_eq!(found, clean, "{drawing:#?}");
    crossings
}

#[test]
fn links_lead_to_the_right() {
    let drawing = drawn("a b c", "a>b b>c");
    let x: Vec<f64> = drawing.nodes.iter().map(|node| node.rect.x).collect();
    assert!(x[0] < x[1] && x[1] < x[2], "{x:?}");
    // A chain is one straight line.
    assert!(drawing.links.iter().all(|link| link.points.len() == 2), "{:?}", drawing.links);
}

#[test]
fn boxes_are_drawn_around_their_own_and_nobody_else() {
    assert_eq!(check("[v [s a b ] c ] d e", "d>a d>b a>c c>e b>e"), 0);
    assert_eq!(check("[v [s a ] [t b ] ] c d", "c>a c>b a>d b>d"), 0);
}

#[test]
fn links_end_at_the_borders_of_boxes() {
    let drawing = drawn("[v [s a ] ] b c", "b>s s>c");
    let [s, ..] = [drawing.nodes[1].rect];
    assert_eq!(drawing.links[0].points.last().map(|point| point.x), Some(s.x));
    assert_eq!(drawing.links[1].points.first().map(|point| point.x), Some(s.right()));
    check("[v [s a ] ] b c", "b>s s>c");
}

#[test]
fn a_box_and_what_is_in_it_may_be_linked() {
    check("[v a b ]", "v>a b>v");
    check("[v [s a ] b ] c", "s>a a>v v>s c>v");
}

#[test]
fn circles_are_drawn_with_a_link_that_leads_back() {
    check("a b c", "a>b b>c c>a");
    check("a b", "a>b b>a");
    check("[v a b ] c", "a>c c>b");
}

#[test]
fn large_boxes_stand_apart_with_what_is_linked_to_them() {
    let drawing =
        drawn("[v a1 a2 a3 a4 a5 a6 ] x [w b1 b2 b3 b4 b5 b6 ] y", "x>a1 x>a2 y>b1 y>b2 a3>b3 b4>a4");
    let rect = |at: usize| drawing.nodes[at].rect;
    let (v, w) = (rect(0), rect(8));
    assert!(v.right() < w.x || v.bottom() < w.y || w.right() < v.x, "{v:?} {w:?}");
    check(
        "[v a1 a2 a3 a4 a5 a6 ] x [w b1 b2 b3 b4 b5 b6 ] y [u c1 c2 c3 c4 c5 c6 ]",
        "x>a1 x>a2 y>b1 y>b2 a3>b3 b4>a4 c1>a1 a6>c5 b1>c2 c3>b3",
    );
}

#[test]
fn who_leads_to_one_node_stands_in_several_layers() {
    let names: Vec<String> = (0..40).map(|i| format!("n{i}")).collect();
    let links: Vec<String> = names.iter().map(|name| format!("{name}>hub")).collect();
    let drawing = drawn(&format!("{} hub", names.join(" ")), &links.join(" "));
    let found = quality(&drawing);
    assert!((0.4..2.5).contains(&found.aspect), "{}", found.aspect);
    assert_eq!(found.crossings, 0);
}

#[test]
fn what_has_no_links_stands_in_rows() {
    let names: Vec<String> = (0..60).map(|i| format!("n{i}")).collect();
    let found = quality(&drawn(&names.join(" "), ""));
    assert!((0.4..2.5).contains(&found.aspect) && found.density > 0.2, "{found:?}");
}

#[test]
fn an_empty_scene_has_no_extent() {
    let drawing = drawn("", "");
    assert!(drawing.width < 10.0 && drawing.height < 10.0);
    check("[v ]", "");
}

#[test]
fn huge_scenes_are_drawn_in_rows() {
    let count = 20_000;
    let node = |i: usize| Node { id: i.to_string().into(), ..Node::default() };
    let link = |i: usize| Link { source: i * 7 % count, target: i * 13 % count, ..Link::default() };
    let scene = Scene {
        arrangement: Arrangement::Layers,
        nodes: (0..count).map(node).collect(),
        links: (1..30_000).map(link).collect(),
        ..Scene::default()
    };
    let drawing = arrange(Rc::new(scene), &SansMetrics);
    let aspect = drawing.width / drawing.height;
    assert!((0.4..2.5).contains(&aspect), "{aspect}");
}

#[test]
fn links_in_a_tangle_have_an_end() {
    let count = 2_000;
    let node = |i: usize| Node { id: i.to_string().into(), ..Node::default() };
    let link = |i: usize| Link { source: i * 7 % count, target: i * i * 13 % count, ..Link::default() };
    let scene = Scene {
        arrangement: Arrangement::Layers,
        nodes: (0..count).map(node).collect(),
        links: (1..3_900).map(link).collect(),
        ..Scene::default()
    };
    let drawing = arrange(Rc::new(scene), &SansMetrics);
    let drawn = drawing.links.iter().filter(|link| link.points.len() > 1).count();
    let linked = drawing.scene.links.iter().filter(|link| link.source != link.target).count();
    assert_eq!(drawn, linked);
}

#[test]
fn links_through_more_columns_than_anybody_follows_take_simple_ways() {
    let count = 900;
    let node = |i: usize| Node { id: i.to_string().into(), ..Node::default() };
    // A chain, and from each of its members a link to the one half as far from the start.
    let links = (1..count).flat_map(|i| [(i, i - 1), (i, i / 2)]).filter(|(source, target)| source != target);
    let scene = Scene {
        arrangement: Arrangement::Layers,
        nodes: (0..count).map(node).collect(),
        links: links.map(|(source, target)| Link { source, target, ..Link::default() }).collect(),
        ..Scene::default()
    };
    let drawing = arrange(Rc::new(scene), &SansMetrics);
    assert!(drawing.links.iter().all(|link| (2..=4).contains(&link.points.len())));
}
