//! The four templates of the series are drawn as the series draws them, and so is any template of the same structure.
//!
//! Both drawings are laid over each other at the VPC's top left corner and scaled to the same width of the VPC.

use std::collections::BTreeSet;
use std::path::Path;

use cfn_explorer::eval::Inputs;
use cfn_explorer::scene::ComposeOptions;
use cfn_explorer::{pipeline, svg};
use serde_json::Value;

/// The figures of the series' drawings.
const GEOMETRY: &str = include_str!("series/geometry.tsv");

/// The least that a box must share with its reference: intersection over union.
const LEAST_SHARED: f64 = 0.95;

/// The farthest that an icon's centre may be from its reference, in units.
const FARTHEST: f64 = 6.0;

/// The drawings that have a template.
const DRAWINGS: [&str; 4] = ["base_infrastructure", "ec2_website", "ec2_website_alb", "ec2_website_s3"];

#[test]
fn boxes_and_icons_are_where_the_series_has_them() {
    for drawing in DRAWINGS {
        check(drawing, &drawn(&template(drawing)));
    }
}

#[test]
fn names_make_no_difference() {
    for drawing in DRAWINGS {
        let text = template(drawing);
        let renamed = renamed(&text);
        assert_ne!(text, renamed);
        check(drawing, &drawn(&renamed));
    }
}

#[test]
fn a_rule_more_moves_nothing() {
    for drawing in ["ec2_website", "ec2_website_alb", "ec2_website_s3"] {
        let before = drawn(&template(drawing));
        let mut inputs = Inputs::default();
        inputs.parameters.insert("KeyName".into(), "my-key".into());
        let after = drawn_with(&template(drawing), &inputs);
        assert_eq!(places(&before), places(&after), "{drawing}");
    }
}

#[test]
fn links_leave_the_side_and_enter_the_top() {
    for drawing in ["ec2_website_alb", "ec2_website_s3"] {
        let report = drawn(&template(drawing));
        let links = list(&report, "links");
        assert_eq!(links.len(), 2, "{drawing}");
        for link in links {
            let source = rect(by_id(&report, text(link, "source")));
            let target = rect(by_id(&report, text(link, "target")));
            let points: Vec<(f64, f64)> =
                list(link, "points").iter().map(|p| (number(&p[0]), number(&p[1]))).collect();
            let [start, corner, end] = points[..] else { panic!("{drawing}: {points:?}") };
            assert!(start.0 == source.x || start.0 == source.x + source.w, "{drawing}: from a side");
            assert!(
                start.1 == source.y + source.h / 2.0 && corner.1 == start.1,
                "{drawing}: from the middle"
            );
            assert!(
                corner.0 == end.0 && end == (target.x + target.w / 2.0, target.y),
                "{drawing}: to the top"
            );
        }
    }
}

/// One line of the figures.
struct Reference<'a> {
    what: &'a str,
    inside: &'a str,
    rect: Rect,
    style: [&'a str; 3],
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Rect {
    x: f64,
    y: f64,
    w: f64,
    h: f64,
}

fn check(drawing: &str, report: &Value) {
    let reference = reference(drawing);
    let nodes = list(report, "nodes");
    assert_eq!(nodes.len(), reference.len(), "{drawing}: as many nodes as the series draws");
    let find = |what: &str| nodes.iter().filter(|node| is(node, what)).collect::<Vec<_>>();
    let ours_vpc = rect(find("vpc")[0]);
    let vpc = reference.iter().find(|element| element.what == "vpc").expect("every drawing has a VPC").rect;
    let scale = vpc.w / ours_vpc.w;
    let over = |ours: Rect| Rect {
        x: vpc.x + (ours.x - ours_vpc.x) * scale,
        y: vpc.y + (ours.y - ours_vpc.y) * scale,
        w: ours.w * scale,
        h: ours.h * scale,
    };
    let kinds: BTreeSet<&str> = reference.iter().map(|element| element.what).collect();
    for what in kinds {
        let wanted: Vec<&Reference> = reference.iter().filter(|element| element.what == what).collect();
        let mut found = find(what);
        found.sort_by(|a, b| rect(a).x.total_cmp(&rect(b).x));
        assert_eq!(found.len(), wanted.len(), "{drawing}: {what}");
        for (element, node) in wanted.into_iter().zip(found) {
            let ours = over(rect(node));
            if node["container"] == Value::Bool(true) {
                let shared = shared(ours, element.rect);
                assert!(shared >= LEAST_SHARED, "{drawing}: {what} shares {shared:.3}: {ours:?}");
            } else {
                let apart = apart(ours, element.rect);
                assert!(apart < FARTHEST, "{drawing}: {what} is {apart:.2} away: {ours:?}");
            }
            let style = ["stroke", "fill", "dash"].map(|name| text(&node["style"], name));
            assert_eq!(style, element.style, "{drawing}: {what}");
            let parent = node["parent"].as_str().map(|id| by_id(report, id));
            match parent {
                Some(parent) => assert!(is(parent, element.inside), "{drawing}: {what} in {parent}"),
                None => assert_eq!(element.inside, "-", "{drawing}: {what}"),
            }
        }
    }
}

fn reference(drawing: &str) -> Vec<Reference<'static>> {
    GEOMETRY
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|columns| columns[0] == drawing)
        .map(|columns| {
            let at = |i: usize| columns[i].parse().expect("a number");
            Reference {
                what: columns[1],
                inside: columns[2],
                rect: Rect { x: at(3), y: at(4), w: at(5), h: at(6) },
                style: [columns[7], columns[8], columns[9]],
            }
        })
        .collect()
}

fn template(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/templates").join(name).with_extension("yaml");
    std::fs::read_to_string(file).expect("the series' templates are there")
}

fn drawn(template: &str) -> Value {
    drawn_with(template, &Inputs::default())
}

fn drawn_with(template: &str, inputs: &Inputs) -> Value {
    let source = pipeline::read(template.into()).expect("the template is valid");
    let deployment = pipeline::deploy(&source, inputs);
    let picture = pipeline::draw(&source, &deployment, &ComposeOptions::default());
    serde_json::to_value(svg::report(&picture.drawing)).expect("a report is data")
}

/// The template with every logical ID of its resources changed, wherever it stands.
fn renamed(template: &str) -> String {
    let source = pipeline::read(template.into()).expect("the template is valid");
    let ids: Vec<String> = source.template.resources.keys().map(ToString::to_string).collect();
    let mut result = String::new();
    let mut word = String::new();
    for c in template.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            continue;
        }
        // `AWS::EC2::InternetGateway` is a type, whatever the gateway is called.
        match ids.iter().position(|id| *id == word && !result.ends_with(':')) {
            Some(at) => result.push_str(&format!("Zz{at}q")),
            None => result.push_str(&word),
        }
        word.clear();
        result.push(c);
    }
    result
}

fn places(report: &Value) -> Vec<(String, Rect)> {
    list(report, "nodes").iter().map(|node| (text(node, "id").to_owned(), rect(node))).collect()
}

fn is(node: &Value, what: &str) -> bool {
    if what.contains("::") { node["type"] == what } else { node["kind"] == what }
}

fn by_id<'a>(report: &'a Value, id: &str) -> &'a Value {
    list(report, "nodes").iter().find(|node| node["id"] == id).expect("every id is that of a node")
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().expect("a text")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn rect(node: &Value) -> Rect {
    let at = |name: &str| number(&node[name]);
    Rect { x: at("x"), y: at("y"), w: at("w"), h: at("h") }
}

fn shared(a: Rect, b: Rect) -> f64 {
    let wide = (a.x + a.w).min(b.x + b.w) - a.x.max(b.x);
    let high = (a.y + a.h).min(b.y + b.h) - a.y.max(b.y);
    let both = wide.max(0.0) * high.max(0.0);
    both / (a.w * a.h + b.w * b.h - both)
}

fn apart(a: Rect, b: Rect) -> f64 {
    let x = (a.x + a.w / 2.0) - (b.x + b.w / 2.0);
    let y = (a.y + a.h / 2.0) - (b.y + b.h / 2.0);
    (x * x + y * y).sqrt()
}
