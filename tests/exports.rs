//! Pictures in the languages of other tools: draw.io has everything where it is drawn, and no name of a template acts in any.
//!
//! Whether those tools read them is asked of the tools themselves (`tests/browser/exports.test.mjs`).

#[path = "support/templates.rs"]
mod templates;

use std::collections::BTreeMap;
use std::path::Path;

use cfn_explorer::eval::Inputs;
use cfn_explorer::export::{self, Format};
use cfn_explorer::layout::{Drawing, Point, Rect};
use cfn_explorer::pipeline;
use cfn_explorer::scene::{ComposeOptions, Folding, Lens, Start};
use expect_test::expect;
use roxmltree::{Document, Node};

/// The numbers of a file are rounded to two decimals; those of ends are shares of a side.
const ROUNDING: f64 = 0.03;

fn drawing(text: &str, options: &ComposeOptions) -> Option<Drawing> {
    let source = pipeline::read(text.into()).ok()?;
    let deployment = pipeline::deploy(&source, &Inputs::default());
    Some((*pipeline::draw(&source, &deployment, options).drawing).clone())
}

fn drawn(text: &str) -> Drawing {
    drawing(text, &ComposeOptions::default()).expect("the template can be read")
}

#[test]
fn draw_io_has_everything_where_it_is_drawn() {
    let files: Vec<_> =
        ["www/templates", "tests/scenes"].into_iter().flat_map(templates::files_below).collect();
    assert!(files.len() > 300, "the templates were not found");
    for file in files {
        let text = std::fs::read_to_string(&file).expect("the file can be read");
        for lens in [Lens::Architecture, Lens::AllResources, Lens::References] {
            if let Some(drawing) = drawing(&text, &ComposeOptions { lens, ..ComposeOptions::default() }) {
                check(&file, &drawing);
            }
        }
        let overview = Folding { start: Start::Overview, ..Folding::default() };
        if let Some(drawing) =
            drawing(&text, &ComposeOptions { folding: overview, ..ComposeOptions::default() })
        {
            check(&file, &drawing);
        }
    }
}

/// One cell of a file of draw.io.
struct Cell {
    parent: String,
    ends: Option<(String, String)>,
    geometry: Rect,
    between: Vec<Point>,
    style: BTreeMap<String, String>,
}

fn number(node: &Node, name: &str) -> f64 {
    node.attribute(name).map_or(0.0, |text| text.parse().expect("a number"))
}

fn cells(text: &str) -> BTreeMap<String, Cell> {
    let document = Document::parse(text).expect("the file is XML");
    let mut cells = BTreeMap::new();
    for cell in document.descendants().filter(|node| node.has_tag_name("mxCell")) {
        let owner =
            if cell.has_attribute("id") { cell } else { cell.parent().expect("an object is around it") };
        let id = owner.attribute("id").expect("each cell has an id").to_owned();
        let geometry = cell.children().find(|child| child.has_tag_name("mxGeometry"));
        let end = |name| cell.attribute(name).map(str::to_owned);
        let rect = geometry.map_or_else(Rect::default, |at| Rect {
            x: number(&at, "x"),
            y: number(&at, "y"),
            w: number(&at, "width"),
            h: number(&at, "height"),
        });
        let points = cell.descendants().filter(|node| node.has_tag_name("mxPoint"));
        let style = cell.attribute("style").unwrap_or_default();
        let value = Cell {
            parent: cell.attribute("parent").unwrap_or_default().to_owned(),
            ends: end("source").zip(end("target")),
            geometry: rect,
            between: points.map(|at| Point { x: number(&at, "x"), y: number(&at, "y") }).collect(),
            style: style
                .split(';')
                .filter_map(|one| one.split_once('='))
                .map(|(a, b)| (a.into(), b.into()))
                .collect(),
        };
        assert!(cells.insert(id.clone(), value).is_none(), "two cells are called {id}");
    }
    cells
}

/// Returns where a cell is in the whole.
fn absolute(cells: &BTreeMap<String, Cell>, id: &str) -> Rect {
    let cell = &cells[id];
    if cell.parent.is_empty() {
        return cell.geometry;
    }
    let around = absolute(cells, &cell.parent);
    Rect { x: around.x + cell.geometry.x, y: around.y + cell.geometry.y, ..cell.geometry }
}

fn check(file: &Path, drawing: &Drawing) {
    let what = file.display();
    let text = export::write(drawing, Format::DrawIo);
    let cells = cells(&text);
    let near = |a: f64, b: f64, depth: f64| (a - b).abs() <= ROUNDING * depth;
    for (id, cell) in &cells {
        assert!(id == "0" || cells.contains_key(&cell.parent), "{what}: {id} is in nothing");
        let (source, target) = cell.ends.clone().unwrap_or_else(|| ("0".into(), "0".into()));
        assert!(cells.contains_key(&source) && cells.contains_key(&target), "{what}: {id} leads nowhere");
        // No text of a template is read as HTML.
        assert!(
            cell.style.is_empty() || cell.style.get("html").is_some_and(|html| html == "0"),
            "{what}: {id}"
        );
    }
    for (index, (node, at)) in drawing.scene.nodes.iter().zip(&drawing.nodes).enumerate() {
        let id = format!("n{index}");
        let parent = node.parent.map_or("1".to_owned(), |parent| format!("n{parent}"));
        assert_eq!(cells[&id].parent, parent, "{what}: {id}");
        let (place, mut depth, mut inner) = (absolute(&cells, &id), 1.0, node.parent);
        while let Some(parent) = inner {
            depth += 1.0;
            inner = drawing.scene.nodes[parent].parent;
        }
        let expected = at.parts.first().unwrap_or(&at.rect);
        assert!(
            near(place.x, expected.x, depth)
                && near(place.y, expected.y, depth)
                && near(place.w, expected.w, 1.0)
                && near(place.h, expected.h, 1.0),
            "{what}: {id} is at {place:?}, drawn at {expected:?}"
        );
    }
    for (index, at) in drawing.links.iter().enumerate() {
        let Some(link) = cells.get(&format!("l{index}")) else {
            assert!(at.points.len() < 2, "{what}: l{index} is missing");
            continue;
        };
        let (source, target) = link.ends.clone().expect("a link has ends");
        let end = |id: &str, name: &str| {
            let rect = absolute(&cells, id);
            let share = |axis: &str| link.style[&format!("{name}{axis}")].parse::<f64>().expect("a number");
            Point { x: rect.x + rect.w * share("X"), y: rect.y + rect.h * share("Y") }
        };
        let mut way = vec![end(&source, "exit")];
        way.extend(&link.between);
        way.push(end(&target, "entry"));
        assert_eq!(way.len(), at.points.len(), "{what}: l{index}");
        for (point, expected) in way.iter().zip(&at.points) {
            assert!(
                near(point.x, expected.x, 8.0) && near(point.y, expected.y, 8.0),
                "{what}: l{index} passes {point:?}, drawn at {expected:?}"
            );
        }
    }
}

/// What stands in quotes or in attributes is left out.
fn skeleton(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    let mut inside = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if inside => {
                chars.next();
            }
            '"' => {
                inside = !inside;
                out.push('"');
            }
            _ if inside => {}
            c => out.push(c),
        }
    }
    assert!(!inside, "a quote is open at the end");
    out
}

#[test]
fn names_change_nothing_but_what_is_in_quotes() {
    let template = |name: &str| {
        let name = serde_json::to_string(name).expect("a text");
        format!(
            "{{\"Resources\": {{
              \"Vpc\": {{\"Type\": \"AWS::EC2::VPC\", \"Properties\": {{\"CidrBlock\": \"10.0.0.0/16\", \"Tags\": [{{\"Key\": \"Name\", \"Value\": {name}}}]}}}},
              \"Subnet\": {{\"Type\": \"AWS::EC2::Subnet\", \"Properties\": {{\"VpcId\": {{\"Ref\": \"Vpc\"}}, \"CidrBlock\": \"10.0.0.0/24\"}}}},
              \"Host\": {{\"Type\": \"AWS::EC2::Instance\", \"Properties\": {{\"SubnetId\": {{\"Ref\": \"Subnet\"}}, \"Tags\": [{{\"Key\": \"Name\", \"Value\": {name}}}]}}}},
              \"Topic\": {{\"Type\": \"AWS::SNS::Topic\", \"Properties\": {{\"Subscription\": [{{\"Protocol\": \"sqs\", \"Endpoint\": {{\"Fn::GetAtt\": [\"Queue\", \"Arn\"]}}}}]}}}},
              \"Queue\": {{\"Type\": \"AWS::SQS::Queue\"}}}}}}"
        )
    };
    let plain = drawn(&template("a name"));
    for name in [
        "\"] end --> x[\"",
        "end",
        "\\\"; } digraph x {",
        "${vars.x} $ \\$ \\\\",
        "<script>alert(1)</script>",
        "<b onclick='x'>&lt;&amp;",
        "#quot; #35; &#35;",
        "`code` |md **bold** | %% comment",
        "1. first - second",
        "\u{202e}dlrow \u{200b}\u{0} \u{7}",
        "a\nb\r\nc\td",
        "'''' \" \" '",
        "]]> --> <!-- ?>",
        "style n0 fill:#f00",
    ] {
        let hostile = drawn(&template(name));
        for format in [Format::Mermaid, Format::Dot, Format::D2] {
            let [hostile, plain] = [&hostile, &plain].map(|drawing| export::write(drawing, format));
            assert_eq!(skeleton(&hostile), skeleton(&plain), "{name:?} in {format:?}");
            assert!(!hostile.contains(['\u{202e}', '\u{200b}', '\u{0}', '\u{7}', '\r', '\t']), "{name:?}");
        }
        let file = export::write(&hostile, Format::DrawIo);
        assert_eq!(cells(&file).len(), cells(&export::write(&plain, Format::DrawIo)).len(), "{name:?}");
        assert!(!file.contains(['\u{202e}', '\u{200b}', '\u{0}', '\u{7}']), "{name:?}");
    }
}

#[test]
fn logical_ids_that_are_no_names_are_numbers() {
    let text = r#"{"Resources": {
      "end": {"Type": "AWS::SQS::Queue"}, "End": {"Type": "AWS::SQS::Queue"},
      "a\"]; b": {"Type": "AWS::SQS::Queue"}, "n1": {"Type": "AWS::SQS::Queue"}, "n9": {"Type": "AWS::SQS::Queue"},
      "0": {"Type": "AWS::SQS::Queue"}, "label": {"Type": "AWS::SQS::Queue"}, "_": {"Type": "AWS::SQS::Queue"}}}"#;
    let keys = |format: Format| -> Vec<String> {
        let all = ComposeOptions {
            folding: Folding { start: Start::Everything, ..Folding::default() },
            ..ComposeOptions::default()
        };
        let written = export::write(&drawing(text, &all).expect("it can be read"), format);
        let lines = written.lines().filter(|line| line.contains("SQS::Queue"));
        lines.filter_map(|line| line.split('"').nth(1).map(str::to_owned)).collect()
    };
    expect![[r#"
        [
            "end",
            "n1",
            "a____b",
            "n3",
            "n4",
            "n5",
            "label",
            "n7",
        ]
    "#]]
    .assert_debug_eq(&keys(Format::Dot));
    assert_eq!(keys(Format::D2), keys(Format::Dot));
}

const SMALL: &str = "
Conditions: {Never: !Equals [a, b]}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web, VpcId: !Ref Vpc}}
  A: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group]}}
  B: {Type: AWS::EC2::Instance, Condition: Never, Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group]}}
  Topic: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: sqs, Endpoint: !GetAtt Queue.Arn}]}}
  Queue: {Type: AWS::SQS::Queue}";

#[test]
fn mermaid_has_boxes_as_subgraphs() {
    expect![[r#"
        flowchart TB
          subgraph n0["VPC<br>10.0.0.0/16"]
            subgraph n1["Private subnet<br>10.0.0.0/24"]
              subgraph n2["Security group"]
                n3["A<br>EC2::Instance"]
                n4["B<br>EC2::Instance"]
              end
            end
          end
          n5["Topic<br>SNS::Topic"]
          n6["Queue<br>SQS::Queue"]
          n5 -.-> n6
          classDef c0 fill:none,stroke:#248814,color:#5C6363
          class n0 c0
          classDef c1 fill:#E6F2F8,stroke:none,color:#106595
          class n1 c1
          classDef c2 fill:none,stroke:#DD3522,color:#C52F1E
          class n2 c2
          classDef c3 fill:#FFFFFF,stroke:#D86613,color:#232F3E
          class n3 c3
          classDef c4 fill:#FFFFFF,stroke:#D86613,color:#232F3E,stroke-dasharray:3 3,opacity:0.5
          class n4 c4
          classDef c5 fill:#FFFFFF,stroke:#BC1356,color:#232F3E
          class n5,n6 c5
    "#]]
    .assert_eq(&export::write(&drawn(SMALL), Format::Mermaid));
}

#[test]
fn dot_has_boxes_as_clusters() {
    expect![[r##"
        digraph architecture {
          graph [compound=true, rankdir=TB, fontname="Helvetica"]
          node [shape=box, style=rounded, fontname="Helvetica"]
          edge [fontname="Helvetica"]
          subgraph "cluster_Vpc" {
            graph [label="VPC\n10.0.0.0/16", style="filled", color="#248814", fillcolor="transparent", fontcolor="#5C6363"]
            subgraph "cluster_Subnet" {
              graph [label="Private subnet\n10.0.0.0/24", style="filled", color="transparent", fillcolor="#E6F2F8", fontcolor="#106595"]
              subgraph "cluster_Group" {
                graph [label="Security group", style="filled", color="#DD3522", fillcolor="transparent", fontcolor="#C52F1E"]
                "A" [label="A\nEC2::Instance", style="rounded,filled", color="#D86613", fillcolor="transparent", fontcolor="#232F3E"]
                "B" [label="B\nEC2::Instance", style="rounded,filled,dashed", color="#D86613", fillcolor="transparent", fontcolor="#232F3E"]
              }
            }
          }
          "Topic" [label="Topic\nSNS::Topic", style="rounded,filled", color="#BC1356", fillcolor="transparent", fontcolor="#232F3E"]
          "Queue" [label="Queue\nSQS::Queue", style="rounded,filled", color="#BC1356", fillcolor="transparent", fontcolor="#232F3E"]
          "Topic" -> "Queue" [style=dotted, arrowhead=vee, color="#000000"]
        }
    "##]].assert_eq(&export::write(&drawn(SMALL), Format::Dot));
}

#[test]
fn d2_has_boxes_as_containers() {
    expect![[r##"
        direction: down
        "Vpc": "VPC\n10.0.0.0/16" {
          style.fill: "transparent"
          style.stroke: "#248814"
          style.font-color: "#5C6363"
          "Subnet": "Private subnet\n10.0.0.0/24" {
            style.fill: "#E6F2F8"
            style.stroke: "transparent"
            style.font-color: "#106595"
            "Group": "Security group" {
              style.fill: "transparent"
              style.stroke: "#DD3522"
              style.font-color: "#C52F1E"
              "A": "A\nEC2::Instance" {
                style.fill: "#FFFFFF"
                style.stroke: "#D86613"
                style.font-color: "#232F3E"
              }
              "B": "B\nEC2::Instance" {
                style.fill: "#FFFFFF"
                style.stroke: "#D86613"
                style.font-color: "#232F3E"
                style.stroke-dash: 3
                style.opacity: 0.5
              }
            }
          }
        }
        "Topic": "Topic\nSNS::Topic" {
          style.fill: "#FFFFFF"
          style.stroke: "#BC1356"
          style.font-color: "#232F3E"
        }
        "Queue": "Queue\nSQS::Queue" {
          style.fill: "#FFFFFF"
          style.stroke: "#BC1356"
          style.font-color: "#232F3E"
        }
        "Topic" -> "Queue": {style.stroke: "#000000"; style.stroke-dash: 2}
    "##]]
    .assert_eq(&export::write(&drawn(SMALL), Format::D2));
}

#[test]
fn draw_io_has_boxes_as_groups_with_its_own_shapes() {
    expect![[r#"
        <mxfile host="cfn-explorer">
        <diagram id="architecture" name="Architecture">
        <mxGraphModel grid="0" page="0" pageWidth="744" pageHeight="355.9">
        <root>
        <mxCell id="0"/>
        <mxCell id="1" parent="0"/>
        <object id="n0" label="VPC" type="AWS::EC2::VPC" resource="Vpc" about="VPC Vpc">
        <mxCell style="shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.group_vpc;grStroke=1;fillColor=none;strokeColor=#248814;container=1;collapsible=0;recursiveResize=0;html=0;verticalAlign=top;align=left;spacingLeft=30;fontSize=12;fontColor=#5C6363;" parent="1" vertex="1"><mxGeometry x="2" y="2" width="560" height="351.9" as="geometry"/></mxCell></object>
        <mxCell id="n0-fact0" value="10.0.0.0/16" style="text;html=0;align=left;verticalAlign=middle;fontSize=9;fontColor=#1E7111;spacing=0;connectable=0;" parent="n0" vertex="1"><mxGeometry x="64.88" y="9.33" width="51.69" height="10.53" as="geometry"/></mxCell>
        <object id="n1" label="Private subnet" type="AWS::EC2::Subnet" resource="Subnet" about="Subnet Subnet">
        <mxCell style="shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.group_security_group;grStroke=0;fillColor=#E6F2F8;strokeColor=#147EBA;container=1;collapsible=0;recursiveResize=0;html=0;verticalAlign=top;align=left;spacingLeft=30;fontSize=10;fontColor=#106595;" parent="n0" vertex="1"><mxGeometry x="49.4" y="56" width="461.2" height="255.9" as="geometry"/></mxCell></object>
        <mxCell id="n1-fact0" value="10.0.0.0/24" style="text;html=0;align=left;verticalAlign=middle;fontSize=9;fontColor=#106595;spacing=0;connectable=0;" parent="n1" vertex="1"><mxGeometry x="113.17" y="8.63" width="51.69" height="10.53" as="geometry"/></mxCell>
        <object id="n2" label="Security group" type="AWS::EC2::SecurityGroup" resource="Group" about="Security group Group">
        <mxCell style="fillColor=none;strokeColor=#DD3522;container=1;collapsible=0;recursiveResize=0;html=0;verticalAlign=bottom;align=center;fontSize=12;fontColor=#C52F1E;" parent="n1" vertex="1"><mxGeometry x="150.6" y="62.85" width="160" height="130.2" as="geometry"/></mxCell></object>
        <object id="n3" label="A" type="AWS::EC2::Instance" resource="A" about="Instance A">
        <mxCell style="shape=mxgraph.aws4.instance2;fillColor=#D86613;strokeColor=none;aspect=fixed;html=0;verticalLabelPosition=bottom;verticalAlign=top;align=center;fontSize=12;fontColor=#232F3E;" parent="n2" vertex="1"><mxGeometry x="16" y="29.7" width="48" height="48" as="geometry"/></mxCell></object>
        <object id="n4" label="B" type="AWS::EC2::Instance" resource="B" about="Instance B">
        <mxCell style="shape=mxgraph.aws4.instance2;fillColor=#D86613;strokeColor=none;aspect=fixed;html=0;opacity=50;dashed=1;verticalLabelPosition=bottom;verticalAlign=top;align=center;fontSize=12;fontColor=#232F3E;" parent="n2" vertex="1"><mxGeometry x="96" y="29.7" width="48" height="48" as="geometry"/></mxCell></object>
        <object id="n5" label="Topic" type="AWS::SNS::Topic" resource="Topic" about="SNS topic Topic">
        <mxCell style="shape=mxgraph.aws4.topic;fillColor=#BC1356;strokeColor=none;aspect=fixed;html=0;verticalLabelPosition=bottom;verticalAlign=top;align=center;fontSize=12;fontColor=#232F3E;" parent="1" vertex="1"><mxGeometry x="602" y="43" width="48" height="48" as="geometry"/></mxCell></object>
        <object id="n6" label="Queue" type="AWS::SQS::Queue" resource="Queue" about="SQS queue Queue">
        <mxCell style="shape=mxgraph.aws4.queue;fillColor=#BC1356;strokeColor=none;aspect=fixed;html=0;verticalLabelPosition=bottom;verticalAlign=top;align=center;fontSize=12;fontColor=#232F3E;" parent="1" vertex="1"><mxGeometry x="694" y="43" width="48" height="48" as="geometry"/></mxCell></object>
        <object id="l0" label="" about="Topic → Queue">
        <mxCell style="edgeStyle=orthogonalEdgeStyle;rounded=0;html=0;startArrow=none;endArrow=open;endFill=0;endSize=6;strokeColor=#000000;fontColor=#000000;fontSize=10;dashed=1;dashPattern=1 1;exitX=1;exitY=0.5;exitDx=0;exitDy=0;exitPerimeter=0;entryX=0;entryY=0.5;entryDx=0;entryDy=0;entryPerimeter=0;" parent="1" source="n5" target="n6" edge="1"><mxGeometry relative="1" as="geometry"/></mxCell></object></root></mxGraphModel></diagram></mxfile>
    "#]].assert_eq(&export::write(&drawn(SMALL), Format::DrawIo));
}
